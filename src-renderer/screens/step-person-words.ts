import type { PeopleResult, StepPerson } from '../../shared/ipc/step-people-contract';
import { m } from '../../shared/paraglide/messages.js';
import type { Tone } from '../components/tone';
import { describe, words } from '../i18n.svelte';
import { itemWord } from './item-word';

export function resultWord(result: PeopleResult): string {
  switch (result) {
    case 'done':
      return m.people_result_done();
    case 'waiting':
      return m.people_result_waiting();
    case 'failed':
      return m.people_result_failed();
    case 'unknown':
      return m.people_result_unknown();
    case 'left':
      return m.people_result_left();
  }
}

/** The result of one person; who was taken back alone was not simply left out. */
export function personWord({ result, why }: Pick<StepPerson, 'result' | 'why'>): string {
  return why === 'takenBack' ? m.people_result_taken_back() : resultWord(result);
}

/** Green is only who was read back. */
export function resultTone({ result, state }: Pick<StepPerson, 'result' | 'state'>): Tone {
  if (state === 'verified') return 'good';
  switch (result) {
    case 'failed':
      return 'bad';
    case 'unknown':
      return 'unknown';
    default:
      return state === 'sent' || state === 'acked' ? 'note' : 'neutral';
  }
}

/** What was read back of a person, or why nothing was. */
export function readBackText({ state, to, failure, why }: StepPerson): string {
  switch (state) {
    case 'verified':
      return m.people_read_back({ value: itemWord(to) });
    case 'acked':
      return m.people_not_read_back();
    case 'sent':
      return m.people_sent();
    case 'deferred':
      return m.people_deferred();
    case 'unknown':
      return m.people_outcome_unknown();
    case 'failed':
      return failure === null ? m.people_other_value() : describe(failure).what;
    case 'skipped':
      return whyText(why);
    case 'notApplicable':
      return m.people_not_applicable();
    case 'pending':
      return m.people_pending();
  }
}

/** Why nothing is done about a person. */
export function whyText(why: string | null): string {
  if (why?.startsWith('cover:') === true) {
    return m.people_left_cover({ cover: words(why.slice('cover:'.length), 'cover') });
  }
  switch (why) {
    case 'notRegistered':
      return m.people_left_not_registered();
    case 'takenBack':
      return m.people_left_taken_back();
    case 'deleted':
      return m.people_left_deleted();
    case 'disabled':
      return m.people_left_disabled();
    case 'unread':
      return m.people_left_unread();
    default:
      return m.people_left();
  }
}
