/**
 * Each role walks every place of the window: those it may enter are in its rail and accessible, the others are nowhere,
 * and nothing it may not see is sent to it on the way.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { screens } from '../../../ui/src/screens';
import { routes } from '../../../ui/src/lib/shell/routes';
import { faultsOf, openBrowser, openPage, overflows, settled, takeAnswers, unlock, violations, visit } from '../support/browser';
import { TestHost } from '../support/host';
import { type Marked, markTown, markers } from '../support/marked';
import { type Login, addressOf, entitled, logins, refused } from '../support/roles';

let browser: Browser;
let host: TestHost;
let page: Page;
let marked: Marked;

beforeAll(async () => {
  [browser, host] = await Promise.all([openBrowser(), TestHost.start()]);
  marked = await markTown(host);
  page = await openPage(browser, host);
});
afterEach(async () => {
  await host.ask('session_lock');
  // Away and back: a window that starts, on a closed vault.
  await page.goto('about:blank');
  await page.goto(host.url);
});
afterAll(async () => {
  host?.stop();
  await browser?.close();
});

/** The places that have a screen; one that is added must say who enters it. */
const places = Object.keys(screens) as (keyof typeof screens)[];

test('every place says who enters it', () => {
  expect(Object.keys(entitled)).toEqual(expect.arrayContaining(places));
});

describe.each(logins)('%s', (login) => {
  const mine = places.filter((place) => entitled[place].includes(login));
  const others = places.filter((place) => !entitled[place].includes(login));

  test('enters its places, and only them', async () => {
    await unlock(page, login);
    const rail = page.getByRole('navigation', { name: 'Rubriques' }).getByRole('link');
    const shown = await rail.locator('> span:first-of-type').allInnerTexts();
    const sections = mine.filter((place) => place === routes[place].section);
    expect(shown.toSorted()).toEqual(sections.map((place) => routes[place].title).toSorted());
    for (const place of others) {
      const title = routes[place].title;
      expect(await offeredByPalette(title), `${title} in the palette`).toBe(false);
      await visit(page, addressOf(place, marked));
      await page.getByRole('heading', { name: 'Votre profil n’ouvre pas cette page' }).waitFor();
    }
    for (const place of mine) {
      await visit(page, addressOf(place, marked));
      await lookAtTabs(place);
      if (place === 'health_record') {
        await page.keyboard.press('Alt+1'); // the first of the usual reasons
        await page.getByText('Dossier de santé ouvert').waitFor();
        await lookAtTabs('health_record, opened');
      }
    }
    expect(faultsOf(page)).toEqual([]);
    checkAnswers(login);
  });

  test('is refused the commands of others, called by hand', async () => {
    await host.logIn(login);
    for (const [command, request] of refused[login](marked)) {
      const answer = await host.call(command, request);
      expect(answer, command).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    }
  });
});

/** Sheets already found accessible: what is drawn the same for several roles (help, most settings) is looked at once. */
const looked = new Set<string>();

async function lookAt(where: string): Promise<void> {
  const drawn = (await page.getByRole('main').innerHTML()).replaceAll(/\bc\d+/g, '');
  if (looked.has(drawn)) return;
  looked.add(drawn);
  expect.soft(await violations(page), where).toEqual([]);
  expect.soft(await overflows(page), `${where} is wider than the window`).toBe(false);
}

/** The place, then what each of its tabs shows. */
async function lookAtTabs(place: string): Promise<void> {
  const tabs = page.getByRole('main').getByRole('tab');
  const count = await tabs.count();
  for (let at = 0; at < Math.max(1, count); at += 1) {
    if (at > 0) await tabs.nth(at).click();
    await settled(page);
    await lookAt(`${place}${count > 0 ? `, ${await tabs.nth(at).innerText()}` : ''}`);
  }
}

async function offeredByPalette(title: string): Promise<boolean> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(title);
  await settled(page);
  const offered = await page.getByRole('option').locator('b').allInnerTexts();
  await page.keyboard.press('Escape');
  return offered.includes(title);
}

/** Whether an answer holds a mark as a value of its own: five digits alone are now and then found inside a drawn identifier. */
function says(answer: string, mark: string): boolean {
  const literal = mark.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  return new RegExp(`(?<![0-9a-z])${literal}(?![0-9a-z])`, 'i').test(answer);
}

/** What is sealed for others is in no answer; what is for them is, or the proof would prove nothing. */
function checkAnswers(login: Login): void {
  const answers = takeAnswers(page);
  for (const { what, text, readers } of markers) {
    const heard = answers.filter((answer) => says(answer.text, text)).map(({ command }) => command);
    if (readers.includes(login)) expect(heard, `${login} reads ${what}`).not.toEqual([]);
    else expect(heard, `${login} must not read ${what}`).toEqual([]);
  }
}
