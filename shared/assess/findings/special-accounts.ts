import { classifyMethod, targetsUser } from '../allowed-methods';
import {
  configuration,
  hasPerUserMfa,
  scopeOfEnabled,
  type AssessContext,
} from '../assess-context';
import type { Finding } from '../assessment';
import { userFinding, type Finder } from '../make-finding';
import { valueOf } from '../membership';
import type { AccountKind, Person } from '../people';

const thirtyDaysMs = 30 * 86_400_000;

function ofKind(context: AssessContext, ...kinds: readonly AccountKind[]): readonly Person[] {
  return context.enabled.filter((one) => kinds.includes(one.kind));
}

/** Accounts that sign in with a stored password: seen in the last 30 days, or named. */
function ropcIds(context: AssessContext): ReadonlySet<string> {
  const seen = (valueOf(context.snapshot.signIns) ?? [])
    .filter((signIn) => {
      const ageMs = context.asOfMs - Date.parse(signIn.createdDateTime ?? '');
      return signIn.authenticationProtocol?.toLowerCase() === 'ropc' && ageMs <= thirtyDaysMs;
    })
    .map((signIn) => signIn.userId ?? '');
  return new Set([...seen, ...(context.declared.lists.ropcAccounts ?? [])]);
}

function isNeverUsed(context: AssessContext, person: Person): boolean {
  const last = context.snapshot.lastSignIn[person.id];
  return last?.kind === 'read' && last.value === null;
}

function findServiceAccounts(context: AssessContext): readonly Finding[] {
  const ropc = ropcIds(context);
  const neverUsed = ofKind(context, 'serviceAccount', 'sharedAccount').filter((one) =>
    isNeverUsed(context, one),
  );
  const asked = ofKind(context, 'serviceAccount').filter(
    (one) => hasPerUserMfa(one) && !isNeverUsed(context, one),
  );
  const usesRopc = asked.some((one) => ropc.has(one.id));
  return [
    ...userFinding('SERVICE-ACCOUNT-USER-MFA', usesRopc ? 'blocker' : 'high', asked),
    ...userFinding(
      'ROPC-RISK',
      'blocker',
      context.enabled.filter((one) => ropc.has(one.id)),
    ),
    ...userFinding('NEVER-USED', 'medium', neverUsed),
  ];
}

/** Something a person could sign in with, or that per-user MFA protects. */
function isInUse(person: Person): boolean {
  const classes = (person.methods ?? []).map(classifyMethod);
  return hasPerUserMfa(person) || classes.includes('phone') || classes.includes('surviving');
}

function findFrontline(context: AssessContext): readonly Finding[] {
  const devices = context.declared.lists.sharedMobileDevices;
  const qrCode = configuration(context, 'QRCodePin');
  const open = ofKind(context, 'frontline').filter(
    (one) =>
      one.hasNoMethod &&
      !one.isEmergencyAccess &&
      devices?.has(one.id) !== true &&
      !context.settled.frontline.has(one.id),
  );
  const byQrCode = context.enabled.filter((one, at) => {
    if (!one.isPerson) return false;
    if (devices?.has(one.id) === true) return true;
    return qrCode !== undefined && targetsUser(qrCode, scopeOfEnabled(context, at)) === true;
  });
  return [
    ...userFinding('FRONTLINE-NO-PHONE', 'decision', open),
    ...userFinding('QR-SINGLE-FACTOR', 'info', byQrCode),
  ];
}

/** Mailboxes, rooms, service and shared accounts, frontline (findings 4.6). */
export const findSpecialAccounts: Finder = (context) => {
  const mailboxes = ofKind(context, 'sharedMailbox');
  return [
    ...userFinding('SHARED-MAILBOX-SIGNIN', mailboxes.some(isInUse) ? 'high' : 'medium', mailboxes),
    ...userFinding(
      'RESOURCE-ACCOUNT',
      'info',
      context.people.filter(
        (one) => one.kind === 'roomMailbox' || one.kind === 'teamsRoomResource',
      ),
    ),
    ...findServiceAccounts(context),
    ...userFinding(
      'APP-PASSWORD-RISK',
      'high',
      context.enabled.filter((one) => context.declared.lists.appPasswords?.has(one.id) === true),
    ),
    ...userFinding('SHARED-ACCOUNT', 'medium', ofKind(context, 'sharedAccount')),
    ...findFrontline(context),
  ];
};
