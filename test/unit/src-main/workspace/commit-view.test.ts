import { expect, test } from 'vitest';
import type { JournalEntry } from '../../../../shared/journal/journal-entry';
import type { Step } from '../../../../shared/plan/step';
import { buildCommitView, type CommitInput } from '../../../../src-main/workspace/commit-view';
import { cannotUndo } from '../../../../src-main/workspace/review-view';
import { stepBefore } from '../../../../src-main/workspace/rollout-steps';
import type { RolloutStatus } from '../../../../src-main/rollout/rollout-status';
import { scenarioPlan } from '../../../fixtures/scenario-plan';
import { sha256 } from '../../../fixtures/stable-id';

const { plan } = scenarioPlan('S02');
const adding = plan.steps.find((step) => step.kind === 'group.add' && step.ring === 0) as Step;
const [first, second] = (adding.items ?? []).map(({ userId }) => userId);

const entry = (type: JournalEntry['type'], item: string | null): JournalEntry => ({
  ...{ rolloutId: 'r', seq: 0, type, stepId: adding.id, item, at: '2026-11-29T12:00:00Z' },
  ...{ body: { dir: 'forward' }, prev: '', hash: '' },
});

const status = (done: readonly string[]): RolloutStatus => ({
  ...{
    rolloutId: 'r',
    planHash: plan.planHash,
    state: 'held',
    until: null,
    graphUrl: null,
    backRange: null,
    moved: [],
    ringDrift: null,
    newcomers: {},
  },
  steps: plan.steps.map(({ id }) => ({
    ...{ id, status: done.includes(id) ? 'DONE' : 'PENDING', items: null, at: null },
    ...{ failure: null, drift: null, gate: null, soakUntil: null, isGoingBack: false },
    answers: [],
  })),
});

const view = (asked: Partial<CommitInput>) =>
  buildCommitView({
    ...{ plan, status: null, entries: [], act: 'start', ring: 0, from: null },
    ...{ confirmed: [], moved: [], sha256 },
    ...asked,
  });

test('forward, people who have what they get already are not named', () => {
  const entries = [entry('acked', first ?? ''), entry('verified', first ?? '')];
  const whole = view({}).objects.find(({ step }) => step === adding.id);
  const rest = view({ entries }).objects.find(({ step }) => step === adding.id);
  expect(rest?.people).toBe((whole?.people ?? 0) - 1);
  expect(rest?.names.map(({ id }) => id)).not.toContain(first);
  expect(rest?.moves).toEqual([{ from: 'notMember', to: 'member', people: rest?.people }]);
});

test('back, only those whom this rollout changed, and what is written is what was before', () => {
  const entries = [entry('acked', first ?? ''), entry('skipped', second ?? '')];
  const back = view({ act: 'rollBack', ring: null, status: status([adding.id]), entries });
  expect(back.objects).toMatchObject([
    {
      step: adding.id,
      names: [{ id: first }],
      moves: [{ from: 'member', to: 'notMember', people: 1 }],
    },
  ]);
});

test('back from a step, nothing that stands before it', () => {
  const writes = plan.steps.filter((step) => step.reverse.kind === 'restore').slice(0, 3);
  const done = writes.map(({ id }) => id);
  const from = done[1] ?? '';
  const told = (type: JournalEntry['type'], stepId: string): JournalEntry => ({
    ...entry(type, null),
    stepId,
  });
  const asked = { act: 'rollBack', ring: null, from, status: status(done) } as const;
  const back = view({ ...asked, entries: done.map((id) => told('acked', id)) });
  expect(back.objects.map(({ step }) => step)).toEqual([done[2], done[1]]);
  // Found as planned: nothing was sent, and nothing is put back.
  const entries = [told('done', done[1] ?? ''), told('sent', done[2] ?? '')];
  const ours = view({ ...asked, entries });
  expect(ours.objects.map(({ step }) => step)).toEqual([done[2]]);
  expect(ours.writes).toBe(back.writes - 1);
  const place = plan.steps.findIndex(({ id }) => id === from);
  expect(stepBefore(plan, from)).toBe(plan.steps[place - 1]?.id);
  expect(stepBefore(plan, plan.steps[0]?.id ?? '')).toBeNull();
});

