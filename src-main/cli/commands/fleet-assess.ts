import { join } from 'node:path';
import type { Assessment } from '../../../shared/assess/assessment';
import { serializeAssessment } from '../../../shared/assess/assess';
import { withOthers, type Failure } from '../../../shared/diagnostic';
import { clientReport } from '../../../shared/exports/client-report';
import type { FleetTenant } from '../../../shared/fleet/fleet';
import { makeFleet } from '../../../shared/fleet/make-fleet';
import { jsonPieces } from '../../../shared/json-pieces';
import { err, ok, type Result } from '../../../shared/result';
import { renderHtml } from '../../exports/render-html';
import { writePieces, writeWhole } from '../../files/plan-files';
import { fleetFile, openFleetFolder, reportFile, tenantFile } from '../../fleet/fleet-files';
import { finishedBefore, readRun, RunRecord } from '../../fleet/fleet-run';
import { readAssessment } from '../../fleet/kept-assessment';
import { loadTenants } from '../../fleet/load-tenants';
import { lookAtTenant, type Looked } from '../../fleet/look-tenant';
import { inPool, mostParallel, runPool } from '../../fleet/run-pool';
import { SharedLimits } from '../../fleet/shared-limits';
import { steadyTime } from '../../ports/system-clock';
import type { CliContext, Command } from '../context';
import { exitCodes, type ExitCode } from '../exit-codes';
import { exitCodeOfFleet } from '../fleet-exit';
import { assessJob, prepareJob, type FleetJob } from '../fleet-tenant';
import { FleetProgress } from '../fleet-progress';
import { numberOf, requiredText } from '../option-values';
import { fleetLines } from '../views/fleet-view';

/** Tenants read at a time unless `--parallel` says otherwise. */
const usualParallel = 8;

type Outcome = Result<Assessment, Failure>;

/** Reads and assesses the tenants of a file, each on its own; a file per tenant and one of all. */
export const runFleetAssess: Command = async (context) => {
  const parallel = numberOf(context, 'parallel', { least: 1, most: mostParallel });
  if (!parallel.ok) return parallel;
  const jobs = await loadJobs(context);
  if (!jobs.ok) return jobs;
  const directory = requiredText(context, 'out');
  const names = jobs.value.map(({ entry }) => entry.name);
  const folder = await openFleetFolder(directory, names);
  if (!folder.ok) return folder;
  const run = await readRun(directory, context.judge);
  if (!run.ok) return run;

  const outcomes = new Map<string, Outcome>();
  const before = finishedBefore(run.value, context.now());
  const finished = jobs.value.filter(({ entry, input }) => before.get(entry.tenantId) === input);
  await inPool(finished, async ({ entry }) => {
    const kept = await readAssessment(directory, entry, context.judge);
    if (kept.ok) outcomes.set(entry.tenantId, kept);
  });
  const waiting = jobs.value.filter(({ entry }) => !outcomes.has(entry.tenantId));
  const written = await assessAll(context, directory, waiting, {
    parallel: parallel.value ?? usualParallel,
    outcomes,
    startedAt: (outcomes.size > 0 ? run.value?.startedAt : undefined) ?? nowOf(context),
    done: jobs.value.filter(({ entry }) => outcomes.has(entry.tenantId)),
  });
  if (!written.ok) return written;

  const looked = await inPool(jobs.value, ({ entry }) =>
    look(context, directory, entry, outcomes.get(entry.tenantId)),
  );
  for (const { failure } of looked) if (failure !== null) context.output.failure(failure);
  const tenants = looked.map(({ tenant }) => tenant);
  const fleet = makeFleet(tenants);
  const saved = await writePieces(join(directory, fleetFile), function* () {
    yield* jsonPieces(fleet);
    yield '\n';
  });
  if (!saved.ok) return saved;
  context.output.result(fleet, () => fleetLines(fleet, directory, context.output));
  return ok(exitCodeOf(context, tenants));
};

/** Every tenant with its documents; all that is wrong with any of them at once. */
async function loadJobs(context: CliContext): Promise<Result<readonly FleetJob[], Failure>> {
  const entries = await loadTenants(requiredText(context, 'tenants'), context.judge);
  if (!entries.ok) return entries;
  const jobs = await inPool(entries.value, (entry) => prepareJob(context, entry));
  const problem = withOthers(
    jobs.flatMap((job) => (job.ok ? [] : [job.failure, ...(job.failure.also ?? [])])),
  );
  if (problem !== null) return err(problem);
  return ok(jobs.flatMap((job) => (job.ok ? [job.value] : [])));
}

