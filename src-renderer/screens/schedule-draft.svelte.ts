import { datePatterns } from '../../shared/i18n/typed-date';
import type { ScheduleEdit, ScheduleView } from '../../shared/ipc/schedule-contract';
import { m } from '../../shared/paraglide/messages.js';
import type { FormDraft } from '../../shared/wizard/form-drafts';
import { language, readerZone } from '../i18n.svelte';
import { DelayedSave } from '../state/delayed-save';
import type { Problem } from '../state/footer.svelte';

type Held = FormDraft<'schedule'>;

/** The form of the Schedule screen: what is typed, kept until main has taken it. */
export class ScheduleDraft {
  edit = $state.raw<ScheduleEdit | null>(null);
  /** What stands in fields and is no day, by the id of the field. */
  #wrong = $state.raw<Held['wrong']>({});
  /** A change was not saved because of a problem. */
  isHeld = $state(false);
  #rings: readonly number[] = [];
  /** What main has chosen, as JSON; null before it has said so. */
  #over: string | null = null;
  /** Left unfinished when the screen was here last. */
  #left: Held | null = null;
  readonly #saving: DelayedSave;
  readonly #hold: (held: Held | null) => void;

  /** `hold` is told what cannot be saved as long as something is missing, and null once it is. */
  constructor(save: (edit: ScheduleEdit) => void, hold: (held: Held | null) => void) {
    this.#hold = hold;
    this.#saving = new DelayedSave(() => {
      const { edit } = this;
      if (edit === null) return;
      this.isHeld = this.problems.length > 0;
      hold(this.isHeld ? { edit, over: this.#over ?? '', wrong: this.#wrong } : null);
      if (!this.isHeld) save(edit);
    });
  }

  /** Takes what main says; what is being typed, or waits for what is missing, stays. */
  take(view: ScheduleView): void {
    if (this.#saving.isWaiting) return;
    const over = JSON.stringify(view.choice);
    this.#rings = view.schedule.rings.map(({ ring }) => ring);
    if (this.isHeld && over === this.#over) return;
    this.#forget();
    this.#over = over;
    this.edit = view.choice ?? proposalOf(view);
    this.#takeLeft();
  }

  /** What is being typed, or waits for what is missing, is given up: the next `take` replaces it. */
  reset(): void {
    this.#saving.cancel();
    this.#left = null;
    this.#forget();
  }

  #forget(): void {
    if (this.isHeld) this.#hold(null);
    this.isHeld = false;
    this.#wrong = {};
  }

  /** Goes on with what was left unfinished, unless other dates were chosen since. */
  resume(left: Held): void {
    this.#left = left;
    this.#takeLeft();
  }

  #takeLeft(): void {
    const left = this.#left;
    if (left === null || this.#over === null) return;
    this.#left = null;
    if (this.#saving.isWaiting) return;
    if (left.over !== this.#over) {
      this.#hold(null);
      return;
    }
    this.edit = left.edit;
    this.isHeld = true;
    // A ring may be gone since, and its field with it.
    const there = Object.entries(left.wrong).filter(([target]) => this.#isThere(target));
    this.#wrong = Object.fromEntries(there);
    if (this.problems.length === 0) this.#saving.changed();
  }

  /** Changes a field; saved half a second after the last change, once it is whole. */
  set(change: Partial<ScheduleEdit>): void {
    if (this.edit === null) return;
    this.edit = { ...this.edit, ...change };
    this.#saving.changed();
  }

  #isThere(target: string): boolean {
    const ring = /^schedule-ring-(\d+)$/.exec(target)?.[1];
    return ring === undefined || this.#rings.includes(Number(ring));
  }

  /** The edit keeps the last day that was one: what is typed instead must stop the form too. */
  setWrong(target: string, text: string | null): void {
    if (this.wrongAt(target) === text) return;
    const { [target]: _, ...others } = this.#wrong;
    this.#wrong = text === null ? others : { ...others, [target]: text };
    if (text !== null || this.isHeld) this.#saving.changed();
  }

  /** What stands in this field and is no day; null: nothing. */
  wrongAt(target: string): string | null {
    return this.#wrong[target] ?? null;
  }

  /** Saves at once what is waiting. */
  flush(): void {
    this.#saving.now();
  }

  stop(): void {
    this.#saving.flush();
  }

  setRing(ring: number, change: { readonly notBefore?: string; readonly owner?: string }): void {
    if (this.edit === null) return;
    const known = this.edit.rings.find((one) => one.ring === ring);
    const merged = { ring, ...known, ...change };
    const next = {
      ring,
      ...(merged.notBefore === undefined || merged.notBefore === ''
        ? {}
        : { notBefore: merged.notBefore }),
      ...(merged.owner === undefined || merged.owner === '' ? {} : { owner: merged.owner }),
    };
    const others = this.edit.rings.filter((one) => one.ring !== ring);
    const rings = Object.keys(next).length > 1 ? [...others, next] : others;
    this.set({ rings: rings.sort((a, b) => a.ring - b.ring) });
  }

  /** What keeps the form from being saved, at its field. */
  get problems(): Problem[] {
    const text = m.date_wrong({ pattern: datePatterns[language()] });
    return [...Object.keys(this.#wrong).map((target) => ({ target, text })), ...this.#gaps];
  }

  get #gaps(): Problem[] {
    const { edit } = this;
    if (edit === null) return [];
    const found: Problem[] = [];
    if (edit.startOn === '') found.push({ target: 'schedule-start', text: m.schedule_bad_start() });
    if (!isZone(edit.timeZone))
      found.push({ target: 'schedule-zone', text: m.schedule_bad_zone() });
    if (edit.from === '' || edit.to === '' || edit.from >= edit.to) {
      found.push({ target: 'schedule-from', text: m.schedule_bad_hours() });
    }
    if (edit.workingDays.length === 0) {
      found.push({ target: 'schedule-days', text: m.schedule_bad_days() });
    }
    edit.freezes.forEach(({ from, to, name }, index) => {
      if (from === '' || to === '' || from > to || name.trim() === '') {
        found.push({ target: `schedule-freeze-${index}`, text: m.schedule_bad_freeze() });
      }
    });
    if (!isBetween(edit.registrationDays, 0, 60)) {
      found.push({ target: 'schedule-registration', text: m.schedule_bad_number({ most: '60' }) });
    }
    if (!isBetween(edit.soakDays, 0, 30)) {
      found.push({ target: 'schedule-soak', text: m.schedule_bad_number({ most: '30' }) });
    }
    return found;
  }

  /** What the form says below a field; a field for a day says itself that it holds none. */
  problemAt(target: string): string | undefined {
    return this.#gaps.find((problem) => problem.target === target)?.text;
  }
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Nothing is set yet: the proposal, in the zone of whoever fills it in. */
function proposalOf({ schedule }: ScheduleView): ScheduleEdit {
  return {
    timeZone: readerZone,
    startOn: schedule.startsOn,
    from: schedule.from,
    to: schedule.to,
    workingDays: [...schedule.workingDays],
    freezes: [],
    registrationDays: schedule.registrationDays,
    soakDays: schedule.soakDays,
    rings: [],
    reason: '',
  };
}
