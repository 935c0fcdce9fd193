import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { additions } from './openapi-additions';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
interface Schema {
  $ref?: string;
  type?: string;
  enum?: Json[];
  nullable?: boolean;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  maxItems?: number;
  discriminator?: { propertyName: string; mapping?: Record<string, string> };
}
interface Operation {
  parameters?: { name: string; in: string }[];
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
  requestBody?: { content: Record<string, { schema: Schema }> };
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

export interface Verdict {
  /** Breaches: place and what is wrong. */
  errors: string[];
  /** Properties the description does not have: `schema title.property`. */
  unknown: Set<string>;
}

export type GraphVersion = 'v1.0' | 'beta';

/** Checks bodies against the OpenAPI subset of one Graph version, and what was added to it. */
export class OpenApiChecker {
  readonly #document: Document;

  constructor(version: GraphVersion) {
    const file = new URL(`../../../shared/graph/openapi-subset-${version}.json`, import.meta.url);
    this.#document = JSON.parse(readFileSync(fileURLToPath(file), 'utf8')) as Document;
    Object.assign(this.#document.paths, additions[version].paths);
    const { schemas } = this.#document.components;
    Object.assign(schemas, additions[version].schemas);
    for (const [name, properties] of Object.entries(additions[version].properties)) {
      const before = schemas[name];
      if (before !== undefined) schemas[name] = { allOf: [before, { properties }] };
    }
  }

  /** Operation of a real path, e.g. GET /users/123/authentication/methods. */
  operation(method: string, path: string): Operation | undefined {
    const parts = path.split('/');
    const found = Object.entries(this.#document.paths)
      .filter(([pattern, item]) => {
        const wanted = pattern.split('/');
        const fits = wanted.every(
          (part, i) => part.startsWith('{') || part.toLowerCase() === parts[i]?.toLowerCase(),
        );
        return item[method.toLowerCase()] !== undefined && wanted.length === parts.length && fits;
      })
      .sort(([a], [b]) => a.split('{').length - b.split('{').length);
    return found[0]?.[1][method.toLowerCase()];
  }

  response(method: string, path: string, status: number, body: Json): Verdict {
    const operation = this.operation(method, path);
    const content = operation?.responses[String(status)]?.content;
    const schema =
      status >= 400
        ? this.#document.components.schemas['odataError']
        : content?.['application/json']?.schema;
    return this.#verdict(schema, body, `${method} ${path}`);
  }

  /** Properties of what a GET answers: of the rows where it is a list. */
  fields(path: string): ReadonlySet<string> {
    const content = this.operation('GET', path)?.responses['200']?.content;
    const whole = this.#flatten(content?.['application/json']?.schema ?? {});
    const row = this.#flatten(whole.properties?.['value']?.items ?? whole);
    return new Set(Object.keys(row.properties ?? {}));
  }

  request(method: string, path: string, body: Json): Verdict {
    const schema = this.operation(method, path)?.requestBody?.content['application/json']?.schema;
    return this.#verdict(schema, body, `${method} ${path} body`);
  }

  #verdict(schema: Schema | undefined, body: Json, at: string): Verdict {
    const verdict: Verdict = { errors: [], unknown: new Set() };
    if (schema === undefined) verdict.errors.push(`${at}: not described`);
    else this.#check(schema, body, at, verdict);
    return verdict;
  }

  #check(given: Schema, value: Json, at: string, verdict: Verdict): void {
    const { title, schema } = this.#resolve(given, value);
    const wrong = (what: string): void => void verdict.errors.push(`${at}: ${what}`);
    if (value === null) {
      if (schema.nullable !== true) wrong('null is not allowed');
      return;
    }
    if (schema.anyOf !== undefined) {
      const tries = schema.anyOf.map((option) => {
        const one: Verdict = { errors: [], unknown: new Set() };
        this.#check(option, value, at, one);
        return one;
      });
      const best = tries.find((one) => one.errors.length === 0) ?? tries[0];
      verdict.errors.push(...(best?.errors ?? []));
      for (const name of best?.unknown ?? []) verdict.unknown.add(name);
      return;
    }
    if (schema.enum !== undefined && !schema.enum.includes(value)) {
      wrong(
        `${JSON.stringify(value)} is not one of ${schema.enum.map((one) => JSON.stringify(one)).join(', ')}`,
      );
    }
    if (schema.type !== undefined && !hasType(value, schema.type)) {
      wrong(`${typeof value} instead of ${schema.type}`);
      return;
    }
    if (Array.isArray(value)) {
      if (schema.maxItems !== undefined && value.length > schema.maxItems) wrong('too many items');
      value.forEach((item, i) => {
        if (schema.items) this.#check(schema.items, item, `${at}[${i}]`, verdict);
      });
    } else if (typeof value === 'object' && schema.properties !== undefined) {
      for (const name of schema.required ?? []) if (!(name in value)) wrong(`${name} is missing`);
      for (const [name, inner] of Object.entries(value)) {
        const property = schema.properties[name];
        if (property !== undefined) this.#check(property, inner, `${at}.${name}`, verdict);
        else if (!name.includes('@') && schema.additionalProperties !== true) {
          verdict.unknown.add(`${title}.${name}`);
        }
      }
    }
  }

  /** References, inheritance and the derived type that `@odata.type` names, as one flat schema. */
  #resolve(given: Schema, value: Json): { title: string; schema: Schema } {
    const name = given.$ref?.split('/').at(-1);
    const schema = name === undefined ? given : this.#named(name);
    const flat = this.#flatten(schema);
    const tag = isObject(value) ? value[flat.discriminator?.propertyName ?? '@odata.type'] : null;
    const derived = typeof tag === 'string' ? flat.discriminator?.mapping?.[tag] : undefined;
    const derivedName = derived?.split('/').at(-1);
    if (derivedName === undefined) return { title: short(name), schema: flat };
    return { title: short(derivedName), schema: this.#flatten(this.#named(derivedName)) };
  }

  #named(name: string): Schema {
    const schema = this.#document.components.schemas[name];
    if (schema === undefined) throw new Error(`no schema ${name}`);
    return schema;
  }

  #flatten(schema: Schema): Schema {
    if (schema.$ref !== undefined) {
      return this.#flatten(this.#named(schema.$ref.split('/').at(-1) ?? ''));
    }
    if (schema.allOf === undefined) return schema;
    const parts = schema.allOf.map((part) => this.#flatten(part));
    return parts.reduce<Schema>(
      (all, part) => ({
        ...all,
        ...part,
        properties: { ...all.properties, ...part.properties },
        required: [...(all.required ?? []), ...(part.required ?? [])],
      }),
      schema.nullable === undefined ? {} : { nullable: schema.nullable },
    );
  }
}

function hasType(value: Json, type: string): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function short(name: string | undefined): string {
  return name?.split('.').at(-1) ?? 'inline';
}
