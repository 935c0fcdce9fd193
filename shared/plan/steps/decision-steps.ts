import type { Json, JsonObject } from '../../json';
import { reachesOnly } from '../group-cover';
import { fires, type PlanContext } from '../plan-context';
import { sameState } from '../same-state';
import {
  addMembersStep,
  createdTarget,
  draft,
  manualStep,
  policyTarget,
  type DraftReason,
} from '../step-draft';
import { createdRef, type Step } from '../step';
import { rolloutGroupWord } from './system-preferred-steps';
import { pupilGroupSteps, pupilsOf } from './conditional-access-steps';

/** Pupils leave the registration campaign before anybody is asked to register (O19). */
export function pupilSteps(context: PlanContext): readonly Step[] {
  const group = pupilGroupSteps(context);
  if (group.length === 0 || !fires(context, 'STUDENT-EXCLUDE-FROM-CAMPAIGN')) return group;
  const campaign = campaignOf(context);
  const excluded = (campaign?.['excludeTargets'] ?? []) as readonly Json[];
  const target = { id: createdRef('group-pupils'), targetType: 'group' };
  const step = campaignStep(
    context,
    { excludeTargets: [...excluded, target] },
    {
      purpose: 'excludePupils',
      why: 'exclude_pupils_campaign',
      rules: ['O19', 'STUDENT-EXCLUDE-FROM-CAMPAIGN'],
      values: { count: String(pupilsOf(context).length) },
    },
  );
  return [...group, ...step];
}

/** What these settings are now was not read: there is nothing to put back. */
function isBetaUnread({ snapshot }: PlanContext): boolean {
  return snapshot.betaPolicyUnread !== undefined;
}

function campaignOf(context: PlanContext): JsonObject | null {
  const campaign =
    context.policy.registrationEnforcement?.authenticationMethodsRegistrationCampaign ?? null;
  return campaign as unknown as JsonObject | null;
}

/** The whole campaign object with some fields changed; nothing where it already is so. */
function campaignStep(
  context: PlanContext,
  change: JsonObject,
  about: DraftReason,
): readonly Step[] {
  if (isBetaUnread(context)) return [];
  const prior = context.policy.registrationEnforcement as unknown as JsonObject | null;
  const before = campaignOf(context) ?? {};
  const after = { ...before, ...change };
  if (sameState(before, after)) return [];
  const priorState = { registrationEnforcement: prior };
  return [
    draft(
      {
        key: `campaign-${about.purpose}`,
        kind: 'campaign.set',
        target: policyTarget,
        prior: priorState,
        planned: {
          registrationEnforcement: {
            ...(prior ?? {}),
            authenticationMethodsRegistrationCampaign: after,
          },
        },
        reverse: { kind: 'restore', to: priorState },
        blast: 'tenant',
      },
      about,
    ),
  ];
}

/** Campaign, system-preferred authentication and passkey opt-out: only as somebody chose. */
export function chosenSettings(context: PlanContext): readonly Step[] {
  return [...chosenCampaign(context), ...chosenPreference(context), ...chosenOptOut(context)];
}

function chosenCampaign(context: PlanContext): readonly Step[] {
  const choice = context.choices.registrationCampaign;
  if (choice === undefined) return [];
  const include = (campaignOf(context)?.['includeTargets'] ?? []) as readonly (JsonObject & {
    readonly id: string;
  })[];
  const isThere = include.length === 1 && reachesOnly(context, include, ringMembers(context));
  const method = include[0]?.['targetedAuthenticationMethod'] ?? 'microsoftAuthenticator';
  const change = {
    state: choice.value,
    includeTargets: choice.include.map((name) => ({
      ...(name === rolloutGroupWord
        ? {
            id: isThere ? (include[0]?.id ?? '') : createdRef(campaignGroupKey),
            targetType: 'group',
          }
        : groupTarget(context, name)),
      targetedAuthenticationMethod: method,
    })),
    excludeTargets: choice.exclude.map((name) => groupTarget(context, name)),
    ...(choice.snoozeDurationInDays === undefined
      ? {}
      : { snoozeDurationInDays: choice.snoozeDurationInDays }),
  };
  const about: DraftReason = {
    purpose: 'registrationCampaign',
    why: 'chosen',
    rules: ['O19'],
    values: { reason: choice.reason, by: choice.by },
  };
  const group = choice.include.includes(rolloutGroupWord) ? campaignGroup(context, about) : [];
  return [...group, ...campaignStep(context, change, about)];
}

