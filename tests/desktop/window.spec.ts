/** The real window: it starts, unlocks, shows, locks, and leaves nothing readable behind. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { copyTown } from '../e2e/support/host';
import { Window } from './driver';

let folder: string;
let window: Window;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'preau-window-'));
  window = await Window.open(join(inject('binaries'), 'preau'), {
    PREAU_VAULT: copyTown(folder),
    PREAU_KEYRING: 'off',
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_RUNTIME_DIR: folder,
  });
});
afterAll(async () => {
  await window?.close();
  rmSync(folder, { recursive: true, force: true });
});

const ENTER = '\uE007';
const CONTROL = '\uE009';

test('the door opens with an agent’s own password', async () => {
  await window.click('[data-login="accueil"]');
  await window.type('#password', 'preau-accueil-fictif');
  await window.press(ENTER);
  await window.find('nav a');
  expect(await window.text()).toContain('Commune fictive');
});

test('presences are shown and painted by the keyboard', async () => {
  await window.run('location.hash = "#/presences"');
  await window.find('[role=grid] [data-row="0"]');
  await window.run('document.querySelector("[role=grid]").focus()');
  const before = await window.run<string>('return document.querySelector("[role=grid]").getAttribute("aria-activedescendant")');
  await window.press('\uE014');
  await new Promise((later) => setTimeout(later, 200));
  const after = await window.run<string>('return document.querySelector("[role=grid]").getAttribute("aria-activedescendant")');
  expect(after).not.toBe(before);
});

test('the page cannot leave, and cannot reach the network', async () => {
  await window.run('location.href = "http://127.0.0.1:9/"').catch(() => undefined);
  await new Promise((later) => setTimeout(later, 300));
  expect(await window.run<string>('return location.protocol')).toBe('tauri:');
  const reached = await window.run<boolean>(
    'try { const r = new XMLHttpRequest(); r.open("GET", "http://127.0.0.1:9/", false); r.send(); return true } catch { return false }',
  );
  expect(reached).toBe(false);
});

test('Ctrl+L empties the window', async () => {
  await window.press(CONTROL, 'l');
  await window.find('#password');
  expect(await window.run<number>('return document.querySelectorAll("[role=grid]").length')).toBe(0);
});
