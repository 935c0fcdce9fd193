/** F6: rail → content → footer → top bar, round and round; Shift+F6 the other way. */
export function moveRegion(step: 1 | -1): void {
  const regions = ['rail', 'content', 'footer', 'top']
    .map((name) => document.querySelector<HTMLElement>(`[data-region="${name}"]`))
    .filter((region) => region !== null);
  if (regions.length === 0) return;
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions.at((here + step + (here === -1 && step === -1 ? 1 : 0)) % regions.length);
  if (next === undefined) return;
  const target = next.querySelector<HTMLElement>(
    'h1, [aria-current], .button-primary, a[href], button:not(:disabled)',
  );
  (target ?? next).focus();
}
