import type { CallOutput } from '../../shared/ipc/contract-types';
import type { Assessment } from '../../shared/assess/assessment';
import type { Person } from '../../shared/assess/people';
import type { Plan } from '../../shared/plan/plan';
import { askerToMethod, countedPeople } from '../../shared/people/asker-flow';
import { noReadiness } from '../../shared/people/readiness-by';
import { reviewDates } from '../../shared/plan/review-dates';
import type { Read, Snapshot } from '../../shared/tenant/snapshot';
import type { RolloutStatus } from '../rollout/rollout-status';
import { legacyItems, passwordResetItem, type FinishInput } from './finish-checks';

type FinishView = CallOutput<'finish.get'>;
type Item = FinishView['checklist'][number];

/**
 * What is done and what is left, each with its evidence; unread is `unknown`, never done. A reading
 * from before the last step is evidence of nothing: then every point is `stale`.
 */
export function buildFinishView(input: FinishInput): FinishView {
  const { plan, assessment, snapshot, status } = input;
  const isRolledOut = status?.state === 'done';
  const isStale = isReadBefore(lastDoneAt(status), snapshot.takenAt);
  const counts = assessment.counts;
  const stranded = counts.usersStrandedIfCompletedNow ?? counts.usersStrandedNow;
  const phoneOnly = sum(counts.phoneOnlyFeb2027, counts.phoneOnlyJul2027) ?? counts.phoneOnlyNoDate;
  const perUser =
    (counts.perUserUnknown ?? 1) > 0 && counts.perUserToClear === 0 ? null : counts.perUserToClear;
  const checklist: Item[] = [
    figure('stranded', stranded),
    figure('phoneOnly', phoneOnly),
    figure('perUserCleared', perUser),
    { id: 'enforcement', ...enforcement(assessment), entered: null },
    { id: 'migrationState', ...migrationState(snapshot), entered: null },
    passwordResetItem(input),
    ...legacyItems(input),
    figure(
      'emergencyAccess',
      assessment.findings.filter((finding) => finding.code.startsWith('BG-')).length,
    ),
  ];
  const isAfter = !isStale && (isRolledOut || snapshot.hash !== plan.snapshotHash);
  return {
    readAt: snapshot.takenAt,
    isStale,
    checklist: isStale ? checklist.map((item) => ({ ...item, state: 'stale' })) : checklist,
    before: { ...plan.counts },
    after: isAfter ? { ...counts } : null,
    pictures: {
      before: picture(plan.people, plan.baseline.securityDefaults),
      after: isAfter ? picture(input.people, snapshot.securityDefaults) : null,
    },
    reviews: reviewsOf(plan, isRolledOut ? lastDoneAt(status) : null),
    finished: isRolledOut && !isStale && checklist.every((item) => item.state === 'done'),
  };
}

function reviewsOf({ schedule }: Plan, doneAt: string | null): FinishView['reviews'] {
  const from = doneAt ?? schedule.endsAt;
  const dates = from === null ? [] : reviewDates(from, schedule.timeZone);
  return { isPlanned: doneAt === null, dates: dates.map((one) => ({ ...one })) };
}

type Defaults = Read<{ readonly isEnabled: boolean | null }>;

function picture(all: readonly Person[], defaults: Defaults): FinishView['pictures']['before'] {
  const people = countedPeople(all);
  const counts = noReadiness();
  for (const { readiness } of people) counts[readiness] += 1;
  const isOn = defaults.kind === 'read' ? defaults.value.isEnabled : null;
  return { readiness: counts, flow: askerToMethod(people, isOn) };
}

function figure(id: string, value: number | null): Item {
  return {
    id,
    state: value === null ? 'unknown' : value === 0 ? 'done' : 'open',
    detail: { key: `finish_${id}`, values: { value: value === null ? '–' : String(value) } },
    entered: null,
  };
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

function enforcement(assessment: Assessment): Pick<Item, 'state' | 'detail'> {
  const open = assessment.findings.find((finding) => finding.code === 'NO-TENANT-ENFORCEMENT');
  const isUnknown = assessment.recommendation.enforcement === 'notAssessed';
  return {
    state: isUnknown ? 'unknown' : open ? 'open' : 'done',
    detail: { key: 'finish_enforcement', values: { value: String(open?.count ?? 0) } },
  };
}

function migrationState(snapshot: Snapshot): Pick<Item, 'state' | 'detail'> {
  const policy = snapshot.authenticationMethodsPolicy;
  const value = policy.kind === 'read' ? policy.value.policyMigrationState : undefined;
  return {
    // Null is its own value: not done without evidence, and never written (R1).
    state:
      value === undefined || value === null
        ? 'unknown'
        : value === 'migrationComplete'
          ? 'done'
          : 'open',
    detail: { key: 'finish_migrationState', values: { value: value ?? '–' } },
  };
}

/** The newest instant a step was done at; null: none was. */
function lastDoneAt(status: RolloutStatus | null): string | null {
  const times = (status?.steps ?? []).flatMap((step) =>
    step.status === 'DONE' && step.at !== null ? [step.at] : [],
  );
  return times.reduce<string | null>(
    (last, at) => (last === null || Date.parse(at) > Date.parse(last) ? at : last),
    null,
  );
}

function isReadBefore(at: string | null, readAt: string): boolean {
  return at !== null && Date.parse(readAt) < Date.parse(at);
}
