/** The door: a town founded with the keyboard alone, a wrong password, the lock. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage, violations } from '../support/browser';
import { TestHost } from '../support/host';

let browser: Browser;
let host: TestHost;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(async () => {
  expect(faultsOf(page)).toEqual([]);
  await page.context().close();
  host.stop();
});
afterAll(() => browser.close());

const phrase = 'cheval agrafe batterie lundi trombone violet ardoise 47';

test('a town is founded by the keyboard, locked, and opened again', async () => {
  host = await TestHost.start({ empty: true });
  page = await openPage(browser, host);
  await page.getByRole('heading', { name: 'Créer le coffre de la commune' }).waitFor();
  expect(await violations(page)).toEqual([]);

  // Everything that is missing is said at once.
  await page.getByLabel(/^Commune/).first().focus();
  await page.keyboard.press('Control+Enter');
  await page.getByText(/champs à corriger/).waitFor();

  const answers: [RegExp, string][] = [
    [/^Commune/, 'Ker-Ys-sur-Odet'],
    [/^SIRET/, '213 502 388 00019'],
    [/^Adresse de la mairie/, '1 place de l’Église'],
    [/^Code postal/, '29000'],
    [/^Ville/, 'Ker-Ys-sur-Odet'],
    [/^Votre nom/, 'Anne d’Estienne'],
    [/^Votre identifiant/, 'anne'],
    [/^Votre mot de passe/, phrase],
  ];
  for (const [label, answer] of answers) await page.getByLabel(label).last().fill(answer);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('navigation').first().waitFor();

  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: /Qui ouvre le coffre/ }).waitFor();

  await page.keyboard.type('pas le bon');
  await page.keyboard.press('Enter');
  await page.getByText(/n’est pas le bon/).waitFor();
  await page.waitForTimeout(1_500);
  await page.keyboard.type(phrase);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').first().waitFor();
});
