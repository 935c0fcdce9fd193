import { fillPatterns, type Fill } from '../../shared/charts/fills';

/** The patterns every mark of a page shares, so that greyscale and print keep fills apart. */
export function patterns(): string {
  const all = Object.entries(fillPatterns).map(
    ([fill, path]) =>
      `<pattern id="p-${fill}" width="6" height="6" patternUnits="userSpaceOnUse"><path d="${path}" class="hatch hatch-${fill}"/></pattern>`,
  );
  return `<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>${all.join('')}</defs></svg>`;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius?: number;
}

/** A filled rectangle; where its fill has a pattern, that lies over the colour. */
export function mark(fill: Fill, { x, y, width, height, radius = 2 }: Place): string {
  const at = `x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" rx="${radius}"`;
  const over = fillPatterns[fill] === undefined ? '' : `<rect ${at} fill="url(#p-${fill})"/>`;
  return `<rect ${at} class="fill-${fill}"/>${over}`;
}

/** The mark beside a word of a legend. */
export function swatch(fill: Fill): string {
  const inner = mark(fill, { x: 0.5, y: 0.5, width: 11, height: 11 });
  return `<svg viewBox="0 0 12 12" aria-hidden="true">${inner}</svg>`;
}
