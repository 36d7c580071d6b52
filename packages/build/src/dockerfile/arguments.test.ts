import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { buildahArguments } from './buildah-arguments.ts';
import { buildxArguments } from './buildx-arguments.ts';
import { secretVariables, type DockerfileBuild } from './dockerfile-build.ts';

const plain: DockerfileBuild = {
  context: '/project/app',
  platforms: [],
  buildArgs: [],
  labels: [],
  annotations: [],
  buildContexts: [],
  secrets: [],
  ssh: [],
  addHosts: [],
  ulimits: [],
  noCache: false,
  noCacheFilters: [],
  pull: false,
  cacheFrom: [],
  cacheTo: [],
  allow: [],
  createdAt: 1_700_000_000,
};
const full: DockerfileBuild = {
  ...plain,
  file: '/project/app/Containerfile',
  platforms: ['linux/amd64', 'linux/arm64'],
  target: 'run',
  buildArgs: [['A', 'b=c']],
  labels: [['l', 'm n']],
  annotations: [['index:a', 'b']],
  buildContexts: [['src', './src']],
  secrets: [
    { id: 'token', value: 'hidden' },
    { id: 'file', path: '/project/secret' },
  ],
  ssh: ['default'],
  addHosts: ['db:10.0.0.1'],
  ulimits: ['nofile=1024:1024'],
  network: 'none',
  shmSize: '128m',
  noCache: true,
  noCacheFilters: ['run', 'test'],
  cgroupParent: '/builds',
  pull: true,
  cacheFrom: ['type=gha'],
  cacheTo: ['type=gha,mode=max'],
  allow: ['network.host'],
  instance: 'remote',
};
const output = { layout: '/tmp/build/layout', metadata: '/tmp/build/metadata.json' };

suite('the arguments of a build', () => {
  const fixed = [
    'build',
    '--progress=plain',
    '--provenance=false',
    '--sbom=false',
    '--metadata-file=/tmp/build/metadata.json',
    '--output=type=oci,dest=/tmp/build/layout,tar=false,rewrite-timestamp=true',
  ];
  const shared = [
    '--file=/project/app/Containerfile',
    '--platform=linux/amd64,linux/arm64',
    '--target=run',
    '--build-arg=A=b=c',
    '--label=l=m n',
    '--annotation=index:a=b',
    '--build-context=src=./src',
    '--secret=id=token,env=BITVAULT_BUILD_SECRET_0',
    '--secret=id=file,src=/project/secret',
    '--ssh=default',
    '--add-host=db:10.0.0.1',
    '--ulimit=nofile=1024:1024',
    '--network=none',
    '--shm-size=128m',
    '--cgroup-parent=/builds',
    '--no-cache',
  ];

  test('for buildx: nothing but what was asked for, and no attestation', () => {
    assert.deepEqual(buildxArguments(plain, output), [...fixed, '--', '/project/app']);
    assert.deepEqual(buildxArguments(full, output), [
      ...fixed,
      '--builder=remote',
      ...shared,
      '--cache-from=type=gha',
      '--cache-to=type=gha,mode=max',
      '--no-cache-filter=run',
      '--no-cache-filter=test',
      '--allow=network.host',
      '--pull',
      '--',
      '/project/app',
    ]);
  });

  test('for buildah: at the time of the commit, one platform each', () => {
    const start = [
      'build',
      '--format=oci',
      '--identity-label=false',
      '--disable-compression=false',
      '--timestamp=1700000000',
      '--tag=oci:/tmp/build/layout',
    ];
    assert.deepEqual(buildahArguments(plain, output.layout, undefined), [...start, '--', '/project/app']);
    const one = shared.map((each) => (each.startsWith('--platform') ? '--platform=linux/arm64' : each));
    assert.deepEqual(buildahArguments(full, output.layout, 'linux/arm64'), [
      ...start,
      ...one,
      '--pull=always',
      '--',
      '/project/app',
    ]);
  });

  test('with a comma or a quote in the path of the layout, it is still one field', () => {
    const [argument] = buildxArguments(plain, { ...output, layout: '/a,"b"' }).filter((each) =>
      each.startsWith('--output'),
    );
    assert.equal(argument, '--output=type=oci,"dest=/a,""b""",tar=false,rewrite-timestamp=true');
  });

  test('with a colon in the path of the layout, buildah would write elsewhere', () => {
    assert.throws(() => buildahArguments(plain, '/tmp/a:b/layout', undefined), {
      code: 'BUILDER_UNSUITABLE',
      message: /buildah cannot write to \/tmp\/a:b\/layout/,
      next: /RUNNER_TEMP/,
    });
  });
});

test('whatever the values are, each stays in its own flag, and no secret is an argument', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('--push', '-o', ' --output=x', '--', '\n--load', '$(id)', ';'));
  const pairs = fc.array(fc.tuple(text, text));
  fc.assert(
    fc.property(pairs, pairs, fc.array(text), fc.uuid(), (buildArgs, labels, cacheFrom, secret) => {
      const build = { ...plain, buildArgs, labels, cacheFrom, secrets: [{ id: 'token', value: secret }] };
      for (const args of [buildxArguments(build, output), buildahArguments(build, output.layout, undefined)]) {
        const valuesOf = (flag: string) =>
          args.filter((each) => each.startsWith(`--${flag}=`)).map((each) => each.slice(flag.length + 3));
        assert.deepEqual(
          valuesOf('build-arg'),
          buildArgs.map((pair) => pair.join('=')),
        );
        assert.deepEqual(
          valuesOf('label'),
          labels.map((pair) => pair.join('=')),
        );
        assert.deepEqual(args.slice(-2), ['--', '/project/app']);
        assert.ok(args.slice(1, -2).every((each) => /^--[a-z-]+=/.test(each)));
        assert.ok(!args.some((each) => each.includes(secret)));
      }
      assert.deepEqual(Object.values(secretVariables(build)), [secret]);
    }),
  );
});
