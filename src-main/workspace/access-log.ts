import {
  exportBody,
  permissionBody,
  signInBody,
  type ExportNote,
  type SignInNote,
} from '../../shared/access/access-bodies';
import type { AccessDraft } from '../../shared/access/access-entry';
import type { Failure } from '../../shared/diagnostic';
import type { Result } from '../../shared/result';
import type { SignedIn } from '../auth/token-broker';
import { appendAccess, readAccess, type AccessRecord } from '../store/access-store';

/** Who is signed in, and the clock of the tenant that answers; none where nobody is. */
interface Connected {
  readonly account: string;
  readonly source: { readonly clock: { now(): number } } | null;
}

type Account = Pick<SignedIn, 'account' | 'tenantId'>;

/**
 * Sign-ins and exports of one workspace. What cannot be recorded holds nothing up: it is counted, and
 * the activity log says so.
 */
export class AccessLog {
  #missed = 0;
  #why: Failure | null = null;

  constructor(
    private readonly store: { readonly directory: string },
    private readonly connect: () => Connected,
    private readonly computer: { now(): number },
  ) {}

  /** How many of this run could not be recorded, and why the last could not. */
  get missed(): { readonly count: number; readonly why: Failure | null } {
    return { count: this.#missed, why: this.#why };
  }

  signedIn({ account, tenantId }: Account, how: Pick<SignInNote, 'as' | 'isKept'>): void {
    const who = { by: account.upn, account: account.id, tenant: tenantId };
    this.#append('signIn', signInBody({ ...who, ...how, permission: 'read', from: 'window' }));
  }

  /** What a person gave in the browser: permissions to change the tenant. */
  allowed({ account, tenantId }: Account, scopes: readonly string[]): void {
    const who = { by: account.upn, account: account.id, tenant: tenantId };
    this.#append('permission', permissionBody({ ...who, scopes, from: 'window' }));
  }

  exported(note: Omit<ExportNote, 'from' | 'by'>): void {
    const by = this.connect().account;
    this.#append('export', exportBody({ ...note, by, from: 'window' }));
  }

  read(): Result<AccessRecord, Failure> {
    return readAccess(this.store.directory);
  }

  /** By the tenant's time where it is known, as the journal has it. */
  #append(kind: AccessDraft['kind'], body: AccessDraft['body']): void {
    const now = this.connect().source?.clock.now() ?? this.computer.now();
    const at = new Date(now).toISOString();
    const kept = appendAccess(this.store.directory, { kind, at, body });
    if (kept.ok) return;
    this.#missed += 1;
    this.#why = kept.failure;
  }
}
