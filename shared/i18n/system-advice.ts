import type { Failure } from '../diagnostic';
import { m } from '../paraglide/messages.js';
import type { Language } from './format';

/** What to do about a file that could not be written, where the system's code tells; null: it doesn't. */
export function writeAdvice({ code, values }: Failure, language: Language): string | null {
  if (code !== 'file/unwritable') return null;
  const options = { locale: language };
  switch (values['code']) {
    case 'ENOSPC':
    case 'EDQUOT':
      return m.failure_file_unwritable_do_full({}, options);
    case 'EROFS':
      return m.failure_file_unwritable_do_read_only({}, options);
    case 'EACCES':
      return m.failure_file_unwritable_do_right({}, options);
    case 'EBUSY':
    case 'ETXTBSY':
      return m.failure_file_unwritable_do_open({}, options);
    // Windows says this of a file that is read-only, and of one that is open elsewhere.
    case 'EPERM':
      return m.failure_file_unwritable_do_held({}, options);
    default:
      return null;
  }
}
