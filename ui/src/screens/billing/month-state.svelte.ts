import {
  type BillingPreviewView,
  CallError,
  type HouseholdId,
  type PreviewInvoiceRow,
  type PreviewInvoiceView,
  type RunView,
  call,
  onChanges,
} from '$lib/api';
import { touches } from '$lib/api/cache';
import { jobs } from '$lib/shell/jobs.svelte';
import { session } from '$lib/shell/session.svelte';
import { count, formatClock, ofMonth, plural, spelled } from '$lib/text/format';
import { type ListedAnomaly, listed, settledBetween } from './anomalies';

/** What the core knows how to compute from: a write there makes a preview old. */
const SOURCES = ['people', 'family', 'activities', 'tariffs', 'billing', 'settings'];

/** Where the work on a month stands, on this window. */
export type Stage = 'opening' | 'prepare' | 'check';

/**
 * One month between its presences and its invoices: the preview the core holds, what is wrong in it, what was put right
 * since, and the way to issue it. It outlives the screen, so that an agent who leaves to correct a family comes back to
 * the same list; it is let go when the vault closes or another month is opened.
 */
export class MonthBilling {
  readonly month: string;
  stage = $state<Stage>('opening');
  preview = $state.raw<BillingPreviewView>();
  invoices = $state.raw<readonly PreviewInvoiceRow[]>([]);
  /** What the last computation replaced: says what the corrections changed. */
  before = $state.raw<BillingPreviewView>();
  settled = $state.raw<readonly ListedAnomaly[]>([]);
  /** Writes since the preview that it depends on. */
  corrections = $state(0);
  /** Whether bookings whose day has not come are billed: a town that bills in advance, and whose agent said so. */
  bookingsToCome = $state(false);
  /** Whether the core still holds the preview that is shown: a computation given up leaves it without one. */
  held = $state(false);
  working = $state<'compute' | 'issue'>();
  /** The job under way, to show its line. */
  job = $state<string>();
  /** Why the computation, or the issue, was refused. */
  refusal = $state.raw<CallError>();

  looked = $state<HouseholdId>();
  lookedInvoice = $state.raw<PreviewInvoiceView>();
  #seen = new Map<HouseholdId, PreviewInvoiceView>();

  #unheard: () => void;

  constructor(month: string) {
    this.month = month;
    this.#unheard = onChanges((tags) => this.#heard(tags));
  }

  close(): void {
    this.#unheard();
  }

