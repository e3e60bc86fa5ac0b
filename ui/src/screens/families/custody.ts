import type {
  ChildView,
  CustodyDraft,
  CustodyEntry,
  CustodyPattern,
  CustodySaveEntry,
  CustodySaveRequest,
  CustodyView,
  HolidayRule,
  HouseholdId,
  SummerCut,
  WeekParity,
} from '$lib/api';
import { queryKey } from '$lib/api/cache';
import { formatPermille } from '$lib/text/format';
import { weekdays } from './words';

/** How two households share a child, the way it is said at the desk. `H` names a household: a rank or an identifier. */
export type Arrangement<H> =
  | { mode: 'always'; household: H }
  | { mode: 'weeks'; even: H; odd: H; changeover: number; holidays: SharedHolidays<H> | null }
  | { mode: 'share'; first: H; second: H; part: number };

/** Holidays by halves: who has the first one in even years, and how the summer is cut. */
export interface SharedHolidays<H> {
  even: H;
  summer: SummerCut;
}

export interface Held<H> {
  household: H;
  pattern: CustodyPattern;
}

/** What the core keeps of an arrangement: one custody per household. */
export function heldBy<H>(arrangement: Arrangement<H>): Held<H>[] {
  if (arrangement.mode === 'always') {
    return [{ household: arrangement.household, pattern: { kind: 'always' } }];
  }
  if (arrangement.mode === 'share') {
    const { first, second, part } = arrangement;
    return [
      { household: first, pattern: { kind: 'share', part } },
      { household: second, pattern: { kind: 'share', part: 1000 - part } },
    ];
  }
  const { even, odd, changeover, holidays } = arrangement;
  const rule = (household: H): HolidayRule =>
    holidays
      ? { kind: 'shared', first: holidays.even === household ? 'even' : 'odd', summer: holidays.summer }
      : { kind: 'weeks' };
  const weeks = (household: H, parity: WeekParity): Held<H> => ({
    household,
    pattern: { kind: 'weeks', parity, changeover, holidays: rule(household) },
  });
  return [weeks(even, 'even'), weeks(odd, 'odd')];
}

/** The arrangement that custodies make; the first household, always, when they make none. */
export function arrangementOf<H>(
  custodies: readonly Held<H>[],
  households: readonly [H, ...H[]],
): Arrangement<H> {
  const other = (than: H): H => households.find((one) => one !== than) ?? than;
  const weeks = custodies.find(({ pattern }) => pattern.kind === 'weeks');
  if (weeks?.pattern.kind === 'weeks') {
    const { parity, changeover, holidays: rule } = weeks.pattern;
    const second = custodies.find((one) => one !== weeks)?.household ?? other(weeks.household);
    const holidays =
      rule.kind === 'shared'
        ? { even: rule.first === 'even' ? weeks.household : second, summer: rule.summer }
        : null;
    return parity === 'even'
      ? { mode: 'weeks', even: weeks.household, odd: second, changeover, holidays }
      : { mode: 'weeks', even: second, odd: weeks.household, changeover, holidays };
  }
  const share = custodies.find(({ pattern }) => pattern.kind === 'share');
  if (share?.pattern.kind === 'share') {
    const second = custodies.find((one) => one !== share)?.household ?? other(share.household);
    return { mode: 'share', first: share.household, second, part: share.pattern.part };
  }
  return { mode: 'always', household: custodies[0]?.household ?? households[0] };
}

/** Another mode, with what most families do in it: weeks changing on Friday evening, halves. */
export function inMode<H>(
  mode: Arrangement<H>['mode'],
  was: Arrangement<H>,
  households: readonly [H, ...H[]],
): Arrangement<H> {
  if (mode === was.mode) return was;
  const first = was.mode === 'always' ? was.household : was.mode === 'weeks' ? was.even : was.first;
  const second = households.find((one) => one !== first) ?? first;
  if (mode === 'always') return { mode, household: first };
  if (mode === 'share') return { mode, first, second, part: 500 };
  return { mode, even: first, odd: second, changeover: 4, holidays: null };
}

type Weeks<H> = Extract<Arrangement<H>, { mode: 'weeks' }>;

/** Weeks between these two; whoever had the first half of the holidays and is one of them keeps it. */
export function between<H>(weeks: Weeks<H>, even: H, odd: H): Weeks<H> {
  const { holidays } = weeks;
  const kept = holidays && (holidays.even === even || holidays.even === odd ? holidays.even : even);
  return { ...weeks, even, odd, holidays: holidays && { ...holidays, even: kept as H } };
}

/** What is chosen for the holidays, as one closed list. */
export type HolidayChoice = 'weeks' | SummerCut;

