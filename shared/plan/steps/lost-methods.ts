import { passkeyMethods } from '../../assess/allowed-methods';
import { subjectsOf, type PlanContext, type PlannedMethod } from '../plan-context';
import { phoneMethodIds } from './configure-method';

const configurationIds: Readonly<Record<string, string>> = {
  mobilePhone: 'Sms',
  alternateMobilePhone: 'Voice',
  officePhone: 'Voice',
  microsoftAuthenticatorPush: 'MicrosoftAuthenticator',
  microsoftAuthenticatorPasswordless: 'MicrosoftAuthenticator',
  softwareOneTimePasscode: 'SoftwareOath',
  hardwareOneTimePasscode: 'HardwareOath',
  certificate: 'X509Certificate',
};

/** What the people of METHODS-LOST hold: phones for them alone, everything else for everybody. */
export function lostMethods(context: PlanContext): readonly PlannedMethod[] {
  const holders = new Map<string, string[]>();
  for (const id of subjectsOf(context, 'METHODS-LOST')) {
    const person = context.byId.get(id);
    for (const name of person?.methods ?? []) {
      const method = passkeyMethods.has(name) ? 'Fido2' : configurationIds[name];
      if (method !== undefined) holders.set(method, [...(holders.get(method) ?? []), id]);
    }
  }
  return [...holders].sort().map(([id, members]) => ({
    ...extrasOf(context, id),
    id,
    state: 'enabled',
    scope: phoneMethodIds.has(id) ? 'transition' : 'all_users',
    members,
    ...(id === 'Voice' && holdsOfficePhone(context, members) ? { isOfficePhoneAllowed: true } : {}),
    reason: '',
  }));
}

/** Turned on again is turned on as it is meant to be in the end: once is enough. */
function extrasOf(context: PlanContext, id: string): Pick<PlannedMethod, 'isSoftwareOathEnabled'> {
  const target = context.targets.find((one) => one.id === id && one.state === 'enabled');
  return target?.isSoftwareOathEnabled === true ? { isSoftwareOathEnabled: true } : {};
}

function holdsOfficePhone(context: PlanContext, ids: readonly string[]): boolean {
  return ids.some((id) => context.byId.get(id)?.methods?.includes('officePhone') === true);
}
