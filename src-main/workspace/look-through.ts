import type { Failure } from '../../shared/diagnostic';
import type { Result } from '../../shared/result';
import { openTenantStore, storeBytes, type TenantStore } from '../store/open-store';
import type { HostPorts } from './host-ports';
import { Thinking } from './thinking';

/** From here on looking through a store holds the window up; below, a thread takes longer. */
const largeBytes = 8 * 1024 * 1024;

/**
 * Looks through a large store in a thread of its own before it is opened. False: it is small, not
 * whole, or the thread could not say; whoever opens it then looks, and tells what is wrong.
 */
export async function isLookedThrough(
  directory: string,
  script: string | null,
  atLeast = largeBytes,
): Promise<boolean> {
  if (storeBytes(directory) < atLeast) return false;
  const thinking = new Thinking(script);
  try {
    return await thinking.isWhole(directory);
  } finally {
    thinking.stop();
  }
}

/** Opens a workspace's store to write. Failures: those of `openTenantStore`. */
export async function openLookedThrough(
  folder: string,
  { now, thinkScript }: Pick<HostPorts, 'now' | 'thinkScript'>,
): Promise<Result<TenantStore, Failure>> {
  const isSeen = await isLookedThrough(folder, thinkScript);
  return openTenantStore(folder, {
    ...{ mode: 'write', clock: { now: () => now() }, isLookedThrough: isSeen },
  });
}
