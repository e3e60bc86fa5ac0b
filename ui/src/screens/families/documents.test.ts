import { expect, it } from 'vitest';
import type { AttachedFileView, DocumentEntryView, DocumentLineView } from '$lib/api';
import { filesOf, isLacking, lineKey, nextLacking, subjectKey, subjectOf } from './documents';

const line = (id: string, standing: DocumentLineView['standing'], may_note = true): DocumentLineView => ({
  kind: id,
  kind_name: id,
  nature: 'ordinary',
  keeping: 'copy',
  subject: { of: 'child', id: 'lou' },
  subject_name: 'Lou',
  asked_by: [],
  standing,
  standing_label: '',
  may_note,
  takes_note: true,
  no_file: '',
});

it('goes from what was just noted to the next that lacks, then round', () => {
  const lines = [
    line('a', 'missing'),
    line('b', 'received'),
    line('c', 'expired'),
    line('d', 'missing', false),
  ];
  expect(nextLacking(lines, undefined)?.kind).toBe('a');
  expect(nextLacking(lines, lineKey(lines[0]!))?.kind).toBe('c');
  expect(nextLacking(lines, lineKey(lines[2]!))?.kind).toBe('a');
  expect(nextLacking([line('a', 'missing')], 'a/child/lou')).toBeUndefined();
  expect(nextLacking([line('b', 'received')], undefined)).toBeUndefined();
});

it('names somebody by one word and back', () => {
  const subject = { of: 'household', id: '42' } as const;
  expect(subjectOf(subjectKey(subject))).toEqual(subject);
});

it('counts as lacking what does not hold today', () => {
  const all = ['missing', 'refused', 'to_complete', 'expired', 'expires_soon', 'received'] as const;
  expect(all.filter(isLacking)).toEqual(['missing', 'refused', 'to_complete', 'expired']);
});

it('lists the files of a paper, those handed in last first', () => {
  const file = (id: string): AttachedFileView => ({
    id,
    format: 'pdf',
    label: '',
    agent: '',
    may_open: true,
  });
  const entry = (id: string, files: string[]): DocumentEntryView => ({
    id,
    label: '',
    agent: '',
    draft: {} as DocumentEntryView['draft'],
    files: files.map(file),
  });
  const history = [entry('juin', ['c']), entry('mars', ['a', 'b'])];
  expect(filesOf({ history }).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  expect(filesOf({})).toEqual([]);
});
