/** The real window: a town is created in it, a month is lived in it, and it leaves nothing readable behind. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { passwordOf } from '../e2e/support/host';
import { Window, keys } from './driver';

let folder: string;
let window: Window;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'preau-window-'));
  window = await Window.open(join(inject('binaries'), 'preau'), {
    PREAU_VAULT: join(folder, 'coffre'),
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

const heading = (words: string): Promise<string> => window.find(`//h1[contains(., "${words}")]`);
/** What a screen reader says of the cell under the cursor of the grid. */
const underCursor = `const cell = document.activeElement?.getAttribute('aria-activedescendant');
  return document.getElementById(cell)?.getAttribute('aria-label')?.includes(arguments[0])`;

test('it starts without a vault, and creates an invented town', async () => {
  await heading('Créer le coffre');
  await window.click('//button[contains(., "Une commune fictive")] | //label[contains(., "Une commune fictive")]');
  await window.click('//button[contains(., "Créer la commune fictive")]');
  await window.find('[data-login="accueil"]', 60);
  expect(existsSync(join(folder, 'coffre', 'preau.base'))).toBe(true);
});

test('the door opens with an agent’s own password', async () => {
  await window.click('[data-login="accueil"]');
  await window.type('#password', passwordOf('accueil'));
  await window.press(keys.enter);
  await window.find('nav a');
  await window.told('Commune fictive');
});

test('a family is registered with its child', async () => {
  await window.command('familles', 'Familles');
  await heading('Familles');
  await window.press('n');
  await heading('Nouvelle famille');
  await window.fill('Civilité', 'mad');
  await window.fill('Nom de naissance', 'Kermarrec');
  await window.fill('Prénoms', 'Gwenola');
  await window.fill('Numéro et rue', '3 rue des Genêts');
  await window.fill('Code postal', '21290');
  await window.fill('Commune', 'Brévigny-les-Tilleuls');
  const child = 'section[aria-label="Enfants"]';
  await window.fill('Nom', 'Kermarrec', child);
  await window.fill('Prénoms', 'Tifenn', child);
  await window.fill('Date de naissance', '14/05/2018', child);
  await window.press(keys.control, keys.enter);
  await heading('Kermarrec');
});

test('the child is registered for the canteen', async () => {
  await window.command('activites et tarifs', 'Activités et tarifs');
  await heading('Écoles et classes');
  await window.click('[data-tab="inscriptions"]');
  await heading('Inscriptions');
  // The key acts when its gesture stands on the page.
  await window.find('//button[contains(., "Remplir un mois")]');
  await window.press('n');
  await window.fill('Enfant', 'kermarrec tif', 'dialog');
  await window.find('//*[@role="option"][contains(., "Kermarrec")]');
  await window.press(keys.down);
  await window.press(keys.enter);
  await window.fill('Premier jour', '01/09/2025', 'dialog');
  await window.press(keys.control, keys.enter);
  await window.told('Inscription enregistrée');
  await window.press(keys.escape);
});

test('its month is booked and a day ticked, by the keyboard', async () => {
  await window.command('kermarrec', 'Kermarrec');
  await heading('Kermarrec');
  await window.press('r');
  await window.find('[role=grid] [data-row="0"]');
  await window.click('[aria-label="Période précédente"]');
  await window.told('Mars 2026');
  await window.find('[role=grid] [data-row="0"]');
  await window.run('document.querySelector("[role=grid]").focus()');
  await window.press(keys.home);
  await window.press(keys.shift, keys.end);
  await window.press('r');
  await window.press(keys.escape);
  await window.until(underCursor, 'Réservé');
  await window.press('p');
  await window.until(underCursor, 'Présent');
});

/** Invoices that the window said it would issue. */
let issued = 0;

test('the month is computed and issued', async () => {
  await window.command('facturation', 'Facturation');
  await window.told('Facturer mars 2026');
  await window.press('n');
  await heading('Facturation de mars 2026');
  await window.press('c');
  await window.find('[role=grid][aria-label="Anomalies"]', 30);
  await window.press(keys.control, keys.enter);
  await window.find('//dialog//button[starts-with(normalize-space(.), "Émettre")]');
  const asked = await window.run<string>('return document.querySelector("dialog[open]").innerText');
  issued = Number(/\d[\d\s]*(?=\sfactures)/.exec(asked)?.[0].replace(/\s/g, ''));
  expect(issued).toBeGreaterThan(100);
  await window.click('//dialog//button[starts-with(normalize-space(.), "Émettre")]');
  await heading('Campagne de mars 2026');
});

test('the treasury’s file is written where the agent says', async () => {
  const file = join(folder, 'ormc.xml');
  await window.press('t');
  await heading('Bordereau');
  await window.press(keys.control, keys.enter);
  await window.find('//dialog//button[contains(., "Arrêter le bordereau")]');
  await window.press(keys.alt, 'a');
  await window.saveAs('Enregistrer', file);
  await window.told(file);
  expect(readFileSync(file, 'latin1').match(/<Piece>/g)?.length, 'one titre an invoice').toBe(issued);
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

test('Ctrl+L empties the window, and the file says nothing', async () => {
  await window.run('window.before = true');
  await window.press(keys.control, 'l');
  // The page that held the families is gone; the one at the door is new.
  const fresh = 'return window.before === undefined && document.querySelector("#password") !== null';
  await expect.poll(() => window.run(fresh).catch(() => false), { timeout: 15_000, interval: 60 }).toBe(true);
  expect(await window.text()).not.toContain('Kermarrec');
  const vault = join(folder, 'coffre');
  for (const name of readdirSync(vault)) expect(readFileSync(join(vault, name)).includes('Kermarrec'), name).toBe(false);
});
