/**
 * Signs a notice of a newer version, or makes a key to sign with (README, Updates):
 *
 *   node src-main/launch/sign-notice.mjs --new-key KEYFILE
 *   node src-main/launch/sign-notice.mjs --key KEYFILE < notice.json > notice.signed.json
 *
 * The public key goes to standard output in the first case. The private key never leaves KEYFILE,
 * which must not exist yet when a key is made.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** As `signedWords` of src-main/app/update-notice.ts; a test holds the two together. */
const words = 'causeway-update/1\n';

/** The 32 bytes of a public key in base64, as update-source.ts takes them. */
export function publicKeyOf(key) {
  return createPublicKey(key)
    .export({ format: 'der', type: 'spki' })
    .subarray(-32)
    .toString('base64');
}

/** @param notice bytes of a `causeway-notice/1` document */
export function signNotice(notice, key) {
  const signature = sign(null, Buffer.concat([Buffer.from(words), notice]), key);
  return `${JSON.stringify({
    schema: 'causeway-update/1',
    notice: notice.toString('base64'),
    signature: signature.toString('base64'),
  })}\n`;
}

function main([option, file]) {
  if (file === undefined || !['--new-key', '--key'].includes(option)) {
    process.stderr.write('sign-notice: give --new-key FILE or --key FILE\n');
    return 2;
  }
  if (option === '--new-key') {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
    writeFileSync(file, pem, { mode: 0o600, flag: 'wx' });
    process.stdout.write(`${publicKeyOf(privateKey)}\n`);
    return 0;
  }
  process.stdout.write(signNotice(readFileSync(0), createPrivateKey(readFileSync(file, 'utf8'))));
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    process.exitCode = main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`sign-notice: ${error instanceof Error ? error.message : 'failed'}\n`);
    process.exitCode = 1;
  }
}
