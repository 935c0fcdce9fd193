import type { Plan } from '../../shared/plan/plan';
import type { Enforcement } from '../../shared/tenant/choice';

/** Destinations that are possible in this tenant (findings.md 6, R11): the first is recommended. */
export function enforcementOptions(plan: Plan): Enforcement[] {
  const hasP1 = plan.tenant.entraPlan === 'p1' || plan.tenant.entraPlan === 'p2';
  const isOn =
    plan.baseline.securityDefaults.kind === 'read' &&
    plan.baseline.securityDefaults.value.isEnabled;
  const usesPerUser = (plan.counts.perUserToClear ?? 0) > 0;
  const options: Enforcement[] = [];
  if (isOn) {
    options.push('keepSecurityDefaults');
    if (hasP1) options.push('securityDefaultsToConditionalAccess');
  } else if (hasP1) {
    options.push(usesPerUser ? 'perUserToConditionalAccess' : 'conditionalAccess');
  } else {
    options.push(usesPerUser ? 'perUserToSecurityDefaults' : 'turnOnSecurityDefaults');
  }
  const recommended = plan.enforcement;
  if (recommended !== 'notAssessed' && !options.includes(recommended)) options.unshift(recommended);
  return options;
}
