import type { JsonObject } from '../../json';
import { configuration, type FinderContext } from '../assess-context';
import { valueOf } from '../membership';

/** Authentication strengths these policies demand, by name; nothing where they demand none. */
export function strengthsOf(
  { snapshot, policies }: FinderContext,
  isNamed: (policyId: string) => boolean,
): JsonObject {
  const names = new Map(
    (valueOf(snapshot.authenticationStrengths) ?? []).map((one) => [
      one.id.toLowerCase(),
      one.displayName,
    ]),
  );
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
