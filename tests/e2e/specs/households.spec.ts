/** Households, by the keyboard alone: holidays shared out, seen before they are written; a separation, a departure, who lived where a day. */
import { expect, test } from 'vitest';
import { settled, visit } from '../support/browser';
import { useDesk } from '../support/desk';
import type { Hand } from '../support/hand';
import type { TestHost } from '../support/host';

let host: TestHost;
let hand: Hand;
/** A file of two households and a child. */
let file: any;
/** A file of two adults under one roof, with children. */
let whole: any;

const now = () => host.ask('family_show', { family: file.id });

const desk = useDesk(async (desk) => {
  ({ host } = desk);
  await host.logIn('inscriptions');
  const { families } = await host.ask('family_list');
  for (const { id } of families) {
    const seen = await host.ask('family_show', { family: id });
    const [home] = seen.households;
    if (!file && seen.households.length > 1 && seen.children.length > 0) file = seen;
    if (!whole && seen.households.length === 1 && home.guardians.length === 2 && seen.children.length > 1) whole = seen;
    if (file && whole) break;
  }
  await host.ask('session_lock');
  await desk.sit('inscriptions', `#/familles/${file.id}?onglet=foyers`);
  ({ hand } = desk);
});

test('the holidays of an alternating custody are shared out, and shown before they are written', { timeout: 90_000 }, async () => {
  await hand.press('g');
  await hand.page.getByRole('heading', { name: /^Garde d/ }).waitFor();
  await hand.tabTo(/^(Toujours au même foyer|Une semaine sur deux|En parts)/);
  while (!/Une semaine sur deux/.test((await hand.focus()).name)) await hand.press('ArrowDown');
  await hand.choose(/^Vacances scolaires/, /l’été par quinzaines/);
  await hand.choose(/^Foyer de la première moitié/, /Foyer B/);
  const shown = hand.page.getByRole('region', { name: 'Ce que donne cette garde' });
  await shown.getByText(/^Vacances/).first().waitFor();
  await shown.getByText(/puis/).first().waitFor();
  await desk().looked('garde-vacances');
  await hand.press('Control+Enter');
  await hand.told(/^Garde .* modifiée/);
  await hand.page.getByText(/première moitié des vacances les années impaires, été par quinzaines/).first().waitFor();
  const [child] = (await now()).children;
  const kept = child.custodies.filter(({ to }: any) => to === null).map(({ household_label, pattern }: any) => [household_label, pattern.holidays.first]);
  expect(kept.sort()).toEqual([['A', 'odd'], ['B', 'even']]);
  await visit(hand.page, `#/familles/${file.id}`);
  await settled(hand.page);
  await hand.page.getByRole('region', { name: /^Garde alternée/ }).getByText(/^Vacances/).first().waitFor();
  await desk().looked('resume-vacances');
});

test('parents separate in one form: the address left is not touched, each has invoices, children alternate', { timeout: 90_000 }, async () => {
  await visit(hand.page, `#/familles/${whole.id}?onglet=foyers`);
  await settled(hand.page);
  const [home] = whole.households;
  const debtor = home.guardians.find((one: any) => one.is_debtor);
  const other = home.guardians.find((one: any) => !one.is_debtor);
  await hand.press('Shift+S');
  await hand.page.getByRole('heading', { name: 'Séparation' }).waitFor();
  await desk().picture('separation-vide');
  await hand.choose(/^Qui quitte le foyer/, new RegExp(debtor.shown_name));
  await hand.fill([[/^Vit ailleurs depuis le/, '02/04/2026'], [/^Numéro et rue/, '3 bis allée du Four'], [/^Code postal/, '21290'], [/^Commune/, 'Brévigny-les-Tilleuls']]);
  await hand.tabTo(/^(Toujours au même foyer|Une semaine sur deux|En parts)/);
  while (!/Une semaine sur deux/.test((await hand.focus()).name)) await hand.press('ArrowDown');
  await hand.page.getByRole('region', { name: 'Ce que donne cette garde' }).waitFor();
  await desk().looked('separation');
  await hand.press('Control+Enter');
  await hand.told(/Séparation enregistrée/);
  const now = await host.ask('family_show', { family: whole.id });
  expect(now.households.map(({ address_line }: any) => address_line)).toEqual([home.address_line, '3 bis allée du Four, 21290 Brévigny-les-Tilleuls']);
  expect(now.households.map(({ guardians }: any) => guardians.map(({ shown_name, is_debtor }: any) => [shown_name, is_debtor]))).toEqual([
    [[other.shown_name, true]],
    [[debtor.shown_name, true]],
  ]);
  for (const { custodies } of now.children) expect(custodies.map(({ household_label }: any) => household_label).sort().slice(-2)).toEqual(['A', 'B']);
  await hand.page.getByText('vit ici depuis le 02/04/2026').waitFor();
  await desk().looked('foyers-separes');
});

