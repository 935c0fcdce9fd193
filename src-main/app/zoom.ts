/** Steps between 50 % and 300 %, as browsers have them. */
const steps = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

/** The next factor in a direction; the ends stay where they are. */
export function nextZoom(current: number, direction: 'in' | 'out' | 'reset'): number {
  switch (direction) {
    case 'reset':
      return 1;
    case 'in':
      return steps.find((step) => step > current + 0.01) ?? 3;
    case 'out':
      return [...steps].reverse().find((step) => step < current - 0.01) ?? 0.5;
  }
}
