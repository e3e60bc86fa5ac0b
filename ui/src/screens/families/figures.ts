import CircleCheck from '@lucide/svelte/icons/circle-check';
import CalendarDays from '@lucide/svelte/icons/calendar-days';
import Clock from '@lucide/svelte/icons/clock';
import FileWarning from '@lucide/svelte/icons/file-warning';
import Shield from '@lucide/svelte/icons/shield';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type { FamilyView } from '$lib/api';
import type { Tone } from '$lib/components/tone';
import type { IconComponent } from '$lib/icons/icon';
import { session } from '$lib/shell/session.svelte';
import {
  count,
  formatCents,
  formatDate,
  formatDayMonth,
  formatMonth,
  formatShortDate,
} from '$lib/text/format';
import { balanceWords, quotientWords } from './words';

export interface Figure {
  label: string;
  figure: string;
  note?: string;
  icon?: IconComponent;
  tone?: Tone;
}

/** The strip under the name: what is owed, what lacks, health, price, what comes next; only what this role is sent. */
export function figuresOf(file: FamilyView): Figure[] {
  return [owed(file), lacking(file), documents(file), health(file), price(file), next(file)].filter(
    (one) => one !== undefined,
  );
}

function owed({ households }: FamilyView): Figure | undefined {
  const known = households.flatMap(({ letter, balance }) => (balance ? [{ letter, balance }] : []));
  if (known.length === 0) return undefined;
  const owing = known.filter(({ balance }) => balance.light === 'owes');
  const who = households.length > 1 ? owing.map(({ letter }) => `Foyer ${letter}`).join(', ') : '';
  if (known.some(({ balance }) => balance.due_cents !== undefined)) {
    const total = known.reduce((sum, { balance }) => sum + (balance.due_cents ?? 0), 0);
    const dues = owing.flatMap(({ balance }) => (balance.due_on ? [balance.due_on] : [])).sort();
    const due = dues[0] ? `échéance ${formatDayMonth(dues[0])}` : '';
    const note = [who, due].filter(Boolean).join(', ');
    return owing.length > 0
      ? {
          label: 'Reste à payer',
          figure: formatCents(total),
          note: note || 'à régler',
          icon: Clock,
          tone: 'warn',
        }
      : {
          label: 'Reste à payer',
          figure: formatCents(total),
          note: 'rien à régler',
          icon: CircleCheck,
          tone: 'ok',
        };
  }
  const worst =
    owing.length > 0 ? 'owes' : known.some(({ balance }) => balance.light === 'advance') ? 'advance' : 'even';
  return {
    label: 'Compte',
    figure: { owes: 'Doit', even: 'À jour', advance: 'En avance' }[worst],
    note: worst === 'owes' ? who || 'montant à la facturation' : balanceWords[worst].word,
    icon: worst === 'owes' ? Clock : CircleCheck,
    tone: balanceWords[worst].tone,
  };
}

function lacking({ missing }: FamilyView): Figure {
  return missing.length > 0
    ? {
        label: 'Renseignements',
        figure: `${count(missing.length, 'point')} à compléter`,
        note: missing[0],
        icon: FileWarning,
        tone: 'warn',
      }
    : { label: 'Renseignements', figure: 'Complets', note: 'rien ne manque', icon: CircleCheck, tone: 'ok' };
}

function documents({ documents }: FamilyView): Figure | undefined {
  if (!documents || documents.asked === 0) return undefined;
  const { missing, expiring, first } = documents;
  if (missing > 0)
    return {
      label: 'Pièces',
      figure: count(missing, 'manquante'),
      note: first,
      icon: FileWarning,
      tone: 'warn',
    };
  return expiring > 0
    ? {
        label: 'Pièces',
        figure: count(expiring, 'expire bientôt', 'expirent bientôt'),
        note: 'dans le mois',
        icon: Clock,
        tone: 'warn',
      }
    : {
        label: 'Pièces',
        figure: 'Complètes',
        // The desk alone is told of all of them.
        note: session.can('EditFamilies') ? 'rien ne manque' : 'de celles que vous lisez',
        icon: CircleCheck,
        tone: 'ok',
      };
}

function health({ children }: FamilyView): Figure | undefined {
  const lights = children.flatMap((child) => (child.health ? [child.health] : []));
  if (lights.length === 0) return undefined;
  const done = lights.filter(({ light }) => light === 'up_to_date').length;
  return {
    label: 'Santé',
    figure: `${done} sur ${lights.length} à jour`,
    note: 'Détail réservé au référent santé',
    icon: Shield,
    tone: 'seal',
  };
}

function price({ households }: FamilyView): Figure | undefined {
  const known = households.flatMap(({ letter, bracket }) => (bracket ? [{ letter, bracket }] : []));
  if (known.length === 0) return undefined;
  const labels = [...new Set(known.map(({ bracket }) => bracket.label ?? 'plein tarif'))];
  // Two households at one price have it once: the strip holds on one line.
  const named = labels.map((label) => {
    const whose = known.filter(({ bracket }) => (bracket.label ?? 'plein tarif') === label);
    return households.length > 1 ? `${whose.map(({ letter }) => letter).join(' et ')} ${label}` : label;
  });
  const worst =
    known.map(({ bracket }) => bracket).find(({ state }) => state !== 'current') ?? known[0]!.bracket;
  const word = quotientWords[worst.state];
  const note =
    worst.state === 'current' && worst.month
      ? formatMonth(worst.month)
      : worst.state === 'to_renew' && worst.until
        ? `à renouveler avant le ${formatDate(worst.until)}`
        : word.word;
  return {
    label: 'Tarif',
    figure: named.join(' · '),
    note,
    icon: word.tone === 'ok' ? CircleCheck : TriangleAlert,
    tone: word.tone,
  };
}

function next({ bookings }: FamilyView): Figure {
  const first = bookings[0];
  return first
    ? {
        label: 'Prochaine réservation',
        figure: formatShortDate(first.day),
        note: `${first.units}, ${first.children.join(', ')}`,
        icon: CalendarDays,
      }
    : {
        label: 'Prochaine réservation',
        figure: 'Aucune',
        note: 'rien de réservé à venir',
        icon: CalendarDays,
      };
}
