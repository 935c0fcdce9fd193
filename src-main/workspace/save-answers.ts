import * as v from 'valibot';
import { answerProblems } from '../../shared/assess/answer-problems';
import { answersBehindLowerBound, isMigrationNull } from '../../shared/assess/lower-bound-answers';
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
export async function unansweredOf(
  workspace: Workspace,
  answers: Answers | null,
): Promise<Saved['unanswered']> {
  const { snapshot } = workspace;
  return [...answersBehindLowerBound(answers, snapshot, await isNullDone(workspace))];
}

/** Answers that do not fit the tenant leave it open, as a state that nobody vouches for. */
async function isNullDone(workspace: Workspace): Promise<boolean> {
  const input = workspace.planningInput();
  if (!input.ok || !isMigrationNull(input.value.snapshot)) return false;
  const prepared = await workspace.planning.prepare('assessed', input.value);
  const assessed = prepared.ok ? workspace.planning.assessed(input.value) : prepared;
  if (!assessed.ok) return false;
  return assessed.value.assessment.findings.some(({ code }) => code === 'MIG-STATE-NULL-OK');
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
export async function saveAnswers(
  workspace: Workspace,
  answers: Answers,
  drafts: Drafts,
): Promise<Result<Saved, Failure>> {
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
    unanswered: await unansweredOf(workspace, stamped),
    problems: problemsOf(workspace, stamped),
  });
}
