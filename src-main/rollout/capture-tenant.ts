import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import type { Answers } from '../../shared/tenant/answer';
import type { Choices } from '../../shared/tenant/choice';
import type { Capture } from '../../shared/tenant/capture';
import { recordSource } from '../graph/record-capture';
import type { Source } from '../graph/source';
import { fileLimits } from '../files/file-limits';
import { sha256 } from '../files/sha256';
import { openTenantStore } from '../store/open-store';
import { takeSnapshot, type ReadProgress } from './take-snapshot';

export interface CaptureOptions {
  readonly signal: AbortSignal;
  onProgress(progress: ReadProgress): void;
  /** Named accounts and groups are captured too. */
  readonly answers?: Answers | null;
  /** Groups and attributes they name are captured too. */
  readonly choices?: Choices;
  /** Default: the longest file that is taken back. */
  readonly maxBytes?: number;
}

/** What was answered is not what is written: repeated answers, envelopes, addresses, line ends. */
const earlyMargin = 1.25;

/**
 * Reads a tenant into the text of a capture file, by the same tour that makes a snapshot, so that
 * the file replays to the same snapshot. Failures: those of the tour, and `file/too-large` where the
 * file could not be opened again: by its length, or early by answers of a quarter more than that.
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
    const maxBytes = options.maxBytes ?? fileLimits.capture.maxBytes;
    const farTooLong = maxBytes * earlyMargin;
    const ended = new AbortController();
    const end = (): void => ended.abort();
    options.signal.addEventListener('abort', end, { once: true });
    if (options.signal.aborted) end();
    try {
      const snapshot = await takeSnapshot({
        source: recorder.source,
        store: store.value,
        answers: options.answers ?? null,
        ...(options.choices === undefined ? {} : { choices: options.choices }),
        control: {
          signal: ended.signal,
          isPaused: () => false,
          whenResumed: () => Promise.resolve(),
        },
        onProgress: (progress) => {
          if (recorder.bytes > farTooLong) end();
          options.onProgress(progress);
        },
        sha256,
        isKept: false,
        asksHow: true,
      });
      if (recorder.bytes > farTooLong) return err(tooLarge(recorder.bytes, maxBytes));
      if (!snapshot.ok) return snapshot;
      const capture: Capture = {
        schema: 'causeway-capture/1',
        capturedAt: snapshot.value.takenAt,
        cloud: source.cloud,
        tenantId: snapshot.value.tenantId,
        responses: [...recorder.responses()],
      };
      const text = `${JSON.stringify(capture, null, 1)}\n`;
      const bytes = Buffer.byteLength(text);
      return bytes > maxBytes ? err(tooLarge(bytes, maxBytes)) : ok(text);
    } finally {
      store.value.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function tooLarge(actual: number, limit: number): Failure {
  const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
  return failure('file/too-large', {
    file: 'causeway-capture/1',
    place: '–',
    actual: megabytes(actual),
    limit: megabytes(limit),
  });
}
