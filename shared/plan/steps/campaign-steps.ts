import type { Person } from '../../assess/people';
import type { Json, JsonObject } from '../../json';
import { rolloutGroupWord } from '../chosen-words';
import { reachesOnly } from '../group-cover';
import { fires, type PlanContext } from '../plan-context';
import type { Ring } from '../plan';
import type { TenantImage } from '../post-image';
import { sameState } from '../same-state';
import {
  addMembersStep,
  createdTarget,
  draft,
  groupTarget,
  policyTarget,
  type DraftReason,
} from '../step-draft';
import { createdRef, type Step, type StepTarget } from '../step';
import { pupilGroupSteps, pupilsOf } from './conditional-access-steps';
import { isBetaUnread } from './decision-steps';
import { earlyPeople, membersOf, mustRegister } from './ring-steps';

const campaignGroupKey = 'group-campaign';
const about: Omit<DraftReason, 'why'> = { purpose: 'registrationCampaign', rules: ['O19', 'R15'] };

/** The campaign as earlier steps of the plan leave it: each change builds on the one before. */
interface Draft {
  readonly steps: readonly Step[];
  readonly campaign: JsonObject;
}

export interface CampaignSteps {
  readonly steps: readonly Step[];
  /** The group that grows ring by ring; null: there is none. */
  readonly group: StepTarget | null;
}

/**
 * What opens the registration campaign. Pupils leave it first (O19). As chosen: for the groups that
 * were named, or ring by ring for the plan's own group. Where it is off and nobody chose, it is
 * turned on for those who have only a phone, ring by ring. Exclusions that are there stay.
 */
export function campaignSteps(context: PlanContext): CampaignSteps {
  const pupils = pupilGroupSteps(context);
  const start: Draft = { steps: [], campaign: campaignOf(context) ?? {} };
  const spared = withoutPupils(context, start, pupils.length > 0);
  if (!rollsOutCampaign(context)) {
    return { steps: [...pupils, ...asChosen(context, spared).steps], group: null };
  }
  const create = context.objects.createGroup(campaignGroupKey, 'registration campaign', {
    ...about,
    why: 'campaign_group',
  });
  const { steps } = byRings(context, spared, create);
  // Pupils are out before there is a group that asks anybody (O19).
  const opening = [...pupils, ...spared.steps, create, ...steps.slice(spared.steps.length)];
  return { steps: opening, group: createdTarget(create) };
}

function campaignOf(context: PlanContext): JsonObject | null {
  const campaign =
    context.policy.registrationEnforcement?.authenticationMethodsRegistrationCampaign ?? null;
  return campaign as unknown as JsonObject | null;
}

const listOf = (campaign: JsonObject, key: string): readonly (JsonObject & { id: string })[] =>
  (campaign[key] ?? []) as unknown as readonly (JsonObject & { id: string })[];

function withoutPupils(context: PlanContext, before: Draft, hasGroup: boolean): Draft {
  if (!hasGroup || !fires(context, 'STUDENT-EXCLUDE-FROM-CAMPAIGN')) return before;
  const target = { id: createdRef('group-pupils'), targetType: 'group' };
  const change = { excludeTargets: [...listOf(before.campaign, 'excludeTargets'), target] };
  return changed(context, before, change, {
    purpose: 'excludePupils',
    why: 'exclude_pupils_campaign',
    rules: ['O19', 'STUDENT-EXCLUDE-FROM-CAMPAIGN'],
    values: { count: String(pupilsOf(context).length) },
  });
}

/** The whole campaign object with some fields changed; nothing where it already is so. */
function changed(
  context: PlanContext,
  { steps, campaign }: Draft,
  change: JsonObject,
  reason: DraftReason,
): Draft {
  const after = { ...campaign, ...change };
  if (isBetaUnread(context) || sameState(campaign, after)) return { steps, campaign };
  const enforcement = context.policy.registrationEnforcement as unknown as JsonObject | null;
  const whole = (one: JsonObject): JsonObject => ({
    registrationEnforcement: {
      ...(enforcement ?? {}),
      authenticationMethodsRegistrationCampaign: one,
    },
  });
  const isFirst = steps.length === 0;
  const prior = isFirst ? { registrationEnforcement: enforcement } : whole(campaign);
  const step = draft(
    {
      key: `campaign-${reason.purpose}`,
      kind: 'campaign.set',
      target: policyTarget,
      prior,
      planned: whole(after),
      reverse: { kind: 'restore', to: prior },
      blast: 'tenant',
    },
    reason,
  );
  return { steps: [...steps, step], campaign: after };
}

/** By one growing group: chosen so, or off with nothing chosen while somebody has only a phone. */
function rollsOutCampaign(context: PlanContext): boolean {
  if (isBetaUnread(context)) return false;
  const choice = context.choices.registrationCampaign;
  if (choice !== undefined) {
    const isWanted = choice.value !== 'disabled' && choice.include.includes(rolloutGroupWord);
    return isWanted && !isReached(context);
  }
  return campaignOf(context)?.['state'] === 'disabled' && phoneOnly(context).length > 0;
}

