import * as v from 'valibot';
import { hash64, instant, shortText } from '../../shared/bounds';
import { failure, type Failure } from '../../shared/diagnostic';
import { authenticationMethodsPolicySchema } from '../../shared/entra/authentication-methods-policy';
import { cloudNames } from '../../shared/entra/cloud';
import { conditionalAccessPolicySchema } from '../../shared/entra/conditional-access-policy';
import { federationConfigurationSchema } from '../../shared/entra/federation';
import {
  authorizationPolicySchema,
  partnerRelationshipSchema,
  policyTemplateSchema,
  stagedRolloutSchema,
  synchronizationSchema,
} from '../../shared/entra/inventory';
import { legacyWindowSchema, reportOnlyWindowSchema } from '../../shared/entra/sign-in-window';
import { groupSchema } from '../../shared/entra/group';
import {
  authenticationStrengthSchema,
  crossTenantAccessSchema,
  domainSchema,
  namedLocationSchema,
  organizationSchema,
  securityDefaultsSchema,
  signInSchema,
  subscribedSkuSchema,
} from '../../shared/entra/tenant-resources';
import { userRegistrationDetailsSchema } from '../../shared/entra/user-registration-details';
import { userSchema } from '../../shared/entra/user';
import { jsonPieces } from '../../shared/json-pieces';
import { err, ok, type Result } from '../../shared/result';
import { unreadCodes, type Snapshot } from '../../shared/tenant/snapshot';
import { checkSchema } from '../files/check-schema';
import { snapshotHash } from '../rollout/snapshot-hash';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const unreadSchema = v.strictObject({
  kind: v.literal('unread'),
  reason: v.strictObject({
    code: v.picklist(unreadCodes),
    status: v.exactOptional(count),
    graphCode: v.exactOptional(shortText),
  }),
});

function read<const Schema extends v.GenericSchema>(value: Schema) {
  return v.variant('kind', [v.strictObject({ kind: v.literal('read'), value }), unreadSchema]);
}
const listOf = <const Schema extends v.GenericSchema>(row: Schema) => read(v.array(row));
const byId = <const Schema extends v.GenericSchema>(value: Schema) => v.record(shortText, value);

const roleHoldingSchema = v.strictObject({
  userId: shortText,
  roleTemplateId: shortText,
  roleName: shortText,
  assignment: v.picklist(['active', 'eligible']),
  isPermanent: v.nullable(v.boolean()),
  isLimited: v.exactOptional(v.boolean()),
});

const snapshotSchema = v.strictObject({
  schema: v.literal('causeway-snapshot/1'),
  tenantId: shortText,
  cloud: v.picklist(cloudNames),
  origin: v.picklist(['https', 'practice', 'capture']),
  takenAt: instant,
  hash: hash64,
  signedInUserId: v.nullable(shortText),
  organization: read(organizationSchema),
  domains: listOf(domainSchema),
  federation: v.exactOptional(byId(listOf(federationConfigurationSchema))),
  subscribedSkus: listOf(subscribedSkuSchema),
  users: listOf(userSchema),
  perUserMfa: read(
    v.strictObject({
      bulk: v.picklist(['trusted', 'distrusted']),
      checked: count,
      states: byId(v.picklist(['disabled', 'enabled', 'enforced', 'unknown', 'notApplicable'])),
    }),
  ),
  registration: listOf(userRegistrationDetailsSchema),
  userMethods: byId(listOf(shortText)),
  roles: listOf(roleHoldingSchema),
  roleEndsUnread: v.exactOptional(unreadSchema.entries.reason),
  groups: listOf(groupSchema),
  groupMembers: byId(listOf(shortText)),
  directMembers: v.exactOptional(byId(read(v.union([v.literal('all'), v.array(shortText)])))),
  authenticationMethodsPolicy: read(authenticationMethodsPolicySchema),
  betaPolicyUnread: v.exactOptional(unreadSchema.entries.reason),
  policyBytes: count,
  securityDefaults: read(securityDefaultsSchema),
  conditionalAccess: listOf(conditionalAccessPolicySchema),
  namedLocations: listOf(namedLocationSchema),
  authenticationStrengths: listOf(authenticationStrengthSchema),
  crossTenantDefault: read(crossTenantAccessSchema),
  crossTenantPartners: listOf(crossTenantAccessSchema),
  managedPolicyIds: listOf(shortText),
  signIns: listOf(signInSchema),
  authorizationPolicy: v.exactOptional(read(authorizationPolicySchema)),
  conditionalAccessTemplates: v.exactOptional(listOf(policyTemplateSchema)),
  stagedRollout: v.exactOptional(listOf(stagedRolloutSchema)),
  onPremisesSynchronization: v.exactOptional(listOf(synchronizationSchema)),
  partnerRelationships: v.exactOptional(listOf(partnerRelationshipSchema)),
  legacySignIns: v.exactOptional(read(legacyWindowSchema)),
  reportOnlySignIns: v.exactOptional(read(reportOnlyWindowSchema)),
  lastSignIn: byId(read(v.nullable(shortText))),
  smsSignInReady: v.exactOptional(listOf(shortText)),
  smsSignInUnread: v.exactOptional(byId(unreadSchema.entries.reason)),
  throttledRequests: count,
});

/** The text of a snapshot file, in pieces: of a million accounts it is longer than a text may be. */
export function* snapshotPieces(snapshot: Snapshot): Generator<string, void> {
  yield* jsonPieces(snapshot);
  yield '\n';
}

/** Reads a snapshot file. Its hash must recompute: an edited snapshot is no evidence. */
export function parseSnapshot(
  text: string,
  file: string,
  sha256: (text: string) => string,
): Result<Snapshot, Failure> {
  const parsed = checkSchema(snapshotSchema, text, { name: 'causeway-snapshot/1', file });
  if (!parsed.ok) return parsed;
  const snapshot: Snapshot = parsed.value;
  const actual = snapshotHash(snapshot, sha256);
  if (actual === snapshot.hash) return ok(snapshot);
  return err(failure('file/invalid', { file, place: 'hash', expected: actual }));
}
