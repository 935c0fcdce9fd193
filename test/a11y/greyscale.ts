import type { ElectronApplication, Locator, Page } from '@playwright/test';

/** The keys of each legend of the page that has two classes and more: the marks as drawn. */
export async function legendsOf(page: Page): Promise<readonly (readonly Locator[])[]> {
  const legends = await page.locator('main ul:has(> li > svg rect.ground):visible').all();
  const marks = await Promise.all(legends.map((one) => one.locator('li > svg').all()));
  return marks.filter((one) => one.length > 1);
}

/**
 * How far apart the two nearest marks are: the share of their pixels, 0 to 1, that differ by a
 * twelfth of white and more. Two hatchings of one grey differ where their lines do.
 */
export async function closestPair(
  app: ElectronApplication,
  marks: readonly Locator[],
): Promise<number> {
  const pictures: string[] = [];
  for (const mark of marks) pictures.push((await mark.screenshot()).toString('base64'));
  return app.evaluate(({ nativeImage }, encoded) => {
    // Blue, green, red, alpha; without colours any of the three is the grey.
    const greys = encoded.map((one) =>
      [...nativeImage.createFromBuffer(Buffer.from(one, 'base64')).toBitmap()].filter(
        (_, at) => at % 4 === 1,
      ),
    );
    const apart = greys.flatMap((one, at) =>
      greys.slice(at + 1).map((other) => {
        const length = Math.min(one.length, other.length);
        let unlike = 0;
        for (let n = 0; n < length; n += 1) {
          if (Math.abs((one[n] ?? 0) - (other[n] ?? 0)) >= 255 / 12) unlike += 1;
        }
        return unlike / length;
      }),
    );
    return Math.min(...apart);
  }, pictures);
}
