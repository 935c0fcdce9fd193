import { failure, type Failure } from '../../shared/diagnostic';
import { methodVersion } from '../../shared/entra/graph-version';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import { resolveText } from '../../shared/plan/references';
import type { Step, StepItem } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { readBatch } from '../graph/batch';
import { batchSize, type PartOutcome } from '../graph/batch-parts';
import { isSuccess, toFailure, unreadFailure } from '../graph/graph-error';
import { readList } from '../graph/paging';
import { reads } from '../graph/reads';
import { readsById, readsInBatch } from '../graph/reads-by-id';
import type { Engine } from './engine';
import { markerOf } from './step-facts';

/** What the tenant says about a step's target, in the form `compareState` takes. */
export interface Live {
  /** Object, list of member ids, `{user id: state}`, or null for a create that does not exist. */
  readonly value: Json;
  /** Id of the object found by its marker. */
  readonly objectId: string | null;
  /** More than one object carries the marker: a person must look. */
  readonly isDoubled: boolean;
  /** Why somebody's state could not be read, of people who are read one by one. */
  readonly unread?: Failure | undefined;
  /** When the answer was here, ms on the engine's clock. */
  readonly readAt: number;
}

type Found = Omit<Live, 'readAt'>;
type Reading = Result<Found, Failure>;

/** Reads the target by id (for creates: by marker). Anything unreadable is a failure. */
export async function readLive(
  engine: Engine,
  step: Step,
  items: readonly StepItem[] = step.items ?? [],
): Promise<Result<Live, Failure>> {
  const found = await find(engine, step, items);
  return found.ok ? ok({ ...found.value, readAt: engine.clock.now() }) : found;
}

async function find(engine: Engine, step: Step, items: readonly StepItem[]): Promise<Reading> {
  switch (step.kind) {
    case 'group.create':
    case 'ca.create':
      return readByMarker(engine, step);
    case 'group.add':
    case 'group.remove':
      return readMembers(engine, step);
    case 'perUserMfa.set':
      return readStates(engine, items);
    case 'soak':
    case 'gate':
    case 'manual':
      return ok(plain(null));
    default:
      return readTarget(engine, urlOf(engine, step), isAlone(step) ? null : targetId(engine, step));
  }
}

/** Read from its own address without an id: there is one of it in a tenant. */
function isAlone({ target }: Step): boolean {
  return target.type === 'authenticationMethodsPolicy' || target.type === 'securityDefaults';
}

const listedKinds: ReadonlySet<Step['kind']> = new Set([
  ...(['ca.create', 'ca.setState', 'ca.exclude', 'method.configure', 'group.create'] as const),
]);

/**
 * The same from the list the object stands in: one replica more (execution.md 3.5). Null: it stands
 * in none, and to read it by its own address once more would tell nothing.
 */
export async function readListed(
  engine: Engine,
  step: Step,
  objectId: string,
): Promise<Reading | null> {
  if (!listedKinds.has(step.kind)) return null;
  if (step.kind === 'group.create') return readByMarker(engine, step);
  if (step.kind !== 'method.configure') {
    return pick(await readList(engine.graph, reads.conditionalAccess.url), objectId);
  }
  const whole = await readObject(engine, reads.authenticationMethodsPolicy.url);
  if (!whole.ok) return whole;
  const { value } = whole.value;
  const rows = isJsonObject(value) ? value['authenticationMethodConfigurations'] : null;
  if (!Array.isArray(rows)) return err(unread('methods'));
  return pick({ kind: 'rows', rows: rows as readonly Json[] }, step.target.id);
}

export function targetId(engine: Engine, step: Step): string | null {
  return resolveText(step.target.id, engine.refs);
}

/** By id: what a created object looks like now. */
export function readCreated(engine: Engine, step: Step, id: string): Promise<Reading> {
  const url =
    step.kind === 'group.create' ? readsById.group(id) : readsById.conditionalAccessPolicy(id);
  return readTarget(engine, url, id, id);
}

/**
 * An object that says which it is. An error, a list or anything else in its place shows nothing of
 * the target, and no setting that is absent from it counts as empty.
 */
async function readTarget(
  engine: Engine,
  url: string,
  wanted: string | null,
  objectId: string | null = null,
): Promise<Reading> {
  const read = await readObject(engine, url, objectId);
  if (!read.ok) return read;
  const id = idOf(read.value.value);
  const isIt = wanted === null ? id !== '' : id === wanted.toLowerCase();
  return isIt ? read : err(unread('object'));
}

function plain(value: Json, objectId: string | null = null): Found {
  return { value, objectId, isDoubled: false };
}

function unread(what: string): Failure {
  return failure('graph/malformed', { code: what, status: '200' });
}

