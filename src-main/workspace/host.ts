import { failure, type Failure } from '../../shared/diagnostic';
import type { CloudName } from '../../shared/entra/cloud';
import type { WorkspaceCard } from '../../shared/ipc/home-contract';
import type { TakingView } from '../../shared/ipc/taking-contract';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import { ownDefaults } from '../../shared/tenant/plan-defaults';
import type { ScreenName } from '../../shared/wizard/screen';
import { finishDeletions } from './delete-folder';
import { FleetDesk } from './fleet-desk';
import { draftMeta, takeOverDraft } from './draft-of-plan';
import { FileIntake, unwatched, type Watch } from './file-intake';
import type { HostPorts } from './host-ports';
import { oneAtATime } from './one-at-a-time';
import { practiceAnswers } from './practice-host';
import { reachedScreens } from './reached-screens';
import { keptPlace } from './sign-in-place';
import { takeCapture, takePlan } from './take-file';
import { clearHalfTaken } from './taken-files';
import { TwoPersonTenants } from './two-person-tenants';
import { Workspace } from './workspace';
import { WorkspaceIndex } from './workspace-index';
import { toCard } from './workspace-card';
import { isSignedInTo, newMeta, type WorkspaceMeta } from './workspace-meta';

/** Pages that belong to no plan: none of them is where one stands. */
const besidePlans: ReadonlySet<ScreenName> = new Set(['home', 'fleet', 'settings']);

/** The list of workspaces and the one that is open. */
export class Host {
  readonly index: WorkspaceIndex;
  readonly twoPeople: TwoPersonTenants;
  /** Many tenants at once, beside the one that is open. */
  readonly fleet: FleetDesk;
  /** Files on their way in. */
  readonly intake: FileIntake;
  #current: Workspace | null = null;
  /** Of the newest opening or closing; an older opening that sees another number gives up. */
  #turn = 0;
  #closing: Promise<unknown> = Promise.resolve();

  constructor(readonly ports: HostPorts) {
    this.index = new WorkspaceIndex(ports.root, (plans) => ports.plansChanged?.(plans));
    this.twoPeople = new TwoPersonTenants(ports.root, () => {
      const { managed, settings } = ports.updateState({});
      return settings.asksTwoPeople && managed?.names.includes('asksTwoPeople') === true;
    });
    const publish = (view: TakingView | null): void => ports.publish('taking.changed', view);
    this.fleet = new FleetDesk(this);
    this.intake = new FileIntake(publish, () => ports.now());
    finishDeletions(ports.root, (id) => this.index.remove(id));
    clearHalfTaken(ports.root);
  }

  get current(): Workspace | null {
    return this.#current;
  }

  /** Read-only mode: sign-ins ask for no permission to change (README, Connect a real tenant). */
  get isReadOnly(): boolean {
    return this.ports.updateState({}).settings.isReadOnly;
  }

