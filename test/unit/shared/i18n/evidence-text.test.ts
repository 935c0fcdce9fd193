import { expect, test } from 'vitest';
import { evidenceText } from '../../../../shared/i18n/evidence-text';

test('names roles as they are called in each language, and leaves others as they are', () => {
  const names = ['Global Administrator', 'Print Wizard'];
  const roles = { field: 'roles', shape: 'names', names, more: 0 } as const;
  expect(evidenceText(roles, 'ja', 'UTC')).toContain('グローバル管理者、Print Wizard');
  expect(evidenceText(roles, 'en', 'UTC')).toContain('Global Administrator and Print Wizard');
});
