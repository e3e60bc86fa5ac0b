import { messages } from '$lib/text/messages.fr';

/** What every host answers, whatever carries it: the desktop shell or the test host. */
export type Reply<V> = { ok: true; value: V; changes: string[] } | { ok: false; error: Failure };

/** A refusal as the core writes it. The window branches on `code` only; `message` is already a French sentence. */
export interface Failure {
  code: string;
  message: string;
  fields: FieldIssue[];
  /** Given when the fault is ours: what the agent reads out to the IT service. */
  reference: string | null;
  params: Record<string, unknown>;
}

/** One problem with one answer. `path` is the dotted path in the request, e.g. `guardians.0.birth_date`. */
export interface FieldIssue {
  path: string;
  code: string;
  message: string;
  severity: 'blocking' | 'warning';
}

/** The same refusal, thrown. */
export class CallError extends Error {
  readonly code: string;
  readonly fields: FieldIssue[];
  readonly reference: string | null;
  readonly params: Record<string, unknown>;

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
    return new CallError({
      code: 'window_fault',
      message: messages.windowFault,
      fields: [],
      reference: null,
      params: { cause: String(thrown) },
    });
  }
}
