import { behavioursOf } from '../../assess/federation-behaviours';
import { valueOf } from '../../assess/membership';
import type { Failure } from '../../diagnostic';
import { limits } from '../../entra/retirement-dates';
import type { JsonObject } from '../../json';
import { ok, type Result } from '../../result';
import { rolloutGroupWord, unsuitedPeopleWord } from '../chosen-words';
import { losingNow } from '../preference-loss';
import { fires, type PlanContext } from '../plan-context';
import { sameState } from '../same-state';
import { draft, groupTarget, manualStep, policyTarget, soakStep } from '../step-draft';
import type { Step } from '../step';
import { leaveOut, unsuitedIn } from './preference-exclusion';
import { preferenceStep, rollsOutPreference } from './system-preferred-steps';

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
  // Ring by ring is planned elsewhere.
  if (choice === undefined || rollsOutPreference(context) || isBetaUnread(context)) return ok([]);
  const about = { purpose: 'systemPreferred', rules: ['O5', 'R15'] } as const;
  const isServed = choice.value !== 'disabled';
  const leavesOut = isServed && choice.exclude === unsuitedPeopleWord;
  const left = leaveOut(context, leavesOut ? unsuitedIn(context) : [], about);
  if (!left.ok) return left;
  const { steps, excludeTargets, joining } = left.value;
  const current = context.policy.systemCredentialPreferences as unknown as JsonObject | null;
  const planned = {
    ...(current ?? {}),
    state: choice.value,
    // On for everybody, or off: rings have nothing to add, and a group would only narrow it.
    includeTargets:
      choice.include === rolloutGroupWord
        ? (current?.['includeTargets'] ?? [groupTarget('all_users')])
        : [groupTarget(choice.include)],
    excludeTargets,
  };
  if (current !== null && sameState(current, planned)) return ok(steps);
  const losing = losingNow(context, planned, joining);
  const set = preferenceStep('system-preferred', current, planned, {
    ...about,
    why: losing === 0 ? 'chosen' : 'chosen_narrows',
    values: {
      reason: choice.reason,
      by: choice.by,
      ...(losing === 0 ? {} : { count: String(losing) }),
    },
  });
  const wait = soakStep('system-preferred-soak', limits.methodEffectMinutes, {
    ...about,
    why: 'preferred_out_soak',
  });
  return ok([...steps, set, ...(steps.length === 0 ? [] : [wait])]);
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

/**
 * Decisions that change which steps follow at all (O22, O24): until each is recorded and, as far as
 * the reading can tell, carried out.
 */
export function decisionSteps(context: PlanContext): readonly Step[] {
  const steps: Step[] = [];
  if (isLicenceOpen(context)) {
    steps.push(
      manualStep('licence-decision', 'licence_decision', [], {
        purpose: 'licenceDecision',
        why: 'licence_decision',
        rules: ['O24', 'LICENCE-SHORTFALL'],
      }),
    );
  }
  if (isFederationOpen(context)) {
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

function isLicenceOpen(context: PlanContext): boolean {
  const { choices, people, securityDefaults } = context;
  switch (choices.licences?.value) {
    case undefined:
      return context.enforcement === 'decideLicences' || fires(context, 'LICENCE-SHORTFALL');
    case 'buySeats':
      return people.some((person) => person.isStaff && person.enabled && person.hasP1 !== true);
    case 'securityDefaultsForAll':
      return !securityDefaults;
    // Kept as it is until the day of the choice, which then counts as not made.
    case 'keepPerUserUntil':
      return false;
  }
}

/** A domain in doubt, or one that does not behave as was chosen; also where that was not read. */
function isFederationOpen(context: PlanContext): boolean {
  if (fires(context, 'ADFS-MFA-BEHAVIOUR')) return true;
  const domains = valueOf(context.snapshot.domains);
  return (context.choices.federation ?? []).some(({ domain, value }) => {
    const wanted = domain.toLowerCase();
    const found = domains?.find(({ id }) => id.toLowerCase() === wanted);
    if (found === undefined) return true;
    return behavioursOf(context.snapshot, found).some((one) => one !== value);
  });
}
