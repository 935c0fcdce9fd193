import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { messageText } from '../../../../shared/i18n/message-text';
import { makePlan } from '../../../../shared/plan/make-plan';
import type { Step } from '../../../../shared/plan/step';
import { simulatePlan } from '../../../../shared/lockout/simulate-lockout';
import { buildPersonView } from '../../../../src-main/workspace/person-view';
import { term } from '../../../../shared/i18n/terms';
import { needsPass } from '../../../../shared/exports/messages-to-users/ring-messages';
import { buildPolicyView } from '../../../../src-main/workspace/policy-view';
import { buildReviewView } from '../../../../src-main/workspace/review-view';
import { buildRingsView } from '../../../../src-main/workspace/rings-view';
import { buildScheduleView } from '../../../../src-main/workspace/schedule-view';
import {
  countWrites,
  peopleConcerned,
  phraseFor,
  wideChanges,
} from '../../../../src-main/workspace/typed-phrase';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

function planOf(name: string) {
  const { snapshot, answers, choices, asOf } = scenarioSnapshot(readScenario(name));
  const plan = makePlan({
    snapshot,
    answers,
    choices,
    asOf,
    madeAt: asOf,
    appVersion: '0.0.0',
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  });
  if (!plan.ok) throw new Error(plan.failure.code);
  return plan.value;
}

const plan = planOf('S02');

describe('what the plan screens show', () => {
  it('rings: four rings of 3, 7, 15 and 14, nobody left over, the scanner on its own track', () => {
    const view = buildRingsView(plan);
    expect(view.rings.map((ring) => ring.size)).toEqual([3, 7, 15, 14]);
    expect(view.unassigned).toBe(0);
    expect(view.tracks.find((track) => track.track === 'exception')?.names).toEqual([
      'scan@kestrel.example',
    ]);
    expect(view.sankey.links.reduce((sum, link) => sum + link.count, 0)).toBe(39);
  });

  it('groups grow ring by ring, never shrink on the way', () => {
    const growths = buildRingsView(plan).groups.map((group) => group.growth);
    expect(growths).toContainEqual([3, 10, 25, 39]);
  });

  it('policy: says when the tenant has more groups than are suggested', () => {
    const names = Array.from({ length: 2_001 }, (_, at) => `Group ${String(at)}`);
    const shown = buildPolicyView(plan, 'keep', names.slice(1));
    expect([shown.groups.length, shown.hasMoreGroups]).toEqual([2_000, false]);
    const cut = buildPolicyView(plan, 'keep', names);
    expect([cut.groups.length, cut.hasMoreGroups]).toEqual([2_000, true]);
  });

  it('policy: text messages only for those who need them, each method with both old lists', () => {
    const view = buildPolicyView(plan, 'keep');
    const sms = view.methods.find((method) => method.id === 'Sms');
    expect(sms).toMatchObject({
      legacyMfa: 'on',
      sspr: 'on',
      now: 'disabled',
      proposed: 'enabled',
      scope: 'transition',
      scopeCount: 8,
      retiring: true,
    });
    expect(view.methods.find((method) => method.id === 'SoftwareOath')).toMatchObject({
      legacyMfa: 'on',
      sspr: 'off',
      now: 'disabled',
      proposed: 'enabled',
      wouldStrand: 3,
    });
    expect(view.impact).toMatchObject({ losesAll: 7, unknown: 0 });
    expect(view.diff.methods.find(({ id }) => id === 'Sms')?.kind).toBe('meanwhile');
    expect(view.systemPreferred).toMatchObject({
      now: 'default',
      planned: 'default',
      changes: false,
    });
  });

  it('policy: what changes what asks, in the order of the plan, and on which policy', () => {
    const { steps } = buildPolicyView(plan, 'keep').enforcement;
    const ids = plan.steps.map(({ id }) => id);
    expect(steps.map(({ id }) => ids.indexOf(id))).toEqual(
      steps.map(({ id }) => ids.indexOf(id)).toSorted((a, b) => a - b),
    );
    const policyAt = (kind: Step['kind']) =>
      plan.steps
        .filter((step) => step.kind === kind)
        .map(({ id }) => steps.find((step) => step.id === id)?.policy);
    expect(new Set(policyAt('ca.create'))).toEqual(new Set(['new']));
    expect(new Set(policyAt('perUserMfa.set'))).toEqual(new Set([null]));
    expect([...policyAt('ca.setState'), ...policyAt('ca.exclude')]).not.toContain(undefined);
    const theirs = {
      ...plan,
      steps: plan.steps.map((step) =>
        step.kind === 'ca.create'
          ? {
              ...step,
              kind: 'ca.setState' as const,
              target: { ...step.target, id: '5f1c0000-0000-4000-8000-000000000001' },
            }
          : step,
      ),
    };
    const onTheirs = buildPolicyView(theirs, 'keep').enforcement.steps;
    expect(onTheirs.map(({ policy }) => policy)).toContain('existing');
  });

  it('review: every step with its requests and its way back, blockers with what they refuse', () => {
    const view = buildReviewView({
      plan,
      simulation: simulatePlan(plan),
      approved: null,
      readOnly: null,
      proposal: null,
      isStale: false,
      now: '2026-11-22T12:00:00Z',
    });
    expect(view.pictures).toEqual({
      schedule: buildScheduleView(plan, '2026-11-22T12:00:00Z'),
      ...{ rings: buildRingsView(plan).sankey, people: 39 },
    });
    expect(view.loseAccess).toBe(0);
    expect(view.peopleMoved).toBe(40);
    expect(view.othersMoved).toBe(1);
    const writes = view.steps.filter((step) => !['manual', 'gate', 'soak'].includes(step.kind));
    expect(writes.filter((step) => step.requests.length === 0)).toEqual([]);
    expect(view.blockers.map((blocker) => blocker.code)).toContain('BG-MISSING');
    const clear = view.steps.find((step) => step.kind === 'perUserMfa.set' && step.ring === 1);
    expect(clear?.requests).toMatchObject([{ method: 'PATCH', times: 7 }]);
  });

  it('a person with only a phone: today, after the ring, and on the two dates', () => {
    const person = plan.people.find((item) => item.upn === 'enfphone1@kestrel.example');
    if (person === undefined) throw new Error('no such person');
    const view = buildPersonView(
      scenarioSnapshot(readScenario('S02')),
      plan.people,
      plan,
      person.id,
    );
    if (view === null) throw new Error('no such person');
    const verdictAt = (point: string) => view.points.find((item) => item.point === point)?.verdict;
    expect(view.row).toMatchObject({ ring: 2, date: 'february' });
    // Signs in with a text message today and is nudged by the campaign; then the phone is gone.
    expect(verdictAt('today')).toBe('askedToRegister');
    expect(verdictAt('2027-02-01')).toBe('mustRegister');
    // Every reason has words.
    const reasons = view.points.flatMap((point) => point.reasons.map((reason) => reason.key));
    expect(reasons.filter((key) => messageText(key, {}, 'en') === null)).toEqual([]);
    expect(view.points.map((item) => item.point)).toEqual([
      'today',
      'ring:0',
      'ring:1',
      'ring:2',
      'ring:3',
      'finish',
      '2027-02-01',
      '2027-07-01',
    ]);
  });
});

