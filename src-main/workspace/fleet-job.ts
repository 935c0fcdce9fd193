import { failure, type Failure } from '../../shared/diagnostic';
import type { FleetStage } from '../../shared/ipc/fleet-contract';
import { err, ok, type Result } from '../../shared/result';
import type { WorkspacePorts } from './host-ports';
import { quietPorts } from './quiet-ports';
import { readAndTake } from './read-and-take';
import { Workspace } from './workspace';
import { isSignedInTo, type WorkspaceMeta } from './workspace-meta';

export interface FleetJobPorts {
  readonly ports: WorkspacePorts;
  folderOf(id: string): string;
  /** Keeps what is known of a plan, where it stands on the list. */
  keep(meta: WorkspaceMeta): void;
  tell(stage: FleetStage): void;
  /** Sign-ins go one after the other. */
  inTurn(work: () => Promise<Result<void, Failure>>): Promise<Result<void, Failure>>;
}

const nobody = { percent: 0, users: 0, failure: null } as const;

/**
 * One tenant of a run over many: opened, signed in to, read, assessed, closed. Nothing is written to
 * it, and no page is shown of it but its stage.
 */
export class FleetJob {
  #workspace: Workspace | null = null;
  #stage: FleetStage['stage'] = 'waiting';
  #isLeft = false;
  #changed: () => void = () => undefined;
  /** Settles when the tenant's folder is closed again. */
  readonly done: Promise<void>;

  constructor(
    private readonly meta: WorkspaceMeta,
    private readonly own: FleetJobPorts,
  ) {
    this.done = this.#run();
  }

  /** Ends it as soon as that can be: what was read before stays. */
  leave(): void {
    this.#isLeft = true;
    this.#workspace?.connect.cancel();
    this.#workspace?.reading.cancel();
    this.#workspace?.planning.cancel();
    this.#changed();
  }

  async #run(): Promise<void> {
    let ended: Result<void, Failure>;
    try {
      ended = await this.#work();
    } catch {
      ended = err(failure('internal/bug', { place: 'fleet' }));
    } finally {
      await this.#workspace?.close();
      this.#workspace = null;
    }
    if (ended.ok) this.#tell('done', { percent: 100 });
    else if (this.#isLeft) this.#tell('left');
    else this.#tell('failed', { failure: { ...ended.failure } });
  }

  async #work(): Promise<Result<void, Failure>> {
    const { ports, folderOf, keep } = this.own;
    const quiet = quietPorts(ports, (name) => {
      if (name === 'connect.changed') this.#changed();
      if (name === 'read.changed') this.#follow();
    });
    const opened = await Workspace.open(this.meta, folderOf(this.meta.id), quiet, keep);
    if (!opened.ok) return opened;
    const workspace = opened.value;
    this.#workspace = workspace;
    if (isSignedInTo(this.meta)) {
      this.#tell('signIn');
      const signedIn = await this.own.inTurn(() => this.#signIn(workspace));
      if (!signedIn.ok) return signedIn;
    }
    if (this.#isLeft) return err(failure('step/cancelled', { step: '' }));
    this.#tell('reading');
    const before = workspace.snapshotId;
    await readAndTake({ opened: () => ok(workspace), tell: () => undefined }, workspace);
    if (workspace.snapshotId === before) {
      return err(workspace.reading.view.failure ?? failure('step/cancelled', { step: '' }));
    }
    // Read, but not assessed: nothing is known of it.
    return workspace.meta.facts === null || workspace.meta.readAt !== workspace.snapshot?.takenAt
      ? err(failure('plan/cancelled'))
      : ok(undefined);
  }

  /** Only to the tenant a person has confirmed before: the sign-in itself refuses another one. */
  async #signIn(workspace: Workspace): Promise<Result<void, Failure>> {
    if (this.#isLeft) return err(failure('auth/cancelled'));
    const { connect } = workspace;
    const started = await workspace.signIn();
    if (!started.ok) return started;
    await new Promise<void>((resolve) => {
      this.#changed = () => {
        if (connect.view.state !== 'waiting') resolve();
      };
      this.#changed();
    });
    this.#changed = () => undefined;
    const { state, tenant } = connect.view;
    if (state !== 'signedIn') return err(connect.view.failure ?? failure('auth/cancelled'));
    if (tenant?.id.toLowerCase() !== this.meta.tenant?.id.toLowerCase()) {
      const names = { expected: this.meta.tenant?.name ?? '', actual: tenant?.name ?? '' };
      return err(failure('auth/tenant-mismatch', names));
    }
    connect.confirm();
    return ok(undefined);
  }

  #follow(): void {
    if (this.#workspace === null || this.#stage === 'signIn') return;
    const { state, percent, users } = this.#workspace.reading.view;
    const isOver = state === 'done';
    this.#tell(isOver && this.#stage === 'reading' ? 'thinking' : this.#stage, { percent, users });
  }

  #tell(stage: FleetStage['stage'], more: Partial<Omit<FleetStage, 'stage'>> = {}): void {
    this.#stage = stage;
    this.own.tell({ ...nobody, stage, ...more });
  }
}
