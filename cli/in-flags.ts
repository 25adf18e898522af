import { isBadconnError } from '../harness/errors.ts';

/** Replaces option names of badconn/testcontainers in an error by command-line flags. */
export const flagsFor = (text: string): string =>
  text
    .replaceAll(
      /\{ (\w+)(?:: (["'])(.*?)\2)? \}/g,
      (_, name: string, quote?: string, value = '') =>
        `--${flagOf(name)}${quote === undefined ? '' : ` '${value}'`}`,
    )
    .replaceAll(/\.withExposedPorts\((\d+)\)/g, 'docker run --publish $1')
    .replaceAll('.withNetworkAliases(name)', '--network-alias')
    .replaceAll('.withNetwork(network)', 'docker run --network');

const flagOf = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Throws the error with command-line flags in place of option names. */
export function inFlags(error: unknown): never {
  if (isBadconnError(error)) error.message = flagsFor(error.message);
  throw error;
}
