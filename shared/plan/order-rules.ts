import { limits } from '../entra/retirement-dates';
import type { Purpose } from './purpose';
import type { Step } from './step';

/** One rule of the closed order list: every `before` step ahead of any `after` step. */
export interface OrderRule {
  readonly id: string;
  readonly before: readonly Purpose[];
  readonly after: readonly Purpose[];
  /** `tenant`: for all steps; `person`: for steps that name the same account. */
  readonly scope: 'tenant' | 'person';
}

const tenant = (id: string, before: readonly Purpose[], after: readonly Purpose[]): OrderRule => ({
  id,
  before,
  after,
  scope: 'tenant',
});
const person = (id: string, before: Purpose, after: readonly Purpose[]): OrderRule => ({
  id,
  before: [before],
  after,
  scope: 'person',
});

/** Order rules O1–O30 (findings.md 7). O10 also asks for the soak, O30 for the last place. */
export const orderRules: readonly OrderRule[] = [
  tenant(
    'O1',
    ['emergencyAccess'],
    [
      'caEnforce',
      'switchToConditionalAccess',
      'securityDefaultsOn',
      'clearPerUser',
      'setComplete',
      'phoneMethodsOff',
    ],
  ),
  tenant(
    'O2',
    ['secureOperator'],
    [
      'caReportOnly',
      'caEnforce',
      'switchToConditionalAccess',
      'securityDefaultsOn',
      'clearPerUser',
      'setComplete',
      'phoneMethodsOff',
    ],
  ),
  tenant(
    'O3',
    ['restoreMethods'],
    ['register', 'caEnforce', 'clearPerUser', 'setComplete', 'phoneMethodsOff'],
  ),
  tenant('O4', ['setInProgress'], ['enableMethods', 'transitionGroups', 'setComplete']),
  tenant(
    'O5',
    ['enableMethods'],
    ['secureOperator', 'register', 'moveRadiusUsers', 'systemPreferred', 'setComplete'],
  ),
  tenant('O6', ['transitionGroups'], ['setComplete']),
  person('O7', 'register', ['caEnforce']),
  person('O8', 'register', ['removePhone', 'phoneMethodsOff']),
  tenant('O9', ['namedLocations'], ['caReportOnly']),
  tenant('O10', ['caReportOnly'], ['caEnforce', 'switchToConditionalAccess']),
  person('O11', 'caEnforce', ['clearPerUser']),
  tenant('O12', ['securityDefaultsOn'], ['clearPerUser']),
  tenant('O13', ['caOff'], ['securityDefaultsOn']),
  tenant('O14', ['exchangeModernAuth'], ['securityDefaultsOn']),
  tenant('O15', ['switchToConditionalAccess'], ['managedPolicy']),
  tenant('O16', ['caEnforce'], ['managedPolicy']),
  person('O17', 'blockSignIn', ['clearPerUser']),
  person('O18', 'replaceServiceAccount', ['clearPerUser']),
  tenant('O19', ['excludePupils'], ['register', 'registrationCampaign', 'systemPreferred']),
  tenant('O20', ['inventoryRadius'], ['moveRadiusUsers']),
  tenant('O21', ['moveRadiusUsers'], ['setComplete', 'phoneMethodsOff']),
  tenant('O22', ['federationDecision'], ['caEnforce', 'clearPerUser']),
  tenant('O23', ['partnerTrust'], ['caEnforce']),
  tenant(
    'O24',
    ['licenceDecision'],
    ['caReportOnly', 'caEnforce', 'securityDefaultsOn', 'clearPerUser'],
  ),
  tenant('O25', ['networkCondition'], ['enableQrCode']),
  tenant('O26', ['providerPilot'], ['phoneMethodsOff']),
  tenant('O27', ['rescan'], ['setComplete']),
  tenant('O28', ['setComplete'], ['phoneMethodsOff']),
  tenant('O29', ['clearPerUser'], ['legacyCleanUp']),
  tenant('O30', ['setComplete'], ['finish']),
];

