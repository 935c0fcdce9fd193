import type { DataView } from '../../shared/ipc/data-contract';
import { m } from '../../shared/paraglide/messages.js';

/** What a plan on this computer is called where several are listed. */
export function planName(
  plan: Pick<DataView['plans'][number], 'name' | 'domain' | 'isListed'>,
): string {
  if (plan.name !== '') return plan.name;
  if (plan.domain !== '') return plan.domain;
  return plan.isListed ? m.data_unnamed() : m.data_unlisted();
}
