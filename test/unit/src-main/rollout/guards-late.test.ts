import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Step } from '../../../../shared/plan/step';
import { err, ok } from '../../../../shared/result';
import type { Fresh } from '../../../../src-main/rollout/fresh-data';
import { makeSchedule } from '../../../../shared/plan/make-schedule';
import { windowOpen } from '../../../../src-main/rollout/start-window';
import { onlyGives } from '../../../../src-main/rollout/step-facts';
import {
  clocksAgree,
  earlierDone,
  guards,
  kindAllows,
  noBlocker,
  readLately,
  spaceLeft,
  tokenReady,
  wayBack,
  writesOnce,
} from '../../../../src-main/rollout/guards';
import {
  closeGuardBench,
  engine,
  openGuardBench,
  fresh,
  now,
  plan,
  step,
  ask,
  enforce,
} from '../../../fixtures/guard-bench';

beforeAll(openGuardBench, 120_000);
afterAll(closeGuardBench);

describe('guards before a write, continued', () => {
  it('G9: earlier steps are finished', async () => {
    expect(await ask(earlierDone)).toBeNull();
    expect(await ask(earlierDone, { step: step('s03') })).toMatchObject({
      code: 'guardrail/refused',
      values: { expected: 'earlierSteps', open: 's02' },
    });
    expect(await ask(earlierDone, { step: step('s03'), direction: 'back' })).toBeNull();
  });

  it('G10: the way back is stored and written down', async () => {
    expect(await ask(wayBack)).toBeNull();
    const plans = { ...engine.store.plans, load: () => null };
    expect(await ask(wayBack, { engine: { store: { ...engine.store, plans } } })).toMatchObject({
      code: 'plan/hash-mismatch',
    });
    const failed = err({ code: 'store/unwritable' as const, values: {} });
    expect(
      await ask(wayBack, { engine: { writeKit: () => Promise.resolve(failed) } }),
    ).toMatchObject({
      code: 'store/unwritable',
    });
  });

  it('G10: nothing tightens before every reverse worked on a copy', async () => {
    const [first] = plan.steps;
    const failed = {
      ...{ stepId: first?.id ?? '', outcome: 'failed' as const },
      fault: { direction: 'back' as const, status: 400, code: 'BadRequest' },
    };
    const rehearse = () =>
      Promise.resolve(
        ok({
          schema: 'causeway-rehearsal/1' as const,
          ...{ planHash: plan.planHash, isRestored: false, steps: [failed], differences: [] },
        }),
      );
    const tightens = enforce();
    expect(await ask(wayBack, { step: tightens })).toBeNull();
    expect(await ask(wayBack, { step: tightens, engine: { rehearse } })).toMatchObject({
      code: 'guardrail/rehearsal',
      values: { step: failed.stepId, code: 'BadRequest' },
    });
    // What only gives stays possible, and so does the way back itself.
    expect(onlyGives(step('s02'))).toBe(true);
    expect(await ask(wayBack, { engine: { rehearse } })).toBeNull();
    expect(
      await ask(wayBack, { step: tightens, direction: 'back', engine: { rehearse } }),
    ).toBeNull();
  });

  it('G5: a token that nobody renews is good for ten minutes', async () => {
    const good = (leftMs: number | null) => ({
      engine: { source: { ...engine.source, tokenLeftMs: () => leftMs } },
    });
    expect(await ask(tokenReady, good(null))).toBeNull();
    // A switch that fails is taken back on the same token.
    for (const [least, more] of [[10], [15, { bundle: [step('s02')] }]] as const) {
      expect(await ask(tokenReady, { ...good(least * 60_000), ...more })).toBeNull();
      const values = { minutes: String(least - 1), least: String(least) };
      const late = { ...good(least * 60_000 - 1), ...more };
      expect(await ask(tokenReady, late)).toEqual({ code: 'auth/token-ending', values });
    }
    const entries = [{ ...engine.log.entries[0], type: 'approved', body: { how: 'stop' } }];
    const log = { entries, state: (id: string) => engine.log.state(id) } as never;
    const late = { engine: { ...good(0).engine, log } };
    expect(await ask(tokenReady, { ...late, direction: 'back' })).toBeNull();
    expect(await ask(tokenReady, late)).not.toBeNull();
  });

  it('G11: clocks agree and do not go back', async () => {
    expect(await ask(clocksAgree)).toBeNull();
    expect(await ask(clocksAgree, { now: now - 3_600_000 })).toMatchObject({
      code: 'auth/clock-skew',
    });
    const source = { ...engine.source, kind: 'https' as const };
    const clock = { ...engine.clock, now: () => now + 6 * 60_000 };
    expect(await ask(clocksAgree, { engine: { source, clock } })).toMatchObject({
      code: 'auth/clock-skew',
    });
    const near = { ...engine.clock, now: () => now + 4 * 60_000 };
    expect(await ask(clocksAgree, { engine: { source, clock: near } })).toBeNull();
  });

  it('G12: room for the journal', async () => {
    expect(await ask(spaceLeft)).toBeNull();
    for (const free of [15 * 1024 * 1024, null]) {
      const store = { ...engine.store, freeBytes: () => free };
      expect(await ask(spaceLeft, { engine: { store } })).toMatchObject({
        code: 'store/unwritable',
      });
    }
  });

  it('G13: read as a whole in the last seven days', async () => {
    expect(await ask(readLately)).toBeNull();
    expect(await ask(readLately, { now: fresh.takenAt + 7 * 86_400_000 + 1 })).toMatchObject({
      code: 'plan/stale',
    });
    expect(await ask(readLately, { fresh: null })).not.toBeNull();
  });

  it('G14: a real source sends a write once', async () => {
    expect(await ask(writesOnce)).toBeNull();
    const source = { ...engine.source, kind: 'https' as const };
    expect(await ask(writesOnce, { engine: { source } })).toBeNull();
    const graph = { ...engine.graph, isWriteSentOnce: () => Promise.resolve(false) };
    expect(await ask(writesOnce, { engine: { source, graph } })).toMatchObject({
      code: 'guardrail/refused',
      values: { expected: 'writeLane' },
    });
  });

  it('blockers: an open one refuses the purposes it names', async () => {
    expect(await ask(noBlocker)).toBeNull();
    const blocker = {
      code: 'BG-MISSING' as const,
      severity: 'blocker' as const,
      count: 1,
      subjects: [{ kind: 'tenant' as const, id: 't', name: 't' }],
    };
    const blocked: Fresh = {
      ...fresh,
      assessment: { ...fresh.assessment, findings: [blocker] },
    };
    expect(await ask(noBlocker, { step: step('s44'), fresh: blocked })).toMatchObject({
      code: 'guardrail/blocker-open',
      values: { codes: 'BG-MISSING' },
    });
    expect(await ask(noBlocker, { step: step('s02'), fresh: blocked })).toBeNull();
    expect(
      await ask(noBlocker, { step: step('s44'), fresh: blocked, direction: 'back' }),
    ).toBeNull();
    expect(await ask(noBlocker, { fresh: null })).not.toBeNull();
  });

  it('blockers: NPS users nobody knows refuse to complete', async () => {
    const open: Fresh = {
      ...fresh,
      assessment: {
        ...fresh.assessment,
        findings: [],
        unread: [{ source: 'answers.infrastructure.npsExtension.users', reason: 'notAnswered' }],
      },
    };
    const completing = { ...step('s44'), purpose: 'setComplete' as const };
    expect(await ask(noBlocker, { step: completing, fresh: open })).toMatchObject({
      code: 'guardrail/blocker-open',
      values: { codes: 'NPS-DEPENDENCY' },
    });
    expect(await ask(noBlocker, { step: step('s02'), fresh: open })).toBeNull();
  });

  it('window: nothing starts while the schedule is closed, and taking back is never held', async () => {
    expect(await ask(windowOpen)).toBeNull();
    const signed = { reason: 'agreed', by: 'x', at: '2026-11-22T09:00:00Z' };
    const choices = {
      ...plan.choices,
      schedule: { timeZone: 'UTC', startOn: '2030-01-01', ...signed },
    };
    const closed = { ...plan, choices, schedule: makeSchedule({ ...plan, choices }) };
    expect(await ask(windowOpen, { engine: { plan: closed } })).toEqual({
      code: 'step/outside-window',
      values: { step: 's02', opensAt: '2030-01-01T09:00+00:00', zone: 'UTC' },
    });
    expect(await ask(windowOpen, { engine: { plan: closed }, direction: 'back' })).toBeNull();
    expect(guards['window']).toBe(windowOpen);
  });

  it('kind: what the kind of a step refuses', async () => {
    expect(await ask(kindAllows)).toBeNull();
    const policy = fresh.image.policy;
    if (policy === null) throw new Error('unread');
    const withState = (policyMigrationState: string | null): Fresh => ({
      ...fresh,
      image: { ...fresh.image, policy: { ...policy, policyMigrationState } },
    });
    const expected = (name: string) => ({ code: 'guardrail/refused', values: { expected: name } });
    expect(await ask(kindAllows, { fresh: withState('preMigration') })).toMatchObject(
      expected('migrationInProgress'),
    );
    expect(await ask(kindAllows, { step: step('s44'), fresh: withState(null) })).toMatchObject(
      expected('stateKnown'),
    );
    const silent: Fresh = { ...fresh, answers: { schema: 'causeway-answers/1' } };
    expect(await ask(kindAllows, { step: step('s44'), fresh: silent })).toMatchObject(
      expected('legacyAnswers'),
    );
    const big: Fresh = { ...fresh, snapshot: { ...fresh.snapshot, policyBytes: 20_050 } };
    expect(await ask(kindAllows, { step: step('s03'), fresh: big })).toMatchObject({
      code: 'guardrail/size',
    });
    const withDefaults: Fresh = { ...fresh, image: { ...fresh.image, securityDefaults: true } };
    expect(await ask(kindAllows, { step: enforce(), fresh: withDefaults })).toMatchObject(
      expected('securityDefaultsOff'),
    );
    const noPlans: Fresh = {
      ...fresh,
      snapshot: { ...fresh.snapshot, subscribedSkus: { kind: 'read', value: [] } },
    };
    expect(await ask(kindAllows, { step: step('s11'), fresh: noPlans })).toMatchObject(
      expected('premiumLicence'),
    );
    const off: Step = {
      ...step('s02'),
      purpose: 'enableMethods',
      planned: { state: 'disabled' },
      owned: ['state'],
    };
    expect(await ask(kindAllows, { step: off })).toMatchObject({
      code: 'guardrail/last-method',
      values: { count: '12' },
    });
    expect(await ask(kindAllows, { fresh: null })).not.toBeNull();
  });
});
