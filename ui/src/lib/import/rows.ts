import type { CellIssueView, FileShapeView, ImportRowState } from '$lib/api';

/** What every row of a file says once it is judged. */
export interface JudgedRow {
  line: number;
  state: ImportRowState;
  /** Its cells as corrected, in the order of the fields; none when the screen does not need them. */
  cells: readonly string[];
  corrected: readonly string[];
  issues: readonly CellIssueView[];
}

/** A field the file feeds, and the place of its cell in each row. */
export interface FileField {
  field: string;
  label: string;
  at: number;
}

export function fieldsOf(shape: FileShapeView): FileField[] {
  return shape.columns
    .map(({ field, label, column }, at) => ({ field, label, at, column }))
    .filter(({ column }) => column !== null)
    .map(({ field, label, at }) => ({ field, label, at }));
}

/** Something is to be looked at on this very line; one that only waits for another says nothing of its own. */
export const isFaulty = (row: JudgedRow): boolean =>
  (row.state === 'to_check' || row.state === 'refused') && row.issues.length > 0;

/** The lines at fault, each with the one before and the one after. */
export function linesAround(rows: readonly JudgedRow[]): Set<number> {
  const lines = new Set<number>();
  rows.forEach((row, at) => {
    if (!isFaulty(row)) return;
    for (const near of [rows[at - 1], row, rows[at + 1]]) if (near) lines.add(near.line);
  });
  return lines;
}

/** The gravest thing said of a cell. */
export function issueOf(row: JudgedRow, field: string): CellIssueView | undefined {
  const said = row.issues.filter((issue) => issue.field === field);
  return said.find((issue) => issue.severity === 'blocking') ?? said[0];
}

/** The cell a correction opens: the one under the cursor, or the first one at fault that the file has. */
export function fieldToCorrect(
  row: JudgedRow,
  fields: readonly FileField[],
  under: string | undefined,
): FileField | undefined {
  const wanted =
    under ?? row.issues.map((issue) => issue.field).find((name) => fields.some((one) => one.field === name));
  return fields.find((one) => one.field === wanted);
}

/** What the field of a correction starts with: the proposal when there is one, else the cell as it is. */
export function startOf(row: JudgedRow, field: FileField): string {
  return issueOf(row, field.field)?.proposal ?? row.cells[field.at] ?? '';
}
