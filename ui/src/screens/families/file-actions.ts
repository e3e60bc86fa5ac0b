import Ban from '@lucide/svelte/icons/ban';
import Banknote from '@lucide/svelte/icons/banknote';
import Pencil from '@lucide/svelte/icons/pencil';
import Plus from '@lucide/svelte/icons/plus';
import Scale from '@lucide/svelte/icons/scale';
import Split from '@lucide/svelte/icons/split';
import UserCheck from '@lucide/svelte/icons/user-check';
import UsersRound from '@lucide/svelte/icons/users-round';
import type { FamilyView } from '$lib/api';
import type { Action } from '$lib/shell/commands.svelte';
import { session } from '$lib/shell/session.svelte';
import { ofName } from '$lib/text/format';
import type { Ask, FamilyDialog } from './family-dialogs';
import { divisible } from './splitting';

/** What may be written in a file, each with its key; the same entries serve the buttons of the tabs. */
export function fileActions(file: FamilyView, ask: Ask): Action[] {
  const section = 'Dossier';
  const open = (what: FamilyDialog) => () => ask(what);
  const forDesk: Action[] = [
    {
      id: 'child_add',
      title: 'Ajouter un enfant',
      keys: 'N',
      icon: Plus,
      section,
      run: open({ kind: 'child' }),
    },
    ...file.households.slice(0, 4).map((household): Action => ({
      id: `household_edit_${household.letter}`,
      title: `Modifier le foyer ${household.letter}`,
      keys: household.letter,
      icon: Pencil,
      section,
      run: open({ kind: 'household', household }),
    })),
    {
      id: 'household_add',
      title: 'Ajouter un foyer',
      keys: 'Maj+N',
      icon: Plus,
      section,
      words: 'grand-parent garde',
      run: open({ kind: 'household_add' }),
    },
    {
      id: 'household_split',
      title: 'Enregistrer une séparation',
      keys: 'Maj+S',
      icon: Split,
      section,
      words: 'parents séparés garde alternée divorce départ',
      unavailable: () =>
        divisible(file).length > 0 ? undefined : 'Aucun foyer de ce dossier n’a deux adultes.',
      run: open({ kind: 'split' }),
    },
    {
      id: 'authority_add',
      title: 'Préciser l’autorité parentale',
      keys: 'P',
      icon: Scale,
      section,
      words: 'jugement exercice exclusif délégation',
      run: open({ kind: 'authority' }),
    },
    {
      id: 'kinship_edit',
      title: 'Préciser un lien de parenté',
      keys: 'L',
      section,
      words: 'beau-parent père mère',
      run: open({ kind: 'kinship' }),
    },
    {
      id: 'contact_add',
      title: 'Ajouter un contact',
      keys: 'T',
      icon: Plus,
      section,
      run: open({ kind: 'contact' }),
    },
    ...file.children.slice(0, 9).map((child, at): Action => ({
      id: `child_edit_${at + 1}`,
      title: `Modifier ${child.first_name}`,
      keys: String(at + 1),
      icon: Pencil,
      section,
      run: open({ kind: 'child', child }),
    })),
    ...file.children.slice(0, 9).map((child, at): Action => ({
      id: `custody_edit_${at + 1}`,
      title: `Changer la garde ${ofName(child.first_name)}`,
      keys: at === 0 ? 'G' : at === 1 ? 'Maj+G' : undefined,
      section,
      run: open({ kind: 'custody', child }),
    })),
  ];
  const forBilling: Action[] = file.households.map((household, at): Action => ({
    id: `quotient_add_${household.letter}`,
    title:
      file.households.length > 1 ? `Ajouter un quotient au foyer ${household.letter}` : 'Ajouter un quotient',
    keys: at === 0 ? 'Q' : at === 1 ? 'Maj+Q' : undefined,
    icon: Plus,
    section: 'Tarif et ressources',
    run: open({ kind: 'quotient', household }),
  }));
  const register: Action = {
    id: 'registrations_add',
    title: 'Inscrire à une activité',
    keys: 'Maj+R',
    icon: UserCheck,
    section,
    words: 'cantine périscolaire mercredi inscription',
    unavailable: () => (file.children.length > 0 ? undefined : 'Aucun enfant dans ce dossier.'),
    run: open({ kind: 'registrations' }),
  };
  const forRegie: Action[] = file.households.slice(0, 2).map((household, at): Action => ({
    id: `usual_means_${household.letter}`,
    title:
      file.households.length > 1 ? `Moyen de règlement du foyer ${household.letter}` : 'Moyen de règlement',
    keys: at === 0 ? 'Maj+M' : 'Alt+M',
    icon: Banknote,
    section: 'Tarif et ressources',
    words: 'prélèvement chèque espèces carte CESU virement PayFiP',
    run: open({ kind: 'means', household }),
  }));
  const bar: Action = {
    id: 'authority_loss',
    title: 'Perte d’autorité parentale',
    keys: 'Maj+P',
    icon: Ban,
    section,
    run: open({ kind: 'loss' }),
  };
  const composition: Action = {
    id: 'household_composition',
    title: 'Composition des foyers à une date',
    keys: 'Maj+C',
    icon: UsersRound,
    section,
    words: 'qui vit où historique foyer',
    run: open({ kind: 'composition' }),
  };
  return [
    ...(session.can('EditFamilies') ? forDesk : []),
    ...(file.households.some(({ size }) => size) ? [composition] : []),
    ...(session.can('EditRegistrations') ? [register] : []),
    ...(session.can('EditParentalAuthority') ? [bar] : []),
    ...(session.can('EditQuotients') ? forBilling : []),
    ...(session.can('EditPayments') ? forRegie : []),
  ];
}
