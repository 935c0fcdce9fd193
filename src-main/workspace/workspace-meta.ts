import * as v from 'valibot';
import { hash64, instant, shortText, text } from '../../shared/bounds';
import { cloudNames } from '../../shared/entra/cloud';
import { screenName } from '../../shared/ipc/common-views';
import { tenantFactsSchema } from '../../shared/fleet/tenant-facts';
import { planDefaultsSchema } from '../../shared/tenant/plan-defaults';

/** What the app remembers of a workspace beside its database: enough to list and reopen it. */
export const workspaceMetaSchema = v.strictObject({
  id: v.pipe(shortText, v.regex(/^[0-9a-f]{32}$/)),
  source: v.picklist(['https', 'practice', 'capture', 'plan']),
  scenario: v.nullable(shortText),
  cloud: v.picklist(cloudNames),
  clientId: v.nullable(shortText),
  /** A second registration for changing; null: the first one does both. */
  writeClientId: v.optional(v.nullable(shortText), null),
  /** Tenant segment of the authority until the first sign-in tells the id. */
  authorityTenant: v.nullable(shortText),
  tenant: v.nullable(
    v.strictObject({
      id: shortText,
      name: text,
      domain: text,
      licence: v.picklist(['free', 'p1', 'p2', 'unknown']),
      account: text,
      /** Null: could not be read. */
      roles: v.nullable(v.array(text)),
    }),
  ),
  isConfirmed: v.boolean(),
  /** Of a plan file, or of what was begun with one: its plan. */
  planHash: v.optional(v.nullable(hash64), null),
  screen: screenName,
  createdAt: instant,
  savedAt: v.nullable(instant),
  readAt: v.nullable(instant),
  peopleAtRisk: v.nullable(v.number()),
  /** An older list does not say: then no more than "at least" is certain. */
  isRiskAtLeast: v.optional(v.boolean(), true),
  nextDate: v.nullable(shortText),
  ringSizes: v.array(v.number()),
  stepsDone: v.number(),
  stepsTotal: v.number(),
  /** What the rollout did when it was seen last; a run that nothing ended was cut off. */
  lastRun: v.optional(v.nullable(v.picklist(['running', 'held', 'other'])), null),
  /** Of the settings, when it was begun; null: the standard, or what a plan file says. */
  begunWith: v.optional(v.nullable(planDefaultsSchema), null),
  /** The last look at Finish found nothing left, on a reading after the last step. */
  isFinished: v.optional(v.boolean(), false),
  /** What the fleet shows of the reading of `readAt`; null: nobody has assessed it since. */
  facts: v.optional(v.nullable(tenantFactsSchema), null),
});
export type WorkspaceMeta = v.InferOutput<typeof workspaceMetaSchema>;

export const workspaceListSchema = v.strictObject({
  schema: v.literal('causeway-workspaces/1'),
  workspaces: v.pipe(v.array(workspaceMetaSchema), v.maxLength(10_000)),
});

/** Captures and plan files are read without anybody signing in. */
export function isSignedInTo({ source }: Pick<WorkspaceMeta, 'source'>): boolean {
  return source === 'https' || source === 'practice';
}

const firstScreens = {
  https: 'connect',
  practice: 'connect',
  capture: 'read',
  plan: 'review',
} as const satisfies Record<WorkspaceMeta['source'], WorkspaceMeta['screen']>;

export function newMeta(
  base: Pick<WorkspaceMeta, 'id' | 'source' | 'scenario' | 'cloud' | 'createdAt'> &
    Partial<WorkspaceMeta>,
): WorkspaceMeta {
  return {
    clientId: null,
    writeClientId: null,
    authorityTenant: null,
    tenant: null,
    isConfirmed: base.source === 'capture',
    planHash: null,
    screen: firstScreens[base.source],
    savedAt: null,
    readAt: null,
    peopleAtRisk: null,
    isRiskAtLeast: true,
    nextDate: null,
    ringSizes: [],
    stepsDone: 0,
    stepsTotal: 0,
    lastRun: null,
    begunWith: null,
    isFinished: false,
    facts: null,
    ...base,
  };
}
