export const tenantPatterns = ['stripes', 'dots', 'bars', 'checks'] as const;
export type TenantPattern = (typeof tenantPatterns)[number];

/** Colour (one of six) and pattern of a tenant, the same at every start: taken from its id. */
export function tenantMark(id: string): {
  readonly colour: number;
  readonly pattern: TenantPattern;
} {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return { colour: sum % 6, pattern: tenantPatterns[Math.floor(sum / 6) % 4] ?? 'stripes' };
}
