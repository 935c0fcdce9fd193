import { isReadingStale } from '../../../shared/entra/retirement-dates';
import { failure, type Failure } from '../../../shared/diagnostic';
import type { FleetTenant, StaleReason } from '../../../shared/fleet/fleet';
import { makeFleet } from '../../../shared/fleet/make-fleet';
import { err, ok } from '../../../shared/result';
import { isFolder } from '../../fleet/fleet-files';
import { readRun, type FleetRun } from '../../fleet/fleet-run';
import { readAssessment } from '../../fleet/kept-assessment';
import { loadTenants, type FleetEntry } from '../../fleet/load-tenants';
import { inPool, mostParallel } from '../../fleet/run-pool';
import type { CliContext, Command } from '../context';
import { exitCodes } from '../exit-codes';
import { numberOf, requiredText } from '../option-values';
import { fleetLines } from '../views/fleet-view';

interface Looked {
  readonly tenant: FleetTenant;
  /** Its file is there and cannot be used. */
  readonly failure: Failure | null;
}

/** Where each tenant of a file stands, by what a folder holds of it. No tenant is asked. */
export const runFleetStatus: Command = async (context) => {
  const parallel = numberOf(context, 'parallel', { least: 1, most: mostParallel });
  if (!parallel.ok) return parallel;
  const entries = await loadTenants(requiredText(context, 'tenants'), context.judge);
  if (!entries.ok) return entries;
  const directory = requiredText(context, 'out');
  if (!(await isFolder(directory))) return err(failure('file/not-found', { file: directory }));
  const run = await readRun(directory, context.judge);
  if (!run.ok) return run;
  const looked = await inPool(
    entries.value,
    (entry) => look(context, directory, entry, run.value),
    parallel.value,
  );
  const tenants = looked.map(({ tenant }) => tenant);
  const damaged = looked.flatMap(({ failure: one }) => one ?? []);
  for (const one of damaged) context.output.failure(one);
  const fleet = makeFleet(tenants);
  context.output.result(fleet, () => fleetLines(fleet, null, context.output));
  return ok(damaged.length > 0 ? exitCodes.partlyRead : exitCodes.done);
};

async function look(
  context: CliContext,
  directory: string,
  entry: FleetEntry,
  run: FleetRun | null,
): Promise<Looked> {
  const { name, tenantId } = entry;
  const last = run?.tenants.find((one) => one.tenantId === tenantId);
  // A run that went by without settling it, though it was asked to, was stopped before.
  const isLeftOut = run !== null && last === undefined && run.endedAt === null;
  const reason = last?.reason ?? (isLeftOut ? 'step/cancelled' : null);
  const kept = await readAssessment(directory, entry, context.judge);
  if (!kept.ok) {
    const isMissing = kept.failure.code === 'file/not-found';
    const why = isMissing ? (reason ?? 'notYet') : kept.failure.code;
    const tenant = { name, tenantId, state: 'notAssessed', reason: why } as const;
    return { tenant, failure: isMissing ? null : kept.failure };
  }
  const stale: StaleReason[] = [
    ...(isReadingStale(kept.value.capturedAt, context.now()) ? (['age'] as const) : []),
    ...(reason === null ? [] : (['lastRun'] as const)),
  ];
  const tenant: FleetTenant = {
    ...{ name, tenantId, state: 'assessed' },
    ...(reason === null ? {} : { reason }),
    ...(stale.length === 0 ? {} : { stale }),
    assessment: kept.value,
  };
  return { tenant, failure: null };
}
