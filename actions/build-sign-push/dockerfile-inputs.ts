import { defaulted, flag, lines, optional, parsed, text, type InputKind } from '@bitvault/action-kit';
import { parsePlatform } from '@bitvault/build';
import { parseSecrets } from './secret-lines.ts';

/** `name=value` */
export function parsePair(raw: string): readonly [string, string] {
  const separator = raw.indexOf('=');
  if (separator < 1) throw new TypeError('lines of the form name=value');
  return [raw.slice(0, separator), raw.slice(separator + 1)];
}

/** Text of one form; none of the forms here begins with a hyphen. */
const formed =
  (form: RegExp, expected: string) =>
  (raw: string): string => {
    if (form.test(raw)) return raw;
    throw new TypeError(expected);
  };

const parseName = formed(
  /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/,
  'a name of letters, digits, dots, hyphens, underscores',
);

/** In the one form that both builders read: `host:address`, without brackets around the address. */
function parseHost(raw: string): string {
  const [, host, bracketed, plain] =
    /^([A-Za-z0-9_.-]+)[:=](?:\[([0-9A-Fa-f:.]+)\]|([0-9A-Za-z_.:-]+))$/.exec(raw) ?? [];
  if (host === undefined) throw new TypeError('lines of the form host:address');
  return `${host}:${bracketed ?? plain}`;
}
const parseUlimit = formed(/^[a-z]+=-?[0-9]+(:-?[0-9]+)?$/, 'lines of the form name=soft:hard');

function parseNamedValue(raw: string): readonly [string, string] {
  const [name, value] = parsePair(raw);
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name)) throw new TypeError('lines of the form name=value');
  // Values go into comma-separated fields, which not every tool can quote.
  if (/[",]/.test(value)) throw new TypeError('values without commas and double quotes');
  return [name, value];
}

function parseCache(raw: string): string {
  if (raw.startsWith('-')) throw new TypeError('lines such as type=gha, or names of images');
  return raw;
}

/** As docker/build-push-action: lines, or a list with commas. */
const platforms: InputKind<readonly string[]> = {
  secret: false,
  parse(raw) {
    const found = raw
      .split(/[\s,]+/)
      .filter((each) => each !== '')
      .map((each) => {
        parsePlatform(each);
        return each;
      });
    if (found.length === 0 || new Set(found).size < found.length) throw new TypeError('platforms, each of them once');
    return found;
  },
};

const stages: InputKind<readonly string[]> = {
  secret: false,
  parse: (raw) =>
    raw
      .split(/[\s,]+/)
      .filter((each) => each !== '')
      .map(parseName),
};

/** What builds a Dockerfile, under the names that docker/build-push-action made known. */
export const dockerfileInputs = {
  file: optional(text, 'Dockerfile, from the root of the workspace. Default: `Dockerfile` in the context.'),
  platforms: optional(
    platforms,
    'Platforms such as `linux/amd64,linux/arm64`. Default: `linux/amd64` for `append`, else that of the builder.',
  ),
  target: optional(parsed(parseName), 'Stage of the Dockerfile to build.'),
  'build-args': optional(lines(parsePair), 'Build arguments, `NAME=value` a line; no place for secrets.'),
  annotations: optional(lines(parsePair), 'Annotations, `[type:]name=value` a line.'),
  'build-contexts': optional(lines(parseNamedValue), 'Further contexts, `name=path or address` a line.'),
  secrets: optional(
    { secret: true, parse: parseSecrets },
    'Secrets for `RUN --mount=type=secret`, `id=value` a line, in double quotes where one has several lines. They reach the builder as variables of its environment.',
  ),
  'secret-envs': optional(lines(parseNamedValue), 'The same from variables of the environment, `id=NAME` a line.'),
  'secret-files': optional(lines(parseNamedValue), 'The same from files, `id=path` a line.'),
  ssh: optional(
    lines(formed(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(=[^"]+)?$/, 'lines such as default, or id=path')),
    'SSH agents or keys for the build, `default` or `id=path` a line.',
  ),
  'cache-from': optional(lines(parseCache), 'Caches to read, such as `type=gha`, one per line; buildx only.'),
  'cache-to': optional(lines(parseCache), 'Caches to write, such as `type=gha,mode=max`, one per line; buildx only.'),
  'no-cache': defaulted(flag, 'false', 'Build every step again.'),
  'no-cache-filters': optional(stages, 'Stages to build again, one per line or with commas; buildx only.'),
  pull: defaulted(flag, 'false', 'Ask for newer versions of images that are there.'),
  'add-hosts': optional(lines(parseHost), 'Host names for the build, `host:address` a line.'),
  network: optional(parsed(parseName), 'Network of `RUN`: `none`, `host`, or the default.'),
  'shm-size': optional(
    parsed(formed(/^[0-9]+[bkmg]?$/i, 'a size such as 128m')),
    'Size of `/dev/shm` for `RUN`, such as `128m`.',
  ),
  'cgroup-parent': optional(
    parsed(formed(/^[A-Za-z0-9_/][A-Za-z0-9_./:-]*$/, 'a path such as /builds')),
    'Control group that those of `RUN` are put under.',
  ),
  ulimit: optional(lines(parseUlimit), 'Limits for `RUN`, `name=soft:hard` a line.'),
  allow: optional(
    lines(formed(/^[a-z][a-z.]*(=[^"]+)?$/, 'entitlements such as network.host')),
    'Entitlements such as `network.host`, one per line; buildx only.',
  ),
  'builder-name': optional(
    parsed(parseName),
    'Instance of buildx, such as one whose BuildKit runs elsewhere or in Kubernetes. Default: the current one.',
  ),
};
