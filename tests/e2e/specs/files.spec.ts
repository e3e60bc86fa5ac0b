/** Files of papers and photographs, by the keyboard alone: joined, looked at in the window, taken out with a purpose, destroyed. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { settled, visit } from '../support/browser';
import { useDesk } from '../support/desk';
import type { Hand } from '../support/hand';
import type { TestHost } from '../support/host';

let host: TestHost;
let hand: Hand;
/** A file whose child is of two parents who both agreed to a photograph. */
let file: any;

const sit = (login: string, address: string) => desk().sit(login, address);
const looked = (name: string) => desk().looked(name);
const line = async (kind: string): Promise<any> => {
  const { lines } = await host.ask('family_documents', { family: file.id });
  return lines.find((one: any) => one.kind_name === kind);
};
const photo = async (): Promise<any> => {
  const { lines } = await host.ask('family_consents', { family: file.id });
  return lines.find((one: any) => one.purpose === 'photo' && one.person === file.children[0].id);
};

/** The check of a PNG chunk. */
function check(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return (sum ^ 0xffffffff) >>> 0;
}
/** A page scanned: grey stripes, with a word beside the picture that a scanner wrote there. */
function scan(width = 420, height = 560): Uint8Array<ArrayBuffer> {
  const chunk = (kind: string, content: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(kind), content]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(content.length, 0);
    frame.writeUInt32BE(check(named), 4);
    return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) lines.fill(y % 40 < 20 ? 235 : 120, y * (width + 1) + 1, (y + 1) * (width + 1));
  const parts = [
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('tEXt', Buffer.from('Comment\0GPS 48.117266 -1.6777926')),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return new Uint8Array(Buffer.concat(parts));
}

const desk = useDesk(async (desk) => {
  ({ host } = desk);
  await host.logIn('inscriptions');
  const { families } = await host.ask('family_list');
  for (const { id } of families) {
    file = await host.ask('family_show', { family: id });
    if (file.children.length === 0) continue;
    const said = await photo();
    const address = await line('Justificatif de domicile');
    if (said?.standing === 'given' && said.holders.length === 2 && address) break;
  }
  await host.ask('session_lock');
  await desk.sit('inscriptions');
  ({ hand } = desk);
});

