import { type AuditEntryView, type AuditListRequest, type AuditListView, CallError, call } from '$lib/api';

export type JournalFilter = Omit<AuditListRequest, 'offset' | 'limit'>;

export const PAGE = 500;

/** Reading the journal is itself written in it: it is asked on purpose, never again by itself. */
export class Journal {
  #pages = $state.raw<AuditListView[]>([]);
  #filter: JournalFilter | undefined;
  #ticket = 0;
  refusal = $state.raw<CallError>();
  reading = $state(false);

  /** What the latest page says of the whole: who, what, how many. */
  get whole(): AuditListView | undefined {
    return this.#pages.at(-1);
  }
  /** The newest first. Lines written since push the others down: the same line may come twice, and is kept once. */
  readonly entries: readonly AuditEntryView[] = $derived([
    ...new Map(this.#pages.flatMap((page) => page.entries).map((entry) => [keyOf(entry), entry])).values(),
  ]);
  /** Older lines not read yet. */
  get remaining(): number {
    const last = this.whole;
    return last && last.entries.length >= PAGE ? Math.max(1, last.total - this.entries.length) : 0;
  }

  async read(filter: JournalFilter): Promise<void> {
    this.#filter = filter;
    const ticket = ++this.#ticket;
    try {
      const page = await this.#page(filter, 0);
      if (ticket !== this.#ticket) return;
      this.#pages = [page];
      this.refusal = undefined;
    } catch (thrown) {
      if (ticket === this.#ticket) this.refusal = CallError.from(thrown);
    }
  }

  /** The 500 before those that are shown. */
  async more(): Promise<void> {
    if (!this.#filter || this.reading || this.remaining === 0) return;
    const ticket = this.#ticket;
    const page = await this.#page(this.#filter, this.entries.length);
    if (ticket === this.#ticket) this.#pages = [...this.#pages, page];
  }

  async #page(filter: JournalFilter, offset: number): Promise<AuditListView> {
    this.reading = true;
    try {
      return await call('audit_list', { ...filter, offset, limit: PAGE });
    } finally {
      this.reading = false;
    }
  }
}

export const keyOf = (entry: AuditEntryView): string => `${entry.desk}-${entry.seq}`;

/** « Famille Le Goff », « Facture 2026-00412 »: never an identifier, which says nothing to who reads. */
export function thingOf(entry: AuditEntryView): string {
  return [entry.object_kind_label, entry.object_label].filter(Boolean).join(' ');
}
