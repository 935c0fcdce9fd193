import type { CloudName } from '../../shared/entra/cloud';
import { appBuckets, type AppBuckets } from '../graph/pacing-buckets';

/**
 * What one application may ask of all its tenants together (performance.md 1.1). An application that
 * is not told shares with the others of its cloud: too slow does no harm, too fast is refused.
 */
export class SharedLimits {
  readonly #byApp = new Map<string, AppBuckets>();

  constructor(private readonly now: () => number) {}

  of(cloud: CloudName, appId: string | undefined): AppBuckets {
    const key = `${cloud} ${appId?.toLowerCase() ?? ''}`;
    const known = this.#byApp.get(key);
    if (known !== undefined) return known;
    const made = appBuckets(this.now());
    this.#byApp.set(key, made);
    return made;
  }
}
