import { takeTenantLock } from '../../src-main/store/tenant-lock';

/** Takes the lock of a directory, says so, and keeps nothing of it: the lock must stay by itself. */
const taken = takeTenantLock(process.argv[2] ?? '');
const isHeld = taken.ok;
process.stdout.write(`${taken.ok ? 'held' : taken.failure.code}\n`);
if (isHeld) setInterval(() => undefined, 1_000);
