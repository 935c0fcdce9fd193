import { expect, test } from 'vitest';
import { hasDisplay } from '../../../../src-main/launch/display.mjs';

test.runIf(process.platform === 'linux')('a display is seen in the environment', () => {
  expect(hasDisplay({})).toBe(false);
  expect(hasDisplay({ DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
});
