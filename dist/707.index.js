export const id = 707;
export const ids = [707];
export const modules = {

/***/ 36707:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./packages/signing/out/index.js + 46 modules
var out = __webpack_require__(96732);
// EXTERNAL MODULE: ./actions/out/registry-access.js
var registry_access = __webpack_require__(41284);
// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 13 modules
var action_kit_out = __webpack_require__(7962);
;// CONCATENATED MODULE: ./actions/out/build-sign-push/foreign-inputs.js

/** Inputs that other actions which build images take, and this one does not. */
const foreign = new Map([
    ['push', { harmless: 'true', next: 'Set `with: dry-run: true` to build without pushing, as for pull requests.' }],
    ['load', { harmless: 'false', next: 'Leave it out, and pull the output `ref` in a later step.' }],
    ['outputs', { next: 'Leave it out: the image goes to `image`. To keep another form, build that in its own step.' }],
    ['provenance', { harmless: 'true', next: 'Leave it out: SLSA provenance is always made, and signed.' }],
    ['attests', { next: 'Leave it out, and name the source of the SBOM with `with: sbom:`.' }],
    ['call', { harmless: 'build', next: 'Leave it out, and run `docker buildx build --call` in a step of its own.' }],
    ['github-token', { next: 'Leave it out: the context is a directory, as actions/checkout leaves it.' }],
    ['registry', { next: 'Leave it out, and write the registry into `image`, such as ghcr.io/owner/name.' }],
    ['username', { next: 'Call it `registry-username`.' }],
    ['password', { next: 'Call it `registry-password`.' }],
    [
        'tls-verify',
        { harmless: 'true', next: 'Leave it out, and give `registry-ca` the certificate of a private authority.' },
    ],
]);
/** What to do in place of an input that another action takes. */
const insteadOf = (name) => foreign.get(name)?.next;
/**
 * The runner only warns of inputs that an action does not declare, and passes them all the same; `push: false` must not
 * end in a push.
 * @throws InputError INPUT_INVALID
 */
function refuseForeignInputs(env) {
    for (const [name, { harmless, next }] of foreign) {
        const value = (env[(0,action_kit_out.inputVariable)(name)] ?? '').trim();
        if (value === '' || value === harmless)
            continue;
        throw new action_kit_out.InputError('INPUT_INVALID', `input "${name}" is set, which this action does not have`, next);
    }
}

// EXTERNAL MODULE: ./packages/promotion/out/index.js + 65 modules
var promotion_out = __webpack_require__(60283);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(77934);
// EXTERNAL MODULE: ./actions/out/input-groups.js
var input_groups = __webpack_require__(51005);
;// CONCATENATED MODULE: ./actions/out/build-sign-push/attestation-inputs.js


/** An image that runs in the build must not change under its name. */
function parseGenerator(raw) {
    const [image = '', digest = '', ...rest] = raw.split('@');
    if (rest.length > 0 || digest === '')
        throw new TypeError('an image as name@sha256:…');
    return `${(0,promotion_out/* parseImageName */["if"])(image)}@${(0,promotion_out/* parseDigest */.m)(digest)}`;
}
/** What is attested besides signature and provenance. */
const attestationInputs = {
    sbom: (0,action_kit_out.defaulted)((0,action_kit_out.hinted)((0,action_kit_out.oneOf)('auto', 'syft', 'buildkit', 'npm', 'contents', 'none'), 'what is `true` elsewhere is `buildkit` here, and `false` is `none`'), 'auto', 'Where the SBOM is from: `syft` scans what was built, `buildkit` takes what BuildKit’s scanner found (buildx, or a layout that has it), `npm` describes the lockfile of the context, `contents` lists what `append` added, `none`. `auto` is `contents` for `append`, `buildkit` for a layout that has one, a list of the images for `mode: merge`, else `none`.'),
    'sbom-path': (0,action_kit_out.explicit)(action_kit_out.text, 'none', 'Instead of `sbom`: an SPDX or CycloneDX document in JSON to attach.'),
    'sbom-generator': (0,action_kit_out.optional)((0,action_kit_out.parsed)(parseGenerator), 'For `sbom: buildkit`: the scanner’s image, as `name@sha256:…`. Default: `docker/buildkit-syft-scanner`, as BuildKit names it.'),
    'scan-path': (0,action_kit_out.explicit)(action_kit_out.text, 'none', 'Result of a vulnerability scan to attach: SARIF 2.1.0, an in-toto statement about vulnerabilities, or the predicate of `cosign attest --type vuln`.'),
};

// EXTERNAL MODULE: ./packages/registry/out/index.js + 31 modules
var registry_out = __webpack_require__(19379);
;// CONCATENATED MODULE: ./packages/build/out/build-error.js
/** Stable codes of `BuildError`, each with the sentence that says what it means. */
const buildErrorCodes = {
    OPTION_INVALID: 'An option of the build does not have the form that it must have.',
    CONTEXT_MISSING: 'The context directory is not there.',
    CONTEXT_UNREADABLE: 'Something in the context directory cannot be read.',
    CONTEXT_UNSAFE: 'The context holds something that must not go into an image.',
    CONTEXT_TOO_LARGE: 'The context is larger than one layer may be.',
    BASE_MISSING: 'The base image is not in its repository.',
    BASE_INVALID: 'The base image contradicts itself.',
    PLATFORM_MISSING: 'The base image is not for this platform.',
    NOT_MERGEABLE: 'What is to be merged into an index is not an image.',
    PLATFORM_REPEATED: 'Two of the images to merge are for the same platform.',
    PLATFORMS_DIFFER: 'The images to merge are for other platforms than those that were asked for.',
    FOREIGN_LAYER: 'A layer is to be got from somewhere else than the registry.',
    BUILDER_MISSING: 'The builder that was asked for is not on this machine.',
    BUILDER_UNSUITABLE: 'The builder is on this machine, but cannot make an image that can be signed here.',
    BUILDER_FAILED: 'The builder ended with an error.',
    LAYOUT_MISSING: 'There is no OCI layout at this path.',
    LAYOUT_INVALID: 'The OCI layout does not follow its specification.',
    LAYOUT_AMBIGUOUS: 'The OCI layout holds several images, or not the one that was named.',
    LAYOUT_CORRUPT: 'Content of the OCI layout is missing or does not have its digest.',
    LAYOUT_UNSAFE: 'The OCI layout holds something that an archive can attack with.',
    LAYOUT_TOO_LARGE: 'The OCI layout is larger than this suite works with.',
    SBOM_TOOL_MISSING: 'The tool that is to make the SBOM is not on this machine.',
    SBOM_TOOL_FAILED: 'The tool that is to make the SBOM ended with an error, or without an SBOM.',
    SBOM_MISSING: 'There is nothing to take the SBOM from that was asked for.',
};
const nextSteps = {
    OPTION_INVALID: 'Correct the option',
    CONTEXT_MISSING: 'Check the context input, and that the step that fills it ran before',
    CONTEXT_UNREADABLE: 'Check the permissions of the files, and that nothing changes them during the build',
    CONTEXT_UNSAFE: 'Remove it from the context or list it in .dockerignore',
    CONTEXT_TOO_LARGE: 'List what the image does not need in .dockerignore',
    BASE_MISSING: 'Check the repository and digest of the base image',
    BASE_INVALID: 'Choose another base image, or build this one again',
    PLATFORM_MISSING: 'Choose a base image that is built for this platform',
    NOT_MERGEABLE: 'Give digests of images that build-sign-push built and pushed to this repository',
    PLATFORM_REPEATED: 'Give one digest for each platform; see that every job builds another one',
    PLATFORMS_DIFFER: 'Give one digest for each platform of the input, or correct the input',
    FOREIGN_LAYER: 'Choose a base image whose layers are all in its registry',
    BUILDER_MISSING: 'Run docker/setup-buildx-action before this step for buildx, or `apt-get install buildah` for buildah, or leave the Dockerfile aside with `builder: append`',
    BUILDER_UNSUITABLE: 'Run docker/setup-buildx-action before this step, which makes an instance that can; or set `builder: buildah`, which needs no daemon and is on the Ubuntu runners of GitHub; if `builder-name` is set, check it',
    BUILDER_FAILED: 'Read what it printed above',
    LAYOUT_MISSING: 'Check the path, and that the step that writes the layout ran before',
    LAYOUT_INVALID: 'Write the layout again, for example with buildx --output type=oci',
    LAYOUT_AMBIGUOUS: 'Name the image by the org.opencontainers.image.ref.name that it has in index.json',
    LAYOUT_CORRUPT: 'Write the layout again, and keep it unchanged until it is pushed',
    LAYOUT_UNSAFE: 'Do not use this archive; find out who made it',
    LAYOUT_TOO_LARGE: 'Push this image with the tool that built it, and give the digest instead',
    SBOM_TOOL_MISSING: 'Run anchore/sbom-action/download-syft before this step for syft, or actions/setup-node for npm, or choose another `sbom:`',
    SBOM_TOOL_FAILED: 'Run the tool by hand on the same image or directory to see more, or choose another `sbom:`',
    SBOM_MISSING: 'Make what it is taken from, or choose another source with `sbom:`',
};
/** Thrown by everything in this package, besides what the registry client throws. */
class BuildError extends Error {
    name = 'BuildError';
    code;
    next;
    /** `next`, where more is known of what helps than the code says. */
    constructor(code, message, options) {
        super(message, options);
        this.code = code;
        this.next = options?.next ?? nextSteps[code];
    }
}

;// CONCATENATED MODULE: ./packages/build/out/image-config.js


const strings = dist/* array */.YOg(dist/* string */.YjP());
const runSchema = dist/* looseObject */._H3({
    User: dist/* optional */.lqM(dist/* string */.YjP()),
    ExposedPorts: dist/* nullish */.cl6(dist/* record */.g1P(dist/* string */.YjP(), dist/* unknown */.L5J())),
    Env: dist/* nullish */.cl6(strings),
    Entrypoint: dist/* nullish */.cl6(strings),
    Cmd: dist/* nullish */.cl6(strings),
    WorkingDir: dist/* optional */.lqM(dist/* string */.YjP()),
    Labels: dist/* nullish */.cl6(dist/* record */.g1P(dist/* string */.YjP(), dist/* string */.YjP())),
});
const configSchema = dist/* looseObject */._H3({
    os: dist/* string */.YjP(),
    architecture: dist/* string */.YjP(),
    variant: dist/* optional */.lqM(dist/* string */.YjP()),
    config: dist/* nullish */.cl6(runSchema),
    rootfs: dist/* object */.Ikc({ type: dist/* literal */.euz('layers'), diff_ids: strings }),
    history: dist/* nullish */.cl6(dist/* array */.YOg(dist/* looseObject */._H3({}))),
});
/** The configuration of an image without layers. */
const scratchConfig = ({ os, architecture, variant }) => ({
    architecture,
    os,
    ...(variant !== undefined && { variant }),
    rootfs: { type: 'layers', diff_ids: [] },
});
/** Throws `BASE_INVALID`. */
function parseImageConfig(bytes) {
    const parsed = dist/* safeParse */.xLC(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ(), configSchema), Buffer.from(bytes).toString('utf8'));
    if (parsed.success)
        return parsed.output;
    const [issue] = parsed.issues;
    throw new BuildError('BASE_INVALID', `the base image's configuration is malformed at ${dist/* getDotPath */.BuJ(issue) ?? 'its top'}`);
}
/** The base's configuration with one more layer and this way to run it. `createdAt` in seconds. */
function extendConfig(base, layer, run, createdAt) {
    const created = timestamp(createdAt);
    return {
        ...base,
        created,
        config: extendRun(base.config ?? {}, run),
        rootfs: { type: 'layers', diff_ids: [...base.rootfs.diff_ids, layer.diffId] },
        history: [...(base.history ?? []), { created, created_by: 'append context', comment: 'bitvault/actions' }],
    };
}
/** RFC 3339 in UTC, to the second. */
const timestamp = (seconds) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
function extendRun(base, run) {
    const merged = { ...base };
    if (run.entrypoint) {
        merged.Entrypoint = [...run.entrypoint];
        delete merged.Cmd;
    }
    if (run.cmd)
        merged.Cmd = [...run.cmd];
    if (run.env)
        merged.Env = mergeEnv(base.Env ?? [], run.env);
    if (run.workdir !== undefined)
        merged.WorkingDir = directory(run.workdir);
    if (run.user !== undefined)
        merged.User = user(run.user);
    if (run.exposedPorts)
        merged.ExposedPorts = {
            ...base.ExposedPorts,
            ...Object.fromEntries(run.exposedPorts.map((port) => [portKey(port), {}])),
        };
    if (run.labels)
        merged.Labels = sorted({ ...base.Labels, ...run.labels });
    return merged;
}
function mergeEnv(base, added) {
    for (const name of Object.keys(added))
        if (!/^[^=\0]+$/.test(name))
            throw new BuildError('OPTION_INVALID', `not a variable name: ${JSON.stringify(name)}`);
    const kept = base.filter((line) => !Object.hasOwn(added, line.split('=', 1)[0] ?? ''));
    return [...kept, ...Object.entries(added).map(([name, value]) => `${name}=${value}`)];
}
/** Relative ones are taken by no runtime: runtime-spec, config.md, `cwd`. Longer ones by no kernel. */
function directory(path) {
    if (/^\/[^\p{Cc}]{0,4094}$/u.test(path))
        return path;
    throw new BuildError('OPTION_INVALID', `not an absolute path in an image: ${JSON.stringify(path)}`);
}
function user(text) {
    if (/^[\w.-]{1,256}(?::[\w.-]{1,256})?$/.test(text))
        return text;
    throw new BuildError('OPTION_INVALID', `not a user, or user:group: ${JSON.stringify(text)}`);
}
function portKey(port) {
    const [, number = '', protocol = 'tcp'] = /^(\d{1,5})(?:\/(tcp|udp|sctp))?$/.exec(port) ?? [];
    if (number === '' || Number(number) < 1 || Number(number) > 65_535)
        throw new BuildError('OPTION_INVALID', `not a port: ${JSON.stringify(port)}`);
    return `${Number(number)}/${protocol}`;
}
const sorted = (record) => Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));

;// CONCATENATED MODULE: ./packages/build/out/platform.js

/** Reads `os/architecture[/variant]`, as in `linux/amd64`. Throws `OPTION_INVALID`. */
function parsePlatform(text) {
    const [os = '', architecture = '', variant] = text.split('/');
    if (!isPlatform(text))
        throw new BuildError('OPTION_INVALID', `not a platform of the form os/architecture: ${JSON.stringify(text.slice(0, 100))}`);
    return { os, architecture, ...(variant !== undefined && { variant }) };
}
/** Whether it has that form and names something: BuildKit files attestations under `unknown/unknown`. */
const isPlatform = (text) => /^[a-z0-9][a-z0-9_.-]{0,31}(?:\/[a-z0-9][a-z0-9_.-]{0,31}){1,2}$/.test(text) && !text.startsWith('unknown/');
const platformText = ({ os, architecture, variant }) => [os, architecture, ...(variant === undefined ? [] : [variant])].join('/');
/** arm64 without a variant is v8 (image-index.md, "Platform Variants"). */
const variantOf = ({ architecture, variant }) => variant ?? (architecture === 'arm64' ? 'v8' : undefined);
/** The same text for all ways to write one platform. */
function canonicalText(platform) {
    const { os, architecture } = platform;
    return [os, architecture, variantOf(platform) ?? []].flat().join('/');
}
/** Whether an image for `offered` is what a build for `wanted` asks for. */
const suits = (offered, wanted) => canonicalText(offered) === canonicalText(wanted);
/** The platforms that an index offers, for messages. BuildKit files attestations under `unknown/unknown`. */
const offeredPlatforms = (manifests) => manifests
    .flatMap(({ platform }) => (platform && platform.os !== 'unknown' ? [platformText(platform)] : []))
    .join(', ') || 'none';

;// CONCATENATED MODULE: ./packages/build/out/base-image.js




