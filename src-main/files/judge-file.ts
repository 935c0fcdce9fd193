import { spawn } from 'node:child_process';
import * as v from 'valibot';
import { fileLimits, judgeMilliseconds, type FileKind } from './file-limits';
import type { JsonFault } from './scan-json';

/** What came of judging a file: nothing wrong, a fault, no end in time, or the judge itself ended. */
export type Verdict =
  | { readonly kind: 'clean' }
  | { readonly kind: 'fault'; readonly fault: JsonFault }
  | { readonly kind: 'tooSlow'; readonly milliseconds: number }
  | { readonly kind: 'gaveUp' };

/**
 * Judges a capture where it lies, and tells piece by piece what it holds (`CapturePart`). Once
 * aborted it gives up at once.
 */
export type IndexFile = (
  path: string,
  take: (part: unknown) => void,
  signal?: AbortSignal,
) => Promise<Verdict>;

/** Judges a file where it lies; once aborted it gives up at once. Rejects: not readable. */
export type JudgeFile = (path: string, signal?: AbortSignal) => Promise<Verdict>;

/** Judges bytes before anything of them is built. */
export type Judge = (bytes: Uint8Array, kind: FileKind) => Promise<Verdict>;

const answerSchema = v.nullable(
  v.strictObject({
    kind: v.picklist(['syntax', 'limit', 'content']),
    place: v.pipe(v.string(), v.maxLength(8_192)),
    expected: v.pipe(v.string(), v.maxLength(256)),
  }),
);

/**
 * Judges in a Node process of its own: empty environment, 512 MB, a time limit by size.
 * @param scriptPath the bundled parse-untrusted script
 */
export function judgeApart(scriptPath: string): Judge {
  return (bytes, kind) =>
    new Promise((resolve) => {
      const milliseconds = judgeMilliseconds(bytes.length);
      const limits = JSON.stringify(fileLimits[kind]);
      const child = spawn(process.execPath, ['--max-old-space-size=512', scriptPath, limits], {
        env: process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {},
        stdio: ['pipe', 'pipe', 'ignore'],
        timeout: milliseconds,
        killSignal: 'SIGKILL',
      });
      let answer = '';
      child.stdout.setEncoding('utf8');
      child.stdout.on('data', (text: string) => {
        if (answer.length < 65_536) answer += text;
      });
      child.stdin.on('error', () => undefined);
      child.on('error', () => resolve({ kind: 'gaveUp' }));
      child.on('close', (code) => {
        // Killed by us is killed by the timer: nothing else here does.
        if (child.killed) resolve({ kind: 'tooSlow', milliseconds });
        else resolve(code === 0 ? readAnswer(answer) : { kind: 'gaveUp' });
      });
      child.stdin.end(bytes);
    });
}

function readAnswer(answer: string): Verdict {
  try {
    return toVerdict(JSON.parse(answer));
  } catch {
    return { kind: 'gaveUp' };
  }
}

/** What the other process said: it has read a hostile file, so its words are checked too. */
export function toVerdict(answer: unknown): Verdict {
  const parsed = v.safeParse(answerSchema, answer);
  if (!parsed.success) return { kind: 'gaveUp' };
  return parsed.output === null ? { kind: 'clean' } : { kind: 'fault', fault: parsed.output };
}
