import type { CallError, DuplicateCandidate } from '$lib/api';

/** Who the core finds alike, while the agent says whether what they typed is about someone else. */
export class Alike {
  found = $state.raw<readonly DuplicateCandidate[]>();
  #answer: ((other: boolean) => void) | undefined;

  /** What a form is told first; its answer comes from `Duplicates`. */
  ask = (error: CallError): Promise<boolean> | undefined => {
    if (error.code !== 'possible_duplicate') return undefined;
    this.found = (error.params as { duplicates?: DuplicateCandidate[] } | undefined)?.duplicates ?? [];
    return new Promise((answer) => (this.#answer = answer));
  };

  settle(other: boolean): void {
    this.found = undefined;
    this.#answer?.(other);
  }
}