/** Docker's names for what OCI has too; the bytes are the same. */
const layerTypes = {
    'application/vnd.docker.image.rootfs.diff.tar.gzip': 'application/vnd.oci.image.layer.v1.tar+gzip',
    'application/vnd.docker.image.rootfs.diff.tar': 'application/vnd.oci.image.layer.v1.tar',
    'application/vnd.oci.image.layer.v1.tar+gzip': 'application/vnd.oci.image.layer.v1.tar+gzip',
    'application/vnd.oci.image.layer.v1.tar+zstd': 'application/vnd.oci.image.layer.v1.tar+zstd',
    'application/vnd.oci.image.layer.v1.tar': 'application/vnd.oci.image.layer.v1.tar',
};
/** Reads the base for one platform: documents now, layers only when a registry lacks them. */
async function readBase(base, platform) {
    if (base === 'scratch')
        return { config: scratchConfig(platform), layers: [] };
    const { repository } = base;
    const { digest, bytes } = await readManifest(base, platform);
    const manifest = (0,registry_out/* parseManifest */.Ng)(bytes);
    const config = parseImageConfig(await repository.blob(manifest.config));
    if (!suits(withVariant(config), platform))
        throw new BuildError('PLATFORM_MISSING', `${repository.name}@${digest} is for ${platformText(withVariant(config))}, not ${platformText(platform)}`);
    if (config.rootfs.diff_ids.length !== manifest.layers.length)
        throw new BuildError('BASE_INVALID', `${repository.name}@${digest} has ${manifest.layers.length} layers, but its configuration ${config.rootfs.diff_ids.length}`);
    const layers = manifest.layers.map((layer) => {
        const descriptor = ownLayer(layer, repository.name);
        return {
            descriptor,
            read: (start, end) => repository.blobPieces(descriptor, start, end),
            from: repository.name,
        };
    });
    return { config, layers, digest, name: repository.name };
}
const withVariant = ({ os, architecture, variant }) => ({
    os,
    architecture,
    ...(variant !== undefined && { variant }),
});
async function readManifest({ repository, digest }, platform) {
    const root = await repository.manifest(digest);
    if (!root)
        throw new BuildError('BASE_MISSING', `${repository.name} has no ${digest}`);
    if ((0,registry_out/* isManifestType */.Q3)(root.mediaType))
        return root;
    if (!(0,registry_out/* isIndexType */.$U)(root.mediaType))
        throw new BuildError('BASE_INVALID', `${repository.name}@${digest} is neither an image nor an index`);
    const { manifests } = (0,registry_out/* parseIndex */.A1)(root.bytes);
    const chosen = manifests.find((each) => each.platform && (0,registry_out/* isManifestType */.Q3)(each.mediaType) && suits(each.platform, platform));
    if (!chosen)
        throw new BuildError('PLATFORM_MISSING', `${repository.name}@${digest} is not for ${platformText(platform)}; it is for ${offeredPlatforms(manifests)}`);
    const manifest = await repository.manifest(chosen.digest);
    if (!manifest || !(0,registry_out/* isManifestType */.Q3)(manifest.mediaType))
        throw new BuildError('BASE_INVALID', `${repository.name} lacks ${chosen.digest}, which ${digest} lists`);
    return manifest;
}
/** A layer as this suite writes it down. Throws `FOREIGN_LAYER` where its bytes are not the registry's to give. */
function ownLayer({ mediaType, digest, size, urls }, name) {
    const ownType = Object.hasOwn(layerTypes, mediaType) ? layerTypes[mediaType] : undefined;
    if (ownType === undefined || (urls?.length ?? 0) > 0)
        throw new BuildError('FOREIGN_LAYER', `layer ${digest} of ${name} is not an ordinary layer of its registry`);
    return { mediaType: ownType, digest, size };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/@balena/dockerignore/ignore.js
var ignore = __webpack_require__(44158);
;// CONCATENATED MODULE: ./packages/build/out/context.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});





const mostEntries = 100_000;
/** One layer is put together in memory. */
const mostBytes = 512 * 1024 * 1024;
/**
 * Reads a directory as the content of a layer, heeding its `.dockerignore`. Links are kept, never followed, and only if
 * they stay inside. Sorted by the bytes of the path, so that neither the file system nor a locale decides the order.
 * Throws `BuildError` with one of the `CONTEXT_…` codes.
 */
async function readContext(directory) {
    const root = await contextRoot(directory);
    const walk = { root, ignore: await readIgnore(root), entries: [], bytes: 0 };
    try {
        await visit(walk, '');
    }
    catch (error) {
        if (error instanceof BuildError)
            throw error;
        throw new BuildError('CONTEXT_UNREADABLE', `the context ${JSON.stringify(directory)} cannot be read`, {
            cause: error,
        });
    }
    return walk.entries.toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}
async function contextRoot(directory) {
    try {
        const root = await (0,promises_.realpath)(directory);
        if ((await (0,promises_.lstat)(root)).isDirectory())
            return root;
    }
    catch (cause) {
        throw new BuildError('CONTEXT_MISSING', `the context ${JSON.stringify(directory)} cannot be read`, { cause });
    }
    throw new BuildError('CONTEXT_MISSING', `the context ${JSON.stringify(directory)} is not a directory`);
}
async function readIgnore(root) {
    const bytes = await readIfThere(external_node_path_.posix.join(root, '.dockerignore'));
    if (!bytes)
        return { ignores: () => false, exceptions: false };
    const lines = Buffer.from(bytes).toString('utf8').split(/\r?\n/);
    // Docker tells `Secret` from `secret`; the library's default does not.
    const rules = ignore["default"]({ ignorecase: false }).add(lines);
    compile(rules);
    return { ignores: (path) => rules.ignores(path), exceptions: lines.some((line) => line.startsWith('!')) };
}
/** Patterns are only looked at when something is matched. */
function compile(rules) {
    try {
        rules.ignores('any');
    }
    catch (cause) {
        throw new BuildError('CONTEXT_UNREADABLE', '.dockerignore has a pattern that cannot be read', { cause });
    }
}
async function readIfThere(path) {
    try {
        return (await readFileUnlinked(path)).bytes;
    }
    catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
            return undefined;
        throw new BuildError('CONTEXT_UNSAFE', '.dockerignore is not a file that can be read', { cause: error });
    }
}
/** Says whether anything of `directory` is in, so that empty leftovers of ignored directories do not appear. */
async function visit(walk, directory) {
    let kept = false;
    for (const name of await namesIn(walk, directory)) {
        const path = directory === '' ? name : `${directory}/${name}`;
        kept = (await visitEntry(walk, path)) || kept;
    }
    return kept;
}
async function visitEntry(walk, path) {
    const ignored = walk.ignore.ignores(path);
    if (ignored && !walk.ignore.exceptions)
        return false;
    const absolute = external_node_path_.posix.join(walk.root, path);
    const stats = await (0,promises_.lstat)(absolute);
    if (stats.isDirectory()) {
        const kept = await visit(walk, path);
        if (ignored && !kept)
            return false;
        return keep(walk, { kind: 'directory', path });
    }
    if (ignored)
        return false;
    if (stats.isSymbolicLink())
        return keep(walk, { kind: 'symlink', path, target: await insideTarget(absolute, path) });
    if (stats.isFile())
        return keep(walk, { kind: 'file', path, ...(await readContextFile(absolute, walk)) });
    throw new BuildError('CONTEXT_UNSAFE', `${JSON.stringify(path)} is a socket, pipe or device`);
}
function keep(walk, entry) {
    // In a layer these names delete what lies below (image-spec, layer.md, "Whiteouts").
    if (external_node_path_.posix.basename(entry.path).startsWith('.wh.'))
        throw new BuildError('CONTEXT_UNSAFE', `${JSON.stringify(entry.path)} has a name that deletes files of the base image`);
    if (walk.entries.push(entry) > mostEntries)
        throw new BuildError('CONTEXT_TOO_LARGE', `the context holds more than ${mostEntries} files`);
    return true;
}
/** Names as bytes: decoding one that is not UTF-8 would quietly make it another name. */
async function namesIn(walk, directory) {
    const names = await (0,promises_.readdir)(external_node_path_.posix.join(walk.root, directory), { encoding: 'buffer' });
    return names.map((bytes) => {
        const name = bytes.toString('utf8');
        if (Buffer.from(name, 'utf8').equals(bytes))
            return name;
        throw new BuildError('CONTEXT_UNSAFE', `a file name in ${JSON.stringify(`./${directory}`)} is not UTF-8`);
    });
}
async function insideTarget(absolute, path) {
    const target = await (0,promises_.readlink)(absolute);
    const reached = external_node_path_.posix.normalize(external_node_path_.posix.join(external_node_path_.posix.dirname(path), target));
    if (external_node_path_.posix.isAbsolute(target) || reached === '..' || reached.startsWith('../'))
        throw new BuildError('CONTEXT_UNSAFE', `the link ${JSON.stringify(path)} leads out of the context`);
    return target;
}
async function readContextFile(absolute, walk) {
    const file = await readFileUnlinked(absolute, mostBytes - walk.bytes);
    walk.bytes += file.bytes.length;
    return file;
}
/** Refuses to follow a link that has taken the file's place since it was looked at. */
async function readFileUnlinked(absolute, limit = mostBytes) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const file = __addDisposableResource(env_1, await (0,promises_.open)(absolute, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW), true);
        const { mode, size } = await file.stat();
        if (size > limit)
            throw new BuildError('CONTEXT_TOO_LARGE', `the context holds more than ${mostBytes / 1024 / 1024} MiB`);
        return { executable: (mode & 0o100) !== 0, bytes: new Uint8Array(await file.readFile()) };
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = __disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}

// EXTERNAL MODULE: ./node_modules/fflate/esm/index.mjs
var esm = __webpack_require__(51306);
// EXTERNAL MODULE: ./node_modules/modern-tar/dist/web/index.js + 1 modules
var web = __webpack_require__(51942);
;// CONCATENATED MODULE: ./packages/build/out/layer.js



/**
 * The compressed layer of these entries: owner root, modes 0755 or 0644, one time. The same entries give the same bytes
 * on every machine. That is why compression is done by fflate: it is plain JavaScript, while Node's own zlib takes other
 * paths on other processors and in other versions, which give other bytes. It takes about 4 s for 100 MB.
 */
async function packLayer(entries, options) {
    const mtime = new Date(options.createdAt * 1000);
    const tar = await (0,web/* packTar */.nG)([...prefixEntries(options), ...entries.map((entry) => tarEntry(entry, options.prefix))].map(({ header, ...rest }) => ({ ...rest, header: { ...header, mtime, uid: 0, gid: 0, uname: '', gname: '' } })));
    // `mem` would otherwise follow from a logarithm of the size, whose last digit is the platform's.
    const bytes = (0,esm/* gzipSync */.u3)(tar, { level: 6, mem: 8, mtime: 0 });
    return {
        descriptor: {
            mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
            digest: (0,registry_out/* sha256Of */.Bj)(bytes),
            size: bytes.length,
        },
        diffId: (0,registry_out/* sha256Of */.Bj)(tar),
        bytes,
    };
}
const directoryHeader = (path) => ({ name: `${path}/`, type: 'directory', size: 0, mode: 0o755 });
/**
 * On a base only the prefix itself: an entry for a directory above it would replace the base's mode or, where the base
 * has a link such as `/lib`, the link.
 */
function prefixEntries({ prefix, parents }) {
    return prefix
        .map((_part, at) => prefix.slice(0, at + 1).join('/'))
        .slice(parents ? 0 : -1)
        .map((path) => ({ header: directoryHeader(path) }));
}
function tarEntry(entry, prefix) {
    const name = [...prefix, entry.path].join('/');
    switch (entry.kind) {
        case 'directory':
            return { header: directoryHeader(name) };
        case 'symlink':
            return { header: { name, type: 'symlink', size: 0, mode: 0o777, linkname: entry.target } };
        case 'file': {
            const mode = entry.executable ? 0o755 : 0o644;
            return { header: { name, type: 'file', size: entry.bytes.length, mode }, body: entry.bytes };
        }
    }
}

;// CONCATENATED MODULE: ./packages/build/out/append-layer.js







/**
 * Builds an image by adding a directory as one layer to a base, without a daemon and without running anything. The same
 * options and content give the same digest on every machine.
 */
async function appendLayer(options) {
    const platform = parsePlatform(options.platform);
    const prefix = parsePrefix(options.prefix);
    checkTime(options.createdAt);
    const base = await readBase(options.base, platform);
    const entries = await readContext(options.context);
    const layer = await packLayer(entries, {
        prefix,
        parents: options.base === 'scratch',
        createdAt: options.createdAt,
    });
    const config = extendConfig(base.config, layer, options.config, options.createdAt);
    return { ...assemble(base, layer, config, options.createdAt), platform, contents: entries };
}
function assemble(base, layer, config, createdAt) {
    const configBytes = Buffer.from(JSON.stringify(config));
    const configDescriptor = {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest: (0,registry_out/* sha256Of */.Bj)(configBytes),
        size: configBytes.length,
    };
    const manifest = {
        schemaVersion: 2,
        mediaType: registry_out/* mediaTypes */.Ib.manifest,
        config: configDescriptor,
        layers: [...base.layers.map(({ descriptor }) => descriptor), layer.descriptor],
        annotations: {
            'org.opencontainers.image.created': timestamp(createdAt),
            ...(base.digest && { 'org.opencontainers.image.base.digest': base.digest }),
            ...(base.name !== undefined && { 'org.opencontainers.image.base.name': base.name }),
        },
    };
    const bytes = Buffer.from(JSON.stringify(manifest));
    const root = { mediaType: registry_out/* mediaTypes */.Ib.manifest, digest: (0,registry_out/* sha256Of */.Bj)(bytes), bytes };
    return {
        digest: root.digest,
        mediaType: root.mediaType,
        size: bytes.length,
        documents: [root],
        blobs: [
            ...base.layers,
            { descriptor: layer.descriptor, read: (0,registry_out/* blobOf */.DE)(layer.bytes).read },
            { descriptor: configDescriptor, read: (0,registry_out/* blobOf */.DE)(configBytes).read },
        ],
        config,
        layer: layer.descriptor,
        ...(base.digest && { baseDigest: base.digest }),
    };
}
function parsePrefix(prefix) {
    const parts = prefix.replace(/^\//, '').replace(/\/$/, '').split('/');
    const wellFormed = prefix.startsWith('/') && parts.every((part) => !/^\.{0,2}$|[\0\\]/.test(part));
    if (prefix === '/')
        return [];
    if (!wellFormed)
        throw new BuildError('OPTION_INVALID', `not an absolute path in an image: ${JSON.stringify(prefix)}`);
    return parts;
}
/** Eleven octal digits are what a tar header holds. */
function checkTime(createdAt) {
    if (!Number.isSafeInteger(createdAt) || createdAt < 0 || createdAt >= 8 ** 11)
        throw new BuildError('OPTION_INVALID', `not a time in whole seconds since 1970: ${createdAt}`);
}

;// CONCATENATED MODULE: ./packages/build/out/image-index.js

/** An OCI image index (image-spec, image-index.md) of these images, in the order given. */
function imageIndex(images, annotations = {}) {
    const bytes = Buffer.from(JSON.stringify({
        schemaVersion: 2,
        mediaType: registry_out/* mediaTypes */.Ib.index,
        manifests: images.map(({ mediaType, digest, size, platform }) => ({ mediaType, digest, size, platform })),
        ...(Object.keys(annotations).length > 0 && { annotations }),
    }));
    return { mediaType: registry_out/* mediaTypes */.Ib.index, digest: (0,registry_out/* sha256Of */.Bj)(bytes), bytes };
}

;// CONCATENATED MODULE: ./packages/build/out/combine-platforms.js



/**
 * One index of images that were built for several platforms, in the order given. Throws `OPTION_INVALID` where there is
 * none, or two for one platform.
 */
function combinePlatforms(images) {
    const platforms = images.map(({ platform }) => platformText(platform));
    if (images.length === 0 || new Set(platforms).size < images.length)
        throw new BuildError('OPTION_INVALID', `not one image for each platform: ${platforms.join(', ') || 'none'}`);
    const root = imageIndex(images);
    const blobs = new Map(images.flatMap((image) => image.blobs).map((blob) => [blob.descriptor.digest, blob]));
    return {
        digest: root.digest,
        mediaType: root.mediaType,
        size: root.bytes.length,
        documents: [...images.flatMap(({ documents }) => documents), root],
        blobs: [...blobs.values()],
    };
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/build/out/layout-files.js
var layout_files_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var layout_files_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});





const tooLarge = (path, limit) => new BuildError('LAYOUT_TOO_LARGE', `${path} has more than ${limit} bytes`);
/** All of a file; `undefined` where there is none. Throws `LAYOUT_TOO_LARGE` above `limit` bytes. */
async function readFileOf(files, path, limit) {
    const file = await files.find(path);
    if (!file)
        return undefined;
    if (file.size > limit)
        throw tooLarge(path, limit);
    const pieces = [];
    for await (const piece of file.read(0, file.size))
        pieces.push(piece);
    return new Uint8Array(Buffer.concat(pieces));
}
/** SHA-256 in hexadecimal, without holding the file in memory. */
async function hashOf(file) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const piece of file.read(0, file.size))
        hash.update(piece);
    return hash.digest('hex');
}
/** A layout on disk. No link is followed below `root`, so that no file outside can end up in an image. */
const filesInDirectory = (root) => ({
    async find(path) {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const file = layout_files_addDisposableResource(env_1, await openOwn(root, path), true);
            if (!file)
                return undefined;
            const { size } = await file.stat();
            return { size, read: (start, end) => readAgain(root, path, start, end) };
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            const result_1 = layout_files_disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    },
});
async function* readAgain(root, path, start, end) {
    const env_2 = { stack: [], error: void 0, hasError: false };
    try {
        const file = layout_files_addDisposableResource(env_2, await openOwn(root, path), true);
        if (!file)
            throw new BuildError('LAYOUT_CORRUPT', `the layout has lost ${path} while it was read`);
        yield* piecesOf(file, start, end);
    }
    catch (e_2) {
        env_2.error = e_2;
        env_2.hasError = true;
    }
    finally {
        const result_2 = layout_files_disposeResources(env_2);
        if (result_2)
            await result_2;
    }
}
const pieceBytes = 128 * 1024;
/** The bytes of an open file from `start` to before `end`. */
async function* piecesOf(file, start, end) {
    for (let at = start; at < end;) {
        const wanted = Math.min(pieceBytes, end - at);
        const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, at);
        if (bytesRead === 0)
            return;
        yield buffer.subarray(0, bytesRead);
        at += bytesRead;
    }
}
async function openOwn(root, path) {
    const parts = path.split('/');
    for (const depth of parts.keys()) {
        const kind = await kindOf((0,external_node_path_.join)(root, ...parts.slice(0, depth + 1)));
        if (kind === undefined)
            return null;
        if (kind !== (depth === parts.length - 1 ? 'file' : 'directory'))
            throw new BuildError('LAYOUT_UNSAFE', `${path} leads over something that is not an ordinary file or directory`);
    }
    return (0,promises_.open)((0,external_node_path_.join)(root, path), external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW);
}
async function kindOf(path) {
    try {
        const stats = await (0,promises_.lstat)(path);
        return stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : 'other';
    }
    catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
            return undefined;
        throw new BuildError('LAYOUT_MISSING', `${path} cannot be read`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./packages/build/out/archive-expansion.js





/** Layers are compressed already, so an honest layout hardly shrinks; a bomb shrinks a thousandfold. */
const mostExpansion = 100;
const expansionAllowance = 16 * 1024 * 1024;
/** Writes what is in a gzipped archive. Throws `LAYOUT_UNSAFE` where it is out of proportion, before more is written. */
async function expandTo(target, path, limit) {
    const source = (0,external_node_fs_.createReadStream)(path);
    await (0,external_node_stream_promises_.pipeline)(source, (0,external_node_zlib_.createGunzip)(), counted, (0,external_node_fs_.createWriteStream)(target, { flags: 'wx', mode: 0o600 }));
    async function* counted(expanded) {
        let length = 0;
        for await (const piece of expanded) {
            length += piece.length;
            if (length > expansionAllowance + source.bytesRead * mostExpansion)
                throw new BuildError('LAYOUT_UNSAFE', `the archive expands to more than ${mostExpansion} times its size`);
            // Headers and padding come on top of the content.
            if (length > limit * 2 + expansionAllowance)
                throw tooLarge('the archive', limit);
            yield piece;
        }
    }
}

;// CONCATENATED MODULE: ./packages/build/out/layout-archive.js
var layout_archive_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var layout_archive_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});






const layout_archive_mostEntries = 10_000;
const layoutFile = /^(?:oci-layout|index\.json|blobs\/sha256\/[0-9a-f]{64})$/;
/**
 * Reads a layout from a tar archive on disk, gzipped or not: what is where is noted, the content is read when it is asked
 * for. Throws `LAYOUT_UNSAFE` for anything but plain files and directories with plain names, for a name that comes twice
 * and for what expands too far, `LAYOUT_TOO_LARGE` above the limit, `LAYOUT_INVALID` where it is not an archive.
 */
async function openArchive(path, { limit, temporary }) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const opened = layout_archive_addDisposableResource(env_1, new AsyncDisposableStack(), true);
        let tar = opened.use(await (0,promises_.open)(path));
        try {
            if (await isGzipped(tar)) {
                const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temporary, 'bitvault-layout-'));
                opened.defer(() => (0,promises_.rm)(folder, { recursive: true, force: true }));
                const expanded = (0,external_node_path_.join)(folder, 'layout.tar');
                await expandTo(expanded, path, limit);
                tar = opened.use(await (0,promises_.open)(expanded));
            }
            const places = await placesIn(tar, path, limit);
            const kept = opened.move();
            return { files: filesAt(tar, places), [Symbol.asyncDispose]: () => kept.disposeAsync() };
        }
        catch (error) {
            if (error instanceof BuildError)
                throw error;
            throw new BuildError('LAYOUT_INVALID', `${JSON.stringify(path)} is not a readable tar archive`, { cause: error });
        }
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = layout_archive_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
async function isGzipped(file) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.readUInt16BE() === 0x1f8b;
}
const filesAt = (tar, places) => ({
    async find(path) {
        const place = places.get(path);
        if (!place)
            return undefined;
        const { size, start } = place;
        return { size, read: (from, to) => piecesOf(tar, start + from, start + Math.min(to, size)) };
    },
});
async function placesIn(tar, path, limit) {
    const places = new Map();
    let left = limit;
    let entries = 0;
    let next = 0;
    for await (const entry of tarEntries(tar)) {
        entries += 1;
        if (entries > layout_archive_mostEntries)
            throw new BuildError('LAYOUT_TOO_LARGE', `${path} has more than ${layout_archive_mostEntries} entries`);
        const name = plainName(entry);
        const { size, type } = entry.header;
        if (size > left)
            throw tooLarge(path, limit);
        left -= size;
        await entry.body.cancel();
        const start = await contentAfter(tar, next);
        next = start + inBlocks(size);
        if (type === 'directory' || !layoutFile.test(name))
            continue;
        if (places.has(name))
            throw new BuildError('LAYOUT_UNSAFE', `${name} is in the archive twice`);
        places.set(name, { start, size });
    }
    return places;
}
/** Strict, so that two readers cannot see two archives in the same bytes. */
function tarEntries(tar) {
    return ReadableStream.from(piecesOf(tar, 0, Number.POSITIVE_INFINITY)).pipeThrough((0,web/* createTarDecoder */.uK)({ strict: true }));
}
const block = 512;
const inBlocks = (size) => Math.ceil(size / block) * block;
/**
 * Where the content of an entry starts whose headers start at `at`: the decoder gives no places. Before its own header
 * there may be some with long names (pax `x` and `g`, GNU `K` and `L`). Were this to find another place than the decoder,
 * the content there would not have its digest.
 */
