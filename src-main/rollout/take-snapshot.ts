import type * as v from 'valibot';
import { authenticationMethodsPolicySchema } from '../../shared/entra/authentication-methods-policy';
import { listedPolicySchema } from '../../shared/entra/conditional-access-policy';
import { decodeRegistration } from '../../shared/entra/decode-registration';
import { decodeUser } from '../../shared/entra/decode-user';
import { groupSchema } from '../../shared/entra/group';
import {
  authenticationStrengthSchema,
  crossTenantDefaultSchema,
  crossTenantPartnerSchema,
  domainSchema,
  namedLocationSchema,
  organizationSchema,
  securityDefaultsSchema,
  subscribedSkuSchema,
} from '../../shared/entra/tenant-resources';
import { userRegistrationDetailsSchema } from '../../shared/entra/user-registration-details';
import { userSchema } from '../../shared/entra/user';
import { failure, type Failure } from '../../shared/diagnostic';
import type { Sha256 } from '../../shared/ids';
import type { Json } from '../../shared/json';
import { err, ok, type Result } from '../../shared/result';
import type { Answers } from '../../shared/tenant/answer';
import type { Choices } from '../../shared/tenant/choice';
import type { Snapshot, SourceName } from '../../shared/tenant/snapshot';
import type { Source } from '../graph/source';
import type { ReadRow } from '../graph/read-row';
import { reads } from '../graph/reads';
import { inTurns } from '../ports/in-turns';
import type { SnapshotHead } from '../store/assemble-snapshot';
import type { TenantStore } from '../store/open-store';
import { lastSignInOf } from '../store/person-rows';
import type { Reading } from '../store/reading-store';
import { howStatesWereRead, readPerUserMfa } from './confirm-mfa-state';
import { readFederation } from './read-federation';
import { readInventory } from './read-inventory';
import { readGroupMembers } from './read-members';
import { readUserMethods } from './read-methods';
import { readUserAttributes } from './read-user-attributes';
import { readDefaultMethods } from './read-default-methods';
import { readMethodsPolicy } from './read-methods-policy';
import { forgetUnfinished, openReading } from './open-reading';
import { outageOf } from './outage';
import { ProgressBoard, type ReadProgress } from './read-progress';
import { readRoles } from './read-roles';
import { readLastSignIns, readManagedPolicies, readSignIns } from './read-sign-ins';
import { readSignInWindows } from './read-sign-in-windows';
import { readSmsSignIn } from './read-sms-sign-in';
import { snapshotHashSteps } from './snapshot-hash';
import { readListInto, type ReadControl, type Tour, type TourResult } from './tour';
import { rowsRead } from './tour-rows';
import { areEachOnce, forgetUsers, knowUsers } from './tour-users';

export type { ReadControl } from './tour';
export type { ReadProgress } from './read-progress';

export interface TakeSnapshotInput {
  readonly source: Source;
  readonly store: TenantStore;
  readonly answers: Answers | null;
  /** Of a plan, beside those of the store: groups and attributes they name are read too. */
  readonly choices?: Choices;
  readonly control: ReadControl;
  onProgress(progress: ReadProgress): void;
  readonly sha256: Sha256;
  /** False: never goes on with an interrupted tour. Default true. */
  readonly mayResume?: boolean;
  /** False: nothing of the tour is kept, and nobody goes on with it. Default true. */
  readonly isKept?: boolean;
  /** True: also reads who is in a group directly and who through another one. Default false. */
  readonly asksHow?: boolean;
}

/**
 * The reading tour: everything a plan needs, page by page into the store. Ends with a failure only
 * when it was cancelled (`step/cancelled`; what was read is kept for an hour), the sign-in was lost
 * (`graph/unauthorized`, the `auth/…` codes of the token), nothing at all answered (`graph/network`,
 * `graph/busy`), or the store failed.
 */
export async function takeSnapshot(i: TakeSnapshotInput): Promise<Result<Snapshot, Failure>> {
  const { source, store } = i;
  const serverNow = await source.clock.serverNow();
  const opened = openReading(i, serverNow);
  if (!opened.ok) return opened;
  const reading = opened.value;
  const board = new ProgressBoard(
    () => source.clock.watched(),
    source.graph.stats,
    (progress) => i.onProgress(progress),
  );
  const throttledBefore = source.graph.stats.throttled;
  const tour: Tour = { source, reading, control: i.control, board, asksHow: i.asksHow === true };
  const toured = await runTour(tour, i);
  if (!toured.ok) return toured;
  const outage = outageOf(reading);
  if (outage !== null) {
    // Nothing of it is worth going on with.
    const discarded = i.isKept === false ? ok(undefined) : store.snapshots.discard(reading);
    return discarded.ok ? err(outage) : discarded;
  }
  const left = forgetUnfinished(reading);
  if (!left.ok) return left;
  const head: SnapshotHead = {
    tenantId: source.tenantId ?? '',
    cloud: source.cloud,
    origin: source.kind,
    takenAt: reading.startedAt,
    hash: '0'.repeat(64),
    signedInUserId: source.signedInUserId,
    ...(source.signedInUnread === undefined ? {} : { signedInUnread: source.signedInUnread }),
    policyBytes: policyBytes(reading),
    perUserMfa: howStatesWereRead(tour),
    throttledRequests: source.graph.stats.throttled - throttledBefore,
  };
  const seen = { areUsersEachOnce: areEachOnce(reading) };
  forgetUsers(reading);
  const partial = await inTurns(store.snapshots.assemble(reading, head, seen));
  const asked = await readLastSignIns(tour, partial, i.answers);
  if (!asked.ok) return asked;
  const rows = rowsRead(reading, 'lastSignIn');
  const whole: Snapshot = {
    ...partial,
    lastSignIn: 'rows' in rows ? lastSignInOf({ kind: 'read', value: rows.rows }) : {},
  };
  const hash = await inTurns(snapshotHashSteps(whole, i.sha256));
  // Between two turns somebody cancelled, or the store was closed and gave no more rows.
  if (i.control.signal.aborted) return err(failure('step/cancelled'));
  if (i.isKept !== false) {
    const saved = store.snapshots.finish(reading, { ...head, hash });
    if (!saved.ok) return saved;
  }
  board.publish();
  return ok({ ...whole, hash });
}

