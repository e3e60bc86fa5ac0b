import { describe, expect, it } from 'vitest';
import type { InvoiceRow } from '$lib/api';
import { choicesOf, proposeShares, sumOf } from './shares';

const invoice = (id: string, balance_cents: number) => ({ id, balance_cents }) as InvoiceRow;
const open = [invoice('mars', 4000), invoice('avril', 6840), invoice('mai', 1500)];

describe('a payment', () => {
  it('settles the oldest invoices first', () =>
    expect(proposeShares(5000, open)).toEqual({ mars: 4000, avril: 1000, mai: null }));

  it('settles first the one it was brought for', () =>
    expect(proposeShares(7000, open, 'avril')).toEqual({ mars: 160, avril: 6840, mai: null }));

  it('leaves what is over as an advance', () => {
    const shares = proposeShares(20_000, open);
    expect(sumOf(shares)).toBe(12_340);
  });

  it('settles nothing while no amount is typed', () => {
    expect(choicesOf(proposeShares(null, open))).toEqual([]);
    expect(choicesOf(proposeShares(100, [invoice('avoir', -500)]))).toEqual([]);
  });

  it('sends only the parts that are worth something', () =>
    expect(choicesOf({ mars: 4000, avril: 0, mai: null })).toEqual([
      { invoice: 'mars', amount_cents: 4000 },
    ]));
});
