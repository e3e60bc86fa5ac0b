import type { ExportPurpose } from '$lib/api';
import type { Option } from '$lib/components/options';

/** What something is taken out of the vault for: the same closed list for a list and for a file. */
export const exportPurposes: Option<ExportPurpose>[] = [
  { value: 'service', label: 'Organisation du service' },
  { value: 'school', label: 'École' },
  { value: 'transport', label: 'Transport scolaire' },
  { value: 'accounts', label: 'Comptabilité et trésorerie' },
  { value: 'control', label: 'Contrôle (CAF, PMI, chambre des comptes)' },
  { value: 'data_request', label: 'Demande d’une famille sur ses données' },
  { value: 'other', label: 'Autre motif' },
];
