import type { Person } from '../../shared/assess/people';
import type { TodayView } from '../../shared/ipc/assess-contract';
import { countBy } from '../../shared/count-by';
import { askerOf } from '../../shared/assess/asker';

export interface AsksInput {
  /** Enabled people without emergency access accounts; null: the users could not be read. */
  readonly persons: readonly Person[] | null;
  /** Null: not read. */
  readonly securityDefaultsOn: boolean | null;
  /** People whom only report-only policies name; null: the policies could not be read. */
  readonly reportOnly: number | null;
}

/** Everybody in one place, and which places may still get more people. */
export function asksForMfa(input: AsksInput): TodayView['asksForMfa'] {
  const { persons, securityDefaultsOn: isOn, reportOnly } = input;
  const byAsker = countBy(persons ?? [], (person) => askerOf(person, isOn));
  const countOf = (asker: string): number | null =>
    persons === null ? null : (byAsker.get(asker) ?? 0);
  const isAny = (test: (person: Person) => boolean): boolean => persons?.some(test) === true;
  const isOpen = (person: Person): boolean => askerOf(person, isOn) === 'unknown';
  const isCoverOpen = isAny((person) => person.cover === 'unknown');
  return {
    securityDefaults: isOn === null ? 'unknown' : isOn ? 'on' : 'off',
    perUser: countOf('perUserMfa'),
    conditionalAccess: countOf('conditionalAccess'),
    reportOnly: persons === null ? null : reportOnly,
    nothing: countOf('nothing'),
    unknown: countOf('unknown'),
    mayGrow: {
      // Whoever a policy asks may have per-user MFA as well; security defaults are named first.
      perUser: isAny(
        (person) =>
          person.perUserMfa === 'unknown' && !(isOn === true && person.cover === 'enforced'),
      ),
      conditionalAccess: isAny((person) => isOpen(person) && person.cover === 'unknown'),
      reportOnly: isCoverOpen,
      nothing: isAny(isOpen),
    },
  };
}
