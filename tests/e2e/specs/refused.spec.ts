/**
 * The answers that forms say the core refuses by itself (`refused` in their options): with one of them empty a form sends
 * its write all the same, to hear at once what else is wrong. That writes nothing only as long as this holds.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestHost } from '../support/host';
import { type Marked, MONTH, markTown } from '../support/marked';

let host: TestHost;
let marked: Marked;

beforeAll(async () => {
  host = await TestHost.start();
  marked = await markTown(host);
});
afterAll(() => host?.stop());

type Write = [command: string, request: any, answers: string[]];

/** The same request with one answer empty. */
function without(request: any, path: string): unknown {
  const copy = structuredClone(request);
  const names = path.split('.');
  const last = names.pop()!;
  const holder = names.reduce((at, name) => at[name], copy);
  holder[last] = typeof holder[last] === 'number' ? 0 : /birth_date$/.test(last) ? null : '';
  return copy;
}

async function refuseEach(login: string, writes: Write[]): Promise<void> {
  await host.logIn(login);
  for (const [command, request, answers] of writes) {
    for (const path of answers) {
      const answer = (await host.call(command, without(request, path))) as {
        ok: boolean;
        error?: { code: string; fields: { field: string }[] };
      };
      expect(answer.ok, `${command} without ${path} is refused`).toBe(false);
      expect(answer.error?.code, `${command} without ${path}`).toBe('invalid');
      const named = answer.error?.fields.map(({ field }) => field) ?? [];
      expect(named.some((field) => path === field || path.endsWith(`.${field}`)), `${command} names ${path}: ${named}`).toBe(true);
    }
  }
}

test('by who registers families and activities', async () => {
  await host.logIn('inscriptions');
  const { households, children } = await host.ask('family_show', { family: marked.family });
  const { activities } = await host.ask('activity_list');
  const [{ units, school_id: school, ...activity }] = activities;
  const { schools } = await host.ask('school_list', { school_year: null });
  const [home] = households;
  const guardian = { ...home.guardians[0].draft, birth_name: 'Preuve', first_name: 'Ann' };
  const child = { ...children[0].draft, name: 'Preuve', first_name: 'Léo' };
  const address = ['street', 'postcode', 'city'];
  await refuseEach('inscriptions', [
    [
      'guardian_save',
      { household: home.id, guardian: null, draft: guardian, since: null, seen_duplicates: true },
      ['draft.birth_name', 'draft.first_name'],
    ],
    [
      'contact_save',
      {
        family: marked.family,
        contact: null,
        draft: { name: 'Preuve', first_name: 'Ann', relation: '', phone: '', emergency_rank: null, may_pick_up: true, document: '', from: null, to: null },
      },
      ['draft.name', 'draft.first_name'],
    ],
    [
      'household_edit',
      { household: home.id, address: home.address, is_resident: true, regime: '' },
      address.map((part) => `address.${part}`),
    ],
    [
      'household_add',
      {
        family: marked.family,
        household: { address: home.address, is_resident: null, regime: '', guardians: [guardian], debtor: 0, allocataire: null },
        moving: [],
      },
      [...address.map((part) => `household.address.${part}`), 'household.guardians.0.birth_name', 'household.guardians.0.first_name'],
    ],
    [
      'child_edit',
      { child: children[0].id, identity: child, diet_code: '' },
      ['identity.name', 'identity.first_name', 'identity.birth_date'],
    ],
    [
      'child_register',
      { family: marked.family, identity: child, diet_code: '', custodies: [], seen_duplicates: true },
      ['identity.name', 'identity.first_name', 'identity.birth_date'],
    ],
    [
      'activity_save',
      { ...activity, school, id: null },
      ['name', 'imputation.nature', 'imputation.local_product_code'],
    ],
    ['unit_save', { ...units[0], activity: activity.id, id: null }, ['code', 'name']],
    ['closure_save', { id: null, activity: null, unit: null, from: '2026-06-01', to: '2026-06-01', reason: 'Pont' }, ['reason']],
    ['school_save', { id: null, name: 'Preuve', uai: '' }, ['name']],
    ['class_save', { id: null, school: schools[0].id, school_year: '2025-2026', name: 'CE1 P', grade: '' }, ['name']],
  ]);
});

test('by who bills', async () => {
  await host.logIn('facturation');
  const { tariffs } = await host.ask('tariff_list', { activity: null });
  const { card, method, basis, siblings, billed } = await host.ask('tariff_show', { tariff: tariffs[0].id });
  const { lines } = await host.ask('invoice_show', { invoice: marked.invoice });
  await refuseEach('facturation', [
    [
      'quotient_add',
      {
        household: marked.household,
        quotient: { kind: 'caf', value: 68_400, month: MONTH, computed: null, from: null, to: null, source: 'attestation' },
      },
      ['quotient.value'],
    ],
    [
      'payment_record',
      { household: marked.household, amount_cents: 100, received_on: '2026-03-02', method: 'cheque', reference: '', allocations: null },
      ['amount_cents'],
    ],
    [
      'adjustment_add',
      {
        household: marked.household,
        invoice: marked.invoice,
        rank: lines[0].rank,
        activity: null,
        label: '',
        reason: 'Erreur de pointage',
        amount_cents: -100,
      },
      ['reason', 'amount_cents'],
    ],
    [
      'tariff_save',
      {
        activity: card.activity_id,
        unit: card.unit_id,
        name: 'Preuve',
        deliberation: '2026-99',
        valid_from: '2027-01-01',
        valid_to: null,
        method,
        basis,
        siblings,
        billed,
      },
      ['name', 'deliberation'],
    ],
  ]);
});

test('by who settles the town and welcomes agents, and for one’s own password', async () => {
  const phrase = 'cheval agrafe batterie lundi trombone violet ardoise 47';
  await host.logIn('admin');
  const { name, siret, street, postal_code, city, phone, email, zone, idle_minutes } = await host.ask('town_show');
  await refuseEach('admin', [
    [
      'town_save',
      { name, siret, street, postal_code, city, phone, email, zone, idle_minutes },
      ['name', 'siret', 'street', 'postal_code', 'city', 'idle_minutes'],
    ],
    [
      'agent_welcome',
      { agent: null, login: 'preuve', display_name: 'Preuve', password: phrase, roles: ['INS'] },
      ['login', 'display_name', 'password'],
    ],
    ['password_change', { current: 'preau-admin-fictif', chosen: phrase }, ['chosen']],
  ]);
});

test('by the first start, which founds nothing', async () => {
  const empty = await TestHost.start({ empty: true });
  const town = {
    town_name: 'Ker-Ys',
    siret: '21350238800019',
    street: '1 place de l’Église',
    postal_code: '29000',
    city: 'Ker-Ys',
    zone: 'A',
    login: 'anne',
    display_name: 'Anne d’Estienne',
    roles: ['ADM'],
    password: 'cheval agrafe batterie lundi trombone violet ardoise 47',
    accept_degraded_keyring: true,
  };
  try {
    for (const path of ['town_name', 'siret', 'street', 'postal_code', 'city', 'login', 'display_name', 'password']) {
      const answer = (await empty.call('vault_create', without(town, path))) as any;
      expect(answer.error?.fields.map(({ field }: { field: string }) => field), path).toContain(path);
    }
    expect((await empty.ask('session_state')).phase).toBe('no_vault');
  } finally {
    empty.stop();
  }
});
