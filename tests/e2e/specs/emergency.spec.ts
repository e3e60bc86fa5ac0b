/** Emergency sheets by the keyboard alone: U from a file and from the line of a child, the sheets of a day, and what each role is not sent. */
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settled, visit } from '../support/browser';
import { useDesk } from '../support/desk';
import type { Hand } from '../support/hand';
import type { TestHost } from '../support/host';

let host: TestHost;
let hand: Hand;
let file: any;

const sit = (login: string, where: string) => desk().sit(login, where);
const papers = (start: string): string[] => readdirSync(host.files).filter((name) => name.startsWith(start));
const kept = (name: string): void => {
  if (process.env.SHOTS) copyFileSync(join(host.files, name), join(process.env.SHOTS, name));
};

const desk = useDesk(async (desk) => {
  ({ host } = desk);
  await host.logIn('terrain');
  const { families } = await host.ask('family_list');
  for (const { id } of families) {
    file = await host.ask('family_show', { family: id });
    if (file.children.length > 1 && file.contacts.length > 0 && file.households.length > 1) break;
  }
  await host.ask('session_lock');
  await desk.sit('terrain', `#/familles/${file.id}`);
  ({ hand } = desk);
});

test('U says whom to call and what to do; N goes to the next child; Ctrl+P prints', { timeout: 90_000 }, async () => {
  await hand.page.getByRole('tab', { name: 'Résumé' }).waitFor();
  await hand.press('u');
  const first = hand.page.getByRole('dialog');
  await first.getByText('Appeler, dans cet ordre').waitFor();
  await first.getByText('Consignes', { exact: true }).waitFor();
  expect(await first.getByText(/ne sont pas montrées/).count()).toBe(0);
  await desk().looked('urgence');
  const before = await first.getByRole('heading', { level: 3 }).innerText();
  await hand.press('n');
  await expect.poll(() => first.getByRole('heading', { level: 3 }).innerText()).not.toBe(before);
  await hand.press('Control+p');
  await hand.told(/Fiche prête à imprimer/);
  await expect.poll(() => papers('fiche_urgence_')).not.toEqual([]);
  kept(papers('fiche_urgence_')[0]!);
  await hand.press('Escape');
  await first.waitFor({ state: 'detached' });
});

test('a loss of authority of today is read at once, and nobody calls who lost it', { timeout: 90_000 }, async () => {
  await sit('responsable', `#/familles/${file.id}`);
  const seen = await host.ask('family_show', { family: file.id });
  const child = seen.children[0];
  const adult = seen.households
    .flatMap(({ guardians }: any) => guardians)
    .find(({ bonds }: any) => bonds.some((bond: any) => bond.child === child.id && bond.authority === 'joint'));
  const { today } = await host.ask('session_state', {});
  await host.ask('authority_loss_save', { guardian: adult.id, children: [child.id], from: today });
  await sit('terrain', `#/familles/${file.id}`);
  await hand.page.getByRole('tab', { name: 'Résumé' }).waitFor();
  await hand.press('u');
  const dialog = hand.page.getByRole('dialog');
  await dialog.getByText(new RegExp(`${adult.shown_name} ne peut pas venir chercher`)).waitFor();
  await desk().looked('urgence-interdite');
  const called = await dialog.getByRole('region').locator('section[aria-label="Appeler"]').innerText();
  expect(called).not.toContain(adult.shown_name);
  await hand.press('Escape');
});

test('the desk has the sheet without instructions, and is told so', { timeout: 90_000 }, async () => {
  await sit('inscriptions', `#/familles/${file.id}`);
  await hand.page.getByRole('tab', { name: 'Résumé' }).waitFor();
  await hand.press('u');
  await hand.page.getByText(/Les consignes de santé ne sont pas montrées à ce profil/).waitFor();
  await desk().looked('urgence-sans-consignes');
  await hand.press('Escape');
  await sit('facturation', `#/familles/${file.id}`);
  await hand.page.getByRole('tab', { name: 'Résumé' }).waitFor();
  await hand.press('u');
  await settled(hand.page);
  expect(await hand.page.getByRole('dialog').count()).toBe(0);
});

test('from the line of a child, and the sheets of the day, one a page', { timeout: 90_000 }, async () => {
  await sit('terrain', '#/presences');
  const { activities } = await host.ask('activity_list');
  const activity = activities.find(({ kind }: any) => kind === 'school_meals') ?? activities[0];
  await visit(hand.page, `#/presences?lieu=activity:${activity.id}&vue=week`);
  await hand.page.getByRole('grid').waitFor();
  await hand.tabTo(/^Présences/, { role: 'grid' });
  await hand.press('u');
  await hand.page.getByRole('dialog').getByText('Appeler, dans cet ordre').waitFor();
  await hand.press('Escape');
  await hand.tabTo(/^Présences/, { role: 'grid' });
  await hand.press('Shift+U');
  await hand.told(/Fiches d’urgence prêtes|Aucun enfant n’est attendu/);
  await desk().picture('presences-urgence');
  if (papers('fiches_urgence_').length > 0) kept(papers('fiches_urgence_')[0]!);
});
