import { AuthError, InteractionRequiredAuthError } from '@azure/msal-node';
import { failure, type Failure, type FailureCode } from '../../shared/diagnostic';
import type { TokenVerdict } from './accept-token';
import { failureOfNumber } from '../../shared/registration/entra-codes';
import { NetworkClientError } from './network-client';
import { lossOf } from './scopes';

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
      return failure('auth/scopes-missing', {
        scopes: verdict.scopes.join(', '),
        why: lossOf(verdict.scopes),
        code: '–',
        trace: '–',
      });
  }
}
