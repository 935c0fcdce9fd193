import { ok } from '../../../shared/result';
import { assessReading } from '../assess-reading';
import type { Command } from '../context';
import { exitCodeOfReading } from '../exit-codes';
import { loadAnswers, loadChoices } from '../load-files';
import { noteReadLater } from '../note-read-later';
import { asOfOf } from '../option-values';
import { withSession } from '../session';
import { differenceSince } from '../since';
import { readSource } from '../sources';
import { assessmentLines } from '../views/assessment-view';
import { suggestionLines } from '../views/suggestions-view';
import { differenceLines } from '../views/difference-view';

/** People at risk, findings and the recommendation of one tenant. */
export const runAssess: Command = async (context) => {
  const asOf = asOfOf(context);
  if (!asOf.ok) return asOf;
  const answers = await loadAnswers(context);
  if (!answers.ok) return answers;
  const choices = await loadChoices(context);
  if (!choices.ok) return choices;
  const documents = { answers: answers.value, choices: choices.value };
  const reading = withSession(context, await readSource(context, documents));
  if (!reading.ok) return reading;
  const { snapshot } = reading.value;
  const assessed = assessReading(context, documents, reading.value, asOf.value);
  if (!assessed.ok) return assessed;
  noteReadLater(context.output, snapshot.takenAt, asOf.value ?? reading.value.nowAt);
  const { assessment, people } = assessed.value;
  const since = await differenceSince(context, snapshot);
  if (!since.ok) return since;
  const difference = since.value;
  const document = { ...assessment, ...(difference === null ? {} : { difference }) };
  context.output.result(document, () => [
    ...assessmentLines(assessment, people, context.output),
    ...suggestionLines(snapshot, answers.value, context.output),
    ...(difference === null ? [] : differenceLines(difference, context.output)),
  ]);
  return ok(exitCodeOfReading(assessment));
};
