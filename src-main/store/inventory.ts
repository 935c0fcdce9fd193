import type { GenericSchema } from 'valibot';
import {
  authorizationPolicySchema,
  partnerRelationshipSchema,
  policyTemplateSchema,
  stagedRolloutSchema,
  synchronizationSchema,
} from '../../shared/entra/inventory';
import type { Read, Snapshot } from '../../shared/tenant/snapshot';

interface Parsers {
  list<T>(path: string, schema: GenericSchema<unknown, T>): Read<readonly T[]>;
  one<T>(path: string, schema: GenericSchema<unknown, T>): Read<T>;
}

/** The lists that stand beside the settings, where they were asked for. */
export function inventoryOf(
  paths: readonly string[],
  { list, one }: Parsers,
): Pick<
  Snapshot,
  | 'authorizationPolicy'
  | 'conditionalAccessTemplates'
  | 'stagedRollout'
  | 'onPremisesSynchronization'
  | 'partnerRelationships'
> {
  const asked = new Set(paths);
  const when = <T>(path: string, value: () => T): Partial<Record<string, T>> =>
    asked.has(path) ? { [path]: value() } : {};
  return {
    ...when('authorizationPolicy', () => one('authorizationPolicy', authorizationPolicySchema)),
    ...when('conditionalAccessTemplates', () =>
      list('conditionalAccessTemplates', policyTemplateSchema),
    ),
    ...when('stagedRollout', () => list('stagedRollout', stagedRolloutSchema)),
    ...when('onPremisesSynchronization', () =>
      list('onPremisesSynchronization', synchronizationSchema),
    ),
    ...when('partnerRelationships', () => list('partnerRelationships', partnerRelationshipSchema)),
  };
}
