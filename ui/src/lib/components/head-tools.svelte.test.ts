import { flushSync, type Snippet } from 'svelte';
import { expect, it } from 'vitest';
import { HeadTools } from './head-tools.svelte';

const [first, second] = [(() => undefined) as unknown as Snippet, (() => undefined) as unknown as Snippet];

it('gives the head to the list that comes, though the one that goes leaves after it', () => {
  const head = new HeadTools();
  let shown = $state('first');
  const stop = $effect.root(() => {
    $effect(() => (shown === 'second' ? head.take(second) : undefined));
    $effect(() => (shown === 'first' ? head.take(first) : undefined));
  });
  flushSync();
  expect(head.holder).toBe(first);
  shown = 'second';
  flushSync();
  expect(head.holder).toBe(second);
  shown = 'first';
  flushSync();
  expect(head.holder).toBe(first);
  stop();
  flushSync();
  expect(head.holder).toBeUndefined();
});
