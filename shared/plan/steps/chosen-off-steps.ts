import { allowedMethods, configurationOf } from '../../assess/allowed-methods';
import type { Person } from '../../assess/people';
import { failure, type Failure } from '../../diagnostic';
import { mayServeGuests } from '../../entra/method-configuration';
import { err, ok, type Result } from '../../result';
import { scopeInImage } from '../image-scope';
import { methodTarget } from '../method-target';
import type { PlanContext } from '../plan-context';
import { applyStep, type TenantImage } from '../post-image';
import { draft } from '../step-draft';
import type { Step } from '../step';
import { phoneMethodIds } from './configure-method';

/**
 * Methods somebody chose to turn off, phones apart: last of all, and refused where security
 * defaults stay on (R11) or where a person would keep nothing that works.
 */
export function chosenOffSteps(
  context: PlanContext,
  image: TenantImage,
): Result<readonly Step[], Failure> {
  const steps: Step[] = [];
  for (const target of context.targets) {
    const current = configurationOf(context.policy, target.id);
    const isOff = target.state === 'disabled' && !phoneMethodIds.has(target.id);
    if (!isOff || current?.state !== 'enabled') continue;
    const step = draft(
      {
        key: `off-${target.id}`,
        kind: 'method.configure',
        target: methodTarget(current),
        prior: { state: 'enabled' },
        planned: { state: 'disabled' },
        reverse: { kind: 'restore', to: { state: 'enabled' } },
        blast: 'tenant',
      },
      { purpose: 'legacyCleanUp', why: 'chosen_off', rules: ['R11'] },
    );
    const place = `methods.${target.id}`;
    if (image.securityDefaults !== false) {
      return err(
        failure('input/choices-invalid', { place, expected: 'on_with_security_defaults' }),
      );
    }
    if (target.id === 'Email' && mayServeGuests(current)) {
      const values = { place, expected: 'email_for_guests_off' };
      return err(failure('input/choices-invalid', values));
    }
    const losing = whoLosesAll(context, image, applyStep(image, step));
    if (losing > 0) {
      const values = { place, expected: 'method_nobody_needs', count: String(losing) };
      return err(failure('input/choices-invalid', values));
    }
    steps.push(step);
  }
  return ok(steps);
}

function whoLosesAll(context: PlanContext, before: TenantImage, after: TenantImage): number {
  return context.people.filter(
    (person) => person.enabled && hasAny(before, person) && !hasAny(after, person),
  ).length;
}

function hasAny(image: TenantImage, person: Person): boolean {
  if (person.methods === null || image.policy === null) return false;
  const hasCertificate = person.methods.includes('certificate');
  const scope = scopeInImage(image, person);
  return allowedMethods(person.methods, image.policy, scope, { hasCertificate }).allowed.length > 0;
}
