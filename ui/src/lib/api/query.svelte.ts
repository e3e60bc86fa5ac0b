import { untrack } from 'svelte';
import { QueryCache, queryKey, touches } from './cache';
import { traits } from './generated/commands';
import { type CommandName, type RequestOf, type ViewOf, call, onChanges } from './client';
import { CallError } from './reply';

/** The window's one cache. */
export const cache = new QueryCache();
onChanges((tags) => cache.invalidate(tags));

export interface Query<V> {
  /** The answer; the previous one stays while a fresh one is on its way, so nothing blinks. */
  readonly value: V | undefined;
  readonly error: CallError | undefined;
  /** Asked, and no answer yet, not even an old one. */
  readonly loading: boolean;
  readonly refreshing: boolean;
  reload(): void;
}

/** An answer asked once: the remembered one if it still holds, shared with the screens that ask the same. */
export function known<C extends CommandName>(command: C, request: RequestOf<C>): Promise<ViewOf<C>> {
  const { noStore, reads } = traits[command];
  const ask = (): Promise<ViewOf<C>> => call(command, request);
  return noStore ? ask() : cache.load(queryKey(command, request), reads, ask);
}

/**
 * A question asked for as long as the component lives, asked again when its request changes or when a write says
 * that its answer did. Return `null` from `request` to ask nothing yet.
 *
 *     const family = query('family_show', () => ({ family: params.id }));
 *
 * `keep` shows the previous answer while another question is on its way: for a search box, a month that changes.
 */
export function query<C extends CommandName>(
  command: C,
  request: () => RequestOf<C> | null,
  { keep = false }: { keep?: boolean } = {},
): Query<ViewOf<C>> {
  const { noStore, reads } = traits[command];
  let value = $state.raw<ViewOf<C>>();
  let error = $state.raw<CallError>();
  let refreshing = $state(false);
  let begun = $state(false);
  let asked: string | undefined;
  let again = $state(0);

  const body = $derived(request());
  const key = $derived(body === null ? undefined : queryKey(command, body));
  const remembered = (question: string): ViewOf<C> | undefined =>
    noStore ? undefined : cache.peek<ViewOf<C>>(question)?.value;

  $effect(() => {
    void again;
    begun = true;
    if (key === undefined) {
      value = error = undefined;
      return;
    }
    const question = key;
    const sent = untrack(() => body) as RequestOf<C>;
    let ticket = 0;

    function ask(): void {
      const mine = ++ticket;
      refreshing = true;
      known(command, sent).then(
        (fresh) => {
          if (mine !== ticket) return;
          value = fresh;
          error = undefined;
          refreshing = false;
        },
        (thrown: unknown) => {
          if (mine !== ticket) return;
          error = CallError.from(thrown);
          refreshing = false;
        },
      );
    }

    untrack(() => {
      value = remembered(question) ?? (keep || asked === question ? value : undefined);
      error = undefined;
      asked = question;
      ask();
    });

    // Told of every event of this question; `clear` (the vault closed) leaves no entry behind, and nothing on screen.
    const unwatch = cache.watch(question, {
      changed: () => {
        const entry = cache.peek<ViewOf<C>>(question);
        if (!entry) {
          ticket += 1;
          value = undefined;
          refreshing = false;
        } else if (entry.stale && !entry.pending && entry.error === undefined) ask();
        else if (!entry.stale && !entry.pending && entry.value !== undefined) value = entry.value;
      },
    });
    const unhear = noStore
      ? onChanges((changed) => {
          if (reads.some((tag) => changed.some((one) => touches(one, tag)))) ask();
        })
      : undefined;

    return () => {
      ticket += 1;
      unwatch();
      unhear?.();
    };
  });

  return {
    get value() {
      // A remembered answer is there at the first drawing, which comes before any effect: a screen gone back to is drawn once, and whole.
      if (begun) return value;
      return key === undefined ? undefined : remembered(key);
    },
    get error() {
      return error;
    },
    get loading() {
      return key !== undefined && this.value === undefined && error === undefined;
    },
    get refreshing() {
      return refreshing;
    },
    reload() {
      const entry = key === undefined ? undefined : cache.peek(key);
      if (entry) entry.stale = true;
      again += 1;
    },
  };
}
