import * as v from 'valibot';
import { shortText } from '../bounds';
import {
  attributeListNames,
  listOfAttribute,
  userAttributes,
  type AttributeList,
  type UserAttribute,
} from '../entra/user-attribute';
import { accountSelectorsSchema } from './account-selector';
import { signed } from './signature';

/** Beside the attributes, whose values stay whole: by risk, a share of each department, by rules. */
export const ringBases = ['risk', 'departmentShares', 'rules'] as const;
/** The first three are read with everybody, the others only where a choice goes by them. */
export const ringAttributes = [
  'department',
  'usageLocation',
  'licence',
  ...userAttributes,
] as const;
export type RingAttribute = (typeof ringAttributes)[number];

const name = v.pipe(shortText, v.maxLength(60));

/** One ring by rule: accounts (group, list, pattern), or values of an attribute. */
const ruleSchema = v.union(
  [
    v.strictObject({ name, accounts: accountSelectorsSchema }),
    v.strictObject({
      name,
      attribute: v.picklist(ringAttributes),
      values: v.pipe(v.array(shortText), v.minLength(1), v.maxLength(500)),
    }),
  ],
  'ring_rule',
);
export type RingRule = v.InferOutput<typeof ruleSchema>;

/**
 * How people are parted into rings after the administrators: by risk, by an attribute whose values
 * stay whole, the same share of each department in every ring, or by rules in order (the first that
 * matches wins, whoever is left comes last by risk). `maxSize`: no ring but the administrators' is larger.
 */
export const ringChoiceSchema = v.pipe(
  v.strictObject({
    value: v.picklist([...ringBases, ...ringAttributes]),
    rules: v.optional(v.pipe(v.array(ruleSchema), v.minLength(1), v.maxLength(20))),
    maxSize: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000))),
    ...signed,
  }),
  v.check(({ value, rules }) => (value === 'rules') === (rules !== undefined), 'ring_rules'),
);
export type RingChoice = v.InferOutput<typeof ringChoiceSchema>;

/** Attributes a choice goes by that are not read with everybody. */
export function attributesOf(choice: RingChoice | undefined): readonly UserAttribute[] {
  const named = new Set<string>([
    choice?.value ?? '',
    ...(choice?.rules ?? []).map((rule) => ('attribute' in rule ? rule.attribute : '')),
  ]);
  return userAttributes.filter((name) => named.has(name));
}

/** The lists that tell them. */
export function attributeListsOf(choice: RingChoice | undefined): readonly AttributeList[] {
  const lists = attributesOf(choice).map(listOfAttribute);
  return attributeListNames.filter((list) => lists.includes(list));
}
