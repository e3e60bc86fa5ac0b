export interface UndoStep {
  title: string;
  undo: () => Promise<void>;
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

  push(title: string, undo: () => Promise<void>): UndoStep {
    const step: UndoStep = { title, undo };
    this.#steps = [...this.#steps.slice(-19), step];
    return step;
  }

  async run(step: UndoStep | undefined = this.latest): Promise<void> {
    if (!step || !this.#steps.includes(step)) return;
    this.#steps = this.#steps.filter((other) => other !== step);
    await step.undo();
    step.onDone?.();
  }

  clear(): void {
    this.#steps = [];
  }
}

export const undoStack = new UndoStack();
