import { nameFailure } from '../../../shared/plan/name-failure';
import { ok } from '../../../shared/result';
import type { Command } from '../context';
import { exitCodes } from '../exit-codes';
import { startEngine } from '../open-rollout';
import { requiredText } from '../option-values';
import { openFolder } from '../rollout-folder';
import { withGatePeople } from '../gate-people';
import { statusDocument } from '../status-document';
import { failureLines } from '../views/failure-view';
import { gatePeopleLines } from '../views/gate-people-view';
import { ringDriftPeople } from '../views/ring-drift-view';
import { statusLines } from '../views/status-view';

/**
 * Where the rollout of a folder stands; with `--people` also whom each gate waits for. Reads only;
 * another process may be writing.
 */
export const runStatus: Command = async (context) => {
  const directory = requiredText(context, 'state');
  const folder = openFolder(directory, 'read', context);
  if (!folder.ok) return folder;
  const { store, plan, remembered } = folder.value;
  const handle = await startEngine(context, { store, plan, source: null });
  if (!handle.ok) return handle;
  const known = statusDocument(plan, handle.value.rollout, remembered);
  const status = context.options.has('people')
    ? withGatePeople(known, plan, store.settings)
    : known;
  const { language, zone } = context.output;
  const { stoppedBecause } = known;
  context.output.result(status, () => [
    ...statusLines(plan, known, directory, context.output),
    // Whoever was not there when it stopped reads here why, and what to do.
    ...(stoppedBecause === null
      ? []
      : ['', ...failureLines(nameFailure(stoppedBecause, plan), language, zone)]),
    ...(context.options.has('people') ? ringDriftPeople(known, context.output) : []),
    ...gatePeopleLines(plan, status, context.output),
  ]);
  handle.value.close();
  return ok(exitCodes.done);
};
