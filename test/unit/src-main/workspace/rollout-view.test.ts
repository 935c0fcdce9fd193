import { describe, expect, it } from 'vitest';
import { failure, type Failure } from '../../../../shared/diagnostic';
import type { JournalEntry } from '../../../../shared/journal/journal-entry';
import type { Json } from '../../../../shared/json';
import type { RolloutStatus } from '../../../../src-main/rollout/rollout-status';
import { buildRolloutView } from '../../../../src-main/workspace/rollout-view';
import { planScenario } from '../../shared/plan/plans';

const { plan } = planScenario('S02');
const clearing = plan.steps.find((step) => step.kind === 'perUserMfa.set');
const stepId = clearing?.id ?? '';
const userId = clearing?.items?.[0]?.userId ?? '';
const person = plan.people.find((one) => one.id === userId);

interface Stopped {
  readonly failure?: Failure;
  readonly drift?: Json;
  readonly outside?: Failure;
  readonly entries?: readonly JournalEntry[];
  readonly backRange?: RolloutStatus['backRange'];
}

/** The view while one step stands in PAUSED, or in DRIFT with these three columns. */
function viewOf(stopped: Stopped) {
  const { drift } = stopped;
  const steps = plan.steps.map(({ id }): RolloutStatus['steps'][number] => {
    const isIt = id === stepId;
    return {
      id,
      status: isIt ? (drift === undefined ? 'PAUSED' : 'DRIFT') : 'PENDING',
      items: null,
      at: null,
      failure: isIt ? (stopped.failure ?? null) : null,
      drift:
        isIt && drift !== undefined
          ? { prior: drift, planned: drift, now: drift, names: [] }
          : null,
      gate: null,
      soakUntil: null,
      isGoingBack: isIt,
      answers: isIt ? ['skip'] : [],
    };
  });
  const { planHash } = plan;
  const state = 'needsPerson' as const;
  return buildRolloutView({
    plan,
    status: {
      rolloutId: 'r1',
      planHash,
      steps,
      state,
      until: null,
      graphUrl: null,
      backRange: stopped.backRange ?? null,
      moved: [],
      ringDrift: null,
      newcomers: {},
    },
    entries: stopped.entries ?? [],
    activity: 'idle',
    failure: stopped.outside ?? null,
    preflight: [],
    secondsLeft: null,
  });
}

describe('the rollout as its screen shows it', () => {
  const reason = failure('guardrail/last-method', { step: stepId, count: '1', people: userId });

  it('tells a wait at its step alone: above it stands what needs somebody', () => {
    for (const code of ['step/put-off', 'step/settling'] as const) {
      const view = viewOf({ failure: failure(code, { step: stepId, why: 'throttled' }) });
      expect(view.steps.find(({ id }) => id === stepId)?.failure?.code).toBe(code);
      expect(view.failure).toBeNull();
    }
    const often = failure('step/put-off', { step: stepId, why: 'often' });
    expect(viewOf({ failure: often }).failure).toEqual(often);
  });

  it('names people instead of ids, at the step and above it', () => {
    const view = viewOf({ failure: reason });
    const step = view.steps.find((one) => one.id === stepId);
    expect(step?.failure?.values['people']).toBe(person?.name);
    expect(view.failure?.values['people']).toBe(person?.name);
    const account = failure('auth/account-mismatch', { expected: userId, account: '–' });
    expect(viewOf({ outside: account }).failure?.values['expected']).toBe(person?.upn);
  });

  it('names people in the columns of what somebody else changed', () => {
    const step = viewOf({ drift: { [userId]: 'enforced' } }).steps.find((one) => one.id === stepId);
    expect(JSON.parse(step?.drift?.now ?? '')).toEqual({ [person?.upn ?? '']: 'enforced' });
  });

  it('names what a gate really reads: people’s own methods, which need no report and no licence', () => {
    const gates = viewOf({}).steps.flatMap(({ gate }) => (gate === null ? [] : [gate]));
    const registered = gates.filter(({ figure }) => figure === 'registered');
    expect(registered.length).toBeGreaterThan(0);
    expect(new Set(registered.map(({ source }) => source))).toEqual(new Set(['userMethods']));
  });

  it('tells in the log who started outside the schedule, and why', () => {
    const body = { what: 'outsideWindow', by: 'gaa@kestrel.example', reason: 'phones end' };
    const entry = {
      rolloutId: 'r1',
      seq: 0,
      stepId: null,
      item: null,
      at: '2026-11-22T12:00:00Z',
      prev: '',
      hash: '',
    };
    const [line] = viewOf({ entries: [{ ...entry, type: 'note', body }] }).log;
    expect(line?.text).toEqual({
      key: 'rollout_log_outside_schedule',
      values: { by: 'gaa@kestrel.example', reason: 'phones end' },
    });
  });

  it('tells the page which way a step goes and what may be answered', () => {
    const step = viewOf({ failure: reason }).steps.find((one) => one.id === stepId);
    expect(step).toMatchObject({ isGoingBack: true, answers: ['skip'] });
  });

  it('tells in the log that a roll back began, and whether it is of one person', () => {
    const at = { at: '2026-11-22T12:00:00Z', prev: '', hash: '' };
    const entry = {
      ...at,
      rolloutId: 'r1',
      seq: 0,
      stepId: null,
      item: null,
      type: 'note',
    } as const;
    const body = { what: 'rollingBack', from: 's21', to: 's20', ring: null };
    const keys = (more: object) =>
      viewOf({ entries: [{ ...entry, body: { ...body, ...more } }] }).log.map(({ text }) => text);
    expect(keys({})).toEqual([{ key: 'rollout_log_rolling_back', values: { step: 's21' } }]);
    const person = { person: userId, series: 1 };
    expect(keys(person)).toEqual([{ key: 'rollout_log_rolling_back_person', values: {} }]);
  });

  it('tells the page how far the roll back that stopped was asked to go, in its own terms', () => {
    const asked = (backRange: RolloutStatus['backRange']) => viewOf({ backRange }).backRange;
    expect(asked(null)).toBeNull();
    expect(asked({ toStep: null, from: 's01' })).toEqual({ ring: null, from: null });
    expect(asked({ toStep: 's20', from: 's21' })).toEqual({ ring: null, from: 's21' });
    expect(asked({ toStep: null, ring: 1, from: 's15' })).toEqual({ ring: 1, from: null });
  });
});