interface Run {
  readonly parallel: number;
  readonly outcomes: Map<string, Outcome>;
  readonly startedAt: string;
  /** Taken over from the run that was stopped. */
  readonly done: readonly FleetJob[];
}

/**
 * Assesses and writes down one after the other. A tenant whose files cannot be written counts as not
 * assessed; the record of the run that cannot be written ends it.
 */
async function assessAll(
  context: CliContext,
  directory: string,
  waiting: readonly FleetJob[],
  { parallel, outcomes, startedAt, done }: Run,
): Promise<Result<void, Failure>> {
  const { output } = context;
  const before = done.map(({ entry, input }) => ({
    ...{ tenantId: entry.tenantId, input, reason: null },
  }));
  const record = new RunRecord(directory, startedAt, before);
  const begun = await record.begin();
  if (!begun.ok) return begun;
  const limits = new SharedLimits(steadyTime);
  const progress = new FleetProgress(output, context.now, done.length, waiting.length);
  const broken = new AbortController();
  const signal = AbortSignal.any([context.signal, broken.signal]);
  let unwritten: Failure | null = null;
  await runPool(waiting, { parallel, signal }, async (job) => {
    const { tenantId, name } = job.entry;
    progress.begun(tenantId);
    const own = { ...job, context: { ...job.context, signal } };
    const assessed = await assessJob(own, limits, {
      onUsers: (users) => progress.read(tenantId, users),
      onLacking: (notes) => progress.lacks(name, notes),
    });
    if (!assessed.ok && signal.aborted) return;
    const outcome = assessed.ok ? await keep(context, directory, job, assessed.value) : assessed;
    outcomes.set(tenantId, outcome);
    progress.settled(tenantId, name, outcome.ok ? null : outcome.failure);
    const reason = outcome.ok ? null : outcome.failure.code;
    const noted = await record.settle({ tenantId, input: job.input, reason });
    if (noted.ok) return;
    unwritten ??= noted.failure;
    broken.abort();
  });
  progress.ended();
  if (unwritten !== null) return err(unwritten);
  if (outcomes.size === done.length + waiting.length) return record.end(nowOf(context));
  progress.stopped([...outcomes.values()].filter((one) => one.ok).length);
  return ok(undefined);
}

/** The assessment, once its report and then itself are written. Failure: file/unwritable. */
async function keep(
  { output }: CliContext,
  directory: string,
  { entry }: FleetJob,
  assessment: Assessment,
): Promise<Outcome> {
  const report = renderHtml([clientReport(assessment, output.language, output.zone)]);
  const page = `<!-- causeway-client-report/1 -->\n${report}`;
  const shown = await writeWhole(join(directory, reportFile(entry.name)), page);
  if (!shown.ok) return shown;
  const text = serializeAssessment(assessment);
  const written = await writeWhole(join(directory, tenantFile(entry.name)), text);
  return written.ok ? ok(assessment) : written;
}

/** The tenant as `fleet status` shows it after this run: an earlier assessment stands, and is marked. */
async function look(
  context: CliContext,
  directory: string,
  { name, tenantId }: FleetJob['entry'],
  outcome: Outcome | undefined,
): Promise<Looked> {
  if (outcome?.ok === true) {
    const { value: assessment } = outcome;
    return { tenant: { name, tenantId, state: 'assessed', assessment }, failure: null };
  }
  const reason = outcome?.failure.code ?? 'step/cancelled';
  return lookAtTenant(directory, { name, tenantId }, reason, context);
}

/** 3 where it was stopped; otherwise by what there is. */
function exitCodeOf({ signal }: CliContext, tenants: readonly FleetTenant[]): ExitCode {
  const isStopped = tenants.some(({ reason }) => reason === 'step/cancelled');
  return isStopped && signal.aborted ? exitCodes.refused : exitCodeOfFleet(tenants);
}

function nowOf({ now }: Pick<CliContext, 'now'>): string {
  return new Date(now()).toISOString();
}
