import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallError, type HealthEditRequest, type HealthView, connect } from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import { OPEN_MINUTES, RecordState, leftWords } from './record-state.svelte';
import { doseColumns, withInjection } from './doses';
import { withSectionOf } from './sections';
import { checkWords, textsOf } from './words-check';

const record = {
  allergies: [],
  pai: null,
  needs_support: false,
  adaptations: '',
  kitchen_note: '',
  care_note: '',
  care_agreed_on: null,
  doses: [],
  contraindications: [],
};
const view = {
  child: 'c',
  record,
  diet_code: 'STD',
  doctor_name: '',
  doctor_phone: '',
} as unknown as HealthView;

describe('an open record', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('closes when nobody touches it, and lets everything go', async () => {
    connect(mockTransport({ health_show: () => view }));
    const state = new RecordState('c');
    await state.open('Réunion PAI avec le médecin');
    const stop = state.watch();
    vi.advanceTimersByTime((OPEN_MINUTES * 60 - 5) * 1000);
    expect(state.view).toBeDefined();
    expect(state.left).toBe(5);
    dispatchEvent(new Event('keydown'));
    vi.advanceTimersByTime(OPEN_MINUTES * 60 * 1000 - 1000);
    expect(state.view).toBeDefined();
    vi.advanceTimersByTime(1000);
    expect(state.view).toBeUndefined();
    expect(state.reason).toBe('');
    stop();
  });
  it('keeps the refusal of a reason that says nothing', async () => {
    const refused = new CallError({
      code: 'invalid',
      message: 'Dites pourquoi.',
      fields: [],
      reference: null,
      params: {},
    });
    connect(
      mockTransport({
        health_show: () => {
          throw refused;
        },
      }),
    );
    const state = new RecordState('c');
    await state.open('…');
    expect(state.refusal?.message).toBe('Dites pourquoi.');
    expect(state.view).toBeUndefined();
  });
  it('is read again after a write, under the same reason', async () => {
    const core = mockTransport({ health_show: () => view });
    connect(core);
    const state = new RecordState('c');
    await state.open('Mise à jour des vaccins');
    await state.write(state.values!);
    expect(core.asked.map(([command]) => command)).toEqual(['health_show', 'health_edit', 'health_show']);
    expect(core.asked[2]?.[1]).toEqual({ child: 'c', reason: 'Mise à jour des vaccins' });
  });
  it('says the time left in minutes, then in seconds', () => {
    expect(leftWords(480)).toBe('8\u00a0min');
    expect(leftWords(61)).toBe('2\u00a0min');
    expect(leftWords(42)).toBe('42\u00a0s');
  });
});

describe('texts of a record', () => {
  it('are checked each for what it is for, empty ones left alone', () => {
    const texts = textsOf({
      record: {
        ...record,
        adaptations: 'Plan incliné',
        allergies: [
          { allergen: { kind: 'regulated', code: 5 }, severity: 'severe', instruction: 'Rien au goûter' },
        ],
      },
    });
    expect(texts.map(({ field, kind }) => [field, kind])).toEqual([
      ['record.adaptations', 'adaptation'],
      ['record.allergies.0.instruction', 'instruction'],
    ]);
  });
  it('block on a refused word and warn on a signalled one', async () => {
    connect(
      mockTransport({
        health_words_check: ({ text }) => ({
          words: [
            {
              word: text,
              category: 'religion',
              verdict: text === 'halal' ? 'refused' : 'signalled',
              explanation: 'Écrivez « sans porc ».',
            },
          ],
        }),
      }),
    );
    const issues = await checkWords({ record: { ...record, kitchen_note: 'halal', adaptations: 'autre' } });
    expect(issues.map(({ severity }) => severity)).toEqual(['warning', 'blocking']);
    expect(issues[1]?.message).toContain('«\u00a0halal\u00a0»');
  });
});

describe('doses', () => {
  it('come several at a time, never twice', () => {
    const once = withInjection([], ['DIP', 'TET'], '2026-05-11');
    expect(withInjection(once, ['DIP', 'POL'], '2026-05-11').map(({ valence }) => valence)).toEqual([
      'DIP',
      'TET',
      'POL',
    ]);
  });
  it('stay in the order of their days', () => {
    const doses = withInjection([{ valence: 'ROU', on: '2026-06-15' }], ['ROU'], '2025-06-15');
    expect(doses.map(({ on }) => on)).toEqual(['2025-06-15', '2026-06-15']);
  });
  it('ask for as many columns as the fullest valence, three at least', () => {
    expect(doseColumns([{ doses: ['a'] }])).toBe(3);
    expect(doseColumns([{ doses: ['a', 'b', 'c', 'd'] }])).toBe(4);
  });
});

describe('undoing a section', () => {
  const before = { child: 'c', record, diet_code: 'STD', doctor_name: '', doctor_phone: '' };
  const now = {
    ...before,
    diet_code: 'VEGE',
    doctor_name: 'Dr Quéméner',
    record: { ...record, adaptations: 'Plan incliné', kitchen_note: 'Table à part' },
  };
  it('puts it back and leaves the others as they are now', () => {
    const undone = withSectionOf('meals', before, now);
    expect(undone).toEqual({ ...now, diet_code: 'STD', record: { ...now.record, kitchen_note: '' } });
  });
  it('can put back each of them', () => {
    const sections = ['allergies', 'pai', 'meals', 'care', 'doctor', 'vaccines'] as const;
    const undone = sections.reduce<HealthEditRequest>(
      (request, section) => withSectionOf(section, before, request),
      now,
    );
    expect(undone).toEqual(before);
  });
});
