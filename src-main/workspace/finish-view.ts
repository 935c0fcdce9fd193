import type { CallOutput } from '../../shared/ipc/contract-types';
import type { Assessment } from '../../shared/assess/assessment';
import type { Person } from '../../shared/assess/people';
import type { Plan } from '../../shared/plan/plan';
import type { Read, Snapshot } from '../../shared/tenant/snapshot';
import { askerToMethod, countedPeople } from './asker-flow';

type FinishView = CallOutput<'finish.get'>;
type Item = FinishView['checklist'][number];

export interface FinishInput {
  readonly plan: Plan;
  /** The newest reading of the tenant, and what it says. */
  readonly assessment: Assessment;
  readonly snapshot: Snapshot;
  readonly people: readonly Person[];
  readonly isRolledOut: boolean;
}

/** What is done and what is left, each with its evidence; unread is `unknown`, never done. */
export function buildFinishView(input: FinishInput): FinishView {
  const { plan, assessment, snapshot } = input;
  const counts = assessment.counts;
  const stranded = counts.usersStrandedIfCompletedNow ?? counts.usersStrandedNow;
  const phoneOnly = sum(counts.phoneOnlyFeb2027, counts.phoneOnlyJul2027) ?? counts.phoneOnlyNoDate;
  const perUser =
    (counts.perUserUnknown ?? 1) > 0 && counts.perUserToClear === 0 ? null : counts.perUserToClear;
  const legacy = openLegacySettings(plan);
  const checklist: Item[] = [
    figure('stranded', stranded),
    figure('phoneOnly', phoneOnly),
    figure('perUserCleared', perUser),
    { id: 'enforcement', ...enforcement(assessment) },
    { id: 'migrationState', ...migrationState(snapshot) },
    figure('legacyLeftovers', legacy),
    figure(
      'emergencyAccess',
      assessment.findings.filter((finding) => finding.code.startsWith('BG-')).length,
    ),
  ];
  const isAfter = input.isRolledOut || snapshot.hash !== plan.snapshotHash;
  return {
    checklist,
    before: { ...plan.counts },
    after: isAfter ? { ...counts } : null,
    pictures: {
      before: picture(plan.people, plan.baseline.securityDefaults),
      after: isAfter ? picture(input.people, snapshot.securityDefaults) : null,
    },
    finished: input.isRolledOut && checklist.every((item) => item.state === 'done'),
  };
}

type Defaults = Read<{ readonly isEnabled: boolean | null }>;

function picture(all: readonly Person[], defaults: Defaults): FinishView['pictures']['before'] {
  const people = countedPeople(all);
  const counts = { ready: 0, conditions: 0, notReady: 0, unknown: 0 };
  for (const { readiness } of people) counts[readiness] += 1;
  const isOn = defaults.kind === 'read' ? defaults.value.isEnabled : null;
  return { readiness: counts, flow: askerToMethod(people, isOn) };
}

function figure(id: string, value: number | null): Item {
  return {
    id,
    state: value === null ? 'unknown' : value === 0 ? 'done' : 'open',
    detail: { key: `finish_${id}`, values: { value: value === null ? '–' : String(value) } },
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

/** Trusted IPs, app passwords and remember-MFA that were answered as still there; null: not answered. */
function openLegacySettings(plan: Plan): number | null {
  const legacy = plan.answers?.legacyMfa;
  const ranges = legacy?.trustedIps ?? null;
  const remember = legacy?.rememberMfa ?? null;
  const appPasswords = legacy?.appPasswordsAllowed ?? null;
  if (ranges === null || remember === null || appPasswords === null) return null;
  return ranges.length + (remember.allowed ? 1 : 0) + (appPasswords ? 1 : 0);
}
