import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type JobView, connect } from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import StatusBar from './StatusBar.svelte';
import { actions } from './commands.svelte';
import { jobs } from './jobs.svelte';
import { router } from './router.svelte';
import { toasts } from './toasts.svelte';

const running: JobView = {
  id: 'j',
  command: 'audit_verify',
  state: 'running',
  phase: 'Lecture',
  done: 12_000,
  total: 48_000,
  remaining_seconds: 2,
  value: null,
  error: null,
  changes: [],
} as unknown as JobView;

let core: ReturnType<typeof mockTransport>;
let bar: Record<string, unknown>;
beforeEach(() => {
  vi.useFakeTimers();
  core = mockTransport({ job_status: () => running, job_cancel: () => ({}) as never });
  connect(core);
  toasts.clear();
  location.hash = '#/journal';
  bar = mount(StatusBar, { target: document.body });
});
afterEach(() => {
  void unmount(bar);
  document.body.replaceChildren();
  vi.useRealTimers();
});

it('draws what runs in the status bar, with its way out and the way back', async () => {
  const end = jobs.follow('j', 'Vérification du journal');
  await vi.advanceTimersByTimeAsync(0);
  flushSync();
  const words = document.body.textContent!.replaceAll(/\s/g, ' ');
  expect(words).toContain('Vérification du journal');
  expect(words).toContain('Lecture 12 000 sur 48 000 · reste environ 2 s');
  expect(actions.find('job_show')?.keys).toBe('Alt+J');

  await router.open('#/familles');
  await actions.find('job_show')!.run();
  expect(location.hash).toBe('#/journal');

  actions.find('job_cancel')!.run();
  await vi.advanceTimersByTimeAsync(0);
  expect(core.asked.at(-1)?.[0]).toBe('job_cancel');

  core.answers.job_status = () => ({ ...running, state: 'cancelled' });
  await vi.advanceTimersByTimeAsync(300);
  await end;
  flushSync();
  expect(document.body.textContent).not.toContain('Vérification du journal');
});

it('tells who went elsewhere that it is done, and leads back', async () => {
  const end = jobs.follow('j', 'Vérification du journal');
  await vi.advanceTimersByTimeAsync(0);
  await router.open('#/familles');
  core.answers.job_status = () => ({ ...running, state: 'done', value: 1 });
  await vi.advanceTimersByTimeAsync(300);
  expect(await end).toBe(1);
  expect(toasts.list.at(-1)).toMatchObject({ title: 'Vérification du journal\u00a0: terminé' });
  await toasts.list.at(-1)?.action?.run();
  expect(location.hash).toBe('#/journal');
});
