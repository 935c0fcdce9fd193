import { expect } from 'vitest';
import type { Json, JsonObject } from '../../shared/json';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import type { Source } from '../../src-main/graph/source';
import type { PracticeTenant } from '../../src-main/practice-tenant/server';
import { changeInPortal, doInPortal } from '../fixtures/in-the-portal';
import type { Deed, HandPlan } from './by-hand-plans';
import { checkEnd, checkHands, type Shown } from './by-hand-record';
import { enforcingIn, ownedIn } from './by-hand-tenant';
import { checkLeft } from './left-record';
import { arrivalsAt, createsIn, differences, stateOf } from './record-check';
import { runChild, type Ran } from './run-kill-child';

/** The how many-th port call of a stretch is the last, of the way there, of a stop, and of the way back. */
export interface HandDeaths {
  readonly forward: Readonly<Record<string, number>>;
  readonly stop: Readonly<Record<string, number>>;
  readonly back: Readonly<Record<string, number>>;
}

export const noDeaths: HandDeaths = { forward: {}, stop: {}, back: {} };

/** Port calls in each stretch of a run, and how many processes died. */
export interface HandRun {
  readonly calls: Readonly<Record<keyof HandDeaths, Readonly<Record<string, number>>>>;
  readonly died: number;
}

/** The state of the tenant, and how many objects were made, after an undisturbed run. */
export interface Reference {
  readonly state: Json;
  readonly creates: number;
}

/** One of them: there, stopped, and back. */
export class HandRunner {
  readonly #shown: Shown = new Map();
  readonly #calls: Record<keyof HandDeaths, Record<string, number>> = {
    ...{ forward: {}, stop: {}, back: {} },
  };
  #entries: readonly JournalEntry[] = [];
  #visited = 0;
  #died = 0;

  constructor(
    private readonly tenant: PracticeTenant,
    private readonly source: Source,
    private readonly directory: string,
    private readonly hands: HandPlan,
    private readonly deaths: HandDeaths,
  ) {}

  async carryOut(
    child: string,
    planFile: string,
    compare: (reached: Reference) => void,
    isOnlyThere: boolean,
  ): Promise<HandRun> {
    const { plan, byHand, visits } = this.hands;
    const { graphUrl, token } = this.tenant;
    const until = plan.steps.at(-1)?.id ?? '';
    const order = { ...{ directory: this.directory, graphUrl, token, planFile, until, byHand } };
    const before = await ownedIn(this.tenant);
    const start = (more: JsonObject): Promise<Ran> =>
      runChild(child, { ...order, killAt: 0, ...more }, [], (asked) => this.#visit(asked));

    const isWhole = { done: { ok: true }, chain: { state: 'intact' } };
    const ended = await this.#toItsEnd('forward', start);
    expect([this.#place, ended.result]).toMatchObject([this.#place, isWhole]);
    expect([this.#place, this.#visited]).toEqual([this.#place, visits.length]);
    checkEnd(this.#entries, this.hands, this.#place);
    compare({
      state: await stateOf(this.tenant),
      creates: createsIn(await arrivalsAt(this.tenant)),
    });
    if (isOnlyThere) return { calls: this.#calls, died: this.#died };

    const stopped = await this.#toItsEnd('stop', (more) => start({ way: 'stop', ...more }));
    expect([this.#place, stopped.result]).toMatchObject([this.#place, isWhole]);
    expect([this.#place, await enforcingIn(this.tenant)]).toEqual([this.#place, []]);

    const back = await this.#toItsEnd('back', (more) => start({ way: 'back', ...more }));
    expect([this.#place, back.result]).toMatchObject([this.#place, isWhole]);
    expect([this.#place, differences(before, await ownedIn(this.tenant))]).toEqual([
      this.#place,
      [],
    ]);
    return { calls: this.#calls, died: this.#died };
  }

  get #place(): string {
    return `${JSON.stringify(this.deaths)}, after ${this.#died} deaths`;
  }

  /** Started again after each death, until it ends by itself. */
  async #toItsEnd(way: keyof HandDeaths, start: (more: JsonObject) => Promise<Ran>): Promise<Ran> {
    const left = new Map(Object.entries(this.deaths[way]));
    for (let opening = 'start'; ;) {
      const ran = await start({ deaths: Object.fromEntries(left), opening });
      await this.#look();
      if (!ran.killed) {
        Object.assign(this.#calls[way], ran.callsIn);
        return ran;
      }
      this.#died += 1;
      const stretch = ran.stretch ?? '';
      left.delete(stretch);
      opening = stretch.startsWith('after') ? stretch : `after ${stretch}`;
    }
  }

  /** The record and the tenant as they are while no process goes on. */
  async #look(): Promise<void> {
    const { tenant, directory } = this;
    const before = this.#entries.map(({ hash }) => hash);
    this.#entries = await checkLeft({ tenant, directory, place: this.#place, before });
    checkHands(this.#entries, this.hands, this.#shown, this.#place);
  }

  /** What is wanted is what the next visit is for. */
  async #visit(asked: Json): Promise<void> {
    await this.#look();
    const visit = this.hands.visits[this.#visited];
    const at = visit?.at ?? 'no visit';
    const done = visit?.done === undefined ? {} : { done: String(visit.done) };
    expect([this.#place, asked]).toMatchObject([
      this.#place,
      { code: visit?.code, values: { step: at, ...done } },
    ]);
    // Not begun in the portal: nothing is written down as begun.
    const isBegun = visit?.code !== 'step/not-there-yet' && visit?.done !== 0;
    const own = this.#entries.filter(({ stepId }) => stepId === at);
    expect([this.#place, at, isBegun || own.length === 0]).toEqual([this.#place, at, true]);
    for (const deed of visit?.deeds ?? []) await this.#do(deed);
    this.#visited += 1;
  }

  async #do({ step: id, people, instead }: Deed): Promise<void> {
    const step = this.hands.plan.steps.find((one) => one.id === id);
    if (step === undefined) throw new Error(`no step ${id}`);
    if (instead !== undefined) return changeInPortal(this.source, step, instead);
    const items = people === undefined ? step.items : step.items?.slice(...people);
    await doInPortal(this.source, step, this.#entries, items);
    const shown = items?.map(({ userId }) => userId) ?? [];
    this.#shown.set(id, new Set([...(this.#shown.get(id) ?? []), ...shown]));
  }
}
