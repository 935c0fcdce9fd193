import * as v from 'valibot';

/*
 * Parts of a scenario that the worked tenants do not use. All may be left out: a tenant then has
 * no staged rollout and no customers.
 */

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const names = v.pipe(v.array(name), v.maxLength(5000));
const days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000));

/** `/policies/featureRolloutPolicies`: staged rollout from federation to cloud sign-in. */
const stagedRollout = v.strictObject({
  name,
  feature: v.picklist([
    ...(['passthroughAuthentication', 'seamlessSso', 'passwordHashSync'] as const),
    ...(['emailAsAlternateId', 'certificateBasedAuthentication'] as const),
    'multiFactorAuthentication',
  ]),
  /** Default true. */
  enabled: v.optional(v.boolean()),
  /** For the whole organization; default false. */
  everyone: v.optional(v.boolean()),
  /** Names of groups it applies to, at most ten. */
  groups: v.optional(v.pipe(names, v.maxLength(10))),
});

/** `/contracts`: a customer of a partner tenant. */
const contract = v.strictObject({
  customer: name,
  domain: name,
  /** Default `Contract`. */
  type: v.optional(name),
});

/** `/tenantRelationships/delegatedAdminRelationships` (GDAP). */
const delegatedAdmin = v.strictObject({
  name,
  /** The customer's name; the same name is the same tenant as in `contracts`. */
  customer: name,
  status: v.picklist([
    ...(['activating', 'active', 'approvalPending', 'approved', 'created', 'expired'] as const),
    ...(['expiring', 'terminated', 'terminating', 'terminationRequested'] as const),
  ]),
  /** Names of roles. */
  roles: names,
  /** Default 200. It lasts 730 days. */
  createdDaysAgo: v.optional(days),
  /** A reseller's relationship, which is a type of its own. */
  reseller: v.optional(v.boolean()),
});

export const scenarioExtras = {
  stagedRollout: v.optional(v.pipe(v.array(stagedRollout), v.maxLength(100))),
  contracts: v.optional(v.pipe(v.array(contract), v.maxLength(5000))),
  delegatedAdmin: v.optional(v.pipe(v.array(delegatedAdmin), v.maxLength(5000))),
};

/** A role of a cohort. An active one may end, or be activated by somebody eligible: default neither. */
export const heldRole = v.strictObject({
  role: name,
  assignment: v.picklist(['active', 'eligible']),
  until: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  activated: v.optional(v.boolean()),
});
