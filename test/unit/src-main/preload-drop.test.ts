import { expect, test } from 'vitest';
import { takeDrops, type DragLike } from '../../../src-main/preload-drop';

interface Dropped {
  readonly path?: string;
}

function page() {
  const listeners = new Map<string, (event: DragLike<Dropped>) => void>();
  const opened: string[] = [];
  takeDrops<Dropped>(
    { addEventListener: (name, listener) => void listeners.set(name, listener) },
    (file) => file.path,
    (path) => void opened.push(path),
  );
  const send = (
    name: 'dragover' | 'drop',
    changes: { isTrusted?: boolean; types?: string[]; files?: Dropped[] } = {},
  ) => {
    const { isTrusted = true, types = ['Files'], files = [{ path: '/a.causeway' }] } = changes;
    const told = { isStopped: false, effect: '' };
    listeners.get(name)?.({
      isTrusted,
      preventDefault: () => void (told.isStopped = true),
      dataTransfer: {
        ...{ types, files },
        get dropEffect() {
          return told.effect;
        },
        set dropEffect(effect: string) {
          told.effect = effect;
        },
      },
    });
    return told;
  };
  return { opened, send };
}

test('a file that is held over the window may be let go, and is opened then', () => {
  const { opened, send } = page();
  expect(send('dragover')).toEqual({ isStopped: true, effect: 'copy' });
  expect(opened).toEqual([]);
  expect(send('drop')).toMatchObject({ isStopped: true });
  expect(opened).toEqual(['/a.causeway']);
});

test('of several files the first is opened', () => {
  const { opened, send } = page();
  send('drop', { files: [{ path: '/a.causeway' }, { path: '/b.causeway' }] });
  expect(opened).toEqual(['/a.causeway']);
});

test('what the page makes up opens nothing', () => {
  const { opened, send } = page();
  send('drop', { isTrusted: false });
  send('drop', { files: [{}] });
  send('drop', { files: [{ path: '' }] });
  send('drop', { files: [] });
  expect(opened).toEqual([]);
});

test('text that is dragged is left to the page', () => {
  const { opened, send } = page();
  for (const name of ['dragover', 'drop'] as const) {
    expect(send(name, { types: ['text/plain'] })).toEqual({ isStopped: false, effect: '' });
  }
  expect(opened).toEqual([]);
});
