import { failure, type Failure } from '../../shared/diagnostic';
import { isJsonObject, type Json } from '../../shared/json';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { readList } from '../graph/paging';
import { reads } from '../graph/reads';
import type { Engine } from './engine';
import { markerOf } from './step-facts';

/** What the servers' clocks may differ by, and an answer's date leaves off. */
const clocksMs = 5_000;

/** `unread`: the sign-in may not read deleted items, they did not answer, or not with their time. */
export type AmongDeleted =
  | { readonly kind: 'none' }
  | { readonly kind: 'unread' }
  | { readonly kind: 'found'; readonly objectId: string };

/**
 * Whether what a lost create may have made lies among the deleted items of the tenant, by its marker
 * (execution.md 3.4): then it arrived, and somebody took it away. A marker is that of every plan from
 * the same reading, so what was deleted before this create was sent is an earlier rollout's. Groups need `Group.Read.All`, which
 * is not asked for on its own: a token that may write them has it. Failure: `step/cancelled`.
 */
export async function lookDeleted(
  engine: Engine,
  step: Step,
): Promise<Result<AmongDeleted, Failure>> {
  const isGroup = step.kind === 'group.create';
  const { url } = isGroup ? reads.deletedGroups : reads.deletedPolicies;
  const list = await readList(engine.graph, url);
  if (list.kind === 'cancelled') return err(failure('step/cancelled', { step: step.id }));
  if (list.kind !== 'rows') return ok({ kind: 'unread' });
  const field = isGroup ? 'mailNickname' : 'displayName';
  const marker = markerOf(step);
  const since = sentAt(engine, step) - clocksMs;
  let isTold = true;
  for (const row of list.rows) {
    if (!isJsonObject(row) || row[field] !== marker || typeof row['id'] !== 'string') continue;
    const at = instantOf(row['deletedDateTime']);
    if (at >= since) return ok({ kind: 'found', objectId: row['id'].toLowerCase() });
    isTold &&= !Number.isNaN(at - since);
  }
  return ok({ kind: isTold ? 'none' : 'unread' });
}

/** When this create left last, ms of the server; one that never left has nothing to look for. */
function sentAt({ log }: Engine, step: Step): number {
  const sent = log.ofStep(step.id).findLast((entry) => entry.type === 'sent');
  return instantOf(sent?.at);
}

function instantOf(at: Json | undefined): number {
  return typeof at === 'string' ? Date.parse(at) : Number.NaN;
}
