import { dirname, resolve } from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { cloudNames, clouds } from '../../shared/entra/cloud';
import { tenantsSchema, type ListedTenant } from '../../shared/fleet/tenants-file';
import { isJsonObject } from '../../shared/json';
import { ok, type Result } from '../../shared/result';
import { checkSchema } from '../files/check-schema';
import type { Judge } from '../files/judge-file';
import { readUntrusted } from '../files/read-untrusted';
import { allowedOrigin } from '../graph/open-source';
import { ownFiles, tenantFile } from './fleet-files';

/** A tenant of the file, with what was left out filled in. */
export interface FleetEntry extends Pick<ListedTenant, 'name' | 'cloud'> {
  /** Lower case. */
  readonly tenantId: string;
  readonly graphUrl: string;
  /** Null: not consented. */
  readonly tokenEnv: string | null;
  /** Where they lie, null: none. */
  readonly answers: string | null;
  readonly choices: string | null;
}

/** `--tenants`: every problem of the file at once; addresses a token may not go to are among them. */
export async function loadTenants(
  file: string,
  judge: Judge,
): Promise<Result<readonly FleetEntry[], Failure>> {
  const text = await readUntrusted(file, 'tenants', judge);
  if (!text.ok) return text;
  const parsed = checkSchema(tenantsSchema, text.value, {
    name: 'causeway-tenants/1',
    file,
    also: (document) => unusable(document['tenants'], file),
  });
  if (!parsed.ok) return parsed;
  const below = (path: string | undefined): string | null =>
    path === undefined ? null : resolve(dirname(file), path);
  return ok(
    parsed.value.tenants.map((tenant) => ({
      name: tenant.name,
      tenantId: tenant.tenantId.toLowerCase(),
      cloud: tenant.cloud,
      graphUrl: tenant.graphUrl ?? clouds[tenant.cloud].graphOrigin,
      tokenEnv: tenant.tokenEnv ?? null,
      answers: below(tenant.answers),
      choices: below(tenant.choices),
    })),
  );
}

/** What each alone cannot tell: a tenant or a file name that is there twice, a foreign address. */
function unusable(tenants: unknown, file: string): readonly Failure[] {
  if (!Array.isArray(tenants)) return [];
  const ids = new Set<string>();
  const names = new Set(ownFiles);
  return (tenants as readonly unknown[]).flatMap((tenant, index) => {
    if (!isJsonObject(tenant)) return [];
    const problem = (field: string, expected: string): Failure =>
      failure('file/invalid', { file, place: `tenants[${index}].${field}`, expected });
    const { name, tenantId, cloud: named, graphUrl } = tenant;
    const cloud = cloudNames.find((one) => one === named);
    const isForeign =
      typeof graphUrl === 'string' &&
      cloud !== undefined &&
      allowedOrigin(graphUrl, cloud) === null;
    return [
      ...(isTaken(ids, tenantId, (id) => id) ? [problem('tenantId', 'tenant_once')] : []),
      ...(isTaken(names, name, tenantFile) ? [problem('name', 'own_file_name')] : []),
      ...(isForeign ? [problem('graphUrl', 'graph_address')] : []),
    ];
  });
}

/** Names are compared as the strictest of file systems does: ß and SS, ſ and s are the same there. */
function isTaken(seen: Set<string>, value: unknown, keyOf: (text: string) => string): boolean {
  if (typeof value !== 'string') return false;
  const key = keyOf(value).normalize('NFKC').toUpperCase().toLowerCase();
  const isThere = seen.has(key);
  seen.add(key);
  return isThere;
}
