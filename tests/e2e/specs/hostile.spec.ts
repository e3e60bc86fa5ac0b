/**
 * Text that tries to be more than text, in every column a screen shows: put there through the door of commands, then forged in every
 * answer of the core, as someone with a tool for databases would. Every place is walked; nothing runs, nothing is even tried.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { screens } from '../../../ui/src/screens';
import { openBrowser, openPage, settled, unlock, visit } from '../support/browser';
import { plantHostile } from '../support/hostile';
import { TestHost } from '../support/host';
import { MONTH, type Marked, markTown } from '../support/marked';
import { injected, payloads } from '../support/payloads';
import { type Login, addressOf, entitled } from '../support/roles';

/** What a page would have done, or tried to do. */
interface Watch {
  violations: string[];
  __pwned?: unknown;
}

/** Between them they enter every place. */
const walkers = ['inscriptions', 'sante', 'responsable', 'admin'] as const;

let browser: Browser;
let host: TestHost;
let marked: Marked;

beforeAll(async () => {
  [browser, host] = await Promise.all([openBrowser(), TestHost.start()]);
  marked = await markTown(host);
}, 120_000);
beforeEach(() => host.ask('session_lock'));
afterAll(async () => {
  host?.stop();
  await browser?.close();
});

const elsewhere = new WeakMap<Page, string[]>();

/** A page that notes what its policy forbids, and what it asks of anyone but the host. */
async function watched(at: string, options: { bypassCSP?: boolean } = {}): Promise<Page> {
  const page = await openPage(browser, host, options);
  const asked: string[] = [];
  elsewhere.set(page, asked);
  page.on('request', (request) => {
    if (!request.url().startsWith(host.url) && !request.url().startsWith('blob:')) asked.push(request.url());
  });
  page.on('dialog', (dialog) => void dialog.dismiss().finally(() => asked.push(`a dialog: ${dialog.message()}`)));
  await page.addInitScript(() => {
    const watch = window as unknown as Watch;
    watch.violations = [];
    addEventListener('securitypolicyviolation', (event) =>
      watch.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  await page.goto(at);
  await settled(page);
  return page;
}

const seenBy = (page: Page): Promise<{ violations: string[]; pwned: unknown; elements: string[] }> =>
  page.evaluate((selector) => {
    const watch = window as unknown as Watch;
    return {
      violations: watch.violations,
      pwned: watch.__pwned,
      elements: [...document.querySelectorAll(selector)].map((one) => one.outerHTML.slice(0, 120)),
    };
  }, injected);

/** Everything that a place shows: each of its tabs, and what its first line opens. */
async function walk(page: Page, login: Login): Promise<number> {
  let shown = 0;
  const look = async (where: string): Promise<void> => {
    await settled(page);
    const seen = await seenBy(page);
    expect.soft(seen, where).toEqual({ violations: [], pwned: undefined, elements: [] });
    shown += 1;
  };
  for (const place of (Object.keys(screens) as (keyof typeof screens)[]).filter((one) => entitled[one].includes(login))) {
    await visit(page, addressOf(place, marked));
    await look(place);
    const tabs = page.getByRole('main').getByRole('tab');
    for (let at = 1; at < (await tabs.count()); at += 1) {
      await tabs.nth(at).click();
      await look(`${place}, tab ${at}`);
    }
    if (place === 'health_record') {
      await page.keyboard.press('Alt+1');
      await look(`${place}, opened`);
    }
    // What a line shows when it is chosen.
    const line = page.getByRole('main').locator('[role=grid] [role=row][data-row="0"], table tbody tr').first();
    if (await line.count()) {
      await line.click({ timeout: 2_000 }).catch(() => undefined);
      await look(`${place}, its first line`);
    }
  }
  await page.keyboard.press('Control+k');
  await page.keyboard.type('ma');
  await look('the palette');
  await page.keyboard.press('Escape');
  expect(elsewhere.get(page)).toEqual([]);
  return shown;
}

describe('the proof sees', () => {
  test('a script that runs, on a page without the policy', async () => {
    const page = await watched(host.url, { bypassCSP: true });
    await page.evaluate((text) => document.body.insertAdjacentHTML('beforeend', text), payloads[1]!);
    await expect.poll(async () => (await seenBy(page)).pwned).toBe(1);
    expect((await seenBy(page)).elements).not.toEqual([]);
    await page.context().close();
  });

  test('a script that the policy stops', async () => {
    const page = await watched(host.url);
    // Leaving by itself is no business of the policy: the window refuses it (`tests/desktop`), a browser does not.
    const staying = payloads.filter((text) => !text.startsWith('<meta'));
    await page.evaluate((texts) => texts.forEach((text) => document.body.insertAdjacentHTML('beforeend', text)), staying);
    await expect.poll(async () => (await seenBy(page)).violations.length).toBeGreaterThan(3);
    const seen = await seenBy(page);
    expect(seen.pwned).toBeUndefined();
    expect(seen.violations.join('\n')).toMatch(/script-src/);
    expect(seen.violations.join('\n')).toMatch(/style-src/);
    expect(seen.elements).not.toEqual([]);
    // Asked for, and stopped before it left: even that is seen.
    expect(elsewhere.get(page)).toContain('http://127.0.0.1:9/a.css');
    await page.context().close();
  });
});

describe('through the door', () => {
  test('hostile texts are put in the town', async () => {
    expect(await plantHostile(host, marked), 'fields that hold a hostile text').toBeGreaterThan(12);
    await host.ask('session_lock');
  });

  test.each(walkers)('%s sees them as text', async (login) => {
    const page = await watched(host.url);
    await unlock(page, login);
    expect(await walk(page, login)).toBeGreaterThan(5);
    await host.ask('session_lock');
    await page.context().close();
  });
});

describe('forged in every answer', () => {
  /** Words for people, not codes, identifiers, days or months, on which the window depends to draw anything. */
  const isProse = (text: string): boolean => /[a-zà-ÿ]{3}/.test(text) && /[A-ZÀ-Ý\s’]/.test(text) && !/^[\d-]+(T|$)/.test(text);
  let forged = 0;
  const forge = (value: unknown): unknown => {
    if (typeof value === 'string') {
      if (!isProse(value)) return value;
      forged += 1;
      return value + payloads[forged % payloads.length]!;
    }
    if (Array.isArray(value)) return value.map(forge);
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, /^rights?$/.test(name) ? inner : forge(inner)]),
      );
    return value;
  };

  test.each(walkers)('%s sees text', async (login) => {
    const page = await watched(host.url);
    await unlock(page, login);
    forged = 0;
    await page.route(`${host.url}/call/**`, async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { ok: boolean; value: unknown };
      await route.fulfill({ response, body: JSON.stringify(body.ok ? { ...body, value: forge(body.value) } : body) });
    });
    await page.reload();
    expect(await walk(page, login)).toBeGreaterThan(5);
    expect(forged, 'texts that were forged').toBeGreaterThan(100);
    await visit(page, addressOf(entitled.families.includes(login) ? 'family' : 'home', marked));
    if (process.env.PREAU_PICTURES) await page.screenshot({ path: `${process.env.PREAU_PICTURES}/hostile-${login}.png` });
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await host.ask('session_lock');
    await page.context().close();
  });
});

