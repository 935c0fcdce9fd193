import { cloudNames, type CloudName } from '../../shared/entra/cloud';
import { ok } from '../../shared/result';
import { openGraphSource } from '../../src-main/graph/open-source';
import { askLive, newScrubber, questions, recordScrubbed, scrubTold } from './ask-live';

export interface LiveOptions {
  readonly 'graph-url'?: string | undefined;
  readonly cloud: string;
  readonly only?: string | undefined;
  readonly limits: boolean;
  readonly write: boolean;
  readonly record?: string | undefined;
  readonly out?: string | undefined;
}

export interface LiveEnd {
  /** 0: nothing differs; 1: something does; 2: not begun. */
  readonly exitCode: 0 | 1 | 2;
  /** Path and text of each file to be written. */
  readonly files: readonly (readonly [string, string])[];
}

const marks = {
  asExpected: 'as expected',
  differs: 'DIFFERS',
  seen: 'seen',
  notAsked: 'not asked',
};

/** The whole of `npm run live`, with its input and output as arguments. */
export async function runLive(input: {
  readonly options: LiveOptions;
  readonly token: string;
  print(line: string): void;
}): Promise<LiveEnd> {
  const { options, token, print } = input;
  const only = options.only?.split(',').map((one) => one.trim()) ?? null;
  const unknown = only?.find((id) => !questions.some((one) => one.id === id));
  const cloud = cloudNames.find((name) => name === options.cloud);
  if (cloud === undefined) return refuse(print, `--cloud: ${cloudNames.join(', ')}`);
  if (unknown !== undefined) {
    return refuse(print, `--only: ${questions.map(({ id }) => id).join(', ')}`);
  }
  const source = await open(options, cloud, token);
  if (!source.ok) return refuse(print, JSON.stringify(source.failure));
  const told = await askLive(source.value, { ...options, only }, ({ id, about, verdict, seen }) =>
    print(`${marks[verdict].padEnd(12)}${id}: ${about}\n            ${seen}`),
  );
  const count = (verdict: keyof typeof marks): number =>
    told.filter((one) => one.verdict === verdict).length;
  print(
    `${count('asExpected')} as expected, ${count('differs')} differ, ${count('seen')} seen, ${count('notAsked')} not asked`,
  );
  const files: [string, string][] = [];
  const scrubber = newScrubber();
  if (options.record !== undefined) {
    const { signal } = new AbortController();
    files.push([options.record, await recordScrubbed(source.value, signal, scrubber)]);
  }
  if (options.out !== undefined) files.push([options.out, scrubTold(told, scrubber)]);
  return { exitCode: count('differs') > 0 ? 1 : 0, files };
}

function open(options: LiveOptions, cloud: CloudName, token: string) {
  return openGraphSource({
    graphUrl: options['graph-url'] ?? '',
    cloud,
    getToken: () => Promise.resolve(ok(token)),
  });
}

function refuse(print: (line: string) => void, why: string): LiveEnd {
  print(why);
  return { exitCode: 2, files: [] };
}