test('counts what is in effect now, and what stays so after a roll back', () => {
  const restored = plan.steps.filter((step) => step.reverse.kind === 'restore').slice(0, 3);
  const stays = plan.steps.find((step) => cannotUndo([step]).length > 0);
  if (stays === undefined) throw new Error('S02 has a step without a way back');
  const done = [...restored.map(({ id }) => id), stays.id];
  const inEffect = (asked: Partial<CommitInput>) =>
    view({ act: 'rollBack', ring: null, status: status(done), ...asked }).inEffect;
  expect(inEffect({})).toEqual({ now: 4, after: 1 });
  const left = plan.steps.filter(({ id }) => done.includes(id)).map(({ id }) => id);
  const last = left.at(-1) ?? '';
  expect(inEffect({ from: last })).toEqual({ now: 4, after: last === stays.id ? 4 : 3 });
  const entries = [entry('acked', first ?? '')];
  expect(inEffect({ person: first ?? '', entries })).toEqual({ now: 1, after: 0 });
  expect(view({}).inEffect).toBeNull();
});

test('a switch is taken back whole, from whichever of its steps it is asked', () => {
  const { plan: other } = scenarioPlan('S12');
  const bundle = other.steps.filter((step) => step.bundle !== undefined);
  expect(bundle.length).toBeGreaterThan(1);
  const before = new Set(bundle.map(({ id }) => stepBefore(other, id)));
  expect(before.size).toBe(1);
  const [only] = before;
  expect(other.steps.find(({ id }) => id === only)?.bundle).toBeUndefined();
});

test('asks for what its own steps take, without what a person gave already', () => {
  const asked = (input: Partial<CommitInput>) => view(input).asksFor;
  const whole = asked({ ring: null });
  const back = { act: 'rollBack', ring: null, status: status([adding.id]) } as const;
  expect(asked(back)).toEqual(['Group.ReadWrite.All']);
  expect(asked({ ...back, confirmed: ['Group.ReadWrite.All'] })).toEqual([]);
  expect(whole).toEqual(
    expect.arrayContaining(['Group.ReadWrite.All', 'Policy.ReadWrite.ConditionalAccess']),
  );
  const rest = whole.filter((scope) => scope !== 'Group.ReadWrite.All');
  expect(asked({ ring: null, confirmed: ['Group.ReadWrite.All'] })).toEqual(rest);
  expect(asked({ ring: null, confirmed: whole })).toEqual([]);
  expect(asked({ act: 'stop', ring: null })).toEqual([]);
  // A policy of ours is on: what would stop it is asked for as well.
  const on = plan.steps.find(
    ({ kind, planned }) => kind === 'ca.setState' && planned?.['state'] === 'enabled',
  );
  const made = (on?.target.id ?? '').replace('created:', '');
  const entries = [made, on?.id ?? ''].map((stepId) => ({
    ...entry('acked', null),
    ...{ stepId, body: { dir: 'forward', objectId: made } },
  }));
  expect(asked({ ...back, entries })).toEqual([
    ...['Group.ReadWrite.All', 'Policy.ReadWrite.ConditionalAccess', 'Application.Read.All'],
  ]);
});

test('what moved since stands by step, with what was written, what is there and what came before', () => {
  const now = { state: 'disabled' };
  const unread = { code: 'graph/refused', values: {} } as const;
  const enforcing = plan.steps.find(({ kind }) => kind === 'ca.setState');
  const people = (adding.items ?? []).map(({ userId }) => ({
    ...{ step: adding.id, item: userId, seen: 'enabled', now: 'enabled', unread: null },
    ways: ['putBack', 'leave', 'stop'] as const,
  }));
  const first = { step: enforcing?.id ?? '', item: null, seen: 'a', now, unread: null };
  const moved = [{ ...first, ways: ['putBack', 'leave', 'stop'] as const }, ...people];
  const [object, persons] = view({ act: 'rollBack', ring: null, moved }).moved;
  expect(object).toMatchObject({ step: enforcing?.id, others: null });
  expect(JSON.parse(object?.items[0]?.written ?? '')).toEqual(enforcing?.planned);
  expect(JSON.parse(object?.items[0]?.now ?? '')).toEqual(now);
  expect(persons?.items.length).toBe(Math.min(50, people.length));
  expect((persons?.items.length ?? 0) + (persons?.others?.people ?? 0)).toBe(people.length);
  const [blind] = view({
    ...{ act: 'rollBack', ring: null },
    moved: [{ ...first, now: null, unread, ways: ['leave', 'stop'] }],
  }).moved;
  expect(blind?.items[0]).toMatchObject({ now: null, unread, ways: ['leave', 'stop'] });
});
