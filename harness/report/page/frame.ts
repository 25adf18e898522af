import { createHash } from 'node:crypto';
import { markup, type Markup } from '../markup.ts';
import { style } from './style.ts';

interface PageFrame {
  /** Title of the tab. */
  title: string;
  body: Markup;
  /** The page's only script; the page works without it. */
  script?: string;
  /** Rules in addition to those of the report. */
  style?: string;
}

/** Hash source of a content security policy (CSP 3, 2.3.1): only the embedded style sheet and script are allowed. */
const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * An HTML page that loads no external resource: no font, no picture, no script. It can be opened from disk, mailed,
 * stored by CI and printed.
 */
export function htmlPage({ title, body, script, style: more = '' }: PageFrame): string {
  const rules = style + more;
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(rules)}`,
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
<style>${{ markup: rules }}</style>
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
