import UsersRound from '@lucide/svelte/icons/users-round';
import Baby from '@lucide/svelte/icons/baby';
import { type SessionView, connect } from '$lib/api';
import { mockTransport } from '$lib/api/mock';
import { palette } from '$lib/shell/palette.svelte';
import { router } from '$lib/shell/router.svelte';
import { routes } from '$lib/shell/routes';
import { session } from '$lib/shell/session.svelte';

const view: SessionView = {
  phase: 'open',
  folder: '',
  town: 'Brévigny-les-Tilleuls',
  fictive: true,
  keyring: 'present',
  backup: { hours: 3, verified: true, late: false },
  backup_troubles: [],
  backup_due: false,
  keys_elsewhere: null,
  today: '2026-11-24',
  school_year: '2026-2027',
  idle_minutes: 0,
  agents: [],
  retry_after_seconds: 0,
  problem: null,
  older_than_seen: null,
  clock_behind: null,
  integrity: [],
  watch: null,
  version: '1.0.0',
  agent: {
    id: 'a',
    login: 'skerbrat',
    name: 'Sandrine Kerbrat',
    roles: ['INS', 'FAC'],
    role_labels: ['Inscriptions', 'Facturation'],
    lent_until_ms: null,
    limits: [],
    lent_seconds_left: null,
    rights: [
      'ReadOwn',
      'ReadFamilies',
      'ReadAttendance',
      'EditAttendance',
      'ReadBilling',
      'ReadPayments',
      'ExportTreasury',
      'ImportQuotients',
    ],
  },
};

const people = [
  {
    id: 'f1',
    group: 'Familles',
    icon: UsersRound,
    title: 'Le Goff · d’Estienne',
    detail: '12 rue des Lavandières · Léonie, Timothée, Aziliz',
    at: 0,
    why: 'trouvé par nom',
  },
  {
    id: 'f2',
    group: 'Familles',
    icon: UsersRound,
    title: 'Le Gouar',
    detail: 'Yann · Jean-Macé, CM2',
    at: 0,
    why: 'trouvé par nom',
  },
  {
    id: 'c1',
    group: 'Enfants',
    icon: Baby,
    title: 'd’Estienne-Le Goff Léonie',
    detail: '7 ans, CE1 B',
    at: 11,
    why: 'trouvé par nom d’usage',
  },
];

/** An agent and a town that exist nowhere, so that the frame can be drawn without a core. */
export function pretendOpen(): void {
  connect(mockTransport({ draft_get: () => ({ body: null, saved_at_ms: null }) }));
  router.known = new Set(Object.keys(routes));
  void session.adopt(view);
  palette.source = async (text) => ({
    figures: '6\u00a0ms, 1\u00a0109\u00a0personnes',
    items: people.map(({ at, ...one }) => ({ ...one, marks: [[at, text.length]], run: () => undefined })),
  });
}

export interface DemoFamily {
  id: string;
  name: string;
  given: string;
  children: number;
  school: string;
  quotient: number | null;
  due: number;
  missing: number;
}

const names: [string, string, number, string, number | null, number, number][] = [
  ['Abgrall', 'Ronan, Soizic', 1, 'Les Tilleuls', 1510, -1860, 0],
  ['Amrani', 'Karima, Nabil', 2, 'Les Tilleuls', 611, 0, 0],
  ['Bachelet', 'Côme', 1, 'Les Tilleuls', 1122, 8460, 0],
  ['Ben Haddou', 'Nadia', 3, 'Jean-Macé', 433, 15390, 1],
  ['Benoît-Guérin', 'Alix, Florent', 2, 'Les Tilleuls', 1760, 0, 0],
  ['Chauvin', 'Estelle', 1, 'Les Tilleuls', 884, 4200, 2],
  ['Da Silva', 'João, Marta', 2, 'Les Tilleuls', 702, 0, 0],
  ['de Kerdrel', 'Aymeric, Blanche', 4, 'Les Tilleuls', 1104, 21230, 0],
  ['d’Estienne · Le Goff', 'Julien, Maëlle', 3, 'Les Tilleuls', 742, 12480, 2],
  ['Diallo-N’Guessan', 'Mariam, Serge', 2, 'Les Tilleuls', null, 6400, 0],
  ['El Idrissi', 'Youssef', 2, 'Jean-Macé', 1204, 31240, 0],
  ['Ferrand', 'Lise, Mathis', 1, 'Les Tilleuls', 998, 0, 0],
  ['Fontaine de Beaurepaire-Lescure', 'Inès', 1, 'Jean-Macé', 1320, 8460, 0],
  ['Garnier-Lévêque', 'Hélène, Rémi', 2, 'Les Tilleuls', 1451, 6620, 0],
  ['Hamel', 'Prune', 1, 'Les Tilleuls', 540, 1800, 1],
  ['Kowalczyk', 'Marta, Piotr', 2, 'Les Tilleuls', 803, 0, 0],
  ['Lozac’h', 'Enora', 1, 'Jean-Macé', 1240, 0, 0],
  ['Marchetti', 'Paola', 1, 'Les Tilleuls', 905, 3600, 1],
];

/** Real first lines, then as many invented ones as asked, so that scrolling can be tried at full size. */
export function demoFamilies(count: number): DemoFamily[] {
  return Array.from({ length: count }, (_, at) => {
    const [name, given, children, school, quotient, due, missing] = names[at % names.length]!;
    const round = Math.floor(at / names.length);
    return {
      id: String(at),
      name: round === 0 ? name : `${name} ${round + 1}`,
      given,
      children,
      school,
      quotient,
      due,
      missing,
    };
  });
}
