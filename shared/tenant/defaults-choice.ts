import * as v from 'valibot';
import { signed } from './signature';

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** Figures a plan goes by where nobody chose others in it; limits are those of the rules. */
export const defaultFigures = {
  /** People in a ring at most; null: growing shares (screens.md 7). */
  ringSize: v.nullable(whole(1, 1_000_000)),
  /** Working days of sign-ins a ring lives with the new rule. Less than one is no soak. */
  soakDays: whole(1, 30),
  /** Working days people get to register in. */
  registrationDays: whole(1, 60),
  /** Of those whom MFA asks today, how many in 100 report-only may interrupt; O10 allows five. */
  interruptedPercent: whole(0, 5),
} as const;

/** As a choice: who set them, where, and when the plan was begun with them. */
export const defaultsChoiceSchema = v.strictObject({ ...defaultFigures, ...signed });
