/** What is being typed is never lost: by a lock, by a key, by an undo, by asking for help; and what is wrong is said at once. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage, settled, visit } from '../support/browser';
import { Hand } from '../support/hand';
import { TestHost, passwordOf } from '../support/host';
import { type Marked, markTown } from '../support/marked';
import { addressOf } from '../support/roles';

let browser: Browser;
let host: TestHost;
let hand: Hand;
let marked: Marked;

beforeAll(async () => {
  [browser, host] = await Promise.all([openBrowser(), TestHost.start()]);
  marked = await markTown(host);
  hand = new Hand(await openPage(browser, host));
});
afterAll(async () => {
  expect(faultsOf(hand.page)).toEqual([]);
  host?.stop();
  await browser?.close();
});

const form = () => hand.page.getByRole('dialog');
const valueOf = (name: RegExp) => hand.page.getByLabel(name).first().inputValue();

test('help at the door opens on the door, and Escape comes back to the password', async () => {
  await hand.page.getByRole('heading', { name: /Qui ouvre le coffre/ }).waitFor();
  await settled(hand.page);
  await hand.type('preau-');
  await hand.press('F1');
  await hand.page.getByRole('dialog', { name: 'Ouvrir et fermer le coffre' }).waitFor();
  await hand.press('Escape');
  expect(await hand.page.locator('dialog[open]').count()).toBe(0);
  expect(await valueOf(/^Mot de passe/)).toBe('preau-');
  for (let at = 0; at < 6; at += 1) await hand.page.keyboard.press('Backspace');
});

test('a contact half typed says all that is missing and wrong, and writes nothing', async () => {
  await hand.unlock('inscriptions', passwordOf('inscriptions'));
  await visit(hand.page, addressOf('family', marked));
  const contacts = async (): Promise<unknown> => (await host.ask('family_show', { family: marked.family })).contacts;
  const before = await contacts();
  await hand.press('t');
  await hand.tabTo(/^Téléphone/);
  await hand.type('0612');
  await hand.press('Control+Enter');
  await hand.told(/Trois champs à corriger/);
  const summary = await form().getByRole('alert').innerText();
  for (const name of ['nom', 'prénom', 'téléphone']) expect(summary).toContain(name);
  expect(await contacts()).toEqual(before);
});

test('a lock keeps it, and one takes it up where one left it', async () => {
  await hand.fill([
    [/^Nom/, 'Le Du'],
    [/^À partir du/, '31/02/2026'],
  ]);
  await hand.press('Control+l');
  await hand.page.getByRole('heading', { name: /Qui ouvre le coffre/ }).waitFor();
  await expect.poll(async () => (await host.call('session_state')).ok).toBe(true);
  await hand.unlock('inscriptions', passwordOf('inscriptions'));
  await hand.press('t');
  await hand.told(/Une saisie n’a pas été enregistrée/);
  await hand.press('Alt+s');
  // Whole: what cannot be read yet too.
  expect([await valueOf(/^Nom/), await valueOf(/^Téléphone/), await valueOf(/^À partir du/)]).toEqual([
    'Le Du',
    '0612',
    '31/02/2026',
  ]);
});

test('help opens above it, and Escape asks before it throws it away', async () => {
  await hand.press('F1');
  await hand.page.getByRole('dialog', { name: 'Familles' }).waitFor();
  await hand.press('Escape');
  expect(await valueOf(/^Nom/)).toBe('Le Du');
  await hand.press('Escape');
  await hand.told(/Fermer sans enregistrer/);
  await hand.press('Enter'); // the harmless way has the focus
  expect(await valueOf(/^Nom/)).toBe('Le Du');
  await hand.press('Escape');
  await hand.page.getByRole('button', { name: 'Fermer sans enregistrer' }).click();
  await settled(hand.page);
  expect(await form().count()).toBe(0);
  // Given up is given up: nothing is offered any more.
  await hand.press('t');
  await form().waitFor();
  await settled(hand.page);
  expect(await hand.page.getByText(/n’a pas été enregistrée/).count()).toBe(0);
  await hand.press('Escape');
});

test('Ctrl+Z in a field is the field’s; elsewhere it takes back what was saved, and says so', async () => {
  await hand.press('a');
  const line = async (): Promise<string> =>
    (await host.ask('family_show', { family: marked.family })).households[0].address.street;
  const before = await line();
  await form().waitFor();
  await hand.tabTo(/^Numéro et rue/);
  await hand.press('Control+a');
  await hand.type('9 rue de la Preuve');
  await hand.press('Control+Enter');
  await hand.told(/Foyer A modifié/);
  expect(await line()).toBe('9 rue de la Preuve');

  await visit(hand.page, '#/familles');
  await hand.press('Control+f');
  await hand.type('le');
  await hand.press('Control+z');
  expect(await line(), 'a field keeps Ctrl+Z for itself').toBe('9 rue de la Preuve');
  await hand.tabTo(/^Familles/, { role: 'grid' });
  await hand.press('Control+z');
  await hand.told(/Annulé.: Foyer A modifié/);
  expect(await line()).toBe(before);
});

test('F1 opens the page about where one is', async () => {
  for (const [place, title] of [
    ['attendance', 'Présences'],
    ['activities', 'Activités, écoles et tarifs'],
  ] as const) {
    await visit(hand.page, addressOf(place, marked));
    await hand.press('F1');
    await hand.page.getByRole('heading', { level: 1, name: title }).waitFor();
  }
});
