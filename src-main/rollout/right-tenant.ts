import { failure, type Failure } from '../../shared/diagnostic';
import type { WriteScope } from '../../shared/registration/graph-scopes';
import { readTenantId } from '../graph/open-source';
import type { Engine } from './engine';

type Asked = Pick<Engine, 'graph' | 'plan'>;

/**
 * Null: the token's tenant, asked now, is the plan's. `asWriter`: the token is the one that a write
 * with these permissions takes, which another registration may have been given.
 * Failures: `plan/wrong-tenant` with `actual` – where it was not told; those of the request.
 */
export async function tenantRefusal(
  { graph, plan }: Asked,
  asWriter?: readonly WriteScope[],
): Promise<Failure | null> {
  const tenant = await readTenantId(graph, { asWriter });
  if (!tenant.ok) return tenant.failure;
  const expected = plan.tenant.id.toLowerCase();
  return tenant.value === expected
    ? null
    : failure('plan/wrong-tenant', { expected, actual: tenant.value ?? '–' });
}

/**
 * Null: a token with these permissions to change is at hand, and has read that it is the plan's
 * tenant it would change. `User.Read` is enough for that (Graph: List organization), and no token is
 * taken without it.
 */
export async function writerRefusal(
  engine: Asked,
  scopes: readonly WriteScope[],
): Promise<Failure | null> {
  const token = await engine.graph.checkToken('write', scopes);
  return token.ok ? tenantRefusal(engine, scopes) : token.failure;
}
