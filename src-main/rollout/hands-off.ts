import { failure } from '../../shared/diagnostic';
import type { Sender } from './sender';

/**
 * Stands in the place of what writes wherever a step is done by hand: whatever goes wrong on the way
 * here, no request leaves.
 */
export const handsOff: Sender = {
  one: () => Promise.resolve({ kind: 'notSent', failure: refusal() }),
  batch: () => Promise.resolve({ kind: 'notSent', failure: refusal() }),
};

const refusal = () => failure('guardrail/refused', { step: '–', expected: 'nothingSent' });
