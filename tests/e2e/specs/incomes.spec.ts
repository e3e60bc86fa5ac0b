/** The incomes of a household by the keyboard alone: refused when nothing is said, added, taken back, removed, put back; and kept from the desk. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage, overflows, settled, violations, visit } from '../support/browser';
import { Hand } from '../support/hand';
import { TestHost, passwordOf } from '../support/host';

let browser: Browser;
let host: TestHost;
let hand: Hand;
/** A file of one household, then one of two. */
let family: string;
let parted: string;
let household: string;

const sit = async (login: string, file: string): Promise<void> => {
  if (hand) await hand.press('Control+l');
  else hand = new Hand(await openPage(browser, host));
  await hand.unlock(login, passwordOf(login));
  await visit(hand.page, `#/familles/${file}?onglet=tarif`);
  await settled(hand.page);
};
const incomes = async (): Promise<any[]> => (await host.ask('income_list', { household })).incomes;
const title = () => hand.page.getByRole('heading', { name: 'Ressources du foyer A' });
const focused = (): Promise<string> =>
  hand.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim() ?? '');

beforeAll(async () => {
  browser = await openBrowser();
  host = await TestHost.start();
  await host.logIn('facturation');
  for (const { id } of (await host.ask('family_list')).families) {
    const { households } = await host.ask('family_show', { family: id });
    if (households.length > 1) parted ??= id;
    else if (!family) [family, household] = [id, households[0].id];
  }
  await host.ask('session_lock');
  await sit('facturation', family);
}, 60_000);
afterEach(() => expect(faultsOf(hand.page)).toEqual([]));
afterAll(async () => {
  await browser?.close();
  host?.stop();
});

test('what is missing or cannot be read is said beside its field, and nothing is written', { timeout: 60_000 }, async () => {
  await hand.page.getByText(/Aucune\s: elles ne sont demandées/).waitFor();
  await hand.press('i');
  await title().waitFor();
  expect.soft(await violations(hand.page)).toEqual([]);
  // A year is not a quantity.
  expect(await hand.page.getByLabel(/^Année/).inputValue()).toMatch(/^\d{4}$/);
  await hand.press('Control+Enter');
  await hand.told(/Un champ à corriger/);
  await hand.page.getByText('Réponse attendue.').waitFor();
  await hand.fill([[/^Revenus du foyer/, 'beaucoup']]);
  await hand.press('Control+Enter');
  await hand.page.locator('[aria-invalid="true"]').first().waitFor();
  expect(await title().count()).toBe(1);
  expect(await incomes()).toEqual([]);
  // Leaving asks first: something was typed.
  await hand.press('Escape');
  await hand.page.getByRole('heading', { name: /Fermer sans enregistrer/ }).waitFor();
  await hand.press('Escape');
  await title().waitFor();
});

test('a year is added, and taken back by Ctrl+Z', { timeout: 60_000 }, async () => {
  await hand.fill([[/^Revenus du foyer/, '28 450,50']]);
  await hand.press('Control+Enter');
  await hand.told(/Ressources ajoutées au foyer A/);
  await hand.page.getByRole('table', { name: 'Ressources du foyer A' }).getByText('28 450,50 €').waitFor();
  expect((await incomes()).map((one) => one.draft.amount)).toEqual([2_845_050]);
  expect(await focused(), 'the focus is back where it came from').toMatch(/^Ajouter des ressources/);
  for (const size of [{ width: 683, height: 384 }, { width: 1366, height: 768 }]) {
    await hand.page.setViewportSize(size);
    await settled(hand.page);
    expect.soft(await violations(hand.page)).toEqual([]);
    expect.soft(await overflows(hand.page)).toBe(false);
  }
  await hand.press('Control+z');
  await hand.told(/Annulé/);
  await expect.poll(incomes).toEqual([]);
});

test('a month is added, removed, and put back', { timeout: 60_000 }, async () => {
  await hand.press('i');
  await title().waitFor();
  await hand.tabTo(/^Le montant couvre/);
  await hand.press('ArrowDown', 'End', 'Enter');
  await hand.fill([[/^Mois/, '02/2026'], [/^Revenus du foyer/, '1980']]);
  await hand.press('Control+Enter');
  await hand.told(/Ressources ajoutées au foyer A/);
  expect((await incomes()).map((one) => one.draft.period)).toEqual([{ span: 'month', month: '2026-02' }]);
  await hand.tabTo(/^Retirer les ressources, février 2026/);
  await hand.press('Enter');
  await hand.told(/Ressources, février 2026, retirées/);
  await expect.poll(incomes).toEqual([]);
  expect(await focused(), 'the button went with its line').toMatch(/^Ajouter des ressources/);
  await hand.press('Control+z');
  await hand.told(/Annulé/);
  await expect.poll(async () => (await incomes()).length).toBe(1);
  await hand.page.getByText('février 2026').first().waitFor();
});

test('with two households the key says that one must be chosen', { timeout: 60_000 }, async () => {
  await sit('facturation', parted);
  await hand.press('i');
  await hand.told(/Il y en a plusieurs/);
  expect(await hand.page.getByRole('dialog').count()).toBe(0);
  await hand.tabTo(/^Ajouter des ressources/);
  await hand.press('i');
  await title().waitFor();
  await hand.press('Escape');
});

test('the desk is shown the bracket and no income', { timeout: 60_000 }, async () => {
  await sit('inscriptions', family);
  expect(await hand.page.content()).not.toContain('1 980');
  expect(await hand.page.getByRole('button', { name: /Ajouter des ressources/ }).count()).toBe(0);
});
