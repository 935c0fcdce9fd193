import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import type { ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { campaignSeed, reached, sizeOf } from '../fixtures/campaign';
import { planScenario } from '../fixtures/campaign-bench';
import { stepsOfKind } from './every-kind';
import { everyKindScenario } from './every-kind-scenario';
import { approve, modelCommands, seenCommands } from './model-commands';
import { World } from './model-world';
import { planOfSteps } from './plan-of-steps';

const runs = sizeOf(32, 3_000);
const most = 40;
let scenario: ScenarioInput;
let plan: Plan;

/** A change by id, a create with people in it, a policy, and people cleared by a batch. */
beforeAll(async () => {
  scenario = everyKindScenario();
  const whole = await planScenario(scenario);
  plan = planOfSteps(whole, [
    ...stepsOfKind(whole, 'systemPreferred.set'),
    ...stepsOfKind(whole, 'group.add'),
    ...stepsOfKind(whole, 'ca.create'),
    ...stepsOfKind(whole, 'perUserMfa.set'),
  ]);
}, 120_000);

describe('the engine under any order of events', { timeout: 14_400_000 }, () => {
  it('keeps its invariants after every command', async () => {
    let commands = 0;
    let sent = 0;
    const order = fc.commands(modelCommands, { maxCommands: most, size: 'small' });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), order, async (luck, chosen) => {
        const world = await World.open(scenario, plan);
        // Mostly approved from the start: or little would be sent at all.
        if (luck > 1) await approve(world);
        const model = { commands: 0 };
        try {
          await fc.asyncModelRun(() => ({ model, real: world }), chosen);
        } finally {
          commands += model.commands;
          const entries = world.rollout.entries(0, 100_000);
          sent += entries.filter((entry) => entry.type === 'sent').length;
          await world.close();
        }
      }),
      { numRuns: runs, seed: campaignSeed, endOnFailure: true },
    );
    // Every command of the list was met.
    expect(seenCommands.size).toBe(20);
    expect(sent).toBeGreaterThan(runs);
    const told = `${commands} commands of 20 kinds, ${sent} requests sent`;
    const figure = `${runs} runs of up to ${most} commands: ${told}, 0 broken invariants`;
    reached('crash/model.test.ts', figure);
  });
});
