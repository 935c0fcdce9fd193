import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { parseJson } from './parse-json';

/** One spelling for each content: no other text means the same bytes. */
const base64 = (longest: number): v.GenericSchema<string> =>
  v.pipe(
    v.string(),
    v.maxLength(longest),
    v.check((text) => Buffer.from(text, 'base64').toString('base64') === text),
  );
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** A vault file as it lies on disk. Only `key` is the key store's; the rest is ours. */
const envelope = v.strictObject({
  schema: v.literal('causeway-vault/1'),
  clientId: v.pipe(v.string(), v.maxLength(64)),
  /** SHA-256 of MSAL's home account id. */
  account: hash,
  /** One more with every write: an older file put back is seen. */
  sequence: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** The vault's own key, wrapped by the system's key store. */
  key: base64(4_096),
  nonce: base64(16),
  tag: base64(24),
  data: base64(1_048_576),
});
export type Envelope = v.InferOutput<typeof envelope>;
export type EnvelopeHead = Pick<Envelope, 'clientId' | 'account' | 'sequence' | 'key'>;

/** Undefined for anything that is not a vault file of ours. */
export function parseEnvelope(text: string): Envelope | undefined {
  const parsed = v.safeParse(envelope, parseJson(text));
  return parsed.success ? parsed.output : undefined;
}

export function newVaultKey(): Buffer {
  return randomBytes(32);
}

/**
 * AES-256-GCM with a fresh nonce. The head is bound to the content: a file of another registration,
 * account, version or turn does not open, nor one of another `keeper`: turns count within one memory
 * of them, and begin anew where it was lost. Linux's key stores do not authenticate, this does.
 */
export function seal(head: EnvelopeHead, key: Buffer, text: string, keeper: string): Envelope {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(boundTo(head, keeper));
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return {
    schema: 'causeway-vault/1',
    ...head,
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  };
}

/** Undefined where anything of it was changed, or the key is another. */
export function unseal(sealed: Envelope, key: Buffer, keeper: string): string | undefined {
  const nonce = Buffer.from(sealed.nonce, 'base64');
  const tag = Buffer.from(sealed.tag, 'base64');
  if (key.length !== 32 || nonce.length !== 12 || tag.length !== 16) return undefined;
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
    cipher.setAAD(boundTo(sealed, keeper));
    cipher.setAuthTag(tag);
    const data = Buffer.from(sealed.data, 'base64');
    return Buffer.concat([cipher.update(data), cipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

export function hashOfAccount(homeAccountId: string): string {
  return createHash('sha256').update(homeAccountId, 'utf8').digest('hex');
}

function boundTo({ clientId, account, sequence, key }: EnvelopeHead, keeper: string): Buffer {
  const parts = ['causeway-vault/1', clientId, account, sequence, key, keeper];
  return Buffer.from(JSON.stringify(parts), 'utf8');
}
