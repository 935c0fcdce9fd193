import { stdin, stdout } from 'node:process';
import { fileLimits, type FileKind } from './file-limits';
import { scanJson } from './scan-json';

/**
 * The separate process that looks at a file nobody vouches for: no token, no network, an empty
 * environment. The file comes on standard input, its kind as the only argument; the answer is one
 * line of JSON: null, or the first fault.
 */
async function judgeInput(): Promise<void> {
  // SECURITY: nothing here may reach the network, whatever the file makes of the parser.
  Reflect.deleteProperty(globalThis, 'fetch');
  const kind = process.argv[2];
  if (!isFileKind(kind)) {
    process.exitCode = 2;
    return;
  }
  const limits = fileLimits[kind];
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limits.maxBytes) {
      process.exitCode = 3;
      return;
    }
    chunks.push(chunk);
  }
  stdout.write(`${JSON.stringify(scanJson(Buffer.concat(chunks), limits))}\n`);
}

function isFileKind(kind: string | undefined): kind is FileKind {
  return kind !== undefined && Object.hasOwn(fileLimits, kind);
}

void judgeInput();
