import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { previewOrigin } from '../../shared/ipc/preview-origin';

/** Privileges of the page's scheme: its own origin, nothing more (no fetch, no CORS). */
export const bundleScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true },
} as const;

export const bundlePage = 'app://bundle/index.html';
const prefix = 'app://bundle/';

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // Previews of pages that are exported: their own policy lets nothing run, load or leave.
  `frame-src ${previewOrigin}/`,
  "worker-src 'none'",
  "manifest-src 'none'",
  "media-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ');

/** Every answer carries these, refusals too. */
export const bundleHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), ' +
    'midi=(), payment=(), publickey-credentials-get=(), clipboard-read=(), screen-wake-lock=()',
  'cache-control': 'no-store',
};

/** Written by the build: what the page consists of. Path relative to the page's folder. */
export const manifestSchema = v.record(
  v.pipe(v.string(), v.maxLength(200), v.regex(/^[\w-]+([./][\w-]+)*$/)),
  v.strictObject({
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    type: v.pipe(v.string(), v.maxLength(80), v.regex(/^[\w.+-]+\/[\w.+-]+(; charset=utf-8)?$/)),
  }),
);
export type BundleManifest = v.InferOutput<typeof manifestSchema>;

export interface BundlePorts {
  read(file: string): Promise<Buffer>;
  /** Told when a file on disk is not the one that was built. */
  onTampered(name: string): void;
}

export type BundleHandler = (request: {
  readonly method: string;
  readonly url: string;
}) => Promise<Response>;

/**
 * Answers app://bundle/ from the manifest alone: the request's path is a key to look up, never
 * part of a file name. What is on disk must have the built hash.
 */
export function createBundleHandler(
  manifest: BundleManifest,
  folder: string,
  ports: BundlePorts,
): BundleHandler {
  const files = new Map(
    Object.entries(manifest).map(([name, entry]) => [name, { ...entry, file: join(folder, name) }]),
  );
  return async (request) => {
    const name = request.url.startsWith(prefix) ? request.url.slice(prefix.length) : undefined;
    const entry = name === undefined ? undefined : files.get(name === '' ? 'index.html' : name);
    if (!entry || name === undefined || !['GET', 'HEAD'].includes(request.method)) {
      return notFound();
    }
    const content = await ports.read(entry.file).catch(() => undefined);
    if (!content || createHash('sha256').update(content).digest('hex') !== entry.sha256) {
      ports.onTampered(name);
      return notFound();
    }
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(content), {
      status: 200,
      headers: { ...bundleHeaders, 'content-type': entry.type },
    });
  };
}

/** @throws when the manifest is missing or not what the build writes: then there is no page. */
export async function readManifest(folder: string): Promise<BundleManifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8');
  return v.parse(manifestSchema, JSON.parse(text));
}

function notFound(): Response {
  return new Response(null, { status: 404, headers: { ...bundleHeaders } });
}
