import { describe, expect, it } from 'vitest';
import { blankChild, blankFamily, guardianTitle, likelyName, sentFamily } from './drafts';

describe('a family as it is sent', () => {
  it('leaves out empty telephones and an empty number at the caisse', () => {
    const family = blankFamily();
    const home = family.households[0]!;
    home.guardians[0]!.phones = ['0671302508', '', null as unknown as string];
    home.guardians[0]!.phone_kinds = ['work', 'home'];
    home.guardians[0]!.details = { fax: null as unknown as string, employer: 'Hôpital' };
    const [sent] = sentFamily(family).households;
    expect(sent?.guardians[0]?.phones).toEqual(['0671302508']);
    expect(sent?.guardians[0]?.phone_kinds).toEqual(['work']);
    expect(sent?.guardians[0]?.details).toEqual({ fax: '', employer: 'Hôpital' });
    expect(sent?.allocataire).toBeNull();
  });
  it('keeps a number at the caisse half typed, so that the core says what is missing', () => {
    const family = blankFamily();
    family.households[0]!.allocataire = { organisme: '', matricule: '4180226' };
    expect(sentFamily(family).households[0]?.allocataire?.matricule).toBe('4180226');
  });
});

describe('what is proposed while typing', () => {
  it('gives the next child the name of the previous one', () => {
    const family = blankFamily();
    family.households[0]!.guardians[0]!.birth_name = 'Le Goff';
    family.children = [];
    expect(likelyName(family)).toBe('Le Goff');
    family.children = [blankChild('d’Estienne-Le Goff')];
    expect(likelyName(family)).toBe('d’Estienne-Le Goff');
  });
  it('titles a guardian by the name they use', () => {
    const guardian = {
      ...blankFamily().households[0]!.guardians[0]!,
      first_name: 'Maëlle',
      birth_name: 'Riou',
    };
    expect(guardianTitle(guardian, 0)).toBe('Maëlle Riou');
    expect(guardianTitle({ ...guardian, usage_name: 'Le Goff' }, 0)).toBe('Maëlle Le Goff');
    expect(guardianTitle(blankFamily().households[0]!.guardians[0]!, 1)).toBe('Responsable 2');
  });
});
