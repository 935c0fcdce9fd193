/** Runs npm, and says in words a person can act on why it could not do its work. */
import { spawn, spawnSync } from 'node:child_process';

const shell = process.platform === 'win32';

/**
 * Retries that end within half a minute: npm's own keep somebody without a network waiting for
 * nearly ten. Nothing a package brings along is run.
 */
const options = [
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=4000',
];

/**
 * @typedef {'offline' | 'denied' | 'full' | 'absent' | 'mismatch' | 'other'} NpmFault
 * @typedef {{ isDone: boolean, isEnded: boolean, fault: NpmFault | undefined, text: string }} NpmRun
 *   `isEnded` when a signal ended it; `text` is what npm said on standard error, without its stacks
 */

/**
 * Runs npm while nothing else happens.
 * @param {string[]} args
 * @returns {NpmRun}
 */
export function runNpm(args) {
  const done = spawnSync('npm', [...args, ...options], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'ignore', 'pipe'],
    shell,
  });
  return report(done.status, done.error, done.stderr ?? '', done.signal !== null);
}

/**
 * Runs npm in a checkout. A signal to us ends it at once: left to itself npm goes on for a while,
 * then takes away what it finds in node_modules, by then somebody else's.
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<NpmRun>}
 */
export function runNpmIn(cwd, args) {
  const child = spawn('npm', [...args, ...options], { cwd, stdio: ['ignore', 2, 'pipe'], shell });
  let isEnded = false;
  const end = () => {
    isEnded = true;
    child.kill('SIGKILL');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(report(null, error, text, isEnded)));
    child.on('close', (code, signal) =>
      resolve(report(code, undefined, text, isEnded || signal !== null)),
    );
  });
}

function report(status, error, text, isEnded) {
  const isDone = status === 0;
  const fault = isDone ? undefined : faultIn(error?.code ?? '', text);
  return { isDone, isEnded, fault, text: withoutStacks(text) };
}

const faults = [
  // Denied first: a cache that cannot be written makes npm name the network too.
  ['denied', /\b(EACCES|EPERM|EROFS)\b/],
  ['full', /\b(ENOSPC|EDQUOT)\b/],
  [
    'offline',
    /\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/,
  ],
  ['mismatch', /\bEUSAGE\b/],
];

/**
 * @param {string} startCode why npm could not even be started
 * @param {string} text what it said
 * @returns {NpmFault}
 */
export function faultIn(startCode, text) {
  if (startCode === 'ENOENT') return 'absent';
  return faults.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
}

/** Stacks and npm's own manual say nothing to the person; what remains names file or address. */
function withoutStacks(text) {
  const lines = text.split('\n').filter((line) => /^npm (error|warn)/.test(line));
  const kept = lines.filter(
    (line) => !/^npm error( {5}at |  +\w+: |\s*\}?$| \[--| {3}-)/.test(line),
  );
  return kept.slice(0, 12).join('\n');
}

const advice = {
  offline: [
    'The package registry cannot be reached. Connect to the network, or name a registry you can reach: npm config set registry URL',
    'パッケージのレジストリに接続できません。ネットワークに接続するか、接続できるレジストリを npm config set registry URL で指定してください。',
  ],
  denied: [
    "A folder cannot be written; npm names it above. If it is npm's cache, set npm_config_cache to a folder of your own. If it is this checkout, it belongs to another user.",
    '書き込めないフォルダーがあります（上の npm の表示を参照）。npm のキャッシュであれば、npm_config_cache に自分のフォルダーを指定してください。このチェックアウトであれば、ほかのユーザーの所有になっています。',
  ],
  full: ['The disk is full.', 'ディスクの空き容量がありません。'],
  absent: [
    'npm was not found. Install Node with npm and try again.',
    'npm が見つかりません。npm を含む Node をインストールしてから、やり直してください。',
  ],
  mismatch: [
    'npm finds that package-lock.json does not fit package.json.',
    'package-lock.json が package.json と一致しないと npm が報告しています。',
  ],
  other: ['npm failed; see above.', 'npm が失敗しました。上の表示を参照してください。'],
};

/** @returns {[string, string]} English and Japanese: what to do about it */
export function adviceFor(fault) {
  return advice[fault];
}
