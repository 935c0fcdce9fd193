import * as v from 'valibot';
import { count, shortText, text } from '../bounds';
import { byAppReasons } from '../plan/by-hand';
import { commitObject, mostNames, onePerson } from './commit-contract';
import { empty, failureView } from './common-views';
import { call } from './define';

/** A person the step leaves out, and the code of why. */
const leftOutPerson = v.strictObject({ ...onePerson.entries, why: shortText });

/** The current step as a person does it in the portal. */
export const guideView = v.strictObject({
  step: shortText,
  kind: shortText,
  /** Why it is the app's alone; null: a person may do it. */
  byApp: v.nullable(v.picklist(byAppReasons)),
  /** What is to be set; null: nothing is left of it, or it is the app's alone. */
  object: v.nullable(commitObject),
  /** Names of the groups and people whose ids stand in the values. */
  called: v.array(v.strictObject({ id: shortText, name: text })),
  /** Checks that would stop the app here now, and so stop a person too. */
  against: v.array(v.strictObject({ guard: shortText, failure: failureView })),
  /** Of its people, whom nobody may touch now. */
  leftOut: v.strictObject({
    people: count,
    names: v.pipe(v.array(leftOutPerson), v.maxLength(mostNames)),
  }),
});
export type GuideView = v.InferOutput<typeof guideView>;

const ofStep = v.strictObject({ stepId: shortText });

export const guideCalls = {
  /** Reads the tenant; nothing is written down. */
  'rollout.guide': call(ofStep, guideView),
  /** Only on a practice tenant: what the steps ask for, by another hand than the engine's. */
  'practice.doByHand': call(ofStep, empty),
  /** Only on a practice tenant: its time passes until the schedule opens for this step. */
  'practice.waitForSchedule': call(ofStep, empty),
} as const;
