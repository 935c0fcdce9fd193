import { phoneMethods } from '../../assess/allowed-methods';
import { areNpsUsersOpen } from '../../assess/findings/hybrid';
import { methodChoice } from '../../assess/method-choice';
import type { Person } from '../../assess/people';
import { knownMethodId } from '../../entra/method-configuration';
import { methodTarget } from '../method-target';
import { fires, hasRetirement, isPending, subjectsOf, type PlanContext } from '../plan-context';
import type { TenantImage } from '../post-image';
import { draft, gateStep, manualStep, type DraftReason } from '../step-draft';
import type { Step } from '../step';
import { onPath } from './chosen-path-steps';
import { phoneMethodIds } from './configure-method';
import { stateStep } from './method-steps';
import { mustRegister } from './ring-steps';

/** Sign-in off for accounts nobody signs in with (O17). */
export function blockSignInSteps(context: PlanContext): readonly Step[] {
  const found = subjectsOf(context, 'SHARED-MAILBOX-SIGNIN', 'NEVER-USED');
  const kept = new Set(onPath(context, 'keepUntil', 'clearOnly'));
  const accounts = [...new Set([...found, ...onPath(context, 'blockSignIn')])]
    .filter((id) => !kept.has(id))
    .sort();
  if (accounts.length === 0) return [];
  return [
    manualStep('block-sign-in', 'block_sign_in', accounts, {
      purpose: 'blockSignIn',
      why: 'block_sign_in',
      rules: ['O17', 'SHARED-MAILBOX-SIGNIN', 'NEVER-USED'],
      values: { count: String(accounts.length) },
    }),
  ];
}

/** RADIUS users move before the methods they depend on go (O20, O21), also while nobody named them. */
export function radiusSteps(context: PlanContext): readonly Step[] {
  const areOpen = areNpsUsersOpen(context.answers, context.snapshot);
  if (!areOpen && !fires(context, 'NPS-DEPENDENCY')) return [];
  const users = subjectsOf(context, 'NPS-DEPENDENCY');
  return [
    manualStep('inventory-radius', 'inventory_radius', [], {
      purpose: 'inventoryRadius',
      why: 'inventory_radius',
      rules: ['O20', 'R16'],
    }),
    manualStep('move-radius', 'move_radius_users', users, {
      purpose: 'moveRadiusUsers',
      why: 'move_radius_users',
      rules: ['O21', 'NPS-DEPENDENCY'],
      values: { count: String(users.length) },
    }),
  ];
}

/** Fresh data, then the migration state (O27); nothing where the state is complete or null (R1). */
export function completeSteps(context: PlanContext): readonly Step[] {
  if (!isPending(context)) return [];
  return [
    gateStep(
      'rescan',
      { figure: 'openBlockers', atMost: 0 },
      {
        purpose: 'rescan',
        why: 'rescan',
        rules: ['O27', 'AMP-WOULD-STRAND', 'DATA-UNREADABLE'],
      },
    ),
    {
      ...stateStep('set-complete', 'migrationInProgress', 'migrationComplete', {
        purpose: 'setComplete',
        why: 'set_complete',
        rules: ['O27', 'O28', 'R2', 'R4'],
      }),
      reverse: { kind: 'restore', to: { policyMigrationState: 'migrationInProgress' } },
    },
  ];
}

/** Sms and Voice off at the end (O28), unless somebody chose to keep them; or those of `isMeant`. */
export function phoneOffSteps(
  context: PlanContext,
  image: TenantImage,
  isMeant: (id: string) => boolean = (id) => mayTurnOff(context, id),
): readonly Step[] {
  const about: DraftReason = {
    purpose: 'phoneMethodsOff',
    why: 'phone_methods_off',
    rules: ['O8', 'O28', 'R9'],
  };
  const open = (image.policy?.authenticationMethodConfigurations ?? []).filter(({ id, state }) => {
    const known = knownMethodId(id);
    return phoneMethodIds.has(known) && state === 'enabled' && isMeant(known);
  });
  if (open.length === 0) return [];
  const keepsProvider = (context.choices.telephony ?? []).some((one) => one.value === 'provider');
  if (keepsProvider) {
    const pilot: DraftReason = {
      purpose: 'providerPilot',
      why: 'provider_pilot',
      rules: ['O26', 'TELECOM-LEAD-TIME'],
    };
    const isTested = context.answers?.telephony?.provider?.status === 'tested';
    return [
      ...(isTested ? [] : [manualStep('provider-pilot', 'provider_pilot', [], pilot)]),
      ...phoneGate(context, image, about),
      manualStep('phones-to-provider', 'phones_to_provider', [], about),
    ];
  }
  return [
    ...phoneGate(context, image, about),
    ...open.map((one) =>
      draft(
        {
          key: `off-${knownMethodId(one.id)}`,
          kind: 'method.configure',
          target: methodTarget(one),
          prior: { state: 'enabled' },
          planned: { state: 'disabled' },
          reverse: { kind: 'restore', to: { state: 'enabled' } },
          blast: 'tenant',
        },
        about,
      ),
    ),
  ];
}

function mayTurnOff(context: PlanContext, id: string): boolean {
  const choice = methodChoice(context.choices, id);
  if (choice?.value === 'off') return true;
  if (choice?.value === 'leave') return false;
  const isForGood =
    choice?.value === 'on' && choice.until === undefined && choice.scope !== 'transition';
  return hasRetirement(context) && !isForGood;
}

/**
 * Nobody's last method goes (O8): everybody who has a phone and nothing else that the target policy
 * lets them use has registered first, whatever else they hold.
 */
function phoneGate(context: PlanContext, image: TenantImage, about: DraftReason): readonly Step[] {
  const holds = (person: Person): boolean =>
    person.enabled && person.isPerson && holdsPhone(person) && mustRegister(image, person);
  const userIds = context.people.filter(holds).map((person) => person.id);
  if (userIds.length === 0) return [];
  const values = { count: String(userIds.length) };
  return [
    gateStep(
      'phones-gate',
      { figure: 'registered', atLeast: 100, userIds },
      {
        ...about,
        why: 'phone_methods_gate',
        values,
      },
    ),
  ];
}

function holdsPhone({ methods, kind }: Person): boolean {
  return kind !== 'student' && methods?.some((name) => phoneMethods.has(name)) === true;
}

/** The record of the end, always last (O30). */
export const finishStep: Step = manualStep('finish', 'finish', [], {
  purpose: 'finish',
  why: 'finish',
  rules: ['O30'],
});

/** What the old settings leave behind, then the record of the end. */
export function finishSteps(context: PlanContext): readonly Step[] {
  const steps: Step[] = [];
  if (leavesLegacySettings(context)) {
    steps.push(
      manualStep('legacy-clean-up', 'legacy_clean_up', subjectsOf(context, 'APP-PASSWORD-RISK'), {
        purpose: 'legacyCleanUp',
        why: 'legacy_clean_up',
        rules: ['O29', 'R19'],
      }),
    );
  }
  return [...steps, finishStep];
}

/** True unless every answer says that nothing is there (answers.md 2: silence is the careful side). */
function leavesLegacySettings(context: PlanContext): boolean {
  const legacy = context.answers?.legacyMfa;
  return !(
    legacy?.appPasswordsAllowed === false &&
    legacy.trustedIps?.length === 0 &&
    legacy.rememberMfa?.allowed === false &&
    legacy.skipFederatedIntranet === false
  );
}
