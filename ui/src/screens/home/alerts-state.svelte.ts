// What a data protection officer looks at first. Reading the journal is itself written in it: asked once a session, then on purpose.
import { type AuditEntryView, CallError, call } from '$lib/api';
import { session } from '$lib/shell/session.svelte';

const DAY_MS = 86_400_000;
/** Beyond, they are kept folded. */
const RECENT_DAYS = 31;

class Alerts {
  entries = $state.raw<AuditEntryView[]>();
  refusal = $state.raw<CallError>();
  reading = $state(false);

  read = async (): Promise<void> => {
    if (this.reading) return;
    this.reading = true;
    this.refusal = undefined;
    try {
      this.entries = (await call('alert_list', {})).entries;
    } catch (thrown) {
      this.refusal = CallError.from(thrown);
    } finally {
      this.reading = false;
    }
  };

  forget(): void {
    this.entries = undefined;
    this.refusal = undefined;
  }
}

export const alerts = new Alerts();
session.onDrop(() => alerts.forget());

/** The day of an entry at the desk, ISO. */
export function dayOf(at_ms: number): string {
  const at = new Date(at_ms);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Those of the last month, and the others. */
export function split(
  entries: readonly AuditEntryView[],
  today: string,
): { recent: AuditEntryView[]; older: AuditEntryView[] } {
  const since = Date.parse(`${today}T00:00:00`) - RECENT_DAYS * DAY_MS;
  return {
    recent: entries.filter((entry) => entry.at_ms >= since),
    older: entries.filter((entry) => entry.at_ms < since),
  };
}

/** What the line adds to its heading, without saying it twice. */
export function detailOf(entry: Pick<AuditEntryView, 'label' | 'detail'>): string {
  const detail = (entry.detail ?? '').replace(new RegExp(`^${entry.label}\\s*[:,]?\\s*`), '');
  return detail === '' ? '' : `, ${detail}`;
}

/** Where the journal tells the whole of that agent's day; two agents of one name are not told apart, and the day alone is asked. */
export function searchOf(
  entry: Pick<AuditEntryView, 'agent' | 'at_ms'>,
  agents: readonly { id: string; display_name: string }[],
): Record<string, string | undefined> {
  const named = agents.filter((one) => one.display_name === entry.agent);
  const day = dayOf(entry.at_ms);
  return { du: day, au: day, agent: named.length === 1 ? named[0]?.id : undefined };
}
