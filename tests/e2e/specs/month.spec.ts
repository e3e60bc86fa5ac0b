/** A month at the town hall without a mouse: from a family that enters the files to a payment and the lock. */
import { readdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage } from '../support/browser';
import { Hand } from '../support/hand';
import { TestHost, passwordOf } from '../support/host';

let browser: Browser;
let host: TestHost;
let hand: Hand;

beforeAll(async () => {
  [browser, host] = await Promise.all([openBrowser(), TestHost.start()]);
  hand = new Hand(await openPage(browser, host));
});
afterAll(async () => {
  host?.stop();
  await browser?.close();
});

const enter = (login: string): Promise<void> => hand.unlock(login, passwordOf(login));
const leave = async (): Promise<void> => {
  await hand.press('Control+l');
  await hand.page.getByRole('heading', { name: /Qui ouvre le coffre/ }).waitFor();
};
const heading = (name: RegExp): Promise<void> => hand.page.getByRole('heading', { level: 1, name }).waitFor();

/** What a screen reader says of the cell under the cursor. */
const underCursor = (): Promise<string | null | undefined> =>
  hand.page.evaluate(() => {
    const cell = document.activeElement?.getAttribute('aria-activedescendant');
    return document.getElementById(cell ?? '')?.getAttribute('aria-label');
  });

test('the desk registers a family and its child', async () => {
  await enter('inscriptions');
  await hand.command('familles', /^Familles/);
  await hand.press('n');
  await heading(/Nouvelle famille/);
  await hand.tabTo(/^Civilité/);
  await hand.type('mad');
  await hand.fill([
    [/^Nom de naissance/, 'Kermarrec'],
    [/^Prénoms/, 'Gwenola'],
    [/^Téléphone/, '0698765432'],
    [/^Numéro et rue/, '3 rue des Genêts'],
    [/^Code postal/, '21290'],
    [/^Commune/, 'Brévigny-les-Tilleuls'],
  ]);
  await hand.tabTo(/^Nom \*|^Nom$/);
  await hand.page.keyboard.press('Control+a');
  await hand.type('Kermarrec');
  await hand.fill([
    [/^Prénoms/, 'Tifenn'],
    [/^Date de naissance/, '14/05/2018'],
  ]);
  await hand.press('Control+Enter');
  await heading(/Kermarrec/);
  expect((await hand.focus()).role, 'the focus lands on the new screen').toBe('h1');
});

test('and the child for the canteen', async () => {
  await hand.command('inscriptions activites', /Activités/);
  await hand.tabTo(/^Écoles et classes/, { role: 'tab' });
  await hand.press('End', 'ArrowLeft');
  expect((await hand.focus()).name).toBe('Inscriptions');
  await hand.press('n');
  await hand.fill([[/^Enfant/, 'kermarrec tif']]);
  await hand.press('ArrowDown', 'Enter');
  await hand.fill([[/^Premier jour/, '01/09/2025']]);
  await hand.press('Control+Enter');
  await hand.told(/Inscription enregistrée/);
  await hand.press('Escape');
});

test('a day is booked and ticked in the grid', async () => {
  await hand.command('kermarrec', /Kermarrec/);
  await heading(/Kermarrec/);
  await hand.press('r');
  for (let at = 0; at < 24 && !(await hand.page.getByText('Mars 2026').isVisible()); at += 1) await hand.press('Alt+PageUp');
  await hand.told(/Mars 2026/);
  await hand.tabTo(/./, { role: 'grid' });
  await hand.press('Home', 'Shift+End', 'r', 'Escape', 'p');
  await expect.poll(() => underCursor()).toMatch(/Tifenn Kermarrec, .*présent/i);
  await hand.press('ArrowLeft');
  await expect.poll(() => underCursor()).toMatch(/réservé/i);
});

test('the billing agent records the quotient', async () => {
  await leave();
  await enter('facturation');
  await hand.command('kermarrec', /Kermarrec/);
  await heading(/Kermarrec/);
  await hand.press('q');
  await hand.fill([
    [/^Quotient familial/, '742'],
    [/^Donné pour le mois de/, '03/2026'],
  ]);
  await hand.press('Control+Enter');
  await hand.told(/Quotient ajouté/);
});

test('the health officer records an allergy', async () => {
  await leave();
  await enter('sante');
  await hand.command('santé', /^Santé/);
  await hand.press('Control+f');
  await hand.type('kermarrec');
  await hand.press('ArrowDown', 'Enter', 'Alt+1');
  await hand.told(/Dossier de santé ouvert/);
  await hand.press('a');
  await hand.tabTo(/^Ajouter une allergie/);
  await hand.press('Enter');
  await hand.tabTo(/^Allergène/, { back: true });
  await hand.type('ara');
  await hand.fill([[/^Que faire/, 'Rien qui en contienne, trousse au bureau, puis le 15.']]);
  await hand.press('Control+Enter');
  await hand.told(/Rien qui en contienne/);
});

test('the month is previewed and issued', async () => {
  await leave();
  await enter('facturation');
  await hand.command('facturation', /^Facturation/);
  await hand.press('n');
  await heading(/^Facturation de mars 2026/);
  await hand.press('c');
  await hand.page.getByRole('grid', { name: 'Anomalies' }).waitFor();
  await hand.press('Control+Enter');
  await hand.tabTo(/^Émettre \d+ facture/, { role: 'button' });
  await hand.press('Enter');
  await heading(/^Campagne de mars 2026/);
});

test('the treasury’s files are written', async () => {
  await hand.press('t');
  await heading(/^Bordereau/);
  await hand.press('Control+Enter');
  await hand.press('Alt+a');
  await hand.told(/enregistré/);
  await hand.press('c');
  expect(readdirSync(host.files).length).toBeGreaterThan(1);
});

test('a payment is recorded, and the vault is locked', async () => {
  await hand.command('kermarrec', /Kermarrec/);
  await hand.press('e');
  await hand.fill([
    [/^Montant/, '20,00'],
    [/^Référence/, 'chèque 1234567'],
  ]);
  await hand.tabTo(/^Moyen/, { back: true });
  await hand.type('ch');
  await hand.press('Control+Enter');
  await hand.told(/Quittance/);
  await hand.told(/Facture 2026-0000\d\d/);
  await hand.press('Escape');
  expect((await hand.focus()).role, 'the focus after the receipt is closed').not.toBe('body');
  await leave();
  expect(faultsOf(hand.page)).toEqual([]);
});
