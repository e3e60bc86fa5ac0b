/**
 * What the window remembers of the core's answers. An answer stays true until a write says otherwise: there is no
 * age limit and no polling. Tags are words joined by colons (`people`, `family:42`, `attendance:2026-11`); a change
 * to a whole subject drops its parts, and a change to a part drops the lists of the whole.
 */
export interface Entry<V = unknown> {
  readonly key: string;
  readonly tags: readonly string[];
  /** The last good answer; kept while a fresh one is on its way. */
  value: V | undefined;
  error: unknown;
  stale: boolean;
  pending: Promise<V> | undefined;
}

export interface Watch {
  changed: () => void;
}

export class QueryCache {
  #entries = new Map<string, Entry>();
  #watches = new Map<string, Set<Watch>>();
  #capacity: number;
  /** Raised by `clear`: an answer that left before the lock must not come back after it. */
  #era = 0;

  constructor(capacity = 200) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#entries.size;
  }

  peek<V>(key: string): Entry<V> | undefined {
    return this.#entries.get(key) as Entry<V> | undefined;
  }

  /** The remembered answer if it still holds, else a fresh one. Several askers share one call. */
  async load<V>(key: string, tags: readonly string[], fetch: () => Promise<V>): Promise<V> {
    let entry = this.#entries.get(key) as Entry<V> | undefined;
    // A fresh answer on its way comes before the old one that is kept on screen meanwhile.
    if (entry?.pending && !entry.stale) return entry.pending;
    if (entry && !entry.stale && entry.value !== undefined) {
      this.#touch(entry);
      return entry.value;
    }
    entry ??= { key, tags, value: undefined, error: undefined, stale: false, pending: undefined };
    this.#touch(entry);
    return this.#fetch(entry, fetch);
  }

  watch(key: string, watch: Watch): () => void {
    const watches = this.#watches.get(key) ?? new Set();
    watches.add(watch);
    this.#watches.set(key, watches);
    return () => {
      watches.delete(watch);
      if (watches.size === 0) this.#watches.delete(key);
    };
  }

  /** Marks what depends on these tags as out of date; what is on screen is told, and asks again. */
  invalidate(tags: readonly string[]): void {
    for (const entry of [...this.#entries.values()]) {
      if (!entry.tags.some((tag) => tags.some((changed) => touches(changed, tag)))) continue;
      entry.stale = true;
      entry.error = undefined;
      if (this.#watches.has(entry.key)) this.#tell(entry.key);
      else this.#entries.delete(entry.key);
    }
  }

  /** Forgets everything, at once: the vault is closed. */
  clear(): void {
    this.#era += 1;
    this.#entries.clear();
    for (const key of [...this.#watches.keys()]) this.#tell(key);
  }

  async #fetch<V>(entry: Entry<V>, fetch: () => Promise<V>): Promise<V> {
    const era = this.#era;
    entry.stale = false;
    const pending = fetch();
    entry.pending = pending;
    this.#tell(entry.key);
    try {
      const value = await pending;
      if (era === this.#era && entry.pending === pending) {
        entry.value = value;
        entry.error = undefined;
      }
      return value;
    } catch (thrown) {
      if (era === this.#era && entry.pending === pending) {
        entry.error = thrown;
        entry.stale = true;
      }
      throw thrown;
    } finally {
      if (entry.pending === pending) {
        entry.pending = undefined;
        if (era === this.#era) this.#tell(entry.key);
      }
    }
  }

  #touch(entry: Entry): void {
    this.#entries.delete(entry.key);
    this.#entries.set(entry.key, entry);
    for (const old of this.#entries.values()) {
      if (this.#entries.size <= this.#capacity) break;
      if (!this.#watches.has(old.key) && old !== entry) this.#entries.delete(old.key);
    }
  }

  #tell(key: string): void {
    this.#watches.get(key)?.forEach((watch) => watch.changed());
  }
}

/** Whether a change to `changed` may alter an answer that depends on `tag`. */
export function touches(changed: string, tag: string): boolean {
  return changed === tag || tag.startsWith(`${changed}:`) || changed.startsWith(`${tag}:`);
}

/** One key per question, whatever the order of its fields. */
export function queryKey(command: string, request: unknown): string {
  return `${command} ${stable(request)}`;
}

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`;
  if (value && typeof value === 'object') {
    const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
    fields.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${stable(inner)}`).join()}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
