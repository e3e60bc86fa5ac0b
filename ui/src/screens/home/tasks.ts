import Circle from '@lucide/svelte/icons/circle';
import Clock from '@lucide/svelte/icons/clock';
import OctagonAlert from '@lucide/svelte/icons/octagon-alert';
import type { TaskRow, TaskUrgency, TickRow, TickState } from '$lib/api';
import type { IconComponent } from '$lib/icons/icon';
import type { RouteName } from '$lib/shell/routes';
import { hrefOf } from '$lib/shell/router.svelte';
import { formatDate, formatDayMonth } from '$lib/text/format';

/** The glyph that stands before a task; the words of its day say the same. */
export const urgencies: Record<TaskUrgency, { icon: IconComponent; tone: string; word: string }> = {
  late: { icon: OctagonAlert, tone: 'text-bad', word: 'en retard' },
  soon: { icon: Clock, tone: 'text-warn', word: 'bientôt' },
  later: { icon: Circle, tone: 'ink-2', word: 'plus tard' },
};

export const ticks: Record<TickState, string> = {
  nothing: 'personne d’attendu',
  done: 'tout est pointé',
  unfinished: 'à finir',
  today: 'en cours',
};

/** Places drawn before the others are asked for: a town of a thousand would be a page of twelve thousand days. */
export const PLACES = 24;

/** Of many places, those with the most days to finish, in the order they came in. */
export function mostToFinish(rows: readonly TickRow[], most = PLACES): readonly TickRow[] {
  if (rows.length <= most) return rows;
  const left = (row: TickRow): number => row.cells.filter(({ state }) => state === 'unfinished').length;
  const kept = new Set([...rows].sort((a, b) => left(b) - left(a)).slice(0, most));
  return rows.filter((row) => kept.has(row));
}

interface Place {
  route: RouteName;
  href: string;
}

/** Where a task is settled. */
export function placeOf(task: Pick<TaskRow, 'kind' | 'period' | 'subject'>): Place {
  const subject = task.subject ?? undefined;
  switch (task.kind) {
    case 'tick_day':
      return {
        route: 'attendance',
        href: hrefOf(
          'attendance',
          {},
          {
            lieu: subject && `activity:${subject}`,
            jour: task.period || undefined,
            vue: 'day',
          },
        ),
      };
    case 'answer_waiting':
      return { route: 'attendance', href: hrefOf('attendance') };
    case 'bill_month':
      return { route: 'billing_month', href: hrefOf('billing_month', { month: task.period }) };
    case 'send_to_treasury':
      return { route: 'tresor', href: hrefOf('tresor') };
    case 'remind_unpaid':
      return { route: 'payments', href: hrefOf('payments') };
    case 'renew_quotients':
      return { route: 'families', href: hrefOf('families', {}, { vue: 'quotient' }) };
    case 'complete_health':
      return { route: 'health', href: hrefOf('health', {}, { vue: 'to_complete' }) };
    case 'back_up':
      return { route: 'settings', href: hrefOf('settings', {}, { onglet: 'sauvegarde' }) };
    case 'rehearse_restore':
      return { route: 'settings', href: hrefOf('settings', {}, { onglet: 'sauvegarde', essai: '1' }) };
    case 'entrust_keys':
      return { route: 'settings', href: hrefOf('settings', {}, { onglet: 'agents' }) };
    case 'review_year':
      return { route: 'settings', href: hrefOf('settings', {}, { onglet: 'revue' }) };
    case 'follow_up':
      return { route: 'family', href: hrefOf('family', { id: subject ?? '' }, { onglet: 'suivi' }) };
    case 'compulsory_list':
      return {
        route: 'activities',
        href: hrefOf('activities', {}, { onglet: 'obligation', annee: task.period }),
      };
    case 'read_instructions':
      return { route: 'school_meals', href: hrefOf('school_meals') };
  }
}

/** « aujourd’hui », « hier », « avant le 27/11 », empty without a day. */
export function dueWords(due: string | null, today: string): string {
  if (!due) return '';
  const days = Math.round((Date.parse(`${due}T12:00:00Z`) - Date.parse(`${today}T12:00:00Z`)) / 86_400_000);
  if (days === 0) return 'aujourd’hui';
  if (days === -1) return 'hier';
  if (days === 1) return 'demain';
  return due.slice(0, 4) === today.slice(0, 4)
    ? `${days < 0 ? 'depuis le' : 'avant le'} ${formatDayMonth(due)}`
    : formatDate(due);
}
