import { isAbsolute, join } from 'node:path';

/** The parts of Electron's app that are needed. */
export interface InstancePorts {
  requestSingleInstanceLock(): boolean;
  onSecondInstance(listener: (argv: readonly string[], workingFolder: string) => void): void;
}

/**
 * True for the first instance. A second start ends itself and hands its file to the first, which
 * comes to the front.
 */
export function claimSingleInstance(
  ports: InstancePorts,
  on: { focus(): void; openFile(path: string): void },
): boolean {
  if (!ports.requestSingleInstanceLock()) {
    return false;
  }
  ports.onSecondInstance((argv, workingFolder) => {
    on.focus();
    const file = findFileArgument(argv, workingFolder);
    if (file !== undefined) {
      on.openFile(file);
    }
  });
  return true;
}

/**
 * The last plan or capture of a command line; switches and the program are skipped. A capture may
 * carry any name that ends in `.json`, as the collector's own does.
 */
export function findFileArgument(
  argv: readonly string[],
  workingFolder: string,
): string | undefined {
  const named = argv
    .slice(1)
    .filter((word) => !word.startsWith('-') && /\.(causeway|json)$/i.test(word));
  const last = named[named.length - 1];
  if (last === undefined || last.includes('\0')) {
    return undefined;
  }
  return isAbsolute(last) ? last : join(workingFolder, last);
}

/** Keeps a file that the system wants opened until somebody is there to open it. */
export class FileInbox {
  #waiting: string | undefined;
  #listener: ((path: string) => void) | undefined;

  put(path: string): void {
    if (this.#listener) {
      this.#listener(path);
    } else {
      this.#waiting = path;
    }
  }

  /** One listener; it is told at once what is already waiting. */
  listen(listener: (path: string) => void): void {
    this.#listener = listener;
    if (this.#waiting !== undefined) {
      const path = this.#waiting;
      this.#waiting = undefined;
      listener(path);
    }
  }
}
