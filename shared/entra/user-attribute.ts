import { isJsonObject, type Json } from '../json';

/** Told of a user directly (Graph page "user resource type"). */
const ownAttributes = [
  'jobTitle',
  'companyName',
  'officeLocation',
  'city',
  'state',
  'country',
  'employeeType',
] as const;

/** Told in one object (Graph page "onPremisesExtensionAttributes resource type"). */
const extensionAttributes = [
  'extensionAttribute1',
  'extensionAttribute2',
  'extensionAttribute3',
  'extensionAttribute4',
  'extensionAttribute5',
  'extensionAttribute6',
  'extensionAttribute7',
  'extensionAttribute8',
  'extensionAttribute9',
  'extensionAttribute10',
  'extensionAttribute11',
  'extensionAttribute12',
  'extensionAttribute13',
  'extensionAttribute14',
  'extensionAttribute15',
] as const;

/** Attributes of a user that rings may go by and that are read only where they do. */
export const userAttributes = [...ownAttributes, ...extensionAttributes] as const;
export type UserAttribute = (typeof userAttributes)[number];

/** Lists of everybody that tell them: one request for all of a list's attributes, by page. */
export const attributeLists = { userAttributes: ownAttributes, extensionAttributes } as const;
export type AttributeList = keyof typeof attributeLists;
export const attributeListNames = Object.keys(attributeLists) as readonly AttributeList[];

/** The list that tells an attribute. */
export function listOfAttribute(name: UserAttribute): AttributeList {
  const own: readonly UserAttribute[] = ownAttributes;
  return own.includes(name) ? 'userAttributes' : 'extensionAttributes';
}

/** People by the value they have, each value once: nobody without one is in it. */
export type AttributeColumn = readonly {
  readonly value: string;
  readonly userIds: readonly string[];
}[];

export function isUserAttribute(name: string): name is UserAttribute {
  return (userAttributes as readonly string[]).includes(name);
}

/**
 * The values of one row in the order of its list, as Graph spells them; null: empty. Undefined
 * where one of them is not told: whoever asked for it is answered null, never left without.
 */
export function attributesIn(
  list: AttributeList,
  row: Json,
): readonly (string | null)[] | undefined {
  const holder =
    list === 'userAttributes' || !isJsonObject(row) ? row : row['onPremisesExtensionAttributes'];
  if (holder === undefined) return undefined;
  const values: (string | null)[] = [];
  for (const name of attributeLists[list]) {
    // Who has none of the fifteen may have no object for them either.
    const value = holder === null ? null : isJsonObject(holder) ? holder[name] : undefined;
    if (value !== null && typeof value !== 'string') return undefined;
    values.push(value === null || value.trim() === '' ? null : value);
  }
  return values;
}
