import { failure, type Failure } from '../../shared/diagnostic';
import { err, type Result } from '../../shared/result';
import type { Watch } from './file-intake';
import type { Host } from './host';
import type { HostPorts } from './host-ports';

type Kind = 'plan' | 'capture';

type Opener = Pick<Host, 'intake' | 'newPlan' | 'newCapture'> & {
  readonly ports?: Pick<HostPorts, 'fileOpened'>;
};

/**
 * A plan or a capture that somebody gave, whatever its name: what it says it is decides. Failures:
 * those of files, by the kind its name promises; `plan/cancelled`: a person ended it.
 */
export async function openFile(host: Opener, file: string): Promise<Result<void, Failure>> {
  const opened = await host.intake.run(file, (watch) => openWatched(host, file, watch));
  if (opened.ok) host.ports?.fileOpened?.(file);
  return opened;
}

async function openWatched(
  host: Opener,
  file: string,
  watch: Watch,
): Promise<Result<void, Failure>> {
  const open = (kind: Kind): Promise<Result<void, Failure>> =>
    kind === 'plan' ? host.newPlan(file, watch) : host.newCapture(file, watch);
  const promised: Kind = /\.causeway$/i.test(file) ? 'plan' : 'capture';
  const opened = await open(promised);
  const found = opened.ok ? null : kindSaid(opened.failure);
  if (found !== null && found !== promised) return open(found);
  return opened.ok || found !== null ? opened : err(asNeither(opened.failure));
}

/** Nobody asked for one kind: what says it is something else is told to be neither. */
function asNeither(refused: Failure): Failure {
  if (refused.code !== 'file/wrong-schema') return refused;
  return failure(refused.code, { ...refused.values, why: 'neither' });
}

/** What a file of another schema says it is; null: neither kind. */
function kindSaid({ code, values }: Failure): Kind | null {
  if (code !== 'file/wrong-schema') return null;
  const schema = values['found'] ?? values['actual'] ?? '';
  if (schema.startsWith('causeway-plan/')) return 'plan';
  return schema.startsWith('causeway-capture/') ? 'capture' : null;
}
