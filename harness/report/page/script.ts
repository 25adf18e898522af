/**
 * The page's only script: it filters cases and opens folded elements. It loads and stores nothing. Without it all
 * content is visible, and the controls are hidden.
 */
export const script = `
const controls = document.querySelector('.controls');
const pairs = [...document.querySelectorAll('tr[data-case]')].map((row) => ({
  row,
  section: document.getElementById(row.dataset.case),
}));
const [stage, grade, text] = ['stage', 'grade', 'text'].map((name) => document.getElementById('by-' + name));
const count = document.getElementById('count');
const show = () => {
  const words = text.value.toLowerCase().split(/\\s+/);
  let shown = 0;
  for (const pair of pairs) {
    const { stage: at, grades } = pair.row.dataset;
    pair.words ??= (pair.row.textContent + pair.section.textContent).toLowerCase();
    const fits =
      (stage.value === '' || stage.value === at) &&
      (grade.value === '' || grades.split(' ').includes(grade.value)) &&
      words.every((word) => pair.words.includes(word));
    pair.row.hidden = pair.section.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  for (const family of document.querySelectorAll('.grid tbody')) {
    family.hidden = family.querySelector('tr[data-case]:not([hidden])') === null;
  }
  count.textContent = shown + ' of ' + pairs.length + ' cases';
};
const all = () => {
  for (const one of [stage, grade, text]) one.value = '';
  show();
};
/** Who follows a link wants to see where it leads. */
const reveal = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.closest('[hidden]')) {
    all();
    target.scrollIntoView();
  }
};
for (const one of [stage, grade]) one.addEventListener('change', show);
text.addEventListener('input', show);
document.getElementById('open').addEventListener('click', ({ target }) => {
  const open = target.getAttribute('aria-pressed') !== 'true';
  for (const one of document.querySelectorAll('main details')) one.open = open;
  target.setAttribute('aria-pressed', String(open));
});
addEventListener('hashchange', reveal);
controls.hidden = false;
show();
`;
