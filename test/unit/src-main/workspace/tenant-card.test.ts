import { expect, it } from 'vitest';
import { err } from '../../../../shared/result';
import { failure } from '../../../../shared/diagnostic';
import { readTenantCard } from '../../../../src-main/workspace/tenant-card';
import { openPractice } from '../../../fixtures/open-practice';

it.each(['roleAssignments', 'roleDefinitions'])(
  'knows no roles, rather than none, where %s could not be read',
  async (list) => {
    const practice = await openPractice('S02');
    const { source } = practice;
    const read = await readTenantCard(source, 'gaa@kestrel.example');
    expect(read).toMatchObject({ value: { roles: ['Global Administrator'] } });
    const refused = { code: 'list' };
    const graph = {
      ...source.graph,
      get: (...asked: Parameters<typeof source.graph.get>) =>
        asked[0].includes(list)
          ? Promise.resolve(err(failure('graph/malformed', refused)))
          : source.graph.get(...asked),
    };
    const unread = await readTenantCard({ ...source, graph }, 'gaa@kestrel.example');
    expect(unread).toMatchObject({ ok: true, value: { roles: null } });
    await practice.close();
  },
);
