import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { announceChanges, connect } from './client';
import { mockTransport } from './mock';
import { type Query, cache, query } from './query.svelte';
import { CallError } from './reply';
import type { RunListView } from './generated/types';

let core: ReturnType<typeof mockTransport>;
let stops: (() => void)[] = [];
const runs = (n: number): RunListView => ({
  runs: Array.from({ length: n }, () => ({}) as RunListView['runs'][number]),
});
const settle = async () => {
  await new Promise((go) => setTimeout(go));
  flushSync();
};

beforeEach(() => {
  core = mockTransport();
  connect(core);
  cache.clear();
});
afterEach(() => {
  stops.forEach((stop) => stop());
  stops = [];
});

/** As a component would hold it. */
function held<V>(make: () => Query<V>): Query<V> {
  let made!: Query<V>;
  stops.push($effect.root(() => void (made = make())));
  flushSync();
  return made;
}
const asked = () => core.asked.length;

describe('a question', () => {
  it('is asked once by two askers, and not again when another comes', async () => {
    core.answers.run_list = () => runs(3);
    const [one, two] = [held(() => query('run_list', () => ({}))), held(() => query('run_list', () => ({})))];
    expect(one.loading).toBe(true);
    await settle();
    expect([one.value, two.value]).toEqual([runs(3), runs(3)]);
    expect(held(() => query('run_list', () => ({}))).value).toEqual(runs(3));
    expect(asked()).toBe(1);
  });

  it('is asked again when a write touches what it depends on, the old answer staying meanwhile', async () => {
    let n = 1;
    core.answers.run_list = () => runs(n);
    const list = held(() => query('run_list', () => ({})));
    await settle();
    n = 2;
    announceChanges(['people']);
    expect(asked()).toBe(1);
    announceChanges(['billing']);
    expect(list.value).toEqual(runs(1));
    expect(list.loading).toBe(false);
    await settle();
    expect(list.value).toEqual(runs(2));
  });

  it('waits for its request, and follows it', async () => {
    core.answers.run_show = ({ run }) => ({ run: { id: run } }) as never;
    let run = $state<string | null>(null);
    const shown = held(() => query('run_show', () => (run === null ? null : { run })));
    await settle();
    expect(asked()).toBe(0);
    expect(shown.loading).toBe(false);
    run = 'a';
    flushSync();
    await settle();
    expect(shown.value).toEqual({ run: { id: 'a' } });
    run = 'b';
    flushSync();
    expect(shown.value).toBeUndefined(); // never the answer to another question
    await settle();
    expect(shown.value).toEqual({ run: { id: 'b' } });
  });

  it('says why it was refused, and can be asked again', async () => {
    core.answers.run_list = () => {
      throw new CallError({ code: 'bug', message: 'Non.', fields: [], reference: 'PR-1', params: {} });
    };
    const list = held(() => query('run_list', () => ({})));
    await settle();
    expect(list.error?.reference).toBe('PR-1');
    core.answers.run_list = () => runs(1);
    list.reload();
    flushSync();
    await settle();
    expect(list.error).toBeUndefined();
    expect(list.value).toEqual(runs(1));
  });

  it('shows what is remembered at the first drawing, before any effect, and asks what follows from it', async () => {
    core.answers.run_list = () => runs(3);
    core.answers.run_show = ({ run }) => ({ run: { id: run } }) as never;
    held(() => query('run_list', () => ({})));
    held(() => query('run_show', () => ({ run: 'a' })));
    await settle();
    const drawn: unknown[] = [];
    stops.push(
      $effect.root(() => {
        const list = query('run_list', () => ({}));
        const one = query('run_show', () => (list.value ? { run: 'a' } : null));
        drawn.push(list.value, list.loading, one.value, one.loading);
      }),
    );
    expect(drawn).toEqual([runs(3), false, { run: { id: 'a' } }, false]);
    expect(asked()).toBe(2);
  });

  it('leaves nothing on screen when the vault closes', async () => {
    core.answers.run_list = () => runs(3);
    const list = held(() => query('run_list', () => ({})));
    await settle();
    cache.clear();
    expect(list.value).toBeUndefined();
  });

  it('is never remembered when the core says so', async () => {
    core.answers.draft_get = vi.fn(() => ({ body: 'secret', saved_at_ms: 1 }));
    const one = held(() => query('draft_get', () => ({ key: 'k' })));
    await settle();
    expect(one.value?.body).toBe('secret');
    expect(cache.size).toBe(0);
    held(() => query('draft_get', () => ({ key: 'k' })));
    await settle();
    expect(core.answers.draft_get).toHaveBeenCalledTimes(2);
    cache.clear();
    expect(one.value).toBeUndefined();
  });
});
