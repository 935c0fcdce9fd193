import { valueOf } from '../assess/membership';
import type { Snapshot } from '../tenant/snapshot';

/** What the sign-in log says of one account; null: that part of the log was not read, or not asked. */
export interface SignInEvidence {
  readonly legacy:
    | readonly {
        readonly client: string;
        readonly app: string | null;
        readonly count: number;
        readonly lastAt: string;
      }[]
    | null;
  /** What policies that only report would have done. */
  readonly reportOnly:
    | readonly {
        readonly policy: string;
        readonly failures: number;
        readonly interruptions: number;
        readonly lastAt: string;
      }[]
    | null;
}

/** Legacy clients of the last 30 days, and report-only results, of one account. */
export function signInEvidence(snapshot: Snapshot, userId: string): SignInEvidence {
  const id = userId.toLowerCase();
  const { legacySignIns, reportOnlySignIns } = snapshot;
  const legacy = legacySignIns === undefined ? null : valueOf(legacySignIns);
  const judged = reportOnlySignIns === undefined ? null : valueOf(reportOnlySignIns);
  const names = new Map(
    (valueOf(snapshot.conditionalAccess) ?? []).map((one) => [
      one.id.toLowerCase(),
      one.displayName,
    ]),
  );
  return {
    legacy:
      legacy?.rows
        .filter((row) => row.userId === id)
        .map(({ clientAppUsed, appName, count, lastAt }) => ({
          ...{ client: clientAppUsed, app: appName, count, lastAt },
        })) ?? null,
    reportOnly:
      judged?.rows
        .filter((row) => row.userId === id)
        .map(({ policyId, failures, interruptions, lastAt }) => ({
          ...{ policy: names.get(policyId.toLowerCase()) ?? policyId },
          ...{ failures, interruptions, lastAt },
        })) ?? null,
  };
}
