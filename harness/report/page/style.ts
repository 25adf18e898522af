import { networkStyle } from '../network/picture.ts';

/** Largest number of lanes in a ladder (lanes.ts); two columns each. */
const mostLanes = 24;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
/** Classes instead of style attributes, which the page's policy forbids. */
const places = [
  ...numbers(mostLanes).map((count) => `.lanes-${count} { --lanes: ${count}; }`),
  ...numbers(2 * mostLanes).map((line) => `.s${line} { grid-column-start: ${line}; }`),
  ...numbers(2 * mostLanes + 2).map((line) => `.e${line} { grid-column-end: ${line}; }`),
].join('\n');

/** Colour only repeats what symbols and words say; the page is readable without styles. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f6f7f9; --ink: #1b1f24; --faint: #59636e; --line: #d5dae0;
  --link: #0b57c2; --good: #116329; --good-ground: #eaf6ec; --bad: #a3211b; --bad-ground: #fdeeec;
  --danger: #8a0a12; --danger-ink: #ffffff; --unsure: #7a4b00; --unsure-ground: #fdf3dc;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --raised: #1c2127; --ink: #e4e8ec; --faint: #9ba6b2; --line: #343c45;
    --link: #7db3ff; --good: #7fd48f; --good-ground: #16281b; --bad: #ff9b92; --bad-ground: #331a19;
    --danger: #b3131d; --danger-ink: #ffffff; --unsure: #f0c067; --unsure-ground: #30260f;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0 auto; padding: 1.5rem clamp(0.75rem, 3vw, 2.5rem) 4rem; max-width: 96rem;
  background: var(--ground); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; }
h1 span { font-weight: 400; color: var(--faint); }
h2 { margin: 2.5rem 0 0.75rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); font-size: 1.25rem; }
h3 { margin: 0; font-size: 1.05rem; }
h4 { margin: 1.25rem 0 0.5rem; font-size: 1rem; }
h5 { margin: 0; font-size: 1rem; font-weight: 600; }
p { margin: 0.5rem 0; }
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
header p, caption, .note, .where, .back, .replay, .title, dt { color: var(--faint); }
header p { margin: 0.25rem 0 0.75rem; }
nav a { margin-right: 1rem; }
code, pre, .at { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.85em; }
pre {
  margin: 0.5rem 0; padding: 0.6rem 0.75rem; max-height: 26rem; overflow: auto; white-space: pre-wrap;
  border: 1px solid var(--line); border-radius: 6px; background: var(--raised); unicode-bidi: isolate;
}
pre.error { border-left: 4px solid var(--unsure); }
.scroll { position: relative; overflow-x: auto; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
table { border-collapse: collapse; font-size: 0.92rem; }
caption { padding: 0 0 0.5rem; text-align: left; }
caption span { display: inline-block; position: sticky; left: 0; max-width: calc(100vw - 2 * clamp(0.75rem, 3vw, 2.5rem)); white-space: normal; }
th, td { padding: 0.35rem 0.65rem; border: 1px solid var(--line); text-align: left; vertical-align: middle; }
thead th { background: var(--raised); font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.summary th, .summary td, .outcomes th, .outcomes td, .grid td, .grid th { overflow-wrap: normal; }
.summary { margin-top: 1.25rem; }
.summary thead th:not(:first-child) { text-align: right; }
.seed { min-width: 9rem; overflow-wrap: anywhere !important; }
.summary tbody th { min-width: 9rem; overflow-wrap: anywhere; }
.grid thead td { border: 0; }
.grid tbody th[scope="row"] { position: sticky; left: 0; z-index: 1; font-weight: 400; min-width: 9rem; max-width: 16rem; background: var(--ground); }
.grid .family th { padding-top: 0.8rem; border-inline: 0; background: none; font-weight: 600; }
.grid .verdict { padding: 0; white-space: nowrap; }
.grid .verdict a { display: block; padding: 0.35rem 0.65rem; color: inherit; text-decoration: none; }
.grid .verdict a:hover { text-decoration: underline; }
.grid .time { border-left: 0; color: var(--faint); }
.symbol { display: inline-block; min-width: 1.1em; text-align: center; font-weight: 700; }
td.good, .card.good .mark { color: var(--good); }
td.bad, .card.bad .mark { color: var(--bad); }
td.bad { background: var(--bad-ground); font-weight: 600; }
td.unjudged, .card.unjudged .mark { color: var(--unsure); }
td.unjudged { background: var(--unsure-ground); }
td.absent, .card.absent .mark { color: var(--faint); }
td.danger, .card.danger .mark, thead th.danger {
  background: var(--danger); color: var(--danger-ink); font-weight: 800;
}
td.danger { outline: 3px double var(--danger-ink); outline-offset: -4px; }
.card.danger .mark { padding: 0.1rem 0.5rem; border-radius: 4px; }
.dangers { margin-top: 1.75rem; padding: 0.25rem 1rem 0.5rem; border: 4px double var(--danger); border-radius: 8px; }
.knows-more { font-weight: 700; }
.dangers h2 { margin: 0.5rem 0; border: 0; }
.dangers ul, .legend { padding-left: 1.2rem; }
.safe { margin-top: 1rem; font-weight: 600; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; padding: 0; list-style: none; color: var(--faint); font-size: 0.92rem; }
.legend b { display: inline-block; min-width: 1.2em; color: var(--ink); }
.confusion th, .confusion td { padding: 0.25rem 0.4rem; overflow-wrap: normal; white-space: nowrap; }
.confusion td { min-width: 2.6rem; text-align: center; font-variant-numeric: tabular-nums; }
.confusion tbody th { position: sticky; left: 0; z-index: 1; background: var(--ground); font-weight: 400; }
.confusion thead th { vertical-align: bottom; }
.confusion td span[aria-hidden] { margin-right: 0.2em; }
.confusion .turned { vertical-align: bottom; text-align: left; font-weight: 400; }
.confusion .turned span { writing-mode: vertical-rl; transform: rotate(180deg); }
.confusion .diagonal { box-shadow: inset 0 0 0 2px var(--faint); }
summary { cursor: pointer; padding: 0.25rem 0; color: var(--link); }
.case { margin: 0 0 1.25rem; padding: 1rem; border: 1px solid var(--line); border-radius: 8px; }
.case > .title { margin-top: 0; }
dl { display: flex; flex-wrap: wrap; gap: 0.4rem 2rem; margin: 0.5rem 0; font-size: 0.92rem; }
dl div { min-width: 0; }
dt { font-size: 0.85em; }
dd { margin: 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 1rem; align-items: start; margin-top: 0.75rem; }
.card { min-width: 0; padding: 0.7rem 0.9rem; border: 1px solid var(--line); border-left-width: 5px; border-radius: 6px; }
.card.good { border-left-color: var(--good); }
.card.bad { border-left-color: var(--bad); }
.card.unjudged { border-left-color: var(--unsure); }
.card.danger { border: 4px double var(--danger); }
.card:target, .case:target { outline: 3px solid var(--link); outline-offset: 2px; }
.where { font-weight: 400; }
.evidence td { vertical-align: top; }
.evidence th { overflow-wrap: normal; white-space: nowrap; }
.evidence { width: 100%; font-size: 0.85rem; }
.evidence td { min-width: 5.3rem; overflow-wrap: anywhere; }
.evidence td:first-child { min-width: 8.5rem; width: 60%; }
.back { margin-bottom: 0; font-size: 0.85rem; }
.replay { font-size: 0.85rem; }
.ladder { min-width: calc(4.75rem + var(--lanes) * 7.5rem); max-width: calc(4.75rem + var(--lanes) * 28rem); padding: 0.5rem 0; font-size: 0.85rem; }
.ladder ol { margin: 0; padding: 0; list-style: none; }
.ladder li { display: grid; grid-template-columns: 4.75rem minmax(0, 1fr); align-items: stretch; }
.ladder .at { align-self: end; padding: 0 0.6rem 0.2rem 0; text-align: right; color: var(--faint); }
.lanes { display: grid; grid-template-columns: repeat(calc(2 * var(--lanes)), minmax(0, 1fr)); }
.heads { margin-left: 4.75rem; align-items: end; }
.head { padding: 0 0.25rem 0.25rem; text-align: center; }
.head span { display: block; font-size: 0.9em; color: var(--faint); }
.head em { color: var(--bad); font-style: normal; font-weight: 700; }
.lanes i { grid-row: 1; border-left: 1px solid var(--faint); }
.arrow { position: relative; grid-row: 1; padding: 0.55rem 0.75rem 0.1rem; margin-bottom: 0.45rem; border-bottom: 2px solid currentColor; text-align: center; }
.label { padding: 0 0.25rem; background: var(--ground); }
.arrow.self { border: 0; text-align: left; }
.reset .arrow { border-bottom: 5px double; }
.icmp .arrow { border-bottom: 3px dotted; }
.partly .arrow, .lost .arrow { border-bottom-style: dashed; color: var(--bad); }
.arrow.rightwards::after, .arrow.leftwards::after { content: ""; position: absolute; bottom: -6px; border: 5px solid transparent; }
.arrow.rightwards::after { right: 0; border-left: 9px solid currentColor; border-right: 0; }
.arrow.leftwards::after { left: 0; border-right: 9px solid currentColor; border-left: 0; }
.lost .arrow.arrow::after { content: "✗"; bottom: -0.8em; padding: 0 0.15em; border: 0; background: var(--ground); font-weight: 700; }
.g1 .arrow { padding-top: 0.9rem; } .g2 .arrow { padding-top: 1.4rem; } .g3 .arrow { padding-top: 2.1rem; } .g4 .arrow { padding-top: 3rem; }
${places}
.facts { margin-top: 0.75rem; }
.controls { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1.25rem; margin: 0 0 0.75rem; }
.controls[hidden] { display: none; }
.controls select, .controls input, .controls button { font: inherit; padding: 0.2rem 0.5rem; border: 1px solid var(--faint); border-radius: 4px; background: var(--raised); color: var(--ink); }
.controls input { width: min(16rem, 60vw); }
.controls [aria-pressed="true"] { border-style: double; border-width: 3px; }
.grid { width: 100%; }
.grid .says { color: var(--faint); }
.about { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; justify-content: space-between; }
.about > div { flex: 1 1 26rem; min-width: 0; }
figure { margin: 0; max-width: 100%; }
figcaption { max-width: 26rem; font-size: 0.88rem; }
.case h3 a { color: inherit; text-decoration: none; }
.case h3 a:hover { text-decoration: underline; }
.on-paper { display: none; }
${networkStyle}
@media (max-width: 64rem) {
  .grid .wide { display: none; }
}
@media (max-width: 40rem) {
  .case { padding: 0.75rem 0.6rem; }
  .card { padding: 0.6rem; }
  th, td { padding: 0.3rem 0.45rem; }
}
@media print {
  html { font-size: 9.5pt; }
  body { max-width: none; padding: 0; }
  nav, .back, .controls, .confusion { display: none; }
  .on-paper { display: block; padding-left: 1.2rem; }
  .scroll, pre { overflow: visible; max-height: none; }
  pre.printed { overflow: hidden; max-height: 24em; border-bottom: 2px dashed var(--faint); }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { list-style: none; color: inherit; }
  .ladder { min-width: 0; }
  .summary thead th:not(:first-child) { writing-mode: vertical-rl; white-space: nowrap; vertical-align: bottom; text-align: left; }
  .seed { min-width: 0; max-width: 7rem; }
  .grid .time { display: none; }
  .grid .verdict, .grid .verdict a { white-space: normal; overflow-wrap: anywhere; }
  .grid th[scope] { position: static; min-width: 0; }
  th, td { padding: 0.2rem 0.4rem; }
  .cards { display: block; }
  .card { margin-bottom: 0.75rem; }
  tr, .ladder li, .legend li, dl div, figure, .dangers { break-inside: avoid; }
  .about, .heads, .title, h2, h3, h4, h5, summary { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
  td.danger, th.danger, .card.danger .mark { print-color-adjust: exact; }
}
`;
