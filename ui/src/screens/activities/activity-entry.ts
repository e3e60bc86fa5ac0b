import type { ActivityKind, ActivityView, NoticePeriod } from '$lib/api';

/** The notice period as it is typed: every answer has its field, the kind says which ones count. */
export interface NoticeEntry {
  kind: NoticePeriod['kind'];
  hours: number | null;
  days: number | null;
  until_minute: number | null;
}

export interface ActivityEntry {
  name: string;
  kind: ActivityKind;
  facility: string;
  school: string | null;
  imputation: { nature: string; function_code: string; service_code: string; local_product_code: string };
  notice: NoticeEntry;
}

export function entryOfActivity(activity: ActivityView | null): ActivityEntry {
  const notice: NoticeEntry = { kind: 'days_before', hours: 48, days: 1, until_minute: 600 };
  return {
    name: activity?.name ?? '',
    kind: activity?.kind ?? 'school_meals',
    facility: activity?.facility ?? '',
    school: activity?.school_id ?? null,
    imputation: activity?.imputation ?? {
      nature: '7067',
      function_code: '',
      service_code: '',
      local_product_code: '',
    },
    notice: { ...notice, ...activity?.notice },
  };
}

export function noticeOf({ kind, hours, days, until_minute }: NoticeEntry): NoticePeriod {
  if (kind === 'hours_before') return { kind, hours: hours ?? 0 };
  if (kind === 'days_before') return { kind, days: days ?? 0, until_minute: until_minute ?? 0 };
  return { kind };
}
