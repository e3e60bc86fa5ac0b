import { expect, it } from 'vitest';
import type { DocumentKindDraft } from '$lib/api';
import { draftOf, entryOf, isKeptApart, neverCopied } from './document-kinds';

const kinds: DocumentKindDraft[] = [
  {
    name: 'Assurance',
    owner: 'child',
    nature: 'ordinary',
    keeping: 'copy',
    validity: { kind: 'year_end', month: 8, day: 31 },
    activity_kinds: ['alsh'],
    activities: ['0190a0a0-0000-7000-8000-000000000000'],
  },
  {
    name: 'Domicile',
    owner: 'household',
    nature: 'ordinary',
    keeping: 'copy',
    validity: { kind: 'months', months: 3 },
    activity_kinds: [],
    activities: [],
  },
  {
    name: 'Identité',
    owner: 'guardian',
    nature: 'identity',
    keeping: 'seen',
    validity: { kind: 'unlimited' },
    activity_kinds: ['school_meals', 'periscolaire'],
    activities: [],
  },
];

it('gives a form back as it was read', () => {
  for (const draft of kinds) expect(draftOf(entryOf(draft))).toEqual(draft);
});

it('sends an answer that lacks as the core refuses it', () => {
  const entry = { ...entryOf(undefined), lasts: 'months' as const };
  entry.validity.months = null;
  expect(draftOf(entry).validity).toEqual({ kind: 'months', months: 0 });
});

it('knows what is kept apart and what is never copied', () => {
  const all = ['ordinary', 'identity', 'judgment', 'health', 'resources', 'bank'] as const;
  expect(all.filter(isKeptApart)).toEqual(['judgment', 'health', 'resources', 'bank']);
  expect(all.filter(neverCopied)).toEqual(['identity', 'judgment', 'health']);
});
