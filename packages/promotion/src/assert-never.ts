/** For the default of an exhaustive switch: what arrives here was added to a union and forgotten at this place. */
export function assertNever(value: never): never {
  throw new TypeError(`unhandled: ${JSON.stringify(value)}`);
}
