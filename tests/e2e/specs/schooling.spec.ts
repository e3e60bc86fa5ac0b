/** School matters by the keyboard alone: the list of compulsory instruction, a circuit, a child on it, leave to attend another school, the lists that leave. */
import type { Browser } from 'playwright-core';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage, overflows, settled, violations, visit } from '../support/browser';
import { Hand } from '../support/hand';
import { TestHost, passwordOf } from '../support/host';

let browser: Browser;
let host: TestHost;
let hand: Hand;
let family: string;

const look = async (name: string): Promise<void> => {
  for (const size of [{ width: 683, height: 384 }, { width: 1366, height: 768 }]) {
    await hand.page.setViewportSize(size);
    await settled(hand.page);
    expect.soft(await violations(hand.page), name).toEqual([]);
    expect.soft(await overflows(hand.page), name).toBe(false);
  }
  if (!process.env.PREAU_SHOT) return;
  for (const scheme of ['light', 'dark'] as const) {
    await hand.page.emulateMedia({ colorScheme: scheme });
    await settled(hand.page);
    await hand.page.screenshot({ path: `${process.env.PREAU_SHOT}/${name}-${scheme}.png` });
  }
  await hand.page.emulateMedia({ colorScheme: 'light' });
};
const saved = (ending: string): string => {
  const found = readdirSync(host.files).filter((name) => name.endsWith(ending));
  return readFileSync(join(host.files, found[0]!), 'utf8');
};

beforeAll(async () => {
  browser = await openBrowser();
  host = await TestHost.start();
  hand = new Hand(await openPage(browser, host));
  await hand.unlock('inscriptions', passwordOf('inscriptions'));
  const { schools } = await host.ask('school_list', {});
  expect(schools.length).toBeGreaterThan(1);
  const { families } = await host.ask('family_list');
  for (const one of families.slice(0, 40)) {
    const { children } = await host.ask('family_schooling', { family: one.id });
    if (children.length === 1 && children[0].steps.length > 0 && children[0].transports.length === 0) {
      family = one.id;
      break;
    }
  }
  expect(family).toBeTruthy();
}, 60_000);
afterEach(() => expect(faultsOf(hand.page)).toEqual([]));
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

test('the list is drawn up, says who is in no school, and takes what is learnt', { timeout: 90_000 }, async () => {
  await visit(hand.page, '#/activites?onglet=obligation');
  await hand.page.getByText('La liste de cette année n’est pas dressée').waitFor();
  await look('obligation-vide');
  await hand.press('d');
  await hand.told(/enfants? sur la liste/);
  await look('obligation');
  await hand.press('n');
  await hand.page.getByRole('heading', { name: 'Ajouter un enfant' }).waitFor();
  await look('obligation-ajout');
  const born = Number((await host.ask('compulsory_show', {})).school_year.slice(0, 4)) - 8;
  await hand.fill([
    [/^Nom/, 'Kervella'],
    [/^Prénoms/, 'Elouan'],
    [/^Né\(e\) le/, `02/05/${born}`],
    [/^Domicile/, '3 rue du Port'],
    [/^Responsables/, 'Yann Kervella (père)'],
  ]);
  await hand.press('Control+Enter');
  await hand.told(/Enfant ajouté à la liste/);
  const { entries } = await host.ask('compulsory_show', {});
  expect(entries.filter((one: any) => one.child === null)).toHaveLength(1);
  await visit(hand.page, '#/activites?onglet=obligation&vue=sans');
  await hand.page.getByText('Kervella', { exact: true }).waitFor();
  await hand.press('l');
  await hand.page.getByRole('heading', { name: 'Liste de l’obligation scolaire' }).waitFor();
  await look('obligation-liste');
  await hand.press('Control+Enter');
  await expect.poll(() => readdirSync(host.files).some((name) => name.startsWith('obligation_scolaire'))).toBe(true);
  expect(saved('.csv')).toMatch(/Kervella;Elouan/);
  await hand.press('Control+p');
  await hand.told(/Liste prête à imprimer/);
  const paper = readdirSync(host.files).find((name) => name.endsWith('.pdf'));
  expect(paper).toMatch(/^obligation_scolaire_\d{4}-\d{4}\.pdf$/);
  if (process.env.PREAU_SHOT) copyFileSync(join(host.files, paper!), `${process.env.PREAU_SHOT}/obligation.pdf`);
});

