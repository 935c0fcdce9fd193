/** Switches that weaken the sandbox or let others into the process. Never accepted. */
const alwaysRefused = [
  'no-sandbox',
  'disable-web-security',
  'load-extension',
  'disable-extensions-except',
  'js-flags',
  'disable-site-isolation-trials',
  'allow-running-insecure-content',
  'ignore-certificate-errors',
] as const;
/** Development only. Elsewhere refused; here they switch the real tenant off. */
const debugging = [
  'inspect',
  'inspect-brk',
  'inspect-port',
  'remote-debugging-port',
  'remote-debugging-pipe',
] as const;

export interface SwitchVerdict {
  /** Name of the first switch that may not be; the app ends. */
  readonly refused: string | undefined;
  readonly isDebugged: boolean;
}

/** @param has Electron's `app.commandLine.hasSwitch` */
export function judgeSwitches(has: (name: string) => boolean, isPackaged: boolean): SwitchVerdict {
  const debugged = debugging.find(has);
  const refused = alwaysRefused.find(has) ?? (isPackaged ? debugged : undefined);
  return { refused, isDebugged: debugged !== undefined };
}
