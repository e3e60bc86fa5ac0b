import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type SessionView, connect } from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import { guide, guidePages } from './guide.svelte';
import { router } from './router.svelte';
import { routes } from './routes';
import { session } from './session.svelte';
import { windowActions } from './window-actions';

const written = Object.keys(import.meta.glob('../../../../docs/guide/*.md', { query: '?raw' })).map((path) =>
  path.replace(/^.*\/|\.md$/g, ''),
);
const open = { phase: 'open', agent: { id: 'a', rights: ['ReadOwn'] } } as unknown as SessionView;

let stop: () => void;
beforeEach(async () => {
  connect(mockTransport());
  location.hash = '#/familles/42';
  stop = router.start();
  router.known = new Set(Object.keys(routes));
  await session.adopt(open);
});
afterEach(() => {
  stop();
  guide.close();
  document.body.replaceChildren();
});

it('has a page for every place', () => {
  expect(Object.values(guidePages).filter((page) => !written.includes(page))).toEqual([]);
  expect(guidePages.family).toBe('familles');
  expect(guidePages.health_record).toBe('sante');
  expect(guidePages.treasury_returns).toBe('tresor');
});

it('opens on the page of where one is, by its key', async () => {
  windowActions()
    .find(({ keys }) => keys === 'F1')
    ?.run();
  await vi.waitFor(() => expect(location.hash).toBe('#/aide?page=familles'));
  expect(guide.shown).toBeUndefined();
  guide.open();
  expect(location.hash).toBe('#/aide?page=familles');
});

it('opens over a dialog, whose answers stay', () => {
  document.body.append(Object.assign(document.createElement('dialog'), { open: true }));
  expect(windowActions().find(({ keys }) => keys === 'F1')?.anywhere).toBe(true);
  guide.open();
  expect(guide.shown).toBe('familles');
  expect(location.hash).toBe('#/familles/42');
});

it('speaks of the door before the vault is open', async () => {
  await session.adopt({ ...open, phase: 'locked', agent: null });
  guide.open();
  expect(guide.shown).toBe('connexion');
});