test('it is erased on demand, after a question', { timeout: 60_000 }, async () => {
  await visit(hand.page, '#/activites?onglet=obligation');
  await settled(hand.page);
  await hand.press('Shift+E');
  await hand.page.getByText(/Ses lignes sont détruites/).waitFor();
  await hand.press('Alt+e');
  await hand.told(/Liste effacée/);
  expect((await host.ask('compulsory_show', {})).entries).toEqual([]);
});

test('a circuit has its stops, a child gets on, the carrier is told and no more', { timeout: 90_000 }, async () => {
  await visit(hand.page, '#/activites?onglet=transport');
  await hand.page.getByText('Plateau').first().waitFor();
  await hand.press('n');
  await hand.page.getByRole('heading', { name: 'Nouveau circuit' }).waitFor();
  await hand.fill([
    [/^Nom du circuit/, 'Hameaux'],
    [/^Arrêt 1$/, 'Kerbrat'],
    [/^Arrêt 1, matin/, '08:05'],
  ]);
  await look('circuit');
  await hand.press('Control+Enter');
  await hand.told(/Circuit Hameaux enregistré/);

  await visit(hand.page, `#/familles/${family}?onglet=scolarite`);
  await settled(hand.page);
  await hand.press('Shift+T');
  await hand.page.getByRole('heading', { name: /^Transport scolaire, / }).waitFor();
  await look('transport-inscription');
  await hand.press('Control+Enter');
  await hand.told(/est au transport scolaire/);
  await hand.page.getByText('Hameaux, Kerbrat').waitFor();

  // A Monday to come, whatever the day.
  const { circuits } = await host.ask('circuit_list', {});
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + ((8 - day.getUTCDay()) % 7 || 7));
  const monday = day.toISOString().slice(0, 10);
  await visit(hand.page, `#/activites?onglet=transport&jour=${monday}`);
  await hand.page.getByText(/1\senfant, 1 à l’aller, 1 au retour/).waitFor();
  await look('transport');
  await hand.press('l');
  await hand.page.getByRole('heading', { name: 'Liste pour le transporteur' }).waitFor();
  await hand.press('Control+Enter');
  await expect.poll(() => readdirSync(host.files).some((name) => name.startsWith('liste_transport'))).toBe(true);
  expect(circuits.map(({ draft }: any) => draft.name)).toEqual(['Hameaux', 'Plateau', 'Vallée de la Brenne']);
});

test('leave is asked for another school, answered, and taken back', { timeout: 90_000 }, async () => {
  await visit(hand.page, `#/familles/${family}?onglet=scolarite`);
  await settled(hand.page);
  await hand.press('Shift+D');
  await hand.page.getByRole('heading', { name: /^Dérogation, / }).waitFor();
  await look('derogation');
  await hand.press('Control+Enter');
  await hand.page.getByText(/Dites quelle école est demandée|Une dérogation dit quelle école/).first().waitFor();
  await hand.fill([[/^Laquelle/, 'Jean-Moulin, Beaune']]);
  await hand.press('Control+Enter');
  await hand.told(/Dérogation notée/);
  await hand.page.getByText('Dérogation demandée').waitFor();
  await look('scolarite');
  await hand.press('Control+z');
  await hand.told(/Annulé/);
  await expect.poll(() => hand.page.getByText('Dérogation demandée').count()).toBe(0);
});

test('the school is given its pupils; billing is shown none of it', { timeout: 60_000 }, async () => {
  await visit(hand.page, '#/activites?onglet=ecoles');
  await settled(hand.page);
  await hand.press('l');
  await hand.page.getByRole('heading', { name: 'Liste pour l’école' }).waitFor();
  await look('liste-ecole');
  await hand.press('Control+Enter');
  await expect.poll(() => readdirSync(host.files).some((name) => name.startsWith('liste_ecole'))).toBe(true);
  await hand.press('Control+l');
  await hand.unlock('facturation', passwordOf('facturation'));
  await visit(hand.page, `#/familles/${family}`);
  await settled(hand.page);
  expect(await hand.page.getByRole('tab', { name: 'Scolarité' }).count()).toBe(0);
  await visit(hand.page, '#/activites?onglet=ecoles');
  await settled(hand.page);
  expect(await hand.page.getByRole('tab', { name: /Obligation|Transport/ }).count()).toBe(0);
});
