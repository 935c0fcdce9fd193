import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { systemCode } from '../files/system-code';

/** A name that nothing else of ours has: what bears it is gone for everybody but the remover. */
const mark = '.deleted';

/** The parts of the file system that may refuse (Windows holds what somebody has open). */
export interface FolderRemoval {
  rename(from: string, to: string): void;
  remove(path: string): void;
}

export const systemRemoval: FolderRemoval = {
  rename: renameSync,
  remove: (target) =>
    rmSync(target, { force: true, recursive: true, maxRetries: 3, retryDelay: 50 }),
};

/**
 * Sets a folder aside whole, or leaves it whole: where a file in it is held, the system refuses and
 * nothing of it is lost. Failure: `store/held`.
 */
export function setAside(
  folder: string,
  system: FolderRemoval = systemRemoval,
): Result<void, Failure> {
  if (!existsSync(folder)) return ok(undefined);
  try {
    system.rename(folder, `${folder}${mark}`);
    return ok(undefined);
  } catch (error) {
    return err(failure('store/held', { path: path.basename(folder), code: systemCode(error) }));
  }
}

/** Removes what was set aside. False: some of it is held still; the next start goes on. */
export function removeAside(folder: string, system: FolderRemoval = systemRemoval): boolean {
  try {
    system.remove(`${folder}${mark}`);
    return true;
  } catch {
    return false;
  }
}

/**
 * Goes on with deletions that an earlier run was kept from finishing, or died in.
 * @param root the folder of all workspaces
 * @param forget told the id of each, before it goes
 */
export function finishDeletions(
  root: string,
  forget: (id: string) => void,
  system: FolderRemoval = systemRemoval,
): void {
  removeAside(root, system);
  const names = existsSync(root) ? readdirSync(root) : [];
  for (const id of names.flatMap((name) => /^([0-9a-f]{32})\.deleted$/.exec(name)?.[1] ?? [])) {
    forget(id);
    removeAside(path.join(root, id), system);
  }
}
