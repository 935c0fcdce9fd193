import type { JsonObject } from '../../json';
import { configuration, type FinderContext } from '../assess-context';
import { valueOf } from '../membership';
import { policyTraits } from '../policy-reach';

function namesOf({ snapshot }: FinderContext): ReadonlyMap<string, string | null> {
  const read = valueOf(snapshot.authenticationStrengths) ?? [];
  return new Map(read.map((one) => [one.id.toLowerCase(), one.displayName]));
}

/**
 * Strengths that a policy which is not off demands and that do not tell what they let in, by name
 * where one is known: whether that policy asks for MFA is not known. Nothing where all tell.
 */
export function untoldStrengths(context: FinderContext): JsonObject {
  const names = namesOf(context);
  const untold = (context.policies ?? [])
    .map(policyTraits)
    .filter((traits) => traits.state !== 'disabled' && traits.mayAskForMfa)
    .map(({ policy }) => policy.grantControls?.authenticationStrength)
    .map((one) => {
      const id = one?.id ?? '';
      const told = one?.['displayName'];
      const name = typeof told === 'string' ? told : names.get(id.toLowerCase());
      return { id, displayName: name ?? id };
    });
  const byId = new Map(untold.map((one) => [one.id.toLowerCase(), one]));
  const strengthsUntold = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return strengthsUntold.length === 0 ? {} : { strengthsUntold };
}

/** Authentication strengths these policies demand, by name; nothing where they demand none. */
export function strengthsOf(
  context: FinderContext,
  isNamed: (policyId: string) => boolean,
): JsonObject {
  const { policies } = context;
  const names = namesOf(context);
  const ids = (policies ?? [])
    .filter((policy) => isNamed(policy.id))
    .flatMap((policy) => policy.grantControls?.authenticationStrength?.id ?? []);
  const strengths = [...new Set(ids)]
    .sort()
    .map((id) => ({ id, displayName: names.get(id.toLowerCase()) ?? id }));
  return strengths.length === 0 ? {} : { strengths };
}

/** Whether people may register a passkey themselves, and by which profiles; nothing while it is off. */
export function passkeysOf(context: FinderContext): JsonObject {
  const passkeys = configuration(context, 'Fido2');
  if (passkeys?.state !== 'enabled') return {};
  const profiles = passkeys.passkeyProfiles ?? [];
  return {
    passkeySelfService: passkeys.isSelfServiceRegistrationAllowed ?? null,
    ...(profiles.length === 0
      ? {}
      : { passkeyProfiles: profiles.map(({ id, name }) => ({ id, displayName: name ?? id })) }),
  };
}
