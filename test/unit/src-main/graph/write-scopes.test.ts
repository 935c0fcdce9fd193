import { describe, expect, it } from 'vitest';
import { stepRequests } from '../../../../shared/plan/step-requests';
import { ok } from '../../../../shared/result';
import { scopesOfKind } from '../../../../shared/registration/write-needs';
import { writeScopes } from '../../../../shared/registration/graph-scopes';
import { createGraphClient } from '../../../../src-main/graph/graph-client';
import type { GetToken } from '../../../../src-main/graph/middleware/bearer';
import { scopesOfWrite } from '../../../../src-main/graph/write-table';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const id = '11111111-aaaa-4aaa-8aaa-111111111111';
const known = {
  ...{ created: () => id, evidence: () => [id], liveOwned: null },
};

describe('what a write takes', () => {
  it('is the same by the request as by its kind of step', () => {
    const seen = new Set<string>();
    for (const name of ['S02', 'S12'] as const) {
      for (const step of scenarioPlan(name).plan.steps) {
        const made = stepRequests(step, known);
        for (const { method, version, path } of made.ok ? made.value : []) {
          // Policies that appear are known by their id once they do.
          if (path.includes('appeared')) continue;
          seen.add(step.kind);
          const scopes = scopesOfWrite(method, `/${version}${path}`, undefined);
          expect([step.kind, scopes]).toEqual([step.kind, scopesOfKind[step.kind]]);
        }
      }
    }
    expect(seen.size).toBeGreaterThan(6);
  });

  it('is what any part of a lot takes, and nothing for what may not be sent', () => {
    const parts = [
      { id: '1', method: 'PATCH', url: `/users/${id}/authentication/requirements`, body: {} },
      { id: '2', method: 'PATCH', url: `/users/${id}/authentication/requirements`, body: {} },
    ];
    const lot = (requests: object[]) =>
      scopesOfWrite('POST', '/beta/$batch', JSON.parse(JSON.stringify({ requests })) as never);
    expect(lot(parts)).toEqual(['Policy.ReadWrite.AuthenticationMethod']);
    expect(lot([])).toEqual([]);
    expect(scopesOfWrite('DELETE', `/v1.0/users/${id}`, undefined)).toEqual([]);
  });

  it('is all that is asked for, over every kind', () => {
    expect(new Set(Object.values(scopesOfKind).flat())).toEqual(new Set(writeScopes));
  });
});

it('a write’s token is asked for with it, a read’s is not', async () => {
  const asked: unknown[] = [];
  const getToken: GetToken = (purpose, options) => {
    asked.push([purpose, options?.scopes]);
    return Promise.resolve(ok('t'));
  };
  const client = createGraphClient({
    transport: {
      ...{ kind: 'practice', origin: 'http://127.0.0.1:1', canWrite: true },
      send: () => Promise.resolve(ok({ status: 204, headers: {}, body: '' })),
    },
    ...{ getToken, isPaced: false },
    clock: () => ({
      ...{
        watched: () => 0,
        now: () => 0,
        steady: () => 0,
        serverTime: () => 0,
        serverNow: () => Promise.resolve(0),
      },
      sleep: () => Promise.resolve(),
    }),
  });
  await client.get('/v1.0/organization');
  await client.sendOnce('PATCH', `/v1.0/groups/${id}`, {}, {});
  await client.checkToken('write', ['Policy.ReadWrite.SecurityDefaults']);
  expect(asked).toEqual([
    ['read', undefined],
    ['write', ['Group.ReadWrite.All']],
    ['write', ['Policy.ReadWrite.SecurityDefaults']],
  ]);
});
