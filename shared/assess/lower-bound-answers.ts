import type { Answers } from '../tenant/answer';
import { valueAt, type AnswerPath } from '../tenant/answer-paths';
import type { Snapshot } from '../tenant/snapshot';
import { migrationOf } from './assess-context';
import { valueOf } from './membership';

/** Answers that decide the lower bound (answers.md 2), in the order of the form. */
const deciding: readonly AnswerPath[] = [
  'legacyMfa.verificationOptions.callToPhone',
  'legacyMfa.verificationOptions.textToPhone',
  'legacyMfa.verificationOptions.appNotification',
  'legacyMfa.verificationOptions.appCodeOrHardwareToken',
  'sspr.scope',
  'sspr.methods',
];

type ReadPolicy = Pick<Snapshot, 'authenticationMethodsPolicy'>;

/** Whether only the whole assessment tells if the legacy lists still count. */
export function isMigrationNull(snapshot: ReadPolicy): boolean {
  return migrationOf(valueOf(snapshot.authenticationMethodsPolicy)) === 'null';
}

/**
 * Open questions that keep the counts a lower bound: absent and "I don't know" alike. None once the
 * legacy lists count no more: with the migration complete, or `isNullDone`, which says that the
 * assessment found MIG-STATE-NULL-OK. Before a reading that is not known.
 */
export function answersBehindLowerBound(
  answers: Answers | null,
  snapshot: ReadPolicy | null,
  isNullDone: boolean,
): readonly AnswerPath[] {
  const policy = snapshot === null ? null : valueOf(snapshot.authenticationMethodsPolicy);
  const migration = migrationOf(policy);
  if (migration === 'complete' || (migration === 'null' && isNullDone)) return [];
  return deciding.filter((path) => {
    if (path === 'sspr.methods' && answers?.sspr?.scope === 'none') return false;
    return (valueAt(answers, path) ?? null) === null;
  });
}
