import { failure, type Failure } from '../../shared/diagnostic';

/** What Chromium, Node and OpenSSL call a certificate that is not taken. */
const certificate = /CERT|SELF_SIGNED|VERIFY_LEAF/;

/**
 * Why a request got no answer, by its code alone: library texts may carry the address. Node puts the
 * code beside the text, Electron into it ("net::ERR_…"). `why: certificate` where somebody on the way
 * shows one that this device does not trust, as a proxy does that inspects what passes.
 */
export function networkFailure(error: unknown, isTimedOut: boolean): Failure {
  const code = isTimedOut ? 'timeout' : (codeIn(error) ?? 'network');
  return failure('graph/network', {
    code,
    ...(certificate.test(code) ? { why: 'certificate' } : {}),
  });
}

function codeIn(error: unknown): string | null {
  const seen = new Set<unknown>();
  let current: unknown = error;
  while (typeof current === 'object' && current !== null && !seen.has(current)) {
    seen.add(current);
    const code: unknown = 'code' in current ? current.code : undefined;
    if (typeof code === 'string' && /^[A-Z0-9_]{3,40}$/.test(code)) return code;
    const text = current instanceof Error ? current.message : '';
    const [named] = /\bERR_[A-Z0-9_]{3,40}\b/.exec(text) ?? [];
    if (named !== undefined) return named;
    current = 'cause' in current ? current.cause : undefined;
  }
  return null;
}
