import { decodeClaims } from '../auth/token-claims';
import type { CliContext } from './context';
import { textOf } from './option-values';

/** Tenant the token of the environment is for; undefined: no tenant is asked, or it is opaque. */
export function tokenTenant(context: CliContext): string | undefined {
  const { token } = context;
  const isAsked =
    textOf(context, 'capture') === undefined && textOf(context, 'snapshot') === undefined;
  return isAsked && token !== null ? decodeClaims(token)?.tid?.toLowerCase() : undefined;
}
