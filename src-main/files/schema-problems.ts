import type * as v from 'valibot';
import { hasMessage } from '../../shared/i18n/message-text';
import { isJsonObject } from '../../shared/json';
import { nearest } from './nearest';
import { keysAt, type Path } from './schema-keys';

/** One thing wrong with a document. `expected`: a term of the catalogue, or valibot's own words. */
export interface SchemaProblem {
  readonly path: Path;
  readonly expected: string;
  /** The known field whose name is closest to the unknown one. */
  readonly near?: string;
}

type Issue = v.BaseIssue<unknown>;

/** More problems of one document help nobody, and a hostile one has millions. */
const mostProblems = 100;

/**
 * What is wrong with a document, up to a hundred problems: unknown fields first, for they explain
 * those that are missing, then the rest in the order of the schema.
 */
export function schemaProblems(
  schema: v.GenericSchema,
  issues: readonly Issue[],
): readonly SchemaProblem[] {
  const found = issues
    .slice(0, mostProblems)
    .flatMap((issue) => problemsOf(schema, issue, []))
    .slice(0, mostProblems);
  const isUnknown = ({ expected }: SchemaProblem): boolean => expected === 'never';
  return [...found.filter(isUnknown), ...found.filter((problem) => !isUnknown(problem))];
}

function problemsOf(schema: v.GenericSchema, issue: Issue, above: Path): readonly SchemaProblem[] {
  const path = [...above, ...pathOf(issue)];
  if (issue.issues !== undefined) return ofUnion(schema, issue, path);
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const found = strangers(schema, issue.path?.at(-1)?.input, path.slice(0, -1));
    if (found.length > 0) return found;
  }
  return [{ path, expected: expectedOf(issue) }];
}

/** A union only says "none of these": an unknown field or the member that came closest says more. */
function ofUnion(schema: v.GenericSchema, issue: Issue, path: Path): readonly SchemaProblem[] {
  const unknown = strangers(schema, issue.input, path);
  if (unknown.length > 0) return unknown;
  const closest = issue.issues?.find(
    (one) => one.received !== 'undefined' && one.expected !== 'never' && one.path !== undefined,
  );
  if (closest === undefined) return [{ path, expected: expectedOf(issue) }];
  return problemsOf(schema, closest, path);
}

function strangers(schema: v.GenericSchema, value: unknown, path: Path): readonly SchemaProblem[] {
  const known = keysAt(schema, path);
  if (known.length === 0 || !isJsonObject(value)) return [];
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .slice(0, mostProblems)
    .map((key) => {
      const near = nearest(key, known);
      return { path: [...path, key], expected: 'never', ...(near === null ? {} : { near }) };
    });
}

/** A message of ours names a term; a field that is missing is called required. */
function expectedOf({ message, received, expected, type, path }: Issue): string {
  if (/^[a-z_0-9]+$/.test(message) && hasMessage(`term_expected_${message}`)) return message;
  const isMissing = received === 'undefined' && path?.at(-1)?.origin === 'key';
  return isMissing ? 'required_field' : (expected ?? type);
}

function pathOf({ path }: Issue): Path {
  return (path ?? []).map((item) => item.key as string | number);
}
