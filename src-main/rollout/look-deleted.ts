import { failure, type Failure } from '../../shared/diagnostic';
import { isJsonObject } from '../../shared/json';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { readList } from '../graph/paging';
import { reads } from '../graph/reads';
import type { Engine } from './engine';
import { markerOf } from './step-facts';

/** `unread`: the sign-in may not read deleted items, or they did not answer. */
export type AmongDeleted =
  | { readonly kind: 'none' }
  | { readonly kind: 'unread' }
  | { readonly kind: 'found'; readonly objectId: string };

/**
 * Whether what a lost create may have made lies among the deleted items of the tenant, by its marker
 * (execution.md 3.4): then it arrived, and somebody took it away. Groups need `Group.Read.All`, which
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
  for (const row of list.rows) {
    if (!isJsonObject(row) || row[field] !== marker || typeof row['id'] !== 'string') continue;
    return ok({ kind: 'found', objectId: row['id'].toLowerCase() });
  }
  return ok({ kind: 'none' });
}
