import { type FamilyId, type FamilyView, type GuardianView, known } from '$lib/api';

/** Reads a part of a file as it stands now, for an undo that must not write over what came since. */
export const inFile =
  <T>(family: FamilyId, part: (file: FamilyView) => T) =>
  async (): Promise<T> =>
    part(await known('family_show', { family }));

export const guardianOf = (file: FamilyView, id: GuardianView['id']): GuardianView | undefined =>
  file.households.flatMap((household) => household.guardians).find((one) => one.id === id);
