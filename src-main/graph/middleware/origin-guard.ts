import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import { failure } from '../../../shared/diagnostic';
import { parseJson } from '../graph-error';
import { batchContent, isKnownWrite } from '../write-table';
import { callOf, type Call } from './call';

/**
 * SECURITY: first in the chain, before any token. Only the source's own origin, only `/v1.0/` and
 * `/beta/`, only reads and the closed write table, inside `$batch` too (S1, execution.md 6.1).
 */
export class OriginGuard implements Middleware {
  #next: Middleware | null = null;

  constructor(private readonly origin: string) {}

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const call = callOf(context);
    const refusal = judge(call, this.origin);
    if (refusal !== null) {
      call.fail(failure('graph/origin-refused', { rule: refusal }));
      return;
    }
    context.request = call.url;
    await this.#next?.execute(context);
  }
}

function judge(call: Call, origin: string): string | null {
  const place = judgeAddress(call.url, origin);
  if (place !== null) return place;
  const path = new URL(call.url).pathname;
  if (call.method === 'GET') return call.lane === 'read' ? null : 'lane';
  const batch = /^\/(v1\.0|beta)\/\$batch$/.exec(path);
  if (batch && call.method === 'POST') {
    const content = batchContent(batch[1] ?? '', parseJson(call.body ?? ''));
    if (content === 'bad') return 'batch';
    return (content === 'reads') === (call.lane === 'read') ? null : 'lane';
  }
  if (call.lane !== 'write') return 'lane';
  return isKnownWrite(call.method, path) && !call.url.includes('?') ? null : 'write-table';
}

/** Null when the address may be asked; otherwise which rule it breaks. */
export function judgeAddress(url: string, origin: string): string | null {
  if (!/^[\x21-\x7e]+$/.test(url) || url.includes('\\')) return 'characters';
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return 'address';
  }
  if (parsed.origin !== origin) return 'origin';
  if (parsed.username !== '' || parsed.password !== '') return 'user-info';
  if (parsed.hash !== '') return 'fragment';
  if (!/^\/(v1\.0|beta)\/./.test(parsed.pathname)) return 'version';
  if (parsed.pathname.includes('//') || /%2f|%5c/i.test(parsed.pathname)) return 'path';
  return url.startsWith(`${origin}${parsed.pathname}`) ? null : 'path';
}
