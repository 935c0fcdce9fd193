import { failure, type FailureCode } from '../../../shared/diagnostic';
import { makeFleet } from '../../../shared/fleet/make-fleet';
import { err, ok } from '../../../shared/result';
import { isFolder } from '../../fleet/fleet-files';
import { readRun, type FleetRun } from '../../fleet/fleet-run';
import { loadTenants, type FleetEntry } from '../../fleet/load-tenants';
import { lookAtTenant } from '../../fleet/look-tenant';
import { inPool, mostParallel } from '../../fleet/run-pool';
import type { Command } from '../context';
import { exitCodeOfFleet } from '../fleet-exit';
import { numberOf, requiredText } from '../option-values';
import { fleetLines } from '../views/fleet-view';

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
    (entry) => lookAtTenant(directory, entry, reasonOf(entry, run.value), context),
    parallel.value,
  );
  const tenants = looked.map(({ tenant }) => tenant);
  const damaged = looked.flatMap(({ failure: one }) => one ?? []);
  for (const one of damaged) context.output.failure(one);
  const fleet = makeFleet(tenants);
  context.output.result(fleet, () => fleetLines(fleet, null, context.output));
  return ok(exitCodeOfFleet(tenants));
};

/** Why the last run has no assessment of a tenant; null: it has one, or was not asked for it. */
function reasonOf({ tenantId }: FleetEntry, run: FleetRun | null): FailureCode | null {
  const last = run?.tenants.find((one) => one.tenantId === tenantId);
  // A run that went by without settling it, though it was asked to, was stopped before.
  const isLeftOut = run !== null && last === undefined && run.endedAt === null;
  return last?.reason ?? (isLeftOut ? 'step/cancelled' : null);
}
