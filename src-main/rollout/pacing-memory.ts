import * as v from 'valibot';
import type { Json } from '../../shared/json';
import type { PacingMemory } from '../graph/pacing-buckets';
import type { SettingStore } from '../store/setting-store';

const key = 'graph.pacing';

const finite = v.pipe(v.number(), v.finite());
const levelSchema = v.strictObject({
  ...{ level: finite, at: finite, shutUntil: finite, keptAt: finite },
  isOut: v.exactOptional(v.boolean()),
  ...{ share: v.pipe(finite, v.minValue(0)), quota: v.pipe(finite, v.minValue(1)) },
});
const levelsSchema = v.record(v.string(), levelSchema);

/** Keeps how full a tenant's limits are beside its data. What cannot be read counts as full. */
export function pacingMemory(settings: SettingStore): PacingMemory {
  return {
    load: () => {
      const parsed = v.safeParse(levelsSchema, settings.get(key));
      return parsed.success ? parsed.output : {};
    },
    save: (levels) => void settings.set(key, levels as unknown as Json),
  };
}
