/** A test host on its own copy of the invented town: each spec starts from the same morning. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inject } from 'vitest';

export const project = resolve(import.meta.dirname, '../../..');

/** A copy of the town, in a folder that the proof removes. */
export function copyTown(folder: string): string {
  const vault = join(folder, 'coffre');
  cpSync(inject('town'), vault, { recursive: true });
  return vault;
}

export const passwordOf = (login: string): string => `preau-${login}-fictif`;

/** What a command answers: a view, or a refusal with its code. */
export type Answer = { ok: true; value: any } | { ok: false; error: { code: string; message: string } };

export class TestHost {
  private constructor(
    readonly url: string,
    /** Where the host puts what the agent saves or looks at. */
    readonly files: string,
    /** The vault, to be opened by another program once this one has left. */
    readonly vault: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /** `empty` for the very first start of a town; `beside` for another desk on a copy of the same vault, which does not hold its secret. */
  static async start({ empty = false, beside }: { empty?: boolean; beside?: TestHost } = {}): Promise<TestHost> {
    const folder = mkdtempSync(join(tmpdir(), 'preau-e2e-'));
    const vault = empty || beside ? join(folder, 'coffre') : copyTown(folder);
    if (beside) {
      cpSync(beside.vault, vault, { recursive: true });
      // Without a keyring, this file is where a desk keeps the secret of the installation.
      rmSync(join(vault, 'preau.poste'));
    }
    const files = join(folder, 'fichiers');
    mkdirSync(files);
    const child = spawn(join(inject('binaries'), 'host'), [vault, files, join(project, 'ui/dist')], {
      env: { ...process.env, PREAU_KEYRING: 'off' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await new Promise<string>((found, failed) => {
      child.stdout.once('data', (line: Buffer) => found(line.toString().trim()));
      child.once('exit', (code) => failed(new Error(`the host stopped (${code})`)));
      setTimeout(() => failed(new Error('the host did not say its address')), 20_000).unref();
    });
    return new TestHost(url, files, vault, child, folder);
  }

  private async post(path: string, body: BodyInit): Promise<any> {
    return (await fetch(this.url + path, { method: 'POST', body })).json();
  }

  /** A command, without a window. */
  call(command: string, request: unknown = {}): Promise<Answer> {
    return this.post(`/call/${command}`, JSON.stringify(request));
  }

  /** What a command answers; refusing fails the proof. */
  async ask(command: string, request: unknown = {}): Promise<any> {
    const answer = await this.call(command, request);
    if (!answer.ok) throw new Error(`${command}: ${answer.error.code}, ${answer.error.message}`);
    return answer.value;
  }

  /** What a job ends with. */
  async wait(command: string, request: unknown = {}): Promise<any> {
    let job = await this.ask(command, request);
    while (job.state === 'running') {
      await new Promise((later) => setTimeout(later, 20));
      job = await this.ask('job_status', { job: job.id });
    }
    if (job.state !== 'done') throw new Error(`${command}: ${JSON.stringify(job.error)}`);
    return job.value;
  }

  /** The file the next « choose a file » answers. */
  async nextFile(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await fetch(`${this.url}/next-file/${name}`, { method: 'POST', body: bytes });
  }

  async logIn(login: string): Promise<void> {
    await this.ask('session_unlock', { login, password: passwordOf(login) });
  }

  /** Lets go of the vault, which stays. */
  async leave(): Promise<void> {
    await this.ask('session_lock');
    const gone = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGKILL');
    await gone;
  }

  stop(): void {
    this.child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
