import { CallError, type CafAlshRow, type CafAlshView, type SavedFileView, call } from '$lib/api';
import { FormState } from '$lib/form/form-state.svelte';
import { jobs } from '$lib/shell/jobs.svelte';
import { type Period, periodName, usualPeriods } from './hours';

type Asked = { [K in keyof Period]: string | null };

/** The hours of some months: the period asked for, what was counted, what leaves. */
export class HoursCount {
  readonly form: FormState<Asked, void>;
  view = $state.raw<CafAlshView>();
  working = $state<'count' | 'export'>();
  /** The job under way, to show its line. */
  job = $state<string>();
  refusal = $state.raw<CallError>();

  constructor(today: string) {
    this.form = new FormState<Asked, void>({
      initial: { ...usualPeriods(today)[0]!.period },
      required: ['from', 'to'],
      refusal: 'Sans période, rien ne peut être compté.',
      submit: (asked) => this.#count(asked as Period),
      onRefused: (error) => {
        // What is wrong with a month is said beside it; the rest above the list.
        if (error.fields.length === 0) this.refusal = error;
        return error.fields.length === 0;
      },
    });
  }

  get rows(): readonly CafAlshRow[] {
    return this.view?.rows ?? [];
  }
  /** What is shown is the period that is asked for, not another one. */
  get upToDate(): boolean {
    const { from, to } = this.form.values;
    return this.view !== undefined && this.view.from === from && this.view.to === to;
  }
  get obstacle(): string | undefined {
    if (this.working) return 'Un calcul est en cours.';
    if (!this.view) return 'Comptez d’abord les heures.';
    if (!this.upToDate) return 'La période a changé\u00a0: comptez à nouveau.';
    return this.rows.length > 0 ? undefined : 'Aucune heure sur ces mois.';
  }
  /** « Heures, janvier à mars 2026 » */
  get title(): string {
    const { from, to } = this.form.values;
    return from && to ? `Heures, ${periodName({ from, to })}` : 'Heures';
  }

  /** Shows what was counted for this period since the vault was opened, if it was. */
  async open(): Promise<void> {
    const { from, to } = this.form.values;
    if (!from || !to) return;
    try {
      this.view = await call('caf_alsh_show', { from, to });
    } catch (thrown) {
      const error = CallError.from(thrown);
      if (error.code !== 'not_found') this.refusal = error;
    }
  }

  count = (): Promise<void> => this.form.submit();

  choose(period: Period): Promise<void> {
    this.form.set('from', period.from);
    this.form.set('to', period.to);
    return this.count();
  }

  async #count(period: Period): Promise<void> {
    const view = await this.#follow<CafAlshView>('count', 'caf_alsh_preview', period);
    if (view) this.view = view;
  }

  /** Counted again as it is written: the file says what the presences say now. */
  export = async (): Promise<SavedFileView | undefined> => {
    if (this.obstacle || !this.view) return undefined;
    const { from, to } = this.view;
    try {
      const saved = await this.#follow<SavedFileView>('export', 'caf_alsh_export', { from, to });
      if (saved) await this.open();
      return saved;
    } catch (thrown) {
      this.refusal = CallError.from(thrown);
      return undefined;
    }
  };

  cancel = async (): Promise<void> => {
    if (this.job) await jobs.cancel(this.job);
  };

  async #follow<R>(
    work: 'count' | 'export',
    command: 'caf_alsh_preview' | 'caf_alsh_export',
    period: Period,
  ): Promise<R | undefined> {
    this.working = work;
    this.refusal = undefined;
    try {
      const job = await call(command, period);
      this.job = job.id;
      return await jobs.follow<R>(job.id, this.title);
    } finally {
      this.working = undefined;
      this.job = undefined;
    }
  }
}
