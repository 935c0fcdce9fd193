import type { ObjectChange } from '../../shared/assess/compare-rows';
import { compareSnapshots } from '../../shared/assess/compare-snapshots';
import type { DifferenceView } from '../../shared/ipc/difference-contract';
import type { Json } from '../../shared/json';
import type { Snapshot } from '../../shared/tenant/snapshot';

const shownChanges = 200;
const shownFields = 20;
const shownLength = 300;

/** What has changed between two readings, cut to what a page can show. */
export function buildDifferenceView(before: Snapshot, after: Snapshot): DifferenceView {
  const { people, policies, notCompared, beforeAt, afterAt } = compareSnapshots(before, after);
  return {
    beforeAt,
    afterAt,
    people: people.length,
    policies: policies.length,
    changes: [...policies.slice(0, shownChanges), ...people.slice(0, shownChanges)].map(toChange),
    notCompared: [...notCompared],
  };
}

function toChange({ kind, id, name, change, fields }: ObjectChange) {
  return {
    kind,
    id,
    name,
    change,
    fields: fields.slice(0, shownFields).map(({ field, before, after }) => ({
      field,
      before: shortText(before),
      after: shortText(after),
    })),
  };
}

function shortText(value: Json): string {
  const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
  return text.length > shownLength ? `${text.slice(0, shownLength - 1)}…` : text;
}
