import type { GateCounts } from '../journal/gate-state';
import { m } from '../paraglide/messages.js';
import type { GateWant } from '../plan/gate-want';
import { formatCount, type Language } from './format';
import { peopleText } from './people-text';

/** What a gate wants to see before anything behind it starts, in one sentence. */
export function gateText({ figure, people, atMost }: GateWant, language: Language): string {
  const options = { locale: language };
  switch (figure) {
    case 'registered':
      return m.runbook_gate({ count: formatCount(people, language) }, options);
    case 'reportOnlyFailures':
    case 'reportOnlyInterrupted':
      return m.runbook_gate_report_only({ limit: formatCount(atMost, language) }, options);
    case 'emergencyAccess':
    case 'openBlockers':
      return m.runbook_gate_figure({}, options);
  }
}

/** Whom a gate's figure leaves out, in one phrase; null: nobody. */
export function gateLackText(
  figure: string,
  counts: GateCounts,
  language: Language,
): string | null {
  const lacking = counts.missing === 0 ? null : missingText(figure, counts, language);
  const unknown =
    counts.unread === 0
      ? null
      : m.gate_lack_unread({ people: peopleText(counts.unread, language) }, { locale: language });
  if (lacking === null || unknown === null) return lacking ?? unknown;
  return m.gate_lack_both({ lacking, unknown }, { locale: language });
}

function missingText(figure: string, { missing, of }: GateCounts, language: Language): string {
  const options = { locale: language };
  const people = peopleText(missing, language);
  const share = { missing: formatCount(missing, language), of: formatCount(of ?? 0, language) };
  switch (figure) {
    case 'registered':
      return m.gate_lack_registered(share, options);
    case 'emergencyAccess':
      return m.gate_lack_emergency_access(share, options);
    case 'reportOnlyFailures':
      return m.gate_lack_report_only_failures({ people }, options);
    case 'reportOnlyInterrupted':
      return m.gate_lack_report_only_interrupted({ people }, options);
    default:
      return m.gate_lack_named({ people }, options);
  }
}

/** What keeps one person of the list from the figure. */
export function gateStateText(
  figure: string,
  state: 'missing' | 'unread',
  language: Language,
): string {
  const options = { locale: language };
  if (state === 'unread') return m.gate_state_unread({}, options);
  switch (figure) {
    case 'registered':
      return m.gate_state_registered({}, options);
    case 'emergencyAccess':
      return m.gate_state_emergency_access({}, options);
    case 'reportOnlyFailures':
      return m.gate_state_report_only_failures({}, options);
    case 'reportOnlyInterrupted':
      return m.gate_state_report_only_interrupted({}, options);
    default:
      return m.gate_state_named({}, options);
  }
}

/** A gate as it was last read; `figure` is what it counts, in the reader's language. */
export interface GateLook {
  readonly figure: string;
  readonly value: number | null;
  readonly limit: number;
  readonly met: boolean;
}

/** How a gate stands, in one sentence: met, or by how much it is not. */
export function gateStandText(look: GateLook, language: Language): string {
  const options = { locale: language };
  const told = { figure: look.figure, limit: formatCount(look.limit, language) };
  if (look.value === null) return m.gate_stands_unread(told, options);
  const known = { ...told, value: formatCount(look.value, language) };
  if (look.met) return m.gate_stands_met(known, options);
  const apart = formatCount(Math.abs(look.limit - look.value), language);
  return look.value < look.limit
    ? m.gate_stands_short({ ...known, short: apart }, options)
    : m.gate_stands_over({ ...known, over: apart }, options);
}
