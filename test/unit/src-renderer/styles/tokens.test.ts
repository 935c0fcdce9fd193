import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src-renderer/styles/tokens.css', 'utf8');

type Tokens = ReadonlyMap<string, string>;

/** The colours of a theme, as the sheet gives them: name to #rrggbb. */
function coloursOf(theme: 'light' | 'dark'): Tokens {
  const body = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  const pairs = body.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g);
  return new Map([...pairs].map(([, name = '', colour = '']) => [name, colour]));
}

/** Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance"). */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio"). */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The colours once more contrast is chosen: what the sheet then takes from which other. */
function withContrast(colours: Tokens, selector: string): Tokens {
  const body = css.slice(css.indexOf(selector)).split('}')[0] ?? '';
  const taken = [...body.matchAll(/--([a-z0-9-]+): var\(--([a-z0-9-]+)\);/g)];
  const next = new Map(colours);
  for (const [, name = '', from = ''] of taken) next.set(name, colours.get(from) ?? 'missing');
  return next;
}

const tones = ['good', 'warn', 'bad', 'note', 'unknown', 'practice'] as const;
const inks = ['ink', 'ink-soft', 'ink-faint', 'accent-ink', ...tones.map((one) => `${one}-ink`)];
const marks = [
  ...['accent', 'focus', 'line-strong', ...tones],
  ...[1, 2, 3, 4, 5].map((one) => `chart-${String(one)}`),
];
const grounds = ['canvas', 'surface', 'surface-raised', 'surface-sunken'] as const;
const fills = ['accent', 'accent-hover', 'accent-press'] as const;
const lit = ['surface-hover', 'surface-selected'] as const;

const cross = (
  fronts: readonly string[],
  backs: readonly string[],
): readonly (readonly [string, string])[] =>
  fronts.flatMap((front) => backs.map((back) => [front, back] as const));

/** Words 4.5:1 (SC 1.4.3), marks, lines of fields and rings 3:1 (SC 1.4.11). */
const rules: readonly (readonly [number, readonly (readonly [string, string])[]])[] = [
  [4.5, cross(inks, grounds)],
  [4.5, cross(['ink', 'ink-soft', 'ink-faint', 'accent-ink'], lit)],
  [4.5, [...tones, 'accent'].map((one) => [`${one}-ink`, `${one}-soft`] as const)],
  [4.5, [...tones, 'accent'].map((one) => ['ink', `${one}-soft`] as const)],
  [4.5, cross(['on-accent'], fills)],
  [3, cross(marks, ['canvas', 'surface', 'surface-raised'])],
];

function tooWeak(colours: Tokens, wanted: typeof rules): readonly string[] {
  return wanted.flatMap(([least, pairs]) =>
    pairs.flatMap(([front, back]) => {
      const [one, other] = [colours.get(front), colours.get(back)];
      if (one === undefined || other === undefined) return [`${front} or ${back} is missing`];
      const ratio = contrast(one, other);
      return ratio >= least ? [] : [`${front} on ${back}: ${ratio.toFixed(2)} of ${least}`];
    }),
  );
}

it('contrast is counted as WCAG counts it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  // The palest grey that may be written on white.
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

describe.each(['light', 'dark'] as const)('the colours of the %s theme', (theme) => {
  const colours = coloursOf(theme);

  it('stand out from what they lie on', () => {
    expect(tooWeak(colours, rules)).toEqual([]);
  });

  it.each([
    ":root[data-contrast='more'] {",
    '@media (prefers-contrast: more) {\n  :root[data-theme] {',
  ])('stand out more where more contrast is wanted: %s', (selector) => {
    const more = withContrast(colours, selector);
    expect(tooWeak(more, rules)).toEqual([]);
    // Words 7:1 (SC 1.4.6), lines as strong as words.
    const strict = [[7, cross([...inks, 'line-soft', 'line-strong'], grounds)]] as const;
    expect(tooWeak(more, strict)).toEqual([]);
    expect(tooWeak(colours, strict)).not.toEqual([]);
  });
});
