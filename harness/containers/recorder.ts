import type { Lab } from '../engine/engine.ts';
import { FaultNotPossible } from '../errors.ts';
import { captureOn } from '../run/capture.ts';
import { readPcap, type Packet } from '../witness/pcap.ts';

/** Packets that a host has seen since the recorder began. */
export class Recorder {
  private readonly lab: Lab | undefined;
  private readonly host: string;
  private stop: (() => Promise<Buffer>) | undefined;
  private readonly read: Packet[] = [];

  private constructor(lab: Lab | undefined, host: string, stop: Recorder['stop']) {
    this.lab = lab;
    this.host = host;
    this.stop = stop;
  }

  /** Without a lab, `packets` is refused. */
  static async begin(lab: Lab | undefined, host: string): Promise<Recorder> {
    return new Recorder(lab, host, lab && (await captureOn(lab, host)));
  }

  /** All packets so far. A capture can be read only when it has ended, so the next one begins first. */
  async packets(): Promise<Packet[]> {
    if (this.lab === undefined || this.stop === undefined) {
      throw new FaultNotPossible({
        code: 'FAULT_NO_CAPTURE',
        what: 'The gate is a listener on the loopback interface, where only root may capture packets.',
        next: 'give { from } a container of the same network; or run tcpdump -i lo beside the test',
      });
    }
    const { stop } = this;
    this.stop = await captureOn(this.lab, this.host);
    const untilMs = this.read.at(-1)?.atMs ?? -Infinity;
    this.read.push(...readPcap(await stop()).filter(({ atMs }) => atMs > untilMs));
    return [...this.read];
  }
}
