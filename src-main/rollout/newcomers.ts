import * as v from 'valibot';
import { shortText } from '../../shared/bounds';
import type { Failure } from '../../shared/diagnostic';
import type { Result } from '../../shared/result';
import type { SettingStore } from '../store/setting-store';
import type { Fresh } from './fresh-data';

const schema = v.record(shortText, v.object({ name: shortText, upn: shortText }));

/** Names by user id of people whom a plan does not know: it was made before they came. */
export type Newcomers = v.InferOutput<typeof schema>;

const keyOf = (rolloutId: string): string => `rings.newcomers.${rolloutId}`;
const mostKept = 1_000;

/** Kept beside the journal, which holds ids alone. Failure: `store/halted`. */
export function keepNewcomers(
  settings: SettingStore,
  rolloutId: string,
  ids: readonly string[],
  people: Fresh['people'],
): Result<void, Failure> {
  const named = ids.slice(0, mostKept).flatMap((id) => {
    const person = people.get(id);
    return person === undefined ? [] : [[id, { name: person.name, upn: person.upn }] as const];
  });
  return settings.set(keyOf(rolloutId), Object.fromEntries(named));
}

/** None where no run found any. */
export function newcomersOf(settings: SettingStore, rolloutId: string | null): Newcomers {
  const kept = rolloutId === null ? null : settings.get(keyOf(rolloutId));
  const parsed = v.safeParse(schema, kept);
  return parsed.success ? parsed.output : {};
}
