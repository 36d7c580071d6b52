export { safeguardReader, type SafeguardReaderOptions } from './safeguard-reader.ts';
export { safeguardWriter } from './safeguard-writer.ts';
