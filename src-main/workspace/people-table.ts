import type { Assessment } from '../../shared/assess/assessment';
import type { Person } from '../../shared/assess/people';
import { failure, type Failure } from '../../shared/diagnostic';
import type { Spot } from '../../shared/people/people-filters';
import type { PersonTraits } from '../../shared/people/person-traits';
import { err, ok, type Result } from '../../shared/result';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { PeopleFile } from '../store/people-file';
import {
  countByTraits,
  readIds,
  readPeople,
  scanAll,
  scanIndex,
  type CountedTraits,
  type FoundPerson,
  type PeopleScan,
  type PeopleScope,
  type PeopleWindow,
} from '../store/people-query';
import { fillPeople, type ToTraits } from './fill-people';
import { KeptAnswers } from './kept-answers';
import { beginFilling, type Filling } from './people-filling';
import { PeopleSearch } from './people-search';
import { noSpot, spotsOf, type PlacingPlan } from './people-spots';

type Judged = Result<readonly Person[], Failure>;

export interface PeopleInput {
  /** Hash of all that the rows are made of. */
  readonly key: string;
  readonly snapshot: Snapshot | ToTraits;
  /** Judged on demand: an earlier start may have left the finished table behind. */
  readonly people: () => Judged | Promise<Judged>;
}

/** Goes up when rows say something else of the same input: tables of before are made again. */
export const peopleShape = 2;

/** Room for the rows, their indexes and the log they are written through. */
const bytesPerPerson = 2_000;
const spareBytes = 64 * 1024 * 1024;

/** The people of the open tenant as a table that SQL filters, sorts and searches. */
export class PeopleTable {
  #filling: Filling | null = null;
  #part: { readonly done: number; readonly of: number } | null = null;
  /** Of the newest fill; an older one that sees another number stops. */
  #turn = 0;
  #traits: readonly PersonTraits[] = [];
  #spots: readonly Spot[] = [];
  #planHash: string | null = null;
  #scopes: { readonly of: object; readonly numbers: Map<string, number> } | null = null;
  #lastScope = 0;
  readonly #counts = new KeptAnswers<readonly CountedTraits[]>();
  readonly #orders = new KeptAnswers<readonly number[]>();

  constructor(
    private readonly store: { readonly directory: string; freeBytes(): number | null },
    private readonly file = new PeopleFile(store.directory),
    private readonly search = new PeopleSearch(file),
  ) {}

  /** What the table, or the part of it, was made of; null while there is none. */
  get key(): string | null {
    return this.#part === null ? this.file.key : (this.#filling?.key ?? null);
  }

  /** Rows there so far, of how many; null while the table is whole, or there is none. */
  get part(): { readonly done: number; readonly of: number } | null {
    return this.#part;
  }

  get traits(): readonly PersonTraits[] {
    return this.#traits;
  }

  /** Rings and tracks of the plan it was placed by, in order; none without a plan. */
  get spots(): readonly Spot[] {
    return this.#spots;
  }

  spot(number: number): Spot {
    return this.#spots[number] ?? noSpot;
  }

