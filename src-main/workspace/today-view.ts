import type { Assessment } from '../../shared/assess/assessment';
import { valueOf } from '../../shared/assess/membership';
import type { Person } from '../../shared/assess/people';
import { clouds } from '../../shared/entra/cloud';
import { retirementDates } from '../../shared/entra/retirement-dates';
import type { TodayView } from '../../shared/ipc/assess-contract';
import type { Answers } from '../../shared/tenant/answer';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { askerToMethod, countedPeople } from '../../shared/people/asker-flow';
import { byDepartment } from '../../shared/people/by-department';
import { asksForMfa } from './asks-view';

export interface TodayInput {
  readonly assessment: Assessment;
  readonly people: readonly Person[];
  readonly snapshot: Snapshot;
  readonly answers: Answers | null;
  /** People whom only report-only policies name (R10: no protection). */
  readonly reportOnly: number | null;
}

/** The Today screen in one object: people first, then what the tenant asks for (screens.md 4). */
export function buildTodayView(input: TodayInput): TodayView {
  const { assessment, snapshot } = input;
  const persons = countedPeople(input.people);
  const isOn = securityDefaultsOn(snapshot);
  const has = (code: string): boolean =>
    assessment.findings.some((finding) => finding.code === code);
  return {
    asOf: assessment.asOf,
    ...readingPart(input),
    notAssessed:
      assessment.counts.accounts === null
        ? null
        : persons.filter((person) => person.readiness === 'unknown').length,
    disabledLeftOut: input.people.filter((person) => !person.enabled).length,
    providerDate: retirementDates.provider,
    migrationState: migrationStateOf(snapshot),
    migrationNullIsDone: has('MIG-STATE-NULL-OK'),
    optOut: optOut(input),
    asksForMfa: asksForMfa({
      persons: assessment.counts.accounts === null ? null : persons,
      securityDefaultsOn: isOn,
      reportOnly: input.reportOnly,
    }),
    counts: { ...assessment.counts },
    recommendation: assessment.recommendation.enforcement,
    unread: assessment.unread.map((item) => ({
      source: item.source,
      reason: item.reason,
      status: item.status ?? null,
      ...(item.seen === undefined ? {} : { seen: item.seen }),
      ...(item.until === undefined ? {} : { until: item.until }),
    })),
    ...partnersOf(assessment),
    sankey: askerToMethod(persons, isOn),
    departments: byDepartment(persons),
    nothingToDo: assessment.recommendation.enforcement === 'nothingToMigrate',
  };
}

/** Of when it is, and whom the dates concern: what also stands where Today is not shown. */
export type ReadingPart = Pick<
  TodayView,
  'readAt' | 'lowerBound' | 'february' | 'july' | 'cloudHasDates'
>;

export function readingPart(input: Pick<TodayInput, 'assessment' | 'people'>): ReadingPart {
  const { assessment } = input;
  const asOfDay = assessment.asOf.slice(0, 10);
  return {
    readAt: assessment.capturedAt,
    lowerBound: assessment.lowerBound,
    february: {
      ...dated(input, 'PHONE-ONLY-FEB27', 'phoneOnlyFeb2027', asOfDay),
      others: assessment.counts.phoneOnlyFeb2027NotPeople,
    },
    july: dated(input, 'PHONE-ONLY-JUL27', 'phoneOnlyJul2027', asOfDay),
    cloudHasDates: clouds[assessment.tenant.cloud].hasRetirementDates,
  };
}

/** A copy for the contract, whose lists may be changed. */
function partnersOf({ partners }: Assessment): Pick<TodayView, 'partners'> {
  if (partners === undefined) return {};
  const { customers, policies } = partners;
  return {
    partners: {
      ...(customers === undefined ? {} : { customers: customers && structuredClone(customers) }),
      isSignedInFromOutside: partners.isSignedInFromOutside,
      policies: policies === null ? null : policies.map((one) => ({ ...one })),
    },
  };
}

function dated(
  input: Pick<TodayInput, 'assessment' | 'people'>,
  code: string,
  count: 'phoneOnlyFeb2027' | 'phoneOnlyJul2027',
  asOfDay: string,
) {
  // Null outside the public cloud, and where the users could not be read: neither is "nobody".
  const isCounted = input.assessment.counts[count] !== null;
  const date = count === 'phoneOnlyFeb2027' ? retirementDates.february : retirementDates.july;
  const finding = input.assessment.findings.find((item) => item.code === code);
  const ids = new Set(finding?.subjects.map((subject) => subject.id) ?? []);
  const affected = input.people.filter((person) => ids.has(person.id) && person.isPerson);
  const known = affected.flatMap((person) => person.reachableReplacements?.length ?? []);
  const reachable = known.filter((replacements) => replacements > 0).length;
  return {
    date,
    people: isCounted ? affected.length : null,
    reachable,
    unreachable: known.length - reachable,
    undecided: affected.length - known.length,
    isPast: asOfDay >= date,
  };
}

/** What the tenant says of its migration; `unknown`: not read, or a value nobody knows here. */
export function migrationStateOf(snapshot: Snapshot): TodayView['migrationState'] {
  if (snapshot.authenticationMethodsPolicy.kind === 'unread') return 'unknown';
  const state = snapshot.authenticationMethodsPolicy.value.policyMigrationState;
  if (state === null) return 'null';
  const known = ['preMigration', 'migrationInProgress', 'migrationComplete'] as const;
  return known.find((name) => name === state) ?? 'unknown';
}

/** As OPTOUT-SET takes it: what Graph says, and where Graph is silent what a person answered. */
function optOut({ snapshot, answers }: TodayInput): TodayView['optOut'] {
  const policy = valueOf(snapshot.authenticationMethodsPolicy);
  const value = policy?.optOutSettings?.passkeyDynamicMigration ?? answers?.passkeyOptOut;
  if (value === true) return 'set';
  return value === false ? 'notSet' : 'unknown';
}

export function securityDefaultsOn(snapshot: Snapshot): boolean | null {
  return snapshot.securityDefaults.kind === 'read'
    ? snapshot.securityDefaults.value.isEnabled
    : null;
}
