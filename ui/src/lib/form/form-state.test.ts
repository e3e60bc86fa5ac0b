import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallError, type FieldIssue, connect } from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import { session } from '$lib/shell/session.svelte';
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

  describe('with answers missing that the core itself refuses', () => {
    const late = issue('guardians.0.phone', 'Dix chiffres.');
    const named = (
      submit: (values: Child) => Promise<string>,
      refused: 'all' | ('name' | 'birth_date')[],
    ) => {
      const { form } = childForm(vi.fn(submit));
      form.options.refused = refused;
      return form;
    };

    it('says in the same round what is missing and what is wrong, and each once', async () => {
      const submit = vi.fn().mockRejectedValue(refusal([issue('name', 'Le nom manque.'), late]));
      const form = named(submit, ['name']);
      form.set('guardians.0.phone', '06');
      await form.submit();
      expect(submit).toHaveBeenCalledTimes(1);
      expect(form.blocking.map(({ label, issue: { message } }) => [label, message])).toEqual([
        ['Nom', 'Réponse attendue.'],
        ['Date de naissance', 'Réponse attendue.'],
        ['Téléphone', 'Dix chiffres.'],
      ]);
      expect(form.general).toEqual([]);
      expect(form.refusals).toBe(1);
    });

    it('sends nothing when what is missing is not refused by the core', async () => {
      const submit = vi.fn();
      const form = named(submit, ['name']);
      form.set('name', 'Le Goff');
      await form.submit();
      form.setUnread('birth_date', 'Date attendue.', '31/02');
      await form.submit();
      expect(submit).not.toHaveBeenCalled();
      expect(form.issue('birth_date')?.message).toBe('Date attendue.');
    });

    it('adds no sentence about a request that could not be read, but any other refusal', async () => {
      const form = named(() => Promise.reject(refusal([], 'Demande illisible.')), 'all');
      await form.submit();
      expect(form.general).toEqual([]);
      const locked = new CallError({
        code: 'forbidden',
        message: 'Votre profil ne permet pas.',
        fields: [],
        reference: null,
        params: {},
      });
      const other = named(() => Promise.reject(locked), 'all');
      await other.submit();
      expect(other.general).toEqual(['Votre profil ne permet pas.']);
      expect(other.issue('name')?.message).toBe('Réponse attendue.');
    });
  });

  it('places what the core names without the part of the form it stands in', async () => {
    const { form } = childForm();
    form.options.under = 'guardians.0';
    form.refuse(refusal([issue('phone', 'Dix chiffres.')]));
    expect(form.issue('guardians.0.phone')?.message).toBe('Dix chiffres.');
    expect(form.general).toEqual([]);
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
    const stop = form.keepDraft();
    form.set('name', 'Le Goff');
    form.set('birth_date', '2019-03-14');
    expect(form.dirty).toBe(true);
    await form.submit();
    stop?.();
    expect(submit).toHaveBeenCalledWith(
      { name: 'Le Goff', birth_date: '2019-03-14', guardians: [{ phone: '' }] },
      false,
    );
    expect(form.dirty).toBe(false);
    await vi.waitFor(() =>
      expect(received('draft_discard')).toEqual([['draft_discard', { key: 'child_register' }]]),
    );
  });
});

describe('what the check only warns of', () => {
  it('is shown once before what leaves is written', async () => {
    const submit = vi.fn(async () => 'kept');
    const form = new FormState<Child, string>({
      initial: { name: 'Ha', birth_date: null, guardians: [] },
      submit,
      warnsFirst: true,
      check: async () => [issue('name', 'Relisez ce mot.', 'warning')],
    });
    form.register('name', { label: 'Nom', focus: () => undefined });
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1_000);
    await form.submit();
    expect(submit).not.toHaveBeenCalled();
    expect(form.issue('name')?.message).toBe('Relisez ce mot.');
    // The second press of a double one has read nothing.
    clock.mockReturnValue(1_200);
    await form.submit();
    expect(submit).not.toHaveBeenCalled();
    clock.mockReturnValue(1_600);
    await form.submit();
    expect(submit).toHaveBeenCalledOnce();
    clock.mockRestore();
  });
});

