export interface UndoStep {
  title: string;
  /** Answers `false` when it found that nothing should be taken back, and said so. */
  undo: () => Promise<unknown>;
  /** What it takes back, when that can be taken back elsewhere too: « import:… ». */
  of?: string;
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

  push(title: string, undo: UndoStep['undo'], of?: string): UndoStep {
    const step: UndoStep = { title, undo, of };
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

  /** Drops what was taken back elsewhere: nobody is offered to take it back again. */
  settle(of: string): void {
    const settled = this.#steps.filter((step) => step.of === of);
    this.#steps = this.#steps.filter((step) => step.of !== of);
    settled.forEach((step) => step.onDone?.());
  }

  clear(): void {
    this.#steps = [];
  }
}

export const undoStack = new UndoStack();
