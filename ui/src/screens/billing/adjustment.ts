import type { ActivityId, AdjustmentAddRequest, InvoiceView, ServiceLineView } from '$lib/api';
import type { Option } from '$lib/components/options';

/** What an agent fills in: an amount without sign, and whom it favours. */
export interface AdjustmentDraft {
  rank: number | null;
  activity: ActivityId | null;
  gives_back: boolean;
  amount_cents: number | null;
  reason: string;
}

/** The core reads one signed amount: negative in the family's favour. What is corrected is worded by the core. */
export function requestOf(draft: AdjustmentDraft, { invoice }: InvoiceView): AdjustmentAddRequest {
  const cents = draft.amount_cents ?? 0;
  return {
    household: invoice.household,
    invoice: invoice.id,
    rank: draft.rank,
    activity: draft.rank === null ? draft.activity : null,
    label: '',
    reason: draft.reason.trim(),
    amount_cents: draft.gives_back ? -cents : cents,
  };
}

/** Of a help, the activity it is for: two helps of one funder are otherwise called alike. Nothing of another line. */
export function helpedActivity(line: ServiceLineView, lines: readonly ServiceLineView[]): string {
  if (!line.is_help) return '';
  return activitiesOf(lines).find(({ value }) => value === line.activity)?.label ?? '';
}

/** The activities of an invoice, each once, named by its first line: « Cantine Jean-Macé ». */
export function activitiesOf(lines: readonly ServiceLineView[]): Option<ActivityId>[] {
  const found = new Map<ActivityId, string>();
  for (const line of lines) {
    // What a third party pays is called by who pays: the services it reduces name the activity.
    if (line.activity && !line.is_help && !found.has(line.activity))
      found.set(line.activity, line.label.split(',')[0]!);
  }
  return [...found].map(([value, label]) => ({ value, label }));
}
