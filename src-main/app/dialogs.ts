import { dialog, type BrowserWindow } from 'electron';
import type { Failure } from '../../shared/diagnostic';
import { describeFailure } from '../../shared/i18n/describe-failure';
import { m } from '../../shared/paraglide/messages.js';
import type { CloseAnswer } from './close-guard';

/** Files and folders are chosen in the system's dialogs; the page never sees a path. */
export interface Dialogs {
  /** Undefined: nothing was chosen. */
  chooseFile(): Promise<string | undefined>;
  chooseRingList(): Promise<string | undefined>;
  /** A signed notice of a newer version. */
  chooseNotice(): Promise<string | undefined>;
  chooseExportFolder(): Promise<string | undefined>;
  /** What was opened from outside the page was not, and why. `isGone`: it is off the recent list. */
  tellRefused(failure: Failure, isGone?: boolean): void;
  /** The window stays empty: its page ended too often. */
  tellPageGone(isRunning: boolean): void;
  /** The window is closed while a rollout runs. Esc and a closed dialog cancel. */
  askBeforeClose(): Promise<CloseAnswer>;
}

export function createDialogs(
  window: () => BrowserWindow | undefined,
  locale: () => 'en' | 'ja',
): Dialogs {
  const choose = async (options: Electron.OpenDialogOptions): Promise<string | undefined> => {
    const parent = window();
    if (!parent || parent.isDestroyed()) {
      return undefined;
    }
    const answer = await dialog.showOpenDialog(parent, options);
    return answer.canceled ? undefined : answer.filePaths[0];
  };
  return {
    chooseFile: () =>
      choose({
        title: m.dialog_open_file({}, { locale: locale() }),
        filters: [
          {
            name: m.dialog_plans_and_captures({}, { locale: locale() }),
            extensions: ['causeway', 'json'],
          },
        ],
        properties: ['openFile'],
      }),
    chooseRingList: () =>
      choose({
        title: m.dialog_open_ring_list({}, { locale: locale() }),
        filters: [
          {
            name: m.dialog_ring_list_files({}, { locale: locale() }),
            extensions: ['csv', 'tsv', 'txt'],
          },
        ],
        properties: ['openFile'],
      }),
    chooseNotice: () =>
      choose({
        title: m.dialog_open_notice({}, { locale: locale() }),
        filters: [{ name: m.dialog_notice_files({}, { locale: locale() }), extensions: ['json'] }],
        properties: ['openFile'],
      }),
    tellRefused: (failure, isGone = false) => {
      const parent = window();
      if (!parent || parent.isDestroyed()) return;
      const text = describeFailure(failure, locale(), 'UTC', 'window');
      const next = isGone ? m.recent_gone({}, { locale: locale() }) : text.do;
      const detail = [text.why, next].filter((part) => part !== '').join('\n\n');
      void dialog.showMessageBox(parent, { type: 'error', message: text.what, detail });
    },
    tellPageGone: (isRunning) => {
      const parent = window();
      if (!parent || parent.isDestroyed()) return;
      const options = { locale: locale() };
      const detail = isRunning ? m.page_gone_running({}, options) : m.page_gone_idle({}, options);
      const message = m.page_gone({}, options);
      void dialog.showMessageBox(parent, { type: 'error', message, detail });
    },
    chooseExportFolder: () =>
      choose({
        title: m.dialog_choose_folder({}, { locale: locale() }),
        properties: ['openDirectory', 'createDirectory'],
      }),
    askBeforeClose: async () => {
      const parent = window();
      if (!parent || parent.isDestroyed()) return 'pause';
      const options = { locale: locale() };
      const { response } = await dialog.showMessageBox(parent, {
        type: 'question',
        message: m.close_ask({}, options),
        detail: m.close_ask_detail({}, options),
        buttons: [
          m.close_pause({}, options),
          m.close_keep({}, options),
          m.close_cancel({}, options),
        ],
        defaultId: 0,
        cancelId: 2,
        noLink: true,
      });
      return (['pause', 'keep', 'cancel'] as const)[response] ?? 'cancel';
    },
  };
}
