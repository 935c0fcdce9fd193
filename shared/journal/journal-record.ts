import type { Sha256 } from '../ids';
import type { Json } from '../json';
import type { Plan } from '../plan/plan';
import { unresolved } from '../plan/references';
import type { Step } from '../plan/step';
import { reverseOf, stepRequests } from '../plan/step-requests';
import { entryHash } from './chain';
import type { JournalRow } from './journal-row';

/** What the record of one rollout is made from. */
export interface RecordInput {
  readonly rolloutId: string;
  readonly planHash: string;
  /** Null: it cannot be read any more. */
  readonly plan: Plan | null;
  readonly rows: readonly JournalRow[];
  readonly head: { readonly seq: number; readonly hash: string } | null;
  /** Names of people and objects beside their ids. */
  readonly hasNames: boolean;
  /** Where in the portal a step is undone by hand; empty where nothing is to be done. */
  portalPath(step: Step): string;
}

/** `broken`: an entry is not what was written. `short`: entries are missing at the end. */
export type RecordState = 'intact' | 'broken' | 'short' | 'unreadable';

export interface JournalRecord {
  readonly lines: readonly string[];
  readonly state: RecordState;
  /** Place of the first line that is not as it was written; null: there is none. */
  readonly firstBad: number | null;
}

/**
 * `causeway-journal/1` (execution.md 1.7): JSON lines that need no program of ours. Each entry's
 * `hash` is the SHA-256 of its `prev`, a line feed and its `text`; the first `prev` is the plan
 * hash. The first line that breaks this is marked, and everything readable after it still follows.
 */
export function journalRecord(input: RecordInput, sha256: Sha256): JournalRecord {
  const { rolloutId, planHash, plan, rows, head } = input;
  const header = {
    schema: 'causeway-journal/1',
    tenant: plan === null ? null : plan.tenant.id,
    cloud: plan === null ? null : plan.cloud,
    rollout: rolloutId,
    planHash,
    hash: 'SHA-256 of prev, a line feed (0x0A) and text, all UTF-8, as lower-case hex; the first prev is planHash',
  };
  const lines = [header, ...(plan?.steps ?? []).map((step) => stepLine(step, input))].map((line) =>
    JSON.stringify(line),
  );
  let prev = planHash;
  let firstBad: number | null = null;
  for (const [index, row] of rows.entries()) {
    const why = fault(row, index, prev, sha256);
    const isFirst = why !== null && firstBad === null;
    if (isFirst) firstBad = index;
    const { seq, hash, text } = row;
    lines.push(
      JSON.stringify({ seq, prev: row.prev, hash, text, ...(isFirst ? { bad: why } : {}) }),
    );
    prev = hash;
  }
  const state = stateOf(rows, firstBad, head);
  const last = rows.at(-1)?.hash ?? null;
  const end = { end: true, entries: rows.length, lastHash: last, state, firstBad, head };
  return { lines: [...lines, JSON.stringify(end)], state, firstBad };
}

function stateOf(
  rows: readonly JournalRow[],
  firstBad: number | null,
  head: RecordInput['head'],
): RecordState {
  if (firstBad !== null) return 'broken';
  if (head === null) return rows.length <= 1 ? 'intact' : 'broken';
  if (head.seq >= rows.length) return 'short';
  return rows[head.seq]?.hash === head.hash ? 'intact' : 'broken';
}

/** Why a row is not the entry that was written at this place; null: it is. */
function fault(row: JournalRow, place: number, prev: string, sha256: Sha256): string | null {
  if (row.text === null) return 'unreadable';
  if (row.seq !== place) return 'gap';
  if (row.prev !== prev) return 'prev';
  return entryHash(row.prev, row.text, sha256) === row.hash ? null : 'hash';
}

/** What a step sends and what takes it back, as the review showed it. */
function stepLine(step: Step, { hasNames, portalPath }: RecordInput): Json {
  const reverse = reverseOf(step);
  return {
    step: step.id,
    kind: step.kind,
    purpose: step.purpose,
    ...(step.ring === undefined ? {} : { ring: step.ring }),
    target: { type: step.target.type, id: step.target.id, ...named(hasNames, step.target.name) },
    ...(step.items === undefined
      ? {}
      : {
          items: step.items.map(({ userId, upn, prior, planned }) => ({
            ...{ userId, prior, planned },
            ...(hasNames ? { upn } : {}),
          })),
        }),
    prior: step.prior,
    planned: step.planned,
    requests: requestsOf(step),
    reverse: {
      kind: step.reverse.kind,
      requests: reverse === null ? [] : requestsOf(reverse),
      portal: portalPath(step),
    },
  };
}

function named(hasNames: boolean, name: string): { readonly name?: string } {
  return hasNames ? { name } : {};
}

function requestsOf(step: Step): Json {
  const made = stepRequests(step, { ...unresolved, liveOwned: null });
  return made.ok ? made.value.map((one) => ({ ...one })) : [];
}
