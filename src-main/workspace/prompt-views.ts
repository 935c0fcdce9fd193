import type { PolicyView, PromptView } from '../../shared/ipc/plan-contract';
import type { Plan } from '../../shared/plan/plan';
import { peopleNamed, policyChange, type PolicySetting } from '../../shared/plan/policy-change';
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
      ...targetsOf(choice),
    };
  };
  const systemPreferred = view('systemPreferred', choices.systemPreferred);
  const isNarrowed = systemPreferred.now === 'default' && systemPreferred.planned !== 'default';
  return {
    systemPreferred: {
      ...systemPreferred,
      narrows: isNarrowed ? firstFactorPeople(plan) : 0,
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

/** People the wider setting reaches today; all of them where its groups were not read. */
function firstFactorPeople(plan: Plan): number {
  const policy = plan.baseline.authenticationMethodsPolicy;
  const preferred = policy.kind === 'read' ? policy.value.systemCredentialPreferences : null;
  const { includeTargets = null, excludeTargets = null } = preferred ?? {};
  const everybody = plan.people.filter((person) => person.enabled && person.isPerson).length;
  return peopleNamed(plan, includeTargets, excludeTargets) ?? everybody;
}
