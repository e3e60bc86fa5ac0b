import { describe, expect, it, vi } from 'vitest';
import { QueryCache, queryKey, touches } from './cache';

const later = <V>() => {
  let done!: (value: V) => void;
  let fail!: (error: unknown) => void;
  const promise = new Promise<V>((yes, no) => ((done = yes), (fail = no)));
  return { promise, done, fail };
};

describe('tags', () => {
  it.each([
    ['people', 'people', true],
    ['people', 'people:42', true],
    ['people:42', 'people', true],
    ['people:42', 'people:43', false],
    ['family:4', 'family:42', false],
    ['attendance:2026-11', 'attendance:2026-11:cm1', true],
  ])('a change to %s touches %s: %s', (changed, tag, hit) => expect(touches(changed, tag)).toBe(hit));
});

describe('keys', () => {
  it('does not depend on the order of the fields', () =>
    expect(queryKey('list', { a: 1, b: [{ d: 1, c: undefined }] })).toBe(
      queryKey('list', { b: [{ d: 1 }], a: 1 }),
    ));
});

describe('the cache', () => {
  it('asks once for several askers, and remembers', async () => {
    const cache = new QueryCache();
    const fetch = vi.fn().mockResolvedValue(7);
    await Promise.all([cache.load('k', ['people'], fetch), cache.load('k', ['people'], fetch)]);
    expect(await cache.load('k', ['people'], fetch)).toBe(7);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('forgets an unwatched answer that changed, and tells the watched ones', async () => {
    const cache = new QueryCache();
    await cache.load('a', ['people'], async () => 1);
    await cache.load('b', ['people'], async () => 2);
    const changed = vi.fn();
    cache.watch('b', { changed });
    cache.invalidate(['family:9', 'people']);
    expect(cache.peek('a')).toBeUndefined();
    expect(cache.peek('b')?.stale).toBe(true);
    expect(changed).toHaveBeenCalled();
  });

  it('asks again when a change arrives while an answer is on its way', async () => {
    const cache = new QueryCache();
    const first = later<number>();
    const answer = cache.load('k', ['people'], () => first.promise);
    cache.watch('k', { changed: () => undefined });
    cache.invalidate(['people']);
    first.done(1);
    await answer;
    expect(cache.peek('k')?.stale).toBe(true);
    expect(await cache.load('k', ['people'], async () => 2)).toBe(2);
  });

  it('gives the fresh answer on its way rather than the old one', async () => {
    const cache = new QueryCache();
    const fresh = later<number>();
    await cache.load('k', ['people'], async () => 1);
    cache.watch('k', { changed: () => undefined });
    cache.invalidate(['people']);
    const asked = [1, 2].map(() => cache.load('k', ['people'], () => fresh.promise));
    fresh.done(2);
    expect(await Promise.all(asked)).toEqual([2, 2]);
  });

  it('drops everything at the lock, even what was on its way', async () => {
    const cache = new QueryCache();
    const slow = later<string>();
    const answer = cache.load('health', ['health'], () => slow.promise);
    const changed = vi.fn();
    cache.watch('health', { changed });
    cache.clear();
    slow.done('secret');
    await answer;
    expect(cache.peek('health')).toBeUndefined();
    expect(cache.size).toBe(0);
    expect(changed).toHaveBeenCalled();
  });

  it('does not keep a refusal as an answer', async () => {
    const cache = new QueryCache();
    await expect(cache.load('k', [], async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await cache.load('k', [], async () => 3)).toBe(3);
  });

  it('keeps what is on screen when it must make room', async () => {
    const cache = new QueryCache(2);
    await cache.load('a', [], async () => 1);
    cache.watch('a', { changed: () => undefined });
    await cache.load('b', [], async () => 2);
    await cache.load('c', [], async () => 3);
    expect(cache.peek('a')?.value).toBe(1);
    expect(cache.peek('b')).toBeUndefined();
  });
});
