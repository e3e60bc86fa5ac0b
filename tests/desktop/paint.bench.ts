/**
 * What an agent waits for in the real window, from a key to the frame that shows its answer, in a large invented town: the list of families,
 * the page of one. Beside them, in the same window, a key that only moves the cursor: what the engine itself takes to draw a frame.
 * `./x bench paint`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, inject, test } from 'vitest';
import { passwordOf } from '../e2e/support/host';
import { Window, keys } from './driver';

/** Who reads every tab of a family. */
const AGENT = 'responsable';
const LISTED = 12;
const OPENED = 40;
/** Families passed over between two that are opened: far from those already drawn. */
const STRIDE = 7;

const folder = mkdtempSync(join(tmpdir(), 'preau-paint-'));
let window: Window;

beforeAll(async () => {
  window = await Window.open(join(inject('binaries'), 'preau'), {
    PREAU_VAULT: inject('town'),
    PREAU_KEYRING: 'off',
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_RUNTIME_DIR: folder,
  });
  await window.click(`[data-login="${AGENT}"]`);
  await window.type('#password', passwordOf(AGENT));
  await window.press(keys.enter);
  await window.find('nav a');
}, 120_000);
afterAll(async () => {
  await window?.close();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Milliseconds from a key to the end of the frame in which `shown` is true for the first time. The key is dated by the engine when it
 * receives it; the frame ends when a message sent from its animation callback comes back.
 */
async function painted(shown: string, press: () => Promise<void>): Promise<number> {
  await window.run(
    `const shown = () => ${shown};
     window.__painted = undefined;
     addEventListener('keydown', (event) => {
       if (['Alt', 'Control', 'Shift'].includes(event.key)) return;
       window.__stop.abort();
       const look = () => requestAnimationFrame(() => {
         if (!shown()) return look();
         const after = new MessageChannel();
         after.port1.onmessage = () => (window.__painted = performance.now() - event.timeStamp);
         after.port2.postMessage(0);
       });
       look();
     }, { capture: true, signal: (window.__stop = new AbortController()).signal });`,
  );
  await press();
  return window.until<number>('return window.__painted');
}

const rows = `!!document.querySelector('[role=grid] tbody tr[aria-rowindex] td')`;
const page = `document.querySelector('#family-tab > *') && !document.querySelector('#family-tab .skeleton')`;
const cursor = (): Promise<string> =>
  window.run<string>(`return document.querySelector('[role=grid]')?.getAttribute('aria-activedescendant') ?? ''`);

function said(what: string, times: number[], baseline: number): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  const ratio = (at(0.5) / baseline).toFixed(1);
  console.log(`${what.padEnd(44)} median ${at(0.5).toFixed(1)} ms, 95 % under ${at(0.95).toFixed(1)} ms, ${ratio} × a frame (${times.length} times)`);
}

test('from a key to the frame', async () => {
  const list: number[] = [];
  for (let round = 0; round < LISTED; round += 1) {
    list.push(await painted(rows, () => window.press(keys.alt, '2')));
    // What follows the first lines arrives while they are read; going away before would be waited for by the next asking.
    await new Promise((later) => setTimeout(later, 3_000));
    if (round + 1 < LISTED) {
      await window.press(keys.alt, keys.left);
      await window.until(`return !(${rows})`);
    }
  }
  const families: number[] = [];
  const frames: number[] = [];
  for (let opened = 0; opened < OPENED; opened += 1) {
    await window.run(`document.querySelector('[role=grid]').focus()`);
    for (let step = 0; step < STRIDE; step += 1) {
      const before = await cursor();
      const moved = `document.querySelector('[role=grid]').getAttribute('aria-activedescendant') !== '${before}'`;
      frames.push(await painted(moved, () => window.press(keys.down)));
    }
    families.push(await painted(page, () => window.press(keys.enter)));
    await window.press(keys.alt, keys.left);
    await window.until(`return ${rows}`);
  }
  frames.sort((a, b) => a - b);
  const baseline = frames[Math.floor(frames.length / 2)]!;
  said('a key that moves the cursor (the baseline)', frames, baseline);
  said('the list of families, its first lines', list, baseline);
  said('the page of a family, its summary', families, baseline);
});
