/** Backups by the keyboard: a place, the day's backup, a missing stick, a restoration that two people decide, a rescue that asks for two. */
import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage, violations, visit } from '../support/browser';
import { Hand } from '../support/hand';
import { TestHost, passwordOf } from '../support/host';

let browser: Browser;
let host: TestHost;
let page: Page;
let hand: Hand;

beforeAll(async () => {
  browser = await openBrowser();
});
beforeEach(async () => {
  host = await TestHost.start();
  page = await openPage(browser, host);
  hand = new Hand(page);
});
afterEach(async () => {
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
  host.stop();
});
afterAll(() => browser.close());

const backups = (): string[] => readdirSync(join(host.files, 'sauvegardes')).filter((name) => name.startsWith('preau-2'));

async function named(name: string): Promise<void> {
  await visit(page, '#/reglages?onglet=sauvegarde');
  await hand.press('n');
  await page.getByLabel('Nom').waitFor();
  await hand.fill([[/^Nom/, name]]);
  await hand.press('Control+Enter');
  await page.getByText(name).first().waitFor();
}

test('a place is added, and whoever opens the vault makes the day’s backup', async () => {
  await hand.unlock('admin', passwordOf('admin'));
  await named('Clé bleue');
  expect(await violations(page)).toEqual([]);
  await hand.press('Control+l');
  await page.locator('[data-login="terrain"]').waitFor();
  // Nobody asks for it.
  await hand.unlock('terrain', passwordOf('terrain'));
  await expect.poll(() => page.locator('footer').innerText(), { timeout: 20_000 }).toMatch(/Sauvegarde il y a moins d’une heure, relue et vérifiée/);
  expect(backups()).toHaveLength(1);

  const place = join(host.files, 'sauvegardes');
  renameSync(place, `${place}-loin`);
  await hand.press('Control+Shift+s');
  await hand.told(/Sauvegarde incomplète/);
  await expect.poll(() => page.locator('footer').innerText(), { timeout: 20_000 }).toMatch(/Clé bleue.*n’est pas branché/);
  renameSync(`${place}-loin`, place);
  await hand.press('Control+Shift+s');
  await hand.told(/Sauvegarde relue et vérifiée/);
  await expect.poll(() => page.locator('footer').innerText(), { timeout: 20_000 }).not.toMatch(/n’est pas branché/);
});

test('two people put a backup in the place of the vault, and the door opens on it', async () => {
  await hand.unlock('admin', passwordOf('admin'));
  await named('Disque');
  await hand.press('s');
  await hand.told(/Sauvegarde relue et vérifiée/);
  await hand.press('e', 'Control+Enter');
  await hand.told(/L’essai a réussi/);
  expect(await violations(page)).toEqual([]);
  await hand.press('Escape', 'Control+l');
  await page.locator('[data-login="responsable"]').waitFor();
  await hand.unlock('responsable', passwordOf('responsable'));
  await visit(page, '#/reglages?onglet=sauvegarde');
  await hand.press('r');
  await page.getByRole('radio', { checked: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  await hand.press('Control+Enter');
  await hand.told(/écritures seront abandonnées/);
  expect(await violations(page)).toEqual([]);
  await hand.fill([[/^Son mot de passe/, 'faux']]);
  await hand.press('Control+Enter');
  await hand.told(/de la deuxième personne n’est pas le bon/);
  await page.waitForTimeout(1_200);
  await hand.fill([[/^Son mot de passe/, passwordOf('admin')]]);
  await hand.press('Control+Enter');
  await page.locator('[data-login="accueil"]').waitFor();
  await hand.unlock('accueil', passwordOf('accueil'));
  const state = await host.ask('session_state');
  expect([state.phase, state.older_than_seen]).toEqual(['open', null]);
});

test('a vault rescued older than it was opens with two people', async () => {
  await host.logIn('admin');
  await host.wait('backup_create');
  await host.ask('session_lock');
  await host.ask('vault_rescue');
  await page.goto('about:blank');
  await page.goto(host.url);
  await page.locator('[data-login="admin"]').waitFor();
  const chosen = page.getByRole('radio', { checked: true });
  for (let at = 0; at < 12 && (await chosen.getAttribute('data-login')) !== 'admin'; at += 1) await hand.press('ArrowDown');
  await hand.type(passwordOf('admin'));
  await hand.press('Enter');
  await hand.told(/Il faut deux personnes/);
  expect(await violations(page)).toEqual([]);
  const second = (await page.getByLabel('Seconde personne').innerText()).trim();
  const agents = (await host.ask('session_state')).agents as { login: string; name: string }[];
  const login = agents.find((one) => second.includes(one.name))?.login ?? '';
  await hand.fill([[/^Son mot de passe/, passwordOf(login)]]);
  await hand.press('Enter');
  await page.getByRole('navigation').first().waitFor();
  expect((await host.ask('session_state')).older_than_seen).toBeNull();
});
