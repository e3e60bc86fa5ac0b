// The day's backup: asked for as soon as the vault is open, by whoever opens it. Nothing waits for it.
import { type BackupRunView, call } from '$lib/api';
import { count } from '$lib/text/format';
import { jobs } from './jobs.svelte';
import { session } from './session.svelte';
import { toasts } from './toasts.svelte';

/** What today still lacks. What goes wrong is said in the status bar, and tried again at the next opening. */
export async function keepTheDay(): Promise<void> {
  if (!session.view?.backup_due || !session.can('FollowBackupPlan')) return;
  try {
    const job = await call('backup_run', { only_due: true });
    await jobs.follow(job.id, 'Sauvegarde du jour', { quiet: true });
  } catch {
    // Locked meanwhile, or refused: the age of the last one goes on being shown.
  } finally {
    if (session.phase === 'open') await session.load().catch(() => undefined);
  }
}

/** Asked for by hand: every place, and the outcome told. */
export async function backUpNow(): Promise<BackupRunView | undefined> {
  try {
    const job = await call('backup_run', { only_due: false });
    const run = await jobs.follow<BackupRunView>(job.id, 'Sauvegarde');
    if (run?.complete) {
      toasts.done('Sauvegarde relue et vérifiée', `${count(run.good, 'lieu', 'lieux')}.`);
    } else if (run) {
      const wrong = run.places.flatMap((place) => place.trouble ?? []);
      toasts.show({ tone: 'warn', title: 'Sauvegarde incomplète', detail: wrong.join(' ') });
    }
    return run;
  } catch (thrown) {
    toasts.failed(thrown);
    return undefined;
  } finally {
    if (session.phase === 'open') await session.load().catch(() => undefined);
  }
}
