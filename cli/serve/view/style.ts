/** Added to the style of the report (harness/report/page/style.ts), with its colours. */
export const style = `
body { padding-top: 0.75rem; max-width: 110rem; }
[hidden] { display: none !important; }
.top { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1rem; margin-bottom: 0.75rem; padding-bottom: 0.5rem; border-bottom: 1px solid var(--line); }
.top h1 { font-size: 1.2rem; }
.top h1 a { color: inherit; text-decoration: none; }
#line { margin-left: auto; color: var(--faint); font-size: 0.85rem; }
.cut #line { color: var(--bad); font-weight: 600; }
button, input, select { font: inherit; color: inherit; }
button { padding: 0.3rem 0.7rem; border: 1px solid var(--line); border-radius: 6px; background: var(--raised); cursor: pointer; }
button:hover:not(:disabled) { border-color: var(--link); }
button:disabled { color: var(--faint); cursor: progress; }
button.first { border-color: var(--link); color: var(--link); font-weight: 600; }
.door { max-width: 26rem; margin: 3rem auto; }
.door label { display: block; margin-bottom: 0.2rem; }
.door input { width: 100%; padding: 0.4rem 0.6rem; border: 1px solid var(--faint); border-radius: 6px; background: var(--ground); }
.good { color: var(--good); } .bad { color: var(--bad); }
.notice { margin: 0 0 0.5rem; padding: 0.45rem 0.75rem; border: 1px solid var(--line); border-left-width: 5px; border-radius: 6px; color: var(--ink); }
.notice.good { border-left-color: var(--good); background: var(--good-ground); }
.notice.bad { border-left-color: var(--bad); background: var(--bad-ground); }
.notice.busy { border-left-color: var(--unsure); background: var(--unsure-ground); }
main .card { margin-bottom: 0.75rem; border-left-width: 1px; }
main .card h2, .track h2 { margin: 0 0 0.4rem; padding: 0; border: 0; font-size: 1.05rem; }
main .card h3 { margin-top: 1rem; }
main .card .note { margin: 0 0 0.4rem; font-size: 0.88rem; }
.invitation b { font-size: 1.3rem; letter-spacing: 0.08em; }
.tracks { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(25rem, 100%), 1fr)); gap: 0.75rem; margin-bottom: 1rem; }
.track { padding: 0.8rem 1rem; border: 1px solid var(--line); border-radius: 8px; }
.meter { display: flex; align-items: center; gap: 0.6rem; font-size: 0.9rem; }
progress { width: 8rem; accent-color: var(--link); }
.cases { margin: 0.5rem 0 0; padding: 0; list-style: none; }
#others .cases { columns: 24rem auto; }
.cases li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; align-items: baseline; gap: 0 0.6rem; padding: 0.15rem 0; break-inside: avoid; }
.cases button { padding: 0.15rem 0.55rem 0.15rem 0.35rem; font-variant-numeric: tabular-nums; }
.cases .seen { font-size: 0.92rem; }
.cases .far { color: var(--faint); font-size: 0.85rem; }
.bench { display: grid; grid-template-columns: minmax(18rem, 24rem) minmax(0, 1fr); gap: 0 0.75rem; align-items: start; }
blockquote { margin: 0.3rem 0; padding: 0.4rem 0.7rem; border-left: 4px solid var(--unsure); background: var(--raised); font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.88em; }
.menu { display: flex; flex-wrap: wrap; gap: 0.4rem; }
.hints { margin: 0; padding-left: 1.4rem; }
.choices { max-height: 22rem; overflow: auto; margin: 0.5rem 0; padding: 0.4rem 0.6rem; border: 1px solid var(--line); border-radius: 6px; list-style: none; font-size: 0.92rem; }
.choices li { padding: 0.2rem 0; }
.choices span { display: block; padding-left: 1.6rem; color: var(--faint); }
.network { margin: 0 auto; padding-top: 4px; overflow: visible; }
.network .good .tag { fill: var(--good); } .network .plain .tag { fill: var(--faint); }
.network .good .box { stroke: var(--good); stroke-width: 2; }
.network .bad .box { stroke: var(--bad); stroke-width: 2; }
.network .link { transition: stroke 0.3s; }
.network .link.lit { stroke: var(--link); stroke-width: 5; transition: none; }
.tabs { display: flex; flex-wrap: wrap; gap: 0.25rem; }
.tabs button { border-bottom: 0; border-radius: 6px 6px 0 0; }
.tabs [aria-selected="true"] { background: #14171b; border-color: var(--faint); color: #e4e8ec; font-weight: 600; }
.shell { height: 25rem; margin-bottom: 0.75rem; border: 1px solid var(--faint); border-radius: 0 6px 6px 6px; background: #14171b; overflow: hidden; }
.shell .xterm { height: 100%; padding: 0.4rem; }
.shell .xterm .xterm-viewport { background: #14171b; }
.traffic { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 0 0.75rem; }
.packets { max-height: 15rem; overflow: auto; margin: 0; padding: 0; list-style: none; font: 0.72rem/1.5 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.packets li { padding-left: 1.5em; text-indent: -1.5em; }
.packets .ends { color: var(--faint); }
.packets b { font-weight: 600; }
.board { width: 100%; min-width: 44rem; overflow-wrap: normal; }
.board .stuck td, .board .stuck th { background: var(--unsure-ground); }
@media (max-width: 60rem) {
  .bench { display: flex; flex-direction: column; align-items: stretch; }
  .side, .work { display: contents; }
  #answer { order: 1; }
}
@media (max-width: 40rem) { .shell { height: 20rem; } }
@media (prefers-reduced-motion: reduce) { .network .link { transition: none; } }
`;
