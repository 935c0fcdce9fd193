import type { JsonObject } from '../../json';
import { hasPerUserMfa, type FinderContext } from '../assess-context';
import { behavioursOf } from '../federation-behaviours';
import type { FindingCode } from '../finding-codes';
import { valueOf } from '../membership';
import type { Person } from '../people';
import { adfsAnswers } from './answer-evidence';
import { federationInventory } from './inventory-evidence';
import { legacyClientsOf, loginsSeenSince } from './sign-in-evidence';
import { methodsOf, tally, type Tell } from './tell';

function perUserAccounts(people: readonly Person[]): number {
  return people.filter(hasPerUserMfa).length;
}

/** Sign-ins by stored password of these accounts, as the log has them. */
function ropcSignIns({ snapshot }: FinderContext, people: readonly Person[]) {
  const ids = new Set(people.map((one) => one.id));
  return (valueOf(snapshot.signIns) ?? []).filter(
    (one) => one.authenticationProtocol?.toLowerCase() === 'ropc' && ids.has(one.userId ?? ''),
  );
}

function countNamed(people: readonly Person[], list: ReadonlySet<string> | null): number {
  return people.filter((one) => list?.has(one.id) === true).length;
}

const ofKind: Tell = ({ context, people }) => ({
  perUserAccounts: perUserAccounts(people),
  ...methodsOf(people),
  ...legacyClientsOf(context, people),
});

const npsUsers: Tell = ({ context, people }) => {
  const named = countNamed(people, context.declared.lists.npsUsers);
  const seen = { named, seen: people.length - named, ...loginsSeenSince(context) };
  return { ...seen, ...npsVersion(context) };
};

/** From 1.2.2216.1 on the extension asks for a code instead of push (answers.md 2). */
function npsVersion({ answers }: FinderContext): JsonObject {
  const version = answers?.infrastructure?.npsExtension?.version ?? null;
  return version === null ? {} : { version };
}

/** People behind the limited RADIUS clients, by protocol. */
const protocols: Tell = ({ context, finding }) => {
  const clients = context.answers?.infrastructure?.npsExtension?.radiusClients ?? [];
  const limited = new Set(finding.subjects.map((one) => one.id));
  const users: Record<string, number> = {};
  for (const client of clients.filter((one) => limited.has(one.name))) {
    users[client.protocol] = (users[client.protocol] ?? 0) + client.users;
  }
  return { protocols: users };
};

/** Evidence of accounts that are not people, of frontline, NPS and federation (4.6, 4.7). */
export const accountEvidence: Partial<Readonly<Record<FindingCode, Tell>>> = {
  'SHARED-MAILBOX-SIGNIN': ofKind,
  'RESOURCE-ACCOUNT': ({ people }) => ({
    kinds: tally(people.map((one) => one.kind)),
    perUserAccounts: perUserAccounts(people),
  }),
  'SERVICE-ACCOUNT-USER-MFA': ({ context, people }) => ({
    perUserStates: tally(people.map((one) => one.perUserMfa)),
    storedPassword:
      context.snapshot.signIns.kind === 'read'
        ? new Set(ropcSignIns(context, people).map((one) => one.userId)).size
        : null,
    ...legacyClientsOf(context, people),
    ...loginsSeenSince(context),
  }),
  'ROPC-RISK': ({ context, people }) => {
    const seen = ropcSignIns(context, people);
    const isRead = context.snapshot.signIns.kind === 'read';
    return {
      seen: isRead ? new Set(seen.map((one) => one.userId)).size : null,
      named: countNamed(people, context.declared.lists.ropcAccounts),
      lastSeenAt:
        seen
          .flatMap((one) => one.createdDateTime ?? [])
          .sort()
          .at(-1) ?? null,
      ...legacyClientsOf(context, people),
      ...loginsSeenSince(context),
    };
  },
  'APP-PASSWORD-RISK': ({ context, people }) => ({
    perUserAccounts: perUserAccounts(people),
    ...legacyClientsOf(context, people),
  }),
  'NEVER-USED': ({ people }) => ({
    kinds: tally(people.map((one) => one.kind)),
    perUserAccounts: perUserAccounts(people),
  }),
  'SHARED-ACCOUNT': ofKind,
  'FRONTLINE-NO-PHONE': ({ people }) => ({
    perUserAccounts: perUserAccounts(people),
  }),
  'QR-SINGLE-FACTOR': ({ context, people }) => {
    const shared = countNamed(people, context.declared.lists.sharedMobileDevices);
    return { onSharedDevices: shared, byPolicy: people.length - shared };
  },
  'NPS-DEPENDENCY': npsUsers,
  'NPS-PHONE-DEFAULT': ({ people }) => ({
    defaults: tally(people.map((one) => one.defaultMethod ?? 'unknown')),
  }),
  'NPS-MSCHAPV2-LIMIT': protocols,
  'ADFS-MFA-BEHAVIOUR': ({ context, finding }) => {
    const ids = new Set(finding.subjects.map((one) => one.id));
    const domains = (valueOf(context.snapshot.domains) ?? []).filter((one) => ids.has(one.id));
    return {
      federationBehaviours: tally(domains.flatMap((one) => behavioursOf(context.snapshot, one))),
      ...adfsAnswers(context),
      ...federationInventory(context),
    };
  },
};
