/** Debian's Chromium, quiet and offline. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { type TestHost, project } from './host';

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

/** A page on the host; anything the page's policy forbids, or any script error, fails the proof. */
export async function openPage(browser: Browser, host: TestHost, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR', ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/favicon/.test(message.text())) faults.push(message.text());
  });
  Object.assign(page, { faults });
  await page.goto(host.url);
  return page;
}

export const faultsOf = (page: Page): string[] => (page as Page & { faults: string[] }).faults;

/** Unlocks with the known password of an invented agent, through the screen. */
export async function unlock(page: Page, host: TestHost, login: string): Promise<void> {
  const gate = (await host.call('session_state')).value as { agents: { login: string; known_password: string | null }[] };
  const agent = gate.agents.find((candidate) => candidate.login === login);
  if (!agent?.known_password) throw new Error(`no invented agent ${login}`);
  await page.getByRole('radio', { name: new RegExp(login, 'i') }).or(page.locator(`[data-login="${login}"]`)).first().click();
  await page.getByLabel(/Mot de passe/).fill(agent.known_password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').first().waitFor();
}

/** WCAG 2.2 A and AA, over the whole page: what axe can see of it. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated in the page's world by the debugger, hence not under the page's policy.
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run: (...a: unknown[]) => Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }> } }).axe;
    return (await run.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations;
  });
  return found.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} ${node.failureSummary}`));
}
