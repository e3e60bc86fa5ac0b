import type { QueryRow } from '$lib/api';
import type { Column } from '$lib/table/columns';
import { formatBirth } from '$lib/text/format';

export const queryColumns: Column<QueryRow>[] = [
  { id: 'name', title: 'Nom', value: (row) => row.name, minWidth: 150, fixed: true },
  { id: 'first_names', title: 'Prénom', value: (row) => row.first_names, minWidth: 120, fixed: true },
  {
    id: 'birth',
    title: 'Né(e) le',
    value: (row) => row.birth_date,
    text: (row) => formatBirth(row.birth_date),
    width: 104,
  },
  { id: 'age', title: 'Âge', value: (row) => row.age, width: 64, align: 'end' },
  { id: 'school', title: 'École', value: (row) => row.school, minWidth: 130, quiet: true },
  { id: 'class', title: 'Classe', value: (row) => row.class, width: 110, quiet: true },
  { id: 'cities', title: 'Commune', value: (row) => row.cities, minWidth: 130, quiet: true },
  { id: 'family', title: 'Famille', value: (row) => row.family_name, minWidth: 140, quiet: true },
  {
    id: 'number',
    title: 'Dossier',
    value: (row) => row.family_number,
    width: 84,
    align: 'end',
    optional: true,
  },
];
