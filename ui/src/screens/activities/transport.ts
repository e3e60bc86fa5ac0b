import type { RiderView } from '$lib/api';
import type { Column } from '$lib/table/columns';

/** The day so many days away, ISO. */
export function dayAfter(day: string, by: number): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + by);
  return at.toISOString().slice(0, 10);
}

export const riderColumns: Column<RiderView>[] = [
  {
    id: 'child',
    title: 'Enfant',
    value: (row) => `${row.family_name} ${row.first_name}`,
    fixed: true,
    minWidth: 200,
  },
  { id: 'stop', title: 'Arrêt', value: (row) => row.stop_rank, text: (row) => row.stop, width: 180 },
  { id: 'direction', title: 'Sens', value: (row) => row.direction_label, width: 130 },
  { id: 'times', title: 'Heure', value: (row) => row.times, width: 140 },
  { id: 'days', title: 'Jours', value: (row) => row.days_label, width: 110 },
  { id: 'schooling', title: 'École et classe', value: (row) => row.schooling, width: 220, quiet: true },
];
