import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { isAlive } from '../../../../src-main/launch/lock-file.mjs';

const module = pathToFileURL(
  join(import.meta.dirname, '../../../../src-main/launch/end-with-npm.mjs'),
).href;

/** npm, its shell, and the script: as `npm start` has them. */
async function startChain(env: NodeJS.ProcessEnv) {
  const script =
    `import(${JSON.stringify(module)}).then(({ endWithNpm }) => { endWithNpm(); ` +
    'setInterval(() => undefined, 1_000); console.log(process.ppid, process.pid); });';
  const npm = spawn(
    process.execPath,
    [
      '-e',
      "require('child_process').spawn('sh', ['-c', '\"$NODE\" -e \"$SCRIPT\"; true'], { stdio: 'inherit' })",
    ],
    {
      env: {
        ...process.env,
        npm_lifecycle_event: undefined,
        ...env,
        NODE: process.execPath,
        SCRIPT: script,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [text] = (await once(npm.stdout, 'data')) as [Buffer];
  const [shell = 0, pid = 0] = text.toString().split(' ').map(Number);
  onTestFinished(() => {
    for (const one of [npm.pid ?? 0, shell, pid]) if (isAlive(one)) process.kill(one, 'SIGKILL');
  });
  return { npm, shell, pid };
}

test.runIf(process.platform === 'linux')('ends when npm alone is killed', async () => {
  const { npm, pid } = await startChain({ npm_lifecycle_event: 'start' });
  npm.kill('SIGKILL');
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 5_000);
});

test.runIf(process.platform !== 'win32')('ends when the shell between is killed', async () => {
  const { shell, pid } = await startChain({ npm_lifecycle_event: 'start' });
  process.kill(shell, 'SIGTERM');
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 5_000);
});

test.runIf(process.platform !== 'win32')('stays when npm did not start it', async () => {
  const { npm, pid } = await startChain({});
  npm.kill('SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(isAlive(pid)).toBe(true);
});
