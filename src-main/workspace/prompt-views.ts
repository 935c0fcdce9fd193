import { valueOf } from '../../shared/assess/membership';
import type { PolicyView, PromptView } from '../../shared/ipc/plan-contract';
import type { Plan } from '../../shared/plan/plan';
import { policyChange } from '../../shared/plan/policy-change';
import { preferenceLoss } from '../../shared/plan/preference-loss';
import type { PolicySetting, SettingChange } from '../../shared/plan/setting-change';
import { stillUnsuited, unsuitedPeople, unsuitedUnknown } from '../../shared/plan/unsuited-people';
import { unsuitedReasons } from '../../shared/plan/unsuited-reason';
import type { Choices } from '../../shared/tenant/choice';

type Prompts = Pick<PolicyView, 'systemPreferred' | 'campaign' | 'passkeyOptOut'>;

/** What people are asked beside MFA itself: as it is, as the plan leaves it, and by whose choice. */
export function buildPrompts(plan: Plan): Prompts {
  const { choices } = plan;
  const changes = new Map(policyChange(plan).settings.map((one) => [one.id, one] as const));
  const view = (
    id: PolicySetting,
    choice: Choices['systemPreferred' | 'registrationCampaign' | 'passkeyOptOut'],
  ): PromptView => {
    const change = changes.get(id);
    return {
      now: change?.before ?? 'unknown',
      planned: change?.after ?? 'unknown',
      choice: choice?.value ?? null,
      reason: choice?.reason ?? '',
      changes: change?.kind === 'changed',
      reach: reachView(change?.reach ?? null),
      ...targetsOf(choice),
    };
  };
  const systemPreferred = view('systemPreferred', choices.systemPreferred);
  const loss = preferenceLoss(plan);
  return {
    systemPreferred: {
      ...systemPreferred,
      narrows: loss.firstFactor.size,
      loses: loss.whole.size,
      unsuited: unsuitedView(plan),
    },
    campaign: view('registrationCampaign', choices.registrationCampaign),
    passkeyOptOut: view('passkeyOptOut', choices.passkeyOptOut),
  };
}

function unsuitedView(plan: Plan): PolicyView['systemPreferred']['unsuited'] {
  const people = unsuitedPeople(plan);
  const open = stillUnsuited(plan);
  const unknown = unsuitedUnknown(plan);
  return {
    people: people.length,
    open: open.length,
    reasons: unsuitedReasons.flatMap((reason) => {
      const count = people.filter(({ reasons }) => reasons.includes(reason)).length;
      return count === 0 ? [] : [{ reason, people: count }];
    }),
    unknown: unknown.people,
    isRadiusOpen: unknown.isRadiusOpen,
    isForAll: isOnForAll(plan),
  };
}

function isOnForAll({ baseline }: Plan): boolean {
  const now = valueOf(baseline.authenticationMethodsPolicy)?.systemCredentialPreferences ?? null;
  const isOn = now?.state === 'default' || now?.state === 'enabled';
  return isOn && (now.includeTargets ?? []).some(({ id }) => id.toLowerCase() === 'all_users');
}

function targetsOf(
  choice: Choices['systemPreferred' | 'registrationCampaign' | 'passkeyOptOut'],
): Pick<PromptView, 'include' | 'exclude'> {
  if (choice === undefined || !('include' in choice)) return { include: [], exclude: [] };
  return { include: [choice.include].flat(), exclude: [choice.exclude ?? []].flat() };
}

/** Fields of its own: the contract takes what can be changed. */
function reachView(reach: SettingChange['reach']): PromptView['reach'] {
  return reach === null ? null : { before: { ...reach.before }, after: { ...reach.after } };
}
