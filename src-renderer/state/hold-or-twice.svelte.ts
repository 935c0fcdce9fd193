/** Held this long, it acts at once. */
const quarterMs = 500;
const quarters = 4;
/** After the first press the second has to come within this. */
const armedMs = 10_000;
/** A double-click is one press: nobody has read what will happen. */
const ripeMs = 400;
/** The click that follows a finished hold comes within this. */
const afterHoldMs = 50;

export interface HoldOrTwiceActs {
  /** The first press. */
  armed(): void;
  withdrawn(why: 'person' | 'time'): void;
  act(): void;
}

/** Something that happens only when held for 2 s, or pressed twice within 10 s. */
export class HoldOrTwice {
  isArmed = $state(false);
  /** Quarters of the hold that have passed, 0 to 4; null: not held. */
  held = $state<number | null>(null);
  readonly #acts: HoldOrTwiceActs;
  #isRipe = false;
  #isSpent = false;
  #hold: ReturnType<typeof setInterval> | undefined;
  #armed: ReturnType<typeof setTimeout> | undefined;
  #ripe: ReturnType<typeof setTimeout> | undefined;

  constructor(acts: HoldOrTwiceActs) {
    this.#acts = acts;
  }

  /** A finger, a button or a key goes down. */
  hold(): void {
    this.#endHold();
    this.#isSpent = false;
    this.held = 0;
    this.#hold = setInterval(() => {
      this.held = (this.held ?? 0) + 1;
      if (this.held < quarters) return;
      this.#endHold();
      this.#isSpent = true;
      this.#disarm();
      this.#acts.act();
    }, quarterMs);
  }

  /** It goes up, or leaves; by itself that is no press. */
  release(): void {
    this.#endHold();
    if (this.#isSpent) setTimeout(() => (this.#isSpent = false), afterHoldMs);
  }

  press(): void {
    this.#endHold();
    if (this.#isSpent) return;
    if (!this.isArmed) {
      this.#arm();
    } else if (this.#isRipe) {
      this.#disarm();
      this.#acts.act();
    }
  }

  withdraw(why: 'person' | 'time' = 'person'): void {
    if (!this.isArmed) return;
    this.#disarm();
    this.#acts.withdrawn(why);
  }

  /** Ends every timer; nothing is said. */
  dispose(): void {
    this.#endHold();
    this.#disarm();
  }

  #arm(): void {
    this.isArmed = true;
    this.#isRipe = false;
    this.#ripe = setTimeout(() => (this.#isRipe = true), ripeMs);
    this.#armed = setTimeout(() => this.withdraw('time'), armedMs);
    this.#acts.armed();
  }

  #disarm(): void {
    clearTimeout(this.#ripe);
    clearTimeout(this.#armed);
    this.isArmed = false;
  }

  #endHold(): void {
    clearInterval(this.#hold);
    this.held = null;
  }
}
