import type { PaiView } from '$lib/api';

const day = (iso: string): number => Date.parse(`${iso}T12:00:00Z`) / 86_400_000;

/** Where today and the review stand in the time of a PAI, in per cent; nothing when it has no end. */
export function paiSpan(
  { from, to, review_on }: Pick<PaiView, 'from' | 'to' | 'review_on'>,
  today: string,
): { today: number; review: number | undefined } | undefined {
  if (!to || to <= from) return undefined;
  const at = (iso: string): number =>
    Math.round(Math.min(1, Math.max(0, (day(iso) - day(from)) / (day(to) - day(from)))) * 100);
  return { today: at(today), review: review_on ? at(review_on) : undefined };
}