async function contentAfter(tar, at) {
    const { buffer } = await tar.read(Buffer.alloc(block), 0, block, at);
    const type = buffer.toString('latin1', 156, 157);
    // The decoder takes what it does not know, such as a sparse file, for a file as it lies there; other readers do not.
    if (['0', '\0', '5'].includes(type))
        return at + block;
    if (!['x', 'g', 'K', 'L'].includes(type))
        throw new BuildError('LAYOUT_UNSAFE', `the archive has an entry of the kind ${JSON.stringify(type)}`);
    const size = Number.parseInt(buffer.toString('latin1', 124, 135), 8);
    if (!Number.isSafeInteger(size))
        throw new BuildError('LAYOUT_INVALID', 'an entry of the archive has no size');
    return contentAfter(tar, at + block + inBlocks(size));
}
function plainName({ header: { name, type } }) {
    if (type !== 'file' && type !== 'directory')
        throw new BuildError('LAYOUT_UNSAFE', `${JSON.stringify(name)} in the archive is a ${type ?? 'thing'}, not a file or directory`);
    const plain = name.replace(/^\.\//, '').replace(/\/$/, '');
    const isRoot = type === 'directory' && (plain === '' || plain === '.');
    if (!isRoot && plain.split('/').some((part) => /^\.{0,2}$|[\\\0:]/.test(part)))
        throw new BuildError('LAYOUT_UNSAFE', `the archive has an entry named ${JSON.stringify(name.slice(0, 200))}`);
    return plain;
}

;// CONCATENATED MODULE: ./packages/build/out/oci-layout.js
var oci_layout_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var oci_layout_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});







const contentLimit = 64 * 1024 ** 3;
const documentLimit = 4 * 1024 * 1024;
const mostDocuments = 1_000;
/** index.json, an index, its manifests; one more for tools that wrap once again. */
const deepest = 3;
const refName = 'org.opencontainers.image.ref.name';
/**
 * Reads an OCI image layout (image-spec, image-layout.md), a directory or a tar archive of one. Every digest and size is
 * checked before it returns; a multi-platform index stays whole, BuildKit's attestations included. Throws `BuildError`
 * with one of the `LAYOUT_…` codes or `FOREIGN_LAYER`.
 */
