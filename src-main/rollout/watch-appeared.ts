import type { Failure } from '../../shared/diagnostic';
import type { Engine, Run } from './engine';
import { agreeing } from './settle-times';
import { listPolicies } from './switch-judge';
import { UnreadSince } from './unread-since';

const looks = [2, 3, 5, 10, 20, 30];

export type OffSeen =
  | { readonly kind: 'off' }
  /** `unread`: why no look could be made at the end; null: looks did not agree. */
  | { readonly kind: 'unsure'; readonly unread: Failure | null };

/** Lists the policies until three in a row show every one of these off. */
export async function watchOff(
  engine: Pick<Engine, 'graph' | 'clock'>,
  run: Pick<Run, 'signal' | 'onEvent'>,
  stepId: string,
  ids: readonly string[],
): Promise<OffSeen> {
  if (ids.length === 0) return { kind: 'off' };
  const blind = new UnreadSince();
  let equal = 0;
  for (const seconds of looks) {
    run.onEvent({ kind: 'wait', stepId, seconds });
    await engine.clock.sleep(seconds * 1000, run.signal);
    const listed = await listPolicies(engine);
    blind.note(listed.ok ? null : listed.failure);
    const isOff = (id: string): boolean =>
      listed.ok && listed.value.some((one) => one.id === id && one.state === 'disabled');
    equal = ids.every(isOff) ? equal + 1 : 0;
    if (equal >= agreeing) return { kind: 'off' };
  }
  return { kind: 'unsure', unread: blind.reason };
}
