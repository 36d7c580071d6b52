import fc from 'fast-check';

/** One change of a run of bytes; places are shares of its length, so that one change fits whatever it is made to. */
type ByteChange =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'delete' | 'repeat'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert' | 'overwrite'; readonly at: number; readonly bytes: Uint8Array };

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const length = fc.integer({ min: 1, max: 64 });
const bytes = fc.uint8Array({ minLength: 1, maxLength: 16 });

const byteChange: fc.Arbitrary<ByteChange> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('flip'), at: place, bit: fc.integer({ min: 0, max: 7 }) }) },
  fc.record({ kind: fc.constantFrom('delete', 'repeat'), at: place, length }),
  fc.record({ kind: fc.constantFrom('insert', 'overwrite'), at: place, bytes }),
);

/** Changes bytes in one to four places. */
export const byteChanges: fc.Arbitrary<(honest: Uint8Array) => Buffer> = fc
  .array(byteChange, { minLength: 1, maxLength: 4 })
  .map((changes) => shown(changes, (honest: Uint8Array) => changes.reduce(changed, Buffer.from(honest))));

/** Has a failure tell the changes, not the function that makes them. */
const shown = <Change extends object>(changes: readonly unknown[], change: Change): Change =>
  Object.assign(change, { [fc.toStringMethod]: () => fc.stringify(changes) });

function changed(all: Buffer, change: ByteChange): Buffer {
  const at = Math.floor(change.at * all.length);
  const [before, after] = [all.subarray(0, at), all.subarray(at)];
  switch (change.kind) {
    case 'flip':
      return Buffer.concat([before, Buffer.of((after[0] ?? 0) ^ (1 << change.bit)), after.subarray(1)]);
    case 'delete':
      return Buffer.concat([before, after.subarray(change.length)]);
    case 'repeat':
      return Buffer.concat([before, after.subarray(0, change.length), after]);
    case 'insert':
      return Buffer.concat([before, change.bytes, after]);
    case 'overwrite':
      return Buffer.concat([before, change.bytes, after.subarray(change.bytes.length)]);
  }
}

const oddText = fc.oneof(
  fc.constantFrom('', '0', '-1', '1e400', '\u0000', 'AAAA', '9'.repeat(400), 'x'.repeat(70_000), '__proto__'),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.base64String({ maxLength: 80 }),
);
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  oddText,
  fc.constantFrom(null, [], {}, 0, -1, 1.5, 2 ** 53, true),
  fc.integer({ min: 1, max: 120 }).map((count) => Array.from({ length: count }, () => ({}))),
);

/** One change of a JSON value, of the part with that number. */
type ValueChange = { readonly part: number } & (
  | { readonly kind: 'replace'; readonly value: unknown }
  | { readonly kind: 'remove' }
  | { readonly kind: 'multiply'; readonly times: number }
  | { readonly kind: 'exchange'; readonly other: number }
  | { readonly kind: 'spoil'; readonly spoil: (honest: Uint8Array) => Buffer }
);

const part = fc.nat();
const valueChange: fc.Arbitrary<ValueChange> = fc.oneof(
  fc.record({ kind: fc.constant('replace'), part, value: oddValue }),
  fc.record({ kind: fc.constant('remove'), part }),
  fc.record({ kind: fc.constant('multiply'), part, times: fc.integer({ min: 2, max: 60 }) }),
  fc.record({ kind: fc.constant('exchange'), part, other: fc.nat() }),
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('spoil'), part, spoil: byteChanges }) },
);

/** Changes a JSON value in one to three of its parts: text that is base64 is changed in what it stands for. */
export const valueChanges: fc.Arbitrary<(honest: unknown) => unknown> = fc
  .array(valueChange, { minLength: 1, maxLength: 3 })
  .map((changes) =>
    shown(changes, (honest: unknown) => {
      const root = { value: structuredClone(honest) };
      for (const change of changes) apply(change, root);
      return root.value ?? null;
    }),
  );

interface Place {
  readonly parent: Record<string, unknown>;
  readonly key: string;
}

function apply(change: ValueChange, root: Record<string, unknown>): void {
  const places = placesIn(root);
  const chosen = places[change.part % places.length];
  if (chosen === undefined) return;
  const { parent, key } = chosen;
  switch (change.kind) {
    case 'replace':
      parent[key] = change.value;
      return;
    case 'remove':
      delete parent[key];
      return;
    case 'multiply':
      parent[key] = Array.from({ length: change.times }, () => structuredClone(parent[key]));
      return;
    case 'exchange': {
      const other = places[change.other % places.length] as Place;
      parent[key] = structuredClone(other.parent[other.key]);
      return;
    }
    case 'spoil': {
      const value = parent[key];
      parent[key] = typeof value === 'string' ? spoiltText(value, change.spoil) : change.spoil(Buffer.from('x')).length;
    }
  }
}

const base64 = /^[A-Za-z0-9+/]{8,}={0,2}$/;

const spoiltText = (text: string, spoil: (honest: Uint8Array) => Buffer): string =>
  base64.test(text) ? spoil(Buffer.from(text, 'base64')).toString('base64') : spoil(Buffer.from(text)).toString('utf8');

function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = value as Record<string, unknown>;
  return Object.keys(parent).flatMap((key) => [{ parent, key }, ...placesIn(parent[key])]);
}
