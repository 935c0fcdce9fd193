import { methodODataType } from '../entra/method-configuration';
import { isGuid } from '../ids';
import { unsoundBundle } from './bundle';
import { orderViolations } from './order-rules';
import type { Plan } from './plan';
import { appearedStepId, createdStepId, referencedSteps } from './references';
import type { Step, StepKind } from './step';

interface Misfit {
  readonly place: string;
  readonly expected: string;
}

/** Fields a step of a kind may own (execution.md 2.2); kinds that are not named own none. */
const ownable: Partial<Record<StepKind, readonly string[]>> = {
  'group.create': ['displayName', 'mailNickname', 'mailEnabled', 'securityEnabled', 'groupTypes'],
  'method.configure': [
    'state',
    'includeTargets',
    'excludeTargets',
    'isSoftwareOathEnabled',
    'isUsableOnce',
    'isOfficePhoneAllowed',
  ],
  'migration.state': ['policyMigrationState'],
  'systemPreferred.set': ['systemCredentialPreferences'],
  'campaign.set': ['registrationEnforcement'],
  'ca.create': ['displayName', 'state', 'conditions', 'grantControls'],
  'ca.setState': ['state'],
  'ca.exclude': ['conditions'],
  'securityDefaults.set': ['isEnabled'],
  'passkeyOptOut.set': ['optOutSettings'],
};
const itemKinds: ReadonlySet<StepKind> = new Set(['group.add', 'group.remove', 'perUserMfa.set']);

/**
 * Null when every step of a parsed plan is one this product could have made.
 * @param mayBeOld also an earlier build of it
 */
export function checkSteps(plan: Pick<Plan, 'steps'>, mayBeOld = false): Misfit | null {
  const seen = new Map<string, Step>();
  for (const [index, step] of plan.steps.entries()) {
    const expected = checkStep(step, index, seen);
    if (expected !== null) return { place: `steps.${String(index)}`, expected };
    seen.set(step.id, step);
  }
  const unsound = unsoundBundle(plan.steps, mayBeOld);
  if (unsound !== null) {
    return {
      place: `steps (${unsound})`,
      expected: 'security defaults and policies changed together',
    };
  }
  const [violation] = orderViolations(plan.steps);
  if (violation === undefined) return null;
  return { place: `steps (${violation.later})`, expected: `order rule ${violation.rule}` };
}

function checkStep(step: Step, index: number, seen: ReadonlyMap<string, Step>): string | null {
  if (Number(step.id.slice(1)) !== index + 1) return 'ids in order: s01, s02, …';
  const owned = ownable[step.kind] ?? [];
  const strange = step.owned.find((field) => !owned.includes(field));
  if (strange !== undefined) return `a field that ${step.kind} may own, not ${strange}`;
  const planned = Object.keys(step.planned ?? {});
  if (owned.length > 0 && (step.owned.length === 0 || planned.length !== step.owned.length)) {
    return 'planned state of exactly the owned fields';
  }
  if (planned.some((field) => !step.owned.includes(field))) return 'only owned fields in planned';
  if (itemKinds.has(step.kind) !== (step.items !== undefined)) return 'items in item steps only';
  for (const id of referencedSteps(step)) {
    const source = seen.get(id);
    if (source === undefined) return `a reference to an earlier step, not ${id}`;
  }
  return checkTarget(step, seen);
}

function checkTarget(step: Step, seen: ReadonlyMap<string, Step>): string | null {
  const { id } = step.target;
  const creator = createdStepId(id);
  const isObject = creator === null ? isGuid(id) : seen.has(creator);
  const appeared = appearedStepId(id);
  if (appeared !== null) {
    const isOff = step.kind === 'ca.setState' && step.planned?.['state'] === 'disabled';
    const isAfterSwitch = seen.get(appeared)?.kind === 'securityDefaults.set';
    return isOff && isAfterSwitch ? null : 'policies that came with an earlier switch, turned off';
  }
  switch (step.kind) {
    case 'group.add':
    case 'group.remove':
    case 'ca.setState':
    case 'ca.exclude':
      return isObject ? null : 'a Graph id or a created object as target';
    case 'method.configure':
      return isGuid(id) || methodODataType(id) !== null ? null : 'a known method';
    case 'ca.create':
      return step.planned?.['state'] === 'disabled' ? null : 'new policies disabled';
    default:
      return null;
  }
}
