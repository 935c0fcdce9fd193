import { allowedMethods, configurationOf } from '../../assess/allowed-methods';
import type { Person } from '../../assess/people';
import { failure, type Failure } from '../../diagnostic';
import { isSameMethod, type MethodConfiguration } from '../../entra/method-configuration';
import type { JsonObject } from '../../json';
import { err, ok, type Result } from '../../result';
import { scopeInImage } from '../image-scope';
import { methodTarget } from '../method-target';
import type { PlanContext, PlannedMethod } from '../plan-context';
import { applyStep, type TenantImage } from '../post-image';
import { draft } from '../step-draft';
import type { Step } from '../step';

/**
 * The exclude list once the chosen groups stand in it, those that are there whole and first (S3).
 * Null: all of them are there.
 */
export function excludedAfter(
  current: MethodConfiguration,
  { exclude = [] }: PlannedMethod,
): readonly JsonObject[] | null {
  const now = (current.excludeTargets ?? []) as unknown as readonly JsonObject[];
  const there = new Set((current.excludeTargets ?? []).map(({ id }) => id.toLowerCase()));
  const added = exclude.filter((id) => !there.has(id.toLowerCase()));
  if (added.length === 0) return null;
  return [...now, ...added.map((id) => ({ targetType: 'group', id }))];
}

/** The exclude list without the groups that the choice lets in again. Null: none of them is there. */
export function withoutReadmitted(
  { excludeTargets }: MethodConfiguration,
  { readmit = [] }: PlannedMethod,
): MethodConfiguration['excludeTargets'] {
  const back = new Set(readmit.map((id) => id.toLowerCase()));
  const now = excludeTargets ?? [];
  const stay = now.filter(({ id }) => !back.has(id.toLowerCase()));
  return stay.length === now.length ? null : stay;
}

/**
 * Groups left out of methods that are on already: last of all, as a method that is turned off, and
 * refused as that is: while security defaults stay on (R11), or where somebody would keep nothing
 * that works. What the plan opens leaves its groups out from the start; both count here.
 */
export function exclusionSteps(
  context: PlanContext,
  image: TenantImage,
): Result<readonly Step[], Failure> {
  const steps: Step[] = [];
  const chosen = context.targets.filter((one) => (one.exclude ?? []).length > 0);
  for (const target of chosen) {
    const now = configurationIn(image, target.id);
    const planned = now?.state === 'enabled' ? excludedAfter(now, target) : null;
    if (now === undefined || planned === null) continue;
    if (image.securityDefaults !== false) {
      return err(refused(target, { expected: 'on_with_security_defaults' }));
    }
    const prior = { excludeTargets: now.excludeTargets as unknown as JsonObject[] | null };
    steps.push(
      draft(
        {
          key: `exclude-${target.id}`,
          kind: 'method.configure',
          target: methodTarget(now),
          prior,
          planned: { excludeTargets: planned },
          reverse: { kind: 'restore', to: prior },
          blast: 'tenant',
        },
        { purpose: 'legacyCleanUp', why: 'chosen_exclude', rules: ['R11'] },
      ),
    );
  }
  const after = steps.reduce(applyStep, image);
  for (const target of chosen) {
    const losing = whoLosesAll(context, withoutChosen(after, target), after);
    if (losing > 0) {
      const values = { expected: 'method_nobody_needs', count: String(losing) };
      return err(refused(target, values));
    }
  }
  return ok(steps);
}

function refused({ id }: PlannedMethod, values: Readonly<Record<string, string>>): Failure {
  return failure('input/choices-invalid', { place: `methods.${id}.exclude`, ...values });
}

function configurationIn({ policy }: TenantImage, id: string): MethodConfiguration | undefined {
  return policy === null ? undefined : configurationOf(policy, id);
}

/** The same tenant, were these groups not left out of the method. */
function withoutChosen(image: TenantImage, { id, exclude = [] }: PlannedMethod): TenantImage {
  if (image.policy === null) return image;
  const out = new Set(exclude.map((one) => one.toLowerCase()));
  const authenticationMethodConfigurations = image.policy.authenticationMethodConfigurations.map(
    (one) =>
      isSameMethod(one.id, id)
        ? {
            ...one,
            excludeTargets: (one.excludeTargets ?? []).filter(
              (target) => !out.has(target.id.toLowerCase()),
            ),
          }
        : one,
  );
  return { ...image, policy: { ...image.policy, authenticationMethodConfigurations } };
}

function whoLosesAll(context: PlanContext, before: TenantImage, after: TenantImage): number {
  return context.people.filter(
    (person) => person.enabled && usable(before, person).sure && !usable(after, person).perhaps,
  ).length;
}

/** Members that were not read take nothing for certain: the guards before the step judge them. */
function usable(image: TenantImage, person: Person): { sure: boolean; perhaps: boolean } {
  if (person.methods === null || image.policy === null) return { sure: false, perhaps: true };
  const hasCertificate = person.methods.includes('certificate');
  const scope = scopeInImage(image, person);
  const { allowed, unknown } = allowedMethods(person.methods, image.policy, scope, {
    hasCertificate,
  });
  return { sure: allowed.length > 0, perhaps: allowed.length + unknown.length > 0 };
}
