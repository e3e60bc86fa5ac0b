/** The follow-up of a family, by the keyboard alone: a fact with what is to be done, pointed out when it says too much, done, taken back. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { violations } from '../support/browser';
import { useDesk } from '../support/desk';
import type { Hand } from '../support/hand';
import type { TestHost } from '../support/host';

let host: TestHost;
let hand: Hand;
let family: string;

const desk = useDesk(async (desk) => {
  ({ host } = desk);
  await host.logIn('inscriptions');
  family = (await host.ask('family_list')).families[0].id;
  await host.ask('session_lock');
  await desk.sit('inscriptions', `#/familles/${family}?onglet=suivi`);
  ({ hand } = desk);
});
const sit = (login: string) => desk().sit(login, `#/familles/${family}?onglet=suivi`);

test('a call is noted with its day, and the first page says what is to be done', { timeout: 60_000 }, async () => {
  await hand.page.getByText('Aucun suivi').waitFor();
  await hand.press('s');
  await hand.page.getByRole('heading', { name: 'Ajouter au suivi' }).waitFor();
  expect.soft(await violations(hand.page)).toEqual([]);
  await hand.press('Control+Enter');
  await hand.page.getByText(/Une ligne dit ce qui s’est passé/).first().waitFor();
  await hand.tabTo(/^Les faits/);
  await hand.page.keyboard.type('Père syndicaliste, demande un rendez-vous.');
  await hand.press('Tab');
  await hand.page.getByText(/«\u00a0syndicaliste\u00a0»|«\u00a0syndicalist/).first().waitFor();
  await hand.fill([
    [/^Les faits/, 'Le père demande un rendez-vous.'],
    [/^À faire avant le/, '01/01/2030'],
  ]);
  await hand.press('Control+Enter');
  await hand.told(/Ajouté au suivi/);
  await hand.page.getByText('Le père demande un rendez-vous.').waitFor();
  await hand.page.getByText(/à faire avant le 01\/01\/2030/).waitFor();
  await desk().looked('suivi');
});

test('it is done, and an undo opens it again', { timeout: 30_000 }, async () => {
  await hand.press('f');
  await hand.told(/Suivi fait/);
  await hand.page.getByText(/^fait le/).waitFor();
  await hand.press('Control+z');
  await hand.told(/Annulé/);
  await hand.page.getByText(/à faire avant le 01\/01\/2030/).waitFor();
});

test('it is corrected, removed, and put back', { timeout: 30_000 }, async () => {
  await hand.press('m');
  await hand.page.getByRole('heading', { name: 'Corriger le suivi' }).waitFor();
  await hand.press('Alt+Delete');
  await hand.told(/Ligne du suivi retirée/);
  await hand.page.getByText('Aucun suivi').waitFor();
  await hand.press('Control+z');
  await hand.page.getByText('Le père demande un rendez-vous.').waitFor();
});

test('a letter is written, kept with its day, and printed again as it left', { timeout: 60_000 }, async () => {
  await hand.press('Shift+L');
  await hand.page.getByRole('heading', { name: 'Écrire une lettre' }).waitFor();
  await desk().looked('lettre');
  await hand.press('Control+Enter');
  await hand.told(/Trois champs à corriger/);
  await hand.fill([
    [/^Jour du rendez-vous/, '04/05/2030'],
    [/^Heure/, '14:30'],
    [/^Objet/, 'L’inscription en CP'],
  ]);
  await hand.press('Control+Enter');
  await hand.told(/Lettre prête à imprimer/);
  const { letters } = await host.ask('relation_list', { family });
  expect(letters.map((one: any) => one.kind_label)).toEqual(['rendez-vous']);
  const place = join(host.files, readdirSync(host.files).find((name) => name.startsWith('lettre_rendez_vous_'))!);
  const printed = () => readFileSync(place);
  const left = printed();
  expect(left.subarray(0, 5).toString()).toBe('%PDF-');
  await hand.page.getByRole('heading', { name: 'Lettres parties' }).waitFor();
  await desk().looked('lettres-parties');
  writeFileSync(place, '');
  await hand.press('i');
  await expect.poll(() => printed().equals(left)).toBe(true);
});

test('the file is printed by one key, as the desk is shown it', { timeout: 60_000 }, async () => {
  await hand.press('Control+p');
  await hand.told(/Dossier prêt à imprimer/);
  const name = readdirSync(host.files).find((one) => one.startsWith('dossier_famille_'));
  expect(readFileSync(join(host.files, name ?? '')).subarray(0, 5).toString()).toBe('%PDF-');
});

test('billing is not shown it', { timeout: 30_000 }, async () => {
  await sit('facturation');
  expect(await hand.page.getByRole('tab', { name: 'Suivi' }).count()).toBe(0);
  expect(await hand.page.content()).not.toContain('rendez-vous');
});
