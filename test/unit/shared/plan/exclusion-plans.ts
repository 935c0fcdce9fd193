import type { Plan } from '../../../../shared/plan/plan';
import { read, type Snapshot } from '../../../../shared/tenant/snapshot';
import { aGroup } from '../../../fixtures/graph-objects';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { planReading } from './plans';

/** The group every case speaks of. */
export const id = '99999999-9999-4999-8999-999999999999';
const signed = { reason: 'kiosk', by: 'gaa', at: '2026-11-22T12:00:00Z' };
const whole = scenarioSnapshot(readScenario('S02'));
/** Ids of a cohort of the scenario. */
export const cohort = (name: string): string[] =>
  whole.users.flatMap((one) => (one.cohort.id === name ? one.user.id : []));

interface Case {
  readonly method?: string;
  /** Cohort in the group; null: its members were not read. */
  readonly holds: string | null;
  readonly written?: string;
  readonly change?: (snapshot: Snapshot) => Snapshot;
  readonly keepsDefaults?: boolean;
  readonly more?: Record<
    string,
    { value: 'on'; exclude?: string[]; readmit?: string[]; scope?: string }
  >;
}

export function planFor({
  method = 'MicrosoftAuthenticator',
  holds,
  written,
  change,
  ...rest
}: Case): Plan {
  const before = whole.snapshot;
  const groups = before.groups.kind === 'read' ? before.groups.value : [];
  const members =
    holds === null
      ? { kind: 'unread' as const, reason: { code: 'refused' as const } }
      : read(cohort(holds));
  const snapshot: Snapshot = {
    ...before,
    groups: read([...groups, { ...aGroup(id), displayName: 'Kiosk' }]),
    groupMembers: { ...before.groupMembers, [id]: members },
  };
  const chosen = {
    [method]: { value: 'on' as const, exclude: [written ?? 'Kiosk'] },
    ...rest.more,
  };
  const methods = Object.fromEntries(
    Object.entries(chosen).map(([name, one]) => [name, { ...one, ...signed }]),
  );
  const enforcement = { value: 'keepSecurityDefaults' as const, ...signed };
  const kept = rest.keepsDefaults === true ? { enforcement } : {};
  const choices = { ...whole.choices, ...kept, methods };
  return planReading({ ...whole, snapshot: change?.(snapshot) ?? snapshot, choices }).plan;
}

export const stepsOf = (plan: Plan, method: string) =>
  plan.steps.filter((one) => one.kind === 'method.configure' && one.target.id === method);
export const target = { targetType: 'group', id };

/** The snapshot with fields of a method's configuration changed. */
export const configured =
  (method: string, fields: object) =>
  (snapshot: Snapshot): Snapshot => {
    const { authenticationMethodsPolicy: policy } = snapshot;
    if (policy.kind !== 'read') throw new Error('no policy');
    const authenticationMethodConfigurations = policy.value.authenticationMethodConfigurations.map(
      (one) => (one.id === method ? { ...one, ...fields } : one),
    );
    const value = { ...policy.value, authenticationMethodConfigurations };
    return { ...snapshot, authenticationMethodsPolicy: read(value) };
  };
