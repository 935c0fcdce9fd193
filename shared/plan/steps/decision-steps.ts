import type { Failure } from '../../diagnostic';
import type { JsonObject } from '../../json';
import { ok, type Result } from '../../result';
import { rolloutGroupWord } from '../chosen-groups';
import { losingNow } from '../preference-loss';
import { fires, type PlanContext } from '../plan-context';
import { sameState } from '../same-state';
import { draft, groupTarget, manualStep, policyTarget } from '../step-draft';
import type { Step } from '../step';
import { keptExclusions } from './preference-exclusion';

/** What these settings are now was not read: there is nothing to put back. */
export function isBetaUnread({ snapshot }: PlanContext): boolean {
  return snapshot.betaPolicyUnread !== undefined;
}

/** System-preferred authentication and passkey opt-out: only as somebody chose. */
export function chosenSettings(context: PlanContext): Result<readonly Step[], Failure> {
  const preference = chosenPreference(context);
  return preference.ok ? ok([...preference.value, ...chosenOptOut(context)]) : preference;
}

function chosenPreference(context: PlanContext): Result<readonly Step[], Failure> {
  const choice = context.choices.systemPreferred;
  // Ring by ring is planned elsewhere, or there already for everybody.
  const isByRings = choice?.include === rolloutGroupWord && choice.value !== 'disabled';
  if (choice === undefined || isByRings || isBetaUnread(context)) return ok([]);
  const kept = keptExclusions(context);
  if (!kept.ok) return kept;
  const current = context.policy.systemCredentialPreferences as unknown as JsonObject | null;
  const planned = {
    ...(current ?? {}),
    state: choice.value,
    includeTargets: [groupTarget(choice.include)],
    excludeTargets: kept.value,
  };
  if (current !== null && sameState(current, planned)) return ok([]);
  const prior = { systemCredentialPreferences: current };
  const losing = losingNow(context, planned);
  return ok([
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
  ]);
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
