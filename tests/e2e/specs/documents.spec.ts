/** Supporting documents and consents, by the keyboard alone: papers ticked at the desk, what lacks in the town, an agreement and its withdrawal. */
import { expect, test } from 'vitest';
import { settled, visit } from '../support/browser';
import { useDesk } from '../support/desk';
import type { Hand } from '../support/hand';
import type { TestHost } from '../support/host';

let host: TestHost;
let hand: Hand;
/** A file that lacks a paper, with a child of two parents who have both agreed to a photograph. */
let file: any;

const sit = (login: string, address: string) => desk().sit(login, address);
const looked = (name: string) => desk().looked(name);
const documents = () => host.ask('family_documents', { family: file.id });
const photo = async (): Promise<any> => {
  const { lines } = await host.ask('family_consents', { family: file.id });
  return lines.find((line: any) => line.purpose === 'photo' && line.person === file.children[0].id);
};

const desk = useDesk(async (desk) => {
  ({ host } = desk);
  await host.logIn('inscriptions');
  const { families } = await host.ask('family_list');
  for (const { id } of families) {
    file = await host.ask('family_show', { family: id });
    if ((file.documents?.missing ?? 0) < 2 || file.children.length === 0) continue;
    const line = await photo();
    if (line?.standing === 'given' && line.holders.length === 2) break;
  }
  await host.ask('session_lock');
  await desk.sit('inscriptions');
  ({ hand } = desk);
});

test('what lacks is one stroke away, is noted with its day and taken back', { timeout: 120_000 }, async () => {
  await visit(hand.page, `#/familles/${file.id}`);
  await settled(hand.page);
  await hand.page.getByText(/manquante/).first().waitFor();
  await looked('resume');
  await visit(hand.page, `#/familles/${file.id}?onglet=pieces`);
  await settled(hand.page);
  await looked('pieces');
  const before = (await documents()).missing;
  expect(before).toBeGreaterThan(1);

  await hand.press('v');
  await hand.told(/(reçue|vue) aujourd’hui/);
  expect((await documents()).missing).toBe(before - 1);
  await hand.press('v');
  await expect.poll(async () => (await documents()).missing).toBe(before - 2);
  await hand.press('Control+z');
  await hand.told(/Annulé/);
  expect((await documents()).missing).toBe(before - 1);

  // Sent back, with why.
  await hand.press('j', 'Home', 'Enter');
  await hand.page.getByRole('dialog').waitFor();
  await hand.tabTo(/^Ce qui en est fait/);
  await hand.press('ArrowDown', 'End', 'Enter');
  await hand.tabTo(/^Défaut/);
  await hand.press('ArrowDown', 'n', 'Enter');
  await looked('piece-refusee');
  await hand.press('Control+Enter');
  await hand.told(/pièce notée/);
  expect((await documents()).lines[0].history[0].label).toMatch(/refusée .*, non signée/);

  // Another paper than those asked for; what it says is not written.
  await hand.press('o');
  await hand.page.getByRole('heading', { name: 'Autre pièce' }).waitFor();
  await hand.tabTo(/^Pièce/);
  await hand.press('ArrowDown', 'j', 'Enter');
  await hand.page.getByText(/ne s’écrit pas ici/).waitFor();
  await hand.press('Control+Enter');
  await hand.told(/Jugement.*pièce notée/);
  expect((await documents()).lines.some((line: any) => line.kind_name === 'Jugement' && line.standing === 'received')).toBe(true);
});

test('what lacks in the town is a list by activity, that opens the file', { timeout: 90_000 }, async () => {
  await visit(hand.page, '#/familles');
  await settled(hand.page);
  await hand.press('p');
  await hand.page.getByRole('heading', { name: 'Pièces manquantes' }).waitFor();
  const grid = hand.page.getByRole('grid', { name: 'Pièces manquantes' });
  await grid.waitFor();
  await settled(hand.page);
  await looked('pieces-manquantes');
  const all = (await host.ask('document_list')).documents.length;
  await hand.tabTo(/^Activité/);
  await hand.press('ArrowDown', 'ArrowDown', 'Enter');
  await expect.poll(() => hand.page.url()).toMatch(/activite=/);
  const shown = Number(await grid.getAttribute('aria-rowcount')) - 1;
  expect(shown).toBeGreaterThan(0);
  expect(shown).toBeLessThan(all);
  // The families shown are written to, a page for each household.
  await hand.tabTo(/^Pièces manquantes/, { role: 'grid' });
  await hand.press('l');
  await hand.page.getByRole('dialog', { name: 'Écrire aux familles' }).waitFor();
  await looked('lettres-pieces');
  await hand.press('Control+Enter');
  await hand.told(/^\d+\slettres?$/);
  await hand.tabTo(/^Pièces manquantes/, { role: 'grid' });
  await hand.press('Enter');
  await hand.page.getByRole('grid', { name: 'Pièces du dossier' }).waitFor();
  await sit('terrain', '#/familles/pieces');
  await hand.page.getByRole('heading', { name: 'Votre profil n’ouvre pas cette page' }).waitFor();
});

