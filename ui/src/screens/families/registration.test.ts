import { describe, expect, it } from 'vitest';
import { blankChild, blankFamily, blankHousehold } from './drafts';
import { requiredPaths, typedAt } from './registration';

describe('what must be answered', () => {
  it('follows the people on the form', () => {
    const family = blankFamily();
    expect(requiredPaths(family)).toContain('households.0.guardians.0.birth_name');
    expect(requiredPaths(family)).not.toContain('households.1.address.city');
    family.households.push(blankHousehold());
    family.children.push(blankChild());
    expect(requiredPaths(family)).toContain('households.1.address.city');
    expect(requiredPaths(family)).toContain('children.1.identity.birth_date');
  });
});

describe('what was typed where someone looks the same', () => {
  it('is found by the place the core names', () => {
    const family = blankFamily();
    family.children[0]!.identity.first_name = 'Léonie';
    family.children[0]!.identity.birth_date = '2019-03-14';
    expect(typedAt(family, 'children.0')).toEqual({ name: 'Léonie', birth_date: '2019-03-14' });
    expect(typedAt(family, 'households.0.guardians.0').name).toBe('Responsable 1');
    expect(typedAt(family, 'households.7.guardians.0').name).toBe('');
  });
});
