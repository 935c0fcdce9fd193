import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { judgeHere } from '../../../../src-main/files/judge-here';
import { loadTenants } from '../../../../src-main/fleet/load-tenants';
import { quickFolder } from '../../../fixtures/campaign';

const folder = quickFolder('tenants');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const id = (n: number) => `11111111-1111-4111-8111-${String(n).padStart(12, '0')}`;
const listed = (n: number, fields: object = {}) => ({
  ...{ name: `T${n}`, tenantId: id(n), cloud: 'global', ...fields },
});

function load(tenants: unknown, fields: object = {}) {
  const file = join(folder, 'tenants.json');
  writeFileSync(file, JSON.stringify({ schema: 'causeway-tenants/1', tenants, ...fields }));
  return loadTenants(file, judgeHere);
}

/** Every problem as `place: expected`. */
async function problems(tenants: unknown, fields: object = {}): Promise<readonly string[]> {
  const loaded = await load(tenants, fields);
  if (loaded.ok) return [];
  return [loaded.failure, ...(loaded.failure.also ?? [])].map(
    ({ values }) => `${values['place']}: ${values['expected']}`,
  );
}

describe('the tenants of a file', () => {
  it('have the host of their cloud and paths from the folder of the file', async () => {
    const loaded = await load([
      listed(1, { tenantId: id(10).toUpperCase(), answers: 'a/b.json', choices: '../c.json' }),
      listed(2, { cloud: 'usgov', tokenEnv: 'TOKEN_2', graphUrl: 'http://[::1]:9' }),
    ]);
    expect(loaded.ok && loaded.value).toEqual([
      {
        ...{ name: 'T1', tenantId: id(10), cloud: 'global', tokenEnv: null },
        graphUrl: 'https://graph.microsoft.com',
        ...{ answers: join(folder, 'a/b.json'), choices: join(folder, '../c.json') },
      },
      {
        ...{ name: 'T2', tenantId: id(2), cloud: 'usgov', tokenEnv: 'TOKEN_2' },
        ...{ graphUrl: 'http://[::1]:9', answers: null, choices: null },
      },
    ]);
  });

  it.each<[string, object, string]>([
    ['twice', listed(1, { name: 'other' }), 'tenants[1].tenantId: tenant_once'],
    ['a name but for its case', listed(2, { name: 't1' }), 'tenants[1].name: own_file_name'],
    ['the file of all', listed(2, { name: 'Fleet' }), 'tenants[1].name: own_file_name'],
    ['the file of the run', listed(2, { name: 'fleet-run' }), 'tenants[1].name: own_file_name'],
    [
      'a foreign host',
      listed(2, { graphUrl: 'https://e.example' }),
      'tenants[1].graphUrl: graph_address',
    ],
    [
      'the host of another cloud',
      listed(2, { cloud: 'china', graphUrl: 'https://graph.microsoft.com' }),
      'tenants[1].graphUrl: graph_address',
    ],
    [
      'localhost',
      listed(2, { graphUrl: 'http://localhost:9' }),
      'tenants[1].graphUrl: graph_address',
    ],
    ['an unknown field', listed(2, { token: 'x' }), 'tenants[1].token: never'],
    ['no id', listed(2, { tenantId: 'contoso' }), 'tenants[1].tenantId: tenant_id'],
    ['no variable', listed(2, { tokenEnv: 'A B' }), 'tenants[1].tokenEnv: variable_name'],
    ['a blank name', listed(2, { name: ' ' }), 'tenants[1].name: filled_text'],
  ])('are refused: %s', async (_, second, problem) => {
    expect(await problems([listed(1), second])).toEqual([problem]);
  });

  it.each([
    ['Straße', 'STRASSE'],
    ['ſmall', 'Small'],
  ])('are refused where %j and %j would be one file', async (first, second) => {
    const both = [listed(1, { name: first }), listed(2, { name: second })];
    expect(await problems(both)).toEqual(['tenants[1].name: own_file_name']);
  });

  it('are refused where nobody is named, or more than 500', async () => {
    expect(await problems([])).toEqual(['tenants: >=1']);
    const many = Array.from({ length: 501 }, (_, n) => listed(n));
    expect(await problems(many)).toEqual(['tenants: <=500']);
    expect(await problems('x')).toEqual(['tenants: Array']);
  });

  it('are told every problem at once, names that collide only as files among them', async () => {
    const cloud = { cloud: 'mars' };
    expect(
      await problems([listed(1, { name: 'a/b' }), listed(2, { name: 'a:b', ...cloud })]),
    ).toEqual([
      'tenants[1].name: own_file_name',
      'tenants[1].cloud: ("global" | "usgov" | "usgovdod" | "china")',
    ]);
  });
});
