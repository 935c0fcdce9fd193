import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { failure, type Failure } from '../../shared/diagnostic';
import { updateNotice, type UpdateNotice, type UpdateView } from '../../shared/ipc/update-contract';
import { err, ok, type Result } from '../../shared/result';
import { readBounded } from '../files/read-untrusted';
import type { Fetch } from '../graph/fetch';
import { codeOf } from './test-connection';
import { compareVersions, maxNoticeBytes, readNotice } from './update-notice';
import type { UpdateSource } from './update-source';

export interface UpdatePorts {
  readonly source: UpdateSource;
  readonly currentVersion: string;
  /** Through the system's proxy and certificates. */
  readonly fetch: Fetch;
  readonly now: () => number;
  /** What keeps this from asking, besides the build itself; null: nothing does. */
  readonly kept: () => Exclude<UpdateView['state'], 'ready' | 'noKey' | 'noAddress'> | null;
  /** The newest notice seen, beside the settings. `write` may throw. */
  readonly seen: { read(): unknown; write(value: unknown): void };
}

const seenSchema = v.strictObject({
  version: updateNotice.entries.version,
  publishedAt: updateNotice.entries.publishedAt,
});

/** Milliseconds an answer may take. */
const limitMs = 15_000;

/**
 * Looks for a notice of a newer version when a person asks for it, and only then. What it says is
 * shown; nothing is loaded, opened or installed.
 */
export class UpdateDesk {
  #told: UpdateNotice | null = null;

  constructor(private readonly ports: UpdatePorts) {}

  get view(): UpdateView {
    const { source, currentVersion } = this.ports;
    const told = this.#told;
    return {
      state: this.#state(),
      canCheckFile: source.keys.length > 0 && this.ports.kept() !== 'running',
      host: addressOf(source)?.host ?? null,
      keys: source.keys.map((key) => createHash('sha256').update(key, 'base64').digest('hex')),
      told:
        told === null
          ? null
          : { notice: told, isNewer: compareVersions(told.version, currentVersion) > 0 },
    };
  }

  /** Failures: `update/not-now`, `update/unreachable` and those of the notice. */
  async check(): Promise<Result<UpdateView, Failure>> {
    const address = addressOf(this.ports.source);
    if (this.#state() !== 'ready' || address === null) return err(failure('update/not-now'));
    const bytes = await this.#ask(address.href);
    return bytes.ok ? this.#take(bytes.value) : bytes;
  }

  /** The same for a notice somebody has as a file. Failures: those of files too. */
  async checkFile(path: string): Promise<Result<UpdateView, Failure>> {
    if (!this.view.canCheckFile) return err(failure('update/not-now'));
    const bytes = await readBounded(path, maxNoticeBytes);
    return bytes.ok ? this.#take(bytes.value) : bytes;
  }

  #state(): UpdateView['state'] {
    const { source } = this.ports;
    if (source.keys.length === 0) return 'noKey';
    if (addressOf(source) === null) return 'noAddress';
    return this.ports.kept() ?? 'ready';
  }

  async #ask(address: string): Promise<Result<Uint8Array, Failure>> {
    const limit = AbortSignal.timeout(limitMs);
    try {
      const response = await this.ports.fetch(address, {
        method: 'GET',
        ...{ redirect: 'error', credentials: 'omit', cache: 'no-store', signal: limit },
      });
      if (response.status !== 200) {
        await response.body?.cancel();
        return err(failure('update/unreachable', { code: `HTTP ${response.status}` }));
      }
      return ok(await bodyOf(response));
    } catch (error) {
      const code = limit.aborted ? 'TIMED_OUT' : codeOf(error);
      return err(failure('update/unreachable', { code }));
    }
  }

  #take(bytes: Uint8Array): Result<UpdateView, Failure> {
    const { source, currentVersion, now, seen } = this.ports;
    const stored = v.safeParse(seenSchema, seen.read());
    const read = readNotice(bytes, {
      ...{ channel: source.channel, keys: source.keys, currentVersion, now: now() },
      seen: stored.success ? stored.output : null,
    });
    if (!read.ok) return read;
    const { version, publishedAt } = read.value;
    try {
      seen.write({ version, publishedAt });
    } catch (error) {
      return err(failure('store/unwritable', { path: 'updates.json', code: codeOf(error) }));
    }
    this.#told = read.value;
    return ok(this.view);
  }
}

/** No more of an answer than a notice may have. */
async function bodyOf(response: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const body = response.body as AsyncIterable<Uint8Array> | null;
  for await (const piece of body ?? []) {
    size += piece.length;
    pieces.push(piece);
    // One byte too many is enough to refuse it as it is.
    if (size > maxNoticeBytes) break;
  }
  return Buffer.concat(pieces);
}

/** SECURITY: nothing but https, whatever a build was given. */
function addressOf({ address }: UpdateSource): URL | null {
  if (address === null || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url : null;
}
