import { call, CallError, type JobView } from '$lib/api';
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
    return this.#running.find((one) => one.job === job);
  }

  /** Follows a job the core has started; resolves with its result, or `undefined` if it was cancelled. */
  async follow<R>(job: string): Promise<R | undefined> {
    try {
      for (;;) {
        const view = await call('job_status', { job });
        this.#put(view);
        if (view.state === 'done') {
          announce(`${view.title} : terminé.`);
          return view.result as R;
        }
        if (view.state === 'cancelled') {
          announce(`${view.title} : annulé, rien n’a été écrit.`);
          return undefined;
        }
        if (view.state === 'failed') {
          throw new CallError({
            code: 'job_failed',
            message: view.error ?? `${view.title} : le travail s’est arrêté. Rien n’a été écrit.`,
            fields: [],
            reference: null,
            params: {},
          });
        }
        await new Promise((go) => setTimeout(go, EVERY_MS));
      }
    } finally {
      this.#running = this.#running.filter((one) => one.job !== job);
    }
  }

  async cancel(job: string): Promise<void> {
    await call('job_cancel', { job });
  }

  #put(view: JobView): void {
    const others = this.#running.filter((one) => one.job !== view.job);
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
