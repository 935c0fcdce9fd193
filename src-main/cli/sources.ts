import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import type { CloudName } from '../../shared/entra/cloud';
import { err, ok, type Result } from '../../shared/result';
import type { Answers } from '../../shared/tenant/answer';
import { captureSchema } from '../../shared/tenant/capture';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { checkSchema } from '../files/check-schema';
import { writeWhole } from '../files/plan-files';
import { readUntrusted } from '../files/read-untrusted';
import { openCaptureSource, openGraphSource, type Source } from '../graph/open-source';
import { takeSnapshot } from '../rollout/take-snapshot';
import { openTenantStore } from '../store/open-store';
import { usage } from './arguments';
import type { CliContext } from './context';
import { inFile } from './load-files';
import { cloudOf, textOf } from './option-values';
import { readingProgress } from './progress';
import { parseSnapshot, serializeSnapshot } from './snapshot-file';

/** A snapshot, and when it is judged unless `--as-of` says otherwise. */
export interface Reading {
  readonly snapshot: Snapshot;
  readonly nowAt: string;
  /** Opened from a saved file, so nothing about the tenant of now is known. */
  readonly isOffline: boolean;
}

/** Reads SOURCE: a capture, a tenant over HTTP, or a saved snapshot. */
export async function readSource(
  context: CliContext,
  answers: Answers | null,
): Promise<Result<Reading, Failure>> {
  const saved = textOf(context, 'snapshot');
  const reading =
    saved === undefined ? await tour(context, answers) : await openSnapshot(context, saved);
  const path = textOf(context, 'save-snapshot');
  if (!reading.ok || path === undefined) return reading;
  const written = await writeWhole(path, serializeSnapshot(reading.value.snapshot));
  return written.ok ? reading : written;
}

async function openSnapshot(context: CliContext, path: string): Promise<Result<Reading, Failure>> {
  const text = await readUntrusted(path, 'snapshot', context.judge);
  if (!text.ok) return text;
  const snapshot = parseSnapshot(text.value, path, context.sha256);
  if (!snapshot.ok) return snapshot;
  const nowAt = new Date(context.now()).toISOString();
  return ok({ snapshot: snapshot.value, nowAt, isOffline: true });
}

async function tour(
  context: CliContext,
  answers: Answers | null,
): Promise<Result<Reading, Failure>> {
  const source = await openSource(context);
  if (!source.ok) return source;
  const directory = mkdtempSync(join(tmpdir(), 'causeway-read-'));
  try {
    const store = openTenantStore(directory, { mode: 'write', clock: source.value.clock });
    if (!store.ok) return store;
    try {
      const snapshot = await takeSnapshot({
        source: source.value,
        store: store.value,
        answers,
        control: readControl(context.signal),
        onProgress: readingProgress(context.output),
        sha256: context.sha256,
      });
      context.output.endProgress();
      if (!snapshot.ok) return snapshot;
      const now =
        source.value.kind === 'capture' ? context.now() : await source.value.clock.serverNow();
      return ok({
        snapshot: snapshot.value,
        nowAt: new Date(now).toISOString(),
        isOffline: false,
      });
    } finally {
      store.value.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The command line never pauses a tour; Ctrl+C ends it. */
export function readControl(signal: AbortSignal) {
  return { signal, isPaused: () => false, whenResumed: () => Promise.resolve() };
}

async function openSource(context: CliContext): Promise<Result<Source, Failure>> {
  const path = textOf(context, 'capture');
  if (path === undefined) return openTenant(context, textOf(context, 'graph-url') ?? '');
  const text = await readUntrusted(path, 'capture', context.judge);
  if (!text.ok) return text;
  const cloud = cloudOf(context);
  if (!cloud.ok) return cloud;
  const source = await openCaptureSource(text.value);
  if (!source.ok) {
    const named = checkSchema(captureSchema, text.value, {
      name: 'causeway-capture/1',
      file: path,
    });
    return inFile(path, named.ok ? source : named);
  }
  if (context.options.has('cloud') && source.value.cloud !== cloud.value) {
    const expected = source.value.cloud;
    return err(failure('file/invalid', { file: path, place: '--cloud', expected }));
  }
  return source;
}

/** A tenant over HTTP, with the token of the environment. `--cloud` wins over `knownCloud`. */
export async function openTenant(
  context: CliContext,
  graphUrl: string,
  knownCloud?: CloudName,
): Promise<Result<Source, Failure>> {
  const asked = cloudOf(context);
  if (!asked.ok) return asked;
  const { token } = context;
  if (token === null) {
    return usage('cli_usage_no_token', '--graph-url', null, context.output.language);
  }
  return openGraphSource({
    graphUrl,
    cloud: context.options.has('cloud') ? asked.value : (knownCloud ?? asked.value),
    getToken: () => Promise.resolve(ok(token)),
  });
}
