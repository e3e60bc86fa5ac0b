/** A school goes on to the next year, by the keyboard alone, and comes back. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage, overflows, settled, violations, visit } from '../support/browser';
import { Hand } from '../support/hand';
import { TestHost, passwordOf } from '../support/host';

let browser: Browser;
let host: TestHost;
let hand: Hand;

beforeAll(async () => {
  browser = await openBrowser();
  host = await TestHost.start();
  hand = new Hand(await openPage(browser, host));
  await hand.unlock('inscriptions', passwordOf('inscriptions'));
  await visit(hand.page, '#/activites?onglet=ecoles');
  await settled(hand.page);
}, 60_000);
afterEach(() => expect(faultsOf(hand.page)).toEqual([]));
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

const nextYear = async () => {
  const { school_year, schools } = await host.ask('school_list', {});
  const start = Number(school_year.slice(0, 4)) + 1;
  const next = await host.ask('school_list', { school_year: `${start}-${start + 1}` });
  return { now: schools, next: next.schools.find((one: any) => one.id === schools[0].id) };
};

test('the classes of a school go to their next ones in one write, and Ctrl+Z takes it back', { timeout: 60_000 }, async () => {
  const { now } = await nextYear();
  await hand.press('p');
  await hand.page.getByRole('heading', { name: /^Passage en / }).waitFor();
  await settled(hand.page);
  for (const size of [{ width: 683, height: 384 }, { width: 1366, height: 768 }]) {
    await hand.page.setViewportSize(size);
    await settled(hand.page);
    expect.soft(await violations(hand.page)).toEqual([]);
    expect.soft(await overflows(hand.page)).toBe(false);
  }
  if (process.env.PREAU_SHOT) await hand.page.screenshot({ path: process.env.PREAU_SHOT });
  await hand.press('Control+Enter');
  await hand.told(/enfants? en \d{4}-\d{4}/);
  const { next } = await nextYear();
  expect(next.children).toBeGreaterThan(0);
  expect(next.classes.length).toBeGreaterThan(0);
  expect((await host.ask('school_list', {})).schools[0].children, 'this year has not moved').toBe(now[0].children);
  await hand.press('Control+z');
  await hand.told(/Annulé/);
  const { next: back } = await nextYear();
  expect([back.children, back.classes.length]).toEqual([0, 0]);
});
