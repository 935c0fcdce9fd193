import { failure, type Failure } from '../../shared/diagnostic';
import { clouds } from '../../shared/entra/cloud';
import type { SecondPersonView } from '../../shared/ipc/second-person-contract';
import { needsSecondPerson, type Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { openGraphSource, type Source } from '../graph/open-source';
import type { ApprovedFor } from '../rollout/approval';
import { pacingMemory } from '../rollout/pacing-memory';
import { notAdministrator } from '../rollout/second-approval';
import type { TenantStore } from '../store/open-store';
import type { AccessLog } from './access-log';
import type { SignInPlace } from './sign-in-place';
import type { WorkspacePorts } from './host-ports';
import type { RolloutSession } from './rollout-session';
import type { WorkspaceMeta } from './workspace-meta';

export interface SecondPersonDeps {
  readonly ports: Pick<WorkspacePorts, 'signIn' | 'cancelSignIn' | 'fetchFor' | 'twoPeople'>;
  /** Whose plan it is: its tenant, the account that works here, the roles as read last. */
  readonly workspace: {
    readonly meta: Pick<WorkspaceMeta, 'source' | 'tenant'>;
    readonly connect: { readonly source: Pick<Source, 'signedInUserId'> | null };
    readonly snapshot: Snapshot | null;
    readonly store: Pick<TenantStore, 'settings'>;
    readonly access: Pick<AccessLog, 'signedIn'>;
    readonly rollout: Pick<RolloutSession, 'plan' | 'rollout' | 'approveSecond'>;
  };
  /** Where the tenant of the plan signs in. */
  place(): Promise<Result<SignInPlace, Failure>>;
  changed(view: SecondPersonView): void;
}

/** What the second person signed in for. `account`: who the tenant says it is; null: nobody it knows. */
type Act = (account: string | null, by: string) => Promise<Result<void, Failure>>;

/**
 * The second of two people: another account signs in on this computer, only to say who it is, and
 * approves the plan that lies there. Its tokens read, never write, and are gone right after. Who it
 * is comes from the tenant's own answer, never from the page.
 */
export class SecondPerson {
  #waiting: SecondPersonView['waiting'] = null;
  #failure: Failure | null = null;
  /** The plan that was tried last: what it said is nobody else's. */
  #tried: string | null = null;
  /** Ends the question that is open, also where its tenant has to be waited for. */
  #stop = new AbortController();

  constructor(private readonly deps: SecondPersonDeps) {}

  view(plan: Plan): SecondPersonView {
    const { rollout, meta } = this.deps.workspace;
    const own = rollout.plan?.planHash === plan.planHash ? rollout.rollout : null;
    const given = (way: ApprovedFor): SecondPersonView['apply'] => {
      const second = own?.second(way) ?? null;
      return second === null ? null : { by: second.by, at: second.at };
    };
    return {
      planHash: plan.planHash,
      isAsked: needsSecondPerson(plan),
      isAlways: this.deps.ports.twoPeople.isSet(meta),
      ...{ apply: given('apply'), rollBack: given('rollBack'), waiting: this.#waiting },
      failure: this.#tried === plan.planHash ? this.#failure : null,
    };
  }

  /** Opens the sign-in and returns at once; a press while one is waited for does nothing. */
  approve(plan: Plan, way: ApprovedFor): void {
    this.#begin(plan, way, (account, by) =>
      this.deps.workspace.rollout.approveSecond({
        ...{ planHash: plan.planHash, for: way, how: 'window', by, account },
      }),
    );
  }

  /** The same for letting one person be enough again: another administrator must say so. */
  release(plan: Plan): void {
    this.#begin(plan, 'release', (account) => {
      const { connect, snapshot, meta } = this.deps.workspace;
      const first = connect.source?.signedInUserId?.toLowerCase() ?? null;
      // Where nobody knows who the first is, nobody can be told to be another.
      if (first === null) return Promise.resolve(err(failure('auth/signed-out')));
      if (account === null || account.toLowerCase() === first) {
        return Promise.resolve(err(failure('plan/same-approver')));
      }
      const refused = notAdministrator(account.toLowerCase(), snapshot);
      const { twoPeople } = this.deps.ports;
      return Promise.resolve(refused === null ? twoPeople.release(meta) : err(refused));
    });
  }

  #begin(plan: Plan, waiting: NonNullable<SecondPersonView['waiting']>, act: Act): void {
    if (this.#waiting !== null) return;
    [this.#waiting, this.#failure, this.#tried] = [waiting, null, plan.planHash];
    this.#stop = new AbortController();
    this.deps.changed(this.view(plan));
    // Whatever becomes of it: who waits is told, and may try again.
    const bug = (): Result<void, Failure> => err(failure('internal/bug', { place: 'second' }));
    void this.#ask(plan, act)
      .then((given) => given, bug)
      .then((done) => {
        [this.#waiting, this.#failure] = [null, done.ok ? null : done.failure];
        this.deps.changed(this.view(plan));
      });
  }

  /** Also while the sign-in is only being prepared: then none is opened. */
  cancel(): void {
    if (this.#waiting === null) return;
    this.#stop.abort();
    this.deps.ports.cancelSignIn();
  }

  async #ask(plan: Plan, act: Act): Promise<Result<void, Failure>> {
    const { ports } = this.deps;
    const place = await this.deps.place();
    if (!place.ok) return place;
    const { signal } = this.#stop;
    if (signal.aborted) return err(failure('auth/cancelled'));
    const { authority, clientId, cloud } = place.value;
    const kind = this.deps.workspace.meta.source === 'practice' ? 'practice' : 'cloud';
    const signedIn = await ports.signIn({
      ...{ isPassing: true, authority, clientId, tenantId: plan.tenant.id.toLowerCase() },
      ...(cloud === 'global' ? {} : { graphOrigin: clouds[cloud].graphOrigin }),
    });
    if (!signedIn.ok) return signedIn;
    this.deps.workspace.access.signedIn(signedIn.value, { as: 'second', isKept: false });
    try {
      const source = await openGraphSource({
        ...{ graphUrl: place.value.graphUrl, cloud, fetch: ports.fetchFor(kind) },
        writeFetch: () => Promise.reject(new Error('second-person-writes')),
        memory: pacingMemory(this.deps.workspace.store.settings),
        signal,
        getToken: (purpose, options) =>
          purpose === 'read'
            ? signedIn.value.getToken('read', options)
            : Promise.resolve(err(failure('auth/signed-out'))),
      });
      if (signal.aborted) return err(failure('auth/cancelled'));
      if (!source.ok) return source;
      const expected = plan.tenant.id.toLowerCase();
      const actual = source.value.tenantId ?? '–';
      // The token's tenant and the tenant that answered must both be the plan's (T4, G2).
      if (actual !== expected || signedIn.value.tenantId.toLowerCase() !== expected) {
        return err(failure('auth/tenant-mismatch', { expected, actual }));
      }
      return await act(source.value.signedInUserId, signedIn.value.account.upn);
    } finally {
      await signedIn.value.signOut();
    }
  }
}

/** Whether the plan may be approved by a second person now. */
export function mayBeApproved(plan: Plan, planHash: string): Result<void, Failure> {
  if (plan.planHash !== planHash) {
    return err(failure('plan/hash-mismatch', { actual: plan.planHash, expected: planHash }));
  }
  if (plan.source === 'capture') return err(failure('graph/read-only-source'));
  return needsSecondPerson(plan) ? ok(undefined) : err(failure('plan/nothing-to-do'));
}
