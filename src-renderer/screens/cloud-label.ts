import type { CloudName } from '../../shared/entra/cloud';
import { m } from '../../shared/paraglide/messages.js';

const labels: Readonly<Record<CloudName, () => string>> = {
  global: () => m.connect_cloud_global(),
  usgov: () => m.connect_cloud_usgov(),
  usgovdod: () => m.connect_cloud_usgovdod(),
  china: () => m.connect_cloud_china(),
};

/** Name of a national cloud in the window's language. */
export function cloudLabel(name: CloudName): string {
  return labels[name]();
}
