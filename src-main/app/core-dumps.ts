import { spawnSync } from 'node:child_process';

type Run = (command: string, args: readonly string[]) => { readonly status: number | null };

const plainly: Run = (command, args) =>
  spawnSync(command, args, { stdio: 'ignore', timeout: 2_000, windowsHide: true });

/**
 * Sees to it that a crash of this process, which holds tokens, leaves no image of its memory. Only
 * on Linux can a program say so for itself, and Node has no call for it: `prlimit` of util-linux
 * sets both limits of this process to nothing, and whatever it starts inherits them.
 * @returns whether it is so; false: the system's own setting holds
 */
export function forbidCoreDumps(
  process: { readonly platform: string; readonly pid: number },
  run: Run = plainly,
): boolean {
  if (process.platform !== 'linux') return false;
  return run('prlimit', ['--pid', String(process.pid), '--core=0:0']).status === 0;
}
