/** The eight attendance states, in the order of the core (1 to 8). */
export const attendanceStates = [
  { state: 1, id: 'booked', label: 'Réservé', keys: 'R' },
  { state: 2, id: 'present', label: 'Présent', keys: 'P' },
  { state: 3, id: 'unexpected', label: 'Imprévu', keys: 'I' },
  { state: 4, id: 'absent_excused', label: 'Absent justifié', keys: 'J' },
  { state: 5, id: 'absent_unexcused', label: 'Non justifié', keys: 'A' },
  { state: 6, id: 'cancelled_in_time', label: 'Annulé à temps', keys: 'X' },
  { state: 7, id: 'cancelled_late', label: 'Annulé tard', keys: 'T' },
  { state: 8, id: 'waiting', label: 'En attente', keys: 'W' },
] as const;
export type AttendanceStateId = (typeof attendanceStates)[number]['id'];
