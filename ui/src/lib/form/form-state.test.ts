import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CallError, type FieldIssue, connect } from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import { FormState } from './form-state.svelte';

interface Child {
  name: string;
  birth_date: string | null;
  guardians: { phone: string }[];
}

const issue = (path: string, message: string, severity: FieldIssue['severity'] = 'blocking'): FieldIssue => ({
  field: path,
  code: 'malformed',
  message,
  severity,
});
const refusal = (fields: FieldIssue[], message = 'Refusé.') =>
  new CallError({ code: 'invalid', message, fields, reference: null, params: {} });

let core: ReturnType<typeof mockTransport>;
beforeEach(() => {
  core = mockTransport({ draft_get: () => ({ body: null, saved_at_ms: null }) });
  connect(core);
});
const received = (command: string) => core.asked.filter(([asked]) => asked === command);

function childForm(submit = vi.fn().mockResolvedValue('done')) {
  const form = new FormState<Child, string>({
    initial: { name: '', birth_date: null, guardians: [{ phone: '' }] },
    required: ['name', 'birth_date'],
    submit,
    draft: 'child_register',
  });
  const focused: string[] = [];
  for (const [path, label] of [
    ['name', 'Nom'],
    ['birth_date', 'Date de naissance'],
    ['guardians.0.phone', 'Téléphone'],
  ] as const) {
    form.register(path, { label, focus: () => focused.push(path) });
  }
  return { form, submit, focused };
}

describe('submitting', () => {
  it('says all that is missing at once, in the order of the screen, and does not call', async () => {
    const { form, submit } = childForm();
    form.setUnread('birth_date', 'Février n’a que 28 jours en 2021.');
    await form.submit();
    expect(submit).not.toHaveBeenCalled();
    expect(form.blocking.map(({ label, issue }) => [label, issue.message])).toEqual([
      ['Nom', 'Réponse attendue.'],
      ['Date de naissance', 'Février n’a que 28 jours en 2021.'],
    ]);
    expect(form.refusals).toBe(1);
  });

  it('places each issue of the core beside its field, the rest in the summary', async () => {
    const { form } = childForm(
      vi
        .fn()
        .mockRejectedValue(
          refusal([issue('guardians.0.phone', 'Dix chiffres.'), issue('elsewhere', 'Ailleurs.')]),
        ),
    );
    form.set('name', 'Le Goff');
    form.set('birth_date', '2019-03-14');
    await form.submit();
    expect(form.issue('guardians.0.phone')?.message).toBe('Dix chiffres.');
    expect(form.general).toEqual(['Ailleurs.']);
    expect(form.submitting).toBe(false);
  });

  it('keeps a refusal without field as a sentence', async () => {
    const { form } = childForm();
    form.refuse(refusal([], 'La famille a été fermée.'));
    expect(form.general[0]).toBe('La famille a été fermée.');
  });

  it('forgives an answer that changes', async () => {
    const { form } = childForm();
    await form.submit();
    form.set('name', 'Le Goff');
    expect(form.issue('name')).toBeUndefined();
    expect(form.issue('birth_date')?.message).toBe('Réponse attendue.');
  });

  it('is clean again once kept, and drops its draft', async () => {
    const { form, submit } = childForm();
    form.set('name', 'Le Goff');
    form.set('birth_date', '2019-03-14');
    expect(form.dirty).toBe(true);
    await form.submit();
    expect(submit).toHaveBeenCalledWith({
      name: 'Le Goff',
      birth_date: '2019-03-14',
      guardians: [{ phone: '' }],
    });
    expect(form.dirty).toBe(false);
    expect(received('draft_discard')).toEqual([['draft_discard', { key: 'child_register' }]]);
  });
});

describe('leaving a field', () => {
  it('shows what is wrong with it, not with those not reached yet', async () => {
    const { form } = childForm();
    form.options.check = async () => [issue('name', 'Trop court.'), issue('birth_date', 'Dans le futur.')];
    await form.leave('name');
    expect(form.issue('name')?.message).toBe('Trop court.');
    expect(form.issue('birth_date')).toBeUndefined();
  });
  it('prefers what blocks to what only warns', () => {
    const { form } = childForm();
    form.refuse(refusal([issue('name', 'Doublon possible.', 'warning'), issue('name', 'Trop court.')]));
    expect(form.issue('name')?.message).toBe('Trop court.');
  });
});

describe('drafts', () => {
  it('are offered, then taken up', async () => {
    core.answers.draft_get = () => ({
      saved_at_ms: 1_795_515_120_000,
      body: JSON.stringify({ name: 'Ha', birth_date: null, guardians: [] }),
    });
    const { form } = childForm();
    const stop = form.keepDraft();
    await vi.waitFor(() => expect(form.draftAt).toBe(1_795_515_120_000));
    form.takeUpDraft();
    expect(form.get('name')).toBe('Ha');
    expect(form.draftAt).toBeUndefined();
    stop?.();
  });

  it('are kept while something is unsaved, once per change', async () => {
    vi.useFakeTimers();
    const { form } = childForm();
    const stop = form.keepDraft();
    await vi.advanceTimersByTimeAsync(3000);
    expect(received('draft_save')).toHaveLength(0);
    form.set('name', 'Ha');
    await vi.advanceTimersByTimeAsync(9000);
    expect(received('draft_save')).toHaveLength(1);
    stop?.();
    vi.useRealTimers();
  });
});
