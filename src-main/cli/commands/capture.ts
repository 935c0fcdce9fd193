import { ok } from '../../../shared/result';
import { checkTarget } from '../../files/check-target';
import { writeWhole } from '../../files/plan-files';
import { captureTenant } from '../../rollout/capture-tenant';
import type { Command } from '../context';
import { exitCodes } from '../exit-codes';
import { loadAnswers, loadChoices } from '../load-files';
import { requiredText } from '../option-values';
import { readingProgress } from '../progress';
import { openTenant } from '../sources';
import { captureLines } from '../views/export-view';

/** Reads a tenant into one capture file that replays to the same snapshot. */
export const runCapture: Command = async (context) => {
  const answers = await loadAnswers(context);
  if (!answers.ok) return answers;
  const choices = await loadChoices(context);
  if (!choices.ok) return choices;
  const path = requiredText(context, 'out');
  const target = await checkTarget(path, 'causeway-capture/1');
  if (!target.ok) return target;
  const source = await openTenant(context, requiredText(context, 'graph-url'));
  if (!source.ok) return source;
  const capture = await captureTenant(source.value, {
    signal: context.signal,
    onProgress: readingProgress(context.output),
    answers: answers.value,
    choices: choices.value,
  });
  if (!capture.ok) return capture;
  const written = await writeWhole(path, capture.value);
  if (!written.ok) return written;
  const bytes = Buffer.byteLength(capture.value);
  const result = {
    schema: 'causeway-capture-written/1',
    file: path,
    bytes,
    sha256: context.sha256(capture.value),
  };
  context.output.result(result, () => captureLines(path, bytes, context.output));
  return ok(exitCodes.done);
};
