import {
  knownMethodId,
  type MethodConfiguration,
  type MethodTarget,
} from '../entra/method-configuration';
import {
  authenticatorMethods,
  isExternalMfa,
  passkeyMethods,
  platformMethods,
  targetsWithMode,
  authenticatorModes,
} from './allowed-methods';
import { scopeOfPerson, type AssessContext } from './assess-context';
import { valueOf } from './membership';
import type { Person } from './people';
import { targetMethods, type TargetMethod } from './target-policy';

const allUsers = 'all_users';

/** The group a choice names, by id or name; null: the plan makes its own, for everybody it moves. */
function namedGroup({ snapshot }: AssessContext, name: string | undefined): string | null {
  const groups = valueOf(snapshot.groups) ?? [];
  return groups.find((one) => one.id === name || one.displayName === name)?.id ?? null;
}

/**
 * The include list once the plan has turned the method on. Targets that are there stay with the
 * mode they have; what the plan adds lets every kind in. A group that nobody read is named by its
 * own words, so that membership stays undecided.
 */
function includedAfter(
  context: AssessContext,
  configuration: MethodConfiguration,
  target: TargetMethod,
): readonly MethodTarget[] {
  const now = configuration.includeTargets ?? [];
  const isForAll = now.some((one) => one.id.toLowerCase() === allUsers);
  // Left for whom it is on: no step adds anybody.
  if (target.scope === 'leave') return now;
  const isOn = configuration.state === 'enabled';
  const isOfGroup = target.scope === 'rolloutGroup' && !(isOn && isForAll);
  if (!isOfGroup && isForAll) return now;
  const areGroupsRead = context.snapshot.groups.kind === 'read';
  const group = areGroupsRead ? namedGroup(context, target.group) : (target.group ?? null);
  const id = isOfGroup ? (group ?? allUsers) : allUsers;
  const added: MethodTarget = { targetType: 'group', id };
  return isOfGroup && !isOn ? [added] : [...now, added];
}

/** The exclude list with the choice's groups beside those that stay; unread names stay undecided. */
function excludedAfter(
  context: AssessContext,
  { excludeTargets }: MethodConfiguration,
  { exclude = [], readmit = [] }: TargetMethod,
): MethodTarget[] {
  const areGroupsRead = context.snapshot.groups.kind === 'read';
  const ids = exclude.flatMap((name) => namedGroup(context, name) ?? (areGroupsRead ? [] : name));
  const back = readmit.map((name) => (namedGroup(context, name) ?? name).toLowerCase());
  const stay = (excludeTargets ?? []).filter(({ id }) => !back.includes(id.toLowerCase()));
  return [...stay, ...ids.map((id) => ({ targetType: 'group', id }))];
}

/** Of one assessment: everybody is looked through for it. */
const targetsOf = new WeakMap<AssessContext, readonly TargetMethod[]>();

function targetsIn(context: AssessContext): readonly TargetMethod[] {
  let targets = targetsOf.get(context);
  if (targets === undefined) {
    targets = targetMethods(context.input, context.people);
    targetsOf.set(context, targets);
  }
  return targets;
}

/** Whether the target policy allows a surviving method to the person; undecided is no. */
export function allowedByTarget(context: AssessContext, person: Person, method: string): boolean {
  const { policy } = context;
  if (policy === null) return false;
  if (platformMethods.has(method)) return true;
  const targets = targetsIn(context);
  const isOffered = (id: string): boolean => {
    const target = targets.find((one) => knownMethodId(one.id) === id);
    const configuration = policy.authenticationMethodConfigurations.find(
      (one) => knownMethodId(one.id) === id,
    );
    if (target === undefined || configuration === undefined || target.state === 'disabled') {
      return false;
    }
    if (target.state === 'leave') return person.allowedMethods?.includes(method) === true;
    if (target.scope === 'transition') return target.members.includes(person.id);
    const includeTargets = [...includedAfter(context, configuration, target)];
    const excludeTargets = excludedAfter(context, configuration, target);
    const after = { ...configuration, state: 'enabled', includeTargets, excludeTargets };
    const modes = id === 'MicrosoftAuthenticator' ? authenticatorModes.get(method) : undefined;
    return targetsWithMode(after, scopeOfPerson(context, person), modes) === true;
  };
  if (passkeyMethods.has(method)) return isOffered('Fido2');
  if (authenticatorMethods.has(method)) return isOffered('MicrosoftAuthenticator');
  switch (method) {
    case 'softwareOneTimePasscode': {
      const holdsApp = person.methods?.some((one) => authenticatorMethods.has(one)) === true;
      return isOffered('SoftwareOath') || (holdsApp && isOffered('MicrosoftAuthenticator'));
    }
    case 'hardwareOneTimePasscode':
      return isOffered('HardwareOath');
    case 'certificate':
      return isOffered('X509Certificate');
    case 'externalAuthMethod':
      return policy.authenticationMethodConfigurations
        .filter(isExternalMfa)
        .some((one) => isOffered(one.id));
    default:
      return false;
  }
}
