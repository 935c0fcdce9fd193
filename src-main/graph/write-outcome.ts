import type { Failure } from '../../shared/diagnostic';
import type { PartOutcome } from './batch-parts';
import type { GraphAnswer } from './graph-error';

/**
 * What became of one write. `unknown`: it may have arrived, and only reading settles it.
 * `notSent`: refused here, before the first byte left.
 */
export type WriteOutcome =
  | { readonly kind: 'answered'; readonly answer: GraphAnswer }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'notSent'; readonly failure: Failure }
  /** Held here: what it was decided on had been read too long ago when its turn came. */
  | { readonly kind: 'tooLate' };

export type BatchWriteOutcome =
  | { readonly kind: 'parts'; readonly parts: readonly PartOutcome[]; readonly answer: GraphAnswer }
  /** The call itself was refused: nothing in it was carried out. */
  | { readonly kind: 'refused'; readonly answer: GraphAnswer }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'notSent'; readonly failure: Failure }
  | { readonly kind: 'tooLate' };
