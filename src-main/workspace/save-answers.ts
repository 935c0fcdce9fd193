import * as v from 'valibot';
import { answerProblems } from '../../shared/assess/answer-problems';
import { answersBehindLowerBound } from '../../shared/assess/lower-bound-answers';
import type { Failure } from '../../shared/diagnostic';
import { contract } from '../../shared/ipc/contract';
import type { CallInput, CallOutput } from '../../shared/ipc/contract-types';
import { ok, type Result } from '../../shared/result';
import type { Answers } from '../../shared/tenant/answer';
import { stampChanges, windowSigner } from '../../shared/tenant/entered';
import type { Workspace } from './workspace';

type Saved = CallOutput<'answers.save'>;

type Drafts = CallInput<'answers.save'>['drafts'];
const draftsKey = 'answerDrafts';
const draftsSchema = contract.calls['answers.save'].input.entries.drafts;

/** What was typed and cannot be read as an answer yet. */
export function draftsOf(workspace: Workspace): Drafts {
  const parsed = v.safeParse(draftsSchema, workspace.store.settings.get(draftsKey));
  return parsed.success ? parsed.output : {};
}

/** Open questions that keep the counts a lower bound. */
export function unansweredOf(workspace: Workspace, answers: Answers | null): Saved['unanswered'] {
  return [...answersBehindLowerBound(answers, workspace.snapshot)];
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
    unanswered: unansweredOf(workspace, stamped),
    problems: problemsOf(workspace, stamped),
  });
}
