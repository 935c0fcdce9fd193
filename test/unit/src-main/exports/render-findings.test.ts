import { describe, expect, it } from 'vitest';
import { renderFindings } from '../../../../src-main/exports/render-findings';

const item = {
  title: 'One policy <b>binds</b>',
  code: 'BG-NOT-EXCLUDED',
  who: '1: <script>alert(1)</script>',
  why: 'A & B',
  evidence: ['Policies: "CA" <i>'],
  advice: 'Exclude › them',
};

describe('findings as HTML', () => {
  it('show who, why, evidence and what to do under one heading each', () => {
    const html = renderFindings('Blocks a ring', [item], 'en');
    expect(html).toContain('<h3>Blocks a ring</h3>');
    expect(html).toContain(
      '<h4>One policy &lt;b&gt;binds&lt;/b&gt; <code>BG-NOT-EXCLUDED</code></h4>',
    );
    expect([...html.matchAll(/<dt>(.*?)<\/dt>/g)].map(([, label]) => label)).toEqual([
      'Who',
      'Why it matters',
      'Evidence',
      'What to do',
    ]);
    expect(html).toContain('<li><bdi>Policies: &quot;CA&quot; &lt;i&gt;</bdi></li>');
    expect(html).not.toMatch(/<script|<b>|<i>/);
  });

  it('leave out what there is nothing to say about', () => {
    const html = renderFindings('x', [{ ...item, who: '', evidence: [] }], 'ja');
    expect([...html.matchAll(/<dt>(.*?)<\/dt>/g)].map(([, label]) => label)).toEqual([
      '理由',
      '対処',
    ]);
  });
});
