/** Parental authority in a file, by the keyboard alone: said by the desk, lost by the head of service, seen by who hands children over. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage, overflows, settled, violations, visit } from '../support/browser';
import { Hand } from '../support/hand';
import { TestHost, passwordOf } from '../support/host';

let browser: Browser;
let host: TestHost;
let hand: Hand;
/** A file of two adults at least. */
let file: any;

const sit = async (login: string): Promise<void> => {
  await hand.press('Control+l');
  await hand.unlock(login, passwordOf(login));
  await visit(hand.page, `#/familles/${file.id}?onglet=foyers`);
  await settled(hand.page);
};
const ban = () => hand.page.getByText(/ne peut pas venir chercher/);

beforeAll(async () => {
  browser = await openBrowser();
  host = await TestHost.start();
  await host.ask('session_unlock', { login: 'inscriptions', password: passwordOf('inscriptions') });
  const { families } = await host.ask('family_list');
  for (const { id } of families) {
    file = await host.ask('family_show', { family: id });
    const adults = file.households.flatMap((household: any) => household.guardians);
    if (adults.length > 1 && file.children.length > 1) break;
  }
  await host.ask('session_lock');
  hand = new Hand(await openPage(browser, host));
  await hand.unlock('inscriptions', passwordOf('inscriptions'));
  await visit(hand.page, `#/familles/${file.id}?onglet=foyers`);
  await settled(hand.page);
}, 60_000);
afterEach(() => expect(faultsOf(hand.page)).toEqual([]));
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

test('the desk says how authority is held and which paper was seen', { timeout: 60_000 }, async () => {
  await hand.press('p');
  await hand.page.getByRole('heading', { name: 'Autorité parentale' }).last().waitFor();
  expect.soft(await violations(hand.page)).toEqual([]);
  await hand.tabTo(/^Pièce vue/);
  await hand.press('Enter', 'End', 'Enter');
  await hand.fill([[/^Vue le/, '01/09/2025']]);
  await hand.press('Control+Enter');
  await hand.told(/Autorité parentale enregistrée/);
  await hand.page.getByText(/décision de justice, vu le 01\/09\/2025 par/).waitFor();
  for (const size of [{ width: 683, height: 384 }, { width: 1366, height: 768 }]) {
    await hand.page.setViewportSize(size);
    await settled(hand.page);
    expect.soft(await violations(hand.page)).toEqual([]);
    expect.soft(await overflows(hand.page)).toBe(false);
  }
  await hand.press('Control+z');
  await hand.told(/Annulé/);
  expect((await host.ask('family_show', { family: file.id })).authorities).toEqual([]);
});

test('the desk says what an adult is to one child', { timeout: 60_000 }, async () => {
  await hand.press('l');
  await hand.page.getByRole('heading', { name: 'Lien de parenté' }).waitFor();
  await hand.tabTo(/^Lien avec cet enfant/);
  await hand.press('Enter', 'End', 'Enter', 'Control+Enter');
  await hand.told(/Lien de parenté enregistré/);
  await hand.page.getByText(/autre lien d/).first().waitFor();
});

test('the head of service alone writes a loss, without a reason, and everyone who hands children over sees it', { timeout: 90_000 }, async () => {
  expect(await hand.page.getByRole('button', { name: /Perte d’autorité/ }).count()).toBe(0);
  await sit('responsable');
  expect(await ban().count()).toBe(0);
  await hand.press('Shift+P');
  await hand.page.getByRole('heading', { name: 'Perte d’autorité parentale' }).waitFor();
  expect.soft(await violations(hand.page)).toEqual([]);
  expect(await hand.page.getByRole('dialog').getByRole('textbox').count(), 'two dates and nothing to write in').toBe(2);
  // Nobody is named for the agent; what is wrong with the dates is said once, in its field.
  await hand.press('Control+Enter');
  await hand.told(/Deux champs à corriger/);
  await hand.choose(/^Adulte/, /./);
  await hand.fill([[/^Jusqu’au/, '01/01/2020']]);
  await hand.tabTo(/Enfants concernés/);
  await hand.press('Home', 'Space', 'ArrowDown', 'Space');
  await hand.press('Control+Enter');
  await hand.told(/La fin précède le début/);
  await hand.tabTo(/^Jusqu’au/);
  await hand.press('Control+a', 'Delete', 'Control+Enter');
  await hand.told(/Perte d’autorité parentale enregistrée/);
  await ban().waitFor();
  for (const login of ['terrain', 'inscriptions']) {
    await sit(login);
    await ban().waitFor();
  }
  await sit('facturation');
  expect(await ban().count()).toBe(0);
  const sent = await host.ask('family_show', { family: file.id });
  expect([sent.pick_up_bans, sent.authorities, sent.households[0].guardians[0].bonds]).toEqual([undefined, undefined, undefined]);
});
