import { describe, expect, it, vi } from 'vitest';
import { connect } from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import { marksIn, placeOf, searchPeople } from './people-search';
import { session } from './session.svelte';

describe('what the core finds', () => {
  it('is marked where its words begin, whatever accents and apostrophes', () => {
    expect(marksIn('Léonie d’Estienne-Le Goff', ['goff', 'est', 'leo'])).toEqual([
      [0, 3],
      [9, 3],
      [21, 4],
    ]);
    expect(marksIn('Anaïs Œuvrard-Marchetti', ['mar', 'oeu'])).toEqual([
      [6, 2],
      [14, 3],
    ]);
    expect(marksIn('Zoé Œuvrard', ['o'])).toEqual([[4, 1]]);
    expect(marksIn('12 rue des Lavandières', ['goff'])).toEqual([]);
  });
  it('opens the file of the family, or the record for who keeps health', () => {
    const child = { kind: 'child', id: 'c', family: 'f' } as const;
    const can = vi.spyOn(session, 'can').mockReturnValue(false);
    expect(placeOf(child)).toBe('#/familles/f');
    expect(placeOf({ kind: 'invoice', id: 'i', family: 'f' })).toBe('#/facturation/factures/i');
    can.mockReturnValue(true);
    expect(placeOf(child)).toBe('#/sante/c');
  });
  it('is not asked for a role that searches nobody', async () => {
    const core = mockTransport();
    connect(core);
    vi.spyOn(session, 'can').mockReturnValue(false);
    expect(await searchPeople('le goff')).toEqual({ items: [], figures: '' });
    expect(core.asked).toEqual([]);
  });
  it('says why it answers and how fast', async () => {
    vi.spyOn(session, 'can').mockReturnValue(true);
    connect(
      mockTransport({
        search: () => ({
          hits: [
            {
              kind: 'guardian',
              id: 'g',
              family: 'f',
              label: 'Maëlle Le Goff',
              detail: '12 rue des Lavandières',
              birth_date: null,
              reason: 'phone',
              reason_label: 'téléphone',
            },
          ],
          words: ['0671'],
          searched: 1109,
          elapsed_us: 6200,
        }),
      }),
    );
    const found = await searchPeople('06 71');
    expect(found.figures).toBe('6\u00a0ms, 1\u00a0109 fiches');
    expect(found.items[0]).toMatchObject({ group: 'Responsables', why: 'trouvé par téléphone', marks: [] });
  });
});
