import type { Finding } from '../../shared/assess/assessment';
import { isJsonObject, type Json } from '../../shared/json';
import type { Fresh } from './fresh-data';

/** Policies Microsoft made by itself, by lower-case id, as the reading knows them. */
export function microsoftsOwn(fresh: Fresh): ReadonlySet<string> {
  const found = fresh.assessment.findings.find((one) => one.code === 'MANAGED-POLICY-PRESENT');
  return new Set((found?.subjects ?? []).map(({ id }) => id.toLowerCase()));
}

/**
 * The reading without what only the policies say that Microsoft made when a switch began: a step
 * of its own turns them off, and until then the switch is judged over the real list (3.3).
 */
export function besidesMicrosofts(fresh: Fresh): Fresh {
  const own = microsoftsOwn(fresh);
  const { conditionalAccess } = fresh.image;
  const isOthers = (id: string): boolean => !own.has(id.toLowerCase());
  const stays = ({ code, data }: Finding): boolean => {
    const policies = data?.['policies'];
    const isOwn = (one: Json): boolean =>
      isJsonObject(one) && typeof one['id'] === 'string' && !isOthers(one['id']);
    return code !== 'BG-NOT-EXCLUDED' || !Array.isArray(policies) || !policies.every(isOwn);
  };
  return {
    ...fresh,
    image: {
      ...fresh.image,
      conditionalAccess: conditionalAccess?.filter(({ id }) => isOthers(id)) ?? null,
    },
    assessment: { ...fresh.assessment, findings: fresh.assessment.findings.filter(stays) },
  };
}
