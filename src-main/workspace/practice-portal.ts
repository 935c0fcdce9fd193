import { failure, type Failure } from '../../shared/diagnostic';
import { stepStateOf, type StepState } from '../../shared/journal/step-state';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import { stepRequests } from '../../shared/plan/step-requests';
import { err, ok, type Result } from '../../shared/result';
import type { Source } from '../graph/source';
import type { Guide } from '../rollout/guide-step';

/** The schedule of a practice tenant opens for a step: its time passes until then. */
export async function waitForSchedule(
  source: Source | null,
  { against }: Guide,
): Promise<Result<void, Failure>> {
  const practice = source?.practice ?? null;
  if (practice === null) return err(failure('auth/signed-out'));
  const held = against.find((one) => one.failure?.code === 'step/outside-window')?.failure;
  const opensAt = Date.parse(held?.values['opensAt'] ?? '');
  if (Number.isNaN(opensAt)) return ok(undefined);
  const now = await practice.now();
  return now.ok ? practice.advance(opensAt - now.value) : now;
}

/** Somebody who has saved in the portal comes back a minute later. */
const minuteMs = 60_000;

/**
 * A step as an administrator would do it in the portal of a practice tenant: another hand than the
 * engine's, so that the tenant takes it for somebody else's change. Of a step over people those who
 * are still to do, without whom the guide leaves out.
 */
export async function doByHand(
  source: Source | null,
  entries: readonly JournalEntry[],
  { step, leftOut }: Guide,
): Promise<Result<void, Failure>> {
  const practice = source?.practice ?? null;
  if (source === null || practice === null) return err(failure('auth/signed-out'));
  const stateOf = (id: string): StepState =>
    stepStateOf(entries.filter((entry) => entry.stepId === id));
  const { items: done } = stateOf(step.id);
  const open = step.items?.filter(
    ({ userId }) => !leftOut.has(userId) && done.get(userId) !== 'verified',
  );
  const made = stepRequests(open === undefined ? step : { ...step, items: open }, {
    created: (id) => stateOf(id).objectId,
    evidence: (id) => stateOf(id).evidence,
    ...{ liveOwned: null, graphOrigin: source.graph.origin, cloud: source.cloud },
  });
  if (!made.ok) return made;
  for (const { method, version, path, body } of made.value) {
    const change = { method, path: `/${version}${path}`, body: body === null ? null : { ...body } };
    const sent = await practice.external(change);
    if (!sent.ok) return sent;
  }
  const passed = await practice.advance(minuteMs);
  return passed.ok ? ok(undefined) : passed;
}
