import { m } from '../paraglide/messages.js';
import type { Step } from '../plan/step';
import type { Language } from './format';

/** Whom a step reaches by itself: the whole tenant, the accounts it names, or nobody. */
export function blastText(blast: Step['blast'], language: Language): string {
  const options = { locale: language };
  switch (blast) {
    case 'tenant':
      return m.step_reach_tenant({}, options);
    case 'ring':
      return m.step_reach_ring({}, options);
    case 'none':
      return m.step_reach_none({}, options);
  }
}
