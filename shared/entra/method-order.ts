/** One place in the order Entra offers methods in, strongest first (registered-method names). */
export interface MethodOrder {
  /** First day this order was in force (ISO date). */
  readonly since: string;
  readonly ranks: readonly (readonly string[])[];
}

const pass = ['temporaryAccessPass'];
const certificate = ['certificate'];
const passkeys = [
  'passKeyDeviceBound',
  'passKeyDeviceBoundAuthenticator',
  'passKeySynced',
  'fido2SecurityKey',
  'fido2',
  'windowsHelloForBusiness',
  'passKeyDeviceBoundWindowsHello',
  'macOsSecureEnclaveKey',
];
const notifications = ['microsoftAuthenticatorPasswordless', 'microsoftAuthenticatorPush'];
const external = ['externalAuthMethod'];
const codes = ['softwareOneTimePasscode', 'hardwareOneTimePasscode'];
const phones = ['mobilePhone', 'alternateMobilePhone', 'officePhone'];
const firstFactors = [['qrCode'], ['password']];

/**
 * Order of system-preferred authentication with its history, oldest first. Source: Graph-side
 * behaviour described on the page "System-preferred authentication"; read 2026-11-22. The 2023
 * day is the year's start: only the year is known.
 */
export const methodOrders: readonly MethodOrder[] = [
  { since: '2023-01-01', ranks: [pass, certificate, passkeys, notifications, codes, phones] },
  {
    since: '2024-01-01',
    ranks: [pass, passkeys, external, notifications, codes, phones, certificate],
  },
  {
    since: '2026-03-18',
    ranks: [pass, passkeys, certificate, notifications, external, codes, phones, ...firstFactors],
  },
];

/** The order in force on a day (ISO date or instant); before the first one: the first one. */
export function methodOrderOn(date: string): MethodOrder {
  const day = date.slice(0, 10);
  let found = methodOrders[0] ?? { since: '', ranks: [] };
  for (const order of methodOrders) if (order.since <= day) found = order;
  return found;
}

const rankCache = new WeakMap<MethodOrder, ReadonlyMap<string, number>>();

function ranksOf(order: MethodOrder): ReadonlyMap<string, number> {
  let ranks = rankCache.get(order);
  if (ranks === undefined) {
    ranks = new Map(
      order.ranks.flatMap((names, rank) =>
        names.map((name, place) => [name, rank * 100 + place] as const),
      ),
    );
    rankCache.set(order, ranks);
  }
  return ranks;
}

/** Methods strongest first; names the order does not know come last, by name. */
export function sortMethods(methods: readonly string[], date: string): readonly string[] {
  const ranks = ranksOf(methodOrderOn(date));
  const rank = (name: string): number => ranks.get(name) ?? Number.MAX_SAFE_INTEGER;
  return [...methods].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0));
}
