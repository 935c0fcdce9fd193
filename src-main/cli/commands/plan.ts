import { fateOf } from '../../../shared/lockout/plan-fate';
import { makePlan } from '../../../shared/plan/make-plan';
import { planPieces } from '../../../shared/plan/plan-file';
import { summarizePlan } from '../../../shared/plan/summary';
import { ok } from '../../../shared/result';
import { checkTarget } from '../../files/check-target';
import { writePieces } from '../../files/plan-files';
import { checkChoices } from '../check-choices';
import { checkNamed, inDocument } from '../check-named';
import type { Command } from '../context';
import { exitCodeOfReading } from '../exit-codes';
import { loadAnswers, loadChoices } from '../load-files';
import { noteLength } from '../note-length';
import { asOfOf, requiredText } from '../option-values';
import { noteReadLater } from '../note-read-later';
import { loadRingList, withRingList } from '../ring-list';
import { readSource } from '../sources';
import { planLines } from '../views/plan-view';

/** Makes a plan and writes it to a file; with `--json` the plan is printed as well. */
export const runPlan: Command = async (context) => {
  const asOf = asOfOf(context);
  if (!asOf.ok) return asOf;
  const answers = await loadAnswers(context);
  if (!answers.ok) return answers;
  const choices = await loadChoices(context);
  if (!choices.ok) return choices;
  const rings = await loadRingList(context);
  if (!rings.ok) return rings;
  const path = requiredText(context, 'out');
  const target = await checkTarget(path, 'causeway-plan/1');
  if (!target.ok) return target;
  const reading = await readSource(context, {
    answers: answers.value,
    choices: choices.value,
  });
  if (!reading.ok) return reading;
  const { snapshot, nowAt } = reading.value;
  const judgedBy = asOf.value ?? nowAt;
  const chosen = withRingList(choices.value, rings.value, judgedBy);
  const documents = { answers: answers.value, choices: chosen };
  const named = checkNamed(context, documents, snapshot);
  if (!named.ok) return named;
  noteReadLater(context.output, snapshot.takenAt, judgedBy);
  const plan = makePlan({
    snapshot,
    answers: answers.value,
    choices: chosen,
    asOf: judgedBy,
    madeAt: nowAt,
    appVersion: context.appVersion,
    sha256: context.sha256,
  });
  if (!plan.ok) return inDocument(context, plan);
  const allowed = checkChoices(context, documents, { snapshot, people: plan.value.people });
  if (!allowed.ok) return allowed;
  const written = await writePieces(path, () => planPieces(plan.value));
  if (!written.ok) return written;
  await noteLength(context.output, path, 'plan');
  context.output.result(plan.value, () =>
    planLines(plan.value, summarizePlan(plan.value, fateOf(plan.value)), path, context.output),
  );
  return ok(exitCodeOfReading(plan.value));
};
