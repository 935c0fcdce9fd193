import type { Answers, EnteredStamp } from './answer';
import { answerPaths, ownValueAt, valueAt, type AnswerPath } from './answer-paths';

/** Stands for whoever sat at the window while nobody was signed in. */
export const windowSigner = 'window';
/** Stands for whoever gave a list on the command line, which knows no name. */
export const commandLineSigner = 'commandLine';

/** Who entered a value and when; null: the answers do not say. */
export interface Entered {
  readonly by: string | null;
  readonly at: string | null;
}

function stampIn(value: unknown): Entered | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { by, at } = value as { readonly by?: unknown; readonly at?: unknown };
  const found = {
    by: typeof by === 'string' ? by : null,
    at: typeof at === 'string' ? at : null,
  };
  return found.by === null && found.at === null ? null : found;
}

/**
 * Who entered the value at a path: its own stamp, else that of the nearest block around it, else
 * that of the whole file (answers.md 1). Null where there is no value at all.
 */
export function enteredOf(answers: Answers | null, path: AnswerPath): Entered | null {
  if (answers === null || ownValueAt(answers, path) === undefined) return null;
  const own = stampIn(answers.entered?.[path]);
  if (own !== null) return own;
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const block = stampIn(valueAt(answers, parts.slice(0, length).join('.')));
    if (block !== null) return block;
  }
  return stampIn(answers) ?? { by: null, at: null };
}

/** The latest of what was entered at any of these paths; null: none of them has a value. */
export function lastEntered(answers: Answers | null, paths: readonly AnswerPath[]): Entered | null {
  const found = paths.flatMap((path) => enteredOf(answers, path) ?? []);
  return found.reduce<Entered | null>(
    (last, one) => (last === null || time(one.at) > time(last.at) ? one : last),
    null,
  );
}

function time(at: string | null): number {
  return at === null ? Number.NEGATIVE_INFINITY : Date.parse(at);
}

/**
 * Answers as they are kept: every value that is new or another than before carries `stamp`, every
 * other one keeps what it had, and stamps of values that are gone go too.
 */
export function stampChanges(
  before: Answers | null,
  after: Answers,
  stamp: Required<EnteredStamp>,
): Answers {
  const entered = Object.fromEntries(
    answerPaths.flatMap((path): readonly (readonly [AnswerPath, EnteredStamp])[] => {
      const value = ownValueAt(after, path);
      if (value === undefined) return [];
      const known = before === null ? undefined : ownValueAt(before, path);
      const isSame = known !== undefined && JSON.stringify(known) === JSON.stringify(value);
      const own = isSame ? before?.entered?.[path] : stamp;
      return own === undefined ? [] : [[path, { ...own }]];
    }),
  );
  return { ...after, entered };
}
