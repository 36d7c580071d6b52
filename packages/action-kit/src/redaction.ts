import { logText } from './log-text.ts';
import { plainMarkdown, plainText } from './plain-markdown.ts';
import { merged, Needle, type Stretch } from './occurrences.ts';

/** The secrets of a step, and texts without them. */
export interface Redaction {
  /** From now on; each of its lines counts as one too. */
  add(secret: string): void;
  /**
   * `text` with `***` for every stretch that is a secret, or is one in the escapes of JSON, of an address or in base64.
   * Secrets that overlap or touch are hidden as one. It takes time in proportion to the text and throws nothing.
   */
  text(text: string): string;
  /** As `text`, for Markdown: hidden too is what is shown as a secret, however it was escaped. */
  markdown(markdown: string): string;
}

/** Anything shorter stands in too many texts that mean something else. */
const shortest = 4;

export function redaction(): Redaction {
  const known = new Set<string>();
  const needles: Needle[] = [];
  const shown: Needle[] = [];
  const learn = (secret: string): void => {
    if (secret.length < shortest || known.has(secret)) return;
    known.add(secret);
    const forms = formsOf(secret);
    needles.push(...needlesOf(forms));
    shown.push(...needlesOf(forms.map(plainText)));
  };
  return {
    add(secret) {
      for (const part of [secret, ...secret.split(/[\r\n]+/)]) learn(part.trim());
    },
    text: (text) => hidden(text, occurrences(needles, text)),
    markdown(markdown) {
      const { text, source } = plainMarkdown(markdown);
      return hidden(markdown, [...occurrences(needles, markdown), ...occurrences(shown, text).map(source)]);
    },
  };
}

const needlesOf = (forms: readonly string[]): readonly Needle[] =>
  [...new Set(forms)].filter((form) => form !== '').map((form) => new Needle(form));

const occurrences = (needles: readonly Needle[], text: string): readonly Stretch[] =>
  needles.flatMap((needle) => needle.in(text));

function hidden(text: string, stretches: readonly Stretch[]): string {
  if (stretches.length === 0) return text;
  let result = '';
  let from = 0;
  for (const [start, end] of merged(stretches)) {
    result += `${text.slice(from, start)}***`;
    from = end;
  }
  return result + text.slice(from);
}

/** In which a secret may stand in a text that somebody made of it. The runner knows of these too, but sees the log only. */
function formsOf(secret: string): readonly string[] {
  return [
    secret,
    logText(secret),
    secret.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' '),
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret.toWellFormed()),
    ...base64Forms(Buffer.from(secret)),
  ];
}

/** Shorter ones stand by chance in what is no secret. */
const shortestBase64 = 12;

/** Base64 and base64url of the bytes from the first, second or third on, as they stand where others go before and after. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((first) => {
    const whole = bytes.subarray(first, bytes.length - ((bytes.length - first) % 3));
    if (bytes.length < shortestBase64) return [];
    return [whole.toString('base64'), whole.toString('base64url')];
  });
}
