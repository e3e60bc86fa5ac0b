/**
 * The dialogs of a family's file at 200 % (683 × 384), by the keyboard alone: whatever takes the focus is in sight with its label, under
 * nothing; each is filled, and ended by its own button.
 */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage, overflows, settled, violations, visit } from '../support/browser';
import { Hand } from '../support/hand';
import { TestHost, passwordOf } from '../support/host';

let browser: Browser;
let host: TestHost;
let hand: Hand;
/** A file of one household: each key has one thing to act on. */
let family: string;

type Filled = readonly (readonly [RegExp, string])[];
interface Asked {
  name: string;
  tab: string;
  keys: string[];
  title: RegExp;
  fill: Filled;
  /** What must be chosen, with the keys that choose it. */
  choose?: readonly (readonly [RegExp, string[]])[];
  /** What that choice asks. */
  asked?: Filled;
  act: RegExp;
  told: RegExp;
}
const dialogs: Asked[] = [
  {
    name: 'a child', tab: 'resume', keys: ['n'], title: /^Ajouter un enfant/,
    fill: [[/^Nom/, 'Suharto'], [/^Prénoms/, 'Zénaïde'], [/^Date de naissance/, '12/05/2019']],
    act: /^Ajouter l’enfant/, told: /Zénaïde.* ajoutée?/,
  },
  {
    name: 'a child that is there', tab: 'resume', keys: ['1'], title: /./,
    fill: [[/^Médecin/, 'Dr Rose']], act: /^Enregistrer/, told: /modifiée?/,
  },
  {
    name: 'a contact', tab: 'foyers', keys: ['t'], title: /^Ajouter un contact/,
    fill: [[/^Nom/, 'Suharto'], [/^Prénom/, 'Ana'], [/^Téléphone/, '0612345678']], act: /^Ajouter le contact/, told: /Ana.* ajoutée?/,
  },
  {
    name: 'a household', tab: 'foyers', keys: ['a'], title: /^Foyer A/,
    fill: [[/^Numéro et rue/, '8 quai Sud'], [/^Y habite depuis/, '15/09/2025']], act: /^Enregistrer le foyer/, told: /Foyer A|foyer A/,
  },
  {
    name: 'a guardian', tab: 'foyers', keys: ['Alt+r'], title: /^Ajouter un responsable/,
    fill: [[/^Nom de naissance/, 'Suharto'], [/^Prénoms/, 'Luc']], act: /^Ajouter le responsable/, told: /Luc.* ajoutée au foyer/,
  },
  {
    name: 'a second home', tab: 'foyers', keys: ['Alt+d'], title: /^Second domicile/,
    fill: [[/^Numéro et rue/, 'Camping du Lac'], [/^Code postal/, '21500'], [/^Commune/, 'Montbard']],
    act: /^Ajouter le second domicile/, told: /Second domicile ajouté/,
  },
  {
    name: 'the size of a household', tab: 'foyers', keys: ['Alt+c'], title: /^Composition/,
    fill: [[/^Personnes au foyer/, '9'], [/^Motif/, 'grand-mère au foyer']], act: /^Enregistrer la composition/, told: /Composition du foyer A/,
  },
  {
    name: 'a custody', tab: 'foyers', keys: ['g'], title: /^Garde/, fill: [[/^À partir du/, '01/09/2026']],
    act: /^Enregistrer la garde/, told: /[Gg]arde/,
  },
  {
    name: 'a parental authority', tab: 'foyers', keys: ['p'], title: /^Autorité parentale/, fill: [[/^À partir du/, '02/03/2026']],
    act: /^Enregistrer/, told: /[Aa]utorité parentale/,
  },
  {
    name: 'a paper', tab: 'pieces', keys: ['o'], title: /^Autre pièce/, fill: [[/^(Reçue|Vue) le/, '02/03/2026']],
    act: /^Noter la pièce/, told: /pièce notée/,
  },
  {
    name: 'an answer', tab: 'accords', keys: ['v'], title: /./, fill: [[/^Le ?\*?$/, '02/03/2026']], act: /^Noter la réponse/, told: /réponse notée/,
  },
  {
    name: 'the follow-up', tab: 'suivi', keys: ['s'], title: /^Ajouter au suivi/, fill: [[/^Les faits/, 'Le père demande un rendez-vous.']],
    act: /^Ajouter/, told: /Ajouté au suivi/,
  },
  {
    name: 'a letter', tab: 'suivi', keys: ['Shift+L'], title: /^Écrire une lettre/,
    fill: [[/^Jour du rendez-vous/, '04/05/2030'], [/^Heure/, '14:30'], [/^Objet/, 'La rentrée.']],
    act: /^Préparer la lettre/, told: /Lettre prête à imprimer/,
  },
  {
    name: 'a separation', tab: 'foyers', keys: ['Shift+S'], title: /^Séparation/,
    fill: [[/^Numéro et rue/, '5 rue Basse'], [/^Code postal/, '21000'], [/^Commune/, 'Dijon']],
    // The last one came without owing anything.
    choose: [[/^Qui quitte le foyer/, ['ArrowDown', 'End', 'Enter']]],
    act: /^Enregistrer la séparation/, told: /Séparation enregistrée/,
  },
  {
    name: 'another household', tab: 'foyers', keys: ['Shift+N'], title: /^Ajouter un foyer/,
    fill: [[/^Numéro et rue/, '3 rue Haute'], [/^Code postal/, '21000'], [/^Commune/, 'Dijon']],
    // Somebody who is there moves in, or somebody new is told.
    choose: [[/^(Une autre personne|Nom de naissance)/, [' ']]],
    asked: [[/^Nom de naissance/, 'Suharto'], [/^Prénoms/, 'Inès']],
    act: /^Ajouter le foyer/, told: /Foyer ajouté/,
  },
];
const ofBilling: Asked[] = [
  {
    name: 'a quotient', tab: 'tarif', keys: ['q'], title: /^Ajouter un quotient/, fill: [[/^Quotient familial/, '735']],
    act: /^Ajouter le quotient/, told: /[Qq]uotient/,
  },
  {
    name: 'incomes', tab: 'tarif', keys: ['i'], title: /^Ressources/, fill: [[/^Revenus du foyer/, '28450']],
    act: /^Ajouter les ressources/, told: /Ressources ajoutées/,
  },
  {
    name: 'what a third party pays', tab: 'tarif', keys: ['Shift+A'], title: /^Prise en charge du foyer/, fill: [[/^Part/, '50']],
    choose: [[/^Organisme/, ['ArrowDown', 'Home', 'Enter']]],
    act: /^Ajouter la prise en charge/, told: /Prise en charge ajoutée/,
  },
  {
    name: 'the end of what it pays', tab: 'tarif', keys: ['Shift+E'], title: /^Fin de la prise en charge/, fill: [],
    act: /^Mettre fin à la prise en charge/, told: /Fin de prise en charge notée/,
  },
  {
    name: 'a mandate', tab: 'banque', keys: ['m'], title: /^Mandat de prélèvement/, fill: [[/^IBAN/, 'FR14 2004 1010 0505 0001 3M02 606']],
    act: /^Enregistrer le mandat/, told: /Mandat du foyer A enregistré/,
  },
];

