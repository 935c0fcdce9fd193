import { expect, test } from 'vitest';
import { answersSchema } from '../../../../shared/tenant/answer';
import { answerPaths } from '../../../../shared/tenant/answer-paths';

interface Parts {
  readonly type?: string;
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly wrapped?: unknown;
}

const notAnswers = new Set(['schema', 'tenantId', 'by', 'at', 'entered']);

/** Places in the schema where an answer stands: everything that is no block of further ones. */
function leaves(schema: unknown, path: string): readonly string[] {
  const { type, entries, wrapped } = schema as Parts;
  if (type === 'optional' || type === 'nullable') return leaves(wrapped, path);
  if (entries === undefined || type !== 'strict_object') return [path];
  return Object.entries(entries).flatMap(([name, inner]) =>
    notAnswers.has(name) ? [] : leaves(inner, path === '' ? name : `${path}.${name}`),
  );
}

/** Blocks that begin with a yes or no stand for it. */
const first = (path: string): string => path.replace(/\.(allowed|present)$/, '');

test('every answer of the schema has its place in the list, and nothing else has', () => {
  const places = leaves(answersSchema, '').map(first);
  expect([...answerPaths].sort()).toEqual([...places].sort());
});
