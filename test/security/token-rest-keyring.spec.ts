import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { environmentOf, unprivilegedUser } from '../../src-main/launch/drop-root.mjs';
import { notRunHere, reached } from '../fixtures/campaign';
import { stageProgram } from '../fixtures/electron-program';
import {
  clientId,
  startFakeAuthority,
  tenantA,
  type FakeAuthority,
} from '../unit/src-main/auth/fake-authority';
import { filesBelow, holdsSecret } from './find-secrets';

interface Done {
  readonly verdict: string;
  readonly isOn: boolean;
  readonly prefix: string;
  /** How often a browser was opened before the first write. */
  readonly browsers: number;
  readonly asksBeforeWriting: boolean;
  readonly hasTokens: boolean;
}

/** A session bus that starts no service: nobody on it keeps secrets. */
const emptyBus = `<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context="default">
<allow send_destination="*"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`;

interface Home {
  /** Everything the program may write to. */
  readonly folder: string;
  /** `sh` text around the program: a bus, a keyring, or nothing. */
  readonly around: (command: string) => string;
  readonly env: Readonly<Record<string, string>>;
  readonly args: readonly string[];
}

/** A session bus of its own with GNOME's keyring, unlocked; the keyring's files are below HOME. */
const withKeyring = (command: string): string =>
  `dbus-run-session -- sh -c 'printf secret | gnome-keyring-daemon --unlock --components=secrets ` +
  `>/dev/null && exec ${command}'`;

function newHome(around: Home['around'], args: readonly string[]): Home {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-keyring-'));
  const user = unprivilegedUser();
  for (const path of [folder, join(folder, 'home'), join(folder, 'run')]) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (user !== undefined) chownSync(path, user.uid, user.gid);
  }
  const env = {
    HOME: join(folder, 'home'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    XDG_CURRENT_DESKTOP: 'GNOME',
  };
  return { folder, around, env, args };
}

async function run(
  program: Awaited<ReturnType<typeof stageProgram>>,
  authority: FakeAuthority,
  home: Home,
  end: 'close' | 'sign-out',
): Promise<Done> {
  const user = unprivilegedUser();
  const words = [
    ...[program.executable, ...program.args, ...home.args],
    `--user-data-dir=${join(home.folder, 'home/data')}`,
    `--folder=${join(home.folder, 'home/data')}`,
    `--authority=${authority.origin}/${tenantA}`,
    ...[`--client=${clientId}`, `--end=${end}`],
  ];
  const base = { ...process.env, ...home.env };
  const child = spawn('sh', ['-c', home.around(words.map((word) => `"${word}"`).join(' '))], {
    cwd: join(home.folder, 'home'),
    env: user === undefined ? base : { ...environmentOf(user, base), ...home.env },
    ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
    detached: true,
  });
  let [rest, wrong] = ['', ''];
  const lines: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      lines.push(line);
      if (line.startsWith('open ')) void authority.visit(line.slice(5));
    }
  });
  child.stderr.on('data', (chunk: Buffer) => (wrong += chunk.toString()));
  const limit = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), 60_000);
  await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(limit);
  const done = lines.find((line) => line.startsWith('done '));
  if (done === undefined) throw new Error(`The program did not end well: ${wrong}`);
  return JSON.parse(done.slice(5)) as Done;
}

/** Counted as skipped, never as passed. */
function skip(why: string): void {
  notRunHere('P17', why);
  test.skip(true, why);
}

test('a real keyring keeps a sealed sign-in; without one nothing is kept', async () => {
  test.setTimeout(240_000);
  if (process.platform !== 'linux') skip('GNOME Keyring is Linux’s');
  const found = spawnSync('sh', [
    '-c',
    'command -v dbus-run-session && command -v gnome-keyring-daemon',
  ]);
  if (found.status !== 0) {
    const why = 'the packages dbus and gnome-keyring are missing';
    // `npm test` installs them where it may; a check that had to and did not has failed.
    if (process.env['CI'] !== undefined) throw new Error(why);
    skip(why);
  }
  const authority = await startFakeAuthority();
  const program = await stageProgram(join(import.meta.dirname, 'keyring-app.ts'));
  const homes: Home[] = [];
  const open = (around: Home['around'], ...args: string[]): Home => {
    const home = newHome(around, args);
    homes.push(home);
    return home;
  };
  const holding = ({ folder }: Home): readonly string[] =>
    filesBelow(folder).filter(
      (file) => holdsSecret(readFileSync(file, 'latin1'), authority.given).length > 0,
    );
  const vaults = ({ folder }: Home): readonly string[] =>
    filesBelow(folder).filter((file) => file.endsWith('.vault'));
  try {
    const real = open(withKeyring, '--password-store=gnome-libsecret');
    const first = await run(program, authority, real, 'close');
    expect(first).toEqual({
      ...{ verdict: 'persist', isOn: true, prefix: 'v11', browsers: 1 },
      ...{ asksBeforeWriting: true, hasTokens: true },
    });
    expect([vaults(real).length, holding(real)]).toEqual([1, []]);
    // A second process goes on without a browser, and asks a person before it writes.
    const second = await run(program, authority, real, 'sign-out');
    expect(second).toEqual({ ...first, browsers: 0 });
    expect([vaults(real), holding(real)]).toEqual([[], []]);
    const third = await run(program, authority, real, 'close');
    expect(third.browsers).toBe(1);
    const config = join(mkdtempSync(join(tmpdir(), 'causeway-bus-')), 'bus.conf');
    chmodSync(dirname(config), 0o755);
    writeFileSync(config, emptyBus);
    const onEmptyBus = (command: string): string =>
      `exec dbus-run-session --config-file=${config} -- ${command}`;
    const plain = (command: string): string => `exec ${command}`;
    const without: readonly (readonly [Home, string, string])[] = [
      [open(plain, '--password-store=gnome-libsecret'), 'unavailable', 'none'],
      [open(plain, '--password-store=basic'), 'basic', 'none'],
      [open(onEmptyBus, '--password-store=gnome-libsecret'), 'unavailable', 'none'],
    ];
    for (const [home, verdict, prefix] of without) {
      const done = await run(program, authority, home, 'close');
      expect([done.verdict, done.isOn, done.prefix]).toEqual([verdict, false, prefix]);
      expect([vaults(home), holding(home)]).toEqual([[], []]);
      expect(done.hasTokens).toBe(true);
    }
    reached(
      'P17',
      `GNOME Keyring (${first.prefix}): kept sealed, 0 of ${String(authority.given.length)} codes and tokens ` +
        `readable; ${String(without.length)} ways without it: nothing kept`,
    );
  } finally {
    for (const home of homes) rmSync(home.folder, { recursive: true, force: true });
    await authority.close();
  }
});
