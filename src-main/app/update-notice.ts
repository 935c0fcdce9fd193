import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import * as v from 'valibot';
import { failure, type Failure } from '../../shared/diagnostic';
import { updateNotice, type UpdateNotice } from '../../shared/ipc/update-contract';
import { err, ok, type Result } from '../../shared/result';
import type { UpdateSource } from './update-source';

/** A larger one is not looked at. */
export const maxNoticeBytes = 65_536;
const dayMilliseconds = 86_400_000;
const maxDays = 90;

/** What is signed: these words, then the bytes of the notice. No signature for anything else fits. */
export const signedWords = 'causeway-update/1\n';
/** An Ed25519 key as SPKI, up to its 32 bytes (RFC 8410). */
const spkiStart = Buffer.from('302a300506032b6570032100', 'hex');

const base64 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]+={0,2}$/));
const envelope = v.strictObject({
  schema: v.literal('causeway-update/1'),
  /** The bytes of the notice, as they were signed. */
  notice: base64,
  signature: base64,
});

/** What a notice is held against. */
export interface NoticeExpectation extends Pick<UpdateSource, 'channel' | 'keys'> {
  readonly currentVersion: string;
  /** The newest one seen before; an older one is refused from then on. Null: none. */
  readonly seen: { readonly version: string; readonly publishedAt: string } | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * What a signed notice says. Nothing of it is read before one of the keys vouches for its bytes.
 * Failures: `update/junk`, `update/signature`, `update/channel`, `update/older`, `update/expired`,
 * `update/future`.
 */
export function readNotice(
  bytes: Uint8Array,
  expected: NoticeExpectation,
): Result<UpdateNotice, Failure> {
  if (bytes.length > maxNoticeBytes) return err(failure('update/junk'));
  const outer = v.safeParse(envelope, jsonOf(bytes));
  if (!outer.success) return err(failure('update/junk'));
  const signed = Buffer.from(outer.output.notice, 'base64');
  const signature = Buffer.from(outer.output.signature, 'base64');
  const text = Buffer.concat([Buffer.from(signedWords), signed]);
  // SECURITY: no key, no word. An empty list vouches for nothing.
  if (!expected.keys.some((key) => verify(null, text, toKey(key), signature))) {
    return err(failure('update/signature'));
  }
  const inner = v.safeParse(updateNotice, jsonOf(signed));
  return inner.success ? heldAgainst(inner.output, expected) : err(failure('update/junk'));
}

function heldAgainst(
  notice: UpdateNotice,
  { channel, currentVersion, seen, now }: NoticeExpectation,
): Result<UpdateNotice, Failure> {
  const { version, publishedAt } = notice;
  if (notice.channel !== channel) {
    return err(failure('update/channel', { expected: channel, actual: notice.channel }));
  }
  const age = now - Date.parse(publishedAt);
  if (age < -dayMilliseconds) return err(failure('update/future', { date: publishedAt }));
  if (age > maxDays * dayMilliseconds) {
    return err(failure('update/expired', { date: publishedAt, days: String(maxDays) }));
  }
  const least = [currentVersion, seen?.version ?? currentVersion].reduce((a, b) =>
    compareVersions(a, b) < 0 ? b : a,
  );
  const wasNewer = seen !== null && Date.parse(publishedAt) < Date.parse(seen.publishedAt);
  if (compareVersions(version, least) < 0 || wasNewer) {
    return err(failure('update/older', { actual: version, expected: least }));
  }
  return ok(notice);
}

/** Negative: `a` is older. Versions are three numbers; anything else counts as the oldest. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  const at = left.findIndex((one, index) => one !== right[index]);
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

function numbersOf(version: string): readonly number[] {
  const parts = /^(\d+)\.(\d+)\.(\d+)$/.exec(version)?.slice(1) ?? ['0', '0', '0'];
  return parts.map(Number);
}

function toKey(key: string): KeyObject {
  const bytes = Buffer.concat([spkiStart, Buffer.from(key, 'base64')]);
  return createPublicKey({ key: bytes, format: 'der', type: 'spki' });
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}
