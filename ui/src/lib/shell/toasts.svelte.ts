import { CallError } from '$lib/api';
import { announce } from './announce.svelte';
import { type UndoStep, undoStack } from './undo.svelte';

export interface Toast {
  id: number;
  tone: 'ok' | 'warn' | 'bad' | 'neutral';
  /** What is done, in the past tense: « Adresse de Mme Hamel modifiée ». */
  title: string;
  detail?: string;
  /** The one thing to do about it. */
  action?: { label: string; keys?: string; run: () => void | Promise<void> };
}

const LIFE_MS = 8000;
/** A refusal says why and what to do: it is read, not glimpsed. */
const REFUSAL_MS = 20_000;

/** Short notices at the corner: never the only trace of something, never in the way of the focus. */
export class Toasts {
  list = $state.raw<Toast[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  show(toast: Omit<Toast, 'id'>): number {
    const id = this.#next++;
    this.list = [...this.list, { ...toast, id }].slice(-4);
    announce([toast.title, toast.detail].filter(Boolean).join('. '), toast.tone === 'bad');
    this.resume(id);
    return id;
  }

  done(title: string, detail?: string): void {
    this.show({ tone: 'ok', title, detail });
  }

  /** A file was written where the agent chose; nothing is said when they gave up. */
  saved({ file_name, path }: { file_name: string; path: string | null }): void {
    if (path) this.show({ tone: 'ok', title: `${file_name} enregistré`, detail: path });
  }

  /** Done, and can be taken back: the button, Ctrl+Z and the undo stack are one. */
  undoable(title: string, undo: UndoStep['undo'], of?: string): void {
    const step = undoStack.push(title, undo, of);
    const id = this.show({
      tone: 'ok',
      title,
      action: { label: 'Annuler', keys: 'Ctrl+Z', run: () => this.undo(step) },
    });
    step.onDone = () => this.dismiss(id);
  }

  /** Does it at once and offers to take it back; what refuses says why. Whether it was done. */
  async attempt(title: string, act: () => Promise<unknown>, undo: UndoStep['undo']): Promise<boolean> {
    try {
      await act();
      this.undoable(title, undo);
      return true;
    } catch (thrown) {
      this.failed(thrown);
      return false;
    }
  }

  /** Takes back this step, or the latest, and says what: an undo never happens in silence. */
  async undo(step = undoStack.latest): Promise<void> {
    try {
      if (step && (await undoStack.run(step))) this.done(`Annulé\u00a0: ${step.title}`);
    } catch (thrown) {
      this.failed(thrown);
    }
  }

  /**
   * Done, and can be taken back by writing again what stood before: not over what was written since, here or in
   * another window. `now` reads what the undo would replace.
   */
  restorable(title: string, now: () => Promise<unknown>, restore: () => Promise<unknown>): void {
    const read = (): Promise<string> => now().then((value) => JSON.stringify(value));
    // Read at once, as the core kept it; when it cannot be, nothing proves that taking back is harmless.
    const written = read().catch(() => undefined);
    this.undoable(title, async () => {
      if ((await read()) === (await written)) return void (await restore());
      this.show({
        tone: 'warn',
        title: 'Modifié depuis, rien n’est repris',
        detail: 'Le dossier a changé après cette écriture\u00a0: corrigez-le directement.',
      });
      return false;
    });
  }

  /** A refusal that has no field to sit beside: when it names fields, no form shows them, and their sentences are said here. */
  failed(thrown: unknown): void {
    const error = CallError.from(thrown);
    const [first, ...others] = error.fields.map(({ message }) => message);
    this.show({
      tone: 'bad',
      title: first ?? error.message,
      detail: error.reference
        ? `Référence à donner au service informatique\u00a0: ${error.reference}`
        : others.join(' ') || undefined,
    });
  }

  dismiss(id: number): void {
    this.pause(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  /** The pointer or the focus is on it: it waits. */
  pause(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }
  resume(id: number): void {
    this.pause(id);
    const life = this.list.find((toast) => toast.id === id)?.tone === 'bad' ? REFUSAL_MS : LIFE_MS;
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), life),
    );
  }

  clear(): void {
    this.list.forEach((toast) => this.pause(toast.id));
    this.list = [];
  }
}

export const toasts = new Toasts();
