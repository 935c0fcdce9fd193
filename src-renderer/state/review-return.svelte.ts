import type { ReviewView } from '../../shared/ipc/review-contract';

/** Where somebody stood on Review, and what it showed, when they left it to edit something. */
export interface ReviewPlace {
  /** Id of the link they left by. */
  readonly link: string;
  /** How far the content was scrolled, in pixels. */
  readonly scrolled: number;
  /** How far below the top of the window the link was, in pixels. */
  readonly top: number;
  readonly before: ReviewView;
}

/** The way back to Review: kept until it is used, or another plan is opened. */
export class ReviewReturn {
  place = $state.raw<ReviewPlace | null>(null);

  remember(link: string, before: ReviewView): void {
    const content = document.querySelector('#main-content');
    this.place = { link, scrolled: content?.scrollTop ?? 0, top: topOf(link), before };
  }

  /** Once: whoever comes back later by themselves starts at the top. */
  take(): ReviewPlace | null {
    const { place } = this;
    this.place = null;
    return place;
  }

  forget(): void {
    this.place = null;
  }
}

/** Puts focus and scrolling where they were; what has moved out of sight comes into it. */
export function standAgain({ link, scrolled, top }: ReviewPlace): void {
  const content = document.querySelector('#main-content');
  const target = document.getElementById(link);
  if (content !== null) {
    content.scrollTop = scrolled;
    // Parts above that are still being read will push the link down: the window keeps it in place.
    if (target !== null) content.scrollTop += topOf(link) - top;
  }
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: 'nearest' });
}

function topOf(id: string): number {
  return document.getElementById(id)?.getBoundingClientRect().top ?? 0;
}
