import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RunPower } from '../../../../src-main/app/power';
import {
  claimSingleInstance,
  FileInbox,
  findFileArgument,
} from '../../../../src-main/app/single-instance';

test('a second start brings the first to the front and hands over its file', () => {
  let second: ((argv: readonly string[], folder: string) => void) | undefined;
  const seen: string[] = [];
  const isFirst = claimSingleInstance(
    {
      requestSingleInstanceLock: () => true,
      onSecondInstance: (listener) => (second = listener),
    },
    { focus: () => void seen.push('focus'), openFile: (path) => void seen.push(path) },
  );
  expect(isFirst).toBe(true);
  second?.(['causeway', '--lang=ja', 'plan.causeway'], '/home/work');
  second?.(['causeway'], '/home/work');
  expect(seen).toEqual(['focus', join('/home/work', 'plan.causeway'), 'focus']);
});

test('without the lock it is not the first and listens to nobody', () => {
  const isFirst = claimSingleInstance(
    {
      requestSingleInstanceLock: () => false,
      onSecondInstance: () => expect.unreachable(),
    },
    { focus: () => undefined, openFile: () => undefined },
  );
  expect(isFirst).toBe(false);
});

test.each<[string[], string | undefined]>([
  [['causeway'], undefined],
  [['plan.causeway'], undefined],
  [['causeway', '--x=plan.causeway'], undefined],
  [['causeway', 'https://evil.example/'], undefined],
  [['causeway', '/a/plan.causeway\0.txt'], undefined],
  [['causeway', '/a/one.causeway', '/a/two.CAUSEWAY'], '/a/two.CAUSEWAY'],
  [['causeway', '/a/contoso.capture.json'], '/a/contoso.capture.json'],
  [['causeway', '/a/causeway-capture.json'], '/a/causeway-capture.json'],
  [['causeway', '--config=x.json', 'Tenant.JSON'], join('/w', 'Tenant.JSON')],
])('of %j takes %s', (argv, expected) => {
  expect(findFileArgument(argv, '/w')).toBe(expected);
});

test('a file that comes too early waits', () => {
  const inbox = new FileInbox();
  const seen: string[] = [];
  inbox.put('/a/early.causeway');
  inbox.listen((path) => void seen.push(path));
  inbox.put('/a/late.causeway');
  expect(seen).toEqual(['/a/early.causeway', '/a/late.causeway']);
});

test('the computer stays awake exactly while a ring runs', () => {
  const calls: string[] = [];
  const power = new RunPower({
    startBlocker: () => calls.push('start'),
    stopBlocker: (id) => void calls.push(`stop ${id}`),
    setProgress: (fraction) => void calls.push(String(fraction)),
  });
  power.update({ isRunning: true, done: 0, total: 4 });
  power.update({ isRunning: true, done: 1, total: 4 });
  power.update({ isRunning: false, done: 1, total: 4 });
  power.update({ isRunning: false, done: 1, total: 4 });
  expect(calls).toEqual(['start', '0', '0.25', 'stop 1', '-1', '-1']);
});
