import type { IconName } from './icon-paths';

/** Colour role of a badge or notice. Each comes with an icon or a shape, never colour alone. */
export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'note' | 'unknown' | 'practice';

export const toneIcons: Readonly<Record<Tone, IconName>> = {
  neutral: 'info',
  good: 'checkmarkCircleFilled',
  warn: 'warningFilled',
  bad: 'errorCircleFilled',
  note: 'infoFilled',
  unknown: 'questionCircle',
  practice: 'beaker',
};

/** Tone of a readiness class. */
export function readinessTone(readiness: string): Tone {
  if (readiness === 'ready') return 'good';
  if (readiness === 'conditions') return 'warn';
  return readiness === 'notReady' ? 'bad' : 'unknown';
}

/** Tone of a finding's severity. */
export function severityTone(severity: string): Tone {
  if (severity === 'blocker') return 'bad';
  if (severity === 'high') return 'warn';
  return severity === 'decision' ? 'note' : 'neutral';
}
