import type { JsonObject } from '../../shared/json';
import type { ByHand, Motion } from './engine';
import type { LogDraft } from './journal-log';

/** A step that is only read: whatever it finds, nothing is sent. */
export type HandMotion = Motion & { readonly byHand: ByHand };

export function isByHand(motion: Motion): motion is HandMotion {
  return motion.byHand !== undefined;
}

/**
 * Who did it, and in what words. `isThere`: the whole object was found as planned, so that it is this
 * rollout's own to take back and to loosen.
 */
export function handEvidence({ step, byHand }: HandMotion, isThere: boolean): LogDraft {
  const { text, by } = byHand;
  const body: JsonObject = {
    ...{ dir: 'forward', how: 'byHand', text, by, accounts: [] },
    ...(isThere ? { position: 'planned' } : {}),
  };
  return { type: 'evidence', stepId: step.id, item: null, body };
}

/** Guards of what is sent: a token that may write (G5) and a request that leaves once (G14). */
const ofSending: ReadonlySet<string> = new Set(['G5', 'G14']);

/** Guards that a step done by hand passes too: all but those that ask how something would be sent. */
export function guardsByHand(all: readonly string[]): ReadonlySet<string> {
  return new Set(all.filter((guard) => !ofSending.has(guard)));
}