  /** The open workspace, or the failure to answer with. */
  opened(): Result<Workspace, Failure> {
    return this.#current === null
      ? err(failure('store/not-found', { path: '–' }))
      : ok(this.#current);
  }

  cards(): WorkspaceCard[] {
    return this.index.all().map((meta) => toCard(meta, this.#isRunning(meta.id)));
  }

  #isRunning(id: string): boolean {
    return this.#current?.meta.id === id && this.#current.rollout.isBusy;
  }

  async open(id: string): Promise<Result<void, Failure>> {
    if (this.#current?.meta.id === id) {
      this.showScreen(this.#current.meta.screen);
      return ok(undefined);
    }
    const meta = this.index.get(id);
    if (meta === undefined) return err(failure('store/not-found', { path: id }));
    // What runs ends by a person's hold alone, never because something else is opened.
    if (this.#current?.rollout.isBusy === true) return err(failure('plan/running'));
    await this.closeCurrent();
    await this.fleet.release(id);
    const turn = (this.#turn += 1);
    const ports = { ...this.ports, twoPeople: this.twoPeople };
    const opened = await Workspace.open(meta, this.index.folderOf(id), ports, (changed) => {
      this.index.refresh(changed);
      this.tell();
    });
    if (!opened.ok) return opened;
    if (this.#turn !== turn) {
      // Somebody chose another one while this was loading.
      await opened.value.close();
      return ok(undefined);
    }
    this.#current = opened.value;
    if (opened.value.rollout.plan !== null && isSignedInTo(meta)) {
      // Opens the journal read-only at once: what was under way is shown before anything happens.
      await opened.value.rollout.open();
      this.ports.updateState({ rolloutHasEnforced: opened.value.rollout.progress().hasEnforced });
      this.ports.rolloutOpened?.(id, opened.value.rollout);
    }
    this.showScreen(meta.screen);
    return ok(undefined);
  }

  /** A practice tenant comes with what its people would answer; the form shows it, ready to change. */
  async newPractice(scenario: string): Promise<Result<void, Failure>> {
    const created = await this.create({ source: 'practice', scenario, cloud: 'global' });
    const answers = practiceAnswers(scenario);
    if (!created.ok || this.#current === null || answers === null) return created;
    return this.#current.store.answers.save(answers);
  }

  async newTenant(
    clientId: string,
    cloud: CloudName,
    tenant: string,
    writeClientId: string | null,
  ): Promise<Result<void, Failure>> {
    const authorityTenant = tenant === '' ? 'organizations' : tenant;
    const base = { source: 'https', scenario: null, cloud } as const;
    return this.create({ ...base, clientId, writeClientId, authorityTenant });
  }

  /** A capture chosen by the person; refused with its fault before a workspace stays behind. */
  newCapture(file: string, watch: Watch = unwatched): Promise<Result<void, Failure>> {
    return takeCapture(this, file, watch);
  }

  /** A plan file, to be read, after the one before it; the same plan again is where it is already. */
  newPlan(file: string, watch: Watch = unwatched): Promise<Result<void, Failure>> {
    return this.#planInTurn({ file, watch });
  }

  readonly #planInTurn = oneAtATime(({ file, watch }: { file: string; watch: Watch }) =>
    takePlan(this, file, watch),
  );

  /** A place to sign in at, with what the plan of a file was made of as its draft. */
  async newFromPlan(
    base: Pick<WorkspaceMeta, 'source' | 'scenario' | 'cloud'> & Partial<WorkspaceMeta>,
    plan: Plan,
  ): Promise<Result<void, Failure>> {
    const id = this.ports.randomId();
    const opened = await this.create({ ...base, ...draftMeta(plan) }, id);
    if (!opened.ok) return opened;
    const workspace = this.#current;
    // Somebody may have opened another one meanwhile: nothing stays that says it has the draft.
    if (workspace?.meta.id !== id) {
      this.index.remove(id);
      return ok(undefined);
    }
    const taken = takeOverDraft(workspace, plan);
    if (!taken.ok) await this.remove(id);
    return taken;
  }

  async remove(id: string): Promise<Result<void, Failure>> {
    if (this.#current?.meta.id === id) {
      if (this.#current.rollout.isBusy) return err(failure('plan/running'));
      await this.closeCurrent();
      this.showScreen('home');
    }
    await this.fleet.release(id);
    const meta = this.index.get(id);
    const kept = meta === undefined ? undefined : keptPlace(meta);
    if (kept !== undefined) this.ports.forgetKept(kept);
    this.index.remove(id);
    return ok(undefined);
  }

  /** Takes `remove` back. Failure `store/not-found`: it was not taken off, or its data is deleted. */
  restore(id: string): Result<void, Failure> {
    return this.index.restore(id) ? ok(undefined) : err(failure('store/not-found', { path: id }));
  }

  showScreen(screen: ScreenName): void {
    const isPlace = !besidePlans.has(screen);
    if (isPlace) this.#current?.update({ screen });
    this.ports.updateState({ screen });
    this.tell();
  }

  /** Brings the app's state in line with the open workspace. */
  tell(): void {
    const workspace = this.#current;
    this.ports.updateState({
      workspace: workspace && toCard(workspace.meta, workspace.rollout.isBusy),
      reached: reachedScreens(workspace),
      savedAt: workspace?.meta.savedAt ?? null,
    });
  }

  async closeCurrent(): Promise<void> {
    const closing = this.#current;
    this.#current = null;
    this.#turn += 1;
    if (closing !== null) this.#closing = closing.close();
    await this.#closing;
    this.ports.updateState({ rolloutHasEnforced: false, isRunning: false, restarted: null });
    this.tell();
  }

  /** Whoever was being closed has let go of its files. */
  async closed(): Promise<void> {
    await this.#closing;
  }

  /** The open tenant is left: what runs there is held first; a sign-in that is kept stays kept. */
  async endSignIn(): Promise<void> {
    const workspace = this.#current;
    if (workspace === null || !isSignedInTo(workspace.meta)) return;
    workspace.rollout.hold();
    await workspace.connect.leave();
    this.tell();
  }

  /** A workspace of its own, opened. Failures: those of opening it; the list is then as before. */
  async create(
    base: Pick<WorkspaceMeta, 'source' | 'scenario' | 'cloud'> & Partial<WorkspaceMeta>,
    id = this.ports.randomId(),
  ): Promise<Result<void, Failure>> {
    const createdAt = new Date(this.ports.now()).toISOString();
    // What a plan file says comes before the settings of the computer it is opened on.
    const isFiled = base.source === 'plan' || typeof base.planHash === 'string';
    const begunWith = isFiled ? null : ownDefaults(this.ports.updateState({}).settings);
    const meta = newMeta({ ...base, id, createdAt, begunWith });
    this.index.save(meta);
    const opened = await this.open(meta.id);
    if (!opened.ok) this.index.remove(meta.id);
    return opened;
  }
}
