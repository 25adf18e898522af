import type { RawData, WebSocket } from 'ws';
import { act, readAsked, type PageRequest } from './actions.ts';
import { Board } from './board.ts';
import type { People, Person } from './people.ts';
import type { Shell } from './shell.ts';
import { SeatView } from './seat-view.ts';
import type { Invitation } from './view/board.ts';
import { Viewer } from './viewer.ts';

interface Attending {
  person: Person;
  people: People;
  /** Shows the board of a class instead of the person's own seat. */
  board: Invitation | undefined;
  isClass: boolean;
}

/** Serves one browser as long as its connection lasts. */
export function attend(socket: WebSocket, { person, people, board, isClass }: Attending): void {
  const { seat } = person;
  const view = board ? new Board(people, board) : new SeatView(person, isClass);
  const isBoard = board !== undefined;
  const viewer = new Viewer(socket, view);
  const stop = isBoard ? people.onChange(() => viewer.soon()) : seat.onChange(() => viewer.soon());
  // The board shows minutes without progress.
  const clock = setInterval(() => viewer.soon(), 15_000);
  person.sockets += 1;
  const hear = (data: RawData, isBinary: boolean): void => {
    const bytes = data as Buffer;
    // A teacher who watches cannot type.
    if (isBinary) return isBoard ? undefined : typed(seat.shells, bytes);
    const asked = readAsked(bytes.toString());
    if (asked === undefined) return;
    if (asked.do === 'size') return isBoard ? undefined : resized(seat.shells, asked);
    // The result, a failure too, shows in the parts that change.
    if (view instanceof Board) {
      view.act(asked);
      viewer.soon();
    } else void act(seat, asked).catch((error: unknown) => seat.tell('bad', String(error)));
  };
  socket.on('message', hear);
  socket.on('error', () => socket.terminate());
  socket.once('close', () => {
    clearInterval(clock);
    stop();
    viewer.close();
    person.sockets -= 1;
  });
}

const withNumber = (shells: readonly Shell[], number: number): Shell | undefined =>
  shells.find((shell) => shell.number % 65_536 === number);

function typed(shells: readonly Shell[], data: Buffer): void {
  if (data.length > 2) withNumber(shells, data.readUInt16BE())?.type(data.subarray(2));
}

function resized(shells: readonly Shell[], { values }: PageRequest): void {
  const [number, columns, rows] = ['shell', 'columns', 'rows'].map((name) =>
    Number(values[name]?.[0]),
  ) as [number, number, number];
  const isSize = [columns, rows].every((each) => Number.isInteger(each) && each > 1 && each <= 500);
  if (isSize) withNumber(shells, number)?.resize({ columns, rows });
}
