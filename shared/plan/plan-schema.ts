import * as v from 'valibot';
import { staleChoiceFields, staleReasons } from '../assess/assessment';
import { findingCodes } from '../assess/finding-codes';
import { count, hash64, instant, shortText, text } from '../bounds';
import { authenticationMethodsPolicySchema } from '../entra/authentication-methods-policy';
import { cloudNames } from '../entra/cloud';
import { conditionalAccessPolicySchema } from '../entra/conditional-access-policy';
import { crossTenantAccessSchema, securityDefaultsSchema } from '../entra/tenant-resources';
import { answersSchema } from '../tenant/answer';
import { choicesSchema, enforcements } from '../tenant/choice';
import { sourceNames, unreadCodes } from '../tenant/snapshot';
import { partnersSchema } from './partners-schema';
import type { Plan } from './plan';
import { scheduleSchema } from './schedule-schema';
import { jsonObjectSchema, stepSchema } from './step-schema';

const ids = v.pipe(v.array(shortText), v.maxLength(200_000));
const optionalCount = v.nullable(count);

const unreadReason = v.strictObject({
  code: v.picklist(unreadCodes),
  status: v.exactOptional(v.number()),
  graphCode: v.exactOptional(shortText),
  until: v.exactOptional(shortText),
});

function section<T extends v.GenericSchema>(value: T) {
  return v.variant('kind', [
    v.strictObject({ kind: v.literal('read'), value }),
    v.strictObject({ kind: v.literal('unread'), reason: unreadReason }),
  ]);
}

const personSchema = v.strictObject({
  id: shortText,
  upn: shortText,
  name: text,
  department: v.nullable(text),
  enabled: v.boolean(),
  isEnabledUnknown: v.exactOptional(v.literal(true)),
  kind: v.picklist([
    'externalGuest',
    'internalGuest',
    'dirSyncAccount',
    'roomMailbox',
    'teamsRoomResource',
    'sharedMailbox',
    'serviceAccount',
    'sharedAccount',
    'student',
    'frontline',
    'member',
  ]),
  isPerson: v.boolean(),
  isStaff: v.boolean(),
  isGuest: v.boolean(),
  isExternalMember: v.exactOptional(v.literal(true)),
  isEmergencyAccess: v.boolean(),
  isOperator: v.boolean(),
  isAdministrator: v.boolean(),
  isGlobalAdministrator: v.picklist(['active', 'eligible', 'no', 'unknown']),
  hasP1: v.nullable(v.boolean()),
  perUserMfa: v.picklist(['disabled', 'enabled', 'enforced', 'unknown', 'notApplicable']),
  methods: v.nullable(v.array(shortText)),
  unknownMethods: v.array(shortText),
  defaultMethod: v.nullable(shortText),
  allowedMethods: v.nullable(v.array(shortText)),
  isPhoneOnly: v.boolean(),
  hasNoMethod: v.boolean(),
  isStranded: v.boolean(),
  cover: v.picklist(['enforced', 'location', 'partial', 'none', 'unknown']),
  isPlaceBound: v.boolean(),
  date: v.picklist(['february', 'july', 'julyMayApply', 'none', 'notAnnounced', 'unknown']),
  reachableReplacements: v.nullable(v.array(shortText)),
  readiness: v.picklist(['ready', 'conditions', 'notReady', 'unknown']),
});

const subjectSchema = v.strictObject({
  kind: v.picklist([
    'user',
    'tenant',
    'policy',
    'group',
    'method',
    'setting',
    'domain',
    'range',
    'radiusClient',
    'endpoint',
    'data',
    'report',
    'snapshot',
    'backup',
    'run',
  ]),
  id: shortText,
  name: text,
});

const findingSchema = v.strictObject({
  code: v.picklist(findingCodes),
  severity: v.picklist(['blocker', 'high', 'medium', 'decision', 'info']),
  count,
  subjects: v.array(subjectSchema),
  data: v.exactOptional(jsonObjectSchema),
});

const countsSchema = v.strictObject({
  accounts: optionalCount,
  accountsEnabled: optionalCount,
  people: optionalCount,
  peopleInWorkQueue: optionalCount,
  pupils: optionalCount,
  phoneOnlyFeb2027: optionalCount,
  phoneOnlyFeb2027NotPeople: optionalCount,
  phoneOnlyJul2027: optionalCount,
  phoneOnlyNoDate: optionalCount,
  noMethod: optionalCount,
  perUserEnforced: optionalCount,
  perUserEnabled: optionalCount,
  perUserToClear: optionalCount,
  safeToClearNow: optionalCount,
  perUserKnown: optionalCount,
  perUserUnknown: optionalCount,
  notApplicable: optionalCount,
  usersStrandedIfCompletedNow: optionalCount,
  usersStrandedNow: optionalCount,
});