async function readOciLayout(path, options = {}) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { limit = contentLimit, temporary = (0,external_node_os_.tmpdir)() } = options;
        const opened = oci_layout_addDisposableResource(env_1, new AsyncDisposableStack(), true);
        const files = (await isDirectory(path))
            ? filesInDirectory(path)
            : opened.use(await openArchive(path, { limit, temporary })).files;
        await checkVersion(files);
        const root = chooseRoot(await readTop(files), options.reference);
        const collection = new LayoutCollection(files, limit);
        await collection.addDocument(root, 0);
        const kept = opened.move();
        return { ...collection.image(), [Symbol.asyncDispose]: () => kept.disposeAsync() };
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = oci_layout_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
async function isDirectory(path) {
    const stats = await (0,promises_.stat)(path).catch((cause) => {
        throw new BuildError('LAYOUT_MISSING', `the OCI layout ${JSON.stringify(path)} cannot be read`, { cause });
    });
    // Of a pipe or a device nobody knows when it ends.
    if (!stats.isDirectory() && !stats.isFile())
        throw new BuildError('LAYOUT_UNSAFE', `the OCI layout ${JSON.stringify(path)} is neither a directory nor a file`);
    return stats.isDirectory();
}
const layoutVersion = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ(), dist/* object */.Ikc({ imageLayoutVersion: dist/* literal */.euz('1.0.0') }));
async function checkVersion(files) {
    const bytes = await readFileOf(files, 'oci-layout', 4096);
    if (!bytes)
        throw new BuildError('LAYOUT_MISSING', 'there is no file oci-layout, so this is no OCI layout');
    if (!dist.is(layoutVersion, Buffer.from(bytes).toString('utf8')))
        throw new BuildError('LAYOUT_INVALID', 'the file oci-layout does not name version 1.0.0');
}
async function readTop(files) {
    const bytes = await readFileOf(files, 'index.json', documentLimit);
    if (!bytes)
        throw new BuildError('LAYOUT_INVALID', 'there is no file index.json');
    return asLayoutFault(() => (0,registry_out/* parseIndex */.A1)(bytes));
}
function chooseRoot(top, reference) {
    const candidates = reference === undefined ? top.manifests : top.manifests.filter((each) => each.annotations?.[refName] === reference);
    // The same image may be listed once for each of its names.
    const digests = new Set(candidates.map(({ digest }) => digest));
    const [root] = candidates;
    if (root && digests.size === 1)
        return root;
    const named = reference === undefined ? '' : ` named ${JSON.stringify(reference)}`;
    throw new BuildError('LAYOUT_AMBIGUOUS', `index.json lists ${digests.size} images${named}, not one`);
}
/** Documents are parsed by the registry package; in a layout their faults are the layout's. */
function asLayoutFault(parse) {
    try {
        return parse();
    }
    catch (error) {
        if (error instanceof registry_out/* RegistryError */.gl)
            throw new BuildError('LAYOUT_INVALID', `in the layout: ${error.message}`, { cause: error });
        throw error;
    }
}
class LayoutCollection {
    #files;
    #limit;
    #documents = new Map();
    #blobs = new Map();
    #left;
    constructor(files, limit) {
        this.#files = files;
        this.#limit = limit;
        this.#left = limit;
    }
    /** Children go in before the document itself, which is the order to push in. No cycle can have matching digests. */
    async addDocument(descriptor, depth) {
        if (this.#documents.has(descriptor.digest))
            return;
        if (depth > deepest)
            throw new BuildError('LAYOUT_INVALID', `indexes are nested more than ${deepest} deep`);
        const document = await this.#readDocument(descriptor);
        if ((0,registry_out/* isIndexType */.$U)(document.mediaType)) {
            const { manifests } = asLayoutFault(() => (0,registry_out/* parseIndex */.A1)(document.bytes));
            for (const child of manifests)
                await this.addDocument(child, depth + 1);
        }
        else {
            const { config, layers } = asLayoutFault(() => (0,registry_out/* parseManifest */.Ng)(document.bytes));
            for (const blob of [config, ...layers])
                await this.#addBlob(blob);
        }
        this.#documents.set(document.digest, document);
        if (this.#documents.size > mostDocuments)
            throw new BuildError('LAYOUT_TOO_LARGE', `the layout has more than ${mostDocuments} manifests`);
    }
    image() {
        const documents = [...this.#documents.values()];
        const root = documents.pop();
        if (!root)
            throw new TypeError('an image was asked for before its root was read');
        const { digest, mediaType, bytes } = root;
        return { digest, mediaType, size: bytes.length, documents: [...documents, root], blobs: [...this.#blobs.values()] };
    }
    async #readDocument(descriptor) {
        const { digest, mediaType } = descriptor;
        if (!(0,registry_out/* isIndexType */.$U)(mediaType) && !(0,registry_out/* isManifestType */.Q3)(mediaType))
            throw new BuildError('LAYOUT_INVALID', `${digest} is of a media type that is neither an index nor a manifest`);
        await this.#check(descriptor);
        const bytes = await readFileOf(this.#files, pathOf(digest), documentLimit);
        if (!bytes)
            throw new BuildError('LAYOUT_CORRUPT', `the layout has lost ${digest} while it was read`);
        asLayoutFault(() => (0,registry_out/* mediaTypeOf */.c0)(bytes, mediaType));
        return { mediaType, digest, bytes };
    }
    async #addBlob(descriptor) {
        const { digest, urls } = descriptor;
        if ((urls?.length ?? 0) > 0 || /foreign|nondistributable/.test(descriptor.mediaType))
            throw new BuildError('FOREIGN_LAYER', `layer ${digest} is to be got from somewhere else than the layout`);
        const known = this.#blobs.get(digest);
        if (known?.descriptor.size === descriptor.size)
            return;
        const { read } = await this.#check(descriptor);
        this.#blobs.set(digest, { descriptor, read });
    }
    async #check({ digest, size }) {
        if (size > this.#left)
            throw tooLarge('the content of the layout', this.#limit);
        this.#left -= size;
        const file = await this.#files.find(pathOf(digest));
        if (!file)
            throw new BuildError('LAYOUT_CORRUPT', `the layout lacks ${digest}`);
        if (file.size !== size || `sha256:${await hashOf(file)}` !== digest)
            throw new BuildError('LAYOUT_CORRUPT', `the layout has other content where ${digest} should be`);
        return file;
    }
}
const pathOf = (digest) => `blobs/${digest.replace(':', '/')}`;

;// CONCATENATED MODULE: ./packages/build/out/attestation-manifest.js
/**
 * Whether an index lists it beside the images, not as one (moby/buildkit, docs/attestations/attestation-storage.md).
 * Other tools file theirs by the platform alone.
 */
const isAttestation = ({ annotations, platform }) => annotations?.['vnd.docker.reference.type'] !== undefined || platform?.os === 'unknown';

;// CONCATENATED MODULE: ./packages/build/out/blob-content.js


/** All of a blob, in pieces; throws `DIGEST_MISMATCH` after the last where they are not what the descriptor says. */
async function* piecesOfBlob({ descriptor, read }) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const piece of read(0, descriptor.size)) {
        hash.update(piece);
        yield piece;
    }
    if (`sha256:${hash.digest('hex')}` !== descriptor.digest)
        throw new registry_out/* RegistryError */.gl('DIGEST_MISMATCH', `what was read for blob ${descriptor.digest} is not it`);
}
/** All of a blob that is known to be small, checked. */
async function contentOf(blob) {
    const pieces = [];
    for await (const piece of piecesOfBlob(blob))
        pieces.push(piece);
    return Buffer.concat(pieces);
}

;// CONCATENATED MODULE: ./packages/build/out/config-facts.js


const config_facts_configSchema = dist/* object */.Ikc({
    os: dist/* string */.YjP(),
    architecture: dist/* string */.YjP(),
    variant: dist/* optional */.lqM(dist/* string */.YjP()),
    'os.version': dist/* optional */.lqM(dist/* string */.YjP()),
    'os.features': dist/* optional */.lqM(dist/* array */.YOg(dist/* string */.YjP())),
    created: dist/* nullish */.cl6(dist/* string */.YjP()),
});
/** `undefined` where it names no platform, as that of BuildKit's attestations. */
function configFacts(bytes) {
    const text = Buffer.from(bytes).toString('utf8');
    const config = dist/* safeParse */.xLC(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ(), config_facts_configSchema), text);
    if (!config.success)
        return undefined;
    const { os, architecture, variant, 'os.version': version, 'os.features': features, created } = config.output;
    const platform = {
        os,
        architecture,
        ...(version !== undefined && { 'os.version': version }),
        ...(features !== undefined && { 'os.features': features }),
        ...(variant !== undefined && { variant }),
    };
    return isPlatform(platformText(platform)) ? { platform, createdAt: timeOf(created) } : undefined;
}
function timeOf(created) {
    const time = new Date(created ?? '');
    return Number.isNaN(time.valueOf()) ? undefined : time;
}

;// CONCATENATED MODULE: ./packages/build/out/sbom/runnable-images.js






const configLimit = 4 * 1024 * 1024;
/** What runs, without what BuildKit lists beside it: the image itself, or those of a multi-platform index. */
async function runnableImages(image) {
    const images = manifestsOf(image).filter((descriptor) => !isAttestation(descriptor));
    return Promise.all(images.map((descriptor) => described(image, descriptor)));
}
/** The manifests below the root, or the root. An index below an index is walked as well. */
const manifestsOf = (image) => leaves(image, { mediaType: image.mediaType, digest: image.digest, size: image.size });
function leaves(image, descriptor) {
    if (!(0,registry_out/* isIndexType */.$U)(descriptor.mediaType))
        return [descriptor];
    const { manifests } = (0,registry_out/* parseIndex */.A1)(documentOf(image, descriptor).bytes);
    return manifests.flatMap((child) => leaves(image, child));
}
function documentOf(image, { digest }) {
    const document = image.documents.find((each) => each.digest === digest);
    if (document === undefined)
        throw new TypeError(`the image lacks its own document ${digest}`);
    return document;
}
/** Reads a blob that one of the image's manifests lists. */
async function blobOf(image, { digest, size }, limit) {
    if (size > limit)
        throw new BuildError('LAYOUT_TOO_LARGE', `${digest} has ${size} bytes: expected at most ${limit}`);
    const blob = image.blobs.find((each) => each.descriptor.digest === digest);
    if (blob === undefined)
        throw new TypeError(`the image lacks its own blob ${digest}`);
    return contentOf(blob);
}
async function described(image, descriptor) {
    const manifest = (0,registry_out/* parseManifest */.Ng)(documentOf(image, descriptor).bytes);
    const facts = configFacts(await blobOf(image, manifest.config, configLimit));
    if (facts === undefined)
        throw new BuildError('LAYOUT_INVALID', `the config of ${descriptor.digest} is not one of a container image`);
    return { descriptor, platform: platformText(facts.platform), createdAt: facts.createdAt ?? new Date(0) };
}

;// CONCATENATED MODULE: ./packages/build/out/sbom/buildkit-sbom.js





const spdxType = 'https://spdx.dev/Document';
const statementLimit = 32 * 1024 * 1024;
/** The subject is not looked at: BuildKit leaves it empty in a layout, and says by annotation what image is meant. */
const statement = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ(), dist/* looseObject */._H3({ predicateType: dist/* literal */.euz(spdxType), predicate: dist/* looseObject */._H3({}) }));
/**
 * The SBOMs that BuildKit's scanner wrote, which it stores unsigned in attestation manifests of the index; several for a
 * platform where stages or the context were scanned as well. Throws `SBOM_MISSING` where a platform has none.
 */
async function buildkitSboms(image) {
    const attestations = manifestsOf(image).filter(isAttestation);
    const found = [];
    for (const { descriptor, platform } of await runnableImages(image)) {
        const layers = attestations
            .filter(({ annotations }) => annotations?.['vnd.docker.reference.digest'] === descriptor.digest)
            .flatMap((attestation) => (0,registry_out/* parseManifest */.Ng)(documentOf(image, attestation).bytes).layers)
            .filter(({ annotations }) => annotations?.['in-toto.io/predicate-type'] === spdxType);
        if (layers.length === 0)
            throw new BuildError('SBOM_MISSING', `the image for ${platform} has no SBOM of BuildKit's scanner`);
        for (const layer of layers)
            found.push({ platform, bytes: await predicateOf(image, layer) });
    }
    return found;
}
/** Whether BuildKit left an SBOM of any of its platforms in the image. */
const hasBuildkitSbom = (image) => manifestsOf(image)
    .filter(isAttestation)
    .flatMap((attestation) => (0,registry_out/* parseManifest */.Ng)(documentOf(image, attestation).bytes).layers)
    .some(({ annotations }) => annotations?.['in-toto.io/predicate-type'] === spdxType);
async function predicateOf(image, layer) {
    const text = Buffer.from(await blobOf(image, layer, statementLimit)).toString('utf8');
    const read = dist/* safeParse */.xLC(statement, text);
    if (!read.success)
        throw new BuildError('LAYOUT_INVALID', `${layer.digest} is not a statement with an SPDX document`);
    // As it stands there: a name such as __proto__ is for the check of the SBOM to refuse, not to be lost before.
    const { predicate } = JSON.parse(text);
    return Buffer.from(JSON.stringify(predicate), 'utf8');
}
/**
 * The image that BuildKit makes when it is not asked for attestations: these differ each time, and with them the digest
 * of an index that lists them. A single image is no longer wrapped in an index.
 */
function withoutAttestations(image) {
    if (!(0,registry_out/* isIndexType */.$U)(image.mediaType))
        return image;
    const root = documentOf(image, image);
    const { manifests } = (0,registry_out/* parseIndex */.A1)(root.bytes);
    const kept = manifests.filter((descriptor) => !isAttestation(descriptor));
    if (kept.length === manifests.length)
        return image;
    const [only, ...others] = kept;
    // As it was written: what was parsed has its keys in another order.
    const index = JSON.parse(Buffer.from(root.bytes).toString('utf8'));
    if (only !== undefined && others.length === 0 && !('annotations' in index))
        return rooted(image, documentOf(image, only), []);
    const written = index.manifests.filter((_, position) => kept.includes(manifests[position]));
    // Indented as BuildKit does, so that the digest is the one that it would have without attestations.
    const bytes = Buffer.from(JSON.stringify({ ...index, manifests: written }, undefined, 2), 'utf8');
    const bare = { mediaType: root.mediaType, digest: (0,registry_out/* sha256Of */.Bj)(bytes), bytes };
    return rooted(image, bare, kept.map((each) => documentOf(image, each)));
}
function rooted(image, root, children) {
    const documents = [...children, root];
    const used = new Set(documents
        .filter(({ mediaType }) => !(0,registry_out/* isIndexType */.$U)(mediaType))
        .map(({ bytes }) => (0,registry_out/* parseManifest */.Ng)(bytes))
        .flatMap(({ config, layers }) => [config, ...layers])
        .map(({ digest }) => digest));
    const { digest, mediaType, bytes } = root;
    const blobs = image.blobs.filter(({ descriptor }) => used.has(descriptor.digest));
    return { digest, mediaType, size: bytes.length, documents, blobs };
}

;// CONCATENATED MODULE: ./packages/build/out/dockerfile/annotated-bases.js

const baseName = 'org.opencontainers.image.base.name';
const baseDigest = 'org.opencontainers.image.base.digest';
/**
 * The bases that buildah wrote on the manifests: that of the final stage; of other stages it says nothing. Where the
 * build itself sets these annotations, they are claims of whoever wrote it, and not taken.
 */
function annotatedBases({ documents }, build) {
    if (build.annotations.some(([name]) => name === baseName || name === baseDigest))
        return [];
    const found = new Map();
    for (const { bytes, mediaType } of documents) {
        const annotations = (0,registry_out/* isManifestType */.Q3)(mediaType) ? (0,registry_out/* parseManifest */.Ng)(bytes).annotations : undefined;
        const [name = '', digest = ''] = [annotations?.[baseName], annotations?.[baseDigest]];
        if (name === '' || !(0,registry_out/* isSha256 */._h)(digest))
            continue;
        const uri = `oci://${name.split('@', 1)[0]}`;
        found.set(`${uri} ${digest}`, { uri, digest: { sha256: digest.slice('sha256:'.length) } });
    }
    return [...found.values()];
}

;// CONCATENATED MODULE: ./packages/build/out/dockerfile/dockerfile-build.js
const pairs = (flag, values) => values.map(([name, value]) => `--${flag}=${name}=${value}`);
const each = (flag, values) => values.map((value) => `--${flag}=${value}`);
const given = (flag, value) => value === undefined ? [] : [`--${flag}=${value}`];
/**
 * The flags that are spelled alike by both tools. Each is one argument, flag and value together, so that no value can be
 * taken for another flag.
 */
function sharedArguments(build) {
    return [
        ...given('file', build.file),
        ...given('platform', build.platforms.length === 0 ? undefined : build.platforms.join(',')),
        ...given('target', build.target),
        ...pairs('build-arg', build.buildArgs),
        ...pairs('label', build.labels),
        ...pairs('annotation', build.annotations),
        ...pairs('build-context', build.buildContexts),
        ...each('secret', build.secrets.map(secretArgument)),
        ...each('ssh', build.ssh),
        ...each('add-host', build.addHosts),
        ...each('ulimit', build.ulimits),
        ...given('network', build.network),
        ...given('shm-size', build.shmSize),
        ...given('cgroup-parent', build.cgroupParent),
        ...(build.noCache ? ['--no-cache'] : []),
    ];
}
const secretVariable = (index) => `BITVAULT_BUILD_SECRET_${index}`;
const secretArgument = (secret, index) => 'path' in secret ? `id=${secret.id},src=${secret.path}` : `id=${secret.id},env=${secretVariable(index)}`;
/** The variables that the secrets' arguments refer to. */
const secretVariables = ({ secrets }) => Object.fromEntries(secrets.flatMap((secret, index) => ('path' in secret ? [] : [[secretVariable(index), secret.value]])));

;// CONCATENATED MODULE: ./packages/build/out/dockerfile/buildah-arguments.js


/**
 * The arguments after `buildah` that build the image into the OCI layout `layout`, an absolute path. It is not stored on
 * the way: storage is shared, and another build, or whoever cleans up, takes layers away that look unused
 * (containers/buildah issue 5674). buildah's version stays out of the labels: the same commit is to give the same digest.
 * One platform at a time, because it lists several as they come out. Throws `BUILDER_UNSUITABLE`.
 */
function buildahArguments(build, layout, platform) {
    return [
        'build',
        '--format=oci',
        '--identity-label=false',
        '--disable-compression=false',
        `--timestamp=${build.createdAt}`,
        `--tag=oci:${withoutColon(layout)}`,
        ...sharedArguments({ ...build, platforms: platform === undefined ? [] : [platform] }),
        ...(build.pull ? ['--pull=always'] : []),
        '--',
        build.context,
    ];
}
/** What follows a colon would be taken for the name of the image within a layout that is elsewhere. */
function withoutColon(layout) {
    if (!layout.includes(':'))
        return layout;
    const next = 'Set RUNNER_TEMP to a directory without one, or set `builder: buildx`';
    throw new BuildError('BUILDER_UNSUITABLE', `buildah cannot write to ${layout}: there is a colon in it`, { next });
}

;// CONCATENATED MODULE: ./packages/build/out/dockerfile/buildx-arguments.js

/**
 * The arguments after `buildx`. The image goes to a layout and not to a registry, so that one client pushes and signs
 * it; provenance is left out because this suite makes it, and because it would change the digest each time. What
 * BuildKit's scanner finds is stored the same way, and has to be taken out of the layout again.
 */
function buildxArguments(build, output) {
    return [
        'build',
        '--progress=plain',
        '--provenance=false',
        `--sbom=${sbomArgument(build.sbom)}`,
        `--metadata-file=${output.metadata}`,
        `--output=type=oci,${csvField(`dest=${output.layout}`)},tar=false,rewrite-timestamp=true`,
        ...given('builder', build.instance),
        ...sharedArguments(build),
        ...each('cache-from', build.cacheFrom),
        ...each('cache-to', build.cacheTo),
        ...each('no-cache-filter', build.noCacheFilters),
        ...each('allow', build.allow),
        ...(build.pull ? ['--pull'] : []),
        '--',
        build.context,
    ];
}
function sbomArgument(sbom) {
    if (sbom === undefined)
        return 'false';
    return sbom === 'scanner' ? 'true' : `generator=${sbom.generator}`;
}
/** buildx reads `--output` as comma-separated values. */
const csvField = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

;// CONCATENATED MODULE: ./packages/build/out/dockerfile/buildx-metadata.js


const digests = dist/* record */.g1P(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^sha[0-9]+$/)), dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[0-9a-f]{40,128}$/)));
const material = dist/* object */.Ikc({ uri: dist/* string */.YjP(), digest: digests });
const provenance = dist/* object */.Ikc({ materials: dist/* optional */.lqM(dist/* array */.YOg(dist/* unknown */.L5J()), []) });
const metadata = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ(), dist/* objectWithRest */.U1j({ 'containerimage.digest': dist/* string */.YjP() }, dist/* unknown */.L5J()));
/** What buildx wrote to its `--metadata-file`: the image's digest, and each input that BuildKit pinned to one. */
function readBuildxMetadata(text) {
    const read = dist/* safeParse */.xLC(metadata, text);
    if (!read.success)
        throw new BuildError('BUILDER_FAILED', 'buildx wrote metadata that cannot be read');
    const { 'containerimage.digest': digest, ...rest } = read.output;
    const found = new Map();
    for (const [key, value] of Object.entries(rest)) {
        // One record for the image, or one a platform.
        if (key !== 'buildx.build.provenance' && !key.startsWith('buildx.build.provenance/'))
            continue;
        const record = dist/* safeParse */.xLC(provenance, value);
        for (const each of record.success ? record.output.materials : []) {
            // What BuildKit knows no digest of is not certain, and so not recorded.
            if (dist.is(material, each) && Object.keys(each.digest).length > 0)
                found.set(JSON.stringify(each), each);
        }
    }
    return { digest, materials: [...found.values()] };
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(80481);
;// CONCATENATED MODULE: ./packages/build/out/first-words.js
/**
 * The beginning of what a program said, cut between words: of a token that was cut, nobody could tell any more that what
 * is left of it must not be shown.
 */
const firstWords = (text, limit) => text.length <= limit ? text : text.slice(0, limit).replace(/\S+$/, '');

;// CONCATENATED MODULE: ./packages/build/out/dockerfile/failure-remedies.js
const remedies = [
    [
        /multi-node builds/,
        'Build one platform a step and join them with `mode: merge`, since the nodes of the instance cannot join them in a layout',
    ],
    [
        /exec format error/,
        'If the platform is not that of the runner, run docker/setup-qemu-action before this step, or build each platform on a runner of its own and join them with `mode: merge`',
    ],
    [
        /granting entitlement \S+ is not allowed/,
        'Allow it in the daemon too: `buildkitd-flags: --allow-insecure-entitlement …` of docker/setup-buildx-action',
    ],
    [
        /^Error: .*(?:\b(?:layer|image) not known\b|\bidentifier is not an? (?:layer|image)\b)/,
        'If other jobs of this runner build or clean up at the same time, they took away what this build was using: run it again, and give each its own storage (`CONTAINERS_STORAGE_CONF`), or set `builder: buildx`',
    ],
];
/** What helps against a failure that a builder, or a step that it ran, names in this line; of many it is plain from it. */
const remedyFor = (line) => remedies.find(([pattern]) => pattern.test(line))?.[1];

;// CONCATENATED MODULE: ./packages/build/out/dockerfile/run-builder.js






/** Milliseconds from asking a tool to end to killing it: less than a runner waits from cancelling to killing. */
const grace = 4_000;
/** Runs a builder and hands on its lines as they come. Throws `BUILDER_MISSING` or `BUILDER_FAILED`. */
async function runBuilder(tool, args, options) {
    const { directory, env, onLine, cancelled } = options;
    if (cancelled?.aborted)
        throw ended(tool);
    const child = (0,external_node_child_process_.spawn)(tool.command, [...tool.leading, ...args], {
        cwd: directory,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
        // A process group of its own: docker starts buildx, and buildah itself, as further processes.
        detached: true,
    });
    let last = '';
    let next;
    for (const stream of [child.stdout, child.stderr]) {
        (0,external_node_readline_.createInterface)(stream).on('line', (line) => {
            onLine(line);
            if (/\berror\b/i.test(line))
                last = line.trim();
            next ??= remedyFor(line);
        });
    }
    const code = await exitCode(tool, child, options);
    if (cancelled?.aborted)
        throw ended(tool);
    if (code !== 0) {
        const ending = `${tool.name} ended with ${code ?? 'a signal'}`;
        const message = last === '' ? ending : `${ending}: ${firstWords(last, 500)}`;
        throw new BuildError('BUILDER_FAILED', message, next === undefined ? {} : { next });
    }
}
async function exitCode(tool, child, { cancelled, onLine }) {
    let killing;
    const end = () => {
        onLine(`The job is cancelled: ending ${tool.name}`);
        signalGroup(child, 'SIGTERM');
        killing = setTimeout(() => signalGroup(child, 'SIGKILL'), grace);
        // What it left behind in other groups could hold these open.
        child.once('exit', () => [child.stdout, child.stderr].forEach((stream) => stream.destroy()));
    };
    cancelled?.addEventListener('abort', end, { once: true });
    try {
        const [code] = (await (0,external_node_events_.once)(child, 'close'));
        return code;
    }
    catch (cause) {
        throw new BuildError('BUILDER_MISSING', `${tool.command} cannot be run`, { cause });
    }
    finally {
        cancelled?.removeEventListener('abort', end);
        if (killing !== undefined) {
            clearTimeout(killing);
            signalGroup(child, 'SIGKILL');
        }
    }
}
function signalGroup({ pid }, signal) {
    if (pid === undefined)
        return;
    try {
        process.kill(-pid, signal);
    }
    catch (error) {
        // Nothing of it is left.
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH'))
            throw error;
    }
}
const ended = ({ name }) => new BuildError('BUILDER_FAILED', `${name} was ended, because the job was cancelled`);

;// CONCATENATED MODULE: ./packages/build/out/dockerfile/build-dockerfile.js














/**
 * Builds a Dockerfile with buildx or buildah into an OCI layout, and reads it with every digest checked. Attestations are
 * left to whoever signs. Throws `BuildError` with `BUILDER_…` or `LAYOUT_…`.
 */
async function buildDockerfile(tool, build, workshop) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(workshop.temporary, 'bitvault-build-'));
    const remove = () => (0,promises_.rm)(folder, { recursive: true, force: true });
    try {
        const made = await makers[tool.name](tool, build, workshop, folder);
        return { ...made, remove };
    }
    catch (error) {
        await remove();
        throw error;
    }
}
const makers = { buildx: withBuildx, buildah: withBuildah };
async function withBuildx(tool, build, shop, folder) {
    const output = { layout: (0,external_node_path_.join)(folder, 'layout'), metadata: (0,external_node_path_.join)(folder, 'metadata.json') };
    const env = {
        SOURCE_DATE_EPOCH: String(build.createdAt),
        BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
        // Without it there is no word about base images; it is the record of the build, not an attestation.
        BUILDX_METADATA_PROVENANCE: 'min',
        ...cacheToken(build, shop.env),
    };
    await runBuilder(tool, buildxArguments(build, output), toolRun(build, shop, env));
    const { digest, materials } = readBuildxMetadata(await (0,promises_.readFile)(output.metadata, 'utf8'));
    const image = await readOciLayout(output.layout);
    if (digest !== image.digest)
        throw new BuildError('LAYOUT_CORRUPT', `buildx says that it built ${digest}, but wrote ${image.digest}`);
    if (build.sbom === undefined)
        return { image, materials, sboms: [] };
    return { image: withoutAttestations(image), materials, sboms: await buildkitSboms(image) };
}
/** GitHub's cache is written with the token of the run's services, which nothing else of a build is to have. */
function cacheToken({ cacheFrom, cacheTo }, env) {
    const { ACTIONS_RUNTIME_TOKEN } = env;
    const isUsed = [...cacheFrom, ...cacheTo].some((line) => /(?:^|,)\s*type=gha\b/.test(line));
    return isUsed && ACTIONS_RUNTIME_TOKEN !== undefined ? { ACTIONS_RUNTIME_TOKEN } : {};
}
async function withBuildah(tool, build, shop, folder) {
    const [first, ...others] = build.platforms;
    if (others.length === 0) {
        const image = await buildahImage(tool, build, first, shop, folder);
        return { image, materials: annotatedBases(image, build), sboms: [] };
    }
    const images = [];
    for (const name of build.platforms) {
        const platform = parsePlatform(name);
        const own = await (0,promises_.mkdtemp)((0,external_node_path_.join)(folder, 'platform-'));
        images.push({ ...(await buildahImage(tool, build, name, shop, own)), platform });
    }
    const image = combinePlatforms(images);
    return { image, materials: annotatedBases(image, build), sboms: [] };
}
async function buildahImage(tool, build, platform, shop, folder) {
    const layout = (0,external_node_path_.join)(folder, 'layout');
    await runBuilder(tool, buildahArguments(build, layout, platform), toolRun(build, shop));
    return readOciLayout(layout);
}
const toolRun = (build, { directory, env, onLine, cancelled }, more = {}) => ({
    ...(cancelled !== undefined && { cancelled }),
    directory,
    env: (0,registry_out/* childEnvironment */.Qc)(env, { ...more, ...secretVariables(build) }),
    onLine,
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./packages/build/out/dockerfile/buildx-instance.js




const run = (0,external_node_util_.promisify)(external_node_child_process_.execFile);
/** Milliseconds. Whoever does not answer by then is not judged: the build itself waits longer, and says what it lacks. */
const patience = 10_000;
/**
 * Why the instance of buildx that would build cannot write an OCI layout, as the end of a sentence; undefined where
 * nothing is known against it. Without a name it is the instance that buildx takes by itself.
 */
async function layoutObstacle({ command, leading }, instance, env) {
    const args = [...leading, 'inspect', ...(instance === undefined ? [] : ['--', instance])];
    try {
        const { stdout } = await run(command, args, { env: (0,registry_out/* childEnvironment */.Qc)(env), timeout: patience });
        return obstacleIn(stdout);
    }
    catch (error) {
        const { killed, stderr } = (error ?? {});
        if (killed === true)
            return undefined;
        const said = typeof stderr === 'string' ? shortened(stderr.replace(/^ERROR: /, '')) : '';
        return `buildx inspect fails and says ${said === '' ? 'nothing' : said}`;
    }
}
/**
 * The same from what `buildx inspect` printed. Only Docker's own daemon cannot export, unless it keeps images in
 * containerd; buildx tells that by the same label.
 */
function obstacleIn(inspected) {
    const field = (name) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'm').exec(inspected)?.[1]?.trim() ?? '';
    const [driver, error] = [field('Driver'), field('Error')];
    const name = JSON.stringify(field('Name'));
    if (driver !== '' && driver !== 'docker')
        return undefined;
    if (error !== '')
        return `the instance ${name} does not answer: ${shortened(error)}`;
    if (driver === '' || /^[ \t]*org\.mobyproject\.buildkit\.worker\.snapshotter:/m.test(inspected))
        return undefined;
    return `the instance ${name} is a Docker daemon without the containerd image store, which cannot export an OCI layout`;
}
const shortened = (text) => firstWords(text.trim().replaceAll(/\s+/g, ' '), 300);

;// CONCATENATED MODULE: ./packages/build/out/dockerfile/builder-tool.js



const candidates = {
    buildx: [
        { name: 'buildx', command: 'docker', leading: ['buildx'] },
        { name: 'buildx', command: 'buildx', leading: [] },
    ],
    buildah: [{ name: 'buildah', command: 'buildah', leading: [] }],
};
const builder_tool_run = (0,external_node_util_.promisify)(external_node_child_process_.execFile);
/** The tool of this name that answers on this machine; as Docker's plugin before the program alone. */
async function findBuilder(name, env) {
    for (const tool of candidates[name]) {
        try {
            await builder_tool_run(tool.command, [...tool.leading, 'version'], { env: (0,registry_out/* childEnvironment */.Qc)(env), timeout: 20_000 });
            return tool;
        }
        catch {
            // Not there, or there and not able to say its version: no tool to build with.
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/build/out/image-layers.js





/** The platforms of an image, each with its layers; attestations that BuildKit files in an index are none. */
async function layersByPlatform(image) {
    const root = image.documents.at(-1);
    if (root === undefined)
        return [];
    return (0,registry_out/* isIndexType */.$U)(root.mediaType) ? ofIndex(image, root) : [await ofManifest(image, root)];
}
async function ofIndex(image, index) {
    const images = (0,registry_out/* parseIndex */.A1)(index.bytes).manifests.filter((each) => !isAttestation(each));
    const nested = images.map(async ({ digest, platform }) => {
        const text = platform && platformText(platform);
        const document = image.documents.find((each) => each.digest === digest);
        if (document === undefined)
            return [{ platform: text, digest, layers: [] }];
        if ((0,registry_out/* isIndexType */.$U)(document.mediaType))
            return ofIndex(image, document);
        const { layers, platform: told } = await ofManifest(image, document);
        return [{ platform: text ?? told, digest, layers }];
    });
    return (await Promise.all(nested)).flat();
}
async function ofManifest({ blobs }, manifest) {
    const { config, layers } = (0,registry_out/* parseManifest */.Ng)(manifest.bytes);
    const blob = blobs.find(({ descriptor }) => descriptor.digest === config.digest);
    const facts = blob && configFacts(await contentOf(blob));
    return { platform: facts && platformText(facts.platform), digest: manifest.digest, layers };
}

;// CONCATENATED MODULE: ./packages/build/out/merge-platforms.js



/**
 * One index of images that were pushed before, sorted by platform: the order in which they are given makes no difference.
 * @throws BuildError PLATFORM_REPEATED, PLATFORMS_DIFFER
 */
function mergePlatforms(given, options = {}) {
    const images = given.toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
    refuseRepetition(images);
    if (options.platforms)
        refuseOthers(images, options.platforms);
    const root = imageIndex(images, options.annotations);
    const { digest, mediaType, bytes } = root;
    return { digest, mediaType, size: bytes.length, documents: [root], blobs: [], images };
}
/** Of Windows there may be images for several versions under one platform. */
const keyOf = ({ platform }) => [canonicalText(platform), platform['os.version'] ?? ''].join(' ').trim();
function refuseRepetition(images) {
    for (const [index, image] of images.entries()) {
        const before = images[index - 1];
        if (before === undefined || keyOf(before) !== keyOf(image))
            continue;
        throw new BuildError('PLATFORM_REPEATED', `${before.digest} and ${image.digest} are both for ${platformText(image.platform)}`);
    }
}
function refuseOthers(images, platforms) {
    const wanted = new Set(platforms.map((name) => canonicalText(parsePlatform(name))));
    const there = new Set(images.map(({ platform }) => canonicalText(platform)));
    if (wanted.size === there.size && [...wanted].every((platform) => there.has(platform)))
        return;
    throw new BuildError('PLATFORMS_DIFFER', `expected images for ${[...wanted].join(', ')}, found ${[...there].join(', ')}`);
}

;// CONCATENATED MODULE: ./packages/build/out/platform-image.js




/**
 * Reads an image, or an index of images as buildx pushes it even for one platform. For what platform an image is, its own
 * configuration tells.
 * @throws BuildError NOT_MERGEABLE where it is neither
 */
async function readPlatformImages(repository, digest) {
    const root = await repository.manifest(digest);
    if (root === undefined)
        throw notMergeable(digest, 'is not in the repository');
    if (!(0,registry_out/* isIndexType */.$U)(root.mediaType))
        return { images: [await platformImage(repository, root)], leftOut: [] };
    const { manifests } = (0,registry_out/* parseIndex */.A1)(root.bytes);
    const [attestations, images] = [manifests.filter(isAttestation), manifests.filter((each) => !isAttestation(each))];
    if (images.length === 0)
        throw notMergeable(digest, 'is an index without an image');
    return {
        images: await Promise.all(images.map((each) => listedImage(repository, each, digest))),
        leftOut: attestations.map((each) => each.digest),
    };
}
async function listedImage(repository, { digest }, index) {
    const manifest = await repository.manifest(digest);
    if (manifest === undefined)
        throw notMergeable(index, `lists ${digest}, which is not in the repository`);
    return platformImage(repository, manifest);
}
const configTypes = [
    'application/vnd.oci.image.config.v1+json',
    'application/vnd.docker.container.image.v1+json',
];
async function platformImage(repository, manifest) {
    const { digest, mediaType, bytes } = manifest;
    if (!(0,registry_out/* isManifestType */.Q3)(mediaType))
        throw notMergeable(digest, 'is neither an image nor an index of images');
    const { config: descriptor, artifactType } = (0,registry_out/* parseManifest */.Ng)(bytes);
    if (artifactType !== undefined || !configTypes.some((type) => type === descriptor.mediaType))
        throw notMergeable(digest, 'is an artifact, not an image');
    const facts = configFacts(await repository.blob(descriptor));
    if (facts === undefined)
        throw notMergeable(digest, 'does not say in its configuration what platform it is for');
    return { mediaType, digest, size: bytes.length, ...facts };
}
const notMergeable = (digest, why) => new BuildError('NOT_MERGEABLE', `${digest} ${why}`);

;// CONCATENATED MODULE: ./packages/build/out/sbom/run-tool.js





const run_tool_run = (0,external_node_util_.promisify)(external_node_child_process_.execFile);
/** Milliseconds: as long as the largest images take, and no job is held up for ever. */
const longest = 15 * 60 * 1000;
const mostOutput = 64 * 1024 * 1024;
/** Runs a tool that makes SBOMs and gives what it printed. Throws `SBOM_TOOL_MISSING` or `SBOM_TOOL_FAILED`. */
async function runTool(tool, args, { directory, env }) {
    try {
        const { stdout } = await run_tool_run(tool, args, {
            cwd: directory,
            env: (0,registry_out/* childEnvironment */.Qc)(env, { SYFT_CHECK_FOR_APP_UPDATE: 'false', npm_config_update_notifier: 'false' }),
            timeout: longest,
            killSignal: 'SIGKILL',
            maxBuffer: mostOutput,
        });
        return stdout;
    }
    catch (cause) {
        throw failure(tool, cause);
    }
}
function failure(tool, cause) {
    const { code, killed, stderr } = (cause ?? {});
    if (code === 'ENOENT' || code === 'EACCES')
        return new BuildError('SBOM_TOOL_MISSING', `${tool} cannot be run on this machine`, { cause });
    const ending = killed === true ? 'was stopped: it took too long or wrote too much' : `ended with ${String(code)}`;
    const said = typeof stderr === 'string' ? (stderr.trim().split('\n').at(-1) ?? '') : '';
    return new BuildError('SBOM_TOOL_FAILED', `${tool} ${ending}${said === '' ? '' : `: ${firstWords(said, 300)}`}`, {
        cause,
    });
}

;// CONCATENATED MODULE: ./packages/build/out/sbom/npm-sbom.js




/** Throws `SBOM_MISSING` where the directory has no lockfile of npm. */
async function checkLockfile(directory) {
    for (const name of ['npm-shrinkwrap.json', 'package-lock.json']) {
        try {
            return await (0,promises_.access)((0,external_node_path_.join)(directory, name));
        }
        catch {
            // The other one may be there.
        }
    }
    throw new BuildError('SBOM_MISSING', `${JSON.stringify(directory)} has no package-lock.json`);
}
/** What `npm sbom` says of the lockfile: the packages that an image gets, without those for development. */
async function npmSbom(directory, env) {
    await checkLockfile(directory);
    // From the lockfile and not from `node_modules`, which a build may well have installed for another platform.
    const args = ['sbom', '--sbom-format=spdx', '--sbom-type=application', '--package-lock-only', '--omit=dev'];
    return { bytes: Buffer.from(await runTool('npm', args, { directory, env }), 'utf8') };
}

;// CONCATENATED MODULE: ./packages/build/out/sbom/write-layout.js



/** Writes an image as an OCI layout, and gives how to make one of its manifests the only one that it lists. */
async function writeLayout(image, directory) {
    const blobs = (0,external_node_path_.join)(directory, 'blobs', 'sha256');
    await (0,promises_.mkdir)(blobs, { recursive: true });
    const write = (digest, bytes) => (0,promises_.writeFile)((0,external_node_path_.join)(blobs, digest.slice('sha256:'.length)), bytes);
    for (const { digest, bytes } of image.documents)
        await write(digest, bytes);
    for (const blob of image.blobs)
        await write(blob.descriptor.digest, piecesOfBlob(blob));
    await (0,promises_.writeFile)((0,external_node_path_.join)(directory, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
    return ({ mediaType, digest, size }) => (0,promises_.writeFile)((0,external_node_path_.join)(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [{ mediaType, digest, size }] }));
}

;// CONCATENATED MODULE: ./packages/build/out/sbom/syft-sbom.js






const syft_sbom_mostBytes = 64 * 1024 * 1024;
/** Throws `SBOM_TOOL_MISSING` or `SBOM_TOOL_FAILED`; worth asking before an image is built for long. */
const checkSyft = (env) => runTool('syft', ['--version'], { directory: '.', env });
/**
 * Lets syft scan the image for each platform, before any registry has it. syft is the one on the search path; it runs in
 * a folder of its own, so that no `.syft.yaml` of a checkout changes what it finds.
 */
async function syftSboms(image, { name, temporary, env }) {
    const directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temporary, 'bitvault-sbom-'));
    try {
        const select = await writeLayout(image, (0,external_node_path_.join)(directory, 'layout'));
        const found = [];
        // One after the other: each uses as many processors as there are.
        for (const { descriptor, platform } of await runnableImages(image)) {
            await select(descriptor);
            const subject = [`--source-name=${name}`, `--source-version=${descriptor.digest}`];
            const args = ['scan', 'oci-dir:layout', '--quiet', ...subject, '--output=spdx-json@2.3=sbom.json'];
            await runTool('syft', args, { directory, env });
            found.push({ platform, bytes: await readOutput((0,external_node_path_.join)(directory, 'sbom.json')) });
        }
        return found;
    }
    finally {
        await (0,promises_.rm)(directory, { recursive: true, force: true });
    }
}
async function readOutput(path) {
    try {
        const stats = await (0,promises_.lstat)(path);
        if (!stats.isFile())
            throw new TypeError('it is no ordinary file');
        if (stats.size <= syft_sbom_mostBytes)
            return await (0,promises_.readFile)(path);
    }
    catch (cause) {
        throw new BuildError('SBOM_TOOL_FAILED', 'syft left no SBOM', { cause });
    }
    throw new BuildError('SBOM_TOOL_FAILED', `syft wrote an SBOM of more than ${syft_sbom_mostBytes} bytes`);
}

;// CONCATENATED MODULE: ./packages/build/out/push-image.js

/**
 * Pushes blobs, then manifests, children before parents, then tags: whatever is interrupted, no reference ever names an
 * image that is not whole. Running it again sends only what is missing.
 */
async function pushImage(repository, image, options = {}) {
    const absent = await absentOf(repository, image.documents);
    const blobs = await pushBlobs(repository, image.blobs, configsOf(absent), options);
    let root;
    for (const document of image.documents) {
        const tags = document.digest === image.digest ? options.tags : undefined;
        root = await repository.pushManifest(document.bytes, document.mediaType, tags);
    }
    const { digest, mediaType, size } = image;
    const isNew = absent.some((document) => document.digest === digest);
    return { digest, mediaType, size, existed: root?.existed ?? false, isNew, blobs };
}
async function absentOf(repository, documents) {
    const lacks = await Promise.all(documents.map(({ digest }) => repository.lacksManifest(digest)));
    return documents.filter((_, at) => lacks[at]);
}
/** A configuration says what its layers hold, so that it is hardly anywhere where its manifest is not. */
const configsOf = (documents) => new Set(documents.flatMap(({ mediaType, bytes }) => ((0,registry_out/* isIndexType */.$U)(mediaType) ? [] : [(0,registry_out/* parseManifest */.Ng)(bytes).config.digest])));
async function pushBlobs(repository, blobs, newBlobs, { onProgress, onBytes }) {
    const result = { pushed: 0, existed: 0, bytesPushed: 0 };
    const total = blobs.reduce((sum, { descriptor }) => sum + descriptor.size, 0);
    const sent = new Map();
    const onSent = (digest, bytes) => {
        sent.set(digest, bytes);
        onBytes?.({ sent: [...sent.values()].reduce((sum, each) => sum + each, 0), total });
    };
    await Promise.all(blobs.map(async ({ descriptor: { digest, size }, read, from }) => {
        const source = { digest, size, read, ...(from !== undefined && { from }) };
        const { existed } = await repository.pushBlob(source, {
            isNew: newBlobs.has(digest),
            onSent: (bytes) => onSent(digest, bytes),
        });
        onSent(digest, size);
        result[existed ? 'existed' : 'pushed'] += 1;
        if (!existed)
            result.bytesPushed += size;
        onProgress?.({ digest, size, existed, done: result.pushed + result.existed, total: blobs.length });
    }));
    return result;
}

;// CONCATENATED MODULE: ./packages/build/out/index.js

















;// CONCATENATED MODULE: ./actions/out/build-sign-push/secret-lines.js
/** A whole record in double quotes, a quote in it doubled; or the rest of the line. */
const record = /[ \t]*(?:"((?:[^"]|"")*)"[ \t]*(?:\r?\n|$)|([^\r\n]*)(?:\r?\n|$))/y;
/**
 * `id=value` a line, or `"id=value"` over several, as docker/build-push-action reads them. Throws an error that completes
 * "must be …" and shows nothing of what it was given.
 */
function parseSecrets(raw) {
    const secrets = [];
    const reader = new RegExp(record);
    while (reader.lastIndex < raw.length) {
        const match = reader.exec(raw);
        if (match === null)
            break;
        const [, quoted, line = ''] = match;
        const text = quoted === undefined ? line.trim() : quoted.replaceAll('""', '"');
        if (text === '')
            continue;
        const separator = text.indexOf('=');
        const [id, value] = [text.slice(0, Math.max(separator, 0)), text.slice(separator + 1)];
        if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(id) || value === '' || value.includes('\0'))
            throw new TypeError('lines of the form id=value, in double quotes where a value has several lines');
        secrets.push({ id, value });
    }
    return secrets;
}

