import { expect, it } from 'vitest';
import { ok } from '../../../shared/result';
import { isJsonObject, type Json, type JsonObject } from '../../../shared/json';
import { reads } from '../../../src-main/graph/reads';
import type { Live } from '../../live/question';
import { writeQuestions } from '../../live/write-questions';

const { url: defaults } = reads.securityDefaults;
const { url: policy } = reads.authenticationMethodsPolicyV1;

/** A tenant that takes every write; `answers`: what each write is answered with, null: nothing. */
function tenant(answers: readonly (number | null)[], keeps = true) {
  const objects: Record<string, JsonObject> = {
    [defaults]: { isEnabled: false },
    [policy]: { policyMigrationState: 'migrationInProgress' },
    [reads.conditionalAccess.url]: { value: [{ state: 'enabled' }] },
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
        : Promise.resolve({ status, json: null });
    },
  } as unknown as Live;
  const ask = (id: string) => writeQuestions.find((one) => one.id === id)?.ask(live);
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
