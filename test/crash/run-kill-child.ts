import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Json } from '../../shared/json';
import { loadDriver, type DriverName } from '../../src-main/store/drivers';
import { bundleChild as bundle, childEnvironment } from '../fixtures/bundle-child';
import { campaignSeed, isLong } from '../fixtures/campaign';
import { compiledOnce } from '../fixtures/compiled-once';

export interface Ran {
  readonly killed: boolean;
  /** Port calls in all; 0 of a killed one. */
  readonly calls: number;
  /** Port calls in each stretch (see `kill-child.ts`); none of a killed one. */
  readonly callsIn: Readonly<Record<string, number>>;
  /** Where it died. */
  readonly stretch?: string;
  /** The SQLite driver it wrote with; absent of a killed one. */
  readonly driver?: string;
  readonly result: Json;
}

/** `kill-child.ts` as one file that Node runs by itself; its path. */
export async function bundleChild(room: string): Promise<string> {
  const child = join(room, 'kill-child.cjs');
  await bundle(join(import.meta.dirname, 'kill-child.ts'), child);
  return child;
}

/** Words for this Node under which a program takes that driver; null: this Node has it not. */
export function wordsForDriver(name: DriverName): readonly string[] | null {
  if (loadDriver(name) === null) return null;
  // Where a Node has both, a program takes its own: that one is switched off.
  const hasOwn = name !== 'node:sqlite' && loadDriver('node:sqlite') !== null;
  return hasOwn ? ['--no-experimental-sqlite'] : [];
}

/**
 * Port calls to die at, `after` one and up to `last`: every so many-th, from another one with each
 * seed and six at the least; each one with CAUSEWAY_LONG=1.
 */
export function placesToDie(
  usualStride: number,
  { after, last }: { readonly after: number; readonly last: number },
): readonly number[] {
  const stride = isLong ? 1 : Math.min(usualStride, Math.floor((last - after) / 7));
  const places: number[] = [];
  const first = after + 1 + (campaignSeed % stride);
  for (let at = first; at <= last; at += stride) places.push(at);
  expect(places.length).toBeGreaterThan(5);
  return places;
}

/** Starts it with an order (see there), and tells how it ended. `whenAsked`: see `asks` there. */
export function runChild(
  child: string,
  order: Json,
  words: readonly string[] = [],
  whenAsked: (asked: Json) => Promise<void> = () => Promise.resolve(),
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const once = compiledOnce(join(dirname(child), 'compiled'));
    const all = [...once.words, ...words, child, JSON.stringify(order)];
    const running = spawn(process.execPath, all, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...childEnvironment, ...once.env },
    });
    let out = '';
    let problem = '';
    // It may have died meanwhile.
    running.stdin.on('error', () => undefined);
    const answer = (asked: string): void => {
      const { asks = null } = JSON.parse(asked) as { readonly asks?: Json };
      whenAsked(asks).then(
        () => running.stdin.write('\n'),
        (error: unknown) => {
          reject(error instanceof Error ? error : new Error(String(error)));
          running.kill();
        },
      );
    };
    running.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const end = out.indexOf('\n');
      if (end < 0 || !out.startsWith('{"asks"')) return;
      const asked = out.slice(0, end);
      out = out.slice(end + 1);
      answer(asked);
    });
    running.stderr.on('data', (chunk: Buffer) => (problem += chunk.toString()));
    running.on('error', reject);
    running.on('close', (code, signal) => {
      if (signal !== 'SIGKILL' && code !== 0) return reject(new Error(problem));
      const said = JSON.parse(out) as Partial<Ran>;
      const killed = signal === 'SIGKILL';
      return resolve({ killed, calls: 0, callsIn: {}, result: null, ...said });
    });
  });
}
