import type { Evidence, Hello } from '../evidence.ts';
import { askHello } from './ask-hello.ts';
import { askOn } from './ask-on.ts';

const longestMs = 400;

/** After TLS failed without a certificate: probes the port with a ClientHello, and in plaintext. */
export const lookAtTls = async (
  evidence: Evidence,
  address: string,
  isSilent: boolean,
  deadlineMs: number,
): Promise<void> => {
  const asked = evidence.target.scheme === 'wss' ? 'websocket' : 'http';
  const askPlainly = () =>
    askOn(address, evidence.target.port, asked, evidence, Math.min(deadlineMs, longestMs));
  // Both probes of a silent port run in parallel, to wait only once.
  const early = isSilent ? askPlainly() : undefined;
  evidence.hellos = await askHello(evidence, address, deadlineMs);
  const plain = await (early ?? (speaksTls(evidence.hellos) ? undefined : askPlainly()));
  if (plain !== undefined) evidence.plain = plain;
  if (plain === undefined || isWord(plain.answer) || evidence.hellos.some(isWordOfHello)) return;
  // Neither TLS nor HTTP was answered: probes other protocols.
  const { askInTheClear } = await import('./ask-again.ts');
  await askInTheClear(evidence, address, deadlineMs);
};

const isWord = (answer: string): boolean => answer === 'http' || answer === 'other-bytes';

const isWordOfHello = ({ answer }: Hello): boolean =>
  ['hello', 'alert', 'other-bytes'].includes(answer);

const speaksTls = (hellos: readonly Hello[]): boolean =>
  hellos.some(({ answer }) => answer === 'hello' || answer === 'alert');
