import { join } from 'node:path';
import * as v from 'valibot';
import { hash64, instant, shortText } from '../../shared/bounds';
import type { Failure } from '../../shared/diagnostic';
import { failureCodes } from '../../shared/diagnostic';
import { mostTenants } from '../../shared/fleet/tenants-file';
import { ok, type Result } from '../../shared/result';
import { checkSchema } from '../files/check-schema';
import type { Judge } from '../files/judge-file';
import { writeWhole } from '../files/plan-files';
import { readUntrusted } from '../files/read-untrusted';
import { runFile } from './fleet-files';

const settledSchema = v.strictObject({
  tenantId: shortText,
  /** Hash of what it was assessed with: entry, answers, choices. */
  input: hash64,
  /** Null: assessed. */
  reason: v.nullable(v.picklist(failureCodes)),
});
export type SettledTenant = v.InferOutput<typeof settledSchema>;

const runSchema = v.strictObject({
  schema: v.literal('causeway-fleet-run/1'),
  startedAt: instant,
  /** Null: it was stopped, or died. */
  endedAt: v.nullable(instant),
  tenants: v.pipe(v.array(settledSchema), v.maxLength(mostTenants)),
});
/** How far a run got. Beside the files of its tenants, which say what it found. */
export type FleetRun = v.InferOutput<typeof runSchema>;

/** A stopped run older than this is not continued: half of it would be of another day. */
const continuedMs = 24 * 60 * 60_000;

/** The last run of a folder; null: there was none. Failures name the file. */
export async function readRun(
  directory: string,
  judge: Judge,
): Promise<Result<FleetRun | null, Failure>> {
  const file = join(directory, runFile);
  const text = await readUntrusted(file, 'fleetRun', judge);
  if (!text.ok) return text.failure.code === 'file/not-found' ? ok(null) : text;
  return checkSchema(runSchema, text.value, { name: 'causeway-fleet-run/1', file });
}

/** Tenants a stopped run had assessed with the same input: id to hash. */
export function finishedBefore(run: FleetRun | null, now: number): ReadonlyMap<string, string> {
  const isOpen = run !== null && run.endedAt === null;
  const age = isOpen ? now - Date.parse(run.startedAt) : Infinity;
  if (run === null || age < 0 || age > continuedMs) return new Map();
  const done = run.tenants.filter(({ reason }) => reason === null);
  return new Map(done.map(({ tenantId, input }) => [tenantId, input]));
}

/** Writes down each tenant as it is settled, one after the other: whoever dies leaves a true record. */
export class RunRecord {
  readonly #settled: SettledTenant[];
  #last: Promise<Result<void, Failure>> = Promise.resolve(ok(undefined));

  constructor(
    private readonly directory: string,
    private readonly startedAt: string,
    before: readonly SettledTenant[],
  ) {
    this.#settled = [...before];
  }

  /** Before the first tenant is asked: the folder can be written to, and the run before is over. */
  begin(): Promise<Result<void, Failure>> {
    return this.#write(null);
  }

  settle(tenant: SettledTenant): Promise<Result<void, Failure>> {
    this.#settled.push(tenant);
    return this.#write(null);
  }

  /** Every tenant was settled. */
  end(at: string): Promise<Result<void, Failure>> {
    return this.#write(at);
  }

  #write(endedAt: string | null): Promise<Result<void, Failure>> {
    const { startedAt } = this;
    const tenants = [...this.#settled];
    const run: FleetRun = { schema: 'causeway-fleet-run/1', startedAt, endedAt, tenants };
    const text = `${JSON.stringify(run, null, 2)}\n`;
    this.#last = this.#last.then(() => writeWhole(join(this.directory, runFile), text));
    return this.#last;
  }
}
