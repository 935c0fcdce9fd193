import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import type { EntryDraft } from '../../shared/journal/chain';
import type { Plan } from '../../shared/plan/plan';
import { ok } from '../../shared/result';
import { openGraphSource } from '../../src-main/graph/open-source';
import { openRollout } from '../../src-main/rollout/rollout';
import { driverNames, loadDriver } from '../../src-main/store/drivers';
import { openTenantStore } from '../../src-main/store/open-store';
import { rehearseRollBack } from '../../src-main/workspace/rehearse-roll-back';

/** What the parent wants of this process. `killAt` 0: never by the count of all its port calls. */
interface Order {
  readonly directory: string;
  readonly graphUrl: string;
  readonly token: string;
  readonly planFile: string;
  readonly until: string;
  readonly killAt: number;
  /** Stretch of the run (see `stretch`) → the how many-th port call in it is the last. */
  readonly deaths?: Readonly<Record<string, number>>;
  /** What the stretch before the first entry of a step is called; absent: `start`. */
  readonly opening?: string;
  /** How often a person goes on where the switch was taken back; absent: never. */
  readonly resumes?: number;
  /** `back`: everything is taken back. `recover`: only what a start does by itself. Absent: applied. */
  readonly way?: 'back' | 'recover';
}

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
let calls = 0;
/** Where the run is: the step of the last entry written, or the opening before there is one. */
let stretch = order.opening ?? 'start';
const callsIn: Record<string, number> = {};

/** One crossing of a port: the process may die right here. */
function port(): void {
  calls += 1;
  callsIn[stretch] = (callsIn[stretch] ?? 0) + 1;
  const isHere = order.deaths?.[stretch] === callsIn[stretch];
  if (!isHere && calls !== order.killAt) return;
  // The parent hears where: what was written to a pipe outlives the process.
  writeSync(1, JSON.stringify({ stretch }));
  process.kill(process.pid, 'SIGKILL');
}

function enter(drafts: readonly EntryDraft[]): void {
  stretch = drafts.findLast((draft) => draft.stepId !== null)?.stepId ?? stretch;
}

const countedFetch: typeof fetch = async (input, init) => {
  port();
  const response = await fetch(input, init);
  port();
  return response;
};

/** How often a person goes on before they give up. */
const mostTurns = 20;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function openSource(): ReturnType<typeof openGraphSource> {
  const open = () =>
    openGraphSource({
      graphUrl: order.graphUrl,
      cloud: 'global',
      getToken: () => Promise.resolve(ok(order.token)),
      fetch: countedFetch,
    });
  let opened = await open();
  for (let turn = 0; turn < mostTurns && !opened.ok; turn += 1) {
    // A machine so busy that the tenant did not answer in its time: once more.
    if (opened.failure.code !== 'graph/network') break;
    opened = await open();
  }
  return opened;
}

async function main(): Promise<unknown> {
  const source = await openSource();
  if (!source.ok) return source;
  const opened = openTenantStore(order.directory, { mode: 'write', clock: source.value.clock });
  if (!opened.ok) return opened;
  const { journal } = opened.value;
  const store = {
    ...opened.value,
    journal: {
      ...journal,
      append: (...entries: Parameters<typeof journal.append>) => {
        enter(entries[1]);
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
  for (let turn = 0; turn < mostTurns && !done.ok; turn += 1) {
    const { code, values } = done.failure;
    if (code === 'step/outcome-unknown') {
      // Dead between `sent` and the request: whether a create arrived is for a person to say.
      const evidence = 'looked in the portal: it is not there';
      const stepId = values['step'] ?? '';
      const confirmed = await rollout.value.confirm({ stepId, evidence, by: 'test' });
      done = confirmed.ok ? await apply() : confirmed;
    } else if (code === 'step/put-off') {
      // A machine so busy that what was read is always too old before it is sent: later, again.
      done = await apply();
    } else break;
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

const driver = driverNames.find((name) => loadDriver(name) !== null);
void main().then((result) => {
  process.stdout.write(`${JSON.stringify({ calls, callsIn, driver, result })}\n`);
});
