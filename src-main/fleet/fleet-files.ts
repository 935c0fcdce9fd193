import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../../shared/diagnostic';
import { ok, type Result } from '../../shared/result';
import { checkTarget } from '../files/check-target';
import { makeDirectory } from '../files/plan-files';
import { safeFileName } from '../files/safe-names';

/** The document of all tenants. */
export const fleetFile = 'fleet.json';
/** How far the last run got. */
export const runFile = 'fleet-run.json';
/** Names no tenant's file may have. */
export const ownFiles: readonly string[] = [fleetFile, runFile];

/** The name of a tenant's assessment in the folder. */
export function tenantFile(name: string): string {
  return safeFileName(name, 'json');
}

/** The name of a tenant's report in the folder. */
export function reportFile(name: string): string {
  return safeFileName(name, 'html');
}

/**
 * The folder of a run, made where it is missing. Nothing but files of an earlier run is written
 * over: all of them are looked at before the first tenant is asked. Failures: file/unwritable,
 * file/exists.
 */
export async function openFleetFolder(
  directory: string,
  names: readonly string[],
): Promise<Result<void, Failure>> {
  if (await isFolder(directory)) {
    const checks: (readonly [string, Parameters<typeof checkTarget>[1]])[] = [
      [fleetFile, 'causeway-fleet/1'],
      [runFile, 'causeway-fleet-run/1'],
      ...names.flatMap((name) => [
        [tenantFile(name), 'causeway-assessment/1'] as const,
        [reportFile(name), 'causeway-client-report/1'] as const,
      ]),
    ];
    for (const [file, kind] of checks) {
      const free = await checkTarget(join(directory, file), kind);
      if (!free.ok) return free;
    }
    return ok(undefined);
  }
  return makeDirectory(directory);
}

/** Whether a folder is there. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch {
    return false;
  }
}
