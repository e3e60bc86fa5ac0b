import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type AnomalyRow,
  type BillingPreviewView,
  CallError,
  type JobView,
  type RunView,
  announceChanges,
  connect,
} from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import { billingOf } from './month-state.svelte';

const anomaly = (over: Partial<AnomalyRow>): AnomalyRow => ({
  code: 'quotient_missing',
  severity: 'to_check',
  title: 'Quotient manquant',
  subject: 'Hamel',
  statement: '',
  amount_cents: 0,
  remedy: 'enter_quotient',
  family: 'f1',
  household: 'h1',
  child: null,
  activity: null,
  unit: null,
  day: null,
  invoice: null,
  ...over,
});
const preview = (over: Partial<BillingPreviewView> = {}): BillingPreviewView =>
  ({
    month: '2026-10',
    computed_at_ms: 0,
    digest: 'd1',
    invoices: 412,
    total_cents: 4_831_762,
    anomalies: [],
    blocking: 0,
    warnings: 0,
    has_something_new: true,
    bookings_to_come: false,
    ...over,
  }) as BillingPreviewView;
const job = (over: Partial<JobView>): JobView =>
  ({
    id: 'j',
    command: '',
    phase: '',
    done: 0,
    total: 0,
    remaining_seconds: null,
    state: 'done',
    value: null,
    error: null,
    changes: [],
    ...over,
  }) as JobView;

let core: ReturnType<typeof mockTransport>;
/** What the job under way will answer. */
let outcome: Partial<JobView>;
const refuse = (code: 'not_found' | 'changed_since_preview'): never => {
  throw new CallError({ code, message: 'Non.', fields: [], params: {}, reference: null });
};

let nth = 0;
const fresh = () => billingOf(`2026-${String((nth++ % 12) + 1).padStart(2, '0')}`);

beforeEach(() => {
  outcome = { value: preview() };
  core = mockTransport({
    billing_preview_show: () => refuse('not_found'),
    billing_preview: () => job({ state: 'running' }),
    billing_commit: () => job({ state: 'running' }),
    billing_preview_invoices: () => ({ digest: 'd1', invoices: [] }),
    job_status: () => job(outcome),
  });
  connect(core);
});
afterEach(() => vi.useRealTimers());

describe('opening a month', () => {
  it('waits for a computation when the core holds none', async () => {
    const billing = fresh();
    await billing.open();
    expect(billing.stage).toBe('prepare');
    expect(billing.refusal).toBeUndefined();
    expect(billing.obstacle).toBe('Calculez d’abord l’aperçu.');
  });
  it('takes up the preview the core still holds', async () => {
    core.answers.billing_preview_show = () => preview();
    const billing = fresh();
    await billing.open();
    expect(billing.stage).toBe('check');
    expect(billing.obstacle).toBeUndefined();
  });
  it('is the same work when the agent comes back to it', () => {
    const billing = fresh();
    expect(billingOf(billing.month)).toBe(billing);
  });
});

describe('putting right', () => {
  it('is old as soon as something it depends on is written', async () => {
    const billing = fresh();
    await billing.compute();
    announceChanges(['payments']);
    expect(billing.isOld).toBe(false);
    announceChanges([`attendance:${billing.month}`, 'family:f1']);
    announceChanges(['attendance:2019-01']);
    expect(billing.corrections).toBe(1);
    expect(billing.obstacle).toContain('recalculez');
    expect(billing.title).toContain('1\u00a0correction');
  });

  it('says what is settled since, and what the corrections changed', async () => {
    outcome = {
      value: preview({
        anomalies: [anomaly({}), anomaly({ household: 'h2', amount_cents: 500 })],
        warnings: 2,
      }),
    };
    const billing = fresh();
    await billing.compute();
    announceChanges(['family:f1']);
    outcome = {
      value: preview({
        total_cents: 4_827_392,
        anomalies: [anomaly({ household: 'h2', amount_cents: 700 })],
        warnings: 1,
      }),
    };
    await billing.compute();
    expect(billing.anomalies.map((one) => [one.group, one.row.household])).toEqual([
      ['to_check', 'h2'],
      ['settled', 'h1'],
    ]);
    expect(billing.drift).toEqual({ cents: -4370, invoices: 0 });
    expect(billing.isOld).toBe(false);
  });

  it('brings a settled point back when it is found again', async () => {
    const billing = fresh();
    for (const anomalies of [[anomaly({})], [], [anomaly({})]]) {
      outcome = { value: preview({ anomalies }) };
      await billing.compute();
    }
    expect(billing.anomalies.map((one) => one.group)).toEqual(['to_check']);
  });

  it('stays old when something was written while it computed', async () => {
    const billing = fresh();
    await billing.compute();
    core.answers.job_status = () => {
      announceChanges(['tariffs']);
      return job(outcome);
    };
    await billing.compute();
    expect(billing.corrections).toBe(1);
  });

  it('keeps the figures of a computation given up, and nothing can be issued from them', async () => {
    const billing = fresh();
    await billing.compute();
    outcome = { state: 'cancelled' };
    await billing.compute();
    expect(billing.preview?.digest).toBe('d1');
    expect(billing.held).toBe(false);
    expect(billing.obstacle).toContain('n’est plus en mémoire');
  });
});

describe('issuing', () => {
  it.each([
    [{ blocking: 3 }, 'Trois points bloquent'],
    [{ blocking: 1 }, 'Un point bloque encore'],
    [{ has_something_new: false }, 'Tout est déjà émis'],
  ])('waits while %o', async (over, sentence) => {
    outcome = { value: preview(over) };
    const billing = fresh();
    await billing.compute();
    expect(billing.obstacle).toContain(sentence);
  });

  it('sends the digest the agent saw, and forgets the month once issued', async () => {
    const billing = fresh();
    await billing.compute();
    const run = { run: { id: 'r1' }, already_issued: false, activities: [] } as unknown as RunView;
    outcome = { value: run };
    expect(await billing.issue()).toEqual(run);
    expect(core.asked.find(([command]) => command === 'billing_commit')?.[1]).toEqual({
      month: '2026-10',
      digest: 'd1',
      bookings_to_come: false,
    });
    expect(billingOf(billing.month)).not.toBe(billing);
  });

  it('bills what has not happened yet only once the agent agreed, and says so to the core', async () => {
    const billing = fresh();
    outcome = { value: preview({ blocking: 1 }) };
    await billing.compute();
    expect(billing.obstacle).toContain('bloque');
    outcome = { value: preview({ digest: 'd2', bookings_to_come: true }) };
    await billing.acceptBookings(true);
    expect(core.asked.filter(([command]) => command === 'billing_preview').at(-1)?.[1]).toMatchObject({
      bookings_to_come: true,
    });
    outcome = { value: { run: { id: 'r1' }, already_issued: false, activities: [] } as unknown as RunView };
    await billing.issue();
    expect(core.asked.find(([command]) => command === 'billing_commit')?.[1]).toMatchObject({
      digest: 'd2',
      bookings_to_come: true,
    });
  });

  it('offers to compute again when the core says that something changed', async () => {
    const billing = fresh();
    await billing.compute();
    core.answers.billing_commit = () => refuse('changed_since_preview');
    expect(await billing.issue()).toBeUndefined();
    expect(billing.refusal?.code).toBe('changed_since_preview');
    expect(billing.isOld).toBe(true);
    await billing.compute();
    expect(billing.refusal).toBeUndefined();
    expect(billing.obstacle).toBeUndefined();
  });
});
