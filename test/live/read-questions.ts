import * as v from 'valibot';
import { isJsonObject, type JsonObject } from '../../shared/json';
import { isSuccess } from '../../src-main/graph/graph-error';
import { reads } from '../../src-main/graph/reads';
import { OpenApiChecker } from '../tools/openapi-checker';
import { asExpected, differs, notAsked, sawThat, type Live, type Question } from './question';

const states = v.nullable(
  v.picklist(['preMigration', 'migrationInProgress', 'migrationComplete', 'unknownFutureValue']),
);

/** Body of an address that answered; null: refused, with its status in `status`. */
export async function bodyOf(
  { graph }: Live,
  url: string,
): Promise<{ readonly status: number; readonly body: JsonObject | null }> {
  const got = await graph.get(url);
  if (!got.ok) throw new Error(`${url}: ${got.failure.code}`);
  const { status, json } = got.value;
  return { status, body: isSuccess(status) && isJsonObject(json) ? json : null };
}

/** A field that is a text; another is as good as none. */
export function textOf(row: JsonObject, name: string): string {
  const value = row[name];
  return typeof value === 'string' ? value : '';
}

export const betaPolicy = reads.authenticationMethodsPolicy.url;
export const v1Policy = reads.authenticationMethodsPolicyV1.url;

export const readQuestions: readonly Question[] = [
  {
    id: 'every-read',
    about: 'Every address the product reads: answered or refused, and fields nobody described.',
    requests: ['GET, each of src-main/graph/reads.ts'],
    needs: [],
    ask: askEveryRead,
  },
  {
    id: 'migration-state',
    about: 'Domain 9.2: policyMigrationState on v1.0 and on beta, and where it is null.',
    requests: [`GET ${v1Policy}`, `GET ${betaPolicy}`],
    needs: [],
    ask: async (live) => {
      const [v1, beta] = [await bodyOf(live, v1Policy), await bodyOf(live, betaPolicy)];
      const on = [v1.body, beta.body].map((body) => body?.['policyMigrationState'] ?? null);
      if (v1.body === null || beta.body === null) return notAsked(`${v1.status}, ${beta.status}`);
      const isKnown = on.every((state) => v.is(states, state)) && on[0] === on[1];
      const seen = `v1.0 ${JSON.stringify(on[0])}, beta ${JSON.stringify(on[1])}`;
      return isKnown ? asExpected(seen) : differs(seen);
    },
  },
  {
    id: 'opt-out-settings',
    about: 'Domain 9.4: whether beta tells optOutSettings, and how the campaign reads.',
    requests: [`GET ${betaPolicy}`],
    needs: [],
    ask: async (live) => {
      const { status, body } = await bodyOf(live, betaPolicy);
      if (body === null) return notAsked(String(status));
      const optOut = body['optOutSettings'] ?? null;
      const isTold = isJsonObject(optOut) && 'passkeyDynamicMigration' in optOut;
      const campaign = campaignOf(body);
      const seen = `optOutSettings ${isTold ? 'told' : 'not told'}, campaign state ${campaign ?? 'not told'}`;
      return campaign === null ? differs(seen) : sawThat(seen);
    },
  },
  {
    id: 'per-user-mfa-limit',
    about: 'Domain 9.8: how many reads of per-user MFA in a row before 429, and what it asks for.',
    requests: ['GET /beta/users/{own id}/authentication/requirements'],
    needs: ['limits'],
    ask: async (live) => {
      const { graph, signedInUserId } = live;
      if (signedInUserId === null) return notAsked('nobody of this tenant is signed in');
      const url = `/beta/users/${signedInUserId}/authentication/requirements`;
      const before = graph.stats.throttled;
      for (let turn = 1; turn <= 200; turn += 1) {
        const { status } = await bodyOf(live, url);
        if (status >= 400) return notAsked(`${status} at read ${turn}`);
        if (graph.stats.throttled > before) return sawThat(`429 after ${turn} reads`);
      }
      return sawThat('no 429 in 200 reads');
    },
  },
];

function campaignOf(body: JsonObject): string | null {
  const enforcement = body['registrationEnforcement'] ?? null;
  const campaign = isJsonObject(enforcement)
    ? enforcement['authenticationMethodsRegistrationCampaign']
    : null;
  const state = isJsonObject(campaign) ? campaign['state'] : null;
  return v.is(v.picklist(['default', 'enabled', 'disabled', 'unknownFutureValue']), state)
    ? state
    : null;
}

/** What contradicts Graph's description differs; a field beyond the subset kept here is only told. */
async function askEveryRead(live: Live): ReturnType<Question['ask']> {
  const checkers = { 'v1.0': new OpenApiChecker('v1.0'), beta: new OpenApiChecker('beta') };
  const refused: string[] = [];
  const wrong = new Set<string>();
  const beyond = new Set<string>();
  let answered = 0;
  for (const { url } of Object.values(reads)) {
    if (url.includes('{')) continue;
    const { status, body } = await bodyOf(live, url);
    const [path = ''] = url.split('?');
    if (body === null) {
      refused.push(`${path} ${status}`);
      continue;
    }
    answered += 1;
    const version = path.startsWith('/beta/') ? 'beta' : 'v1.0';
    const place = path.slice(version.length + 1);
    const verdict = checkers[version].response('GET', place, 200, body as never);
    // Once per place, however many rows have it.
    for (const error of verdict.errors) wrong.add(error.replace(/\[\d+\]/g, '[]'));
    for (const name of verdict.unknown) beyond.add(name);
  }
  const list = (found: Iterable<string>): string => [...found].sort().join(', ') || 'none';
  const seen = `${answered} answered; refused: ${list(refused)}; against the description: ${list(wrong)}; beyond it: ${list(beyond)}`;
  return wrong.size === 0 ? asExpected(seen) : differs(seen);
}
