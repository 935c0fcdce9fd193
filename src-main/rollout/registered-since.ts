import type { Assessment } from '../../shared/assess/assessment';
import type { Failure } from '../../shared/diagnostic';
import { plainRow } from '../../shared/entra/row-view';
import { ok, type Result } from '../../shared/result';
import { read, type Snapshot } from '../../shared/tenant/snapshot';
import type { GraphClient } from '../graph/graph-client';
import { readOwnMethods } from './read-own-methods';

/** More people than this wait for the report: asking each of them at every reading costs too much. */
const mostAsked = 1_000;

/**
 * The snapshot with what the people whom a blocker names hold now; null: nothing is different. The
 * report may be a day and a half old, and whoever has registered since must hold nothing back.
 * Whoever could not be read keeps the report's row. Failures: those of `readOwnMethods`.
 */
export async function withRegisteredSince(
  engine: { readonly graph: GraphClient },
  run: { readonly signal: AbortSignal },
  snapshot: Snapshot,
  assessment: Assessment,
): Promise<Result<Snapshot | null, Failure>> {
  const named = new Set(
    assessment.findings
      .filter(({ severity }) => severity === 'blocker')
      .flatMap(({ subjects }) => subjects.filter((one) => one.kind === 'user'))
      .map(({ id }) => id),
  );
  if (snapshot.registration.kind !== 'read') return ok(null);
  const rows = snapshot.registration.value.filter((row) => named.has(row.id));
  if (rows.length === 0 || rows.length > mostAsked) return ok(null);
  const methods = await readOwnMethods(
    engine,
    run,
    rows.map((row) => row.id),
  );
  if (!methods.ok) return methods;
  const registration = snapshot.registration.value.map((row) => {
    const own = named.has(row.id) ? methods.value[row.id] : undefined;
    return own?.kind === 'read' ? { ...plainRow(row), methodsRegistered: [...own.value] } : row;
  });
  return ok({ ...snapshot, registration: read(registration) });
}
