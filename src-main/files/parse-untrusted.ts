import { indexCapture } from './index-capture';
import { scanJson, type JsonFault, type JsonLimits } from './scan-json';

type Limits = JsonLimits & { readonly maxBytes: number };

/** The pipe to the app's main process, where this runs as its utility process. */
interface ParentPort {
  on(name: 'message', listener: (event: { readonly data: ParentMessage }) => void): void;
  postMessage(message: unknown): void;
}

/** The file piece by piece, then what to do with it. */
type ParentMessage =
  { readonly chunk: Uint8Array } | { readonly limits: Limits; readonly task: 'judge' | 'index' };

/**
 * The separate process that looks at a file nobody vouches for: no token, no network, an empty
 * environment, nothing imported but the scanner. As a Node process the file comes on standard
 * input, its limits and the task as arguments, and the answer is one line of JSON: null, or the first
 * fault (exit 3: too large). As a utility process of the app the same comes and goes as messages.
 * The task `index` also tells what a capture holds, each piece a line or a message before the answer.
 */
function serve(parent: ParentPort | undefined): void {
  // SECURITY: nothing here may reach the network, whatever the file makes of the parser.
  Reflect.deleteProperty(globalThis, 'fetch');
  if (parent === undefined) {
    void judgeInput(JSON.parse(process.argv[2] ?? '') as Limits, process.argv[3] ?? 'judge');
    return;
  }
  const chunks: Uint8Array[] = [];
  parent.on('message', ({ data }) => {
    if ('chunk' in data) chunks.push(data.chunk);
    else {
      const bytes = joined(chunks);
      parent.postMessage(answer(bytes, data.limits, data.task, (part) => parent.postMessage(part)));
    }
  });
}

async function judgeInput(limits: Limits, task: string): Promise<void> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limits.maxBytes) process.exit(3);
    chunks.push(chunk);
  }
  const say = (message: unknown): void => void process.stdout.write(`${JSON.stringify(message)}\n`);
  say(answer(joined(chunks), limits, task, say));
}

function answer(
  bytes: Uint8Array,
  limits: Limits,
  task: string,
  tell: (part: unknown) => void,
): JsonFault | null {
  return task === 'index' ? indexCapture(bytes, limits, tell) : scanJson(bytes, limits);
}

function joined(chunks: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks.splice(0)) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

serve((process as unknown as { readonly parentPort?: ParentPort }).parentPort);
