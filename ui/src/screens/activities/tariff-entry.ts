import type {
  EffortBase,
  Method,
  Permille,
  Rate,
  SiblingScope,
  TariffDraft,
  TariffView,
  UnitBasis,
} from '$lib/api';
import type { Path } from '$lib/form/path';
import { type Parsed, parseCents, parsePermille } from '$lib/text/parse';
import { NBSP, formatPermille, formatQuotient } from '$lib/text/format';

export interface BracketEntry {
  up_to: number | null;
  resident: number | null;
  non_resident: number | null;
}
export interface TermsEntry {
  rate: Rate | null;
  floor: number | null;
  cap: number | null;
}

/** A tariff as it is typed: every method keeps its answers, the chosen one is sent. Paths are those of the core's issues. */
export interface TariffEntry {
  activity: string | null;
  unit: string | null;
  name: string;
  deliberation: string;
  valid_from: string | null;
  valid_to: string | null;
  method: TermsEntry & {
    kind: Method['kind'];
    brackets: BracketEntry[];
    base: EffortBase;
    /** Others have terms of their own. */
    apart: boolean;
    others: TermsEntry;
    price: number | null;
    price_others: number | null;
  };
  per_hour: boolean;
  /** Minutes of a step when priced by the hour. */
  basis: number | null;
  discount: boolean;
  siblings: { scope: SiblingScope; not_at_highest: boolean };
  ranks: { rank: number; part: Permille | null }[];
  billed: number;
}

/** Present, unexpected, absent without excuse, cancelled late, and booked but not ticked: bit n is the state n. */
const BILLED_BY_DEFAULT = [1, 2, 3, 5, 7].reduce((set, state) => set | (1 << state), 0);
const STEP_MINUTES = 30;
const terms = (): TermsEntry => ({ rate: null, floor: null, cap: null });

export function blankTariff(activity: string | null): TariffEntry {
  return {
    activity,
    unit: null,
    name: '',
    deliberation: '',
    valid_from: null,
    valid_to: null,
    method: {
      kind: 'bracket',
      brackets: [
        { up_to: null, resident: null, non_resident: null },
        { up_to: null, resident: null, non_resident: null },
      ],
      base: 'quotient',
      ...terms(),
      apart: false,
      others: terms(),
      price: null,
      price_others: null,
    },
    per_hour: false,
    basis: STEP_MINUTES,
    discount: false,
    siblings: { scope: 'same_activity', not_at_highest: false },
    ranks: [
      { rank: 2, part: null },
      { rank: 3, part: null },
    ],
    billed: BILLED_BY_DEFAULT,
  };
}

/** The next vote starts from the version it replaces; its date and deliberation are new. */
export function entryAfter({ card, method, basis, siblings, billed }: TariffView): TariffEntry {
  const entry = blankTariff(card.activity_id);
  const filled = entry.method;
  filled.kind = method.kind;
  if (method.kind === 'bracket') filled.brackets = method.brackets.map((bracket) => ({ ...bracket }));
  else if (method.kind === 'effort_rate') {
    Object.assign(filled, method.resident, { base: method.base, apart: method.non_resident !== null });
    filled.others = { ...terms(), ...method.non_resident };
  } else {
    filled.price = method.resident;
    filled.price_others = method.non_resident;
  }
  return {
    ...entry,
    unit: card.unit_id,
    name: card.name,
    per_hour: basis.kind === 'per_hour',
    basis: basis.kind === 'per_hour' ? basis.step_minutes : STEP_MINUTES,
    discount: siblings !== null,
    siblings: siblings ? { scope: siblings.scope, not_at_highest: siblings.not_at_highest } : entry.siblings,
    ranks: siblings?.from_rank.map(([rank, part]) => ({ rank, part })) ?? entry.ranks,
    billed,
  };
}

