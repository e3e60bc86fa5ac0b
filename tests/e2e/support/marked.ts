/** A family whose secrets can be recognised in any answer: what each role may not see is looked for in all it is sent. */
import type { TestHost } from './host';
import type { Login } from './roles';

/** What the places with an address of their own show. */
export interface Marked {
  family: string;
  household: string;
  child: string;
  invoice: string;
  run: string;
}

export const MONTH = '2026-03';

const instruction = 'Trousse rouge du bureau, puis le 15 (marque TQ7)';
const careNote = 'Surveiller le souffle au sport (marque ZW4)';
const matricule = '7318264';
const quotientCents = 73_519;

/** Requirements §1.0: the compartments HEALTH_OP, HEALTH_RECORD and RESOURCES, and who holds them. */
export const markers: { what: string; text: string; readers: readonly Login[] }[] = [
  { what: 'the instruction of an allergy', text: instruction, readers: ['sante'] },
  { what: 'a note of care', text: careNote, readers: ['sante'] },
  { what: 'the quotient', text: String(quotientCents), readers: ['facturation', 'responsable'] },
  { what: 'the allocataire number', text: matricule, readers: ['facturation', 'responsable'] },
];

/** Plants the marks, then issues the month, so that every place has something to show. */
export async function markTown(host: TestHost): Promise<Marked> {
  await host.logIn('facturation');
  const preview = await host.wait('billing_preview', { month: MONTH });
  const { families } = await host.ask('family_list');
  const before = await host.ask('billing_preview_invoices');
  const billed = new Set(before.invoices.map((invoice: { family: string }) => invoice.family));
  const family = families.find((one: { id: string; children_count: number }) => one.children_count > 0 && billed.has(one.id)).id;
  const view = await host.ask('family_show', { family });
  const household = view.households[0].id;
  await host.ask('allocataire_save', { household, allocataire: { organisme: '211', matricule } });
  await host.ask('quotient_add', {
    household,
    quotient: { kind: 'caf', value: quotientCents, month: MONTH, computed: null, from: '2026-03-01', to: null, source: 'attestation' },
  });
  const fresh = await host.wait('billing_preview', { month: MONTH });
  expectChanged(preview.digest, fresh.digest);
  const { run } = await host.wait('billing_commit', { month: MONTH, digest: fresh.digest });
  const { invoices } = await host.ask('invoice_list', { run: run.id, household, family: null, with_lines: false });

  await host.logIn('sante');
  const child = view.children[0].id;
  await host.ask('health_edit', {
    child,
    record: {
      allergies: [{ allergen: { kind: 'regulated', code: 5 }, severity: 'severe', instruction }],
      pai: null,
      needs_support: false,
      adaptations: '',
      kitchen_note: '',
      care_note: careNote,
      care_agreed_on: '2026-03-02',
      doses: [],
      contraindications: [],
    },
    diet_code: '',
    doctor_name: '',
    doctor_phone: '',
  });
  await host.ask('session_lock');
  return { family, household, child, invoice: invoices[0].id, run: run.id };
}

function expectChanged(before: string, after: string): void {
  if (before === after) throw new Error('a new quotient must change the preview of its month');
}
