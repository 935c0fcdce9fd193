import { AuthError, InteractionRequiredAuthError } from '@azure/msal-node';
import { failure, type Failure, type FailureCode } from '../../shared/diagnostic';
import type { TokenVerdict } from './accept-token';
import { failureOfNumber } from '../../shared/registration/entra-codes';
import { NetworkClientError } from './network-client';
import { scopesMissing } from './scopes-missing';

/** A browser would change nothing about these, nor would other permissions. */
export const passingFailures: ReadonlySet<FailureCode> = new Set([
  'graph/network',
  'auth/cancelled',
  'auth/clock-skew',
  'auth/service-busy',
]);

/**
 * A sign-in error as a failure: Entra's code and the correlation id, never its text, which names
 * accounts (T8). `isSilent`: no browser was involved, so what needs a person means signing in.
 */
export function toAuthFailure(error: unknown, isSilent: boolean): Failure {
  if (error instanceof NetworkClientError) {
    return ofNetworkClient(error);
  }
  if (!(error instanceof AuthError)) {
    return failure('auth/failed', { code: 'unknown', trace: '–' });
  }
  const number = /AADSTS\d{4,7}/.exec(error.errorMessage)?.[0];
  const known = number === undefined ? undefined : failureOfNumber(number, isSilent);
  const values = {
    code: number ?? error.errorCode,
    trace: error.correlationId === '' ? '–' : error.correlationId,
  };
  if (known !== undefined) {
    return failure(known, values);
  }
  if (error.errorCode === 'access_denied') {
    return failure('auth/cancelled');
  }
  if ([error.errorCode, error.subError].includes('consent_required')) {
    return failure('auth/consent-missing', values);
  }
  // Without a number of Entra: a permission that is unknown or beyond what was given (RFC 6749, 5.2).
  if (error.errorCode === 'invalid_scope') {
    return failure('auth/unknown-scope', values);
  }
  if (isSilent && error instanceof InteractionRequiredAuthError) {
    return failure('auth/signed-out');
  }
  if (
    isSilent &&
    ['no_tokens_found', 'no_account_found', 'invalid_grant'].includes(error.errorCode)
  ) {
    return failure('auth/signed-out');
  }
  if (
    ['network_error', 'endpoints_resolution_error', 'openid_config_error'].includes(error.errorCode)
  ) {
    return failure('graph/network', { code: error.errorCode });
  }
  return failure('auth/failed', values);
}

function ofNetworkClient(error: NetworkClientError): Failure {
  switch (error.reason) {
    case 'unreachable':
      return error.network ?? failure('graph/network', { code: error.reason });
    case 'aborted':
      return failure('auth/cancelled');
    case 'read-only':
      return failure('auth/read-only');
    case 'origin':
    case 'too-large':
    case 'malformed':
      return failure('auth/failed', { code: error.reason, trace: '–' });
  }
}

/** Why a token was not accepted. Undefined: it was. */
export function toVerdictFailure(
  verdict: TokenVerdict,
  asked: string | undefined,
): Failure | undefined {
  switch (verdict.kind) {
    case 'accepted':
      return undefined;
    case 'tenant-mismatch':
      return failure('auth/tenant-mismatch', {
        expected: asked ?? '–',
        actual: verdict.got === '' ? '–' : verdict.got,
      });
    case 'account-mismatch':
      return failure('auth/account-mismatch', { code: '–', trace: '–' });
    case 'application-mismatch':
      return failure('auth/failed', { code: verdict.kind, trace: '–' });
    case 'scopes-missing':
      return scopesMissing(verdict.scopes);
  }
}

/**
 * A missing consent with the permissions it is about: those of the asked ones that the answer names,
 * `why: named`, or all that were asked for, `why: asked`. Of the answer's text nothing else is kept.
 */
export function namingScopes(given: Failure, error: unknown, asked: readonly string[]): Failure {
  if (given.code !== 'auth/consent-missing') return given;
  const text = error instanceof AuthError ? error.errorMessage : '';
  const words = new Set(text.split(/[^\w.]+/).map((word) => word.replace(/\.$/, '')));
  const names = asked.map((scope) => scope.slice(scope.lastIndexOf('/') + 1));
  const named = names.filter((name) => words.has(name));
  const isTold = named.length > 0 && named.length < names.length;
  return failure('auth/consent-missing', {
    ...given.values,
    ...{ scopes: (isTold ? named : names).join(', '), why: isTold ? 'named' : 'asked' },
  });
}
