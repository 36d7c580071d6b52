/**
 * The lab's own time, shared by all its parts: runs at the speed of the real clock from a chosen start, and can be moved
 * forward, so that a soak of half an hour or a weekend's freeze need not be waited for.
 */
export class LabClock {
  #offset: number;

  constructor(start: Date = new Date()) {
    this.#offset = start.getTime() - Date.now();
  }

  now(): Date {
    return new Date(Date.now() + this.#offset);
  }

  advance(milliseconds: number): void {
    if (milliseconds < 0) throw new RangeError('the lab clock only moves forward');
    this.#offset += milliseconds;
  }
}
