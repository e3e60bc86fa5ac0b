/** Families of another product taken over, by the keyboard alone: a workbook read, looked at, tried with figures, recorded, undone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage, overflows, settled, violations, visit } from '../support/browser';
import { Hand } from '../support/hand';
import { TestHost, passwordOf, project } from '../support/host';

let browser: Browser;
let host: TestHost;
let hand: Hand;
beforeAll(async () => {
  browser = await openBrowser();
  host = await TestHost.start();
  hand = new Hand(await openPage(browser, host));
  await hand.unlock('responsable', passwordOf('responsable'));
}, 60_000);
afterEach(() => expect(faultsOf(hand.page)).toEqual([]));
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

const families = async (): Promise<number> => (await host.ask('family_list')).families.length;
const focused = (): Promise<string> => hand.page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
/** What an agent would look at, kept when it is asked for. */
const picture = async (name: string): Promise<void> => {
  if (process.env.PREAU_PICTURES) await hand.page.screenshot({ path: `${process.env.PREAU_PICTURES}/reprise-${name}.png` });
};
const looked = async (): Promise<void> => {
  expect.soft(await violations(hand.page)).toEqual([]);
  expect.soft(await overflows(hand.page)).toBe(false);
};

for (const name of ['generic_famille.xlsx', 'generic_personne.csv']) {
  test(`${name} is taken over whole, and given back whole`, { timeout: 120_000 }, async () => {
    const before = await families();
    await visit(hand.page, '#/echanges?onglet=familles');
    await settled(hand.page);
    await looked();
    await host.nextFile(name, readFileSync(join(project, 'tests/fixtures/takeover', name)));
    await hand.press('o');
    await hand.page.getByRole('heading', { name: 'Reprendre les familles d’un fichier' }).waitFor();
    await hand.page.getByText('Disposition').first().waitFor();
    await settled(hand.page);
    await looked();
    // What must never enter is said, with why.
    if (name.endsWith('xlsx')) await hand.page.getByText('refusée', { exact: true }).first().waitFor();
    await hand.press('Control+Enter');
    await hand.page.getByRole('grid', { name: 'Lignes du fichier' }).waitFor();
    await settled(hand.page);
    await looked();
    await hand.press('Control+Enter');
    await hand.page.getByRole('table', { name: 'Ce qui serait enregistré' }).waitFor();
    await looked();
    expect(await families(), 'a trial writes nothing').toBe(before);
    await hand.press('Control+Enter');
    await expect.poll(families, { timeout: 20_000 }).toBeGreaterThan(before);
    await hand.page.getByRole('button', { name: /Terminer/ }).waitFor();
    // At once by the key that takes back what was just done; later, from the list of the files that were taken.
    if (name.endsWith('csv')) await hand.press('Control+z');
    else {
      await hand.press('Escape');
      await hand.page.getByRole('grid', { name: 'Fichiers pris' }).waitFor();
      await expect.poll(focused, 'the button went with its step').toBe('Reprise des familles');
      await hand.tabTo(/^Fichiers pris/, { role: 'grid' });
      await hand.press('ArrowDown', 'Delete', 'Alt+a');
    }
    await expect.poll(families, { timeout: 20_000 }).toBe(before);
    // Taken back from the list, it is no longer offered to be taken back.
    await expect.poll(() => hand.page.getByRole('button', { name: /^Annuler Ctrl/ }).count()).toBe(0);
  });
}

test('the base of Noethysweb is known, opened with the town’s key, and what is left is said', { timeout: 120_000 }, async () => {
  const before = await families();
  await visit(hand.page, '#/echanges?onglet=familles');
  await settled(hand.page);
  const name = 'noethysweb.sqlite';
  await host.nextFile(name, readFileSync(join(project, 'tests/fixtures/takeover', name)));
  await hand.press('o');
  await hand.page.getByRole('heading', { name: 'Reprendre les familles d’un fichier' }).waitFor();
  const key = hand.page.getByLabel('Clé de la commune');
  await key.waitFor();
  await looked();
  await picture('cle');
  await hand.tabTo(/^Clé de la commune/);
  await hand.type('une autre clé');
  await hand.press('Alt+o');
  await hand.page.getByText(/Cette clé n’est pas celle/).waitFor();
  await hand.tabTo(/^Clé de la commune/);
  await hand.type('clé-de-la-commune-d’essai');
  await hand.press('Alt+o');
  await key.waitFor({ state: 'detached' });
  await hand.page.getByRole('region', { name: 'Non repris' }).getByText(/mandats de prélèvement/).waitFor();
  await settled(hand.page);
  await looked();
  await picture('colonnes');
  await hand.press('Control+Enter');
  await hand.page.getByRole('grid', { name: 'Lignes du fichier' }).waitFor();
  await settled(hand.page);
  await looked();
  await picture('apercu');
  // Each doubt is agreed to where it stands; the other lines of a family follow.
  const { rows } = (await host.ask('families_show')) as { rows: { state: string; issues: unknown[] }[] };
  const doubts = rows.filter((row) => row.state === 'to_check' && row.issues.length > 0);
  for (let left = doubts.length; left > 0; left -= 1) await hand.press('Alt+ArrowDown', 'Enter');
  expect(rows.filter((row) => row.state === 'to_check').length).toBeGreaterThan(doubts.length);
  await hand.press('Control+Enter');
  await hand.page.getByRole('table', { name: 'Ce qui serait enregistré' }).waitFor();
  await looked();
  await picture('essai');
  await hand.press('Control+Enter');
  await expect.poll(families, { timeout: 20_000 }).toBeGreaterThan(before);
  await hand.page.getByText(/Non repris/).first().waitFor();
  await looked();
  await picture('fait');
  // What was just recorded can be taken back once it is said so; another « Annuler » may stand there before.
  await hand.page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: /^Annuler/ }).waitFor();
  await hand.press('Control+z');
  await expect.poll(families, { timeout: 20_000 }).toBe(before);
});
