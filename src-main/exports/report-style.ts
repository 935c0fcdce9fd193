/**
 * The report's only style sheet. It stands in the file itself, allowed by its hash: the file needs
 * nothing else, on screen, on paper, light or dark.
 */
export const reportStyle = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b2430; --soft: #566274; --line: #d7dde5;
  --card: #f5f7fa; --accent: #0b5cad; --danger: #a4262c; --warning: #8a5a00; --good: #1b6e3c;
  --unknown: #5b4b8a; --c1: #0b6471; --c2: #4b83c3; --c3: #8a63b5; --c4: #a65a00; --c5: #b3261e;
  --gap: #fff; --faint: #eef1f3; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181f; --ink: #e7ecf2; --soft: #a3b0c0;
  --line: #343e4b; --card: #1c222b; --accent: #79b8f0; --danger: #ff9a96; --warning: #f0c069;
  --good: #7fd6a0; --unknown: #c3b3f0; --c1: #62c5d3; --c2: #7fabe6; --c3: #bb98e3; --c4: #f0a94b;
  --c5: #ff8a80; --gap: #1a2226; --faint: #263036; } }
* { box-sizing: border-box; }
html { font: 400 16px/1.6 "Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system,
  "Yu Gothic UI", "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", sans-serif; }
:lang(ja) { line-height: 1.75; }
body { margin: 0; background: var(--paper); color: var(--ink); }
main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.5rem 5rem; }
header { border-bottom: 3px solid var(--accent); padding-bottom: 1.25rem; margin-bottom: 2rem; }
h1 { font-size: 2rem; line-height: 1.25; margin: 0 0 .35rem; text-wrap: balance; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 3rem 0 1rem; padding-top: .75rem;
  border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; line-height: 1.4; margin: 0; }
p { margin: 0 0 .9rem; max-width: 46rem; }
a { color: var(--accent); }
.sub { color: var(--soft); margin: 0; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .4rem 1.4rem; padding: 0;
  margin: 0 0 1rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem;
  margin: 0 0 1.5rem; padding: 0; list-style: none; }
.figure { background: var(--card); border: 1px solid var(--line); border-left: .4rem solid;
  border-radius: .5rem; padding: 1rem 1.15rem; break-inside: avoid; }
