import { failure, type Failure } from '../../shared/diagnostic';
import { clouds } from '../../shared/entra/cloud';
import type { SecondPersonView } from '../../shared/ipc/second-person-contract';
import { needsSecondPerson, type Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import { openGraphSource } from '../graph/open-source';
import type { ApprovedFor } from '../rollout/approval';
import type { SignInPlace } from './connect-session';
import type { HostPorts } from './host-ports';
import type { RolloutSession } from './rollout-session';

export interface SecondPersonDeps {
  readonly ports: Pick<HostPorts, 'signIn' | 'cancelSignIn' | 'fetchFor'>;
  readonly kind: 'cloud' | 'practice';
  /** Where the tenant of the plan signs in. */
  place(): Promise<Result<SignInPlace, Failure>>;
  readonly rollout: Pick<RolloutSession, 'plan' | 'rollout' | 'approveSecond'>;
  changed(): void;
}

/**
 * The second of two people: another account signs in on this computer, only to say who it is, and
 * approves the plan that lies there. Its tokens read, never write, and are gone right after. Who it
 * is comes from the tenant's own answer, never from the page.
 */
export class SecondPerson {
  #waiting: ApprovedFor | null = null;
  #failure: Failure | null = null;
  /** The plan that was tried last: what it said is nobody else's. */
  #tried: string | null = null;

  constructor(private readonly deps: SecondPersonDeps) {}

  view(plan: Plan): SecondPersonView {
    const { rollout } = this.deps;
    const own = rollout.plan?.planHash === plan.planHash ? rollout.rollout : null;
    const given = (way: ApprovedFor): SecondPersonView['apply'] => {
      const second = own?.second(way) ?? null;
      return second === null ? null : { by: second.by ?? second.account, at: second.at };
    };
    return {
      planHash: plan.planHash,
      isAsked: needsSecondPerson(plan),
      ...{ apply: given('apply'), rollBack: given('rollBack'), waiting: this.#waiting },
      failure: this.#tried === plan.planHash ? this.#failure : null,
    };
  }

  /** Opens the sign-in and returns at once; a press while one is waited for does nothing. */
  approve(plan: Plan, way: ApprovedFor): void {
    if (this.#waiting !== null) return;
    [this.#waiting, this.#failure, this.#tried] = [way, null, plan.planHash];
    this.deps.changed();
    // Whatever becomes of it: who waits is told, and may try again.
    const bug = (): Result<void, Failure> => err(failure('internal/bug', { place: 'second' }));
    void this.#ask(plan, way)
      .then((given) => given, bug)
      .then((done) => {
        [this.#waiting, this.#failure] = [null, done.ok ? null : done.failure];
        this.deps.changed();
      });
  }

  cancel(): void {
    if (this.#waiting !== null) this.deps.ports.cancelSignIn();
  }

  async #ask(plan: Plan, way: ApprovedFor): Promise<Result<void, Failure>> {
    const { ports } = this.deps;
    const place = await this.deps.place();
    if (!place.ok) return place;
    const { authority, clientId, cloud } = place.value;
    const signedIn = await ports.signIn({
      ...{ authority, clientId, tenantId: plan.tenant.id.toLowerCase() },
      ...(cloud === 'global' ? {} : { graphOrigin: clouds[cloud].graphOrigin }),
    });
    if (!signedIn.ok) return signedIn;
    try {
      const source = await openGraphSource({
        ...{ graphUrl: place.value.graphUrl, cloud, fetch: ports.fetchFor(this.deps.kind) },
        writeFetch: () => Promise.reject(new Error('second-person-writes')),
        getToken: (purpose, options) =>
          purpose === 'read'
            ? signedIn.value.getToken('read', options)
            : Promise.resolve(err(failure('auth/signed-out'))),
      });
      if (!source.ok) return source;
      const expected = plan.tenant.id.toLowerCase();
      const actual = source.value.tenantId ?? '–';
      // The token's tenant and the tenant that answered must both be the plan's (T4, G2).
      if (actual !== expected || signedIn.value.tenantId.toLowerCase() !== expected) {
        return err(failure('auth/tenant-mismatch', { expected, actual }));
      }
      return await this.deps.rollout.approveSecond({
        ...{ planHash: plan.planHash, for: way, how: 'window', by: signedIn.value.account.upn },
        account: source.value.signedInUserId,
      });
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
