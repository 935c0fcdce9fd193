import type { Failure } from '../../shared/diagnostic';
import type { Result } from '../../shared/result';
import type { Host } from './host';
import type { HostPorts } from './host-ports';

type Kind = 'plan' | 'capture';

/**
 * A plan or a capture that somebody gave, whatever its name: what it says it is decides. Failures:
 * those of files, by the kind its name promises.
 */
export async function openFile(
  host: Pick<Host, 'newPlan' | 'newCapture'> & { readonly ports?: Pick<HostPorts, 'fileOpened'> },
  file: string,
): Promise<Result<void, Failure>> {
  const open = (kind: Kind): Promise<Result<void, Failure>> =>
    kind === 'plan' ? host.newPlan(file) : host.newCapture(file);
  const promised: Kind = /\.causeway$/i.test(file) ? 'plan' : 'capture';
  const opened = await open(promised);
  const found = opened.ok ? null : kindSaid(opened.failure);
  const last = found === null || found === promised ? opened : await open(found);
  if (last.ok) host.ports?.fileOpened?.(file);
  return last;
}

/** What a file of another schema says it is; null: neither kind. */
function kindSaid({ code, values }: Failure): Kind | null {
  if (code !== 'file/wrong-schema') return null;
  const schema = values['found'] ?? values['actual'] ?? '';
  if (schema.startsWith('causeway-plan/')) return 'plan';
  return schema.startsWith('causeway-capture/') ? 'capture' : null;
}
