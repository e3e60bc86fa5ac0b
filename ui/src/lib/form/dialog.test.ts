import { createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connect } from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import { dialogs } from '$lib/components/dialogs.svelte';
import FormDialog from './FormDialog.svelte';
import { FormState } from './form-state.svelte';

let core: ReturnType<typeof mockTransport>;
let shown: Record<string, unknown> | undefined;
const onclose = vi.fn();
const discarded = () => core.asked.filter(([command]) => command === 'draft_discard');

function open() {
  const form = new FormState({
    initial: { reason: '' },
    submit: async () => undefined,
    draft: 'payment_cancel/42',
  });
  shown = mount(FormDialog, {
    target: document.body,
    props: {
      form,
      title: 'Annuler ce règlement ?',
      act: 'Annuler le règlement',
      back: 'Garder le règlement',
      onclose,
      children: createRawSnippet(() => ({ render: () => '<p>Motif</p>' })),
    } as never,
  });
  flushSync();
  return form;
}
const escape = () =>
  document.querySelector('dialog')?.dispatchEvent(new Event('cancel', { cancelable: true, bubbles: true }));
const button = (name: string) =>
  [...document.querySelectorAll('button')].find((one) => one.textContent?.includes(name));
const later = () => new Promise((done) => setTimeout(done));

beforeEach(() => {
  onclose.mockClear();
  core = mockTransport({ draft_get: () => ({ body: null, saved_at_ms: null }) });
  connect(core);
});
afterEach(async () => {
  dialogs.settle(false);
  if (shown) await unmount(shown);
  document.body.replaceChildren();
});

it('closes at once when nothing was typed', async () => {
  open();
  escape();
  await later();
  expect(onclose).toHaveBeenCalledTimes(1);
  expect(dialogs.question).toBeUndefined();
  expect(discarded()).toEqual([]);
});

it.each<[string, () => unknown]>([
  ['Échap', escape],
  ['the way back', () => button('Garder le règlement')?.click()],
])('asks before %s throws away what was typed', async (_, leave) => {
  const form = open();
  form.set('reason', 'chèque impayé');
  await form.saveDraft();
  leave();
  await later();
  expect(onclose).not.toHaveBeenCalled();
  expect(dialogs.question?.harmless).toBe('Continuer la saisie');
  dialogs.settle(false);
  await later();
  expect([onclose.mock.calls.length, form.get('reason')]).toEqual([0, 'chèque impayé']);

  leave();
  await later();
  dialogs.settle(true);
  await later();
  expect(onclose).toHaveBeenCalledTimes(1);
  expect(discarded()).toEqual([['draft_discard', { key: 'payment_cancel/42' }]]);
});

it('offers the draft that waits, and takes it up by its key', async () => {
  core.answers.draft_get = () => ({
    saved_at_ms: 1_795_515_120_000,
    body: JSON.stringify({ values: { reason: 'erreur de foyer' }, unread: {}, from: 'autre' }),
  });
  const form = open();
  await vi.waitFor(() => expect(document.body.textContent).toContain('Reprendre la saisie'));
  expect(document.body.textContent).toContain('a changé depuis');
  button('Reprendre la saisie')?.click();
  expect(form.get('reason')).toBe('erreur de foyer');
});
