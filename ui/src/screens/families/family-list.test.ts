import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { type FamilyListView, type FamilyRow, connect } from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import { actions } from '$lib/shell/commands.svelte';
import FamilyList from './FamilyList.svelte';

const row = (id: number): FamilyRow => ({
  id: `f${id}`,
  number: id,
  name: `Famille ${id}`,
  guardians: [],
  debtors: [],
  children: [],
  children_count: 0,
  schools: [],
  city: '',
  phone: '',
  shared_custody: false,
  missing: [],
});

let page: Record<string, unknown> | undefined;
afterEach(async () => {
  if (page) await unmount(page);
});

it('shows the first lines at once, and lets nothing out of the list before it is whole', async () => {
  let come: (whole: FamilyListView) => void = () => undefined;
  const whole = new Promise<FamilyListView>((resolve) => (come = resolve));
  connect(
    mockTransport({
      family_list: ({ first }) => (first ? { families: [row(1), row(2)], total: 3 } : whole),
    }),
  );
  page = mount(FamilyList, { target: document.body, props: { params: {}, search: {} } as never });
  const out = (): (string | undefined)[] => ['list_save', 'list_copy'].map((id) => actions.find(id)?.keys);
  await vi.waitFor(() => expect(document.body.textContent).toMatch(/3\sfamilles, lecture en cours/));
  flushSync();
  expect(out()).toEqual([undefined, undefined]);
  come({ families: [row(1), row(2), row(3)], total: 3 });
  await vi.waitFor(() => expect(document.body.textContent).not.toContain('lecture en cours'));
  flushSync();
  expect(out()).toEqual(['Ctrl+E', 'Ctrl+C']);
});