/** Paths whose answer is needed, given the method chosen. */
export function requiredOf({ method, per_hour }: TariffEntry): TariffPath[] {
  const always: TariffPath[] = ['activity', 'name', 'deliberation', 'valid_from'];
  if (per_hour) always.push('basis');
  if (method.kind === 'unit_price') return [...always, 'method.price'];
  if (method.kind === 'effort_rate') {
    always.push('method.rate', 'method.floor', 'method.cap');
    if (method.apart) always.push('method.others.rate', 'method.others.floor', 'method.others.cap');
    return always;
  }
  const last = method.brackets.length - 1;
  return [
    ...always,
    ...method.brackets.flatMap((_, at): TariffPath[] => [
      ...(at < last ? ([`method.brackets.${at}.up_to`] as const) : []),
      `method.brackets.${at}.resident`,
    ]),
  ];
}
type TariffPath = Path<TariffEntry>;

function methodOf({ method }: TariffEntry): Method {
  const termsOf = ({ rate, floor, cap }: TermsEntry) => ({ rate: rate!, floor: floor!, cap: cap! });
  if (method.kind === 'unit_price')
    return { kind: 'unit_price', resident: method.price!, non_resident: method.price_others };
  if (method.kind === 'effort_rate')
    return {
      kind: 'effort_rate',
      base: method.base,
      resident: termsOf(method),
      non_resident: method.apart ? termsOf(method.others) : null,
    };
  const last = method.brackets.length - 1;
  return {
    kind: 'bracket',
    brackets: method.brackets.map((bracket, at) => ({
      up_to: at === last ? null : bracket.up_to,
      resident: bracket.resident!,
      non_resident: bracket.non_resident,
    })),
  };
}

/** To be sent, once what is required is there. */
export function draftOf(entry: TariffEntry): TariffDraft {
  const { unit, name, deliberation, valid_to, billed, per_hour, basis, discount, siblings, ranks } = entry;
  const priced: UnitBasis = per_hour ? { kind: 'per_hour', step_minutes: basis! } : { kind: 'per_unit' };
  return {
    activity: entry.activity!,
    unit,
    name,
    deliberation,
    valid_from: entry.valid_from!,
    valid_to,
    method: methodOf(entry),
    basis: priced,
    siblings: discount
      ? {
          ...siblings,
          from_rank: ranks.flatMap(({ rank, part }): [number, Permille][] =>
            part === null ? [] : [[rank, part]],
          ),
        }
      : null,
    billed,
  };
}

// ── What is typed, digit by digit: no rate and no quotient is ever a floating number ──────────────────────

/** « 0,62 % » is kept as the factor `0.0062`. */
export function parseRate(text: string): Parsed<Rate> {
  const typed = text.replace(/[\s\u00a0%]/g, '');
  if (!typed) return { value: null };
  const found = /^(\d{1,3})(?:[.,](\d{0,8}))?$/.exec(typed);
  if (!found) return { problem: 'Taux attendu, par exemple 0,62 %.' };
  const digits = `${found[1]!.padStart(3, '0')}${found[2] ?? ''}`;
  const whole = digits.slice(0, -2 - (found[2] ?? '').length);
  const rest = digits.slice(whole.length).replace(/0+$/, '');
  return { value: `${whole.replace(/^0+(?=\d)/, '')}${rest ? `.${rest}` : ''}` };
}

export function formatRate(rate: Rate): string {
  const [whole = '0', rest = ''] = rate.split('.');
  const digits = `${whole}${rest.padEnd(2, '0')}`;
  const percent = digits.slice(0, whole.length + 2).replace(/^0+(?=\d)/, '');
  const decimals = digits.slice(whole.length + 2);
  return `${percent}${decimals ? `,${decimals}` : ''}${NBSP}%`;
}

export const parsePart = parsePermille;
export const formatPart = formatPermille;

/** Quotients are kept in cents. */
export const parseQuotient = (text: string): Parsed<number> => parseCents(text);
/** « jusqu’à 600 », « de 600,01 à 900 », « plus de 900 »: what a bracket covers, from its neighbours. */
export function bracketLabel(brackets: readonly { up_to: number | null }[], at: number): string {
  const low = brackets[at - 1]?.up_to ?? null;
  const high = brackets[at]?.up_to ?? null;
  if (high === null) return low === null ? 'Tous les quotients' : `Plus de ${formatQuotient(low)}`;
  return low === null
    ? `Jusqu’à ${formatQuotient(high)}`
    : `Plus de ${formatQuotient(low)}, jusqu’à ${formatQuotient(high)}`;
}
