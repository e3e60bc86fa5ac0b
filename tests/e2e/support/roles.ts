/** Who may do what, from the requirements (§1.0 to §1.9): said here apart from the program's own table of rights. */
import { type RouteName, routes } from '../../../ui/src/lib/shell/routes';
import { MONTH, type Marked } from './marked';

export const logins = ['inscriptions', 'facturation', 'sante', 'terrain', 'relais', 'responsable', 'admin', 'dpo'] as const;
export type Login = (typeof logins)[number];

const families: readonly Login[] = ['inscriptions', 'facturation', 'sante', 'terrain', 'responsable'];
const money: readonly Login[] = ['facturation', 'responsable'];

export const entitled: Readonly<Record<RouteName, readonly Login[]>> = {
  home: logins,
  families,
  family: families,
  family_register: ['inscriptions'],
  documents: ['inscriptions', 'facturation', 'sante', 'responsable'],
  queries: ['inscriptions', 'facturation', 'responsable'],
  duplicates: ['inscriptions'],
  attendance: families,
  school_meals: ['inscriptions', 'sante', 'terrain'],
  health: ['sante'],
  health_record: ['sante'],
  billing: money,
  billing_month: money,
  run: money,
  invoice: money,
  payments: money,
  household_account: money,
  tresor: money,
  bordereau: money,
  treasury_returns: money,
  treasury_settings: money,
  exchanges: money,
  statistics: ['responsable'],
  audit: ['responsable', 'admin', 'dpo'],
  activities: [...families, 'relais'],
  settings: logins,
  help: logins,
};

/** Where a place is, for the marked family. */
export function addressOf(place: RouteName, marked: Marked): string {
  const values: Record<string, string> = {
    'family/id': marked.family,
    'health_record/id': marked.child,
    'billing_month/month': MONTH,
    'run/id': marked.run,
    'invoice/id': marked.invoice,
    'household_account/id': marked.household,
    'bordereau/run': marked.run,
  };
  return `#${routes[place].path.replace(/:(\w+)/g, (_, name: string) => {
    const value = values[`${place}/${name}`];
    if (!value) throw new Error(`${place} has no address here: give its ${name}`);
    return value;
  })}`;
}

type Asked = [command: string, request: unknown][];
const showFamily = ({ family }: Marked): Asked => [['family_show', { family }], ['family_list', {}], ['search', { text: 'martin', limit: null }]];
const showHealth = ({ child }: Marked): Asked => [['health_show', { child, reason: 'pour voir' }], ['health_list', {}]];
const showMoney = ({ household, invoice }: Marked): Asked => [
  ['quotient_list', { household }],
  ['quotient_current', {}],
  ['subsidy_list', { household }],
  ['funder_list', {}],
  ['invoice_show', { invoice }],
  ['household_account', { household }],
];
const showJournal = (): Asked => [
  ['audit_list', { agent: null, object: null, operation: null, from: null, to: null, offset: 0, limit: 10 }],
];
const ruleTown = (): Asked => [['backup_create', {}], ['agent_depart', { agent: '0190a0a0-0000-7000-8000-000000000000' }]];

/** What each role must be refused, when asked for by hand. */
export const refused: Record<Login, (marked: Marked) => Asked> = {
  inscriptions: (marked) => [...showHealth(marked), ...showMoney(marked), ...showJournal(), ...ruleTown()],
  facturation: (marked) => [...showHealth(marked), ...showJournal(), ...ruleTown()],
  sante: (marked) => [...showMoney(marked), ...showJournal(), ...ruleTown(), ['treasury_export', {}]],
  terrain: (marked) => [...showHealth(marked), ...showMoney(marked), ...showJournal(), ...ruleTown()],
  relais: (marked) => [...showFamily(marked), ...showHealth(marked), ...showMoney(marked), ...showJournal(), ...ruleTown()],
  responsable: (marked) => [
    ...showHealth(marked),
    ...ruleTown(),
    ['billing_commit', { month: MONTH, digest: '' }],
    ['payment_cancel', {}],
  ],
  admin: (marked) => [...showFamily(marked), ...showHealth(marked), ...showMoney(marked), ...showJournal()],
  dpo: (marked) => [...showFamily(marked), ...showHealth(marked), ...showMoney(marked), ...ruleTown()],
};
