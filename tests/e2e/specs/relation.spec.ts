/** The follow-up of a family, by the keyboard alone: a fact with what is to be done, pointed out when it says too much, done, taken back. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage, overflows, settled, violations, visit } from '../support/browser';
import { Hand } from '../support/hand';
import { TestHost, passwordOf } from '../support/host';

let browser: Browser;
let host: TestHost;
let hand: Hand;
let family: string;

const sit = async (login: string): Promise<void> => {
  if (hand) await hand.press('Control+l');
  else hand = new Hand(await openPage(browser, host));
  await hand.unlock(login, passwordOf(login));
  await visit(hand.page, `#/familles/${family}?onglet=suivi`);
  await settled(hand.page);
};

beforeAll(async () => {
  browser = await openBrowser();
  host = await TestHost.start();
  await host.ask('session_unlock', { login: 'inscriptions', password: passwordOf('inscriptions') });
  family = (await host.ask('family_list')).families[0].id;
  await host.ask('session_lock');
  await sit('inscriptions');
}, 60_000);
afterEach(() => expect(faultsOf(hand.page)).toEqual([]));
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

test('a call is noted with its day, and the first page says what is to be done', { timeout: 60_000 }, async () => {
  await hand.page.getByText('Aucun suivi').waitFor();
  await hand.press('s');
  await hand.page.getByRole('heading', { name: 'Ajouter au suivi' }).waitFor();
  expect.soft(await violations(hand.page)).toEqual([]);
  await hand.press('Control+Enter');
  await hand.page.getByText(/Une ligne dit ce qui s’est passé/).first().waitFor();
  await hand.tabTo(/^Les faits/);
  await hand.page.keyboard.type('Père syndicaliste, demande un rendez-vous.');
  await hand.press('Tab');
  await hand.page.getByText(/«\u00a0syndicaliste\u00a0»|«\u00a0syndicalist/).first().waitFor();
  await hand.fill([
    [/^Les faits/, 'Le père demande un rendez-vous.'],
    [/^À faire avant le/, '01/01/2030'],
  ]);
  await hand.press('Control+Enter');
  await hand.told(/Ajouté au suivi/);
  await hand.page.getByText('Le père demande un rendez-vous.').waitFor();
  await hand.page.getByText(/à faire avant le 01\/01\/2030/).waitFor();
  for (const size of [{ width: 683, height: 384 }, { width: 1366, height: 768 }]) {
    await hand.page.setViewportSize(size);
    await settled(hand.page);
    expect.soft(await violations(hand.page)).toEqual([]);
    expect.soft(await overflows(hand.page)).toBe(false);
  }
});

test('it is done, and an undo opens it again', { timeout: 30_000 }, async () => {
  await hand.press('f');
  await hand.told(/Suivi fait/);
  await hand.page.getByText(/^fait le/).waitFor();
  await hand.press('Control+z');
  await hand.told(/Annulé/);
  await hand.page.getByText(/à faire avant le 01\/01\/2030/).waitFor();
});

test('it is corrected, removed, and put back', { timeout: 30_000 }, async () => {
  await hand.press('m');
  await hand.page.getByRole('heading', { name: 'Corriger le suivi' }).waitFor();
  await hand.press('Alt+Delete');
  await hand.told(/Ligne du suivi retirée/);
  await hand.page.getByText('Aucun suivi').waitFor();
  await hand.press('Control+z');
  await hand.page.getByText('Le père demande un rendez-vous.').waitFor();
});

test('billing is not shown it', { timeout: 30_000 }, async () => {
  await sit('facturation');
  expect(await hand.page.getByRole('tab', { name: 'Suivi' }).count()).toBe(0);
  expect(await hand.page.content()).not.toContain('rendez-vous');
});
