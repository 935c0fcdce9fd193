/**
 * Opens hostile files with the product's own loaders, in a process of its own, and says what came of
 * it on standard output: `{ accepted, refused, thrown, slowestMs, slowest, peakMb }`. The file of its
 * one argument holds `{ folder, seed, from, count, kinds: [[kind, file]], heavy }`.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Failure } from '../../shared/diagnostic';
import type { Result } from '../../shared/result';
import type { CliContext } from '../../src-main/cli/context';
import { loadAnswers, loadChoices, loadPlan } from '../../src-main/cli/load-files';
import { loadFaults, loadScenario, loadServedCapture } from '../../src-main/cli/practice-files';
import { parseSnapshot } from '../../src-main/cli/snapshot-file';
import { judgeHere } from '../../src-main/files/judge-here';
import { readUntrusted } from '../../src-main/files/read-untrusted';
import { openCaptureSource } from '../../src-main/graph/capture-source';
import { randomOf } from '../fixtures/campaign';
import { heavyFiles, spoil } from './hostile-files';

interface Job {
  readonly folder: string;
  readonly seed: number;
  readonly from: number;
  readonly count: number;
  readonly kinds: readonly (readonly [string, string])[];
  /** Instead of spoilt files: the heavy one of this name for the first kind. */
  readonly heavy: string | null;
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The product's own loader of a kind of file; a capture is opened as far as its first answer. */
const loaders: Readonly<Record<string, (path: string) => Promise<Result<unknown, Failure>>>> = {
  plan: (path) => loadPlan(contextOf('plan', path)),
  answers: (path) => loadAnswers(contextOf('answers', path)),
  choices: (path) => loadChoices(contextOf('choices', path)),
  scenario: (path) => loadScenario(contextOf('scenario', path)),
  faults: (path) => loadFaults(contextOf('faults', path)),
  served: (path) => loadServedCapture(contextOf('capture', path)),
  capture: async (path) => {
    const text = await readUntrusted(path, 'capture', judgeHere);
    return text.ok ? openCaptureSource(text.value) : text;
  },
  snapshot: async (path) => {
    const text = await readUntrusted(path, 'snapshot', judgeHere);
    return text.ok ? parseSnapshot(text.value, path, sha256) : text;
  },
};

function contextOf(option: string, path: string): CliContext {
  return {
    options: new Map([[option, path]]),
    output: { language: 'en' } as CliContext['output'],
    token: null,
    takeToken: () => null,
    signal: new AbortController().signal,
    now: () => 0,
    sha256,
    randomId: () => '0'.repeat(32),
    judge: judgeHere,
    appVersion: '0.0.0',
  };
}

const job = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Job;
const originals = job.kinds.map(([kind, file]) => [kind, readFileSync(file)] as const);
const told = { accepted: 0, refused: 0, thrown: [] as string[], slowestMs: 0, slowest: '' };

async function open(kind: string, bytes: Uint8Array | string, name: string): Promise<void> {
  const path = join(job.folder, `mutant-${String(process.pid)}.json`);
  writeFileSync(path, bytes);
  const startedAt = performance.now();
  const before = process.cpuUsage();
  try {
    const loader = loaders[kind];
    if (loader === undefined) throw new Error(`no loader of ${kind}`);
    const result = await loader(path);
    if (result.ok) told.accepted += 1;
    else {
      told.refused += 1;
      // What a person is told never carries the file itself.
      if (JSON.stringify(result.failure).length > 20_000)
        told.thrown.push(`${name}: a long refusal`);
    }
  } catch (error) {
    told.thrown.push(
      `${name}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`.slice(0, 600),
    );
  }
  // A busy machine makes everybody wait; a hang is time that this file has spent.
  const { user, system } = process.cpuUsage(before);
  const took = Math.min(performance.now() - startedAt, (user + system) / 1_000);
  if (took > told.slowestMs) {
    told.slowestMs = took;
    told.slowest = name;
  }
}

/** Of this process alone: what `resourceUsage` tells begins with the size of the parent. */
function peakMegabytes(): number {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return Number(peak) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}

const polluted = (): boolean => 'admin' in {} || Object.keys(Object.prototype).length > 0;
if (job.heavy === null) {
  for (let n = job.from; n < job.from + job.count; n += 1) {
    const random = randomOf(job.seed * 1_000_003 + n);
    const chosen = originals[n % originals.length];
    if (chosen === undefined) throw new Error('no kind of file');
    await open(chosen[0], spoil(random, chosen[1]), `mutant ${String(n)} of ${chosen[0]}`);
  }
} else {
  const made = heavyFiles.find(([name]) => name === job.heavy);
  const [kind, original] = originals[0] ?? ['', Buffer.alloc(0)];
  if (made === undefined) throw new Error(`no heavy file ${job.heavy}`);
  await open(
    kind,
    made[1](JSON.stringify(JSON.parse(original.toString('utf8')))),
    `${job.heavy} as ${kind}`,
  );
}
if (polluted()) told.thrown.push('a file reached the prototype of every object');
const peakMb = peakMegabytes();
process.stdout.write(`${JSON.stringify({ ...told, peakMb })}\n`);
