/**
 * The gestures of the desk, counted: a family registered with school and canteen, any file opened, a separated parent who moves. Nobody
 * touches a mouse. What is counted here is what the guide says (`docs/guide/familles.md`).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { settled, visit } from '../support/browser';
import { useDesk } from '../support/desk';
import { project } from '../support/host';

/** An agent who types without hurrying: five keys a second, two seconds each time another screen is to be taken in. */
const keysASecond = 5;
const secondsAScreen = 2;

let keys = 0;
let screens = 0;

/** Keys under the fingers: a chord is all of its keys, a capital takes Maj, a letter with a dead key takes two. */
function keysOf(text: string): number {
  return [...text].reduce((sum, letter) => {
    const bare = letter.normalize('NFD')[0]!;
    const capital = bare !== bare.toLowerCase();
    const dead = bare !== letter && !'éèàùç'.includes(letter);
    return sum + 1 + Number(capital) + Number(dead);
  }, 0);
}

const desk = useDesk(async (desk) => {
  await desk.sit('inscriptions', '#/familles');
  const { keyboard } = desk.page;
  const [press, type] = [keyboard.press.bind(keyboard), keyboard.type.bind(keyboard)];
  keyboard.press = (key, options) => {
    keys += key.split('+').length;
    return press(key, options);
  };
  keyboard.type = (text, options) => {
    keys += keysOf(text);
    return type(text, options);
  };
});
beforeEach(() => {
  [keys, screens] = [0, 0];
});

const guide = readFileSync(join(project, 'docs/guide/familles.md'), 'utf8');
/** The figure that the guide gives. */
const said = (words: RegExp): number => Number(words.exec(guide)?.[1]);
const seconds = (): number => Math.ceil(keys / keysASecond + screens * secondsAScreen);
/** Another screen, or a dialog, is on the table. */
const screen = async (title: RegExp | string): Promise<void> => {
  await desk().page.getByRole('heading', { name: title }).first().waitFor();
  await settled(desk().page);
  screens += 1;
};
/** Down to a field, and what is typed in it. */
const answer = async (field: RegExp, ...typed: string[]): Promise<void> => {
  await desk().hand.tabTo(field);
  for (const text of typed) {
    if (text === 'Enter') await desk().hand.press('Enter');
    else await desk().hand.type(text);
  }
};
const fileOf = async (name: string): Promise<any> => {
  const { families } = await desk().host.ask('family_list');
  const { id } = families.find((one: any) => one.name.includes(name));
  return desk().host.ask('family_show', { family: id });
};

// rows: G01 A01 A05 E01
test('a family of two guardians and two children, with school and canteen, in less than ninety seconds', { timeout: 120_000 }, async () => {
  const { hand, page } = desk();
  await visit(page, '#/familles');
  await settled(page);
  await hand.press('n');
  await screen('Nouvelle famille');
  await answer(/^Civilité/, 'm');
  await answer(/^Nom de naissance/, 'Quéméneur');
  await answer(/^Prénoms/, 'Maëlle');
  await answer(/^Téléphone/, '0671302508');
  await hand.press('Alt+r');
  await answer(/^Civilité/, 'mm');
  await answer(/^Nom de naissance/, 'Quéméneur');
  await answer(/^Prénoms/, 'Yann');
  await answer(/^Téléphone/, '0638209154');
  await answer(/^Numéro et rue/, '12 rue des Lavandières');
  await answer(/^Code postal/, '21500');
  await answer(/^Commune/, 'Montbard');
  await answer(/^Prénoms/, 'Zoé');
  await answer(/^Date de naissance/, '12052019');
  await answer(/^Sexe/, 'f');
  await answer(/^Classe/, 'cp', 'Enter');
  await hand.press('Alt+e');
  await answer(/^Prénoms/, 'Noé');
  await answer(/^Date de naissance/, '03092016');
  await answer(/^Sexe/, 'g');
  await answer(/^Classe/, 'cm1', 'Enter');
  await hand.press('Control+Enter');
  await screen(/^Quéméneur/);
  await hand.press('Shift+R');
  await screen('Inscrire à une activité');
  await answer(/^Activités/, 'c', ' ');
  await hand.press('Control+Enter');
  await desk().picture('gestes-inscription');
  await hand.told(/inscriptions enregistrées/);
  screens += 1;

  const file = await fileOf('Quéméneur');
  const [home] = file.households;
  expect(home.guardians.map((one: any) => [one.draft.civility, one.shown_name])).toEqual([
    ['MME', 'Maëlle Quéméneur'],
    ['M', 'Yann Quéméneur'],
  ]);
  expect(home.address_line).toMatch(/12 rue des Lavandières/);
  expect(file.children.map((one: any) => [one.shown_name, one.birth_date, one.sex])).toEqual([
    ['Noé Quéméneur', '2016-09-03', 'M'],
    ['Zoé Quéméneur', '2019-05-12', 'F'],
  ]);
  for (const child of file.children) {
    expect(child.schooling).toMatch(/, C[PM]/);
    expect(child.activities.map((one: any) => one.name).join()).toMatch(/^Cantine/);
  }
  expect(seconds(), `${keys} keys, ${screens} screens`).toBeLessThanOrEqual(90);
  expect(said(/avec l’école et la cantine\s: (\d+) touches/), 'what the guide says').toBe(keys);
  expect(said(/touches, soit (\d+)\ssecondes/), 'what the guide says').toBe(seconds());
});

test('any file is opened by a rare name and no more than six keys', { timeout: 60_000 }, async () => {
  const { hand, page } = desk();
  await visit(page, '#/accueil');
  await hand.press('Control+k');
  const before = keys;
  await hand.type('quéméneur');
  const name = keys - before;
  await expect.poll(() => page.getByRole('option', { selected: true }).innerText()).toMatch(/Quéméneur/);
  await hand.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Quéméneur/ }).waitFor();
  const beside = keys - name;
  expect(beside).toBeLessThanOrEqual(6);
  expect(said(/par un nom rare\s: le nom et (\d+) touches/), 'what the guide says').toBe(beside);
});

// rows: A05
test('a separated parent who moves: their address alone', { timeout: 60_000 }, async () => {
  const { hand, host, page } = desk();
  const { families } = await host.ask('family_list');
  let file: any;
  for (const { id } of families) {
    file = await host.ask('family_show', { family: id });
    if (file.households.length > 1) break;
  }
  await visit(page, `#/familles/${file.id}`);
  await settled(page);
  keys = 0;
  await hand.press('b');
  await page.getByRole('heading', { name: /^Foyer B/ }).last().waitFor();
  const typed = ['8 quai Sud', '15092025'];
  await hand.tabTo(/^Numéro et rue/);
  await hand.press('Control+a');
  await hand.type(typed[0]!);
  await answer(/^Y habite depuis/, typed[1]!);
  await hand.press('Control+Enter');
  await hand.told(/Déménagement du foyer B enregistré/);
  const now = await host.ask('family_show', { family: file.id });
  expect(now.households[0]).toEqual(file.households[0]);
  expect(now.households[1].draft?.address?.street ?? now.households[1].address_line).toMatch(/8 quai Sud/);
  expect(now.households[1].addresses.some(({ former }: any) => former)).toBe(true);
  const beside = keys - typed.reduce((sum, text) => sum + keysOf(text), 0);
  expect(beside).toBeLessThanOrEqual(20);
  expect(said(/qui déménage\s: (\d+) touches et l’adresse/), 'what the guide says').toBe(beside);
});
