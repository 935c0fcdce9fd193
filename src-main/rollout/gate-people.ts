import * as v from 'valibot';
import { count, shortText } from '../../shared/bounds';
import type { Failure } from '../../shared/diagnostic';
import type { GateCounts } from '../../shared/journal/gate-state';
import type { Result } from '../../shared/result';
import type { SettingStore } from '../store/setting-store';

const lookSchema = v.object({
  /** When the figure was read: an instant. */
  at: shortText,
  missing: v.array(shortText),
  unread: v.array(shortText),
  of: v.nullable(count),
});

/** Whom a gate's figure left out when it was last read: object ids, never names. */
export interface GatePeople {
  readonly missing: readonly string[];
  readonly unread: readonly string[];
  /** Everybody the figure is about; null: it names nobody beforehand. */
  readonly of: number | null;
}
export interface GateLook extends GatePeople {
  readonly at: string;
}

/** Where the last look at a gate of one rollout is kept. */
export interface GatePlace {
  readonly rolloutId: string;
  readonly stepId: string;
}

const keyOf = ({ rolloutId, stepId }: GatePlace): string => `gate.people.${rolloutId}.${stepId}`;

/**
 * Keeps the last look, beside the journal and not in it: an entry per look with thousands of ids
 * would fill the journal with what the next look makes worthless. Failure: `store/halted`.
 */
export function keepGateLook(
  settings: SettingStore,
  place: GatePlace,
  { at, missing, unread, of }: GateLook,
): Result<void, Failure> {
  return settings.set(keyOf(place), { at, missing: [...missing], unread: [...unread], of });
}

/** Null: nobody has looked, or an older version did. */
export function gateLook(settings: SettingStore, place: GatePlace): GateLook | null {
  const parsed = v.safeParse(lookSchema, settings.get(keyOf(place)));
  return parsed.success ? parsed.output : null;
}

export function countsOf({ missing, unread, of }: GatePeople): GateCounts {
  return { missing: missing.length, unread: unread.length, of };
}
