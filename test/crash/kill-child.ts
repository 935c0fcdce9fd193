import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readSync, writeSync } from 'node:fs';
import type { EntryDraft } from '../../shared/journal/chain';
import type { Plan } from '../../shared/plan/plan';
import type { Failure } from '../../shared/diagnostic';
import { ok, type Result } from '../../shared/result';
import { openGraphSource } from '../../src-main/graph/open-source';
import { openRollout } from '../../src-main/rollout/rollout';
import { driverNames, loadDriver } from '../../src-main/store/drivers';
import { openTenantStore } from '../../src-main/store/open-store';
import { rehearseRollBack } from '../../src-main/workspace/rehearse-roll-back';
import { applyWithHands } from './apply-with-hands';

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
  /**
   * `back`: everything is taken back. `recover`: only what a start does by itself. `stop`: an
   * emergency stop. Absent: applied.
   */
  readonly way?: 'back' | 'recover' | 'stop';
  /** Steps that a person does in the portal, and confirms; absent: none. */
  readonly byHand?: readonly string[];
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

/** What a step needs from the person who does it in the portal. */
const isForHands = ({ code }: Failure): boolean =>
  code === 'step/not-there-yet' || code === 'step/partly-there' || code === 'step/drift';

/** The parent is the person: told what is wanted, and waited for until it is done. */
function askHands(asks: Failure): void {
  writeSync(1, `${JSON.stringify({ asks })}\n`);
  readSync(0, Buffer.alloc(1));
  stretch = `at ${asks.values['step'] ?? ''}`;
}

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
  const approve = () =>
    rollout.value.approve({ planHash: plan.planHash, by: 'test', how: 'cli', for: wanted });
  if (!isApproved && (order.way === undefined || isBack)) {
    const approved = await approve();
    if (!approved.ok) return approved;
  }
  const apply = (): Promise<Result<unknown, Failure>> => {
    if (isBack) return rollout.value.rollBack({ toStep: null, ...quiet });
    const { until, byHand } = order;
    return byHand === undefined
      ? rollout.value.apply({ until: { step: until }, ...quiet })
      : applyWithHands(rollout.value, plan, { until, byHand });
  };
  const stop = () => rollout.value.stop({ by: 'test', how: 'cli', restore: false, ...quiet });
  const start = { recover: () => rollout.value.recover(quiet), stop, back: apply };
  let done: Result<unknown, Failure> = await (order.way === undefined ? apply : start[order.way])();
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
    } else if (code === 'plan/not-approved' && values['why'] === 'drift') {
      // What drifted is looked at again, and may be as planned by now.
      const approved = await approve();
      done = approved.ok ? await apply() : approved;
    } else if (order.way === undefined && order.byHand !== undefined && isForHands(done.failure)) {
      askHands(done.failure);
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
