import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import { demux } from './demux.ts';

/**
 * Runs a command in a container with this process's terminal, as `docker exec -it` does; without a
 * terminal, with its pipes. Resolves to the command's exit code.
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
