import {
  CallError,
  type HouseholdId,
  type QuotientDraft,
  type QuotientKind,
  type QuotientSource,
  call,
} from '$lib/api';
import { FormState } from '$lib/form/form-state.svelte';

/** How the town learnt a quotient, in the words of the desk: whose it is and where it was read. */
export const origins: readonly {
  value: string;
  label: string;
  kind: QuotientKind;
  source: QuotientSource;
}[] = [
  { value: 'caf', label: 'Attestation CAF', kind: 'caf', source: 'attestation' },
  { value: 'cdap', label: 'Consultation CDAP', kind: 'caf', source: 'cdap' },
  { value: 'msa', label: 'Attestation MSA', kind: 'msa', source: 'attestation' },
  { value: 'tax', label: 'Avis d’imposition', kind: 'tax', source: 'tax_notice' },
  { value: 'declared', label: 'Déclaration', kind: 'municipal', source: 'declaration' },
];

interface Typed {
  quotient: { value: number | null; month: string | null };
  origin: string;
}

/** A missing quotient put right where it is found, in three answers; the month is computed again once it is recorded. */
export class QuotientFix {
  readonly household: HouseholdId;
  readonly form: FormState<Typed, unknown>;

  constructor(household: HouseholdId, month: string, onDone: () => void) {
    this.household = household;
    this.form = new FormState<Typed, unknown>({
      initial: { quotient: { value: null, month }, origin: 'caf' },
      required: ['quotient.value', 'quotient.month', 'origin'],
      refusal: 'Sans quotient, le tarif le plus haut s’applique.',
      draft: `quotient_add/${household}/fix`,
      submit: () => {
        const quotient = this.draft;
        if (!quotient) throw CallError.from('a required answer is missing');
        return call('quotient_add', { household, quotient });
      },
      onDone,
    });
  }

  /** The quotient as typed, once there is enough of it to record. */
  get draft(): QuotientDraft | undefined {
    const { quotient, origin } = this.form.values;
    const from = origins.find((one) => one.value === origin);
    if (!quotient.value || !quotient.month || !from) return undefined;
    return {
      kind: from.kind,
      source: from.source,
      value: quotient.value,
      month: quotient.month,
      computed: null,
      from: null,
      to: null,
    };
  }
}
