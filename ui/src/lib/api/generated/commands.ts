// Generated from the command table: `./x generate`. Do not edit.

import type * as t from './types';

/** Every command: what it is asked with, what it answers. */
export interface Commands {
  session_state: { request: t.Empty; view: t.SessionView };
  session_unlock: { request: t.UnlockRequest; view: t.SessionView };
  session_lock: { request: t.Empty; view: t.SessionView };
  vault_create: { request: t.VaultCreateRequest; view: t.SessionView };
  vault_create_fictive: { request: t.FictiveCreateRequest; view: t.FictiveView };
  password_measure: { request: t.PasswordMeasureRequest; view: t.PasswordMeasureView };
  passphrase_suggest: { request: t.Empty; view: t.PassphraseView };
  settings_ui_get: { request: t.Empty; view: t.UiSettings };
  settings_ui_save: { request: t.UiSettings; view: t.UiSettings };
  draft_get: { request: t.DraftRequest; view: t.DraftView };
  draft_save: { request: t.DraftSaveRequest; view: t.Empty };
  draft_discard: { request: t.DraftRequest; view: t.Empty };
  job_status: { request: t.JobRequest; view: t.JobView };
  job_cancel: { request: t.JobRequest; view: t.JobView };
}

/** How the window treats a command: `reads` are the tags its kept answer depends on. */
export const traits: Record<keyof Commands, { writes: boolean; noStore: boolean; reads: readonly string[] }> = {
  session_state: { writes: false, noStore: true, reads: [] },
  session_unlock: { writes: false, noStore: true, reads: [] },
  session_lock: { writes: false, noStore: true, reads: [] },
  vault_create: { writes: false, noStore: true, reads: [] },
  vault_create_fictive: { writes: false, noStore: true, reads: [] },
  password_measure: { writes: false, noStore: true, reads: [] },
  passphrase_suggest: { writes: false, noStore: true, reads: [] },
  settings_ui_get: { writes: false, noStore: true, reads: [] },
  settings_ui_save: { writes: true, noStore: true, reads: [] },
  draft_get: { writes: false, noStore: true, reads: [] },
  draft_save: { writes: true, noStore: true, reads: [] },
  draft_discard: { writes: true, noStore: true, reads: [] },
  job_status: { writes: false, noStore: true, reads: [] },
  job_cancel: { writes: false, noStore: true, reads: [] },
};
