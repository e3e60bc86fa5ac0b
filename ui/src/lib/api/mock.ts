import type { CommandName, RequestOf, ViewOf } from './client';
import { type Failure, CallError } from './reply';
import type { Transport } from './transport';

type Answer<C extends CommandName> = (request: RequestOf<C>) => ViewOf<C> | Promise<ViewOf<C>>;
export type Answers = { [C in CommandName]?: Answer<C> };

/** A core that answers from a table: for unit tests and the sheet of parts. What is not in the table answers `{}`. */
export function mockTransport(answers: Answers = {}): Transport & {
  /** Every command received, in order. */
  asked: [command: string, request: unknown][];
  answers: Answers;
  /** Tags to announce with the next reply. */
  changes: string[];
} {
  const mock = {
    asked: [] as [string, unknown][],
    answers,
    changes: [] as string[],
    async send(command: string, request: unknown) {
      mock.asked.push([command, request]);
      const answer = mock.answers[command as CommandName] as ((request: unknown) => unknown) | undefined;
      try {
        const value = answer ? await answer(request) : {};
        return { ok: true as const, value, changes: mock.changes.splice(0) };
      } catch (thrown) {
        const { code, message, fields, reference, params } = CallError.from(thrown);
        return { ok: false as const, error: { code, message, fields, reference, params } satisfies Failure };
      }
    },
  };
  return mock;
}
