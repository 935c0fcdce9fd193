import type { Step } from '../../shared/plan/step';
import type { Engine } from './engine';
import { handOverOf, type HandOver } from './hand-over-parts';
import { switchOf, type Switch } from './switch-parts';

/** Either move between security defaults and Conditional Access. */
export type MovePart = Switch | HandOver;

/** The move a step belongs to, with its references filled; null: none, or a policy has no id yet. */
export function moveOf(engine: Engine, step: Step): MovePart | null {
  return switchOf(engine, step) ?? handOverOf(engine, step);
}

/** The same move with other steps, in the same order. */
export function withSteps(move: MovePart, steps: readonly Step[]): MovePart {
  const of = (one: Step): Step => steps.find(({ id }) => id === one.id) ?? one;
  const lead = of(move.lead);
  return 'offs' in move
    ? { lead, steps, offs: move.offs.map(of), on: lead }
    : { lead, steps, off: lead, ons: move.ons.map(of) };
}
