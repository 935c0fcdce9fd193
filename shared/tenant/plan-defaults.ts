import * as v from 'valibot';
import type { Choices } from './choice';
import { defaultFigures } from './defaults-choice';
import { windowSigner } from './entered';

export const planDefaultsSchema = v.strictObject({ ...defaultFigures, asksTwoPeople: v.boolean() });
export type PlanDefaults = v.InferOutput<typeof planDefaultsSchema>;

export const standardDefaults: PlanDefaults = {
  ringSize: null,
  soakDays: 1,
  registrationDays: 5,
  interruptedPercent: 5,
  asksTwoPeople: false,
};

/** Null where they are the standard: a plan then says nothing of them. */
export function ownDefaults(settings: PlanDefaults): PlanDefaults | null {
  const { ringSize, soakDays, registrationDays, interruptedPercent, asksTwoPeople } = settings;
  const own = { ringSize, soakDays, registrationDays, interruptedPercent, asksTwoPeople };
  const names = Object.keys(standardDefaults) as (keyof PlanDefaults)[];
  return names.every((name) => own[name] === standardDefaults[name]) ? null : own;
}

/** What a plan was begun with (null: the standard), and when (ISO instant). */
export interface Begun {
  readonly begunWith: PlanDefaults | null;
  readonly createdAt: string;
}

/** The choices of a plan that was begun with these; what was chosen in it stays. */
export function withDefaults(choices: Choices, { begunWith, createdAt }: Begun): Choices {
  if (begunWith === null) return choices;
  const { asksTwoPeople, ...figures } = begunWith;
  const by = { reason: 'Settings', by: windowSigner, at: createdAt };
  const isAsked = asksTwoPeople && choices.approvals === undefined;
  return {
    ...choices,
    defaults: choices.defaults ?? { ...figures, ...by },
    ...(isAsked ? { approvals: { value: 2, ...by } } : {}),
  };
}
