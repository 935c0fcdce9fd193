import type { Session } from '../../shared/assess/assessment';
import { failure, type Failure, type FailureCode } from '../../shared/diagnostic';
import { clouds } from '../../shared/entra/cloud';
import type { ConnectView } from '../../shared/ipc/home-contract';
import { err, ok, type Result } from '../../shared/result';
import type { OptionalScope } from '../../shared/registration/graph-scopes';
import type { SignedIn } from '../auth/token-broker';
import type { Source } from '../graph/open-source';
import { pacingMemory } from '../rollout/pacing-memory';
import type { SettingStore } from '../store/setting-store';
import type { AccessLog } from './access-log';
import { AllowedWrites } from './allowed-writes';
import { firstView, saidBy, tellingLoss, type ConnectMeta } from './connect-view';
import { enterTenant, type Entered } from './enter-tenant';
import type { ConnectPorts } from './host-ports';
import { sessionOf } from './run-session';
import { answered, cannotForget } from './sign-in-answers';
import { keptPlace, type SignInPlace } from './sign-in-place';
import { WriteLeave } from './write-leave';

type TenantView = NonNullable<ConnectView['tenant']>;

/** What was kept by it would sign in to the wrong tenant again. */
const isOfAnother: ReadonlySet<FailureCode> = new Set(['auth/tenant-mismatch']);

/** Sign-in of one workspace: browser, the right tenant confirmed by a person, sign-out. */
export class ConnectSession {
  #view: ConnectView;
  #signedIn: SignedIn | null = null;
  #source: Source | null = null;
  #isRenewing = false;
  /** Ends the asking of a tenant, which may have to wait for its limits. */
  #entering = new AbortController();
  readonly #leave = new WriteLeave(() => this.#set(this.#view));
  /** Of the newest ending: a sign-in that comes through after it is not taken. */
  #turn = 0;

  constructor(
    private readonly meta: ConnectMeta,
    private readonly ports: ConnectPorts,
    /** Of this tenant's folder. */
    private readonly settings: SettingStore,
    private readonly changed: (view: ConnectView) => void,
    private readonly access: Pick<AccessLog, 'signedIn' | 'allowed'>,
  ) {
    this.#view = firstView(meta);
  }

