import { describe, expect, it } from 'vitest';
import {
  attributeLists,
  attributesIn,
  isUserAttribute,
  listOfAttribute,
  userAttributes,
} from '../../../../shared/entra/user-attribute';
import { attributeListsOf } from '../../../../shared/tenant/ring-choice';

const nothing = Object.fromEntries(attributeLists.userAttributes.map((name) => [name, null]));
const signed = { reason: 'agreed', by: 'gaa@kestrel.example', at: '2026-11-21' };

describe('attributes that are read only where rings go by them', () => {
  it('are each told by one list', () => {
    expect(userAttributes).toHaveLength(22);
    for (const name of userAttributes) {
      expect(attributeLists[listOfAttribute(name)]).toContain(name);
      expect(isUserAttribute(name)).toBe(true);
    }
    expect(isUserAttribute('department')).toBe(false);
  });

  it('are told as Graph spells them, blanks as nothing', () => {
    const row = { id: 'a', ...nothing, jobTitle: ' Lead', city: '  ' };
    expect(attributesIn('userAttributes', row)).toEqual([
      ...[' Lead', null, null, null, null, null, null],
    ]);
    const fifteen = Object.fromEntries(
      attributeLists.extensionAttributes.map((name, place) => [name, place === 1 ? 'x' : null]),
    );
    const told = attributesIn('extensionAttributes', { onPremisesExtensionAttributes: fifteen });
    expect(told?.[1]).toBe('x');
    expect(told).toHaveLength(15);
    const none = attributesIn('extensionAttributes', { onPremisesExtensionAttributes: null });
    expect(none?.every((value) => value === null)).toBe(true);
  });

  it('are not told by a row without one of them, which is no empty value', () => {
    const { city: _, ...others } = nothing;
    expect(attributesIn('userAttributes', others)).toBeUndefined();
    expect(attributesIn('userAttributes', { ...nothing, city: 7 })).toBeUndefined();
    expect(attributesIn('extensionAttributes', { id: 'a' })).toBeUndefined();
    const short = { onPremisesExtensionAttributes: { extensionAttribute1: 'x' } };
    expect(attributesIn('extensionAttributes', short)).toBeUndefined();
  });

  it('are read by the lists that a choice goes by, and by none where it goes by another thing', () => {
    expect(attributeListsOf(undefined)).toEqual([]);
    expect(attributeListsOf({ value: 'department', ...signed })).toEqual([]);
    expect(attributeListsOf({ value: 'city', ...signed })).toEqual(['userAttributes']);
    const by = (attribute: 'state' | 'extensionAttribute15') => ({
      ...{ name: attribute, attribute, values: ['x'] },
    });
    const rules = [by('extensionAttribute15'), by('state')];
    expect(attributeListsOf({ value: 'rules', rules, ...signed })).toEqual([
      ...['userAttributes', 'extensionAttributes'],
    ]);
  });
});
