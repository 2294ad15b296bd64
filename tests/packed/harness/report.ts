/** A reason to leave a case out that is neither success nor failure, such as a missing part of the system. */
export class Skipped extends Error {}

/** Prints one line per case, counts them, and goes on after a failure. */
export class Report {
  readonly failures: string[] = [];
  passed = 0;
  skipped = 0;

  /** Runs a case and says how it ended; what it returns is shown behind its name. True when it passed. */
  async case(
    name: string,
    work: () => Promise<string | undefined | void> | string | undefined | void,
  ): Promise<boolean> {
    const startedAt = performance.now();
    try {
      const remark = await work();
      this.passed += 1;
      this.#line('ok  ', name, startedAt, remark ?? '');
      return true;
    } catch (error) {
      if (error instanceof Skipped) {
        this.skipped += 1;
        this.#line('skip', name, startedAt, `skipped: ${error.message}`);
      } else {
        this.failures.push(name);
        this.#line('FAIL', name, startedAt, '');
        console.error(indent(error instanceof Error ? (error.stack ?? error.message) : String(error)));
      }
      return false;
    }
  }

  /** The closing lines; the exit code follows from them. */
  close(): void {
    console.log('');
    for (const name of this.failures) console.log(`failed: ${name}`);
    const skipped = this.skipped === 0 ? '' : `, ${this.skipped} skipped`;
    console.log(`${this.passed} passed, ${this.failures.length} failed${skipped}`);
    process.exitCode = this.failures.length === 0 ? 0 : 1;
  }

  #line(verdict: string, name: string, startedAt: number, remark: string): void {
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    console.log(`${verdict} ${name} (${seconds} s)${remark === '' ? '' : `  ${remark}`}`);
  }
}

function indent(text: string): string {
  const lines = text.trim().split('\n');
  // The end of an output says more than its middle.
  const shown = lines.length > 80 ? [...lines.slice(0, 20), '…', ...lines.slice(-60)] : lines;
  return shown.map((line) => `       ${line}`).join('\n');
}
