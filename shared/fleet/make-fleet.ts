import type { Assessment, Counts, Severity } from '../assess/assessment';
import type { FindingCode } from '../assess/finding-codes';
import type { FleetDocument, FleetFinding, FleetTenant, FleetTotals } from './fleet';
import { inTriageOrder } from './triage';

const severities: readonly Severity[] = ['blocker', 'high', 'medium', 'decision', 'info'];

/** Every count of an assessment. */
export const countNames = [
  ...(['accounts', 'accountsEnabled', 'people', 'peopleInWorkQueue', 'pupils'] as const),
  ...(['phoneOnlyFeb2027', 'phoneOnlyFeb2027NotPeople', 'phoneOnlyJul2027'] as const),
  ...(['phoneOnlyNoDate', 'noMethod', 'perUserEnforced', 'perUserEnabled'] as const),
  ...(['perUserToClear', 'safeToClearNow', 'perUserKnown', 'perUserUnknown'] as const),
  ...(['notApplicable', 'usersStrandedIfCompletedNow', 'usersStrandedNow'] as const),
] as const satisfies readonly (keyof Counts)[];

/** The document of a fleet: its tenants as given, and what the assessed ones come to. */
export function makeFleet(tenants: readonly FleetTenant[]): FleetDocument {
  return { schema: 'causeway-fleet/1', tenants, totals: totalsOf(tenants) };
}

function totalsOf(tenants: readonly FleetTenant[]): FleetTotals {
  const assessed = tenants.flatMap(({ assessment }) => assessment ?? []);
  return {
    tenants: tenants.length,
    assessed: assessed.length,
    notAssessed: tenants.length - assessed.length,
    ...sumsOf(assessed),
    lowerBound: assessed.some(({ lowerBound, counts }) => lowerBound || counts.accounts === null),
    recommendations: recommendationsOf(assessed),
    findings: findingsOf(assessed),
    triage: inTriageOrder(tenants).map(({ name }) => name),
  };
}

function sumsOf(assessed: readonly Assessment[]): Counts {
  const sums = countNames.map((name): readonly [keyof Counts, number | null] => {
    const known = assessed.flatMap(({ counts }) => counts[name] ?? []);
    return [name, known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0)];
  });
  return Object.fromEntries(sums) as unknown as Counts;
}

function recommendationsOf(assessed: readonly Assessment[]): FleetTotals['recommendations'] {
  const found = new Map<string, number>();
  for (const { recommendation } of assessed) {
    const { enforcement } = recommendation;
    found.set(enforcement, (found.get(enforcement) ?? 0) + 1);
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The worst first, then the most frequent, then by code. */
function findingsOf(assessed: readonly Assessment[]): readonly FleetFinding[] {
  const found = new Map<FindingCode, { severity: Severity; count: number }>();
  for (const { findings } of assessed) {
    for (const { code, severity } of findings) {
      const before = found.get(code) ?? { severity, count: 0 };
      const isWorse = severities.indexOf(severity) < severities.indexOf(before.severity);
      const worst = isWorse ? severity : before.severity;
      found.set(code, { severity: worst, count: before.count + 1 });
    }
  }
  return [...found]
    .map(([code, { severity, count }]) => ({ code, severity, count }))
    .sort(
      (a, b) =>
        severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
        b.count - a.count ||
        (a.code < b.code ? -1 : 1),
    );
}
