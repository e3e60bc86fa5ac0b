import { beforeEach, describe, expect, it } from 'vitest';
import {
  CallError,
  type FileShapeView,
  type JobView,
  type ReturnImportRow,
  type ReturnImportView,
  connect,
} from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import { ReturnImport } from './returns-state.svelte';

const shape = (over: Partial<FileShapeView> = {}): FileShapeView =>
  ({
    reading: 'abc',
    encoding_certain: true,
    missing: [],
    refused: [],
    columns: [],
    ...over,
  }) as FileShapeView;
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
/** What the job that reads the file answers. */
let read: () => ReturnImportView;
const started = (): JobView => ({ id: 'j1', state: 'running' }) as JobView;
beforeEach(() => {
  read = () => view();
  core = mockTransport({
    returns_preview: started,
    returns_remap: started,
    job_status: () => ({ id: 'j1', state: 'done', value: read(), changes: [] }) as unknown as JobView,
  });
  connect(core);
});
/** The last thing asked, the line of the job apart. */
const asked = () => core.asked.filter(([command]) => command !== 'job_status').at(-1);

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
    read = () => view({ shape: shape(over) });
    const file = new ReturnImport();
    await file.open();
    expect(file.step).toBe('columns');
  });
  it('stays where it was when the agent gives up choosing', async () => {
    read = () => view({ cancelled: true, shape: null });
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
    expect(asked()?.[1]).toMatchObject({ reading: { separator: 'comma', encoding: null } });
  });
  it('records the very file that was shown, with what was decided', async () => {
    core.answers.returns_commit = () => ({ batch: { refused: 0 } }) as never;
    const file = new ReturnImport();
    await file.open();
    file.choose(doubtful, 'i1');
    await file.commit();
    expect(asked()).toEqual(['returns_commit', { reading: 'abc', choices: [{ line: 4, invoice: 'i1' }] }]);
    expect(file.step).toBe('file');
  });
  it('keeps the file while lines refused are left to be given back, and not afterwards', async () => {
    core.answers.returns_commit = () => ({ batch: { refused: 1 } }) as never;
    core.answers.returns_rejected_file = () => ({ file_name: 'retour_refusees.csv' }) as never;
    const file = new ReturnImport();
    await file.open();
    await file.commit();
    expect([file.step, file.refused]).toEqual(['done', 1]);
    expect((await file.saveRefused())?.file_name).toBe('retour_refusees.csv');
    file.forget();
    core.answers.returns_show = () => view();
    const again = new ReturnImport();
    await again.resume();
    expect(again.step).toBe('file');
  });
  it('shows the file that was read while the agent was elsewhere', async () => {
    core.answers.returns_show = () => view({ shape: shape({ sha256: 'other' }) });
    const file = new ReturnImport();
    await file.resume();
    expect(file.step).toBe('preview');
  });
  it('keeps what was read when the agent stops another reading', async () => {
    const file = new ReturnImport();
    await file.open();
    file.choose(doubtful, 'i1');
    core.answers.job_status = () => ({ id: 'j1', state: 'cancelled', changes: [] }) as unknown as JobView;
    await file.reread({ reading: { separator: 'comma' } });
    expect([file.choices.length, file.reading.separator]).toEqual([1, null]);
  });
});
