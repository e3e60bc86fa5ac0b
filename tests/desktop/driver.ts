/** A small WebDriver client over WebKitWebDriver: the real window, under Xvfb. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { writeFileSync } from 'node:fs';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

async function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => found(port));
    });
  });
}

export class Window {
  private constructor(
    private readonly base: string,
    private readonly children: ChildProcess[],
  ) {}

  /** Starts a display, the driver and the program; `environment` says which vault. */
  static async open(binary: string, environment: Record<string, string>): Promise<Window> {
    const display = `:${90 + Math.floor(Math.random() * 900)}`;
    const quiet = { stdio: 'ignore' as const, detached: true };
    const xvfb = spawn('Xvfb', [display, '-screen', '0', '1366x768x24', '-nolisten', 'tcp'], quiet);
    await new Promise((later) => setTimeout(later, 700));
    const port = await freePort();
    const env = { ...process.env, ...environment, DISPLAY: display, TAURI_WEBVIEW_AUTOMATION: 'true', NO_AT_BRIDGE: '1' };
    const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { ...quiet, env });
    const children = [xvfb, driver];
    const root = `http://127.0.0.1:${port}`;
    for (let tries = 0; tries < 50; tries += 1) {
      if (await fetch(`${root}/status`).then((r) => r.ok, () => false)) break;
      await new Promise((later) => setTimeout(later, 100));
    }
    const reply = await fetch(`${root}/session`, {
      method: 'POST',
      body: JSON.stringify({ capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: [] } } } }),
      signal: AbortSignal.timeout(30_000),
    });
    const { value } = (await reply.json()) as { value: { sessionId?: string; message?: string } };
    if (!value.sessionId) {
      for (const child of children) if (child.pid) process.kill(-child.pid, 'SIGKILL');
      throw new Error(`the window did not open: ${value.message}`);
    }
    return new Window(`${root}/session/${value.sessionId}`, children);
  }

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const reply = await fetch(this.base + path, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    const { value } = (await reply.json()) as { value: T & { error?: string; message?: string } };
    if (!reply.ok) throw new Error(`${path}: ${value?.error} ${value?.message}`);
    return value;
  }

  run<T>(script: string, ...args: unknown[]): Promise<T> {
    return this.ask('POST', '/execute/sync', { script, args });
  }

  /** Waits until an XPath or CSS finds something. */
  async find(selector: string, seconds = 15): Promise<string> {
    const using = selector.startsWith('/') ? 'xpath' : 'css selector';
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const found = await this.ask<Record<string, string>>('POST', '/element', { using, value: selector }).catch(() => undefined);
      if (found?.[ELEMENT]) return found[ELEMENT];
      if (Date.now() > end) throw new Error(`not found: ${selector}`);
      await new Promise((later) => setTimeout(later, 100));
    }
  }

  async click(selector: string): Promise<void> {
    await this.ask('POST', `/element/${await this.find(selector)}/click`, {});
  }

  async type(selector: string, text: string): Promise<void> {
    await this.ask('POST', `/element/${await this.find(selector)}/value`, { text });
  }

  /** Presses keys on whatever has the focus, held together. */
  async press(...keys: string[]): Promise<void> {
    const down = keys.map((value) => ({ type: 'keyDown', value }));
    const up = [...keys].reverse().map((value) => ({ type: 'keyUp', value }));
    await this.ask('POST', '/actions', { actions: [{ type: 'key', id: 'keys', actions: [...down, ...up] }] });
  }

  text(): Promise<string> {
    return this.run('return document.body.innerText');
  }

  /** The page after two frames: earlier, the previous picture would be saved. */
  async screenshot(path: string): Promise<void> {
    await this.ask('POST', '/execute/async', {
      script: 'const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))',
      args: [],
    });
    writeFileSync(path, Buffer.from(await this.ask<string>('GET', '/screenshot'), 'base64'));
  }

  async close(): Promise<void> {
    await this.ask('DELETE', '').catch(() => undefined);
    for (const child of this.children) {
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // already gone
      }
    }
  }
}
