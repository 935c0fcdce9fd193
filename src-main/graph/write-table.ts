import { isJsonObject, type Json } from '../../shared/json';
import type { WriteScope } from '../../shared/registration/graph-scopes';
import { writeNeeds } from '../../shared/registration/write-needs';

const guid = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const policy = 'policies/authenticationMethodsPolicy';

interface WriteRow {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly path: RegExp;
  /** Never inside `$batch`: asked for one at a time, each by a person. */
  readonly isAlone?: true;
  /** Permissions it takes. */
  readonly scopes: readonly WriteScope[];
}

const { groups, methods, policies, defaults } = writeNeeds;

/**
 * Every write this product can send (S1). Removing a member always ends in `/$ref`: without it
 * Graph deletes the user (S2). Besides that only a group is deleted, one that this product made and
 * that a person named (`change-group.ts`), and brought back.
 */
const writeTable: readonly WriteRow[] = [
  { method: 'POST', path: /^\/v1\.0\/groups$/, scopes: groups },
  { method: 'PATCH', path: new RegExp(`^/v1\\.0/groups/${guid}$`), scopes: groups },
  {
    method: 'DELETE',
    path: new RegExp(`^/v1\\.0/groups/${guid}/members/${guid}/\\$ref$`),
    scopes: groups,
  },
  {
    ...{ method: 'DELETE', isAlone: true, scopes: groups },
    path: new RegExp(`^/v1\\.0/groups/${guid}$`),
  },
  {
    ...{ method: 'POST', isAlone: true, scopes: groups },
    path: new RegExp(`^/v1\\.0/directory/deletedItems/${guid}/restore$`),
  },
  { method: 'PATCH', path: new RegExp(`^/(?:v1\\.0|beta)/${policy}$`), scopes: methods },
  {
    method: 'PATCH',
    path: new RegExp(
      `^/(?:v1\\.0|beta)/${policy}/authenticationMethodConfigurations/[A-Za-z0-9-]{1,64}$`,
    ),
    scopes: methods,
  },
  { method: 'POST', path: /^\/v1\.0\/identity\/conditionalAccess\/policies$/, scopes: policies },
  {
    method: 'PATCH',
    path: new RegExp(`^/v1\\.0/identity/conditionalAccess/policies/${guid}$`),
    scopes: policies,
  },
  {
    method: 'PATCH',
    path: /^\/v1\.0\/policies\/identitySecurityDefaultsEnforcementPolicy$/,
    scopes: defaults,
  },
  {
    method: 'PATCH',
    path: new RegExp(`^/beta/users/${guid}/authentication/requirements$`),
    scopes: methods,
  },
];

/** True when method and path (version included, no query) stand in the table. */
export function isKnownWrite(method: string, path: string): boolean {
  return writeTable.some((row) => row.method === method && row.path.test(path));
}

function mayBeBatched(method: string, path: string): boolean {
  const row = writeTable.find((one) => one.method === method && one.path.test(path));
  return row !== undefined && row.isAlone !== true;
}

/**
 * Permissions a request takes, of all parts where it is a `$batch`. SECURITY: by what is sent, never
 * by what a plan says of it; empty for what stands in no table and is not sent.
 */
export function scopesOfWrite(
  method: string,
  path: string,
  body: Json | undefined,
): readonly WriteScope[] {
  const batch = /^\/(v1\.0|beta)\/\$batch$/.exec(path);
  const requests = batch !== null && isJsonObject(body) ? body['requests'] : [];
  const parts = (Array.isArray(requests) ? (requests as readonly Json[]) : []).flatMap((part) => {
    const [verb, url] = isJsonObject(part) ? [part['method'], part['url']] : [];
    return typeof verb === 'string' && typeof url === 'string'
      ? [{ method: verb, path: `/${batch?.[1] ?? ''}${url}` }]
      : [];
  });
  const all = batch === null ? [{ method, path }] : parts;
  const rows = writeTable.filter((row) =>
    all.some((one) => row.method === one.method && row.path.test(one.path)),
  );
  return [...new Set(rows.flatMap(({ scopes }) => scopes))];
}

/** What a `$batch` body holds: only reads, only known writes, or something that may not leave. */
export function batchContent(version: string, body: Json | undefined): 'reads' | 'writes' | 'bad' {
  const requests = isJsonObject(body) ? body['requests'] : undefined;
  if (!Array.isArray(requests) || requests.length === 0 || requests.length > 20) return 'bad';
  let reads = 0;
  const ids = new Set<string>();
  for (const part of requests as readonly Json[]) {
    if (!isJsonObject(part) || typeof part['url'] !== 'string' || 'dependsOn' in part) return 'bad';
    if (typeof part['id'] !== 'string' || ids.has(part['id'])) return 'bad';
    ids.add(part['id']);
    const url = part['url'];
    if (!/^\/[\x21-\x7e]*$/.test(url) || url.startsWith('//') || /\/\.\.?(\/|$)/.test(url)) {
      return 'bad';
    }
    if (part['method'] === 'GET') reads += 1;
    else if (typeof part['method'] !== 'string') return 'bad';
    else if (!mayBeBatched(part['method'], `/${version}${url}`)) return 'bad';
  }
  if (reads === requests.length) return 'reads';
  return reads === 0 ? 'writes' : 'bad';
}
