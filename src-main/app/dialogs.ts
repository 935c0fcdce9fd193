import { dialog, type BrowserWindow } from 'electron';
import { m } from '../../shared/paraglide/messages.js';

/** Files and folders are chosen in the system's dialogs; the page never sees a path. */
export interface Dialogs {
  /** Undefined: nothing was chosen. */
  chooseCapture(): Promise<string | undefined>;
  chooseRingList(): Promise<string | undefined>;
  chooseExportFolder(): Promise<string | undefined>;
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
    chooseCapture: () =>
      choose({
        title: m.dialog_open_capture({}, { locale: locale() }),
        filters: [{ name: m.dialog_capture_files({}, { locale: locale() }), extensions: ['json'] }],
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
    chooseExportFolder: () =>
      choose({
        title: m.dialog_choose_folder({}, { locale: locale() }),
        properties: ['openDirectory', 'createDirectory'],
      }),
  };
}