  get view(): ConnectView {
    const place = this.#keptPlace();
    const isKept =
      this.#view.state === 'signedOut' && place !== undefined && this.ports.hasKept(place);
    return { ...this.#view, isKept, ...saidBy(this.#signedIn), permission: this.#leave.state };
  }

  /** The tenant was confirmed before, and its account is asked about once more. */
  get isRenewing(): boolean {
    return this.#isRenewing;
  }

  get source(): Source | null {
    return this.#source;
  }

  /** The run as findings tell it. */
  get session(): Session {
    return sessionOf({
      isCapture: this.#view.source === 'capture',
      tenantId: this.#signedIn?.tenantId ?? null,
      failure: this.#view.failure?.code ?? null,
    });
  }

  get account(): string {
    return this.#signedIn?.account.upn ?? '';
  }

  /** Starts a sign-in and returns at once; the outcome arrives as a changed view. */
  start(place: SignInPlace): ConnectView {
    if (this.#view.state === 'waiting') return this.view;
    if (this.#signedIn !== null) return this.#renew(this.#signedIn);
    this.#set({ ...this.#view, state: 'waiting', failure: null });
    void answered(() => this.#signIn(place)).then((result) => {
      if (result.ok) this.#set({ ...this.#view, state: 'signedIn', tenant: result.value });
      else this.#set({ ...this.#view, state: 'signedOut', failure: result.failure });
    });
    return this.view;
  }

  /** Asks for one more permission to read, apart from the others; nothing is lost where it is refused. */
  allow(scope: OptionalScope): ConnectView {
    if (this.#view.state === 'waiting' || this.#signedIn === null) return this.view;
    return this.#renew(this.#signedIn, [scope]);
  }

  /** The same account in the same tenant, asked again: whatever comes of it, the place stays. */
  #renew(signedIn: SignedIn, also?: readonly OptionalScope[]): ConnectView {
    const { state } = this.#view;
    this.#isRenewing = state === 'confirmed';
    this.#set({ ...this.#view, state: 'waiting', failure: null });
    void answered(() => this.ports.renewSignIn(signedIn, also)).then((result) => {
      const isHere = this.#signedIn === signedIn;
      // A second registration stands for this sign-in alone, and is asked about once more.
      if (result.ok && this.meta.writeClientId !== null) this.#leave.reset();
      if (result.ok && isHere) this.#record(signedIn, 'again');
      const failure = result.ok ? null : result.failure;
      this.#set({ ...this.#view, state: isHere ? state : 'signedOut', failure });
      this.#isRenewing = false;
    });
    return this.view;
  }

  /** Permissions to change that the next write does not ask for any more. */
  get confirmed(): readonly string[] {
    return this.#signedIn?.confirmed() ?? [];
  }

  /** Ends whatever is waited for: a sign-in, its tenant, or the leave to change the tenant. */
  cancel(): ConnectView {
    this.#leave.cancel();
    this.#entering.abort();
    if (this.#view.state === 'waiting') this.ports.cancelSignIn();
    return this.view;
  }

  /** The person has said that this is the right tenant. */
  confirm(): ConnectView {
    if (this.#view.state === 'signedIn') this.#set({ ...this.#view, state: 'confirmed' });
    return this.view;
  }

  /** Failure `store/unwritable`: signed out, but what was kept could not be deleted. */
  async signOut(): Promise<Result<ConnectView, Failure>> {
    const place = this.#keptPlace();
    let refused: Failure | undefined;
    try {
      try {
        await this.#end((signedIn) => signedIn.signOut());
      } finally {
        // Also what an earlier run kept, and nobody has gone on with.
        if (place !== undefined) this.ports.forgetKept(place);
      }
    } catch (error) {
      refused = cannotForget(error);
    }
    if (this.#view.source !== 'capture') {
      this.#set({ ...this.#view, state: 'signedOut', failure: null });
    }
    return refused === undefined ? ok(this.view) : err(refused);
  }

  /** The workspace closes: a sign-in that is kept stays kept. */
  async close(): Promise<void> {
    await this.#end((signedIn) => signedIn.close());
  }

  /** Nobody is signed in any more; what is kept stays kept. */
  async leave(): Promise<void> {
    if (this.#view.source === 'capture') return;
    await this.close();
    this.#set({ ...this.#view, state: 'signedOut', failure: null });
  }

  async #end(end: (signedIn: SignedIn) => Promise<void>): Promise<void> {
    this.cancel();
    this.#turn += 1;
    const signedIn = this.#signedIn;
    this.#signedIn = null;
    this.#source = null;
    this.#leave.reset();
    if (signedIn !== null) await end(signedIn);
  }

  async #signIn(place: SignInPlace): Promise<Result<TenantView, Failure>> {
    const turn = this.#turn;
    const signedIn = await this.ports.signIn({
      authority: place.authority,
      clientId: place.clientId,
      ...(place.writeClientId === undefined ? {} : { writeClientId: place.writeClientId }),
      ...(place.tenantId === undefined ? {} : { tenantId: place.tenantId }),
      ...(place.cloud === 'global' ? {} : { graphOrigin: clouds[place.cloud].graphOrigin }),
      browserOpened: () => this.#leave.browserOpened(),
    });
    if (!signedIn.ok) return signedIn;
    const entered = await answered(() => this.#enter(place, signedIn.value));
    if (!entered.ok) {
      const isForgotten = isOfAnother.has(entered.failure.code) ? true : undefined;
      return this.#drop(signedIn.value, entered.failure, isForgotten);
    }
    // Signed out, or the workspace closed, while the tenant was being read.
    if (this.#turn !== turn) return this.#drop(signedIn.value, failure('auth/cancelled'));
    this.#signedIn = signedIn.value;
    this.#source = entered.value.source;
    this.#record(signedIn.value, 'first');
    return ok(entered.value.card);
  }

  #record(signedIn: SignedIn, as: 'first' | 'again'): void {
    const place = keptPlace({ ...this.meta, tenant: { id: signedIn.tenantId } });
    this.access.signedIn(signedIn, {
      as,
      isKept: place !== undefined && this.ports.hasKept(place),
    });
  }

  #enter(place: SignInPlace, signedIn: SignedIn): Promise<Result<Entered, Failure>> {
    const kind = this.#view.source === 'practice' ? 'practice' : 'cloud';
    const getToken = tellingLoss(signedIn, () => this.#set(this.#view));
    const writes = new AllowedWrites(signedIn, this.access);
    this.#entering = new AbortController();
    return enterTenant(signedIn, {
      graphUrl: place.graphUrl,
      cloud: place.cloud,
      getToken: (purpose, options) =>
        purpose === 'read'
          ? getToken(purpose, options)
          : writes.heard(this.#leave.token((asked) => getToken(purpose, asked), options)),
      fetch: this.ports.fetchFor(kind),
      writeFetch: this.ports.writeFetchFor(kind),
      memory: pacingMemory(this.settings),
      signal: this.#entering.signal,
    });
  }

  /** A sign-in that came to nothing. Before the tenant is known no sign-out would find its vault. */
  async #drop(
    signedIn: SignedIn,
    reason: Failure,
    isForgotten = this.#view.tenant === null,
  ): Promise<Result<never, Failure>> {
    try {
      await (isForgotten ? signedIn.signOut() : signedIn.close());
      return err(reason);
    } catch (error) {
      return err(cannotForget(error));
    }
  }

  #set(view: ConnectView): void {
    this.#view = view;
    this.changed(this.view);
  }

  #keptPlace(): ReturnType<typeof keptPlace> {
    return keptPlace({ ...this.meta, tenant: this.#view.tenant });
  }
}
