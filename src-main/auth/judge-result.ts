import type { AccountInfo, AuthenticationResult } from '@azure/msal-node';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { judgeToken } from './accept-token';
import { toVerdictFailure } from './auth-failure';
import type { Question } from './session-options';

/** What MSAL was asked for. */
export interface AskedOfMsal {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly tenantId: string | undefined;
  readonly homeAccountId: string | undefined;
  /** Origin of the cloud's Graph. */
  readonly graph: string;
}

/** A result that stood, with the permissions to read that it lacks. */
export interface JudgedResult extends AuthenticationResult {
  readonly account: AccountInfo;
  readonly lacking: readonly string[];
}

/** Microsoft Graph's application id, the other form of its audience. */
const graphApplicationId = '00000003-0000-0000-c000-000000000000';

/** MSAL's result, held against what was asked (T3). */
export function judgeResult(
  result: AuthenticationResult,
  asked: AskedOfMsal,
): Result<JudgedResult, Failure> {
  // MSAL hands on whatever stood in the answer's place for the token.
  const token: unknown = result.accessToken;
  if (typeof token !== 'string' || token === '') {
    return err(failure('auth/failed', { code: 'no-token', trace: '–' }));
  }
  const idTokenTenant = (result.idTokenClaims as Readonly<Record<string, unknown>>)['tid'];
  const verdict = judgeToken(
    {
      accessToken: result.accessToken,
      tenantId: result.tenantId,
      idTokenTenantId: typeof idTokenTenant === 'string' ? idTokenTenant : undefined,
      homeAccountId: result.account?.homeAccountId,
      scopes: result.scopes,
    },
    { ...asked, audiences: [graphApplicationId, asked.graph] },
  );
  const refused = toVerdictFailure(verdict, asked.tenantId);
  if (refused) return err(refused);
  const { account } = result;
  if (account === null) return err(failure('auth/failed', { code: 'no-account', trace: '–' }));
  return ok({ ...result, account, lacking: verdict.kind === 'accepted' ? verdict.lacking : [] });
}

/** The same for the answer to a question about an account, if it was about one. */
export function judgeAnswer(
  result: AuthenticationResult,
  { scopes, tenantId, account }: Pick<Question, 'scopes' | 'tenantId' | 'account'>,
  of: Pick<AskedOfMsal, 'clientId' | 'graph'>,
): Result<JudgedResult, Failure> {
  const homeAccountId = account?.homeAccountId;
  return judgeResult(result, { ...of, scopes, tenantId, homeAccountId });
}
