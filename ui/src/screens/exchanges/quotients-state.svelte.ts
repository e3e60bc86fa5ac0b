import {
  type CellCorrectRequest,
  type ImportDoneView,
  type ImportPreviewRequest,
  type ImportRemapRequest,
  type JobView,
  type QuotientEffectRow,
  type QuotientImportRow,
  type QuotientImportView,
  type QuotientTrialView,
  type SavedFileView,
  call,
} from '$lib/api';
import { type Asked, JudgedFile } from '$lib/import/judged-file.svelte';

/** One file of the CAF, from its choice to its batch. */
export class QuotientImport extends JudgedFile<
  QuotientImportView,
  QuotientImportRow,
  QuotientTrialView,
  ImportDoneView
> {
  readonly reads = 'Lecture des quotients';

  /** What taking the file would change, household by household. */
  get effects(): readonly QuotientEffectRow[] {
    return this.trial?.rows ?? [];
  }
  /** Numbers are unique in their caisse only: a file that has some must say which, or the agent does. */
  get lacksCaisse(): boolean {
    return this.feeds('matricule') && !this.feeds('code_organisme');
  }
  protected override get clear(): boolean {
    return super.clear && !this.lacksCaisse;
  }

  protected preview(request: ImportPreviewRequest): Promise<JobView> {
    return call('quotients_preview', request);
  }
  protected remap(request: ImportRemapRequest): Promise<JobView> {
    return call('quotients_remap', request);
  }
  protected held(): Promise<QuotientImportView> {
    return call('quotients_show', {});
  }
  protected judgeAgain(request: CellCorrectRequest): Promise<JobView> {
    return call('quotients_correct', request);
  }
  protected tryIt(asked: Asked): Promise<JobView> {
    return call('quotients_try', asked);
  }
  protected record(asked: Asked): Promise<ImportDoneView> {
    return call('quotients_commit', asked);
  }
  protected rejected(): Promise<SavedFileView> {
    return call('quotients_rejected_file', {});
  }
}
