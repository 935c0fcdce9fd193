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
  /** Ids of the fields in which something stands that is no day. */
  #wrong = $state.raw<readonly string[]>([]);
  /** A change was not saved because of a problem. */
  #isHeld = false;
  /** What main has chosen, as JSON; null before it has said so. */
  #over: string | null = null;
  /** Left unfinished when the screen was here last. */
  #left: Held | null = null;
  readonly #saving: DelayedSave;

  /** `hold` is told what cannot be saved as long as something is missing, and null once it is. */
  constructor(save: (edit: ScheduleEdit) => void, hold: (held: Held | null) => void) {
    this.#saving = new DelayedSave(() => {
      const { edit } = this;
      if (edit === null) return;
      this.#isHeld = this.problems.length > 0;
      hold(this.#isHeld ? { edit, over: this.#over ?? '' } : null);
      if (!this.#isHeld) save(edit);
    });
  }

  /** Takes what main says; what is being typed, or waits for what is missing, stays. */
  take(view: ScheduleView): void {
    if (this.#saving.isWaiting) return;
    const over = JSON.stringify(view.choice);
    if (this.#isHeld && over === this.#over) return;
    this.#isHeld = false;
    this.#over = over;
    this.edit = view.choice ?? proposalOf(view);
    this.#takeLeft();
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
    if (left.over !== this.#over || this.#saving.isWaiting) return;
    this.edit = left.edit;
    this.#isHeld = true;
    // What was no day is gone with its field: nothing is missing any more.
    if (this.problems.length === 0) this.#saving.changed();
  }

  /** Changes a field; saved half a second after the last change, once it is whole. */
  set(change: Partial<ScheduleEdit>): void {
    if (this.edit === null) return;
    this.edit = { ...this.edit, ...change };
    this.#saving.changed();
  }

  /** The edit keeps the last day that was one: what is typed instead must stop the form too. */
  setWrong(target: string, isWrong: boolean): void {
    if (this.#wrong.includes(target) === isWrong) return;
    const others = this.#wrong.filter((one) => one !== target);
    this.#wrong = isWrong ? [...others, target] : others;
    if (!isWrong && this.#isHeld) this.#saving.changed();
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
    return [...this.#wrong.map((target) => ({ target, text })), ...this.#gaps];
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
