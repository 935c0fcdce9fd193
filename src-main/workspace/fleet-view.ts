import { clouds } from '../../shared/entra/cloud';
import type { FleetRow, FleetStage, FleetTotals, FleetView } from '../../shared/ipc/fleet-contract';
import type { TenantFacts } from '../../shared/fleet/tenant-facts';
import { isReadingOld } from './old-reading';
import type { WorkspaceMeta } from './workspace-meta';

export interface FleetGround {
  readonly plans: readonly WorkspaceMeta[];
  readonly stages: ReadonlyMap<string, FleetStage>;
  nameOf(meta: WorkspaceMeta): { readonly name: string; readonly domain: string };
  /** It was kept, and goes on without a browser: the open plan's own ends before it is read here. */
  hasSignIn(meta: WorkspaceMeta): boolean;
  isRunning(id: string): boolean;
  /** Milliseconds of the epoch. */
  readonly now: number;
  readonly run: FleetView['run'];
  readonly reports: FleetView['reports'];
}

/** Tenants of the plans on this computer (screens.md F1). Plan files speak of no tenant read here. */
export function fleetView(ground: FleetGround): FleetView {
  const rows = tenantsOf(ground.plans)
    .map((plans) => rowOf(plans, ground))
    .sort(byUrgency);
  return { rows, totals: totalsOf(rows), run: ground.run, reports: ground.reports };
}

/** Plans of one tenant together, in the order of the list. A practice tenant is never a real one. */
function tenantsOf(plans: readonly WorkspaceMeta[]): readonly (readonly WorkspaceMeta[])[] {
  const tenants = new Map<string, WorkspaceMeta[]>();
  for (const meta of plans) {
    if (meta.source === 'plan') continue;
    const world = meta.source === 'practice' ? 'practice' : meta.cloud;
    const key = `${world} ${meta.tenant?.id.toLowerCase() ?? meta.id}`;
    tenants.set(key, [...(tenants.get(key) ?? []), meta]);
  }
  return [...tenants.values()];
}

/** The newest reading speaks for a tenant; of plans that were never read the first. */
function speaker(plans: readonly WorkspaceMeta[]): WorkspaceMeta {
  return plans.reduce((best, one) => ((one.readAt ?? '') > (best.readAt ?? '') ? one : best));
}

function rowOf(plans: readonly WorkspaceMeta[], ground: FleetGround): FleetRow {
  const meta = speaker(plans);
  const { source, readAt, facts, scenario } = meta;
  return {
    ...{ id: meta.id, cloud: meta.cloud, scenario, readAt, plans: plans.length },
    ...ground.nameOf(meta),
    source: source === 'plan' ? 'capture' : source,
    isOld: readAt !== null && isReadingOld(source, readAt, ground.now),
    isRiskAtLeast: meta.isRiskAtLeast,
    nextDate: meta.isFinished ? null : meta.nextDate,
    facts: readAt === null ? null : facts,
    needs: needsOf(meta, ground),
    registration: registrationOf(meta),
    isRunning: plans.some(({ id }) => ground.isRunning(id)),
    stage: ground.stages.get(meta.id) ?? null,
  };
}

function needsOf(meta: WorkspaceMeta, { hasSignIn }: FleetGround): FleetRow['needs'] {
  if (meta.source === 'capture') return 'nothing';
  if (meta.tenant === null || !meta.isConfirmed) return 'person';
  return hasSignIn(meta) ? 'nothing' : 'signIn';
}

function registrationOf({
  source,
  clientId,
  cloud,
  tenant,
}: WorkspaceMeta): FleetRow['registration'] {
  if (source !== 'https' || clientId === null) return null;
  return { clientId, cloud, tenant: tenant?.id ?? null };
}

/** People concerned by a date; null: not known. */
function riskOf({ facts, cloud }: FleetRow): number | null {
  if (facts === null) return null;
  if (facts.february === null) return clouds[cloud].hasRetirementDates ? null : 0;
  return facts.february + (facts.july ?? 0);
}

/** Wrong tenant, failed, not known, administrators on a phone only; then who has most at risk. */
function urgencyOf(row: FleetRow): number {
  if (row.stage?.failure?.code === 'auth/tenant-mismatch') return 0;
  if (row.stage?.stage === 'failed') return 1;
  if (riskOf(row) === null) return 2;
  return row.facts?.hasPhoneOnlyAdmins === true ? 3 : 4;
}

function byUrgency(a: FleetRow, b: FleetRow): number {
  return (
    urgencyOf(a) - urgencyOf(b) ||
    (riskOf(b) ?? 0) - (riskOf(a) ?? 0) ||
    (b.facts?.unassessed ?? 0) - (a.facts?.unassessed ?? 0) ||
    (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1)
  );
}

/** Tenants without an assessment are counted, never taken as zero. */
function totalsOf(rows: readonly FleetRow[]): FleetTotals {
  const real = rows.filter(({ source }) => source !== 'practice');
  const counted = real.length > 0 ? real : rows;
  const assessed = counted.flatMap((row) => (row.facts === null ? [] : [row.facts]));
  const sum = (of: (facts: TenantFacts) => number | null): number | null => {
    const known = assessed.flatMap((facts) => of(facts) ?? []);
    return known.length === 0 ? null : known.reduce((total, one) => total + one, 0);
  };
  return {
    of: real.length > 0 || rows.length === 0 ? 'real' : 'practice',
    tenants: counted.length,
    assessed: assessed.length,
    february: sum((facts) => facts.february),
    july: sum((facts) => facts.july),
    unassessed: sum((facts) => facts.unassessed),
    isAtLeast: counted.some(
      (row) => row.facts !== null && (row.isRiskAtLeast || riskOf(row) === null),
    ),
  };
}
