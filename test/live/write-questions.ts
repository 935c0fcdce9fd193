import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import { reads } from '../../src-main/graph/reads';
import { asExpected, differs, notAsked, sawThat, type Live, type Question } from './question';
import { betaPolicy, bodyOf, textOf, v1Policy } from './read-questions';
import { isRefused, isTaken, isThere, putBack, refusal, sent, tryOnly } from './tried-write';

/**
 * Each writes what is there already, or asks for what has to be refused; whatever was taken against
 * expectation is put back at once, and read back.
 */
export const writeQuestions: readonly Question[] = [
  {
    id: 'migration-state-same',
    about: 'Domain 9.2: PATCH of policyMigrationState on v1.0 with the value that is there.',
    requests: [`PATCH ${v1Policy}`],
    needs: ['write'],
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
    requests: [`PATCH ${v1Policy}`],
    needs: ['write'],
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
    requests: [`PATCH ${v1Policy}`, `GET ${betaPolicy}`],
    needs: ['write'],
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
    requests: [`PATCH ${reads.securityDefaults.url}`],
    needs: ['write'],
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
  {
    id: 'policy-beside-security-defaults',
    about: 'Domain 9.1: the refusal of an enabled policy beside security defaults, and its number.',
    requests: [`PATCH ${reads.conditionalAccess.url}/{id}`],
    needs: ['write'],
    ask: askPolicyBesideDefaults,
  },
];

/** With a policy that is for nobody: were it taken, it would bind nobody until it is put back. */
async function askPolicyBesideDefaults(live: Live): ReturnType<Question['ask']> {
  const { url } = reads.conditionalAccess;
  const defaults = await bodyOf(live, reads.securityDefaults.url);
  const policies = await bodyOf(live, url);
  const rows = (policies.body?.['value'] ?? []) as readonly JsonObject[];
  const forNobody = rows.find((one) => isForNobody(one) && one['state'] === 'disabled');
  if (defaults.body?.['isEnabled'] !== true || forNobody === undefined) {
    return notAsked('needs security defaults on and a policy that is off and includes None');
  }
  const place = `${url}/${textOf(forNobody, 'id')}`;
  const answer = await tryOnly(live, place, { state: 'enabled' }, { state: 'disabled' });
  if (isRefused(answer.status)) return asExpected(refusal(answer));
  if (!isTaken(answer.status)) return notAsked(`no clear answer, put back: ${refusal(answer)}`);
  return differs(`${answer.status}: taken beside security defaults, and put back`);
}

function isForNobody({ conditions }: JsonObject): boolean {
  const users = isJsonObject(conditions ?? null) ? (conditions as JsonObject)['users'] : null;
  if (!isJsonObject(users ?? null)) return false;
  const { includeUsers, includeGroups, includeRoles, includeGuestsOrExternalUsers } =
    users as JsonObject;
  const isEmpty = (list: Json | undefined): boolean =>
    list === undefined || list === null || (Array.isArray(list) && list.length === 0);
  return (
    JSON.stringify(includeUsers) === '["None"]' &&
    [includeGroups, includeRoles, includeGuestsOrExternalUsers].every(isEmpty)
  );
}
