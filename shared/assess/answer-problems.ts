import type { AccountSelector } from '../tenant/account-selector';
import type { Answers } from '../tenant/answer';
import type { AnswerPath } from '../tenant/answer-paths';
import {
  indexAccounts,
  resolveSelectors,
  selectorText,
  type AccountIndex,
} from '../tenant/resolve-selectors';
import type { Snapshot } from '../tenant/snapshot';
import {
  declaredListNames,
  declaredPath,
  selectorsOf,
  type DeclaredListName,
} from './declared-accounts';

/** What is wrong, or only odd, with what was typed at one place of the answers. */
export interface AnswerProblem {
  readonly path: AnswerPath;
  /** Odd, but taken as it is: an account in two lists. Everything else stops the assessment. */
  readonly isWarning: boolean;
  readonly message: { readonly key: string; readonly values: Readonly<Record<string, string>> };
}

/** Lists that say what kind of account it is: the first in this order counts (findings.md 2.2). */
const kindLists: readonly DeclaredListName[] = [
  'syncAccounts',
  'roomMailboxes',
  'teamsRooms',
  'sharedMailboxes',
  'serviceAccounts',
  'sharedAccounts',
  'pupils',
  'frontline',
];

/** Problems told of one place; who mends these sees the rest. */
const toldPerPlace = 20;

type Lists = ReadonlyMap<DeclaredListName, ReadonlySet<string>>;

function error(
  path: AnswerPath,
  key: string,
  values: Readonly<Record<string, string>> = {},
): AnswerProblem {
  return { path, isWarning: false, message: { key, values } };
}

/** Selectors that name nobody, or a group whose name several groups carry. */
function unresolved(
  path: AnswerPath,
  selectors: readonly AccountSelector[],
  index: AccountIndex,
): readonly AnswerProblem[] {
  return selectors.flatMap((selector) => {
    const found = resolveSelectors([selector], index, path);
    if (found.ok) return [];
    const isAmbiguous = found.failure.code === 'input/answers-invalid';
    const key = isAmbiguous ? 'answers_problem_ambiguous' : 'answers_problem_no_match';
    return [error(path, key, { account: selectorText(selector) })];
  });
}

/** Members of every list, as far as its entries name somebody. */
function membersOf(answers: Answers, index: AccountIndex): Lists {
  return new Map(
    declaredListNames.map((name) => {
      const ids = (selectorsOf(answers, name) ?? []).flatMap((selector) => {
        const found = resolveSelectors([selector], index, name);
        return found.ok ? [...found.value.ids] : [];
      });
      return [name, new Set(ids)];
    }),
  );
}

/** An emergency access account in any other list is an input error (answers.md 1). */
function emergencyElsewhere(
  lists: Lists,
  nameOf: (id: string) => string,
): readonly AnswerProblem[] {
  const emergency = lists.get('emergencyAccess') ?? new Set();
  return declaredListNames.flatMap((list) => {
    if (list === 'emergencyAccess') return [];
    const doubled = [...(lists.get(list) ?? [])].filter((id) => emergency.has(id));
    return doubled.map((id) =>
      error(declaredPath(list), 'answers_problem_emergency', { account: nameOf(id) }),
    );
  });
}

/** An account in two lists of kinds: the kind that comes first counts, and it is said. */
function inTwoLists(lists: Lists, nameOf: (id: string) => string): readonly AnswerProblem[] {
  return kindLists.flatMap((list, at) =>
    [...(lists.get(list) ?? [])].flatMap((id): readonly AnswerProblem[] => {
      const first = kindLists.slice(0, at).find((other) => lists.get(other)?.has(id));
      if (first === undefined) return [];
      const values = { account: nameOf(id), list: declaredPath(first) };
      const message = { key: 'answers_problem_two_lists', values };
      return [{ path: declaredPath(list), isWarning: true, message }];
    }),
  );
}

function passwordReset({ sspr }: Answers, index: AccountIndex): readonly AnswerProblem[] {
  const problems: AnswerProblem[] = [];
  const isListed = sspr?.methods?.includes('securityQuestions') === true;
  if (isListed && sspr.securityQuestions === false) {
    problems.push(error('sspr.securityQuestions', 'answers_problem_questions'));
  }
  const group = sspr?.scope === 'selected' ? (sspr.group ?? null) : null;
  if (group !== null && index.areGroupsRead) {
    problems.push(...unresolved('sspr.group', [{ group }], index));
  }
  return problems;
}

/**
 * Everything the tenant and the other answers say against what was typed, by place; in the order of
 * the lists. What was not read speaks against nothing.
 */
export function answerProblems(answers: Answers, snapshot: Snapshot): readonly AnswerProblem[] {
  const index = indexAccounts(snapshot);
  const users = snapshot.users.kind === 'read' ? snapshot.users.value : [];
  const upns = new Map(users.map((user) => [user.id, user.userPrincipalName]));
  const nameOf = (id: string): string => upns.get(id) ?? id;
  const lists = membersOf(answers, index);
  const problems = [
    ...declaredListNames.flatMap((name) =>
      unresolved(declaredPath(name), selectorsOf(answers, name) ?? [], index),
    ),
    ...emergencyElsewhere(lists, nameOf),
    ...inTwoLists(lists, nameOf),
    ...passwordReset(answers, index),
  ];
  const told = new Map<AnswerPath, number>();
  return problems.filter(({ path }) => {
    told.set(path, (told.get(path) ?? 0) + 1);
    return (told.get(path) ?? 0) <= toldPerPlace;
  });
}
