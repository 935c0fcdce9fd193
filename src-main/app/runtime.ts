/** First Electron major that still gets security updates; older ones stand in for practice. */
const oldestSupportedMajor = 43;

export interface RuntimeFacts {
  readonly electron: string;
  readonly isStandIn: boolean;
  readonly realTenantOff: boolean;
  /** Why real tenants are off: `stand-in`, `debugger`, or empty. */
  readonly reason: 'stand-in' | 'debugger' | '';
}

/**
 * What this Electron may be used for. A version without security updates, or one with a debugger
 * open to others, never meets a real tenant's tokens.
 */
export function judgeRuntime(electronVersion: string, isDebugged: boolean): RuntimeFacts {
  const major = Number.parseInt(electronVersion, 10);
  const isStandIn = !(major >= oldestSupportedMajor);
  const reason = isStandIn ? 'stand-in' : isDebugged ? 'debugger' : '';
  return { electron: electronVersion, isStandIn, realTenantOff: reason !== '', reason };
}
