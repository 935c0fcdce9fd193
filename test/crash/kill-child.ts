import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plan } from '../../shared/plan/plan';
import { ok } from '../../shared/result';
import { openGraphSource } from '../../src-main/graph/open-source';
import { openRollout } from '../../src-main/rollout/rollout';
import { openTenantStore } from '../../src-main/store/open-store';
import { rehearseRollBack } from '../../src-main/workspace/rehearse-roll-back';

/** What the parent wants of this process. `killAt` 0: never. */
interface Order {
  readonly directory: string;
  readonly graphUrl: string;
  readonly token: string;
  readonly planFile: string;
  readonly until: string;
  readonly killAt: number;
  /** How often a person goes on where the switch was taken back; absent: never. */
  readonly resumes?: number;
  /** `back`: everything is taken back. `recover`: only what a start does by itself. Absent: applied. */
  readonly way?: 'back' | 'recover';
}

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
let calls = 0;

/** One crossing of a port: the process may die right here. */
function port(): void {
  calls += 1;
  if (calls === order.killAt) process.kill(process.pid, 'SIGKILL');
}

const countedFetch: typeof fetch = async (input, init) => {
  port();
  const response = await fetch(input, init);
  port();
  return response;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function main(): Promise<unknown> {
  const source = await openGraphSource({
    graphUrl: order.graphUrl,
    cloud: 'global',
    getToken: () => Promise.resolve(ok(order.token)),
    fetch: countedFetch,
  });
  if (!source.ok) return source;
  const opened = openTenantStore(order.directory, { mode: 'write', clock: source.value.clock });
  if (!opened.ok) return opened;
  const { journal } = opened.value;
  const store = {
    ...opened.value,
    journal: {
      ...journal,
      append: (...entries: Parameters<typeof journal.append>) => {
        port();
        const appended = journal.append(...entries);
        port();
        return appended;
      },
    },
    get halted() {
      return opened.value.halted;
    },
  };
  const plan = JSON.parse(readFileSync(order.planFile, 'utf8')) as Plan;
  const rollout = await openRollout({
    source: source.value,
    store,
    plan,
    sha256,
    randomId: randomUUID,
    rehearse: rehearseRollBack,
    stateDirectory: order.directory,
  });
  if (!rollout.ok) return rollout;
  const quiet = { signal: new AbortController().signal, onEvent: () => undefined };
  const isBack = order.way === 'back';
  const wanted = isBack ? 'rollBack' : 'apply';
  const isApproved = rollout.value
    .entries(0, 10_000)
    .some((entry) => entry.type === 'approved' && entry.body['for'] === wanted);
  if (!isApproved && order.way !== 'recover') {
    const approved = await rollout.value.approve({
      planHash: plan.planHash,
      by: 'test',
      how: 'cli',
      for: wanted,
    });
    if (!approved.ok) return approved;
  }
  const apply = () =>
    isBack
      ? rollout.value.rollBack({ toStep: null, ...quiet })
      : rollout.value.apply({ until: { step: order.until }, ...quiet });
  let done = order.way === 'recover' ? await rollout.value.recover(quiet) : await apply();
  // Dead between `sent` and the request: whether a create arrived is for a person to say.
  if (!done.ok && done.failure.code === 'step/outcome-unknown') {
    const stepId = done.failure.values['step'] ?? '';
    const evidence = 'looked in the portal: it is not there';
    const confirmed = await rollout.value.confirm({ stepId, evidence, by: 'test' });
    done = confirmed.ok ? await apply() : confirmed;
  }
  for (let turn = 0; turn < (order.resumes ?? 0) && !done.ok; turn += 1) {
    if (!done.failure.code.startsWith('step/switch-')) break;
    done = await apply();
  }
  const chain = rollout.value.verifyChain();
  const steps = rollout.value.status().steps.map((step) => `${step.id} ${step.status}`);
  rollout.value.close();
  opened.value.close();
  return { done, chain, steps };
}

void main().then((result) => {
  process.stdout.write(`${JSON.stringify({ calls, result })}\n`);
});
