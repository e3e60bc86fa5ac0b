import { call } from '$lib/api';
import { session } from '$lib/shell/session.svelte';

const EVERY_MS = 2500;

/** What stands in a form: its answers, and what was typed that could not be read. */
export interface Typed<V> {
  values: V;
  unread: Readonly<Record<string, { text: string; problem: string }>>;
}

/** Written with what the form began from: taken up later, one knows whether that has changed. */
interface Kept<V> extends Typed<V> {
  from: string;
}

/**
 * What is being typed, kept by the core and sealed for this agent alone: taken up after a lock, a crash, or having gone
 * elsewhere. Kept every few seconds, when the form leaves the screen, and before the vault locks.
 */
export class Draft<V extends object> {
  /** When the kept draft was saved, while it waits to be taken up. */
  at = $state<number>();
  /** What it began from is no longer what the form begins from. */
  outdated = $state(false);

  readonly #key: string;
  readonly #now: () => string;
  readonly #before: () => string;
  #waiting: Kept<V> | undefined;
  /** Whether the core holds one; not known from when it is asked until it has said. */
  #held: boolean | undefined = false;
  /** What this form kept last. */
  #last = '';
  /** One write after the other: a draft let go must not be written again by a slower save. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(key: string, now: () => string, before: () => string) {
    this.#key = key;
    this.#now = now;
    this.#before = before;
  }

  /** Looks for a kept one, then keeps what is typed until the returned function is called. */
  keep(): () => void {
    this.#held = undefined;
    call('draft_get', { key: this.#key })
      .then(({ body, saved_at_ms }) => this.#offer(body, saved_at_ms))
      .catch(() => undefined);
    const clock = setInterval(this.save, EVERY_MS);
    const free = session.beforeLock(this.save);
    return () => {
      clearInterval(clock);
      free();
      // Later: an effect that ends reads answers as they were before what ended it, a success for instance.
      queueMicrotask(() => void this.save());
    };
  }

  save = async (): Promise<void> => {
    const typed = this.#now();
    const nothing = typed === this.#before();
    if (nothing && this.#last !== '') return this.discard();
    if (nothing || typed === this.#last) return;
    this.#last = typed;
    this.#held = true;
    const body = JSON.stringify({
      ...(JSON.parse(typed) as Typed<V>),
      from: this.#before(),
    } satisfies Kept<V>);
    await this.#write(() => call('draft_save', { key: this.#key, body }).catch(() => (this.#last = '')));
  };

  /** Hands over the draft that waits. */
  take(): Typed<V> | undefined {
    const draft = this.#waiting;
    this.#forget();
    return draft;
  }

  discard = async (): Promise<void> => {
    this.#forget();
    this.#last = '';
    if (this.#held === false) return;
    this.#held = false;
    await this.#write(() => call('draft_discard', { key: this.#key }).catch(() => undefined));
  };

  #write(work: () => Promise<unknown>): Promise<unknown> {
    return (this.#writing = this.#writing.then(work));
  }

  #forget(): void {
    this.#waiting = undefined;
    this.at = undefined;
    this.outdated = false;
  }

  #offer(body: string | null, at: number | null): void {
    if (this.#held === false) return;
    this.#held ??= body !== null;
    const kept = body === null ? undefined : read<V>(body);
    if (!kept || JSON.stringify({ values: kept.values, unread: kept.unread }) === this.#now()) return;
    this.#waiting = kept;
    this.at = at ?? undefined;
    this.outdated = kept.from !== this.#before();
  }
}

/** A draft of an older version of the form, or of none, is as good as none. */
function read<V>(body: string): Kept<V> | undefined {
  try {
    const kept = JSON.parse(body) as Partial<Kept<V>> | null;
    return kept?.values
      ? { values: kept.values, unread: kept.unread ?? {}, from: kept.from ?? '' }
      : undefined;
  } catch {
    return undefined;
  }
}
