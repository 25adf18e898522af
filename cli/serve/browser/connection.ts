/** The WebSocket to `badconn serve`. It reconnects by itself. */

/** A message of the server: the content of a part, or lines that light up. */
export type Message = { put: string; html: string } | { lit: readonly string[] };

export interface Receiver {
  message(message: Message): void;
  /** Output of a shell. */
  frame(frame: Uint8Array): void;
}

/** Delays between attempts to reconnect, in milliseconds. */
const againMs = [250, 500, 1000, 2000];

const path = document.querySelector<HTMLElement>('main[data-live]')?.dataset['live'] ?? '/live';
/** Whether this is a teacher's page, which sends no input. */
export const isWatching = path !== '/live';

let socket: WebSocket | undefined;
let attempts = 0;

export function connect(receiver: Receiver): void {
  const opening = new WebSocket(`ws://${location.host}${path}`);
  opening.binaryType = 'arraybuffer';
  socket = opening;
  opening.addEventListener('open', () => {
    attempts = 0;
    tellLine('connected');
  });
  opening.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (typeof data === 'string') receiver.message(JSON.parse(data) as Message);
    else receiver.frame(new Uint8Array(data));
  });
  opening.addEventListener('close', () => {
    tellLine('not connected: badconn serve has ended, or the network is gone');
    setTimeout(() => connect(receiver), againMs[Math.min(attempts, againMs.length - 1)]);
    attempts += 1;
  });
}

/** Sends a request to the server; dropped without a connection. */
export function ask(name: string, values: Record<string, readonly string[]> = {}): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ do: name, values }));
}

/** Sends input to a shell. */
export function sendTyped(shell: number, data: Uint8Array): void {
  if (socket?.readyState !== WebSocket.OPEN) return;
  const frame = new Uint8Array(2 + data.length);
  frame.set([shell >> 8, shell & 255]);
  frame.set(data, 2);
  socket.send(frame);
}

function tellLine(text: string): void {
  const line = document.querySelector('#line');
  if (line) line.textContent = text;
  document.body.classList.toggle('cut', text !== 'connected');
}