const campaignGroupKey = 'group-campaign';

function ringMembers(context: PlanContext): readonly string[] {
  return context.rings.flatMap((ring) => ring.members);
}

/** One group of everybody in the rings: pupils, guests and mailboxes are asked nothing (O19, R15). */
function campaignGroup(context: PlanContext, about: DraftReason): readonly Step[] {
  const people = ringMembers(context)
    .map((id) => context.byId.get(id))
    .filter((person) => person !== undefined);
  const create = context.objects.createGroup(campaignGroupKey, 'registration campaign', about);
  return [create, addMembersStep('members-campaign', createdTarget(create), people, 'none', about)];
}

function chosenPreference(context: PlanContext): readonly Step[] {
  const choice = context.choices.systemPreferred;
  // Ring by ring is planned elsewhere, or there already for everybody.
  const isByRings = choice?.include === rolloutGroupWord && choice.value !== 'disabled';
  if (choice === undefined || isByRings || isBetaUnread(context)) return [];
  const current = context.policy.systemCredentialPreferences as unknown as JsonObject | null;
  const planned = {
    ...(current ?? {}),
    state: choice.value,
    includeTargets: [groupTarget(context, choice.include)],
    excludeTargets: choice.exclude === undefined ? [] : [groupTarget(context, choice.exclude)],
  };
  if (current !== null && sameState(current, planned)) return [];
  const prior = { systemCredentialPreferences: current };
  return [
    draft(
      {
        key: 'system-preferred',
        kind: 'systemPreferred.set',
        target: policyTarget,
        prior,
        planned: { systemCredentialPreferences: planned },
        reverse: { kind: 'restore', to: prior },
        blast: 'tenant',
      },
      {
        purpose: 'systemPreferred',
        why: 'chosen',
        rules: ['O5', 'R15'],
        values: { reason: choice.reason, by: choice.by },
      },
    ),
  ];
}

function chosenOptOut(context: PlanContext): readonly Step[] {
  const choice = context.choices.passkeyOptOut;
  const current = context.policy.optOutSettings?.passkeyDynamicMigration ?? null;
  const wanted = choice?.value === 'set' ? true : choice?.value === 'remove' ? false : null;
  if (choice === undefined || wanted === null || current === wanted) return [];
  if (isBetaUnread(context)) return [];
  const prior = { optOutSettings: { passkeyDynamicMigration: current } };
  return [
    draft(
      {
        key: 'passkey-opt-out',
        kind: 'passkeyOptOut.set',
        target: policyTarget,
        prior,
        planned: { optOutSettings: { passkeyDynamicMigration: wanted } },
        reverse: { kind: 'restore', to: { optOutSettings: { passkeyDynamicMigration: false } } },
        blast: 'tenant',
      },
      {
        purpose: 'registrationCampaign',
        why: 'chosen',
        rules: ['R21'],
        values: { reason: choice.reason, by: choice.by },
      },
    ),
  ];
}

/** A group by id or by its only name; `all_users` stands for everybody. */
function groupTarget(context: PlanContext, name: string): JsonObject {
  const { groups } = context.snapshot;
  const found =
    groups.kind === 'read' ? groups.value.find((one) => one.displayName === name) : null;
  return { id: found?.id ?? name, targetType: 'group' };
}

/** Decisions that change which steps follow at all (O22, O24). */
export function decisionSteps(context: PlanContext): readonly Step[] {
  const steps: Step[] = [];
  const isChosen = context.choices.licences !== undefined;
  if (isChosen || context.enforcement === 'decideLicences' || fires(context, 'LICENCE-SHORTFALL')) {
    steps.push(
      manualStep('licence-decision', 'licence_decision', [], {
        purpose: 'licenceDecision',
        why: 'licence_decision',
        rules: ['O24', 'LICENCE-SHORTFALL'],
      }),
    );
  }
  if (fires(context, 'ADFS-MFA-BEHAVIOUR') || (context.choices.federation ?? []).length > 0) {
    steps.push(
      manualStep('federation-decision', 'federation_decision', [], {
        purpose: 'federationDecision',
        why: 'federation_decision',
        rules: ['O22', 'ADFS-MFA-BEHAVIOUR'],
      }),
    );
  }
  return steps;
}
