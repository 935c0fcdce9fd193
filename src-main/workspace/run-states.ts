import type { RolloutView } from '../../shared/ipc/rollout-contract';

/** States of a rollout in which this process is at work on it. */
export const runStates: ReadonlySet<RolloutView['state']> = new Set([
  ...(['running', 'holding', 'rollingBack', 'recovering'] as const),
]);
