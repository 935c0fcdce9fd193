import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import { reads } from '../../src-main/graph/reads';
import { methodIds } from '../../shared/entra/method-configuration';
import { OpenApiChecker } from '../tools/openapi-checker';
import { asExpected, notAsked, sawThat, type Live, type Question } from './question';
import { betaPolicy, bodyOf, textOf } from './read-questions';
import { isTaken, refusal, sent } from './tried-write';

const roles = '/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=roleTemplateId';
const passes = '/v1.0/users/{own id}/authentication/temporaryAccessPassMethods';

/** What the service has come to since the product's description of it, and which roles it asks for. */
export const roleQuestions: readonly Question[] = [
  {
    id: 'new-since-september',
    about: 'Domain 9.5: methods and settings that came after 2026-09-23 (telephony, passkeys).',
    requests: [`GET ${betaPolicy}`],
    needs: [],
    ask: askWhatIsNew,
  },
  {
    id: 'role-for-reads',
    about: 'Domain 9.10: what this account’s roles may read of groups, licences and access passes.',
    requests: [
      `GET ${roles}`,
      `GET ${reads.groups.url}`,
      `GET ${reads.subscribedSkus.url}`,
      `GET ${passes}`,
    ],
    needs: [],
    ask: async (live) => {
      const { signedInUserId } = live;
      if (signedInUserId === null) return notAsked('nobody of this tenant is signed in');
      const told: string[] = [];
      for (const [name, url] of [
        ['groups', reads.groups.url],
        ['licences', reads.subscribedSkus.url],
        ['access passes', passes.replace('{own id}', signedInUserId)],
      ] as const) {
        told.push(`${name} ${(await bodyOf(live, url)).status}`);
      }
      return sawThat(`${await ownRoles(live)}: ${told.join(', ')}`);
    },
  },
  {
    id: 'role-for-group-write',
    about: 'Domain 9.10: whether this account’s roles may write a group: its name as it is.',
    requests: ['PATCH /v1.0/groups/{id}'],
    needs: ['write'],
    ask: async (live) => {
      const { body } = await bodyOf(live, reads.groups.url);
      const group = rowsOf(body).find(isPlainGroup);
      if (group === undefined) return notAsked('needs a security group of this tenant’s own');
      const { displayName } = group;
      const answer = await sent(live, `/v1.0/groups/${textOf(group, 'id')}`, {
        displayName: displayName ?? null,
      });
      const end = isTaken(answer.status) ? String(answer.status) : refusal(answer);
      return sawThat(`${await ownRoles(live)}: ${end}`);
    },
  },
];

/** Template ids: the same in every tenant. */
async function ownRoles(live: Live): Promise<string> {
  const { status, body } = await bodyOf(live, roles);
  if (body === null) return `roles not told (${status})`;
  const ids = rowsOf(body).map((one) => textOf(one, 'roleTemplateId'));
  return ids.length === 0 ? 'no role' : `roles ${ids.sort().join(', ')}`;
}

const rowsOf = (body: JsonObject | null): readonly JsonObject[] =>
  Array.isArray(body?.['value']) ? (body['value'] as readonly Json[]).filter(isJsonObject) : [];

/** Neither synchronized, nor dynamic, nor of Microsoft 365: nothing else looks after its name. */
function isPlainGroup(one: JsonObject): boolean {
  const types = one['groupTypes'] ?? [];
  return (
    one['securityEnabled'] === true &&
    one['onPremisesSyncEnabled'] !== true &&
    one['isAssignableToRole'] !== true &&
    Array.isArray(types) &&
    types.length === 0 &&
    typeof one['displayName'] === 'string'
  );
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** External methods have ids of their own; names of fields are the service's. */
async function askWhatIsNew(live: Live): ReturnType<Question['ask']> {
  const { status, body } = await bodyOf(live, betaPolicy);
  if (body === null) return notAsked(String(status));
  const rows = (body['authenticationMethodConfigurations'] ?? []) as readonly JsonObject[];
  const ids = rows.map((one) => textOf(one, 'id'));
  const known: readonly string[] = methodIds;
  const newIds = ids.filter((id) => !known.includes(id) && !guid.test(id));
  const [, place = ''] = /^\/beta(\/[^?]*)/.exec(betaPolicy) ?? [];
  const { unknown } = new OpenApiChecker('beta').response('GET', place, 200, body as never);
  const list = (found: Iterable<string>): string => [...found].sort().join(', ') || 'none';
  const seen = `methods nobody described: ${list(newIds)}; fields nobody described: ${list(unknown)}`;
  return newIds.length === 0 && unknown.size === 0 ? asExpected(seen) : sawThat(seen);
}
