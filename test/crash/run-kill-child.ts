import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import type { Json } from '../../shared/json';

export interface Ran {
  readonly killed: boolean;
  readonly calls: number;
  readonly result: Json;
}

/** `kill-child.ts` as one file that Node runs by itself; its path. */
export async function bundleChild(room: string): Promise<string> {
  const child = join(room, 'kill-child.mjs');
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'kill-child.ts'),
    platform: 'node',
    external: [/^node:/, '@photostructure/sqlite'],
    logLevel: 'silent',
  });
  await bundle.write({ file: child, format: 'esm' });
  await bundle.close();
  return child;
}

/** Starts it with an order (see there), and tells how it ended. */
export function runChild(child: string, order: Json): Promise<Ran> {
  return new Promise((resolve, reject) => {
    // Next to the real node_modules, so that the driver is found from the bundle.
    const running = spawn(process.execPath, [child, JSON.stringify(order)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_PATH: join(import.meta.dirname, '../../node_modules') },
    });
    let out = '';
    let problem = '';
    running.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    running.stderr.on('data', (chunk: Buffer) => (problem += chunk.toString()));
    running.on('error', reject);
    running.on('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve({ killed: true, calls: 0, result: null });
      else if (code !== 0) reject(new Error(problem));
      else {
        const said = JSON.parse(out) as { calls: number; result: Json };
        resolve({ killed: false, ...said });
      }
    });
  });
}
