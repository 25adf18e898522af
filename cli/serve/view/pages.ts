import { markup, type Markup } from '../../../harness/report/markup.ts';

const page = (
  title: string,
  body: Markup,
  more: Markup = markup``,
): Markup => markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
${more}
<title>${title}</title>
</head>
<body>${body}</body>
</html>
`;

/** For a browser without access. */
export const doorPage = (says: string): Markup =>
  page('badconn', markup`<main class="door"><h1>badconn</h1><p role="alert">${says}</p></main>`);

export const joinPage = (_nonce: string, says?: string, name = ''): Markup =>
  page(
    'badconn: join the class',
    markup`<main class="door"><h1>badconn <span>the class</span></h1>
<form method="post" action="/join">
<p><label for="name">Your name</label><input id="name" name="name" required maxlength="40" autocomplete="off" value="${name}"></p>
<p><label for="code">The code of the class</label><input id="code" name="code" required autocomplete="off" autocapitalize="characters" spellcheck="false"></p>
${says === undefined ? undefined : markup`<p role="alert" class="bad">${says}</p>`}
<p><button>Join</button></p>
</form></main>`,
  );

const parts = {
  lesson: markup`<div id="notices" role="status"></div>
<div id="tracks"></div>
<div class="bench">
<div class="side"><div id="briefing"></div><div id="menu"></div><div id="hints"></div><div id="answer"></div></div>
<div class="work"><div id="network"></div><div id="shells"></div><div id="packets"></div></div>
</div>
<div id="back"></div>`,
  board: markup`<div id="board"></div>
<div id="watched"></div>`,
};

/** A page whose parts arrive over its WebSocket. */
export const livePage = (nonce: string, kind: keyof typeof parts): Markup =>
  page(
    kind === 'board' ? 'badconn: the class' : 'badconn: lessons',
    markup`<header class="top"><h1><a href="/">badconn</a></h1><span id="who"></span><span id="line" role="status">connecting …</span></header>
<main data-live="${kind === 'board' ? '/live/board' : '/live'}">
${parts[kind]}
</main>
<noscript><p>This page needs JavaScript: its terminals are programs.</p></noscript>`,
    markup`<script type="module" src="/page.js"></script><meta id="nonce" nonce="${nonce}">`,
  );
