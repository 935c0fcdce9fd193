import { bundleOf } from './bundle';
import type { Step } from './step';

/** People's items a minute of a step, verification included (execution.md 2.3: 20 writes a second). */
const itemsPerMinute = 600;

/** How long a write takes, whole minutes. */
export function writeMinutes({ items = [] }: Pick<Step, 'items'>): number {
  return 1 + Math.ceil(items.length / itemsPerMinute);
}

/** How much room the move needs that a step begins, minutes; 0: it is no move. */
export function moveMinutes(steps: readonly Step[], step: Step): number {
  const move = bundleOf(steps, step);
  return move.length === 1 ? 0 : move.reduce((sum, one) => sum + writeMinutes(one), 0);
}
