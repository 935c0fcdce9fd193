import * as v from 'valibot';
import { answerProblems } from '../../shared/assess/answer-problems';
import type { Failure } from '../../shared/diagnostic';
import { contract } from '../../shared/ipc/contract';
import type { CallInput, CallOutput } from '../../shared/ipc/contract-types';
import { ok, type Result } from '../../shared/result';
import type { Answers } from '../../shared/tenant/answer';
import { stampChanges, windowSigner } from '../../shared/tenant/entered';
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

type Saved = CallOutput<'answers.save'>;

type Drafts = CallInput<'answers.save'>['drafts'];
const draftsKey = 'answerDrafts';
const draftsSchema = contract.calls['answers.save'].input.entries.drafts;

/** What was typed and cannot be read as an answer yet. */
export function draftsOf(workspace: Workspace): Drafts {
  const parsed = v.safeParse(draftsSchema, workspace.store.settings.get(draftsKey));
  return parsed.success ? parsed.output : {};
}

/** What the tenant says against the answers; nothing while it was not read. */
export function problemsOf(workspace: Workspace, answers: Answers | null): Saved['problems'] {
  const { snapshot } = workspace;
  if (snapshot === null || answers === null) return [];
  return answerProblems(answers, snapshot).map(({ message, ...problem }) => ({
    ...problem,
    message: { key: message.key, values: { ...message.values } },
  }));
}

/**
 * Keeps answers, every changed value with who entered it and when; values of a file keep theirs.
 * Selectors that match nobody do not block saving: they are told by place, and the assessment
 * refuses until they are mended.
 */
export function saveAnswers(
  workspace: Workspace,
  answers: Answers,
  drafts: Drafts,
): Result<Saved, Failure> {
  const { account } = workspace.connect;
  const stamp = { by: account === '' ? windowSigner : account, at: workspace.nowIso() };
  const stamped = stampChanges(workspace.store.answers.get(), answers, stamp);
  const saved = workspace.store.answers.save(stamped);
  if (!saved.ok) return saved;
  const kept = workspace.store.settings.set(draftsKey, drafts);
  if (!kept.ok) return kept;
  workspace.update({});
  return ok({
    answers: stamped,
    unanswered: unansweredPaths(stamped),
    problems: problemsOf(workspace, stamped),
  });
}
