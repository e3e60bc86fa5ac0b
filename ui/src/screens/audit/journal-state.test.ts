import { beforeEach, expect, it } from 'vitest';
import { type AuditEntryView, type AuditListRequest, CallError, connect } from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import { Journal, thingOf } from './journal-state.svelte';

const everything = { agent: null, object: null, family: null, operation: null, from: null, to: null };
/** A core with `total` lines, the newest first; each reading adds one, as the real journal does. */
let total: number;
let core: ReturnType<typeof mockTransport>;
const line = (seq: number): AuditEntryView =>
  ({ desk: 1, seq, object_kind: 'family', object: null }) as AuditEntryView;
const asked = (): AuditListRequest[] => core.asked.map(([, request]) => request as AuditListRequest);
beforeEach(() => {
  total = 1203;
  core = mockTransport({
    audit_list: ({ offset, limit }) => {
      const entries = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, at) =>
        line(total - offset - at),
      );
      total += 1;
      return { total, entries, agents: [], operations: [], head: '0123456789abcdef', detail_months: 12 };
    },
  });
  connect(core);
});

it('reads 500 lines, then the 500 before them, to the first ever written', async () => {
  const journal = new Journal();
  await journal.read(everything);
  expect([journal.entries.length, journal.remaining > 0]).toEqual([500, true]);
  await journal.more();
  await journal.more();
  expect(asked().map(({ offset, limit }) => [offset, limit])).toEqual([
    [0, 500],
    [500, 500],
    [999, 500],
  ]);
  const ranks = journal.entries.map((entry) => entry.seq);
  expect(new Set(ranks).size).toBe(ranks.length);
  expect(ranks.at(-1)).toBe(1);
  expect(journal.remaining).toBe(0);
});

it('keeps its filters when it reads on, and forgets the lines of others', async () => {
  const journal = new Journal();
  await journal.read(everything);
  await journal.read({ ...everything, from: '2026-03-01', object: 'f1' });
  await journal.more();
  expect(asked().at(-1)).toMatchObject({ from: '2026-03-01', object: 'f1', offset: 500 });
  expect(journal.entries.length).toBeLessThan(1001);
});

it('shows the lines it has when the next ones are refused', async () => {
  const journal = new Journal();
  await journal.read(everything);
  core.answers.audit_list = () => {
    throw CallError.from(new Error('gone'));
  };
  await expect(journal.more()).rejects.toThrow();
  expect(journal.entries.length).toBe(500);
  expect(journal.reading).toBe(false);
});

it('names the thing, never its identifier', () => {
  const entry = { ...line(1), object_kind: 'family', object: '0190-aa' };
  expect(thingOf(entry)).not.toContain('0190');
  expect(thingOf({ ...entry, object_kind_label: 'Famille', object_label: 'Le Goff' })).toBe(
    'Famille Le Goff',
  );
  expect(thingOf({ ...entry, object_kind_label: 'Facture', object_label: null })).toBe('Facture');
});