function phoneOnly(context: PlanContext): readonly Person[] {
  return context.rings
    .flatMap((ring) => membersOf(context, ring))
    .filter((person) => person.enabled && person.isPhoneOnly);
}

function byRings(context: PlanContext, before: Draft, create: Step): Draft {
  const choice = context.choices.registrationCampaign;
  const others = (choice?.include ?? []).filter((name) => name !== rolloutGroupWord);
  const change = {
    ...chosenFields(context, before.campaign),
    state: choice?.value ?? 'enabled',
    includeTargets: [
      groupOf(before.campaign, createdRef(create.id)),
      ...others.map((name) => targetOf(before.campaign, name)),
    ],
  };
  const values = { count: String(phoneOnly(context).length) };
  const reason =
    choice === undefined ? { ...about, why: 'campaign_phone_only', values } : chosenReason(choice);
  return changed(context, before, change, reason);
}

/** The campaign asks exactly the people of the rings already, through a group of their own. */
function isReached(context: PlanContext): boolean {
  const include = listOf(campaignOf(context) ?? {}, 'includeTargets');
  const members = context.rings.flatMap((ring) => ring.members);
  return include.length === 1 && reachesOnly(context, include, members);
}

function asChosen(context: PlanContext, before: Draft): Draft {
  const choice = context.choices.registrationCampaign;
  if (choice === undefined) return before;
  const [there] = listOf(before.campaign, 'includeTargets');
  const includeTargets = choice.include.map((name) =>
    name === rolloutGroupWord
      ? groupOf(before.campaign, there?.id ?? 'all_users')
      : targetOf(before.campaign, name),
  );
  const change = {
    ...chosenFields(context, before.campaign),
    state: choice.value,
    includeTargets,
  };
  return changed(context, before, change, chosenReason(choice));
}

type Choice = NonNullable<PlanContext['choices']['registrationCampaign']>;

function chosenReason({ reason, by }: Choice): DraftReason {
  return { purpose: 'registrationCampaign', why: 'chosen', rules: ['O19'], values: { reason, by } };
}

/** Named exclusions come to those that are there: an exclusion is never dropped on the way (S3). */
function chosenFields(context: PlanContext, campaign: JsonObject): JsonObject {
  const choice = context.choices.registrationCampaign;
  if (choice === undefined) return {};
  const there = listOf(campaign, 'excludeTargets');
  const known = new Set(there.map(({ id }) => id.toLowerCase()));
  const named = choice.exclude
    .map(groupTarget)
    .filter(({ id }) => typeof id !== 'string' || !known.has(id.toLowerCase()));
  const snooze = choice.snoozeDurationInDays;
  return {
    excludeTargets: [...there, ...named],
    ...(snooze === undefined ? {} : { snoozeDurationInDays: snooze }),
  };
}

/** One method at a time: the one the campaign asks for now. */
function methodOf(campaign: JsonObject): Json {
  const [first] = listOf(campaign, 'includeTargets');
  return first?.['targetedAuthenticationMethod'] ?? 'microsoftAuthenticator';
}

function groupOf(campaign: JsonObject, id: string): JsonObject {
  return { id, targetType: 'group', targetedAuthenticationMethod: methodOf(campaign) };
}

function targetOf(campaign: JsonObject, name: string): JsonObject {
  return { ...groupTarget(name), targetedAuthenticationMethod: methodOf(campaign) };
}

/** Before people of a ring have to have registered, the campaign asks them, and only them so far. */
export function campaignRing(
  context: PlanContext,
  ring: Ring,
  image: TenantImage,
): readonly Step[] {
  const early = new Set(earlyPeople(context, image));
  const people = membersOf(context, ring).filter((person) => !early.has(person.id));
  return askSteps(context, `campaign-${String(ring.ring)}`, people, image, {
    ...about,
    why: 'campaign_ring',
    ring: ring.ring,
  });
}

/** Whoever registers before ring 1 is asked before ring 1. */
export function campaignEarly(context: PlanContext, image: TenantImage): readonly Step[] {
  const people = earlyPeople(context, image).flatMap((id) => context.byId.get(id) ?? []);
  return askSteps(context, 'campaign-early', people, image, { ...about, why: 'campaign_early' });
}

/** Chosen for the rollout group: everybody of the ring. Otherwise who has only a phone. */
function askSteps(
  context: PlanContext,
  key: string,
  people: readonly Person[],
  image: TenantImage,
  reason: DraftReason,
): readonly Step[] {
  const { campaignGroup } = context;
  if (campaignGroup === undefined) return [];
  const isChosen = context.choices.registrationCampaign !== undefined;
  const asked = people.filter(
    (person) => isChosen || (person.enabled && person.isPhoneOnly && mustRegister(image, person)),
  );
  if (asked.length === 0) return [];
  const values = { count: String(asked.length) };
  return [addMembersStep(key, campaignGroup, asked, 'ring', { ...reason, values })];
}
