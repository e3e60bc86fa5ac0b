import Baby from '@lucide/svelte/icons/baby';
import ReceiptEuro from '@lucide/svelte/icons/receipt-euro';
import UserRound from '@lucide/svelte/icons/user-round';
import UsersRound from '@lucide/svelte/icons/users-round';
import { type SearchHit, type SearchKind, call } from '$lib/api';
import type { IconComponent } from '$lib/icons/icon';
import { formatNumber } from '$lib/text/format';
import { type Found, matchWords } from './palette.svelte';
import { hrefOf, open } from './router.svelte';
import { session } from './session.svelte';

const kinds: Record<SearchKind, { group: string; icon: IconComponent }> = {
  family: { group: 'Familles', icon: UsersRound },
  child: { group: 'Enfants', icon: Baby },
  guardian: { group: 'Responsables', icon: UserRound },
  invoice: { group: 'Factures', icon: ReceiptEuro },
};

/** Who and what the core finds for these words: families, children, guardians, invoices, each with why it matched. */
export async function searchPeople(text: string): Promise<Found> {
  if (!session.can('SearchPersons')) return { items: [], figures: '' };
  const { hits, words, searched, elapsed_us } = await call('search', { text, limit: null });
  return {
    items: hits.map((hit) => ({
      id: `${hit.kind} ${hit.id}`,
      group: kinds[hit.kind].group,
      icon: kinds[hit.kind].icon,
      title: hit.label,
      marks: marksIn(hit.label, words),
      detail: hit.detail,
      why: `trouvé par ${hit.reason_label}`,
      run: () => open(placeOf(hit)),
    })),
    figures: `${formatMilliseconds(elapsed_us)}, ${formatNumber(searched)} fiches`,
  };
}

/** Where each word stands at the start of a word of the label. */
export function marksIn(label: string, words: readonly string[]): [number, number][] {
  return words
    .flatMap((word) => matchWords({ title: label, section: '' }, [word]) ?? [])
    .sort((a, b) => a[0] - b[0]);
}

/** The record that answers: a child's is the sealed one for who keeps health, the family's file for everyone else. */
export function placeOf(hit: Pick<SearchHit, 'kind' | 'id' | 'family'>): string {
  if (hit.kind === 'child' && session.can('ReadHealth')) return hrefOf('health_record', { id: hit.id });
  if (hit.kind === 'invoice') return hrefOf('invoice', { id: hit.id });
  return hrefOf('family', { id: hit.family ?? hit.id });
}

function formatMilliseconds(microseconds: number): string {
  const rounded = Math.round(microseconds / 1000);
  return rounded < 1 ? 'moins de 1\u00a0ms' : `${rounded}\u00a0ms`;
}
