import type { Person } from '../assess/people';
import { scopeInImage } from '../plan/image-scope';
import type { TenantImage } from '../plan/post-image';
import { comparedToStart, isSameVerdict, judgeInImage, type ClassVerdict } from './class-verdict';
import type { PersonClasses } from './person-class';
import { verdicts, type Verdict } from './verdict';

/** One person whose verdict is another than before, by place. */
export interface Changed {
  readonly place: number;
  readonly before: ClassVerdict;
  readonly after: ClassVerdict;
}

/** Verdicts by class, kept up to date step by step. */
export class ClassVerdicts {
  readonly #start: ClassVerdict[] = [];
  readonly #now: (ClassVerdict | undefined)[] = [];
  /** Which state of the policies a class was judged in last; older ones are judged again. */
  readonly #judgedIn: number[] = [];
  #state = 0;

  constructor(
    private readonly people: readonly Person[],
    private readonly classes: PersonClasses,
    private readonly date: string,
    image: TenantImage,
  ) {
    for (const [place, group] of classes.classOf.entries()) {
      if (this.#start[group] !== undefined) continue;
      const verdict = this.#judge(place, image);
      this.#start[group] = verdict;
      this.#set(group, verdict);
    }
  }

  of(place: number): ClassVerdict {
    return this.#now[this.classes.classOf[place] ?? -1] as ClassVerdict;
  }

  /** How many people have which verdict now. */
  counts(): Record<Verdict, number> {
    const counts = Object.fromEntries(verdicts.map((name) => [name, 0])) as Record<Verdict, number>;
    for (const group of this.classes.classOf)
      counts[(this.#now[group] as ClassVerdict).verdict] += 1;
    return counts;
  }

  /** After a step that changed what is asked or allowed: every class that has people, once. */
  judgeAll(image: TenantImage): readonly Changed[] {
    this.#state += 1;
    const changed = new Map<number, { before: ClassVerdict; after: ClassVerdict }>();
    const { classOf } = this.classes;
    for (let place = 0; place < classOf.length; place += 1) {
      const group = classOf[place] ?? -1;
      if (this.#judgedIn[group] === this.#state) continue;
      const before = this.#now[group] as ClassVerdict;
      const after = this.#compared(place, image);
      this.#set(group, after);
      if (!isSameVerdict(before, after)) changed.set(group, { before, after });
    }
    if (changed.size === 0) return [];
    const found: Changed[] = [];
    for (let place = 0; place < classOf.length; place += 1) {
      const change = changed.get(classOf[place] ?? -1);
      if (change !== undefined) found.push({ place, ...change });
    }
    return found;
  }

  /** After a step that moved some people only: what it does to each, by place. */
  move(acts: ReadonlyMap<number, string>, image: TenantImage): readonly Changed[] {
    const found: Changed[] = [];
    for (const [place, act] of acts) {
      const before = this.of(place);
      const group = this.classes.move(place, act, image);
      if (this.#judgedIn[group] !== this.#state) this.#set(group, this.#compared(place, image));
      const after = this.#now[group] as ClassVerdict;
      if (!isSameVerdict(before, after)) found.push({ place, before, after });
    }
    return found;
  }

  #set(group: number, verdict: ClassVerdict): void {
    this.#now[group] = verdict;
    this.#judgedIn[group] = this.#state;
  }

  #judge(place: number, image: TenantImage): ClassVerdict {
    const person = this.people[place] as Person;
    return judgeInImage(image, person, scopeInImage(image, person), this.date);
  }

  #compared(place: number, image: TenantImage): ClassVerdict {
    const start = this.#start[this.classes.startOf(place)] as ClassVerdict;
    return comparedToStart(start, this.#judge(place, image));
  }
}