/** Where an object or singleton stands, with version. */
export function urlOf(engine: Engine, step: Step): string {
  const id = targetId(engine, step) ?? '';
  switch (step.kind) {
    case 'ca.setState':
    case 'ca.exclude':
      return readsById.conditionalAccessPolicy(id);
    case 'method.configure':
      return readsById.methodConfiguration(methodVersion(engine.source.cloud, id), id);
    case 'securityDefaults.set':
      return reads.securityDefaults.url;
    default:
      return reads.authenticationMethodsPolicy.url;
  }
}

/** One object of Graph as it is now. Failures: those of reading; `graph/malformed`: it is none. */
export async function readObject(
  engine: Engine,
  url: string,
  id: string | null = null,
): Promise<Reading> {
  const got = await engine.graph.get(url);
  if (!got.ok) return got;
  if (!isSuccess(got.value.status)) return err(toFailure(got.value));
  if (!isJsonObject(got.value.json)) return err(unread('object'));
  return ok(plain(got.value.json, id));
}

function pick(list: Awaited<ReturnType<typeof readList>>, id: string): Reading {
  if (list.kind !== 'rows') return err(listFailure(list));
  const found = list.rows.find((row) => idOf(row) === id.toLowerCase());
  return ok(plain(found ?? null, found === undefined ? null : id));
}

/** Why a list was not read, in the words of whichever request it was. */
export function listFailure(
  list: Exclude<Awaited<ReturnType<typeof readList>>, { kind: 'rows' }>,
): Failure {
  if (list.kind === 'unauthorized') return list.failure;
  return list.kind === 'cancelled' ? failure('step/cancelled') : unreadFailure(list.reason);
}

async function readByMarker(engine: Engine, step: Step): Promise<Reading> {
  const marker = markerOf(step);
  if (marker === '') return err(unread('marker'));
  const isGroup = step.kind === 'group.create';
  const url = isGroup ? readsById.groupsByNickname(marker) : reads.conditionalAccess.url;
  const list = await readList(engine.graph, url);
  if (list.kind !== 'rows') return err(listFailure(list));
  const field = isGroup ? 'mailNickname' : 'displayName';
  const found = list.rows.filter((row) => isJsonObject(row) && row[field] === marker);
  const first = found[0];
  if (first === undefined) return ok(plain(null));
  return ok({ value: first, objectId: idOf(first), isDoubled: found.length > 1 });
}

async function readMembers(engine: Engine, step: Step): Promise<Reading> {
  const id = targetId(engine, step);
  if (id === null) return err(failure('step/needs-person', { step: step.id }));
  const list = await readList(engine.graph, readsById.members(id));
  if (list.kind !== 'rows') return err(listFailure(list));
  const ids = list.rows.map((row) => idOf(row));
  // A member that can't be told may be anybody: then nobody is known to be out.
  return ids.includes('') ? err(unread('members')) : ok(plain(ids));
}

async function readStates(engine: Engine, items: readonly StepItem[]): Promise<Reading> {
  const states: Record<string, Json> = {};
  let why: Failure | undefined;
  for (let start = 0; start < items.length; start += batchSize) {
    const some = items.slice(start, start + batchSize);
    const urls = some.map((item) => readsInBatch.requirements(item.userId));
    const got = await readBatch(engine.graph, 'beta', urls);
    if (got.kind === 'unauthorized') return err(got.failure);
    if (got.kind === 'cancelled') return err(failure('step/cancelled'));
    if (got.kind === 'failed') {
      return err(got.answer === null ? unreadFailure(got.reason) : toFailure(got.answer));
    }
    some.forEach((item, index) => {
      const part = got.parts[index];
      const state = stateOf(part);
      states[item.userId] = state;
      if (state === null) why = unreadPart(part);
    });
  }
  return ok({ ...plain(states as JsonObject), unread: why });
}

function unreadPart(part: PartOutcome | undefined): Failure {
  const isRefused = part?.kind === 'answer' && !isSuccess(part.answer.status);
  return isRefused ? toFailure(part.answer) : unread('perUserMfaState');
}

/** Graph's value; `notApplicable` for a guest's 404; null where it could not be read. */
function stateOf(part: PartOutcome | undefined): Json {
  if (part?.kind !== 'answer') return null;
  if (part.answer.status === 404) return 'notApplicable';
  if (!isSuccess(part.answer.status) || !isJsonObject(part.answer.json)) return null;
  const state = part.answer.json['perUserMfaState'];
  return typeof state === 'string' ? state : null;
}

/** Lower case; empty: a row without one. */
export function idOf(row: Json): string {
  return isJsonObject(row) && typeof row['id'] === 'string' ? row['id'].toLowerCase() : '';
}
