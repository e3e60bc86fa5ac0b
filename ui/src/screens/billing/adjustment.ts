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

/** The activities of an invoice, each once, named by its first line: « Cantine Jean-Macé ». */
export function activitiesOf(lines: readonly ServiceLineView[]): Option<ActivityId>[] {
  const found = new Map<ActivityId, string>();
  for (const line of lines) {
    if (line.activity && !found.has(line.activity)) found.set(line.activity, line.label.split(',')[0]!);
  }
  return [...found].map(([value, label]) => ({ value, label }));
}
