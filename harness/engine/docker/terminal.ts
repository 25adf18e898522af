import { PassThrough, type Duplex } from 'node:stream';
import type Docker from 'dockerode';
import type { Opened, Size } from '../engine.ts';
import { demux } from './demux.ts';

/**
 * Runs a command in a container attached to this process's terminal, like `docker exec -it`; without a terminal, to
 * its pipes. Resolves to the command's exit code.
 */
export async function connectTerminal(
  container: Docker.Container,
  command: string[],
): Promise<number> {
  const { stdin, stdout, stderr } = process;
  const isTerminal = Boolean(stdin.isTTY && stdout.isTTY);
  const exec = await container.exec({
    Cmd: command,
    ...{ AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: isTerminal },
    Env: [`TERM=${process.env['TERM'] ?? 'xterm'}`, 'LANG=C.UTF-8', 'HOME=/tmp'],
  });
  const stream = (await exec.start({ hijack: true, stdin: true, Tty: isTerminal })) as Duplex;
  const resize = (): void => {
    if (stdout.columns && stdout.rows) {
      exec.resize({ w: stdout.columns, h: stdout.rows }).catch(() => undefined);
    }
  };
  if (isTerminal) {
    stdin.setRawMode(true);
    stdout.on('resize', resize);
    resize();
    stream.pipe(stdout, { end: false });
  } else {
    demux(stream, stdout, stderr);
  }
  stdin.pipe(stream);
  try {
    await new Promise<void>((resolve) => stream.once('end', resolve).once('close', resolve));
    return (await exec.inspect()).ExitCode ?? 0;
  } finally {
    stdin.unpipe(stream);
    stdin.pause();
    stdout.removeListener('resize', resize);
    if (isTerminal) stdin.setRawMode(false);
  }
}

/** Runs a command in a container, with a pseudo-terminal of the engine or with pipes. */
export async function openIn(
  container: Docker.Container,
  command: string[],
  size?: Size,
): Promise<Opened> {
  const isTerminal = size !== undefined;
  const exec = await container.exec({
    Cmd: command,
    ...{ AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: isTerminal },
    Env: ['TERM=xterm-256color', 'LANG=C.UTF-8', 'HOME=/tmp'],
  });
  const stream = (await exec.start({ hijack: true, stdin: true, Tty: isTerminal })) as Duplex;
  const output = new PassThrough();
  if (isTerminal) stream.pipe(output);
  else demux(stream, output, new PassThrough().resume());
  // An error means that the container is gone, and the command with it.
  stream.on('error', () => undefined).on('close', () => void output.end());
  const resize = ({ columns, rows }: Size): void => {
    exec.resize({ w: columns, h: rows }).catch(() => undefined);
  };
  if (isTerminal) resize(size);
  return { output, write: (data) => void stream.write(data), resize };
}
