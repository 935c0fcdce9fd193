import { m } from '../../shared/paraglide/messages.js';
import type { Failure } from '../../shared/diagnostic';
import { describeFailure } from '../../shared/i18n/describe-failure';
import { formatCount, formatDuration } from '../../shared/i18n/format';
import { noteScopeGrant, noteWrapped } from './note-missing-scopes';
import { visible, type Output } from './output';

/** A guess is told once this much of the run is behind it. */
const leastSeconds = 5;

/** Tells how a run over many tenants goes: counts and the time left, and who fell out. */
export class FleetProgress {
  readonly #startedAt: number;
  readonly #reading = new Map<string, number>();
  #settled = 0;
  #failed = 0;
  #isLacking = false;

  /** `before`: taken over from a run that was stopped; `waiting`: to be read now. */
  constructor(
    private readonly output: Output,
    private readonly now: () => number,
    private readonly before: number,
    private readonly waiting: number,
  ) {
    this.#startedAt = now();
    if (before === 0) return;
    const { language } = output;
    const values = { done: formatCount(before, language), left: formatCount(waiting, language) };
    output.note(m.fleet_continues(values, { locale: language }));
  }

  begun(tenantId: string): void {
    this.#reading.set(tenantId, 0);
    this.#tell();
  }

  read(tenantId: string, users: number): void {
    this.#reading.set(tenantId, users);
    this.#tell();
  }

  settled(tenantId: string, name: string, failure: Failure | null): void {
    this.#reading.delete(tenantId);
    this.#settled += 1;
    if (failure !== null) {
      this.#failed += 1;
      const { what, why } = describeFailure(failure, this.output.language, this.output.zone);
      this.output.note(visible(`${name}: ${what} ${why} (${failure.code})`));
    }
    this.#tell('milestone');
  }

  /** Permissions to read that the token of a tenant lacks, a sentence each. */
  lacks(name: string, notes: readonly string[]): void {
    if (notes.length > 0) this.#isLacking = true;
    for (const note of notes) noteWrapped(this.output, `${name}: ${note}`);
  }

  /** Nothing is read any more. How a permission is granted is told once for all tenants. */
  ended(): void {
    this.output.endProgress();
    if (this.#isLacking) noteScopeGrant(this.output);
  }

  /** Ctrl+C: what is there, and how it goes on. */
  stopped(done: number): void {
    const { language } = this.output;
    const total = formatCount(this.before + this.waiting, language);
    const values = { done: formatCount(done, language), total };
    this.output.note(m.fleet_stopped(values, { locale: language }));
  }

  #tell(kind: 'often' | 'milestone' = 'often'): void {
    const { language } = this.output;
    const count = (value: number): string => formatCount(value, language);
    const users = [...this.#reading.values()].reduce((sum, one) => sum + one, 0);
    const seconds = this.#secondsLeft();
    const values = {
      done: count(this.before + this.#settled),
      total: count(this.before + this.waiting),
      failed: count(this.#failed),
      reading: count(this.#reading.size),
      accounts: count(users),
      left: seconds === null ? '' : ` · ${formatDuration(seconds, language)}`,
    };
    this.output.progress(m.fleet_progress(values, { locale: language }), kind);
  }

  #secondsLeft(): number | null {
    const left = this.waiting - this.#settled;
    const seconds = (this.now() - this.#startedAt) / 1_000;
    if (this.#settled === 0 || left === 0 || seconds < leastSeconds) return null;
    return (seconds / this.#settled) * left;
  }
}
