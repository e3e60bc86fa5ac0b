/** The recovery sheets that the host wrote as a PDF, read as a custodian reads theirs: by their words. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { TestHost } from './host';

/** Of each sheet, for each other one, its eight lines: `lines.A.B`. */
export type Printed = Record<string, Record<string, string[]>>;

export function readSheets(host: TestHost): Printed {
  const text = execFileSync('pdftotext', ['-layout', join(host.files, 'feuilles-de-secours.pdf'), '-']).toString();
  const printed: Printed = {};
  let sheet = '';
  let other = '';
  for (const line of text.split('\n')) {
    sheet = /Feuille de secours ([ABC])/.exec(line)?.[1] ?? sheet;
    other = /Avec la feuille ([ABC])/.exec(line)?.[1] ?? other;
    const typed = /(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(line)?.[0];
    if (typed) ((printed[sheet] ??= {})[other] ??= []).push(typed);
  }
  return printed;
}

/** As it is typed: without a hyphen, in any case; a full line leads to the next. */
export const asTyped = (lines: readonly string[]): string => lines.join('').replaceAll('-', '').toLowerCase();
