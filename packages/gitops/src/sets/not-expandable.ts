/** Thrown where a set's Applications cannot be known; the message completes “… cannot be expanded: ”. */
export class NotExpandable extends Error {
  override readonly name = 'NotExpandable';
}
