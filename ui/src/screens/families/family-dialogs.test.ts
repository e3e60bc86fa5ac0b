import { expect, it } from 'vitest';
import type { FamilyView } from '$lib/api';
import { askedDialog } from './family-dialogs';

const file = {
  households: [{ id: 'h1' }, { id: 'h2' }],
  children: [{ id: 'c1' }],
} as unknown as FamilyView;

it.each([
  [{ garde: 'c1' }, { kind: 'custody', child: { id: 'c1' } }],
  [{ foyer: 'h2' }, { kind: 'household', household: { id: 'h2' } }],
  [{ quotient: 'h1' }, { kind: 'quotient', household: { id: 'h1' } }],
  [{ garde: 'c9' }, undefined],
  [{}, undefined],
])('an address that says %o opens what it names', (search, dialog) => {
  expect(askedDialog(file, search as Record<string, string>)).toEqual(dialog);
});
