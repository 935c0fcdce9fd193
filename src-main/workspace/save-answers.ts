import type { Failure } from '../../shared/diagnostic';
import type { CallOutput } from '../../shared/ipc/contract-types';
import { ok, type Result } from '../../shared/result';
import type { Answers } from '../../shared/tenant/answer';
import { assess } from '../../shared/assess/assess';
import type { Workspace } from './workspace';

/** Paths of answers.md section 1 that decide something and are not answered yet, as the form lists them. */
const asked: readonly (readonly [string, (answers: Answers) => unknown])[] = [
  [
    'legacyMfa.verificationOptions.callToPhone',
    (a) => a.legacyMfa?.verificationOptions?.callToPhone,
  ],
  [
    'legacyMfa.verificationOptions.textToPhone',
    (a) => a.legacyMfa?.verificationOptions?.textToPhone,
  ],
  [
    'legacyMfa.verificationOptions.appNotification',
    (a) => a.legacyMfa?.verificationOptions?.appNotification,
  ],
  [
    'legacyMfa.verificationOptions.appCodeOrHardwareToken',
    (a) => a.legacyMfa?.verificationOptions?.appCodeOrHardwareToken,
  ],
  ['legacyMfa.appPasswordsAllowed', (a) => a.legacyMfa?.appPasswordsAllowed],
  ['legacyMfa.trustedIps', (a) => a.legacyMfa?.trustedIps],
  ['legacyMfa.rememberMfa', (a) => a.legacyMfa?.rememberMfa],
  ['legacyMfa.skipFederatedIntranet', (a) => a.legacyMfa?.skipFederatedIntranet],
  ['sspr.scope', (a) => a.sspr?.scope],
  ['sspr.methods', (a) => (a.sspr?.scope === 'none' ? [] : a.sspr?.methods)],
  ['accounts.emergencyAccess', (a) => a.accounts?.emergencyAccess],
  ['infrastructure.npsExtension', (a) => a.infrastructure?.npsExtension?.present],
  ['infrastructure.adfs', (a) => a.infrastructure?.adfs?.present],
  ['infrastructure.exchangeModernAuth', (a) => a.infrastructure?.exchangeModernAuth],
];

/** Absent and null are both "not answered" (answers.md). */
export function unansweredPaths(answers: Answers | null): string[] {
  return asked
    .filter(([, pick]) => answers === null || (pick(answers) ?? null) === null)
    .map(([path]) => path);
}

/**
 * Keeps answers with who and when. Selectors that match nobody do not block saving: they are
 * returned by name, and the assessment refuses until they are mended.
 */
export function saveAnswers(
  workspace: Workspace,
  answers: Answers,
): Result<CallOutput<'answers.save'>, Failure> {
  const { account } = workspace.connect;
  const stamped: Answers = {
    ...answers,
    ...(account === '' ? {} : { by: account }),
    at: workspace.nowIso(),
  };
  const saved = workspace.store.answers.save(stamped);
  if (!saved.ok) return saved;
  workspace.update({});
  return ok({
    answers: stamped,
    unanswered: unansweredPaths(stamped),
    unmatched: unmatchedSelectors(workspace, stamped),
  });
}

function unmatchedSelectors(workspace: Workspace, answers: Answers): string[] {
  const { snapshot } = workspace;
  if (snapshot === null) return [];
  const judged = assess({
    snapshot,
    answers,
    choices: workspace.choices,
    asOf: snapshot.takenAt,
  });
  if (judged.ok || judged.failure.code !== 'input/selector-no-match') return [];
  return [judged.failure.values['selector'] ?? ''];
}
