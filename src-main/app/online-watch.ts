/** So often the system is asked; Electron tells the main process of no change by itself. */
const askEveryMs = 5_000;

export interface OnlineWatchPorts {
  /** Electron's `net.isOnline`: false means that there is no network at all. */
  isOnline(): boolean;
  /** Told at each look. Reads that wait for the network go on by it (`graph/patient-reads.ts`). */
  told(isOffline: boolean): void;
}

/** Looks at once, then every few seconds, whether there is a network; the answer ends that. */
export function watchOnline(ports: OnlineWatchPorts): () => void {
  const look = (): void => ports.told(!ports.isOnline());
  look();
  const timer = setInterval(look, askEveryMs);
  return () => clearInterval(timer);
}
