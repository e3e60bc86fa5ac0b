import type { Snippet } from 'svelte';
import type { HTMLInputAttributes } from 'svelte/elements';
import type { Parsed } from '$lib/text/parse';

/** Between what an agent types and what is kept. */
export interface Codec<T> {
  parse: (text: string) => Parsed<T>;
  format: (value: T) => string;
  /** Groups what is typed while it is typed. */
  mask?: (text: string) => string;
  /** ↑ and ↓. */
  step?: (value: T, by: 1 | -1) => T;
}

/** What every field accepts besides its form and its path. */
export interface FieldLook {
  label: string;
  /** Said under the field when nothing is wrong. */
  hint?: string;
  /** Something verified: « Lu à la CAF le 18/11/2026. » */
  verified?: string;
  /** The label stands for a screen reader only: in a dense line. */
  bare?: boolean;
  /** Takes this many columns of the grid. */
  span?: 1 | 2 | 3;
  disabled?: boolean;
  placeholder?: string;
}

export interface TypedLook extends FieldLook {
  inputmode?: HTMLInputAttributes['inputmode'];
  align?: 'start' | 'end';
  end?: Snippet;
}
