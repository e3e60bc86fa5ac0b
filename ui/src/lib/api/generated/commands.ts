// Generated from the command table: `./x generate`. Do not edit.

import type { AgentCard, Code, Empty, ErrorView, FictiveAgent, FictiveCreateRequest, FictiveView, FieldIssue, GateAgent, GateState, GateView, IssueCode, JobRequest, JobState, JobView, SessionView, Severity, UiSettingRequest, UnlockRequest, VaultCreateRequest } from './types';

/** Every command: what it is asked with, what it answers. */
export interface Commands {
  gate_show: { request: Empty; view: GateView };
  gate_create: { request: VaultCreateRequest; view: GateView };
  gate_create_fictive: { request: FictiveCreateRequest; view: FictiveView };
  gate_unlock: { request: UnlockRequest; view: SessionView };
  gate_lock: { request: Empty; view: GateView };
  session_show: { request: Empty; view: SessionView };
  session_settings_save: { request: UiSettingRequest; view: Empty };
  job_status: { request: JobRequest; view: JobView };
  job_cancel: { request: JobRequest; view: JobView };
}

export type CommandName = keyof Commands;

export interface CommandEntry { right: string; keep: boolean; write: boolean; tags: readonly string[] }

/** What a window must know to keep and drop answers. */
export const entries: Record<CommandName, CommandEntry> = {
  gate_show: { right: '', keep: false, write: false, tags: [] },
  gate_create: { right: '', keep: false, write: false, tags: [] },
  gate_create_fictive: { right: '', keep: false, write: false, tags: [] },
  gate_unlock: { right: '', keep: false, write: false, tags: [] },
  gate_lock: { right: '', keep: false, write: false, tags: [] },
  session_show: { right: 'ReadOwn', keep: false, write: false, tags: [] },
  session_settings_save: { right: 'ReadOwn', keep: false, write: false, tags: [] },
  job_status: { right: 'ReadOwn', keep: false, write: false, tags: [] },
  job_cancel: { right: 'ReadOwn', keep: false, write: false, tags: [] },
};
