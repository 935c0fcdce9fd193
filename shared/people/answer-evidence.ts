import { declaredListNames, declaredPath, resolveDeclared } from '../assess/declared-accounts';
import { valueOf } from '../assess/membership';
import type { Answers } from '../tenant/answer';
import { answerPaths, type AnswerPath } from '../tenant/answer-paths';
import { lastEntered, type Entered } from '../tenant/entered';
import { indexAccounts } from '../tenant/resolve-selectors';
import type { Snapshot } from '../tenant/snapshot';

/** Once migration is complete the legacy lists allow nobody anything (R6). */
const withoutLists: ReadonlySet<string | null> = new Set(['migrationComplete', null]);

/** One answer that decides something about an account, and who entered it. */
export interface AnswerEvidence extends Entered {
  readonly path: string;
}

const verificationOptions = answerPaths.filter((path) =>
  path.startsWith('legacyMfa.verificationOptions.'),
);

/**
 * The answers that decide something about one account: lists that name it, and the legacy lists
 * while they still allow methods.
 */
export function answersAbout(
  snapshot: Snapshot,
  answers: Answers | null,
  userId: string,
): readonly AnswerEvidence[] {
  if (answers === null) return [];
  const declared = resolveDeclared(answers, indexAccounts(snapshot));
  const lists = declared.ok ? declared.value.lists : null;
  const policy = valueOf(snapshot.authenticationMethodsPolicy);
  const areListsInForce = policy === null || !withoutLists.has(policy.policyMigrationState);
  const told = (path: string, paths: readonly AnswerPath[]): readonly AnswerEvidence[] => {
    const entered = lastEntered(answers, paths);
    return entered === null ? [] : [{ path, ...entered }];
  };
  return [
    ...declaredListNames.flatMap((list) =>
      lists?.[list]?.has(userId) === true ? told(declaredPath(list), [declaredPath(list)]) : [],
    ),
    ...(areListsInForce ? told('legacyMfa.verificationOptions', verificationOptions) : []),
    ...(areListsInForce && (answers.sspr?.scope ?? null) !== null
      ? told('sspr.methods', ['sspr.scope', 'sspr.methods'])
      : []),
  ];
}
