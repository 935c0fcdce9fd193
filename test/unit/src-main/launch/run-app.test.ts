import { describe, expect, test } from 'vitest';
import { adviceOn, isRemark } from '../../../../src-main/launch/run-app.mjs';

const noSandbox =
  '[1:1128/015350.558857:FATAL:setuid_sandbox_host.cc(158)] The SUID sandbox helper binary was found';
const noScreen =
  '[1:1128/015332.138770:ERROR:ozone_platform_x11.cc(240)] Missing X server or $DISPLAY';
const noBus = '[1:1128/015332.138770:ERROR:bus.cc(399)] Failed to connect to the bus: x';

describe('what Chromium says', () => {
  test('remarks are kept back, what ends it is not', () => {
    expect(isRemark(noBus)).toBe(true);
    expect(isRemark('[1:1128/015332.138770:WARNING:content/gpu.cc:12] x')).toBe(false);
    expect(isRemark('[1:1128/015332.138770:WARNING:gpu.cc:12] x')).toBe(true);
    expect(isRemark(noSandbox)).toBe(false);
    expect(isRemark('Error: x')).toBe(false);
  });

  test.each([
    [noSandbox, 'user namespaces', 'サンドボックス'],
    [
      '[1:2/3:FATAL:zygote_host_impl_linux.cc(117)] No usable sandbox! x',
      'user namespaces',
      'Ubuntu',
    ],
    [noScreen, 'cannot be opened', '画面を開けません'],
    [
      '/opt/electron: error while loading shared libraries: libgbm.so.1: cannot open',
      'library is missing',
      'システムライブラリ',
    ],
  ])('%s gets advice in both languages', (line, english, japanese) => {
    const advice = adviceOn(line);
    expect(advice?.[0]).toContain(english);
    expect(advice?.[1]).toContain(japanese);
  });

  test('anything else gets none', () => {
    expect(adviceOn(noBus)).toBeUndefined();
  });
});

test('nobody is told to switch the sandbox off', () => {
  expect(adviceOn(noSandbox)?.join()).not.toContain('--no-sandbox');
});
