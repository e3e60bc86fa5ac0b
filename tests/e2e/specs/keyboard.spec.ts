/** The manners of the keyboard, the same on every place: the focus is always somewhere and always seen. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { screens } from '../../../ui/src/screens';
import { faultsOf, openBrowser, openPage, visit } from '../support/browser';
import { Hand } from '../support/hand';
import { TestHost, passwordOf } from '../support/host';
import { type Marked, markTown } from '../support/marked';
import { addressOf, entitled } from '../support/roles';

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

const heading = (name: RegExp): Promise<void> => hand.page.getByRole('heading', { level: 1, name }).waitFor();

test('one Tab after the other shows where one is, on every place, and comes round', async () => {
  await hand.unlock('accueil', passwordOf('accueil'));
  const places = (Object.keys(screens) as (keyof typeof screens)[]).filter(
    (place) => entitled[place].includes('inscriptions') || entitled[place].includes('facturation'),
  );
  for (const place of places) {
    await visit(hand.page, addressOf(place, marked));
    const start = await hand.focus();
    expect(start.role, `${place}: the focus is on the new screen`).not.toBe('body');
    // From the title to the end of the window; once around, for what surrounds every place.
    const rounds = place === places[0] ? 2 : 1;
    for (let stops = 0, ends = 0; ends < rounds; stops += 1) {
      expect(stops, `${place}: Tab comes round`).toBeLessThan(150);
      await hand.page.keyboard.press('Tab');
      const focus = await hand.focus();
      expect.soft(focus.unseen, `${place}: what has the focus shows it`).toBeUndefined();
      if (focus.role === 'body') ends += 1;
    }
  }
});

test('F6 goes from pane to pane, and comes back to what one left', async () => {
  await visit(hand.page, '#/familles');
  await hand.tabTo(/^Familles/, { role: 'grid' });
  const panes = new Set<string>();
  for (let at = 0; at < 8; at += 1) {
    await hand.press('F6');
    panes.add(
      await hand.page.evaluate(() => {
        const pane = document.activeElement?.closest('[data-pane]');
        return pane ? `${pane.localName} ${pane.className.split(' ')[0]}` : 'nowhere';
      }),
    );
    if ((await hand.focus()).role === 'grid') break;
  }
  expect(panes.size).toBeGreaterThan(2);
  expect([...panes]).not.toContain('nowhere');
  expect((await hand.focus()).role).toBe('grid');
});

test('the palette and the sheet of shortcuts give the focus back', async () => {
  for (const [keys, name] of [
    ['Control+k', 'Chercher ou agir'],
    ['?', /Raccourcis/],
  ] as const) {
    await hand.press(keys);
    await hand.page.getByRole('dialog', { name }).waitFor();
    await hand.press('Escape');
    expect((await hand.focus()).role, `after ${keys}`).toBe('grid');
  }
});

test('the sheet lists what the screen offers', async () => {
  await hand.press('?');
  const sheet = await hand.page.getByRole('dialog').innerText();
  for (const title of ['Nouvelle famille', 'Ouvrir la ligne', 'Panneau suivant', 'Verrouiller']) expect(sheet).toContain(title);
  await hand.press('Escape');
});

test('a dialog takes the focus, keeps it, and Escape gives it back where it was', async () => {
  await visit(hand.page, addressOf('family', marked));
  await hand.tabTo(/^Résumé/, { role: 'tab' });
  await hand.press('t');
  const dialog = hand.page.getByRole('dialog');
  await dialog.waitFor();
  for (let at = 0; at < 30; at += 1) {
    await hand.page.keyboard.press('Tab');
    const inside = await hand.page.evaluate(() => document.activeElement === document.body || !!document.activeElement?.closest('dialog'));
    expect(inside, 'the focus stays in the dialog').toBe(true);
  }
  await hand.press('Escape');
  expect(await dialog.count()).toBe(0);
  expect(await hand.focus()).toMatchObject({ role: 'tab', name: expect.stringMatching(/^Résumé/) });
});

test('Escape leaves a field, then goes back', async () => {
  await visit(hand.page, '#/familles');
  await hand.press('n');
  await heading(/Nouvelle famille/);
  await hand.tabTo(/^Nom de naissance/);
  await hand.type('Le Du');
  await hand.press('Escape');
  expect((await hand.focus()).role).toBe('h1');
  await hand.press('Escape');
  await heading(/^Familles/);
});
