import { failure, type Failure } from '../../shared/diagnostic';
import { isJsonObject, type Json } from '../../shared/json';
import type { Step, StepItem } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { readBatch } from '../graph/batch';
import { batchSize } from '../graph/batch-parts';
import { isSuccess, toFailure, unreadFailure } from '../graph/graph-error';
import { readList } from '../graph/paging';
import { reads } from '../graph/reads';
import type { Engine } from './engine';
import { idOf, listFailure, readLive, targetId, urlOf } from './read-live';

/** What stands at each target now. What could not be read is a failure of that target alone. */
export type Targets = ReadonlyMap<string, Result<Json, Failure>>;

const personKey = (userId: string): string => `person ${userId}`;

/** Under which name a step's target, or one person of it, is found. */
export function targetKey(engine: Engine, step: Step, userId: string | null): string {
  if (step.kind === 'perUserMfa.set') return personKey(userId ?? '');
  if (step.kind === 'group.add' || step.kind === 'group.remove')
    return `members ${targetId(engine, step) ?? ''}`;
  return urlOf(engine, step);
}

/**
 * Everything these steps own, in as few requests as there can be: policies as one list, other
 * objects and people twenty to a request, each group once however many steps are about it. Fails as
 * a whole where nobody is signed in, or somebody pressed pause.
 */
export async function readTargets(
  engine: Engine,
  steps: readonly Step[],
): Promise<Result<Targets, Failure>> {
  const found = new Map<string, Result<Json, Failure>>();
  const isPolicy = ({ kind }: Step): boolean => kind === 'ca.setState' || kind === 'ca.exclude';
  const hasItems = (step: Step): boolean => step.items !== undefined;
  const objects = steps.filter((step) => !isPolicy(step) && !hasItems(step));
  const urls = [...new Set(objects.map((step) => urlOf(engine, step)))];
  const groups = steps.filter((step) => hasItems(step) && step.kind !== 'perUserMfa.set');
  const people = steps.filter(({ kind }) => kind === 'perUserMfa.set');
  const ended = await Promise.all([
    readPolicies(engine, steps.filter(isPolicy), found),
    ...(['v1.0', 'beta'] as const).map((version) =>
      readObjects(
        engine,
        version,
        urls.filter((url) => url.startsWith(`/${version}/`)),
        found,
      ),
    ),
    readGroups(engine, groups, found),
    readPeople(engine, people, found),
  ]);
  const whole = ended.find((one) => one !== null);
  return whole ? err(whole) : ok(found);
}

/** Null: what there was to read is told target by target. */
type Ended = Failure | null;
type Found = Map<string, Result<Json, Failure>>;

/** Nothing else can be read either. */
function endsAll({ code }: Failure): boolean {
  return code.startsWith('auth/') || code === 'step/cancelled' || code === 'graph/unauthorized';
}

async function readPolicies(engine: Engine, steps: readonly Step[], found: Found): Promise<Ended> {
  if (steps.length === 0) return null;
  const list = await readList(engine.graph, reads.conditionalAccess.url);
  const failed = list.kind === 'rows' ? null : listFailure(list);
  if (failed !== null && endsAll(failed)) return failed;
  const rows = list.kind === 'rows' ? new Map(list.rows.map((row) => [idOf(row), row])) : null;
  for (const step of steps) {
    const row = rows?.get((targetId(engine, step) ?? '').toLowerCase());
    found.set(urlOf(engine, step), row === undefined ? err(failed ?? gone()) : ok(row));
  }
  return null;
}

async function readObjects(
  engine: Engine,
  version: 'v1.0' | 'beta',
  urls: readonly string[],
  found: Found,
): Promise<Ended> {
  const lots = lotsOf(urls);
  const ended = await Promise.all(
    lots.map(async (lot): Promise<Ended> => {
      const parts = lot.map((url) => url.slice(version.length + 1));
      const got = await readBatch(engine.graph, version, parts);
      if (got.kind === 'unauthorized') return got.failure;
      if (got.kind === 'cancelled') return failure('step/cancelled');
      lot.forEach((url, place) => {
        const part = got.kind === 'parts' ? got.parts[place] : undefined;
        if (part?.kind !== 'answer') {
          found.set(url, err(got.kind === 'failed' ? notRead(got) : failure('graph/network')));
        } else if (!isSuccess(part.answer.status)) found.set(url, err(toFailure(part.answer)));
        else found.set(url, isJsonObject(part.answer.json) ? ok(part.answer.json) : err(gone()));
      });
      return null;
    }),
  );
  return ended.find((one) => one !== null) ?? null;
}

async function readGroups(engine: Engine, steps: readonly Step[], found: Found): Promise<Ended> {
  const byKey = new Map(steps.map((step) => [targetKey(engine, step, null), step] as const));
  const ended = await Promise.all(
    [...byKey].map(async ([key, step]): Promise<Ended> => {
      const live = await readLive(engine, step);
      found.set(key, live.ok ? ok(live.value.value) : live);
      return live.ok || !endsAll(live.failure) ? null : live.failure;
    }),
  );
  return ended.find((one) => one !== null) ?? null;
}

/** Lot by lot: a lot that was not read says nothing of the others. */
async function readPeople(engine: Engine, steps: readonly Step[], found: Found): Promise<Ended> {
  const [step] = steps;
  if (step === undefined) return null;
  const items = new Map<string, StepItem>();
  for (const one of steps) for (const item of one.items ?? []) items.set(item.userId, item);
  for (const lot of lotsOf([...items.values()])) {
    const live = await readLive(engine, step, lot);
    if (!live.ok && endsAll(live.failure)) return live.failure;
    const states = live.ok && isJsonObject(live.value.value) ? live.value.value : {};
    for (const { userId } of lot) {
      const state = states[userId] ?? null;
      const why = live.ok ? failure('graph/network') : live.failure;
      found.set(personKey(userId), state === null ? err(why) : ok(state));
    }
  }
  return null;
}

function notRead(got: Extract<Awaited<ReturnType<typeof readBatch>>, { kind: 'failed' }>): Failure {
  return got.answer === null ? unreadFailure(got.reason) : toFailure(got.answer);
}

function lotsOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / batchSize) }, (_, lot) =>
    all.slice(lot * batchSize, (lot + 1) * batchSize),
  );
}

function gone(): Failure {
  return failure('graph/not-found');
}
