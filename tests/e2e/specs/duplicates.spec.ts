/** A family typed twice is found in the work list, put together field by field, and taken apart again, by the keyboard alone. */
import { expect, test } from 'vitest';
import { settled, visit } from '../support/browser';
import { useDesk } from '../support/desk';
import type { Hand } from '../support/hand';
import type { TestHost } from '../support/host';

let host: TestHost;
let hand: Hand;

const desk = useDesk(async (desk) => {
  await desk.sit('inscriptions');
  ({ host, hand } = desk);
});

const families = async (): Promise<number> => (await host.ask('family_list')).families.length;
/** One family, typed twice: the second time without an accent, with another telephone. */
async function typedTwice(): Promise<string[]> {
  const files: string[] = [];
  for (const [first_name, phone] of [['Éléonore', '06 71 30 25 08'], ['Eleonore', '06 71 30 25 09']]) {
    const written = await host.ask('family_register', {
      households: [
        {
          address: { street: '12 rue des Lavandières', postcode: '21500', city: 'Montbard' },
          guardians: [{ civility: 'MME', birth_name: 'Quiniou-Zéphyr', usage_name: '', first_name, birth_date: '1988-03-12', birth_place: '', email: '', phones: [phone], kinship: 'mother' }],
        },
      ],
      children: [{ identity: { name: 'Quiniou-Zéphyr', first_name: 'Ysaline', birth_date: '2019-11-09', sex: 'F' } }],
      seen_duplicates: true,
    });
    files.push(written.family);
  }
  return files;
}

test('the list, the two files side by side, one file, and Ctrl+Z', { timeout: 90_000 }, async () => {
  const [kept, absorbed] = await typedTwice();
  const before = await families();
  const { pairs } = await host.ask('duplicate_list');
  expect(pairs[0].one.id).toBe(kept);
  await visit(hand.page, '#/familles');
  await settled(hand.page);
  await hand.press('d');
  await hand.page.getByRole('grid', { name: 'Doublons à examiner' }).waitFor();
  await settled(hand.page);
  await desk().looked('doublons-liste');

  await hand.tabTo(/Doublons à examiner/, { role: 'grid' });
  await hand.press('Home', 'Enter');
  await hand.page.getByRole('heading', { name: /^Famille en double/ }).waitFor();
  await settled(hand.page);
  await desk().looked('doublons-cote-a-cote');
  // The first name of the adult is taken from the other file: an arrow chooses it.
  await hand.tabTo(/Éléonore/, { role: 'input' });
  await hand.press('ArrowRight');
  await hand.press('Control+Enter');
  await hand.told(/Fiches réunies/);
  expect(await families()).toBe(before - 1);
  const file = await host.ask('family_show', { family: kept });
  expect(file.households[0].guardians.map((one: any) => one.shown_name ?? one.name)).toHaveLength(1);
  expect(JSON.stringify(file.households[0].guardians)).toContain('Eleonore');
  expect(file.children).toHaveLength(1);
  await hand.press('Control+z');
  await hand.told(/Annulé/);
  expect(await families()).toBe(before);
  expect((await host.ask('family_show', { family: absorbed })).children).toHaveLength(1);
});

test('two records that are not the same do not come back, until Ctrl+Z', { timeout: 60_000 }, async () => {
  const count = async (): Promise<number> => (await host.ask('duplicate_list')).pairs.length;
  const before = await count();
  await visit(hand.page, '#/familles/doublons');
  await settled(hand.page);
  await hand.tabTo(/Doublons à examiner/, { role: 'grid' });
  await hand.press('Home', 'd');
  await hand.told(/Deux fiches différentes/);
  expect(await count()).toBe(before - 1);
  await hand.press('Control+z');
  await hand.told(/Annulé/);
  expect(await count()).toBe(before);
});

test('who may collect in one file alone is asked about, the careful answer proposed', { timeout: 90_000 }, async () => {
  const { pairs } = await host.ask('duplicate_list');
  const files = [pairs[0].one.id, pairs[0].other.id];
  for (const [rank, family] of files.entries()) {
    const draft = { name: 'Petit', first_name: 'Luc', phone: '06 12 34 56 78', emergency_rank: 1, may_pick_up: rank === 0 };
    await host.ask('contact_save', { family, draft });
  }
  await visit(hand.page, '#/familles/doublons');
  await settled(hand.page);
  await hand.tabTo(/Doublons à examiner/, { role: 'grid' });
  await hand.press('Home', 'Enter');
  await hand.page.getByText('Les deux fiches se contredisent').waitFor();
  await settled(hand.page);
  await desk().looked('contradiction');
  expect(await hand.page.getByRole('radio', { name: 'ne vient pas chercher' }).isChecked()).toBe(true);
  await hand.press('Control+Enter');
  await hand.told(/Fiches réunies/);
  const { contacts } = await host.ask('family_show', { family: files[0] });
  expect(contacts.map((one: any) => one.draft.may_pick_up)).toEqual([false, false]);
  await hand.press('Control+z');
  await hand.told(/Annulé/);
});
