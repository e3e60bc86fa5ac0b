import { messages } from '$lib/text/messages.fr';
import type { Code, ErrorView, FieldIssue } from './generated/types';

/** What every host answers, whatever carries it: the desktop shell or the test host. */
export type Reply<V> = { ok: true; value: V; changes: string[] } | { ok: false; error: Failure };

/** Refusals that never reached the core. */
export type WindowCode = 'window_fault' | 'host_unreachable';

/** A refusal as the core writes it. The window branches on `code` only; `message` is already a French sentence. */
export type Failure = Omit<ErrorView, 'code'> & { code: Code | WindowCode };

/** The same refusal, thrown. */
export class CallError extends Error {
  readonly code: Code | WindowCode;
  readonly fields: FieldIssue[];
  /** Given when the fault is ours: what the agent reads out to the IT service. */
  readonly reference: string | null;
  readonly params: unknown;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'CallError';
    this.code = failure.code;
    this.fields = failure.fields;
    this.reference = failure.reference;
    this.params = failure.params;
  }

  /** Anything thrown, seen as a refusal: what is not one of ours becomes a fault of the window, without its technical text. */
  static from(thrown: unknown): CallError {
    if (thrown instanceof CallError) return thrown;
    const error = new CallError({
      code: 'window_fault',
      message: messages.windowFault,
      fields: [],
      reference: null,
      params: {},
    });
    error.cause = thrown;
    return error;
  }
}