describe('the phrase to type', () => {
  it('is asked where a policy is enforced, with domain and number', () => {
    const ring0 = plan.steps.filter((step) => step.ring === 0);
    expect(phraseFor(plan, ring0)).toMatch(/^kestrel\.example \d+$/);
  });

  it('counts everybody where one of its steps changes the tenant as a whole', () => {
    const people = plan.people.filter((one) => one.enabled && one.isPerson).length;
    const named = plan.steps.filter((step) => step.kind === 'perUserMfa.set').slice(0, 1);
    const [first] = named;
    expect(first?.items?.length).toBeLessThan(people);
    expect(peopleConcerned(plan, named)).toBe(first?.items?.length);
    const isOff = (step: Step): boolean =>
      step.kind === 'method.configure' && step.planned?.['state'] === 'disabled';
    const isForAll = (step: Step): boolean =>
      step.kind === 'ca.setState' &&
      step.blast === 'tenant' &&
      step.planned?.['state'] === 'enabled';
    for (const reaches of [isOff, isForAll]) {
      const wide = plan.steps.filter(reaches).slice(0, 1);
      expect(wide).toHaveLength(1);
      expect(peopleConcerned(plan, [...named, ...wide])).toBe(people);
      expect(phraseFor(plan, wide)).toBe(`kestrel.example ${String(people)}`);
    }
  });

  it('counts everybody where taking back turns a method off again', () => {
    const people = plan.people.filter((one) => one.enabled && one.isPerson).length;
    const isMethod = (step: Step): boolean => step.kind === 'method.configure';
    const on = plan.steps.filter((one) => isMethod(one) && one.prior?.['state'] === 'disabled');
    const off = plan.steps.filter((one) => isMethod(one) && one.planned?.['state'] === 'disabled');
    expect(on.length).toBeGreaterThan(0);
    expect([peopleConcerned(plan, on), peopleConcerned(plan, on, true)]).toEqual([0, people]);
    expect(phraseFor(plan, on, true)).toBe(`kestrel.example ${String(people)}`);
    const gives = off.filter((one) => one.prior?.['state'] === 'enabled');
    expect(peopleConcerned(plan, gives, true)).toBe(0);
  });

  it('counts everybody where the tenant changes as a whole and no step names people', () => {
    const last = plan.steps.filter((step) => step.kind === 'migration.state');
    const people = plan.people.filter((one) => one.enabled && one.isPerson).length;
    expect(phraseFor(plan, last)).toBe(`kestrel.example ${String(people)}`);
    expect(wideChanges(last)).toEqual(['migration']);
    expect(countWrites(last)).toBe(1);
    expect(countWrites(plan.steps.filter((step) => step.kind === 'gate'))).toBe(0);
  });

  it('is not asked for a step that touches few people and nothing tenant-wide', () => {
    const small = plan.steps.filter((step) => step.kind === 'group.create');
    expect(phraseFor(plan, small)).toBe('');
  });
});

describe('everybody counted', () => {
  it('is in a ring, in a track, or outside of both by name', () => {
    const bakery = planOf('S01');
    const view = buildRingsView(bakery);
    const guests = view.tracks.find(({ track }) => track === 'guests');
    expect(guests?.size).toBe(1);
    expect(term('guests', 'track', 'ja')).toMatch(/^ゲスト/);
    const sum = (all: readonly { readonly size: number }[]) =>
      all.reduce((total, { size }) => total + size, 0);
    expect(sum(view.rings) + sum(view.tracks)).toBe(bakery.people.length);
  });
});

it('no pass is asked for somebody whose home tenant gives it', () => {
  const passes = planOf('S01').people.filter(needsPass);
  expect(passes.map(({ kind }) => kind)).toEqual(['member']);
});
