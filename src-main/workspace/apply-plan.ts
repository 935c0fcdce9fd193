import { failure, type Failure } from '../../shared/diagnostic';
import type { CallInput, CallOutput } from '../../shared/ipc/contract-types';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import type { Host } from './host';
import { practiceOf } from './practice-host';
import type { WorkspaceMeta } from './workspace-meta';

type Registration = CallInput<'home.signInForPlan'>['registration'];
type Asked = CallOutput<'home.signInForPlan'>['asks'];

/**
 * Begins at the tenant of the plan file that is open: a new workspace at Connect, where no other
 * tenant will do, with the file's answers and choices as its draft. What comes back is the tenant
 * for which a registration has to be given first; null: begun. Failures: `plan/no-practice-tenant`,
 * `auth/real-tenant-off`, those of files and of the store.
 */
export async function signInForPlan(
  host: Host,
  registration: Registration,
  isRealTenantOff: boolean,
): Promise<Result<Asked, Failure>> {
  const opened = host.opened();
  if (!opened.ok) return opened;
  if (opened.value.meta.source !== 'plan') return err(failure('ipc/refused', { reason: 'plan' }));
  const read = await opened.value.filed.get();
  if (!read.ok) return read;
  const { plan } = read.value;
  const { id, displayName } = plan.tenant;
  const scenario = plan.source === 'https' ? null : practiceOf(id);
  if (scenario !== null) {
    return begin(host, { source: 'practice', scenario, cloud: 'global' }, plan);
  }
  if (plan.source === 'practice') {
    return err(failure('plan/no-practice-tenant', { name: displayName }));
  }
  if (isRealTenantOff) return err(failure('auth/real-tenant-off'));
  const { cloud } = plan;
  const used = registration ?? registrationOf(host.index.all(), plan);
  if (used === null) return ok({ cloud, tenant: id });
  const { clientId, writeClientId } = used;
  const place = { source: 'https', scenario: null, cloud, authorityTenant: id } as const;
  return begin(host, { ...place, clientId, writeClientId }, plan);
}

type Place = Pick<WorkspaceMeta, 'source' | 'scenario' | 'cloud'> & Partial<WorkspaceMeta>;

/** A press more opens what an earlier one began, as long as nobody has gone on from there. */
async function begin(host: Host, place: Place, plan: Plan): Promise<Result<null, Failure>> {
  const known = host.index
    .all()
    .find((one) => one.planHash === plan.planHash && isUntouched(one) && isAt(one, place));
  const done = await (known === undefined ? host.newFromPlan(place, plan) : host.open(known.id));
  return done.ok ? ok(null) : done;
}

/** Nobody has signed in there: before that its draft cannot be changed. */
function isUntouched({ tenant, isConfirmed, readAt }: WorkspaceMeta): boolean {
  return !isConfirmed && readAt === null && (tenant?.account ?? '') === '';
}

/** The same source and registration; the plan says whose tenant it is. */
function isAt(one: WorkspaceMeta, place: Place): boolean {
  const names = ['source', 'scenario', 'cloud', 'clientId', 'writeClientId'] as const;
  return names.every((name) => (one[name] ?? null) === (place[name] ?? null));
}

/** The one somebody has signed in with to this tenant before; null: none is known. */
function registrationOf(all: readonly WorkspaceMeta[], plan: Plan): Registration {
  const known = all.find(
    ({ source, cloud, tenant }) =>
      source === 'https' &&
      cloud === plan.cloud &&
      tenant?.id.toLowerCase() === plan.tenant.id.toLowerCase() &&
      // Without an account nobody has come in with it yet.
      tenant.account !== '',
  );
  if (known === undefined || known.clientId === null) return null;
  return { clientId: known.clientId, writeClientId: known.writeClientId };
}