test('those who walk enter every place', () => {
  const entered = (place: keyof typeof screens): boolean => entitled[place].some((login) => (walkers as readonly string[]).includes(login));
  expect((Object.keys(screens) as (keyof typeof screens)[]).filter((place) => !entered(place))).toEqual([]);
});

test('every field of every place keeps to itself: no completion, no spelling sent elsewhere', async () => {
  const page = await watched(host.url);
  for (const login of walkers) {
    await page.goto(host.url);
    await unlock(page, login);
    for (const place of (Object.keys(screens) as (keyof typeof screens)[]).filter((one) => entitled[one].includes(login))) {
      await visit(page, addressOf(place, marked));
      if (place === 'health_record') {
        await page.keyboard.press('Alt+1');
        await settled(page);
      }
      const open = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')]
          .filter((field) => !['checkbox', 'radio', 'range', 'file', 'hidden'].includes(field.type))
          .filter((field) => field.spellcheck || !['off', 'new-password'].includes(field.autocomplete))
          .map((field) => field.outerHTML.slice(0, 160)),
      );
      expect.soft(open, `${login} at ${place}`).toEqual([]);
    }
    const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
    expect(kept).toEqual([0, 0, '']);
    await host.ask('session_lock');
  }
  await page.context().close();
});

test(`the month ${MONTH} is still what it was: hostile texts change no amount`, async () => {
  await host.logIn('facturation');
  const { invoices } = await host.ask('invoice_list', { run: marked.run, household: null, family: null, with_lines: false });
  expect(invoices.length).toBeGreaterThan(10);
});
