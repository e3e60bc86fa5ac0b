/** Each role finds its own places and nothing of the others'; every place it finds is accessible. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage, unlock, violations } from '../support/browser';
import { type TestHost, startHost } from '../support/host';

let browser: Browser;
let host: TestHost;
beforeAll(async () => {
  browser = await openBrowser();
  host = await startHost();
});
afterAll(async () => {
  host.stop();
  await browser.close();
});

const roles: { login: string; sees: string[]; never: string[] }[] = [
  { login: 'inscriptions', sees: ['Familles', 'Présences', 'Cantine'], never: ['Facturation', 'Trésor', 'Santé', 'Journal'] },
  { login: 'facturation', sees: ['Familles', 'Facturation', 'Règlements', 'Trésor'], never: ['Santé', 'Journal'] },
  { login: 'sante', sees: ['Santé'], never: ['Facturation', 'Règlements', 'Trésor', 'Journal'] },
  { login: 'terrain', sees: ['Cantine'], never: ['Facturation', 'Règlements', 'Santé', 'Journal'] },
  { login: 'responsable', sees: ['Familles', 'Journal'], never: ['Santé'] },
  { login: 'admin', sees: ['Réglages'], never: ['Familles', 'Santé', 'Facturation', 'Présences'] },
  { login: 'dpo', sees: ['Journal'], never: ['Familles', 'Santé', 'Facturation'] },
];

describe.each(roles)('$login', ({ login, sees, never }) => {
  test('finds its places, and only them; each is accessible', async () => {
    const page = await openPage(browser, host);
    await unlock(page, host, login);
    const rail = page.getByRole('navigation').first();
    const links = rail.getByRole('link');
    const places = (await links.allInnerTexts()).map((text) => text.trim().split('\n')[0] ?? '');
    for (const place of sees) expect(places).toContain(place);
    for (const place of never) expect(places).not.toContain(place);
    for (let at = 0; at < places.length; at += 1) {
      await links.nth(at).click();
      await page.locator('#page-title').first().waitFor();
      await page.waitForTimeout(300);
      expect(await violations(page), `${login}, ${places[at]}`).toEqual([]);
      const fits = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
      expect(fits, `${places[at]} fits the window`).toBe(true);
    }
    expect(faultsOf(page)).toEqual([]);
    await page.context().close();
  });
});
