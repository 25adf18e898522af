import type { Evidence, Hello } from '../evidence.ts';
import { askHello } from './ask-hello.ts';
import { askOn } from './ask-on.ts';

const longestMs = 400;

/** TLS failed before a certificate was shown: what the port answers to its first message, and without TLS. */
export const lookAtTls = async (
  evidence: Evidence,
  address: string,
  isSilent: boolean,
  deadlineMs: number,
): Promise<void> => {
  const asked = evidence.target.scheme === 'wss' ? 'websocket' : 'http';
  const askPlainly = () =>
    askOn(address, evidence.target.port, asked, evidence, Math.min(deadlineMs, longestMs));
  // What says nothing is waited for once.
  const early = isSilent ? askPlainly() : undefined;
  evidence.hellos = await askHello(evidence, address, deadlineMs);
  const plain = await (early ?? (speaksTls(evidence.hellos) ? undefined : askPlainly()));
  if (plain !== undefined) evidence.plain = plain;
};

const speaksTls = (hellos: readonly Hello[]): boolean =>
  hellos.some(({ answer }) => answer === 'hello' || answer === 'alert');
