/** What third parties pay, by the keyboard alone: the list of funders, a help noted, ended, taken back; billed, printed, owed; kept from the desk. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage, overflows, settled, violations, visit } from '../support/browser';
import { Hand } from '../support/hand';
import { TestHost, passwordOf } from '../support/host';

let browser: Browser;
let host: TestHost;
let hand: Hand;
let family: string;
let household: string;

const sit = async (login: string, hash: string): Promise<void> => {
  if (hand) await hand.press('Control+l');
  else hand = new Hand(await openPage(browser, host));
  await hand.unlock(login, passwordOf(login));
  await visit(hand.page, hash);
  await settled(hand.page);
};
const helps = async (): Promise<any[]> => (await host.ask('subsidy_list', { household })).subsidies;
const sound = async (): Promise<void> => {
  for (const size of [{ width: 683, height: 384 }, { width: 1366, height: 768 }]) {
    await hand.page.setViewportSize(size);
    await settled(hand.page);
    expect.soft(await violations(hand.page)).toEqual([]);
    expect.soft(await overflows(hand.page)).toBe(false);
  }
};

/** The months that are not issued yet, the latest first. */
const open = async (): Promise<string[]> =>
  (await host.ask('billing_overview')).months.filter((one: any) => one.state === 'open').map((one: any) => one.month);

beforeAll(async () => {
  browser = await openBrowser();
  host = await TestHost.start();
  await host.logIn('facturation');
  const month = (await open())[0];
  const line = await host.ask('billing_preview', { month, bookings_to_come: true });
  for (let job = line; job.state === 'running'; ) {
    await new Promise((wait) => setTimeout(wait, 100));
    job = await host.ask('job_status', { job: line.id });
  }
  const { invoices } = await host.ask('billing_preview_invoices');
  // A family of one household, billed this month.
  for (const row of invoices.filter((one: any) => one.number && one.total_cents > 4_000)) {
    const { households } = await host.ask('family_show', { family: row.family });
    if (households.length === 1) {
      [family, household] = [row.family, row.household];
      break;
    }
  }
  await host.ask('session_lock');
}, 90_000);
afterEach(() => expect(faultsOf(hand.page)).toEqual([]));
afterAll(async () => {
  await browser?.close();
  host?.stop();
});

test('a funder is added to the list of the town', { timeout: 60_000 }, async () => {
  await sit('facturation', '#/reglages?onglet=financeurs');
  await hand.page.getByText('Aucun organisme').waitFor();
  await hand.press('n');
  await hand.page.getByRole('heading', { name: 'Nouvel organisme' }).waitFor();
  await hand.press('Control+Enter');
  await hand.told(/Un champ à corriger/);
  await hand.fill([[/^Nom/, 'CCAS de Montbard']]);
  await hand.press('Control+Enter');
  await hand.told(/CCAS de Montbard enregistré/);
  const list = hand.page.getByRole('table', { name: 'Tiers financeurs' });
  await list.getByText('CCAS de Montbard').first().waitFor();
  await sound();

  // A name without a space, as long as may be: every gesture stays in sight. Its line gone, the focus is on what is left.
  const long = 'Intercommunalité'.repeat(4).slice(0, 60);
  await hand.press('n');
  await hand.fill([[/^Nom/, long]]);
  await hand.press('Control+Enter');
  await hand.told(new RegExp(`${long} enregistré`));
  await hand.page.setViewportSize({ width: 683, height: 768 });
  for (const gone of await list.getByRole('button', { name: /^Retirer/ }).all()) {
    const { x, width } = (await gone.boundingBox())!;
    expect(x + width).toBeLessThan(683);
  }
  await hand.tabTo(new RegExp(`^Retirer\\s${long}`));
  await hand.press('Enter');
  await hand.told(/retiré de la liste/);
  const { width } = (await hand.page.getByRole('group', { name: /retiré de la liste/ }).boundingBox())!;
  expect(await hand.page.getByRole('group', { name: /retiré de la liste/ }).evaluate((toast) => toast.scrollWidth)).toBeLessThanOrEqual(width);
  expect((await hand.focus()).role).toBe('button');
  await sound();
});

