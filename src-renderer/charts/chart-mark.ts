import { formatPercent } from '../../shared/i18n/format';
import { language } from '../i18n.svelte';

/** One mark of a picture in words. Its drawing carries the key as `data-mark`. */
export interface ChartMark {
  readonly key: string;
  /** What it is, its number, and its share where it has one. */
  readonly text: string;
}

/** `25 %` of a whole; of nothing: 0 %. */
export function shareOf(count: number, whole: number): string {
  return formatPercent(whole === 0 ? 0 : count / whole, language());
}

/** Where a tip stands, in px of the drawing. */
export interface TipPlace {
  /** Of the mark, and of the ring around it. */
  readonly mark: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** Left edge and width of the room for the tip. */
  readonly x: number;
  readonly width: number;
  /** Above the mark, but where there is no room. */
  readonly isBelow: boolean;
}

/** Room a tip of three lines takes, in px. */
const tipHeight = 84;
const widestTip = 288;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Places the tip of a mark within its drawing.
 * @param top upper edge of what can be seen, in the same px of the window as the boxes
 */
export function placeTip(mark: Box, drawing: Box, top: number): TipPlace {
  const width = Math.min(widestTip, drawing.width);
  const middle = mark.left - drawing.left + mark.width / 2;
  return {
    mark: {
      ...{ x: mark.left - drawing.left, y: mark.top - drawing.top },
      ...{ width: mark.width, height: mark.height },
    },
    x: Math.max(0, Math.min(middle - width / 2, drawing.width - width)),
    width,
    isBelow: mark.top - top < tipHeight,
  };
}

/** Where an arrow, Home or End leads to among so many marks; null: any other key. */
export function markAfter(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(at + 1, count - 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
