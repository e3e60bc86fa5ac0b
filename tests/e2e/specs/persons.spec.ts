/** Persons, by the keyboard alone: a field turned on by who answers for it, answered by the desk; a birth place; a move that keeps what was. */
import { expect, test } from 'vitest';
import { settled, visit } from '../support/browser';
import { useDesk } from '../support/desk';
import type { Hand } from '../support/hand';
import type { TestHost } from '../support/host';

let host: TestHost;
let hand: Hand;
/** A file of two households and a child. */
let file: any;

const sit = (login: string, where: string) => desk().sit(login, where);
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
  await desk.sit('responsable', '#/reglages?onglet=champs');
  ({ hand } = desk);
});

test('the head of service asks a field, with the reason', { timeout: 90_000 }, async () => {
  await hand.page.getByText(/Huit groupes de l’INSEE/).waitFor();
  await desk().looked('champs');
  await hand.tabTo(/^Demander «\s?Loisirs/);
  await hand.press('Enter');
  await hand.page.getByRole('heading', { name: /Demander «\s?Loisirs/ }).waitFor();
  await hand.press('Control+Enter');
  await hand.page.locator('[aria-invalid="true"]').first().waitFor();
  await hand.fill([[/^Motif/, 'Composer les ateliers du mercredi.']]);
  await desk().looked('champ-demande');
  await hand.press('Control+Enter');
  await hand.told(/Loisirs et centres d’intérêt\s»\sest demandé/);
  await hand.page.getByText('Composer les ateliers du mercredi.').waitFor();
});

test('the desk answers it and finds a birth place without accents', { timeout: 90_000 }, async () => {
  await sit('inscriptions', `#/familles/${file.id}`);
  await hand.press('1');
  await hand.page.getByText('Réponses facultatives').waitFor();
  await desk().looked('enfant');
  await hand.tabTo(/^Lieu de naissance/);
  await hand.type('saint etien');
  const place = hand.page.getByRole('option', { name: /^Saint-Étienne/ }).first();
  await place.waitFor();
  await hand.press('Enter');
  await hand.page.getByText('Code INSEE 42218').waitFor();
  await hand.tabTo(/^Loisirs/);
  await hand.press(' ', 'ArrowDown', ' ');
  await hand.fill([[/^Assureur/, 'La Prévoyante'], [/^Échéance/, '01/09/2025']]);
  await hand.press('Control+Enter');
  await hand.told(/modifiée?/);
  await hand.page.getByText(/Assurance échue depuis le 01\/09\/2025/).waitFor();
  await desk().looked('resume');
  const [child] = (await now()).children;
  expect(child.birth_place).toBe('Saint-Étienne (42)');
  expect(child.draft.details).toMatchObject({ leisure: 'ballon,nage', insurer: 'La Prévoyante', insurance_due: '2025-09-01' });
});

test('a move keeps the address before, a second home has its dates, and the other household is untouched', { timeout: 90_000 }, async () => {
  const other = (await now()).households[1];
  await visit(hand.page, `#/familles/${file.id}?onglet=foyers`);
  await settled(hand.page);
  await hand.press('a');
  await hand.fill([[/^Numéro et rue/, '8 quai Sud'], [/^Y habite depuis/, '15/09/2025']]);
  await desk().looked('foyer');
  await hand.press('Control+Enter');
  await hand.told(/Déménagement du foyer A enregistré/);
  await hand.page.getByText('Auparavant').first().waitFor();
  await hand.tabTo(/^Ajouter un second domicile/);
  await hand.press('Enter');
  await hand.page.getByRole('heading', { name: 'Second domicile du foyer A' }).waitFor();
  await hand.fill([[/^Numéro et rue/, 'Camping du Lac'], [/^Code postal/, '21500'], [/^Commune/, 'Montbard'], [/^Du/, '01/06/2026']]);
  await hand.press('Control+Enter');
  await hand.told(/Second domicile ajouté/);
  await hand.tabTo(/^Corriger la composition/);
  await hand.press('Alt+c');
  await hand.page.getByRole('heading', { name: 'Composition du foyer A' }).waitFor();
  await hand.fill([[/^Personnes au foyer/, '9'], [/^Motif/, 'grand-mère au foyer']]);
  await desk().looked('composition');
  await hand.press('Control+Enter');
  await hand.told(/Composition du foyer A enregistrée/);
  await desk().looked('foyers');
  const [home, untouched] = (await now()).households;
  expect(home.addresses.map(({ former }: any) => former)).toEqual([false, true]);
  expect([home.address_since, home.size.persons]).toEqual(['2025-09-15', 9]);
  expect(untouched).toEqual(other);
});

test('a guardian: kinds of telephones, a preference, one name only', { timeout: 90_000 }, async () => {
  await hand.tabTo(/^Ajouter un responsable/);
  await hand.press('Enter');
  await hand.page.getByRole('heading', { name: /Ajouter un responsable/ }).waitFor();
  await desk().looked('responsable');
  await hand.fill([[/^Nom de naissance/, 'Suharto'], [/^Téléphone/, '0612345678'], [/^Date de naissance/, '1985']]);
  await hand.page.getByText('Ce qui n’est pas connu compte comme le premier jour.').waitFor();
  await desk().looked('naissance-en-partie');
  await hand.tabTo(/^Un seul nom connu/);
  await hand.press(' ', 'Control+Enter');
  await hand.told(/Fiche de Suharto ajoutée/);
  const added = (await now()).households.flatMap((one: any) => one.guardians).find((one: any) => one.birth_name === 'Suharto');
  expect([added.shown_name, added.phones[0].kind_label, added.birth.date]).toEqual(['Suharto', 'mobile', '1985']);
});
