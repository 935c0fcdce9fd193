import { declaredField, resolveDeclared, type DeclaredListName } from '../assess/declared-accounts';
import { valueOf } from '../assess/membership';
import type { Answers } from '../tenant/answer';
import { indexAccounts } from '../tenant/resolve-selectors';
import type { Snapshot } from '../tenant/snapshot';

/** Once migration is complete the legacy lists allow nobody anything (R6). */
const withoutLists: ReadonlySet<string | null> = new Set(['migrationComplete', null]);

/**
 * Paths of the answers that decide something about one account: lists that name it, and the legacy
 * lists while they still allow methods.
 */
export function answersAbout(
  snapshot: Snapshot,
  answers: Answers | null,
  userId: string,
): readonly string[] {
  if (answers === null) return [];
  const declared = resolveDeclared(answers, indexAccounts(snapshot));
  const lists = declared.ok ? declared.value.lists : null;
  const named = Object.entries(lists ?? {}).flatMap(([list, ids]) =>
    ids?.has(userId) === true ? declaredField(list as DeclaredListName) : [],
  );
  const policy = valueOf(snapshot.authenticationMethodsPolicy);
  const areListsInForce = policy === null || !withoutLists.has(policy.policyMigrationState);
  const { legacyMfa, sspr } = answers;
  return [
    ...named,
    ...(areListsInForce && legacyMfa?.verificationOptions !== undefined
      ? ['legacyMfa.verificationOptions']
      : []),
    ...(areListsInForce && (sspr?.scope ?? null) !== null ? ['sspr.methods'] : []),
  ];
}
