import { m } from '../paraglide/messages.js';

/** Why somebody of a ring is in none any more, with the ring of the plan. */
export const leftTexts = {
  gone: m.ring_drift_gone,
  disabled: m.ring_drift_disabled,
  track: m.ring_drift_track,
  notInRings: m.ring_drift_not_in_rings,
  unread: m.ring_drift_left_unread,
};
