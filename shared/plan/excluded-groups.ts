import type { Failure } from '../diagnostic';
import { ok, type Result } from '../result';
import type { Snapshot } from '../tenant/snapshot';
import { chosenGroupId } from './chosen-groups';
import type { PlannedMethod } from './plan-context';

/**
 * Methods with the groups their choices leave out by object id. A group that is gone leaves nobody
 * out. Failure `input/choices-invalid`: a name that stands for no group, or for several.
 */
export function withExcludedIds(
  targets: readonly PlannedMethod[],
  snapshot: Pick<Snapshot, 'groups'>,
): Result<readonly PlannedMethod[], Failure> {
  const found: PlannedMethod[] = [];
  for (const target of targets) {
    const exclude: string[] = [];
    for (const name of target.exclude ?? []) {
      const id = chosenGroupId(name, `methods.${target.id}.exclude`, snapshot);
      if (!id.ok) return id;
      if (id.value !== null) exclude.push(id.value);
    }
    found.push(target.exclude === undefined ? target : { ...target, exclude });
  }
  return ok(found);
}
