import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CallError, type CafAlshView, type JobView, connect } from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import { formatHours } from '$lib/text/format';
import { periodName, usualPeriods } from './hours';
import { HoursCount } from './hours-state.svelte';

const counted = (over: Partial<CafAlshView> = {}): CafAlshView => ({
  from: '2026-01',
  to: '2026-03',
  rows: [{ month: '2026-03' } as CafAlshView['rows'][number]],
  done_minutes: 540,
  capped_minutes: 120,
  billed_minutes: 660,
  unticked: 0,
  ...over,
});
const job = (over: Partial<JobView> = {}): JobView =>
  ({ id: 'j1', command: '', state: 'done', changes: [], value: counted(), ...over }) as JobView;
const refused = (code: 'not_found' | 'invalid'): never => {
  throw new CallError({ code, message: 'Non.', fields: [], params: {}, reference: null } as never);
};

let core: ReturnType<typeof mockTransport>;
let hours: HoursCount;
beforeEach(() => {
  core = mockTransport({
    caf_alsh_show: () => refused('not_found'),
    caf_alsh_preview: () => job(),
    caf_alsh_export: () => job(),
    job_status: () => job(),
  });
  connect(core);
  hours = new HoursCount('2026-04-05');
});

describe('the periods offered', () => {
  it.each([
    ['2026-04-05', ['2026-01 2026-03', '2026-03 2026-03', '2026-01 2026-03', '2025-01 2025-12']],
    ['2026-01-15', ['2025-10 2025-12', '2025-12 2025-12', '2025-01 2025-12', '2025-01 2025-12']],
    ['2026-12-31', ['2026-07 2026-09', '2026-11 2026-11', '2026-01 2026-11', '2025-01 2025-12']],
  ])('on %s are whole months gone by', (today, expected) => {
    expect(usualPeriods(today).map(({ period }) => `${period.from} ${period.to}`)).toEqual(expected);
  });
  it('are named as one says them', () => {
    expect(periodName({ from: '2026-03', to: '2026-03' })).toBe('mars 2026');
    expect(periodName({ from: '2026-01', to: '2026-03' })).toBe('janvier à mars 2026');
    expect(periodName({ from: '2025-11', to: '2026-03' })).toBe('novembre 2025 à mars 2026');
  });
});

it.each([
  [32_415, '540,25'],
  [0, '0,00'],
  [65, '1,08'],
  [90_720, '1\u00a0512,00'],
])('%i minutes are %s hours, as the file says', (minutes, hoursWritten) => {
  expect(formatHours(minutes)).toBe(hoursWritten);
});

describe('counting', () => {
  it('asks for the quarter gone by, and cannot export before', async () => {
    await hours.open();
    expect([hours.view, hours.refusal, hours.obstacle]).toEqual([
      undefined,
      undefined,
      'Comptez d’abord les heures.',
    ]);
    await hours.count();
    expect(core.asked[1]).toEqual(['caf_alsh_preview', { from: '2026-01', to: '2026-03' }]);
    expect([hours.view?.done_minutes, hours.obstacle, hours.working]).toEqual([540, undefined, undefined]);
  });
  it('shows again what was counted since the vault was opened', async () => {
    core.answers.caf_alsh_show = () => counted();
    await hours.open();
    expect(hours.upToDate).toBe(true);
  });
  it('never exports another period than the one that is read', async () => {
    await hours.count();
    hours.form.set('to', '2026-02');
    expect(hours.obstacle).toMatch(/période a changé/);
    const before = core.asked.length;
    await hours.export();
    expect(core.asked.length).toBe(before);
  });
  it('keeps what was shown when the agent gives the count up', async () => {
    await hours.count();
    core.answers.job_status = () => job({ state: 'cancelled', value: null });
    await hours.choose({ from: '2025-01', to: '2025-12' });
    expect([hours.view?.from, hours.working]).toEqual(['2026-01', undefined]);
  });
  it('says why nothing could be counted', async () => {
    core.answers.caf_alsh_preview = () => refused('invalid');
    await hours.count();
    expect([hours.refusal?.message, hours.working]).toEqual(['Non.', undefined]);
  });
  it('cancels the job under way, and only then', async () => {
    await hours.cancel();
    expect(core.asked).toEqual([]);
    let release = (): void => undefined;
    core.answers.job_status = () =>
      new Promise<JobView>((done) => (release = () => done(job({ state: 'cancelled', value: null }))));
    const counting = hours.count();
    await vi.waitFor(() => expect(hours.job).toBe('j1'));
    await hours.cancel();
    expect(core.asked.at(-1)).toEqual(['job_cancel', { job: 'j1' }]);
    release();
    await counting;
    expect(hours.job).toBeUndefined();
  });
});

describe('exporting', () => {
  it('writes the period shown and shows what was written', async () => {
    await hours.count();
    core.answers.caf_alsh_show = () => counted({ done_minutes: 600 });
    core.answers.job_status = () => job({ value: { file_name: 'etat.csv' } });
    expect(await hours.export()).toMatchObject({ file_name: 'etat.csv' });
    expect(core.asked.some(([command]) => command === 'caf_alsh_export')).toBe(true);
    expect(hours.view?.done_minutes).toBe(600);
  });
  it('says why a statement cannot leave', async () => {
    await hours.count();
    core.answers.caf_alsh_export = () => refused('invalid');
    expect(await hours.export()).toBeUndefined();
    expect(hours.refusal?.message).toBe('Non.');
  });
});
