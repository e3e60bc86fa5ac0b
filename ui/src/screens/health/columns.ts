import type { HealthRow } from '$lib/api';
import type { Column } from '$lib/table/columns';
import { count, formatBirth, formatDate } from '$lib/text/format';
import { lights } from './words';

export const healthColumns: Column<HealthRow>[] = [
  {
    id: 'name',
    title: 'Enfant',
    value: (row) => `${row.family_name} ${row.first_name}`,
    fixed: true,
    minWidth: 220,
  },
  {
    id: 'age',
    title: 'Âge',
    value: (row) => row.birth_date,
    text: (row) => row.age,
    width: 80,
    unsearched: true,
  },
  {
    id: 'birth',
    title: 'Naissance',
    value: (row) => row.birth_date,
    text: (row) => formatBirth(row.birth_date),
    width: 104,
    quiet: true,
  },
  { id: 'school', title: 'École', value: (row) => row.school, width: 170 },
  { id: 'class', title: 'Classe', value: (row) => row.class, width: 120 },
  { id: 'diet', title: 'Repas', value: (row) => row.diet_label, width: 190 },
  {
    id: 'light',
    title: 'Dossier',
    value: (row) => ({ to_complete: 0, unknown: 1, up_to_date: 2 })[row.light],
    text: (row) => lights[row.light].word,
    width: 140,
    total: (rows) =>
      count(rows.filter((row) => row.light === 'to_complete').length, 'à compléter', 'à compléter'),
  },
  {
    id: 'due',
    title: 'Échéance',
    value: (row) => row.due_on,
    text: (row) => (row.due_on ? formatDate(row.due_on) : ''),
    width: 110,
  },
];
