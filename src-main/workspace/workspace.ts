import path from 'node:path';
import type { Session } from '../../shared/assess/assessment';
import { failure, type Failure } from '../../shared/diagnostic';
import type { ThinkingView } from '../../shared/ipc/thinking-contract';
import { err, ok, type Result } from '../../shared/result';
import type { Answers } from '../../shared/tenant/answer';
import type { Choices } from '../../shared/tenant/choice';
import type { Snapshot } from '../../shared/tenant/snapshot';
import type { Source } from '../graph/open-source';
import { patientSource } from '../graph/patient-source';
import { unlessCut } from '../graph/unless-cut';
import { inTurns } from '../ports/in-turns';
import { takeSnapshot } from '../rollout/take-snapshot';
import type { TenantStore } from '../store/open-store';
import { AccessLog } from './access-log';
import { ConnectSession } from './connect-session';
import type { WorkspacePorts } from './host-ports';
import { isReadingOld } from './old-reading';
import { Planning, type PlanningInput } from './planning';
import { PracticeHost } from './practice-host';
import { KeptCapture } from './capture-folder';
import { FiledPlan } from './filed-plan';
import { openLookedThrough } from './look-through';
import { peopleKeyOf } from './people-key';
import { PeopleTable } from './people-table';
import { ReadSession } from './read-session';
import { RunMemory } from './run-memory';
import { RolloutSession } from './rollout-session';
import { SameWhileEqual } from './same-while-equal';
import { SecondPerson } from './second-person';
import { cloudPlace, practicePlace, type SignInPlace } from './sign-in-place';
import { Thinking } from './thinking';
import type { WorkspaceMeta } from './workspace-meta';

/** One tenant being worked on: its database, its sign-in, its reading, its plan, its rollout. */
export class Workspace {
  readonly connect: ConnectSession;
  readonly access: AccessLog;
  readonly reading: ReadSession;
  readonly planning: Planning;
  readonly rollout: RolloutSession;
  readonly second: SecondPerson;
  readonly people: PeopleTable;
  readonly capture: KeptCapture;
  /** Of a workspace whose source is a plan file. */
  readonly filed: FiledPlan;
  #snapshot: Snapshot | null = null;
  #snapshotId: string | null = null;
  #practice: PracticeHost | null = null;
  #meta: WorkspaceMeta;
  readonly #runs = new RunMemory();
  readonly #answers = new SameWhileEqual<Answers | null>();
  readonly #choices = new SameWhileEqual<Choices>();
  readonly #session = new SameWhileEqual<Session>();

