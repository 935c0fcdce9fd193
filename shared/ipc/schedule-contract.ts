import * as v from 'valibot';
import { count, instant, shortText, text } from '../bounds';
import { stepKinds } from '../plan/step';
import { scheduleSchema } from '../plan/schedule-schema';
import { empty, messageView } from './common-views';
import { call } from './define';

const day = v.pipe(v.string(), v.isoDate());

/** `ScheduleConflict` at the door. */
export const conflictView = v.variant('kind', [
  v.strictObject({ kind: v.literal('startInPast'), date: day }),
  v.strictObject({ kind: v.literal('neverOpen'), stepId: shortText }),
  v.strictObject({
    kind: v.literal('ringAfterDeadline'),
    ring: count,
    date: day,
    people: count,
  }),
  v.strictObject({ kind: v.literal('phonesAfterDeadline'), stepId: shortText, date: day }),
  v.strictObject({ kind: v.literal('providerAfterDeadline'), stepId: shortText, date: day }),
  v.strictObject({ kind: v.literal('ringMoved'), ring: count, date: day, at: instant }),
  v.strictObject({ kind: v.literal('soakShort'), days: v.number() }),
  v.strictObject({
    kind: v.literal('clockChange'),
    at: instant,
    before: shortText,
    after: shortText,
  }),
  v.strictObject({ kind: v.literal('readAgain'), at: instant }),
  v.strictObject({ kind: v.literal('windowSkipped'), date: day, at: instant }),
  v.strictObject({ kind: v.literal('windowTwice'), date: day, at: instant }),
]);

/** What can be set on the Schedule screen; main signs it and checks it like any choice. */
export const scheduleEdit = v.strictObject({
  timeZone: shortText,
  startOn: shortText,
  from: shortText,
  to: shortText,
  workingDays: v.pipe(v.array(v.number()), v.maxLength(7)),
  freezes: v.pipe(
    v.array(v.strictObject({ from: shortText, to: shortText, name: shortText })),
    v.maxLength(100),
  ),
  registrationDays: v.number(),
  soakDays: v.number(),
  rings: v.pipe(
    v.array(
      v.strictObject({
        ring: count,
        notBefore: v.exactOptional(shortText),
        owner: v.exactOptional(shortText),
      }),
    ),
    v.maxLength(51),
  ),
  reason: text,
});
export type ScheduleEdit = v.InferOutput<typeof scheduleEdit>;

export const scheduleView = v.strictObject({
  schedule: scheduleSchema,
  /** The plan's steps in order, as far as a picture of them needs them. */
  steps: v.pipe(
    v.array(
      v.strictObject({
        id: shortText,
        kind: v.picklist(stepKinds),
        ring: v.nullable(count),
        title: messageView,
      }),
    ),
    v.maxLength(5_000),
  ),
  /** Days on which the plan asks something of people, as far as a picture shows them. */
  load: v.pipe(
    v.array(v.strictObject({ date: shortText, registers: count, switched: count, calls: count })),
    v.maxLength(60),
  ),
  /** How many such days there are. */
  loadDays: count,
  ringNames: v.array(v.strictObject({ ring: count, name: messageView })),
  /** The people behind a date may be more once everything is read and answered. */
  isAtLeast: v.boolean(),
  conflicts: v.pipe(v.array(conflictView), v.maxLength(500)),
  /** What is set; null: nobody set any dates, the schedule is a proposal. */
  choice: v.nullable(scheduleEdit),
  now: instant,
});
export type ScheduleView = v.InferOutput<typeof scheduleView>;

export const scheduleCalls = {
  'schedule.get': call(empty, scheduleView),
  'schedule.set': call(v.strictObject({ edit: v.nullable(scheduleEdit) }), scheduleView, {
    maxBytes: 65_536,
  }),
  /** Of the approved plan, which is carried out; later edits don't change it. `plan/not-approved`. */
  'schedule.approved': call(empty, scheduleView),
} as const;
