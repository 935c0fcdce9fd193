import type { FleetTenant } from '../../shared/fleet/fleet';
import { exitCodeOfReading, exitCodes, type ExitCode } from './exit-codes';

/** 5 where a tenant or some of its data is missing, or the last run could not renew it. */
export function exitCodeOfFleet(tenants: readonly FleetTenant[]): ExitCode {
  const isWhole = tenants.every(
    ({ assessment, reason }) =>
      assessment !== undefined &&
      reason === undefined &&
      exitCodeOfReading(assessment) === exitCodes.done,
  );
  return isWhole ? exitCodes.done : exitCodes.partlyRead;
}
