export interface UndoStep {
  title: string;
  /** Answers `false` when it found that nothing should be taken back, and said so. */
  undo: () => Promise<unknown>;
  onDone?: () => void;
}

/**
 * What can still be taken back, the latest first. Taking back is a compensating operation of the core with its own
 * line in the journal, never a silent delete; what is issued or sent never enters here.
 */
export class UndoStack {
  #steps = $state.raw<UndoStep[]>([]);

  get latest(): UndoStep | undefined {
    return this.#steps.at(-1);
  }

  push(title: string, undo: UndoStep['undo']): UndoStep {
    const step: UndoStep = { title, undo };
    this.#steps = [...this.#steps.slice(-19), step];
    return step;
  }

  /** Whether something was taken back. */
  async run(step: UndoStep | undefined = this.latest): Promise<boolean> {
    if (!step || !this.#steps.includes(step)) return false;
    this.#steps = this.#steps.filter((other) => other !== step);
    const taken = (await step.undo()) !== false;
    step.onDone?.();
    return taken;
  }

  clear(): void {
    this.#steps = [];
  }
}

export const undoStack = new UndoStack();
