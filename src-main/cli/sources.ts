import { resolve } from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { endOfToken } from '../auth/token-claims';
import type { CloudName } from '../../shared/entra/cloud';
import { err, ok, type Result } from '../../shared/result';
import type { Answers } from '../../shared/tenant/answer';
import { captureSchema } from '../../shared/tenant/capture';
import type { Choices } from '../../shared/tenant/choice';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { checkSchema } from '../files/check-schema';
import { checkTarget } from '../files/check-target';
import { writePieces } from '../files/plan-files';
import { readUntrusted } from '../files/read-untrusted';
import type { AppBuckets } from '../graph/pacing-buckets';
import { openCaptureSource, openGraphSource, type Source } from '../graph/open-source';
import { readOnce } from '../rollout/read-once';
import { usage } from './arguments';
import type { CliContext } from './context';
import { folderPacing } from './folder-pacing';
import { inFile } from '../files/parse-plan-file';
import { noteLength } from './note-length';
import { noteMissingScopes } from './note-missing-scopes';
import { checkCloud, cloudOf, textOf } from './option-values';
import { readingProgress } from './progress';
import { parseSnapshot, snapshotPieces } from './snapshot-file';
import { tokenTenant } from './token-tenant';

/** A snapshot, and when it is judged unless `--as-of` says otherwise. */
export interface Reading {
  readonly snapshot: Snapshot;
  readonly nowAt: string;
  /** Opened from a saved file, so nothing about the tenant of now is known. */
  readonly isOffline: boolean;
}

/** Accounts, groups and attributes that they name are read too. */
interface Documents {
  readonly answers: Answers | null;
  readonly choices?: Choices;
}

/** Reads SOURCE: a capture, a tenant over HTTP, or a saved snapshot. */
export async function readSource(
  context: CliContext,
  documents: Documents,
): Promise<Result<Reading, Failure>> {
  const saved = textOf(context, 'snapshot');
  const target = await checkSnapshotTarget(context);
  if (!target.ok) return target;
  const reading =
    saved === undefined ? await tour(context, documents) : await openSnapshot(context, saved);
  const path = textOf(context, 'save-snapshot');
  if (!reading.ok || path === undefined) return reading;
  const { snapshot } = reading.value;
  const written = await writePieces(path, () => snapshotPieces(snapshot));
  if (!written.ok) return written;
  await noteLength(context.output, path, 'snapshot');
  return reading;
}

/** `--save-snapshot` is looked at before the tour: a long reading must not end in vain. */
async function checkSnapshotTarget(context: CliContext): Promise<Result<void, Failure>> {
  const path = textOf(context, 'save-snapshot');
  if (path === undefined) return ok(undefined);
  const out = textOf(context, 'out');
  if (out !== undefined && resolve(out) === resolve(path)) {
    const word = `--out ${out}, --save-snapshot ${path}`;
    return usage('cli_usage_same_file', word, null, context.output.language);
  }
  return checkTarget(path, 'causeway-snapshot/1');
}

async function openSnapshot(context: CliContext, path: string): Promise<Result<Reading, Failure>> {
  const text = await readUntrusted(path, 'snapshot', context.judge);
  if (!text.ok) return text;
  const snapshot = parseSnapshot(text.value, path, context.sha256);
  if (!snapshot.ok) return snapshot;
  const fits = checkCloud(context, snapshot.value.cloud);
  if (!fits.ok) return fits;
  const nowAt = new Date(context.now()).toISOString();
  return ok({ snapshot: snapshot.value, nowAt, isOffline: true });
}

async function tour(context: CliContext, documents: Documents): Promise<Result<Reading, Failure>> {
  const source = await openSource(context);
  if (!source.ok) return source;
  const snapshot = await readOnce(source.value, {
    ...documents,
    signal: context.signal,
    onProgress: readingProgress(context.output),
    sha256: context.sha256,
  });
  context.output.endProgress();
  if (!snapshot.ok) return snapshot;
  if (source.value.kind !== 'capture') noteMissingScopes(context, snapshot.value);
  const now =
    source.value.kind === 'capture' ? context.now() : await source.value.clock.serverNow();
  return ok({ snapshot: snapshot.value, nowAt: new Date(now).toISOString(), isOffline: false });
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
  const fits = checkCloud(context, source.value.cloud);
  return fits.ok ? source : fits;
}

/**
 * A tenant over HTTP, with the token of the environment. `--cloud` may not differ from
 * `knownCloud`, the cloud of the plan. `appBuckets`: shared with other tenants of the run. What
 * `--state` keeps of the limits holds from the first request on.
 */
export async function openTenant(
  context: CliContext,
  graphUrl: string,
  knownCloud?: CloudName,
  appBuckets?: AppBuckets,
): Promise<Result<Source, Failure>> {
  const asked = cloudOf(context);
  if (!asked.ok) return asked;
  const fits = knownCloud === undefined ? ok(undefined) : checkCloud(context, knownCloud);
  if (!fits.ok) return fits;
  const { token } = context;
  if (token === null) {
    return usage('cli_usage_no_token', '--graph-url', null, context.output.language);
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return usage('cli_usage_bad_token', 'CAUSEWAY_TOKEN', null, context.output.language);
  }
  const state = textOf(context, 'state');
  const source = await openGraphSource({
    graphUrl,
    cloud: knownCloud ?? asked.value,
    getToken: () => Promise.resolve(ok(token)),
    tokenLeftMs: () => {
      const end = endOfToken(token);
      return end === null ? null : end - context.now();
    },
    signal: context.signal,
    ...(appBuckets === undefined ? {} : { appBuckets }),
    ...(state === undefined ? {} : { memory: folderPacing(state, context) }),
  });
  if (source.ok) return isOfToken(context, source.value);
  if (source.failure.code !== 'graph/origin-refused') return source;
  const { values } = source.failure;
  return err(failure('graph/origin-refused', { ...values, given: withoutCredentials(graphUrl) }));
}

/** The token's tenant and the tenant that answered must be one (T4); nothing is read otherwise. */
function isOfToken(context: CliContext, source: Source): Result<Source, Failure> {
  const expected = tokenTenant(context);
  const actual = source.tenantId;
  return expected === undefined || actual === null || expected === actual
    ? ok(source)
    : err(failure('auth/tenant-mismatch', { expected, actual }));
}

/** What stood in `--graph-url`, without a name and password somebody may have put into it. */
function withoutCredentials(address: string): string {
  return address.replace(/^([a-z]+:\/\/)?.*@/is, '$1…@').slice(0, 200);
}
