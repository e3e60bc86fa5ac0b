import { beforeEach, describe, expect, it } from 'vitest';
import {
  CallError,
  type FileShapeView,
  type ReturnImportRow,
  type ReturnImportView,
  connect,
} from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import { ReturnImport } from './returns-state.svelte';

const shape = (over: Partial<FileShapeView> = {}): FileShapeView =>
  ({ sha256: 'abc', encoding_certain: true, missing: [], columns: [], ...over }) as FileShapeView;
const doubtful = { line: 4, state: 'to_check', proposals: [{ invoice: 'i1' }] } as ReturnImportRow;
const view = (over: Partial<ReturnImportView> = {}): ReturnImportView => ({
  cancelled: false,
  shape: shape(),
  counts: { accepted: 267, to_check: 4, refused: 1, already_taken: 0 },
  rows: [doubtful],
  accepted_cents: 0,
  to_check_cents: 0,
  ...over,
});

let core: ReturnType<typeof mockTransport>;
beforeEach(() => {
  core = mockTransport({ returns_preview: () => view(), returns_remap: () => view() });
  connect(core);
});

describe('opening a return', () => {
  it('goes straight to the preview when everything was recognised', async () => {
    const file = new ReturnImport();
    await file.open();
    expect(file.step).toBe('preview');
  });
  it.each([
    ['a column is missing', { missing: ['Montant'] }],
    ['the encoding is a guess', { encoding_certain: false }],
  ])('shows its form first when %s', async (_, over) => {
    core.answers.returns_preview = () => view({ shape: shape(over) });
    const file = new ReturnImport();
    await file.open();
    expect(file.step).toBe('columns');
  });
  it('stays where it was when the agent gives up choosing', async () => {
    core.answers.returns_preview = () => view({ cancelled: true, shape: null });
    const file = new ReturnImport();
    await file.open();
    expect([file.step, file.view]).toEqual(['file', undefined]);
  });
  it('says why a file cannot be read, and can try another', async () => {
    core.answers.returns_preview = () => {
      throw new CallError({
        code: 'bad_file',
        message: 'Illisible.',
        fields: [],
        params: {},
        reference: null,
      });
    };
    const file = new ReturnImport();
    await file.open();
    expect(file.error?.code).toBe('bad_file');
    expect(file.busy).toBe(false);
  });
});

describe('deciding', () => {
  it('takes a proposal, gives it back, and counts what waits', async () => {
    const file = new ReturnImport();
    await file.open();
    expect([file.taken, file.waiting]).toEqual([267, 4]);
    file.choose(doubtful, 'i1');
    expect([file.taken, file.waiting]).toEqual([268, 3]);
    expect(file.choices).toEqual([{ line: 4, invoice: 'i1' }]);
    file.choose(doubtful, 'i1');
    expect(file.choices).toEqual([]);
  });
  it('forgets decisions when the file is read otherwise: its lines may not be the same', async () => {
    const file = new ReturnImport();
    await file.open();
    file.choose(doubtful, 'i1');
    await file.reread({ reading: { separator: 'comma' } });
    expect(file.choices).toEqual([]);
    expect(core.asked.at(-1)?.[1]).toMatchObject({ reading: { separator: 'comma', encoding: null } });
  });
  it('records the very file that was shown, with what was decided', async () => {
    core.answers.returns_commit = () => ({ batch: {} }) as never;
    const file = new ReturnImport();
    await file.open();
    file.choose(doubtful, 'i1');
    await file.commit();
    expect(core.asked.at(-1)).toEqual([
      'returns_commit',
      { sha256: 'abc', choices: [{ line: 4, invoice: 'i1' }] },
    ]);
    expect(file.step).toBe('file');
  });
});
