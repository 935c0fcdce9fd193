import { failure, type Failure } from '../diagnostic';
import { err, ok, type Result } from '../result';
import type { Snapshot } from '../tenant/snapshot';
import { chosenGroupId } from './chosen-groups';
import type { PlannedMethod } from './plan-context';

/**
 * Methods with the groups their choices leave out, or let in again, by object id. A group that is
 * gone leaves nobody out. Failure `input/choices-invalid`: a name for no group, or for
 * several, or one that stands in both lists.
 */
export function withExcludedIds(
  targets: readonly PlannedMethod[],
  snapshot: Pick<Snapshot, 'groups'>,
): Result<readonly PlannedMethod[], Failure> {
  const found: PlannedMethod[] = [];
  for (const target of targets) {
    const exclude = idsOf(target.exclude, `methods.${target.id}.exclude`, snapshot);
    if (!exclude.ok) return exclude;
    const readmit = idsOf(target.readmit, `methods.${target.id}.readmit`, snapshot);
    if (!readmit.ok) return readmit;
    const out = new Set(
      (exclude.value ?? []).map(({ id, written }) => (id ?? written).toLowerCase()),
    );
    const both = readmit.value?.find(({ id, written }) => out.has((id ?? written).toLowerCase()));
    if (both !== undefined) {
      const values = { expected: 'out_or_in', group: both.written };
      return err(
        failure('input/choices-invalid', { place: `methods.${target.id}.readmit`, ...values }),
      );
    }
    found.push({
      ...target,
      ...(exclude.value === null ? {} : { exclude: exclude.value.flatMap(({ id }) => id ?? []) }),
      // The policy may still name a group that is gone: its id can be taken out all the same.
      ...(readmit.value === null
        ? {}
        : { readmit: readmit.value.map(({ id, written }) => id ?? written) }),
    });
  }
  return ok(found);
}

function idsOf(
  names: readonly string[] | undefined,
  place: string,
  snapshot: Pick<Snapshot, 'groups'>,
): Result<readonly { readonly id: string | null; readonly written: string }[] | null, Failure> {
  if (names === undefined) return ok(null);
  const ids: { readonly id: string | null; readonly written: string }[] = [];
  for (const written of names) {
    const id = chosenGroupId(written, place, snapshot);
    if (!id.ok) return id;
    ids.push({ id: id.value, written });
  }
  return ok(ids);
}
