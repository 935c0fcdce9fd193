import { utilityProcess } from 'electron';
import { fileLimits, judgeMilliseconds } from '../files/file-limits';
import { toVerdict, type Judge, type Verdict } from '../files/judge-file';

/**
 * Judges a file in a utility process of the app: one variable of ours for its environment, 512 MB,
 * a time limit by size, ended after its one answer (execution.md 7.1).
 * @param script the bundled parse-untrusted script
 */
export function judgeInUtility(script: string): Judge {
  return (bytes, kind) =>
    new Promise((resolve) => {
      const child = utilityProcess.fork(script, [], {
        // An empty environment is taken for none, and the whole of ours is handed down.
        env: { CAUSEWAY_JUDGE: '1' },
        execArgv: ['--js-flags=--max-old-space-size=512'],
        stdio: 'ignore',
        serviceName: 'Causeway files',
      });
      const timer = setTimeout(() => end({ kind: 'gaveUp' }), judgeMilliseconds(bytes.length));
      const end = (verdict: Verdict): void => {
        clearTimeout(timer);
        resolve(verdict);
        child.kill();
      };
      child.once('message', (answer: unknown) => end(toVerdict(answer)));
      child.once('exit', () => end({ kind: 'gaveUp' }));
      child.once('spawn', () => child.postMessage({ bytes, limits: fileLimits[kind] }));
    });
}
