/** A PNG of every screen in its main states, in both themes and both sizes: `./x shots`. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { screens } from '../../ui/src/screens';
import { routes } from '../../ui/src/lib/shell/routes';
import { faultsOf, openBrowser, openPage, overflows, settled, unlock, visit } from '../e2e/support/browser';
import { TestHost, project } from '../e2e/support/host';
import { MONTH, type Marked, markTown } from '../e2e/support/marked';

const folder = process.env.PREAU_SHOTS ?? join(project, 'shots');
const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];
const themes = { clair: 'light', sombre: 'dark' } as const;

let browser: Browser;
/** A town whose month is issued, and one whose month is to be prepared. */
let issued: TestHost;
let ticked: TestHost;
let marked: Marked;
const taken = new Set<string>();
const seen = new Set<string>();

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  [browser, issued, ticked] = await Promise.all([openBrowser(), TestHost.start(), TestHost.start()]);
  marked = await markTown(issued);
}, 120_000);
afterAll(async () => {
  issued?.stop();
  ticked?.stop();
  await browser?.close();
});

/** What is on the screen, four times: the window is resized and recoloured, never opened again. */
async function shoot(page: Page, name: string): Promise<void> {
  seen.add(await page.evaluate(() => location.hash.split('?')[0]!));
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const [word, colorScheme] of Object.entries(themes)) {
      await page.emulateMedia({ colorScheme });
      await settled(page);
      expect.soft(taken.has(`${name}-${word}-${size.width}`), `${name} is taken twice`).toBe(false);
      await page.screenshot({ path: join(folder, `${name}-${word}-${size.width}.png`) });
      taken.add(`${name}-${word}-${size.width}`);
    }
    expect.soft(await overflows(page), `${name} is wider than ${size.width}`).toBe(false);
  }
  await page.setViewportSize(sizes[0]!);
}

async function enter(host: TestHost, login: string): Promise<Page> {
  const page = await openPage(browser, host);
  await unlock(page, login);
  return page;
}

async function done(page: Page): Promise<void> {
  expect.soft(faultsOf(page)).toEqual([]);
  await page.context().close();
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await settled(page);
  }
}

/** A place as it is, then what can be opened on it: name → keys, given back by Escape. */
async function look(page: Page, name: string, address: string, opened: Record<string, string[]> = {}): Promise<void> {
  await visit(page, address);
  await shoot(page, name);
  for (const [state, keys] of Object.entries(opened)) {
    await press(page, ...keys);
    await shoot(page, `${name}-${state}`);
    await press(page, 'Escape');
    await visit(page, '#/aide');
    await visit(page, address);
  }
}

const phrase = 'cheval agrafe batterie lundi trombone violet ardoise 47';

test('the door, then a town just founded', async () => {
  const empty = await TestHost.start({ empty: true });
  const page = await openPage(browser, empty);
  await page.getByRole('heading', { name: 'Créer le coffre' }).waitFor();
  await shoot(page, 'premier-demarrage');
  await page.getByLabel(/^Commune/).first().focus();
  await press(page, 'Control+Enter');
  await shoot(page, 'premier-demarrage-erreurs');
  const answers: [RegExp, string][] = [
    [/^Commune/, 'Ker-Ys-sur-Odet'],
    [/^SIRET/, '213 502 388 00019'],
    [/^Adresse de la mairie/, '1 place de l’Église'],
    [/^Code postal/, '29000'],
    [/^Ville/, 'Ker-Ys-sur-Odet'],
    [/^Votre nom/, 'Anne d’Estienne'],
    [/^Votre identifiant/, 'anne'],
    [/^Votre mot de passe/, phrase],
  ];
  for (const [label, answer] of answers) await page.getByLabel(label).last().fill(answer);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('navigation').first().waitFor();
  const places = [
    ['accueil', '#/'],
    ['familles', '#/familles'],
    ['presences', '#/presences'],
    ['cantine', '#/cantine'],
    ['facturation', '#/facturation'],
    ['facturation-campagnes', '#/facturation?onglet=campagnes'],
    ['facturation-regularisations', '#/facturation?onglet=regularisations'],
    ['reglements', '#/reglements'],
    ['reglements-recus', '#/reglements?onglet=recus'],
    ['tresor', '#/tresor'],
    ['tresor-bordereaux', '#/tresor?onglet=bordereaux'],
    ['tresor-attente', '#/tresor?onglet=attente'],
    ['tresor-retours', '#/tresor/retours'],
    ['echanges-quotients', '#/echanges?onglet=quotients'],
    ['echanges-heures', '#/echanges?onglet=heures'],
    ...['ecoles', 'activites', 'calendrier', 'inscriptions', 'tarifs'].map((tab) => [`activites-${tab}`, `#/activites?onglet=${tab}`]),
  ] as const;
  for (const [name, address] of places) await look(page, `vide-${name}`, address!);
  await done(page);
  empty.stop();
});

