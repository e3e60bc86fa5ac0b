/** Requêtes, by the keyboard alone: criteria are added, turned round, kept under a name, found again by a colleague. */
import { expect, test } from 'vitest';
import { settled, visit } from '../support/browser';
import { useDesk } from '../support/desk';
import type { Hand } from '../support/hand';
import { type TestHost, passwordOf } from '../support/host';

let host: TestHost;
let hand: Hand;

const desk = useDesk(async (desk) => {
  await desk.sit('inscriptions');
  ({ host, hand } = desk);
});
const looked = (name: string) => desk().looked(name);
const grid = () => hand.page.getByRole('grid', { name: 'Enfants' });
const shown = async (): Promise<number> => Number(await grid().getAttribute('aria-rowcount')) - 1;

test('criteria choose children, turned round they leave them out, and the question is kept', { timeout: 120_000 }, async () => {
  await visit(hand.page, '#/familles');
  await settled(hand.page);
  await hand.press('r');
  await hand.page.getByRole('heading', { name: 'Quels enfants' }).waitFor();
  await looked('requetes-vide');

  await hand.press('n');
  await hand.page.getByRole('dialog', { name: 'Ajouter un critère' }).waitFor();
  await hand.press('Control+Enter');
  await hand.page.getByText('Dites un âge, au moins l’un des deux.').first().waitFor();
  await looked('critere-refuse');
  // The summary of what is refused names the field too: the field itself.
  await hand.tabTo(/^À partir de/, { role: 'input' });
  await hand.type('3');
  await hand.fill([[/^Jusqu’à/, '5']]);
  await hand.press('Control+Enter');
  await grid().waitFor();
  const young = await shown();
  expect(young).toBeGreaterThan(0);
  await hand.page.getByText(/^Âge.*de 3 à 5\sans/).waitFor();

  // A school that some of them go to, and not all.
  const { children } = await host.ask('query_run', { conditions: [{ criterion: { of: 'age', from: 3, to: 5 }, except: false }] });
  const school = children.find((child: any) => child.school && children.some((one: any) => one.school !== child.school)).school;
  await hand.press('n');
  await hand.page.getByRole('dialog', { name: 'Ajouter un critère' }).waitFor();
  await hand.tabTo(/^Critère/);
  await hand.type('e');
  await hand.tabTo(/^L’une de ces valeurs/);
  const { schools } = await host.ask('query_options');
  for (let at = schools.findIndex((one: any) => one.label === school); at > 0; at -= 1) await hand.press('ArrowDown');
  await hand.press('Space', 'Control+Enter');
  await expect.poll(shown).toBeLessThan(young);
  const here = await shown();
  await looked('requetes');

  // The same turned round: the others.
  await hand.tabTo(/^Corriger le critère École/);
  await hand.press('m');
  await hand.page.getByRole('dialog', { name: 'Corriger le critère' }).waitFor();
  await hand.tabTo(/^Sauf ceux-là/);
  await hand.press('Space', 'Control+Enter');
  await expect.poll(shown).toBe(young - here);

  await hand.press('g');
  await hand.page.getByRole('dialog', { name: 'Garder la requête' }).waitFor();
  await hand.fill([[/^Nom de la requête/, 'Maternelles d’ailleurs']]);
  await hand.press('Control+Enter');
  await hand.told(/Requête gardée/);

  await hand.tabTo(/^Retirer le critère Sauf école/);
  await hand.press('Delete');
  await expect.poll(shown).toBe(young);
  await hand.tabTo(/^Enfants/, { role: 'grid' });
  await hand.press('Enter');
  await expect.poll(() => hand.page.url()).toMatch(/#\/familles\/[0-9a-f-]{36}/);
});

test('a colleague finds the question again, and removes it; who cares for the children has none', { timeout: 90_000 }, async () => {
  await hand.press('Control+l');
  await hand.unlock('responsable', passwordOf('responsable'));
  await visit(hand.page, '#/familles/requetes');
  await settled(hand.page);
  await hand.tabTo(/^Requête gardée/);
  await hand.press('ArrowDown', 'ArrowDown', 'Enter');
  await grid().waitFor();
  await hand.tabTo(/^Enfants/, { role: 'grid' });
  await hand.press('g');
  await hand.page.getByRole('dialog', { name: 'Garder la requête corrigée' }).waitFor();
  await hand.tabTo(/^Retirer la requête/);
  await hand.press('Enter');
  await hand.told(/Requête retirée/);
  expect((await host.ask('query_list')).queries).toEqual([]);

  await hand.press('Control+l');
  await hand.unlock('terrain', passwordOf('terrain'));
  await visit(hand.page, '#/familles/requetes');
  await hand.page.getByRole('heading', { name: 'Votre profil n’ouvre pas cette page' }).waitFor();
});
