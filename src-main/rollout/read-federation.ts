import * as v from 'valibot';
import { domainsToAsk, federationConfigurationSchema } from '../../shared/entra/federation';
import { domainSchema } from '../../shared/entra/tenant-resources';
import { ok } from '../../shared/result';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import { readsById } from '../graph/reads-by-id';
import { readListInto, type Tour, type TourResult } from './tour';
import { rowsRead } from './tour-rows';

/**
 * What each federated domain does with MFA: one list a domain, and none where the domain itself
 * tells it (captures made by hand). A domain that could not be read stays unread by itself.
 */
export async function readFederation(tour: Tour): Promise<TourResult> {
  const { reading, board } = tour;
  const listed = rowsRead(reading, 'domains');
  const asked = domainsToAsk(v.parse(v.array(domainSchema), 'rows' in listed ? listed.rows : []));
  let reason: UnreadReason | null = 'reason' in listed ? listed.reason : null;
  for (const [index, domain] of asked.entries()) {
    board.reading('federation', index, asked.length);
    const path = `federation/${domain.id.toLowerCase()}`;
    const done = await readListInto(tour, {
      source: 'federation',
      path,
      url: readsById.federationConfiguration(domain.id),
      schema: federationConfigurationSchema,
      isPart: true,
    });
    if (!done.ok) return done;
    const state = reading.state(path);
    if (state?.kind === 'unread') reason ??= state.reason;
  }
  if (asked.length === 0 && reason === null) board.notNeeded('federation');
  else board.settled('federation', asked.length, reason);
  return ok(undefined);
}
