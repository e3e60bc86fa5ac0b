/** A PNG of every screen in its main states: `./x shots`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPage, unlock } from '../e2e/support/browser';
import { TestHost, project } from '../e2e/support/host';

const folder = process.env.PREAU_SHOTS ?? join(project, 'shots');
const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];
const themes = ['light', 'dark'] as const;

/** Who shows what: the rail's places, role by role. */
const tours: [string, string[]][] = [
  ['accueil', ['Accueil', 'Familles', 'Présences', 'Cantine', 'Facturation', 'Règlements', 'Trésor', 'Échanges', 'Réglages', 'Aide']],
  ['sante', ['Santé']],
  ['terrain', ['Cantine']],
  ['responsable', ['Journal']],
];

let browser: Browser;
let host: TestHost;
let empty: TestHost;
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  browser = await openBrowser();
  host = await TestHost.start();
  empty = await TestHost.start({ empty: true });
});
afterAll(async () => {
  host.stop();
  empty.stop();
  await browser.close();
});

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\W+/g, '-');

for (const theme of themes) {
  for (const size of sizes) {
    const suffix = `${theme === 'light' ? 'clair' : 'sombre'}-${size.width}`;
    test(`screens, ${suffix}`, async () => {
      const options = { viewport: size, colorScheme: theme };
      const first = await openPage(browser, empty, options);
      await first.getByRole('heading', { name: 'Créer le coffre' }).waitFor();
      await shoot(first, `premier-demarrage-${suffix}`);
      await first.getByLabel(/^Commune/).first().focus();
      await first.keyboard.press('Control+Enter');
      await shoot(first, `premier-demarrage-erreurs-${suffix}`);
      await first.context().close();
      let taken = 2;
      for (const [login, places] of tours) {
        const page = await openPage(browser, host, options);
        if (login === 'accueil') await shoot(page, `connexion-${suffix}`);
        await unlock(page, login);
        for (const place of places) {
          const link = page.getByRole('navigation').first().getByRole('link', { name: new RegExp(`^${place}`) });
          if ((await link.count()) === 0) continue;
          await link.click();
          await page.locator('#page-title').waitFor();
          await shoot(page, `${plain(place)}-${login}-${suffix}`);
          taken += 1;
        }
        if (login === 'accueil') {
          await page.keyboard.press('Control+k');
          await page.keyboard.type('mar');
          await shoot(page, `palette-${suffix}`);
          await page.keyboard.press('Escape');
        }
        await page.context().close();
      }
      expect(taken).toBeGreaterThan(10);
    });
  }
}
