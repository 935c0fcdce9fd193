import { failure, type Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import type { StepItem } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { applyItems, counts, openItems, settleOpen } from './apply-items';
import { handEvidence, type HandMotion } from './by-hand';
import type { Engine, Run, StepEnd } from './engine';
import { itemEntry } from './item-entry';
import type { LogDraft } from './journal-log';
import { leftOutOf } from './left-out';
import { partlyThere } from './not-there';
import { pause, preflight, type Cleared } from './preflight';
import { placeOf } from './send-lot';
import type { Sender } from './sender';
import { verifyItems } from './verify-items';

/**
 * A step over people that a person does in the portal: whoever is found as planned is read back and
 * done, whoever is not stays open, and once nobody is open the step ends as any other. Someone who
 * was changed although the app would have left them out is no result of this step: it has failed,
 * with the reason, and what was changed is known to be taken back.
 */
export async function itemsByHand(
  engine: Engine,
  run: Run,
  motion: HandMotion,
  sender: Sender,
): Promise<StepEnd> {
  const settled = await settleOpen(engine, run, motion);
  if (!settled.ok) return settled;
  // A failed step tries its failed people again, with the next look at its guards.
  const isFailed = engine.log.state(motion.step.id).status === 'FAILED';
  if (isFailed || openItems(engine, motion).length > 0) {
    const cleared = await preflight(engine, run, motion);
    if (!cleared.ok) return cleared;
    const kept = await keepFound(engine, run, motion, cleared.value);
    if (!kept.ok) return kept;
  }
  if (openItems(engine, motion).length === 0) return applyItems(engine, run, motion, sender);
  const verified = await verifyItems(engine, run, motion);
  if (!verified.ok) return verified;
  engine.fresh.invalidate();
  run.onEvent({ kind: 'items', stepId: motion.step.id, items: counts(engine, motion) });
  return pause(engine, motion, howMany(engine, motion), []);
}

/** How many of those it is about are there, by what has been read back. */
export function howMany(engine: Engine, motion: HandMotion): Failure {
  const { total, done, skipped, notApplicable } = counts(engine, motion);
  return partlyThere(motion.step, done, total - skipped - notApplicable);
}

type Found = Readonly<Record<'there' | 'out' | 'barred' | 'nobody', readonly StepItem[]>>;

/** Nobody's outcome is written down before the reason why it counts, or does not. */
async function keepFound(
  engine: Engine,
  run: Run,
  motion: HandMotion,
  { fresh, live }: Cleared,
): Promise<StepEnd> {
  const { step } = motion;
  const open = openItems(engine, motion);
  const codes = await leftOutOf(engine, run, motion, fresh, open);
  if (!codes.ok) return pause(engine, motion, codes.failure, []);
  const found: Record<keyof Found, StepItem[]> = { there: [], out: [], barred: [], nobody: [] };
  for (const item of open) {
    const place = placeOf(motion, item, live.value);
    const code = codes.value.get(item.userId);
    if (place === 'notApplicable') found.nobody.push(item);
    else if (place !== 'planned') found.out.push(...(code === undefined ? [] : [item]));
    // A blocked account in a group harms nobody.
    else if (code === undefined || code === 'disabled') found.there.push(item);
    else found.barred.push(item);
  }
  // Somebody found earlier is still to be read back: of the others there is nothing new to say.
  if (Object.values(found).every((some) => some.length === 0)) return ok(undefined);
  const why = (item: StepItem): string => codes.value.get(item.userId) ?? 'notApplicable';
  const seen = { position: 'planned', how: 'byHand' };
  const intent: LogDraft = {
    type: 'intent',
    stepId: step.id,
    item: null,
    body: {
      ...{ dir: 'forward', kind: step.kind, target: step.target.id },
      items: found.there.map((item) => [item.userId, item.prior, item.planned]),
    },
  };
  const told = await engine.log.append(
    handEvidence(motion, false),
    intent,
    ...[...found.there, ...found.barred].map(({ userId }) =>
      itemEntry(motion, 'observed', userId, seen),
    ),
    ...[...found.out, ...found.nobody].map((item) =>
      itemEntry(motion, 'skipped', item.userId, { why: why(item) }),
    ),
  );
  if (!told.ok) return told;
  return found.barred.length === 0 ? told : refuse(engine, motion, found.barred, why);
}

async function refuse(
  engine: Engine,
  motion: HandMotion,
  barred: readonly StepItem[],
  why: (item: StepItem) => string,
): Promise<Result<never, Failure>> {
  const { step } = motion;
  const codes = [...new Set(barred.map(why))].sort().join(', ');
  const isClearing = step.kind === 'perUserMfa.set';
  const reason = failure(isClearing ? 'guardrail/no-cover' : 'guardrail/blocker-open', {
    ...{ step: step.id, codes },
  });
  const body = { dir: 'forward', retry: false, failure: failureBody(reason) };
  const told = await engine.log.append(
    ...barred.map((item) =>
      itemEntry(motion, 'rejected', item.userId, { ...body, why: why(item) }),
    ),
    { type: 'rejected', stepId: step.id, item: null, body },
  );
  return told.ok ? err(reason) : told;
}
