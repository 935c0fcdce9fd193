import type { TenantImage } from '../plan/post-image';
import { judgeInImage } from './class-verdict';
import { comparedToStart, isSameVerdict } from './compare-verdicts';
import type { Act, PersonClasses } from './person-classes';
import { isOtherTime } from './step-days';
import type { Lot } from './touched-by-step';
import { verdicts, type ClassVerdict, type Verdict } from './verdict';

/** How a verdict became another, for everybody it did so for. */
export interface Shift {
  readonly before: ClassVerdict;
  readonly after: ClassVerdict;
}

/** One person whose verdict is another than before, by place. */
export interface Changed extends Shift {
  readonly place: number;
}

/** Whose verdicts a step changed; people are looked up only when they are asked for. */
export interface Changes {
  /** Each with at least one person. */
  readonly shifts: readonly Shift[];
  /** Everybody with their shift, in the order of the people or of the step's items; until the next step. */
  people(): Iterable<Changed>;
}

const nobody: Changes = { shifts: [], people: () => [] };

/** Verdicts by class, kept up to date step by step. */
export class ClassVerdicts {
  readonly #start: ClassVerdict[] = [];
  readonly #now: (ClassVerdict | undefined)[] = [];
  /** How many people each class has. */
  readonly #people: number[] = [];
  /** Which state of the policies a class was judged in last; older ones are judged again. */
  readonly #judgedIn: number[] = [];
  #state = 0;
  /** The day everybody was judged on last, ISO date or instant. */
  #date: string;
  readonly #counts: Record<Verdict, number>;

  constructor(
    private readonly classes: PersonClasses,
    date: string,
    image: TenantImage,
  ) {
    this.#date = date;
    this.#counts = Object.fromEntries(verdicts.map((name) => [name, 0])) as Record<Verdict, number>;
    for (const number of classes.classOf) this.#people[number] = this.#peopleOf(number) + 1;
    for (const [number, people] of this.#people.entries()) {
      const verdict = this.#judge(number, image);
      this.#start[number] = verdict;
      this.#set(number, verdict);
      this.#counts[verdict.verdict] += people;
    }
  }

