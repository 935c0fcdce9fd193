import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import ChangeDiff from '../../../src-renderer/components/ChangeDiff.svelte';
import { setLanguage } from '../../../src-renderer/i18n.svelte';

afterEach(() => setLanguage('en'));

const planned = JSON.stringify({
  includeTargets: [{ id: 'created:s07' }],
  excludeUsers: ['evidence:s02', 'b2c3'],
  also: 'appeared:s11',
});

describe('the table of exact values', () => {
  it('says in words what stands for an id that nothing has yet', () => {
    render(ChangeDiff, { props: { title: 'Values', prior: null, planned } });
    expect(screen.getByText('the group of step s07')).toBeTruthy();
    expect(screen.getByText('includeTargets[the group of step s07].id')).toBeTruthy();
    expect(screen.getByText('b2c3, the accounts named in step s02')).toBeTruthy();
    expect(screen.getByText('the policies Microsoft makes after step s11')).toBeTruthy();
    cleanup();
    setLanguage('ja');
    render(ChangeDiff, { props: { title: 'Values', prior: null, planned } });
    expect(screen.getByText('ステップ s07 のグループ')).toBeTruthy();
    expect(document.body.textContent).not.toMatch(/created:|evidence:|appeared:/);
  });
});