export const holidayChoices: { value: HolidayChoice; label: string }[] = [
  { value: 'weeks', label: 'comme les semaines' },
  { value: 'halves', label: 'par moitié' },
  { value: 'quarters', label: 'par moitié, l’été par quinzaines' },
];

/** Weeks whose holidays go that way; the household of even weeks has the first half in even years until someone says otherwise. */
export function withHolidays<H>(weeks: Weeks<H>, choice: HolidayChoice): Weeks<H> {
  if (choice === 'weeks') return { ...weeks, holidays: null };
  return { ...weeks, holidays: { even: weeks.holidays?.even ?? weeks.even, summer: choice } };
}

export function toEntries(arrangement: Arrangement<number>): CustodyEntry[] {
  return heldBy(arrangement).map((held) => ({ ...held, from: null, to: null }));
}

/** What is written of the custodies of a child. */
type Written = Pick<CustodySaveRequest, 'custodies' | 'removed'>;

const asDraft = ({ household, pattern, from, to }: CustodyView): CustodyDraft => ({
  household,
  pattern,
  from,
  to,
});

/** Whether two custodies give the child to one household in one way. */
function isSame(one: Pick<CustodyDraft, 'household' | 'pattern'>, other: typeof one): boolean {
  return one.household === other.household && queryKey('', one.pattern) === queryKey('', other.pattern);
}

/**
 * Every custody of a child once an arrangement holds from a day: what held before stops the day before, what would
 * have begun later goes away. History stays.
 */
export function rearranged(
  known: readonly CustodyView[],
  arrangement: Arrangement<HouseholdId>,
  from: string,
): Written {
  const held = heldBy(arrangement);
  /** What holds that day and goes on as it was is not cut in two. */
  const goesOn = (custody: CustodyView): boolean =>
    custody.from < from && custody.to === null && held.some((one) => isSame(one, asDraft(custody)));
  const before = known
    .filter((custody) => custody.from < from)
    .map((custody): CustodySaveEntry => {
      const { to } = custody;
      const last = goesOn(custody) ? null : to !== null && to < from ? to : dayBefore(from);
      return { id: custody.id, draft: { ...asDraft(custody), to: last } };
    });
  const standing = known.filter(goesOn).map(asDraft);
  const after = held
    .filter((one) => !standing.some((kept) => isSame(one, kept)))
    .map((one): CustodySaveEntry => ({ id: null, draft: { ...one, from, to: null } }));
  const removed = known.filter((custody) => custody.from >= from).map(({ id }) => id);
  return { custodies: [...before, ...after], removed };
}

/** The custodies as they were: those that are still there by their name, the others again; what came since goes away. */
export function putBack(before: readonly CustodyView[], now: readonly CustodyView[]): Written {
  const isThere = (id: string, among: readonly CustodyView[]): boolean => among.some((one) => one.id === id);
  return {
    custodies: before.map((custody) => ({
      id: isThere(custody.id, now) ? custody.id : null,
      draft: asDraft(custody),
    })),
    removed: now.filter(({ id }) => !isThere(id, before)).map(({ id }) => id),
  };
}

/** Every custody of a child, those that have ended first. */
export const allCustodies = (child: ChildView): CustodyView[] => [
  ...(child.former_custodies ?? []),
  ...child.custodies,
];

export function dayBefore(iso: string): string {
  const day = new Date(`${iso}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

/** « semaines paires au foyer A, impaires au foyer B, change le vendredi » */
export function arrangementWords<H>(arrangement: Arrangement<H>, nameOf: (household: H) => string): string {
  if (arrangement.mode === 'always') return `toujours au foyer ${nameOf(arrangement.household)}`;
  if (arrangement.mode === 'share') {
    const { first, second, part } = arrangement;
    return `${formatPermille(part)} au foyer ${nameOf(first)}, ${formatPermille(1000 - part)} au foyer ${nameOf(second)}`;
  }
  const { even, odd, changeover, holidays } = arrangement;
  const weeks = `semaines paires au foyer ${nameOf(even)}, impaires au foyer ${nameOf(odd)}, change le ${weekdays[changeover] ?? 'lundi'}`;
  if (!holidays) return weeks;
  const summer = holidays.summer === 'quarters' ? ', l’été par quinzaines' : '';
  const second = holidays.even === even ? odd : even;
  return `${weeks}\u00a0; première moitié des vacances au foyer ${nameOf(holidays.even)} les années paires, au foyer ${nameOf(second)} les années impaires${summer}`;
}

/** Whether a household is told by its letter, and not by the name of another file or by two of them. */
export function isLetter(household: string): boolean {
  return household.length === 1;
}
