import type { AccountSelector } from '../../tenant/account-selector';
import type { Answers } from '../../tenant/answer';
import { indexAccounts, resolveSelectors } from '../../tenant/resolve-selectors';
import type { Snapshot } from '../../tenant/snapshot';
import { configuration, type AssessContext } from '../assess-context';
import type { Finding } from '../assessment';
import { domainsInDoubt } from '../federation-behaviours';
import { finding, settingFinding, subject, userFinding, type Finder } from '../make-finding';
import { valueOf } from '../membership';
import type { Person } from '../people';
import { hasPhoneDefault } from './methods-policy';

/** "Azure Multi-Factor Auth Client": the NPS extension and the AD FS adapter (R22). */
const mfaClientAppId = '981f26a1-7f43-403b-a875-f8b09b8cd720';
const phoneOnlyProtocols = new Set(['CHAPv2', 'MSCHAPv2', 'EAP']);

/** Accounts seen at the client of R22: a hint, never an answer. */
function usersOfMfaClient(snapshot: Snapshot): ReadonlySet<string> {
  const signIns = valueOf(snapshot.signIns) ?? [];
  return new Set(
    signIns
      .filter((signIn) => signIn.appId?.toLowerCase() === mfaClientAppId)
      .map((signIn) => signIn.userId ?? ''),
  );
}

/**
 * Enabled accounts seen at the client of R22. It speaks for an NPS extension or for the adapter of
 * AD FS, and only the answer tells which.
 */
export function seenAtMfaClient(snapshot: Snapshot): number {
  const seen = usersOfMfaClient(snapshot);
  const users = valueOf(snapshot.users) ?? [];
  return users.filter((user) => user.accountEnabled !== false && seen.has(user.id)).length;
}

function npsPeople(context: AssessContext): readonly Person[] {
  const named = context.declared.lists.npsUsers;
  const ids = named !== null && named.size > 0 ? named : usersOfMfaClient(context.snapshot);
  return context.enabled.filter((one) => ids.has(one.id));
}

/** Whether accounts are named by a group whose members were not read. */
function areMembersUnread(named: readonly AccountSelector[], snapshot: Snapshot): boolean {
  if (!named.some((one) => 'group' in one)) return false;
  const resolved = resolveSelectors(named, indexAccounts(snapshot), 'npsExtension');
  return resolved.ok && !resolved.value.isComplete;
}

/**
 * The NPS extension is there, nobody said who uses it, and no enabled account was seen at it, or not
 * all sign-ins were read; or they are named by a group that was not read. Then NPS-DEPENDENCY lacks
 * subjects and may be no finding; the open answer stands for it (findings 2.7).
 */
export function areNpsUsersOpen(answers: Answers | null, snapshot: Snapshot): boolean {
  const nps = answers?.infrastructure?.npsExtension;
  if (nps?.present !== true) return false;
  if ((nps.users ?? null) !== null) return areMembersUnread(nps.users ?? [], snapshot);
  return seenAtMfaClient(snapshot) === 0 || snapshot.signInsCutAt !== undefined;
}

function hasUnknownDefault(person: Person): boolean {
  return person.defaultMethod === null || hasPhoneDefault(person);
}

function findRadius(context: AssessContext): readonly Finding[] {
  const nps = context.answers?.infrastructure?.npsExtension;
  const limited = (nps?.radiusClients ?? []).filter((one) => phoneOnlyProtocols.has(one.protocol));
  const users = limited.reduce((sum, one) => sum + one.users, 0);
  if (nps?.present === false || users === 0) return [];
  // The one finding that counts something else than its subjects: people behind the clients.
  return finding(
    'NPS-MSCHAPV2-LIMIT',
    'high',
    limited.map((one) => subject('radiusClient', one.name)),
  ).map((one) => ({ ...one, count: users }));
}

function findNps(context: AssessContext): readonly Finding[] {
  if (context.answers?.infrastructure?.npsExtension?.present !== true) return [];
  const people = npsPeople(context);
  const authenticator = configuration(context, 'MicrosoftAuthenticator');
  const offersCodes =
    authenticator?.state === 'enabled' && authenticator.isSoftwareOathEnabled === true;
  return [
    ...userFinding('NPS-DEPENDENCY', 'blocker', people),
    ...userFinding('NPS-PHONE-DEFAULT', 'blocker', people.filter(hasUnknownDefault)),
    ...settingFinding(
      'AUTHENTICATOR-OTP-OFF',
      'high',
      'MicrosoftAuthenticator.isSoftwareOathEnabled',
      context.policy !== null && !offersCodes,
    ),
  ];
}

function findFederation(context: AssessContext): readonly Finding[] {
  const decided = new Set(
    (context.input.choices.federation ?? []).map((one) => one.domain.toLowerCase()),
  );
  const open = domainsInDoubt(context.snapshot).filter(
    (domain) => !decided.has(domain.id.toLowerCase()),
  );
  return finding(
    'ADFS-MFA-BEHAVIOUR',
    'decision',
    open.map((domain) => subject('domain', domain.id)),
  );
}

/** RADIUS through the NPS extension, and federated domains (R16, R22). */
export const findHybrid: Finder = (context) => [
  ...findNps(context),
  ...findRadius(context),
  ...findFederation(context),
];
