import { open } from 'node:fs/promises';
import { utilityProcess, type UtilityProcess } from 'electron';
import { fileLimits, judgeMilliseconds, type FileKind } from '../files/file-limits';
import { readExactly } from '../files/read-exactly';
import { toVerdict, type IndexFile, type JudgeFile, type Verdict } from '../files/judge-file';

/** Handing over so much at once is not felt. */
const chunkBytes = 4 * 1024 * 1024;

interface Errand {
  readonly task: 'judge' | 'index';
  readonly kind: FileKind;
  readonly size: number;
  /** The file in pieces of their own memory: a view would be sent with all that it looks at. */
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal | undefined;
  take(part: unknown): void;
}

/**
 * Judges a plan where it lies, in a utility process of the app: one variable of ours for its
 * environment, 512 MB, a time limit by size, ended after its one answer (execution.md 7.1). Rejects:
 * not readable.
 * @param script the bundled parse-untrusted script
 */
export function judgeInUtility(script: string): JudgeFile {
  const take = (): void => undefined;
  return (path, signal) => overFile(script, path, { task: 'judge', kind: 'plan', take, signal });
}

/** The same for a capture, which also tells what it holds. */
export function indexInUtility(script: string): IndexFile {
  return (path, take, signal) =>
    overFile(script, path, { task: 'index', kind: 'capture', take, signal });
}

async function overFile(
  script: string,
  path: string,
  errand: Omit<Errand, 'size' | 'chunks'>,
): Promise<Verdict> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const chunks = piecesFrom((start, length) => readExactly(file, start, length), size);
    return await run(script, { ...errand, size, chunks });
  } finally {
    await file.close();
  }
}

function run(script: string, errand: Errand): Promise<Verdict> {
  return new Promise((resolve) => {
    const child = utilityProcess.fork(script, [], {
      // An empty environment is taken for none, and the whole of ours is handed down.
      env: { CAUSEWAY_JUDGE: '1' },
      execArgv: ['--js-flags=--max-old-space-size=512'],
      stdio: 'ignore',
      serviceName: 'Causeway files',
    });
    const milliseconds = judgeMilliseconds(errand.size);
    const timer = setTimeout(() => end({ kind: 'tooSlow', milliseconds }), milliseconds);
    const cancel = (): void => end({ kind: 'gaveUp' });
    const end = (verdict: Verdict): void => {
      clearTimeout(timer);
      errand.signal?.removeEventListener('abort', cancel);
      resolve(verdict);
      child.kill();
    };
    errand.signal?.addEventListener('abort', cancel, { once: true });
    if (errand.signal?.aborted === true) cancel();
    child.on('message', (message: unknown) => {
      if (isPart(message)) errand.take(message);
      else end(toVerdict(message));
    });
    child.once('exit', () => end({ kind: 'gaveUp' }));
    child.once('spawn', () => void handOver(child, errand).catch(() => end({ kind: 'gaveUp' })));
  });
}

async function handOver(child: UtilityProcess, errand: Errand): Promise<void> {
  for await (const chunk of errand.chunks) child.postMessage({ chunk });
  child.postMessage({ limits: fileLimits[errand.kind], task: errand.task });
}

/** A piece of an index, and not the answer, which says what is wrong or that nothing is. */
function isPart(message: unknown): boolean {
  const kind = typeof message === 'object' && message !== null && 'kind' in message && message.kind;
  return kind === 'answers' || kind === 'head';
}

/** Each in a turn of its own. */
async function* piecesFrom(
  read: (start: number, length: number) => Promise<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array, void> {
  for (let start = 0; start < size; start += chunkBytes) {
    yield await read(start, Math.min(chunkBytes, size - start));
    await new Promise((resolve) => setImmediate(resolve));
  }
}
