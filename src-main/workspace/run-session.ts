import type { Session } from '../../shared/assess/assessment';
import type { FailureCode } from '../../shared/diagnostic';

/** What a workspace knows of its connection when findings are made. */
export interface Connection {
  readonly isCapture: boolean;
  /** Null: nobody is signed in. */
  readonly tenantId: string | null;
  /** Why the last sign-in failed; null: it did not. */
  readonly failure: FailureCode | null;
}

/**
 * The run as findings tell it. A plan opened without a sign-in is an offline view; a capture is
 * read from its own file and knows no network.
 */
export function sessionOf({ isCapture, tenantId, failure }: Connection): Session {
  return {
    isOffline: !isCapture && tenantId === null,
    ...(tenantId === null ? {} : { tokenTenantId: tenantId }),
    ...(failure === 'auth/consent-missing' ? { isConsentMissing: true } : {}),
  };
}