const sit = async (login: string): Promise<void> => {
  if (hand) await hand.press('Control+l');
  else hand = new Hand(await openPage(browser, host, { viewport: { width: 683, height: 384 } }));
  await hand.unlock(login, passwordOf(login));
};

/** What has the focus, and what of it or of its label is out of the dialog or under something. */
const focus = () =>
  hand.page.evaluate(() => {
    const here = document.activeElement as HTMLElement;
    const dialog = [...document.querySelectorAll<HTMLElement>('dialog[open]')].at(-1);
    const label = (here as HTMLInputElement).labels?.[0];
    const name = (label?.innerText || here.getAttribute('aria-label') || here.innerText || '').replace(/\s+/g, ' ').trim();
    if (!dialog?.contains(here) || here === dialog) return { name, inside: false, faults: [] };
    const frame = dialog.getBoundingClientRect();
    const hidden = (element: HTMLElement): boolean => {
      const box = element.getBoundingClientRect();
      const top = Math.max(frame.top, 0);
      const bottom = Math.min(frame.bottom, innerHeight);
      if (box.top < top - 1 || box.bottom > bottom + 1 || box.left < frame.left - 1 || box.right > frame.right + 1) return true;
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return !hit || !(element.contains(hit) || hit.contains(element) || hit.closest('label') === element);
    };
    // A label that is only for a screen reader has no place.
    const seen = label && label.getBoundingClientRect().width > 2 && !label.classList.contains('hidden-text') ? [label] : [];
    const field = here.matches('input[type=checkbox], input[type=radio]') ? (here.parentElement ?? here) : here;
    return { name, inside: true, faults: [field, ...seen].filter(hidden).map((one) => `${one.localName} « ${name} »`) };
  });

