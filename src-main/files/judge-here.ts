import { fileLimits } from './file-limits';
import type { Judge } from './judge-file';
import { scanJson } from './scan-json';

/** Judges in this process: for files the product wrote itself, and for tests. */
export const judgeHere: Judge = (bytes, kind) => {
  const fault = scanJson(bytes, fileLimits[kind]);
  return Promise.resolve(fault === null ? { kind: 'clean' } : { kind: 'fault', fault });
};