describe('what the core tells first', () => {
  const told = () =>
    new CallError({
      code: 'already_billed',
      message: 'Mars est facturé.',
      fields: [],
      reference: null,
      params: {},
    });
  const billed = (goesOn: boolean) => {
    const submit = vi.fn(async (_: Child, seen: boolean) => {
      if (!seen) throw told();
      return 'kept';
    });
    const onDone = vi.fn();
    const form = new FormState<Child, string>({
      initial: { name: 'Ha', birth_date: null, guardians: [] },
      submit,
      onDone,
      toldFirst: (error) => (error.code === 'already_billed' ? Promise.resolve(goesOn) : undefined),
    });
    return { form, submit, onDone };
  };

  it('is asked once, and who goes on sends the same answers, seen', async () => {
    const { form, submit, onDone } = billed(true);
    form.set('name', 'Le Goff');
    await form.submit();
    expect(submit.mock.calls.map(([{ name }, seen]) => [name, seen])).toEqual([
      ['Le Goff', false],
      ['Le Goff', true],
    ]);
    expect(onDone).toHaveBeenCalledExactlyOnceWith('kept');
    expect([form.dirty, form.general]).toEqual([false, []]);
  });
  it('leaves the answers to who comes back to them, and asks again the next time', async () => {
    const { form, submit, onDone } = billed(false);
    form.set('name', 'Le Goff');
    await form.submit();
    await form.submit();
    expect(submit.mock.calls.map(([, seen]) => seen)).toEqual([false, false]);
    expect(onDone).not.toHaveBeenCalled();
    expect([form.dirty, form.submitting, form.general]).toEqual([true, false, []]);
  });
  it('is nothing for another refusal, nor for the same one said again', async () => {
    const { form, submit } = billed(true);
    submit.mockRejectedValue(told());
    await form.submit();
    expect(submit).toHaveBeenCalledTimes(2);
    expect(form.general).toEqual(['Mars est facturé.']);
    form.options.submit = async () => {
      throw refusal([issue('birth_date', 'Dans le futur.')]);
    };
    await form.submit();
    expect(form.general).toEqual(['Dans le futur.']);
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
  it('keeps what is missing said when the check speaks of other things', async () => {
    const form = new FormState<Child, string>({
      initial: { name: '', birth_date: null, guardians: [] },
      required: ['name', 'birth_date'],
      submit: vi.fn(),
      check: () => Promise.resolve([]),
    });
    for (const path of ['name', 'birth_date']) form.register(path, { label: path, focus: () => undefined });
    await form.submit();
    expect(form.blocking.map(({ label }) => label)).toEqual(['name', 'birth_date']);
    // The summary takes the focus: the field is left.
    await form.leave('name');
    expect(form.blocking.map(({ label }) => label)).toEqual(['name', 'birth_date']);
    form.set('name', 'Le Goff');
    await form.leave('name');
    expect(form.blocking.map(({ label }) => label)).toEqual(['birth_date']);
  });

  it('prefers what blocks to what only warns', () => {
    const { form } = childForm();
    form.refuse(refusal([issue('name', 'Doublon possible.', 'warning'), issue('name', 'Trop court.')]));
    expect(form.issue('name')?.message).toBe('Trop court.');
  });
});

describe('drafts', () => {
  const kept =
    (values: unknown, more: object = {}) =>
    () => ({
      saved_at_ms: 1_795_515_120_000,
      body: JSON.stringify({ values, unread: {}, from: '', ...more }),
    });
  const bodies = () =>
    received('draft_save').map(([, request]) => JSON.parse((request as { body: string }).body));
  afterEach(() => vi.useRealTimers());

  it('are offered, then taken up, whole', async () => {
    core.answers.draft_get = kept(
      { name: 'Ha', birth_date: null, guardians: [] },
      { unread: { birth_date: { text: '31/02', problem: 'Date attendue.' } } },
    );
    const { form } = childForm();
    const stop = form.keepDraft();
    await vi.waitFor(() => expect(form.draftAt).toBe(1_795_515_120_000));
    form.takeUpDraft();
    expect(form.get('name')).toBe('Ha');
    expect(form.unreadText('birth_date')).toBe('31/02');
    expect(form.draftAt).toBeUndefined();
    stop?.();
  });

  it('say when what they began from has changed', async () => {
    core.answers.draft_get = kept({ name: 'Ha' }, { from: '{"name":"Autre"}' });
    const { form } = childForm();
    const stop = form.keepDraft();
    await vi.waitFor(() => expect(form.draftOutdated).toBe(true));
    stop?.();
  });

  it('are passed over when they cannot be read, or say nothing new', async () => {
    core.answers.draft_get = () => ({ saved_at_ms: 1, body: 'ceci n’en est pas une' });
    const { form } = childForm();
    form.keepDraft()?.();
    core.answers.draft_get = kept({ name: '', birth_date: null, guardians: [{ phone: '' }] });
    const other = childForm().form;
    other.keepDraft()?.();
    await vi.waitFor(() => expect(received('draft_get')).toHaveLength(2));
    await Promise.resolve();
    expect([form.draftAt, other.draftAt]).toEqual([undefined, undefined]);
  });

  it('are kept while something is unsaved, once per change', async () => {
    vi.useFakeTimers();
    const { form } = childForm();
    const stop = form.keepDraft();
    await vi.advanceTimersByTimeAsync(3000);
    expect(received('draft_save')).toHaveLength(0);
    form.set('name', 'Ha');
    await vi.advanceTimersByTimeAsync(9000);
    expect(bodies()).toMatchObject([{ values: { name: 'Ha' } }]);
    form.setUnread('birth_date', 'Date attendue.', '31/0');
    await vi.advanceTimersByTimeAsync(3000);
    expect(bodies()[1]).toMatchObject({ unread: { birth_date: { text: '31/0' } } });
    stop?.();
  });

  it('are kept at once when the form leaves the screen', async () => {
    const { form } = childForm();
    const stop = form.keepDraft();
    form.set('name', 'Ha');
    stop?.();
    await vi.waitFor(() => expect(bodies()).toMatchObject([{ values: { name: 'Ha' } }]));
  });

  it('are kept before the vault locks', async () => {
    const { form } = childForm();
    const stop = form.keepDraft();
    form.set('name', 'Ha');
    await session.lock();
    const order = core.asked.map(([command]) => command).filter((command) => command !== 'draft_get');
    expect(order).toEqual(['draft_save', 'session_lock']);
    stop?.();
    await new Promise((later) => setTimeout(later));
    expect(received('draft_save')).toHaveLength(1);
  });

  it('never hold what must stay secret', async () => {
    const { form } = childForm();
    const stop = form.keepDraft();
    form.neverKeep('name');
    form.set('name', 'une phrase');
    await form.saveDraft();
    expect(received('draft_save')).toEqual([]);
    form.set('guardians.0.phone', '06');
    await form.saveDraft();
    expect(JSON.stringify(core.asked)).not.toContain('une phrase');
    expect(bodies()).toMatchObject([{ values: { guardians: [{ phone: '06' }] } }]);
    stop?.();
  });

  it('go when the answers are abandoned, and do not come back', async () => {
    const { form } = childForm();
    const stop = form.keepDraft();
    form.set('name', 'Ha');
    await form.saveDraft();
    await form.abandon();
    expect(form.dirty).toBe(false);
    stop?.();
    await new Promise((later) => setTimeout(later));
    expect(received('draft_save')).toHaveLength(1);
    expect(received('draft_discard')).toHaveLength(1);
  });

  it('go when one comes back to what was there', async () => {
    const { form } = childForm();
    const stop = form.keepDraft();
    form.set('name', 'Ha');
    await form.saveDraft();
    form.set('name', '');
    await form.saveDraft();
    expect(received('draft_discard')).toHaveLength(1);
    stop?.();
  });

  it('are not asked to go when none was kept', async () => {
    const { form } = childForm();
    const stop = form.keepDraft();
    await vi.waitFor(() => expect(received('draft_get')).toHaveLength(1));
    await new Promise((later) => setTimeout(later));
    form.set('name', 'Le Goff');
    form.set('birth_date', '2019-03-14');
    await form.submit();
    expect(received('draft_discard')).toEqual([]);
    stop?.();
  });

  it('are never written after they were let go', async () => {
    const { form } = childForm();
    let written: (() => void) | undefined;
    core.answers.draft_save = () => new Promise((done) => (written = () => done({})));
    form.keepDraft();
    form.set('name', 'Le Goff');
    form.set('birth_date', '2019-03-14');
    void form.saveDraft();
    await vi.waitFor(() => expect(written).toBeDefined());
    const sent = form.submit();
    await new Promise((later) => setTimeout(later));
    expect(received('draft_discard')).toEqual([]);
    written?.();
    await sent;
    await vi.waitFor(() => expect(received('draft_discard')).toHaveLength(1));
  });

  it('begin again from what the form is given, without being let go', async () => {
    const { form } = childForm();
    form.reset({ name: 'Autre', birth_date: null, guardians: [] });
    expect(form.dirty).toBe(false);
    expect(received('draft_discard')).toEqual([]);
  });

  it('are merged into what has changed since, where the screen knows how', async () => {
    core.answers.draft_get = kept({ name: 'Ha', birth_date: '2001-01-01', guardians: [] });
    const { form } = childForm();
    form.options.takeUp = (draft, now) => ({ ...now, name: draft.name });
    const stop = form.keepDraft();
    await vi.waitFor(() => expect(form.draftAt).toBeDefined());
    form.takeUpDraft();
    expect(form.values).toMatchObject({ name: 'Ha', birth_date: null });
    stop?.();
  });
});
