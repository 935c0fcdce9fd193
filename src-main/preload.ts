import { contextBridge, ipcRenderer } from 'electron';
import { callChannel, callNames, eventChannel, eventNames } from '../shared/ipc/contract-names';

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
