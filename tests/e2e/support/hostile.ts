/** Hostile texts, put in a town through the door of commands. */
import type { TestHost } from './host';
import type { Marked } from './marked';
import { payloads } from './payloads';

/** One payload a field, each field another: whatever the door takes is in the vault. */
let next = 0;
const hostile = (): string => payloads[next++ % payloads.length]!;

/** Puts a text wherever the door takes one; a field that refuses it is asked again in plain words. */
async function plant(
  host: TestHost,
  command: string,
  request: Record<string, unknown>,
  fields: readonly string[],
  plain: Record<string, string> = {},
): Promise<number> {
  let planted = fields.length;
  const set = (path: string, value: string): void => {
    const names = path.split('.');
    const last = names.pop()!;
    (names.reduce((at: any, name) => at[name], request) as Record<string, string>)[last] = value;
  };
  for (const field of fields) set(field, hostile());
  let last: unknown;
  for (let round = 0; round < 4; round += 1) {
    const answer = (await host.call(command, request)) as any;
    last = answer.error;
    if (answer.ok) {
      return planted;
    }
    const named: string[] = (answer.error.fields ?? []).map((one: { field: string }) => one.field);
    const refused = fields.filter((field) => named.some((name) => field === name || field.endsWith(`.${name}`)));
    if (refused.length === 0) break;
    for (const field of refused) {
      // Too long for where it goes, or not what such a field is made of.
      if (field in plain) {
        set(field, plain[field]!);
        planted -= 1;
      } else set(field, '<b onclick=__pwned=1>');
    }
  }
  throw new Error(`${command} is refused each time: ${JSON.stringify(last)}`);
}

/** Answers how many fields hold one. */
export async function plantHostile(host: TestHost, marked: Marked): Promise<number> {
  let planted = 0;
  await host.logIn('inscriptions');
  const view = await host.ask('family_show', { family: marked.family });
  const household = view.households[0];
  planted += await plant(
    host,
    'contact_save',
    {
      family: marked.family, contact: null,
      draft: { name: '', first_name: '', relation: '', phone: '0639984205', emergency_rank: 1, may_pick_up: true, document: '', from: null, to: null },
    },
    ['draft.name', 'draft.first_name', 'draft.relation', 'draft.document'],
    { 'draft.name': 'Contact', 'draft.first_name': 'Zoé' },
  );
  planted += await plant(
    host,
    'household_edit',
    {
      household: marked.household, is_resident: null, regime: household.regime ?? '',
      address: { apartment: '', building: '', street: '', locality: '', postcode: '21290', city: '', country: '', insee: '' },
    },
    ['address.apartment', 'address.building', 'address.street', 'address.locality', 'address.city'],
    { 'address.city': 'Brévigny-les-Tilleuls', 'address.street': '3 rue <i>des Genêts</i>' },
  );
  planted += await plant(
    host,
    'guardian_save',
    {
      household: marked.household, guardian: null, seen_duplicates: true,
      draft: {
        civility: 'mme', birth_name: '', usage_name: '', first_name: '', birth_date: null, birth_place: '', email: 'a@example.org',
        phones: ['0639984205'], kinship: 'mother',
      },
    },
    ['draft.birth_name', 'draft.usage_name', 'draft.first_name', 'draft.birth_place'],
    { 'draft.birth_name': 'Hostile', 'draft.usage_name': '', 'draft.first_name': 'Zoé' },
  );
  const { activities } = await host.ask('activity_list');
  const [{ units, school_id: school, ...activity }] = activities;
  const { schools } = await host.ask('school_list', { school_year: null });
  planted += await plant(host, 'activity_save', { ...activity, school }, ['facility', 'name']);
  planted += await plant(host, 'unit_save', { ...units[0], activity: activity.id }, ['name']);
  planted += await plant(host, 'class_save', { id: null, school: schools[0].id, school_year: '2025-2026', name: '', grade: '' }, ['name', 'grade'], {
    grade: 'CE1',
  });
  planted += await plant(host, 'school_save', { id: schools[0].id, name: '', uai: '' }, ['name']);
  planted += await plant(host, 'closure_save', { id: null, activity: null, unit: null, from: '2026-06-01', to: '2026-06-01', reason: '' }, ['reason']);
  planted += await plant(
    host,
    'document_kind_save',
    {
      kind: null, rank: 20,
      draft: { name: '', owner: 'household', nature: 'ordinary', keeping: 'copy', validity: { kind: 'unlimited' }, activity_kinds: ['school_meals'], activities: [] },
    },
    ['draft.name'],
  );
  const { kinds } = await host.ask('document_kind_list');
  planted += await plant(
    host,
    'document_note',
    {
      draft: {
        kind: kinds.at(-1).id, subject: { of: 'household', id: marked.household }, verdict: 'accepted', on: '2026-03-02', until: null, fault: null, note: '',
      },
    },
    ['draft.note'],
  );
  await host.logIn('responsable');
  planted += await plant(
    host,
    'consent_text_save',
    { text: null, draft: { title: '', purpose: 'other', subject: 'child' }, version: { body: '', from: '2026-03-01', asks_again: true } },
    ['draft.title', 'version.body'],
  );
  await host.logIn('sante');
  planted += await plant(
    host,
    'health_edit',
    {
      child: marked.child, diet_code: '', doctor_name: '', doctor_phone: '',
      record: {
        allergies: [{ allergen: { kind: 'regulated', code: 5 }, severity: 'severe', instruction: '' }],
        pai: null, needs_support: false, adaptations: '', kitchen_note: '', care_note: '', care_agreed_on: '2026-03-02', doses: [], contraindications: [],
      },
    },
    ['record.allergies.0.instruction', 'record.adaptations', 'record.kitchen_note', 'record.care_note', 'doctor_name'],
  );
  await host.logIn('facturation');
  const { tariffs } = await host.ask('tariff_list', { activity: null });
  const { card, method, basis, siblings, billed } = await host.ask('tariff_show', { tariff: tariffs[0].id });
  planted += await plant(
    host,
    'tariff_save',
    { activity: card.activity_id, unit: card.unit_id, name: '', deliberation: '', valid_from: '2027-01-01', valid_to: null, method, basis, siblings, billed },
    ['name', 'deliberation'],
  );
  planted += await plant(
    host,
    'adjustment_add',
    { household: marked.household, invoice: null, rank: null, activity: activity.id, label: '', reason: '', amount_cents: -100 },
    ['label', 'reason'],
  );
  planted += await plant(
    host,
    'payment_record',
    { household: marked.household, amount_cents: 100, received_on: '2026-03-30', method: 'cheque', reference: '', allocations: null },
    ['reference'],
  );
  // A file is known by its name, wherever it came from.
  await host.nextFile(encodeURIComponent('<img src=x onerror=window.__pwned=1>.csv'), new TextEncoder().encode('a;b\n<script>;1\n'));
  await host.call('returns_preview', {});
  await host.logIn('admin');
  const phrase = 'cheval agrafe batterie lundi trombone violet ardoise 47';
  planted += await plant(
    host,
    'agent_welcome',
    { agent: null, login: 'hostile', display_name: '', password: phrase, roles: ['INS'] },
    ['display_name'],
  );
  const { siret, postal_code, phone, email, zone, idle_minutes } = await host.ask('town_show');
  planted += await plant(
    host,
    'town_save',
    { name: '', siret, street: '', postal_code, city: '', phone, email, zone, idle_minutes },
    ['name', 'street', 'city'],
  );
  await host.ask('session_lock');
  return planted;
}
