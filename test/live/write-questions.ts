import { setTimeout as sleep } from 'node:timers/promises';
import { canonicalJson } from '../../shared/canonical';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import { reads } from '../../src-main/graph/reads';
import { asExpected, differs, notAsked, sawThat, type Live, type Question } from './question';
import { betaPolicy, bodyOf, v1Policy } from './read-questions';

const isTaken = (status: number): boolean => status >= 200 && status < 300;
/** For certain: after anything else it may have been taken. */
const isRefused = (status: number): boolean => status >= 400 && status < 500 && status !== 408;

/** Error code and the start of its message: the service's words, which name no person. */
function refusal({ status, json }: { readonly status: number; readonly json: Json }): string {
  const error = isJsonObject(json) ? (json['error'] ?? null) : null;
  const [code, message] = isJsonObject(error) ? [error['code'], error['message']] : [null, null];
  const texts = [code, message].filter((one) => typeof one === 'string');
  return `${status} ${texts.join(': ')}`.trim().slice(0, 300);
}

/**
 * Each writes what is there already, or asks for what has to be refused; whatever was taken against
 * expectation is put back at once, and read back.
 */
export const writeQuestions: readonly Question[] = [
  {
    id: 'migration-state-same',
    about: 'Domain 9.2: PATCH of policyMigrationState on v1.0 with the value that is there.',
    needs: 'write',
    ask: async (live) => {
      const { body } = await bodyOf(live, v1Policy);
      const state = body?.['policyMigrationState'] ?? null;
      // Null is never written: what it would do is not known.
      if (typeof state !== 'string') return notAsked('the state is null or was not read');
      const answer = await live.write(v1Policy, { policyMigrationState: state });
      return isTaken(answer.status)
        ? asExpected(`${answer.status} for ${state}`)
        : differs(refusal(answer));
    },
  },
  {
    id: 'migration-state-back',
    about: 'Domain 9.2: what a step back to preMigration answers.',
    needs: 'write',
    ask: async (live) => {
      const { body } = await bodyOf(live, v1Policy);
      const state = body?.['policyMigrationState'] ?? null;
      if (typeof state !== 'string' || state === 'preMigration') {
        return notAsked(`the state is ${JSON.stringify(state)}`);
      }
      const back = { policyMigrationState: state };
      const answer = await tryOnly(live, v1Policy, { policyMigrationState: 'preMigration' }, back);
      if (isRefused(answer.status)) return sawThat(refusal(answer));
      if (!isTaken(answer.status)) return notAsked(`no clear answer, put back: ${refusal(answer)}`);
      return sawThat(`${answer.status}: taken from ${state}, and put back`);
    },
  },
  {
    id: 'system-preferred-on-v1',
    about: 'Domain 9.3: PATCH on v1.0 with systemCredentialPreferences as beta tells them.',
    needs: 'write',
    ask: async (live) => {
      const { body } = await bodyOf(live, betaPolicy);
      const preferences = body?.['systemCredentialPreferences'] ?? null;
      if (!isJsonObject(preferences)) return notAsked('beta does not tell them');
      const same = { systemCredentialPreferences: preferences };
      const answer = await sent(live, v1Policy, same);
      if (!(await isThere(live, betaPolicy, same))) {
        await putBack(live, betaPolicy, same);
        return differs(`${answer.status}: taken, and changed; put back`);
      }
      return sawThat(isTaken(answer.status) ? `${answer.status}` : refusal(answer));
    },
  },
  {
    id: 'security-defaults-beside-policies',
    about: 'Domain 9.1: the error for turning security defaults on while a policy is enabled.',
    needs: 'write',
    ask: async (live) => {
      const { url } = reads.securityDefaults;
      const [defaults, policies] = [
        await bodyOf(live, url),
        await bodyOf(live, reads.conditionalAccess.url),
      ];
      const rows = policies.body?.['value'];
      const isOn = (one: Json): boolean => isJsonObject(one) && one['state'] === 'enabled';
      const areOn = Array.isArray(rows) && (rows as readonly Json[]).some(isOn);
      if (defaults.body?.['isEnabled'] !== false || !areOn) {
        return notAsked('needs security defaults off and an enabled policy');
      }
      const answer = await tryOnly(live, url, { isEnabled: true }, { isEnabled: false });
      if (isRefused(answer.status)) return asExpected(refusal(answer));
      if (!isTaken(answer.status)) return notAsked(`no clear answer, put back: ${refusal(answer)}`);
      return differs(`${answer.status}: taken beside an enabled policy, and put back`);
    },
  },
];

type Sent = Awaited<ReturnType<Live['write']>>;

/** Status 0: no answer came, and what was sent may have been taken. */
async function sent(live: Live, url: string, body: Json): Promise<Sent> {
  const lost = (error: unknown): Sent => ({
    status: 0,
    json: { error: { code: error instanceof Error ? error.message : 'no answer' } },
  });
  return live.write(url, body).catch(lost);
}

/**
 * Asks for a change that is not to stay. Only what was refused for certain is left alone: anything
 * else, a lost answer too, is put back.
 */
async function tryOnly(
  live: Live,
  url: string,
  change: JsonObject,
  before: JsonObject,
): Promise<Sent> {
  const answer = await sent(live, url, change);
  if (!isRefused(answer.status)) await putBack(live, url, before);
  return answer;
}

/** The service may tell for a while what was there before. */
const looksMs = [0, 1_000, 2_000, 4_000, 8_000];

/** Throws where it cannot be put back, or is not read back: then a person has to know at once. */
async function putBack(live: Live, url: string, body: JsonObject): Promise<void> {
  const answer = await sent(live, url, body);
  for (const ms of isTaken(answer.status) ? looksMs : [0]) {
    await sleep(ms);
    if (await isThere(live, url, body)) return;
  }
  throw new Error(`${url} could not be put back to ${JSON.stringify(body)}: ${refusal(answer)}`);
}

/** Whether the object as read now holds these fields. */
async function isThere(live: Live, url: string, fields: JsonObject): Promise<boolean> {
  const { body } = await bodyOf(live, url);
  return Object.entries(fields).every(
    ([key, value]) => canonicalJson(body?.[key] ?? null) === canonicalJson(value),
  );
}
