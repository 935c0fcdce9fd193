import { expect, test } from 'vitest';
import { contract } from '../../../../shared/ipc/contract';
import type { CallName } from '../../../../shared/ipc/contract-types';
import { ok } from '../../../../shared/result';
import { heeding } from '../../../../src-main/ipc/page-handlers';
import type { ServedHandlers } from '../../../../src-main/ipc/serve-contract';

/** Needs no network, only shows, ends something, or is saved while somebody types. */
const quiet = new Set<string>([
  ...['app', 'keep', 'data', 'proxy', 'home', 'files', 'practice', 'answers', 'today', 'people'],
  ...[
    'findings',
    'policy',
    'plan',
    'schedule',
    'messages',
    'notes',
    'drafts',
    'safety',
    'export',
    'finish',
  ],
  ...['fleet.get', 'fleet.stop', 'fleet.leaveOut', 'fleet.saveReports'],
  ...['overview', 'activity', 'thinking', 'taking', 'updates.get', 'updates.checkFile'],
  ...['registration.get', 'registration.cancel', 'second.get', 'second.choose', 'second.always'],
  ...['connect.get', 'connect.cancel', 'connect.confirm', 'connect.signOut', 'second.cancel'],
  ...['read.difference', 'read.get', 'read.pause', 'read.cancel', 'read.sources', 'review.get'],
  ...[
    'rings.get',
    'rings.move',
    'rings.drift',
    'rings.layout',
    'rollout.get',
    'rollout.hold',
    'rollout.people',
    'rollout.gateLines',
    'rollout.gatePeople',
    'rollout.saveGatePeople',
  ],
]);
const isQuiet = (name: string): boolean => quiet.has(name) || quiet.has(name.split('.')[0] ?? '');

function served(order: string[]): Partial<ServedHandlers> {
  const handlers = new Proxy({} as ServedHandlers, {
    get: (_, name) => () => {
      order.push(String(name));
      return Promise.resolve(ok({}));
    },
  });
  return heeding(handlers, () => order.push('heed'));
}

test('a proxy may ask again before every call that needs the network, and before no other', () => {
  const names = (Object.keys(contract.calls) as CallName[]).filter((name) => !isQuiet(name));
  expect(Object.keys(served([])).sort()).toEqual([...names].sort());
  expect(names).toEqual(
    expect.arrayContaining(['rollout.stop', 'rollout.rollBack', 'second.approve', 'read.start']),
  );
});

test('it may ask before the call is answered, which gets what came', async () => {
  const order: string[] = [];
  for (const handler of Object.values(served(order))) {
    await (handler as unknown as () => Promise<unknown>)();
  }
  const names = Object.keys(served([]));
  expect(order).toEqual(names.flatMap((name) => ['heed', name]));
});
