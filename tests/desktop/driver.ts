/** A small WebDriver client over WebKitWebDriver: the real window, under Xvfb. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { openSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** Keys as a driver names them. */
export const keys = {
  enter: '\uE007',
  shift: '\uE008',
  control: '\uE009',
  alt: '\uE00A',
  escape: '\uE00C',
  end: '\uE010',
  home: '\uE011',
  left: '\uE012',
  right: '\uE014',
  down: '\uE015',
};

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
    private readonly display: string,
  ) {}

  /** Starts a display, the driver and the program; `environment` says which vault, `said` where what they print is kept. */
  static async open(binary: string, environment: Record<string, string>, said?: string): Promise<Window> {
    const display = `:${90 + Math.floor(Math.random() * 900)}`;
    const quiet = { stdio: 'ignore' as const, detached: true };
    const xvfb = spawn('Xvfb', [display, '-screen', '0', '1366x768x24', '-nolisten', 'tcp'], quiet);
    await new Promise((later) => setTimeout(later, 700));
    const port = await freePort();
    const env = { ...process.env, ...environment, DISPLAY: display, TAURI_WEBVIEW_AUTOMATION: 'true', NO_AT_BRIDGE: '1' };
    const kept = said === undefined ? 'ignore' : openSync(said, 'a');
    const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { ...quiet, stdio: ['ignore', kept, kept], env });
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
    return new Window(`${root}/session/${value.sessionId}`, children, display);
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

  /** What a command of the core answers, asked by the page itself; one that the window does not let through is a refusal too. */
  call(command: string, request: unknown = {}): Promise<any> {
    return this.ask('POST', '/execute/async', {
      script: `const [command, request, done] = arguments;
        window.__TAURI_INTERNALS__.invoke(command, { request }).then(done, (error) => done({ ok: false, error: { code: 'closed', message: String(error) } }));`,
      args: [command, request],
    });
  }

  /** The windows of the program that show a page. */
  handles(): Promise<string[]> {
    return this.ask('GET', '/window/handles');
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

  /** Empties a field and types in it, found by the beginning of its label, in a part of the page. */
  async fill(label: string, text: string, within = 'body'): Promise<void> {
    const id = await this.until<string>(
      `const found = [...document.querySelector(arguments[1])?.querySelectorAll('label') ?? []]
         .find((one) => one.innerText.startsWith(arguments[0]) && one.htmlFor);
       document.getElementById(found?.htmlFor)?.select?.();
       return found?.htmlFor ?? ''`,
      label,
      within,
    );
    await this.type(`[id="${id}"]`, text);
  }

  /** Presses keys on whatever has the focus, held together. */
  async press(...held: string[]): Promise<void> {
    const down = held.map((value) => ({ type: 'keyDown', value }));
    const up = [...held].reverse().map((value) => ({ type: 'keyUp', value }));
    await this.ask('POST', '/actions', { actions: [{ type: 'key', id: 'keys', actions: [...down, ...up] }] });
  }

  /** Types on whatever has the focus. */
  async keys(text: string): Promise<void> {
    for (const key of text) await this.press(key);
  }

  /** Goes somewhere, or acts, through the palette: the first answer must say this. */
  async command(words: string, chosen: string): Promise<void> {
    await this.press(keys.control, 'k');
    await this.find('dialog input');
    await this.keys(words);
    await this.until(`return document.querySelector('[role=option][aria-selected=true]')?.innerText.includes(arguments[0])`, chosen);
    await this.press(keys.enter);
  }

  /** Waits until a script answers something true, and answers it. */
  async until<T>(script: string, ...args: unknown[]): Promise<T> {
    const end = Date.now() + 20_000;
    for (;;) {
      const answer = await this.run<T>(script, ...args);
      if (answer) return answer;
      if (Date.now() > end) throw new Error(`never true: ${script} ${args.join(' ')}\n${(await this.text()).slice(0, 2000)}`);
      await new Promise((later) => setTimeout(later, 60));
    }
  }

  /** Waits until the window says this. */
  told(sentence: string): Promise<boolean> {
    return this.until<boolean>('return document.body.innerText.includes(arguments[0])', sentence);
  }

  /** Answers the system's own dialog, which no page can see: the name of the file, then ↵. */
  async saveAs(title: string, path: string): Promise<void> {
    const env = { ...process.env, DISPLAY: this.display };
    const ask = (...args: string[]): Promise<unknown> => promisify(execFile)('xdotool', args, { env, timeout: 20_000 });
    await ask('search', '--sync', '--onlyvisible', '--name', title, 'windowfocus', '--sync');
    await ask('key', 'ctrl+a');
    await ask('type', path);
    await ask('key', 'Return');
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
