import { beforeEach, describe, expect, it } from 'vitest';
import {
  CallError,
  type CellIssueView,
  type FileShapeView,
  type ImportRowState,
  type JobView,
  type QuotientImportRow,
  type QuotientImportView,
  connect,
} from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import { QuotientImport } from './quotients-state.svelte';

const column = (field: string, at: number | null): FileShapeView['columns'][number] => ({
  field,
  label: field,
  required: false,
  column: at,
});
const shape = (over: Partial<FileShapeView> = {}): FileShapeView =>
  ({
    reading: 'abc',
    encoding_certain: true,
    refused: [],
    missing: [],
    columns: [column('code_organisme', 0), column('matricule', 1), column('type_qf', null), column('qf', 2)],
    ...over,
  }) as FileShapeView;
const row = (line: number, state: ImportRowState, issues: Partial<CellIssueView>[] = []): QuotientImportRow =>
  ({
    line,
    state,
    cells: ['211', '4180226', '', '742'],
    corrected: [],
    issues,
  }) as unknown as QuotientImportRow;
const rows = [
  row(2, 'accepted'),
  row(3, 'to_check', [{ field: 'matricule', severity: 'warning' }]),
  row(4, 'refused', [{ field: 'qf', severity: 'blocking' }]),
  row(5, 'accepted'),
  row(6, 'accepted'),
];
const view = (over: Partial<QuotientImportView> = {}): QuotientImportView => ({
  cancelled: false,
  shape: shape(),
  counts: { accepted: 3, to_check: 1, refused: 1, already_taken: 0 },
  rows,
  households: 3,
  ...over,
});

let core: ReturnType<typeof mockTransport>;
let file: QuotientImport;
/** A command that starts a job, and what the job answers. */
let answer: () => unknown;
const job = (value: () => unknown) => (): JobView => {
  answer = value;
  return { id: 'j1', state: 'running' } as JobView;
};
beforeEach(() => {
  core = mockTransport({
    quotients_preview: job(() => view()),
    quotients_remap: job(() => view()),
    quotients_correct: job(() => view()),
    quotients_try: job(() => ({ rows: [] })),
    job_status: () => ({ id: 'j1', state: 'done', value: answer(), changes: [] }) as unknown as JobView,
    quotients_commit: () => ({ batch: { accepted: 4 } }) as never,
  });
  connect(core);
  file = new QuotientImport();
});
const asked = (): unknown => core.asked.filter(([command]) => command !== 'job_status').at(-1);

describe('opening a file of the CAF', () => {
  it('shows its rows at once when its form leaves no doubt', async () => {
    await file.open();
    expect(file.step).toBe('preview');
    expect(file.fields.map((one) => [one.field, one.at])).toEqual([
      ['code_organisme', 0],
      ['matricule', 1],
      ['qf', 3],
    ]);
  });
  it('waits for the caisse when the file has numbers and no column says whose they are', async () => {
    const columns = [column('code_organisme', null), column('matricule', 0), column('qf', 1)];
    core.answers.quotients_preview = job(() => view({ shape: shape({ columns }) }));

    await file.open();
    expect([file.step, file.lacksCaisse]).toEqual(['columns', true]);
    await file.reread({ reading: { organisme: '211' } });
    expect(asked()).toEqual([
      'quotients_remap',
      { reading: { encoding: null, separator: null, organisme: '211' }, columns: [] },
    ]);
  });
  it('reads a file dropped on the window like a chosen one', async () => {
    const given = { name: 'qf.csv', bytes: [109, 59] };
    await file.open(given);
    expect(asked()).toMatchObject(['quotients_preview', { file: given }]);
  });
  it('keeps the file at hand when another cannot be read', async () => {
    await file.open();
    core.answers.quotients_preview = () => {
      throw new CallError({
        code: 'bad_file',
        message: 'Illisible.',
        fields: [],
        params: {},
        reference: null,
      });
    };
    await file.open();
    expect([file.error?.code, file.step, file.busy]).toEqual(['bad_file', 'preview', false]);
  });
});

describe('deciding', () => {
  beforeEach(() => file.open());

  it('agrees to a line in doubt, gives it up, and never to a refused one', () => {
    expect([file.taken, file.aside, file.worked]).toEqual([3, 1, false]);
    file.decide(rows[1]!);
    file.decide(rows[2]!);
    expect([file.taken, file.aside, file.agreed, file.worked]).toEqual([4, 0, [3], true]);
    file.decide(rows[1]!);
    expect(file.agreed).toEqual([]);
  });
  it('forgets what was agreed to when the line is corrected: it says something else now', async () => {
    file.decide(rows[1]!);
    await file.correct(rows[1]!, 'matricule', '4180227');
    expect(asked()).toEqual(['quotients_correct', { line: 3, field: 'matricule', value: '4180227' }]);
    expect(file.agreed).toEqual([]);
    expect(file.worked).toBe(true);
  });
  it('keeps what was agreed to when another line is corrected, unless it is no longer in doubt', async () => {
    file.decide(rows[1]!);
    await file.correct(rows[2]!, 'qf', '742');
    expect(file.agreed).toEqual([3]);
    core.answers.quotients_correct = job(() =>
      view({ rows: [rows[0]!, row(3, 'refused'), ...rows.slice(2)] }),
    );
    await file.correct(rows[2]!, 'qf', '743');
    expect(file.agreed).toEqual([]);
  });
  it('forgets decisions when the file is read otherwise', async () => {
    file.decide(rows[1]!);
    await file.reread({ reading: { separator: 'comma' } });
    expect([file.agreed, file.worked]).toEqual([[], false]);
  });
  it('walks from fault to fault, round again, past what is settled', () => {
    const next = (from: number | undefined, by: 1 | -1) => file.nextFault(rows, from, by)?.line;
    expect([next(undefined, 1), next(3, 1), next(4, 1), next(undefined, -1), next(3, -1)]).toEqual([
      3, 4, 3, 4, 4,
    ]);
    file.decide(rows[1]!);
    expect([next(2, 1), next(4, 1)]).toEqual([4, 4]);
  });
  it('shows a fault with its neighbours', () => {
    expect(rows.filter((one) => file.isAround(one)).map((one) => one.line)).toEqual([2, 3, 4, 5]);
  });
});

describe('taking', () => {
  it('tries, then records, the very file that was shown with what was agreed to', async () => {
    await file.open();
    file.decide(rows[1]!);
    await file.try();
    expect([asked(), file.step]).toEqual([
      ['quotients_try', { reading: 'abc', accepted_lines: [3] }],
      'trial',
    ]);
    const done = await file.commit();
    expect([asked(), file.step]).toEqual([
      ['quotients_commit', { reading: 'abc', accepted_lines: [3] }],
      'done',
    ]);
    expect([done?.batch.accepted, file.worked]).toEqual([4, false]);
  });
  it('stays on the trial when the core refuses, and says why', async () => {
    await file.open();
    await file.try();
    core.answers.quotients_commit = () => {
      throw new CallError({
        code: 'changed_since_preview',
        message: 'Un autre fichier.',
        fields: [],
        params: {},
        reference: null,
      });
    };
    expect(await file.commit()).toBeUndefined();
    expect([file.step, file.error?.code]).toEqual(['trial', 'changed_since_preview']);
  });
});
