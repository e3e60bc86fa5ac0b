import type { AccountDraft, HouseholdView, MandateSaveRequest, MandateState, MandateView } from '$lib/api';
import type { Tone } from '$lib/components/tone';

export const mandateTones: Record<MandateState, Exclude<Tone, 'neutral'>> = {
  to_sign: 'warn',
  active: 'ok',
  revoked: 'accent',
  lapsed: 'bad',
};

/** Whether a household may have another mandate: one stands at a time. */
export const mayPrepare = (mandates: readonly MandateView[]): boolean =>
  mandates.every(({ state }) => state === 'revoked' || state === 'lapsed');

export interface MandateForm {
  reference: string;
  signed_on: string | null;
  /** An IBAN that was emptied is nothing. */
  account: Omit<AccountDraft, 'iban'> & { iban: string | null };
  from: string | null;
}

/** What a form begins with; of the account, nothing: it is typed again from the RIB, or stays as it is. */
export const mandateForm = (household: HouseholdView, mandate?: MandateView): MandateForm => ({
  reference: mandate?.reference ?? '',
  signed_on: mandate?.signed_on ?? null,
  account: { iban: null, bic: '', holder: mandate ? '' : holderOf(household) },
  from: null,
});

/** Longest name of an account's holder that banks exchange. */
const HOLDER = 32;

const holderOf = ({ guardians }: HouseholdView): string => {
  const debtor = guardians.find(({ is_debtor }) => is_debtor) ?? guardians[0];
  return debtor?.shown_name.slice(0, HOLDER) ?? '';
};

/** What is sent: an account left empty is not touched. */
export const sentMandate = (
  household: string,
  mandate: MandateView | undefined,
  { account, ...values }: MandateForm,
): MandateSaveRequest => {
  const sent: AccountDraft = { ...account, iban: account.iban ?? '' };
  const typed = mandate === undefined || Object.values(sent).some((text) => text.trim() !== '');
  return { household, mandate: mandate?.id ?? null, ...values, account: typed ? sent : null };
};