// rows: G01 I13
test('a scan is joined by one stroke, looked at in the window, copied with a purpose, destroyed', { timeout: 120_000 }, async () => {
  await visit(hand.page, `#/familles/${file.id}?onglet=pieces`);
  await settled(hand.page);
  await hand.tabTo(/^Pièces du dossier/, { role: 'grid' });
  const stand = async (kind: string): Promise<void> => {
    await hand.press('Home');
    for (let at = 0; at < 30; at += 1) {
      if ((await hand.page.locator('tr[data-current]').first().innerText()).includes(kind)) return;
      await hand.press('ArrowDown');
    }
    throw new Error(`${kind} is not in the list`);
  };
  await stand('Justificatif de domicile');
  await host.nextFile('IMG_2034.png', scan());
  await hand.press('f');
  await hand.told(/fichier joint/);
  expect((await line('Justificatif de domicile')).history[0].files[0].label).toMatch(/^image jointe le/);
  await host.nextFile('page.png', scan(600, 300));
  await hand.press('f');
  await expect.poll(async () => (await line('Justificatif de domicile')).history[0].files.length).toBe(2);
  // What it is not: said, and nothing is kept.
  await host.nextFile('scan.pdf', scan());
  await hand.press('f');
  await hand.told(/n’annonce pas ce qu’il contient/);
  expect((await line('Justificatif de domicile')).history[0].files).toHaveLength(2);

  await hand.press('Shift+F');
  const sheet = hand.page.getByRole('dialog').getByRole('img');
  await sheet.waitFor();
  expect(await sheet.getAttribute('src')).toMatch(/^blob:/);
  await expect.poll(() => sheet.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(420);
  await looked('fichier');
  await hand.press('PageDown');
  await expect.poll(() => sheet.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(600);
  await hand.press('PageUp');

  await hand.press('s');
  await hand.page.getByRole('heading', { name: 'Enregistrer une copie' }).waitFor();
  await looked('copie-de-fichier');
  await hand.tabTo(/^Pour/);
  await hand.press('ArrowDown', 'd', 'Enter');
  await hand.press('Control+Enter');
  await hand.told(/justificatif_de_domicile_.*enregistré/);
  const copy = readdirSync(host.files).find((name) => name.startsWith('justificatif_de_domicile'));
  const kept = readFileSync(join(host.files, copy ?? ''));
  expect(kept.subarray(1, 4).toString()).toBe('PNG');
  expect(kept.includes('GPS'), 'what the scanner wrote beside the picture').toBe(false);
  expect(existsSync(join(host.files, 'IMG_2034.png'))).toBe(false);

  await hand.press('Alt+Delete');
  await hand.page.getByRole('heading', { name: 'Détruire ce fichier' }).waitFor();
  await hand.tabTo(/^Détruire le fichier/);
  await hand.press('Enter');
  await hand.told(/fichier détruit/);
  await expect.poll(async () => (await line('Justificatif de domicile')).history[0].files.length).toBe(1);
  await hand.press('Escape');
  await expect.poll(() => hand.page.getByRole('dialog').count()).toBe(0);
});

// rows: A04 E06
test('a photograph is chosen, shown where children are taken in, and gone with the consent', { timeout: 120_000 }, async () => {
  await sit('inscriptions', `#/familles/${file.id}?onglet=foyers`);
  const name = file.children[0].first_name as string;
  await host.nextFile('portrait.png', scan(480, 600));
  await hand.tabTo(new RegExp(`^Choisir une photographie.*${name}`));
  await hand.press('Alt+h');
  await hand.told(/photographie gardée/);
  await hand.page.getByRole('img', { name: new RegExp(`^Photographie (de |d’)${name}$`) }).first().waitFor();
  await looked('photographies');
  // A guardian agrees on a day, said with the photograph; taken back, it is gone.
  const adult = file.households[0].guardians[0].shown_name as string;
  await host.nextFile('portrait.png', scan(480, 600));
  await hand.tabTo(new RegExp(`^Choisir une photographie.*${adult}`));
  await hand.press('Alt+h');
  await hand.page.getByRole('heading', { name: new RegExp(`^Photographie (de |d’)${adult}$`) }).waitFor();
  await hand.press('Control+Enter');
  await hand.told(new RegExp(`${adult}.*photographie gardée`));
  await hand.page.getByRole('img', { name: new RegExp(`^Photographie (de |d’)${adult}$`) }).first().waitFor();
  await looked('photographie-responsable');
  await hand.tabTo(new RegExp(`^Remplacer.*${adult}`));
  await hand.press('Alt+Delete');
  await hand.tabTo(/^Détruire la photographie/);
  await hand.press('Enter');
  await hand.told(new RegExp(`${adult}.*photographie détruite`));
  await visit(hand.page, `#/familles/${file.id}`);
  await hand.page.getByRole('img', { name: new RegExp(`^Photographie (de |d’)${name}$`) }).first().waitFor();

  await sit('terrain', `#/presences?famille=${file.id}`);
  await hand.press('Alt+t');
  await hand.page.getByRole('heading', { name: /^Trombinoscope/ }).waitFor();
  await hand.page.getByRole('img', { name: new RegExp(`^Photographie (de |d’)${name}$`) }).waitFor();
  await looked('trombinoscope');
  await hand.press('Escape');

  // Withdrawn by telephone: it is not hidden, it is gone.
  await sit('inscriptions', `#/familles/${file.id}?onglet=accords`);
  await hand.press('j', 'Home', 'v');
  await hand.page.getByRole('dialog').waitFor();
  await hand.tabTo(/^Réponse/);
  await hand.press('ArrowDown', 'End', 'Enter');
  await hand.tabTo(/^Par/);
  await hand.press('ArrowDown', 'End', 'Enter');
  await hand.press('Control+Enter');
  await hand.told(/réponse notée/);
  expect(await photo()).toMatchObject({ standing: 'withdrawn' });
  await visit(hand.page, `#/familles/${file.id}`);
  await settled(hand.page);
  await expect.poll(() => hand.page.getByRole('img', { name: new RegExp(`^Photographie (de |d’)${name}$`) }).count()).toBe(0);
  await visit(hand.page, `#/familles/${file.id}?onglet=foyers`);
  await hand.page.getByText(/Photographie non autorisée.: accord retiré/).waitFor();
  const { people } = await host.ask('family_photos', { family: file.id });
  expect(people[0].bytes).toEqual([]);
});

// rows: G01
test('a PDF is drawn a page at a time, and one made to break its reader takes nothing with it', { timeout: 60_000 }, async () => {
  await host.logIn('inscriptions');
  const { kinds } = await host.ask('document_kind_list');
  const kind = kinds.find((one: any) => one.draft.name === 'Justificatif de domicile');
  const joined = (bytes: string) =>
    host.ask('attachment_add', {
      kind: kind.id,
      subject: { of: 'household', id: file.households[0].id },
      file: { name: 'edf.pdf', bytes: [...Buffer.from(bytes, 'latin1')] },
    });
  const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 4 0 R>>';
  const sound = pdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>', page, stream('0 0 100 300 re f')]);
  const { attachment } = await joined(sound);
  const shown = await host.ask('attachment_show', { attachment, page: 0 });
  expect(shown).toMatchObject({ picture: 'png', pages: 1 });

  const nested = `%PDF-1.4\n1 0 obj\n${'['.repeat(5_000)}${']'.repeat(5_000)}\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n`;
  const endless = pdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>', page, stream('[0.0000001] 0 d 0 0 m 200 300 l S')]);
  for (const hostile of [nested, endless]) {
    const { attachment } = await joined(hostile);
    const answer = await host.call('attachment_show', { attachment, page: 0 });
    expect(answer).toMatchObject({ ok: false, error: { code: 'refused' } });
    await host.ask('attachment_remove', { attachment });
  }
  expect((await host.ask('session_state')).phase, 'the program is still there').toBeDefined();
});

const stream = (drawn: string): string => `<</Length ${drawn.length}>>\nstream\n${drawn}\nendstream`;

/** A PDF of these objects, numbered from 1, the first its catalogue. */
function pdf(objects: string[]): string {
  const places: number[] = [];
  let text = '%PDF-1.4\n';
  for (const [rank, object] of objects.entries()) {
    places.push(text.length);
    text += `${rank + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  return `${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
}
