/** The page's program: inserts what the server renders, and sends requests for clicks. */
import { ask, connect, type Message } from './connection.ts';
import { put } from './parts.ts';
import { choose, mount, refit, showOutput } from './terminals.ts';

const litMs = 350;

/** The terminals add style elements, for which the page's policy requires a nonce. */
function giveNonce(): void {
  const { nonce = '' } = document.querySelector<HTMLElement>('#nonce') ?? {};
  const create = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (name === 'style') element.nonce = nonce;
    return element;
  }) as typeof document.createElement;
}

function receive(message: Message): void {
  if ('put' in message) {
    const part = put(message.put, message.html);
    const hasShells = ['shells', 'watched'].includes(message.put);
    if (part && (hasShells || part.querySelector('[data-shell]'))) mount(part);
    return;
  }
  for (const id of message.lit) {
    const line = document.getElementById(id);
    line?.classList.add('lit');
    setTimeout(() => document.getElementById(id)?.classList.remove('lit'), litMs);
  }
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('button') : null;
  if (!button) return;
  const { do: name, tab, number, name: who } = button.dataset;
  if (tab !== undefined) choose(Number(tab), true);
  if (name === undefined) return;
  ask(name, { ...(number ? { number: [number] } : {}), ...(who ? { name: [who] } : {}) });
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset['do'] === undefined) return;
  event.preventDefault();
  const data = new FormData(form);
  const names = [...new Set(data.keys())];
  ask(
    form.dataset['do'],
    Object.fromEntries(names.map((name) => [name, data.getAll(name).map(String)])),
  );
});

/** Arrow keys move between tabs (WAI-ARIA Authoring Practices, tabs). */
document.addEventListener('keydown', (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const tab = event.target instanceof Element ? event.target.closest('[data-tab]') : null;
  if (step === undefined || !tab) return;
  const tabs = [...document.querySelectorAll<HTMLElement>('[data-tab]')];
  const next = tabs[(tabs.indexOf(tab as HTMLElement) + step + tabs.length) % tabs.length];
  choose(Number(next?.dataset['tab']), false);
  next?.focus();
});

addEventListener('resize', refit);

giveNonce();
connect({ message: receive, frame: showOutput });
