/** Ends with the npm that started us, so that no window and no server stays behind. */
import { readFileSync } from 'node:fs';

const lookMs = 500;

/**
 * Sends this process SIGTERM once the npm above it is gone. A terminal's Ctrl+C reaches everybody,
 * but a signal to npm alone goes to the shell between us, which passes none on. Does nothing when
 * npm did not start us, or on Windows, which ends the whole tree.
 */
export function endWithNpm(env = process.env) {
  if (env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const above = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const atFirst = above();
  const timer = setInterval(() => {
    if (above() === atFirst) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, lookMs);
  timer.unref();
}

/** The parent of a process, where the system keeps a file that says so. */
function parentOf(pid) {
  try {
    // After the name, which may hold anything: state, then the parent's number.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1];
  } catch {
    return undefined;
  }
}
