// Roles as signed statements: what their dates and structures mean to whoever reads the list.
import type { AgentView, HeldRoleView, KeyView, RoleView, StructureView } from '$lib/api';
import type { Choices } from '$lib/components/ChoiceList.svelte';
import type { Tone } from '$lib/components/tone';
import { formatDate } from '$lib/text/format';

const compartmentNames: Record<string, string> = {
  BASE: 'Base',
  HEALTH_OP: 'Consignes de santé',
  HEALTH_RECORD: 'Dossiers de santé',
  RESOURCES: 'Ressources',
  BANK: 'Banque',
  SOCIAL: 'Social',
  AUDIT: 'Journal',
};
export const nameOf = (compartment: string): string => compartmentNames[compartment] ?? compartment;

/** Days before its end when a role is worth a look. */
const SOON_DAYS = 31;

export type RoleTime = 'ended' | 'current' | 'later';

export function timeOf(
  role: Pick<HeldRoleView, 'valid_from' | 'valid_to' | 'is_current'>,
  today: string,
): RoleTime {
  if (role.is_current) return 'current';
  // Ended before its first day, it never began.
  if (role.valid_to !== null && (role.valid_to < today || role.valid_to < role.valid_from)) return 'ended';
  return role.valid_from > today ? 'later' : 'ended';
}

export const daysTo = (day: string, today: string): number =>
  Math.round((Date.parse(`${day}T12:00:00Z`) - Date.parse(`${today}T12:00:00Z`)) / 86_400_000);

/** « commence le … », « finit le … », « fini le … »; nothing for a role held without an end. */
export function badgeOf(role: HeldRoleView, today: string): { tone: Tone; words: string } | undefined {
  switch (timeOf(role, today)) {
    case 'later':
      return { tone: 'accent', words: `commence le ${formatDate(role.valid_from)}` };
    case 'ended':
      return role.valid_to ? { tone: 'neutral', words: `fini le ${formatDate(role.valid_to)}` } : undefined;
    case 'current':
      if (!role.valid_to) return undefined;
      return {
        tone: daysTo(role.valid_to, today) <= SOON_DAYS ? 'warn' : 'neutral',
        words: `finit le ${formatDate(role.valid_to)}`,
      };
  }
}

/** What a role is limited to, in words. */
export function structureWords(ids: readonly string[], structures: readonly StructureView[]): string {
  if (ids.length === 0) return 'toute la commune';
  const known = structures.filter((one) => ids.includes(one.id)).map((one) => one.name);
  const gone = ids.length - known.length;
  const lost = gone === 1 ? 'une structure retirée' : `${gone} structures retirées`;
  return [...known, ...(gone > 0 ? [lost] : [])].join(', ');
}

/** Whether all of these roles have a place: the others work for the whole town. */
export function mayBeLimited(roles: readonly RoleView[], chosen: readonly string[]): boolean {
  const of = roles.filter((role) => chosen.includes(role.code));
  return of.length > 0 && of.every((role) => role.may_be_limited);
}

export function structureChoices(structures: readonly StructureView[]): Choices[] {
  const of = (kind: string): Choices['options'] =>
    structures.filter((one) => one.kind === kind).map((one) => ({ value: one.id, label: one.name }));
  return [
    { title: 'Écoles', options: of('school') },
    { title: 'Activités', options: of('activity') },
  ].filter((group) => group.options.length > 0);
}

/** A key and what has to be done about it. */
export function keyWords(key: KeyView): { tone: Tone; words: string; next?: string } {
  const name = nameOf(key.compartment);
  switch (key.standing) {
    case 'held':
      return { tone: 'ok', words: name };
    case 'awaited':
      return {
        tone: 'warn',
        words: `${name}, clé attendue`,
        next: key.needs_second_person
          ? `Clé «\u00a0${name}\u00a0»\u00a0: qui la détient la confie, avec une deuxième personne.`
          : `Clé «\u00a0${name}\u00a0»\u00a0: qui la détient la confie.`,
      };
    case 'excess':
      return {
        tone: 'bad',
        words: `${name}, en trop`,
        next: `Clé «\u00a0${name}\u00a0»\u00a0: plus aucun profil ne la demande, qui la détient aussi la reprend.`,
      };
  }
}

/** A line of the yearly review: a role of an agent. */
export interface ReviewRow {
  agent: AgentView;
  role: HeldRoleView;
  time: RoleTime;
}

/** Roles held or to come, or all of them, by agent then by role. */
export function reviewRows(agents: readonly AgentView[], today: string, ongoing: boolean): ReviewRow[] {
  return agents.flatMap((agent) =>
    agent.roles
      .map((role) => ({ agent, role, time: timeOf(role, today) }))
      .filter(({ time }) => !ongoing || (time !== 'ended' && agent.left_on === null)),
  );
}

export interface Finding {
  what: string;
  who: string[];
}

/** What the reviewer has to settle or to confirm: nothing but what the statements say. */
export function findings(agents: readonly AgentView[], today: string): Finding[] {
  const here = agents.filter((agent) => agent.left_on === null);
  const roles = reviewRows(here, today, true);
  const named = ({ agent, role }: ReviewRow): string => `${agent.display_name} (${role.label})`;
  const keyed = (standing: KeyView['standing']): string[] =>
    here.flatMap((agent) => {
      const keys = agent.keys
        .filter((key) => key.standing === standing)
        .map((key) => nameOf(key.compartment));
      return keys.length > 0 ? [`${agent.display_name} (${keys.join(', ')})`] : [];
    });
  return [
    { what: 'Clé en trop, à reprendre', who: keyed('excess') },
    { what: 'Clé attendue, à confier', who: keyed('awaited') },
    {
      what: 'Compte ouvert sans aucun profil, à clore',
      who: here
        .filter((agent) => !roles.some((row) => row.agent.id === agent.id))
        .map((agent) => agent.display_name),
    },
    {
      what: 'Profil qui finit dans le mois',
      who: roles
        .filter(
          ({ role, time }) =>
            time === 'current' && role.valid_to && daysTo(role.valid_to, today) <= SOON_DAYS,
        )
        .map(named),
    },
    { what: 'Profil sans date de fin', who: roles.filter(({ role }) => !role.valid_to).map(named) },
    {
      what: 'Profil dont le demandeur n’est pas dit',
      who: roles.filter(({ role }) => role.requested_by.trim() === '').map(named),
    },
  ].filter((finding) => finding.who.length > 0);
}
