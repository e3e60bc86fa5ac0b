import { expect, it } from 'vitest';
import type { HouseholdView, MandateView } from '$lib/api';
import { mandateForm, mayPrepare, sentMandate } from './mandates';

const household = {
  id: 'h',
  guardians: [
    { is_debtor: false, shown_name: 'Julien d’Estienne' },
    { is_debtor: true, shown_name: 'Maëlle Le Goff-de Kermadec-Trévarez' },
  ],
} as HouseholdView;
const signed = { id: 'm', reference: 'R', signed_on: '2026-01-02', state: 'active' } as MandateView;

it('begins with the debtor, cut to what banks exchange', () => {
  expect(mandateForm(household).account.holder).toBe('Maëlle Le Goff-de Kermadec-Tréva');
});

it('sends no account that was left as it is', () => {
  const form = mandateForm(household, signed);
  expect(sentMandate('h', signed, form)).toEqual({
    household: 'h',
    mandate: 'm',
    reference: 'R',
    signed_on: '2026-01-02',
    from: null,
    account: null,
  });
  form.account.iban = 'FR14';
  expect(sentMandate('h', signed, form).account).toEqual({ iban: 'FR14', bic: '', holder: '' });
});

it('prepares another when none stands', () => {
  expect(mayPrepare([])).toBe(true);
  expect(mayPrepare([signed])).toBe(false);
  expect(mayPrepare([{ ...signed, state: 'lapsed' }])).toBe(true);
});
