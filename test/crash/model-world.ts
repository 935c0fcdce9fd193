import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import type { Plan } from '../../shared/plan/plan';
import { err, ok } from '../../shared/result';
import type { Fetch } from '../../src-main/graph/fetch';
import { openGraphSource } from '../../src-main/graph/open-source';
import type { Source } from '../../src-main/graph/source';
import type { ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import type { Rollout } from '../../src-main/rollout/rollout';
import type { TenantStore } from '../../src-main/store/open-store';
import { quickFolder } from '../fixtures/campaign';
import { openRolloutIn } from '../fixtures/campaign-bench';
import { goOn } from '../fixtures/open-practice';
import { arrivalsAt, checkRecord, createsIn } from './record-check';

/** The program died here: everything in memory is gone. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** A tenant, a state folder, and a program that is started, killed and started again over them. */
export class World {
  source!: Source;
  store!: TenantStore;
  rollout!: Rollout;
  readonly directory = quickFolder('model');
  /** Crossings of a port until the program dies; 0: it lives. */
  killIn = 0;
  /** Commits until one fails; 0: none. */
  failCommitIn = 0;
  isSignedOut = false;
  isChallenged = false;
  isFull = false;
  /** Crossings of a port, and deaths there, since the first start. */
  crossings = 0;
  deaths = 0;
  #isDead = false;
  #entries: readonly JournalEntry[] = [];

  get #newHead(): string {
    return join(this.directory, 'head.json.new');
  }

  private constructor(
    readonly tenant: PracticeTenant,
    readonly plan: Plan,
    private readonly send: Fetch,
  ) {}

  /** `send` is the network session of writes. */
  static async open(scenario: ScenarioInput, plan: Plan, send: Fetch = fetch): Promise<World> {
    const world = new World(await startPracticeTenant({ scenario }), plan, send);
    await world.start();
    return world;
  }

  /** A start of the program. */
  async start(): Promise<void> {
    const opened = await openGraphSource({
      graphUrl: this.tenant.graphUrl,
      cloud: 'global',
      getToken: () =>
        Promise.resolve(
          this.isSignedOut ? err({ code: 'auth/signed-out', values: {} }) : ok(this.tenant.token),
        ),
      fetch: async (input, init) => {
        this.#cross();
        const answer = await fetch(input, init);
        this.#cross();
        return answer;
      },
      writeFetch: async (input, init) => {
        this.#cross();
        if (this.isChallenged) {
          this.isChallenged = false;
          const challenge = `Bearer error="insufficient_claims", claims="e30="`;
          return new Response('{"error":{"code":"InvalidAuthenticationToken"}}', {
            status: 401,
            headers: { 'www-authenticate': challenge, 'content-type': 'application/json' },
          });
        }
        const answer = await this.send(input, init);
        this.#cross();
        return answer;
      },
    });
    if (!opened.ok) throw new Error(opened.failure.code);
    this.source = opened.value;
    const { store, rollout } = await openRolloutIn(this.directory, this.source, this.plan);
    const { append } = store.journal;
    Object.assign(store.journal, {
      append: (...drafts: Parameters<typeof append>) => {
        this.#cross();
        if (this.failCommitIn > 0 && (this.failCommitIn -= 1) === 0) {
          // The place of the new head is taken: it cannot be written, for root neither.
          mkdirSync(this.#newHead, { recursive: true });
        }
        const appended = append(...drafts);
        this.#cross();
        return appended;
      },
    });
    const { freeBytes } = store;
    Object.assign(store, { freeBytes: () => (this.isFull ? 0 : freeBytes()) });
    this.store = store;
    this.rollout = rollout;
  }

  /** What the system does when a program ends: lock and files are free. */
  end(): void {
    this.killIn = 0;
    this.failCommitIn = 0;
    this.#isDead = false;
    rmSync(this.#newHead, { recursive: true, force: true });
    this.rollout.close();
    this.store.close();
  }

  async close(): Promise<void> {
    this.end();
    rmSync(this.directory, { recursive: true, force: true });
    await this.tenant.close();
  }

  /** Does something that may end with the program's death, which is then started again. */
  async survive(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.end();
      await this.start();
    }
    if (this.store.halted !== null) {
      // haltIsFinal: nothing is sent by this process any more.
      const before = (await arrivalsAt(this.tenant)).length;
      await this.apply();
      expect((await arrivalsAt(this.tenant)).length).toBe(before);
      this.end();
      await this.start();
    }
  }

  apply(until: string | null = null) {
    const step = until === null ? null : { step: until };
    return this.rollout.apply({ until: step, signal: goOn.signal, onEvent: () => undefined });
  }

  /** What must hold after every command. */
  async check(place: string): Promise<void> {
    const arrivals = await arrivalsAt(this.tenant);
    const entries = checkRecord(this.rollout, arrivals, place);
    // prefixOnly: what was written stays.
    expect([place, entries.slice(0, this.#entries.length).map((one) => one.hash)]).toEqual([
      place,
      this.#entries.map((one) => one.hash),
    ]);
    this.#entries = entries;
    // atMostOneCreate: nobody allowed a second sending here.
    const creates = this.plan.steps.filter((step) => /\.create$/.test(step.kind)).length;
    expect([place, createsIn(arrivals) <= creates]).toEqual([place, true]);
    // orderKept: nothing is announced before the steps ahead of it are done.
    const done = new Set<string>();
    for (const entry of entries) {
      const at = this.plan.steps.findIndex((step) => step.id === entry.stepId);
      if (entry.type === 'done' && entry.item === null && entry.stepId !== null) {
        if (entry.body['dir'] === 'back') done.delete(entry.stepId);
        else done.add(entry.stepId);
      }
      if (entry.type !== 'sent' || entry.body['dir'] === 'back' || at < 0) continue;
      const open = this.plan.steps.slice(0, at).filter((step) => !done.has(step.id));
      expect([place, entry.stepId, open.map(({ id }) => id)]).toEqual([place, entry.stepId, []]);
    }
    // noWriteUnapproved, noWriteWithoutReverse
    for (const entry of entries.filter((one) => one.type === 'sent')) {
      const before = entries.slice(0, entry.seq);
      const guarded = before.findLast(
        (one) => one.stepId === entry.stepId && one.type === 'preflight',
      );
      const isStop = entry.stepId?.startsWith('stop') === true;
      expect([place, before.some((one) => one.type === 'approved')]).toEqual([place, true]);
      if (!isStop) expect([place, guarded === undefined]).toEqual([place, false]);
    }
  }

  /** Once dead, nothing crosses a port any more: no byte leaves and nothing is written. */
  #cross(): void {
    if (this.#isDead) throw new Killed();
    this.crossings += 1;
    if (this.killIn === 0) return;
    this.killIn -= 1;
    this.#isDead = this.killIn === 0;
    if (!this.#isDead) return;
    this.deaths += 1;
    throw new Killed();
  }
}
