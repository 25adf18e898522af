import type { Documented, Family } from '../family.ts';
import { sources } from './sources.ts';

const own = (
  says: Documented['says'],
  means: string,
  { by = 'Chromium', source = sources.chromium }: { by?: string; source?: string } = {},
): Documented => ({ by, says, means, causes: [], source });

/** Requests that never left the browser. */
export const browser: Family = {
  name: 'browser',
  stage: 'local',
  says: 'The browser itself refuses the request, by a rule of its own: no packet was sent.',
  symptoms: [],
  words: [
    own(
      ['ERR_UNSAFE_PORT', 'NS_ERROR_PORT_ACCESS_NOT_ALLOWED'],
      'Browsers connect to no port on the list of bad ports, such as 6000 and 6667. Let the service listen on another one.',
      { by: 'Chromium and Firefox', source: 'Fetch standard, 2.9 Port blocking' },
    ),
    own(
      ['ERR_BLOCKED_BY_CLIENT'],
      'An extension of the browser blocks the request, mostly one against advertisements. Try in a window without extensions.',
    ),
    own(
      ['ERR_BLOCKED_BY_ADMINISTRATOR'],
      'A policy of the organisation blocks the URL: chrome://policy shows it (URLBlocklist).',
    ),
    own(
      [
        'Mixed Content: The page at',
        'attempted to connect to the insecure WebSocket endpoint',
        'An insecure WebSocket connection may not be initiated from a page loaded over HTTPS',
      ],
      'A page of https may not use ws: or http:. Use wss: or https:, which needs TLS at the server or at a proxy in front of it.',
      { by: 'browsers', source: 'Mixed Content (W3C), 4; Chromium, mixed_content_checker.cc' },
    ),
    own(
      [
        'ERR_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS',
        'ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS',
      ],
      'A public page may not connect to an address of the local network unless the user, or the server, allows it.',
    ),
    own(
      ['ERR_TEMPORARILY_THROTTLED'],
      'The browser asks no more for a while, after this server failed often. Wait, and look for the first failure.',
    ),
    own(
      ['ERR_INSUFFICIENT_RESOURCES'],
      'The page has too many requests open at once: a loop that connects again and again makes them.',
    ),
  ],
  suspects: [],
};

/** An answer that the browser keeps from the page. */
export const cors: Family = {
  name: 'cors',
  stage: 'exchange',
  says: 'The server was reached and answered; the browser keeps the answer from the page, because a header is missing in it.',
  symptoms: [],
  words: [
    {
      by: 'browsers',
      says: [
        'blocked by CORS policy',
        "No 'Access-Control-Allow-Origin' header is present on the requested resource",
        'CORS header Access-Control-Allow-Origin missing',
        'is not allowed by Access-Control-Allow-Origin',
        "Response to preflight request doesn't pass access control check",
      ],
      causes: [
        ...(['bad-gateway', 'service-failing', 'gateway-timeout'] as const),
        ...([
          'edge-cannot-reach-origin',
          'redirected',
          'token-required',
          'captive-portal',
        ] as const),
      ],
      look: [
        {
          on: 'client',
          run: "curl -sv -o /dev/null -H 'Origin: https://PAGE' http://SERVER:PORT/",
          shows:
            'another status than 2xx: that failure is the cause, and its page lacks the header. 2xx without access-control-allow-origin: the connection is healthy, and the service must name the origin of the page',
        },
      ],
      means:
        'By itself this is no failure of the connection. It often hides one: error pages of proxies and of the service (401, 404, 502, 504) have no CORS headers, so the page sees this in place of the status.',
      source: 'Fetch standard, 3.3 (CORS protocol); MDN, CORS errors',
    },
  ],
  suspects: [],
};
