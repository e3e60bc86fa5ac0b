/** Habits of a small child, by the keyboard alone: noted by the team, read without what they eat by the desk, sent to nobody else (V15, E15). */
import { expect, test } from 'vitest';
import { settled } from '../support/browser';
import { useDesk } from '../support/desk';
import type { Hand } from '../support/hand';
import type { TestHost } from '../support/host';

let host: TestHost;
let hand: Hand;
let family: string;
let name: string;

const sit = (login: string, where: string) => desk().sit(login, where);

const desk = useDesk(async (desk) => {
  ({ host } = desk);
  await host.logIn('responsable');
  for (const field of ['habits', 'eating_habits']) {
    await host.ask('optional_field_set', { field, on: true, activity: null, reason: 'La crèche suit le rythme de chacun.' });
  }
  await host.logIn('inscriptions');
  const { families } = await host.ask('family_list');
  for (const { id } of families) {
    const file = await host.ask('family_show', { family: id });
    const small = file.children.find(({ habits }: any) => habits);
    if (small) {
      family = id;
      name = small.first_name;
      break;
    }
  }
  expect(family).toBeTruthy();
  await host.ask('session_lock');
  await desk.sit('terrain', `#/familles/${family}?onglet=habitudes`);
  ({ hand } = desk);
});

test('the team notes what the family says, from lists', { timeout: 90_000 }, async () => {
  await hand.page.getByText(/Rien n’est noté/).first().waitFor();
  await desk().looked('habitudes-vides');
  const block = hand.page.locator(`section[aria-label*="${name}"]`);
  await block.locator('[data-act="habits_edit"]').focus();
  await hand.press('m');
  await hand.page.getByRole('heading', { name: /^Habitudes/ }).last().waitFor();
  await hand.choose(/^Siestes/, /^Deux$/);
  await hand.choose(/^S’endort/, /^Dans les bras$/);
  await hand.choose(/^Lait$/, /^Lait infantile apporté$/);
  await desk().looked('habitudes-formulaire');
  await hand.press('Control+Enter');
  await hand.told(/Habitudes .* notées/);
  await block.getByText('Dans les bras').waitFor();
  await hand.page.getByText('Lait infantile apporté').waitFor();
});

test('who noted what, when, and what was said before', { timeout: 90_000 }, async () => {
  const block = hand.page.locator(`section[aria-label*="${name}"]`);
  await block.locator('[data-act="habits_edit"]').focus();
  await hand.press('m');
  await hand.choose(/^Siestes/, /^Une$/);
  await hand.press('Control+Enter');
  await hand.told(/Habitudes .* notées/);
  await block.locator('[data-act="habits_past"]').focus();
  await hand.press('v');
  await block.getByRole('list', { name: 'Qui, quand, avant' }).getByText('Deux').first().waitFor();
  await desk().looked('habitudes-avant');
  await hand.press('Control+z');
  await block.locator('dd', { hasText: 'Deux' }).waitFor();
});

test('the desk reads sleep and meals, never milk nor textures; billing nothing', { timeout: 90_000 }, async () => {
  await sit('inscriptions', `#/familles/${family}?onglet=habitudes`);
  await hand.page.locator('dd', { hasText: 'Dans les bras' }).waitFor();
  expect(await hand.page.getByText('Lait infantile apporté').count()).toBe(0);
  expect(await hand.page.locator('[data-act="habits_edit"]').count()).toBe(0);
  await sit('facturation', `#/familles/${family}`);
  await settled(hand.page);
  expect(await hand.page.getByRole('tab', { name: 'Habitudes' }).count()).toBe(0);
});
