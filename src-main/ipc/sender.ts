/** The parts of Electron's invoke event that say who asks. Structural, so that tests can lie. */
export interface SenderEvent {
  readonly sender: { readonly id: number };
  readonly senderFrame: SenderFrame | null;
}

export interface SenderFrame {
  readonly parent: SenderFrame | null;
  readonly url: string;
  readonly routingId: number;
  readonly processId: number;
}

/** The one window that may ask, as main made it. */
export interface TrustedWindow {
  readonly webContentsId: number;
  isDestroyed(): boolean;
  mainFrame(): Pick<SenderFrame, 'routingId' | 'processId'>;
}

export const bundleOrigin = 'app://bundle';

/**
 * Is this the main frame of our window, on our own page? Synchronous and first: after any await
 * the frame may be gone (Electron 33 and newer answer null then), and null is no.
 */
export function isTrustedSender(event: SenderEvent, window: TrustedWindow | undefined): boolean {
  const frame = event.senderFrame;
  if (!frame || !window || window.isDestroyed()) {
    return false;
  }
  const main = window.mainFrame();
  return (
    frame.parent === null &&
    event.sender.id === window.webContentsId &&
    frame.routingId === main.routingId &&
    frame.processId === main.processId &&
    isBundleUrl(frame.url)
  );
}

/** Exactly under app://bundle/: no other host, port, user, query. */
export function isBundleUrl(text: string): boolean {
  return /^app:\/\/bundle\/[\w./-]*(#.*)?$/.test(text);
}
