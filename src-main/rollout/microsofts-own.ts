import type { Finding } from '../../shared/assess/assessment';
import { managedBy } from '../../shared/assess/findings/conditional-access';
import { valueOf } from '../../shared/assess/membership';
import type { ConditionalAccessPolicy } from '../../shared/entra/conditional-access-policy';
import { isJsonObject, type Json } from '../../shared/json';
import type { Fresh } from './fresh-data';

/**
 * Policies Microsoft made by itself, by lower-case id: the template or the audit log says so. A name
 * alone does not, for anybody may give a policy that name.
 */
export function microsoftsOwn({ snapshot }: Pick<Fresh, 'snapshot'>): ReadonlySet<string> {
  const policies = valueOf(snapshot.conditionalAccess) ?? [];
  const isOwn = (policy: ConditionalAccessPolicy): boolean =>
    managedBy({ policy }, { snapshot }).some((how) => how !== 'name');
  return new Set(policies.filter(isOwn).map(({ id }) => id.toLowerCase()));
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
