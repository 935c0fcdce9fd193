import type { Step } from './step';

/** Ways a step reaches people, by what it touches. */
export const reachWays = [
  'tenant',
  'policy',
  'exclusion',
  'listed',
  'byHand',
  'group',
  'asksNothing',
  'waits',
] as const;

/** Whom a step touches. `count`: accounts it lists, 0 where it lists none. */
export interface StepReach {
  readonly way: (typeof reachWays)[number];
  readonly count: number;
}

/** From what the step really changes: accounts it lists, people a policy binds, or nobody. */
export function reachOf(step: Step): StepReach {
  const count = step.items?.length ?? step.manual?.userIds.length ?? 0;
  return { way: count > 0 ? 'listed' : wayOf(step), count };
}

function wayOf(step: Step): StepReach['way'] {
  switch (step.kind) {
    case 'soak':
    case 'gate':
      return 'waits';
    case 'manual':
      return 'byHand';
    case 'group.create':
      return 'group';
    case 'ca.exclude':
      return 'exclusion';
    case 'ca.create':
      return step.planned?.['state'] === 'enabled' ? 'policy' : 'asksNothing';
    case 'ca.setState':
      // Both ways: a policy that is on before or after binds whoever it applies to.
      return isQuiet(step.prior) && isQuiet(step.planned) ? 'asksNothing' : 'policy';
    case 'group.add':
    case 'group.remove':
    case 'perUserMfa.set':
      return 'listed';
    case 'method.configure':
    case 'migration.state':
    case 'systemPreferred.set':
    case 'campaign.set':
    case 'securityDefaults.set':
    case 'passkeyOptOut.set':
      return 'tenant';
  }
}

const quietStates: readonly unknown[] = ['disabled', 'enabledForReportingButNotEnforced'];

function isQuiet(state: Step['prior']): boolean {
  return quietStates.includes(state?.['state']);
}
