import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Failure } from '../../shared/diagnostic';
import type { Sha256 } from '../../shared/ids';
import type { Result } from '../../shared/result';
import type { Answers } from '../../shared/tenant/answer';
import type { Choices } from '../../shared/tenant/choice';
import type { Snapshot } from '../../shared/tenant/snapshot';
import type { Source } from '../graph/source';
import { openTenantStore } from '../store/open-store';
import { takeSnapshot, type ReadProgress } from './take-snapshot';

export interface ReadOnceOptions {
  readonly answers: Answers | null;
  /** Groups and attributes they name are read too. */
  readonly choices?: Choices;
  /** Ends the reading; nothing of it is kept. */
  readonly signal: AbortSignal;
  onProgress(progress: ReadProgress): void;
  readonly sha256: Sha256;
}

/** Reads a tenant in a folder that is gone afterwards. Failures: of `takeSnapshot` and the store. */
export async function readOnce(
  source: Source,
  { signal, ...options }: ReadOnceOptions,
): Promise<Result<Snapshot, Failure>> {
  const directory = mkdtempSync(join(tmpdir(), 'causeway-read-'));
  try {
    const store = openTenantStore(directory, { mode: 'write', clock: source.clock });
    if (!store.ok) return store;
    try {
      return await takeSnapshot({
        ...{ source, store: store.value, ...options, isKept: false },
        control: { signal, isPaused: () => false, whenResumed: () => Promise.resolve() },
      });
    } finally {
      store.value.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
