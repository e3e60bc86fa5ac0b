/** Households, by the keyboard alone: holidays shared out, seen before they are written. */
import { expect, test } from 'vitest';
import { settled, visit } from '../support/browser';
import { useDesk } from '../support/desk';
import type { Hand } from '../support/hand';
import type { TestHost } from '../support/host';

let host: TestHost;
let hand: Hand;
/** A file of two households and a child. */
let file: any;

const now = () => host.ask('family_show', { family: file.id });

const desk = useDesk(async (desk) => {
  ({ host } = desk);
  await host.logIn('inscriptions');
  const { families } = await host.ask('family_list');
  for (const { id } of families) {
    file = await host.ask('family_show', { family: id });
    if (file.households.length > 1 && file.children.length > 0) break;
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
