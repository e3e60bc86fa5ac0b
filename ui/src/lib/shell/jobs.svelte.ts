import { CallError, type JobView, announceChanges, call } from '$lib/api';
import { count } from '$lib/text/format';
import { announce } from './announce.svelte';

const EVERY_MS = 250;

/** Long work of the core, followed to its end. The rest of the window stays usable. */
export class Jobs {
  #running = $state.raw<JobView[]>([]);

  get running(): JobView[] {
    return this.#running;
  }
  get(job: string): JobView | undefined {
    return this.#running.find((one) => one.id === job);
  }

  /**
   * Follows a job the core has started; resolves with its answer, or `undefined` if the agent gave up. `title` is what
   * the agent reads on the line: « Factures d’octobre ».
   */
  async follow<R>(job: string, title: string): Promise<R | undefined> {
    try {
      for (;;) {
        const view = await call('job_status', { job });
        this.#put(view);
        if (view.state === 'done') {
          announceChanges(view.changes);
          announce(`${title}\u00a0: terminé.`);
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
      this.#running = this.#running.filter((one) => one.id !== job);
    }
  }

  async cancel(job: string): Promise<void> {
    await call('job_cancel', { job });
  }

  #put(view: JobView): void {
    const others = this.#running.filter((one) => one.id !== view.id);
    this.#running = [...others, view];
  }

  clear(): void {
    this.#running = [];
  }
}

/** « reste environ 2 s », « reste environ 3 min ». */
export function remaining(seconds: number | null): string {
  if (seconds === null) return '';
  if (seconds < 60) return `reste environ ${Math.max(1, Math.round(seconds))}\u00a0s`;
  return `reste environ ${count(Math.round(seconds / 60), 'min', 'min')}`;
}

export const jobs = new Jobs();
