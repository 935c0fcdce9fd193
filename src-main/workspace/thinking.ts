import { Worker } from 'node:worker_threads';
import type { Failure } from '../../shared/diagnostic';
import type { ThinkingView } from '../../shared/ipc/thinking-contract';
import type { Simulation } from '../../shared/lockout/verdict';
import type { Result } from '../../shared/result';
import type { MadePreview } from '../exports/preview-export';
import { Unpacking } from './parcels';
import type { ReadPlan } from './read-plan';
import type {
  PreviewOf,
  PreviewWanted,
  ThinkingCall,
  ThinkingJob,
  ThinkingReply,
} from './thinking-job';

/** Asked nothing for so long, the thread ends, and its snapshot and plan with it: they are read again. */
const restMs = 5 * 60_000;
/** Of the rows of an answer, every so many are told: some ten times a second. */
const toldRows = 5_000;

interface Open {
  users: number | null;
  /** Rows when it was told last. */
  told: number;
  readonly unpacking: Unpacking;
  readonly resolve: (value: unknown) => void;
}

/**
 * The thread that assesses, plans and simulates large tenants, so that the window is answered
 * meanwhile. It is started when first needed and given up when it fails or is no longer wanted.
 */
export class Thinking {
  #worker: Worker | null = null;
  #lastId = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  readonly #open = new Map<number, Open>();

  /**
   * @param script path of the bundled `think` script; null: there is none, nothing is answered
   * @param tell what is being done now; null: nothing any more
   * @param restAfterMs the thread ends when nobody asked it for so long; it is started again when asked
   */
  constructor(
    private readonly script: string | null,
    private readonly tell: (view: ThinkingView | null) => void = () => undefined,
    private readonly restAfterMs = restMs,
  ) {}

  /** The answer to a job; undefined when the thread could not give one. */
  answer(job: Omit<ThinkingJob, 'id'>): Promise<unknown> {
    return this.#ask((id) => ({ job: { ...job, id } }));
  }

  /** Whether the thread could look through a store and found it whole; false: it cannot say so. */
  async isWhole(directory: string): Promise<boolean> {
    return (await this.#ask((id) => ({ look: { id, directory } }))) === true;
  }

  /** Whether there is a thread to ask at all. */
  get isThere(): boolean {
    return this.script !== null;
  }

  /** A plan file, read and simulated; undefined when the thread could not. */
  async readPlan(path: string): Promise<Result<ReadPlan, Failure> | undefined> {
    const answer = await this.#ask((id) => ({ file: { id, path } }));
    return answer as Result<ReadPlan, Failure> | undefined;
  }

  /** What a plan of a store does to people; undefined when the thread could not tell. */
  async simulateKept(directory: string, planHash: string): Promise<Simulation | undefined> {
    const answer = await this.#ask((id) => ({ kept: { id, directory, planHash } }));
    return answer as Simulation | undefined;
  }

  /** The beginning of an export; undefined when the thread could not make it. */
  async preview(of: PreviewOf, wanted: PreviewWanted): Promise<MadePreview | undefined> {
    const answer = await this.#ask((id) => ({ preview: { id, of, wanted } }));
    return answer as MadePreview | undefined;
  }

  #ask(call: (id: number) => ThinkingCall): Promise<unknown> {
    const worker = this.#started();
    if (worker === null) return Promise.resolve(undefined);
    clearTimeout(this.#rest);
    const id = (this.#lastId += 1);
    return new Promise((resolve) => {
      this.#open.set(id, { users: null, told: 0, unpacking: new Unpacking(), resolve });
      this.#call(worker, call(id));
    });
  }

  /** Ends what is being thought: nobody waits for it any more. */
  stop(): void {
    clearTimeout(this.#rest);
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
    this.#giveUp();
  }

  #started(): Worker | null {
    if (this.#worker !== null || this.script === null) return this.#worker;
    try {
      // Neither environment nor arguments: nothing of this process goes along.
      const worker = new Worker(this.script, { env: {}, argv: [], execArgv: [] });
      worker.on('message', (message: ThinkingReply) => this.#take(worker, message));
      worker.on('error', () => this.#ended(worker));
      worker.on('exit', () => this.#ended(worker));
      worker.unref();
      return (this.#worker = worker);
    } catch {
      return null;
    }
  }

  #take(worker: Worker, message: ThinkingReply): void {
    const open = this.#open.get(message.id);
    if ('told' in message) {
      if (open !== undefined) open.users = message.told.users;
      this.tell({ ...message.told, rows: null });
      return;
    }
    if ('parcel' in message) {
      open?.unpacking.take(message.parcel);
      if (open !== undefined) this.#tellRows(open);
      // What waits in the main process goes first.
      setImmediate(() => this.#call(worker, { taken: message.id }));
      return;
    }
    this.#open.delete(message.id);
    if (this.#open.size === 0) {
      this.tell(null);
      clearTimeout(this.#rest);
      this.#rest = setTimeout(() => this.stop(), this.restAfterMs).unref();
    }
    open?.resolve(message.end === 'done' ? open.unpacking.value : undefined);
  }

  #tellRows(open: Open): void {
    const { users, told, unpacking } = open;
    const { rows } = unpacking;
    if (rows.done > 0 && rows.done < told + toldRows) return;
    open.told = rows.done;
    if (rows.total > 0) this.tell({ part: 'handing', users, rows });
  }

  #ended(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#giveUp();
  }

  #giveUp(): void {
    const waiting = [...this.#open.values()];
    this.#open.clear();
    if (waiting.length > 0) this.tell(null);
    for (const { resolve } of waiting) resolve(undefined);
  }

  #call(worker: Worker, message: ThinkingCall): void {
    if (this.#worker === worker) worker.postMessage(message);
  }
}
