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

/**
 * Open questions that keep the counts a lower bound: absent and "I don't know" alike. None once the
 * migration is complete, when the legacy lists count no more; before a reading that is not known.
 */
export function answersBehindLowerBound(
  answers: Answers | null,
  snapshot: Pick<Snapshot, 'authenticationMethodsPolicy'> | null,
): readonly AnswerPath[] {
  const policy = snapshot === null ? null : valueOf(snapshot.authenticationMethodsPolicy);
  if (migrationOf(policy) === 'complete') return [];
  return deciding.filter((path) => {
    if (path === 'sspr.methods' && answers?.sspr?.scope === 'none') return false;
    return (valueAt(answers, path) ?? null) === null;
  });
}
