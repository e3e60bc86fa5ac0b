import { CallError, type JobView, announceChanges, call } from '$lib/api';
import { count, formatNumber } from '$lib/text/format';
import { announce } from './announce.svelte';
import { open } from './router.svelte';
import { toasts } from './toasts.svelte';

const EVERY_MS = 250;

/** Long work under way, as the agent knows it. */
export interface JobLine {
  job: JobView;
  /** « Factures d’octobre » */
  title: string;
  /** The address it was asked from. */
  from: string;
}

/** The screen, whatever is chosen on it. */
const screenOf = (href: string): string => href.split('?')[0]!;

/**
 * Long work of the core, followed to its end. The rest of the window stays usable: the status bar draws what runs, and
 * who went elsewhere is told when it is done.
 */
export class Jobs {
  #lines = $state.raw<JobLine[]>([]);

  get lines(): readonly JobLine[] {
    return this.#lines;
  }
  get running(): JobView[] {
    return this.#lines.map((line) => line.job);
  }
  get(job: string): JobView | undefined {
    return this.#lines.find((line) => line.job.id === job)?.job;
  }

  /**
   * Follows a job the core has started; resolves with its answer, or `undefined` if the agent gave up. `title` is what
   * the agent reads on the line: « Factures d’octobre ». `quiet` for what nobody asked for: its end is not told.
   */
  async follow<R>(job: string, title: string, { quiet = false } = {}): Promise<R | undefined> {
    const from = location.hash || '#/';
    const away = (): boolean => screenOf(location.hash || '#/') !== screenOf(from);
    try {
      for (;;) {
        const view = await call('job_status', { job });
        this.#put({ job: view, title, from });
        if (view.state === 'done') {
          announceChanges(view.changes);
          const told = `${title}\u00a0: terminé`;
          if (quiet) return view.value as R;
          if (away())
            toasts.show({ tone: 'ok', title: told, action: { label: 'Y revenir', run: () => open(from) } });
          else announce(`${told}.`);
          return view.value as R;
        }
        if (view.state === 'cancelled') {
          announce(`${title}\u00a0: annulé, rien n’a été écrit.`);
          return undefined;
        }
        if (view.state === 'failed') {
          throw view.error ? new CallError(view.error) : CallError.from(`job ${view.command}`);
        }
        await new Promise((go) => setTimeout(go, EVERY_MS));
      }
    } finally {
      this.#lines = this.#lines.filter((line) => line.job.id !== job);
    }
  }

  async cancel(job: string): Promise<void> {
    await call('job_cancel', { job });
  }

  #put(line: JobLine): void {
    const others = this.#lines.filter((other) => other.job.id !== line.job.id);
    this.#lines = [...others, line];
  }

  clear(): void {
    this.#lines = [];
  }
}

/** « Lecture 12 000 sur 48 000 · reste environ 2 s » */
export function progressWords(job: Pick<JobView, 'phase' | 'done' | 'total' | 'remaining_seconds'>): string {
  const far =
    job.total > 0
      ? `${job.phase} ${formatNumber(job.done)} sur ${formatNumber(job.total)}`.trim()
      : job.phase;
  return [far, remaining(job.remaining_seconds)].filter(Boolean).join(' · ');
}

/** « reste environ 2 s », « reste environ 3 min ». */
export function remaining(seconds: number | null): string {
  if (seconds === null) return '';
  if (seconds < 60) return `reste environ ${Math.max(1, Math.round(seconds))}\u00a0s`;
  return `reste environ ${count(Math.round(seconds / 60), 'min', 'min')}`;
}

export const jobs = new Jobs();
