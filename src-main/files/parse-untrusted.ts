import { scanJson, type JsonLimits } from './scan-json';

/**
 * The separate process that looks at a file nobody vouches for: no token, no network, an empty
 * environment, nothing imported but the scanner. The file comes on standard input, its limits as
 * the only argument; the answer is one line of JSON: null, or the first fault. Exit 3: too large.
 */
async function judgeInput(limits: JsonLimits & { readonly maxBytes: number }): Promise<void> {
  // SECURITY: nothing here may reach the network, whatever the file makes of the parser.
  Reflect.deleteProperty(globalThis, 'fetch');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limits.maxBytes) process.exit(3);
    chunks.push(chunk);
  }
  process.stdout.write(`${JSON.stringify(scanJson(Buffer.concat(chunks), limits))}\n`);
}

void judgeInput(JSON.parse(process.argv[2] ?? '') as JsonLimits & { readonly maxBytes: number });
