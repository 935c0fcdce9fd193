import { scanJson, type JsonLimits } from './scan-json';

type Limits = JsonLimits & { readonly maxBytes: number };

/** The pipe to the app's main process, where this runs as its utility process. */
interface ParentPort {
  once(name: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

/**
 * The separate process that looks at a file nobody vouches for: no token, no network, an empty
 * environment, nothing imported but the scanner. As a Node process the file comes on standard
 * input, its limits as the only argument, and the answer is one line of JSON: null, or the first
 * fault (exit 3: too large). As a utility process of the app the same comes and goes as messages.
 */
function serve(parent: ParentPort | undefined): void {
  // SECURITY: nothing here may reach the network, whatever the file makes of the parser.
  Reflect.deleteProperty(globalThis, 'fetch');
  if (parent === undefined) {
    void judgeInput(JSON.parse(process.argv[2] ?? '') as Limits);
    return;
  }
  parent.once('message', ({ data }) => {
    const { bytes, limits } = data as { readonly bytes: Uint8Array; readonly limits: Limits };
    parent.postMessage(scanJson(bytes, limits));
  });
}

async function judgeInput(limits: Limits): Promise<void> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limits.maxBytes) process.exit(3);
    chunks.push(chunk);
  }
  process.stdout.write(`${JSON.stringify(scanJson(Buffer.concat(chunks), limits))}\n`);
}

serve((process as unknown as { readonly parentPort?: ParentPort }).parentPort);
