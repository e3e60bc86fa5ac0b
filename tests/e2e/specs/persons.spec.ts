/** Persons, by the keyboard alone: a field turned on by who answers for it, answered by the desk; a birth place; a move that keeps what was. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage, overflows, settled, violations, visit } from '../support/browser';
import { Hand } from '../support/hand';
import { TestHost, passwordOf } from '../support/host';

let browser: Browser;
let host: TestHost;
let hand: Hand;
/** A file of two households and a child. */
let file: any;

const sit = async (login: string, where: string): Promise<void> => {
  await hand.press('Control+l');
  await hand.unlock(login, passwordOf(login));
  await visit(hand.page, where);
  await settled(hand.page);
};
const picture = async (name: string): Promise<void> => {
  if (process.env.PREAU_PICTURES) await hand.page.screenshot({ path: `${process.env.PREAU_PICTURES}/${name}.png` });
};
const sound = async (name: string): Promise<void> => {
  await picture(name);
  expect.soft(await violations(hand.page), name).toEqual([]);
  expect.soft(await overflows(hand.page), name).toBe(false);
};
const now = () => host.ask('family_show', { family: file.id });

beforeAll(async () => {
  browser = await openBrowser();
  host = await TestHost.start();
  await host.ask('session_unlock', { login: 'inscriptions', password: passwordOf('inscriptions') });
  const { families } = await host.ask('family_list');
  for (const { id } of families) {
    file = await host.ask('family_show', { family: id });
    if (file.households.length > 1 && file.children.length > 0) break;
  }
  await host.ask('session_lock');
  hand = new Hand(await openPage(browser, host));
  await hand.page.setViewportSize({ width: 1366, height: 768 });
  await hand.unlock('responsable', passwordOf('responsable'));
  await visit(hand.page, '#/reglages?onglet=champs');
  await settled(hand.page);
}, 60_000);
afterEach(() => expect(faultsOf(hand.page)).toEqual([]));
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

test('the head of service asks a field, with the reason', { timeout: 90_000 }, async () => {
  await hand.page.getByText(/Huit groupes de l’INSEE/).waitFor();
  await sound('champs');
  await hand.tabTo(/^Demander «\s?Loisirs/);
  await hand.press('Enter');
  await hand.page.getByRole('heading', { name: /Demander «\s?Loisirs/ }).waitFor();
  await hand.press('Control+Enter');
  await hand.page.locator('[aria-invalid="true"]').first().waitFor();
  await hand.fill([[/^Motif/, 'Composer les ateliers du mercredi.']]);
  await sound('champ-demande');
  await hand.press('Control+Enter');
  await hand.told(/Loisirs et centres d’intérêt\s»\sest demandé/);
  await hand.page.getByText('Composer les ateliers du mercredi.').waitFor();
});

test('the desk answers it and finds a birth place without accents', { timeout: 90_000 }, async () => {
  await sit('inscriptions', `#/familles/${file.id}`);
  await hand.press('1');
  await hand.page.getByText('Réponses facultatives').waitFor();
  await sound('enfant');
  await hand.tabTo(/^Lieu de naissance/);
  await hand.type('saint etien');
  const place = hand.page.getByRole('option', { name: /^Saint-Étienne/ }).first();
  await place.waitFor();
  await hand.press('Enter');
  await hand.page.getByText('Code INSEE 42218').waitFor();
  await hand.tabTo(/^Loisirs/);
  await hand.press(' ', 'ArrowDown', ' ');
  await hand.fill([[/^Assureur/, 'La Prévoyante'], [/^Échéance/, '01/09/2025']]);
  await hand.press('Control+Enter');
  await hand.told(/modifié/);
  await hand.page.getByText(/Assurance échue depuis le 01\/09\/2025/).waitFor();
  await sound('resume');
  const [child] = (await now()).children;
  expect(child.birth_place).toBe('Saint-Étienne (42)');
  expect(child.draft.details).toMatchObject({ leisure: 'ballon,nage', insurer: 'La Prévoyante', insurance_due: '2025-09-01' });
});

test('a move keeps the address before, a second home has its dates, and the other household is untouched', { timeout: 90_000 }, async () => {
  const other = (await now()).households[1];
  await visit(hand.page, `#/familles/${file.id}?onglet=foyers`);
  await settled(hand.page);
  await hand.press('a');
  await hand.fill([[/^Numéro et rue/, '8 quai Sud'], [/^Y habite depuis/, '15/09/2025']]);
  await sound('foyer');
  await hand.press('Control+Enter');
  await hand.told(/Déménagement du foyer A enregistré/);
  await hand.page.getByText('Auparavant').first().waitFor();
  await hand.tabTo(/^Ajouter un second domicile/);
  await hand.press('Enter');
  await hand.page.getByRole('heading', { name: 'Second domicile du foyer A' }).waitFor();
  await hand.fill([[/^Numéro et rue/, 'Camping du Lac'], [/^Code postal/, '21500'], [/^Commune/, 'Montbard'], [/^Du/, '01/06/2026']]);
  await hand.press('Control+Enter');
  await hand.told(/Second domicile ajouté/);
  await hand.tabTo(/^Corriger la composition/);
  await hand.press('Alt+c');
  await hand.page.getByRole('heading', { name: 'Composition du foyer A' }).waitFor();
  await hand.fill([[/^Personnes au foyer/, '9'], [/^Motif/, 'grand-mère au foyer']]);
  await sound('composition');
  await hand.press('Control+Enter');
  await hand.told(/Composition du foyer A enregistrée/);
  await sound('foyers');
  const [home, untouched] = (await now()).households;
  expect(home.addresses.map(({ former }: any) => former)).toEqual([false, true]);
  expect([home.address_since, home.size.persons]).toEqual(['2025-09-15', 9]);
  expect(untouched).toEqual(other);
});

test('a guardian: kinds of telephones, a preference, one name only', { timeout: 90_000 }, async () => {
  await hand.tabTo(/^Ajouter un responsable/);
  await hand.press('Enter');
  await hand.page.getByRole('heading', { name: /Ajouter un responsable/ }).waitFor();
  await sound('responsable');
  await hand.fill([[/^Nom de naissance/, 'Suharto'], [/^Téléphone/, '0612345678']]);
  await hand.tabTo(/^Un seul nom connu/);
  await hand.press(' ', 'Control+Enter');
  await hand.told(/Suharto ajouté au foyer/);
  const added = (await now()).households.flatMap((one: any) => one.guardians).find((one: any) => one.birth_name === 'Suharto');
  expect([added.shown_name, added.phones[0].kind_label]).toEqual(['Suharto', 'mobile']);
});
