import type { Lab } from '../harness/engine/engine.ts';
import { startCapture, type CaptureHosts, type Pcaps } from '../harness/run/capture.ts';

/** Captures packets on two hosts of a lab while something happens there. */
export async function captureDuring<T>(
  lab: Lab,
  hosts: CaptureHosts,
  happens: () => Promise<T>,
): Promise<{ result: T; pcaps: Pcaps }> {
  const capture = await startCapture(lab, hosts);
  const result = await happens();
  return { result, pcaps: await capture.stop() };
}
