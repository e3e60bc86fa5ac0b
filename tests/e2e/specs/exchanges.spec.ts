/** The CAF: quotients taken from a file of the town's own families, with the keyboard alone; the hours that go back. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage, unlock, violations } from '../support/browser';
import { TestHost } from '../support/host';

let browser: Browser;
let host: TestHost;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
beforeEach(async () => {
  host = await TestHost.start();
  page = await openPage(browser, host);
  await unlock(page, 'facturation');
});
afterEach(async () => {
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
  host.stop();
});
afterAll(() => browser.close());

interface Allocataire {
  household: string;
  matricule: string;
}

/** Households that gave their number, as their caisse knows them. */
async function allocataires(many: number): Promise<Allocataire[]> {
  const known: Allocataire[] = [];
  const { families } = await host.ask('family_list');
  for (const { id } of families) {
    const { households } = await host.ask('family_show', { family: id });
    for (const { id: household } of households) {
      const { matricule } = await host.ask('quotient_list', { household });
      if (matricule) known.push({ household, matricule });
    }
    if (known.length >= many) return known.slice(0, many);
  }
  throw new Error(`only ${known.length} households gave their number`);
}

interface Row {
  matricule: string;
  name?: string;
  firstName?: string;
  birthDate?: string;
  month?: string;
}
const line = ({ matricule, name = '', firstName = '', birthDate = '', month = '4' }: Row): string =>
  ['211', matricule, name, firstName, birthDate, '742', month, '2026', 'Sète'].join(';');

/** What the caisse sends, in the encoding its spreadsheet writes. */
function fileOf(lines: string[]): Buffer {
  const head = 'Caisse;N° allocataire;Nom;Prénom;Né(e) le;Quotient;Mois;Année;Ville';
  return Buffer.from([head, ...lines].join('\r\n') + '\r\n', 'latin1');
}

const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
const status = (words: RegExp) => page.getByText(words).first().waitFor();

async function goToExchanges(): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('échanges');
  await page.getByRole('option', { name: /^Échanges/ }).waitFor();
  await page.keyboard.press('Enter');
  await heading('Quotients de la CAF');
}

test('a file of quotients is read, corrected, tried, taken and undone, with the keyboard alone', async () => {
  const [a, b, c, d, e] = await allocataires(5);
  if (!a || !b || !c || !d || !e) throw new Error('too few households');
  const quotientsOf = async (one: Allocataire): Promise<{ value_cents: number }[]> =>
    (await host.ask('quotient_list', { household: one.household })).quotients;
  const before = await quotientsOf(c);

  await goToExchanges();
  expect(await violations(page)).toEqual([]);
  await host.nextFile(
    'QF_211_202604.csv',
    fileOf([
      line(a),
      line({ ...b, name: 'Quelconque', firstName: 'Zoé', birthDate: '01/01/1970' }),
      line({ matricule: `${c.matricule.slice(0, -2)}Z6` }),
      line(d),
      line({ ...e, month: '13' }),
      line({ matricule: '7777777', name: 'Inconnu', firstName: 'Jo', birthDate: '02/03/1990' }),
    ]),
  );
  await page.keyboard.press('o');
  await heading('Importer les quotients de la CAF');
  // Nothing in the bytes proves this encoding: its accents are shown first.
  await status(/Se lit ainsi/);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await status(/3 refusées/);
  expect(await violations(page)).toEqual([]);

  // The doubtful line: ↵ agrees to it.
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Essayer à blanc 3/ }).waitFor();

  // The number with a letter: ↵ opens the cell at fault, typed over.
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type(c.matricule);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Essayer à blanc 4/ }).waitFor();

  // Tried: the effects, and nothing written.
  await page.keyboard.press('Control+Enter');
  await status(/Rien n’est encore écrit/);
  await page.getByRole('grid', { name: 'Effets de l’import' }).getByRole('row').nth(4).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await quotientsOf(c)).toEqual(before);

  await page.keyboard.press('Control+Enter');
  await heading('4 quotients enregistrés'.replace(' ', '\u00a0'));
  expect(await quotientsOf(c)).toHaveLength(before.length + 1);

  // What was refused comes back in the form of the file, with its reasons.
  await page.keyboard.press('Alt+r');
  await status(/QF_211_202604_refusees\.csv/);
  const refused = readFileSync(join(host.files, 'QF_211_202604_refusees.csv'), 'latin1');
  const [head, ...rows] = refused.trim().split('\r\n');
  expect(head).toMatch(/^Caisse;.*motif_du_refus/);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toContain(';13;');
  expect(rows[1]).toContain('7777777');

  await page.keyboard.press('Escape');
  await page.getByRole('grid', { name: 'Fichiers pris' }).getByText('QF_211_202604.csv').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Delete');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Alt+a');
  await page.getByRole('grid', { name: 'Fichiers pris' }).getByText('annulé', { exact: true }).waitFor();
  expect(await quotientsOf(c)).toEqual(before);
});

test('a file that does not name its caisse waits for it; a dropped file is read like a chosen one', async () => {
  const [one] = await allocataires(1);
  await goToExchanges();
  const text = `N° allocataire;Quotient familial;Période\r\n${one?.matricule};512;04/2026\r\n`;
  const transfer = await page.evaluateHandle((content) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([content], 'qf.csv', { type: 'text/csv' }));
    return dropped;
  }, text);
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
  await page.getByLabel('Caisse de tout le fichier').fill('211');
  await page.keyboard.press('Enter');
  // Read again with its caisse, by a job: the next step waits for it.
  await expect.poll(() => page.getByRole('button', { name: /Voir l’aperçu/ }).isEnabled()).toBe(true);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: /Essayer à blanc 1/ }).waitFor();
  await page.keyboard.press('Escape');
  await heading('Quotients de la CAF');
});

test('the hours are counted, explained, exported, and the statement stays listed', async () => {
  await goToExchanges();
  await page.keyboard.press('h');
  await heading('Heures déclarées à la CAF');
  await page.keyboard.press('c');
  const grid = page.getByRole('grid', { name: 'Heures par mois, accueil et âge' });
  await grid.getByText('Mercredi', { exact: true }).first().waitFor();
  expect(await violations(page)).toEqual([]);

  await page.keyboard.press('Control+Enter');
  await status(/etat_alsh_2026-01_2026-03\.csv enregistré/);
  const [head, ...rows] = readFileSync(join(host.files, 'etat_alsh_2026-01_2026-03.csv'), 'latin1').trim().split('\r\n');
  expect(head).toBe(
    'annee;mois;structure;type_accueil;tranche_age;heures_realisees;heures_facturees;nb_enfants;nb_plages;regime',
  );
  expect(rows.some((row) => row.includes(';mercredi;'))).toBe(true);

  await page.keyboard.press('e');
  await page.getByRole('grid', { name: 'États exportés' }).getByText('etat_alsh_2026-01_2026-03.csv').first().waitFor();
  expect(await violations(page)).toEqual([]);
});