;// CONCATENATED MODULE: ./actions/out/build-sign-push/dockerfile-inputs.js



/** `name=value` */
function parsePair(raw) {
    const separator = raw.indexOf('=');
    if (separator < 1)
        throw new TypeError('lines of the form name=value');
    return [raw.slice(0, separator), raw.slice(separator + 1)];
}
/** Text of one form; none of the forms here begins with a hyphen. */
const formed = (form, expected) => (raw) => {
    if (form.test(raw))
        return raw;
    throw new TypeError(expected);
};
const parseName = formed(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, 'a name of letters, digits, dots, hyphens, underscores');
/** In the one form that both builders read: `host:address`, without brackets around the address. */
function parseHost(raw) {
    const [, host, bracketed, plain] = /^([A-Za-z0-9_.-]+)[:=](?:\[([0-9A-Fa-f:.]+)\]|([0-9A-Za-z_.:-]+))$/.exec(raw) ?? [];
    if (host === undefined)
        throw new TypeError('lines of the form host:address');
    return `${host}:${bracketed ?? plain}`;
}
const parseUlimit = formed(/^[a-z]+=-?[0-9]+(:-?[0-9]+)?$/, 'lines of the form name=soft:hard');
function parseNamedValue(raw) {
    const [name, value] = parsePair(raw);
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name))
        throw new TypeError('lines of the form name=value');
    // Values go into comma-separated fields, which not every tool can quote.
    if (/[",]/.test(value))
        throw new TypeError('values without commas and double quotes');
    return [name, value];
}
function parseCache(raw) {
    if (raw.startsWith('-'))
        throw new TypeError('lines such as type=gha, or names of images');
    return raw;
}
/** As docker/build-push-action: lines, or a list with commas. */
const platforms = {
    secret: false,
    parse(raw) {
        const found = raw
            .split(/[\s,]+/)
            .filter((each) => each !== '')
            .map((each) => {
            parsePlatform(each);
            return each;
        });
        if (found.length === 0 || new Set(found).size < found.length)
            throw new TypeError('platforms, each of them once');
        return found;
    },
};
const stages = {
    secret: false,
    parse: (raw) => raw
        .split(/[\s,]+/)
        .filter((each) => each !== '')
        .map(parseName),
};
/** What builds a Dockerfile, under the names that docker/build-push-action made known. */
const dockerfileInputs = {
    file: (0,action_kit_out.optional)(action_kit_out.text, 'Dockerfile, from the root of the workspace. Default: `Dockerfile` in the context.'),
    platforms: (0,action_kit_out.optional)(platforms, 'Platforms such as `linux/amd64,linux/arm64`. Default: `linux/amd64` for `append`, else that of the builder.'),
    target: (0,action_kit_out.optional)((0,action_kit_out.parsed)(parseName), 'Stage of the Dockerfile to build.'),
    'build-args': (0,action_kit_out.optional)((0,action_kit_out.lines)(parsePair), 'Build arguments, `NAME=value` a line; no place for secrets.'),
    annotations: (0,action_kit_out.optional)((0,action_kit_out.lines)(parsePair), 'Annotations, `[type:]name=value` a line.'),
    'build-contexts': (0,action_kit_out.optional)((0,action_kit_out.lines)(parseNamedValue), 'Further contexts, `name=path or address` a line.'),
    secrets: (0,action_kit_out.optional)({ secret: true, parse: parseSecrets }, 'Secrets for `RUN --mount=type=secret`, `id=value` a line, in double quotes where one has several lines. They reach the builder as variables of its environment.'),
    'secret-envs': (0,action_kit_out.optional)((0,action_kit_out.lines)(parseNamedValue), 'The same from variables of the environment, `id=NAME` a line.'),
    'secret-files': (0,action_kit_out.optional)((0,action_kit_out.lines)(parseNamedValue), 'The same from files, `id=path` a line.'),
    ssh: (0,action_kit_out.optional)((0,action_kit_out.lines)(formed(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(=[^"]+)?$/, 'lines such as default, or id=path')), 'SSH agents or keys for the build, `default` or `id=path` a line.'),
    'cache-from': (0,action_kit_out.optional)((0,action_kit_out.lines)(parseCache), 'Caches to read, such as `type=gha`, one per line; buildx only.'),
    'cache-to': (0,action_kit_out.optional)((0,action_kit_out.lines)(parseCache), 'Caches to write, such as `type=gha,mode=max`, one per line; buildx only.'),
    'no-cache': (0,action_kit_out.defaulted)(action_kit_out.flag, 'false', 'Build every step again.'),
    'no-cache-filters': (0,action_kit_out.optional)(stages, 'Stages to build again, one per line or with commas; buildx only.'),
    pull: (0,action_kit_out.defaulted)(action_kit_out.flag, 'false', 'Ask for newer versions of images that are there.'),
    'add-hosts': (0,action_kit_out.optional)((0,action_kit_out.lines)(parseHost), 'Host names for the build, `host:address` a line.'),
    network: (0,action_kit_out.optional)((0,action_kit_out.parsed)(parseName), 'Network of `RUN`: `none`, `host`, or the default.'),
    'shm-size': (0,action_kit_out.optional)((0,action_kit_out.parsed)(formed(/^[0-9]+[bkmg]?$/i, 'a size such as 128m')), 'Size of `/dev/shm` for `RUN`, such as `128m`.'),
    'cgroup-parent': (0,action_kit_out.optional)((0,action_kit_out.parsed)(formed(/^[A-Za-z0-9_/][A-Za-z0-9_./:-]*$/, 'a path such as /builds')), 'Control group that those of `RUN` are put under.'),
    ulimit: (0,action_kit_out.optional)((0,action_kit_out.lines)(parseUlimit), 'Limits for `RUN`, `name=soft:hard` a line.'),
    allow: (0,action_kit_out.optional)((0,action_kit_out.lines)(formed(/^[a-z][a-z.]*(=[^"]+)?$/, 'entitlements such as network.host')), 'Entitlements such as `network.host`, one per line; buildx only.'),
    'builder-name': (0,action_kit_out.optional)((0,action_kit_out.parsed)(parseName), 'Instance of buildx, such as one whose BuildKit runs elsewhere or in Kubernetes. Default: the current one.'),
};

;// CONCATENATED MODULE: ./actions/out/build-sign-push/merge-inputs.js


const most = 100;
/** Lines, or a list with commas, of `sha256:…` or `name@sha256:…`. */
const merge_inputs_digests = {
    secret: false,
    parse(raw) {
        const found = raw
            .split(/[\s,]+/)
            .filter((each) => each !== '')
            .map(parseReference);
        if (found.length > most)
            throw new TypeError(`at most ${most} digests`);
        if (found.length === 0 || new Set(found.map(({ digest }) => digest)).size < found.length)
            throw new TypeError('digests, each of them once');
        return found;
    },
};
function parseReference(raw) {
    const at = raw.lastIndexOf('@');
    if (at < 0)
        return { digest: (0,promotion_out/* parseDigest */.m)(raw) };
    return { image: (0,promotion_out/* parseImageName */["if"])(raw.slice(0, at)), digest: (0,promotion_out/* parseDigest */.m)(raw.slice(at + 1)) };
}
/** What makes one index of images that other jobs pushed. */
const mergeInputs = {
    mode: (0,action_kit_out.defaulted)((0,action_kit_out.oneOf)('build', 'merge'), 'build', 'With `merge`, nothing is built: the images of `digests` become one multi-platform index. Of the inputs of the build, only `platforms` and `annotations` are taken then: the platforms that there must be, and no other, and annotations of the index.'),
    digests: (0,action_kit_out.optional)(merge_inputs_digests, 'For `mode: merge`: digests of images in the repository of `image`, as other jobs of this workflow pushed and signed them at this commit; one per line, or with commas.'),
};

;// CONCATENATED MODULE: ./actions/out/build-sign-push/tag-lines.js



/** Lines, or a list with commas, of `v1` or `name:v1`; docker/metadata-action writes the latter. */
const tagLines = {
    secret: false,
    parse: (raw) => raw
        .split(/[\s,]+/)
        .filter((each) => each !== '')
        .map(tag_lines_parseReference),
};
function tag_lines_parseReference(raw) {
    const colon = raw.lastIndexOf(':');
    if (colon <= raw.lastIndexOf('/'))
        return { tag: parseTag(raw) };
    return { image: (0,promotion_out/* parseImageName */["if"])(raw.slice(0, colon)), tag: parseTag(raw.slice(colon + 1)) };
}
function parseTag(raw) {
    if (/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(raw))
        return raw;
    throw new TypeError('tags of letters, digits, dots, hyphens and underscores, at most 128, or `name:tag`');
}
/**
 * The tags of one image, each once.
 * @throws InputError INPUT_INVALID where one is given with the name of another image
 */
function tagsOf(image, given) {
    for (const { image: named, tag } of given ?? []) {
        if (named === undefined || (0,registry_out/* isSameRepository */.ve)(named, image))
            continue;
        throw new action_kit_out.InputError('INPUT_INVALID', `input "tags" has ${named}:${tag}, which is not of ${image}`, 'Give the tags of this image only; another one is published by a step or an entry of `images` of its own.');
    }
    return [...new Set((given ?? []).map(({ tag }) => tag))];
}

;// CONCATENATED MODULE: ./actions/out/build-sign-push/inputs.js







/** `scratch`, or a name with the digest that makes the build reproducible. */
function parseBase(raw) {
    if (raw === 'scratch')
        return raw;
    const [image = '', digest = '', ...rest] = raw.split('@');
    if (rest.length > 0 || digest === '')
        throw new TypeError('scratch, or name@sha256:… so that the same commit gives the same image');
    return { image: (0,promotion_out/* parseImageName */["if"])(image), digest: (0,promotion_out/* parseDigest */.m)(digest) };
}
function parseEpoch(raw) {
    if (/^[0-9]{1,10}$/.test(raw))
        return Number(raw);
    throw new TypeError('whole seconds since 1970');
}
const definition = (0,action_kit_out.defineAction)({
    name: 'build-sign-push',
    title: 'BitVault: build, sign, push',
    description: 'Builds an image from a Dockerfile or without a daemon, takes an OCI layout, or merges what several jobs built; pushes it, signs it keylessly, and attaches SLSA provenance, an SBOM and scan results.',
    icon: 'package',
    inputs: {
        image: (0,action_kit_out.optional)((0,action_kit_out.parsed)(promotion_out/* parseImageName */["if"]), 'Image name with its registry, such as `ghcr.io/owner/name`.'),
        images: (0,action_kit_out.optional)(action_kit_out.text, 'Instead of `image`: a YAML list of images to publish under one certificate, several at a time. Each entry has `image` and whatever other inputs of this action are its own, but for secrets and those of registry and Sigstore; what it does not set is as for the step.'),
        parallel: (0,action_kit_out.defaulted)(action_kit_out.wholeNumber, '4', 'For `images`: how many are built, pushed and signed at a time, at most 16.'),
        ...mergeInputs,
        builder: (0,action_kit_out.defaulted)((0,action_kit_out.hinted)((0,action_kit_out.oneOf)('auto', 'buildx', 'buildah', 'append', 'layout'), 'the name of an instance of buildx goes into `builder-name`'), 'auto', 'What builds the image: `buildx` or `buildah` from a Dockerfile, `append` by adding the context to a base, `layout` for one that is built. `auto` takes what the other inputs need, else whatever can build the Dockerfile of the context, else `append`.'),
        context: (0,action_kit_out.optional)(action_kit_out.text, 'Directory to build from: of the Dockerfile, or added to the base as one layer. Its `.dockerignore` is heeded.'),
        layout: (0,action_kit_out.optional)(action_kit_out.text, 'Instead of `context`: an OCI image layout, as a directory or a tar archive.'),
        ...dockerfileInputs,
        base: (0,action_kit_out.explicit)((0,action_kit_out.parsed)(parseBase), 'none', 'For `append`, as all down to `expose`: image to build upon, as `name@sha256:…`, or `scratch`. `none` is `scratch` too.'),
        prefix: (0,action_kit_out.optional)(action_kit_out.text, 'Directory of the image that the context becomes. Default: `/app`.'),
        entrypoint: (0,action_kit_out.optional)((0,action_kit_out.lines)(String), 'Entrypoint, one argument a line.'),
        cmd: (0,action_kit_out.optional)((0,action_kit_out.lines)(String), 'Command, one argument a line.'),
        env: (0,action_kit_out.optional)((0,action_kit_out.lines)(parsePair), 'Environment variables, `NAME=value` a line.'),
        workdir: (0,action_kit_out.optional)(action_kit_out.text, 'Working directory, as an absolute path.'),
        user: (0,action_kit_out.optional)(action_kit_out.text, 'User, or `user:group`, such as `65532:65532`.'),
        expose: (0,action_kit_out.optional)((0,action_kit_out.lines)(String), 'Ports such as `8080/tcp`, one per line.'),
        labels: (0,action_kit_out.optional)((0,action_kit_out.lines)(parsePair), 'Labels, `name=value` a line.'),
        tags: (0,action_kit_out.optional)(tagLines, 'Tags to set besides the digest, one per line or with commas; as `v1`, or with the name of this very image before it, as docker/metadata-action writes them.'),
        'source-date-epoch': (0,action_kit_out.optional)((0,action_kit_out.parsed)(parseEpoch), 'Time of everything in the image, in seconds since 1970. Default: `SOURCE_DATE_EPOCH`, else the time of the commit that is checked out.'),
        ...attestationInputs,
        ...input_groups/* registryInputs */.P4,
        'trusted-root': (0,action_kit_out.explicit)(action_kit_out.text, 'none', 'Sigstore trusted root, as the path of a file below `.github` that is in the commit the job runs for; several, one per line, as `gh attestation trusted-root` prints them. `none` takes that of the Sigstore that signs, over TUF.'),
        'signing-config': (0,action_kit_out.explicit)(action_kit_out.text, 'none', "Sigstore signing config, as the path of a file below `.github` that is in the commit the job runs for: the job's identity goes to the authority that it names. `none` takes the services of the instance that `sigstore` tells."),
        sigstore: (0,action_kit_out.defaulted)((0,action_kit_out.oneOf)('auto', 'public-good', 'github'), 'auto', "Where no `signing-config` is given, who signs: `public-good`, whose public log names repository, workflow and branch for good, or `github`, GitHub's own Sigstore, which publishes nothing. `auto` takes the first for public repositories, the other for private and internal ones."),
        'signature-format': (0,action_kit_out.defaulted)((0,action_kit_out.oneOf)('bundle', 'legacy', 'both'), 'bundle', 'How signature and attestations are attached: as Sigstore bundles, under the tags that cosign used before (`legacy`, needs a version 1 log), or both.'),
        ...input_groups/* dryRunInput */.lo,
    },
    outputs: {
        image: 'Name of the image; empty for a list.',
        digest: 'Digest of the image; empty for a list.',
        ref: '`image@digest`; empty for a list.',
        results: 'What came of each image, in order, as a JSON list of objects with `image`, `digest`, `ref`, `result` and `reason`.',
        'bundle-paths': 'The Sigstore bundles as files: signature, provenance, and what else is attested; one path a line.',
        'verify-commands': 'Commands that verify the image with other tools, one per line.',
        result: '`pushed`, `planned` (dry run) or `refused`; of a list, `refused` if any image was.',
        reason: 'Why it was refused: `CODE: sentence. Next: …`.',
    },
});

;// CONCATENATED MODULE: ./actions/out/build-sign-push/image-list.js






const image_list_most = 1_000;
const mostAtOnce = 16;
/** What holds for the whole step, and what no entry may carry because the runner shows a list in its log. */
const ofTheStep = new Set([
    'images',
    'parallel',
    'registry-username',
    'registry-password',
    'registry-ca',
    'trusted-root',
    'signing-config',
    'sigstore',
    'signature-format',
    'dry-run',
    ...Object.entries(definition.inputs).flatMap(([name, { kind }]) => (kind.secret ? [name] : [])),
]);
const image_list_text = dist/* union */.KCZ([
    dist/* string */.YjP(),
    dist/* pipe */.FsL(dist/* array */.YOg(dist/* string */.YjP()), dist/* transform */.pdi((lines) => lines.join('\n'))),
]);
/** Maps, because a name such as `__proto__` is one that is refused, not one that is lost. */
const listSchema = dist/* array */.YOg(dist/* map */.TjK(dist/* string */.YjP(), image_list_text));
/**
 * The images that the inputs ask for: one, or those of the list, each with the inputs of the step where it has none of
 * its own. All of them are read before anything is built.
 * @throws InputError INPUT_MISSING, INPUT_INVALID, naming the entry
 */
function imagesOf(inputs, runtime) {
    const { image, images } = inputs;
    if (images === undefined) {
        if (image !== undefined)
            return [withOwnTags({ ...inputs, image })];
        throw new action_kit_out.InputError('INPUT_MISSING', 'neither input "image" nor "images" is set', 'Set `with: image:` to the name of the image, with its registry, or `with: images:` to a list.');
    }
    if (image !== undefined)
        throw invalid('both "image" and "images" are set', 'Move the one image into the list.');
    if (inputs.parallel > mostAtOnce)
        throw invalid(`"parallel" is ${inputs.parallel}: at most ${mostAtOnce}`, 'Use several jobs for more at a time.');
    const read = entries(images).map((entry, index) => imageOf(entry, index, runtime));
    const names = read.map((each) => each.image);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined)
        throw invalid(`"images" has ${twice} twice`, 'Publish its variants by steps of their own.');
    return read;
}
/** Refuses tags of another image before anything is built. */
function withOwnTags(inputs) {
    tagsOf(inputs.image, inputs.tags);
    return inputs;
}
function entries(yaml) {
    const [document] = parsed(yaml);
    const list = dist/* safeParse */.xLC(listSchema, document);
    if (!list.success) {
        const [issue] = list.issues;
        const where = dist/* getDotPath */.BuJ(issue);
        throw invalid(`"images"${where === null ? '' : `, at ${where},`} is not a list of mappings of inputs to text`, 'Write `- image: ghcr.io/owner/name` for each image, with its other inputs beneath.');
    }
    if (list.output.length === 0)
        throw invalid('"images" is an empty list', 'Name at least one image.');
    if (list.output.length > image_list_most)
        throw invalid(`"images" has more than ${image_list_most} entries`, 'Use several steps.');
    return list.output;
}
function parsed(yaml) {
    try {
        return (0,promotion_out/* readYaml */.gM)(yaml, { schema: 'failsafe' }).documents.map((document) => document.toJS({ mapAsMap: true }));
    }
    catch (cause) {
        if (!(cause instanceof promotion_out/* EditError */.F))
            throw cause;
        throw new action_kit_out.InputError('INPUT_INVALID', `input "images": ${cause.message}`, cause.next, { cause });
    }
}
function imageOf(entry, index, runtime) {
    const name = entry.get('image');
    const place = `images[${index}]${name === undefined ? '' : ` (${(0,action_kit_out.shownInput)(name)})`}`;
    for (const input of entry.keys()) {
        if (!Object.hasOwn(definition.inputs, input))
            throw invalid(`${place} has ${(0,action_kit_out.shownInput)(input)}, which is no input`, insteadOf(input) ?? spelling);
        if (ofTheStep.has(input))
            throw invalid(`${place} has "${input}", which is for the whole step`, moving(input));
    }
    const own = Array.from(entry, ([input, value]) => [(0,action_kit_out.inputVariable)(input), value]);
    const env = { ...runtime.env, [(0,action_kit_out.inputVariable)('images')]: '', ...Object.fromEntries(own) };
    try {
        const inputs = (0,action_kit_out.readInputs)(definition, env, (secret) => runtime.mask(secret));
        if (inputs.image !== undefined)
            return withOwnTags({ ...inputs, image: inputs.image });
    }
    catch (cause) {
        if (!(cause instanceof action_kit_out.InputError))
            throw cause;
        throw new action_kit_out.InputError(cause.code, `${place}: ${cause.message}`, cause.next, { cause });
    }
    throw invalid(`${place} has no "image"`, 'Give each entry the name of its image, with the registry.');
}
const spelling = 'See the README of build-sign-push for the names of its inputs.';
const moving = (name) => `Set \`with: ${name}:\` on the step instead.`;
const invalid = (what, next) => new action_kit_out.InputError('INPUT_INVALID', `input ${what}`, next);

// EXTERNAL MODULE: ./actions/out/workspace.js
var out_workspace = __webpack_require__(82881);
;// CONCATENATED MODULE: ./actions/out/build-sign-push/builder.js




const builders = (/* unused pure expression or super */ null && (['buildx', 'buildah', 'append', 'layout']));
const dockerfile = ['buildx', 'buildah'];
const append = ['append'];
const builder_directory = [...dockerfile, ...append];
/** Which builders can do what an input asks for; inputs that are not listed concern no builder. */
const takers = {
    context: builder_directory,
    layout: ['layout'],
    base: append,
    prefix: append,
    entrypoint: append,
    cmd: append,
    env: append,
    workdir: append,
    user: append,
    expose: append,
    labels: builder_directory,
    platforms: builder_directory,
    'source-date-epoch': builder_directory,
    file: dockerfile,
    target: dockerfile,
    'build-args': dockerfile,
    annotations: dockerfile,
    'build-contexts': dockerfile,
    secrets: dockerfile,
    'secret-envs': dockerfile,
    'secret-files': dockerfile,
    ssh: dockerfile,
    'no-cache': dockerfile,
    pull: dockerfile,
    'add-hosts': dockerfile,
    network: dockerfile,
    'shm-size': dockerfile,
    'cgroup-parent': dockerfile,
    ulimit: dockerfile,
    'cache-from': ['buildx'],
    'cache-to': ['buildx'],
    'no-cache-filters': ['buildx'],
    allow: ['buildx'],
    'builder-name': ['buildx'],
    'sbom-generator': ['buildx'],
};
/** The inputs of the build that are set, each with the builders that can honour it. */
const demands = (inputs) => Object.entries(takers).filter(([name]) => {
    const value = inputs[name];
    return value !== undefined && value !== false;
});
/** Names of the inputs of the build that are set. */
const setInputs = (inputs) => [
    ...(inputs.builder === 'auto' ? [] : ['builder']),
    ...demands(inputs).map(([name]) => name),
];
/** The builder that was named, or the one that suits what is there; says which, and refuses what it cannot honour. */
async function chooseBuilder(inputs, around) {
    const { name, why, tool } = inputs.builder === 'auto' ? await suited(inputs, around) : await named(inputs.builder, inputs, around);
    for (const [input, able] of demands(inputs)) {
        if (able.includes(name))
            continue;
        throw new action_kit_out.InputError('INPUT_INVALID', `input "${input}" is nothing that the builder ${name} can do (chosen because ${why})`, `Leave it out, or choose another builder: \`with: builder: ${able.join('` or `')}\`.`);
    }
    around.info(`Builder: ${tool === undefined ? name : [tool.command, ...tool.leading].join(' ')}, because ${why}`);
    if (tool !== undefined)
        return { kind: 'dockerfile', tool };
    return { kind: name === 'layout' ? 'layout' : 'append' };
}
const isTool = (name) => name === 'buildx' || name === 'buildah';
async function named(name, inputs, { env }) {
    const why = 'it was named';
    if (!isTool(name))
        return { name, why };
    const found = await usableTool(name, inputs, env);
    if (found.tool !== undefined)
        return { name, why, tool: found.tool };
    if (found.obstacle !== undefined)
        throw unsuitable(found.obstacle);
    throw new BuildError('BUILDER_MISSING', `${name} does not answer on this machine`);
}
/** A tool that is there and can make what is wanted of it; else why it cannot, if it is there. */
async function usableTool(name, inputs, env) {
    const tool = await findBuilder(name, env);
    if (tool === undefined)
        return { obstacle: undefined };
    const obstacle = name === 'buildx' ? await layoutObstacle(tool, inputs['builder-name'], env) : undefined;
    return obstacle === undefined ? { tool } : { obstacle };
}
const unsuitable = (obstacle) => new BuildError('BUILDER_UNSUITABLE', `buildx cannot build here: ${obstacle}`);
async function suited(inputs, around) {
    if (inputs.layout !== undefined)
        return { name: 'layout', why: 'a layout is given' };
    const asked = demands(inputs);
    const appending = asked.find(([, able]) => able === append);
    if (appending)
        return { name: 'append', why: `only it takes the input "${appending[0]}"` };
    const forTools = asked.filter(([, able]) => !able.includes('append'));
    const wanting = forTools[0]?.[0];
    const hasDockerfile = await exists((0,external_node_path_.resolve)(around.workspace, inputs.context ?? '.', 'Dockerfile'));
    if (wanting === undefined && !hasDockerfile)
        return { name: 'append', why: 'the context has no Dockerfile' };
    const why = wanting === undefined ? 'the context has a Dockerfile' : `the input "${wanting}" is set`;
    let inTheWay;
    for (const name of ['buildx', 'buildah']) {
        if (!forTools.every(([, able]) => able.includes(name)))
            continue;
        const { tool, obstacle } = await usableTool(name, inputs, around.env);
        if (tool)
            return { name, why: inTheWay === undefined ? why : `${why} and buildx cannot: ${inTheWay}`, tool };
        inTheWay ??= obstacle;
    }
    if (inTheWay !== undefined)
        throw unsuitable(inTheWay);
    // Appending instead would publish another image than the Dockerfile describes, on some runners and not on others.
    throw new BuildError('BUILDER_MISSING', `${why}, but no builder that takes it answers on this machine`);
}
async function exists(path) {
    try {
        await (0,promises_.access)(path);
        return true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./actions/out/build-sign-push/dockerfile-build.js




/** What the inputs ask a Dockerfile builder for. Every secret is masked before it goes anywhere. */
async function dockerfileBuild(inputs, workspace, createdAt, runtime) {
    const context = (0,external_node_path_.resolve)(workspace, inputs.context ?? '.');
    const file = inputs.file === undefined ? (0,external_node_path_.join)(context, 'Dockerfile') : (0,external_node_path_.resolve)(workspace, inputs.file);
    await checkThere(context, 'directory');
    await checkThere(file, 'file');
    const { target, network, 'shm-size': shmSize, 'cgroup-parent': cgroupParent, 'builder-name': instance } = inputs;
    return {
        context,
        file,
        platforms: inputs.platforms ?? [],
        ...(target !== undefined && { target }),
        buildArgs: inputs['build-args'] ?? [],
        labels: inputs.labels ?? [],
        annotations: inputs.annotations ?? [],
        buildContexts: inputs['build-contexts'] ?? [],
        secrets: await buildSecrets(inputs, workspace, runtime),
        ssh: inputs.ssh ?? [],
        addHosts: inputs['add-hosts'] ?? [],
        ulimits: inputs.ulimit ?? [],
        ...(network !== undefined && { network }),
        ...(shmSize !== undefined && { shmSize }),
        ...(cgroupParent !== undefined && { cgroupParent }),
        noCache: inputs['no-cache'],
        noCacheFilters: inputs['no-cache-filters'] ?? [],
        pull: inputs.pull,
        cacheFrom: inputs['cache-from'] ?? [],
        cacheTo: inputs['cache-to'] ?? [],
        allow: inputs.allow ?? [],
        ...(instance !== undefined && { instance }),
        createdAt,
    };
}
/** What a tool is given as an argument, every process of the machine can read. Says nothing of the value it refuses. */
function refuseCacheSecrets(inputs) {
    for (const input of ['cache-from', 'cache-to']) {
        for (const line of inputs[input] ?? []) {
            if (!/(^|[,"])\s*(secret_access_key|session_token|token|ghtoken|password)\s*=/i.test(line))
                continue;
            throw new action_kit_out.InputError('INPUT_INVALID', `input "${input}" has a secret in it, which every process of the machine could read`, 'Give it as a variable of the environment instead, such as AWS_SECRET_ACCESS_KEY.');
        }
    }
}
async function checkThere(path, kind) {
    const found = await (0,promises_.stat)(path).catch(() => undefined);
    if (kind === 'file' ? found?.isFile() : found?.isDirectory())
        return;
    throw new BuildError('CONTEXT_MISSING', `there is no ${kind === 'file' ? 'Dockerfile' : kind} ${JSON.stringify(path)}`);
}
async function buildSecrets(inputs, workspace, runtime) {
    const given = inputs.secrets ?? [];
    const fromVariables = (inputs['secret-envs'] ?? []).map(([id, name]) => {
        const value = runtime.env[name];
        if (value === undefined || value === '')
            throw absent('secret-envs', `the variable ${name} is not set`);
        return { id, value };
    });
    const fromFiles = (inputs['secret-files'] ?? []).map(([id, path]) => ({ id, path: (0,external_node_path_.resolve)(workspace, path) }));
    for (const { value } of [...given, ...fromVariables])
        runtime.mask(value);
    for (const { path } of fromFiles)
        runtime.mask(await secretText(path));
    const secrets = [...given, ...fromVariables, ...fromFiles];
    const ids = secrets.map(({ id }) => id);
    if (new Set(ids).size < ids.length)
        throw new action_kit_out.InputError('INPUT_INVALID', 'two secrets of the build have the same id', 'Give each secret an id of its own, over "secrets", "secret-envs" and "secret-files" together.');
    return secrets;
}
async function secretText(path) {
    // A comma in the workspace's own path would end the field as one in the input would.
    if (/[",]/.test(path))
        throw absent('secret-files', 'a path has a comma or a double quote in it');
    try {
        return (await (0,promises_.readFile)(path, 'utf8')).trim();
    }
    catch {
        throw absent('secret-files', `${JSON.stringify(path)} cannot be read`);
    }
}
const absent = (input, what) => new action_kit_out.InputError('INPUT_INVALID', `input "${input}": ${what}`, `Correct \`with: ${input}:\` on this step.`);

;// CONCATENATED MODULE: ./actions/out/build-sign-push/image-sbom.js


/** Carries out what was planned, and says what came of it. Nothing of the image has left this machine yet. */
async function imageSbom(plan, material, around) {
    const sbom = await sbomOf(plan, material, around);
    if (sbom.attestation === undefined)
        around.info(`No SBOM: ${sbom.why}`);
    else {
        around.info(`SBOM: ${sbomCounts(sbom.attestation)}, ${sbom.from}`);
        for (const line of await doubts(sbom.attestation, material.image))
            around.warn(line);
    }
    return sbom;
}
function sbomCounts({ predicate }) {
    const packages = (0,out/* countOf */.pq)(predicate, 'packages') + (0,out/* countOf */.pq)(predicate, 'components');
    return `${counted(packages, 'package')} and ${counted((0,out/* countOf */.pq)(predicate, 'files'), 'file')}`;
}
const counted = (count, what) => `${count} ${what}${count === 1 ? '' : 's'}`;
async function sbomOf(plan, material, around) {
    const { name, image } = material;
    switch (plan.kind) {
        case 'given':
            return { attestation: plan.attestation, from: 'given as `sbom-path`' };
        case 'syft':
            return { attestation: await one(await syftSboms(image, { ...around, name }), material), from: 'made by syft' };
        case 'buildkit':
            return { attestation: await one(material.sboms ?? [], material), from: 'found by BuildKit’s scanner' };
        case 'layout':
            if (plan.isOptional && !hasBuildkitSbom(image))
                return { attestation: undefined, why: 'the layout has none' };
            return {
                attestation: await one(await buildkitSboms(image), material),
                from: 'found by BuildKit’s scanner when the layout was built',
            };
        case 'npm': {
            const found = await npmSbom(plan.directory, around.env);
            return { attestation: await one([found], { image }), from: 'made by npm from the lockfile' };
        }
        case 'contents':
            return { attestation: await ofContents(material), from: 'made from what was added to the image' };
        case 'listing':
            if (material.listing === undefined)
                throw new TypeError('merging made no list of its images');
            return { attestation: material.listing, from: 'made from the images of the index' };
        case 'none':
            return { attestation: undefined, why: plan.why };
    }
}
/** The tools' documents, one for each platform, as one that is the same for the same image. */
async function one(found, { name, image }) {
    const parts = found.map(({ bytes, platform }) => {
        const { predicateType, predicate: document } = (0,out/* checkSbom */.q7)(bytes);
        if (predicateType !== out/* spdxPredicateType */.TW)
            throw new TypeError('a tool that was asked for SPDX wrote CycloneDX');
        return { document, ...(platform !== undefined && { label: platform }) };
    });
    const identity = { createdAt: await createdAt(image), ...(name !== undefined && { name }) };
    return { predicateType: out/* spdxPredicateType */.TW, predicate: (0,out/* oneSpdxDocument */.tC)(parts, identity) };
}
/** When the newest of its platforms was made: the image says it, so every run over the same image agrees. */
async function createdAt(image) {
    const times = (await runnableImages(image)).map((each) => each.createdAt.getTime());
    return new Date(Math.max(...times));
}
async function ofContents({ name, image, contents = [] }) {
    const files = contents.flatMap((entry) => (entry.kind === 'file' ? [{ path: entry.path, bytes: entry.bytes }] : []));
    const predicate = (0,out/* spdxDocument */.Pk)({ name, createdAt: await createdAt(image), files });
    return { predicateType: out/* spdxPredicateType */.TW, predicate };
}
/** What is no reason to refuse, since honest tools write it too, but for a person to look at. */
async function doubts({ predicate }, image) {
    const entries = ['packages', 'components', 'files'].reduce((sum, list) => sum + (0,out/* countOf */.pq)(predicate, list), 0);
    const named = (0,out/* imageDigestsOf */.QW)(predicate);
    const own = new Set([image.digest, ...image.documents.map(({ digest }) => digest)]);
    for (const { descriptor } of image.blobs)
        own.add(descriptor.digest);
    return [
        ...(entries === 1 ? ['The SBOM lists one thing and nothing that it consists of.'] : []),
        ...(named.length > 0 && !named.some((digest) => own.has(digest))
            ? [`The SBOM names the image ${named.join(', ')}, which is not ${image.digest} or a part of it.`]
            : []),
    ];
}

;// CONCATENATED MODULE: ./actions/out/build-sign-push/given-file.js



/**
 * Reads the file that an input names, from the root of the workspace, once `checkSize` has found it small enough. Throws
 * InputError `INPUT_INVALID`, and what `checkSize` throws.
 */
async function readGiven(input, path, workspace, checkSize) {
    const absolute = (0,external_node_path_.resolve)(workspace, path);
    try {
        const stats = await (0,promises_.stat)(absolute);
        // Of a pipe or a device nobody knows when it ends.
        if (!stats.isFile())
            throw unreadable(input, path);
        checkSize(stats.size);
        return { bytes: await (0,promises_.readFile)(absolute), writtenAt: stats.mtime };
    }
    catch (cause) {
        if (!(cause instanceof Error) || !('syscall' in cause))
            throw cause;
        throw unreadable(input, path, cause);
    }
}
const unreadable = (input, path, cause) => new action_kit_out.InputError('INPUT_INVALID', `input "${input}" is ${JSON.stringify(path)}, which is no file that can be read`, 'Name the file that the tool wrote, and run that tool before this step.', { cause });

;// CONCATENATED MODULE: ./actions/out/build-sign-push/image-scan.js


/** The scan result that is given to be attested, checked but for whether it is about the image. */
async function givenScan(path, workspace) {
    if (path === undefined)
        return undefined;
    const { bytes, writtenAt } = await readGiven('scan-path', path, workspace, out/* checkScanSize */.zg);
    return (0,out/* checkScan */.WN)(bytes, writtenAt);
}

// EXTERNAL MODULE: ./actions/out/connections.js
var connections = __webpack_require__(25865);
;// CONCATENATED MODULE: ./actions/out/build-sign-push/merge-request.js



/** @throws InputError INPUT_INVALID, INPUT_MISSING */
function mergeRequest(inputs) {
    if (inputs.digests === undefined) {
        throw new action_kit_out.InputError('INPUT_MISSING', 'input "digests" is missing, which names the images to merge', 'Set `with: digests:` to the output `digest` of each job that built one platform.');
    }
    const [pointless] = setInputs(inputs).filter((name) => !['platforms', 'annotations'].includes(name));
    if (pointless !== undefined) {
        throw new action_kit_out.InputError('INPUT_INVALID', `input "${pointless}" is nothing that \`mode: merge\` can do, which builds nothing`, 'Leave it out here, and give it to the jobs that build.');
    }
    for (const { image, digest } of inputs.digests) {
        if (image === undefined || (0,registry_out/* isSameRepository */.ve)(image, inputs.image))
            continue;
        throw new action_kit_out.InputError('INPUT_INVALID', `input "digests" has ${image}@${digest}, which is not in ${inputs.image}`, 'Push each platform to the repository of `image`: an index can only name what is beside it.');
    }
    return {
        digests: inputs.digests.map(({ digest }) => digest),
        platforms: inputs.platforms,
        annotations: Object.fromEntries((inputs.annotations ?? []).map(merge_request_ofIndex)),
    };
}
/** As buildx has it: `index:name=value`; without a type, an index is all that there is to annotate here. */
function merge_request_ofIndex([name, value]) {
    const [, type, rest = name] = /^([a-z][a-z,-]*(?:\[[^\]]*\])?):(.+)$/.exec(name) ?? [];
    if (type === undefined || type === 'index')
        return [rest, value];
    throw new action_kit_out.InputError('INPUT_INVALID', `input "annotations" has one of the type ${JSON.stringify(type)}, but \`mode: merge\` makes nothing but an index`, 'Write `name=value` or `index:name=value`, and annotate the images where they are built.');
}

;// CONCATENATED MODULE: ./actions/out/build-sign-push/merge-images.js




/**
 * Makes an index of images that other jobs pushed. Whoever may write to the registry, or between the jobs, could put
 * another image in the place of one: so each has to be signed by this workflow, at this commit, under this name.
 */
async function mergeImages(inputs, around) {
    const { digests, ...options } = mergeRequest(inputs);
    const repository = await around.registry.open(inputs.image);
    const parts = await verifiedParts(digests, repository, inputs, around);
    const image = mergePlatforms(parts.flatMap(({ images }) => images), { annotations: options.annotations, ...(options.platforms && { platforms: options.platforms }) });
    return { image, sbom: indexSbom(inputs.image, image), materials: materialsOf(inputs.image, image, parts) };
}
async function verifiedParts(digests, repository, inputs, { runtime, trust, identity }) {
    const { server } = (0,connections/* serverAddresses */._F)(runtime.env);
    const { claims } = await identity();
    const accept = { legacy: inputs['signature-format'] === 'legacy' };
    const parts = await Promise.allSettled(digests.map(async (digest) => {
        const { runUrl, materials } = await (0,out/* verifySibling */.Ug)({ repository, digest, claims, server, trust, accept });
        const { images, leftOut } = await readPlatformImages(repository, digest);
        const platforms = images.map(({ platform }) => platformText(platform)).join(', ');
        runtime.info(`${digest} is for ${platforms}, verified as built in ${runUrl ?? 'a run that it does not name'}`);
        for (const each of leftOut)
            runtime.info(`${each}, which is no image, is left out`);
        return { digest, images, materials };
    }));
    // The first in the order given, so that the same fault is always told the same way.
    return parts.map((part) => {
        if (part.status === 'rejected')
            throw part.reason;
        return part.value;
    });
}
const sha256 = (digest) => ({ sha256: digest.slice('sha256:'.length) });
function materialsOf(name, { images }, parts) {
    const uri = `oci://${name}`;
    const listed = images.map(({ digest, platform }) => ({
        uri,
        digest: sha256(digest),
        annotations: { platform: platformText(platform) },
    }));
    const wrappers = parts
        .filter(({ digest }) => !images.some((image) => image.digest === digest))
        .map(({ digest }) => ({ uri, digest: sha256(digest) }));
    const known = new Map();
    for (const material of [...wrappers, ...parts.flatMap(({ materials }) => materials)])
        known.set(JSON.stringify([material.uri, material.digest]), material);
    const others = [...known].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, material]) => material);
    return [...listed, ...others];
}
/** Made at the time of the newest image: nothing has to be checked out to know it, and it is the same each time. */
function indexSbom(name, { digest, images }) {
    const times = images.map(({ createdAt }) => createdAt?.valueOf() ?? 0);
    const predicate = (0,out/* spdxIndexDocument */.hd)({
        name,
        digest,
        createdAt: new Date(Math.max(0, ...times)),
        images: images.map((image) => ({ digest: image.digest, platform: platformText(image.platform) })),
    });
    return { predicateType: out/* spdxPredicateType */.TW, predicate };
}

;// CONCATENATED MODULE: ./actions/out/build-sign-push/sbom-plan.js





const merging = { kind: 'merge' };
/** Refuses a source that this build does not have, or whose tool is not there, while nothing is built yet. */
async function planSbom(inputs, maker, around) {
    const { sbom: source, 'sbom-path': path, 'sbom-generator': generator } = inputs;
    if (generator !== undefined && (source !== 'buildkit' || maker.kind === 'layout'))
        throw conflict('sbom-generator', 'only has a meaning where BuildKit scans what it builds', 'Set `sbom: buildkit` too');
    if (path !== undefined) {
        if (source !== 'auto')
            throw conflict('sbom-path', `does not go with \`sbom: ${source}\``, 'Leave one of them out');
        const { bytes } = await readGiven('sbom-path', path, around.workspace, out/* checkSbomSize */.zk);
        return { kind: 'given', path, attestation: (0,out/* checkSbom */.q7)(bytes) };
    }
    if (maker.kind === 'merge' && source !== 'auto' && source !== 'none')
        throw conflict('sbom', `is ${source}, but nothing is built`, 'Set it on the steps that build the images');
    switch (source) {
        case 'auto':
            return sbom_plan_suited(maker);
        case 'syft':
            await checkSyft(around.env);
            return { kind: 'syft' };
        case 'buildkit':
            return ofBuildKit(maker, generator);
        case 'npm':
            return ofLockfile(inputs.context, around.workspace);
        case 'contents':
            if (maker.kind === 'append')
                return { kind: 'contents' };
            throw conflict('sbom', 'is contents, which only what `append` adds has', 'Set `sbom: syft`, or `builder: append`');
        case 'none':
            return { kind: 'none', why: 'the input says so' };
    }
}
function sbom_plan_suited(maker) {
    switch (maker.kind) {
        case 'merge':
            return { kind: 'listing' };
        case 'append':
            return { kind: 'contents' };
        case 'layout':
            return { kind: 'layout', isOptional: true };
        case 'dockerfile':
            // Whether a tool happens to be on the runner must not decide what is attested.
            return { kind: 'none', why: 'a Dockerfile build has none unless `sbom` or `sbom-path` is set' };
    }
}
function ofBuildKit(maker, generator) {
    if (maker.kind === 'layout')
        return { kind: 'layout', isOptional: false };
    if (maker.kind === 'dockerfile' && maker.tool.name === 'buildx')
        return { kind: 'buildkit', scan: generator === undefined ? 'scanner' : { generator } };
    const name = maker.kind === 'dockerfile' ? maker.tool.name : maker.kind;
    throw conflict('sbom', `is buildkit, which ${name} does not use`, 'Set `builder: buildx`, or `sbom: syft`');
}
async function ofLockfile(context, workspace) {
    if (context === undefined)
        throw conflict('sbom', 'is npm, but there is no context', 'Set `sbom: syft`');
    const directory = (0,external_node_path_.resolve)(workspace, context);
    await checkLockfile(directory);
    return { kind: 'npm', directory };
}
const conflict = (input, what, next) => new action_kit_out.InputError('INPUT_INVALID', `input "${input}" ${what}`, `${next}.`);

;// CONCATENATED MODULE: ./actions/out/build-sign-push/source-date.js





const source_date_run = (0,external_node_util_.promisify)(external_node_child_process_.execFile);
/** The time that everything in the image bears: given, or the commit's, so that the same commit gives the same digest. */
async function sourceDateEpoch(given, env) {
    if (given !== undefined)
        return given;
    const variable = env['SOURCE_DATE_EPOCH'];
    if (variable !== undefined && /^[0-9]{1,10}$/.test(variable))
        return Number(variable);
    try {
        const directory = (0,out_workspace/* workspaceOf */.B)(env);
        const { stdout } = await source_date_run('git', ['-C', directory, 'show', '--no-patch', '--no-show-signature', '--format=%ct', 'HEAD'], {
            timeout: 10_000,
            env: (0,registry_out/* childEnvironment */.Qc)(env),
        });
        if (/^[0-9]+\n?$/.test(stdout))
            return Number(stdout);
        throw new TypeError('git printed no time');
    }
    catch (cause) {
        throw new action_kit_out.InputError('INPUT_MISSING', 'the time of the source commit is not known: nothing is checked out, and neither source-date-epoch nor SOURCE_DATE_EPOCH is set', 'Run actions/checkout first, or set `with: source-date-epoch:`.', { cause });
    }
}

;// CONCATENATED MODULE: ./actions/out/build-sign-push/build-image.js












/**
 * Builds or merges the image that the inputs describe; nothing leaves this machine yet. Its blobs are there until
 * disposal.
 */
async function buildImage(inputs, around) {
    const { runtime } = around;
    const workspace = (0,out_workspace/* workspaceOf */.B)(runtime.env);
    const maker = inputs.mode === 'merge' ? merging : await builderFor(inputs, { ...runtime, workspace });
    const plan = await planSbom(inputs, maker, { ...runtime, workspace });
    const scan = await givenScan(inputs['scan-path'], workspace);
    const { remove, materials, ...made } = await madeBy(maker, inputs, { ...around, workspace, plan });
    const dispose = () => removed(remove, runtime);
    try {
        scan?.checkSubject(made.image.digest);
        const surroundings = { ...runtime, temporary: temporaryFolder(runtime) };
        const sbom = await imageSbom(plan, { name: inputs.image, ...made }, surroundings);
        const attestations = [sbom.attestation, scan?.attestation].filter((each) => each !== undefined);
        return { image: made.image, materials, sbom, attestations, [Symbol.asyncDispose]: dispose };
    }
    catch (error) {
        await dispose();
        throw error;
    }
}
/** What is left over of a build changes nothing about the image. */
async function removed(remove, runtime) {
    try {
        await remove?.();
    }
    catch (error) {
        const what = `what the build left could not be removed (${(0,action_kit_out.causesOf)(error)})`;
        runtime.warn((0,action_kit_out.reportWarning)('LEFT_OVER', what, 'Nothing, where each job gets a new runner; else remove it.'));
    }
}
const temporaryFolder = ({ env }) => env['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)();
async function builderFor(inputs, around) {
    if (inputs.digests !== undefined) {
        throw new action_kit_out.InputError('INPUT_INVALID', 'input "digests" is set, but nothing is merged', 'Set `with: mode: merge` to make one index of these images, or leave the digests out to build.');
    }
    if ((inputs.context === undefined) === (inputs.layout === undefined)) {
        throw new action_kit_out.InputError('INPUT_INVALID', 'of inputs "context" and "layout" exactly one must be set', 'Give `context:` to build from a directory, or `layout:` to push an image that another tool built.');
    }
    refuseCacheSecrets(inputs);
    return chooseBuilder(inputs, around);
}
async function madeBy(maker, inputs, around) {
    const { workspace, runtime, plan } = around;
    if (maker.kind === 'merge') {
        const { sbom: listing, ...merged } = await mergeImages(inputs, around);
        return { ...merged, listing };
    }
    const temporary = temporaryFolder(runtime);
    if (maker.kind === 'layout') {
        const image = await readOciLayout((0,external_node_path_.resolve)(workspace, inputs.layout ?? ''), { temporary });
        return { image, materials: [], remove: async () => image[Symbol.asyncDispose]() };
    }
    const createdAt = await sourceDateEpoch(inputs['source-date-epoch'], runtime.env);
    if (maker.kind === 'append')
        return appended(inputs, createdAt, around);
    const build = await dockerfileBuild(inputs, workspace, createdAt, runtime);
    const scanned = plan.kind === 'buildkit' ? { ...build, sbom: plan.scan } : build;
    return runtime.cancellable((cancelled) => buildDockerfile(maker.tool, scanned, {
        directory: workspace,
        temporary,
        env: runtime.env,
        onLine: (line) => runtime.info(line),
        cancelled,
    }));
}
async function appended(inputs, createdAt, { workspace, registry }) {
    const { base = 'scratch', platforms = ['linux/amd64'] } = inputs;
    const appendTo = base === 'scratch' ? base : { repository: await registry.open(base.image), digest: base.digest };
    const images = await Promise.all(platforms.map((platform) => appendLayer({
        base: appendTo,
        context: (0,external_node_path_.resolve)(workspace, inputs.context ?? ''),
        prefix: inputs.prefix ?? '/app',
        platform,
        config: runConfig(inputs),
        createdAt,
    })));
    const [first, ...others] = images;
    if (first === undefined)
        throw new TypeError('an image was asked for without a platform');
    return {
        image: others.length === 0 ? first : combinePlatforms(images),
        contents: first.contents,
        materials: base === 'scratch'
            ? []
            : [{ uri: `oci://${base.image}`, digest: { sha256: base.digest.slice('sha256:'.length) } }],
    };
}
function runConfig(inputs) {
    const { entrypoint, cmd, env, workdir, user, expose, labels } = inputs;
    return {
        ...(entrypoint && { entrypoint }),
        ...(cmd && { cmd }),
        ...(env && { env: Object.fromEntries(env) }),
        ...(workdir && { workdir }),
        ...(user && { user }),
        ...(expose && { exposedPorts: expose }),
        ...(labels && { labels: Object.fromEntries(labels) }),
    };
}

;// CONCATENATED MODULE: ./actions/out/build-sign-push/job-files.js



/**
 * Writes what other tools verify the image from, for later steps of the job. Where that cannot be done there are none, and
 * a warning: the registry has them all.
 */
async function writeJobFiles(bundles, trust, runtime) {
    try {
        return await written(bundles, trust, runtime.env);
    }
    catch (error) {
        const what = `the signed bundles could not be written into RUNNER_TEMP (${(0,action_kit_out.causesOf)(error)}), so bundle-paths is empty`;
        runtime.warn((0,action_kit_out.reportWarning)('FILES_LOST', what, 'Nothing else: the image is pushed and signed, with its bundles.'));
        return { bundles: [], trustedRoot: undefined };
    }
}
async function written(bundles, trust, env) {
    const directory = (0,external_node_path_.join)(env['RUNNER_TEMP'] ?? '.', 'bitvault-bundles');
    await (0,promises_.mkdir)(directory, { recursive: true });
    const write = async (name, text) => {
        const path = (0,external_node_path_.join)(directory, name);
        await (0,promises_.writeFile)(path, text);
        return path;
    };
    return {
        bundles: await Promise.all(bundles.map(({ bundle, descriptor }) => write(`${descriptor.digest.slice('sha256:'.length)}.sigstore.json`, JSON.stringify(bundle)))),
        trustedRoot: await job_files_pathOf(trust, (json) => write('trusted_root.json', json)),
    };
}
async function job_files_pathOf(trust, write) {
    return trust?.inline === undefined ? trust?.path : write(trust.inline);
}

;// CONCATENATED MODULE: ./actions/out/build-sign-push/size-text.js
const units = ['kB', 'MB', 'GB', 'TB'];
/** Bytes as people read them, in powers of a thousand: `12 bytes`, `3.4 MB`. */
function sizeText(bytes) {
    if (bytes < 1000)
        return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
    const power = Math.min(Math.floor(Math.log10(bytes) / 3), units.length);
    const value = bytes / 1000 ** power;
    return `${value.toFixed(value < 10 ? 1 : 0)} ${units[power - 1]}`;
}

;// CONCATENATED MODULE: ./actions/out/build-sign-push/push-progress.js

const linesEvery = 5_000;
/** Lines about a push: one for each blob, and on the way one every few seconds, so that a long one does not look hung. */
function pushProgress(say, now = Date.now) {
    let said = now();
    const onBytes = ({ sent, total }) => {
        const moment = now();
        if (moment - said < linesEvery || sent === total)
            return;
        said = moment;
        say(`pushed ${sizeText(sent)} of ${sizeText(total)}`);
    };
    return {
        onBytes,
        onProgress: ({ digest, size, existed, done, total }) => say(`blob ${done}/${total} ${digest.slice(0, 19)} ${sizeText(size)}${existed ? ', was there' : ''}`),
    };
}

;// CONCATENATED MODULE: ./actions/out/build-sign-push/publish-image.js
var publish_image_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var publish_image_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});







/** Builds, pushes and signs one image; in a dry run it is only built. */
async function publishImage(inputs, means) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { registry, signing, trust, runtime } = means;
        const built = publish_image_addDisposableResource(env_1, await buildImage(inputs, means), true);
        const { digest } = built.image;
        const ref = `${inputs.image}@${digest}`;
        if (inputs['dry-run'] || signing === undefined) {
            runtime.info(`Dry run: would push and sign ${ref}`);
            return { kind: 'planned', digest, ref };
        }
        const tags = tagsOf(inputs.image, inputs.tags);
        const repository = await registry.open(inputs.image);
        const pushed = await pushImage(repository, built.image, {
            tags,
            ...pushProgress((line) => runtime.info(line)),
        });
        const { bundles } = await (0,out/* signImage */.jV)({
            repository,
            subject: { digest: pushed.digest, mediaType: pushed.mediaType, size: pushed.size },
            isNew: pushed.isNew,
            materials: built.materials,
            attestations: built.attestations,
            session: signing.session,
            trust,
        });
        runtime.info(`Pushed and signed ${ref}. ${signing.told}`);
        const files = await writeJobFiles(bundles, signing.trustedRoot, runtime);
        const facts = { ref, tags, pushed, bundles };
        const report = await reportOf(facts, built, files.trustedRoot, { ...means, signing });
        return { kind: 'pushed', digest, ref, bundlePaths: files.bundles, report };
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = publish_image_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
/** What the summary tells; `undefined`, with a warning, where it cannot be found out: the image is published all the same. */
async function reportOf(facts, { image, sbom, attestations }, trustedRoot, { identity, signing, runtime }) {
    try {
        const attested = attestations.map(({ predicateType }) => predicateType);
        const options = { ...signing.verification, ...(trustedRoot !== undefined && { trustedRoot }), attested };
        const { claims } = await identity();
        const isRootLost = signing.trustedRoot !== undefined && trustedRoot === undefined;
        const commands = isRootLost ? [] : commandsFor(facts.ref, signing, claims, options);
        const platforms = await layersByPlatform(image);
        return { ...facts, platforms, commands, sbom, signedWith: signing.told };
    }
    catch (error) {
        const what = `the summary of ${facts.ref} and the output verify-commands could not be made (${(0,action_kit_out.causesOf)(error)})`;
        runtime.warn((0,action_kit_out.reportWarning)('SUMMARY_LOST', what, 'Nothing else: the image is pushed and signed.'));
        return undefined;
    }
}
/** The identity as the certificate has it; with a reusable workflow, its own name is that of the called one. */
function commandsFor(image, { session: { server, format } }, claims, options) {
    const { iss: issuer, repository: source, ref } = claims;
    const signer = `${server}/${claims.job_workflow_ref}`;
    const identity = { issuer, server, source, workflow: (0,out/* workflowOf */.B4)(claims).path, ref, signer };
    const all = (0,out/* verificationCommands */.Yx)(image, identity, options);
    return format === 'legacy' ? all.filter((command) => command.startsWith('cosign ')) : all;
}

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(70370);
;// CONCATENATED MODULE: ./actions/out/build-sign-push/summary.js




/** The job summary: what was pushed, what was attached, and how to verify it. */
const buildSummary = (ref, report) => [`## Pushed \`${ref}\``, ...(report === undefined ? [] : reportSections(report)), ''].join('\n\n');
/** What a summary says of one image below its heading. */
function reportSections({ pushed, tags, platforms, bundles, sbom, commands, signedWith, }) {
    const { blobs } = pushed;
    const attached = bundles.map(({ predicateType, descriptor, existed }) => [
        attestedAs(predicateType),
        `\`${predicateType}\``,
        `\`${descriptor.digest}\``,
        existed ? 'was there' : 'attached',
    ]);
    return [
        tags.length === 0
            ? 'No tag was set: deploy it by its digest.'
            : `Tagged ${tags.map((tag) => `\`${tag}\``).join(', ')}.`,
        `${summary_counted(platforms.length, 'platform')}; ${summary_counted(blobs.pushed, 'blob')} pushed (${sizeText(blobs.bytesPushed)}), ${blobs.existed} there already. ${sbomLine(sbom)}`,
        (0,promotion_out/* table */.tp)(['platform', 'manifest and layers', 'type', 'size'], platforms.flatMap(layerRows)),
        '### Attached',
        signedWith,
        (0,promotion_out/* table */.tp)(['what', 'predicate', 'manifest', ''], attached),
        ...verifySection(commands),
    ];
}
const verifySection = (commands) => commands.length === 0
    ? []
    : [
        '### Verify',
        'Anybody can check where the image is from and what was attested of it:',
        `\`\`\`console\n${commands.join('\n')}\n\`\`\``,
    ];
/** A platform's own line has the sum of its layers, which follow. */
function layerRows({ platform = 'unknown', digest, layers }) {
    const total = layers.reduce((sum, { size }) => sum + size, 0);
    const whole = layers.length === 0 ? 'image, pushed by another job' : `image, ${summary_counted(layers.length, 'layer')}`;
    return [
        [`**${(0,promotion_out/* literal */.eu)(platform)}**`, `\`${digest}\``, whole, layers.length === 0 ? '' : `**${sizeText(total)}**`],
        ...layers.map(({ digest: layer, mediaType, size }) => [
            '',
            `\`${layer.slice(0, 19)}\``,
            (0,promotion_out/* literal */.eu)(mediaType),
            sizeText(size),
        ]),
    ];
}
function attestedAs(predicateType) {
    switch (predicateType) {
        case out/* signaturePredicateType */._D:
            return 'signature';
        case out/* provenancePredicateType */.pr:
            return 'provenance: workflow, commit, materials';
        case out/* spdxPredicateType */.TW:
            return 'SBOM (SPDX)';
        case out/* cyclonedxPredicateType */.f0:
            return 'SBOM (CycloneDX)';
        case out/* vulnerabilityPredicateType */.Yg:
            return 'result of a scan';
        default:
            return 'attestation';
    }
}
const sbomLine = (sbom) => sbom.attestation === undefined
    ? `There is no SBOM: ${sbom.why}.`
    : `The SBOM lists ${sbomCounts(sbom.attestation)}. It was ${sbom.from}.`;
const summary_counted = (count, what) => `${count} ${what}${count === 1 ? '' : 's'}`;

;// CONCATENATED MODULE: ./actions/out/build-sign-push/list-summary.js


const words = { pushed: 'pushed and signed', planned: 'would be pushed (dry run)', refused: '**refused**' };
/** The job summary of a list: one line an image, then what was refused and why, then each image's own, folded. */
function listSummary(entries) {
    const rows = entries.map(({ image, published }) => [
        (0,promotion_out/* literal */.eu)(image),
        published.kind === 'refused' ? '' : `\`${published.digest}\``,
        words[published.kind],
    ]);
    const count = (kind) => entries.filter(({ published }) => published.kind === kind).length;
    const counts = ['pushed', 'planned', 'refused']
        .filter((kind) => count(kind) > 0)
        .map((kind) => `${count(kind)} ${kind}`);
    return [
        `## ${entries.length} images: ${counts.join(', ')}`,
        ...entries.flatMap(({ published }) => (published.kind === 'refused' ? [`- ${(0,promotion_out/* literal */.eu)(published.reason)}`] : [])),
        (0,promotion_out/* table */.tp)(['image', 'digest', ''], rows),
        ...entries.flatMap(({ image, published }) => published.kind === 'pushed'
            ? [
                `<details><summary>${(0,promotion_out/* literal */.eu)(image)}</summary>`,
                ...(published.report ? reportSections(published.report) : []),
                '</details>',
            ]
            : []),
        '',
    ].join('\n\n');
}

;// CONCATENATED MODULE: ./actions/out/build-sign-push/publish-list.js




/** Publishes them, so many at a time. One that is refused stops no other, but fails the step. */
async function publishList(images, atOnce, means) {
    const limit = (0,p_limit/* default */.A)(atOnce);
    let done = 0;
    const entries = await Promise.all(images.map((inputs) => limit(async () => {
        const published = await publishOrRefuse(inputs, { ...means, runtime: prefixed(means.runtime, inputs.image) });
        done += 1;
        means.runtime.info(`${done}/${images.length} ${describe(inputs.image, published)}`);
        return { image: inputs.image, published };
    })));
    return outcomeOf(entries);
}
async function publishOrRefuse(inputs, means) {
    try {
        return await publishImage(inputs, means);
    }
    catch (error) {
        return { kind: 'refused', reason: (0,action_kit_out.describeFailure)(error, inputs.image) };
    }
}
const prefixed = (runtime, image) => ({
    ...runtime,
    info: (line) => runtime.info(`[${shortName(image)}] ${line}`),
    warn: (line) => runtime.warn(`[${shortName(image)}] ${line}`),
});
const shortName = (image) => image.slice(image.lastIndexOf('/') + 1);
function describe(image, published) {
    switch (published.kind) {
        case 'planned':
            return `would be ${published.ref}`;
        case 'pushed':
            return `pushed and signed: ${published.ref}`;
        case 'refused':
            return `refused: ${image}`;
    }
}
function outcomeOf(entries) {
    const reasons = entries.flatMap(({ published }) => (published.kind === 'refused' ? [published.reason] : []));
    const pushed = entries.flatMap(({ published }) => (published.kind === 'pushed' ? [published] : []));
    const reason = reasons.join('\n');
    const outputs = {
        image: '',
        digest: '',
        ref: '',
        results: JSON.stringify(entries.map(resultOf)),
        'bundle-paths': pushed.flatMap(({ bundlePaths }) => bundlePaths).join('\n'),
        'verify-commands': pushed.flatMap(({ report }) => report?.commands ?? []).join('\n'),
        reason,
    };
    const summary = () => listSummary(entries);
    if (reasons.length > 0)
        return { kind: 'refused', outputs: { ...outputs, result: 'refused' }, summary, failure: reason };
    return { kind: 'done', outputs: { ...outputs, result: pushed.length > 0 ? 'pushed' : 'planned' }, summary };
}
/** One element of the output `results`. */
function resultOf({ image, published }) {
    if (published.kind === 'refused')
        return { image, digest: '', ref: '', result: 'refused', reason: published.reason };
    const { kind, digest, ref } = published;
    return { image, digest, ref, result: kind, reason: '' };
}

;// CONCATENATED MODULE: ./actions/out/build-sign-push/reviewed-file.js








const reviewed_file_run = (0,external_node_util_.promisify)(external_node_child_process_.execFile);
/** A trusted root has 7 kB, a signing configuration 2 kB. */
const largest = 256 * 1024;
/**
 * The text of a file of `.github`, as it is in the commit that the job runs for, or in that of the called workflow. An
 * action cannot see where the value of an input comes from: of whoever may set a variable or start a run it takes the
 * choice among files that were reviewed as the workflows are, and nothing that they wrote.
 * @throws InputError `INPUT_UNREVIEWED`, `INPUT_MISSING`
 */
async function reviewedText(input, given, source) {
    const refuse = (what, cause) => new action_kit_out.InputError('INPUT_UNREVIEWED', `input "${input}" ${what}`, next, { cause });
    if (given.startsWith('{'))
        throw refuse('is the JSON itself, and a variable or whoever starts the run may have set it');
    const path = (0,external_node_path_.resolve)((0,out_workspace/* workspaceOf */.B)(source.env), given);
    const shown = JSON.stringify(given.slice(0, 200));
    const prefix = await git(['rev-parse', '--show-prefix'], (0,external_node_path_.dirname)(path), source.env);
    if (prefix === undefined)
        throw refuse(`is ${shown}, which is in no checkout`);
    if (!prefix.startsWith('.github/'))
        throw refuse(`is ${shown}, which is not in the folder .github of a checkout`);
    const own = ownCommit(source.env);
    const committed = (commit) => git(['cat-file', 'blob', `${commit}:./${(0,external_node_path_.basename)(path)}`], (0,external_node_path_.dirname)(path), source.env);
    const text = (await committed(own)) ?? (await committedByCalled(source, own, committed));
    if (text === undefined)
        throw refuse(`is ${shown}, which is no file of commit ${own}, that the job runs for`);
    if (withoutReturns(await workingText(path, refuse)) === withoutReturns(text))
        return text;
    throw refuse(`is ${shown}, which was changed since commit ${own} was checked out`);
}
const next = 'Commit the file, such as .github/sigstore/signing_config.json, check out the commit that the job runs for, and write the path into the workflow.';
function ownCommit({ GITHUB_SHA: sha }) {
    try {
        return (0,promotion_out/* parseCommitOid */.ZN)(sha ?? '');
    }
    catch (cause) {
        throw new action_kit_out.InputError('INPUT_MISSING', 'GITHUB_SHA is not set to a commit', 'Run this inside a GitHub Actions job.', {
            cause,
        });
    }
}
async function committedByCalled({ calledCommit }, own, committed) {
    const called = await calledCommit();
    return called === undefined || called === own || !/^[a-f0-9]{40}$/.test(called) ? undefined : committed(called);
}
async function workingText(path, refuse) {
    try {
        return await (0,promises_.readFile)(path, 'utf8');
    }
    catch (cause) {
        throw refuse(`is ${JSON.stringify(path.slice(0, 200))}, which cannot be read`, cause);
    }
}
/** Git for Windows checks out with other line ends. */
const withoutReturns = (text) => text.replaceAll('\r\n', '\n');
/**
 * What git prints; `undefined` where it says no. Objects are what their names say: none is replaced by another, and none
 * is fetched.
 */
async function git(args, directory, env) {
    const inherited = Object.entries((0,registry_out/* childEnvironment */.Qc)(env)).filter(([name]) => !name.startsWith('GIT_'));
    const own = { GIT_NO_REPLACE_OBJECTS: '1', GIT_NO_LAZY_FETCH: '1' };
    try {
        // In a container, the workspace belongs to another user.
        const { stdout } = await reviewed_file_run('git', ['-c', 'safe.directory=*', '-C', directory, ...args], {
            timeout: 10_000,
            maxBuffer: largest,
            env: { ...Object.fromEntries(inherited), ...own },
        });
        return stdout;
    }
    catch (cause) {
        const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
        if (typeof code === 'number')
            return undefined;
        const [what, remedy] = code === 'ENOENT'
            ? ['git, which knows what was committed, is not on this machine', 'Install git before this step.']
            : [`git gave nothing of at most ${largest / 1024} KiB`, 'Commit no larger file.'];
        throw new action_kit_out.InputError('INPUT_UNREVIEWED', `${what} (in ${JSON.stringify(directory.slice(0, 200))})`, remedy, {
            cause,
        });
    }
}

;// CONCATENATED MODULE: ./actions/out/build-sign-push/signing-setup.js




/** Only the job's token can tell who would sign, and the jobs that try a build without publishing it often have none. */
const dryRunNeedsNoSigning = (inputs) => inputs['dry-run'] && inputs['signing-config'] === undefined && inputs.sigstore === 'auto';
/**
 * Who signs and what proves it, told before anything is built or pushed.
 * @throws InputError INPUT_INVALID; SigningError
 */
async function prepareSigning(inputs, runtime, identity) {
    const source = { env: runtime.env, calledCommit: async () => (await identity()).claims.job_workflow_sha };
    const { config, told, verification, ...signer } = await chosenSigner(inputs, source, runtime, identity);
    const services = await (0,out/* loadSigningServices */.wV)(config);
    const { server } = (0,connections/* serverAddresses */._F)(runtime.env);
    const session = (0,out/* openSigningSession */.ob)({ server, services, format: inputs['signature-format'], identity });
    const root = inputs['trusted-root'];
    const trust = await (0,out/* loadTrust */.Vc)(root === undefined ? signer.trust : await trustedRootOf(root, source));
    (0,out/* checkProofs */.my)(services, trust);
    const own = signer.trust === 'github' ? rootFileOf(trust) : undefined;
    return {
        session,
        trust,
        trustedRoot: root === undefined ? own : { path: root },
        told,
        verification: {
            proof: services.rekor.length > 0 ? 'logged' : 'timestamped',
            ...(root === undefined && verification),
        },
    };
}
/** @throws InputError INPUT_UNREVIEWED */
const trustedRootOf = async (given, source) => ({
    inline: await reviewedText('trusted-root', given, source),
});
async function chosenSigner(inputs, source, runtime, token) {
    const config = inputs['signing-config'];
    if (config === undefined) {
        const { instance, because } = await chosenInstance(inputs.sigstore, runtime, token);
        return { config: instance, trust: instance, told: signedWith(instance, because), verification: { instance } };
    }
    if (inputs.sigstore !== 'auto') {
        throw new action_kit_out.InputError('INPUT_INVALID', `inputs "signing-config" and "sigstore" (${inputs.sigstore}) both say who signs`, 'Remove one of them.');
    }
    const told = 'Signed with the Sigstore of the signing configuration.';
    const inline = await reviewedText('signing-config', config, source);
    return { config: { inline }, trust: 'well-known', told, verification: {} };
}
async function chosenInstance(sigstore, runtime, token) {
    (0,out/* checkInstancesServe */.O2)((0,connections/* serverAddresses */._F)(runtime.env).server);
    if (sigstore !== 'auto')
        return { instance: sigstore, because: 'as the input `sigstore` says' };
    const { claims } = await token();
    return { instance: (0,out/* instanceFor */.XB)(claims), because: `because the repository is ${claims.repository_visibility}` };
}
/** Other tools than gh have to be given the root of GitHub's. */
const rootFileOf = ({ document }) => document === undefined ? undefined : { inline: document };
const published = {
    'public-good': 'its public log names repository, workflow, branch and commit',
    github: 'nothing about it is published',
};
/** For the log and the summary. */
const signedWith = (instance, because) => `Signed with ${out/* sigstoreInstances */.nL[instance].title}, ${because}: ${published[instance]}.`;

;// CONCATENATED MODULE: ./actions/out/build-sign-push/main.js









const action = {
    definition: definition,
    async main(inputs, runtime) {
        refuseForeignInputs(runtime.env);
        const images = imagesOf(inputs, runtime);
        const names = images.map(({ image }) => image);
        const access = (0,registry_access/* registryAccess */.Y)(inputs, runtime);
        if (inputs['registry-password'] !== undefined)
            (0,registry_access/* oneHost */.F)(names);
        const registry = { open: (image) => access.open(image, names) };
        const identity = (0,out/* workflowIdentity */.cI)(() => runtime.idToken('sigstore'), (secret) => runtime.mask(secret));
        const signing = dryRunNeedsNoSigning(inputs) ? undefined : await prepareSigning(inputs, runtime, identity);
        const trust = signing?.trust ?? (await unsignedTrust(inputs['trusted-root'], runtime.env));
        const means = { registry, identity, signing, trust, runtime };
        const [only] = images;
        return inputs.images === undefined && only !== undefined
            ? publishOne(only, means)
            : publishList(images, inputs.parallel, means);
    },
};
/** What is merged in a dry run is verified all the same. */
const unsignedTrust = async (root, env) => (0,out/* loadTrust */.Vc)(root === undefined
    ? 'well-known'
    : await trustedRootOf(root, { env, calledCommit: () => Promise.resolve(undefined) }));
async function publishOne(inputs, means) {
    const { image } = inputs;
    const published = await publishImage(inputs, means);
    const { digest, ref, kind: result } = published;
    const results = JSON.stringify([resultOf({ image, published })]);
    const outputs = { image, digest, ref, results, result, reason: '' };
    if (published.kind === 'planned') {
        return {
            kind: 'done',
            outputs: { ...outputs, 'bundle-paths': '', 'verify-commands': '' },
            summary: () => `## Would push \`${ref}\` (dry run)\n`,
        };
    }
    return {
        kind: 'done',
        outputs: {
            ...outputs,
            'bundle-paths': published.bundlePaths.join('\n'),
            'verify-commands': published.report?.commands.join('\n') ?? '',
        },
        summary: () => buildSummary(ref, published.report),
    };
}


/***/ })

};
