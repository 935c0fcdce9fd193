import { m } from '../../shared/paraglide/messages.js';
import type { RunEnd } from '../workspace/host-ports';

/** The parts of the system that are needed. */
export interface NoticePorts {
  /** The window is in front: it says it itself. */
  isFocused(): boolean;
  /** A notification of the system, where it has any; `onPress`: somebody chose it. */
  show(text: string, onPress: () => void): void;
  bringToFront(): void;
  language(): 'en' | 'ja';
}

/**
 * Tells somebody who looks elsewhere that a run ended. It may be read on a locked screen, so it names
 * no tenant and nobody.
 */
export function tellRunEnd(end: RunEnd, ports: NoticePorts): void {
  if (ports.isFocused()) return;
  const locale = { locale: ports.language() };
  const text =
    end === 'reached' ? m.notice_run_reached({}, locale) : m.notice_run_waits({}, locale);
  ports.show(text, () => ports.bringToFront());
}
