import { filled, type Sample } from './corpus-rows.ts';
import { shapes } from './corpus-shapes.ts';
import { values } from './corpus-values.ts';

export { digest, path, type Sample } from './corpus-rows.ts';

export const corpus: ReadonlyMap<string, readonly Sample[]> = new Map(
  Object.entries({ ...shapes, ...values }).map(([name, rows]) => [
    name,
    rows.map(([verdict, text]) => ({ verdict, text: filled(text) })),
  ]),
);