/** Walks the whole dialog, once around. */
async function walk(name: string, key: 'Tab' | 'Shift+Tab'): Promise<string[]> {
  const names: string[] = [];
  for (let at = 0; at < 60; at += 1) {
    const here = await focus();
    if (here.inside) {
      if (names.length > 2 && names[0] === here.name) return names;
      names.push(here.name);
      expect.soft(here.faults, `${name}: hidden while it has the focus`).toEqual([]);
    }
    await hand.press(key);
  }
  throw new Error(`${name}: ${key} does not come around; it led to ${names.join(', ')}`);
}

async function complete({ name, tab, keys, title, fill, choose = [], asked = [], act, told }: Asked): Promise<void> {
  await visit(hand.page, '#/aide');
  await visit(hand.page, `#/familles/${family}?onglet=${tab}`);
  await settled(hand.page);
  await hand.press(...keys);
  const dialog = hand.page.getByRole('dialog');
  await dialog.getByRole('heading', { name: title }).first().waitFor();
  expect.soft(await violations(hand.page), name).toEqual([]);
  expect.soft(await overflows(hand.page), name).toBe(false);
  const names = await walk(name, 'Tab');
  await walk(name, 'Shift+Tab');
  expect.soft(names.some((one) => act.test(one)), `${name}: its button is reached`).toBe(true);
  for (const [label, presses] of choose) {
    await hand.tabTo(label);
    await hand.press(...presses);
  }
  await hand.fill(fill);
  await hand.fill(asked);
  await hand.tabTo(act, { role: 'button' });
  expect.soft((await focus()).faults, `${name}: its button is in sight`).toEqual([]);
  await hand.press('Enter');
  await hand.told(told);
  await dialog.waitFor({ state: 'detached' });
}

beforeAll(async () => {
  browser = await openBrowser();
  host = await TestHost.start();
  await host.logIn('inscriptions');
  for (const { id } of (await host.ask('family_list')).families) {
    family = id;
    const { households, children } = await host.ask('family_show', { family: id });
    if (households.length === 1 && children.length > 1 && households[0].guardians.length > 1) break;
  }
  await host.ask('session_lock');
  await sit('facturation');
  await host.ask('funder_save', { id: null, draft: { name: 'CCAS de Montbard', kind: 'ccas' } });
}, 60_000);
afterEach(() => expect(faultsOf(hand.page)).toEqual([]));
afterAll(async () => {
  await browser?.close();
  host?.stop();
});

test('what a tab shows is brought up when it is asked for', { timeout: 30_000 }, async () => {
  await visit(hand.page, `#/familles/${family}`);
  await settled(hand.page);
  const top = () => hand.page.evaluate(() => document.querySelector('#family-tab')!.getBoundingClientRect().top / innerHeight);
  expect(await top(), 'the head of the file fills the window').toBeGreaterThan(0.8);
  await hand.press('Control+Tab');
  expect(await top()).toBeLessThan(0.4);
});
test.each(ofBilling)('billing: $name', { timeout: 60_000 }, complete);
test('the desk sits down', () => sit('inscriptions'));
// The last ones make three households of one.
test.each(dialogs)('the desk: $name', { timeout: 60_000 }, complete);
