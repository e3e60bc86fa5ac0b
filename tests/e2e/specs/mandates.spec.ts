/** A mandate by the keyboard alone: typed, signed, read whole, amended, revoked; and nobody else sees that there is one. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage, overflows, settled, violations, visit } from '../support/browser';
import { Hand } from '../support/hand';
import { TestHost, passwordOf } from '../support/host';

let browser: Browser;
let host: TestHost;
let hand: Hand;
let family: string;

const IBAN = 'FR14 2004 1010 0505 0001 3M02 606';

const sit = async (login: string): Promise<void> => {
  if (hand) await hand.press('Control+l');
  else hand = new Hand(await openPage(browser, host));
  await hand.unlock(login, passwordOf(login));
  await visit(hand.page, `#/familles/${family}?onglet=banque`);
  await settled(hand.page);
};

beforeAll(async () => {
  browser = await openBrowser();
  host = await TestHost.start();
  await host.ask('session_unlock', { login: 'facturation', password: passwordOf('facturation') });
  const { families } = await host.ask('family_list');
  for (const { id } of families) {
    family = id;
    const { households } = await host.ask('family_show', { family: id });
    if (households.length === 1) break;
  }
  await host.ask('session_lock');
  await sit('facturation');
}, 60_000);
afterEach(() => expect(faultsOf(hand.page)).toEqual([]));
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

const paysBy = async (): Promise<string> =>
  (await host.ask('family_show', { family })).households[0].usual_means.label;

test('how the household pays is noted, by the keyboard, and shown in the summary', { timeout: 60_000 }, async () => {
  await hand.press('Shift+M');
  await hand.page.getByRole('heading', { name: /^Moyen de règlement/ }).waitFor();
  expect.soft(await violations(hand.page)).toEqual([]);
  await hand.press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
  await hand.press('Control+Enter');
  await hand.told(/Moyen de règlement noté/);
  const noted = await paysBy();
  expect(noted).not.toBe('');
  await visit(hand.page, `#/familles/${family}`);
  await hand.page.getByText(noted, { exact: true }).waitFor();
  if (process.env.PREAU_SHOT) await hand.page.screenshot({ path: `${process.env.PREAU_SHOT}/reglement.png` });
  await visit(hand.page, `#/familles/${family}?onglet=banque`);
  await settled(hand.page);
});

test('billing types a mandate, has it signed, and reads the account by its end', { timeout: 60_000 }, async () => {
  await hand.page.getByText(/Aucun mandat/).waitFor();
  await hand.press('m');
  await hand.page.getByRole('heading', { name: /Mandat de prélèvement/ }).waitFor();
  expect.soft(await violations(hand.page)).toEqual([]);
  await hand.fill([[/^IBAN/, 'FR15 2004 1010 0505 0001 3M02 606']]);
  await hand.press('Control+Enter');
  await hand.page.getByText(/La clé de cet IBAN est fausse/).first().waitFor();
  await hand.fill([[/^IBAN ?\*/, IBAN]]);
  await hand.press('Control+Enter');
  await hand.told(/Mandat du foyer A enregistré/);
  await hand.page.getByText('FR ···· 2606').waitFor();
  expect(await hand.page.content()).not.toContain('3M02');

  await hand.press('m');
  await hand.page.getByRole('heading', { name: /^Mandat PREAU-/ }).waitFor();
  await hand.fill([[/^Signé le/, '02/03/2026']]);
  await hand.press('Control+Enter');
  await hand.told(/enregistré/);
  await hand.page.getByText('en cours').waitFor();
  expect(await paysBy(), 'a mandate in force says it by itself').toBe('Prélèvement');
  for (const size of [{ width: 683, height: 384 }, { width: 1366, height: 768 }]) {
    await hand.page.setViewportSize(size);
    await settled(hand.page);
    expect.soft(await violations(hand.page)).toEqual([]);
    expect.soft(await overflows(hand.page)).toBe(false);
  }
});

test('the whole account is shown when it is asked for, and put away', { timeout: 30_000 }, async () => {
  await hand.press('i');
  await hand.page.getByText(/3M02/).waitFor();
  await hand.press('i');
  await hand.page.getByText(/3M02/).waitFor({ state: 'detached' });
});

test('a mandate is taken back, and given again by an undo', { timeout: 30_000 }, async () => {
  await hand.press('v');
  await hand.page.getByRole('heading', { name: /^Révoquer le mandat/ }).waitFor();
  expect.soft(await violations(hand.page)).toEqual([]);
  await hand.press('Control+Enter');
  await hand.told(/révoqué/);
  await hand.page.getByText(/^Révoqué à partir du/).waitFor();
  await hand.press('Control+z');
  await hand.told(/Annulé/);
  await hand.page.getByText('en cours').waitFor();
});

test('nobody else is shown that there is one', { timeout: 60_000 }, async () => {
  for (const login of ['inscriptions', 'responsable']) {
    await sit(login);
    expect(await hand.page.getByRole('tab', { name: 'Prélèvement' }).count()).toBe(0);
    expect(await hand.page.content()).not.toContain('2606');
  }
});
