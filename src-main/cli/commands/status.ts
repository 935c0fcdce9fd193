import { ok } from '../../../shared/result';
import type { Command } from '../context';
import { exitCodes } from '../exit-codes';
import { startEngine } from '../open-rollout';
import { requiredText } from '../option-values';
import { openFolder } from '../rollout-folder';
import { statusDocument } from '../status-document';
import { statusLines } from '../views/status-view';

/** Where the rollout of a folder stands. Reads only; another process may be writing. */
export const runStatus: Command = async (context) => {
  const directory = requiredText(context, 'state');
  const folder = openFolder(directory, 'read', context);
  if (!folder.ok) return folder;
  const { store, plan, remembered } = folder.value;
  const handle = await startEngine(context, { store, plan, source: null });
  if (!handle.ok) return handle;
  const status = statusDocument(plan, handle.value.rollout, remembered);
  context.output.result(status, () => statusLines(plan, status, directory, context.output));
  handle.value.close();
  return ok(exitCodes.done);
};
