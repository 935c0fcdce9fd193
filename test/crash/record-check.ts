import { expect } from 'vitest';
import { isJsonObject, type Json } from '../../shared/json';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import type { PracticeTenant } from '../../src-main/practice-tenant/server';
import type { Rollout } from '../../src-main/rollout/rollout';

export interface Arrival {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly clientRequestId: string;
  readonly inBatch: boolean;
  readonly external: boolean;
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Writes the tenant received from the product, in order. */
export async function arrivalsAt(tenant: PracticeTenant): Promise<readonly Arrival[]> {
  const response = await fetch(`${tenant.graphUrl}/_practice/history`);
  const { writes } = (await response.json()) as { writes: Json[] };
  return writes
    .flatMap((one) =>
      isJsonObject(one)
        ? [
            {
              method: textOf(one['method']),
              path: textOf(one['path']),
              status: typeof one['status'] === 'number' ? one['status'] : 0,
              clientRequestId: textOf(one['clientRequestId']),
              inBatch: one['inBatch'] === true,
              external: one['external'] === true,
            },
          ]
        : [],
    )
    .filter((one) => !one.external);
}

/** The tenant's true state without times, which any write moves. */
export async function stateOf(tenant: PracticeTenant): Promise<Json> {
  const response = await fetch(`${tenant.graphUrl}/_practice/state`);
  const text = await response.text();
  return JSON.parse(text.replaceAll(/"\d{4}-\d{2}-\d{2}T[\d:.]+Z"/g, '"time"')) as Json;
}

/** Where two states differ, shortly: a whole tenant in a failure helps nobody. */
export function differences(expected: Json, actual: Json, at = ''): readonly string[] {
  if (JSON.stringify(expected) === JSON.stringify(actual)) return [];
  const isDeep = typeof expected === 'object' && typeof actual === 'object';
  if (!isDeep || expected === null || actual === null) {
    const short = (value: Json): string => (JSON.stringify(value) ?? 'nothing').slice(0, 120);
    return [`${at}: ${short(expected)} became ${short(actual)}`];
  }
  const left = expected as Readonly<Record<string, Json>>;
  const right = actual as Readonly<Record<string, Json>>;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .flatMap((key) => differences(left[key] ?? null, right[key] ?? null, `${at}/${key}`))
    .slice(0, 5);
}

/** Objects made by the product. */
export function createsIn(arrivals: readonly Arrival[]): number {
  return arrivals.filter((one) => one.method === 'POST' && one.status === 201 && !one.inBatch)
    .length;
}

/**
 * `noWriteWithoutDurableIntent`: every write that arrived was announced by a `sent` entry, that
 * entry by an `intent` of the same step before it, and nothing announced arrived more than once.
 */
export function checkRecord(
  rollout: Pick<Rollout, 'verifyChain'> & {
    entries(from: number, to: number): readonly JournalEntry[];
  },
  arrivals: readonly Arrival[],
  place: string,
): readonly JournalEntry[] {
  const entries = rollout.entries(0, 100_000);
  const announced = new Map<string, JournalEntry>();
  for (const entry of entries) {
    if (entry.type !== 'sent') continue;
    announced.set(String(entry.body['clientRequestId']), entry);
    const intent = entries.some(
      (one) => one.type === 'intent' && one.stepId === entry.stepId && one.seq < entry.seq,
    );
    expect([place, 'intent before sent', intent]).toEqual([place, 'intent before sent', true]);
  }
  const seen = new Set<string>();
  for (const one of arrivals) {
    expect([place, announced.has(one.clientRequestId)]).toEqual([place, true]);
    const key = `${one.clientRequestId} ${one.method} ${one.path}`;
    expect([place, key, seen.has(key)]).toEqual([place, key, false]);
    seen.add(key);
  }
  expect([place, rollout.verifyChain()]).toEqual([place, { state: 'intact' }]);
  return entries;
}