test('the desk and the billing office', async () => {
  await issued.ask('session_lock');
  const page = await openPage(browser, issued);
  await page.locator('[data-login="accueil"]').waitFor();
  await shoot(page, 'connexion');
  await unlock(page, 'accueil');
  const { family, household, invoice, run } = marked;

  await look(page, 'accueil', '#/', { palette: ['Control+k', 'm', 'a', 'r'], raccourcis: ['?'] });
  await look(page, 'familles', '#/familles', { choix: ['j', 'Space', 'Shift+ArrowDown', 'Shift+ArrowDown'], colonnes: ['Alt+c'] });
  const dialogs: Record<string, Record<string, string[]>> = {
    resume: { historique: ['h'], enfant: ['n'] },
    foyers: { ajouter: ['Shift+N'], contact: ['t'] },
    pieces: { autre: ['o'] },
    accords: { reponse: ['v'] },
    suivi: { ajouter: ['s'] },
  };
  for (const tab of ['resume', 'foyers', 'pieces', 'accords', 'reservations', 'factures', 'tarif', 'banque', 'suivi'])
    await look(page, `famille-${tab}`, `#/familles/${family}?onglet=${tab}`, dialogs[tab]);
  await look(page, 'pieces-manquantes', '#/familles/pieces');
  await look(page, 'famille-nouvelle', '#/familles/nouvelle', { erreurs: ['Control+Enter'] });
  for (const span of ['month', 'week', 'day'])
    await look(page, `presences-${span}`, `#/presences?vue=${span}&jour=${MONTH}-12`);
  await visit(page, `#/presences?vue=month&jour=${MONTH}-12`);
  await page.getByRole('grid').focus();
  await press(page, 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight');
  await shoot(page, 'presences-choix');
  await look(page, 'cantine', `#/cantine?jour=${MONTH}-12`);
  await look(page, 'facturation', '#/facturation');
  await look(page, 'facturation-campagnes', '#/facturation?onglet=campagnes');
  await look(page, 'facturation-regularisations', '#/facturation?onglet=regularisations');
  await look(page, 'campagne', `#/facturation/campagnes/${run}`);
  await look(page, 'facture', `#/facturation/factures/${invoice}`);
  await look(page, 'reglements', '#/reglements', { choix: ['j', 'Space', 'Shift+ArrowDown'] });
  await look(page, 'reglements-recus', '#/reglements?onglet=recus');
  await look(page, 'compte', `#/reglements/foyers/${household}`, { encaisser: ['e'] });
  await look(page, 'tresor', '#/tresor');
  await look(page, 'tresor-lot', `#/tresor/bordereaux/${run}`);
  await look(page, 'tresor-attente', '#/tresor?onglet=attente');
  await look(page, 'tresor-bordereaux', '#/tresor?onglet=bordereaux');
  await look(page, 'tresor-retours', '#/tresor/retours');
  await look(page, 'tresor-reglages', '#/tresor/reglages');
  await look(page, 'echanges-quotients', '#/echanges?onglet=quotients');
  await look(page, 'echanges-heures', '#/echanges?onglet=heures');
  for (const tab of ['ecoles', 'activites', 'pieces', 'inscriptions', 'tarifs'])
    await look(page, `activites-${tab}`, `#/activites?onglet=${tab}`, tab === 'ecoles' ? { nouveau: ['n'], passage: ['p'] } : { nouveau: ['n'] });
  await look(page, 'activites-calendrier', `#/activites?onglet=calendrier&mois=${MONTH}`);
  for (const tab of ['affichage', 'mot-de-passe', 'commune'])
    await look(page, `reglages-${tab}`, `#/reglages?onglet=${tab}`);
  await look(page, 'aide', '#/aide');
  await look(page, 'refus', `#/sante`);
  expect.soft(faultsOf(page)).toEqual([]);

  // What the core refuses on the way: the page says so, and nothing else of it.
  const error = { code: 'bug', message: 'La liste n’a pas pu être lue. Rien n’a été écrit.', fields: [], params: {}, reference: 'K7TQ-2MZ4' };
  await page.route('**/call/family_list', (route) => route.fulfill({ json: { ok: false, error } }));
  await page.goto('about:blank');
  await page.goto(`${issued.url}/#/familles`);
  await page.getByText('K7TQ-2MZ4').waitFor();
  await shoot(page, 'familles-erreur');
  await page.context().close();
});

test('a month on its way', async () => {
  const page = await enter(ticked, 'facturation');
  await look(page, 'mois-preparer', `#/facturation/mois/${MONTH}`);
  await press(page, 'c');
  await page.getByRole('grid').first().waitFor();
  await shoot(page, 'mois-anomalies');
  await press(page, 'Alt+ArrowDown');
  await shoot(page, 'mois-anomalies-erreur');
  await press(page, 'f');
  await shoot(page, 'mois-apercu');
  await press(page, 'Control+Enter');
  await shoot(page, 'mois-emettre');
  await press(page, 'Escape');
  await done(page);
});

test('health, the field, and those who watch over', async () => {
  await issued.ask('session_lock');
  const health = await enter(issued, 'sante');
  await look(health, 'sante', '#/sante');
  await visit(health, `#/sante/${marked.child}`);
  await shoot(health, 'sante-motif');
  await press(health, 'Alt+1');
  await health.getByText('Dossier de santé ouvert').waitFor();
  await shoot(health, 'sante-dossier');
  await done(health);
  await issued.ask('session_lock');

  const field = await enter(issued, 'terrain');
  await look(field, 'cantine-terrain', `#/cantine`);
  await done(field);
  await issued.ask('session_lock');

  const head = await enter(issued, 'responsable');
  await look(head, 'journal', '#/journal');
  for (const tab of ['champs', 'textes']) await look(head, `reglages-${tab}`, `#/reglages?onglet=${tab}`);
  await look(head, 'echanges-familles', '#/echanges?onglet=familles');
  await visit(head, `#/journal?objet=${marked.family}&du=2026-03-01`);
  await shoot(head, 'journal-suivi');
  // Long work, seen while it runs and from another screen.
  const running = { id: 'j', command: 'audit_verify', state: 'running', phase: 'Lecture', done: 12_000, total: 48_000, remaining_seconds: 40, value: null, error: null, changes: [] };
  await head.route('**/call/audit_verify', (route) => route.fulfill({ json: { ok: true, value: running, changes: [] } }));
  await head.route('**/call/job_status', (route) => route.fulfill({ json: { ok: true, value: running, changes: [] } }));
  await head.emulateMedia({ colorScheme: 'light' });
  await visit(head, '#/journal');
  await head.keyboard.press('v');
  await head.getByText('Vérification du coffre').first().waitFor();
  for (const [name, address] of [['journal-travail', '#/journal'], ['familles-travail', '#/familles']] as const) {
    await head.evaluate((to) => void (location.hash = to), address);
    await head.waitForTimeout(400);
    await head.screenshot({ path: join(folder, `${name}-clair-1366.png`) });
  }
  await head.context().close();
  await issued.ask('session_lock');

  const admin = await enter(issued, 'admin');
  for (const tab of ['agents', 'revue', 'habilitations', 'postes', 'secours', 'sauvegarde', 'commune']) await look(admin, `admin-${tab}`, `#/reglages?onglet=${tab}`);
  await done(admin);
});

test('backups, and a restoration by two', async () => {
  const host = await TestHost.start();
  const page = await openPage(browser, host);
  await unlock(page, 'admin');
  await look(page, 'sauvegarde-sans-lieu', '#/reglages?onglet=sauvegarde');
  await press(page, 'n');
  await page.getByLabel('Nom').waitFor();
  await shoot(page, 'sauvegarde-lieu');
  await page.getByLabel('Nom').fill('Clé USB du bureau');
  await press(page, 'Control+Enter', 's');
  await page.getByText('Sauvegarde relue et vérifiée').first().waitFor();
  await shoot(page, 'sauvegarde-faite');
  await press(page, 'e');
  await page.getByRole('radio').first().waitFor();
  await shoot(page, 'sauvegarde-essai');
  await press(page, 'Control+Enter');
  await page.getByText('L’essai a réussi.').waitFor();
  await shoot(page, 'sauvegarde-essai-reussi');
  await press(page, 'Escape');
  await page.context().close();
  await host.ask('session_lock');

  const head = await openPage(browser, host);
  await unlock(head, 'responsable');
  await visit(head, '#/reglages?onglet=sauvegarde');
  await press(head, 'r');
  await head.getByRole('radio').first().waitFor();
  await shoot(head, 'restauration-choix');
  await press(head, 'Control+Enter');
  await head.getByText(/abandonnées?/).first().waitFor();
  await shoot(head, 'restauration-ecarts');
  await head.getByLabel(/Son mot de passe/).fill('preau-admin-fictif');
  await head.keyboard.press('Control+Enter');
  await head.locator('[data-login="accueil"]').waitFor();
  await shoot(head, 'restauration-porte');
  await done(head);
  host.stop();
});

test('a stick left at home, keys damaged, two people at the door', async () => {
  const host = await TestHost.start();
  await host.logIn('admin');
  await host.ask('backup_place_add');
  await host.wait('backup_run', { only_due: false });
  const stick = join(host.files, 'sauvegardes');
  renameSync(stick, `${stick}-loin`);
  await host.wait('backup_run', { only_due: false });
  const page = await openPage(browser, host);
  await visit(page, '#/reglages?onglet=sauvegarde');
  await shoot(page, 'sauvegarde-absente');
  await look(page, 'accueil-sauvegarde-absente', '#/');
  renameSync(`${stick}-loin`, stick);
  await host.ask('session_lock');
  for (const copy of ['a', 'b']) writeFileSync(join(host.vault, `preau.${copy}.cles`), 'abîmé');
  await page.goto('about:blank');
  await page.goto(host.url);
  await page.getByText('Reprendre les clés').waitFor();
  await shoot(page, 'porte-cles-abimees');
  await press(page, 'Alt+c');
  await page.locator('[data-login="admin"]').click();
  await page.getByLabel(/^Mot de passe/).fill('preau-admin-fictif');
  await page.keyboard.press('Enter');
  await settled(page);
  await page.context().close();
  host.stop();
});

test('every screen has its picture', () => {
  const patterns = (Object.keys(screens) as (keyof typeof screens)[]).map((name) => ({
    name,
    pattern: new RegExp(`^#${routes[name].path.replace(/:\w+/g, '[^/]+')}$`),
  }));
  const missing = patterns.filter(({ pattern }) => ![...seen].some((address) => pattern.test(address || '#/')));
  expect(missing.map(({ name }) => name)).toEqual([]);
  expect(taken.size).toBeGreaterThan(250);
});
