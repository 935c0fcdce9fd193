/**
 * What was found of the system's store for keys; all but `persist` mean that tokens stay in memory.
 * Texts: `keep_store_<name>` and, for all but `persist`, `keep_store_<name>_do`.
 */
export const keyStoreVerdicts = [
  'persist',
  'unavailable',
  'basic',
  'noKeyring',
  'unknownProvider',
  'roundTrip',
  'busy',
] as const;
export type KeyStoreVerdict = (typeof keyStoreVerdicts)[number];
