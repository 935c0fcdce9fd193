import type { JsonObject } from '../../json';
import { losingNow } from '../preference-loss';
import { fires, type PlanContext } from '../plan-context';
import { sameState } from '../same-state';
import { draft, manualStep, policyTarget } from '../step-draft';
import type { Step } from '../step';
import { rolloutGroupWord } from './system-preferred-steps';

/** What these settings are now was not read: there is nothing to put back. */
export function isBetaUnread({ snapshot }: PlanContext): boolean {
  return snapshot.betaPolicyUnread !== undefined;
}

/** System-preferred authentication and passkey opt-out: only as somebody chose. */
export function chosenSettings(context: PlanContext): readonly Step[] {
  return [...chosenPreference(context), ...chosenOptOut(context)];
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
  const losing = losingNow(context, planned);
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
        why: losing === 0 ? 'chosen' : 'chosen_narrows',
        rules: ['O5', 'R15'],
        values: {
          reason: choice.reason,
          by: choice.by,
          ...(losing === 0 ? {} : { count: String(losing) }),
        },
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
export function groupTarget(context: PlanContext, name: string): JsonObject {
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
