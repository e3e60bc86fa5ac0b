import {
  type CellCorrectRequest,
  type FamilyImportDoneView,
  type FamilyImportRow,
  type FamilyImportView,
  type FamilyTrialView,
  type ImportPreviewRequest,
  type ImportRemapRequest,
  type JobView,
  type SavedFileView,
  call,
} from '$lib/api';
import { type Asked, JudgedFile } from '$lib/import/judged-file.svelte';
import type { FileField, JudgedRow } from '$lib/import/rows';

/** One file of the families of another product, from its choice to its batch. */
export class FamilyImport extends JudgedFile<
  FamilyImportView,
  FamilyImportRow,
  FamilyTrialView,
  FamilyImportDoneView
> {
  readonly reads = 'Lecture des familles';

  /** Lines of families whose every doubt is agreed to: those that had none of their own follow. */
  readonly #settled: ReadonlySet<number> = $derived.by(() => {
    const doubtful = this.rows.filter((row) => row.state === 'to_check');
    const waits = doubtful.filter((row) => row.issues.length > 0 && !super.agrees(row));
    const families = new Set(waits.map((row) => row.family_lines[0]));
    return new Set(doubtful.filter((row) => !families.has(row.family_lines[0])).map((row) => row.line));
  });
  override agrees(row: JudgedRow): boolean {
    return super.agrees(row) || this.#settled.has(row.line);
  }

  /** Families that would be taken: a family is, when all of its lines are. */
  readonly families: number = $derived.by(() => {
    const goes = (row: FamilyImportRow): boolean =>
      row.state === 'accepted' || (row.state === 'to_check' && this.agrees(row));
    const left = new Set(this.rows.filter((row) => !goes(row)).map((row) => row.family_lines[0]));
    return new Set(this.rows.map((row) => row.family_lines[0]).filter((first) => !left.has(first))).size;
  });

  /** Numbers are unique in their caisse only: a file that has some must say which, or the agent does. */
  get lacksCaisse(): boolean {
    return (this.view?.caisses_unsaid ?? 0) > 0;
  }
  /** Values that the product sealed and no key opened yet. */
  get sealed(): number {
    return this.view?.sealed ?? 0;
  }
  /** A table of no product in particular: the agent may say how it holds families. */
  get plain(): boolean {
    return this.view?.profile === 'generic';
  }
  /** Quotients are of a month: a file that has some must say which, or the agent does. */
  get lacksMonth(): boolean {
    return this.feeds('qf') && !this.feeds('qf_mois');
  }
  /** Nobody is made to owe without a word: the file says who, or the agent does. */
  get lacksDebtor(): boolean {
    return !this.feeds('debiteur');
  }
  protected override get clear(): boolean {
    return (
      super.clear &&
      this.plain &&
      !this.lacksCaisse &&
      !this.lacksMonth &&
      !this.lacksDebtor &&
      this.sealed === 0
    );
  }

  protected override readFields(): FileField[] {
    const labels = new Map(this.shape?.columns.map(({ field, label }) => [field, label]));
    return (this.view?.fields ?? []).map((field, at) => ({ field, label: labels.get(field) ?? field, at }));
  }
  protected preview(request: ImportPreviewRequest): Promise<JobView> {
    return call('families_preview', request);
  }
  protected remap(request: ImportRemapRequest): Promise<JobView> {
    return call('families_remap', request);
  }
  protected held(): Promise<FamilyImportView> {
    return call('families_show', {});
  }
  protected judgeAgain(request: CellCorrectRequest): Promise<JobView> {
    return call('families_correct', request);
  }
  protected tryIt(asked: Asked): Promise<JobView> {
    return call('families_try', { ...asked, accept_doubts: false });
  }
  protected record(asked: Asked): Promise<FamilyImportDoneView | undefined> {
    return this.follow(
      call('families_commit', { ...asked, accept_doubts: false }),
      'Enregistrement des familles',
    );
  }
  protected rejected(): Promise<SavedFileView> {
    return call('families_rejected_file', {});
  }
}