  /**
   * Makes the table for this input unless it is there. One fill at a time: a newer input stops an
   * older one, whose callers get `step/cancelled`. Otherwise failures of judging and of the store.
   * `mayBePart`: `part` will do, as soon as there is one.
   */
  async ensure(input: PeopleInput, mayBePart = false): Promise<Result<void, Failure>> {
    if (this.#filling?.key === input.key) {
      return mayBePart ? this.#filling.isBegun : this.#filling.done;
    }
    if (this.#filling === null && this.file.key !== input.key) {
      this.#forget();
      this.file.open(input.key);
    }
    if (this.#filling === null && this.file.key === input.key) {
      if (this.#traits.length === 0) this.#traits = this.file.traits();
      return ok(undefined);
    }
    this.#part = null;
    const turn = (this.#turn += 1);
    const filling = beginFilling(input.key, (begun) => this.#fill(input, turn, begun));
    this.#filling = filling;
    const end = filling.done.finally(() => {
      if (this.#filling === filling) this.#filling = null;
    });
    end.catch(() => undefined);
    return mayBePart ? filling.isBegun : end;
  }

  async #fill(input: PeopleInput, turn: number, begun: () => void): Promise<Result<void, Failure>> {
    const isWanted = async (): Promise<boolean> => {
      await new Promise((resolve) => setImmediate(resolve));
      return this.#turn === turn;
    };
    if (!(await isWanted())) return err(failure('step/cancelled'));
    const people = await input.people();
    if (!people.ok) return people;
    const free = this.store.freeBytes();
    if (free !== null && free < people.value.length * bytesPerPerson + spareBytes) {
      return err(failure('store/unwritable', { code: 'ENOSPC' }));
    }
    this.#forget();
    const filled = await fillPeople(this.file, {
      ...input,
      people: people.value,
      giveWay: isWanted,
      onSlice: (done, traits) => {
        const of = people.value.length;
        if (done === of && this.#part === null) return;
        this.#traits = traits;
        this.#part = { done, of };
        begun();
      },
    });
    if (this.#turn !== turn) return filled;
    this.#forget();
    if (filled.ok) this.#traits = this.file.traits();
    return filled;
  }

  /** Puts everybody where a plan has them; null: nobody is in a ring. */
  place(plan: PlacingPlan | null): Result<void, Failure> {
    if (plan === null || plan.planHash === this.#planHash) return ok(undefined);
    const all = spotsOf(plan);
    const placed = this.file.change((database) => {
      database.exec('DELETE FROM placement');
      const insert = database.prepare(
        `INSERT OR IGNORE INTO placement SELECT w.n, ? FROM json_each(?) j JOIN person w ON w.id=j.value`,
      );
      all.forEach(({ members }, number) => insert.run(number, JSON.stringify(members)));
    });
    if (!placed.ok) return placed;
    this.#spots = all.map(({ ring, track }) => ({ ring, track }));
    this.#planHash = plan.planHash;
    this.search.placed();
    this.#counts.clear();
    this.#orders.clear();
    return placed;
  }

  /** The number of a scope: the subjects of one finding of an assessment. */
  scopeOf(assessment: Assessment, code: string): Result<number, Failure> {
    const finding = assessment.findings.find((one) => one.code === code);
    return this.scopeOfIds(assessment, code, finding?.subjects.map((subject) => subject.id) ?? []);
  }

  /** The number of a scope of ids that belong to one assessment or plan, by their name there. */
  scopeOfIds(of: object, name: string, ids: readonly string[]): Result<number, Failure> {
    if (this.#scopes?.of !== of) {
      const cleared = this.file.change((database) => database.exec('DELETE FROM subject'));
      if (!cleared.ok) return cleared;
      this.#scopes = { of, numbers: new Map() };
    }
    const known = this.#scopes.numbers.get(name);
    if (known !== undefined) return ok(known);
    const number = (this.#lastScope += 1);
    const saved = this.file.change((database) => {
      database
        .prepare(
          `INSERT OR IGNORE INTO subject SELECT ?, w.n FROM json_each(?) j JOIN person w ON w.id=j.value`,
        )
        .run(number, JSON.stringify(ids));
    });
    if (!saved.ok) return saved;
    this.#scopes.numbers.set(name, number);
    return ok(number);
  }

  counts(scope: PeopleScope): readonly CountedTraits[] {
    const isPlaced = this.#planHash !== null;
    const isSearch = scope.search !== '' && this.#part === null;
    const count = () =>
      isSearch ? this.search.counts(scope, isPlaced) : countByTraits(this.file, scope, isPlaced);
    return this.#part === null ? this.#counts.get(JSON.stringify(scope), count) : count();
  }

  /** One window of a scan, in its order. */
  window(scan: PeopleScan, window: PeopleWindow): readonly FoundPerson[] {
    return readPeople(this.file, this.#numbers(scan, window));
  }

  /** The ids of everybody a scan finds. */
  ids(scan: PeopleScan): readonly string[] {
    return readIds(this.file, scanAll(this.file, scan));
  }

  /** Along an index where one serves; else the whole order once, and windows cut from it. */
  #numbers(scan: PeopleScan, window: PeopleWindow): readonly number[] {
    const { sort, search, scope, spots } = scan;
    const cut = (all: readonly number[]) => all.slice(window.offset, window.offset + window.limit);
    // No index is there before all rows are, and no order is of a table that grows.
    if (this.#part !== null) return cut(scanAll(this.file, scan));
    if (search === '' && scope === null && spots === null && sort !== 'ring') {
      return scanIndex(this.file, { ...scan, sort }, window);
    }
    const order = () => (search === '' ? scanAll(this.file, scan) : this.search.order(scan));
    return cut(this.#orders.get(JSON.stringify(scan), order));
  }

  /** The file is damaged: the next `ensure` makes it again. */
  drop(): void {
    this.file.discard();
    this.#forget();
  }

  /** Stops filling and closes the file; the finished table stays on disk. */
  close(): void {
    this.#turn += 1;
    this.#filling = null;
    this.file.close();
    this.#forget();
  }

  #forget(): void {
    this.#part = null;
    this.#traits = [];
    this.#spots = [];
    this.#planHash = null;
    this.#scopes = null;
    this.search.clear();
    this.#counts.clear();
    this.#orders.clear();
  }
}
