import * as v from 'valibot';
import { hash64, instant, shortText, text } from '../../shared/bounds';
import { failure, type Failure } from '../../shared/diagnostic';
import { authenticationMethodsPolicySchema } from '../../shared/entra/authentication-methods-policy';
import { cloudNames } from '../../shared/entra/cloud';
import { conditionalAccessPolicySchema } from '../../shared/entra/conditional-access-policy';
import { decodeRegistration } from '../../shared/entra/decode-registration';
import type { Once } from '../../shared/entra/decode-row';
import { decodeUser } from '../../shared/entra/decode-user';
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
import { userAttributes } from '../../shared/entra/user-attribute';
import { isJsonObject, type Json } from '../../shared/json';
import { jsonPieces } from '../../shared/json-pieces';
import { err, ok, type Result } from '../../shared/result';
import { read as readAs, unreadCodes, type Snapshot } from '../../shared/tenant/snapshot';
import { checkSchema } from '../files/check-schema';
import { snapshotHash } from '../rollout/snapshot-hash';
import { SharedValues } from '../store/shared-values';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const unreadSchema = v.strictObject({
  kind: v.literal('unread'),
  reason: v.strictObject({
    code: v.picklist(unreadCodes),
    status: v.exactOptional(count),
    graphCode: v.exactOptional(shortText),
    until: v.exactOptional(shortText),
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

const attributeValue = v.strictObject({ value: text, userIds: v.array(shortText) });

const snapshotSchema = v.strictObject({
  schema: v.literal('causeway-snapshot/1'),
  tenantId: shortText,
  cloud: v.picklist(cloudNames),
  origin: v.picklist(['https', 'practice', 'capture']),
  takenAt: instant,
  hash: hash64,
  signedInUserId: v.nullable(shortText),
  signedInUnread: v.exactOptional(unreadSchema.entries.reason),
  organization: read(organizationSchema),
  domains: listOf(domainSchema),
  federation: v.exactOptional(byId(listOf(federationConfigurationSchema))),
  subscribedSkus: listOf(subscribedSkuSchema),
  users: listOf(userSchema),
  userAttributes: v.exactOptional(
    v.record(v.picklist(userAttributes), read(v.array(attributeValue))),
  ),
  perUserMfa: read(
    v.strictObject({
      bulk: v.picklist(['trusted', 'distrusted']),
      checked: count,
      states: byId(v.picklist(['disabled', 'enabled', 'enforced', 'unknown', 'notApplicable'])),
    }),
  ),
  perUserMfaUnread: v.exactOptional(byId(unreadSchema.entries.reason)),
  registration: listOf(userRegistrationDetailsSchema),
  userMethods: byId(listOf(shortText)),
  roles: listOf(roleHoldingSchema),
  roleEndsUnread: v.exactOptional(unreadSchema.entries.reason),
  roleNamesUnread: v.exactOptional(unreadSchema.entries.reason),
  groups: listOf(groupSchema),
  groupMembers: byId(listOf(shortText)),
  nestedGroups: v.exactOptional(byId(listOf(shortText))),
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
  signInsCutAt: v.exactOptional(shortText),
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
  defaultMethods: v.exactOptional(byId(read(v.nullable(shortText)))),
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
  const parsed = parsedQuickly(text);
  if (parsed === null) {
    const checked = checkSchema(snapshotSchema, text, { name: 'causeway-snapshot/1', file });
    return checked.ok ? withItsHash(checked.value, file, sha256) : checked;
  }
  return withItsHash(parsed, file, sha256);
}

/**
 * The same as by the schema, rows of accounts by their decoders: a tenant has a million. Null: not
 * every part fits, and the schema tells which.
 */
function parsedQuickly(text: string): Snapshot | null {
  const value = parseJson(text);
  if (!isJsonObject(value)) return null;
  const share = new SharedValues();
  const users = rowsBy(decodeUser, value['users'], share);
  const registration = rowsBy(decodeRegistration, value['registration'], share);
  if (users === null || registration === null) return null;
  const none = { kind: 'read', value: [] };
  const rest = v.safeParse(snapshotSchema, { ...value, users: none, registration: none });
  if (!rest.success) return null;
  return { ...rest.output, users: readAs(users), registration: readAs(registration) };
}

/** Null where they are not read, or a row does not fit. */
function rowsBy<T>(
  decode: (row: Json, once: Once) => T | null,
  list: Json | undefined,
  share: SharedValues,
): readonly T[] | null {
  if (!isJsonObject(list) || list['kind'] !== 'read' || Object.keys(list).length !== 2) return null;
  const { value } = list;
  if (!Array.isArray(value)) return null;
  const rows: T[] = [];
  for (const row of value as readonly Json[]) {
    const one = decode(row, share.once);
    if (one === null) return null;
    rows.push(one);
  }
  return rows;
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
  } catch {
    return null;
  }
}

function withItsHash(
  snapshot: Snapshot,
  file: string,
  sha256: (text: string) => string,
): Result<Snapshot, Failure> {
  const actual = snapshotHash(snapshot, sha256);
  if (actual === snapshot.hash) return ok(snapshot);
  return err(failure('file/invalid', { file, place: 'hash', expected: actual }));
}
