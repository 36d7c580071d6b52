import { Manifest } from '../../repository/application.ts';
import type { Repository } from '../../repository/repository.ts';
import type { Resource } from '../../repository/resource.ts';
import type { FieldPath } from '../../yaml/location.ts';
import type { Rule } from '../rule.ts';
import { deployed } from './deployed.ts';

export const secretInGit: Rule = {
  id: 'secret-in-git',
  severity: 'error',
  title: 'A Secret stands in Git in clear text',
  why: 'Base64 hides nothing. Whoever can read the repository has the secret, in every clone, for as long as the history is kept.',
  fix: 'Change the secret where it is valid, and keep the new one out of Git: as an ExternalSecret, a SealedSecret, or encrypted by SOPS.',
  *check(repository) {
    for (const secret of secretsIn(repository)) {
      // One finding a Secret: who fixes one key fixes all of them.
      const [key] = [...entriesOf(secret, 'stringData'), ...entriesOf(secret, 'data')];
      if (key === undefined) continue;
      yield {
        at: secret.at(key, 'key'),
        message: `${secret.title} has ${key.join('.')} written out`,
        ...(secret instanceof Manifest && { application: secret.application.name }),
      };
    }
  },
};

/** Those in files, and those that charts and kustomizations make. */
function* secretsIn(repository: Repository): Generator<Resource> {
  const isSecret = (resource: Resource): boolean => resource.is('', 'Secret') && !isEncrypted(resource);
  yield* repository.resources.filter(isSecret);
  for (const manifest of deployed(repository))
    if (isSecret(manifest) && manifest.source.tool !== 'directory') yield manifest;
}

/** SOPS leaves its own block beside what it encrypts. */
const isEncrypted = (resource: Resource): boolean => 'sops' in resource.value;

/** What others than its owner may see: certificates, names and addresses, and how Argo CD and Kargo reach a repository. */
const isPublic = (key: string): boolean =>
  /^(?:repoURL(?:IsRegex)?|githubApp(?:Installation)?ID|enable(?:OCI|Lfs)|insecure(?:IgnoreHostKey)?|forceHttpBasicAuth|(?:noP|p)roxy)$/.test(
    key,
  ) ||
  /(?:^|[._-])(?:crt|cert|pem\.pub|pub|username|user|url|host|port|database|dbname|type|name|project|server|email|enabled|insecure|namespaces)$/i.test(
    key,
  );

/** An address with a password or a token in it. */
const hasPassword = /\/\/[^\s/@]*:(?!(?:\$\{[^}]*\}|\$\([^)]*\)|<[^>]*>)@)[^\s/@]+@/;

/** What is filled in by whoever applies it, such as `<path:…>`, `${NAME}`, `$(NAME)` and `ref+vault://…`; and what is encrypted. */
const isPlaceholder = (text: string): boolean =>
  text === '' || /^\s*(?:<[^>]+>|\$\{[^}]+\}|\$\([^)]+\)|\{\{.*\}\}|ref\+\S+|ENC\[.*\]|\$[\w-]+)\s*$/s.test(text);

function entriesOf(secret: Resource, field: 'data' | 'stringData'): readonly FieldPath[] {
  return Object.entries(secret.mapping(field) ?? {}).flatMap(([key, value]) => {
    const text = typeof value === 'string' ? value : '';
    const written = field === 'data' ? Buffer.from(text, 'base64').toString('utf8') : text;
    const shown = isPublic(key) && !hasPassword.test(written);
    return shown || isPlaceholder(text) || isPlaceholder(written) ? [] : [[field, key]];
  });
}
