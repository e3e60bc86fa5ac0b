import type { IconComponent } from '$lib/icons/icon';

export interface Question {
  /** The act itself, with its number: « Émettre 412 factures d’octobre ? ». */
  title: string;
  /** What follows from it, in one or two sentences. */
  consequence: string;
  /** What has been checked, or what will be true afterwards. */
  points?: string[];
  /** The verb of the button: « Émettre 412 factures ». */
  act: string;
  /** The harmless way, which has the focus: « Revenir à la vérification ». */
  harmless?: string;
  /** Alt and the letter underlined in the act; Enter never triggers what cannot be undone. */
  keys?: string;
  danger?: boolean;
  icon?: IconComponent;
}

/** Questions asked before what cannot be undone; what can be undone is done, with « Annuler ». */
export class Dialogs {
  question = $state.raw<Question>();
  #answer: ((sure: boolean) => void) | undefined;

  confirm(question: Question): Promise<boolean> {
    this.#answer?.(false);
    this.question = question;
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  settle(sure: boolean): void {
    const answer = this.#answer;
    this.#answer = undefined;
    this.question = undefined;
    answer?.(sure);
  }
}

export const dialogs = new Dialogs();
/** `if (await confirm({ title, consequence, act })) …` */
export const confirm = (question: Question): Promise<boolean> => dialogs.confirm(question);