  private constructor(
    meta: WorkspaceMeta,
    readonly store: TenantStore,
    private readonly ports: WorkspacePorts,
    private readonly saveMeta: (meta: WorkspaceMeta) => void,
  ) {
    this.#meta = meta;
    this.access = new AccessLog(store, () => this.connect, ports);
    const connectChanged = (view: ConnectSession['view']): void => {
      if (view.tenant !== null) {
        const isConfirmed = view.state === 'confirmed' || this.connect.isRenewing;
        this.update({ tenant: view.tenant, isConfirmed });
      }
      ports.publish('connect.changed', view);
    };
    this.connect = new ConnectSession(meta, ports, store.settings, connectChanged, this.access);
    this.reading = new ReadSession((view) => ports.publish('read.changed', view));
    const tell = (view: ThinkingView | null): void => ports.publish('thinking.changed', view);
    this.planning = new Planning({
      far: {
        thinking: new Thinking(ports.thinkScript, tell),
        ...{ directory: store.directory, snapshotId: () => this.#snapshotId },
      },
      sha256: ports.sha256,
      appVersion: ports.appVersion,
      now: () => this.nowIso(),
    });
    this.people = new PeopleTable(store);
    this.capture = new KeptCapture(store.directory, ports.indexCapture);
    this.filed = new FiledPlan(store.directory, ports.judgePlan, ports.thinkScript, tell);
    this.rollout = new RolloutSession({
      store,
      ports,
      source: () => this.source,
      account: () => this.connect.account,
      changed: () => this.#rolloutChanged(),
    });
    this.second = new SecondPerson({
      ...{ ports, workspace: this, place: () => this.#signInPlace() },
      changed: (view) => ports.publish('second.changed', view),
    });
  }

  /** Opens the folder's database and what was read last. */
  static async open(
    meta: WorkspaceMeta,
    folder: string,
    ports: WorkspacePorts,
    saveMeta: (meta: WorkspaceMeta) => void,
  ): Promise<Result<Workspace, Failure>> {
    const store = await openLookedThrough(folder, ports);
    if (!store.ok) return store;
    const workspace = new Workspace(meta, store.value, ports, saveMeta);
    await workspace.loadLatest();
    return ok(workspace);
  }

  get meta(): WorkspaceMeta {
    return this.#meta;
  }

  /** The signed-in tenant, or the opened capture; null when neither. */
  get source(): Source | null {
    return this.capture.source ?? this.connect.source;
  }

  get practice(): PracticeHost | null {
    return this.#practice;
  }

  get snapshot(): Snapshot | null {
    return this.#snapshot;
  }

  get snapshotId(): string | null {
    return this.#snapshotId;
  }

  get choices(): Choices {
    return this.ports.twoPeople.choicesOf(this.meta, this.store.choices.get());
  }

  update(changes: Partial<WorkspaceMeta>): void {
    this.#meta = { ...this.#meta, ...changes, savedAt: this.nowIso() };
    this.saveMeta(this.#meta);
  }

  async signIn(): Promise<Result<void, Failure>> {
    const place = await this.#signInPlace();
    if (!place.ok) return place;
    this.connect.start(place.value);
    return ok(undefined);
  }

  /** Runs a reading tour to its end; progress arrives as events. */
  async read(): Promise<void> {
    const snapshot = await this.reading.run(async (control) => {
      // Looking through a capture takes its time: it is shown as reading, and can be cancelled.
      const source = await unlessCut(this.#openedSource(control.onAnswers), control.signal);
      if (!source.ok) return source;
      return takeSnapshot({
        source: patientSource(source.value, {
          isOnline: () => this.ports.isOnline(),
          waiting: control.onNetwork,
        }),
        ...{ store: this.store, answers: this.store.answers.get(), control },
        onProgress: (progress) => control.onProgress(progress),
        ...{ sha256: this.ports.sha256, asksHow: true },
      });
    });
    if (snapshot !== null) await this.loadLatest(snapshot);
  }

  /** This computer's time as an ISO instant. */
  nowIso(): string {
    return new Date(this.ports.now()).toISOString();
  }

  isSnapshotStale(): boolean {
    if (this.#snapshot === null) return false;
    return isReadingOld(this.meta.source, this.#snapshot.takenAt, this.ports.now());
  }

  planningInput(): Result<PlanningInput, Failure> {
    if (this.#snapshot === null) return err(failure('store/not-found', { path: this.meta.id }));
    return ok({
      snapshot: this.#snapshot,
      answers: this.#answers.same(this.store.answers.get()),
      choices: this.#choices.same(this.choices),
      session: this.#session.same(this.connect.session),
    });
  }

  peopleKey(input: PlanningInput): string {
    return peopleKeyOf(input, this.#snapshotId, this.ports);
  }

  async close(): Promise<void> {
    this.planning.close();
    this.reading.cancel();
    this.second.cancel();
    await this.rollout.close();
    await this.connect.close();
    await this.#practice?.close();
    this.#practice = null;
    this.capture.close();
    this.filed.close();
    this.people.close();
    this.store.close();
  }

  /** Takes what is kept latest. `read`: what a reading just made, the same as is kept. */
  async loadLatest(read?: Snapshot): Promise<void> {
    const record = this.store.snapshots.latest();
    if (record === null || record.snapshotId === this.#snapshotId) return;
    const isSame = read !== undefined && read.hash === record.hash;
    const loaded = isSame ? read : await inTurns(this.store.snapshots.loadSteps(record.snapshotId));
    // Another one was read meanwhile, or this workspace is closed.
    if (this.store.snapshots.latest()?.snapshotId !== record.snapshotId) return;
    this.#snapshot = loaded;
    this.#snapshotId = record.snapshotId;
    if (this.#snapshot !== null) this.reading.showFinished(this.#snapshot);
  }

  async #openedSource(tell: (found: number) => void): Promise<Result<Source, Failure>> {
    if (this.meta.source === 'capture') return this.capture.open(tell);
    const { source } = this.connect;
    return source === null ? err(failure('auth/signed-out')) : ok(source);
  }

  async #signInPlace(): Promise<Result<SignInPlace, Failure>> {
    if (this.meta.source !== 'practice') return ok(cloudPlace(this.meta));
    const host = await this.#startPractice();
    return host.ok ? ok(practicePlace(host.value, this.meta.tenant?.id)) : host;
  }

  async #startPractice(): Promise<Result<PracticeHost, Failure>> {
    if (this.#practice !== null) return ok(this.#practice);
    const host = await PracticeHost.start(
      this.meta.scenario ?? '',
      path.join(this.store.directory, 'practice.jsonl'),
      this.ports,
    );
    if (host.ok) this.#practice = host.value;
    return host;
  }

  #rolloutChanged(): void {
    const [view, progress] = [this.rollout.view(), this.rollout.progress()];
    const { hasEnforced } = progress;
    this.update(this.#runs.of(this.meta, view.state, progress));
    this.ports.publish('rollout.changed', view);
    this.ports.updateState({ rolloutHasEnforced: hasEnforced, isRunning: this.rollout.isBusy });
  }
}
