import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { systemCode } from '../files/system-code';
import { policyPath } from './policy-file';

/**
 * The computer's own file, then one that the start names (`CAUSEWAY_POLICY_FILE`): that one can add
 * to what is set, never take anything away, so whoever starts the program cannot loosen it.
 */
export function policyFiles(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): readonly string[] {
  const named = env['CAUSEWAY_POLICY_FILE'] ?? '';
  const own = policyPath(platform);
  return named !== '' && isAbsolute(named) ? [own, named] : [own];
}

/** Null: nothing lies there. @throws Error of the file system: something does. */
export function readPolicyFile(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}
