import { type VaultVerifyView, call } from '$lib/api';
import { jobs } from '$lib/shell/jobs.svelte';
import { session } from '$lib/shell/session.svelte';

/** The proof that nobody rewrote anything: pages, keys, journal, content, amounts. It outlives the screen: who went elsewhere finds its verdict again. */
class Verification {
  verdict = $state.raw<VaultVerifyView>();
  /** The job that reads it again. */
  job = $state<string>();

  async run(title: string): Promise<void> {
    if (this.job) return;
    try {
      this.job = (await call('vault_verify', {})).id;
      this.verdict = (await jobs.follow<VaultVerifyView>(this.job, title)) ?? this.verdict;
    } finally {
      this.job = undefined;
    }
  }
}

export const verification = new Verification();
session.onDrop(() => (verification.verdict = undefined));
