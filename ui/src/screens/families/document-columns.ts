import type { DocumentLineView, MissingDocumentRow } from '$lib/api';
import type { Column } from '$lib/table/columns';
import { formatDate } from '$lib/text/format';
import { filesOf, rankOf } from './documents';

export const documentColumns: Column<DocumentLineView>[] = [
  { id: 'kind', title: 'Pièce', value: (line) => line.kind_name, minWidth: 200, fixed: true },
  { id: 'subject', title: 'Pour', value: (line) => line.subject_name, width: 180 },
  {
    id: 'standing',
    title: 'État',
    value: (line) => rankOf(line.standing),
    text: (line) => line.standing_label,
    width: 150,
  },
  {
    id: 'until',
    title: 'Jusqu’au',
    value: (line) => line.until,
    text: (line) => (line.until ? formatDate(line.until) : ''),
    width: 112,
    quiet: true,
  },
  {
    id: 'last',
    title: 'Dernière remise',
    value: (line) => line.history?.[0]?.draft.on,
    text: (line) => {
      const last = line.history?.[0];
      return last ? `${formatDate(last.draft.on)}, ${last.agent}` : '';
    },
    width: 200,
    quiet: true,
  },
  {
    id: 'files',
    title: 'Fichiers',
    value: (line) => filesOf(line).length,
    text: (line) => String(filesOf(line).length || ''),
    width: 84,
    align: 'end',
    quiet: true,
  },
  {
    id: 'asked',
    title: 'Demandée par',
    value: (line) => line.asked_by.join(', '),
    text: (line) => line.asked_by.join(', ') || 'personne',
    minWidth: 150,
    quiet: true,
  },
];

export const missingColumns: Column<MissingDocumentRow>[] = [
  { id: 'family', title: 'Famille', value: (row) => row.family_name, minWidth: 140, fixed: true },
  {
    id: 'number',
    title: 'Dossier',
    value: (row) => row.family_number,
    width: 84,
    align: 'end',
    optional: true,
  },
  { id: 'subject', title: 'Pour', value: (row) => row.subject_name, width: 116 },
  { id: 'kind', title: 'Pièce', value: (row) => row.kind_name, minWidth: 190, fixed: true },
  {
    id: 'standing',
    title: 'État',
    value: (row) => rankOf(row.standing),
    text: (row) => row.standing_label,
    width: 120,
  },
  {
    id: 'until',
    title: 'Jusqu’au',
    value: (row) => row.until,
    text: (row) => (row.until ? formatDate(row.until) : ''),
    width: 98,
    quiet: true,
  },
  {
    id: 'activities',
    title: 'Demandée par',
    value: (row) => row.activity_names.join(', '),
    minWidth: 140,
    quiet: true,
  },
  { id: 'school', title: 'École', value: (row) => row.schools.join(', '), width: 108, quiet: true },
  { id: 'contact', title: 'À qui la demander', value: (row) => row.contact_name, width: 140, quiet: true },
  { id: 'phone', title: 'Téléphone', value: (row) => row.phone, width: 126, quiet: true },
];
