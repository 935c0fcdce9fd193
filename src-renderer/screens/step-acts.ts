import type { RolloutView } from '../../shared/ipc/rollout-contract';

/** What a step on the Roll out screen can ask of its screen. */
export interface StepActs {
  /** Shows main's answer to something done at the step. */
  set(view: RolloutView): void;
  /** Shows the view after a person's answer, says it, and moves focus to what comes next. */
  answered(view: RolloutView, said: string): void;
  /** Opens the confirmation to go on, or to roll back. Neither commits. */
  goOn(): void;
  rollBack(): void;
  /** The same for one person alone, by id. */
  rollPersonBack(person: string): void;
}
