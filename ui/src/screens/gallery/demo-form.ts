import { CallError } from '$lib/api';
import { FormState } from '$lib/form/form-state.svelte';

export interface DemoChild {
  name: string;
  first_names: string;
  birth_date: string | null;
  postcode: string;
  email: string;
  quotient: number | null;
  phone: string | null;
  iban: string | null;
  deposit: number | null;
  month: string | null;
  school: string | null;
  photo: boolean;
  note: string;
}

/** A form that refuses its postcode, as the core would. */
export function demoForm(): FormState<DemoChild, void> {
  return new FormState<DemoChild, void>({
    initial: {
      name: 'de La Rochefoucauld-Bayers',
      first_names: 'Anne-Sixtine',
      birth_date: null,
      postcode: '2129',
      email: '',
      quotient: 742,
      phone: '0671302508',
      iban: 'FR7630006000011234567890189',
      deposit: 12480,
      month: '2026-10',
      school: 'tilleuls',
      photo: true,
      note: '',
    },
    required: ['name', 'first_names', 'birth_date', 'postcode'],
    refusal: 'Sans cette réponse, l’inscription ne peut pas être traitée.',
    submit: async (values) => {
      if (values.postcode.length === 5) return;
      throw new CallError({
        code: 'invalid',
        message: 'Un champ à corriger.',
        fields: [{ field: 'postcode', code: 'malformed', message: 'Cinq chiffres.', severity: 'blocking' }],
        reference: null,
        params: {},
      });
    },
    check: async (values) =>
      values.postcode.length === 5
        ? []
        : [{ field: 'postcode', code: 'malformed', message: 'Cinq chiffres.', severity: 'blocking' }],
  });
}
