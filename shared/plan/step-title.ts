import { knownMethodId } from '../entra/method-configuration';
import { appearedStepId } from './references';
import type { Step } from './step';

/** A message key and its values. Counts are plain numbers as text; names stand as the tenant has them. */
export interface StepTitle {
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
}

const minutesPerDay = 1440;

/**
 * Title of a step, `step_title_…` or `manual_<id>_title`. Values: `name` (object), `method`
 * (configuration id, to be named by the app), `count` (people), `ring`, `days`, `hours`, `minutes`.
 */
export function stepTitle(step: Step): StepTitle {
  const name = { name: step.target.name };
  const count = { count: String(step.items?.length ?? step.gate?.userIds?.length ?? 0) };
  const ring = { ring: String(step.ring ?? 0) };
  switch (step.kind) {
    case 'group.create':
      return { key: 'step_title_group_create', values: name };
    case 'group.add':
      return step.purpose === 'caEnforce'
        ? { key: 'step_title_group_add_enforce', values: { ...count, ...ring } }
        : { key: 'step_title_group_add', values: { ...count, ...name } };
    case 'group.remove':
      return { key: 'step_title_group_remove', values: { ...count, ...name } };
    case 'method.configure':
      return { key: methodKey(step), values: { method: knownMethodId(step.target.id) } };
    case 'migration.state':
      return { key: migrationKey(step), values: {} };
    case 'systemPreferred.set':
      return { key: 'step_title_system_preferred', values: {} };
    case 'campaign.set':
      return { key: 'step_title_campaign', values: {} };
    case 'passkeyOptOut.set':
      return { key: 'step_title_passkey_opt_out', values: {} };
    case 'ca.create':
      return { key: 'step_title_policy_create', values: name };
    case 'ca.setState':
      if (step.bundle === 'switch') return { key: 'step_title_switch_on', values: name };
      if (step.bundle === 'handOver') return { key: 'step_title_hand_over_off', values: name };
      return appearedStepId(step.target.id) === null
        ? { key: policyKey(step), values: name }
        : { key: 'step_title_policies_appeared_off', values: {} };
    case 'ca.exclude':
      return { key: 'step_title_policy_exclusions', values: name };
    case 'securityDefaults.set':
      if (step.bundle === 'switch') return { key: 'step_title_switch_off', values: {} };
      if (step.bundle === 'handOver') return { key: 'step_title_hand_over_on', values: {} };
      return step.planned?.['isEnabled'] === true
        ? { key: 'step_title_security_defaults_on', values: {} }
        : { key: 'step_title_security_defaults_off', values: {} };
    case 'perUserMfa.set':
      return step.items?.some((item) => item.planned !== 'disabled') === true
        ? { key: 'step_title_per_user_restore', values: count }
        : { key: 'step_title_per_user_clear', values: count };
    case 'soak':
      return soakTitle(step.soakMinutes ?? 0);
    case 'gate':
      return gateTitle(step);
    case 'manual':
      return {
        key: `manual_${step.manual?.id ?? ''}_title`,
        values: { count: String(step.manual?.userIds.length ?? 0) },
      };
  }
}

function methodKey(step: Step): string {
  const state = step.planned?.['state'];
  if (state === 'disabled') return 'step_title_method_off';
  return state === 'enabled' ? 'step_title_method_on' : 'step_title_method_change';
}

function migrationKey(step: Step): string {
  switch (step.planned?.['policyMigrationState']) {
    case 'migrationComplete':
      return 'step_title_migration_complete';
    case 'preMigration':
      return 'step_title_migration_pre';
    default:
      return 'step_title_migration_in_progress';
  }
}

function policyKey(step: Step): string {
  switch (step.planned?.['state']) {
    case 'enabled':
      return 'step_title_policy_on';
    case 'disabled':
      return 'step_title_policy_off';
    default:
      return 'step_title_policy_report_only';
  }
}

function soakTitle(minutes: number): StepTitle {
  if (minutes >= minutesPerDay && minutes % minutesPerDay === 0) {
    return { key: 'step_title_soak_days', values: { days: String(minutes / minutesPerDay) } };
  }
  return minutes >= 60 && minutes % 60 === 0
    ? { key: 'step_title_soak_hours', values: { hours: String(minutes / 60) } }
    : { key: 'step_title_soak_minutes', values: { minutes: String(minutes) } };
}

function gateTitle(step: Step): StepTitle {
  const count = { count: String(step.gate?.userIds?.length ?? 0) };
  switch (step.gate?.figure) {
    case 'registered':
      return step.ring === undefined
        ? { key: 'step_title_gate_registered', values: count }
        : {
            key: 'step_title_gate_registered_ring',
            values: { ...count, ring: String(step.ring) },
          };
    case 'reportOnlyFailures':
      return { key: 'step_title_gate_report_only', values: {} };
    case 'reportOnlyInterrupted':
      return { key: 'step_title_gate_report_only_asked', values: {} };
    case 'emergencyAccess':
      return { key: 'step_title_gate_emergency_access', values: {} };
    default:
      return { key: 'step_title_gate_open_blockers', values: {} };
  }
}
