import { describe, expect, it } from 'vitest';
import type { RecoveryView } from '$lib/api';
import { awaitedWords, standingOf, stepOf } from './recovery-steps';

const sheets = (over: Partial<RecoveryView> = {}): RecoveryView => ({
  mark: 'A1B2C3D4',
  number: 1,
  printable: false,
  printed_at_ms: 1,
  rehearsed_at_ms: 2,
  ready: true,
  used: false,
  days_since_rehearsal: 10,
  awaited: [],
  needs_second_person: false,
  ...over,
});

describe('the next step about the sheets', () => {
  it.each([
    ['just made', { printable: true, printed_at_ms: null, rehearsed_at_ms: null }, 'print'],
    ['never printed, and the session is over', { printed_at_ms: null, rehearsed_at_ms: null }, 'make'],
    ['printed', { rehearsed_at_ms: null }, 'try'],
    ['tried', {}, 'done'],
    ['used at the door', { used: true }, 'make'],
    ['used, with no more than the old ones printed', { used: true, printable: true }, 'make'],
  ])('%s', (_, over, step) => expect(stepOf(sheets(over))).toBe(step));
});

describe('how they stand', () => {
  it.each([
    [10, 'ok'],
    [334, 'ok'],
    [335, 'warn'],
    [364, 'warn'],
    [365, 'bad'],
  ])('%i days after the try', (days, tone) =>
    expect(standingOf(sheets({ days_since_rehearsal: days })).tone).toBe(tone),
  );
  it('says that no family comes in before the first try, and only then', () => {
    expect(standingOf(sheets({ rehearsed_at_ms: null, ready: false })).words).toMatch(/aucune famille/);
    expect(standingOf(sheets({ rehearsed_at_ms: null, ready: true })).words).not.toMatch(/aucune famille/);
  });
  it('names what they do not open yet', () => {
    expect(awaitedWords([])).toBeUndefined();
    expect(awaitedWords(['Santé'])).toMatch(/pas encore «\u00a0santé\u00a0»/);
  });
});
