/**
 * At which factors Entra asks an account for its strongest method by itself. `none`: its own default
 * is asked first. `unknown`: the setting, its word or a group was not read.
 */
export const preferences = ['both', 'second', 'none', 'unknown'] as const;
export type Preference = (typeof preferences)[number];
