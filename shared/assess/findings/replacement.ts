import { targetsUser } from '../allowed-methods';
import type { AssessContext } from '../assess-context';
import { configuration, scopeOfEnabled } from '../assess-context';
import type { Finding } from '../assessment';
import { userFinding, type Finder } from '../make-finding';
import type { Person } from '../people';

/** Phone-only people whom no method they could register alone targets (DEST-UNREACHABLE). */
export function unreachablePeople(context: AssessContext): readonly Person[] {
  return context.enabled.filter(
    (one) =>
      one.isPhoneOnly &&
      one.isPerson &&
      one.kind !== 'student' &&
      !one.isEmergencyAccess &&
      one.reachableReplacements?.length === 0,
  );
}

function findPasskey(context: AssessContext, unreachable: readonly Person[]): readonly Finding[] {
  if (context.policy === null) return [];
  const passkeys = configuration(context, 'Fido2');
  const isOff = passkeys === undefined || passkeys.state === 'disabled';
  const left = new Set(unreachable);
  const people = context.enabled.filter((one, at) => {
    if (!one.isStaff || left.has(one)) return false;
    if (isOff) return true;
    return one.isPhoneOnly && targetsUser(passkeys, scopeOfEnabled(context, at)) === false;
  });
  return userFinding('DEST-UNREACHABLE-PASSKEY', isOff ? 'medium' : 'high', people);
}

/** Who has nothing yet, and who could not register what replaces the phone. */
export const findReplacement: Finder = (context) => {
  const unreachable = unreachablePeople(context);
  const without = context.enabled.filter(
    (one) => one.kind === 'member' && !one.isEmergencyAccess && one.hasNoMethod,
  );
  // Roles that were not read may hide an administrator among them.
  const mayHoldRole = without.some(
    (one) => one.isAdministrator || one.isGlobalAdministrator === 'unknown',
  );
  return [
    ...userFinding('NO-METHOD', mayHoldRole ? 'high' : 'medium', without),
    ...userFinding('DEST-UNREACHABLE', 'blocker', unreachable),
    ...findPasskey(context, unreachable),
  ];
};
