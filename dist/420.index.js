export const id = 420;
export const ids = [420];
export const modules = {

/***/ 32420:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./packages/registry/out/index.js + 28 modules
var out = __webpack_require__(42918);
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
    FOREIGN_LAYER: 'A layer is to be got from somewhere else than the registry.',
    BUILDER_MISSING: 'The builder that was asked for is not on this machine.',
    BUILDER_FAILED: 'The builder ended with an error.',
    LAYOUT_MISSING: 'There is no OCI layout at this path.',
    LAYOUT_INVALID: 'The OCI layout does not follow its specification.',
    LAYOUT_AMBIGUOUS: 'The OCI layout holds several images, or not the one that was named.',
    LAYOUT_CORRUPT: 'Content of the OCI layout is missing or does not have its digest.',
    LAYOUT_UNSAFE: 'The OCI layout holds something that an archive can attack with.',
    LAYOUT_TOO_LARGE: 'The OCI layout is larger than this suite works with.',
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
    FOREIGN_LAYER: 'Choose a base image whose layers are all in its registry',
    BUILDER_MISSING: 'Run docker/setup-buildx-action before this step for buildx, or `apt-get install buildah` for buildah, or leave the Dockerfile aside with `builder: append`',
    BUILDER_FAILED: 'Read what it printed above; if it says that the docker driver cannot export, run docker/setup-buildx-action before',
    LAYOUT_MISSING: 'Check the path, and that the step that writes the layout ran before',
    LAYOUT_INVALID: 'Write the layout again, for example with buildx --output type=oci',
    LAYOUT_AMBIGUOUS: 'Name the image by the org.opencontainers.image.ref.name that it has in index.json',
    LAYOUT_CORRUPT: 'Write the layout again, and keep it unchanged until it is pushed',
    LAYOUT_UNSAFE: 'Do not use this archive; find out who made it',
    LAYOUT_TOO_LARGE: 'Push this image with the tool that built it, and give the digest instead',
};
/** Thrown by everything in this package, besides what the registry client throws. */
class BuildError extends Error {
    name = 'BuildError';
    code;
    next;
    constructor(code, message, options) {
        super(message, options);
        this.code = code;
        this.next = nextSteps[code];
    }
}

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(77934);
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
        merged.WorkingDir = run.workdir;
    if (run.user !== undefined)
        merged.User = run.user;
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
    const parts = text.split('/');
    const [os = '', architecture = '', variant] = parts;
    const wellFormed = parts.length >= 2 && parts.length <= 3 && parts.every((part) => /^[a-z0-9][a-z0-9_.-]{0,31}$/.test(part));
    if (!wellFormed)
        throw new BuildError('OPTION_INVALID', `not a platform of the form os/architecture: ${JSON.stringify(text.slice(0, 100))}`);
    return { os, architecture, ...(variant !== undefined && { variant }) };
}
const platformText = ({ os, architecture, variant }) => [os, architecture, ...(variant === undefined ? [] : [variant])].join('/');
/** arm64 without a variant is v8 (image-index.md, "Platform Variants"). */
const variantOf = ({ architecture, variant }) => variant ?? (architecture === 'arm64' ? 'v8' : undefined);
/** Whether an image for `offered` is what a build for `wanted` asks for. */
const suits = (offered, wanted) => offered.os === wanted.os && offered.architecture === wanted.architecture && variantOf(offered) === variantOf(wanted);
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
    const manifest = (0,out/* parseManifest */.Ng)(bytes);
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
    if ((0,out/* isManifestType */.Q3)(root.mediaType))
        return root;
    if (!(0,out/* isIndexType */.$U)(root.mediaType))
        throw new BuildError('BASE_INVALID', `${repository.name}@${digest} is neither an image nor an index`);
    const { manifests } = (0,out/* parseIndex */.A1)(root.bytes);
    const chosen = manifests.find((each) => each.platform && (0,out/* isManifestType */.Q3)(each.mediaType) && suits(each.platform, platform));
    if (!chosen)
        throw new BuildError('PLATFORM_MISSING', `${repository.name}@${digest} is not for ${platformText(platform)}; it is for ${offeredPlatforms(manifests)}`);
    const manifest = await repository.manifest(chosen.digest);
    if (!manifest || !(0,out/* isManifestType */.Q3)(manifest.mediaType))
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
            digest: (0,out/* sha256Of */.Bj)(bytes),
            size: bytes.length,
        },
        diffId: (0,out/* sha256Of */.Bj)(tar),
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
        digest: (0,out/* sha256Of */.Bj)(configBytes),
        size: configBytes.length,
    };
    const manifest = {
        schemaVersion: 2,
        mediaType: out/* mediaTypes */.Ib.manifest,
        config: configDescriptor,
        layers: [...base.layers.map(({ descriptor }) => descriptor), layer.descriptor],
        annotations: {
            'org.opencontainers.image.created': timestamp(createdAt),
            ...(base.digest && { 'org.opencontainers.image.base.digest': base.digest }),
            ...(base.name !== undefined && { 'org.opencontainers.image.base.name': base.name }),
        },
    };
    const bytes = Buffer.from(JSON.stringify(manifest));
    const root = { mediaType: out/* mediaTypes */.Ib.manifest, digest: (0,out/* sha256Of */.Bj)(bytes), bytes };
    return {
        digest: root.digest,
        mediaType: root.mediaType,
        size: bytes.length,
        documents: [root],
        blobs: [
            ...base.layers,
            { descriptor: layer.descriptor, read: (0,out/* blobOf */.DE)(layer.bytes).read },
            { descriptor: configDescriptor, read: (0,out/* blobOf */.DE)(configBytes).read },
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

;// CONCATENATED MODULE: ./packages/build/out/combine-platforms.js



/**
 * One index of images that were built for several platforms, in the order given. Throws `OPTION_INVALID` where there is
 * none, or two for one platform.
 */
function combinePlatforms(images) {
    const platforms = images.map(({ platform }) => platformText(platform));
    if (images.length === 0 || new Set(platforms).size < images.length)
        throw new BuildError('OPTION_INVALID', `not one image for each platform: ${platforms.join(', ') || 'none'}`);
    const bytes = Buffer.from(JSON.stringify({
        schemaVersion: 2,
        mediaType: out/* mediaTypes */.Ib.index,
        manifests: images.map(({ mediaType, digest, size, platform }) => ({ mediaType, digest, size, platform })),
    }));
    const root = { mediaType: out/* mediaTypes */.Ib.index, digest: (0,out/* sha256Of */.Bj)(bytes), bytes };
    const blobs = new Map(images.flatMap((image) => image.blobs).map((blob) => [blob.descriptor.digest, blob]));
    return {
        digest: root.digest,
        mediaType: root.mediaType,
        size: bytes.length,
        documents: [...images.flatMap(({ documents }) => documents), root],
        blobs: [...blobs.values()],
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
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
    if (!['x', 'g', 'K', 'L'].includes(type))
        return at + block;
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
    try {
        return (await (0,promises_.stat)(path)).isDirectory();
    }
    catch (cause) {
        throw new BuildError('LAYOUT_MISSING', `the OCI layout ${JSON.stringify(path)} cannot be read`, { cause });
    }
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
    return asLayoutFault(() => (0,out/* parseIndex */.A1)(bytes));
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
        if (error instanceof out/* RegistryError */.gl)
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
        if ((0,out/* isIndexType */.$U)(document.mediaType)) {
            const { manifests } = asLayoutFault(() => (0,out/* parseIndex */.A1)(document.bytes));
            for (const child of manifests)
                await this.addDocument(child, depth + 1);
        }
        else {
            const { config, layers } = asLayoutFault(() => (0,out/* parseManifest */.Ng)(document.bytes));
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
        if (!(0,out/* isIndexType */.$U)(mediaType) && !(0,out/* isManifestType */.Q3)(mediaType))
            throw new BuildError('LAYOUT_INVALID', `${digest} is of a media type that is neither an index nor a manifest`);
        await this.#check(descriptor);
        const bytes = await readFileOf(this.#files, pathOf(digest), documentLimit);
        if (!bytes)
            throw new BuildError('LAYOUT_CORRUPT', `the layout has lost ${digest} while it was read`);
        asLayoutFault(() => (0,out/* mediaTypeOf */.c0)(bytes, mediaType));
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
        const annotations = (0,out/* isManifestType */.Q3)(mediaType) ? (0,out/* parseManifest */.Ng)(bytes).annotations : undefined;
        const [name = '', digest = ''] = [annotations?.[baseName], annotations?.[baseDigest]];
        if (name === '' || !(0,out/* isSha256 */._h)(digest))
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
        ...(build.noCache ? ['--no-cache'] : []),
    ];
}
const secretVariable = (index) => `BITVAULT_BUILD_SECRET_${index}`;
const secretArgument = (secret, index) => 'path' in secret ? `id=${secret.id},src=${secret.path}` : `id=${secret.id},env=${secretVariable(index)}`;
/** The variables that the secrets' arguments refer to. */
const secretVariables = ({ secrets }) => Object.fromEntries(secrets.flatMap((secret, index) => ('path' in secret ? [] : [[secretVariable(index), secret.value]])));

;// CONCATENATED MODULE: ./packages/build/out/dockerfile/buildah-arguments.js

/**
 * The arguments after `buildah` that build the image as `name` in its own storage. Its version stays out of the labels:
 * the same commit is to give the same digest. One platform at a time, because it lists several as they come out.
 */
function buildahArguments(build, name, platform) {
    return [
        'build',
        '--format=oci',
        '--identity-label=false',
        `--timestamp=${build.createdAt}`,
        `--tag=${name}`,
        ...sharedArguments({ ...build, platforms: platform === undefined ? [] : [platform] }),
        ...(build.pull ? ['--pull=always'] : []),
        '--',
        build.context,
    ];
}
/** Writes the image to the OCI layout `layout` of the working directory: a path could hold a colon. */
const buildahExport = (name) => ['push', '--', name, 'oci:layout'];
const buildahRemoval = (name) => ['rmi', '--', name];

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(80481);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./packages/build/out/dockerfile/builder-tool.js





const candidates = {
    buildx: [
        { name: 'buildx', command: 'docker', leading: ['buildx'] },
        { name: 'buildx', command: 'buildx', leading: [] },
    ],
    buildah: [{ name: 'buildah', command: 'buildah', leading: [] }],
};
const run = (0,external_node_util_.promisify)(external_node_child_process_.execFile);
/** The tool of this name that answers on this machine; as Docker's plugin before the program alone. */
async function findBuilder(name, env) {
    for (const tool of candidates[name]) {
        try {
            await run(tool.command, [...tool.leading, 'version'], { env: toolEnvironment(env), timeout: 20_000 });
            return tool;
        }
        catch {
            // Not there, or there and not able to say its version: no tool to build with.
        }
    }
    return undefined;
}
/** Runs a builder and hands on its lines as they come. Throws `BUILDER_MISSING` or `BUILDER_FAILED`. */
async function runBuilder(tool, args, options) {
    const child = (0,external_node_child_process_.spawn)(tool.command, [...tool.leading, ...args], {
        cwd: options.directory,
        env: options.env,
        stdio: ['ignore', 'pipe', 'pipe'],
    });
    let last = '';
    for (const stream of [child.stdout, child.stderr]) {
        (0,external_node_readline_.createInterface)(stream).on('line', (line) => {
            options.onLine(line);
            if (/\berror\b/i.test(line))
                last = line.trim();
        });
    }
    let code;
    try {
        [code] = (await (0,external_node_events_.once)(child, 'close'));
    }
    catch (cause) {
        throw new BuildError('BUILDER_MISSING', `${tool.command} cannot be run`, { cause });
    }
    if (code !== 0) {
        const ending = `${tool.name} ended with ${code ?? 'a signal'}`;
        throw new BuildError('BUILDER_FAILED', last === '' ? ending : `${ending}: ${last.slice(0, 500)}`);
    }
}
/** A builder gets neither the action's inputs nor the means to ask for this job's identity. */
const toolEnvironment = (env, more = {}) => ({
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !/^(INPUT_|ACTIONS_ID_TOKEN_REQUEST_)/i.test(name))),
    ...more,
});

;// CONCATENATED MODULE: ./packages/build/out/dockerfile/buildx-arguments.js

/**
 * The arguments after `buildx`. The image goes to a layout and not to a registry, so that one client pushes and signs
 * it; attestations are left out because this suite makes them, and because they would change the digest each time.
 */
function buildxArguments(build, output) {
    return [
        'build',
        '--progress=plain',
        '--provenance=false',
        '--sbom=false',
        `--metadata-file=${output.metadata}`,
        `--output=type=oci,${csvField(`dest=${output.layout}`)},tar=false,rewrite-timestamp=true`,
        ...given('builder', build.instance),
        ...sharedArguments(build),
        ...each('cache-from', build.cacheFrom),
        ...each('cache-to', build.cacheTo),
        ...each('allow', build.allow),
        ...(build.pull ? ['--pull'] : []),
        '--',
        build.context,
    ];
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
    };
    await runBuilder(tool, buildxArguments(build, output), toolRun(build, shop, env));
    const { digest, materials } = readBuildxMetadata(await (0,promises_.readFile)(output.metadata, 'utf8'));
    const image = await readOciLayout(output.layout);
    if (digest !== image.digest)
        throw new BuildError('LAYOUT_CORRUPT', `buildx says that it built ${digest}, but wrote ${image.digest}`);
    return { image, materials };
}
async function withBuildah(tool, build, shop, folder) {
    const [first, ...others] = build.platforms;
    if (others.length === 0) {
        const image = await buildahImage(tool, build, first, shop, folder);
        return { image, materials: annotatedBases(image, build) };
    }
    const images = [];
    for (const name of build.platforms) {
        const platform = parsePlatform(name);
        const own = await (0,promises_.mkdtemp)((0,external_node_path_.join)(folder, 'platform-'));
        images.push({ ...(await buildahImage(tool, build, name, shop, own)), platform });
    }
    const image = combinePlatforms(images);
    return { image, materials: annotatedBases(image, build) };
}
async function buildahImage(tool, build, platform, shop, folder) {
    const name = `localhost/bitvault-build-${(0,external_node_crypto_.randomUUID)()}`;
    const run = toolRun(build, shop);
    try {
        await runBuilder(tool, buildahArguments(build, name, platform), run);
        await runBuilder(tool, buildahExport(name), { ...run, directory: folder });
    }
    finally {
        // The image is in the layout, or the build has failed: what stays behind costs space and nothing else.
        await runBuilder(tool, buildahRemoval(name), { ...run, onLine: () => undefined }).catch(() => undefined);
    }
    return readOciLayout((0,external_node_path_.join)(folder, 'layout'));
}
const toolRun = (build, { directory, env, onLine }, more = {}) => ({
    directory,
    env: toolEnvironment(env, { ...more, ...secretVariables(build) }),
    onLine,
});

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
const configsOf = (documents) => new Set(documents.flatMap(({ mediaType, bytes }) => ((0,out/* isIndexType */.$U)(mediaType) ? [] : [(0,out/* parseManifest */.Ng)(bytes).config.digest])));
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









// EXTERNAL MODULE: ./packages/signing/out/index.js + 27 modules
var signing_out = __webpack_require__(1051);
// EXTERNAL MODULE: ./actions/out/connections.js
var connections = __webpack_require__(25865);
// EXTERNAL MODULE: ./actions/out/evidence.js
var evidence = __webpack_require__(58731);
// EXTERNAL MODULE: ./actions/out/registry-access.js
var registry_access = __webpack_require__(41284);
// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 6 modules
var action_kit_out = __webpack_require__(95394);
;// CONCATENATED MODULE: ./actions/out/build-sign-push/builder.js




const builders = (/* unused pure expression or super */ null && (['buildx', 'buildah', 'append', 'layout']));
const dockerfile = ['buildx', 'buildah'];
const append = ['append'];
const directory = [...dockerfile, ...append];
/** Which builders can do what an input asks for; inputs that are not listed concern no builder. */
const takers = {
    context: directory,
    layout: ['layout'],
    base: append,
    prefix: append,
    entrypoint: append,
    cmd: append,
    env: append,
    workdir: append,
    user: append,
    expose: append,
    labels: directory,
    platforms: directory,
    'source-date-epoch': directory,
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
    ulimit: dockerfile,
    'cache-from': ['buildx'],
    'cache-to': ['buildx'],
    allow: ['buildx'],
    'builder-name': ['buildx'],
};
/** The inputs of the build that are set, each with the builders that can honour it. */
const demands = (inputs) => Object.entries(takers).filter(([name]) => {
    const value = inputs[name];
    return value !== undefined && value !== false;
});
/** The builder that was named, or the one that suits what is there; says which, and refuses what it cannot honour. */
async function chooseBuilder(inputs, around) {
    const { name, why, tool } = inputs.builder === 'auto' ? await suited(inputs, around) : await named(inputs.builder, around);
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
async function named(name, { env }) {
    const why = 'it was named';
    if (!isTool(name))
        return { name, why };
    const tool = await findBuilder(name, env);
    if (tool === undefined)
        throw new BuildError('BUILDER_MISSING', `${name} does not answer on this machine`);
    return { name, why, tool };
}
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
    for (const name of ['buildx', 'buildah']) {
        if (!forTools.every(([, able]) => able.includes(name)))
            continue;
        const tool = await findBuilder(name, around.env);
        if (tool)
            return { name, why, tool };
    }
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
    const { target, network, 'shm-size': shmSize, 'builder-name': instance } = inputs;
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
        noCache: inputs['no-cache'],
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
        const directory = env['GITHUB_WORKSPACE'] ?? '.';
        const { stdout } = await source_date_run('git', ['-C', directory, 'show', '--no-patch', '--format=%ct', 'HEAD'], {
            timeout: 10_000,
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









/** Builds the image that the inputs describe; nothing leaves this machine yet. Its blobs are there until disposal. */
async function buildImage(inputs, registry, runtime) {
    if ((inputs.context === undefined) === (inputs.layout === undefined)) {
        throw new action_kit_out.InputError('INPUT_INVALID', 'of inputs "context" and "layout" exactly one must be set', 'Give `context:` to build from a directory, or `layout:` to push an image that another tool built.');
    }
    refuseCacheSecrets(inputs);
    const workspace = runtime.env['GITHUB_WORKSPACE'] ?? '.';
    const builder = await chooseBuilder(inputs, { ...runtime, workspace });
    const given = await givenSbom(inputs, workspace);
    const { remove, ...built } = await builtBy(builder, inputs, { workspace, registry, runtime });
    return { ...built, sbom: given ?? built.sbom, [Symbol.asyncDispose]: async () => remove?.() };
}
async function builtBy(builder, inputs, around) {
    const { workspace, runtime } = around;
    const temporary = runtime.env['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)();
    if (builder.kind === 'layout') {
        const image = await readOciLayout((0,external_node_path_.resolve)(workspace, inputs.layout ?? ''), { temporary });
        return { image, sbom: undefined, materials: [], remove: async () => image[Symbol.asyncDispose]() };
    }
    const createdAt = await sourceDateEpoch(inputs['source-date-epoch'], runtime.env);
    if (builder.kind === 'append')
        return appended(inputs, createdAt, around);
    const build = await dockerfileBuild(inputs, workspace, createdAt, runtime);
    const made = await buildDockerfile(builder.tool, build, {
        directory: workspace,
        temporary,
        env: runtime.env,
        onLine: (line) => runtime.info(line),
    });
    return { ...made, sbom: undefined };
}
async function appended(inputs, createdAt, { workspace, registry }) {
    const { base = 'scratch', platforms = ['linux/amd64'] } = inputs;
    const appendTo = base === 'scratch' ? base : { repository: await registry.open(base.image, [inputs.image]), digest: base.digest };
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
        sbom: contentsSbom(inputs.image, first, createdAt),
        materials: base === 'scratch'
            ? []
            : [{ uri: `oci://${base.image}`, digest: { sha256: base.digest.slice('sha256:'.length) } }],
    };
}
async function givenSbom(inputs, directory) {
    const path = inputs['sbom-path'];
    if (path === undefined)
        return undefined;
    try {
        return (0,signing_out/* checkSbom */.q7)(await (0,promises_.readFile)((0,external_node_path_.resolve)(directory, path)));
    }
    catch (cause) {
        if (!(cause instanceof Error) || !('syscall' in cause))
            throw cause;
        throw new action_kit_out.InputError('INPUT_INVALID', `input "sbom-path" is ${JSON.stringify(path)}, which cannot be read`, 'Name the file that the SBOM tool wrote.', {
            cause,
        });
    }
}
function contentsSbom(name, image, createdAt) {
    const files = image.contents.flatMap((entry) => entry.kind === 'file' ? [{ path: entry.path, bytes: entry.bytes }] : []);
    const document = (0,signing_out/* spdxDocument */.Pk)({ name, createdAt: new Date(createdAt * 1000), files });
    return { predicateType: signing_out/* spdxPredicateType */.TW, predicate: document };
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

// EXTERNAL MODULE: ./packages/promotion/out/index.js + 37 modules
var promotion_out = __webpack_require__(23754);
// EXTERNAL MODULE: ./actions/out/input-groups.js
var input_groups = __webpack_require__(51005);
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
const parseHost = formed(/^[A-Za-z0-9_.-]+[:=][0-9A-Za-z_.:[\]-]+$/, 'lines of the form host:address');
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
    'cache-from': (0,action_kit_out.optional)((0,action_kit_out.lines)(parseCache), 'Caches to read, such as `type=gha`, one a line; buildx only.'),
    'cache-to': (0,action_kit_out.optional)((0,action_kit_out.lines)(parseCache), 'Caches to write, such as `type=gha,mode=max`, one a line; buildx only.'),
    'no-cache': (0,action_kit_out.defaulted)(action_kit_out.flag, 'false', 'Build every step anew.'),
    pull: (0,action_kit_out.defaulted)(action_kit_out.flag, 'false', 'Ask for newer versions of images that are there.'),
    'add-hosts': (0,action_kit_out.optional)((0,action_kit_out.lines)(parseHost), 'Host names for the build, `host:address` a line.'),
    network: (0,action_kit_out.optional)((0,action_kit_out.parsed)(parseName), 'Network of `RUN`: `none`, `host`, or the default.'),
    'shm-size': (0,action_kit_out.optional)((0,action_kit_out.parsed)(formed(/^[0-9]+[bkmg]?$/i, 'a size such as 128m')), 'Size of `/dev/shm` for `RUN`, such as `128m`.'),
    ulimit: (0,action_kit_out.optional)((0,action_kit_out.lines)(parseUlimit), 'Limits for `RUN`, `name=soft:hard` a line.'),
    allow: (0,action_kit_out.optional)((0,action_kit_out.lines)(formed(/^[a-z][a-z.]*(=[^"]+)?$/, 'entitlements such as network.host')), 'Entitlements such as `network.host`, one a line; buildx only.'),
    'builder-name': (0,action_kit_out.optional)((0,action_kit_out.parsed)(parseName), 'Instance of buildx, such as one whose BuildKit runs elsewhere or in Kubernetes. Default: the current one.'),
};

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
function parseTag(raw) {
    if (/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(raw))
        return raw;
    throw new TypeError('tags of letters, digits, dots, hyphens and underscores, at most 128');
}
function parseEpoch(raw) {
    if (/^[0-9]{1,10}$/.test(raw))
        return Number(raw);
    throw new TypeError('whole seconds since 1970');
}
const definition = (0,action_kit_out.defineAction)({
    name: 'build-sign-push',
    title: 'BitVault: build, sign, push',
    description: 'Builds an image from a Dockerfile or without a daemon, or takes an OCI layout; pushes it, signs it keylessly, and attaches SLSA provenance and an SBOM.',
    icon: 'package',
    inputs: {
        image: (0,action_kit_out.required)((0,action_kit_out.parsed)(promotion_out/* parseImageName */["if"]), 'Image name with its registry, such as `ghcr.io/owner/name`.'),
        builder: (0,action_kit_out.defaulted)((0,action_kit_out.oneOf)('auto', 'buildx', 'buildah', 'append', 'layout'), 'auto', 'What builds the image: `buildx` or `buildah` from a Dockerfile, `append` by adding the context to a base, `layout` for one that is built. `auto` takes what the other inputs need, else whatever can build the Dockerfile of the context, else `append`.'),
        context: (0,action_kit_out.optional)(action_kit_out.text, 'Directory to build from: of the Dockerfile, or added to the base as one layer. Its `.dockerignore` is heeded.'),
        layout: (0,action_kit_out.optional)(action_kit_out.text, 'Instead of `context`: an OCI image layout, as a directory or a tar archive.'),
        ...dockerfileInputs,
        base: (0,action_kit_out.optional)((0,action_kit_out.parsed)(parseBase), 'For `append`, as all down to `expose`: image to build upon, as `name@sha256:…`, or `scratch`, the default.'),
        prefix: (0,action_kit_out.optional)(action_kit_out.text, 'Directory of the image that the context becomes. Default: `/app`.'),
        entrypoint: (0,action_kit_out.optional)((0,action_kit_out.lines)(String), 'Entrypoint, one argument a line.'),
        cmd: (0,action_kit_out.optional)((0,action_kit_out.lines)(String), 'Command, one argument a line.'),
        env: (0,action_kit_out.optional)((0,action_kit_out.lines)(parsePair), 'Environment variables, `NAME=value` a line.'),
        workdir: (0,action_kit_out.optional)(action_kit_out.text, 'Working directory.'),
        user: (0,action_kit_out.optional)(action_kit_out.text, 'User, such as `65532:65532`.'),
        expose: (0,action_kit_out.optional)((0,action_kit_out.lines)(String), 'Ports such as `8080/tcp`, one a line.'),
        labels: (0,action_kit_out.optional)((0,action_kit_out.lines)(parsePair), 'Labels, `name=value` a line.'),
        tags: (0,action_kit_out.optional)((0,action_kit_out.lines)(parseTag), 'Tags to set besides the digest, one a line.'),
        'source-date-epoch': (0,action_kit_out.optional)((0,action_kit_out.parsed)(parseEpoch), 'Time of everything in the image, in seconds since 1970. Default: `SOURCE_DATE_EPOCH`, else the time of the commit that is checked out.'),
        'sbom-path': (0,action_kit_out.optional)(action_kit_out.text, 'SPDX or CycloneDX document to attach. Default: one made from the context, where `append` builds.'),
        ...input_groups/* registryInputs */.P4,
        ...input_groups/* trustInputs */.Av,
        'signing-config': (0,action_kit_out.optional)(action_kit_out.text, "Sigstore signing config, as a path or as inline JSON. Default: the public-good instance's."),
        'signature-format': (0,action_kit_out.defaulted)((0,action_kit_out.oneOf)('bundle', 'legacy', 'both'), 'bundle', 'How signature and attestations are attached: as Sigstore bundles, under the tags that cosign used before (`legacy`, needs a version 1 log), or both.'),
        ...input_groups/* dryRunInput */.lo,
    },
    outputs: {
        image: 'Name of the image.',
        digest: 'Digest of the image.',
        ref: '`image@digest`.',
        'bundle-paths': 'The Sigstore bundles as files: signature, provenance, SBOM; one path a line.',
        'verify-commands': 'Commands that verify the image with other tools, one a line.',
        result: '`pushed`, `planned` (dry run) or `refused`.',
        reason: 'Why it was refused: `CODE: sentence. Next: …`.',
    },
});

;// CONCATENATED MODULE: ./actions/out/build-sign-push/job-files.js


/** Writes what other tools verify the image from, for later steps of the job. */
async function writeJobFiles(bundles, trust, env) {
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
    if (trust === 'public-good')
        return undefined;
    return trust.inline === undefined ? trust.path : write(trust.inline);
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
        say(`pushed ${amount(sent, total)} of ${amount(total)}`);
    };
    return {
        onBytes,
        onProgress: ({ digest, size, existed, done, total }) => say(`blob ${done}/${total} ${digest.slice(0, 19)} ${amount(size)}${existed ? ', was there' : ''}`),
    };
}
const units = ['bytes', 'kB', 'MB', 'GB'];
/** Bytes for people, in the unit that suits `scale`; without the unit's name where that follows elsewhere. */
function amount(bytes, scale) {
    const power = Math.min(Math.max(Math.floor(Math.log10(scale ?? bytes) / 3), 0), units.length - 1);
    const figure = (bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1);
    return scale === undefined ? `${figure} ${units[power]}` : figure;
}

;// CONCATENATED MODULE: ./actions/out/build-sign-push/summary.js

/** The job summary: what was pushed, what was attached, and how to verify it. */
function buildSummary({ ref, pushed, image, bundles, sbom, commands }) {
    const blobs = image.blobs.map(({ descriptor }) => [
        `\`${descriptor.digest.slice(0, 19)}\``,
        (0,promotion_out/* literal */.eu)(descriptor.mediaType),
        String(descriptor.size),
    ]);
    const attached = bundles.map(({ predicateType, descriptor, existed }) => [
        `\`${predicateType}\``,
        `\`${descriptor.digest}\``,
        existed ? 'was there' : 'attached',
    ]);
    return [
        `## Pushed \`${ref}\``,
        `${counted(pushed.blobs.pushed, 'blob')} pushed (${counted(pushed.blobs.bytesPushed, 'byte')}); there already: ${pushed.blobs.existed}. ${sbomLine(sbom)}`,
        (0,promotion_out/* table */.tp)(['blob', 'type', 'bytes'], blobs),
        '### Attached',
        (0,promotion_out/* table */.tp)(['predicate', 'manifest', ''], attached),
        '### Verify',
        `\`\`\`console\n${commands.join('\n')}\n\`\`\``,
        '',
    ].join('\n\n');
}
function sbomLine(sbom) {
    const length = (key) => (Array.isArray(sbom?.predicate[key]) ? sbom.predicate[key].length : 0);
    if (sbom === undefined)
        return 'No SBOM was given.';
    return `The SBOM lists ${counted(length('packages') + length('components'), 'package')} and ${counted(length('files'), 'file')}.`;
}
const counted = (count, what) => `${count} ${what}${count === 1 ? '' : 's'}`;

;// CONCATENATED MODULE: ./actions/out/build-sign-push/main.js
var main_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var main_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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










const action = {
    definition: definition,
    async main(inputs, runtime) {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const registry = (0,registry_access/* registryAccess */.Y)(inputs, runtime);
            const { server } = (0,connections/* serverAddresses */._F)(runtime.env);
            const trustedRoot = (0,evidence/* sigstoreSource */.E)(inputs['trusted-root']);
            const trust = await (0,signing_out/* loadTrust */.Vc)(trustedRoot);
            const services = await (0,signing_out/* loadSigningServices */.wV)((0,evidence/* sigstoreSource */.E)(inputs['signing-config']));
            const format = inputs['signature-format'];
            (0,signing_out/* checkSignatureFormat */.Ql)(format, services);
            const built = main_addDisposableResource(env_1, await buildImage(inputs, registry, runtime), true);
            const ref = `${inputs.image}@${built.image.digest}`;
            const outputs = { image: inputs.image, digest: built.image.digest, ref, reason: '' };
            if (inputs['dry-run']) {
                runtime.info(`Dry run: would push and sign ${ref}`);
                return {
                    kind: 'done',
                    outputs: { ...outputs, 'bundle-paths': '', 'verify-commands': '', result: 'planned' },
                    summary: `## Would push \`${ref}\` (dry run)\n`,
                };
            }
            const repository = await registry.open(inputs.image, [inputs.image]);
            const pushed = await pushImage(repository, built.image, {
                tags: inputs.tags ?? [],
                ...pushProgress((line) => runtime.info(line)),
            });
            const { bundles } = await (0,signing_out/* signImage */.jV)({
                repository,
                subject: pushedDescriptor(pushed),
                isNew: pushed.isNew,
                server,
                materials: built.materials,
                ...(built.sbom && { sbom: built.sbom }),
                idToken: () => runtime.idToken('sigstore'),
                services,
                format,
                trust,
                mask: (secret) => runtime.mask(secret),
            });
            runtime.info(`Pushed and signed ${ref}`);
            const files = await writeJobFiles(bundles, trustedRoot, runtime.env);
            const all = commandsFor(ref, server, files.trustedRoot, runtime);
            const commands = format === 'legacy' ? all.filter((command) => command.startsWith('cosign ')) : all;
            return {
                kind: 'done',
                outputs: {
                    ...outputs,
                    'bundle-paths': files.bundles.join('\n'),
                    'verify-commands': commands.join('\n'),
                    result: 'pushed',
                },
                summary: buildSummary({ ref, pushed, bundles, commands, image: built.image, sbom: built.sbom }),
            };
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            const result_1 = main_disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    },
};
const pushedDescriptor = ({ digest, mediaType, size }) => ({ digest, mediaType, size });
/** Only for people: the identity is told from the job's variables, while the certificate has it from GitHub. */
function commandsFor(image, server, trustedRoot, { env }) {
    const source = env['GITHUB_REPOSITORY'] ?? '';
    const { path: workflow, ref } = (0,signing_out/* workflowOf */.B4)({ repository: source, workflow_ref: env['GITHUB_WORKFLOW_REF'] ?? '' });
    const identity = { issuer: (0,connections/* tokenIssuer */.fH)(server), server, source, workflow, ref };
    return (0,signing_out/* verificationCommands */.Yx)(image, identity, trustedRoot === undefined ? {} : { trustedRoot });
}


/***/ })

};
