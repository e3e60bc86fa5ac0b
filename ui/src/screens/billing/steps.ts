import type { BillingPreviewView } from '$lib/api';
import { count } from '$lib/text/format';

interface Step {
  label: string;
  detail: string;
}

function checkedWords({ blocking, warnings }: BillingPreviewView): string {
  if (blocking + warnings === 0) return 'rien à signaler';
  return [
    blocking > 0 ? `${blocking} bloque${blocking > 1 ? 'nt' : ''}` : '',
    warnings > 0 ? `${warnings} à voir` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** The four steps of a month, with what the preview already says of each. */
export function stepsOf(preview: BillingPreviewView | undefined): Step[] {
  const active = preview?.activities.filter((one) => one.activity).length ?? 0;
  return [
    {
      label: 'Préparer',
      detail: preview
        ? `${count(active, 'activité')}, ${count(preview.families, 'famille')}`
        : 'Présences et tarifs',
    },
    { label: 'Vérifier', detail: preview ? checkedWords(preview) : 'Anomalies' },
    { label: 'Émettre', detail: preview ? count(preview.invoices, 'facture') : 'Numéros et factures' },
    { label: 'Transmettre', detail: 'Trésor, familles' },
  ];
}
