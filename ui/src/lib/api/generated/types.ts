// Written from the views and requests of the core; do not edit.
export type Nothing = Record<string, never>;

export type Role = 'INS' | 'FAC' | 'SAN' | 'TER' | 'RPE' | 'RES' | 'ADM' | 'DPO';

export interface SessionView {
  phase: 'no_vault' | 'locked' | 'open';
  town: string | null;
  fictive: boolean;
  keyring: 'present' | 'degraded';
  /** Age of the last backup, and whether it was read back. */
  backup: { hours: number; verified: boolean } | null;
  today: string;
  school_year: string;
  idle_minutes: number;
  agent: { id: string; login: string; name: string; roles: Role[]; rights: string[] } | null;
}

export interface UnlockRequest {
  login: string;
  password: string;
}

export interface UiSettings {
  theme: 'system' | 'light' | 'dark' | 'contrast';
  density: 'compact' | 'comfortable';
  font: 'inter' | 'atkinson';
  zoom: number;
  single_keys: boolean;
  /** Columns, widths and order of each list, by list name. */
  lists: Record<string, ListSettings>;
}

export interface ListSettings {
  hidden: string[];
  widths: Record<string, number>;
}

export interface DraftRequest {
  key: string;
}
export interface DraftSaveRequest {
  key: string;
  body: string;
}
export interface DraftView {
  key: string;
  body: string;
  saved_at: string;
}

export interface SearchRequest {
  text: string;
  limit: number;
}
export interface SearchHit {
  kind: 'family' | 'child' | 'guardian' | 'invoice';
  id: string;
  family_id: string;
  title: string;
  detail: string;
  /** Parts of the title that matched: [start, length] in UTF-16 units. */
  marks: [number, number][];
  why: string;
}
export interface SearchView {
  hits: SearchHit[];
  persons: number;
  micros: number;
}

export interface JobRequest {
  job: string;
}
export interface JobView {
  job: string;
  title: string;
  phase: string;
  done: number;
  total: number;
  remaining_seconds: number | null;
  state: 'running' | 'done' | 'cancelled' | 'failed';
  result: unknown;
  error: string | null;
}
