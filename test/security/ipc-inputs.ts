import * as v from 'valibot';
import { contract } from '../../shared/ipc/contract';
import type { CallName } from '../../shared/ipc/contract-types';
import { pick } from '../fixtures/campaign';

type Random = () => number;

/** What valibot's schemas are made of, as far as a value for them needs it. */
interface Parts {
  readonly type: string;
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly item?: v.GenericSchema;
  readonly items?: readonly v.GenericSchema[];
  readonly key?: v.GenericSchema;
  readonly value?: v.GenericSchema;
  readonly wrapped?: v.GenericSchema;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly pipe?: readonly { readonly type: string; readonly requirement?: unknown }[];
}

/** Texts the contract's patterns ask for; the first that fits is taken. */
const texts = [
  'x',
  'a'.repeat(64),
  '0'.repeat(32),
  '2026-12-01',
  '2026-12-01T08:00:00Z',
  '08:00',
  '00000000-0000-4000-8000-000000000000',
  'Europe/Berlin',
  'finding:BG-MISSING',
  's001',
  'P1D',
  '1',
];

/** An input the call's own schema takes. Throws where none could be made. */
export function validInput(name: CallName, random: Random): unknown {
  const { input } = contract.calls[name];
  for (let left = 200; left > 0; left -= 1) {
    const made = make(input, random);
    if (v.safeParse(input, made).success) return made;
  }
  throw new Error(`no input for ${name}`);
}

function make(schema: v.GenericSchema, random: Random): unknown {
  const parts = schema as unknown as Parts;
  switch (parts.type) {
    case 'string':
      return pick(
        random,
        texts.filter((one) => v.safeParse(schema, one).success).concat(pick(random, texts)),
      );
    case 'number':
      return pick(
        random,
        [0, 1, 2, 7, 30, 100].filter((one) => v.safeParse(schema, one).success).concat(0),
      );
    case 'boolean':
      return random() < 0.5;
    case 'null':
      return null;
    case 'literal':
      return parts.literal;
    case 'picklist':
      return pick(random, parts.options ?? []);
    case 'array':
      return Array.from({ length: Math.floor(random() * 3) }, () =>
        make(parts.item as v.GenericSchema, random),
      );
    case 'tuple':
    case 'strict_tuple':
      return (parts.items ?? []).map((one) => make(one, random));
    case 'record':
      return {
        [String(make(parts.key as v.GenericSchema, random))]: make(
          parts.value as v.GenericSchema,
          random,
        ),
      };
    case 'nullable':
      return random() < 0.4 ? null : make(parts.wrapped as v.GenericSchema, random);
    case 'optional':
    case 'exact_optional':
      return make(parts.wrapped as v.GenericSchema, random);
    case 'union':
    case 'variant':
      return make(pick(random, parts.options ?? []) as v.GenericSchema, random);
    case 'object':
    case 'strict_object':
      return Object.fromEntries(
        Object.entries(parts.entries ?? {}).flatMap(([key, one]) =>
          isOptional(one) && random() < 0.5 ? [] : [[key, make(one, random)]],
        ),
      );
    default:
      throw new Error(`a kind of schema nobody told about: ${parts.type}`);
  }
}

const isOptional = (schema: v.GenericSchema): boolean =>
  ['optional', 'exact_optional'].includes((schema as unknown as Parts).type);

const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;

/** Values a structured clone can carry, and others a broken bridge might. */
const strange: readonly (() => unknown)[] = [
  () => undefined,
  () => null,
  () => Number.NaN,
  () => Infinity,
  () => -1,
  () => 2 ** 60,
  () => 1n,
  () => Symbol('x'),
  () => () => 1,
  () => new Date(0),
  () => new Map([['a', 1]]),
  () => new Set([1]),
  () => /x/,
  () => new Uint8Array(8),
  () => Buffer.from('x'),
  () => new Error('x'),
  () => Promise.resolve(1),
  () => Object.create({ id: 'inherited' }) as unknown,
  () => JSON.parse('{"__proto__":{"admin":true}}') as unknown,
  () => ({ constructor: { prototype: { admin: true } } }),
  () => cyclic,
  () => Object.assign([1, 2], { extra: 1 }),
  () => Object.assign([] as unknown[], { length: 4_000_000_000 }),
  () => Object.assign([] as unknown[], { 0: undefined, 2: 3 }),
  () => 'x'.repeat(20_000),
  () => '\u202e\u0000\ud800',
  () => '../../../etc/passwd',
  () => "'; DROP TABLE journal; --",
  () => 'https://evil.example/',
  () => nest(12),
];

function nest(depth: number): unknown {
  return depth === 0 ? 1 : { a: nest(depth - 1) };
}

/** An input somebody hostile would send instead: the valid one with one to three things wrong. */
export function hostileInput(random: Random, valid: unknown, maxBytes: number): unknown {
  if (random() < 0.1) return pick(random, strange)();
  if (random() < 0.02) return { ...(valid as object), filler: 'x'.repeat(maxBytes + 1) };
  let input = valid;
  for (let left = 1 + Math.floor(random() * 3); left > 0; left -= 1) input = change(random, input);
  return input;
}

function change(random: Random, input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return pick(random, strange)();
  if (Array.isArray(input)) {
    const list = input as unknown[];
    // A list that says it is long is sent as it is: nobody walks it, here neither.
    if (list.length > 1_000) return list;
    if (list.length === 0 || random() < 0.3) return [...list, pick(random, strange)()];
    const at = Math.floor(random() * list.length);
    return list.map((one, index) => (index === at ? change(random, one) : one));
  }
  const keys = Object.keys(input);
  const roll = random();
  if (keys.length === 0 || roll < 0.2) {
    const key = pick(random, ['extra', 'path', 'url', 'token', '__proto__x', 'constructor']);
    return { ...input, [key]: pick(random, strange)() };
  }
  const key = pick(random, keys);
  if (roll < 0.4) return Object.fromEntries(Object.entries(input).filter(([name]) => name !== key));
  return { ...input, [key]: change(random, (input as Record<string, unknown>)[key]) };
}
