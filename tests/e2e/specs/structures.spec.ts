/** « Mes écoles seulement »: what a limited agent is shown, and how they see the whole town for a while, by the keyboard alone. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage, overflows, settled, violations, visit } from '../support/browser';
import { Hand } from '../support/hand';
import { TestHost, passwordOf } from '../support/host';

const phrase = 'cheval agrafe batterie lundi trombone violet ardoise 47';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

describe('an agent limited to a school', { timeout: 120_000 }, () => {
  let host: TestHost;
  let hand: Hand;
  let everyone: number;
  beforeAll(async () => {
    host = await TestHost.start();
    await host.ask('session_unlock', { login: 'inscriptions', password: passwordOf('inscriptions') });
    everyone = (await host.ask('family_list')).families.length;
    await host.ask('session_unlock', { login: 'admin', password: passwordOf('admin') });
    const { structures } = await host.ask('agent_list');
    const school = structures.find((one: { name: string }) => one.name === 'Jean-Macé').id;
    await host.ask('agent_welcome', {
      agent: null,
      login: 'mace',
      display_name: 'Nadia Ferrand',
      password: phrase,
      roles: ['INS'],
      structures: [school],
    });
    await host.ask('session_lock');
    hand = new Hand(await openPage(browser, host));
  });
  afterEach(() => expect(faultsOf(hand.page)).toEqual([]));
  afterAll(() => host?.stop());

  const shown = async (): Promise<number> => (await host.ask('family_list')).families.length;

  test('sees its families alone, and is told so', async () => {
    await hand.unlock('mace', phrase);
    await visit(hand.page, '#/familles');
    await settled(hand.page);
    await hand.page.getByRole('button', { name: /Limité à Jean-Macé/ }).waitFor();
    expect(await shown()).toBeGreaterThan(0);
    expect(await shown()).toBeLessThan(everyone);
    for (const size of [{ width: 683, height: 384 }, { width: 1366, height: 768 }]) {
      await hand.page.setViewportSize(size);
      await settled(hand.page);
      expect.soft(await violations(hand.page)).toEqual([]);
      expect.soft(await overflows(hand.page)).toBe(false);
    }
  });

  test('sees the whole town for a while, with a reason that the journal keeps', async () => {
    await hand.press('Control+Shift+O');
    await hand.page.getByRole('heading', { name: 'Sortir de mes structures' }).waitFor();
    await settled(hand.page);
    expect.soft(await violations(hand.page)).toEqual([]);
    await hand.fill([[/^Motif/, 'oubli']]);
    await hand.press('Control+Enter');
    await hand.told(/en une phrase pourquoi/);
    await hand.fill([[/^Motif/, 'Un enfant de Jules-Ferry attend au portail']]);
    await hand.press('Control+Enter');
    const banner = hand.page.getByRole('region', { name: 'Hors de vos structures' });
    await banner.getByText(/encore 15/).waitFor();
    expect(await shown()).toBe(everyone);
    await hand.press('Control+Shift+F');
    await hand.told(/Retour à vos structures/);
    await banner.waitFor({ state: 'detached' });
    expect(await shown()).toBeLessThan(everyone);

    await hand.press('Control+l');
    await hand.unlock('dpo', passwordOf('dpo'));
    const { entries } = await host.ask('alert_list');
    expect(entries[0].detail).toMatch(/Hors de ses structures pour 15 min. Motif.*Un enfant de Jules-Ferry/);
  });
});
