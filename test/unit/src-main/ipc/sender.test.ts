import { expect, test } from 'vitest';
import {
  isBundleUrl,
  isTrustedSender,
  type SenderEvent,
  type TrustedWindow,
} from '../../../../src-main/ipc/sender';

const frame = { parent: null, url: 'app://bundle/index.html', routingId: 3, processId: 7 };
const window: TrustedWindow = {
  webContentsId: 1,
  isDestroyed: () => false,
  mainFrame: () => ({ routingId: 3, processId: 7 }),
};
const event = (changes: object = {}, senderId = 1): SenderEvent => ({
  sender: { id: senderId },
  senderFrame: { ...frame, ...changes },
});

test('the main frame of the window on its own page may ask', () => {
  expect(isTrustedSender(event(), window)).toBe(true);
});

test.each<[string, SenderEvent, TrustedWindow | undefined]>([
  ['a frame that is gone', { sender: { id: 1 }, senderFrame: null }, window],
  ['no window yet', event(), undefined],
  ['a destroyed window', event(), { ...window, isDestroyed: () => true }],
  ['a sub-frame', event({ parent: frame }), window],
  ['other contents', event({}, 2), window],
  ['another frame of the process', event({ routingId: 4 }), window],
  ['another process', event({ processId: 8 }), window],
  ['a page from the web', event({ url: 'https://bundle/index.html' }), window],
  ['a file', event({ url: 'file:///index.html' }), window],
  ['another host', event({ url: 'app://bundle.evil/index.html' }), window],
  ['a host as user', event({ url: 'app://bundle@evil/index.html' }), window],
  ['a port', event({ url: 'app://bundle:1/index.html' }), window],
  ['a blank page', event({ url: 'about:blank' }), window],
  ['an empty address', event({ url: '' }), window],
])('%s may not', (_name, asked, known) => {
  expect(isTrustedSender(asked, known)).toBe(false);
});

test.each([
  ['app://bundle/', true],
  ['app://bundle/index.html#today', true],
  ['app://bundle/index.html?x=1', false],
  ['app://BUNDLE/', false],
  ['app://bundle', false],
  ['app://bundle/%2e%2e/x', false],
])('is %s ours: %s', (url, expected) => {
  expect(isBundleUrl(url)).toBe(expected);
});
