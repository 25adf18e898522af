export type Say = (line: string) => void;

/** Prints one line per step, and at the end how long each took. */
export class Steps {
  private readonly say: Say;
  private readonly begun = performance.now();
  private readonly done: string[] = [];

  constructor(say: Say) {
    this.say = say;
  }

  /**
   * @param line description of the step for people.
   * @param name of the step in the closing line.
   */
  async step<T>(line: string, name: string, work: () => Promise<T>): Promise<T> {
    this.say(`${line} …`);
    const begun = performance.now();
    const result = await work();
    this.done.push(`${name} ${seconds(begun)}`);
    return result;
  }

  close(): void {
    if (this.done.length === 0) return;
    this.say(`Ready after ${seconds(this.begun)}: ${this.done.join(', ')}.`);
  }
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;
