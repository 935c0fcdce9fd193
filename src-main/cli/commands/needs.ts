import type { Failure } from '../../../shared/diagnostic';
import { judgedParts, type SignedInAs } from '../../../shared/registration/part-needs';
import { readScopes, writeScopes } from '../../../shared/registration/graph-scopes';
import { ok, type Result } from '../../../shared/result';
import { missingScopes } from '../../auth/scopes';
import { decodeClaims } from '../../auth/token-claims';
import { readTenantCard } from '../../workspace/tenant-card';
import type { CliContext, Command } from '../context';
import { exitCodes } from '../exit-codes';
import { textOf } from '../option-values';
import { openTenant } from '../sources';
import { needsDocument, needsLines, type Needs } from '../views/needs-view';

const allScopes = [...new Set<string>([...readScopes, ...writeScopes])];
const nothingKnown: SignedInAs = { licence: 'unknown', roles: null };

/** What each part needs; with a tenant, what its token, account and licence have of it. */
export const runNeeds: Command = async (context) => {
  const needs = await needsOf(context);
  if (!needs.ok) return needs;
  const { account, lacking } = needs.value;
  const { output } = context;
  output.result(needsDocument(needs.value), () => needsLines(needs.value, output));
  const isUnread =
    account !== null &&
    (account.licence === 'unknown' || account.roles === null || lacking === null);
  return ok(isUnread ? exitCodes.partlyRead : exitCodes.done);
};

async function needsOf(context: CliContext): Promise<Result<Needs, Failure>> {
  const graphUrl = textOf(context, 'graph-url');
  const unasked = { lacking: [], isReadOnly: false };
  if (graphUrl === undefined) {
    return ok({ tenantId: null, account: null, lacking: [], parts: judgedParts(null, unasked) });
  }
  const source = await openTenant(context, graphUrl);
  if (!source.ok) return source;
  const card = await readTenantCard(source.value, '', context.signal);
  const account = card.ok ? card.value : nothingKnown;
  const held = decodeClaims(context.token ?? '')?.scp?.split(' ');
  const lacking = held === undefined ? null : missingScopes(allScopes, held);
  const parts = judgedParts(account, { lacking, isReadOnly: false });
  return ok({ tenantId: source.value.tenantId, account, lacking, parts });
}
