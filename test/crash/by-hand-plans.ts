import type { FailureCode } from '../../shared/diagnostic';
import type { JsonObject } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { planScenario } from '../fixtures/campaign-bench';
import { stepsOfKind } from './every-kind';
import { everyKindScenario } from './every-kind-scenario';
import { planOfSteps } from './plan-of-steps';

/** What a person does at a sitting: a step as planned, some of its people, or something else. */
export interface Deed {
  readonly step: string;
  /** Places of its people, from and up to; absent: all of it. */
  readonly people?: readonly [number, number];
  /** Set instead of what is planned, or beside it. */
  readonly instead?: JsonObject;
}

/** Where a run ends by itself because a person is wanted, what it says then, and what they do. */
export interface Visit {
  readonly at: string;
  readonly code: FailureCode;
  /** How many of its people are there by then. */
  readonly done?: number;
  readonly deeds: readonly Deed[];
}

/** A plan of which a person does these steps in the portal, in these visits. */
export interface HandPlan {
  readonly plan: Plan;
  readonly byHand: readonly string[];
  readonly visits: readonly Visit[];
}

/** The journey of the small tenant without its waits, about half of it by hand; two settings more. */
export async function journeyByHand(): Promise<HandPlan> {
  const whole = await planScenario(everyKindScenario());
  const own = whole.steps.filter(({ kind }) => !['soak', 'gate', 'manual'].includes(kind));
  const settings = (['campaign.set', 'systemPreferred.set', 'passkeyOptOut.set'] as const).flatMap(
    (kind) => stepsOfKind(whole, kind),
  );
  const plan = planOfSteps(whole, [...settings, ...own]);
  const { length } = settings;
  /** Of the plan's own number, counted from one. */
  const nth = (place: number): string => plan.steps[length + place - 1]?.id ?? '';
  const [many, half] = [22, 12];
  const [method, once, reporting, on] = [nth(1), nth(4), nth(6), nth(11)];
  const [joining, clearing, end] = [nth(13), nth(14), nth(16)];
  const begun = [...settings.map((_, place) => plan.steps[place]?.id ?? ''), method];
  const visits: readonly Visit[] = [
    {
      ...{ at: begun[0] ?? '', code: 'step/not-there-yet' },
      // One method of them is left half done: turned on, and not yet for one use alone.
      deeds: [...begun.map((step) => ({ step })), { step: once, instead: { isUsableOnce: false } }],
    },
    { at: once, code: 'step/drift', deeds: [{ step: once }] },
    { at: reporting, code: 'step/not-there-yet', deeds: [{ step: reporting }] },
    {
      ...{ at: on, code: 'step/not-there-yet' },
      deeds: [{ step: on }, { step: joining, people: [0, half] }],
    },
    {
      ...{ at: joining, code: 'step/partly-there', done: half },
      deeds: [{ step: joining, people: [half, many] }],
    },
    {
      ...{ at: clearing, code: 'step/partly-there', done: 0 },
      deeds: [{ step: clearing, people: [0, half] }],
    },
    {
      ...{ at: clearing, code: 'step/partly-there', done: half },
      deeds: [{ step: clearing, people: [half, many] }, { step: end }],
    },
  ];
  return { plan, byHand: [...begun, once, reporting, on, joining, clearing, end], visits };
}

/** What the journey has not: people out of a group, an exclusion, security defaults on. */
export async function pilotByHand(): Promise<HandPlan> {
  const whole = await planScenario(everyKindScenario());
  const plan = planOfSteps(whole, [
    ...stepsOfKind(whole, 'group.remove'),
    ...stepsOfKind(whole, 'ca.exclude'),
    ...stepsOfKind(whole, 'securityDefaults.set'),
  ]);
  const byHand = plan.steps.map(({ id }) => id);
  const [leaving = '', excluding = '', off = '', defaults = ''] = byHand;
  const visits: readonly Visit[] = [
    {
      ...{ at: leaving, code: 'step/partly-there', done: 0 },
      deeds: [{ step: leaving, people: [0, 12] }],
    },
    {
      ...{ at: leaving, code: 'step/partly-there', done: 12 },
      deeds: [
        { step: leaving, people: [12, 22] },
        { step: excluding, instead: { conditions: withoutExclusions(plan) } },
      ],
    },
    { at: excluding, code: 'step/drift', deeds: [{ step: excluding }] },
    { at: off, code: 'step/not-there-yet', deeds: [{ step: off }, { step: defaults }] },
  ];
  return { plan, byHand, visits };
}

function withoutExclusions({ steps }: Plan): JsonObject {
  const planned = steps.find(({ kind }) => kind === 'ca.exclude')?.planned;
  const conditions = planned?.['conditions'] as JsonObject;
  return { ...conditions, users: { ...(conditions['users'] as JsonObject), excludeUsers: [] } };
}
