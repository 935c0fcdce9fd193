import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Failure } from '../../shared/diagnostic';
import { ok, type Result } from '../../shared/result';
import type { Answers } from '../../shared/tenant/answer';
import type { Capture } from '../../shared/tenant/capture';
import { recordSource } from '../graph/record-capture';
import type { Source } from '../graph/source';
import { sha256 } from '../files/sha256';
import { openTenantStore } from '../store/open-store';
import { takeSnapshot, type ReadProgress } from './take-snapshot';

export interface CaptureOptions {
  readonly signal: AbortSignal;
  onProgress(progress: ReadProgress): void;
  /** Named accounts and groups are captured too. */
  readonly answers?: Answers | null;
}

/**
 * Reads a tenant into the text of a capture file, by the same tour that makes a snapshot, so that
 * the file replays to the same snapshot. Failures: those of the tour.
 */
export async function captureTenant(
  source: Source,
  options: CaptureOptions,
): Promise<Result<string, Failure>> {
  const directory = mkdtempSync(join(tmpdir(), 'causeway-capture-'));
  try {
    const store = openTenantStore(directory, { mode: 'write', clock: source.clock });
    if (!store.ok) return store;
    const recorder = recordSource(source);
    try {
      const snapshot = await takeSnapshot({
        source: recorder.source,
        store: store.value,
        answers: options.answers ?? null,
        control: {
          signal: options.signal,
          isPaused: () => false,
          whenResumed: () => Promise.resolve(),
        },
        onProgress: (progress) => options.onProgress(progress),
        sha256,
        asksHow: true,
      });
      if (!snapshot.ok) return snapshot;
      const capture: Capture = {
        schema: 'causeway-capture/1',
        capturedAt: snapshot.value.takenAt,
        cloud: source.cloud,
        tenantId: snapshot.value.tenantId,
        responses: [...recorder.responses()],
      };
      return ok(`${JSON.stringify(capture, null, 1)}\n`);
    } finally {
      store.value.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
