import { createRequire } from 'node:module';
import type { Database } from './database-port';

interface DriverModule {
  readonly DatabaseSync: new (path: string, options: { readOnly?: boolean }) => Database;
}

export const driverNames = ['node:sqlite', '@photostructure/sqlite'] as const;
export type DriverName = (typeof driverNames)[number];

/** Only here: which SQLite this runtime has. Both drivers have one API and one set of codes. */
export function loadDriver(name: DriverName): DriverModule | null {
  try {
    // Required at run time, so that a bundle leaves both outside.
    const module: unknown = createRequire(import.meta.url)(name);
    return isDriver(module) ? module : null;
  } catch {
    return null;
  }
}

/** A driver without authorizer and defensive mode cannot guard the journal: it does not count. */
function isDriver(module: unknown): module is DriverModule {
  if (typeof module !== 'object' || module === null || !('DatabaseSync' in module)) return false;
  const type = module.DatabaseSync;
  if (typeof type !== 'function') return false;
  const prototype: unknown = type.prototype;
  return (
    typeof prototype === 'object' &&
    prototype !== null &&
    'setAuthorizer' in prototype &&
    'enableDefensive' in prototype
  );
}

let chosen: DriverModule | null = null;

/** Opens a database file with the first driver present. Throws the driver's error. */
export function openWithDriver(path: string, options: { readOnly: boolean }): Database {
  chosen ??= loadDriver('node:sqlite') ?? loadDriver('@photostructure/sqlite');
  if (chosen === null) throw new Error('No SQLite driver in this runtime');
  return new chosen.DatabaseSync(path, options);
}
