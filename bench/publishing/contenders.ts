import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { peersPath } from '../../scripts/peers/folders.ts';
import { root } from '../../scripts/project.ts';
import { account, type Home } from './home.ts';
import type { Command } from './timed.ts';

/** What publishes an image of that name from a home's context, under the tag `v1`. */
export type Contender = (home: Home, name: string) => Promise<Command>;

/** The shipped bundle, started as a runner starts it. */
export const shippedAction: Contender = async (home, name) => {
  const { directory, server } = home;
  const inputs = {
    image: home.image(name),
    context: join(directory, 'context'),
    base: 'scratch',
    prefix: '/app',
    platform: 'linux/amd64',
    tags: 'v1',
    'source-date-epoch': '1700000000',
    'registry-username': account.username,
    'registry-password': account.password,
    ...home.signing.inputs,
    'dry-run': 'false',
  };
  const job = {
    PATH: process.env['PATH'] ?? '',
    GITHUB_SERVER_URL: server,
    GITHUB_API_URL: `${server}/api/v3`,
    GITHUB_GRAPHQL_URL: `${server}/api/graphql`,
    GITHUB_REPOSITORY: 'bitvault/bitvault',
    GITHUB_WORKFLOW_REF: 'bitvault/bitvault/.github/workflows/release.yml@refs/heads/main',
    GITHUB_SHA: home.signing.commit,
    GITHUB_WORKSPACE: directory,
    RUNNER_TEMP: directory,
    ACTIONS_ID_TOKEN_REQUEST_URL: home.oidc.requestUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: home.oidc.requestToken,
  };
  const given = Object.entries(inputs).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value]);
  return {
    // Names with hyphens in them do not survive in every shell's environment.
    script: `env ${given.map(([key, value]) => quoted(`${key}=${value}`)).join(' ')} ${quoted(process.execPath)} ${quoted(join(root, 'dist', 'build-sign-push.js'))}`,
    env: job,
  };
};

/** The tools that do the same one by one; each `cosign` asks for a certificate of its own. */
export const crane: Contender = async (home, name) =>
  withCosign(home, [
    'tar --create --gzip --file layer.tar.gz context',
    `ref=$(crane append --oci-empty-base --new_layer layer.tar.gz --new_tag ${quoted(`${home.image(name)}:v1`)})`,
  ]);

/** BuildKit runs already and knows the Dockerfile, so that nothing of it is measured but what a build takes. */
export const buildx: Contender = async (home, name) => {
  const image = home.image(name);
  const output = `type=image,name=${image}:v1,push=true,oci-mediatypes=true`;
  const options = [
    `--builder ${quoted(home.builder)} --progress quiet --no-cache --provenance=false --platform linux/amd64`,
    `--file Dockerfile --metadata-file metadata.json --output ${quoted(output)}`,
  ].join(' ');
  return withCosign(home, [
    `buildx build ${options} context`,
    `ref=${quoted(image)}@$(sed -n 's/.*"containerimage.digest": "\\(sha256:[0-9a-f]*\\)".*/\\1/p' metadata.json)`,
  ]);
};

/** `lines` push the image and set `ref` to its name by digest. */
async function withCosign(home: Home, lines: readonly string[]): Promise<Command> {
  const { directory } = home;
  await writeFile(join(directory, 'token'), await home.token());
  const common =
    '--identity-token token --trusted-root trusted_root.json --signing-config signing_config.json --yes "$ref"';
  return {
    script: [
      `cd ${quoted(directory)}`,
      ...lines,
      `cosign sign ${common}`,
      `cosign attest --type slsaprovenance1 --predicate provenance.json ${common}`,
      `cosign attest --type spdxjson --predicate sbom.json ${common}`,
    ].join('; '),
    env: { PATH: peersPath, HOME: directory, DOCKER_CONFIG: directory, BUILDX_CONFIG: join(directory, 'buildx') },
  };
}

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;
