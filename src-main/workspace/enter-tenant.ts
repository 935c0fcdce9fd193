import { failure, type Failure } from '../../shared/diagnostic';
import type { ConnectView } from '../../shared/ipc/home-contract';
import { err, ok, type Result } from '../../shared/result';
import type { SignedIn } from '../auth/token-broker';
import { openGraphSource, type GraphSourceOptions, type Source } from '../graph/open-source';
import { readTenantCard } from './tenant-card';

export interface Entered {
  readonly source: Source;
  readonly card: NonNullable<ConnectView['tenant']>;
}

/**
 * The tenant behind a sign-in, as it answers. Failures: those of `openGraphSource`,
 * `auth/tenant-mismatch`, `graph/malformed`, and `auth/cancelled` where the signal fired.
 */
export async function enterTenant(
  { tenantId, account }: Pick<SignedIn, 'tenantId' | 'account'>,
  options: GraphSourceOptions & { readonly signal: AbortSignal },
): Promise<Result<Entered, Failure>> {
  const source = await openGraphSource(options);
  if (options.signal.aborted) return err(failure('auth/cancelled'));
  if (!source.ok) return source;
  // The token's tenant and the tenant that answered must be one (T4, G2).
  if (source.value.tenantId !== tenantId) {
    const actual = source.value.tenantId ?? '–';
    return err(failure('auth/tenant-mismatch', { expected: tenantId, actual }));
  }
  const card = await readTenantCard(source.value, account.upn, options.signal);
  if (options.signal.aborted) return err(failure('auth/cancelled'));
  return card.ok ? ok({ source: source.value, card: card.value }) : card;
}
