/** Statistics by the keyboard alone: what is counted, by what, copied and saved as it is seen, the small numbers hidden everywhere (G08). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settled } from '../support/browser';
import { useDesk } from '../support/desk';
import type { Hand } from '../support/hand';
import type { TestHost } from '../support/host';

let host: TestHost;
let hand: Hand;

const desk = useDesk(async (desk) => {
  ({ host } = desk);
  await desk.sit('responsable', '#/statistiques');
  ({ hand } = desk);
});

test('one axis, then two, then three, chosen by their keys', { timeout: 90_000 }, async () => {
  await hand.page.getByRole('grid').waitFor();
  await desk().looked('statistiques');
  await hand.press('3');
  await hand.page.locator('[role=combobox][aria-expanded=true]').waitFor();
  await hand.press('n', 'Enter');
  await hand.page.getByText(/par école et niveau/).first().waitFor();
  await desk().looked('statistiques-deux');
  await hand.choose(/^Et par/, /^Âge/);
  await hand.page.getByText(/par école, niveau et/).first().waitFor();
  await desk().looked('statistiques-trois');
  expect(await hand.page.getByText('masqué', { exact: true }).count()).toBeGreaterThan(0);
  await hand.page.getByText(/moins\s+de\s+5\s+enfants/).waitFor();
});

test('presences are of whole months', { timeout: 90_000 }, async () => {
  await hand.press('1');
  await hand.page.locator('[role=combobox][aria-expanded=true]').waitFor();
  await hand.press('p', 'Enter');
  await hand.page.getByText(/^Présences (en|de) /).first().waitFor();
  await desk().looked('statistiques-presences');
});

test('what leaves says « masqué » where the screen does, with its purpose', { timeout: 90_000 }, async () => {
  await hand.tabTo(/./, { role: 'grid' });
  await hand.press('Control+e');
  await hand.page.getByRole('heading', { name: 'Enregistrer la liste' }).waitFor();
  await hand.press('Control+Enter');
  await expect.poll(() => readdirSync(host.files).filter((name) => name.endsWith('.csv'))).not.toEqual([]);
  const [name] = readdirSync(host.files).filter((one) => one.endsWith('.csv'));
  const text = readFileSync(join(host.files, name!), 'utf8');
  expect(text).toContain('masqué');
  for (const number of text.matchAll(/;([1-4])(?=[;\r\n])/g)) throw new Error(`a number under five left: ${number[0]}`);
  const lines = await host.ask('audit_list', { operation: 'statistics_run' });
  expect(JSON.stringify(lines)).toContain('par école');
});

test('nobody else enters', { timeout: 90_000 }, async () => {
  for (const login of ['inscriptions', 'facturation', 'terrain']) {
    await desk().sit(login, '#/statistiques');
    await settled(hand.page);
    expect(await hand.page.getByRole('grid').count()).toBe(0);
    expect(await hand.page.getByRole('link', { name: /^Statistiques/ }).count()).toBe(0);
  }
});
