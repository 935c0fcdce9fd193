import type { Person } from '../assess/people';
import type { JsonObject } from '../json';
import { scopesOfKind } from '../registration/write-needs';
import type { Purpose } from './purpose';
import { groupBody, markedName } from './rollout-group';
import {
  createdRef,
  type Gate,
  type Reverse,
  type Step,
  type StepItem,
  type StepKind,
  type StepTarget,
} from './step';

export const noTarget: StepTarget = { type: 'none', id: '', name: '' };
export const policyTarget: StepTarget = {
  type: 'authenticationMethodsPolicy',
  id: 'authenticationMethodsPolicy',
  name: 'authenticationMethodsPolicy',
};

/** A group in a list of targets; `all_users` stands for everybody. */
export const groupTarget = (id: string): JsonObject & { readonly id: string } => ({
  id,
  targetType: 'group',
});

export interface DraftReason {
  readonly purpose: Purpose;
  /** Message key `why_<key>`. */
  readonly why: string;
  readonly rules: readonly string[];
  readonly ring?: number;
  readonly values?: Readonly<Record<string, string>>;
}

interface DraftBody {
  readonly key: string;
  readonly kind: StepKind;
  readonly target: StepTarget;
  readonly prior?: JsonObject | null;
  readonly planned?: JsonObject | null;
  readonly reverse: Reverse;
  readonly blast: Step['blast'];
}

/** A step whose id is still a key; `numberSteps` gives the final ids. */
export function draft(body: DraftBody, about: DraftReason): Step {
  const planned = body.planned ?? null;
  return {
    id: body.key,
    kind: body.kind,
    purpose: about.purpose,
    ...(about.ring === undefined ? {} : { ring: about.ring }),
    target: body.target,
    owned: planned === null ? [] : Object.keys(planned),
    prior: body.prior ?? null,
    planned,
    reverse: body.reverse,
    blast: body.blast,
    scopes: scopesOfKind[body.kind],
    why: { key: `why_${about.why}`, values: about.values ?? {}, rules: about.rules },
  };
}

const nothingSent: Reverse = { kind: 'leave', why: 'reverse_nothing_sent' };

export function manualStep(
  key: string,
  manualId: string,
  userIds: readonly string[],
  about: DraftReason,
): Step {
  const body = {
    key,
    kind: 'manual',
    target: noTarget,
    reverse: { kind: 'manual', why: 'reverse_manual' },
    blast: 'none',
  } as const;
  return { ...draft(body, about), manual: { id: manualId, userIds } };
}

export function soakStep(key: string, minutes: number, about: DraftReason): Step {
  const body = {
    key,
    kind: 'soak',
    target: noTarget,
    reverse: nothingSent,
    blast: 'none',
  } as const;
  return { ...draft(body, about), soakMinutes: minutes };
}

export function gateStep(key: string, gate: Gate, about: DraftReason): Step {
  const body = {
    key,
    kind: 'gate',
    target: noTarget,
    reverse: nothingSent,
    blast: 'none',
  } as const;
  return { ...draft(body, about), gate };
}

/** Adds people to a group, created in this plan or existing. */
export function addMembersStep(
  key: string,
  group: StepTarget,
  people: readonly Person[],
  blast: Step['blast'],
  about: DraftReason,
): Step {
  const items = people.map((person): StepItem => ({
    userId: person.id,
    upn: person.upn,
    prior: 'notMember',
    planned: 'member',
  }));
  const reverse: Reverse = { kind: 'items', as: 'group.remove' };
  return { ...draft({ key, kind: 'group.add', target: group, reverse, blast }, about), items };
}

/** Sets the per-user state of people to disabled. Everybody's state must be known. */
export function clearPerUserStep(
  key: string,
  people: readonly Person[],
  blast: Step['blast'],
  about: DraftReason,
): Step {
  const items = people.flatMap((person): StepItem[] =>
    person.perUserMfa === 'enabled' || person.perUserMfa === 'enforced'
      ? [{ userId: person.id, upn: person.upn, prior: person.perUserMfa, planned: 'disabled' }]
      : [],
  );
  const target: StepTarget = { type: 'users', id: 'perUserMfa', name: 'perUserMfa' };
  const reverse: Reverse = { kind: 'items', as: 'perUserMfa.set' };
  return { ...draft({ key, kind: 'perUserMfa.set', target, reverse, blast }, about), items };
}

/** Hands out ordinals, so that every created object carries its own mark (execution.md 1.2). */
export interface StepObjects {
  createGroup(key: string, name: string, about: DraftReason): Step;
  policyName(name: string): string;
}

export function makeObjects(marker: string): StepObjects {
  let ordinal = 0;
  return {
    createGroup(key, name, about) {
      ordinal += 1;
      const planned = groupBody(name, marker, ordinal);
      const target: StepTarget = { type: 'group', id: '', name: markedName(name, marker, ordinal) };
      const reverse: Reverse = { kind: 'leave', why: 'reverse_empty_group_stays' };
      return draft({ key, kind: 'group.create', target, planned, reverse, blast: 'none' }, about);
    },
    policyName(name) {
      ordinal += 1;
      return markedName(name, marker, ordinal);
    },
  };
}

/** The group a `group.create` draft makes, as a target of later steps. */
export function createdTarget(create: Step): StepTarget {
  return { ...create.target, id: createdRef(create.id) };
}
