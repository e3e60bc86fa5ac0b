/** Someone at the keyboard, who has no mouse: keys, and what they see has the focus. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { settled } from './browser';

export interface Focus {
  role: string;
  name: string;
  /** What had the focus before, when nothing on the screen said so. */
  unseen: string | undefined;
}

export class Hand {
  constructor(readonly page: Page) {}

  /** Presses keys one after the other, each answered before the next. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      await settled(this.page);
    }
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
    await settled(this.page);
  }

  focus(): Promise<Focus> {
    return this.page.evaluate(() => {
      interface Before {
        element: HTMLElement;
        name: string;
        look: string;
      }
      const memory = window as unknown as { focusBefore?: Before };
      const traits = ['boxShadow', 'outlineStyle', 'outlineColor', 'borderColor', 'backgroundColor', 'textDecorationLine', 'top'] as const;
      /** How it is drawn, with what stands around it: a box may show the focus of its field. */
      const lookOf = (element: HTMLElement): string =>
        [element, element.parentElement, element.nextElementSibling, element.querySelector('[data-current] > *')]
          .filter((one) => one !== null)
          .flatMap((one) => traits.map((trait) => getComputedStyle(one)[trait]))
          .join(' ');
      const nameOf = (element: HTMLElement): string => {
        const by = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.innerText ?? '');
        const label = (element as HTMLInputElement).labels?.[0]?.innerText;
        return (label || element.getAttribute('aria-label') || by.join(' ').trim() || element.innerText || '').replace(/\s+/g, ' ').trim();
      };
      const here = document.activeElement as HTMLElement;
      const before = memory.focusBefore;
      // The title of a screen is a landing place, not a control: the house draws nothing around it.
      const left = before && before.element !== here && before.element.isConnected && !before.element.matches('h1, body, main');
      const unseen = left && lookOf(before.element) === before.look ? before.name : undefined;
      const name = here === document.body ? '' : nameOf(here);
      memory.focusBefore = { element: here, name, look: lookOf(here) };
      return { role: here.getAttribute('role') ?? here.localName, name, unseen };
    });
  }

  /** Walks with Tab until the focus is on what has this name; never loses it, never lands on something unseen. */
  async tabTo(name: RegExp, { role, back = false, most = 90 }: { role?: string; back?: boolean; most?: number } = {}): Promise<void> {
    const seen: string[] = [];
    for (let at = 0; at < most; at += 1) {
      const focus = await this.focus();
      const here = name.test(focus.name) && (!role || focus.role === role);
      if (here && at === 0) return;
      // The body comes once, between the last thing of the window and the first.
      if (focus.role === 'body') expect(seen, 'the focus is lost').not.toContain('body');
      if (at > 0) expect(focus.unseen, 'what has the focus shows it').toBeUndefined();
      if (here) return;
      seen.push(focus.role === 'body' ? 'body' : `${focus.role} « ${focus.name.slice(0, 40)} »`);
      await this.page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
    }
    throw new Error(`Tab does not lead to ${name}; it led to ${seen.join(', ')}`);
  }

  /** Fields reached by Tab, in the order they are drawn. */
  async fill(answers: readonly (readonly [RegExp, string])[]): Promise<void> {
    for (const [name, text] of answers) {
      await this.tabTo(name);
      await this.page.keyboard.press('Control+a');
      await this.type(text);
    }
  }

  /** A choice among a few: ↓ opens, ↓ leads to what has these words, ↵ takes it. Read on the way: nothing depends on a pace. */
  async choose(name: RegExp, words: RegExp): Promise<void> {
    await this.tabTo(name);
    await this.press('ArrowDown', 'Home');
    const box = this.page.locator('[role=combobox][aria-expanded=true]');
    const current = this.page.locator(`[id="${await box.getAttribute('aria-controls')}"] [data-current]`);
    for (let last = ''; ; ) {
      const here = await current.innerText();
      if (words.test(here)) break;
      if (here === last) throw new Error(`no answer to ${name} has the words ${words}; the last is ${here}`);
      last = here;
      await this.press('ArrowDown');
    }
    await this.press('Enter');
    await expect.poll(() => box.count()).toBe(0);
  }

  /** Goes somewhere, or acts, through the palette. */
  async command(words: string, chosen: RegExp): Promise<void> {
    await this.press('Control+k');
    await this.type(words);
    const first = this.page.getByRole('option', { selected: true });
    await expect.poll(() => first.innerText()).toMatch(chosen);
    await this.press('Enter');
  }

  /** Opens the vault for an agent, chosen with the arrows. */
  async unlock(login: string, password: string): Promise<void> {
    const chosen = this.page.getByRole('radio', { checked: true });
    for (let at = 0; at < 12 && (await chosen.getAttribute('data-login')) !== login; at += 1) await this.press('ArrowDown');
    await this.type(password);
    await this.press('Enter');
    await this.page.getByRole('navigation').first().waitFor();
    await settled(this.page);
  }

  /** What the window has just said, done or refused. */
  async told(sentence: RegExp): Promise<void> {
    await this.page.getByText(sentence).first().waitFor();
  }
}