test('the town says what it asks for, and a paper that is shown is never copied', { timeout: 90_000 }, async () => {
  await sit('inscriptions', '#/activites?onglet=pieces');
  await looked('types-de-pieces');
  await hand.press('n');
  await hand.page.getByRole('heading', { name: 'Nouveau type de pièce' }).waitFor();
  await hand.press('Control+Enter');
  await hand.told(/Réponse attendue/);
  await hand.fill([[/^Nom/, 'Carte d’identité du père']]);
  await hand.tabTo(/^Nature/);
  await hand.press('ArrowDown', 'p', 'Enter');
  await hand.page.getByText(/aucune copie n’en est gardée/).waitFor();
  await hand.tabTo(/^Demandée par/, { role: 'listbox' });
  await hand.press('Space');
  await looked('type-de-piece');
  await hand.press('Control+Enter');
  await hand.told(/enregistrée/);
  const { kinds } = await host.ask('document_kind_list');
  const made = kinds.find((kind: any) => kind.draft.name === 'Carte d’identité du père');
  expect(made.draft).toMatchObject({ keeping: 'seen', nature: 'identity', activity_kinds: ['school_meals'] });
  await hand.press('j', 'Alt+Delete');
  await hand.told(/plus demandée/);
  await hand.press('Control+z');
  await hand.told(/Annulé/);
});

test('a consent is withdrawn at once, and who hands children over reads the answer alone', { timeout: 120_000 }, async () => {
  await sit('inscriptions', `#/familles/${file.id}?onglet=accords`);
  await looked('accords');
  expect((await photo()).standing).toBe('given');
  await hand.press('j', 'Home', 'v');
  await hand.page.getByRole('dialog').waitFor();
  await hand.page.getByText(/Version 1, depuis le/).waitFor();
  await hand.tabTo(/^Réponse/);
  await hand.press('ArrowDown', 'End', 'Enter');
  await hand.tabTo(/^Par/);
  await hand.press('ArrowDown', 'End', 'Enter');
  await looked('accord');
  await hand.press('Control+Enter');
  await hand.told(/réponse notée/);
  expect(await photo()).toMatchObject({ standing: 'withdrawn' });
  expect((await photo()).answers[0].label).toMatch(/^accord retiré le .*, téléphone, version 1$/);

  // Prospecting: objected to by one key, in the block that has the focus.
  await hand.tabTo(/^S’oppose/);
  await hand.press('Alt+o');
  await hand.told(/s’oppose à la prospection/);
  await hand.page.getByText(/s’y oppose depuis le/).first().waitFor();

  await sit('terrain', `#/familles/${file.id}?onglet=accords`);
  await hand.page.getByText('accord retiré').first().waitFor();
  const sent = JSON.stringify(await host.ask('family_consents', { family: file.id }));
  expect(sent).not.toMatch(/answers|holders|prospecting/);
  await looked('accords-terrain');
});

test('a text is never rewritten: the head of service adds a version that asks again', { timeout: 90_000 }, async () => {
  await sit('responsable', '#/reglages?onglet=textes');
  await looked('textes');
  await hand.tabTo(/^Nouvelle version/);
  await hand.press('Alt+n');
  await hand.page.getByRole('heading', { name: /^Nouvelle version/ }).waitFor();
  await hand.press('Control+Enter');
  const { texts } = await host.ask('consent_text_list');
  expect(texts[0].versions.map((one: any) => one.number)).toEqual([2, 1]);
  await hand.told(/nouvelle version enregistrée/);
  await hand.press('n');
  await hand.page.getByRole('heading', { name: 'Nouveau texte' }).waitFor();
  await looked('texte');
  await hand.fill([
    [/^Titre/, 'Sorties à pied'],
    [/^Texte lu/, 'J’autorise mon enfant à sortir à pied avec son groupe.'],
  ]);
  await hand.press('Control+Enter');
  await hand.told(/Sorties à pied enregistré/);
  await hand.press('Alt+p');
  await hand.told(/Prospection activée/);
  expect((await host.ask('consent_text_list')).prospects).toBe(true);
});
