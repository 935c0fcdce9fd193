import * as v from 'valibot';
import { count, shortText, text } from '../bounds';
import { cloudNames } from '../entra/cloud';
import { tenantFactsSchema } from '../fleet/tenant-facts';
import { empty, failureView, id } from './common-views';
import { call } from './define';

/** Where a tenant stands in the run that goes over many. */
export const fleetStage = v.strictObject({
  stage: v.picklist(['waiting', 'signIn', 'reading', 'thinking', 'done', 'failed', 'left']),
  percent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  users: count,
  /** Why it failed; of one that was left out or stopped too. */
  failure: v.nullable(failureView),
});
export type FleetStage = v.InferOutput<typeof fleetStage>;

/** One tenant: the plan whose reading is the newest speaks for it. */
export const fleetRow = v.strictObject({
  /** Of that plan. */
  id,
  name: text,
  domain: text,
  cloud: v.picklist(cloudNames),
  source: v.picklist(['https', 'practice', 'capture']),
  scenario: v.nullable(shortText),
  /** Plans of this tenant here. */
  plans: count,
  readAt: v.nullable(shortText),
  /** Read more than 7 days ago. */
  isOld: v.boolean(),
  isRiskAtLeast: v.boolean(),
  nextDate: v.nullable(shortText),
  facts: v.nullable(tenantFactsSchema),
  /**
   * What reading it takes: nothing, a sign-in in the browser, or a person who opens the plan, as
   * nobody has said yet that it is the right tenant.
   */
  needs: v.picklist(['nothing', 'signIn', 'person']),
  /** What the sign-in uses, for the consent link; null: practice and captures have none. */
  registration: v.nullable(
    v.strictObject({
      clientId: shortText,
      cloud: v.picklist(cloudNames),
      tenant: v.nullable(shortText),
    }),
  ),
  /** Its rollout runs now: nothing else is done with it meanwhile. */
  isRunning: v.boolean(),
  stage: v.nullable(fleetStage),
});
export type FleetRow = v.InferOutput<typeof fleetRow>;

export const fleetTotals = v.strictObject({
  /** Totals are of real tenants; `practice` where there are none here. */
  of: v.picklist(['real', 'practice']),
  tenants: count,
  assessed: count,
  /** Null: no assessed tenant has a figure. */
  february: v.nullable(count),
  july: v.nullable(count),
  unassessed: v.nullable(count),
  isAtLeast: v.boolean(),
});
export type FleetTotals = v.InferOutput<typeof fleetTotals>;

export const fleetView = v.strictObject({
  /** In the order in which they want to be looked at. */
  rows: v.array(fleetRow),
  totals: fleetTotals,
  /** Reports being written; null: none are. */
  reports: v.nullable(v.strictObject({ done: count, total: count })),
  /** The run under way, or the last one of this start; null: there was none. */
  run: v.nullable(
    v.strictObject({
      isRunning: v.boolean(),
      done: count,
      failed: count,
      left: count,
      total: count,
      /** Null until it can be told. */
      secondsLeft: v.nullable(count),
    }),
  ),
});
export type FleetView = v.InferOutput<typeof fleetView>;

/** As many plans as one call may name. */
const someIds = v.pipe(v.array(id), v.minLength(1), v.maxLength(500));
const idBytes = 262_144;

export const fleetCalls = {
  'fleet.get': call(empty, fleetView),
  /** Signs in where that is needed, reads and assesses these tenants. Writes to none of them. */
  'fleet.start': call(v.strictObject({ ids: someIds }), fleetView, { maxBytes: idBytes }),
  /** Begins no further tenant and ends those under way; what is read stays. */
  'fleet.stop': call(empty, fleetView),
  /** Leaves the tenant out whose sign-in is waited for. */
  'fleet.leaveOut': call(v.strictObject({ id }), fleetView),
  /**
   * A report that names nobody for each of these tenants, and a table of them all, in a new folder in
   * one that a person chooses. `folder` null: none was chosen.
   */
  'fleet.saveReports': call(
    v.strictObject({ ids: someIds, language: v.picklist(['en', 'ja']) }),
    v.strictObject({
      folder: v.nullable(text),
      written: count,
      failed: v.array(v.strictObject({ id, name: text, failure: failureView })),
    }),
    { maxBytes: idBytes },
  ),
} as const;
