import type { EmergencyCheck } from '../../shared/lockout/guardrails';

/** The findings that tell of a check of emergency access accounts, the heaviest first. */
const findings: Readonly<Record<EmergencyCheck, readonly string[]>> = {
  twoDeclared: ['BG-MISSING'],
  exists: ['BG-MISSING'],
  enabled: ['BG-MISSING'],
  cloudOnly: ['BG-SYNCED'],
  initialDomain: ['BG-CUSTOM-DOMAIN'],
  globalAdministrator: ['BG-ELIGIBLE-ONLY'],
  strongMethod: ['BG-NO-METHOD', 'BG-WEAK-METHOD', 'BG-METHOD-UNREACHABLE'],
  perUserDisabled: ['BG-PER-USER-MFA'],
  notStopped: ['BG-NOT-EXCLUDED'],
};

/** Codes of findings.md; none for a check this version has not heard of. */
export function findingsOfCheck(check: string): readonly string[] {
  return Object.entries(findings).find(([name]) => name === check)?.[1] ?? [];
}
