import * as v from 'valibot';
import { failure, withOthers, type Failure, type FailureCode } from '../../shared/diagnostic';
import { isJsonObject } from '../../shared/json';
import { err, ok, type Result } from '../../shared/result';
import type { Path } from './schema-keys';
import { schemaProblems } from './schema-problems';

/** Characters a file may have to be told all that is wrong with it; a longer one is told the first. */
const fullyTold = 1_000_000;
/** Characters of what a person is told about one file. */
const mostWords = 16_000;

/**
 * A parsed file against its schema. Another `schema` name is file/wrong-schema; anything else
 * names every place and what was expected there under `code`. `more` are problems found apart.
 */
export function checkSchema<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  options: {
    readonly name: string;
    readonly file: string;
    readonly code?: FailureCode;
    /** Problems a schema cannot see; asked only of a document that has the right name. */
    readonly also?: (value: Readonly<Record<string, unknown>>) => readonly Failure[];
  },
): Result<v.InferOutput<Schema>, Failure> {
  const { file, name, also, code = 'file/invalid' } = options;
  const value = parseJson(text);
  if (value === undefined) {
    return err(failure('file/not-json', { file, place: '–', expected: 'value' }));
  }
  const named = checkName(value, name, file);
  if (named !== null) return named;
  const parsed = v.safeParse(schema, value, { abortEarly: text.length > fullyTold });
  const problems = schemaProblems(schema, parsed.issues ?? []).map(({ path, ...values }) =>
    failure(code, { file, place: placeOf(path), ...values }),
  );
  const apart = isJsonObject(value) ? (also?.(value) ?? []) : [];
  const found = withOthers(inFewWords([...apart, ...problems]));
  if (found !== null) return err(found);
  return parsed.success ? ok(parsed.output) : err(failure(code, { file }));
}

/** All that is wrong, as far as anybody reads on: the keys of a hostile file are as long as it likes. */
function inFewWords(problems: readonly Failure[]): readonly Failure[] {
  let left = mostWords;
  return problems.filter((one, at) => {
    left -= JSON.stringify(one).length;
    return at === 0 || left > 0;
  });
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
export function placeOf(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part.slice(0, 100)}`))
    .join('')
    .replace(/^\./, '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    return undefined;
  }
}
