import type { CloudName } from '../entra/cloud';

/** Names of `Connect-MgGraph -Environment` (Microsoft Graph PowerShell, "national clouds"). */
export const graphEnvironments: Readonly<Record<CloudName, string>> = {
  global: 'Global',
  usgov: 'USGov',
  usgovdod: 'USGovDoD',
  china: 'China',
};

/** A literal text. PowerShell takes typographic single quotes for the plain one. */
export function quoted(text: string): string {
  const line = text.replaceAll(/\p{Cc}+/gu, ' ');
  return `'${line.replaceAll(/['\u2018\u2019\u201a\u201b]/g, (quote) => quote + quote)}'`;
}