test('who lived where, a day before and a day after', { timeout: 60_000 }, async () => {
  await hand.press('Shift+C');
  await hand.page.getByRole('heading', { name: 'Composition des foyers' }).waitFor();
  const shown = hand.page.getByRole('table', { name: /^Composition au/ });
  await hand.fill([[/^Au/, '01/04/2026']]);
  await hand.press('Tab');
  await hand.page.getByRole('table', { name: 'Composition au 01/04/2026' }).waitFor();
  const [home] = whole.households;
  const line = await shown.getByRole('row').nth(1).innerText();
  for (const { shown_name } of home.guardians) expect(line).toContain(shown_name);
  expect(line).toMatch(new RegExp(`${2 + whole.children.length}\\s?personnes`));
  await desk().looked('composition-a-une-date');
  // A date that does not exist has no composition, and that of another day does not stand under it.
  await hand.fill([[/^Au/, '31/02/2026']]);
  await hand.press('Tab');
  await hand.page.getByText('Corrigez la date pour lire la composition').waitFor();
  expect(await shown.count()).toBe(0);
  await desk().looked('composition-date-fausse');
  await hand.press('Escape');
});

test('a custody that changes a billed month is told before it is written', { timeout: 60_000 }, async () => {
  await visit(hand.page, `#/familles/${file.id}?onglet=foyers`);
  await settled(hand.page);
  const before = (await now()).children[0].custodies;
  await hand.press('g');
  await hand.page.getByRole('heading', { name: /^Garde d/ }).waitFor();
  await hand.fill([[/^À partir du/, '10/02/2026']]);
  await hand.tabTo(/^(Toujours au même foyer|Une semaine sur deux|En parts)/);
  while (!/Toujours au même foyer/.test((await hand.focus()).name)) await hand.press('ArrowUp');
  const told = hand.page.getByRole('heading', { name: 'Ce changement touche ce qui est déjà facturé' });
  await hand.press('Control+Enter');
  await told.waitFor();
  await hand.page.getByText(/Février 2026 est déjà facturé/).waitFor();
  await desk().looked('garde-deja-facturee');
  await hand.press('Escape');
  await told.waitFor({ state: 'detached' });
  expect((await now()).children[0].custodies).toEqual(before);
  await hand.press('Control+Enter');
  await told.waitFor();
  await hand.press('Alt+e');
  await hand.told(/^Garde .* modifiée/);
  expect((await now()).children[0].custodies).not.toEqual(before);
});

test('an adult leaves, and comes back when the last day is taken away', { timeout: 60_000 }, async () => {
  const now = await host.ask('family_show', { family: file.id });
  const alone = now.households.every(({ guardians }: any) => guardians.length === 1);
  await visit(hand.page, `#/familles/${file.id}?onglet=foyers`);
  await settled(hand.page);
  if (alone) {
    await hand.press('Alt+r');
    await hand.tabTo(/^Ajouter un responsable/);
    await hand.press('Enter');
    await hand.page.getByRole('heading', { name: /^Ajouter un responsable au foyer/ }).waitFor();
    await hand.fill([[/^Nom de naissance/, 'Quéré'], [/^Prénoms/, 'Paul'], [/^Vit ici depuis le/, '01/09/2025']]);
    await hand.press('Control+Enter');
    await hand.told(/ajoutée au foyer/);
  }
  await hand.page.getByText('vit ici depuis le 01/09/2025').waitFor();
  await hand.tabTo(/^Lui adresser les factures/);
  await hand.press('Enter');
  await hand.page.getByRole('heading', { name: /^Factures du foyer/ }).waitFor();
  await desk().looked('debiteur');
  await hand.press('Control+Enter');
  await hand.told(/Paul Quéré règle les factures/);
  await hand.page.getByText(/jusqu’au 31\/03\/2026/).waitFor();
  await desk().picture('foyers-debiteur');
  await hand.press('Control+z');
  await expect.poll(() => hand.page.getByText(/jusqu’au 31\/03\/2026/).count()).toBe(0);
  await hand.tabTo(/^Dates de Paul Quéré au foyer/);
  await hand.press('Enter');
  await hand.page.getByRole('heading', { name: /^Paul Quéré au foyer/ }).waitFor();
  await hand.fill([[/^Dernier jour au foyer/, '31/03/2026']]);
  await desk().looked('depart');
  await hand.press('Control+Enter');
  await hand.told(/Paul Quéré a quitté le foyer/);
  await hand.page.getByText('a quitté le foyer le 31/03/2026').waitFor();
  await desk().looked('foyers-depart');
  await hand.press('Control+z');
  await hand.page.getByText('vit ici depuis le 01/09/2025').waitFor();
});
