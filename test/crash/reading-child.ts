import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { assess, serializeAssessment } from '../../shared/assess/assess';
import { ok } from '../../shared/result';
import { noChoices } from '../../shared/tenant/choice';
import { openGraphSource } from '../../src-main/graph/open-source';
import { takeSnapshot } from '../../src-main/rollout/take-snapshot';
import { openTenantStore } from '../../src-main/store/open-store';

/** What the parent wants of this process. `killAt` 0: it lives; else it dies in that request. */
interface Order {
  readonly directory: string;
  readonly graphUrl: string;
  readonly token: string;
  readonly killAt: number;
  /** Whether the whole body has come, and only nothing of it is kept yet. */
  readonly isWhole: boolean;
}

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
let calls = 0;
/** Opening the tenant asks which one it is: no part of the reading. */
let isReading = false;

/** Each request is told as it leaves: what was written to a pipe outlives the process. */
const told: typeof fetch = async (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  // The clock of the practice tenant is no part of Graph.
  if (!isReading || url.includes('/_practice/')) return fetch(input, init);
  calls += 1;
  const isLast = calls === order.killAt;
  const body = typeof init?.body === 'string' ? init.body : '';
  writeSync(1, `${JSON.stringify({ url, body })}\n`);
  const response = await fetch(input, init);
  if (!isLast) return response;
  if (order.isWhole) await response.arrayBuffer();
  else await response.body?.getReader().read();
  process.kill(process.pid, 'SIGKILL');
  return response;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function main(): Promise<void> {
  const { graphUrl, token, directory } = order;
  const getToken = () => Promise.resolve(ok(token));
  const source = await openGraphSource({ graphUrl, cloud: 'global', getToken, fetch: told });
  if (!source.ok) throw new Error(source.failure.code);
  const store = openTenantStore(directory, { mode: 'write', clock: source.value.clock });
  if (!store.ok) throw new Error(store.failure.code);
  const control = {
    signal: new AbortController().signal,
    isPaused: () => false,
    whenResumed: () => Promise.resolve(),
  };
  isReading = true;
  const taken = await takeSnapshot({
    ...{ source: source.value, store: store.value, answers: null, control, sha256 },
    onProgress: () => undefined,
  });
  if (!taken.ok) throw new Error(taken.failure.code);
  // When it was read is the one thing two runs may not have in common.
  const takenAt = '2026-11-22T12:00:00Z';
  const snapshot = { ...taken.value, takenAt };
  const done = assess({ snapshot, answers: null, choices: noChoices, asOf: takenAt });
  if (!done.ok) throw new Error(done.failure.code);
  const users = snapshot.users.kind === 'read' ? snapshot.users.value.map(({ id }) => id) : [];
  const assessment = serializeAssessment(done.value.assessment);
  writeSync(
    1,
    `${JSON.stringify({ hash: snapshot.hash, users, assessment: sha256(assessment) })}\n`,
  );
  store.value.close();
}

await main();
process.exit(0);
