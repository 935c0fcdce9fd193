import { configurationOf } from '../../shared/assess/allowed-methods';
import { methodChoice } from '../../shared/assess/method-choice';
import type { Person } from '../../shared/assess/people';
import { limits } from '../../shared/entra/retirement-dates';
import { methodIds, type MethodConfiguration } from '../../shared/entra/method-configuration';
import type { MethodRow } from '../../shared/ipc/method-row';
import type { PolicyView } from '../../shared/ipc/plan-contract';
import type { MethodTargetPlan, Plan } from '../../shared/plan/plan';
import { isHeldBy } from '../../shared/plan/held-method';
import { largestPolicyBytes } from '../../shared/plan/policy-size';
import type { Answers } from '../../shared/tenant/answer';
import { foldText } from '../../shared/people/fold-text';
import { enforcementOptions } from './enforcement-options';
import { enforcementStepsOf } from './enforcement-steps-view';
import { impactOf } from './known-impact';
import { exclusionsOf, groupOf, isForEveryone, noGroups, type KnownGroups } from './method-group';
import { buildPolicyDiff } from './policy-diff-view';
import { buildPrompts } from './prompt-views';

/** Names that go to the page as suggestions; any other is judged once it is typed. */
const groupsShown = 2_000;

const windowOfGroups = 50;

/** One window of the groups whose name holds every word, as searches fold it. */
export function findGroups(
  groups: readonly string[],
  text: string,
  from: number,
): { readonly names: string[]; readonly total: number } {
  const words = foldText(text).trim().split(/\s+/);
  const found = groups.filter((name) => {
    const folded = foldText(name);
    return words.every((word) => folded.includes(word));
  });
  return { names: found.slice(from, from + windowOfGroups), total: found.length };
}

/** The New policy screen: every method with what allows it today and what the plan proposes. */
export function buildPolicyView(
  plan: Plan,
  preset: PolicyView['preset'],
  /** Names of the tenant's groups that can be chosen. */
  groups: readonly string[] = [],
  known: KnownGroups = noGroups,
): PolicyView {
  const targets = new Map(plan.methodTargets.map((target) => [target.id, target] as const));
  const bytes = plan.baseline.policyBytes;
  return {
    methods: methodIds.map((id) => methodRow(plan, id, targets.get(id), known)),
    preset,
    bytes,
    plannedBytes: largestPolicyBytes(plan),
    warnBytes: limits.policyWarnBytes,
    refuseBytes: limits.policyRefuseBytes,
    impact: { ...impactOf(plan).counts },
    diff: buildPolicyDiff(plan),
    enforcement: {
      recommended: plan.enforcement,
      chosen: plan.choices.enforcement?.value ?? null,
      options: enforcementOptions(plan),
      steps: enforcementStepsOf(plan),
    },
    ...buildPrompts(plan),
    groups: groups.slice(0, groupsShown),
    hasMoreGroups: groups.length > groupsShown,
  };
}

function methodRow(
  plan: Plan,
  id: string,
  target: MethodTargetPlan | undefined,
  known: KnownGroups,
): MethodRow {
  const now = configurationIn(plan, id);
  const choice = methodChoice(plan.choices, id);
  const holders = plan.people.filter((person) => person.enabled && isHeldBy(person.methods, id));
  return {
    id,
    ...legacyState(plan.answers, id),
    now: now === undefined || now === 'unread' ? 'unknown' : stateOf(now),
    proposed: target?.state ?? 'leave',
    scope: target?.scope ?? 'leave',
    scopeCount: target?.members.length ?? 0,
    forEveryone: isForEveryone(now),
    ...groupOf(choice?.scope, known),
    ...exclusionsOf(now, choice, known, () => holdingOf(plan, id)),
    choice: choice?.value ?? null,
    fromPreset: choice?.preset !== undefined,
    reason: choice?.preset === undefined ? (choice?.reason ?? '') : '',
    holders: holders.length,
    wouldStrand: holders.filter((person) => hasOnly(person, id)).length,
    notShown: target?.reason === 'notInPolicy',
    retiring: id === 'Sms' || id === 'Voice',
  };
}

/** Enabled people, and whether they hold the method. */
function holdingOf({ people }: Plan, id: string): ReadonlyMap<string, boolean | null> {
  const enabled = people.filter((person) => person.enabled);
  return new Map(
    enabled.map((one) => [one.id, one.methods === null ? null : isHeldBy(one.methods, id)]),
  );
}

function stateOf({ state }: MethodConfiguration): 'enabled' | 'disabled' {
  return state === 'enabled' ? 'enabled' : 'disabled';
}

function configurationIn(plan: Plan, id: string): MethodConfiguration | undefined | 'unread' {
  const policy = plan.baseline.authenticationMethodsPolicy;
  if (policy.kind === 'unread') return 'unread';
  return configurationOf(policy.value, id);
}

function hasOnly(person: Person, id: string): boolean {
  const held = methodIds.filter((other) => isHeldBy(person.methods, other));
  return held.length === 1 && held[0] === id;
}

type VerificationOption =
  'callToPhone' | 'textToPhone' | 'appNotification' | 'appCodeOrHardwareToken';

const legacyMfaOption: Readonly<Record<string, VerificationOption>> = {
  Voice: 'callToPhone',
  Sms: 'textToPhone',
  MicrosoftAuthenticator: 'appNotification',
  SoftwareOath: 'appCodeOrHardwareToken',
  HardwareOath: 'appCodeOrHardwareToken',
};
const legacySsprMethods: Readonly<Record<string, readonly string[]>> = {
  Voice: ['mobilePhone', 'officePhone'],
  Sms: ['mobilePhone'],
  MicrosoftAuthenticator: ['mobileAppNotification'],
  SoftwareOath: ['mobileAppCode'],
  Email: ['email'],
};

/** What the two legacy lists say about a method (R6); unanswered stays unanswered. */
function legacyState(answers: Answers | null, id: string): Pick<MethodRow, 'legacyMfa' | 'sspr'> {
  const option = legacyMfaOption[id];
  const options = answers?.legacyMfa?.verificationOptions;
  const value = option === undefined ? undefined : options?.[option];
  const listed = legacySsprMethods[id];
  const sspr = answers?.sspr;
  return {
    legacyMfa: option === undefined ? 'notListed' : onOff(value),
    sspr:
      listed === undefined
        ? 'notListed'
        : sspr?.scope === 'none'
          ? 'off'
          : onOff(sspr?.methods?.some((method) => listed.includes(method))),
  };
}

function onOff(value: boolean | null | undefined): 'on' | 'off' | 'notAnswered' {
  return value === undefined || value === null ? 'notAnswered' : value ? 'on' : 'off';
}
