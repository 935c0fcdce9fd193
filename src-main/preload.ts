import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { callChannel, callNames, eventChannel, eventNames } from '../shared/ipc/contract-names';
import { takeDrops, type DropTarget } from './preload-drop';

// SECURITY: the page gets two functions that know the contract's names and nothing else; no
// ipcRenderer, no event object, no sync call. Shapes are checked on main's side.
const calls = new Set<string>(callNames);
const events = new Set<string>(eventNames);
const refused = { ok: false, failure: { code: 'ipc/refused', values: {} } };

contextBridge.exposeInMainWorld('api', {
  call: (name: string, input: unknown): Promise<unknown> =>
    calls.has(name) ? ipcRenderer.invoke(callChannel(name), input) : Promise.resolve(refused),
  on: (name: string, listener: (body: unknown) => void): (() => void) => {
    if (!events.has(name)) {
      return () => undefined;
    }
    const forward = (_event: unknown, body: unknown): void => listener(body);
    ipcRenderer.on(eventChannel(name), forward);
    return () => {
      ipcRenderer.removeListener(eventChannel(name), forward);
    };
  },
});

type DroppedFile = Parameters<typeof webUtils.getPathForFile>[0];

// SECURITY: the path of a dropped file goes from here to main, past the page.
takeDrops<DroppedFile>(
  globalThis as unknown as DropTarget<DroppedFile>,
  (file) => {
    // Electron 32 took `path` off files and gave this instead; the stand-in runtime has only `path`.
    const utils = webUtils as Partial<typeof webUtils> | undefined;
    return utils?.getPathForFile?.(file) ?? (file as { readonly path?: string }).path;
  },
  (path) => void ipcRenderer.invoke(callChannel('files.dropped'), { path }),
);
