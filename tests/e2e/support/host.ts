/** A test host on its own copy of an invented town: each spec file starts from the same morning. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const project = resolve(import.meta.dirname, '../../..');
const metadata = JSON.parse(
  execFileSync('cargo', ['metadata', '--no-deps', '--format-version', '1'], { cwd: project, maxBuffer: 1 << 26 }).toString(),
) as { target_directory: string };
export const binaries = join(metadata.target_directory, 'debug');

/** Made once per machine and per program: founding nine agents takes seconds. */
const cradle = join(tmpdir(), `preau-e2e-town-${process.ppid}`);

export function seedTown(families = 40): string {
  if (!existsSync(join(cradle, 'preau.base'))) {
    rmSync(cradle, { recursive: true, force: true });
    execFileSync(
      join(binaries, 'preau-cli'),
      ['--vault', cradle, '--keyring', 'off', 'demo', 'create', '--families', String(families), '--month', '2026-03', '--seed', '7'],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
  }
  return cradle;
}

export interface TestHost {
  url: string;
  vault: string;
  /** Where the host puts what the agent saves or looks at. */
  files: string;
  /** The file the next « choose a file » answers. */
  nextFile: (name: string, bytes: Uint8Array | string) => Promise<void>;
  /** A command, without a window. */
  call: (command: string, request?: unknown) => Promise<{ ok: boolean; value?: any; error?: any }>;
  stop: () => void;
}

/** Starts a host; `empty` for the very first start of a town. */
export async function startHost({ empty = false } = {}): Promise<TestHost> {
  const folder = mkdtempSync(join(tmpdir(), 'preau-e2e-'));
  const vault = join(folder, 'coffre');
  const files = join(folder, 'fichiers');
  mkdirSync(files);
  if (!empty) cpSync(seedTown(), vault, { recursive: true });
  const child: ChildProcess = spawn(join(binaries, 'host'), [vault, files, join(project, 'ui/dist')], {
    env: { ...process.env, PREAU_KEYRING: 'off' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((found, failed) => {
    child.stdout?.once('data', (line: Buffer) => found(line.toString().trim()));
    child.once('exit', (code) => failed(new Error(`the host stopped (${code})`)));
    setTimeout(() => failed(new Error('the host did not say its address')), 20_000).unref();
  });
  const post = (path: string, body: BodyInit) => fetch(url + path, { method: 'POST', body });
  return {
    url,
    vault,
    files,
    nextFile: async (name, bytes) => void (await post(`/next-file/${name}`, bytes as BodyInit)),
    call: async (command, request = {}) => (await post(`/call/${command}`, JSON.stringify(request))).json(),
    stop: () => {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
