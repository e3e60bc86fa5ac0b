/** Keys, agents and rights, by the keyboard alone: signed roles, two people, paper, another desk, an emergency. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf, openBrowser, openPage, overflows, settled, violations, visit } from '../support/browser';
import { Hand } from '../support/hand';
import { TestHost, passwordOf } from '../support/host';
import { type Printed, asTyped, readSheets } from '../support/sheets';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const phrase = 'cheval agrafe batterie lundi trombone violet ardoise 47';
const another = 'tambour cerise volcan mardi raquette ivoire pelouse 92';

/** What axe sees of the screen, and whether it holds in its window: at the usual size, and as at 200 %. */
async function accessible(hand: Hand, where: string): Promise<void> {
  await settled(hand.page);
  for (const size of [{ width: 683, height: 384 }, { width: 1366, height: 768 }]) {
    await hand.page.setViewportSize(size);
    await settled(hand.page);
    expect.soft(await violations(hand.page), `${where}, ${size.width}`).toEqual([]);
    expect.soft(await overflows(hand.page), `${where} is wider than ${size.width}`).toBe(false);
  }
}

/** Chooses in a list whose focus is already there: its letter, then Espace. */
const tick = (hand: Hand, letter: string): Promise<void> => hand.press(letter, 'Space');

describe('an invented town', { timeout: 120_000 }, () => {
  let host: TestHost;
  let hand: Hand;
  beforeAll(async () => {
    host = await TestHost.start();
    hand = new Hand(await openPage(browser, host));
  });
  afterEach(() => expect(faultsOf(hand.page)).toEqual([]));
  afterAll(() => host?.stop());

  const agent = async (login: string): Promise<any> =>
    (await host.ask('agent_list')).agents.find((one: { login: string }) => one.login === login);

  test('an agent is welcomed with dates, a structure and who asked; what was signed is signed anew', async () => {
    await hand.unlock('admin', passwordOf('admin'));
    await visit(hand.page, '#/reglages?onglet=agents');
    await accessible(hand, 'Agents');
    await hand.press('n');
    await accessible(hand, 'Accueillir');
    await hand.fill([
      [/^Nom/, 'Nadia Ferrand'],
      [/^Identifiant/, 'nadia'],
      [/^Son mot de passe/, phrase],
    ]);
    await hand.tabTo(/^Profils/, { role: 'listbox' });
    await tick(hand, 't'); // Terrain
    await hand.tabTo(/^Limité à/, { role: 'listbox' });
    await tick(hand, 'j'); // Jean-Macé
    await hand.fill([
      [/^À partir du/, '01/03/2026'],
      [/^Jusqu’au/, '01/02/2026'],
      [/^Demandée par/, 'Mme Roy, DGS'],
    ]);
    // Refused in the form, at its field.
    await hand.press('Control+Enter');
    await hand.told(/précède son début/);
    await hand.fill([[/^Jusqu’au/, '31/07/2026']]);
    await hand.press('Control+Enter');
    await hand.told(/Nadia Ferrand est accueilli/);
    const [role] = (await agent('nadia')).roles;
    const { structures } = await host.ask('agent_list');
    const school = structures.find((one: { name: string }) => one.name === 'Jean-Macé').id;
    expect(role).toMatchObject({
      role: 'TER',
      valid_from: '2026-03-01',
      valid_to: '2026-07-31',
      structures: [school],
      requested_by: 'Mme Roy, DGS',
    });
    const block = hand.page.locator('[data-agent=nadia]');
    await block.getByText('finit le 31/07/2026').waitFor();
    expect(await block.innerText()).toMatch(/Jean-Macé[\s\S]*demandé par Mme Roy, DGS, signé par Agathe Le Bihan/);

    await hand.tabTo(/^Modifier.*Nadia/);
    await hand.press('Alt+m');
    await accessible(hand, 'Modifier un profil');
    await hand.fill([[/^Jusqu’au/, '31/08/2026']]);
    await hand.press('Control+Enter');
    await hand.told(/de Nadia Ferrand signé/);
    expect((await agent('nadia')).roles[0].valid_to).toBe('2026-08-31');

    await hand.tabTo(/^Retirer.*Nadia/);
    await hand.press('Alt+Delete');
    await hand.press('Control+Enter');
    await hand.told(/retiré à Nadia Ferrand/);
    expect((await agent('nadia')).roles[0].is_current).toBe(false);
    await block.getByText('1 profil terminé').waitFor();
  });

  test('a role given again waits for its key, and it is said who entrusts it', async () => {
    await hand.tabTo(/^Donner un profil.*Nadia/);
    await hand.press('Alt+d');
    await hand.choose(/^Profil/, /^Terr/);
    await hand.press('Control+Enter');
    await hand.told(/Profil donné à Nadia Ferrand/);
    const block = hand.page.locator('[data-agent=nadia]');
    await block.getByText(/Consignes de santé, clé attendue/).waitFor();
    await block.getByText(/qui la détient la confie, avec une deuxième personne/).waitFor();
    // The administrator holds no key of health: nothing to press.
    expect(await block.getByRole('button', { name: /^Confier/ }).count()).toBe(0);
  });

  test('a lost password needs a second person, whose wrong password is told in the form', async () => {
    await visit(hand.page, '#/aide');
    await visit(hand.page, '#/reglages?onglet=agents');
    await hand.tabTo(/^Mot de passe perdu.*Odile/);
    await hand.press('Alt+p');
    await accessible(hand, 'Mot de passe perdu');
    await hand.fill([[/^Son nouveau mot de passe/, another]]);
    await hand.press('Control+Enter');
    await hand.told(/Réponse attendue/);
    await hand.choose(/^Qui est-ce/, /^Clai/);
    await hand.fill([[/^Mot de passe de Claire/, 'pas le bon']]);
    await hand.press('Control+Enter');
    await hand.told(/mot de passe de la deuxième personne n’est pas le bon/);
    await hand.page.waitForTimeout(1_500); // a wrong one makes the next wait
    await hand.fill([[/^Mot de passe de Claire/, passwordOf('sante')]]);
    await hand.press('Control+Enter');
    await hand.told(/Odile Tanguy est de retour/);
    expect(await host.call('session_unlock', { login: 'relais', password: another })).toMatchObject({ ok: true });
  });

  test('the yearly review says what is out of order, and prints', async () => {
    await host.logIn('admin');
    await hand.page.goto('about:blank');
    await hand.page.goto(host.url);
    await settled(hand.page);
    await visit(hand.page, '#/reglages?onglet=revue');
    await accessible(hand, 'Revue annuelle');
    await hand.told(/Profil sans date de fin/);
    await hand.told(/Profil dont le demandeur n’est pas dit/);
    const rows = hand.page.getByRole('region', { name: 'Habilitations' }).locator('tbody tr');
    const ongoing = await rows.count();
    await hand.page.getByRole('radio', { name: 'Toutes' }).focus();
    await hand.press('Space');
    expect(await rows.count()).toBeGreaterThanOrEqual(ongoing);
    // On paper: the whole table and who reviewed it, without the window around.
    await hand.page.emulateMedia({ media: 'print' });
    expect(await hand.page.getByText(/Signature/).isVisible()).toBe(true);
    expect(await hand.page.getByRole('navigation', { name: 'Rubriques' }).isVisible()).toBe(false);
    await hand.page.emulateMedia({ media: null });
  });

  test('in an emergency roles are lent beside who holds their keys, said everywhere, and end', async () => {
    await visit(hand.page, '#/reglages?onglet=agents');
    const rail = hand.page.getByRole('navigation', { name: 'Rubriques' });
    expect(await rail.getByRole('link', { name: /Santé/ }).count()).toBe(0);
    await hand.press('b');
    await accessible(hand, 'Bris de glace');
    await hand.tabTo(/^Profils prêtés/, { role: 'listbox' });
    await tick(hand, 'r'); // Référent santé comes first
    await hand.fill([
      [/^Motif/, 'Malaise à la cantine, le référent santé est en réunion.'],
      [/^Durée/, '90'],
    ]);
    await hand.choose(/^Qui est-ce/, /^Mehdi/);
    await hand.fill([[/^Mot de passe de Mehdi/, passwordOf('terrain')]]);
    await hand.press('Control+Enter');
    await hand.told(/De 5 à 60 minutes/);
    await hand.fill([[/^Durée/, '15']]);
    await hand.press('Control+Enter');
    // Said in the form: this colleague cannot open those files.
    await hand.told(/ne détient pas la clé/);
    await hand.choose(/^Qui est-ce/, /^Clai/);
    await hand.fill([[/^Mot de passe de Claire/, passwordOf('sante')]]);
    await hand.press('Control+Enter');
    const banner = hand.page.getByRole('region', { name: 'Bris de glace' });
    await banner.getByText(/Référent santé/).waitFor();
    await rail.getByRole('link', { name: /Santé/ }).waitFor();
    await accessible(hand, 'Bandeau du bris de glace');
    await visit(hand.page, '#/sante');
    await hand.page.getByRole('heading', { level: 1, name: /Santé/ }).waitFor();

    await hand.press('Control+Shift+F');
    await hand.told(/Bris de glace terminé/);
    expect(await banner.count()).toBe(0);
    await hand.page.getByRole('heading', { name: 'Votre profil n’ouvre pas cette page' }).waitFor();
    expect(await rail.getByRole('link', { name: /Santé/ }).count()).toBe(0);
    expect(await host.call('health_list')).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });

  test('the DPO finds it on their first page, and from there that agent’s day in the journal', async () => {
    await visit(hand.page, '#/');
    await hand.press('Control+l');
    await hand.unlock('dpo', passwordOf('dpo'));
    await accessible(hand, 'Accueil du DPO');
    const line = hand.page.getByRole('link', { name: /Malaise à la cantine/ });
    await line.waitFor();
    await hand.tabTo(/Malaise à la cantine/);
    await hand.press('Enter');
    await hand.page.getByRole('heading', { level: 1, name: 'Journal' }).waitFor();
    expect(hand.page.url()).toMatch(/agent=.*/);
    await hand.told(/Fin du bris de glace/);
    const agents = await hand.page.locator('[role=row] [data-column=agent], [role=gridcell]').allInnerTexts();
    expect(agents.join(' ')).not.toContain('Claire Morvan');
  });

  test('a stolen desk is answered by two people, and leads to the sheets', async () => {
    await visit(hand.page, '#/');
    await hand.press('Control+l');
    await hand.unlock('admin', passwordOf('admin'));
    await visit(hand.page, '#/reglages?onglet=postes');
    await accessible(hand, 'Postes');
    await hand.press('Alt+v');
    await accessible(hand, 'Poste volé');
    await hand.fill([[/^Votre mot de passe \*/, 'pas le bon']]);
    await hand.choose(/^Qui est-ce/, /^Bruno/);
    await hand.fill([[/^Mot de passe de Bruno/, passwordOf('responsable')]]);
    await hand.press('Control+Enter');
    await hand.told(/Votre mot de passe n’est pas le bon/);
    await hand.fill([[/^Votre mot de passe \*/, passwordOf('admin')]]);
    await hand.press('Control+Enter');
    await hand.told(/À imprimer dans cette session/);
    await accessible(hand, 'Feuilles de secours à imprimer');
    await visit(hand.page, '#/reglages?onglet=postes');
    await hand.told(/sans le nouveau secret/);
  });
});

