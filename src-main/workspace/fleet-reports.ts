import path from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { clientReport } from '../../shared/exports/client-report';
import { fleetTable, type FleetTableRow } from '../../shared/fleet/fleet-table';
import type { Language } from '../../shared/i18n/format';
import { err, ok, type Result } from '../../shared/result';
import { renderCsv } from '../exports/render-csv';
import { renderHtml } from '../exports/render-html';
import { exists } from '../files/check-target';
import { makeDirectory, writeWhole } from '../files/plan-files';
import { safeFileName } from '../files/safe-names';
import { sha256OfBytes } from '../files/sha256';
import type { FleetHost } from './fleet-host';
import type { Assessed } from './planning';
import { quietPorts } from './quiet-ports';
import { tenantFacts } from './tenant-facts';
import { Workspace } from './workspace';
import { nameOf } from './workspace-card';
import type { WorkspaceMeta } from './workspace-meta';

export interface ReportsWanted {
  readonly ids: readonly string[];
  readonly language: Language;
  readonly zone: string;
  readonly signal: AbortSignal;
  told(done: number): void;
}

interface Failed {
  readonly id: string;
  readonly name: string;
  readonly failure: Failure;
}

export interface SavedReports {
  readonly folder: string;
  /** Tenants whose report is written. */
  readonly written: number;
  readonly failed: readonly Failed[];
}

/**
 * For each tenant its report as HTML and PDF, which names nobody and no other tenant, from what was
 * read last; and one table of them all. In a new folder within this one: nothing is written over.
 * One tenant that fails holds up no other. Failures: of the folder, and of the table.
 */
export async function saveFleetReports(
  host: FleetHost,
  within: string,
  wanted: ReportsWanted,
): Promise<Result<SavedReports, Failure>> {
  const folder = await freeFolder(within, new Date(host.ports.now()).toISOString().slice(0, 10));
  const made = await makeDirectory(folder);
  if (!made.ok) return made;
  const rows: FleetTableRow[] = [];
  const failed: Failed[] = [];
  const taken = new Set<string>();
  for (const [place, id] of wanted.ids.entries()) {
    if (wanted.signal.aborted) break;
    wanted.told(place);
    const meta = host.index.get(id);
    if (meta === undefined) continue;
    const { name, domain } = nameOf(meta);
    const stem = stemOf([name, domain, id].find((one) => one !== '') ?? id, taken);
    const written = await reportOf(host, meta, { ...wanted, folder, stem });
    if (written.ok) rows.push(written.value);
    else failed.push({ id, name, failure: written.failure });
  }
  if (rows.length > 0) {
    const table = renderCsv(fleetTable(rows, wanted.language));
    const saved = await writeWhole(path.join(folder, 'fleet.csv'), table);
    if (!saved.ok) return saved;
  }
  return ok({ folder, written: rows.length, failed });
}

async function freeFolder(within: string, day: string): Promise<string> {
  for (let turn = 1; ; turn += 1) {
    const folder = path.join(within, `causeway-reports-${day}${turn === 1 ? '' : `-${turn}`}`);
    if (!(await exists(folder))) return folder;
  }
}

/** Two tenants may have one name, and a name may be another one's but for letters that files share. */
function stemOf(name: string, taken: Set<string>): string {
  for (let turn = 1; ; turn += 1) {
    const file = safeFileName(turn === 1 ? name : `${name} ${String(turn)}`, 'html');
    const key = file.toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return file.slice(0, -'.html'.length);
  }
}

interface Target extends ReportsWanted {
  readonly folder: string;
  readonly stem: string;
}

function reportOf(
  host: FleetHost,
  meta: WorkspaceMeta,
  { folder, stem, language, zone }: Target,
): Promise<Result<FleetTableRow, Failure>> {
  return withPlan(host, meta, async (workspace) => {
    const assessed = await assess(workspace);
    if (!assessed.ok) return assessed;
    const { assessment, facts } = assessed.value;
    const html = renderHtml([clientReport(assessment, language, zone)]);
    const page = await writeWhole(path.join(folder, `${stem}.html`), html);
    if (!page.ok) return page;
    const printed = await host.ports.printPdf(html).catch(() => null);
    const file = path.join(folder, `${stem}.pdf`);
    if (printed === null) return err(failure('file/not-printed', { file }));
    const paper = await writeWhole(file, printed);
    if (!paper.ok) return paper;
    workspace.access.exported({
      ...{ what: 'reports', planHash: null, audience: null, language, namesHidden: true },
      files: [
        { name: `${stem}.html`, sha256: host.ports.sha256(html) },
        { name: `${stem}.pdf`, sha256: sha256OfBytes(printed) },
      ],
    });
    return ok({ ...nameOf(meta), assessment, facts, file: `${stem}.html` });
  });
}

/** The plan with its folder open. The one in the window has its own open already. */
async function withPlan<T>(
  host: FleetHost,
  meta: WorkspaceMeta,
  work: (workspace: Workspace) => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  if (host.current?.meta.id === meta.id) return work(host.current);
  const ports = quietPorts({ ...host.ports, twoPeople: host.twoPeople });
  const opened = await Workspace.open(meta, host.index.folderOf(meta.id), ports, () => undefined);
  if (!opened.ok) return opened;
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
}

type Known = Assessed & { readonly facts: FleetTableRow['facts'] };

/** What was read last, assessed now. */
async function assess(workspace: Workspace): Promise<Result<Known, Failure>> {
  const input = workspace.planningInput();
  if (!input.ok) return input;
  const prepared = await workspace.planning.prepare('assessed', input.value);
  if (!prepared.ok) return prepared;
  const assessed = workspace.planning.assessed(input.value);
  if (!assessed.ok) return assessed;
  return ok({ ...assessed.value, facts: tenantFacts(assessed.value, input.value.snapshot) });
}
