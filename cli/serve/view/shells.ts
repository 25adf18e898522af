import type { Lesson } from '../../../harness/lesson/lesson.ts';
import type { ShellRole } from '../../../harness/lesson/shell.ts';
import { markup, type Markup } from '../../../harness/report/markup.ts';
import type { Seat } from '../seat.ts';
import type { Shell } from '../shell.ts';
import type { Passed } from '../traffic.ts';

/** Tabs, and an element for each terminal, into which the page puts the terminal. */
export function shellsPart(shells: readonly Shell[]): Markup {
  if (shells.length === 0) return markup`<p class="note">No shell is open. The menu opens one.</p>`;
  const name = ({ role }: Shell, index: number): string => {
    const before = shells.slice(0, index).filter((other) => other.role === role).length;
    return before === 0 ? role : `${role} ${before + 1}`;
  };
  return markup`<div role="tablist" class="tabs" aria-label="Shells">${shells.map(
    (shell, index) =>
      markup`<button role="tab" id="tab-${shell.number}" data-tab="${shell.number}" aria-controls="shell-${shell.number}">${name(shell, index)}</button>`,
  )}</div>${shells.map(
    ({ number }) =>
      markup`<div role="tabpanel" class="shell" id="shell-${number}" data-shell="${number}" aria-labelledby="tab-${number}"></div>`,
  )}`;
}

const shown = 30;

/** The last packets at the client and, once the colleague there was called, at the server. */
export function packetsPart({ traffic }: Seat, { progress }: Lesson): Markup {
  const roles: ShellRole[] = progress.isServerCalled ? ['client', 'server'] : ['client'];
  return markup`<div class="traffic">${roles.map((role) => {
    const passed = traffic.passed[role].slice(-shown).toReversed();
    return markup`<section class="card"><h2>Packets at the ${role}</h2><p class="note">Of its connections to itself, only data.</p>${
      passed.length === 0
        ? markup`<p class="note">None so far.</p>`
        : markup`<ol class="packets" tabindex="0" aria-label="Packets at the ${role}, the latest first">${passed.map(packetLine)}</ol>`
    }</section>`;
  })}</div>`;
}

const packetLine = ({ time, source, destination, label }: Passed): Markup =>
  markup`<li><span class="at">${time}</span> <span class="ends">${source} → ${destination}</span> <b>${label}</b></li>`;
