import { onMount } from 'svelte';

/**
 * Calls `flush` when the component goes and when the window closes, whether or not the field was
 * left before. Call it while the component is made.
 */
export function flushOnLeave(flush: () => void): void {
  onMount(() => {
    // The first is early enough for main to hear it; the second also comes on a reload.
    addEventListener('beforeunload', flush);
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('beforeunload', flush);
      removeEventListener('pagehide', flush);
      // Afterwards: what is destroyed still sees the plan that was open before.
      queueMicrotask(flush);
    };
  });
}
