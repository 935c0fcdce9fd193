import { m } from '../../shared/paraglide/opening/messages.js';
import type { PageFault } from './page-watch';

type Question = Pick<
  Electron.MessageBoxOptions,
  'type' | 'message' | 'detail' | 'buttons' | 'defaultId' | 'cancelId' | 'noLink'
>;

export interface NoPagePorts {
  ask(question: Question): Promise<{ readonly response: number }>;
  openLogs(): Promise<unknown>;
  locale(): 'en' | 'ja';
}

/**
 * The window shows nothing: says in the system's dialog what happened, why, and what to do. The
 * folder of the logs can be opened as often as wanted; then the same is asked again.
 * `start`: a part of the program is missing, and nothing goes on.
 */
export async function tellNoPage(
  fault: PageFault | 'start',
  { ask, openLogs, locale }: NoPagePorts,
): Promise<'quit' | 'wait'> {
  const options = { locale: locale() };
  const waits = fault === 'silent' ? [m.start_wait({}, options)] : [];
  const buttons = [m.start_quit({}, options), m.start_logs({}, options), ...waits];
  const question: Question = {
    ...{ ...textOf(fault, options), buttons, noLink: true, defaultId: 0 },
    type: 'error',
    // Esc does what costs least: waits, where there is something to wait for.
    cancelId: waits.length === 0 ? 0 : 2,
  };
  for (;;) {
    const { response } = await ask(question);
    if (response !== 1) return response === 2 ? 'wait' : 'quit';
    await openLogs();
  }
}

function textOf(
  fault: PageFault | 'start',
  options: { readonly locale: 'en' | 'ja' },
): { readonly message: string; readonly detail: string } {
  switch (fault) {
    case 'files':
      return {
        message: m.start_page_files_title({}, options),
        detail: m.start_page_files_body({}, options),
      };
    case 'silent':
      return {
        message: m.start_page_silent_title({}, options),
        detail: m.start_page_silent_body({}, options),
      };
    case 'start':
      return {
        message: m.start_bundle_missing_title({}, options),
        detail: m.start_bundle_missing_body({}, options),
      };
  }
}
