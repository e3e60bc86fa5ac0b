import type { Condition, Criterion, FieldIssue, QueryOptionsView } from '$lib/api';
import type { Choices } from '$lib/components/ChoiceList.svelte';
import type { Option } from '$lib/components/options';
import { formatDate } from '$lib/text/format';

export type CriterionKind = Criterion['of'];

/** A condition as its form holds it: the same fields whatever it is about. */
export interface ConditionValues {
  of: CriterionKind;
  from: number | null;
  to: number | null;
  on: string | null;
  chosen: string[];
  except: boolean;
}

export const blank: ConditionValues = {
  of: 'age',
  from: null,
  to: null,
  on: null,
  chosen: [],
  except: false,
};

const titles: Record<CriterionKind, string> = {
  age: 'Âge',
  school: 'École',
  class: 'Classe',
  activity: 'Activité',
  bracket: 'Tranche du quotient',
  city: 'Commune',
  lacking_document: 'Pièce manquante',
  consent: 'Accord donné',
};

/** What a criterion may be chosen among; none for an age, nor for what the profile does not read. */
function optionsOf(kind: CriterionKind, view: QueryOptionsView): Choices['options'] | undefined {
  const plain = (labels: readonly string[]): Choices['options'] =>
    labels.map((label) => ({ value: label, label }));
  switch (kind) {
    case 'age':
      return [];
    case 'school':
      return view.schools;
    case 'class':
      return view.classes;
    case 'activity':
      return view.activities;
    case 'bracket':
      return view.brackets ? plain(view.brackets) : undefined;
    case 'city':
      return plain(view.cities);
    case 'lacking_document':
      return view.documents ?? undefined;
    case 'consent':
      return view.consents ?? undefined;
  }
}

/** The kinds of criteria there is something to choose in. */
export function kindOptions(view: QueryOptionsView): Option<CriterionKind>[] {
  const kinds = Object.keys(titles) as CriterionKind[];
  return kinds
    .filter((kind) => kind === 'age' || (optionsOf(kind, view)?.length ?? 0) > 0)
    .map((kind) => ({ value: kind, label: titles[kind] }));
}

export function choicesOf(kind: CriterionKind, view: QueryOptionsView): Choices[] {
  return [{ title: titles[kind], options: optionsOf(kind, view) ?? [] }];
}

/** What a condition does not say yet: the core would refuse it with its question. */
export function lacking({ of, from, to, chosen }: ConditionValues): FieldIssue[] {
  const said = (field: string, message: string): FieldIssue[] => [
    { field, code: 'missing', message, severity: 'blocking' },
  ];
  if (of !== 'age') return chosen.length === 0 ? said('chosen', 'Choisissez au moins une valeur.') : [];
  if (from === null && to === null) return said('from', 'Dites un âge, au moins l’un des deux.');
  const reversed = from !== null && to !== null && from > to;
  return reversed ? said('from', 'Le plus jeune âge dépasse le plus grand\u00a0: relisez les deux.') : [];
}

export function conditionOf({ of, from, to, on, chosen, except }: ConditionValues): Condition {
  switch (of) {
    case 'age':
      return { criterion: { of, from, to, on }, except };
    case 'school':
      return { criterion: { of, schools: chosen }, except };
    case 'class':
      return { criterion: { of, classes: chosen }, except };
    case 'activity':
      return { criterion: { of, activities: chosen }, except };
    case 'bracket':
      return { criterion: { of, labels: chosen }, except };
    case 'city':
      return { criterion: { of, cities: chosen }, except };
    case 'lacking_document':
      return { criterion: { of, kinds: chosen }, except };
    case 'consent':
      return { criterion: { of, texts: chosen }, except };
  }
}

function chosenOf(criterion: Criterion): string[] {
  switch (criterion.of) {
    case 'age':
      return [];
    case 'school':
      return criterion.schools;
    case 'class':
      return criterion.classes;
    case 'activity':
      return criterion.activities;
    case 'bracket':
      return criterion.labels;
    case 'city':
      return criterion.cities;
    case 'lacking_document':
      return criterion.kinds;
    case 'consent':
      return criterion.texts;
  }
}

export function valuesOf({ criterion, except }: Condition): ConditionValues {
  const age = criterion.of === 'age' ? criterion : blank;
  return {
    of: criterion.of,
    from: age.from,
    to: age.to,
    on: age.on ?? null,
    chosen: [...chosenOf(criterion)],
    except,
  };
}

/** `Âge : de 3 à 5 ans`, `Sauf commune : Semur`. */
export function sentence(condition: Condition, view: QueryOptionsView): string {
  const { criterion, except } = condition;
  const title = titles[criterion.of];
  const said = criterion.of === 'age' ? age(criterion) : chosen(criterion, view);
  return `${except ? `Sauf ${title.toLowerCase()}` : title}\u00a0: ${said}`;
}

function age({ from, to, on }: { from: number | null; to: number | null; on: string | null }): string {
  const years = (count: number): string => `${count}\u00a0an${count > 1 ? 's' : ''}`;
  const between =
    from === to && from !== null
      ? years(from)
      : from === null
        ? `${years(to ?? 0)} au plus`
        : to === null
          ? `${years(from)} au moins`
          : `de ${from} à ${years(to)}`;
  return on ? `${between} au ${formatDate(on)}` : between;
}

function chosen(criterion: Criterion, view: QueryOptionsView): string {
  const options = optionsOf(criterion.of, view) ?? [];
  const label = (value: string): string =>
    options.find((option) => option.value === value)?.label ?? 'retiré depuis';
  return chosenOf(criterion).map(label).join(' ou ');
}
