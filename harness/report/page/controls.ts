import { grades, stages } from '../../../vocabulary/index.ts';
import { markup, type Markup } from '../markup.ts';
import { gradesOf, stageOf, type PageCase, type PageRun } from './words.ts';

/** Filter controls. The script reveals them, because without it they would do nothing. */
export function controls(runs: readonly PageRun[], cases: readonly PageCase[]): Markup {
  const at = new Set(cases.map(stageOf));
  const given = new Set(cases.flatMap((pageCase) => gradesOf(runs, pageCase)));
  const known = Object.keys(grades);
  const others = [...given].filter((name) => !known.includes(name)).toSorted();
  const options = (names: readonly string[]): Markup[] =>
    names.map((name) => markup`<option>${name}</option>`);
  return markup`<div class="controls" role="search" hidden>
<label>Stage <select id="by-stage"><option value="">any</option>${options(Object.keys(stages).filter((name) => at.has(name)))}</select></label>
<label>Verdict <select id="by-grade"><option value="">any</option>${options([...known.filter((name) => given.has(name)), ...others])}</select></label>
<label>Text <input id="by-text" type="search" autocomplete="off" spellcheck="false"></label>
<button id="open" type="button" aria-pressed="false">open all</button>
<output id="count"></output>
</div>`;
}