test('a help is noted, refused twice, ended, taken back', { timeout: 90_000 }, async () => {
  await visit(hand.page, `#/familles/${family}?onglet=tarif`);
  await settled(hand.page);
  await hand.page.getByText(/la famille paie la totalité de ce qui lui est facturé/).waitFor();
  const title = () => hand.page.getByRole('heading', { name: 'Prise en charge du foyer A' });
  await hand.press('Shift+A');
  await title().waitFor();
  expect.soft(await violations(hand.page)).toEqual([]);
  await hand.press('Control+Enter');
  await hand.told(/champs? à corriger/);
  expect(await helps()).toEqual([]);
  await hand.tabTo(/^Organisme/);
  await hand.press('ArrowDown', 'Home', 'Enter');
  await hand.fill([[/^Part/, '50'], [/^Plafond du mois/, '30']]);
  await hand.press('Control+Enter');
  await hand.told(/Prise en charge ajoutée au foyer A/);
  expect((await helps()).map((one) => [one.label.replaceAll(/\s/g, ' '), one.standing])).toEqual([
    ['50 %, dans la limite de 30,00 € par mois', 'running'],
  ]);
  const list = hand.page.getByRole('list', { name: 'Prises en charge du foyer A' });
  await list.getByText('CCAS de Montbard').first().waitFor();
  await sound();

  // The same again: it would pay twice.
  await hand.press('Shift+A');
  await title().waitFor();
  await hand.tabTo(/^Organisme/);
  await hand.press('ArrowDown', 'Home', 'Enter');
  await hand.fill([[/^Part/, '20']]);
  await hand.press('Control+Enter');
  await hand.page.getByText(/Cet organisme aide déjà/).waitFor();
  await hand.press('Escape');
  await hand.page.getByRole('heading', { name: /Fermer sans enregistrer/ }).waitFor();
  await hand.press('Alt+f');
  await title().waitFor({ state: 'detached' });
  expect((await helps()).length).toBe(1);
});

test('what it pays is on the invoice, and owed by the funder', { timeout: 120_000 }, async () => {
  const month = (await open())[0];
  // The first day of the help is that of the present month: it is written anew for the month billed.
  const [known] = await helps();
  await host.ask('subsidy_remove', { subsidy: known.id });
  await host.ask('subsidy_add', { household, child: null, terms: { ...known.terms, from: `${month}-01` } });
  const run = async (command: string, request: unknown): Promise<any> => {
    let job = await host.ask(command, request);
    const { id } = job;
    while (job.state === 'running') {
      await new Promise((wait) => setTimeout(wait, 100));
      job = await host.ask('job_status', { job: id });
    }
    return job;
  };
  const preview = (await run('billing_preview', { month, bookings_to_come: true })).value;
  const shown = await host.ask('billing_preview_invoice', { household });
  const help = shown.lines.filter((line: any) => line.label.startsWith('Prise en charge, CCAS de Montbard'));
  expect(help.reduce((sum: number, line: any) => sum + line.amount_cents, 0)).toBe(-3_000);
  expect(JSON.stringify(help[0].explanation)).toMatch(/50\s% de .*dans la limite de 30,00/);
  expect(preview.blocking).toBe(0);
  const issued = await run('billing_commit', { month, digest: preview.digest, bookings_to_come: true });
  await visit(hand.page, `#/facturation/campagnes/${issued.value.run.id}`);
  await settled(hand.page);
  await hand.press('f');
  await settled(hand.page);
  await hand.page.getByRole('grid', { name: 'Dû par les tiers financeurs' }).waitFor();
  await hand.page.getByText(/CCAS de Montbard\s: 30,00/).waitFor();
  await sound();

  // On the invoice the family and the funder have their lines; what is corrected is the service.
  const { invoices } = await host.ask('invoice_list', { run: issued.value.run.id, household: null, family: null, with_lines: false });
  const invoice = invoices.find((one: any) => one.household === household);
  await visit(hand.page, `#/facturation/factures/${invoice.id}`);
  await hand.page.getByText('Prise en charge, CCAS de Montbard').first().waitFor();
  await sound();
});

test('it is ended by the keyboard, and taken back', { timeout: 60_000 }, async () => {
  await visit(hand.page, `#/familles/${family}?onglet=tarif`);
  await settled(hand.page);
  await hand.press('Shift+E');
  await hand.page.getByRole('heading', { name: /^Fin de la prise en charge/ }).waitFor();
  // Today is before the end of a month that was billed with it: it gave of the days after, and the day proposed is one that will do.
  const proposed = await hand.page.getByLabel(/^Dernier jour/).inputValue();
  await hand.fill([[/^Dernier jour/, proposed.replace(/^\d\d/, '02')]]);
  await hand.press('Control+Enter');
  await hand.page.getByText(`au plus tôt le ${proposed}`).waitFor();
  await hand.fill([[/^Dernier jour/, proposed]]);
  await hand.press('Control+Enter');
  await hand.told(/Fin de prise en charge notée/);
  expect((await helps())[0].terms.to).toBe(proposed.split('/').reverse().join('-'));
  await hand.press('Control+z');
  await hand.told(/Annulé/);
  await expect.poll(async () => (await helps())[0].terms.to).toBeNull();
  await hand.page.getByText('Ce qui était écrit avant').waitFor();
});

test('the desk is told nothing of it', { timeout: 60_000 }, async () => {
  await sit('inscriptions', `#/familles/${family}?onglet=tarif`);
  // Short sentences of who sat before may still be there for a moment; the file itself says nothing.
  const file = await hand.page.getByRole('main').innerText();
  expect(file).toContain('Foyer A');
  expect(file).not.toMatch(/CCAS|[Pp]rises? en charge/);
  await visit(hand.page, '#/reglages?onglet=financeurs');
  await settled(hand.page);
  expect(await hand.page.getByText('Tiers financeurs').count()).toBe(0);
});
