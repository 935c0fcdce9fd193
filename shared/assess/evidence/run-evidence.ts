import type { JsonObject } from '../../json';
import type { FinderContext } from '../assess-context';
import type { FindingCode } from '../finding-codes';
import { valueOf } from '../membership';
import { needsNewSignIn, readAccess } from '../read-access';
import { refusedData, unreadOf, type RefusedData } from '../unread';
import { untoldStrengths } from './strength-evidence';
import { unlessZero, type Tell } from './tell';

/** Why each of the named sources is not read: our reason and the HTTP status, where there is one. */
const reads: Tell = ({ context, finding }) => {
  const ids = new Set<string>(finding.subjects.map((one) => one.id));
  return {
    reads: unreadOf(context)
      .filter((one) => ids.has(one.source))
      .map(({ source, reason, status }) => ({ source, reason, status: status ?? null })),
  };
};

/** What would allow each refused read; a sign-in that is too old is told apart. */
function wayIn({ snapshot }: FinderContext): JsonObject {
  const refused = refusedData(snapshot);
  const isOld = ({ reason }: RefusedData): boolean => needsNewSignIn(reason.graphCode);
  const missing = refused.filter((one) => !isOld(one));
  const old = refused.filter(isOld);
  return {
    ...(missing.length === 0
      ? {}
      : {
          access: missing.map(({ source }) => {
            const { scopes, role } = readAccess[source];
            return { source, scopes: [...scopes], role };
          }),
        }),
    ...(old.length === 0 ? {} : { signInAgain: old.map(({ source }) => source) }),
  };
}

function tokenAndTenant({ input, snapshot }: FinderContext) {
  return {
    tokenTenant: input.session?.tokenTenantId ?? null,
    tenantRead: valueOf(snapshot.organization)?.id ?? snapshot.tenantId,
  };
}

/** Evidence of the reading and of the run (findings.md 4.8). */
export const runEvidence: Partial<Readonly<Record<FindingCode, Tell>>> = {
  'DATA-UNREADABLE': ({ context, people }) => ({
    ...unlessZero({
      perUserUnknown: people.filter((one) => one.perUserMfa === 'unknown').length,
      methodsUnknown: people.filter((one) => one.methods === null).length,
      coverUnknown: people.filter((one) => one.cover === 'unknown').length,
      enabledUnknown: people.filter((one) => one.isEnabledUnknown === true).length,
    }),
    ...(people.some((one) => one.cover === 'unknown') ? untoldStrengths(context) : {}),
  }),
  'REPORT-MISSING-USERS': ({ context, people }) => ({
    reportRows: valueOf(context.snapshot.registration)?.length ?? null,
    readOneByOne: people.filter((one) => one.methods !== null).length,
  }),
  'PERMISSION-MISSING': (told) => ({ ...reads(told), ...wayIn(told.context) }),
  'FEATURE-UNAVAILABLE': reads,
  'CLOUD-NOT-PUBLIC': ({ context }) => ({ cloud: context.snapshot.cloud }),
  'NO-NETWORK': ({ context }) => ({ takenAt: context.snapshot.takenAt }),
  'WRONG-TENANT': ({ context }) => tokenAndTenant(context),
  'TENANT-CONSENT-MISSING': ({ context }) => ({ tenantRead: context.snapshot.tenantId }),
};
