import type { AllocationChoice, InvoiceId, InvoiceRow } from '$lib/api';

/** Shares of a payment, by invoice, in cents. */
export type Shares = Record<InvoiceId, number | null>;

/**
 * How a payment would settle what is open: the invoice it was brought for first, then the oldest. Only a proposal, shown
 * and sent as shown: the core judges it.
 */
export function proposeShares(
  amount: number | null,
  invoices: readonly InvoiceRow[],
  first?: InvoiceId,
): Shares {
  const order = [...invoices].sort((a, b) => Number(b.id === first) - Number(a.id === first));
  let left = Math.max(0, amount ?? 0);
  const shares: Shares = Object.fromEntries(invoices.map(({ id }) => [id, null]));
  for (const { id, balance_cents } of order) {
    const part = Math.min(left, Math.max(0, balance_cents));
    if (part > 0) shares[id] = part;
    left -= part;
  }
  return shares;
}

export function sumOf(shares: Shares): number {
  return Object.values(shares).reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

export function choicesOf(shares: Shares): AllocationChoice[] {
  return Object.entries(shares)
    .filter((one): one is [InvoiceId, number] => (one[1] ?? 0) > 0)
    .map(([invoice, amount_cents]) => ({ invoice, amount_cents }));
}