  #heard(tags: readonly string[]): void {
    const sources = [...SOURCES, `attendance:${this.month}`];
    if (tags.some((changed) => sources.some((tag) => touches(changed, tag)))) this.corrections += 1;
  }

  // ── What is shown ───────────────────────────────────────────────────────

  readonly anomalies: readonly ListedAnomaly[] = $derived.by(() => [
    ...(this.preview?.anomalies.map(listed) ?? []),
    ...this.settled,
  ]);

  /** Something it depends on was written since. */
  get isOld(): boolean {
    return this.preview !== undefined && (this.corrections > 0 || !this.held);
  }

  /** « Calcul d’octobre », « Nouveau calcul après 4 corrections » */
  get title(): string {
    if (this.working === 'issue') return `Émission ${ofMonth(this.month)}`;
    if (!this.preview || this.corrections === 0) return `Calcul ${ofMonth(this.month)}`;
    return `Nouveau calcul après ${count(this.corrections, 'correction')}`;
  }

  get computedAt(): string {
    return this.preview ? formatClock(this.preview.computed_at_ms) : '';
  }

  /** Why nothing can be issued now, if so. */
  get obstacle(): string | undefined {
    const preview = this.preview;
    if (!preview) return 'Calculez d’abord l’aperçu.';
    if (this.working) return 'Un calcul est en cours.';
    if (preview.blocking > 0) {
      return `${spelled(preview.blocking, 'point')} ${plural(preview.blocking, 'bloque', 'bloquent')} encore l’émission.`;
    }
    if (!this.held) return `L’aperçu de ${this.computedAt} n’est plus en mémoire\u00a0: recalculez.`;
    if (this.isOld) return `Quelque chose a changé depuis l’aperçu de ${this.computedAt}\u00a0: recalculez.`;
    if (!preview.has_something_new) return 'Tout est déjà émis pour ce mois.';
    return undefined;
  }

  /** What the corrections changed, once computed again: « −43,70 €, une facture de plus ». */
  get drift(): { cents: number; invoices: number } | undefined {
    if (!this.before || !this.preview) return undefined;
    const cents = this.preview.total_cents - this.before.total_cents;
    const invoices = this.preview.invoices - this.before.invoices;
    return cents === 0 && invoices === 0 ? undefined : { cents, invoices };
  }

  // ── What is done ────────────────────────────────────────────────────────

  /** Takes up the preview the core still holds, if it is of this month. */
  async open(): Promise<void> {
    if (this.stage !== 'opening') return;
    try {
      await this.#adopt(
        await call('billing_preview_show', { month: this.month, bookings_to_come: this.bookingsToCome }),
      );
    } catch (thrown) {
      const error = CallError.from(thrown);
      if (error.code !== 'not_found') this.refusal = error;
      this.stage = 'prepare';
    }
  }

  compute = async (): Promise<void> => {
    if (this.working) return;
    this.working = 'compute';
    this.refusal = undefined;
    const corrections = this.corrections;
    const before = this.preview;
    // The core lets the former preview go as soon as it starts.
    this.held = false;
    try {
      const fresh = await this.#follow<BillingPreviewView>(
        await call('billing_preview', { month: this.month, bookings_to_come: this.bookingsToCome }),
      );
      if (!fresh) return;
      // What was written while it computed is not in it.
      this.corrections -= corrections;
      await this.#adopt(fresh, before);
    } catch (thrown) {
      this.refusal = CallError.from(thrown);
    } finally {
      this.working = undefined;
      this.job = undefined;
    }
  };

  /** Computes again with the bookings to come, once the agent agreed to bill them before they happen, or without. */
  acceptBookings = async (agreed: boolean): Promise<void> => {
    if (this.working) return;
    this.bookingsToCome = agreed;
    await this.compute();
  };

  /** Takes numbers and makes the invoices, as previewed and no other way. */
  issue = async (): Promise<RunView | undefined> => {
    if (this.working || !this.preview) return undefined;
    this.working = 'issue';
    this.refusal = undefined;
    try {
      const { month, digest, bookings_to_come } = this.preview;
      const run = await this.#follow<RunView>(
        await call('billing_commit', { month, digest, bookings_to_come }),
      );
      if (run) forget(this);
      return run;
    } catch (thrown) {
      const error = CallError.from(thrown);
      if (error.code === 'changed_since_preview') this.corrections += 1;
      this.refusal = error;
      return undefined;
    } finally {
      this.working = undefined;
      this.job = undefined;
    }
  };

  cancel = (): void => {
    if (this.job) void jobs.cancel(this.job);
  };

  async #follow<R>({ id }: { id: string }): Promise<R | undefined> {
    this.job = id;
    return jobs.follow<R>(id, this.title);
  }

  async #adopt(fresh: BillingPreviewView, before?: BillingPreviewView): Promise<void> {
    const { invoices } = await call('billing_preview_invoices', {});
    const found = new Set(fresh.anomalies.map((row) => listed(row).key));
    const gone = before
      ? settledBetween(before.anomalies, fresh.anomalies, `réglée à ${formatClock(fresh.computed_at_ms)}`)
      : [];
    this.settled = [...gone, ...this.settled.filter((one) => !found.has(one.key))];
    this.before = before;
    this.preview = fresh;
    this.bookingsToCome = fresh.bookings_to_come;
    this.invoices = invoices;
    this.held = true;
    this.stage = 'check';
    this.#seen.clear();
    if (this.looked) await this.look(this.looked);
  }

  /** Shows one household's invoice, line by line. */
  async look(household: HouseholdId | undefined): Promise<void> {
    this.looked = household;
    const known = household ? this.#seen.get(household) : undefined;
    if (!household || known || !this.held) {
      this.lookedInvoice = known;
      return;
    }
    const invoice = await call('billing_preview_invoice', { household }).catch(() => undefined);
    if (this.looked !== household) return;
    if (invoice) this.#seen.set(household, invoice);
    this.lookedInvoice = invoice;
  }
}

let kept: MonthBilling | undefined;

/** The month being billed: the same one as long as no other is opened. */
export function billingOf(month: string): MonthBilling {
  if (kept?.month !== month) {
    forget(kept);
    kept = new MonthBilling(month);
  }
  return kept;
}

function forget(billing: MonthBilling | undefined): void {
  billing?.close();
  if (kept === billing) kept = undefined;
}

session.onDrop(() => forget(kept));
