import { describe, expect, it } from 'vitest';
import { ok } from '../../../shared/result';
import { isJsonObject, type Json, type JsonObject } from '../../../shared/json';
import { reads } from '../../../src-main/graph/reads';
import type { Live } from '../../live/question';
import { limitQuestions } from '../../live/limit-questions';
import { writeQuestions } from '../../live/write-questions';

const { url: defaults } = reads.securityDefaults;
const { url: policy } = reads.authenticationMethodsPolicyV1;
const { url: betaPolicy } = reads.authenticationMethodsPolicy;
const { url: conditionalAccess } = reads.conditionalAccess;

/** A tenant that takes every write; `answers`: what each write is answered with, null: nothing. */
function tenant(answers: readonly (number | null)[], keeps = true) {
  const objects: Record<string, JsonObject> = {
    [defaults]: { isEnabled: false },
    [policy]: { policyMigrationState: 'migrationInProgress' },
    [betaPolicy]: { systemCredentialPreferences: { state: 'default' } },
    [conditionalAccess]: { value: [{ state: 'enabled' }] },
  };
  const left = [...answers];
  let writes = 0;
  const live = {
    graph: {
      get: (url: string) => Promise.resolve(ok({ status: 200, json: objects[url] ?? null })),
    },
    write: (url: string, body: Json) => {
      writes += 1;
      const status = left.shift() ?? null;
      const isKept = keeps || writes === 1;
      if (isKept && isJsonObject(body)) objects[url] = { ...objects[url], ...body };
      return status === null
        ? Promise.reject(new Error('graph/network'))
        : Promise.resolve({ status, json: null, retryAfter: '17' });
    },
  } as unknown as Live;
  const all = [...writeQuestions, ...limitQuestions];
  const ask = (id: string) => all.find((one) => one.id === id)?.ask(live);
  return { objects, ask, writes: () => writes };
}

const tried = [
  ['migration-state-back', policy, { policyMigrationState: 'migrationInProgress' }],
  ['security-defaults-beside-policies', defaults, { isEnabled: false }],
] as const;

it.each(tried)('%s is put back where no answer came to it', async (id, url, before) => {
  for (const status of [null, 504]) {
    const { objects, ask, writes } = tenant([status, 204]);
    await ask(id);
    expect([writes(), objects[url]]).toEqual([2, before]);
  }
});

it.each(tried)('%s says so where it is not read back', { timeout: 30_000 }, async (id) => {
  await expect(tenant([204, 400], false).ask(id)).rejects.toThrow('could not be put back');
});

describe('an enabled policy beside security defaults', () => {
  const id = 'policy-beside-security-defaults';
  const place = `${conditionalAccess}/7`;
  const nobody = { includeUsers: ['None'], includeGroups: [], includeRoles: [] };
  const withPolicy = (users: JsonObject, answers: readonly (number | null)[]) => {
    const made = tenant(answers);
    const one = { id: '7', state: 'disabled', conditions: { users } };
    Object.assign(made.objects, {
      ...{ [defaults]: { isEnabled: true }, [place]: one },
      [conditionalAccess]: { value: [one] },
    });
    return made;
  };

  it('is asked for with a policy for nobody, and put back where it is not refused', async () => {
    for (const status of [null, 204]) {
      const { objects, ask, writes } = withPolicy(nobody, [status, 204]);
      expect(await ask(id)).toMatchObject({ verdict: status === null ? 'notAsked' : 'differs' });
      expect([writes(), objects[place]?.['state']]).toEqual([2, 'disabled']);
    }
    expect(await withPolicy(nobody, [400]).ask(id)).toMatchObject({ verdict: 'asExpected' });
  });

  it.each([
    { includeUsers: ['All'] },
    { includeUsers: ['None'], includeGroups: ['g'] },
    { includeUsers: ['None'], includeRoles: ['r'] },
    { includeUsers: [] },
  ])('is not asked for with a policy for somebody: %j', async (users) => {
    const { ask, writes } = withPolicy(users, [204, 204]);
    expect(await ask(id)).toMatchObject({ verdict: 'notAsked' });
    expect(writes()).toBe(0);
  });
});

describe('the limit of writes', () => {
  const id = 'methods-policy-write-limit';

  it('is what came before 429, after which nothing more is sent', async () => {
    const { ask, writes } = tenant([204, 204, 429, 204]);
    expect(await ask(id)).toEqual({ verdict: 'seen', seen: '429 at write 3, Retry-After 17' });
    expect(writes()).toBe(3);
  });

  it('is not looked for beyond sixty, nor after a refusal', async () => {
    const patient = tenant(Array.from({ length: 99 }, () => 204));
    expect(await patient.ask(id)).toMatchObject({ seen: 'no 429 in 60 writes' });
    expect(patient.writes()).toBe(60);
    const refused = tenant([403]);
    expect(await refused.ask(id)).toMatchObject({ verdict: 'notAsked' });
    expect(refused.writes()).toBe(1);
  });
});
