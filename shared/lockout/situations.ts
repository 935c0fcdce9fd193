import type { ConditionalAccessPolicy } from '../entra/conditional-access-policy';

/** One way to sign in, as Conditional Access sees it. */
export interface Situation {
  readonly app: string;
  readonly client: string;
  /** Ids of named locations the address is in, plus `AllTrusted` where it is trusted. */
  readonly places: readonly string[];
  readonly platform: string;
}

const clients = ['browser', 'mobileAppsAndDesktopClients', 'exchangeActiveSync', 'other'];
const platforms = ['android', 'iOS', 'windows', 'windowsPhone', 'macOS', 'linux', 'unknown'];
const anyApp = 'an app no policy names';
const actionPrefix = 'action:';
const contextPrefix = 'context:';

/** Every combination of what the policies name, and of what none of them names. */
export function* situationsFor(policies: readonly ConditionalAccessPolicy[]): Generator<Situation> {
  const apps = new Set([anyApp]);
  const places = new Set<string>();
  let usesPlatforms = false;
  for (const { conditions } of policies) {
    for (const app of conditions.applications?.includeApplications ?? []) apps.add(app);
    for (const app of conditions.applications?.excludeApplications ?? []) apps.add(app);
    for (const action of conditions.applications?.includeUserActions ?? []) {
      apps.add(actionPrefix + action);
    }
    const contexts = conditions.applications?.includeAuthenticationContextClassReferences;
    for (const context of contexts ?? []) apps.add(contextPrefix + context);
    for (const place of conditions.locations?.includeLocations ?? []) places.add(place);
    for (const place of conditions.locations?.excludeLocations ?? []) places.add(place);
    if (conditions.platforms !== null) usesPlatforms = true;
  }
  apps.delete('All');
  apps.delete('None');
  places.delete('All');
  places.delete('AllTrusted');
  const addresses: string[][] = [[], ['AllTrusted']];
  for (const place of places) addresses.push([place], [place, 'AllTrusted']);
  for (const app of apps) {
    for (const client of clients) {
      for (const address of addresses) {
        for (const platform of usesPlatforms ? platforms : ['windows']) {
          yield { app, client, places: address, platform };
        }
      }
    }
  }
}

/** Whether every condition the policy names holds here. Conditions not modelled always hold. */
export function isNamedHere(policy: ConditionalAccessPolicy, here: Situation): boolean {
  const { conditions } = policy;
  return (
    isApp(conditions.applications, here.app) &&
    isClient(conditions.clientAppTypes, here.client) &&
    isPlace(conditions.locations, here.places) &&
    isPlatform(conditions.platforms, here.platform)
  );
}

function isApp(
  condition: ConditionalAccessPolicy['conditions']['applications'],
  app: string,
): boolean {
  if (condition === null) return true;
  if (app.startsWith(actionPrefix)) {
    return (condition.includeUserActions ?? []).includes(app.slice(actionPrefix.length));
  }
  if (app.startsWith(contextPrefix)) {
    const contexts = condition.includeAuthenticationContextClassReferences ?? [];
    return contexts.includes(app.slice(contextPrefix.length));
  }
  const excluded = condition.excludeApplications ?? [];
  if (excluded.includes(app) || excluded.includes('All')) return false;
  const included = (condition.includeApplications ?? []).filter((name) => name !== 'None');
  // A filter alone picks apps by an attribute that is not read: it may pick this one.
  if (included.length === 0) return condition.applicationFilter !== null;
  return included.includes('All') || included.includes(app);
}

function isClient(types: readonly string[] | null, client: string): boolean {
  if (types === null || types.length === 0 || types.includes('all')) return true;
  if (client === 'exchangeActiveSync' && types.includes('easSupported')) return true;
  return types.includes(client);
}

function isPlace(
  condition: ConditionalAccessPolicy['conditions']['locations'],
  places: readonly string[],
): boolean {
  const included = condition?.includeLocations ?? [];
  const excluded = condition?.excludeLocations ?? [];
  if (included.length === 0) return true;
  const isIn = included.includes('All') || included.some((place) => places.includes(place));
  return isIn && !excluded.includes('All') && !excluded.some((place) => places.includes(place));
}

function isPlatform(
  condition: ConditionalAccessPolicy['conditions']['platforms'],
  platform: string,
): boolean {
  const included = condition?.['includePlatforms'];
  if (!Array.isArray(included) || included.length === 0) return true;
  const excluded: unknown = condition?.['excludePlatforms'];
  const out: readonly unknown[] = Array.isArray(excluded) ? excluded : [];
  if (out.includes(platform) || out.includes('all')) return false;
  return included.includes('all') || included.includes(platform);
}
