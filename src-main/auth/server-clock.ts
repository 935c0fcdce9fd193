import { failure, type Failure } from '../../shared/diagnostic';
import type { Authority } from './authority';

const limitMs = 300_000;

/** How far this computer's clock is from the sign-in service's; Entra refuses beyond five minutes. */
export class ServerClock {
  #gapMs = 0;

  constructor(
    private readonly authority: Authority,
    private readonly now: () => number,
  ) {}

  /** @param serverDate the `Date` header of an answer */
  note(serverDate: string): void {
    const gap = Math.abs(Date.parse(serverDate) - this.now());
    this.#gapMs = Number.isFinite(gap) ? gap : this.#gapMs;
  }

  /** The practice tenant has a clock of its own, which may be far from this computer's. */
  failure(): Failure | undefined {
    return this.authority.kind === 'cloud' && this.#gapMs > limitMs
      ? failure('auth/clock-skew', { minutes: String(Math.round(this.#gapMs / 60_000)) })
      : undefined;
  }
}
