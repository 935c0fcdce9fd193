import * as v from 'valibot';
import { tenantPlan } from '../../shared/assess/licences';
import { subscribedSkuSchema } from '../../shared/entra/tenant-resources';
import { read, type UnreadReason } from '../../shared/tenant/snapshot';
import type { Reading } from '../store/reading-store';
import { rowsRead } from './tour-rows';

/**
 * What a refusal of data that needs P1 means. There is no single licence error, so that the
 * licences decide, where they were read: without P1 a 403 is the missing licence whatever its code,
 * with P1 it is a missing permission whatever its code (domain.md 2).
 */
export function byLicence(reading: Reading, reason: UnreadReason): UnreadReason {
  const isRefusal = reason.code === 'refused' && reason.status === 403;
  if (!isRefusal && reason.code !== 'notLicensed') return reason;
  const listed = rowsRead(reading, 'subscribedSkus');
  const skus = v.safeParse(v.array(subscribedSkuSchema), 'rows' in listed ? listed.rows : null);
  if (!skus.success) return reason;
  const hasP1 = tenantPlan(read(skus.output)) !== 'free';
  if (!hasP1) return { ...reason, code: 'notLicensed' };
  return { ...reason, code: reason.status === 403 ? 'refused' : 'notAccepted' };
}
