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

/** Where a plan's tenant comes from, in words; empty: it was taken off the list. */
export function planSource({ source }: Pick<DataView['plans'][number], 'source'>): string {
  switch (source) {
    case null:
      return '';
    case 'https':
      return m.shell_source_live();
    case 'practice':
      return m.shell_source_practice();
    case 'capture':
      return m.shell_source_capture();
    case 'plan':
      return m.shell_source_plan();
  }
}

/** Name and source: one tenant may have several plans. */
export function planLabel(
  plan: Pick<DataView['plans'][number], 'name' | 'domain' | 'isListed' | 'source'>,
): string {
  const [name, source] = [planName(plan), planSource(plan)];
  return source === '' ? name : m.data_plan_of({ name, source });
}
