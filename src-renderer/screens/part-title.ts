import { m } from '../../shared/paraglide/messages.js';
import { count } from '../i18n.svelte';

interface Part {
  readonly ring: number | null;
}

/** The name of a part of the plan; those for the whole tenant by where they stand among the rings. */
export function partTitle(parts: readonly Part[], index: number): string {
  const ring = parts[index]?.ring ?? null;
  if (ring !== null) return m.rollout_part_ring({ ring: count(ring) });
  const isAny = (some: readonly Part[]): boolean => some.some((part) => part.ring !== null);
  const [isAfter, isBefore] = [isAny(parts.slice(0, index)), isAny(parts.slice(index + 1))];
  if (isBefore && !isAfter) return m.schedule_row_before();
  return isAfter && !isBefore ? m.rollout_part_after() : m.rollout_part_tenant();
}
