import { describe, expect, it } from 'vitest';
import type { AgentView, HeldRoleView } from '$lib/api';
import { badgeOf, findings, reviewRows, structureWords, timeOf } from './entitlement';

const today = '2026-11-28';
const role = (over: Partial<HeldRoleView> = {}): HeldRoleView => ({
  role: 'INS',
  label: 'Inscriptions',
  valid_from: '2026-01-01',
  valid_to: null,
  is_current: true,
  structures: [],
  requested_by: 'La DGS',
  given_by: 'Sophie',
  given_at_ms: 0,
  ...over,
});
const agent = (over: Partial<AgentView> = {}): AgentView => ({
  id: 'a',
  login: 'nadia',
  display_name: 'Nadia',
  roles: [role()],
  keys: [],
  left_on: null,
  is_self: false,
  ...over,
});

describe('a role in time', () => {
  it.each([
    ['held without an end', {}, 'current', undefined],
    ['to come', { valid_from: '2026-12-01', is_current: false }, 'later', 'commence le 01/12/2026'],
    ['that ends', { valid_to: '2027-07-31' }, 'current', 'finit le 31/07/2027'],
    ['over', { valid_to: '2026-11-27', is_current: false }, 'ended', 'fini le 27/11/2026'],
    [
      'ended on its first day',
      { valid_from: today, valid_to: '2026-11-27', is_current: false },
      'ended',
      'fini le 27/11/2026',
    ],
    ['of an agent who left', { is_current: false }, 'ended', undefined],
  ])('%s', (_, over, time, words) => {
    expect(timeOf(role(over), today)).toBe(time);
    expect(badgeOf(role(over), today)?.words).toBe(words);
  });

  it('warns a month before its end, not before', () => {
    expect(badgeOf(role({ valid_to: '2026-12-29' }), today)?.tone).toBe('warn');
    expect(badgeOf(role({ valid_to: '2026-12-30' }), today)?.tone).toBe('neutral');
  });
});

describe('what a role is limited to', () => {
  const structures = [
    { id: 's1', kind: 'school', name: 'École Jaurès' },
    { id: 'a1', kind: 'activity', name: 'Cantine' },
  ];
  it('is the whole town when nothing is said', () =>
    expect(structureWords([], structures)).toBe('toute la commune'));
  it('never passes for the whole town when its structure is gone', () => {
    expect(structureWords(['s1', 'a1'], structures)).toBe('École Jaurès, Cantine');
    expect(structureWords(['gone'], structures)).toBe('une structure retirée');
  });
});

describe('the yearly review', () => {
  const ended = role({ role: 'FAC', valid_to: '2026-06-30', is_current: false });
  it('keeps what is held and what is to come', () => {
    const agents = [agent({ roles: [role(), ended] }), agent({ id: 'b', left_on: '2026-10-01' })];
    expect(reviewRows(agents, today, true).map((row) => [row.agent.id, row.role.role])).toEqual([
      ['a', 'INS'],
    ]);
    expect(reviewRows(agents, today, false)).toHaveLength(3);
  });
  it('says what is out of order, and nothing else', () => {
    expect(findings([agent({ roles: [role({ valid_to: '2027-07-31' })] })], today)).toEqual([]);
    const found = findings(
      [
        agent({ roles: [role({ requested_by: ' ' })] }),
        agent({
          id: 'b',
          display_name: 'Léo',
          roles: [ended],
          keys: [{ compartment: 'BANK', standing: 'excess', needs_second_person: false }],
        }),
      ],
      today,
    );
    expect(found).toEqual([
      { what: 'Clé en trop, à reprendre', who: ['Léo (Banque)'] },
      { what: 'Compte ouvert sans aucun profil, à clore', who: ['Léo'] },
      { what: 'Profil sans date de fin', who: ['Nadia (Inscriptions)'] },
      { what: 'Profil dont le demandeur n’est pas dit', who: ['Nadia (Inscriptions)'] },
    ]);
  });
});