function listOf(
  row: ReadRow & { readonly source: SourceName },
  schema: v.GenericSchema<unknown, unknown>,
  path?: string,
): Parameters<typeof readListInto>[1] {
  return {
    source: row.source,
    url: row.url,
    schema,
    needsP1: row.licence === 'p1',
    ...(path === undefined ? {} : { path }),
  };
}

function objectOf(...input: Parameters<typeof listOf>): Parameters<typeof readListInto>[1] {
  return { ...listOf(...input), isObject: true };
}

/** Independent chains run side by side; what depends on them comes after. */
async function runTour(tour: Tour, i: TakeSnapshotInput): Promise<TourResult> {
  /** Counted once, when all are read: the report shows it with each of its pages. */
  let accounts: number | null = null;
  const users = async (): Promise<TourResult> => {
    const list = {
      ...listOf(reads.users, userSchema),
      decode: decodeUser,
      plainUrl: reads.usersPlain.url,
      isNeverEmpty: true,
    };
    const read = await readListInto(tour, list);
    if (!read.ok) return read;
    if (tour.reading.state('users')?.kind === 'done') {
      accounts = tour.reading.rowCount('users');
      tour.source.graph.sizeIs(accounts);
    }
    await knowUsers(tour.reading);
    return readPerUserMfa(tour);
  };
  const lists = async (): Promise<TourResult> =>
    inOrder([
      () => readListInto(tour, listOf(reads.organization, organizationSchema)),
      () => readListInto(tour, { ...listOf(reads.domains, domainSchema), isNeverEmpty: true }),
      () => readFederation(tour),
      () => readListInto(tour, listOf(reads.groups, groupSchema)),
      () => readMethodsPolicy(tour, authenticationMethodsPolicySchema),
      () => readListInto(tour, objectOf(reads.securityDefaults, securityDefaultsSchema)),
      () =>
        readListInto(tour, {
          ...listOf(reads.authenticationStrengths, authenticationStrengthSchema),
          isNeverEmpty: true,
        }),
      () =>
        readListInto(
          tour,
          objectOf(reads.crossTenantDefault, crossTenantDefaultSchema, 'crossTenantAccess/default'),
        ),
      () =>
        readListInto(
          tour,
          listOf(reads.crossTenantPartners, crossTenantPartnerSchema, 'crossTenantAccess/partners'),
        ),
    ]);
  const conditionalAccess = async (): Promise<TourResult> =>
    inOrder([
      () => readListInto(tour, listOf(reads.conditionalAccess, listedPolicySchema)),
      () => readListInto(tour, listOf(reads.namedLocations, namedLocationSchema)),
    ]);
  const reports = async (): Promise<TourResult> =>
    inOrder([
      () =>
        readListInto(tour, {
          ...listOf(reads.registration, userRegistrationDetailsSchema),
          decode: decodeRegistration,
          total: () => accounts,
        }),
      () => readManagedPolicies(tour),
      () => readSignIns(tour),
    ]);
  // First of all: the licences say what a refusal of any other list means.
  const licences = await readListInto(tour, listOf(reads.subscribedSkus, subscribedSkuSchema));
  if (!licences.ok) return licences;
  const chains = await Promise.all([users(), lists(), conditionalAccess(), reports()]);
  const failed = chains.find((chain) => !chain.ok);
  if (failed !== undefined) return failed;
  const documents = [i.answers, i.choices ?? null, i.store.choices.get()].filter(
    (one) => one !== null,
  );
  return inOrder([
    () => readRoles(tour),
    () => readUserMethods(tour),
    () => readGroupMembers(tour, documents as readonly Json[]),
    () => readUserAttributes(tour, [i.choices ?? {}, i.store.choices.get() ?? {}]),
    () => readSmsSignIn(tour),
    () => readDefaultMethods(tour),
    () => readSignInWindows(tour),
    () => readInventory(tour),
  ]);
}

async function inOrder(parts: readonly (() => Promise<TourResult>)[]): Promise<TourResult> {
  for (const part of parts) {
    const done = await part();
    if (!done.ok) return done;
  }
  return ok(undefined);
}

function policyBytes(reading: Reading): number {
  const bytes = reading.pages('policyBytes').flat()[0];
  return typeof bytes === 'number' ? bytes : 0;
}
