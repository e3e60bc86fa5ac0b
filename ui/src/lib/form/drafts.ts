/**
 * Where unfinished typing is kept, sealed, so that a crash loses nothing. The root says which commands do it; without
 * them a form asks before it is left.
 */
export interface DraftName {
  /** The form, e.g. `child_register`. */
  form: string;
  /** What it is about: an identifier, or nothing for a new record. */
  subject?: string;
}

export interface Drafts {
  find(name: DraftName): Promise<{ content: string; savedAt: number } | undefined>;
  save(name: DraftName, content: string): Promise<void>;
  discard(name: DraftName): Promise<void>;
}

let kept: Drafts | undefined;

export function keepDraftsIn(drafts: Drafts | undefined): void {
  kept = drafts;
}

export function drafts(): Drafts | undefined {
  return kept;
}
