import * as v from 'valibot';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const pixels = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000));
const windowStateSchema = v.strictObject({
  x: pixels,
  y: pixels,
  width: v.pipe(pixels, v.minValue(1)),
  height: v.pipe(pixels, v.minValue(1)),
  maximized: v.boolean(),
  zoom: v.pipe(v.number(), v.minValue(0.5), v.maxValue(3)),
});
/** Place and size in device-independent pixels, zoom as a factor. */
export type WindowState = v.InferOutput<typeof windowStateSchema>;

export const smallestSize = { width: 640, height: 400 };
const usualSize = { width: 1280, height: 860 };
/** Part of the title bar that must stay reachable by the pointer. */
const reachable = { width: 120, height: 40 };

/**
 * Where the window opens: as it was left, but on a display that is still there, no larger than
 * it, and with its title bar in reach. Anything unreadable gives the middle of the first display.
 * @param saved what was stored; unchecked
 * @param workAreas of the displays, the primary one first
 */
export function placeWindow(saved: unknown, workAreas: readonly Rectangle[]): WindowState {
  const primary = workAreas[0] ?? { x: 0, y: 0, ...usualSize };
  const parsed = v.safeParse(windowStateSchema, saved);
  if (!parsed.success) {
    return { ...centred(primary, usualSize), maximized: false, zoom: 1 };
  }
  const state = parsed.output;
  const area = workAreas.find((candidate) => isReachable(state, candidate));
  if (!area) {
    return { ...centred(primary, state), maximized: state.maximized, zoom: state.zoom };
  }
  const size = fit(state, area);
  return {
    ...size,
    x: clamp(state.x, area.x - size.width + reachable.width, area.x + area.width - reachable.width),
    y: clamp(state.y, area.y, area.y + area.height - reachable.height),
    maximized: state.maximized,
    zoom: state.zoom,
  };
}

function isReachable(window: Rectangle, area: Rectangle): boolean {
  const right = Math.min(window.x + window.width, area.x + area.width);
  const left = Math.max(window.x, area.x);
  return (
    right - left >= reachable.width &&
    window.y >= area.y - reachable.height &&
    window.y <= area.y + area.height - reachable.height
  );
}

function fit(
  size: { readonly width: number; readonly height: number },
  area: Rectangle,
): { width: number; height: number } {
  return {
    width: clamp(size.width, Math.min(smallestSize.width, area.width), area.width),
    height: clamp(size.height, Math.min(smallestSize.height, area.height), area.height),
  };
}

function centred(
  area: Rectangle,
  wanted: { readonly width: number; readonly height: number },
): Rectangle {
  const size = fit(wanted, area);
  return {
    ...size,
    x: area.x + Math.round((area.width - size.width) / 2),
    y: area.y + Math.round((area.height - size.height) / 2),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, Math.max(low, high)));
}
