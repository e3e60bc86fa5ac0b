/**
 * Little room, other looks: at 683 × 384 (a 1366 × 768 desk at 200 %), every place keeps its acts in reach and never
 * scrolls sideways as a whole; dark, high contrast and both densities stay readable.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { screens } from '../../../ui/src/screens';
import { faultsOf, openBrowser, openPage, overflows, unlock, violations, visit } from '../support/browser';
import { TestHost } from '../support/host';
import { type Marked, markTown } from '../support/marked';
import { type Login, addressOf, entitled } from '../support/roles';

let browser: Browser;
let host: TestHost;
let marked: Marked;

beforeAll(async () => {
  [browser, host] = await Promise.all([openBrowser(), TestHost.start()]);
  marked = await markTown(host);
});
afterAll(async () => {
  host?.stop();
  await browser?.close();
});

/** Who shows the most of each place; together they enter all of them. */
const tours: [login: string, as: Login[]][] = [
  ['accueil', ['inscriptions', 'facturation']],
  ['sante', ['sante']],
  ['responsable', ['responsable']],
  ['dpo', ['dpo']],
];

async function tour(page: Page, look: (place: string) => Promise<void>): Promise<void> {
  const walked = new Set<string>();
  for (const [login, as] of tours) {
    await host.ask('session_lock');
    await page.goto('about:blank');
    await page.goto(host.url);
    await unlock(page, login);
    for (const place of Object.keys(screens) as (keyof typeof screens)[]) {
      if (walked.has(place) || !as.some((role) => entitled[place].includes(role))) continue;
      walked.add(place);
      await visit(page, addressOf(place, marked));
      await look(place);
    }
  }
  expect(walked.size).toBe(Object.keys(screens).length);
  expect(faultsOf(page)).toEqual([]);
}

/** What acts or leads somewhere and cannot be brought wholly into sight; under a dialog, only the dialog can act. */
const outOfReach = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const top = document.querySelector('dialog[open]') ?? document;
    const acts = top.querySelectorAll<HTMLElement>('nav a, header button, footer button, .head button, .head a, .foot button, .actions button');
    return [...acts]
      .filter((act) => {
        // What is around every place is in sight at once, but for the rail, which scrolls when the window is low.
        if (!act.closest('header[data-chrome], footer[data-chrome]')) act.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        const box = act.getBoundingClientRect();
        if (box.width === 0) return false;
        const inside = box.left >= -1 && box.right <= innerWidth + 1 && box.top >= -1 && box.bottom <= innerHeight + 1;
        const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        return !inside || !hit || !act.contains(hit);
      })
      .map((act) => act.innerText.replace(/\s+/g, ' ').trim() || act.getAttribute('aria-label') || act.outerHTML.slice(0, 80));
  });

describe.each(['comfortable', 'compact'] as const)('twice as large, %s', (density) => {
  test('nothing is out of reach, and nothing scrolls sideways', async () => {
    for (const [login] of tours) {
      await host.logIn(login);
      const settings = await host.ask('settings_ui_get');
      await host.ask('settings_ui_save', { ...settings, density });
    }
    const page = await openPage(browser, host, { viewport: { width: 683, height: 384 } });
    await tour(page, async (place) => {
      expect.soft(await overflows(page), `${place} scrolls sideways`).toBe(false);
      expect.soft(await outOfReach(page), `${place}: out of reach`).toEqual([]);
    });
    await page.context().close();
  });
});

describe.each(['dark', 'contrast'] as const)('in %s', (theme) => {
  test('every place stays readable', async () => {
    for (const [login] of tours) {
      await host.logIn(login);
      const settings = await host.ask('settings_ui_get');
      await host.ask('settings_ui_save', { ...settings, theme });
    }
    const page = await openPage(browser, host);
    await tour(page, async (place) => expect.soft(await violations(page), place).toEqual([]));
    await page.context().close();
  });
});