export interface OrderViolation {
  readonly rule: string;
  /** Ids of the two steps that stand the wrong way round (the second may be empty). */
  readonly earlier: string;
  readonly later: string;
}

/** What the order rules look at; a step that is not numbered yet has one of these too. */
export type OrderedStep = Pick<
  Step,
  'id' | 'purpose' | 'ring' | 'items' | 'gate' | 'manual' | 'soakMinutes' | 'kind'
>;

/** Every broken rule of a list of steps, empty when the order is right. */
export function orderViolations(steps: readonly OrderedStep[]): readonly OrderViolation[] {
  const found: OrderViolation[] = [];
  for (const rule of orderRules) {
    found.push(...(rule.scope === 'tenant' ? tenantScope(rule, steps) : personScope(rule, steps)));
  }
  found.push(...soakBeforeEnforcement(steps), ...finishIsLast(steps), ...ringsInOrder(steps));
  return found;
}

function tenantScope(rule: OrderRule, steps: readonly OrderedStep[]): OrderViolation[] {
  const firstAfter = steps.findIndex((step) => rule.after.includes(step.purpose));
  if (firstAfter === -1) return [];
  return steps
    .slice(firstAfter + 1)
    .filter((step) => rule.before.includes(step.purpose))
    .map((step) => ({ rule: rule.id, earlier: at(steps, firstAfter), later: step.id }));
}

/** Accounts a step names: its items, the people of its gate, or the people of its manual step. */
export function namedPeople(step: OrderedStep): readonly string[] {
  if (step.items !== undefined) return step.items.map((item) => item.userId);
  return step.gate?.userIds ?? step.manual?.userIds ?? [];
}

function personScope(rule: OrderRule, steps: readonly OrderedStep[]): OrderViolation[] {
  const afterSeen = new Map<string, string>();
  const found: OrderViolation[] = [];
  for (const step of steps) {
    if (rule.before.includes(step.purpose)) {
      const wrong = namedPeople(step).find((id) => afterSeen.has(id));
      const earlier = wrong === undefined ? undefined : afterSeen.get(wrong);
      if (earlier !== undefined) found.push({ rule: rule.id, earlier, later: step.id });
    }
    if (rule.after.includes(step.purpose)) {
      for (const id of namedPeople(step)) if (!afterSeen.has(id)) afterSeen.set(id, step.id);
    }
  }
  return found;
}

function soakBeforeEnforcement(steps: readonly OrderedStep[]): OrderViolation[] {
  const enforce = steps.findIndex(
    (step) => step.purpose === 'caEnforce' || step.purpose === 'switchToConditionalAccess',
  );
  const reportOnly = steps.findIndex((step) => step.purpose === 'caReportOnly');
  if (enforce === -1 || reportOnly === -1) return [];
  const minutes = steps
    .slice(0, enforce)
    .filter((step) => step.purpose === 'caReportOnly' && step.kind === 'soak')
    .reduce((sum, step) => sum + (step.soakMinutes ?? 0), 0);
  if (minutes >= limits.reportOnlySoakDays * 1440) return [];
  return [{ rule: 'O10', earlier: at(steps, reportOnly), later: at(steps, enforce) }];
}

function finishIsLast(steps: readonly OrderedStep[]): OrderViolation[] {
  const finish = steps.findIndex((step) => step.purpose === 'finish');
  if (finish === -1 || finish === steps.length - 1) return [];
  return [{ rule: 'O30', earlier: at(steps, finish), later: at(steps, steps.length - 1) }];
}

/** Within one purpose a later ring never stands before an earlier one. */
function ringsInOrder(steps: readonly OrderedStep[]): OrderViolation[] {
  const last = new Map<Purpose, OrderedStep>();
  const found: OrderViolation[] = [];
  for (const step of steps) {
    if (step.ring === undefined) continue;
    const before = last.get(step.purpose);
    if (before?.ring !== undefined && before.ring > step.ring) {
      found.push({ rule: 'rings', earlier: before.id, later: step.id });
    }
    last.set(step.purpose, step);
  }
  return found;
}

function at(steps: readonly OrderedStep[], index: number): string {
  return steps[index]?.id ?? '';
}
