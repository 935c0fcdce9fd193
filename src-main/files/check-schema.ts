import * as v from 'valibot';
import { failure, type Failure, type FailureCode } from '../../shared/diagnostic';
import { isJsonObject } from '../../shared/json';
import { err, ok, type Result } from '../../shared/result';

/**
 * A parsed file against its schema. Another `schema` name is file/wrong-schema; anything else
 * names the place and what was expected under `code`.
 */
export function checkSchema<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  options: { readonly name: string; readonly file: string; readonly code?: FailureCode },
): Result<v.InferOutput<Schema>, Failure> {
  const { file, name } = options;
  const value = parseJson(text);
  if (value === undefined) {
    return err(failure('file/not-json', { file, place: '–', expected: 'value' }));
  }
  const named = checkName(value, name, file);
  if (named !== null) return named;
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return ok(parsed.output);
  const { path, issue } = closestIssue(parsed.issues[0]);
  return err(
    failure(options.code ?? 'file/invalid', {
      file,
      place: placeOf(path),
      expected: issue.expected ?? issue.type,
    }),
  );
}

/** Null: the text says it is what was asked for. For parsers that do not say what they found. */
export function checkSchemaName(
  text: string,
  name: string,
  file: string,
): { readonly ok: false; readonly failure: Failure } | null {
  return checkName(parseJson(text), name, file);
}

function checkName(
  value: unknown,
  name: string,
  file: string,
): { readonly ok: false; readonly failure: Failure } | null {
  const actual = schemaName(value);
  if (actual === name) return null;
  const values = { file, expected: name, actual: (actual ?? '–').slice(0, 100) };
  return err(failure('file/wrong-schema', values));
}

function schemaName(value: unknown): string | null {
  const name = isJsonObject(value) ? value['schema'] : undefined;
  return typeof name === 'string' ? name : null;
}

/** `methods[1].scope`. The scanner has its own: it shares no module with the rest (execution 7.1). */
function placeOf(path: readonly (string | number)[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part.slice(0, 100)}`))
    .join('')
    .replace(/^\./, '');
}

interface PlacedIssue {
  readonly issue: v.BaseIssue<unknown>;
  readonly path: readonly (string | number)[];
}

/** A union only says "none of these"; the member that came closest says where. */
function closestIssue(issue: v.BaseIssue<unknown>): PlacedIssue {
  const path = (issue.path ?? []).map((item) => item.key as string | number);
  const isClose = (one: v.BaseIssue<unknown>): boolean =>
    one.received !== 'undefined' && one.expected !== 'never' && one.path !== undefined;
  const inner = issue.issues?.find(isClose);
  if (inner === undefined) return { issue, path };
  const closest = closestIssue(inner);
  return { issue: closest.issue, path: [...path, ...closest.path] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    return undefined;
  }
}
