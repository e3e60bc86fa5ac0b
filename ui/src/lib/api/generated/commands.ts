// Written from the command table of the core; do not edit.
import type * as t from './types';

/** Every command: what it takes, what it gives. */
export interface Commands {
  session_state: { request: t.Nothing; view: t.SessionView };
  session_unlock: { request: t.UnlockRequest; view: t.SessionView };
  session_lock: { request: t.Nothing; view: t.SessionView };
  settings_ui_get: { request: t.Nothing; view: t.UiSettings };
  settings_ui_save: { request: t.UiSettings; view: t.UiSettings };
  draft_get: { request: t.DraftRequest; view: t.DraftView | null };
  draft_save: { request: t.DraftSaveRequest; view: t.Nothing };
  draft_discard: { request: t.DraftRequest; view: t.Nothing };
  search: { request: t.SearchRequest; view: t.SearchView };
  job_status: { request: t.JobRequest; view: t.JobView };
  job_cancel: { request: t.JobRequest; view: t.Nothing };
}

/** How the window treats a command. `reads` are the tags it depends on; `{field}` is taken from the request. */
export const traits: Record<keyof Commands, { writes: boolean; noStore: boolean; reads: readonly string[] }> = {
  session_state: { writes: false, noStore: true, reads: ['session'] },
  session_unlock: { writes: true, noStore: true, reads: [] },
  session_lock: { writes: true, noStore: true, reads: [] },
  settings_ui_get: { writes: false, noStore: true, reads: [] },
  settings_ui_save: { writes: true, noStore: true, reads: [] },
  draft_get: { writes: false, noStore: true, reads: [] },
  draft_save: { writes: true, noStore: true, reads: [] },
  draft_discard: { writes: true, noStore: true, reads: [] },
  search: { writes: false, noStore: true, reads: [] },
  job_status: { writes: false, noStore: true, reads: [] },
  job_cancel: { writes: true, noStore: true, reads: [] },
};
