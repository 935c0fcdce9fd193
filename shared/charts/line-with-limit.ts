/** One figure of one day; null: it was looked for and could not be read. */
export interface DayFigure {
  /** `2026-12-01` */
  readonly day: string;
  readonly value: number | null;
}

export interface LineDrawing {
  /** One path for each run of days without a gap: an unread day is not drawn over. */
  readonly paths: readonly string[];
  readonly dots: readonly { readonly day: string; readonly x: number; readonly y: number }[];
  /** Days of which nothing is known, at the foot of the picture. */
  readonly unread: readonly { readonly day: string; readonly x: number }[];
  /** The stop line. */
  readonly limitY: number;
  readonly top: number;
}

const dayMs = 86_400_000;

/**
 * Figures of days against a limit, in a box of `width` × `height`. Days stand as far apart as the
 * calendar says, so that a pause shows; the box holds every figure, the limit and 0.
 * @param points in the order of their days
 */
export function lineWithLimit(
  points: readonly DayFigure[],
  limit: number,
  { width, height }: { readonly width: number; readonly height: number },
): LineDrawing {
  const top = Math.max(limit, 1, ...points.map(({ value }) => value ?? 0)) * 1.1;
  const first = Date.parse(points[0]?.day ?? '');
  const span = Math.max(dayMs, Date.parse(points.at(-1)?.day ?? '') - first);
  const xOf = (day: string): number => round(((Date.parse(day) - first) / span) * width);
  const yOf = (value: number): number => round(height - (value / top) * height);
  const paths: string[] = [];
  let run = '';
  for (const { day, value } of points) {
    if (value === null) {
      if (run !== '') paths.push(run);
      run = '';
    } else {
      run += `${run === '' ? 'M' : 'L'}${xOf(day)} ${yOf(value)}`;
    }
  }
  if (run !== '') paths.push(run);
  return {
    paths,
    dots: points.flatMap(({ day, value }) =>
      value === null ? [] : [{ day, x: xOf(day), y: yOf(value) }],
    ),
    unread: points.flatMap(({ day, value }) => (value === null ? [{ day, x: xOf(day) }] : [])),
    limitY: yOf(limit),
    top,
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
