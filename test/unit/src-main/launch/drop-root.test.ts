import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { asUser } from '../../../../src-main/launch/drop-root.mjs';

const isLinux = process.platform === 'linux';

/** The name of a running process. */
function nameOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, name, state] = /\((.*)\) (.)/.exec(text) ?? [];
    return state === 'Z' ? undefined : name;
  } catch {
    return undefined;
  }
}

function endProcess(pid: number): void {
  if (nameOf(pid) !== undefined) process.kill(pid, 'SIGKILL');
}

describe('asUser', () => {
  const user = { uid: 65_534, gid: 65_534, home: '/nonexistent/home' };

  test.runIf(isLinux)('leaves an ordinary user as they are, and ends with the launcher', () => {
    const env = { HOME: '/home/a' };
    expect(asUser(undefined, 'electron', ['x'], env)).toEqual({
      command: 'setpriv',
      args: ['--pdeathsig=TERM', 'electron', 'x'],
      env,
    });
  });

  test.runIf(isLinux)('a command ends when its launcher is killed', async () => {
    const { command, args, env } = asUser(undefined, 'sleep', ['60'], process.env);
    const script =
      `const child = require('child_process').spawn(${JSON.stringify(command)}, ` +
      `${JSON.stringify(args)}, { stdio: 'ignore' }); console.log(child.pid);`;
    const launcher = spawn(process.execPath, ['-e', script], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [text] = (await once(launcher.stdout, 'data')) as [Buffer];
    const pid = Number(text.toString());
    onTestFinished(() => endProcess(pid));
    // It becomes the command only after it has asked to be told.
    await vi.waitFor(() => expect(nameOf(pid)).toBe('sleep'), 5_000);
    launcher.kill('SIGKILL');
    await vi.waitFor(() => expect(nameOf(pid)).toBeUndefined(), 5_000);
  });

  test.runIf(isLinux)(
    'drops groups and privileges, takes the home, leaves root its session',
    () => {
      const env = {
        PATH: '/bin',
        HOME: '/root',
        XDG_RUNTIME_DIR: '/run/user/0',
        DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/0/bus',
        XAUTHORITY: '/nonexistent',
      };
      const started = asUser(user, '/opt/electron', ['--lang=ja'], env);
      expect(started.command).toBe('setpriv');
      expect(started.args).toEqual([
        '--reuid=65534',
        '--regid=65534',
        '--clear-groups',
        '--no-new-privs',
        '--pdeathsig=TERM',
        '/opt/electron',
        '--lang=ja',
      ]);
      expect(started.env).toEqual({
        PATH: '/bin',
        HOME: user.home,
        USER: 'nobody',
        LOGNAME: 'nobody',
        XAUTHORITY: '/nonexistent',
      });
    },
  );

  test('never weakens the sandbox', () => {
    const started = asUser(user, 'electron', [], { XAUTHORITY: '/nonexistent' });
    expect(started.args.join(' ')).not.toContain('no-sandbox');
  });
});
