import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { startPracticeTenant } from '../../src-main/practice-tenant/server';
import { connect } from '../fixtures/open-practice';
import type { HandPlan } from './by-hand-plans';
import { HandRunner, type HandDeaths, type HandRun, type Reference } from './by-hand-run';
import { everyKindScenario } from './every-kind-scenario';
import { differences } from './record-check';
import { bundleChild } from './run-kill-child';

/** A plan with a person's part in it, carried out, stopped and taken back by processes that die. */
export class HandBench {
  #runs = 0;
  #reference: Reference | null = null;

  private constructor(
    private readonly room: string,
    private readonly child: string,
    private readonly hands: HandPlan,
  ) {}

  static async open(room: string, name: string, hands: HandPlan): Promise<HandBench> {
    const bench = new HandBench(join(room, name), await bundleChild(room), hands);
    writeFileSync(`${bench.room}.json`, JSON.stringify(hands.plan));
    return bench;
  }

  /**
   * The first run, without deaths, is what later ones are held against.
   * @param isOnlyThere neither stopped nor taken back
   */
  async run(deaths: HandDeaths, isOnlyThere = false): Promise<HandRun> {
    const tenant = await startPracticeTenant({ scenario: everyKindScenario() });
    const directory = `${this.room}-${(this.#runs += 1)}`;
    try {
      const run = new HandRunner(tenant, await connect(tenant), directory, this.hands, deaths);
      const compare = (reached: Reference): void => {
        const before = (this.#reference ??= reached);
        expect([deaths, reached.creates]).toEqual([deaths, before.creates]);
        expect([deaths, differences(before.state, reached.state)]).toEqual([deaths, []]);
      };
      return await run.carryOut(this.child, `${this.room}.json`, compare, isOnlyThere);
    } finally {
      await tenant.close();
      rmSync(directory, { recursive: true, force: true });
    }
  }
}
