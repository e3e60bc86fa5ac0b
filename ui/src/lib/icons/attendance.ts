import type { AttendanceStateId } from '$lib/text/labels.fr';

/** The eight attendance glyphs on a 16 × 16 square, one path each: a grid of thousands draws them without components. */
export const attendancePaths: Record<AttendanceStateId, string> = {
  booked: 'M12.2 8a4.2 4.2 0 1 1-8.4 0 4.2 4.2 0 0 1 8.4 0Z',
  present: 'm3.5 8.5 3.2 3.2 5.9-7',
  unexpected: 'M8 3.2v9.6M3.2 8h9.6',
  absent_excused: 'M9.7 3.5v6.2a2.7 2.7 0 0 1-5.2 1',
  absent_unexcused: 'm4 4 8 8m0-8-8 8',
  cancelled_in_time: 'M3.4 8h9.2',
  cancelled_late: 'M3.4 5.9h9.2M3.4 10.1h9.2',
  waiting: 'M3.6 8h.01M8 8h.01M12.4 8h.01',
};
