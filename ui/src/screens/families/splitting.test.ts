import { describe, expect, it } from 'vitest';
import type { FamilyView } from '$lib/api';
import { childrenAt, divisible, homeOf, presentIn, sentChildren } from './splitting';

const adult = (id: string, to: string | null = null) => ({ id, stay: { from: null, to } });
const file = {
  households: [
    { id: 'a', guardians: [adult('maelle'), adult('julien')] },
    { id: 'b', guardians: [adult('yvonne'), adult('paul', '2026-03-31')] },
  ],
  children: [
    { id: 'leonie', custodies: [{ household: 'a' }, { household: 'b' }] },
    { id: 'aziliz', custodies: [{ household: 'b' }] },
  ],
} as unknown as FamilyView;

describe('a separation', () => {
  it('is offered where another adult stays', () => {
    expect(divisible(file).map(({ id }) => id)).toEqual(['a']);
    expect(presentIn(file.households[1]!).map(({ id }) => id)).toEqual(['yvonne']);
    expect(homeOf(file, 'julien')?.id).toBe('a');
  });
  it('concerns the children of that household', () => {
    expect(childrenAt(file, file.households[0])).toEqual(['leonie']);
    expect(childrenAt(file, undefined)).toEqual([]);
  });
  it('sends one arrangement for the children chosen', () => {
    const sent = sentChildren(['leonie'], {
      mode: 'weeks',
      even: 'here',
      odd: 'there',
      changeover: 4,
      holidays: null,
    });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.custodies.map(({ home }) => home)).toEqual(['here', 'there']);
  });
});
