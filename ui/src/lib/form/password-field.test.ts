import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connect } from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import PasswordField from './PasswordField.svelte';
import { FormState } from './form-state.svelte';

let core: ReturnType<typeof mockTransport>;
let shown: Record<string, unknown> | undefined;

function open({ fresh = true } = {}) {
  const form = new FormState({
    initial: { login: 'marie', password: '' },
    submit: async () => undefined,
    draft: 'agent_welcome',
  });
  shown = mount(PasswordField, {
    target: document.body,
    props: { form, path: 'password', label: 'Nouveau mot de passe', fresh, context: ['marie'] } as never,
  });
  flushSync();
  return form;
}
const field = () => document.querySelector('input') as HTMLInputElement;
const button = (name: RegExp) =>
  [...document.querySelectorAll('button')].find((one) =>
    name.test(one.getAttribute('aria-label') ?? one.textContent ?? ''),
  );

beforeEach(() => {
  core = mockTransport({
    draft_get: () => ({ body: null, saved_at_ms: null }),
    password_measure: ({ password }) => ({
      bits: password.length,
      accepted: password.length > 20,
      advice: password.length > 20 ? '' : 'Ajoutez un mot.',
    }),
    passphrase_suggest: () => ({ passphrase: 'cheval agrafe batterie lundi' }),
  });
  connect(core);
});
afterEach(async () => {
  if (shown) await unmount(shown);
  document.body.replaceChildren();
});

it('hides what is typed until its button is pressed', () => {
  open();
  expect(field().type).toBe('password');
  button(/Montrer/)?.click();
  flushSync();
  expect(field().type).toBe('text');
  button(/Cacher/)?.click();
  flushSync();
  expect(field().type).toBe('password');
});

it('says what a new one is worth, as the core counts it', async () => {
  const form = open();
  form.set('password', 'lundi');
  await vi.waitFor(() => expect(document.body.textContent).toContain('Ajoutez un mot.'));
  expect(core.asked.at(-1)).toEqual(['password_measure', { password: 'lundi', context: ['marie'] }]);
  form.set('password', 'cheval agrafe batterie');
  await vi.waitFor(() => expect(document.body.textContent).toContain('Ce mot de passe convient.'));
});

it('proposes a phrase, and shows it: it has to be learnt', async () => {
  const form = open();
  button(/Proposer une phrase/)?.click();
  await vi.waitFor(() => expect(form.get('password')).toBe('cheval agrafe batterie lundi'));
  flushSync();
  expect(field().type).toBe('text');
});

it('measures nothing of the one that opens', async () => {
  const form = open({ fresh: false });
  form.set('password', 'lundi');
  await new Promise((later) => setTimeout(later, 250));
  expect(core.asked).toEqual([]);
  expect(button(/Proposer/)).toBeUndefined();
});

it('is never in a draft', async () => {
  const form = open();
  form.set('password', 'secret 47');
  form.set('login', 'paul');
  await form.saveDraft();
  expect(JSON.stringify(core.asked.filter(([command]) => command === 'draft_save'))).toContain('paul');
  expect(JSON.stringify(core.asked.filter(([command]) => command === 'draft_save'))).not.toContain('secret');
});
