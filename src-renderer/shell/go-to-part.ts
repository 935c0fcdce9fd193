import { tick } from 'svelte';
import type { ScreenName } from '../../shared/wizard/screen';
import type { AppStore } from '../state/app.svelte';

/** To a part of a screen by the id of its heading or fold, which is unfolded and gets the focus. */
export async function goToPart(app: AppStore, screen: ScreenName, id: string): Promise<void> {
  if (app.screen === screen) show(document.getElementById(id));
  else await app.navigate(screen, [id]);
}

/** For the screen that has the part: takes up what it was gone to for. */
export function takePart(app: AppStore, id: string): () => void {
  return () =>
    // The heading of a screen that has just come takes the focus first.
    void tick().then(() => {
      if (app.asked.take(id)) show(document.getElementById(id));
    });
}

function show(part: HTMLElement | null): void {
  if (part === null) return;
  const isFold = part instanceof HTMLDetailsElement;
  if (isFold) part.open = true;
  (isFold ? part.querySelector('summary') : part)?.focus();
  part.scrollIntoView({ block: 'start' });
}