  /** How many people have which verdict now. */
  counts(): Readonly<Record<Verdict, number>> {
    return { ...this.#counts };
  }

  /** After a step that changed what is asked or allowed: every class that has people, once. */
  judgeAll(image: TenantImage): Changes {
    this.#state += 1;
    const shifted: (Shift | undefined)[] = [];
    for (const [number, people] of this.#people.entries()) {
      if (people === 0) continue;
      const before = this.#verdict(number);
      const after = this.#compared(number, image);
      this.#set(number, after);
      if (isSameVerdict(before, after)) continue;
      shifted[number] = { before, after };
      this.#count(before, after, people);
    }
    const shifts = shifted.filter((one) => one !== undefined);
    if (shifts.length === 0) return nobody;
    const { classOf } = this.classes;
    return { shifts, people: () => changedIn(classOf, shifted) };
  }

  /** After a step that did something to some people only. */
  move({ places, actOf, acts }: Lot, image: TenantImage): Changes {
    const { classOf } = this.classes;
    /** Per act and class: the class it leads to, and the number of the shift, counted from 1. */
    const ways = acts.map(() => ({ to: [] as number[], shift: [] as number[] }));
    const shifts: Shift[] = [];
    const shiftOf = new Uint32Array(places.length);
    for (let item = 0; item < places.length; item += 1) {
      const place = places[item] ?? 0;
      const act = actOf[item] ?? 0;
      const way = ways[act] as (typeof ways)[number];
      const from = classOf[place] ?? 0;
      let to = way.to[from];
      if (to === undefined) {
        to = way.to[from] = this.classes.after(from, acts[act] as Act);
        const shift = this.#shift(from, to, image);
        way.shift[from] = shift === null ? 0 : shifts.push(shift);
      }
      classOf[place] = to;
      this.#people[from] = this.#peopleOf(from) - 1;
      this.#people[to] = this.#peopleOf(to) + 1;
      shiftOf[item] = way.shift[from] ?? 0;
    }
    const times = new Uint32Array(shifts.length + 1);
    for (const number of shiftOf) times[number] = (times[number] ?? 0) + 1;
    for (const [n, { before, after }] of shifts.entries()) {
      this.#count(before, after, times[n + 1] ?? 0);
    }
    return shifts.length === 0
      ? nobody
      : { shifts, people: () => movedTo(places, shiftOf, shifts) };
  }

  /** True where a verdict may be another on this day, whatever a step does. */
  isDatedOtherwise(date: string): boolean {
    return isOtherTime(this.#date, date);
  }

  /** After a step, on a day of which that is true: everybody, and whom the step moves in their new class. */
  judgeAnew(lot: Lot | null, image: TenantImage, date: string): Changes {
    const { classOf } = this.classes;
    const was = [...this.#now];
    const from = Int32Array.from(classOf);
    if (lot !== null) this.#carry(lot);
    this.#date = date;
    this.#state += 1;
    for (const [number, people] of this.#people.entries()) {
      if (people > 0) this.#set(number, this.#compared(number, image));
    }
    const shifts: Shift[] = [];
    const known = new Map<number, number>();
    const shiftOf = new Uint32Array(classOf.length);
    for (let place = 0; place < classOf.length; place += 1) {
      const [old, to] = [from[place] ?? 0, classOf[place] ?? 0];
      const way = old * this.classes.size + to;
      const [before, after] = [was[old] as ClassVerdict, this.#verdict(to)];
      let shift = known.get(way);
      if (shift === undefined) {
        shift = isSameVerdict(before, after) ? 0 : shifts.push({ before, after });
        known.set(way, shift);
      }
      shiftOf[place] = shift;
      if (shift > 0) this.#count(before, after, 1);
    }
    const places = Int32Array.from(classOf.keys());
    return shifts.length === 0
      ? nobody
      : { shifts, people: () => movedTo(places, shiftOf, shifts) };
  }

  /** Everybody of a lot into the class their act leads to. */
  #carry({ places, actOf, acts }: Lot): void {
    const { classOf } = this.classes;
    for (const [item, place] of places.entries()) {
      const from = classOf[place] ?? 0;
      const to = this.classes.after(from, acts[actOf[item] ?? 0] as Act);
      classOf[place] = to;
      this.#people[from] = this.#peopleOf(from) - 1;
      this.#people[to] = this.#peopleOf(to) + 1;
    }
  }

  /** Null: who goes from one class to the other has the same verdict as before. */
  #shift(from: number, to: number, image: TenantImage): Shift | null {
    const before = this.#verdict(from);
    if (this.#judgedIn[to] !== this.#state) this.#set(to, this.#compared(to, image));
    const after = this.#verdict(to);
    return isSameVerdict(before, after) ? null : { before, after };
  }

  #count(before: ClassVerdict, after: ClassVerdict, people: number): void {
    this.#counts[before.verdict] -= people;
    this.#counts[after.verdict] += people;
  }

  #peopleOf(number: number): number {
    return this.#people[number] ?? 0;
  }

  #verdict(number: number): ClassVerdict {
    return this.#now[number] as ClassVerdict;
  }

  #set(number: number, verdict: ClassVerdict): void {
    this.#now[number] = verdict;
    this.#judgedIn[number] = this.#state;
  }

  #judge(number: number, image: TenantImage): ClassVerdict {
    const own = this.classes.inImage(number, image);
    return judgeInImage(own.image, own.person, own.scope, this.#date);
  }

  #compared(number: number, image: TenantImage): ClassVerdict {
    const start = this.#start[this.classes.startOf(number)] as ClassVerdict;
    return comparedToStart(start, this.#judge(number, image));
  }
}

function* changedIn(
  classOf: Int32Array,
  shifted: readonly (Shift | undefined)[],
): Generator<Changed, void> {
  for (let place = 0; place < classOf.length; place += 1) {
    const shift = shifted[classOf[place] ?? -1];
    if (shift !== undefined) yield { place, before: shift.before, after: shift.after };
  }
}

function* movedTo(
  places: Int32Array,
  shiftOf: Uint32Array,
  shifts: readonly Shift[],
): Generator<Changed, void> {
  for (let item = 0; item < places.length; item += 1) {
    const shift = shifts[(shiftOf[item] ?? 0) - 1];
    if (shift === undefined) continue;
    yield { place: places[item] ?? -1, before: shift.before, after: shift.after };
  }
}