const roleSchema = v.strictObject({
  userId: shortText,
  roleTemplateId: shortText,
  roleName: text,
  assignment: v.picklist(['active', 'eligible']),
  isPermanent: v.nullable(v.boolean()),
  isLimited: v.exactOptional(v.boolean()),
});

const baselineSchema = v.strictObject({
  authenticationMethodsPolicy: section(authenticationMethodsPolicySchema),
  policyBytes: count,
  securityDefaults: section(securityDefaultsSchema),
  conditionalAccess: section(v.array(conditionalAccessPolicySchema)),
  groupMembers: v.record(shortText, section(ids)),
  roles: section(v.array(roleSchema)),
  crossTenantDefault: section(crossTenantAccessSchema),
  trustsSomePartner: v.exactOptional(v.nullable(v.boolean())),
  rejectsSomePartner: v.exactOptional(v.nullable(v.boolean())),
  syncedAdministrators: v.exactOptional(v.nullable(ids)),
});

const unreadSchema = v.strictObject({
  source: v.union([
    v.picklist([...sourceNames, 'roleEnds', 'signInActivity', 'smsSignIn', 'signedInAccount']),
    v.custom<`answers.${string}`>(
      (value) => typeof value === 'string' && /^answers\.[\w.]{1,200}$/.test(value),
    ),
  ]),
  reason: v.union([unreadReason.entries.code, v.literal('notAnswered')]),
  status: v.exactOptional(v.number()),
  seen: v.exactOptional(count),
  until: v.exactOptional(shortText),
});

const staleChoiceSchema = v.strictObject({
  field: v.picklist(staleChoiceFields),
  subject: shortText,
  value: shortText,
  because: v.picklist(staleReasons),
});

/** A plan of its file: one from before schedules has none yet. */
export type FiledPlan = Omit<Plan, 'schedule'> & Partial<Pick<Plan, 'schedule'>>;

/** `causeway-plan/1` at the door: every field named, nothing else let in (execution.md 7.1). */
export const planSchema: v.GenericSchema<unknown, FiledPlan> = v.strictObject({
  schema: v.literal('causeway-plan/1'),
  planHash: hash64,
  envelope: v.strictObject({
    madeAt: instant,
    appVersion: shortText,
    approvals: v.exactOptional(
      v.pipe(
        v.array(
          v.strictObject({ planHash: hash64, tenant: shortText, account: shortText, at: instant }),
        ),
        v.maxLength(20),
      ),
    ),
  }),
  tenant: v.strictObject({
    id: shortText,
    displayName: text,
    cloud: v.picklist(cloudNames),
    entraPlan: v.picklist(['free', 'p1', 'p2', 'unknown']),
    primaryDomain: shortText,
  }),
  cloud: v.picklist(cloudNames),
  source: v.picklist(['https', 'practice', 'capture']),
  asOf: instant,
  snapshotHash: hash64,
  snapshotTakenAt: instant,
  answers: v.nullable(answersSchema),
  choices: choicesSchema,
  enforcement: v.picklist([...enforcements, 'notAssessed']),
  emergencyAccess: ids,
  operatorId: v.nullable(shortText),
  counts: countsSchema,
  findings: v.array(findingSchema),
  unread: v.array(unreadSchema),
  lowerBound: v.boolean(),
  staleChoices: v.exactOptional(v.array(staleChoiceSchema)),
  partners: v.exactOptional(partnersSchema),
  people: v.pipe(v.array(personSchema), v.maxLength(200_000)),
  methodTargets: v.array(
    v.strictObject({
      id: shortText,
      state: v.picklist(['enabled', 'disabled', 'leave']),
      scope: v.picklist(['all_users', 'transition', 'rolloutGroup', 'leave', 'none']),
      members: ids,
      reason: text,
    }),
  ),
  rings: v.array(
    v.strictObject({
      ring: count,
      name: shortText,
      label: v.exactOptional(text),
      alsoMatched: v.exactOptional(count),
      members: ids,
    }),
  ),
  tracks: v.array(
    v.strictObject({
      track: v.picklist(['emergencyAccess', 'nonPeopleSafe', 'nonPeopleProject', 'exception']),
      members: ids,
    }),
  ),
  steps: v.pipe(v.array(stepSchema), v.maxLength(5_000)),
  schedule: v.exactOptional(scheduleSchema),
  baseline: baselineSchema,
});
