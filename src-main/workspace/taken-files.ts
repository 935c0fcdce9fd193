import { existsSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import path from 'node:path';

/** What a workspace's folder holds of a file somebody opened; on its way in under another name. */
export const takenNames = { capture: 'capture.json', plan: 'plan.causeway' } as const;

export function incomingOf(name: string): string {
  return `${name}.part`;
}

/**
 * Takes away what an earlier run was still taking in when it ended: such a file is about people,
 * and its folder is on no list. What cannot be taken away now is tried again by the next start.
 * @param root the folder of all workspaces
 */
export function clearHalfTaken(root: string): void {
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const folder = path.join(root, entry.name);
    for (const name of Object.values(takenNames)) clearIncoming(folder, incomingOf(name));
  }
}

function clearIncoming(folder: string, name: string): void {
  const incoming = path.join(folder, name);
  if (!existsSync(incoming)) return;
  try {
    rmSync(incoming, { force: true });
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  } catch {
    // Held by another program.
  }
}
