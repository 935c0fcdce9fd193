import type { JsonObject } from '../../json';
import type { Read } from '../../tenant/snapshot';
import type { FinderContext } from '../assess-context';
import { valueOf } from '../membership';

/** A fact of a list that is asked for only where it matters: nothing, not known, or told. */
function told<T, F>(read: Read<T> | undefined, tell: (value: T) => F): { fact: F | null } | null {
  if (read === undefined) return null;
  const value = valueOf(read);
  return { fact: value === null ? null : tell(value) };
}

/** What already moves people from the federation server to Entra. */
export function federationInventory({ snapshot }: FinderContext): JsonObject {
  const rollouts = told(snapshot.stagedRollout, (all) =>
    all
      .filter((one) => one.isEnabled)
      .map((one) => ({ id: one.id, displayName: one.displayName ?? one.feature })),
  );
  const sync = told(snapshot.onPremisesSynchronization, (all) =>
    all.some((one) => one.features.passwordSyncEnabled),
  );
  return {
    ...(rollouts === null ? {} : { stagedRollout: rollouts.fact }),
    ...(sync === null ? {} : { passwordHashSync: sync.fact }),
  };
}

/** Their own reset needs two methods whatever is answered, and ignores the methods policy. */
export function administratorsReset({ snapshot }: FinderContext): JsonObject {
  const reset = told(snapshot.authorizationPolicy, (one) => one.allowedToUseSSPR);
  return reset === null ? {} : { administratorsReset: reset.fact };
}

/** Templates of the gallery that these policies were made from, by name. */
export function templatesOf(
  { snapshot, policies }: FinderContext,
  policyIds: ReadonlySet<string>,
): JsonObject {
  const made = (policies ?? []).flatMap(({ id, templateId }) =>
    policyIds.has(id) && typeof templateId === 'string' ? [templateId.toLowerCase()] : [],
  );
  const used = told(snapshot.conditionalAccessTemplates, (all) =>
    all.filter((one) => made.includes(one.id.toLowerCase())).map((one) => one.name),
  );
  const names = [...new Set(used?.fact ?? [])].sort();
  return names.length === 0 ? {} : { madeFrom: names };
}
