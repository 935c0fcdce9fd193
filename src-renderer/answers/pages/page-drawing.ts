import type { AnswerPath } from '../../../shared/tenant/answer-paths';
import type { Text } from '../answer-field';

/** What stands before a line of a page. `list`: a row of a table. */
export type Control = 'check' | 'radio' | 'toggle' | 'field' | 'list';

export interface PageLine {
  readonly control: Control;
  readonly label: Text;
  /** The answer that stands on this line; left out: drawn for orientation only. */
  readonly path?: AnswerPath;
}

export interface PagePart {
  /** Left out: the lines stand directly under the page's heading. */
  readonly title?: Text;
  readonly lines: readonly PageLine[];
}

/** A page as simple as it can be recognised by: where it is, its heading, its lines. */
export interface PageDrawing {
  /** Portal, console or paper. */
  readonly site: Text;
  readonly heading: Text;
  readonly parts: readonly PagePart[];
}

/** Sizes in the drawing's own units. */
export const drawing = { width: 360, line: 24, top: 66, left: 92 } as const;

export interface PlacedLine {
  readonly y: number;
  readonly label: string;
  /** Null: the title of a part. */
  readonly control: Control | null;
  readonly isMarked: boolean;
}

/**
 * Lines with their place: the part the answer stands in is open, of the others the title shows.
 * A page without the answer gives no marked line.
 */
export function placeLines(page: PageDrawing, path: AnswerPath): readonly PlacedLine[] {
  const placed: PlacedLine[] = [];
  const add = (label: string, control: Control | null, isMarked = false): void => {
    const y = drawing.top + placed.length * drawing.line;
    placed.push({ y, label, control, isMarked });
  };
  for (const { title, lines } of page.parts) {
    if (title !== undefined) add(title(), null);
    const isOpen = title === undefined || lines.some((line) => line.path === path);
    if (!isOpen) continue;
    for (const line of lines) add(line.label(), line.control, line.path === path);
  }
  return placed;
}
