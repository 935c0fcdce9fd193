import type { PolicyView, PromptView } from '../../shared/ipc/plan-contract';
import type { Plan } from '../../shared/plan/plan';
import { policyChange } from '../../shared/plan/policy-change';
import { preferenceLoss } from '../../shared/plan/preference-loss';
import type { PolicySetting, SettingChange } from '../../shared/plan/setting-change';
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
    },
    campaign: view('registrationCampaign', choices.registrationCampaign),
    passkeyOptOut: view('passkeyOptOut', choices.passkeyOptOut),
  };
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
