/** Debian's Chromium, quiet and offline, and a page that remembers what went wrong and what the core sent it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { type TestHost, passwordOf, project } from './host';

const axe = readFileSync(join(project, 'ui/node_modules/axe-core/axe.min.js'), 'utf8');

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--force-color-profile=srgb',
    ],
  });
}

interface Log {
  /** Script errors, and what the page's policy forbade. */
  faults: string[];
  /** Answers of the core, with the command they answer. */
  answers: { command: string; text: string }[];
  /** Questions on their way. */
  asking: number;
}
const logs = new WeakMap<Page, Log>();
const logOf = (page: Page): Log => logs.get(page)!;

export const faultsOf = (page: Page): string[] => logOf(page).faults;

/** What the core has sent since the last time this was asked. */
export const takeAnswers = (page: Page): Log['answers'] => logOf(page).answers.splice(0);

/** A page on the host. */
export async function openPage(browser: Browser, host: TestHost, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const log: Log = { faults: [], answers: [], asking: 0 };
  logs.set(page, log);
  page.on('pageerror', (error) => log.faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/favicon/.test(message.text())) log.faults.push(message.text());
  });
  const asks = (url: string): boolean => url.startsWith(`${host.url}/call/`);
  page.on('request', (request) => void (log.asking += asks(request.url()) ? 1 : 0));
  page.on('requestfailed', (request) => void (log.asking -= asks(request.url()) ? 1 : 0));
  page.on('requestfinished', async (request) => {
    if (!asks(request.url())) return;
    // A page that closes takes its last answers with it.
    const text = await request.response().then((response) => response?.text(), () => undefined).catch(() => undefined);
    log.answers.push({ command: request.url().slice(`${host.url}/call/`.length), text: text ?? '' });
    log.asking -= 1;
  });
  await page.goto(host.url);
  return page;
}

/** Waits until the screen shows what it asked for: no question on its way, no skeleton, two still frames. */
export async function settled(page: Page): Promise<void> {
  const end = Date.now() + 40_000;
  for (;;) {
    const still = await page.evaluate(async () => {
      const frame = () => new Promise((next) => requestAnimationFrame(next));
      await frame();
      await frame();
      return !document.querySelector('.skeleton');
    });
    if (still && logOf(page).asking === 0) return;
    if (Date.now() > end) throw new Error(`the page does not settle: ${page.url()}`);
    await page.waitForTimeout(20);
  }
}

/** Opens the vault as an invented agent, through the screen. */
export async function unlock(page: Page, login: string): Promise<void> {
  await page.locator(`[data-login="${login}"]`).click();
  await page.getByLabel(/Mot de passe/).fill(passwordOf(login));
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').first().waitFor();
  await settled(page);
}

/** Goes to an address as a link would, and waits for the place. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => void (location.hash = to), address);
  await settled(page);
}

/** WCAG 2.2 A and AA, over the whole page: what axe can see of it. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated in the page's world by the debugger, hence not under the page's policy; once per page, it is large.
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    interface Rule {
      id: string;
      nodes: { target: string[]; failureSummary: string }[];
    }
    const { axe } = globalThis as unknown as { axe: { run: (...a: unknown[]) => Promise<{ violations: Rule[] }> } };
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    return (await axe.run(document, { runOnly, resultTypes: ['violations'] })).violations;
  });
  return found.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} ${node.failureSummary}`));
}

/** Whether the page scrolls sideways as a whole, which it never should. */
export const overflows = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > innerWidth || document.body.scrollWidth > innerWidth);
