import type { ConsentAnswer, ConsentLineView, ConsentMeans, ConsentStanding } from '$lib/api';
import type { Option } from '$lib/components/options';
import type { Tone } from '$lib/components/tone';
import type { Column } from '$lib/table/columns';

export const consentTones: Record<ConsentStanding, Exclude<Tone, 'neutral'>> = {
  withdrawn: 'bad',
  refused: 'bad',
  waiting: 'warn',
  given: 'ok',
};

const order: readonly ConsentStanding[] = ['withdrawn', 'refused', 'waiting', 'given'];

export const consentKey = (line: Pick<ConsentLineView, 'text' | 'person'>): string =>
  `${line.text}/${line.person}`;

/** What may be answered to a text; an information is shown, and nobody takes back what they did not give. */
export function answersTo(line: ConsentLineView, standing: ConsentStanding): Option<ConsentAnswer>[] {
  if (line.purpose === 'policy') return [{ value: 'shown', label: 'Texte présenté' }];
  return [
    { value: 'given', label: 'Accord donné' },
    standing === 'given'
      ? { value: 'withdrawn', label: 'Accord retiré' }
      : { value: 'refused', label: 'Refus' },
  ];
}

/** How it may be answered: a photograph is agreed to in writing, and nobody answers by a poster. */
export function meansOf(
  line: Pick<ConsentLineView, 'purpose'>,
  answer: ConsentAnswer,
): Option<ConsentMeans>[] {
  const written: Option<ConsentMeans>[] = [
    { value: 'form', label: 'Formulaire signé' },
    { value: 'letter', label: 'Courrier' },
    { value: 'email', label: 'Courriel' },
  ];
  const spoken: Option<ConsentMeans>[] = [
    { value: 'desk', label: 'Au guichet' },
    { value: 'phone', label: 'Téléphone' },
  ];
  const shown: Option<ConsentMeans>[] = [
    { value: 'handed', label: 'Remis en main propre' },
    { value: 'posted', label: 'Affichage' },
  ];
  if (answer === 'shown') return [...shown, ...written, ...spoken];
  return line.purpose === 'photo' && answer === 'given' ? written : [...written, ...spoken];
}

/** « Maëlle Le Goff accordé, Julien d’Estienne en attente » while somebody is waited for. */
export function waitedFor({ holders, standing }: ConsentLineView): string {
  if (!holders) return '';
  if (holders.length === 0) return 'personne n’exerce l’autorité parentale';
  if (standing === 'given' || holders.length === 1) return holders.map(({ name }) => name).join(', ');
  const words: Record<ConsentStanding, string> = {
    withdrawn: 'accord retiré',
    refused: 'refus',
    waiting: 'en attente',
    given: 'accord',
  };
  return holders.map((one) => `${one.name}\u00a0: ${words[one.standing]}`).join(', ');
}

export function consentColumns(whole: boolean): Column<ConsentLineView>[] {
  const told: Column<ConsentLineView>[] = [
    { id: 'title', title: 'Texte', value: (line) => line.title, width: 210, fixed: true },
    { id: 'person', title: 'Pour', value: (line) => line.person_name, width: 150 },
    {
      id: 'standing',
      title: 'État',
      value: (line) => order.indexOf(line.standing),
      text: (line) => line.standing_label,
      width: 124,
    },
  ];
  if (!whole) return told;
  return [
    ...told,
    { id: 'who', title: 'Qui répond', value: waitedFor, minWidth: 220, quiet: true },
    {
      id: 'last',
      title: 'Dernière réponse',
      value: (line) => line.answers?.[0]?.draft.on,
      text: (line) => line.answers?.[0]?.label ?? '',
      minWidth: 220,
      quiet: true,
    },
  ];
}
