import type { Session } from '../../shared/assess/assessment';
import type { Failure } from '../../shared/diagnostic';
import { ok, type Result } from '../../shared/result';
import { lacksConsent } from '../../shared/tenant/lacks-consent';
import { nothingRead } from '../../shared/tenant/nothing-read';
import type { Snapshot } from '../../shared/tenant/snapshot';
import type { CliContext } from './context';
import { cloudOf } from './option-values';
import type { Reading } from './sources';
import { tokenTenant } from './token-tenant';

/** What is assessed, and the run as findings tell it. */
export interface Assessable {
  readonly snapshot: Snapshot;
  readonly nowAt: string;
  readonly session: Session;
}

/**
 * A reading with its session. The wrong tenant and one without consent are no failure here: they
 * are assessed as what they are, with nothing read.
 */
export function withSession(
  context: CliContext,
  reading: Result<Reading, Failure>,
): Result<Assessable, Failure> {
  if (reading.ok) {
    const { snapshot, nowAt } = reading.value;
    // Where the tenant did not tell its id, the token does: it got here by it.
    const tenantId = snapshot.tenantId === '' ? (tokenTenant(context) ?? '') : snapshot.tenantId;
    return ok({
      snapshot: { ...snapshot, tenantId },
      nowAt,
      session: sessionOf(context, reading.value),
    });
  }
  const unread = unreadTenant(context, reading.failure);
  return unread === null ? reading : ok(unread);
}

/** WRONG-TENANT, NO-NETWORK and TENANT-CONSENT-MISSING (findings 4.8). */
function sessionOf(context: CliContext, reading: Reading): Session {
  const tokenTenantId = tokenTenant(context);
  return {
    isOffline: reading.isOffline,
    ...(tokenTenantId === undefined ? {} : { tokenTenantId }),
    ...(lacksConsent(reading.snapshot) ? { isConsentMissing: true } : {}),
  };
}

/** A tenant that was not read at all; null: another failure, which is told as such. */
function unreadTenant(context: CliContext, { code, values }: Failure): Assessable | null {
  const token = tokenTenant(context);
  const isWrong = code === 'auth/tenant-mismatch';
  if (!isWrong && code !== 'auth/consent-missing') return null;
  const cloud = cloudOf(context);
  if (!cloud.ok) return null;
  const nowAt = new Date(context.now()).toISOString();
  const tenantId = isWrong ? (values['actual'] ?? '') : (token ?? '');
  return {
    snapshot: nothingRead({ tenantId, cloud: cloud.value, origin: 'https', takenAt: nowAt }),
    nowAt,
    session: {
      ...(isWrong ? { tokenTenantId: values['expected'] ?? '' } : { isConsentMissing: true }),
    },
  };
}
