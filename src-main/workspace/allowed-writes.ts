import type { SignedIn } from '../auth/token-broker';
import type { AccessLog } from './access-log';

type Answer = ReturnType<SignedIn['getToken']>;

/** Of one sign-in: what a person newly allowed for a write is recorded, once. */
export class AllowedWrites {
  #told = 0;

  constructor(
    private readonly signedIn: Pick<SignedIn, 'account' | 'tenantId' | 'confirmed'>,
    private readonly access: Pick<AccessLog, 'allowed'>,
  ) {}

  async heard(asked: Answer): Answer {
    const token = await asked;
    const scopes = this.signedIn.confirmed();
    if (!token.ok || scopes.length <= this.#told) return token;
    this.#told = scopes.length;
    this.access.allowed(this.signedIn, scopes);
    return token;
  }
}
