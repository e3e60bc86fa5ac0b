import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import { QuotientFix } from './quotient-fix-state.svelte';

let core: ReturnType<typeof mockTransport>;
beforeEach(() => {
  core = mockTransport();
  connect(core);
});

const typed = (value: number | null) => {
  const fix = new QuotientFix('h1', '2026-10', () => undefined);
  fix.form.set('quotient.value', value);
  return fix;
};

describe('a missing quotient', () => {
  it('says whose it is and where it was read', () => {
    const fix = typed(68_400);
    expect(fix.draft).toMatchObject({ kind: 'caf', source: 'attestation', value: 68_400, month: '2026-10' });
    fix.form.set('origin', 'tax');
    expect(fix.draft).toMatchObject({ kind: 'tax', source: 'tax_notice' });
  });

  it('is not taken while it is incomplete: zero is not a quotient', () => {
    expect(typed(null).draft).toBeUndefined();
    expect(typed(0).draft).toBeUndefined();
  });

  it('is recorded for its household', async () => {
    const done = vi.fn();
    core.answers.quotient_add = () => ({ family: 'f1', subject: 'q1' });
    const fix = new QuotientFix('h1', '2026-10', done);
    await fix.form.submit();
    expect(core.asked).toEqual([]);
    fix.form.set('quotient.value', 68_400);
    await fix.form.submit();
    expect(core.asked.at(-1)).toEqual(['quotient_add', { household: 'h1', quotient: fix.draft }]);
    expect(done).toHaveBeenCalled();
  });
});