// Its keys cost what they cost in a real town.
describe('a town just founded', { timeout: 240_000 }, () => {
  let host: TestHost;
  let hand: Hand;
  let sheets: Printed;
  beforeAll(async () => {
    host = await TestHost.start({ empty: true });
    hand = new Hand(await openPage(browser, host));
  });
  afterEach(() => expect(faultsOf(hand.page)).toEqual([]));
  afterAll(() => host?.stop());

  test('goes straight to its recovery sheets, which are printed, typed and tried', async () => {
    await hand.page.getByRole('heading', { name: 'Créer le coffre de la commune' }).waitFor();
    await hand.fill([
      [/^Commune/, 'Ker-Ys-sur-Odet'],
      [/^SIRET/, '213 502 388 00019'],
      [/^Adresse de la mairie/, '1 place de l’Église'],
      [/^Code postal/, '29000'],
      [/^Ville/, 'Ker-Ys-sur-Odet'],
      [/^Votre nom/, 'Anne d’Estienne'],
      [/^Votre identifiant/, 'anne'],
      [/^Votre mot de passe/, phrase],
    ]);
    await hand.press('Control+Enter');
    await hand.told(/À imprimer dans cette session/);
    await accessible(hand, 'Feuilles de secours, premier démarrage');

    // « Plus tard » is allowed; it stays said, and the first family is told before it is typed.
    await hand.press('Alt+t');
    const waits = hand.page.getByRole('region', { name: 'Feuilles de secours' });
    await waits.waitFor();
    await visit(hand.page, '#/familles/nouvelle');
    await waits.getByText(/aucune famille ne s’inscrit/).waitFor();
    await accessible(hand, 'Nouvelle famille avant l’essai');
    await hand.press('Alt+w');

    await hand.press('Control+p');
    await hand.told(/Trois feuilles ouvertes/);
    sheets = readSheets(host);
    expect(sheets.A?.C).toHaveLength(8);
    await hand.page.getByRole('heading', { name: 'Essayer deux feuilles' }).waitFor();
    await accessible(hand, 'Feuilles de secours, essai');

    // A and C are at the desk.
    await hand.tabTo(/^A et B/);
    await hand.press('ArrowDown');
    await hand.tabTo(/^Feuille A, ligne 1/);
    const wrong = sheets.C!.A!.map((line, at) => (at === 2 ? line.replace(/^./, (c) => (c === '7' ? '8' : '7')) : line));
    await hand.page.keyboard.type(asTyped(sheets.A!.C!) + asTyped(wrong));
    await hand.press('Control+Enter');
    await hand.told(/Feuille C, ligne 3/);
    const line = hand.page.getByLabel('Feuille C, ligne 3');
    expect(await line.getAttribute('aria-invalid')).toBe('true');
    await hand.fill([[/^Feuille C, ligne 3/, 'ABCD']]);
    await hand.press('Control+Enter');
    await hand.told(/Il manque 12 sur 16 caractères/);
    await hand.fill([[/^Feuille C, ligne 3/, asTyped([sheets.C!.A![2]!])]]);
    await hand.press('Control+Enter');
    await hand.told(/ouvrent une copie du coffre/);
    await hand.told(/7\s+compartiments\s+sur\s+7/);
    await accessible(hand, 'Feuilles de secours essayées');
    await visit(hand.page, '#/familles/nouvelle');
    expect(await waits.count()).toBe(0);
  });

  test('another desk is authorised by a code said once, and a code is withdrawn', async () => {
    await visit(hand.page, '#/reglages?onglet=postes');
    await accessible(hand, 'Postes');
    await hand.press('n');
    const words = hand.page.getByRole('region', { name: 'Code du nouveau poste' }).locator('span');
    await words.first().waitFor();
    const code = (await words.allInnerTexts()).join(' ');
    await accessible(hand, 'Postes, un code montré');

    const other = await TestHost.start({ beside: host });
    const there = new Hand(await openPage(browser, other));
    try {
      await there.page.getByRole('heading', { name: /Qui ouvre le coffre/ }).waitFor();
      await there.type(phrase);
      await there.press('Enter');
      await there.page.getByRole('heading', { name: 'Ce poste n’est pas encore autorisé' }).waitFor();
      await accessible(there, 'Poste non autorisé');
      await there.fill([[/^Mots du code/, 'ce n’est pas lui']]);
      await there.press('Control+Enter');
      await there.told(/Ce n’est pas le code/);
      await there.page.waitForTimeout(1_500);
      await there.fill([[/^Mots du code/, code.toUpperCase()]]);
      await there.press('Control+Enter');
      await there.told(/Ce poste est autorisé/);
      await there.unlock('anne', phrase);
      // Good once: there it opens nothing more.
      expect(await other.call('desk_enrol', { code })).toMatchObject({ ok: false, error: { code: 'refused' } });
      expect(faultsOf(there.page)).toEqual([]);
    } finally {
      await there.page.context().close();
      other.stop();
    }

    await visit(hand.page, '#/aide');
    await visit(hand.page, '#/reglages?onglet=postes');
    await hand.told(/Un code attend d’être utilisé/);
    await hand.press('Alt+Delete');
    await hand.told(/Code retiré/);
    expect((await host.ask('desk_list')).code_waits).toBe(false);
  });

  test('the key of health, given by who gave the role, is signed by two', async () => {
    const welcomed = { agent: null, password: another, valid_to: null, structures: [], requested_by: 'Le maire' };
    await host.ask('agent_welcome', { ...welcomed, login: 'paul', display_name: 'Paul Guen', roles: ['INS'] });
    await host.ask('agent_welcome', { ...welcomed, login: 'rose', display_name: 'Rose Kervella', roles: ['INS'] });
    await visit(hand.page, '#/reglages?onglet=agents');
    await hand.tabTo(/^Donner un profil.*Paul/);
    await hand.press('Alt+d');
    await hand.choose(/^Profil/, /^Réf/);
    await hand.press('Control+Enter');
    await hand.told(/Profil donné à Paul Guen/);
    // The founder hands health over to its first referent alone; to the next one, with somebody else.
    for (const key of ['Consignes', 'Dossiers']) {
      await hand.tabTo(new RegExp(`^Confier ${key}.*Paul`));
      await hand.press('Alt+o');
      await hand.told(new RegExp(`${key} de santé.*confiée à Paul Guen`));
    }
    await hand.tabTo(/^Donner un profil.*Rose/);
    await hand.press('Alt+d');
    await hand.choose(/^Profil/, /^Terr/);
    await hand.press('Control+Enter');
    await hand.told(/Profil donné à Rose Kervella/);
    await hand.tabTo(/^Confier à deux.*Rose/);
    await hand.press('Alt+o');
    await accessible(hand, 'Confier à deux');
    // Neither who entrusts nor who receives can be the second.
    await hand.tabTo(/^Qui est-ce/);
    await hand.press('ArrowDown');
    expect(await hand.page.getByRole('option').allInnerTexts()).toEqual([expect.stringContaining('Paul Guen')]);
    await hand.press('Enter');
    await hand.fill([[/^Mot de passe de Paul/, another]]);
    await hand.press('Control+Enter');
    await hand.told(/Clé confiée à Rose Kervella, signée à deux/);
    const { agents } = await host.ask('agent_list');
    const rose = agents.find((one: { login: string }) => one.login === 'rose');
    expect(rose.keys).toEqual([expect.objectContaining({ compartment: 'HEALTH_OP', standing: 'held' })]);
  });

  test('a desk without the secret is authorised by two sheets', async () => {
    await hand.press('Control+l');
    await hand.page.getByRole('heading', { name: /Qui ouvre le coffre/ }).waitFor();
    await settled(hand.page);
    const other = await TestHost.start({ beside: host });
    const there = new Hand(await openPage(browser, other));
    try {
      await there.page.getByRole('heading', { name: /Qui ouvre le coffre/ }).waitFor();
      await there.press('Control+u');
      await there.page.getByRole('heading', { name: 'Autoriser ce poste' }).waitFor();
      await accessible(there, 'Feuilles de secours à la porte');
      await there.tabTo(/^Feuille A, ligne 1/);
      await there.page.keyboard.type(asTyped(sheets.A!.B!) + asTyped(sheets.B!.A!));
      await there.press('Control+Enter');
      await there.told(/Ce poste est autorisé/);
      await there.unlock('anne', phrase);
      expect(faultsOf(there.page)).toEqual([]);
    } finally {
      await there.page.context().close();
      other.stop();
    }
  });

  test('a password lost with nobody left is answered by the sheets, and new ones are due', async () => {
    await hand.press('Control+u');
    await hand.press('Alt+3');
    await hand.page.getByRole('heading', { name: 'Mot de passe perdu' }).waitFor();
    await accessible(hand, 'Mot de passe perdu, à la porte');
    await hand.fill([[/^Nouveau mot de passe/, another]]);
    await hand.tabTo(/^A et B/);
    await hand.press('ArrowDown', 'ArrowDown');
    await hand.tabTo(/^Feuille B, ligne 1/);
    await hand.page.keyboard.type(asTyped(sheets.B!.C!) + asTyped(sheets.C!.B!));
    // Keys are made for good: slower than a page.
    await hand.page.keyboard.press('Control+Enter');
    await hand.page.getByText(/Les clés sont refaites/).waitFor({ timeout: 90_000 });
    await hand.unlock('anne', another);
    await hand.page.getByRole('region', { name: 'Feuilles de secours' }).getByText(/à refaire/).waitFor();
    await hand.press('Alt+w');
    await hand.told(/Un nouveau jeu est à faire/);
    await hand.press('n');
    await accessible(hand, 'Nouveau jeu');
    await hand.choose(/^Qui est-ce/, /^Rose/);
    await hand.fill([[/^Mot de passe de Rose/, another]]);
    await hand.press('Control+Enter');
    await hand.told(/À imprimer dans cette session/);
  });
});
