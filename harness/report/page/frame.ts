import { createHash } from 'node:crypto';
import { markup, type Markup } from '../markup.ts';
import { style } from './style.ts';

interface PageFrame {
  /** Of the tab. */
  title: string;
  body: Markup;
  /** The only script of the page, which it can do without. */
  script?: string;
}

/** As a policy names what it allows (CSP 3, 2.3.1): only the style sheet and the script that are in the page. */
const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * One HTML page that loads nothing: no font, no picture, no script but its own. It may be opened from disk, attached
 * to a mail or kept by CI, and it prints.
 */
export function htmlPage({ title, body, script }: PageFrame): string {
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    ...(script === undefined ? [] : [`script-src ${hashOf(script)}`]),
    ...['img-src data:', "base-uri 'none'", "form-action 'none'"],
  ].join('; ');
  const page = markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${{ markup: policy }}">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
${body}${
    script === undefined
      ? undefined
      : markup`<script>${{ markup: script }}</script>
`
  }</body>
</html>
`;
  return `<!doctype html>\n${page.markup}`;
}