.figure .value { display: block; font-size: 2.1rem; font-weight: 650; line-height: 1.2; }
.figure .label { display: block; font-weight: 600; color: var(--ink); }
.figure .note { display: block; color: var(--soft); font-size: .9rem; margin-top: .35rem; }
.danger { border-left-color: var(--danger); } .danger .value { color: var(--danger); }
.warning { border-left-color: var(--warning); } .warning .value { color: var(--warning); }
.good { border-left-color: var(--good); } .good .value { color: var(--good); }
.unknown { border-left-color: var(--unknown); border-style: dashed; border-left-style: solid; }
.unknown .value { color: var(--unknown); }
.plain { border-left-color: var(--accent); }
dl.facts { display: grid; grid-template-columns: minmax(11rem, max-content) 1fr; gap: .35rem 1.5rem;
  margin: 0 0 1.5rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
.scroll { overflow-x: auto; margin: 0 0 1.5rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { text-align: left; font-weight: 600; padding: 0 0 .45rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0;
  border-bottom: 1px solid var(--line); overflow-wrap: break-word; max-width: 20rem; }
thead th { color: var(--soft); font-weight: 600; border-bottom-width: 2px; }
tbody th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
thead .number { white-space: nowrap; }
@media (max-width: 50rem) { thead .number { white-space: normal; } }
figure { margin: 0 0 1.5rem; } figcaption { font-weight: 600; margin-bottom: .45rem; }
svg.bar { display: block; width: 100%; height: auto; }
.patterns { position: absolute; } .chart { display: block; width: 100%; min-width: 34rem; height: auto; }
figure > div[aria-hidden] { overflow-x: auto; margin: 0 0 .5rem; } figure > .legend { margin: 0 0 1rem; }
[class^="fill-"] { stroke: var(--gap); }
.fill-good { fill: var(--good); } .fill-warn { fill: var(--warning); } .fill-bad { fill: var(--danger); }
.fill-unknown { fill: var(--faint); stroke: var(--unknown); stroke-dasharray: 4 3; }
.fill-c1 { fill: var(--c1); } .fill-c2 { fill: var(--c2); } .fill-c3 { fill: var(--c3); }
.fill-c4 { fill: var(--c4); } .fill-c5 { fill: var(--c5); }
.hatch { fill: none; stroke: var(--gap); stroke-width: 1.2; stroke-opacity: .6; }
.hatch-unknown { stroke: var(--unknown); }
.flow { fill: none; stroke: var(--c1); stroke-opacity: .28; } .flow-bad { stroke: var(--danger); }
.flow-warn { stroke: var(--warning); } .flow-unknown { stroke: var(--unknown); stroke-dasharray: 6 3; }
.heads { display: flex; justify-content: space-between; max-width: none; margin: 0; }
.heads, .tick-label { color: var(--soft); font-size: .85rem; font-weight: 600; }
.flow-label, .row-label { display: flex; align-items: center; gap: .5rem; height: 100%;
  font-size: .85rem; line-height: 1.25; }
.flow-label.left { justify-content: flex-end; text-align: right; }
.flow-label.right { flex-direction: row-reverse; justify-content: flex-end; }
.tick { stroke: var(--line); stroke-dasharray: 2 3; } .tick-label { fill: var(--soft); font-weight: 400; }
.wait { fill: var(--faint); stroke: var(--c1); } .freeze { fill: var(--faint); stroke: var(--unknown);
  stroke-dasharray: 3 2; }
.deadline { stroke: var(--danger); stroke-width: 1.5; }
.deadline-label { fill: var(--danger); font-size: .85rem; font-weight: 600; }
.deadline-label.end { text-anchor: end; }
.limit { stroke: var(--warning); stroke-width: 2; stroke-dasharray: 6 4; }
.limit-label { text-anchor: end; } .line { fill: none; stroke: var(--accent); stroke-width: 2; }
.dot { fill: var(--accent); } .dot-unread { fill: var(--paper); stroke: var(--soft); stroke-dasharray: 2 2; }
.bars { list-style: none; margin: 0; padding: 0; }
.bars li { display: grid; grid-template-columns: minmax(7rem, 12rem) 1fr; gap: 1rem; align-items: center;
  padding: .2rem 0; font-size: .9rem; }
.bars.sums li { grid-template-columns: minmax(7rem, 12rem) 1fr 3rem; }
.unseen { position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
.diff tbody tr { --tone: var(--c1); } .diff tbody td:last-child { color: var(--tone); font-weight: 600; }
.diff tbody th { border-left: 3px solid var(--tone); padding-left: .6rem; }
.diff .diff-on, .diff .diff-wider { --tone: var(--good); }
.diff .diff-off, .diff .diff-narrower { --tone: var(--danger); }
.diff .diff-unknown { --tone: var(--unknown); } .diff .diff-unknown th { border-left-style: dashed; }
.sign { display: inline-block; width: 1.1rem; color: var(--tone); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.4rem; padding: 0; margin: .5rem 0 0;
  list-style: none; font-size: .9rem; }
.legend svg { width: .8rem; height: .8rem; margin-right: .4rem; }
.legend svg.wide { width: 1.4rem; }
.step { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.15rem;
  margin: 0 0 1rem; break-inside: avoid-page; }
.step .meta { color: var(--soft); font-size: .9rem; margin: .15rem 0 .6rem; }
.step .id { color: var(--accent); font-variant-numeric: tabular-nums; margin-right: .5rem; }
.finding { border-top: 1px solid var(--line); padding: .8rem 0 0; margin: 0 0 1rem;
  break-inside: avoid-page; }
.finding h4 { margin: 0 0 .4rem; font-size: 1rem; } .finding h4 code { color: var(--soft); }
.finding dl.facts { margin: 0; grid-template-columns: minmax(7rem, 9rem) 1fr; }
.finding ul { margin: 0; padding: 0; list-style: none; }
h3 + .finding { margin-top: .4rem; } .finding + h3 { margin-top: 1.8rem; }
.states { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: .9rem;
  margin: 0 0 .9rem; }
.states h4, .request h4, .back h4 { margin: 0 0 .25rem; font-size: .82rem; color: var(--soft);
  font-weight: 600; }
pre, code { font: .82rem/1.5 "Cascadia Mono", Consolas, ui-monospace, "Noto Sans Mono CJK JP",
  monospace; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: .35rem; margin: 0 0 .6rem;
  padding: .6rem .75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.back p, .states p { margin: 0; }
article + article { margin-top: 4rem; }
footer { margin-top: 3rem; color: var(--soft); font-size: .85rem; }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #444;
  --line: #bbb; --card: #fff; --accent: #0b5cad; --danger: #8c1d22; --warning: #6d4700;
  --good: #145a30; --unknown: #46387a; --c1: #0b6471; --c2: #4b83c3; --c3: #8a63b5;
  --c4: #a65a00; --c5: #b3261e; --gap: #fff; --faint: #eef1f3; }
  html { font-size: 10.5pt; } main { max-width: none; padding: 0; } nav { display: none; }
  h2 { break-after: avoid; } thead { display: table-header-group; } tr { break-inside: avoid; }
  a { color: inherit; text-decoration: none; } @page { margin: 16mm 14mm; } }
@media (forced-colors: active) { [class^="fill-"], .wait, .freeze { forced-color-adjust: none; } }
`;

/** The sheet of paper on a screen: what holds in print holds always, with the margins of the page. */
export const paperStyle = `${reportStyle.replace('@media print', '@media all')}
body { padding: 14mm 12mm; }
`;
