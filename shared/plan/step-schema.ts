import * as v from 'valibot';
import { count, shortText, text } from '../bounds';
import { isJsonObject, type Json, type JsonObject } from '../json';
import { purposes } from './purpose';
import { gateFigures, stepKinds, type Step } from './step';

const maxDepth = 32;

function isJson(value: unknown, depth = 0): boolean {
  if (depth > maxDepth) return false;
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth + 1));
  return isJsonObject(value) && Object.values(value).every((item) => isJson(item, depth + 1));
}

export const jsonObjectSchema = v.custom<JsonObject>(
  (value) => isJsonObject(value) && isJson(value),
  'a JSON object',
);
export const jsonSchema = v.custom<Json>((value) => isJson(value), 'JSON');

const itemState = v.picklist(['disabled', 'enabled', 'enforced', 'member', 'notMember']);

const itemSchema = v.strictObject({
  userId: shortText,
  upn: shortText,
  prior: itemState,
  planned: itemState,
});

const gateSchema = v.strictObject({
  figure: v.picklist(gateFigures),
  atLeast: v.exactOptional(v.number()),
  atMost: v.exactOptional(v.number()),
  userIds: v.exactOptional(v.array(shortText)),
  passUserIds: v.exactOptional(v.array(shortText)),
});

const reverseSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('restore'), to: jsonObjectSchema }),
  v.strictObject({
    kind: v.literal('items'),
    as: v.picklist(['group.add', 'group.remove', 'perUserMfa.set']),
  }),
  v.strictObject({ kind: v.literal('leave'), why: shortText }),
  v.strictObject({ kind: v.literal('oneWay'), why: shortText }),
  v.strictObject({ kind: v.literal('manual'), why: shortText }),
]);

/** One step as a plan file carries it; unknown fields are refused. */
export const stepSchema: v.GenericSchema<unknown, Step> = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^s\d{2,4}$/)),
  kind: v.picklist(stepKinds),
  purpose: v.picklist(purposes),
  ring: v.exactOptional(count),
  bundle: v.exactOptional(v.picklist(['switch', 'handOver'])),
  target: v.strictObject({
    type: v.picklist([
      'group',
      'method',
      'authenticationMethodsPolicy',
      'conditionalAccessPolicy',
      'securityDefaults',
      'users',
      'none',
    ]),
    id: shortText,
    name: text,
  }),
  owned: v.array(shortText),
  prior: v.nullable(jsonObjectSchema),
  planned: v.nullable(jsonObjectSchema),
  reverse: reverseSchema,
  items: v.exactOptional(v.pipe(v.array(itemSchema), v.maxLength(200_000))),
  blast: v.picklist(['none', 'ring', 'tenant']),
  scopes: v.array(shortText),
  gate: v.exactOptional(gateSchema),
  soakMinutes: v.exactOptional(count),
  manual: v.exactOptional(v.strictObject({ id: shortText, userIds: v.array(shortText) })),
  why: v.strictObject({
    key: shortText,
    values: v.record(shortText, text),
    rules: v.array(shortText),
  }),
});
