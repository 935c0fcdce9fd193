import { limits } from '../entra/retirement-dates';

/** So many of them that a single odd account is no explanation (findings 2.1). */
export function isMany(some: number, of: number): boolean {
  return some > of * limits.manyUnknownShare;
}
