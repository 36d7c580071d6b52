export const id = 459;
export const ids = [459];
export const modules = {

/***/ 25865:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R_: () => (/* binding */ gitOpsRepository),
/* harmony export */   US: () => (/* binding */ policyOf),
/* harmony export */   Vp: () => (/* binding */ runUrl),
/* harmony export */   _A: () => (/* binding */ refuseUncheckedTls),
/* harmony export */   _F: () => (/* binding */ serverAddresses),
/* harmony export */   fH: () => (/* binding */ tokenIssuer),
/* harmony export */   kl: () => (/* binding */ connectToGitOps)
/* harmony export */ });
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7962);
/* harmony import */ var _bitvault_github__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69876);
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(60283);



/** Throws InputError `INPUT_MISSING`, `TLS_UNCHECKED`. */
function serverAddresses(env) {
    refuseUncheckedTls(env);
    return {
        server: address(env, 'GITHUB_SERVER_URL'),
        api: address(env, 'GITHUB_API_URL'),
        graphql: address(env, 'GITHUB_GRAPHQL_URL'),
    };
}
/**
 * Whoever is in between would get every token and password, and say what the policy is.
 * Throws InputError `TLS_UNCHECKED`.
 */
function refuseUncheckedTls(env) {
    // Node.js heeds no other value.
    if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0')
        return;
    throw new _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.InputError('TLS_UNCHECKED', 'NODE_TLS_REJECT_UNAUTHORIZED is 0, so that no certificate of any server is checked', 'Remove it from the `env` of the job; the certificate of a private authority goes into NODE_EXTRA_CA_CERTS, as a path.');
}
function address(env, name) {
    const value = env[name] ?? '';
    if (!URL.canParse(value)) {
        throw new _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.InputError('INPUT_MISSING', `${name} is not set to an address`, 'Run this inside a GitHub Actions job.');
    }
    return value.replace(/\/+$/, '');
}
/**
 * Who issues the tokens of a server's jobs, where no enterprise has an issuer of its own: of github.com and of an
 * Enterprise Server as docs.github.com has it ("OpenID Connect reference"), of a subdomain of ghe.com as cli/cli does.
 */
function tokenIssuer(server) {
    if (server === 'https://github.com')
        return 'https://token.actions.githubusercontent.com';
    const { protocol, host } = new URL(server);
    return host.endsWith('.ghe.com') ? `${protocol}//token.actions.${host}` : `${server}/_services/token`;
}
function gitOpsRepository(input, env) {
    return input ?? (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .parseRepositoryName */ .$M)(env['GITHUB_REPOSITORY'] ?? '');
}
/** @param more where the token is from, if that is not the input `token` */
function connectToGitOps(inputs, runtime, more = {}) {
    const { api, graphql } = serverAddresses(runtime.env);
    return (0,_bitvault_github__WEBPACK_IMPORTED_MODULE_1__/* .connectGitHub */ .UY)({
        token: inputs.token,
        apiUrl: api,
        graphqlUrl: graphql,
        repository: gitOpsRepository(inputs.repository, runtime.env),
        redact: (text) => runtime.redact(text),
        ...more,
    });
}
/** URL of this workflow run, for trailers and texts. */
function runUrl(env) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
    return server && repository && id ? `${server}/${repository}/actions/runs/${id}` : null;
}
/** The policy on the base branch, and nothing else, decides. Throws PolicyError. */
function policyOf(base) {
    if (base.policyText === null) {
        throw new _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.InputError('INPUT_INVALID', `branch ${base.branch} has no promotion.yaml that can be read`, 'Add promotion.yaml at the root of the GitOps repository; docs/promotion.schema.json describes it.');
    }
    return (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .parsePolicy */ .ON)(base.policyText);
}


/***/ }),

/***/ 51005:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Av: () => (/* binding */ trustInputs),
/* harmony export */   P4: () => (/* binding */ registryInputs),
/* harmony export */   ZU: () => (/* binding */ sourceInputs),
/* harmony export */   cH: () => (/* binding */ gitOpsInputs),
/* harmony export */   lo: () => (/* binding */ dryRunInput),
/* harmony export */   oL: () => (/* binding */ rollbackWorkflowInput)
/* harmony export */ });
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7962);
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60283);


/** Inputs that every action which talks to the GitOps repository takes. */
const gitOpsInputs = {
    token: (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.required)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.secretText, 'Token of a GitHub App that is installed on the GitOps repository.'),
    repository: (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)((0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.parsed)(_bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__/* .parseRepositoryName */ .$M), 'GitOps repository as `owner/name`. Default: the one that the workflow runs in.'),
    branch: (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.text, 'Base branch of the GitOps repository. Default: its default branch.'),
};
/** Of the actions that judge who agreed. */
const sourceInputs = {
    'source-token': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.explicit)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.secretText, 'token', 'Token that reads who wrote what is promoted, where the policy sets authors apart: `contents: read` and `pull-requests: read` on the repositories that the images are built from, and no other right. `token` is the input of this name.'),
};
const registryInputs = {
    'registry-username': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.text, 'User name for the registry. Default: what an earlier step logged in with, from the `config.json` of Docker with its credential helpers, or the `auth.json` of podman and buildah.'),
    'registry-password': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.secretText, 'Password or token for the registry. It is sent to that registry only.'),
    'registry-ca': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.text, "Certificate of the private authority that the registry's certificate is from, as a path or as PEM. It is trusted besides the public ones, for registries alone."),
};
/** Of the actions that follow promotion.yaml. */
const trustInputs = {
    'trusted-root': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.optional)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.text, 'Decides nothing: `trust` in promotion.yaml of the base branch says whom to trust. Where it is set, as a path or as inline JSON, it has to be the trusted root that is named there, or nothing verifies.'),
};
const dryRunInput = {
    'dry-run': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.defaulted)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.flag, 'false', 'Decide and report, but change nothing.'),
};
const rollbackWorkflowInput = {
    'rollback-workflow': (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.defaulted)(_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.text, 'rollback.yml', 'Workflow that is dispatched to take back a merge that the policy turned out to forbid, because something moved in that very moment.'),
};


/***/ }),

/***/ 41284:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ oneHost),
/* harmony export */   Y: () => (/* binding */ registryAccess)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7962);
/* harmony import */ var _bitvault_registry__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(19379);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(25865);
/* harmony import */ var _workspace_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(82881);







/** Throws InputError `INPUT_MISSING` where the inputs have half a login, `TLS_UNCHECKED`. */
function registryAccess(inputs, runtime) {
    (0,_connections_js__WEBPACK_IMPORTED_MODULE_5__/* .refuseUncheckedTls */ ._A)(runtime.env);
    const login = loginOf(inputs);
    const authority = inputs['registry-ca'];
    const mask = (secret) => runtime.mask(secret);
    const findCredentials = (0,_bitvault_registry__WEBPACK_IMPORTED_MODULE_4__/* .credentialFinder */ .ym)({ environment: runtime.env, mask });
    const habits = new Map();
    const habitsOf = (host) => {
        const known = habits.get(host) ?? new _bitvault_registry__WEBPACK_IMPORTED_MODULE_4__/* .UploadHabits */ .TQ();
        habits.set(host, known);
        return known;
    };
    // One for all, so that they share their connections.
    let trusting;
    return {
        async open(image, loginImages) {
            const fetch = authority === undefined ? undefined : await (trusting ??= fetchTrusting(authority, runtime.env));
            const own = login && hostOf(image) === oneHost(loginImages) ? login : undefined;
            const credentials = own ?? (await findCredentials(image));
            return (0,_bitvault_registry__WEBPACK_IMPORTED_MODULE_4__/* .openRepository */ .h_)(image, {
                credentials,
                ...(fetch !== undefined && { secure: true, fetch }),
                mask,
                habits: habitsOf(hostOf(image)),
            });
        },
    };
}
function loginOf(inputs) {
    const { 'registry-username': username, 'registry-password': password } = inputs;
    if (username === undefined && password === undefined)
        return undefined;
    if (username === undefined || password === undefined) {
        throw new _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_3__.InputError('INPUT_MISSING', 'of registry-username and registry-password only one is set', 'Set both, or none for a registry that needs no login.');
    }
    return { username, password };
}
const hostOf = (image) => image.split('/', 1)[0] ?? '';
/**
 * The registry of all these images: with two of them nobody knows whose the password is, and it is offered to neither.
 * Throws InputError `INPUT_INVALID`.
 */
function oneHost(images) {
    const hosts = new Set(Array.from(images, hostOf));
    if (hosts.size > 1) {
        throw new _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_3__.InputError('INPUT_INVALID', `registry-password is for one registry, but the images are in ${[...hosts].join(' and ')}`, 'Log in to each of them with `docker login` in an earlier step, and leave the two inputs away.');
    }
    return [...hosts][0];
}
/** For registries alone: what else the step talks to is not vouched for by whoever may set this. Throws InputError `INPUT_INVALID`. */
async function fetchTrusting(value, env) {
    try {
        const inline = value.startsWith('-----BEGIN ');
        const pem = inline ? value : await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)((0,_workspace_js__WEBPACK_IMPORTED_MODULE_6__/* .workspaceOf */ .B)(env), value), 'utf8');
        const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
        if (certificates.length === 0)
            throw new TypeError('no certificate in it');
        // Read here, since TLS would pass in silence over what is none.
        const read = certificates.map((certificate) => new node_crypto__WEBPACK_IMPORTED_MODULE_0__.X509Certificate(certificate).toString());
        return (0,_bitvault_registry__WEBPACK_IMPORTED_MODULE_4__/* .keepAliveFetch */ .zk)(read.join('\n'));
    }
    catch (cause) {
        throw new _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_3__.InputError('INPUT_INVALID', 'input "registry-ca" is not a certificate in PEM form, nor the path of one that can be read', "Give the certificate of the authority that issued the registry's, not the registry's own key.", { cause });
    }
}


/***/ }),

/***/ 82881:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ workspaceOf),
/* harmony export */   a: () => (/* binding */ writeReportFile)
/* harmony export */ });
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7962);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);



/** Where a job has its files, and what the path of an input is relative to. */
const workspaceOf = (env) => env['GITHUB_WORKSPACE'] ?? process.cwd();
/**
 * Writes the report that an input asks for, with the folders that lead there, and gives the path as it was asked for;
 * empty, with a warning, where it cannot be written: what it reports on is not undone by that.
 */
async function writeReportFile(runtime, input, path, text) {
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspaceOf(runtime.env), path);
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(file), { recursive: true });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(file, text);
        return path;
    }
    catch (error) {
        runtime.warn((0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.reportWarning)('FILES_LOST', `the file of \`${input}\` could not be written (${(0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.causesOf)(error)})`, askedFor));
        return '';
    }
}
const askedFor = 'If it is wanted, name a file in a folder that the job may write to, and run again.';


/***/ }),

/***/ 19379:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gl: () => (/* reexport */ RegistryError),
  TQ: () => (/* reexport */ UploadHabits),
  DE: () => (/* reexport */ blobOf),
  Qc: () => (/* reexport */ childEnvironment),
  ym: () => (/* reexport */ credentialFinder),
  $U: () => (/* reexport */ isIndexType),
  Q3: () => (/* reexport */ isManifestType),
  ve: () => (/* reexport */ isSameRepository),
  _h: () => (/* reexport */ isSha256),
  zk: () => (/* reexport */ keepAliveFetch),
  c0: () => (/* reexport */ mediaTypeOf),
  Ib: () => (/* reexport */ mediaTypes),
  h_: () => (/* reexport */ openRepository),
  A1: () => (/* reexport */ parseIndex),
  Ng: () => (/* reexport */ parseManifest),
  Bj: () => (/* reexport */ sha256Of)
});

// UNUSED EXPORTS: parseRepositoryName, registryErrorCodes

;// CONCATENATED MODULE: ./packages/registry/out/child-environment.js
/** Inputs and state of the step, the means to ask for the job's identity, and those to write its caches and artifacts. */
const ofTheStep = /^(?:INPUT_|STATE_|ACTIONS_ID_TOKEN_REQUEST_|ACTIONS_RUNTIME_TOKEN$)/i;
/** The variables that another program gets, with `more` that it needs: nothing of what only this step is entrusted with. */
const childEnvironment = (env, more = {}) => ({
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !ofTheStep.test(name))),
    ...more,
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/registry/out/digest.js

const pattern = /^sha256:[0-9a-f]{64}$/;
/** Whether this is a SHA-256 digest in its only canonical form (image-spec, descriptor.md, "Registered algorithms"). */
const isSha256 = (text) => pattern.test(text);
/** The digest of these bytes. */
const sha256Of = (bytes) => `sha256:${(0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex')}`;

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(77934);
;// CONCATENATED MODULE: ./packages/registry/out/registry-error.js
/** Stable codes of `RegistryError`, each with the sentence that says what it means. */
const registryErrorCodes = {
    REFERENCE_INVALID: 'A repository name, tag or digest does not have the form that it must have.',
    CREDENTIALS_INVALID: 'Credentials are there, but cannot be used.',
    REGISTRY_UNREACHABLE: 'No answer came from the registry.',
    REGISTRY_THROTTLED: 'The registry kept answering that there were too many requests.',
    REGISTRY_FAILING: 'The registry kept answering with a server error.',
    REGISTRY_DENIED: 'The registry does not allow this with these credentials.',
    REGISTRY_REALM_UNTRUSTED: 'The registry names a token service that must not see its credentials.',
    REGISTRY_REDIRECT_REFUSED: 'The registry sends the client to a place where it must not go.',
    REGISTRY_REFUSED: 'The registry did not accept a request.',
    REGISTRY_ANSWER_INVALID: 'The registry answered something that the specification does not allow.',
    RESPONSE_TOO_LARGE: 'The registry answered more than the client is willing to take.',
    DIGEST_MISMATCH: 'Bytes from the registry do not have the digest or size that they were asked for by.',
    MANIFEST_UNKNOWN: 'A manifest is not in the repository.',
    BLOB_UNKNOWN: 'A blob is not in the repository.',
    REFERRER_INVALID: 'A manifest that should refer to a subject does not.',
    REFERRERS_UNAVAILABLE: 'Referrers were pushed, but the registry does not list them.',
};
const nextSteps = {
    REFERENCE_INVALID: 'Write it as host/path, with a tag or a sha256 digest where one is asked for',
    CREDENTIALS_INVALID: 'Check the username and password inputs, or log in to the registry again',
    REGISTRY_UNREACHABLE: 'Check the host name and the network, then run again: nothing is lost by repeating it',
    REGISTRY_THROTTLED: 'Wait, then run again: nothing is lost by repeating it',
    REGISTRY_FAILING: "Look at the registry's status page, then run again: nothing is lost by repeating it",
    REGISTRY_DENIED: 'Give credentials that may do this; on GitHub, the job needs packages: read or packages: write',
    REGISTRY_REALM_UNTRUSTED: 'If that token service really is the one of this registry, name its host as trusted',
    REGISTRY_REDIRECT_REFUSED: 'Have the operator of the registry look at where it redirects to',
    REGISTRY_REFUSED: "Look the registry's error code up in its documentation",
    REGISTRY_ANSWER_INVALID: 'Check that the host really is an OCI registry; a proxy in between may answer in its place',
    RESPONSE_TOO_LARGE: 'Check what was pushed there: no image of this suite comes near this limit',
    DIGEST_MISMATCH: 'Do not use this image: the registry, or something in between, changes content',
    MANIFEST_UNKNOWN: 'Check the digest, and that the image was pushed to this repository',
    BLOB_UNKNOWN: 'Push the image again: the repository is incomplete',
    REFERRER_INVALID: "Build the manifest with the image's descriptor as its subject",
    REFERRERS_UNAVAILABLE: 'Run again; if it persists, check that the registry allows its sha256-… tags to be overwritten',
};
/** Thrown by everything in this package. Holds no credential and no text that a server chose, its OCI error codes apart. */
class RegistryError extends Error {
    name = 'RegistryError';
    code;
    next;
    constructor(code, message, options) {
        super(message, options);
        this.code = code;
        this.next = nextSteps[code];
    }
}

;// CONCATENATED MODULE: ./packages/registry/out/documents.js



/** The media types of manifests, OCI (image-spec, media-types.md) and Docker (distribution, image manifest v2.2). */
const mediaTypes = {
    index: 'application/vnd.oci.image.index.v1+json',
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
    dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
    emptyConfig: 'application/vnd.oci.empty.v1+json',
};
const isIndexType = (mediaType) => mediaType === mediaTypes.index || mediaType === mediaTypes.dockerList;
const isManifestType = (mediaType) => mediaType === mediaTypes.manifest || mediaType === mediaTypes.dockerManifest;
/** The most entries of one index or one manifest that this suite works with. */
const mostEntries = 1_000;
const annotations = dist/* record */.g1P(dist/* string */.YjP(), dist/* string */.YjP());
/** Keeps fields that it does not know: a descriptor that is copied into another index must lose nothing. */
const descriptorSchema = dist/* looseObject */._H3({
    mediaType: dist/* string */.YjP(),
    digest: dist/* custom */.IeY((value) => typeof value === 'string' && isSha256(value), 'not a sha256 digest'),
    size: dist/* pipe */.FsL(dist/* number */.aig(), dist/* safeInteger */.Y2b(), dist/* minValue */.Wwf(0)),
    artifactType: dist/* optional */.lqM(dist/* string */.YjP()),
    annotations: dist/* optional */.lqM(annotations),
    platform: dist/* optional */.lqM(dist/* looseObject */._H3({ os: dist/* string */.YjP(), architecture: dist/* string */.YjP(), variant: dist/* optional */.lqM(dist/* string */.YjP()) })),
    urls: dist/* optional */.lqM(dist/* array */.YOg(dist/* string */.YjP())),
});
const indexSchema = dist/* looseObject */._H3({
    schemaVersion: dist/* literal */.euz(2),
    mediaType: dist/* optional */.lqM(dist/* string */.YjP()),
    manifests: dist/* array */.YOg(descriptorSchema),
    annotations: dist/* optional */.lqM(annotations),
});
const manifestSchema = dist/* looseObject */._H3({
    schemaVersion: dist/* literal */.euz(2),
    mediaType: dist/* optional */.lqM(dist/* string */.YjP()),
    artifactType: dist/* optional */.lqM(dist/* string */.YjP()),
    config: descriptorSchema,
    layers: dist/* array */.YOg(descriptorSchema),
    subject: dist/* optional */.lqM(descriptorSchema),
    annotations: dist/* optional */.lqM(annotations),
});
/** Reads an index of at most `mostEntries` entries. Throws `REGISTRY_ANSWER_INVALID` or `RESPONSE_TOO_LARGE`. */
const parseIndex = (bytes) => parse(bytes, indexSchema, 'manifests');
/** Reads an image manifest of at most `mostEntries` layers. Throws as `parseIndex`. */
const parseManifest = (bytes) => parse(bytes, manifestSchema, 'layers');
function parse(bytes, schema, list) {
    const document = parseJson(bytes);
    const entries = list in document ? document[list] : undefined;
    if (Array.isArray(entries) && entries.length > mostEntries)
        throw new RegistryError('RESPONSE_TOO_LARGE', `${entries.length} ${list} in one document, ${mostEntries} at most`);
    const parsed = dist/* safeParse */.xLC(schema, document);
    if (parsed.success)
        return parsed.output;
    const [issue] = parsed.issues;
    const where = dist/* getDotPath */.BuJ(issue) ?? 'the document';
    throw new RegistryError('REGISTRY_ANSWER_INVALID', `not an image ${list === 'layers' ? 'manifest' : 'index'}: ${where}`);
}
function parseJson(bytes) {
    let document;
    try {
        document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    }
    catch (cause) {
        throw new RegistryError('REGISTRY_ANSWER_INVALID', 'a manifest is not JSON', { cause });
    }
    if (typeof document !== 'object' || document === null)
        throw new RegistryError('REGISTRY_ANSWER_INVALID', 'a manifest is not a JSON object');
    return document;
}
/**
 * The media type that the bytes say themselves, checked against what the registry says: a document that can be read as
 * both an index and a manifest means two images under one digest (CVE-2021-41190). Throws `REGISTRY_ANSWER_INVALID`.
 */
function mediaTypeOf(bytes, contentType) {
    const document = parseJson(bytes);
    const own = 'mediaType' in document && typeof document.mediaType === 'string' ? document.mediaType : undefined;
    const served = contentType?.split(';', 1)[0]?.trim();
    const generic = served === undefined || served === '' || served === 'application/json';
    const mediaType = generic ? own : served;
    if (mediaType === undefined ||
        (own !== undefined && own !== mediaType) ||
        ('manifests' in document && 'layers' in document))
        throw new RegistryError('REGISTRY_ANSWER_INVALID', 'a manifest does not say unambiguously of what media type it is');
    return mediaType;
}

;// CONCATENATED MODULE: ./packages/registry/out/blob-source.js



/** A blob that is held in memory. */
const blobOf = (bytes) => ({
    digest: sha256Of(bytes),
    size: bytes.length,
    read: async function* read(start, end) {
        yield bytes.subarray(start, end);
    },
});
/** Requests of at most this many bytes are made whole, in one write. */
const smallBody = 1024 * 1024;
/**
 * One upload of a blob: hashes the bytes as they go out, so that the last of them is held back where what was read is not
 * the blob (`DIGEST_MISMATCH`), and the registry never gets it whole.
 */
class OutgoingBlob {
    source;
    #onSent;
    /** Of everything before `#hashed`. */
    #hash = (0,external_node_crypto_.createHash)('sha256');
    #hashed = 0;
    /** Of everything before the end of what was sent last: whether it arrived, the next request tells. */
    #ahead;
    /** `onSent` is told how many bytes of the blob have gone out, less than before where some go out again. */
    constructor(source, onSent) {
        this.source = source;
        this.#onSent = onSent;
    }
    /** The same blob, of which nothing has arrived. */
    again() {
        return new OutgoingBlob(this.source, this.#onSent);
    }
    /** The body of a request for the bytes from `start` to before `end`; everything before `start` has arrived. */
    async part(start, end) {
        await this.#hashUpTo(start);
        const pieces = () => this.#pieces(start, end);
        if (end - start > smallBody)
            return { length: end - start, pieces };
        const held = [];
        for await (const piece of pieces())
            held.push(piece);
        return held.length === 1 && held[0] ? held[0] : Buffer.concat(held);
    }
    async #hashUpTo(start) {
        if (this.#ahead?.end === start) {
            this.#hash = this.#ahead.hash;
        }
        else {
            for await (const piece of this.source.read(this.#hashed, start))
                this.#hash.update(piece);
        }
        this.#hashed = start;
    }
    async *#pieces(start, end) {
        const { size, digest } = this.source;
        const hash = this.#hash.copy();
        let at = start;
        let last;
        for await (const piece of this.source.read(start, end)) {
            if (last)
                yield last;
            this.#onSent(at);
            hash.update(piece);
            at += piece.length;
            last = piece;
        }
        const isWhole = end < size || `sha256:${hash.copy().digest('hex')}` === digest;
        if (at !== end || !isWhole)
            throw new RegistryError('DIGEST_MISMATCH', `what was read for blob ${digest} is not it`);
        this.#ahead = { hash, end };
        if (last)
            yield last;
        this.#onSent(end);
    }
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./packages/registry/out/credential-file.js



const entrySchema = dist/* object */.Ikc({
    auth: dist/* optional */.lqM(dist/* string */.YjP()),
    username: dist/* optional */.lqM(dist/* string */.YjP()),
    password: dist/* optional */.lqM(dist/* string */.YjP()),
    identitytoken: dist/* optional */.lqM(dist/* string */.YjP()),
});
const fileSchema = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ(), dist/* object */.Ikc({
    auths: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* nullable */.mee(entrySchema))),
    credHelpers: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* string */.YjP())),
    credsStore: dist/* optional */.lqM(dist/* string */.YjP()),
}));
/** Docker's `config.json` or containers' `auth.json`; `undefined` where there is none. Throws `CREDENTIALS_INVALID`. */
async function readCredentialFile(path) {
    const text = await readIfThere(path);
    if (text === undefined)
        return undefined;
    const parsed = dist/* safeParse */.xLC(fileSchema, text);
    // Not the parser's own words: they quote what they could not parse.
    if (!parsed.success)
        throw new RegistryError('CREDENTIALS_INVALID', `${path} does not have the form of a file of registry credentials`);
    return parsed.output;
}
async function readIfThere(path) {
    try {
        return await (0,promises_.readFile)(path, 'utf8');
    }
    catch (cause) {
        if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
            return undefined;
        throw new RegistryError('CREDENTIALS_INVALID', `${path} cannot be read`, { cause });
    }
}
/** Docker's keys are hosts, or addresses from the time before that: `https://index.docker.io/v1/`. */
function hostOf(key) {
    const host = key.replace(/^https?:\/\//, '').split('/', 1)[0] ?? '';
    return host === 'index.docker.io' || host === 'registry-1.docker.io' ? 'docker.io' : host;
}
/** The value whose key is for this host, an exact one before an address of it. */
function byHost(entries, host) {
    const matching = Object.entries(entries ?? {}).filter(([key]) => hostOf(key) === hostOf(host));
    return (matching.find(([key]) => key === host) ?? matching[0])?.[1];
}
/** The value whose key names the host or the longest part of `host/path` (containers-auth.json(5)). */
function byNamespace(entries, name) {
    const [host = '', ...path] = name.split('/');
    for (let length = path.length; length > 0; length -= 1) {
        const key = [hostOf(host), ...path.slice(0, length)].join('/');
        if (entries && Object.hasOwn(entries, key))
            return entries[key];
    }
    // A namespace of the host is for that namespace only.
    const hosts = Object.entries(entries ?? {}).filter(([key]) => !/^[^/]+\/./.test(key));
    return byHost(Object.fromEntries(hosts), host);
}
/** `undefined` where the entry is empty, as `docker login` leaves it beside a credential store. */
function credentialsOf(entry, path, host) {
    if (entry?.identitytoken)
        return { identityToken: entry.identitytoken };
    const { auth, username: name, password: secret } = entry ?? {};
    if (!auth && !name && !secret)
        return undefined;
    const decoded = auth ? Buffer.from(auth, 'base64').toString('utf8') : '';
    const colon = decoded.indexOf(':');
    const username = colon > 0 ? decoded.slice(0, colon) : name;
    const password = colon > 0 ? decoded.slice(colon + 1).replace(/\0+$/, '') : secret;
    if (!username || !password)
        throw new RegistryError('CREDENTIALS_INVALID', `${path} has an entry for ${host} without a username and password`);
    return { username, password };
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
;// CONCATENATED MODULE: ./packages/registry/out/credential-program.js




const timeout = 30_000;
const outputLimit = 64 * 1024;
/** Part of a program's name: no path, no option, nothing that a shell would read (none is asked). */
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
const answerSchema = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ(), dist/* object */.Ikc({ Username: dist/* string */.YjP(), Secret: dist/* string */.YjP() }));
/** What a helper says that works and has nothing for this host (docker-credential-helpers, `credentials/error.go`). */
const notFound = /^credentials not found in native keychain\s*$/;
/**
 * Asks `docker-credential-<name> get` for the credentials of a host. `undefined` only where the helper says in the words
 * of its protocol that it has none; a helper that is missing, fails, hangs or answers something else is
 * `CREDENTIALS_INVALID`. Nothing that it writes is quoted.
 */
async function askCredentialHelper(name, host, environment) {
    if (!namePattern.test(name))
        throw new RegistryError('CREDENTIALS_INVALID', `the name of the credential helper for ${host} cannot be one`);
    const program = `docker-credential-${name}`;
    // Docker logs in to its own registry under this address, and its helpers keep it so.
    const { failure, output } = await get(program, host === 'docker.io' ? 'https://index.docker.io/v1/' : host, environment);
    if (failure !== undefined && notFound.test(output))
        return undefined;
    if (failure !== undefined)
        throw new RegistryError('CREDENTIALS_INVALID', `${program} gives no credentials for ${host}: ${failure}`);
    const parsed = dist/* safeParse */.xLC(answerSchema, output);
    if (!parsed.success || parsed.output.Secret === '')
        throw new RegistryError('CREDENTIALS_INVALID', `${program} answers for ${host} without a username and secret`);
    const { Username: username, Secret: secret } = parsed.output;
    return username === '<token>' ? { identityToken: secret } : { username, password: secret };
}
function get(program, address, env) {
    const options = { env: childEnvironment(env), timeout, maxBuffer: outputLimit, killSignal: 'SIGKILL' };
    return new Promise((resolve) => {
        const child = (0,external_node_child_process_.execFile)(program, ['get'], options, (error, output) => resolve({ failure: error ? reason(error) : undefined, output }));
        // A helper that ends without reading is judged by how it ended.
        child.stdin?.on('error', () => { });
        child.stdin?.end(address);
    });
}
/** The error's message is not used: it repeats what the helper wrote to its error output. */
function reason({ code, killed }) {
    if (code === 'ENOENT')
        return 'it is not on the PATH';
    if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
        return `it wrote more than ${outputLimit} bytes`;
    if (killed)
        return `it took more than ${timeout / 1000} s`;
    return typeof code === 'number' || typeof code === 'string' ? `it ended with ${code}` : 'it was ended';
}

;// CONCATENATED MODULE: ./packages/registry/out/credentials.js

/** The value of `Authorization` for these (RFC 7617). Throws `CREDENTIALS_INVALID`, without quoting them. */
function basicAuthorization(credentials) {
    if ('identityToken' in credentials)
        throw new RegistryError('CREDENTIALS_INVALID', 'the registry asks for a username and password, but an identity token was stored for it');
    const { username, password } = credentials;
    if (username === '' || password === '' || username.includes(':') || /[\u0000-\u001f\u007f]/.test(username + password))
        throw new RegistryError('CREDENTIALS_INVALID', 'the registry username or password is empty or has a character that it cannot have');
    return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
/** Every form in which these are sent, for a log that must show none of them. */
const secretsOf = (credentials) => 'identityToken' in credentials
    ? [credentials.identityToken]
    : [credentials.password, basicAuthorization(credentials).slice('Basic '.length)];

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./packages/registry/out/network-address.js

const loopback = new external_node_net_.BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');
/** Address blocks that are not the internet's: RFC 6890 and its IPv6 counterparts. */
const special = new external_node_net_.BlockList();
for (const [network, prefix] of [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 3],
])
    special.addSubnet(network, prefix);
for (const [network, prefix] of [
    ['::', 128],
    ['::1', 128],
    ['64:ff9b::', 96],
    ['fc00::', 7],
    ['fe80::', 10],
    ['ff00::', 8],
])
    special.addSubnet(network, prefix, 'ipv6');
const listed = (list, hostname) => {
    const address = hostname.replace(/^\[|\]$/g, '');
    const version = (0,external_node_net_.isIP)(address);
    return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
};
const isLocalName = (hostname) => /(?:^|\.)localhost\.?$/.test(hostname);
/** Takes a hostname as `URL` gives it: lower case, IPv4 in dotted form, IPv6 in brackets. */
const isLoopback = (hostname) => isLocalName(hostname) || listed(loopback, hostname);
/** Whether the hostname says by itself that it is not on the internet: loopback, private, link-local, or one label. */
const isInternal = (hostname) => isLocalName(hostname) || listed(special, hostname) || ((0,external_node_net_.isIP)(hostname) === 0 && !/[.:]/.test(hostname));
/**
 * Whether a client that was at `from` may follow to `to`. Plain http only stays on loopback, https never becomes http,
 * the internet never leads inside (a redirect to 169.254.169.254 asks the runner for its own secrets), and no address
 * carries a user name.
 */
function mayFollow(from, to) {
    if (to.username !== '' || to.password !== '')
        return false;
    if (isInternal(to.hostname) && !isInternal(from.hostname))
        return false;
    if (to.protocol === 'https:')
        return true;
    return to.protocol === 'http:' && from.protocol === 'http:' && isLoopback(to.hostname);
}

;// CONCATENATED MODULE: ./packages/registry/out/repository-name.js


const longestName = 512;
const hostPattern = /^(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?$/;
const componentPattern = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/;
const tagPattern = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
/**
 * Reads `host[:port]/path` (distribution-spec, "Pulling manifests", the grammar of <name>). The host must be written
 * out: a name without one is never taken for Docker Hub's. `secure` means https on loopback too.
 * Throws `REFERENCE_INVALID`.
 */
function parseRepositoryName(name, secure = false) {
    const slash = name.indexOf('/');
    const host = name.slice(0, slash);
    const path = name.slice(slash + 1);
    const wellFormed = slash > 0 &&
        name.length <= longestName &&
        hostPattern.test(host) &&
        /[.:]|^localhost$/.test(host) &&
        path.split('/').every((component) => componentPattern.test(component));
    const origin = wellFormed ? originOf(host, secure) : undefined;
    if (!origin)
        throw new RegistryError('REFERENCE_INVALID', `not a repository name of the form host/path: ${JSON.stringify(name.slice(0, 100))}`);
    return { name, host, origin, path: apiPath(host, path) };
}
const hub = { host: 'docker.io', aliases: ['index.docker.io', 'registry-1.docker.io'], api: 'registry-1.docker.io' };
const isHub = (host) => host === hub.host || hub.aliases.includes(host);
/** Docker Hub's API is not at the host that its image names carry. */
const apiHost = (host) => (isHub(host) ? hub.api : host);
/** Docker Hub's own images may be named without their folder. */
const apiPath = (host, path) => (isHub(host) && !path.includes('/') ? `library/${path}` : path);
/** Whether both name one repository: the same, but for the several names that Docker Hub's have. */
const isSameRepository = (left, right) => canonicalName(left) === canonicalName(right);
function canonicalName(name) {
    const slash = name.indexOf('/');
    const host = name.slice(0, slash);
    return isHub(host) ? `${hub.host}/${apiPath(host, name.slice(slash + 1))}` : name;
}
function originOf(host, secure) {
    const origin = URL.parse(`https://${apiHost(host)}`);
    if (!origin || /^[.-]|[.-](?::|$)|\.\./.test(host))
        return undefined;
    return isLoopback(origin.hostname) && !secure ? new URL(`http://${host}`) : origin;
}
/** Whether this can stand after the colon of an image reference (distribution-spec, the grammar of <reference>). */
const isTag = (text) => tagPattern.test(text);

;// CONCATENATED MODULE: ./packages/registry/out/find-credentials.js






/**
 * Finds what earlier steps of the job logged in with: Docker's `config.json` in `$DOCKER_CONFIG` or `~/.docker`, then the
 * `auth.json` of podman, buildah and skopeo. In each, a credential helper that is named for the host, else the general
 * one, else what is stored for it. `undefined` where none has anything. Throws `CREDENTIALS_INVALID` where something is
 * there for the host and cannot be used, rather than going on as nobody. A helper is run once for each host.
 */
function credentialFinder({ environment, mask }) {
    const asked = new Map();
    const ask = (helper, host) => {
        const key = `${helper} ${host}`;
        const answer = asked.get(key) ?? askCredentialHelper(helper, host, environment);
        asked.set(key, answer);
        return answer;
    };
    return async (name) => {
        const { host } = parseRepositoryName(name);
        for await (const { path, file, pick } of credentialFiles(environment)) {
            const helper = pick(file.credHelpers, name) ?? file.credsStore;
            const found = helper
                ? await ask(helper, hostOf(host))
                : credentialsOf(pick(file.auths, name) ?? null, path, host);
            if (!found)
                continue;
            for (const secret of secretsOf(found))
                mask(secret);
            return found;
        }
        return undefined;
    };
}
async function* credentialFiles(environment) {
    const { DOCKER_CONFIG, HOME, REGISTRY_AUTH_FILE, XDG_RUNTIME_DIR, XDG_CONFIG_HOME } = environment;
    const docker = DOCKER_CONFIG || (HOME && (0,external_node_path_.join)(HOME, '.docker'));
    if (docker) {
        const path = (0,external_node_path_.join)(docker, 'config.json');
        const file = await readCredentialFile(path);
        if (file)
            yield { path, file, pick: (entries, name) => byHost(entries, name.split('/', 1)[0] ?? '') };
    }
    const config = XDG_CONFIG_HOME || (HOME && (0,external_node_path_.join)(HOME, '.config'));
    const usual = [XDG_RUNTIME_DIR, config].flatMap((folder) => folder ? [(0,external_node_path_.join)(folder, 'containers', 'auth.json')] : []);
    for (const path of REGISTRY_AUTH_FILE ? [REGISTRY_AUTH_FILE] : usual) {
        const file = await readCredentialFile(path);
        if (file)
            yield { path, file, pick: byNamespace };
        else if (REGISTRY_AUTH_FILE)
            throw new RegistryError('CREDENTIALS_INVALID', `REGISTRY_AUTH_FILE names ${path}, which is not there`);
    }
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
;// CONCATENATED MODULE: ./packages/registry/out/keep-alive-fetch.js





/** Bytes. Google's registry points to uploads by signed addresses that are longer than what Node takes by default. */
const maxHeaderSize = 256 * 1024;
/**
 * Node's `fetch` closes the connection after each HEAD, so that the next request would wait for another handshake; this
 * one keeps it. The caller gives the length of a body that comes in pieces as `content-length`.
 * @param authority PEM of certificates that are trusted besides the usual ones, for these connections and no others
 */
function keepAliveFetch(authority) {
    const agent = authority === undefined ? {} : { agent: agentTrusting(authority) };
    return (url, init) => answerTo(url, init, agent);
}
/** As Node's own for all, but for whom it trusts. */
function agentTrusting(authority) {
    const secureContext = (0,external_node_tls_.createSecureContext)({ ca: [...(0,external_node_tls_.getCACertificates)(), authority] });
    return new external_node_https_.Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5_000, secureContext });
}
const answerTo = (url, init, agent) => new Promise((resolve, reject) => {
    const { method, headers, signal } = init;
    const common = { method, headers, signal, maxHeaderSize };
    const outgoing = url.protocol === 'https:' ? (0,external_node_https_.request)(url, { ...common, ...agent }) : (0,external_node_http_.request)(url, common);
    // Stays for its lifetime: what comes after the answer is told to whoever reads that.
    outgoing.on('error', reject);
    outgoing.once('response', (incoming) => {
        if (!outgoing.writableEnded)
            abandonWith(incoming, outgoing);
        const answer = { status: incoming.statusCode ?? 0, headers: headersOf(incoming) };
        if (method !== 'HEAD')
            return resolve({ ...answer, body: incoming });
        // Only after its end is the connection free for what comes next.
        incoming.once('end', () => resolve({ ...answer, body: null })).once('error', reject);
        incoming.resume();
    });
    sendBody(outgoing, init.body).catch(reject);
});
async function sendBody(outgoing, body) {
    if (body === null || body instanceof Uint8Array)
        outgoing.end(body);
    else
        await (0,external_node_stream_promises_.pipeline)(external_node_stream_.Readable.from(body, { objectMode: false }), outgoing);
}
/** Who answers before all is sent does not want the rest. */
const abandonWith = (incoming, outgoing) => {
    incoming.once('close', () => {
        if (!outgoing.writableFinished)
            outgoing.destroy();
    });
};
const headersOf = ({ headers }) => ({
    get(name) {
        const value = headers[name];
        return Array.isArray(value) ? value.join(', ') : (value ?? null);
    },
    has: (name) => headers[name] !== undefined,
});

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(70370);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./node_modules/p-retry/index.js + 1 modules
var p_retry = __webpack_require__(74995);
;// CONCATENATED MODULE: ./packages/registry/out/retrying.js


/** A failure that may pass by itself. Never leaves the package: `retrying` unwraps it. */
class TransientFailure extends Error {
    name = 'TransientFailure';
    reason;
    /** How long the registry asks to wait, in milliseconds. */
    retryAfter;
    constructor(reason, retryAfter = 0) {
        super(reason.message, { cause: reason });
        this.reason = reason;
        this.retryAfter = retryAfter;
    }
}
/** A registry that asks for a longer wait than this gets none: the job would only look hung. */
const longestWait = 60_000;
/** Runs `attempt` until it succeeds, fails for good, or has failed too often. `attempt` must bear being repeated. */
async function retrying(attempt, pace = {}) {
    try {
        return await (0,p_retry/* default */.Ay)(attempt, {
            retries: pace.retries ?? 4,
            minTimeout: pace.minTimeout ?? 500,
            maxTimeout: pace.maxTimeout ?? 8_000,
            factor: 2,
            randomize: true,
            shouldRetry: ({ error }) => error instanceof TransientFailure && error.retryAfter <= longestWait,
            onFailedAttempt: async ({ error, retryDelay, retriesLeft }) => {
                if (!(error instanceof TransientFailure) || error.retryAfter > longestWait || retriesLeft === 0)
                    return;
                await (0,external_node_timers_promises_.setTimeout)(Math.max(0, error.retryAfter - retryDelay));
            },
        });
    }
    catch (error) {
        throw error instanceof TransientFailure ? error.reason : error;
    }
}
/** `Retry-After` in milliseconds (RFC 9110, section 10.2.3); 0 where there is none that can be read. */
function retryAfterOf(headers, now = Date.now()) {
    const value = headers.get('retry-after')?.trim() ?? '';
    if (/^\d{1,9}$/.test(value))
        return Number(value) * 1000;
    const date = Date.parse(value);
    return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

;// CONCATENATED MODULE: ./packages/registry/out/exchange.js


const manifestLimit = 4 * 1024 * 1024;
/** Whatever was asked for, a refusal must be readable. */
const errorBodyLimit = 64 * 1024;
const baseTimeout = 30_000;
/** A transfer slower than this counts as dead. */
const slowestBytesAMillisecond = 50;
/** Where a request goes, for messages: no query, which may carry a signature or a token. */
const place = (url) => `${url.host}${url.pathname}`;
/** Sends one request, follows nothing, and reads the answer whole within its limit. Throws where no answer came. */
async function exchange(fetch, request) {
    return (await openExchange(fetch, request)).whole();
}
/** Sends one request, follows nothing, and leaves the body of the answer to be read. Throws where no answer came. */
async function openExchange(fetch, request) {
    const { method, url } = request;
    const limit = Math.max(request.limit ?? manifestLimit, errorBodyLimit);
    const most = Math.max(request.body?.length ?? 0, request.limit ?? 0);
    const body = outgoing(request.body);
    const headers = {
        // A coded answer would be decoded on the way, and a digest is of the bytes as they are stored.
        'accept-encoding': 'identity',
        ...request.headers,
    };
    // Registries have taken minutes for what came without its length.
    if (method !== 'GET' && method !== 'HEAD')
        headers['content-length'] = String(request.body?.length ?? 0);
    try {
        const signal = AbortSignal.timeout(baseTimeout + Math.ceil(most / slowestBytesAMillisecond));
        const init = { method, headers, body: body.content, duplex: 'half', redirect: 'manual', signal };
        const answer = await fetch(url, init);
        const head = { status: answer.status, headers: answer.headers, url };
        const pieces = () => received(answer.body, request);
        return {
            ...head,
            pieces,
            whole: async () => ({ ...head, body: await readBounded(pieces(), method === 'HEAD' ? 0 : limit, url) }),
        };
    }
    catch (error) {
        const { failure } = body;
        throw failure ? failure.reason : unanswered(request, error);
    }
}
function outgoing(body) {
    if (body === undefined)
        return { content: null };
    if (body instanceof Uint8Array)
        return { content: body };
    const noting = { content: noticed() };
    return noting;
    async function* noticed() {
        try {
            yield* body.pieces();
        }
        catch (reason) {
            noting.failure = { reason };
            throw reason;
        }
    }
}
function unanswered({ method, url }, error) {
    const message = `no complete answer to ${method} ${place(url)}${networkCode(error)}`;
    return new TransientFailure(new RegistryError('REGISTRY_UNREACHABLE', message, { cause: error }));
}
/** The system's own word for what happened, such as ` (ECONNREFUSED)`, which may stand in the cause. */
function networkCode(error) {
    if (error instanceof DOMException)
        return ` (${error.name})`;
    const cause = error instanceof Error ? error.cause : undefined;
    if (cause instanceof DOMException)
        return ` (${cause.name})`;
    for (const each of [cause, error]) {
        const code = each instanceof Error && 'code' in each ? each.code : undefined;
        if (typeof code === 'string' && /^[A-Z_]{1,60}$/.test(code))
            return ` (${code})`;
    }
    return '';
}
async function* received(body, request) {
    try {
        if (body)
            yield* body;
    }
    catch (error) {
        throw unanswered(request, error);
    }
}
async function readBounded(body, limit, url) {
    const chunks = [];
    let length = 0;
    for await (const chunk of body) {
        length += chunk.length;
        // Leaving the loop cancels the stream, so that the rest is never read.
        if (length > limit)
            throw new RegistryError('RESPONSE_TOO_LARGE', `${place(url)} answers more than ${limit} bytes`);
        chunks.push(chunk);
    }
    return Buffer.concat(chunks, length);
}

;// CONCATENATED MODULE: ./packages/registry/out/refused-answer.js




const errorBody = dist/* object */.Ikc({ errors: dist/* array */.YOg(dist/* object */.Ikc({ code: dist/* string */.YjP() })) });
/**
 * The error for an answer that is not what was asked for. Of the body only error codes are quoted: a message may repeat
 * what was sent, credentials included, or carry workflow commands.
 */
function refusedAnswer(method, answer) {
    const { status } = answer;
    const codes = errorCodes(answer.body);
    const said = codes.length > 0 ? `${status} (${codes.join(', ')})` : String(status);
    const error = new RegistryError(codeFor(status), `the registry answered ${said} to ${method} ${place(answer.url)}`);
    // distribution answers 500 to who reads a tag while another writes it; reading again costs nothing.
    const isRead = method === 'GET' || method === 'HEAD';
    const mayPass = status === 429 || (status >= 502 && status <= 504) || (status === 500 && isRead);
    return mayPass ? new TransientFailure(error, retryAfterOf(answer.headers)) : error;
}
/** Whether the registry does not have, or does not understand, what it was asked for; it neither denies it nor fails. */
const isUnsupported = (status) => status === 501 || (status >= 400 && status < 500 && ![401, 403, 429].includes(status));
/** A registry that says that it stored something else than it was sent has done so, or is not one to store anything in. */
function refuseOtherDigest({ headers, url }, digest) {
    const stored = headers.get('docker-content-digest');
    if (stored !== null && stored !== digest)
        throw new RegistryError('DIGEST_MISMATCH', `the registry stored ${digest} under another digest at ${place(url)}`);
}
function codeFor(status) {
    if (status === 401 || status === 403)
        return 'REGISTRY_DENIED';
    if (status === 429)
        return 'REGISTRY_THROTTLED';
    if (status >= 500)
        return 'REGISTRY_FAILING';
    return status >= 400 ? 'REGISTRY_REFUSED' : 'REGISTRY_ANSWER_INVALID';
}
function errorCodes(body) {
    let document;
    try {
        document = JSON.parse(Buffer.from(body).toString('utf8'));
    }
    catch {
        return []; // Error pages of proxies are not JSON; there is nothing to quote from them.
    }
    const parsed = dist/* safeParse */.xLC(errorBody, document);
    if (!parsed.success)
        return [];
    return parsed.output.errors
        .map(({ code }) => code)
        .filter((code) => /^[A-Z_]{1,40}$/.test(code))
        .slice(0, 3);
}

;// CONCATENATED MODULE: ./packages/registry/out/next-page.js


/** `Link: <…>; rel="next"` (RFC 8288), which may only lead on in the same listing. */
function nextPage(link, current, start) {
    if (link === null)
        return undefined;
    const target = /^\s*<([^<>]{1,4096})>\s*;/.exec(link)?.[1];
    const next = target === undefined ? null : URL.parse(target, current.href);
    if (!next || next.origin !== start.origin || next.pathname !== start.pathname)
        throw new RegistryError('REGISTRY_ANSWER_INVALID', `${place(start)} links to a next page that is not its own`);
    return next;
}

;// CONCATENATED MODULE: ./packages/registry/out/unlisted-tag.js





const mostPages = 100;
const tagList = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ(), dist/* object */.Ikc({ tags: dist/* array */.YOg(dist/* string */.YjP()) }));
/**
 * Whether the registry lists the repository's tags, and this one is none of them: Artifactory answers 403, not 404, for a
 * tag that is missing. Only a whole list that lacks it says so; where that is denied too, the tag may be there.
 */
async function isUnlistedTag(session, reference, need) {
    if (isSha256(reference))
        return false;
    const start = session.url('tags/list');
    start.searchParams.set('n', '1000');
    let url = start;
    for (let page = 0; url && page < mostPages; page += 1) {
        const answer = await session.request({ method: 'GET', url, need });
        if (answer.status !== 200) {
            const refused = refusedAnswer('GET', answer);
            if (refused instanceof TransientFailure)
                throw refused;
            return false;
        }
        const list = dist/* safeParse */.xLC(tagList, Buffer.from(answer.body).toString('utf8'));
        if (!list.success || list.output.tags.includes(reference))
            return false;
        url = nextPage(answer.headers.get('link'), url, start);
    }
    return url === undefined;
}

;// CONCATENATED MODULE: ./packages/registry/out/manifests.js







const accept = [mediaTypes.index, mediaTypes.manifest, mediaTypes.dockerList, mediaTypes.dockerManifest].join(', ');
async function readManifest(session, reference, need = 'pull') {
    const url = manifestUrl(session, reference);
    const answer = await retrying(async () => {
        const given = await session.request({ method: 'GET', url, headers: { accept }, need });
        if (await isMissing(session, given, reference, need))
            return undefined;
        if (given.status !== 200)
            throw refusedAnswer('GET', given);
        return given;
    }, session.pace);
    if (!answer)
        return undefined;
    const digest = sha256Of(answer.body);
    const promised = isSha256(reference) ? reference : answer.headers.get('docker-content-digest');
    if (promised !== null && promised !== digest)
        throw new RegistryError('DIGEST_MISMATCH', `${session.address.name} has ${digest} where ${promised} should be`);
    const mediaType = mediaTypeOf(answer.body, answer.headers.get('content-type'));
    return { digest, mediaType, bytes: answer.body, etag: answer.headers.get('etag') ?? undefined };
}
async function resolveManifest(session, reference, need = 'pull') {
    const url = manifestUrl(session, reference);
    const answer = await retrying(async () => {
        const given = await session.request({ method: 'HEAD', url, headers: { accept }, need });
        if (await isMissing(session, given, reference, need))
            return undefined;
        // Who does not answer a HEAD is asked the longer way.
        if (given.status !== 200 && !isUnsupported(given.status))
            throw refusedAnswer('HEAD', given);
        return given;
    }, session.pace);
    if (!answer)
        return undefined;
    const described = answer.status === 200 ? describedBy(answer, reference) : undefined;
    if (described)
        return described;
    const manifest = await readManifest(session, reference, need);
    return manifest && { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.bytes.length };
}
async function isMissing(session, { status }, reference, need) {
    return status === 404 || (status === 403 && (await isUnlistedTag(session, reference, need)));
}
/** What the registry lets nobody look at may still be put, which then tells whether this is denied. */
async function findBeforePush(session, reference) {
    try {
        return await resolveManifest(session, reference, 'push');
    }
    catch (error) {
        if (error instanceof RegistryError && error.code === 'REGISTRY_DENIED')
            return 'unknown';
        throw error;
    }
}
/** Registries may leave out all three headers on HEAD; then only the bytes tell. */
function describedBy(answer, reference) {
    const digest = answer.headers.get('docker-content-digest') ?? '';
    const size = answer.headers.get('content-length') ?? '';
    const mediaType = answer.headers.get('content-type')?.split(';', 1)[0]?.trim();
    if (isSha256(reference) && digest !== '' && digest !== reference)
        throw new RegistryError('DIGEST_MISMATCH', `the registry says that ${reference} has the digest of something else`);
    if (!isSha256(digest) || !/^[1-9]\d{0,8}$/.test(size) || !mediaType?.startsWith('application/vnd.'))
        return undefined;
    return { mediaType, digest, size: Number(size) };
}
/** Puts by digest, whether or not it is there. */
async function storeManifest(session, bytes, mediaType) {
    const digest = sha256Of(bytes);
    const answer = await putManifest(session, digest, bytes, mediaType);
    return { mediaType, digest, size: bytes.length, knowsSubject: answer.headers.has('oci-subject') };
}
/** Puts what is not there yet. Under a tag suffices: every manifest can be had by its digest too. */
async function pushManifest(session, bytes, mediaType, { tags, isAbsent }) {
    const digest = sha256Of(bytes);
    let existed = !isAbsent;
    for (const reference of tags.length > 0 ? tags : [digest]) {
        // Registries with immutable tags refuse even the write that changes nothing; what is absent has no tag.
        if (!isAbsent && isFound(await findBeforePush(session, reference), digest))
            continue;
        await putManifest(session, reference, bytes, mediaType);
        existed = false;
    }
    return { mediaType, digest, size: bytes.length, existed };
}
const isFound = (found, digest) => found !== undefined && found !== 'unknown' && found.digest === digest;
/** Puts under a tag or digest. A 412 comes back as an answer where there was a precondition. */
async function putManifest(session, reference, bytes, mediaType, precondition = {}) {
    const url = manifestUrl(session, reference);
    const conditional = Object.keys(precondition).length > 0;
    const headers = { 'content-type': mediaType, ...precondition };
    const answer = await retrying(async () => {
        const given = await session.request({ method: 'PUT', url, headers, body: bytes, need: 'push' });
        const expected = given.status === 201 || (conditional && given.status === 412);
        if (!expected)
            throw refusedAnswer('PUT', given);
        return given;
    }, session.pace);
    if (answer.status === 201)
        refuseOtherDigest(answer, sha256Of(bytes));
    return answer;
}
function manifestUrl(session, reference) {
    if (!isSha256(reference) && !isTag(reference))
        throw new RegistryError('REFERENCE_INVALID', `neither a tag nor a sha256 digest: ${JSON.stringify(reference.slice(0, 140))}`);
    return session.url(`manifests/${reference}`);
}

;// CONCATENATED MODULE: ./packages/registry/out/amend-tag.js



const mostRounds = 6;
/**
 * Reads, changes, writes and reads again until nothing is left to change, each write conditional on what was read where
 * the registry gives entity tags.
 */
async function amendTag(session, tag, mediaType, change) {
    for (let round = 0; round < mostRounds; round += 1) {
        const current = await readManifest(session, tag, 'push');
        const bytes = await change(current);
        if (bytes === undefined)
            return;
        if (round > 0)
            await pause(session, round - 1);
        await write(session, tag, bytes, mediaType, current);
    }
    if ((await change(await readManifest(session, tag, 'push'))) !== undefined)
        throw new RegistryError('REFERRERS_UNAVAILABLE', `${session.address.name} does not keep what is put under ${tag}`);
}
/** A registry that refuses this write has immutable tags: attaching a second time can never work there. */
async function write(session, tag, bytes, mediaType, current) {
    const { etag } = current ?? {};
    const unchanged = etag === undefined ? {} : { 'if-match': etag };
    try {
        await putManifest(session, tag, bytes, mediaType, current === undefined ? { 'if-none-match': '*' } : unchanged);
    }
    catch (cause) {
        if (!(cause instanceof RegistryError) || cause.code !== 'REGISTRY_REFUSED')
            throw cause;
        const message = `${session.address.name} does not accept a manifest under tag ${tag}`;
        throw new RegistryError('REFERRERS_UNAVAILABLE', message, { cause });
    }
}
/** With jitter, so that two that got in each other's way do not meet again. */
async function pause(session, round) {
    const base = session.pace.minTimeout ?? 500;
    await (0,external_node_timers_promises_.setTimeout)(Math.min(base * 2 ** round, session.pace.maxTimeout ?? 8_000) * (0.5 + Math.random()));
}

;// CONCATENATED MODULE: ./packages/registry/out/referrers.js







const referrers_mostPages = 100;
/** The tag that stands in for the referrers API (distribution-spec, "Referrers Tag Schema"). */
const fallbackTag = (subject) => subject.replace(':', '-');
/**
 * The referrers API where the registry has it, else the fallback tag. Registries without the API answer 404, but 400, 405
 * or 406 too; only a 404 of the tag means that there are none: a listing that was denied or throttled, or that failed,
 * must not read as "no signatures".
 */
async function listReferrers(session, subject, artifactType, need = 'pull') {
    if (!isSha256(subject))
        throw new RegistryError('REFERENCE_INVALID', 'a subject is named by its sha256 digest');
    const descriptors = await listByApi(session, subject, artifactType, need);
    const listing = descriptors
        ? { source: 'api', descriptors }
        : { source: 'tag', descriptors: entriesUnderTag(subject, await readManifest(session, fallbackTag(subject), need)) };
    if (artifactType === undefined)
        return listing;
    // A registry need not filter, and may filter without saying so.
    return { ...listing, descriptors: listing.descriptors.filter((each) => each.artifactType === artifactType) };
}
async function listByApi(session, subject, artifactType, need) {
    const start = session.url(`referrers/${subject}`);
    if (artifactType !== undefined)
        start.searchParams.set('artifactType', artifactType);
    const descriptors = [];
    let url = start;
    for (let page = 0; url; page += 1) {
        if (page === referrers_mostPages)
            throw tooMany(session, subject);
        const answer = await listPage(session, url, need, page === 0);
        if (!answer)
            return undefined;
        descriptors.push(...parseIndex(answer.body).manifests);
        if (descriptors.length > mostEntries)
            throw tooMany(session, subject);
        url = nextPage(answer.headers.get('link'), url, start);
    }
    return descriptors;
}
async function listPage(session, url, need, isFirst) {
    return retrying(async () => {
        const answer = await session.request({ method: 'GET', url, need });
        if (isFirst && isUnsupported(answer.status))
            return undefined;
        if (answer.status !== 200)
            throw refusedAnswer('GET', answer);
        return answer;
    }, session.pace);
}
/** What the manifest under a subject's fallback tag lists. */
function entriesUnderTag(subject, manifest) {
    if (!manifest)
        return [];
    if (!isIndexType(manifest.mediaType))
        throw new RegistryError('REGISTRY_ANSWER_INVALID', `tag ${fallbackTag(subject)} is not an index of referrers`);
    return parseIndex(manifest.bytes).manifests;
}
const tooMany = (session, subject) => new RegistryError('RESPONSE_TOO_LARGE', `more than ${mostEntries} referrers of ${session.address.name}@${subject}`);

;// CONCATENATED MODULE: ./packages/registry/out/attach.js





/** Throws `REFERRER_INVALID` where a manifest's subject is not this one: it would be pushed and never found. */
function checkReferrers(subject, referrers) {
    for (const { manifest } of referrers) {
        const named = parseManifest(manifest).subject;
        if (named?.digest !== subject.digest || named.size !== subject.size || named.mediaType !== subject.mediaType)
            throw new RegistryError('REFERRER_INVALID', `a manifest for ${subject.digest} has another subject, or none`);
    }
}
/**
 * Pushes the manifests, then makes sure that a listing has them all. `OCI-Subject` alone is not believed: there are
 * registries that answer it and have no API. Other processes that write the same fallback tag at the same moment can
 * still take an entry away after the last look, unless the registry heeds the preconditions that are sent.
 */
async function attachManifests(session, subject, referrers) {
    const pushes = await Promise.all(
    // Not asked for before: a second time it changes nothing, and only this answer tells what the registry knows.
    referrers.map(({ manifest, mediaType }) => storeManifest(session, manifest, mediaType)));
    const attached = referrers.map((referrer, at) => describe(referrer, pushes[at]));
    const unknownToRegistry = pushes.some(({ knowsSubject }) => !knowsSubject);
    if (unknownToRegistry)
        await mergeIntoTag(session, subject, attached);
    else
        await confirmListed(session, subject, attached);
    return attached;
}
function describe(referrer, pushed) {
    if (!pushed)
        throw new TypeError('a push was lost');
    const { mediaType, digest, size } = pushed;
    return { mediaType, digest, size, artifactType: referrer.artifactType, annotations: referrer.annotations };
}
async function confirmListed(session, subject, attached) {
    for (let round = 0; round < mostRounds; round += 1) {
        const listing = await listReferrers(session, subject.digest, undefined, 'push');
        if (missingFrom(listing.descriptors, attached).length === 0)
            return;
        if (listing.source === 'tag')
            return mergeIntoTag(session, subject, attached);
        await pause(session, round);
    }
    throw notListed(session, subject);
}
const mergeIntoTag = (session, subject, attached) => amendTag(session, fallbackTag(subject.digest), mediaTypes.index, async (current) => {
    const present = entriesUnderTag(subject.digest, current);
    const missing = missingFrom(present, attached);
    if (missing.length === 0)
        return undefined;
    const index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [...present, ...missing] };
    return Buffer.from(JSON.stringify(index));
});
function missingFrom(present, wanted) {
    const digests = new Set(present.map(({ digest }) => digest));
    return wanted.filter(({ digest }) => !digests.has(digest));
}
const notListed = (session, subject) => new RegistryError('REFERRERS_UNAVAILABLE', `${session.address.name} does not list what was attached to ${subject.digest}`);

;// CONCATENATED MODULE: ./packages/registry/out/open-upload.js

async function openUpload(session) {
    const answer = await session.request({ method: 'POST', url: session.url('blobs/uploads/'), need: 'push' });
    if (answer.status !== 202)
        throw refusedAnswer('POST', answer);
    return uploadIn(session, answer);
}
/** The upload that a 202 is about. */
function uploadIn(session, answer) {
    const least = answer.headers.get('oci-chunk-min-length') ?? '';
    return { location: locationIn(session, answer), leastBytes: /^\d{1,10}$/.test(least) ? Number(least) : 0 };
}
const locationIn = (session, answer) => session.pointedTo(answer.headers.get('location'), answer.url);

;// CONCATENATED MODULE: ./packages/registry/out/chunks.js





/** How often a chunk is sent again without anything of it arriving: it may be what the registry cannot take. */
const mostRetries = 2;
/** How often a chunk may arrive in part, which is then gone on from. */
const mostResumed = 20;
/**
 * One chunk after the other; after a failure the registry is asked how far it is, and the rest goes on from there.
 * @returns where to close the upload
 */
async function sendChunks(session, upload, blob, chunkBytes) {
    const { size } = blob.source;
    const chunk = Math.max(chunkBytes, upload.leastBytes);
    let at = { location: upload.location, received: 0 };
    let left = Math.ceil(size / chunk) + mostResumed;
    for (; at.received < size; left -= 1) {
        if (left === 0)
            throw new RegistryError('REGISTRY_FAILING', `${place(at.location)} takes only parts of chunks`);
        at = await sendNext(session, at, blob, Math.min(at.received + chunk, size));
    }
    return at.location;
}
async function sendNext(session, start, blob, end) {
    const retries = Math.min(session.pace.retries ?? mostRetries, mostRetries);
    let at = start;
    let outOfRange;
    // What came of a chunk whose answer is lost cannot be known, and some registries append whatever comes.
    const attempt = async (attemptNumber) => {
        if (attemptNumber > 1)
            at = await askProgress(session, at, blob.source.size);
        if (at.received > start.received)
            return at;
        if (outOfRange)
            throw outOfRange;
        const answer = await sendChunk(session, at, blob, end);
        // Amazon's registry says 201 where 202 is specified. Whether all has arrived, the digest at the end decides.
        if (isSuccess(answer.status))
            return { location: locationIn(session, answer), received: end };
        const failure = refusedAnswer('PATCH', answer);
        if (answer.status !== 416 || start.received === 0 || failure instanceof TransientFailure)
            throw failure;
        // It may have more than was thought; where it has not, the chunk itself is what it does not want.
        outOfRange = failure;
        throw new TransientFailure(failure);
    };
    return retrying(attempt, { ...session.pace, retries });
}
const isSuccess = (status) => status >= 200 && status < 300;
async function sendChunk(session, { location, received }, blob, end) {
    const body = await blob.part(received, end);
    const headers = { 'content-type': 'application/octet-stream', 'content-range': `${received}-${end - 1}` };
    return session.request({ method: 'PATCH', url: location, headers, body, need: 'push' });
}
async function askProgress(session, at, most) {
    const answer = await session.request({ method: 'GET', url: at.location, need: 'push' });
    const range = /^(?:bytes=)?0-(\d{1,15})$/.exec(answer.headers.get('range') ?? '')?.[1];
    if (answer.status !== 204 || range === undefined)
        throw refusedAnswer('GET', answer);
    // distribution says 0-0 for nothing; for a single byte it would too, but no chunk is that small.
    const received = range === '0' ? 0 : Number(range) + 1;
    if (received < at.received || received > most)
        throw new RegistryError('REGISTRY_ANSWER_INVALID', `${place(at.location)} has other bytes than it was sent`);
    return { location: answer.headers.has('location') ? locationIn(session, answer) : at.location, received };
}

;// CONCATENATED MODULE: ./packages/registry/out/uploads.js





/** Blobs of at most this many bytes are sent in one request, larger ones in parts of this size. */
const defaultChunkBytes = 64 * 1024 * 1024;
const octets = { 'content-type': 'application/octet-stream' };
/**
 * Lets the registry take over a blob that another of its repositories has (distribution-spec, "Mounting a blob from
 * another repository"). False where it does not want to or cannot, or these credentials may not read there: then it is
 * sent.
 */
async function mountBlob(session, digest, from) {
    const url = session.url(`blobs/uploads/?mount=${encodeURIComponent(digest)}&from=${encodeURIComponent(from)}`);
    try {
        const answer = await session.request({ method: 'POST', url, need: 'push', from });
        if (answer.status === 201) {
            refuseOtherDigest(answer, digest);
            return true;
        }
        const failure = refusedAnswer('POST', answer);
        if (failure instanceof TransientFailure)
            throw failure;
        return false;
    }
    catch (error) {
        // A token service may refuse the whole token because of the other repository.
        if (error instanceof RegistryError && error.code !== 'DIGEST_MISMATCH')
            return false;
        throw error;
    }
}
/**
 * Sends a blob: in one POST, or in chunks where it is larger than `chunkBytes`, or else, as every registry takes it, in
 * POST and PUT.
 */
async function uploadBlob(session, blob, options) {
    const { size } = blob.source;
    if (!options.isFirstAttempt)
        return sendWhole(session, blob);
    if (size > options.chunkBytes) {
        const isStored = options.habits.takesChunks && (await sendInChunks(session, blob, options));
        return isStored ? undefined : sendWhole(session, blob.again());
    }
    const sent = await options.habits.atOnce(size, () => sendAtOnce(session, blob));
    if (sent?.kind === 'stored')
        return;
    return sendWhole(session, blob, sent?.kind === 'opened' ? sent.upload : undefined);
}
async function sendWhole(session, blob, upload) {
    const { location } = upload ?? (await openUpload(session));
    return closeUpload(session, location, blob, await blob.part(0, blob.source.size));
}
/** A registry may answer as if the body were not there (distribution-spec, "Single POST"). */
async function sendAtOnce(session, blob) {
    const { digest, size } = blob.source;
    const url = session.url(`blobs/uploads/?digest=${encodeURIComponent(digest)}`);
    const body = await blob.part(0, size);
    const answer = await session.request({ method: 'POST', url, headers: octets, body, need: 'push' });
    if (answer.status === 201) {
        refuseOtherDigest(answer, digest);
        return { kind: 'stored' };
    }
    if (answer.status === 202)
        return { kind: 'opened', upload: uploadIn(session, answer) };
    const failure = refusedAnswer('POST', answer);
    if (failure instanceof TransientFailure)
        throw failure;
    return { kind: 'refused' };
}
/**
 * False where anything goes wrong with the chunks, whatever it is: registries have limits for one that they do not tell
 * (GitHub's 4 MiB), take none (Google's), or say of one what is not so (Amazon's).
 */
async function sendInChunks(session, blob, { chunkBytes, habits }) {
    const upload = await openUpload(session);
    try {
        const end = await sendChunks(session, upload, blob, chunkBytes);
        await closeUpload(session, end, blob, new Uint8Array());
        return true;
    }
    catch (error) {
        const isOfRegistry = error instanceof TransientFailure || error instanceof RegistryError;
        if (!isOfRegistry || (error instanceof RegistryError && error.code === 'DIGEST_MISMATCH'))
            throw error;
        habits.giveUpChunks();
        // The answer to the closing request is lost: the next attempt asks first whether the blob is there.
        if (error instanceof TransientFailure)
            throw error;
        return false;
    }
}
async function closeUpload(session, at, { source }, body) {
    const url = new URL(at);
    // Added as text: parsing the query and writing it again could change the state that the registry keeps in it.
    url.search += `${url.search === '' ? '?' : '&'}digest=${encodeURIComponent(source.digest)}`;
    const answer = await session.request({ method: 'PUT', url, headers: octets, body, need: 'push' });
    if (answer.status !== 201)
        throw refusedAnswer('PUT', answer);
    refuseOtherDigest(answer, source.digest);
}

;// CONCATENATED MODULE: ./packages/registry/out/blobs.js






/** Reads by digest from the repository; a descriptor's `urls` are never asked, whatever they say. */
async function readBlob(session, descriptor, limit) {
    const { digest, size } = descriptor;
    if (size > limit)
        throw new RegistryError('RESPONSE_TOO_LARGE', `blob ${digest} has ${size} bytes, ${limit} at most`);
    const url = blobUrl(session, digest);
    // One byte more than promised is enough to know that it is something else.
    const answer = await retrying(async () => {
        const given = await session.request({ method: 'GET', url, need: 'pull', limit: size + 1 });
        if (given.status === 404)
            throw unknownBlob(session, digest);
        if (given.status !== 200)
            throw refusedAnswer('GET', given);
        return given;
    }, session.pace);
    if (answer.body.length !== size || sha256Of(answer.body) !== digest)
        throw new RegistryError('DIGEST_MISMATCH', `${session.address.name} has other bytes where blob ${digest} should be`);
    return answer.body;
}
/** As they come, from a place in the middle too, whether or not the registry serves ranges. */
async function* blobPieces(session, { digest, size }, start, end) {
    if (start >= end)
        return;
    const isPart = start > 0 || end < size;
    const headers = isPart ? { range: `bytes=${start}-${end - 1}` } : {};
    const url = blobUrl(session, digest);
    const answer = await retrying(async () => {
        const given = await session.open({ method: 'GET', url, headers, need: 'pull', limit: end - start });
        if (given.status === 200 || given.status === 206)
            return given;
        throw given.status === 404 ? unknownBlob(session, digest) : refusedAnswer('GET', await given.whole());
    }, session.pace);
    let at = answer.status === 206 ? start : 0;
    for await (const piece of answer.pieces()) {
        const wanted = piece.subarray(Math.max(start - at, 0), Math.max(end - at, 0));
        at += piece.length;
        if (wanted.length > 0)
            yield wanted;
        // Leaving the loop cancels the stream: a registry may send more than it was asked for.
        if (at >= end)
            return;
    }
}
async function hasBlob(session, digest, need = 'pull') {
    const url = blobUrl(session, digest);
    return retrying(() => headBlob(session, url, need), session.pace);
}
async function headBlob(session, url, need) {
    const answer = await session.request({ method: 'HEAD', url, need });
    if (answer.status !== 200 && answer.status !== 404)
        throw refusedAnswer('HEAD', answer);
    return answer.status === 200;
}
/**
 * Asks before it reads and sends, unless nobody can have pushed this before or sending costs no more than asking. A
 * failure on the way starts over with a new upload, but for one chunk's, which is gone on from. What only saves work
 * (asking, mounting, chunks, a single request) never fails the push: the blob is then sent as every registry takes it.
 */
async function pushBlob(session, source, transfer) {
    const { isNew = false, chunkBytes = defaultChunkBytes, habits, onSent = () => { } } = transfer;
    const { digest, size } = source;
    const from = source.from === undefined ? undefined : session.siblingPath(source.from);
    const url = blobUrl(session, digest);
    let uploads = 0;
    return retrying(async (attemptNumber) => {
        const mayRepeat = attemptNumber < attemptsToSpare;
        // On a later attempt it may be there because the first one took effect.
        const asks = attemptNumber > 1 || !(isNew || habits.isCheap(size));
        if (asks && (await spared(() => isPushed(session, url), mayRepeat)))
            return { digest, existed: attemptNumber === 1 };
        if (from !== undefined && (await spared(() => mountBlob(session, digest, from), mayRepeat)))
            return { digest, existed: true };
        uploads += 1;
        await uploadBlob(session, new OutgoingBlob(source, onSent), { chunkBytes, habits, isFirstAttempt: uploads === 1 });
        return { digest, existed: false };
    }, session.pace);
}
/** How often a registry is asked for what would only spare an upload, before it is uploaded without that. */
const attemptsToSpare = 3;
async function spared(ask, mayRepeat) {
    try {
        return await ask();
    }
    catch (error) {
        if (mayRepeat || !(error instanceof TransientFailure))
            throw error;
        return false;
    }
}
/** False also where the registry does not tell: sending it tells whether that is allowed. */
async function isPushed(session, url) {
    const answer = await session.request({ method: 'HEAD', url, need: 'push' });
    if (answer.status === 200)
        return true;
    const failure = refusedAnswer('HEAD', answer);
    if (failure instanceof TransientFailure || answer.status === 401)
        throw failure;
    return false;
}
const unknownBlob = (session, digest) => new RegistryError('BLOB_UNKNOWN', `${session.address.name} has no blob ${digest}`);
function blobUrl(session, digest) {
    if (!isSha256(digest))
        throw new RegistryError('REFERENCE_INVALID', 'a blob is named by its sha256 digest');
    return session.url(`blobs/${digest}`);
}

;// CONCATENATED MODULE: ./packages/registry/out/realm.js


/** Token services that stand beside their registry, on a name that no rule about names could tell from a stranger's. */
const knownRealms = {
    'registry-1.docker.io': 'auth.docker.io',
    'registry.digitalocean.com': 'api.digitalocean.com',
};
/**
 * Whether a bearer realm may see the credentials of the registry at `registry`: its own origin; over https the same
 * host, a host above it in its own domain (registry.gitlab.com → gitlab.com) or below it; the known service of a known
 * registry; or a host that the user named. Never where `mayFollow` says no. Anyone who can make a registry answer 401
 * chooses the realm, so a name that merely looks related does not count.
 */
function mayHoldCredentials(realm, registry, trustedHosts = []) {
    if (!mayFollow(registry, realm))
        return false;
    if (realm.origin === registry.origin)
        return true;
    if (trustedHosts.includes(realm.host))
        return true;
    if (realm.protocol !== 'https:' || (0,external_node_net_.isIP)(realm.hostname.replace(/^\[|\]$/g, '')) !== 0)
        return false;
    return (realm.hostname === registry.hostname ||
        knownRealms[registry.hostname] === realm.hostname ||
        isAbove(realm.hostname, registry.hostname) ||
        isAbove(registry.hostname, realm.hostname));
}
/** Two labels at least, so that no top-level domain is above anything. */
const isAbove = (parent, child) => parent.includes('.') && child.endsWith(`.${parent}`);

;// CONCATENATED MODULE: ./packages/registry/out/access-token.js








const tokenLimit = 256 * 1024;
const tokenText = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[\x21-\x7e]+$/));
const tokenBody = dist/* union */.KCZ([dist/* object */.Ikc({ token: tokenText }), dist/* object */.Ikc({ access_token: tokenText })]);
/**
 * Gets a bearer token (distribution, "Token Authentication Specification"). Credentials go along only to a realm that
 * may hold them; without credentials any public https realm will do, since nothing is given away.
 */
async function requestToken(request) {
    const realm = trustedRealm(request);
    const exchanged = tokenExchange(request, realm);
    return retrying(async () => {
        // A redirect is refused like any other answer: it would carry the credentials past the check of the realm.
        const answer = await exchange(request.fetch, { ...exchanged, limit: tokenLimit });
        if (answer.status !== 200)
            throw refusedAnswer(exchanged.method, answer);
        return readToken(answer.body, realm);
    }, request.pace);
}
/** A GET with the password, or the POST that takes a refresh token in its body (distribution, oauth.md). */
function tokenExchange({ challenge, scopes, credentials, userAgent }, realm) {
    const headers = { accept: 'application/json', 'user-agent': userAgent };
    const service = challenge.parameters.get('service');
    if (credentials && 'identityToken' in credentials) {
        const form = new URLSearchParams({
            grant_type: 'refresh_token',
            service: service ?? '',
            client_id: userAgent,
            scope: scopes.join(' '),
        });
        form.set('refresh_token', credentials.identityToken);
        const type = { 'content-type': 'application/x-www-form-urlencoded' };
        return { method: 'POST', url: realm, headers: { ...headers, ...type }, body: Buffer.from(form.toString()) };
    }
    const url = new URL(realm);
    if (service !== undefined)
        url.searchParams.set('service', service);
    // Whatever the realm asks for in an address of its own, these are all.
    url.searchParams.delete('scope');
    for (const scope of scopes)
        url.searchParams.append('scope', scope);
    const authorization = credentials && { authorization: basicAuthorization(credentials) };
    return { method: 'GET', url, headers: { ...headers, ...authorization } };
}
function trustedRealm({ challenge, registry, credentials, trustedRealms }) {
    const realm = URL.parse(challenge.parameters.get('realm') ?? '');
    if (!realm)
        throw new RegistryError('REGISTRY_ANSWER_INVALID', `${registry.host} asks for a token without saying from where`);
    const trusted = credentials
        ? mayHoldCredentials(realm, registry, trustedRealms)
        : mayFollow(registry, realm) && (realm.origin === registry.origin || !isInternal(realm.hostname));
    if (!trusted)
        throw new RegistryError('REGISTRY_REALM_UNTRUSTED', `${registry.host} asks for its credentials to be sent to ${realm.protocol}//${realm.host}`);
    realm.hash = '';
    return realm;
}
/** The answer is parsed here and quoted nowhere: even a malformed token may be a real one. */
function readToken(body, url) {
    const parsed = dist/* safeParse */.xLC(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ(), tokenBody), Buffer.from(body).toString('utf8'));
    if (!parsed.success)
        throw new RegistryError('REGISTRY_ANSWER_INVALID', `${place(url)} answered without a usable token`);
    return 'token' in parsed.output ? parsed.output.token : parsed.output.access_token;
}

;// CONCATENATED MODULE: ./packages/registry/out/challenge.js
const longestHeader = 16 * 1024;
const tokenCharacter = /[!#$%&'*+\-.^_`|~0-9A-Za-z]/;
const space = /[ \t]/;
/**
 * Reads a `WWW-Authenticate` header (RFC 9110, section 11.6.1), several challenges included. `undefined` where it is
 * malformed, names a parameter twice or is longer than 16 KiB. One pass over the text, whatever it is.
 */
function parseChallenges(header) {
    if (header.length > longestHeader)
        return undefined;
    const scanner = new Scanner(header);
    const challenges = [];
    scanner.skipListSpace();
    while (!scanner.done) {
        const word = scanner.token();
        if (word === '')
            return undefined;
        const equals = scanner.parameterFollows();
        const current = challenges.at(-1);
        if (!equals) {
            challenges.push({ scheme: word.toLowerCase(), parameters: new Map() });
            if (!scanner.endsScheme())
                return undefined;
            continue;
        }
        const name = word.toLowerCase();
        const value = scanner.value();
        if (!current || value === undefined || current.parameters.has(name))
            return undefined;
        current.parameters.set(name, value);
        if (!scanner.endsParameter())
            return undefined;
    }
    return challenges;
}
class Scanner {
    #text;
    #at = 0;
    constructor(text) {
        this.#text = text;
    }
    get done() {
        return this.#at >= this.#text.length;
    }
    token() {
        return this.#while(tokenCharacter);
    }
    /** After a name: whether `=` comes, which makes it a parameter; it is consumed. */
    parameterFollows() {
        const start = this.#at;
        this.#while(space);
        if (this.#text[this.#at] === '=') {
            this.#at += 1;
            this.#while(space);
            return true;
        }
        this.#at = start;
        return false;
    }
    value() {
        return this.#text[this.#at] === '"' ? this.#quoted() : this.token() || undefined;
    }
    /** A scheme ends with a space before its parameters, or with a comma or the end where it has none. */
    endsScheme() {
        const spaced = this.#while(space) !== '';
        return this.skipListSpace() || spaced || this.done;
    }
    endsParameter() {
        return this.skipListSpace() || this.done;
    }
    /** Skips commas with the spaces around them: a list may have empty elements (RFC 9110, section 5.6.1). */
    skipListSpace() {
        return this.#while(/[ \t,]/).includes(',');
    }
    #while(wanted) {
        const start = this.#at;
        while (!this.done && wanted.test(this.#text.charAt(this.#at)))
            this.#at += 1;
        return this.#text.slice(start, this.#at);
    }
    #quoted() {
        let value = '';
        for (this.#at += 1; !this.done; this.#at += 1) {
            const character = this.#text.charAt(this.#at);
            if (character === '"') {
                this.#at += 1;
                return value;
            }
            if (character === '\\')
                this.#at += 1;
            value += this.#text.charAt(this.#at);
        }
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/registry/out/session.js







const mostRedirects = 5;
const redirects = new Set([301, 302, 303, 307, 308]);
/** Requests to one repository under one identity. `Authorization` goes to the registry's own origin and nowhere else. */
class RegistrySession {
    address;
    pace;
    #options;
    /** By what they allow. */
    #headers = new Map();
    #challenge;
    /** Ends when the first request was answered, or its challenge is being met. */
    #first;
    constructor(address, options) {
        this.address = address;
        this.pace = options.pace;
        this.#options = options;
    }
    /** An address below this repository, `path` being already encoded. */
    url(path) {
        return new URL(`/v2/${this.address.path}/${path}`, this.address.origin);
    }
    /** The path of another repository of this registry; `undefined` where it is this one, or elsewhere. */
    siblingPath(name) {
        const { origin, path } = parseRepositoryName(name, this.address.origin.protocol === 'https:');
        return origin.origin === this.address.origin.origin && path !== this.address.path ? path : undefined;
    }
    /** Where the registry points to in a header, checked against where the client may go from `from`. */
    pointedTo(location, from) {
        const url = location === null ? null : URL.parse(location, from.href);
        if (!url)
            throw new RegistryError('REGISTRY_ANSWER_INVALID', `${place(from)} points elsewhere without saying where`);
        if (!mayFollow(from, url))
            throw new RegistryError('REGISTRY_REDIRECT_REFUSED', `${place(from)} points to ${url.protocol}//${url.host}, where the client must not go`);
        return url;
    }
    /** One request, authenticated where the registry asks for it; a 401 that comes back is its last word. */
    async request(request) {
        return (await this.open(request)).whole();
    }
    /** As `request`, with the body of the answer left to be read. */
    async open(request) {
        // Those that come together would each be told 401: the first one finds out how to ask.
        const first = this.#first;
        if (first) {
            await first;
            return this.#open(request, () => { });
        }
        const { promise, resolve } = Promise.withResolvers();
        this.#first = promise;
        try {
            return await this.#open(request, resolve);
        }
        finally {
            resolve();
        }
    }
    async #open(request, onChallenge) {
        const known = await this.#knownAuthorization(request);
        const answer = await this.#follow(request, known);
        if (answer.status !== 401 || !this.#isOwn(answer.url))
            return answer;
        await answer.whole();
        const fresh = this.#authenticate(request, known, answer.headers);
        onChallenge();
        return this.#follow(request, await fresh);
    }
    async #follow(request, authorization) {
        let url = request.url;
        for (let hop = 0; hop <= mostRedirects; hop += 1) {
            const headers = { ...request.headers, 'user-agent': this.#options.userAgent };
            if (authorization !== undefined && this.#isOwn(url))
                headers['authorization'] = authorization;
            const answer = await openExchange(this.#options.fetch, { ...request, url, headers });
            if (!redirects.has(answer.status))
                return answer;
            await answer.whole();
            if (request.method !== 'GET' && request.method !== 'HEAD')
                throw new RegistryError('REGISTRY_REDIRECT_REFUSED', `${place(url)} redirects a ${request.method}`);
            url = this.pointedTo(answer.headers.get('location'), url);
        }
        throw new RegistryError('REGISTRY_REDIRECT_REFUSED', `${place(request.url)} redirects more than ${mostRedirects} times`);
    }
    #isOwn(url) {
        return url.origin === this.address.origin.origin;
    }
    /** A token that may push may also pull. Once the challenge is known, a missing token is got without being asked. */
    #knownAuthorization(request) {
        const known = this.#known(request);
        if (known || !this.#challenge)
            return known;
        return this.#remember(request, this.#answerTo(this.#challenge, request));
    }
    #known(request) {
        const own = this.#headers.get(rightOf(request));
        return own ?? (request.from === undefined ? this.#headers.get('push') : undefined);
    }
    /** Four uploads may be told 401 at once: whoever comes after the first takes what the first got. */
    async #authenticate(request, rejected, refusal) {
        const known = this.#known(request);
        if (known) {
            const current = await known;
            if (current !== rejected)
                return current;
            const newer = this.#headers.get(rightOf(request));
            if (newer && newer !== known)
                return newer;
        }
        this.#challenge = this.#choose(refusal);
        return this.#remember(request, this.#answerTo(this.#challenge, request));
    }
    async #remember(request, header) {
        const right = rightOf(request);
        this.#headers.set(right, header);
        try {
            return await header;
        }
        catch (error) {
            this.#headers.delete(right);
            throw error;
        }
    }
    #choose(refusal) {
        const { host } = this.address;
        const challenges = parseChallenges(refusal.get('www-authenticate') ?? '');
        if (!challenges)
            throw new RegistryError('REGISTRY_ANSWER_INVALID', `${host} asks for authentication in a malformed header`);
        const chosen = challenges.find(({ scheme }) => scheme === 'bearer') ?? challenges.find(({ scheme }) => scheme === 'basic');
        if (!chosen)
            throw new RegistryError('REGISTRY_DENIED', `${host} asks for an authentication that is neither Bearer nor Basic`);
        return chosen;
    }
    async #answerTo(challenge, { need, from }) {
        const { credentials, mask, fetch, userAgent, trustedRealms, pace } = this.#options;
        // The Basic form is another string than the password, so a log masks it only if it is told.
        if (credentials)
            for (const secret of secretsOf(credentials))
                mask(secret);
        if (challenge.scheme === 'basic') {
            if (!credentials)
                throw new RegistryError('REGISTRY_DENIED', `${this.address.host} asks for credentials`);
            return basicAuthorization(credentials);
        }
        const token = await requestToken({
            registry: this.address.origin,
            challenge,
            scopes: [
                `repository:${this.address.path}:${need === 'push' ? 'pull,push' : 'pull'}`,
                ...(from === undefined ? [] : [`repository:${from}:pull`]),
            ],
            credentials,
            trustedRealms,
            fetch,
            userAgent,
            pace,
        });
        mask(token);
        return `Bearer ${token}`;
    }
}
const rightOf = ({ need, from }) => (from === undefined ? need : `${need} from ${from}`);

;// CONCATENATED MODULE: ./packages/registry/out/upload-habits.js
/** Blobs of at most this many bytes cost little where they are sent in vain. */
const mostInVain = 16 * 1024;
/**
 * What a registry takes, learned by trying and shared by all that a job opens there: whether a blob in the request that
 * opens its upload (from the first small one; the others wait for it), and whether chunks.
 */
class UploadHabits {
    #learning;
    #takesAtOnce = false;
    #takesChunks = true;
    /** Until one of them went wrong. */
    get takesChunks() {
        return this.#takesChunks;
    }
    /** After a failure of any kind: blobs sent whole go everywhere, and no later one is sent twice for nothing. */
    giveUpChunks() {
        this.#takesChunks = false;
    }
    /** Whether it is as cheap to send a blob of this size as to ask for it. */
    isCheap(size) {
        return this.#takesAtOnce && size <= mostInVain;
    }
    /** `undefined` where it is not worth trying. */
    async atOnce(size, send) {
        if (this.#learning ? !(await this.#learning) : size > mostInVain)
            return undefined;
        const sending = send();
        this.#learning ??= this.#learn(sending);
        return sending;
    }
    async #learn(sending) {
        try {
            this.#takesAtOnce = (await sending).kind === 'stored';
        }
        catch {
            // Whoever sends it has the error. What failed once is not tried on all that follows.
            this.#takesAtOnce = false;
        }
        return this.#takesAtOnce;
    }
}

;// CONCATENATED MODULE: ./packages/registry/out/open-repository.js












const parallelUploads = 4;
const emptyConfig = '{}';
const defaultBlobLimit = 16 * 1024 * 1024;
/**
 * Opens a repository by name, `host[:port]/path`; nothing is sent yet. One call is one session: its tokens and what it
 * has pushed are remembered, so share it. Throws `REFERENCE_INVALID`.
 */
function openRepository(name, options = {}) {
    const session = new RegistrySession(parseRepositoryName(name, options.secure), {
        credentials: options.credentials,
        fetch: options.fetch ?? keepAliveFetch(),
        userAgent: options.userAgent ?? 'bitvault-actions',
        mask: options.mask ?? (() => { }),
        trustedRealms: options.trustedRealms ?? [],
        pace: options.retry ?? {},
    });
    const { chunkBytes, habits = new UploadHabits() } = options;
    const uploads = (0,p_limit/* default */.A)(parallelUploads);
    // Two merges of one fallback index in one process would overwrite each other.
    const attaching = (0,p_limit/* default */.A)(1);
    const pushed = new Map();
    const absent = new Set();
    const pushOnce = async (content, how = {}) => {
        const source = 'digest' in content ? content : blobOf(content);
        const { digest } = source;
        const earlier = pushed.get(digest);
        if (earlier)
            return { digest: (await earlier).digest, existed: true };
        const transfer = { ...how, chunkBytes, habits };
        const push = uploads(() => pushBlob(session, source, transfer));
        pushed.set(digest, push);
        try {
            return await push;
        }
        catch (error) {
            pushed.delete(digest);
            throw error;
        }
    };
    return {
        name,
        resolve: (reference) => resolveManifest(session, reference),
        manifest: (reference) => readManifest(session, reference),
        blob: (descriptor, limit = defaultBlobLimit) => readBlob(session, descriptor, limit),
        hasBlob: (digest) => hasBlob(session, digest),
        blobPieces: (descriptor, start, end) => blobPieces(session, descriptor, start, end),
        pushBlob: pushOnce,
        lacksManifest: async (digest) => {
            const lacks = (await findBeforePush(session, digest)) === undefined;
            if (lacks)
                absent.add(digest);
            return lacks;
        },
        pushManifest: (bytes, mediaType, tags = []) => pushManifest(session, bytes, mediaType, { tags, isAbsent: absent.delete(sha256Of(bytes)) }),
        referrers: async (subject, artifactType) => (await listReferrers(session, subject, artifactType)).descriptors,
        amend: (tag, mediaType, change) => attaching(() => amendTag(session, tag, mediaType, change)),
        attach: async (subject, referrers) => {
            checkReferrers(subject, referrers);
            const blobs = referrers.flatMap((referrer) => referrer.blobs);
            // What somebody else may have pushed is the empty config that all referrers share.
            await Promise.all(blobs.map((blob) => pushOnce(blob, { isNew: blob.length > emptyConfig.length })));
            return attaching(() => attachManifests(session, subject, referrers));
        },
    };
}

;// CONCATENATED MODULE: ./packages/registry/out/index.js












/***/ }),

/***/ 96732:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  uJ: () => (/* reexport */ SigningError),
  O2: () => (/* reexport */ checkInstancesServe),
  my: () => (/* reexport */ checkProofs),
  q7: () => (/* reexport */ checkSbom),
  zk: () => (/* reexport */ checkSbomSize),
  WN: () => (/* reexport */ checkScan),
  zg: () => (/* reexport */ checkScanSize),
  pq: () => (/* reexport */ countOf),
  f0: () => (/* reexport */ cyclonedxPredicateType),
  QW: () => (/* reexport */ imageDigestsOf),
  XB: () => (/* reexport */ instanceFor),
  wV: () => (/* reexport */ loadSigningServices),
  Vc: () => (/* reexport */ loadTrust),
  tC: () => (/* reexport */ oneSpdxDocument),
  ob: () => (/* reexport */ openSigningSession),
  pr: () => (/* reexport */ provenancePredicateType),
  jV: () => (/* reexport */ signImage),
  _D: () => (/* reexport */ signaturePredicateType),
  nL: () => (/* reexport */ sigstoreInstances),
  Pk: () => (/* reexport */ spdxDocument),
  hd: () => (/* reexport */ spdxIndexDocument),
  TW: () => (/* reexport */ spdxPredicateType),
  Yx: () => (/* reexport */ verificationCommands),
  ZG: () => (/* reexport */ verifyImage),
  Ug: () => (/* reexport */ verifySibling),
  Yg: () => (/* reexport */ vulnerabilityPredicateType),
  cI: () => (/* reexport */ workflowIdentity),
  B4: () => (/* reexport */ workflowOf)
});

// UNUSED EXPORTS: buildType, provenance, readWorkflowToken, rulesOf, sbomLimit, signingErrorCodes, verificationErrorCodes, workflowUriOf

;// CONCATENATED MODULE: ./packages/signing/out/brief.js
const longest = 300;
const most = 5;
/** A text that others chose, cut to what a message bears. */
const brief = (text) => (text.length > longest ? `${text.slice(0, longest)}…` : text);
/** As `brief`, of several, of which some may have to do. */
const briefList = (texts) => [...texts.slice(0, most).map(brief), ...(texts.length > most ? [`${texts.length - most} more`] : [])].join(', ');

;// CONCATENATED MODULE: ./packages/signing/out/signing-error.js
/**
 * Why a bundle is refused, in the order in which a bundle is checked: the later the refusal, the closer the bundle came.
 */
const verificationErrorCodes = {
    BUNDLE_LAYERS: 'The bundle’s manifest does not have exactly one layer.',
    BUNDLE_OVERSIZED: 'What is attached has more log entries, timestamps or bytes than are ever looked at.',
    BUNDLE_INVALID: 'What is attached is not a Sigstore bundle of version 0.3 with one certificate and one signed envelope.',
    CERTIFICATE_UNTRUSTED: 'The certificate does not lead to an authority of the trusted root.',
    LOG_ENTRY_MISSING: 'The bundle has no transparency log entry with an inclusion proof, and its Sigstore is one that logs.',
    TIMESTAMP_INVALID: 'A timestamp is absent, malformed, not over this signature, or not of a trusted authority.',
    CERTIFICATE_EXPIRED: 'The certificate was not valid at a time at which the signature is said to have been made.',
    SCT_MISSING: 'The certificate has no signed certificate timestamp.',
    SCT_INVALID: 'The signed certificate timestamp is not of a trusted certificate log.',
    AUTHORITY_EXPIRED: 'A log or authority is in the trusted root, but not for the time at which the signature was made.',
    SIGNATURE_INVALID: 'The signature is not one over this envelope by the certificate’s key.',
    LOG_ENTRY_INVALID: 'The transparency log entry does not prove that this signature was logged.',
    PAYLOAD_TYPE: 'The signed envelope does not hold an in-toto statement.',
    STATEMENT_INVALID: 'The envelope’s content is not an in-toto statement of version 1 or 0.1.',
    PREDICATE_TYPE: 'The statement says something else than what is asked for.',
    SUBJECT_MISMATCH: 'The statement, or the manifest that carries it, is about another artifact.',
    IDENTITY_ISSUER: 'The certificate was issued for a token of another issuer.',
    IDENTITY_REPOSITORY: 'The certificate names another source repository.',
    IDENTITY_REF: 'The certificate names another branch or tag.',
    IDENTITY_WORKFLOW: 'The certificate names another workflow.',
    IDENTITY_COMMIT: 'The certificate names another commit.',
    IDENTITY_REPOSITORY_ID: 'The certificate names a repository with another id: it was deleted and created again, or replaced.',
    IDENTITY_OWNER_ID: 'The certificate names an owner with another id: the account was deleted and created again, or replaced.',
    IDENTITY_RUNNER: 'The certificate names another kind of runner.',
    IDENTITY_TRIGGER: 'The certificate names another event as the trigger.',
    IDENTITY_INCOMPLETE: 'The certificate lacks a claim that certificates of GitHub workflows have.',
    PROVENANCE_INVALID: 'The predicate is not SLSA v1 provenance of a GitHub workflow.',
    PROVENANCE_DISAGREES: 'The provenance tells another story than the certificate that signed it.',
    SUBJECT_NAME: 'The statement names another image, or provenance names none: the digest was copied from elsewhere.',
};
const signingErrorCodes = {
    IMAGE_MISSING: 'The registry has no manifest with that digest: it never had one, or it was deleted.',
    SIGNATURE_MISSING: 'Nothing attached to the image claims to be its signature.',
    PROVENANCE_MISSING: 'Nothing attached to the image claims to be its SLSA v1 provenance.',
    ATTESTATION_MISSING: 'Nothing attached to the image claims to be the further attestation that is required.',
    ...verificationErrorCodes,
    TRUST_ROOT_INVALID: 'The trusted root is not one, lacks an authority or a log, or does not say since when one is valid.',
    TRUST_ROOT_UNAVAILABLE: 'The trusted root could not be read.',
    SIGNING_CONFIG_INVALID: 'The signing configuration is not one, or names no usable service.',
    SIGNING_CONFIG_UNAVAILABLE: 'The signing configuration could not be read.',
    SIGNING_CONFIG_MISSING: 'The Sigstores that need no configuration do not certify jobs of this GitHub server.',
    VISIBILITY_UNKNOWN: 'The job’s token does not say whether the repository is public, so which Sigstore may sign is unknown.',
    LEGACY_LOG: 'The older signature format needs a version 1 transparency log, and the Sigstore that is to sign has none.',
    TOKEN_UNAVAILABLE: 'The OpenID Connect token of the job could not be had.',
    TOKEN_INVALID: 'The OpenID Connect token is not one of a GitHub workflow.',
    CERTIFICATE_REFUSED: 'The certificate authority did not issue a certificate.',
    LOG_REFUSED: 'The transparency log did not take the entry.',
    TIMESTAMP_REFUSED: 'The timestamp authority did not answer with a timestamp.',
    SIGNING_FAILED: 'A service answered with something that cannot be used.',
    LOCKFILE_INVALID: 'The package-lock.json is not one of version 2 or 3.',
    SBOM_TOO_LARGE: 'The SBOM is larger than 16 MB.',
    SBOM_INVALID: 'The SBOM is neither SPDX 2 nor CycloneDX in JSON, lacks what these require, or lists nothing.',
    SCAN_TOO_LARGE: 'The scan result is larger than 16 MB.',
    SCAN_INVALID: 'The scan result is neither SARIF nor an in-toto statement about vulnerabilities, or of a failed scan.',
    SCAN_SUBJECT: 'The scan result is about another image.',
};
/** Thrown by this package for whatever it refuses or cannot do. Errors of the registry pass through. */
class SigningError extends Error {
    name = 'SigningError';
    code;
    next;
    /** Where several bundles were tried: why each of the others was refused. */
    others;
    constructor(code, message, next, options = {}) {
        super(message, options);
        this.code = code;
        this.next = next;
        this.others = options.others ?? [];
    }
}

;// CONCATENATED MODULE: ./packages/signing/out/identity-rules.js


const rule = (code, what, field, ...expected) => ({ code, what, field, expected });
const optional = (code, what, field, expected) => (expected === undefined ? [] : [rule(code, what, field, expected)]);
/** `<server>/<owner>/<repo>/<workflow>@<ref>` */
const workflowUriOf = ({ server, source, workflow, ref }) => `${server}/${source}/${workflow}@${ref}`;
/** Who signs: the workflow itself, unless it called another one for it. */
const signerUriOf = (expectation) => expectation.signer ?? workflowUriOf(expectation);
/** @throws TypeError where a part is empty: an empty expectation would be met by nothing or, elsewhere, by all */
function rulesOf(expectation) {
    const { issuer, server, source, workflow, ref } = expectation;
    const signer = signerUriOf(expectation);
    for (const [name, value] of Object.entries({ issuer, server, source, workflow, ref, signer })) {
        if (value === '')
            throw new TypeError(`the expectation’s ${name} is empty`);
    }
    const uri = workflowUriOf(expectation);
    return [
        rule('IDENTITY_ISSUER', 'token issuer', 'issuer', issuer),
        rule('IDENTITY_REPOSITORY', 'source repository', 'sourceUri', `${server}/${source}`),
        ...optional('IDENTITY_REPOSITORY_ID', 'repository id', 'repositoryId', expectation.repositoryId),
        ...optional('IDENTITY_OWNER_ID', 'owner id', 'ownerId', expectation.ownerId),
        rule('IDENTITY_REF', 'source ref', 'ref', ref),
        rule('IDENTITY_WORKFLOW', 'workflow', 'workflowUri', uri),
        rule('IDENTITY_WORKFLOW', 'subject alternative name', 'san', signer),
        ...optional('IDENTITY_COMMIT', 'source commit', 'commit', expectation.commit),
        ...optional('IDENTITY_RUNNER', 'runner environment', 'runnerEnvironment', expectation.runnerEnvironment),
        ...(expectation.triggers === undefined
            ? []
            : [rule('IDENTITY_TRIGGER', 'trigger', 'trigger', ...expectation.triggers)]),
    ];
}
/** The identity that a certificate for this token has, whatever run of the same commit it was issued to. */
const rulesOfClaims = (claims, server) => [
    rule('IDENTITY_ISSUER', 'token issuer', 'issuer', claims.iss),
    rule('IDENTITY_REPOSITORY', 'source repository', 'sourceUri', `${server}/${claims.repository}`),
    rule('IDENTITY_REPOSITORY_ID', 'repository id', 'repositoryId', claims.repository_id),
    rule('IDENTITY_REF', 'source ref', 'ref', claims.ref),
    rule('IDENTITY_WORKFLOW', 'workflow', 'workflowUri', `${server}/${claims.workflow_ref}`),
    rule('IDENTITY_WORKFLOW', 'subject alternative name', 'san', `${server}/${claims.job_workflow_ref}`),
    rule('IDENTITY_COMMIT', 'source commit', 'commit', claims.sha),
];
/** @throws SigningError with the code of the first rule that is broken; its message tells them all */
function checkIdentity(identity, rules) {
    const broken = rules.filter(({ field, expected }) => !expected.some((value) => value === identity[field]));
    const [first] = broken;
    if (first === undefined)
        return;
    const differences = broken.map(({ what, field, expected }) => `${what}: expected ${expected.join(' or ')}, found ${brief(identity[field] ?? 'none')}`);
    throw new SigningError(first.code, `the certificate is of another identity (${differences.join('; ')})`, 'Build and sign the image with the expected workflow, or correct the expected identity');
}

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(77934);
;// CONCATENATED MODULE: ./packages/signing/out/bundle-limits.js

/** Each costs cryptography before anything of the bundle is trusted; an honest one has one or two (sigstore-go: 32, too). */
const mostLogEntries = 32;
const mostTimestamps = 32;
/** Of an inclusion proof: the depth of a tree of 2^63 entries. */
const mostHashes = 63;
/** Bytes. Fulcio's have two thousand. */
const largestCertificate = 16 * 1024;
/** Bytes, with the certificates that an authority may put into its answer. */
const largestTimestamp = 32 * 1024;
/** Characters, with the signatures of many witnesses. */
const largestCheckpoint = 64 * 1024;
/** Of in-toto subjects, as many as actions/attest allows. */
const mostSubjects = 1024;
/**
 * Refuses what would cost much to look at, before any cryptography.
 * @throws SigningError BUNDLE_OVERSIZED
 */
function checkLimits({ verificationMaterial }) {
    const { tlogEntries, timestampVerificationData, content } = verificationMaterial;
    const stamps = timestampVerificationData?.rfc3161Timestamps ?? [];
    refuseAbove(mostLogEntries, tlogEntries.length, 'log entries');
    refuseAbove(mostTimestamps, stamps.length, 'timestamps');
    for (const { signedTimestamp } of stamps)
        refuseAbove(largestTimestamp, signedTimestamp.length, 'bytes in one timestamp');
    for (const { inclusionProof } of tlogEntries) {
        refuseAbove(mostHashes, inclusionProof?.hashes.length ?? 0, 'hashes in one inclusion proof');
        refuseAbove(largestCheckpoint, inclusionProof?.checkpoint?.envelope.length ?? 0, 'characters in one checkpoint');
    }
    for (const { rawBytes } of certificatesIn(content))
        refuseAbove(largestCertificate, rawBytes.length, 'bytes in the certificate');
}
/** @throws SigningError BUNDLE_OVERSIZED */
const checkCertificateTimestamps = (timestamps) => refuseAbove(mostTimestamps, timestamps.length, 'timestamps in the certificate');
function certificatesIn(content) {
    switch (content.$case) {
        case 'certificate':
            return [content.certificate];
        case 'x509CertificateChain':
            return content.x509CertificateChain.certificates;
        case 'publicKey':
            return [];
    }
}
function refuseAbove(most, found, what) {
    if (found > most)
        throw oversized(`${found} ${what}, ${most} at most`);
}
/** Numbers that are read before they are verified: longer ones take long, and are no index, size or time. */
const hasSaneNumbers = ({ logIndex, integratedTime, inclusionProof }) => isCount(logIndex, 19) &&
    isCount(integratedTime, 12) &&
    (inclusionProof === undefined || (isCount(inclusionProof.logIndex, 19) && isCount(inclusionProof.treeSize, 19)));
const isCount = (text, digits) => text.length <= digits && /^\d+$/.test(text);
/** Bytes of what is attached to one image in one form, and is read. */
const mostRead = 128 * 1024 * 1024;
/** How much of what is attached to an image is still read. */
class ReadingAllowance {
    #subject;
    #left = mostRead;
    constructor(subject) {
        this.#subject = subject;
    }
    /** @throws SigningError BUNDLE_OVERSIZED */
    take(bytes) {
        this.#left -= bytes;
        if (this.#left < 0)
            throw oversized(`what is attached to ${this.#subject} has more than ${mostRead} bytes`);
    }
}
const oversized = (what) => new SigningError('BUNDLE_OVERSIZED', `what is attached is not looked at: ${what}`, 'Find out who may push to this repository: no tool that signs images makes anything of that size');

;// CONCATENATED MODULE: ./packages/signing/out/strict-json.js
/** Far more than any honest document has; beyond some thousands, what compares or writes the value would overflow. */
const deepest = 200;
/**
 * Parses JSON that can be read in one way only. Of a name that stands twice in an object some readers take the first
 * value and some the last, and bytes that are not UTF-8 are replaced differently: two verifiers would see two documents.
 * @throws SyntaxError, TypeError
 */
function parseStrictJson(bytes) {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value = JSON.parse(text);
    refuseAmbiguity(text);
    return value;
}
/** @param text valid JSON, so that a string before a colon is a name, and brackets pair up */
function refuseAmbiguity(text) {
    /** `undefined` for an array. */
    const open = [];
    const token = /["{}[\]]/g;
    for (let match = token.exec(text); match !== null; match = token.exec(text)) {
        const [found] = match;
        if (found === '"') {
            const end = endOfString(text, match.index);
            token.lastIndex = end;
            if (isBeforeColon(text, end))
                addName(open.at(-1), JSON.parse(text.slice(match.index, end)));
        }
        else if (found === '{' || found === '[') {
            open.push(found === '{' ? new Set() : undefined);
            if (open.length > deepest)
                throw new SyntaxError(`it is nested more than ${deepest} deep`);
        }
        else
            open.pop();
    }
}
/** Found without an expression over the whole string, which would overflow on one of some megabytes. */
function endOfString(text, start) {
    let end = start;
    do
        end = text.indexOf('"', end + 1);
    while (isEscaped(text, end));
    return end + 1;
}
function isEscaped(text, index) {
    let first = index;
    while (text[first - 1] === '\\')
        first -= 1;
    return (index - first) % 2 === 1;
}
function isBeforeColon(text, index) {
    const colon = /\s*:/y;
    colon.lastIndex = index;
    return colon.test(text);
}
function addName(names, name) {
    if (names?.has(name))
        throw new SyntaxError(`the name ${JSON.stringify(name)} stands twice in one object`);
    names?.add(name);
}

;// CONCATENATED MODULE: ./packages/signing/out/statement.js




const payloadType = 'application/vnd.in-toto+json';
const statementType = 'https://in-toto.io/Statement/v1';
/** What cosign 3 signs images with: a statement without a predicate of its own. */
const signaturePredicateType = 'https://sigstore.dev/cosign/sign/v1';
const provenancePredicateType = 'https://slsa.dev/provenance/v1';
/** `cosign attest` still writes 0.1, which differs in nothing that is read here. */
const acceptedTypes = [statementType, 'https://in-toto.io/Statement/v0.1'];
const statementSchema = dist/* object */.Ikc({
    _type: dist/* picklist */.KIO(acceptedTypes),
    subject: dist/* pipe */.FsL(dist/* array */.YOg(dist/* object */.Ikc({ name: dist/* optional */.lqM(dist/* string */.YjP(), ''), digest: dist/* record */.g1P(dist/* string */.YjP(), dist/* string */.YjP()) })), dist/* minLength */.BpQ(1)),
    predicateType: dist/* string */.YjP(),
    predicate: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* unknown */.L5J()), {}),
});
const boundedSchema = dist/* object */.Ikc({
    ...statementSchema.entries,
    subject: dist/* pipe */.FsL(statementSchema.entries.subject, dist/* maxLength */.Ru6(mostSubjects)),
});
const hexOf = (digest) => digest.slice('sha256:'.length);
/**
 * Bytes of an in-toto statement v1 about one image.
 * @param name without tag, as actions/attest and `cosign attest` put it
 */
function statementBytes(name, subject, { predicateType, predicate }) {
    const about = [{ name, digest: { sha256: hexOf(subject) } }];
    return Buffer.from(JSON.stringify({ _type: statementType, subject: about, predicateType, predicate }), 'utf8');
}
/** @throws SigningError STATEMENT_INVALID */
function parseStatement(payload) {
    try {
        return dist/* parse */.qgA(boundedSchema, parseStrictJson(payload));
    }
    catch (error) {
        throw new SigningError('STATEMENT_INVALID', `the signed payload is not a statement of type ${acceptedTypes.join(' or ')} with 1 to ${mostSubjects} subjects`, 'Sign the image again', { cause: error });
    }
}
/** By what names the statement is about the subject, empty where it gives none; `undefined` if it is about another. */
function namesOf(statement, subject) {
    const about = statement.subject.filter(({ digest }) => Object.hasOwn(digest, 'sha256') && digest['sha256'] === hexOf(subject));
    return about.length === 0 ? undefined : about.flatMap(({ name }) => name || []);
}

;// CONCATENATED MODULE: ./packages/signing/out/provenance.js

const buildType = 'https://actions.github.io/buildtypes/workflow/v1';
/** SLSA v1 provenance of a GitHub Actions run, in the form of GitHub’s own build type. */
function provenance({ claims, server, materials = [] }) {
    const repository = `${server}/${claims.repository}`;
    const workflow = workflowOf(claims);
    return {
        predicateType: provenancePredicateType,
        predicate: {
            buildDefinition: {
                buildType,
                externalParameters: { workflow: { ref: workflow.ref, repository, path: workflow.path } },
                internalParameters: {
                    github: {
                        event_name: claims.event_name,
                        repository_id: claims.repository_id,
                        repository_owner_id: claims.repository_owner_id,
                        runner_environment: claims.runner_environment,
                    },
                },
                resolvedDependencies: [
                    { uri: `git+${repository}@${claims.ref}`, digest: { gitCommit: claims.sha } },
                    ...materials,
                ],
            },
            runDetails: {
                builder: { id: `${server}/${claims.job_workflow_ref}` },
                metadata: { invocationId: `${repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}` },
            },
        },
    };
}
/** Splits `owner/repo/.github/workflows/release.yml@refs/heads/main`, the workflow that the run started with. */
function workflowOf(claims) {
    const at = claims.workflow_ref.indexOf('@');
    const file = claims.workflow_ref.slice(0, at);
    const prefix = `${claims.repository}/`;
    return {
        path: file.startsWith(prefix) ? file.slice(prefix.length) : file,
        ref: claims.workflow_ref.slice(at + 1),
    };
}

;// CONCATENATED MODULE: ./packages/signing/out/attached-document.js



/** Bytes. GitHub refuses larger attestations, and transparency logs smaller ones still at times. */
const attached_document_documentLimit = 16 * 1024 * 1024;
function checkDocumentSize(size, { what, tooLarge, smaller }) {
    if (size <= attached_document_documentLimit)
        return;
    throw new SigningError(tooLarge, `${what} has ${size} bytes: expected at most ${attached_document_documentLimit}`, smaller);
}
const invalidDocument = ({ what, invalid, instead }, why, cause) => new SigningError(invalid, `${what} cannot be attested: ${why}`, instead, { cause });
/** An object in JSON that every reader reads alike, of bounded size and depth. */
function readDocument(bytes, kind) {
    checkDocumentSize(bytes.byteLength, kind);
    let value;
    try {
        value = parseStrictJson(bytes);
    }
    catch (error) {
        const why = error instanceof SyntaxError || error instanceof TypeError ? error.message : 'it cannot be parsed';
        throw invalidDocument(kind, `it is not JSON that can be read in one way only (${why.slice(0, 200)})`, error);
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw invalidDocument(kind, 'it is not a JSON object');
    if (hasPrototypeName(value))
        throw invalidDocument(kind, 'it has the name __proto__ in it');
    return value;
}
/** No reader of JavaScript can be sure what becomes of that name. */
const hasPrototypeName = (value) => typeof value === 'object' &&
    value !== null &&
    (Object.hasOwn(value, '__proto__') || Object.values(value).some(hasPrototypeName));
/** The document itself, where it follows the schema; the refusal names the first field that does not. */
function checkFields(document, schema, kind) {
    const checked = dist/* safeParse */.xLC(schema, document);
    if (checked.success)
        return document;
    const [issue] = checked.issues;
    const field = dist/* getDotPath */.BuJ(issue) ?? 'the document';
    const expected = issue.expected === null ? issue.message : `expected ${issue.expected}, found ${issue.received}`;
    throw invalidDocument(kind, `${field}: ${expected.slice(0, 300)}`);
}

;// CONCATENATED MODULE: ./packages/signing/out/sbom-check.js


const sbomLimit = (/* unused pure expression or super */ null && (documentLimit));
const spdxPredicateType = 'https://spdx.dev/Document';
const cyclonedxPredicateType = 'https://cyclonedx.org/bom';
const kind = {
    what: 'the SBOM',
    tooLarge: 'SBOM_TOO_LARGE',
    invalid: 'SBOM_INVALID',
    smaller: 'Leave files out of it, or describe packages only',
    instead: 'Write it as SPDX 2.3 or CycloneDX in JSON, for example with syft -o spdx-json',
};
const words = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq());
const list = (entries) => dist/* nullish */.cl6(dist/* array */.YOg(dist/* looseObject */._H3(entries)));
/** What SPDX 2.2 and 2.3 require (spdx-spec, clauses 6 to 8 and 11), as far as readers depend on it. */
const spdxSchema = dist/* looseObject */._H3({
    spdxVersion: dist/* picklist */.KIO(['SPDX-2.2', 'SPDX-2.3']),
    SPDXID: dist/* literal */.euz('SPDXRef-DOCUMENT'),
    dataLicense: dist/* literal */.euz('CC0-1.0'),
    name: words,
    documentNamespace: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[A-Za-z][A-Za-z0-9+.-]*:[^\s#]+$/)),
    creationInfo: dist/* looseObject */._H3({
        created: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)),
        creators: dist/* pipe */.FsL(dist/* array */.YOg(words), dist/* minLength */.BpQ(1)),
    }),
    packages: list({ SPDXID: words, name: dist/* string */.YjP() }),
    files: list({ SPDXID: words, fileName: words }),
    relationships: list({ spdxElementId: words, relationshipType: words, relatedSpdxElement: words }),
});
/** The JSON schema of CycloneDX begins with 1.2; its types are not looked at, since each version adds some. */
const cyclonedxSchema = dist/* looseObject */._H3({
    bomFormat: dist/* literal */.euz('CycloneDX'),
    specVersion: dist/* picklist */.KIO(['1.2', '1.3', '1.4', '1.5', '1.6', '1.7']),
    serialNumber: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i)),
    version: dist/* optional */.lqM(dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), dist/* minValue */.Wwf(1))),
    components: list({ type: words, name: dist/* string */.YjP() }),
});
/**
 * An attestation of an SBOM in JSON: SPDX 2.2 or 2.3, or CycloneDX 1.2 to 1.7, with the fields that these require.
 * @throws SigningError SBOM_TOO_LARGE, SBOM_INVALID, also for one that lists nothing
 */
function checkSbom(bytes) {
    const document = readDocument(bytes, kind);
    const attestation = recognised(document);
    if (['packages', 'files', 'components'].every((name) => countOf(document, name) === 0))
        throw invalidDocument(kind, 'it lists no package, component or file');
    return attestation;
}
/** @throws SigningError SBOM_TOO_LARGE */
const checkSbomSize = (size) => checkDocumentSize(size, kind);
const countOf = (document, name) => Array.isArray(document[name]) ? document[name].length : 0;
function recognised(document) {
    if ('spdxVersion' in document)
        return { predicateType: spdxPredicateType, predicate: checkFields(document, spdxSchema, kind) };
    if ('bomFormat' in document)
        return { predicateType: cyclonedxPredicateType, predicate: checkFields(document, cyclonedxSchema, kind) };
    if ('@context' in document)
        throw invalidDocument(kind, 'it looks like SPDX 3, which no verifier asks for yet');
    throw invalidDocument(kind, 'it has neither spdxVersion, as SPDX, nor bomFormat, as CycloneDX');
}

;// CONCATENATED MODULE: ./packages/signing/out/sbom-subject.js
const objects = (value) => (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'object' && each !== null);
/**
 * The digests by which an SBOM names the container image that it describes: none for one of a directory, or where the
 * tool did not tell. Some tools name an image before it is pushed by a digest that it has nowhere else.
 */
function imageDigestsOf(document) {
    const { component } = objects(document['metadata'])[0] ?? {};
    const images = [
        ...objects(document['packages']).filter(({ primaryPackagePurpose }) => primaryPackagePurpose === 'CONTAINER'),
        ...objects(component).filter(({ type }) => type === 'container'),
    ];
    return [...new Set(images.flatMap(digestsOf))];
}
function digestsOf(image) {
    const locators = objects(image['externalRefs']).map(({ referenceLocator }) => referenceLocator);
    const named = [image['versionInfo'], image['version'], image['purl'], ...locators];
    return named.flatMap((text) => typeof text === 'string'
        ? [...text.matchAll(/sha256(?::|%3A)([0-9a-f]{64})/gi)].map(([, hex]) => `sha256:${hex}`)
        : []);
}

;// CONCATENATED MODULE: ./packages/signing/out/scan-check.js




/** https://github.com/sigstore/cosign/blob/main/specs/COSIGN_VULN_ATTESTATION_SPEC.md */
const vulnerabilityPredicateType = 'https://cosign.sigstore.dev/attestation/vuln/v1';
const scan_check_kind = {
    what: 'the scan result',
    tooLarge: 'SCAN_TOO_LARGE',
    invalid: 'SCAN_INVALID',
    smaller: 'Let the scanner report only what matters, for example by severity',
    instead: 'Write it as SARIF 2.1.0, or as an in-toto statement about vulnerabilities',
};
const scan_check_words = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq());
const time = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* isoTimestamp */.yhX());
const times = dist/* looseObject */._H3({ scanStartedOn: time, scanFinishedOn: time });
/** The fields that cosign reads into its own type; without them `cosign verify-attestation --type vuln` fails. */
const cosignSchema = dist/* looseObject */._H3({
    scanner: dist/* looseObject */._H3({ uri: dist/* string */.YjP(), version: dist/* optional */.lqM(dist/* string */.YjP()), result: dist/* unknown */.L5J() }),
    metadata: times,
});
/** in-toto/attestation, spec/predicates/vuln.md and vulns_02.md */
const vulnsSchema = dist/* looseObject */._H3({
    scanner: dist/* looseObject */._H3({ uri: scan_check_words, result: dist/* array */.YOg(dist/* looseObject */._H3({})) }),
    metadata: times,
});
const predicateSchemas = new Map([
    [vulnerabilityPredicateType, cosignSchema],
    ['https://in-toto.io/attestation/vulns/v0.1', vulnsSchema],
    ['https://in-toto.io/attestation/vulns/v0.2', vulnsSchema],
]);
/** SARIF 2.1.0 (OASIS), clauses 3.13, 3.14, 3.18 to 3.20. */
const invocationSchema = dist/* looseObject */._H3({
    executionSuccessful: dist/* boolean */.zMY(),
    startTimeUtc: dist/* optional */.lqM(time),
    endTimeUtc: dist/* optional */.lqM(time),
});
const sarifSchema = dist/* looseObject */._H3({
    version: dist/* literal */.euz('2.1.0'),
    runs: dist/* pipe */.FsL(dist/* array */.YOg(dist/* looseObject */._H3({
        tool: dist/* looseObject */._H3({
            driver: dist/* looseObject */._H3({
                name: scan_check_words,
                version: dist/* optional */.lqM(dist/* string */.YjP()),
                semanticVersion: dist/* optional */.lqM(dist/* string */.YjP()),
                informationUri: dist/* optional */.lqM(dist/* string */.YjP()),
            }),
        }),
        invocations: dist/* optional */.lqM(dist/* array */.YOg(invocationSchema)),
        // Absent or null where the run did not get as far as to produce results.
        results: dist/* array */.YOg(dist/* looseObject */._H3({})),
    })), dist/* minLength */.BpQ(1)),
});
/**
 * An attestation of a vulnerability scan, which is given as SARIF 2.1.0, as an in-toto statement of a type for
 * vulnerabilities, or as cosign's predicate of its own.
 * @param writtenAt when the result was there at the latest; only used where SARIF does not tell when the scan was
 * @throws SigningError SCAN_TOO_LARGE, SCAN_INVALID, also for a scan that did not succeed
 */
function checkScan(bytes, writtenAt) {
    const document = readDocument(bytes, scan_check_kind);
    if ('runs' in document)
        return { attestation: ofSarif(document, writtenAt), checkSubject: () => undefined };
    if ('predicateType' in document)
        return ofStatement(document);
    if ('scanner' in document && 'metadata' in document)
        return ofPredicate(document);
    if ('payload' in document || 'dsseEnvelope' in document)
        throw invalidDocument(scan_check_kind, 'it is signed already, and the signature would be lost');
    throw invalidDocument(scan_check_kind, 'it has neither runs, as SARIF, nor predicateType, as an in-toto statement');
}
/** @throws SigningError SCAN_TOO_LARGE */
const checkScanSize = (size) => checkDocumentSize(size, scan_check_kind);
const isScanType = (predicateType) => predicateSchemas.has(predicateType);
function ofSarif(document, writtenAt) {
    const { runs } = checkFields(document, sarifSchema, scan_check_kind);
    const tools = new Set(runs.map(({ tool }) => tool.driver.name));
    if (tools.size > 1)
        throw invalidDocument(scan_check_kind, `it has runs of several tools: ${[...tools].slice(0, 5).join(', ')}`);
    const invocations = runs.flatMap((run) => run.invocations ?? []);
    if (invocations.some(({ executionSuccessful }) => !executionSuccessful))
        throw invalidDocument(scan_check_kind, 'it says itself that the scan did not succeed');
    const driver = runs[0]?.tool.driver;
    const moments = (key) => invocations.flatMap((each) => each[key] ?? []).toSorted();
    const finished = moments('endTimeUtc').at(-1) ?? writtenAt.toISOString();
    return {
        predicateType: vulnerabilityPredicateType,
        predicate: {
            invocation: { parameters: [], uri: '', event_id: '', 'builder.id': '' },
            scanner: {
                uri: driver?.informationUri ?? driver?.name ?? '',
                version: driver?.semanticVersion ?? driver?.version ?? '',
                db: { uri: '', version: '' },
                result: document,
            },
            metadata: { scanStartedOn: moments('startTimeUtc')[0] ?? finished, scanFinishedOn: finished },
        },
    };
}
function ofStatement(document) {
    const statement = checkFields(document, statementSchema, scan_check_kind);
    const { predicateType, predicate } = statement;
    const schema = predicateSchemas.get(predicateType);
    if (schema === undefined) {
        const known = [...predicateSchemas.keys()].join(', ');
        throw invalidDocument(scan_check_kind, `it is a statement of type ${predicateType.slice(0, 200)}: expected one of ${known}`);
    }
    return {
        attestation: { predicateType, predicate: checkFields(predicate, schema, scan_check_kind) },
        checkSubject(digest) {
            if (namesOf(statement, digest) !== undefined)
                return;
            const found = statement.subject
                .flatMap((each) => each.digest['sha256'] ?? [])
                .slice(0, 5)
                .join(', ');
            throw new SigningError('SCAN_SUBJECT', `the scan result is about another image: expected ${digest}, found ${found || 'no sha256 digest'}`, 'Scan the image that is published; for several platforms, its index');
        },
    };
}
/** Which of the types it is, a predicate alone does not say; `lastUpdate` is only in in-toto's. */
function ofPredicate(document) {
    const { scanner } = checkFields(document, cosignSchema, scan_check_kind);
    const { db } = scanner;
    if (typeof db === 'object' && db !== null && 'lastUpdate' in db)
        throw invalidDocument(scan_check_kind, 'it is a predicate of in-toto without the statement that names its type');
    return {
        attestation: { predicateType: vulnerabilityPredicateType, predicate: document },
        checkSubject: () => undefined,
    };
}

;// CONCATENATED MODULE: ./packages/signing/out/certificate-authority.js
/** Places in a certificate's signed part, after its version (RFC 5280, 4.1). */
const issuerPlace = 3;
const subjectPlace = 5;
const organizationType = '2.5.4.10';
const longestName = 200;
/**
 * Reads all of a certificate that is asked for later: the library reads a part only when it is used.
 * @throws whatever the library throws of what is no certificate
 */
function assertReadable(certificate) {
    const { notBefore, notAfter, issuer, publicKey, signatureValue } = certificate;
    if (Number.isNaN(notBefore.getTime()) || Number.isNaN(notAfter.getTime()))
        throw new TypeError('its validity is none');
    if ([issuer, publicKey, signatureValue].some((each) => each.length === 0))
        throw new TypeError('a part is empty');
    // Looks for one at every extension.
    certificate.extension('0.0');
    issuerOrganizationOf(certificate);
    subjectOrganizationOf(certificate);
}
/** What a certificate says of who issued it; `undefined` unless it is one organisation. */
const issuerOrganizationOf = (certificate) => organizationIn(certificate, issuerPlace);
const subjectOrganizationOf = (certificate) => organizationIn(certificate, subjectPlace);
/** Who a certificate says that it was issued by, for messages: its name's parts, quoted, since nothing proves them. */
function issuerNameOf({ tbsCertificate }) {
    const attributes = tbsCertificate.subs[issuerPlace]?.subs.flatMap(({ subs }) => subs) ?? [];
    const name = attributes.flatMap(({ subs }) => subs[1]?.value.toString('utf8') ?? []).join(', ');
    return JSON.stringify(name.slice(0, longestName));
}
function organizationIn({ tbsCertificate }, place) {
    const attributes = tbsCertificate.subs[place]?.subs.flatMap(({ subs }) => subs) ?? [];
    const organizations = attributes.filter(({ subs: [type] }) => isOrganization(type));
    return organizations.length === 1 ? organizations[0]?.subs[1]?.value.toString('utf8') : undefined;
}
const isOrganization = (type) => type !== undefined && type.tag.isOID() && type.toOID() === organizationType;
/** Whether the authority's key signed the certificate; says nothing about times. */
const certifies = ({ certChain }, certificate) => certChain.some((issuer) => issuer.subject.equals(certificate.issuer) && isSignedBy(issuer, certificate));
function isSignedBy(issuer, certificate) {
    try {
        return certificate.verify(issuer);
    }
    catch {
        // A key or an algorithm that makes no sense has signed nothing.
        return false;
    }
}

;// CONCATENATED MODULE: ./packages/signing/out/bundle-contents.js





const bundleMediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const acceptedMediaTypes = new Set([bundleMediaType, 'application/vnd.dev.sigstore.bundle+json;version=0.3']);
/** @throws SigningError BUNDLE_OVERSIZED, BUNDLE_INVALID, LOG_ENTRY_MISSING */
async function parseBundle(bytes) {
    const { bundleFromJSON, isBundleWithDsseEnvelope, ValidationError } = await Promise.all(/* import() */[__webpack_require__.e(654), __webpack_require__.e(40)]).then(__webpack_require__.t.bind(__webpack_require__, 61040, 19));
    try {
        const bundle = bundleFromJSON(parseStrictJson(bytes));
        if (!acceptedMediaTypes.has(bundle.mediaType))
            throw invalid(`its mediaType is ${JSON.stringify(brief(bundle.mediaType))}`);
        if (!isBundleWithDsseEnvelope(bundle))
            throw invalid('it signs a digest, not an envelope');
        const { content } = bundle.verificationMaterial;
        if (content.$case !== 'certificate')
            throw invalid('it names a key, not a certificate');
        checkLimits(bundle);
        if (!bundle.verificationMaterial.tlogEntries.every(hasSaneNumbers))
            throw invalid('a number in it is none');
        const { payload, payloadType } = bundle.content.dsseEnvelope;
        return { bundle, certificate: await readCertificate(content.certificate.rawBytes), payload, payloadType };
    }
    catch (error) {
        if (error instanceof SigningError)
            throw error;
        const wantsProof = error instanceof ValidationError && error.fields.some((field) => /inclusionProof/.test(field));
        throw wantsProof ? unlogged(error) : invalid('it does not have the form of one', error);
    }
}
/** @throws SigningError BUNDLE_OVERSIZED, and whatever the library throws of what is no certificate */
async function readCertificate(der) {
    const { X509Certificate: Reader } = await __webpack_require__.e(/* import() */ 917).then(__webpack_require__.t.bind(__webpack_require__, 83917, 19));
    const certificate = Reader.parse(Buffer.from(der));
    assertReadable(certificate);
    checkCertificateTimestamps(certificate.extSCT?.signedCertificateTimestamps ?? []);
    return certificate;
}
const invalid = (why, cause) => new SigningError('BUNDLE_INVALID', `the attached bundle cannot be used: ${why}`, 'Sign the image again with build-sign-push', { cause });
const unlogged = (cause) => new SigningError('LOG_ENTRY_MISSING', 'the bundle has no transparency log entry with an inclusion proof: expected at least 1, found 0', 'Sign the image again with the signing configuration that belongs to this trusted root', { cause });

// EXTERNAL MODULE: ./packages/registry/out/index.js + 31 modules
var out = __webpack_require__(19379);
;// CONCATENATED MODULE: ./packages/signing/out/bundle-referrer.js






const predicateAnnotation = 'dev.sigstore.bundle.predicateType';
const createdAnnotation = 'org.opencontainers.image.created';
/** Bytes; generous for signature and provenance, and SBOMs are capped at 16 MB before base64. */
const bundleLimit = 32 * 1024 * 1024;
/** Referrers looked at, as many as Kyverno looks at: whoever may push could attach any number. */
const candidateLimit = 50;
const emptyConfig = {
    mediaType: out/* mediaTypes */.Ib.emptyConfig,
    digest: 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    size: 2,
};
const sha256 = dist/* custom */.IeY((value) => typeof value === 'string' && (0,out/* isSha256 */._h)(value));
const manifestSchema = dist/* object */.Ikc({
    mediaType: dist/* optional */.lqM(dist/* literal */.euz(out/* mediaTypes */.Ib.manifest)),
    layers: dist/* array */.YOg(dist/* object */.Ikc({ mediaType: dist/* string */.YjP(), digest: sha256, size: dist/* number */.aig(), urls: dist/* optional */.lqM(dist/* array */.YOg(dist/* string */.YjP()), []) })),
    subject: dist/* object */.Ikc({ digest: sha256 }),
});
/** A bundle as cosign 3 attaches it: an OCI 1.1 referrer with an empty config and the bundle as its only layer. */
function bundleReferrer({ subject, predicateType, createdAt, bytes }) {
    const annotations = {
        'dev.sigstore.bundle.content': 'dsse-envelope',
        [predicateAnnotation]: predicateType,
        [createdAnnotation]: `${createdAt.toISOString().slice(0, 19)}Z`,
    };
    const manifest = {
        schemaVersion: 2,
        mediaType: out/* mediaTypes */.Ib.manifest,
        artifactType: bundleMediaType,
        config: emptyConfig,
        layers: [{ mediaType: bundleMediaType, digest: (0,out/* sha256Of */.Bj)(bytes), size: bytes.length }],
        subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
        annotations,
    };
    return {
        manifest: Buffer.from(JSON.stringify(manifest), 'utf8'),
        mediaType: out/* mediaTypes */.Ib.manifest,
        artifactType: bundleMediaType,
        annotations,
        blobs: [Buffer.from('{}', 'utf8'), bytes],
    };
}
/** Of the referrer's manifest, as a registry lists it. */
const descriptorOf = ({ manifest, mediaType, artifactType, annotations }) => ({
    mediaType,
    digest: (0,out/* sha256Of */.Bj)(manifest),
    size: manifest.byteLength,
    artifactType,
    annotations,
});
const typeOf = ({ annotations }) => annotations?.[predicateAnnotation];
const createdOf = ({ annotations }) => annotations?.[createdAnnotation] ?? '';
/** Whether the descriptor says what kind of bundle it is. */
const isAnnotated = (descriptor) => typeOf(descriptor) !== undefined;
/**
 * What may be a bundle with that predicate type, newest first. Annotations are only hints: without one (cosign's
 * fallback index has none) the bundle itself has to be read.
 */
function candidatesFor(predicateType, referrers) {
    const bundles = referrers.filter(({ artifactType = '' }) => artifactType === bundleMediaType);
    const fitting = bundles
        .filter((descriptor) => [undefined, predicateType].includes(typeOf(descriptor)))
        .toSorted((left, right) => Number(isAnnotated(right)) - Number(isAnnotated(left)) || createdOf(right).localeCompare(createdOf(left), 'en'));
    const otherTypes = new Set(bundles.flatMap((descriptor) => typeOf(descriptor) ?? []));
    otherTypes.delete(predicateType);
    return {
        descriptors: fitting.slice(0, candidateLimit),
        total: fitting.length,
        otherTypes: [...otherTypes].toSorted(),
    };
}
/**
 * Reads bundles of one image, each once, whoever asks for it, and not more of them than an honest image has.
 * What it gives throws SigningError BUNDLE_LAYERS, BUNDLE_OVERSIZED, BUNDLE_INVALID or SUBJECT_MISMATCH.
 */
function bundleReader(repository, subject) {
    const reads = new Map();
    const allowance = new ReadingAllowance(subject);
    return (descriptor) => {
        const read = reads.get(descriptor.digest) ?? readBundle(repository, descriptor, subject, allowance);
        reads.set(descriptor.digest, read);
        return read;
    };
}
/** The bundle's bytes, from the only layer of a manifest that refers to `subject`. */
async function readBundle(repository, descriptor, subject, allowance) {
    const stored = await repository.manifest(descriptor.digest);
    if (stored === undefined)
        throw bundle_referrer_invalid(descriptor, 'its manifest is listed but absent');
    const { layers, subject: found } = parsedManifest(stored.bytes, descriptor);
    const [layer] = layers;
    if (layer === undefined || layers.length !== 1) {
        throw new SigningError('BUNDLE_LAYERS', `the attached bundle ${descriptor.digest} has ${layers.length} layers: expected 1`, 'Sign the image again');
    }
    if (found.digest !== subject) {
        throw new SigningError('SUBJECT_MISMATCH', `the attached bundle ${descriptor.digest} is of another artifact: expected ${subject}, found ${found.digest}`, 'Sign the image again');
    }
    if (layer.mediaType !== bundleMediaType)
        throw bundle_referrer_invalid(descriptor, `its layer is a ${brief(layer.mediaType)}`);
    if (layer.urls.length > 0)
        throw bundle_referrer_invalid(descriptor, 'its layer is said to be elsewhere');
    if (layer.size > bundleLimit)
        throw oversized(`bundle ${descriptor.digest} has ${layer.size} bytes, ${bundleLimit} at most`);
    allowance.take(layer.size);
    return repository.blob(layer, bundleLimit);
}
function parsedManifest(bytes, descriptor) {
    try {
        return dist/* parse */.qgA(manifestSchema, JSON.parse(Buffer.from(bytes).toString('utf8')));
    }
    catch (error) {
        throw bundle_referrer_invalid(descriptor, 'its manifest is not an OCI image manifest with a subject', error);
    }
}
const bundle_referrer_invalid = (descriptor, why, cause) => new SigningError('BUNDLE_INVALID', `the attached bundle ${descriptor.digest} cannot be used: ${why}`, 'Sign the image again', {
    cause,
});

;// CONCATENATED MODULE: ./packages/signing/out/legacy-layer.js






const simpleSigningType = 'application/vnd.dev.cosign.simplesigning.v1+json';
const envelopeType = 'application/vnd.dsse.envelope.v1+json';
/** Of an attestation's layer. */
const predicateTypeKey = 'predicateType';
const signatureKey = 'dev.cosignproject.cosign/signature';
const certificateKey = 'dev.sigstore.cosign/certificate';
const chainKey = 'dev.sigstore.cosign/chain';
const bundleKey = 'dev.sigstore.cosign/bundle';
const timestampKey = 'dev.sigstore.cosign/rfc3161timestamp';
const promiseSchema = dist/* object */.Ikc({
    SignedEntryTimestamp: dist/* string */.YjP(),
    Payload: dist/* object */.Ikc({
        body: dist/* string */.YjP(),
        integratedTime: dist/* pipe */.FsL(dist/* number */.aig(), dist/* safeInteger */.Y2b()),
        logIndex: dist/* pipe */.FsL(dist/* number */.aig(), dist/* safeInteger */.Y2b()),
        logID: dist/* string */.YjP(),
    }),
});
const entrySchema = dist/* object */.Ikc({ kind: dist/* string */.YjP(), apiVersion: dist/* string */.YjP() });
const timestampSchema = dist/* object */.Ikc({ SignedRFC3161Timestamp: dist/* string */.YjP() });
/** The layer of a signature over `payload`. */
function signatureLayer(bundle, payload) {
    const signature = bundle.messageSignature?.signature ?? '';
    return legacy_layer_layer(simpleSigningType, payload, { [signatureKey]: signature, ...proofOf(bundle) });
}
/** The layer of an attestation that was signed as a bundle. */
function attestationLayer({ dsseEnvelope, ...bundle }, predicateType) {
    const content = Buffer.from(JSON.stringify(dsseEnvelope), 'utf8');
    return legacy_layer_layer(envelopeType, content, { [signatureKey]: '', [predicateTypeKey]: predicateType, ...proofOf(bundle) });
}
const legacy_layer_layer = (mediaType, content, annotations) => ({
    descriptor: { mediaType, digest: (0,out/* sha256Of */.Bj)(content), size: content.length, annotations },
    content,
});
/** Without the timestamp authority's: the log's promise has the time, and only version 1 logs give promises. */
function proofOf({ verificationMaterial }) {
    const certificate = verificationMaterial.certificate ??
        verificationMaterial.x509CertificateChain?.certificates[0] ?? { rawBytes: '' };
    const entry = verificationMaterial.tlogEntries.find(({ inclusionPromise }) => inclusionPromise !== undefined);
    if (entry?.inclusionPromise === undefined)
        throw legacyLogError();
    const promise = {
        SignedEntryTimestamp: entry.inclusionPromise.signedEntryTimestamp,
        Payload: {
            body: entry.canonicalizedBody,
            integratedTime: Number(entry.integratedTime),
            // The first entry's index is left out of the JSON, as a default.
            logIndex: Number(entry.logIndex ?? 0),
            logID: Buffer.from(entry.logId.keyId, 'base64').toString('hex'),
        },
    };
    return { [certificateKey]: pemOf(certificate.rawBytes), [chainKey]: '', [bundleKey]: JSON.stringify(promise) };
}
const legacyLogError = () => new SigningError('LEGACY_LOG', 'the older signature format needs a version 1 transparency log, whose promise it carries; version 2 logs give none', 'Choose signature-format: bundle');
/** @throws SigningError BUNDLE_OVERSIZED, BUNDLE_INVALID, LOG_ENTRY_MISSING */
async function parseSignatureLayer(layerToRead) {
    const { content, descriptor } = layerToRead;
    const messageDigest = { algorithm: 'SHA2_256', digest: descriptorDigest(content) };
    const signature = descriptor.annotations[signatureKey] ?? '';
    return { ...(await assembled(layerToRead, { messageSignature: { messageDigest, signature } })), artifact: content };
}
/** @throws SigningError BUNDLE_OVERSIZED, BUNDLE_INVALID, LOG_ENTRY_MISSING */
async function parseAttestationLayer(layerToRead) {
    const contents = await assembled(layerToRead, { dsseEnvelope: json(layerToRead.content, 'its envelope') });
    if (contents.bundle.content.$case !== 'dsseEnvelope')
        throw legacy_layer_invalid('its envelope cannot be read');
    const { payload, payloadType } = contents.bundle.content.dsseEnvelope;
    return { ...contents, payload, payloadType };
}
const descriptorDigest = (content) => Buffer.from((0,out/* sha256Of */.Bj)(content).slice('sha256:'.length), 'hex').toString('base64');
/** As a bundle of version 0.1, the one that may do with the log's promise. */
async function assembled({ descriptor: { annotations } }, signed) {
    const { bundleFromJSON } = await Promise.all(/* import() */[__webpack_require__.e(654), __webpack_require__.e(40)]).then(__webpack_require__.t.bind(__webpack_require__, 61040, 19));
    const rawBytes = derOf(annotations[certificateKey] ?? '');
    const stamp = annotations[timestampKey];
    // Cosign does not agree with itself on what an attestation's timestamp is over; there the log's time has to do.
    const isStamped = stamp !== undefined && 'messageSignature' in signed;
    try {
        const bundle = bundleFromJSON({
            mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
            verificationMaterial: {
                x509CertificateChain: { certificates: [{ rawBytes }] },
                tlogEntries: [entryOf(annotations[bundleKey])],
                ...(isStamped && { timestampVerificationData: { rfc3161Timestamps: [stampOf(stamp)] } }),
            },
            ...signed,
        });
        checkLimits(bundle);
        if (!bundle.verificationMaterial.tlogEntries.every(hasSaneNumbers))
            throw legacy_layer_invalid('a number in it is none');
        return { bundle, certificate: await readCertificate(Buffer.from(rawBytes, 'base64')) };
    }
    catch (error) {
        if (error instanceof SigningError)
            throw error;
        throw legacy_layer_invalid('it does not have the form of one', error);
    }
}
function entryOf(annotation) {
    if (annotation === undefined)
        throw unpromised();
    const { SignedEntryTimestamp, Payload } = dist/* parse */.qgA(promiseSchema, json(Buffer.from(annotation), 'its log entry'));
    if (SignedEntryTimestamp === '')
        throw unpromised();
    const { kind, apiVersion } = dist/* parse */.qgA(entrySchema, json(Buffer.from(Payload.body, 'base64'), 'its log entry'));
    return {
        logIndex: String(Payload.logIndex),
        logId: { keyId: Buffer.from(Payload.logID, 'hex').toString('base64') },
        kindVersion: { kind, version: apiVersion },
        integratedTime: String(Payload.integratedTime),
        inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
        canonicalizedBody: Payload.body,
    };
}
const stampOf = (annotation) => ({
    signedTimestamp: dist/* parse */.qgA(timestampSchema, json(Buffer.from(annotation), 'its timestamp')).SignedRFC3161Timestamp,
});
const pemOf = (base64) => `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
const onePem = /^\s*-----BEGIN CERTIFICATE-----(?<base64>[A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/;
function derOf(pem) {
    const base64 = onePem.exec(pem)?.groups?.['base64'];
    if (base64 === undefined)
        throw legacy_layer_invalid('it has no certificate, or several');
    return base64.replaceAll(/\s/g, '');
}
function json(bytes, what) {
    try {
        const value = parseStrictJson(bytes);
        if (typeof value === 'object' && value !== null && !Array.isArray(value))
            return value;
    }
    catch (error) {
        throw legacy_layer_invalid(`${what} is not JSON`, error);
    }
    throw legacy_layer_invalid(`${what} is not an object`);
}
const legacy_layer_invalid = (why, cause) => new SigningError('BUNDLE_INVALID', `a signature of the older format cannot be used: ${why}`, 'Sign the image again', {
    cause,
});
const unpromised = () => new SigningError('LOG_ENTRY_MISSING', 'a signature of the older format has no log entry with the log’s promise', 'Sign the image again in the bundle format');

;// CONCATENATED MODULE: ./packages/signing/out/certificate-identity.js
// Arcs below Fulcio's own (docs/oid-info.md).
const arcs = {
    issuer: 8,
    buildSignerUri: 9,
    runnerEnvironment: 11,
    sourceUri: 12,
    commit: 13,
    ref: 14,
    repositoryId: 15,
    ownerId: 17,
    workflowUri: 18,
    trigger: 20,
    runUrl: 21,
};
function identityOf(certificate) {
    const read = (arc) => utf8String(certificate.extension(`1.3.6.1.4.1.57264.1.${arc}`)?.value);
    return {
        san: soleUri(certificate),
        issuer: read(arcs.issuer),
        buildSignerUri: read(arcs.buildSignerUri),
        runnerEnvironment: read(arcs.runnerEnvironment),
        sourceUri: read(arcs.sourceUri),
        commit: read(arcs.commit),
        ref: read(arcs.ref),
        repositoryId: read(arcs.repositoryId),
        ownerId: read(arcs.ownerId),
        workflowUri: read(arcs.workflowUri),
        trigger: read(arcs.trigger),
        runUrl: read(arcs.runUrl),
    };
}
/** Reads the bytes themselves: the library's own accessor folds them to ASCII, so that look-alikes would become alike. */
function soleUri(certificate) {
    const names = certificate.extSubjectAltName?.valueObj.subs[0]?.subs ?? [];
    const [name] = names;
    return names.length === 1 && name?.tag.isContextSpecific(6) ? decoded(name.value) : undefined;
}
const utf8Tag = 0x0c;
/** A DER UTF8String that fills its bytes exactly (X.690, 8.1.3 and 10.1). */
function utf8String(der) {
    if (der?.[0] !== utf8Tag || der[1] === undefined)
        return undefined;
    const long = der[1] > 0x80 ? der[1] - 0x80 : 0;
    if (long > 2 || der[1] === 0x80)
        return undefined;
    const length = long === 0 ? der[1] : der.subarray(2, 2 + long).reduce((sum, byte) => sum * 256 + byte, 0);
    const value = der.subarray(2 + long);
    return value.length === length ? decoded(value) : undefined;
}
function decoded(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/signing/out/validity.js
const covers = ({ start, end }, time) => start <= time && time <= end;
/** Whether a certificate log's key was valid while the certificate was: it certifies before the certificate is used. */
const coversPartOf = ({ start, end }, { notBefore, notAfter }) => start <= notAfter && notBefore <= end;
/**
 * What of a Sigstore counts for a signature that was made at these times, with this certificate. The library asks a
 * transparency log's validity only for the promise of a version 1 log, and that of a certificate log only for the time
 * that the log itself wrote: whoever has a key that is long out of use could write any.
 */
const validAt = (material, times, certificate) => ({
    ...material,
    tlogs: material.tlogs.filter(({ validFor }) => times.every((time) => covers(validFor, time))),
    ctlogs: material.ctlogs.filter(({ validFor }) => coversPartOf(validFor, certificate)),
});

;// CONCATENATED MODULE: ./packages/signing/out/diagnosis.js



/** The library proves that the entry is in the checkpoint's tree, and does not read what the proof says of that tree. */
function isOfCheckpointsTree({ inclusionProof }) {
    // Only the older format goes without, on the log's promise.
    if (inclusionProof === undefined)
        return true;
    const [, size, root] = inclusionProof.checkpoint?.envelope.split('\n', 3) ?? [];
    return inclusionProof.treeSize === size && inclusionProof.rootHash.toString('base64') === root;
}
/** At which the signature is said to have existed; proven once the library has verified the entity. */
const timesOf = ({ timestamps }) => timestamps.flatMap((timestamp) => {
    switch (timestamp.$case) {
        case 'timestamp-authority':
            return [timestamp.timestamp.signingTime];
        case 'transparency-log':
            return timestamp.tlogEntry.inclusionPromise === undefined
                ? []
                : [new Date(Number(timestamp.tlogEntry.integratedTime) * 1000)];
    }
});
/** Why the library refused it: it has one code for many causes, and the bundle itself tells them apart. */
async function diagnosed(error, refused) {
    const { VerificationError } = await Promise.all(/* import() */[__webpack_require__.e(654), __webpack_require__.e(917), __webpack_require__.e(187)]).then(__webpack_require__.t.bind(__webpack_require__, 54187, 19));
    const options = { cause: error };
    if (!(error instanceof VerificationError))
        return refusal('BUNDLE_INVALID', 'a part of it cannot be read', options);
    // An envelope or signature that was changed differs from its timestamp and log entry too: this explains it best.
    if (!(await isSigned(refused)))
        return refusal('SIGNATURE_INVALID', 'the signature is not over this', options);
    const expired = findExpired[error.code]?.(refused);
    if (expired !== undefined)
        return refusal('AUTHORITY_EXPIRED', expired, options);
    const code = codeFor(error, refused);
    return refusal(code, code === 'CERTIFICATE_EXPIRED' ? outliving(refused) : error.message, options);
}
function codeFor({ code, message }, refused) {
    const { certificate } = refused.contents;
    switch (code) {
        case 'TIMESTAMP_ERROR':
            return 'TIMESTAMP_INVALID';
        case 'CERTIFICATE_ERROR':
            if (isOutlived(refused))
                return 'CERTIFICATE_EXPIRED';
            if (refused.sigstore.proof === 'logged' && certificate.extSCT === undefined)
                return 'SCT_MISSING';
            return message.includes('SCT') ? 'SCT_INVALID' : 'CERTIFICATE_UNTRUSTED';
        case 'TLOG_ERROR':
        case 'TLOG_MISSING_INCLUSION_ERROR':
            return 'LOG_ENTRY_MISSING';
        case 'TLOG_BODY_ERROR':
        case 'TLOG_INCLUSION_PROOF_ERROR':
        case 'TLOG_INCLUSION_PROMISE_ERROR':
            return 'LOG_ENTRY_INVALID';
        case 'SIGNATURE_ERROR':
            return 'SIGNATURE_INVALID';
        case 'PUBLIC_KEY_ERROR':
        case 'NOT_IMPLEMENTED_ERROR':
            return 'BUNDLE_INVALID';
    }
}
const outliving = ({ contents: { certificate }, entity }) => `the certificate does not cover the time of signing: valid ${between({ start: certificate.notBefore, end: certificate.notAfter })}, signed at ${listed(timesOf(entity))}`;
const isOutlived = ({ contents: { certificate }, entity }) => timesOf(entity).some((time) => !certificate.validForDate(time));
const findExpired = {
    TIMESTAMP_ERROR: expiredTimestamps,
    CERTIFICATE_ERROR: (refused) => isOutlived(refused) ? undefined : (expiredAuthority(refused) ?? expiredCertificateLog(refused)),
    TLOG_INCLUSION_PROOF_ERROR: expiredLog,
    TLOG_INCLUSION_PROMISE_ERROR: expiredLog,
};
function expiredLog({ entity, sigstore: { material } }) {
    const times = timesOf(entity);
    for (const { logId } of entity.tlogEntries) {
        const logs = material.tlogs.filter(({ logID }) => logID.equals(logId.keyId));
        const isCovered = logs.some(({ validFor }) => times.every((time) => covers(validFor, time)));
        const [log] = logs;
        if (log && !isCovered)
            return expiry(`the transparency log ${log.baseURL}`, log.validFor, times);
    }
    return undefined;
}
function expiredCertificateLog({ contents: { certificate }, sigstore: { material } }) {
    for (const { logID, datetime } of certificate.extSCT?.signedCertificateTimestamps ?? []) {
        const logs = material.ctlogs.filter((each) => each.logID.equals(logID));
        const isCovered = logs.some(({ validFor }) => covers(validFor, datetime) && coversPartOf(validFor, certificate));
        const [log] = logs;
        if (log && !isCovered)
            return expiry(`the certificate log ${log.baseURL}`, log.validFor, [certificate.notBefore]);
    }
    return undefined;
}
function expiredAuthority({ contents: { certificate }, entity, sigstore }) {
    const authorities = sigstore.material.certificateAuthorities.filter((each) => certifies(each, certificate));
    return expiredAmong(authorities, timesOf(entity), `the certificate authority ${issuerNameOf(certificate)}`);
}
function expiredTimestamps({ entity, sigstore: { material } }) {
    for (const each of entity.timestamps) {
        if (each.$case !== 'timestamp-authority')
            continue;
        const { timestamp } = each;
        const authorities = material.timestampAuthorities.filter((authority) => isStampOf(authority, timestamp));
        const expired = expiredAmong(authorities, [timestamp.signingTime], 'the timestamp authority');
        if (expired !== undefined)
            return expired;
    }
    return undefined;
}
const isStampOf = ({ certChain: [leaf] }, timestamp) => leaf !== undefined &&
    leaf.serialNumber.equals(timestamp.signerSerialNumber) &&
    leaf.issuer.equals(timestamp.signerIssuer);
function expiredAmong(authorities, times, what) {
    const isCovered = ({ validFor, certChain }) => times.every((time) => covers(validFor, time) && certChain.every((each) => each.validForDate(time)));
    const [first] = authorities;
    return first === undefined || authorities.some(isCovered) ? undefined : expiry(what, narrowest(first), times);
}
/** What the trusted root says, and what the certificates say themselves. */
const narrowest = ({ validFor, certChain }) => ({
    start: new Date(Math.max(...[validFor.start, ...certChain.map((each) => each.notBefore)].map(Number))),
    end: new Date(Math.min(...[validFor.end, ...certChain.map((each) => each.notAfter)].map(Number))),
});
const expiry = (what, validity, times) => `${what} counts only ${between(validity)}, and this is of ${listed(times)}`;
/** The library's for a key without an end. */
const endOfTime = 8.64e15;
const between = ({ start, end }) => end.getTime() === endOfTime ? `since ${start.toISOString()}` : `from ${start.toISOString()} to ${end.toISOString()}`;
const listed = (times) => `${times
    .slice(0, 3)
    .map((time) => time.toISOString())
    .join(' and ')}${times.length > 3 ? ' and others' : ''}`;
async function isSigned({ contents: { certificate }, entity }) {
    const { crypto } = await __webpack_require__.e(/* import() */ 917).then(__webpack_require__.t.bind(__webpack_require__, 83917, 19));
    try {
        return entity.signature.verifySignature(crypto.createPublicKey(certificate.publicKey));
    }
    catch {
        return false;
    }
}
const again = 'Sign the image again';
const refresh = 'Refresh the trusted root; where its newest version says no other, do not use this image, but build and sign it again';
const nextSteps = {
    TIMESTAMP_INVALID: `${again}; if it stays, refresh the trusted root, which may lack this timestamp authority`,
    AUTHORITY_EXPIRED: refresh,
    SCT_INVALID: `${again}; if it stays, refresh the trusted root, which may lack this certificate log`,
    CERTIFICATE_UNTRUSTED: refresh,
    LOG_ENTRY_INVALID: `${again}; if it stays, refresh the trusted root, which may lack this transparency log`,
};
const refusal = (code, detail, options = {}) => new SigningError(code, `the bundle does not verify: ${detail}`, nextSteps[code] ?? again, options);

;// CONCATENATED MODULE: ./packages/signing/out/cryptography.js



const thresholds = {
    logged: { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 },
    timestamped: { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 1 },
};
/**
 * Checks that a trusted authority issued the certificate, that it was valid at the time of signing, and that the
 * signature is one; and what else its Sigstore's trusted root wants proven: that the certificate is in a certificate log
 * and the signature in a transparency log, or the time by a timestamp authority. Each log and authority counts for as
 * long as the trusted root says that its key was valid.
 * Says nothing about what was signed, nor about who signed it.
 * @returns the earliest time at which the signature is proven to have existed
 * @throws SigningError
 */
async function checkCryptography(contents, trust) {
    const verify = await Promise.all(/* import() */[__webpack_require__.e(654), __webpack_require__.e(917), __webpack_require__.e(187)]).then(__webpack_require__.t.bind(__webpack_require__, 54187, 19));
    const sigstore = await trust.sigstoreOf(contents.certificate);
    const entity = signedEntity(contents, verify);
    const times = timesOf(entity);
    checkEntries(sigstore.proof, entity);
    try {
        const material = validAt(sigstore.material, times, contents.certificate);
        new verify.Verifier(material, thresholds[sigstore.proof]).verify(entity);
    }
    catch (error) {
        throw await diagnosed(error, { contents, entity, sigstore });
    }
    if (!entity.tlogEntries.every(isOfCheckpointsTree)) {
        throw refusal('LOG_ENTRY_INVALID', 'the inclusion proof names another root than its checkpoint');
    }
    return new Date(Math.min(...times.map((time) => time.getTime())));
}
/** What the library does not ask for, or counts: a log's time is to it as good as an authority's. */
function checkEntries(proof, entity) {
    const count = entity.tlogEntries.length;
    switch (proof) {
        case 'logged':
            if (count === 0)
                throw unlogged();
            return;
        case 'timestamped':
            if (count === 0)
                return;
            throw refusal('LOG_ENTRY_INVALID', 'it has an entry of a transparency log, and the trusted root of its authority names none');
    }
}
/** With every time in it read, which the library does only when it needs one. */
function signedEntity({ bundle, artifact }, verify) {
    try {
        const entity = verify.toSignedEntity(bundle, artifact);
        if (timesOf(entity).some((time) => Number.isNaN(time.getTime())))
            throw new RangeError('a time is none');
        return entity;
    }
    catch (cause) {
        throw refusal('TIMESTAMP_INVALID', 'a timestamp of the bundle cannot be read', { cause });
    }
}

;// CONCATENATED MODULE: ./packages/signing/out/simple-signing.js





const payloadKind = 'cosign container image signature';
const payloadSchema = dist/* object */.Ikc({
    critical: dist/* object */.Ikc({
        identity: dist/* object */.Ikc({ 'docker-reference': dist/* string */.YjP() }),
        image: dist/* object */.Ikc({ 'docker-manifest-digest': dist/* custom */.IeY((it) => typeof it === 'string' && (0,out/* isSha256 */._h)(it)) }),
        type: dist/* string */.YjP(),
    }),
});
/** What cosign signed images with before bundles (containers/image, docs/containers-signature.5.md). */
const simpleSigningPayload = (image, subject) => Buffer.from(JSON.stringify({
    critical: {
        identity: { 'docker-reference': image },
        image: { 'docker-manifest-digest': subject },
        type: payloadKind,
    },
    optional: null,
}), 'utf8');
/**
 * @returns the name of the image that the payload is about
 * @throws SigningError STATEMENT_INVALID, PAYLOAD_TYPE, SUBJECT_MISMATCH
 */
function namedBySimpleSigning(payload, subject) {
    const { critical } = parsed(payload);
    const refused = (code, what, expected, found) => new SigningError(code, `${what}: expected ${expected}, found ${brief(found)}`, `Sign ${subject} again`);
    if (critical.type !== payloadKind)
        throw refused('PAYLOAD_TYPE', 'the signed payload is of another type', payloadKind, critical.type);
    const found = critical.image['docker-manifest-digest'];
    if (found !== subject)
        throw refused('SUBJECT_MISMATCH', 'the signature is about another image', subject, found);
    return critical.identity['docker-reference'];
}
function parsed(payload) {
    try {
        return dist/* parse */.qgA(payloadSchema, parseStrictJson(payload));
    }
    catch (error) {
        throw new SigningError('STATEMENT_INVALID', 'the signed payload is not one of cosign', 'Sign the image again', {
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./packages/signing/out/provenance-check.js




const texts = dist/* record */.g1P(dist/* string */.YjP(), dist/* string */.YjP());
const provenanceSchema = dist/* object */.Ikc({
    buildDefinition: dist/* object */.Ikc({
        buildType: dist/* string */.YjP(),
        externalParameters: dist/* object */.Ikc({
            workflow: dist/* object */.Ikc({ ref: dist/* string */.YjP(), repository: dist/* string */.YjP(), path: dist/* string */.YjP() }),
        }),
        internalParameters: dist/* object */.Ikc({
            github: dist/* object */.Ikc({
                event_name: dist/* string */.YjP(),
                repository_id: dist/* string */.YjP(),
                repository_owner_id: dist/* string */.YjP(),
                runner_environment: dist/* optional */.lqM(dist/* string */.YjP()),
            }),
        }),
        resolvedDependencies: dist/* pipe */.FsL(dist/* array */.YOg(dist/* object */.Ikc({
            uri: dist/* optional */.lqM(dist/* string */.YjP()),
            digest: dist/* optional */.lqM(texts),
            annotations: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* unknown */.L5J())),
        })), dist/* minLength */.BpQ(1)),
    }),
    runDetails: dist/* object */.Ikc({
        builder: dist/* object */.Ikc({ id: dist/* string */.YjP() }),
        metadata: dist/* object */.Ikc({ invocationId: dist/* string */.YjP() }),
    }),
});
/**
 * Checks that provenance tells what its certificate proves, field by field.
 * @returns the builder's id
 * @throws SigningError PROVENANCE_INVALID, PROVENANCE_DISAGREES
 */
function checkProvenance(predicate, identity) {
    const parsed = dist/* safeParse */.xLC(provenanceSchema, predicate);
    if (!parsed.success)
        throw malformed(dist/* getDotPath */.BuJ(parsed.issues[0]) ?? 'the predicate');
    const { buildDefinition, runDetails } = parsed.output;
    const { workflow } = buildDefinition.externalParameters;
    const { github } = buildDefinition.internalParameters;
    const [source] = buildDefinition.resolvedDependencies;
    const stories = [
        ['buildType', buildDefinition.buildType, buildType],
        ['externalParameters.workflow', `${workflow.repository}/${workflow.path}@${workflow.ref}`, identity.workflowUri],
        ['externalParameters.workflow.repository', workflow.repository, identity.sourceUri],
        ['internalParameters.github.event_name', github.event_name, identity.trigger],
        ['internalParameters.github.repository_id', github.repository_id, identity.repositoryId],
        ['internalParameters.github.repository_owner_id', github.repository_owner_id, identity.ownerId],
        [
            'internalParameters.github.runner_environment',
            github.runner_environment ?? identity.runnerEnvironment,
            identity.runnerEnvironment,
        ],
        ['resolvedDependencies[0].uri', source?.uri, `git+${identity.sourceUri}@${identity.ref}`],
        ['resolvedDependencies[0].digest.gitCommit', source?.digest?.['gitCommit'], identity.commit],
        ['runDetails.builder.id', runDetails.builder.id, identity.buildSignerUri],
        ['runDetails.metadata.invocationId', runDetails.metadata.invocationId, identity.runUrl],
    ];
    const lies = stories.filter(([, told, proven]) => told !== proven);
    if (lies.length > 0)
        throw disagreement(lies);
    return runDetails.builder.id;
}
/** What provenance that was checked lists, with the source commit first; what has no name or no digest is left out. */
const dependenciesOf = (predicate) => dist/* parse */.qgA(provenanceSchema, predicate)
    .buildDefinition.resolvedDependencies.flatMap(({ uri, digest, annotations }) => uri === undefined || digest === undefined
    ? []
    : [{ uri, digest, ...(dist.is(texts, annotations) && { annotations }) }]);
const malformed = (where) => new SigningError('PROVENANCE_INVALID', `the provenance is not SLSA v1 of a GitHub workflow: ${where} is absent or of another type`, 'Build the image again with build-sign-push, or attest it with actions/attest');
function disagreement(lies) {
    const list = lies.map(([field, told, proven]) => `${field}: expected ${brief(proven ?? 'none')}, found ${brief(told ?? 'none')}`);
    return new SigningError('PROVENANCE_DISAGREES', `the provenance disagrees with its certificate (${list.join('; ')})`, 'Build the image again; if it stays, find out what writes this provenance');
}

;// CONCATENATED MODULE: ./packages/signing/out/verify-bundle.js









/**
 * Checks one bundle through and through: form, cryptography, what the statement is about and says, who signed it, that
 * provenance agrees with its certificate, and that it is for the image of this name.
 * @throws SigningError with one of `verificationErrorCodes`
 */
async function verifyBundle(bytes, expected, trust) {
    return verifyEnvelope(await parseBundle(bytes), expected, trust);
}
/** As `verifyBundle`, of an envelope in whatever form it was attached. */
async function verifyEnvelope(contents, expected, trust) {
    const signedAt = await checkCryptography(contents, trust);
    const { attestation, names } = attestationOf(contents, expected);
    const identity = identityOf(contents.certificate);
    checkIdentity(identity, expected.rules);
    const isProvenance = expected.predicateType === provenancePredicateType;
    const builderId = isProvenance ? checkProvenance(attestation.predicate, identity) : undefined;
    checkName(names, expected, isProvenance);
    return { attestation, identity, signedAt, ...(builderId !== undefined && { builderId }) };
}
/** What a bundle says of itself, unverified; `undefined` where it says nothing that can be read. */
async function claimedPredicateType(bytes) {
    try {
        return parseStatement((await parseBundle(bytes)).payload).predicateType;
    }
    catch (error) {
        if (error instanceof SigningError)
            return undefined;
        throw error;
    }
}
function attestationOf(contents, { subject, predicateType }) {
    const found = (code, what, wanted, got) => new SigningError(code, `${what}: expected ${wanted}, found ${brief(got)}`, `Sign or attest ${subject} again`);
    if (contents.payloadType !== payloadType) {
        throw found('PAYLOAD_TYPE', 'the envelope’s payload type is another', payloadType, contents.payloadType);
    }
    const statement = parseStatement(contents.payload);
    if (statement.predicateType !== predicateType) {
        throw found('PREDICATE_TYPE', 'the predicate type is another', predicateType, statement.predicateType);
    }
    const names = namesOf(statement, subject);
    if (names === undefined) {
        const subjects = statement.subject.map(({ digest }) => `sha256:${digest['sha256'] ?? '?'}`);
        throw found('SUBJECT_MISMATCH', 'the statement is about another artifact', subject, briefList(subjects));
    }
    return { attestation: { predicateType: statement.predicateType, predicate: statement.predicate }, names };
}
/**
 * Images that one workflow builds have one identity, so only the name tells them apart. Cosign's signatures have none.
 */
function checkName(names, { image, subject }, isRequired) {
    if (names.length === 0 && !isRequired)
        return;
    if (names.some((name) => (0,out/* isSameRepository */.ve)(name, image)))
        return;
    throw new SigningError('SUBJECT_NAME', `the statement is about an image of another name: expected ${image}, found ${briefList(names) || 'none'}`, `Sign and attest ${subject} as ${image} with the expected workflow; if it was mirrored, attest the copy again under its new name`);
}

;// CONCATENATED MODULE: ./packages/signing/out/legacy-tags.js










/** Bytes of an attestation's envelope; those of a signature's payload are few. */
const envelopeLimit = 32 * 1024 * 1024;
const payloadLimit = 64 * 1024;
const tagFor = (subject, predicateType) => `${subject.replace(':', '-')}.${predicateType === signaturePredicateType ? 'sig' : 'att'}`;
/** What stands under cosign's tag for signatures, or that for attestations, and may be of this kind. */
async function legacyCandidates(repository, { subject, predicateType }) {
    const stored = await repository.manifest(tagFor(subject, predicateType));
    const isSignature = predicateType === signaturePredicateType;
    const layers = stored === undefined ? [] : (0,out/* parseManifest */.Ng)(stored.bytes).layers;
    const fitting = layers
        .filter(({ mediaType }) => mediaType === (isSignature ? simpleSigningType : envelopeType))
        .filter(({ annotations }) => isSignature || [undefined, predicateType].includes(annotations?.[predicateTypeKey]))
        .toReversed();
    return { descriptors: fitting.slice(0, candidateLimit), total: fitting.length };
}
/** @throws SigningError with one of `verificationErrorCodes` */
async function verifyLegacyLayer(repository, descriptor, allowance, expected, trust) {
    return verifyLegacy(await readLegacyLayer(repository, descriptor, allowance), expected, trust);
}
/** @throws SigningError BUNDLE_OVERSIZED */
async function readLegacyLayer(repository, descriptor, allowance) {
    const limit = descriptor.mediaType === simpleSigningType ? payloadLimit : envelopeLimit;
    if (descriptor.size > limit)
        throw oversized(`layer ${descriptor.digest} of a signature has ${descriptor.size} bytes, ${limit} at most`);
    allowance.take(descriptor.size);
    const content = Buffer.from(await repository.blob(descriptor, limit));
    return { content, descriptor: { ...descriptor, annotations: descriptor.annotations ?? {} } };
}
/** Makes of the older format all the checks that are made of bundles, in the same order. */
async function verifyLegacy(layer, expected, trust) {
    const { bundleToJSON } = await Promise.all(/* import() */[__webpack_require__.e(654), __webpack_require__.e(40)]).then(__webpack_require__.t.bind(__webpack_require__, 61040, 19));
    if (expected.predicateType !== signaturePredicateType) {
        const envelope = await parseAttestationLayer(layer);
        return { ...(await verifyEnvelope(envelope, expected, trust)), bundle: bundleToJSON(envelope.bundle) };
    }
    const contents = await parseSignatureLayer(layer);
    const signedAt = await checkCryptography(contents, trust);
    const name = namedBySimpleSigning(layer.content, expected.subject);
    const identity = identityOf(contents.certificate);
    checkIdentity(identity, expected.rules);
    checkName([name], expected, true);
    const attestation = { predicateType: signaturePredicateType, predicate: {} };
    return { attestation, identity, signedAt, bundle: bundleToJSON(contents.bundle) };
}
/** Adds layers to what stands under the tag of their kind, and keeps what others put there. */
async function attachLegacy(repository, subject, predicateType, layers) {
    if (layers.length === 0)
        return;
    await Promise.all(layers.map(({ content }) => repository.pushBlob(content)));
    await repository.amend(tagFor(subject, predicateType), out/* mediaTypes */.Ib.manifest, async (current) => {
        const present = current === undefined ? [] : (0,out/* parseManifest */.Ng)(current.bytes).layers;
        const known = new Set(present.map(markOf));
        const missing = layers.filter(({ descriptor }) => !known.has(markOf(descriptor)));
        return missing.length === 0
            ? undefined
            : manifestOf(repository, [...present, ...missing.map(({ descriptor }) => descriptor)]);
    });
}
/** Whoever signs an image so signs the same bytes: only the annotations tell the layers apart. */
const markOf = ({ digest, annotations = {} }) => JSON.stringify([digest, ...Object.entries(annotations).toSorted(([left], [right]) => (left < right ? -1 : 1))]);
async function manifestOf(repository, layers) {
    const config = Buffer.from(JSON.stringify({
        architecture: '',
        os: '',
        config: {},
        rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
    }), 'utf8');
    await repository.pushBlob(config);
    const described = {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest: (0,out/* sha256Of */.Bj)(config),
        size: config.length,
    };
    const manifest = { schemaVersion: 2, mediaType: out/* mediaTypes */.Ib.manifest, config: described, layers };
    return Buffer.from(JSON.stringify(manifest), 'utf8');
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./packages/signing/out/signing-request.js


/** Provenance of another run of the same commit by the same workflow is as good; all else has to be the same. */
const saysTheSame = (found, wanted) => [signaturePredicateType, provenancePredicateType].includes(wanted.predicateType) ||
    (0,external_node_util_.isDeepStrictEqual)(found.predicate, JSON.parse(JSON.stringify(wanted.predicate)));

;// CONCATENATED MODULE: ./packages/signing/out/sign-legacy.js







/** Signs what is wanted in the older format, and writes each of its two tags once. */
async function attachLayers(work) {
    const layers = await Promise.all(work.wanted.map((attestation) => signedLegacy(attestation, work)));
    await Promise.all(attachedByTag(layers, work.args));
    return layers.map(({ attached }) => attached);
}
/** An attestation is signed once for both formats; a signature of the older one is over other bytes than a bundle's. */
async function signedLegacy(attestation, { bundles, signed, rules, args }) {
    const { predicateType } = attestation;
    const { repository, subject, trust } = args;
    const { bundle, layer } = predicateType === signaturePredicateType
        ? await signedPayload(simpleSigningPayload(repository.name, subject.digest), args)
        : asLayer(predicateType, bundles.get(predicateType) ?? (await signed(attestation)));
    await verifyLegacy(layer, expectationOf(predicateType, rules, args), trust);
    return { attached: { predicateType, bundle, descriptor: layer.descriptor, existed: false }, layer };
}
async function signedPayload(payload, { session }) {
    const { bundleToJSON } = await Promise.all(/* import() */[__webpack_require__.e(654), __webpack_require__.e(40)]).then(__webpack_require__.t.bind(__webpack_require__, 61040, 19));
    const { bytes } = await session.signer();
    const bundle = bundleToJSON(await bytes(payload));
    return { bundle, layer: signatureLayer(bundle, payload) };
}
const asLayer = (predicateType, { bundle }) => ({
    bundle,
    layer: attestationLayer(bundle, predicateType),
});
function attachedByTag(layers, { repository, subject }) {
    const isSignature = ({ attached }) => attached.predicateType === signaturePredicateType;
    return [layers.filter(isSignature), layers.filter((layer) => !isSignature(layer))].map((some) => attachLegacy(repository, subject.digest, some[0]?.attached.predicateType ?? '', some.map(({ layer }) => layer)));
}
/** Predicate type → what this workflow attached in the older format for this commit. */
async function existingLegacy(wanted, rules, args) {
    const found = await Promise.all(wanted.map((attestation) => existingLayer(attestation, rules, args)));
    return new Map(found.flatMap((each) => (each ? [[each.predicateType, each]] : [])));
}
async function existingLayer(attestation, rules, args) {
    const { predicateType } = attestation;
    const { repository, trust } = args;
    const expected = expectationOf(predicateType, rules, args);
    const { descriptors } = await legacyCandidates(repository, expected);
    const allowance = new ReadingAllowance(expected.subject);
    for (const descriptor of descriptors) {
        try {
            const layer = await readLegacyLayer(repository, descriptor, allowance);
            const { attestation: found, bundle } = await verifyLegacy(layer, expected, trust);
            if (saysTheSame(found, attestation))
                return { predicateType, bundle, descriptor, existed: true };
        }
        catch (error) {
            // Somebody else's, or broken: not one to keep, and no hindrance to attaching ours.
            if (!(error instanceof SigningError))
                throw error;
        }
    }
    return undefined;
}
const expectationOf = (predicateType, rules, { repository, subject }) => ({ subject: subject.digest, image: repository.name, predicateType, rules });

;// CONCATENATED MODULE: ./packages/signing/out/sign-image.js











/**
 * Signs an image, attests its provenance and whatever else is given, and attaches all at once. What this workflow attached
 * before for the same commit is kept, so that running again makes nothing twice.
 * @throws SigningError; errors of the registry pass through
 */
async function signImage(args) {
    const { repository, subject, session } = args;
    checkFurther(args.attestations ?? []);
    const asBundles = session.format !== 'legacy';
    const asLayers = session.format !== 'bundle';
    const [{ claims }, referrers] = await Promise.all([
        session.identity(),
        asBundles && args.isNew !== true ? repository.referrers(subject.digest, bundleMediaType) : [],
    ]);
    const wanted = attestationsOf(claims, args);
    const rules = rulesOfClaims(claims, session.server);
    const [bundles, layers] = await Promise.all([
        existingBundles(wanted, rules, referrers, args),
        asLayers ? existingLegacy(wanted, rules, args) : nothing,
    ]);
    const signed = signedOnce(rules, args);
    const [newBundles, newLayers] = await Promise.all([
        asBundles ? attachBundles(absentIn(wanted, bundles), signed, args) : [],
        asLayers ? attachLayers({ wanted: absentIn(wanted, layers), bundles, signed, rules, args }) : [],
    ]);
    const attached = new Map((asBundles ? [...bundles.values(), ...newBundles] : [...layers.values(), ...newLayers]).map((each) => [each.predicateType, each]));
    return { bundles: wanted.flatMap(({ predicateType }) => attached.get(predicateType) ?? []) };
}
/** Each kind once: what is attached is told apart by it. */
function checkFurther(attestations) {
    const types = [signaturePredicateType, provenancePredicateType, ...attestations.map((each) => each.predicateType)];
    if (new Set(types).size < types.length)
        throw new TypeError(`one of these is given twice: ${types.join(', ')}`);
    for (const { predicateType, predicate } of attestations)
        (isScanType(predicateType) ? checkScanSize : checkSbomSize)(Buffer.byteLength(JSON.stringify(predicate)));
}
const nothing = new Map();
const attestationsOf = (claims, { session, materials = [], attestations = [] }) => [
    { predicateType: signaturePredicateType, predicate: {} },
    provenance({ claims, server: session.server, materials }),
    ...attestations,
];
const absentIn = (wanted, there) => wanted.filter(({ predicateType }) => !there.has(predicateType));
/** An attestation is signed once for both formats. */
function signedOnce(rules, args) {
    const statements = new Map();
    return (attestation) => {
        const known = statements.get(attestation.predicateType) ?? signedBundle(attestation, rules, args);
        statements.set(attestation.predicateType, known);
        return known;
    };
}
async function signedBundle(attestation, rules, { repository, subject, session, trust }) {
    const { bundleToJSON } = await Promise.all(/* import() */[__webpack_require__.e(654), __webpack_require__.e(40)]).then(__webpack_require__.t.bind(__webpack_require__, 61040, 19));
    const { predicateType } = attestation;
    const { statement } = await session.signer();
    const bundle = bundleToJSON(await statement(statementBytes(repository.name, subject.digest, attestation)));
    const bytes = Buffer.from(JSON.stringify(bundle), 'utf8');
    const expected = { subject: subject.digest, image: repository.name, predicateType, rules };
    const { signedAt } = await verifyBundle(bytes, expected, trust);
    return { predicateType, bundle, bytes, createdAt: signedAt };
}
/** All in one write of the fallback index, where the registry needs one. */
async function attachBundles(wanted, signed, { repository, subject }) {
    if (wanted.length === 0)
        return [];
    const made = await Promise.all(wanted.map(async (attestation) => {
        const bundle = await signed(attestation);
        return { ...bundle, referrer: bundleReferrer({ subject, ...bundle }) };
    }));
    await repository.attach(subject, made.map(({ referrer }) => referrer));
    return made.map(({ predicateType, bundle, referrer }) => ({
        predicateType,
        bundle,
        descriptor: descriptorOf(referrer),
        existed: false,
    }));
}
/** The bundles that this workflow attached for this commit. */
async function existingBundles(wanted, rules, referrers, args) {
    const read = bundleReader(args.repository, args.subject.digest);
    const found = await Promise.all(wanted.map((attestation) => existingBundle(attestation, rules, { referrers, read }, args)));
    return new Map(found.flatMap((bundle) => (bundle ? [[bundle.predicateType, bundle]] : [])));
}
async function existingBundle(attestation, rules, { referrers, read }, { repository, subject, trust }) {
    const { predicateType } = attestation;
    const { descriptors } = candidatesFor(predicateType, referrers);
    const expected = { subject: subject.digest, image: repository.name, predicateType, rules };
    for (const descriptor of descriptors) {
        try {
            const bytes = await read(descriptor);
            const verified = await verifyBundle(bytes, expected, trust);
            const bundle = JSON.parse(Buffer.from(bytes).toString('utf8'));
            if (saysTheSame(verified.attestation, attestation))
                return { predicateType, bundle, descriptor, existed: true };
        }
        catch (error) {
            // Somebody else's, or broken: not one to keep, and no hindrance to attaching ours.
            if (!(error instanceof SigningError))
                throw error;
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/signing/out/sigstore-instances.js
/** Addresses of GitHub's: actions/toolkit, `packages/attest`, endpoints.ts. */
const sigstoreInstances = {
    'public-good': {
        title: 'Sigstore’s public good instance',
        organization: 'sigstore.dev',
        proof: 'logged',
        mirror: 'https://tuf-repo-cdn.sigstore.dev',
        services: {
            fulcio: 'https://fulcio.sigstore.dev',
            rekor: [{ url: 'https://rekor.sigstore.dev', version: 1 }],
            timestamps: ['https://timestamp.sigstore.dev/api/v1/timestamp'],
        },
    },
    github: {
        title: 'GitHub’s own Sigstore',
        organization: 'GitHub, Inc.',
        proof: 'timestamped',
        mirror: 'https://tuf-repo.github.com',
        services: {
            fulcio: 'https://fulcio.githubapp.com',
            rekor: [],
            timestamps: ['https://timestamp.githubapp.com/api/v1/timestamp'],
        },
    },
};

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./packages/signing/out/sigstore-source.js


/**
 * The JSON object of a configuration.
 * @throws SigningError with the codes given
 */
async function readSource(source, codes) {
    return parsedObject(await textOf(source, codes), codes);
}
/**
 * As `readSource`, of one object or of several, one per line.
 * @throws SigningError with the codes given
 */
async function readSources(source, codes) {
    const text = await textOf(source, codes);
    const [first = text, ...others] = text.split('\n').filter((line) => line.trim() !== '');
    const isList = others.length > 0 && [first, ...others].every((line) => line.startsWith('{') && line.trimEnd().endsWith('}'));
    return isList
        ? [parsedObject(first, codes), ...others.map((line) => parsedObject(line, codes))]
        : [parsedObject(text, codes)];
}
const textOf = async ({ inline, path }, { what, unavailable }) => inline ?? (await readText(path, what, unavailable));
function parsedObject(text, { what, invalid }) {
    try {
        const value = JSON.parse(text);
        if (typeof value === 'object' && value !== null && !Array.isArray(value))
            return value;
    }
    catch (error) {
        throw new SigningError(invalid, `the ${what} is not JSON`, `Give the ${what} as JSON or as the path of a file`, {
            cause: error,
        });
    }
    throw new SigningError(invalid, `the ${what} is not a JSON object`, `Give the ${what} as a JSON object`);
}
async function readText(path, what, unavailable) {
    if (path === undefined) {
        throw new SigningError(unavailable, `no ${what} was given`, `Give the ${what} as JSON or as the path of a file`);
    }
    try {
        return await (0,promises_.readFile)(path, 'utf8');
    }
    catch (error) {
        const next = `Check that the file exists in this job, or give the ${what} as JSON`;
        throw new SigningError(unavailable, `the ${what} could not be read from ${JSON.stringify(path)}`, next, {
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./packages/signing/out/signing-services.js




const mediaType = 'application/vnd.dev.sigstore.signingconfig.v0.2+json';
/**
 * Reads a signing configuration, version 0.2; the services of the instances are built in.
 * @throws SigningError SIGNING_CONFIG_INVALID, SIGNING_CONFIG_UNAVAILABLE
 */
async function loadSigningServices(source, { timeout = 10_000, retries = 4, delay = 500, now = new Date() } = {}) {
    const patience = { timeout, retries, delay };
    if (typeof source === 'string')
        return { ...sigstoreInstances[source].services, ...patience };
    const json = await readSource(source, {
        what: 'signing configuration',
        invalid: 'SIGNING_CONFIG_INVALID',
        unavailable: 'SIGNING_CONFIG_UNAVAILABLE',
    });
    if (json['mediaType'] !== mediaType)
        throw signing_services_invalid(`its mediaType is not ${mediaType}`);
    const { SigningConfig, ServiceSelector } = await __webpack_require__.e(/* import() */ 654).then(__webpack_require__.t.bind(__webpack_require__, 19654, 19));
    const config = signing_services_parsed(() => SigningConfig.fromJSON(json));
    const select = (services, highest, rule) => {
        const usable = services.filter((service) => service.majorApiVersion <= highest && isValid(service, now));
        const newestFirst = usable.toSorted((left, right) => startOf(right) - startOf(left));
        switch (rule?.selector) {
            case ServiceSelector.ALL:
                return newestFirst;
            case ServiceSelector.EXACT:
                return newestFirst.slice(0, rule.count);
            case ServiceSelector.ANY:
            case ServiceSelector.SERVICE_SELECTOR_UNDEFINED:
            case undefined:
                return newestFirst.slice(0, 1);
        }
    };
    const [fulcio] = select(config.caUrls, 1, undefined);
    const rekor = select(config.rekorTlogUrls, 2, config.rekorTlogConfig);
    const timestamps = select(config.tsaUrls, 1, config.tsaConfig);
    if (fulcio === undefined)
        throw signing_services_invalid('it names no certificate authority that is valid now');
    if (rekor.length + timestamps.length === 0) {
        throw signing_services_invalid('it names neither a transparency log nor a timestamp authority that is valid now');
    }
    return {
        fulcio: base(fulcio.url),
        rekor: rekor.map(({ url, majorApiVersion }) => ({ url: base(url), version: majorApiVersion === 2 ? 2 : 1 })),
        timestamps: timestamps.map(({ url }) => base(url)),
        ...patience,
    };
}
/**
 * Whether what these services make can be proven as the trusted roots want it; worth asking before anything is pushed.
 * @throws SigningError SIGNING_CONFIG_INVALID
 */
function checkProofs({ rekor, timestamps }, { proofs }) {
    if (rekor.length === 0 && !proofs.has('timestamped')) {
        throw mismatched('it names no transparency log, and the trusted root is of a Sigstore that has one');
    }
    if (timestamps.length === 0 && !proofs.has('logged')) {
        throw mismatched('it names no timestamp authority, and the trusted root is of a Sigstore that proves times by one');
    }
}
function signing_services_parsed(parse) {
    try {
        return parse();
    }
    catch (error) {
        throw signing_services_invalid('it does not have the form of one', error);
    }
}
const startOf = (service) => service.validFor?.start?.getTime() ?? 0;
const isValid = ({ validFor }, now) => (validFor?.start === undefined || validFor.start <= now) && (validFor?.end === undefined || validFor.end > now);
const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);
/** The job's token goes there, so it must not travel in clear. */
function base(text) {
    const url = URL.parse(text);
    if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname)))) {
        throw signing_services_invalid(`${JSON.stringify(brief(text))} is not an https address`);
    }
    return text.replace(/\/+$/, '');
}
const signing_services_invalid = (why, cause, next = 'Give the signing_config.v0.2.json of your Sigstore instance, or nothing for the instance that fits the repository') => new SigningError('SIGNING_CONFIG_INVALID', `the signing configuration is not usable: ${why}`, next, { cause });
/** No log is to be added here: it may be there for a repository of which nothing may be published. */
const mismatched = (why) => signing_services_invalid(why, undefined, 'Give the signing-config and the trusted-root of one and the same Sigstore');

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/signing/out/renewed.js
/**
 * Keeps what was made until its time is over. Those who ask while it is made take it, however short its time; a failure
 * is not kept. Time is counted from when it came, because this machine's clock may not agree with who made it.
 */
function renewed(make) {
    let held;
    const hold = async () => {
        const { value, seconds } = await make();
        const since = performance.now();
        return { value, since, until: since + seconds * 1000 };
    };
    return async () => {
        const asked = performance.now();
        for (;;) {
            const current = (held ??= hold());
            const { value, since, until } = await current.catch((error) => {
                if (held === current)
                    held = undefined;
                throw error;
            });
            if (asked <= since || performance.now() < until)
                return value;
            if (held === current)
                held = undefined;
        }
    };
}

;// CONCATENATED MODULE: ./packages/signing/out/signer.js





/** Version 2 logs answer once the entry is integrated, which takes them seconds. */
const slowLog = 20_000;
/** Seconds that a certificate must have left: the signature under it is still to be logged or timestamped. */
const certificateReserve = 60;
/**
 * A signer with a new key. The first signature asks the certificate authority; those after it, also at the same time,
 * share the certificate until it is about to expire.
 */
async function imageSigner(services, getToken) {
    const sigstore = await Promise.all(/* import() */[__webpack_require__.e(654), __webpack_require__.e(917), __webpack_require__.e(335), __webpack_require__.e(179)]).then(__webpack_require__.t.bind(__webpack_require__, 15179, 19));
    const tokens = new Set();
    const rememberedToken = async () => {
        const token = await getToken();
        tokens.add(token);
        return token;
    };
    const signer = oneCertificateSigner(sigstore, services, rememberedToken);
    const logs = await logWitnesses(sigstore, services);
    const stamps = services.timestamps.map((tsaBaseURL) => new sigstore.TSAWitness({ tsaBaseURL, ...patienceOf(services) }));
    const statements = new sigstore.DSSEBundleBuilder({ signer, witnesses: [...logs, ...stamps] });
    const messages = new sigstore.MessageSignatureBundleBuilder({ signer, witnesses: logs });
    const patiently = async (create) => {
        try {
            return await create().catch((error) => {
                // A version 2 log does not tell where the entry is that an unanswered request made; a new signature is a new entry.
                if (isConflict(error))
                    return create();
                throw error;
            });
        }
        catch (error) {
            throw serviceError(error, services, tokens);
        }
    };
    return {
        statement: (data) => patiently(() => statements.create({ data, type: payloadType })),
        bytes: (data) => patiently(() => messages.create({ data })),
    };
}
const patienceOf = ({ timeout, retries, delay }) => ({
    timeout,
    retry: { retries, minTimeout: delay, maxTimeout: 10_000, factor: 2 },
});
function oneCertificateSigner(sigstore, services, getToken) {
    const keyHolder = ephemeralKey();
    const fulcio = new sigstore.FulcioSigner({
        fulcioBaseURL: services.fulcio,
        identityProvider: { getToken },
        keyHolder,
        ...patienceOf(services),
    });
    const certificate = renewed(async () => {
        const { key } = await fulcio.sign(Buffer.alloc(0));
        return { value: key, seconds: lifetimeOf(key) - certificateReserve };
    });
    return { sign: async (data) => ({ key: await certificate(), signature: (await keyHolder.sign(data)).signature }) };
}
/** Seconds. */
function lifetimeOf(key) {
    if (key.$case !== 'x509Certificate')
        return 0;
    const { validFromDate, validToDate } = new external_node_crypto_.X509Certificate(key.certificate);
    return (validToDate.getTime() - validFromDate.getTime()) / 1000;
}
/** An ECDSA P-256 key that never leaves this process. */
function ephemeralKey() {
    const { privateKey, publicKey } = (0,external_node_crypto_.generateKeyPairSync)('ec', { namedCurve: 'P-256' });
    const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
    return {
        sign: (data) => Promise.resolve({ signature: (0,external_node_crypto_.sign)('sha256', data, privateKey), key: { $case: 'publicKey', publicKey: pem } }),
    };
}
async function logWitnesses(sigstore, services) {
    const patience = patienceOf(services);
    const logs = services.rekor.map(async ({ url: rekorBaseURL, version }) => {
        const timeout = version === 1 ? patience.timeout : Math.max(patience.timeout, slowLog);
        const witness = new sigstore.RekorWitness({ ...patience, rekorBaseURL, majorApiVersion: version, timeout });
        return version === 1 ? witness : hashLoggingWitness(witness);
    });
    return Promise.all(logs);
}
/**
 * Logs an envelope by the hash of what its signature is over: current version 2 logs take nothing else (rekor-tiles
 * since 2.3.0 refuses the DSSE request that @sigstore/sign makes).
 */
async function hashLoggingWitness(rekor) {
    const { crypto, dsse } = await __webpack_require__.e(/* import() */ 917).then(__webpack_require__.t.bind(__webpack_require__, 83917, 19));
    const { HashAlgorithm } = await __webpack_require__.e(/* import() */ 654).then(__webpack_require__.t.bind(__webpack_require__, 19654, 19));
    return {
        testify: (content, publicKey) => {
            if (content.$case !== 'dsseEnvelope')
                return rekor.testify(content, publicKey);
            const { payload, payloadType: type, signatures } = content.dsseEnvelope;
            const digest = crypto.digest('sha256', dsse.preAuthEncoding(type, payload));
            const messageSignature = {
                messageDigest: { algorithm: HashAlgorithm.SHA2_256, digest },
                signature: signatures[0]?.sig ?? Buffer.alloc(0),
            };
            return rekor.testify({ $case: 'messageSignature', messageSignature }, publicKey);
        },
    };
}
const codeOf = (error) => typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
const isConflict = (error) => codeOf(error) === 'TLOG_CREATE_ENTRY_ERROR' && error instanceof Error && /\(409\)/.test(error.message);
const resume = 'Run the job again: what is signed and attached already is kept';
function serviceError(error, services, tokens) {
    // Without `cause`: the service may have echoed the token in whatever the library keeps of its answer.
    const refused = (code, what, next) => new SigningError(code, `${what}: ${withoutTokens(detailOf(error), tokens)}`, next);
    switch (codeOf(error)) {
        case 'CA_CREATE_SIGNING_CERTIFICATE_ERROR':
        case 'IDENTITY_TOKEN_READ_ERROR':
        case 'IDENTITY_TOKEN_PARSE_ERROR':
            return refused('CERTIFICATE_REFUSED', `the certificate authority ${services.fulcio} issued no certificate`, isRefusal(error) ? `${certificateAdvice(services)}. ${resume}` : resume);
        case 'TLOG_CREATE_ENTRY_ERROR':
        case 'TLOG_FETCH_ENTRY_ERROR':
            return refused('LOG_REFUSED', 'the transparency log took no entry', resume);
        case 'TSA_CREATE_TIMESTAMP_ERROR':
            return refused('TIMESTAMP_REFUSED', 'the timestamp authority gave no timestamp', resume);
        default:
            return refused('SIGNING_FAILED', 'a signing service gave an answer that cannot be used', resume);
    }
}
/** Where it was not refused but failed, nothing is wrong with the configuration. */
function isRefusal(error) {
    const status = /\((\d{3})\)/.exec(detailOf(error))?.[1];
    return status?.startsWith('4') === true && status !== '408' && status !== '429';
}
/** Another Sigstore is never named: that of a private repository must not be left for one that publishes its name. */
const certificateAdvice = ({ fulcio }) => fulcio === sigstoreInstances.github.services.fulcio
    ? 'GitHub’s own Sigstore serves private and internal repositories on GitHub Enterprise Cloud alone; on another plan give the signing-config and the trusted-root of a Sigstore of your own'
    : 'Check that this authority accepts tokens of this GitHub server';
/** The library tells a status in its message, but a lost connection only in the cause. */
function detailOf(error) {
    if (!(error instanceof Error))
        return 'unknown';
    const cause = error.cause instanceof Error ? error.cause.message : '';
    return cause === '' || error.message.includes(cause) ? error.message : `${error.message}: ${cause}`;
}
const withoutTokens = (text, tokens) => Array.from(tokens, (token) => [token, ...token.split('.')])
    .flat()
    .reduce((rest, secret) => (secret ? rest.replaceAll(secret, '***') : rest), text);

;// CONCATENATED MODULE: ./packages/signing/out/signing-session.js


/**
 * Opens it; nothing is asked of anybody yet.
 * @throws SigningError LEGACY_LOG where these services cannot sign in that format
 */
function openSigningSession(args) {
    const { server, format = 'bundle', identity } = args;
    const services = format === 'bundle' ? args.services : withVersion1Logs(args.services);
    let signer;
    return {
        server,
        format,
        identity,
        signer: () => (signer ??= imageSigner(services, async () => (await identity()).token)),
    };
}
/** The older format carries the promise of a version 1 log, which no other gives. */
function withVersion1Logs(services) {
    const rekor = services.rekor.filter(({ version }) => version === 1);
    if (rekor.length === 0)
        throw legacyLogError();
    return { ...services, rekor };
}

;// CONCATENATED MODULE: ./packages/signing/out/sigstore-choice.js

const publicServer = 'https://github.com';
/**
 * Which Sigstore may sign for a repository: the public one publishes the names of repository, workflow and branch for
 * good, so only where GitHub itself says that all the world can see them.
 * @throws SigningError VISIBILITY_UNKNOWN
 */
function instanceFor({ repository, repository_visibility: visibility }) {
    switch (visibility) {
        case 'public':
            return 'public-good';
        case 'private':
        case 'internal':
            return 'github';
        case undefined:
        default:
            throw new SigningError('VISIBILITY_UNKNOWN', `the job’s OpenID Connect token does not say who can see ${repository}: its repository_visibility is ${JSON.stringify(visibility ?? null)}`, 'Set sigstore: github, which publishes nothing; only where all the world may know the names of repository, workflow and branch, set sigstore: public-good');
    }
}
/**
 * The instances accept tokens of github.com alone.
 * @param server GITHUB_SERVER_URL, without a slash at the end
 * @throws SigningError SIGNING_CONFIG_MISSING
 */
function checkInstancesServe(server) {
    if (server === publicServer)
        return;
    throw new SigningError('SIGNING_CONFIG_MISSING', `neither Sigstore’s public good instance nor GitHub’s certifies jobs of ${server}`, 'Give the signing-config and the trusted-root of a Sigstore that accepts the tokens of this server');
}

;// CONCATENATED MODULE: ./packages/signing/out/npm-lockfile.js


const npm_lockfile_entrySchema = dist/* object */.Ikc({
    name: dist/* optional */.lqM(dist/* string */.YjP()),
    version: dist/* optional */.lqM(dist/* string */.YjP()),
    resolved: dist/* optional */.lqM(dist/* union */.KCZ([dist/* string */.YjP(), dist/* boolean */.zMY()])),
    integrity: dist/* optional */.lqM(dist/* string */.YjP()),
    license: dist/* optional */.lqM(dist/* unknown */.L5J()),
    dev: dist/* optional */.lqM(dist/* boolean */.zMY(), false),
    devOptional: dist/* optional */.lqM(dist/* boolean */.zMY(), false),
    link: dist/* optional */.lqM(dist/* boolean */.zMY(), false),
});
const lockfileSchema = dist/* object */.Ikc({
    lockfileVersion: dist/* picklist */.KIO([2, 3]),
    packages: dist/* record */.g1P(dist/* string */.YjP(), npm_lockfile_entrySchema),
});
const folder = 'node_modules/';
/**
 * The packages of a `package-lock.json` of version 2 or 3 (npm 7 and newer), without the project's own.
 * @throws SigningError LOCKFILE_INVALID
 */
function parseLockfile(bytes) {
    const { packages } = npm_lockfile_parsed(bytes);
    return Object.entries(packages).flatMap(([location, entry]) => {
        const { version, resolved, license } = entry;
        const at = location.lastIndexOf(folder);
        if (at === -1 || entry.link || version === undefined)
            return [];
        return [
            {
                name: entry.name ?? location.slice(at + folder.length),
                version,
                location,
                dev: entry.dev || entry.devOptional,
                checksums: checksumsOf(entry.integrity),
                ...(typeof resolved === 'string' && { resolved }),
                ...(typeof license === 'string' && { license }),
            },
        ];
    });
}
function npm_lockfile_parsed(bytes) {
    try {
        return dist/* parse */.qgA(lockfileSchema, JSON.parse(Buffer.from(bytes).toString('utf8')));
    }
    catch (error) {
        throw new SigningError('LOCKFILE_INVALID', 'package-lock.json is not a lockfile of version 2 or 3', 'Write it again with npm 7 or newer (npm install --package-lock-only), or give an SBOM of your own', { cause: error });
    }
}
/** Reads `sha512-<base64>`, maybe several with blanks between (Subresource Integrity, 3.5). */
function checksumsOf(integrity = '') {
    const hashes = integrity.split(/\s+/).flatMap((hash) => {
        const [, algorithm, digest] = /^(sha1|sha256|sha384|sha512)-([A-Za-z0-9+/]+={0,2})/.exec(hash) ?? [];
        return algorithm && digest
            ? [[algorithm.toUpperCase(), Buffer.from(digest, 'base64').toString('hex')]]
            : [];
    });
    return Object.fromEntries(hashes);
}

;// CONCATENATED MODULE: ./packages/signing/out/spdx-identity.js

/** SPDX 2.3, 6.9: to the second, in UTC. */
const spdxTime = (time) => `${time.toISOString().slice(0, 19)}Z`;
/** SPDX 2.3, 6.5: unique to the document, and yet the same for the same content. */
function spdxNamespace(name, content) {
    const identity = (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(content)).digest('hex');
    return `https://spdx.org/spdxdocs/${name.replaceAll(/[^A-Za-z0-9.-]/g, '-')}-${identity}`;
}
/** By bytes, so that no locale decides. */
const byBytes = (left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right));

;// CONCATENATED MODULE: ./packages/signing/out/spdx-document.js


const documentId = 'SPDXRef-DOCUMENT';
const unknown = 'NOASSERTION';
const tool = 'Tool: bitvault-actions';
const hex = (algorithm, content) => (0,external_node_crypto_.createHash)(algorithm).update(content).digest('hex');
const relationship = (from, kind, to) => ({
    spdxElementId: from,
    relationshipType: kind,
    relatedSpdxElement: to,
});
/** A whole SPDX 2.3 document; its namespace follows from what is in it, so that the same facts give the same document. */
function withHeader(name, createdAt, body) {
    const created = spdxTime(createdAt);
    return {
        spdxVersion: 'SPDX-2.3',
        dataLicense: 'CC0-1.0',
        SPDXID: documentId,
        name,
        documentNamespace: spdxNamespace(name, [name, created, body]),
        creationInfo: { created, creators: [tool] },
        ...body,
    };
}

;// CONCATENATED MODULE: ./packages/signing/out/spdx.js



const imageId = 'SPDXRef-Image';
/**
 * An SPDX 2.3 document of a directory that becomes part of an image: its files, and the npm packages that its lockfile
 * names. Where `node_modules` is among the files, only packages that are really there; otherwise those not for
 * development. The same facts give the same document.
 * @throws SigningError LOCKFILE_INVALID
 */
function spdxDocument({ name, createdAt, files: content }) {
    const files = content.map(describeFile).toSorted((left, right) => byBytes(left.fileName, right.fileName));
    const packages = installedPackages(content).map(describePackage);
    const body = {
        packages: [describeImage(name, files), ...packages.map(({ description }) => description)],
        files: files.map(({ SPDXID, fileName, checksums }) => ({ SPDXID, fileName, checksums })),
        relationships: [
            relationship(documentId, 'DESCRIBES', imageId),
            ...packages.map(({ id, isPresent }) => relationship(imageId, isPresent ? 'CONTAINS' : 'DEPENDS_ON', id)),
            ...files.map(({ SPDXID }) => relationship(imageId, 'CONTAINS', SPDXID)),
        ],
    };
    return withHeader(name, createdAt, body);
}
function describeFile({ path, bytes }) {
    const sha1 = hex('sha1', bytes);
    return {
        SPDXID: `SPDXRef-File-${hex('sha256', path).slice(0, 32)}`,
        fileName: `./${path}`,
        sha1,
        checksums: [
            { algorithm: 'SHA1', checksumValue: sha1 },
            { algorithm: 'SHA256', checksumValue: hex('sha256', bytes) },
        ],
    };
}
function describeImage(name, files) {
    // SPDX 2.3, 7.9.1: the sorted SHA-1 digests, one after the other.
    const verificationCode = hex('sha1', files
        .map(({ sha1 }) => sha1)
        .toSorted()
        .join(''));
    return {
        SPDXID: imageId,
        name,
        downloadLocation: unknown,
        primaryPackagePurpose: 'CONTAINER',
        filesAnalyzed: true,
        packageVerificationCode: { packageVerificationCodeValue: verificationCode },
    };
}
function installedPackages(files) {
    const lockfile = files.find(({ path }) => path === 'package-lock.json');
    if (lockfile === undefined)
        return [];
    const paths = new Set(files.map(({ path }) => path));
    const isInstalled = files.some(({ path }) => path.startsWith('node_modules/'));
    const packages = parseLockfile(lockfile.bytes)
        .map((locked) => ({ ...locked, isPresent: paths.has(`${locked.location}/package.json`) }))
        .filter(({ isPresent, dev }) => (isInstalled ? isPresent : !dev));
    // The same version may be installed at several places.
    const byUrl = new Map(packages.map((locked) => [packageUrl(locked), locked]));
    return [...byUrl].toSorted(([left], [right]) => byBytes(left, right)).map(([, locked]) => locked);
}
/** https://github.com/package-url/purl-spec, type npm */
const packageUrl = ({ name, version }) => `pkg:npm/${name.split('/').map(encodeURIComponent).join('/')}@${encodeURIComponent(version)}`;
function describePackage(locked) {
    const purl = packageUrl(locked);
    const id = `SPDXRef-Package-${hex('sha256', purl).slice(0, 32)}`;
    const checksums = Object.entries(locked.checksums).map(([algorithm, checksumValue]) => ({
        algorithm,
        checksumValue,
    }));
    const description = {
        SPDXID: id,
        name: locked.name,
        versionInfo: locked.version,
        downloadLocation: downloadLocation(locked.resolved),
        filesAnalyzed: false,
        licenseConcluded: unknown,
        licenseDeclared: licenseExpression(locked.license),
        copyrightText: unknown,
        ...(checksums.length > 0 && { checksums }),
        externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }],
    };
    return { id, isPresent: locked.isPresent, description };
}
/** Without what a private registry's address may carry: credentials and query. */
function downloadLocation(resolved) {
    const url = URL.parse(resolved ?? '');
    return url?.protocol === 'https:' ? `${url.origin}${url.pathname}` : unknown;
}
/** Packages also write `UNLICENSED` or `SEE LICENSE IN …` there, which are no expressions (SPDX 2.3, annex D). */
function licenseExpression(license = '') {
    const id = String.raw `(?!UNLICENSED\b)[A-Za-z0-9][A-Za-z0-9.-]{0,63}\+?`;
    const term = String.raw `\(?(?:${id})(?: WITH ${id})?\)?`;
    const isExpression = new RegExp(`^${term}(?: (?:AND|OR) ${term}){0,20}$`).test(license);
    return isExpression && isBalanced(license) ? license : unknown;
}
function isBalanced(text) {
    let depth = 0;
    for (const character of text) {
        if (character === '(')
            depth += 1;
        if (character === ')')
            depth -= 1;
        if (depth < 0)
            return false;
    }
    return depth === 0;
}

;// CONCATENATED MODULE: ./packages/signing/out/spdx-index.js

const indexId = 'SPDXRef-Index';
/**
 * An SPDX 2.3 document of a multi-platform index: a package that contains one package an image, each by its digest. What
 * is in an image is for the SBOM that is attached to that image to say.
 */
function spdxIndexDocument({ name, digest, createdAt, images }) {
    return withHeader(name, createdAt, {
        packages: [
            describe({ id: indexId, name, digest, summary: `Index of images for ${images.length} platforms` }),
            ...images.map((image) => describe({ id: idOf(image), name, digest: image.digest, summary: `Image for ${image.platform}`, of: image })),
        ],
        relationships: [
            relationship(documentId, 'DESCRIBES', indexId),
            ...images.map((image) => relationship(indexId, 'CONTAINS', idOf(image))),
        ],
    });
}
const spdx_index_hexOf = (digest) => digest.slice('sha256:'.length);
const idOf = ({ digest }) => `SPDXRef-Image-${spdx_index_hexOf(digest)}`;
const describe = ({ id, name, digest, summary, of }) => ({
    SPDXID: id,
    name,
    versionInfo: digest,
    summary,
    downloadLocation: unknown,
    filesAnalyzed: false,
    primaryPackagePurpose: 'CONTAINER',
    checksums: [{ algorithm: 'SHA256', checksumValue: spdx_index_hexOf(digest) }],
    externalRefs: [
        {
            referenceCategory: 'PACKAGE-MANAGER',
            referenceType: 'purl',
            referenceLocator: spdx_index_packageUrl(name, digest, of?.platform),
        },
    ],
});
/** https://github.com/package-url/purl-spec, type oci; qualifiers in the order of their names */
function spdx_index_packageUrl(name, digest, platform) {
    const [os, architecture] = platform?.split('/') ?? [];
    const qualifiers = [
        ...(architecture === undefined ? [] : [`arch=${architecture}`]),
        ...(os === undefined ? [] : [`os=${os}`]),
        `repository_url=${name}`,
    ];
    return `pkg:oci/${name.slice(name.lastIndexOf('/') + 1)}@${encodeURIComponent(digest)}?${qualifiers.join('&')}`;
}

;// CONCATENATED MODULE: ./packages/signing/out/spdx-merge.js


const spdx_merge_documentId = 'SPDXRef-DOCUMENT';
const prefix = 'SPDXRef-';
/** What refers to elements, or is referred to, in ways that are not followed here. */
const unmerged = ['snippets', 'externalDocumentRefs', 'annotations'];
/**
 * One SPDX document of what a tool wrote, one for each platform or stage: elements get the label of their part into
 * their identifier. Neither when it was written nor in which order shows, so the same content gives the same document.
 * @throws SigningError SBOM_INVALID where several have what cannot be merged
 */
function oneSpdxDocument(parts, identity) {
    const [first] = parts;
    if (first === undefined)
        throw new TypeError('an SBOM was asked for that is made of nothing');
    const renamed = parts.length === 1 ? [first.document] : withLabels(parts);
    const infos = renamed.map(({ creationInfo }) => creationInfo);
    const listed = (key) => renamed.flatMap((document) => objectsIn(document, key));
    const name = identity.name ?? String(first.document['name']);
    const licences = unique(listed('hasExtractedLicensingInfos'), 'licenseId');
    const { documentDescribes: _, documentNamespace: __, ...kept } = renamed[0];
    const document = {
        ...kept,
        spdxVersion: renamed.some(({ spdxVersion }) => spdxVersion === 'SPDX-2.3') ? 'SPDX-2.3' : 'SPDX-2.2',
        name,
        creationInfo: {
            ...infos[0],
            creators: [...new Set(infos.flatMap(({ creators }) => creators))].toSorted(byBytes),
            created: spdxTime(identity.createdAt),
        },
        packages: unique(listed('packages'), 'SPDXID'),
        files: unique(listed('files'), 'SPDXID'),
        ...(licences.length > 0 && { hasExtractedLicensingInfos: licences }),
        relationships: sorted([...listed('relationships'), ...renamed.flatMap(descriptions)], (each) => ['spdxElementId', 'relationshipType', 'relatedSpdxElement', 'comment'].map((key) => each[key] ?? '')),
    };
    return { ...document, documentNamespace: spdxNamespace(name, document) };
}
function withLabels(parts) {
    const seen = new Map();
    return parts.map(({ label = 'part', document }) => {
        const found = unmerged.find((key) => objectsIn(document, key).length > 0);
        if (found !== undefined)
            throw new SigningError('SBOM_INVALID', `the SBOMs of several platforms or stages cannot become one: that of ${label} has ${found}`, 'Merge them yourself, and give the result as `sbom-path`');
        const count = (seen.get(label) ?? 0) + 1;
        seen.set(label, count);
        return relabelled(document, `${label.replaceAll(/[^A-Za-z0-9.]/g, '-')}${count > 1 ? `-${count}` : ''}`);
    });
}
function relabelled(document, label) {
    const rename = (id) => typeof id === 'string' && id.startsWith(prefix) && id !== spdx_merge_documentId
        ? `${prefix}${label}-${id.slice(prefix.length)}`
        : id;
    const renamedIn = (list, ...keys) => objectsIn(document, list).map((each) => ({
        ...each,
        ...Object.fromEntries(keys.filter((key) => key in each).map((key) => [key, renameAll(each[key], rename)])),
    }));
    return {
        ...document,
        packages: renamedIn('packages', 'SPDXID', 'hasFiles'),
        files: renamedIn('files', 'SPDXID'),
        relationships: renamedIn('relationships', 'spdxElementId', 'relatedSpdxElement'),
        ...('documentDescribes' in document && { documentDescribes: renameAll(document['documentDescribes'], rename) }),
    };
}
const renameAll = (value, rename) => Array.isArray(value) ? value.map(rename) : rename(value);
/** SPDX 2.3 prefers relationships to the list of what a document describes. */
const descriptions = ({ documentDescribes }) => Array.isArray(documentDescribes)
    ? documentDescribes.map((id) => ({
        spdxElementId: spdx_merge_documentId,
        relationshipType: 'DESCRIBES',
        relatedSpdxElement: id,
    }))
    : [];
const objectsIn = (document, key) => Array.isArray(document[key]) ? document[key] : [];
/** In the order of their keys, each key once: npm lists a version again for each place that it is installed at. */
const unique = (values, key) => sorted(values, (each) => each[key]);
function sorted(values, keyOf) {
    const keyed = new Map();
    for (const value of values) {
        const key = JSON.stringify(keyOf(value));
        if (!keyed.has(key))
            keyed.set(key, value);
    }
    return [...keyed].toSorted(([left], [right]) => byBytes(left, right)).map(([, value]) => value);
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./packages/signing/out/tuf-root.js





/**
 * The trusted root of an instance, proven by its TUF repository.
 * @throws SigningError TRUST_ROOT_UNAVAILABLE
 */
async function trustedRootOf(instance, options) {
    const { cachePath, timeout = 10_000, repositories = {} } = options;
    const { getTrustedRoot } = await Promise.all(/* import() */[__webpack_require__.e(654), __webpack_require__.e(335), __webpack_require__.e(694)]).then(__webpack_require__.t.bind(__webpack_require__, 84423, 19));
    const { mirror, root } = repositories[instance] ?? (await repositoryOf(instance));
    const common = { mirrorURL: mirror, timeout, retry: { retries: 3 }, ...(cachePath !== undefined && { cachePath }) };
    try {
        if (root === undefined)
            return await getTrustedRoot(common);
        return await withFile(root, (rootPath) => getTrustedRoot({ ...common, rootPath }));
    }
    catch (error) {
        const { title } = sigstoreInstances[instance];
        const next = `Run the job again; where the network forbids ${mirror}, give a trusted root as JSON or as a path`;
        throw new SigningError('TRUST_ROOT_UNAVAILABLE', `the trusted root of ${title} could not be fetched`, next, {
            cause: error,
        });
    }
}
async function repositoryOf(instance) {
    const { mirror } = sigstoreInstances[instance];
    switch (instance) {
        case 'public-good':
            return { mirror };
        case 'github': {
            // As cli/cli has it built in, version 3: TUF goes from it to the root of today.
            const { default: root } = await __webpack_require__.e(/* import() */ 691).then(__webpack_require__.t.bind(__webpack_require__, 79691, 17));
            return { mirror, root: JSON.stringify(root) };
        }
    }
}
/** The library takes the root only as a file. */
async function withFile(text, use) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'tuf-root-'));
    try {
        const path = (0,external_node_path_.join)(folder, 'root.json');
        await (0,promises_.writeFile)(path, text);
        return await use(path);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true });
    }
}

;// CONCATENATED MODULE: ./packages/signing/out/trust.js






/**
 * Reads trusted roots: those of the instances over TUF, any other from JSON, of which there may be several, one per line.
 * @throws SigningError TRUST_ROOT_INVALID, TRUST_ROOT_UNAVAILABLE
 */
async function loadTrust(source, options = {}) {
    switch (source) {
        case 'well-known':
            return instancesTrust(['public-good', 'github'], options);
        case 'public-good':
        case 'github':
            return instanceTrust(source, options);
        default:
            return isList(source) ? instancesTrust(source, options) : configuredTrust(source);
    }
}
const isList = (source) => Array.isArray(source);
function instancesTrust(instances, options) {
    const loaded = new Map();
    return {
        proofs: new Set(instances.map((instance) => sigstoreInstances[instance].proof)),
        document: undefined,
        sigstoreOf: async (certificate) => {
            const instance = instanceNamed(issuerOrganizationOf(certificate), instances);
            const trust = loaded.get(instance) ?? instanceTrust(instance, options);
            loaded.set(instance, trust);
            return (await trust).sigstoreOf(certificate);
        },
    };
}
function instanceNamed(organization, instances) {
    const named = instances.find((instance) => sigstoreInstances[instance].organization === organization);
    if (named !== undefined)
        return named;
    const trusted = instances.map((instance) => sigstoreInstances[instance].title).join(' and ');
    throw new SigningError('CERTIFICATE_UNTRUSTED', `the bundle does not verify: its certificate is of ${JSON.stringify(organization ?? null)}, and trusted is ${trusted}`, 'Sign with a Sigstore that is trusted, or have the reviewed file that says whom to trust name the one that issued it');
}
async function instanceTrust(instance, options) {
    const { TrustedRoot } = await __webpack_require__.e(/* import() */ 654).then(__webpack_require__.t.bind(__webpack_require__, 19654, 19));
    const root = await trustedRootOf(instance, options);
    const { proof } = sigstoreInstances[instance];
    checkValidity(root);
    const lacking = lackingPartOf(root, proof);
    if (lacking !== undefined)
        throw trust_invalid(`it names no ${lacking}`);
    const sigstore = { material: await materialOf(root), proof };
    const document = JSON.stringify(TrustedRoot.toJSON(root));
    const { title } = sigstoreInstances[instance];
    const next = `Do not use this image unless ${title} has just changed its authority: then run again a little later`;
    return {
        proofs: new Set([proof]),
        document,
        sigstoreOf: async (certificate) => {
            if (isOf(sigstore, certificate))
                return sigstore;
            throw untrusted(certificate, `the trusted root of ${title}`, next);
        },
    };
}
async function configuredTrust(source) {
    const objects = await readSources(source, {
        what: 'trusted root',
        invalid: 'TRUST_ROOT_INVALID',
        unavailable: 'TRUST_ROOT_UNAVAILABLE',
    });
    const [first, ...others] = objects;
    const sigstores = [await configuredSigstore(first), ...(await Promise.all(others.map(configuredSigstore)))];
    return {
        proofs: new Set(sigstores.map(({ proof }) => proof)),
        document: others.length === 0 ? JSON.stringify(first) : undefined,
        sigstoreOf: async (certificate) => {
            const sigstore = sigstores.find((each) => isOf(each, certificate));
            if (sigstore !== undefined)
                return sigstore;
            throw untrusted(certificate, 'your trusted root', 'Refresh the trusted root (of GitHub’s Sigstores `gh attestation trusted-root` prints the newest), or add the root of the Sigstore that issued this, if that one is to be trusted');
        },
    };
}
const isOf = ({ material }, certificate) => material.certificateAuthorities.some((each) => certifies(each, certificate));
/** Said before anything else of the bundle, since another authority's bundles have other proofs in them. */
const untrusted = (certificate, root, next) => new SigningError('CERTIFICATE_UNTRUSTED', `the bundle does not verify: its certificate was issued by ${issuerNameOf(certificate)}, whose key is not in ${root}`, next);
async function configuredSigstore(json) {
    const root = await parsedRoot(json);
    checkValidity(root);
    const material = await materialOf(root);
    const proof = proofBy(root, material);
    const lacking = lackingPartOf(root, proof);
    if (lacking !== undefined)
        throw trust_invalid(`it names no ${lacking}`);
    return { material, proof };
}
/**
 * A root without any log is of a Sigstore like GitHub's, and wants timestamps; half of the logs is none of either. The
 * public good instance has logs: a root of it that lost them must not turn into one that wants none.
 */
function proofBy({ tlogs, ctlogs }, { certificateAuthorities }) {
    const { organization } = sigstoreInstances['public-good'];
    const isPublicGood = certificateAuthorities.some(({ certChain }) => certChain.some((certificate) => subjectOrganizationOf(certificate) === organization));
    return tlogs.length + ctlogs.length > 0 || isPublicGood ? 'logged' : 'timestamped';
}
function lackingPartOf(root, proof) {
    if (root.certificateAuthorities.length === 0)
        return 'certificate authority';
    switch (proof) {
        case 'logged':
            if (root.ctlogs.length === 0)
                return 'certificate log';
            return root.tlogs.length === 0 ? 'transparency log' : undefined;
        case 'timestamped':
            return root.timestampAuthorities.length === 0 ? 'log, and no timestamp authority either' : undefined;
    }
}
const mediaTypes = new Set([
    'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    'application/vnd.dev.sigstore.trustedroot.v0.1+json',
    'application/vnd.dev.sigstore.trustedroot+json;version=0.2',
    'application/vnd.dev.sigstore.trustedroot.v0.2+json',
]);
async function parsedRoot(json) {
    if (typeof json['mediaType'] !== 'string' || !mediaTypes.has(json['mediaType'])) {
        throw trust_invalid(`its mediaType is ${brief(JSON.stringify(json['mediaType'] ?? null))}`);
    }
    const { TrustedRoot } = await __webpack_require__.e(/* import() */ 654).then(__webpack_require__.t.bind(__webpack_require__, 19654, 19));
    try {
        return TrustedRoot.fromJSON(json);
    }
    catch (error) {
        throw trust_invalid('it does not have the form of one', error);
    }
}
/** A key without a beginning would count for all the time before it was made, and one that has ended as if it had not. */
function checkValidity({ certificateAuthorities, timestampAuthorities, ctlogs, tlogs }) {
    const authorities = [...certificateAuthorities, ...timestampAuthorities];
    const keys = [
        ...authorities.map(({ uri, validFor }) => ({ name: uri, validFor })),
        ...[...ctlogs, ...tlogs].map(({ baseUrl, publicKey }) => ({ name: baseUrl, validFor: publicKey?.validFor })),
    ];
    for (const { name, validFor: { start, end } = {} } of keys) {
        const key = `its key for ${JSON.stringify(brief(name))}`;
        if (start === undefined)
            throw trust_invalid(`${key} has no validFor.start, so that nobody knows since when it counts`);
        if (!(start <= (end ?? start)))
            throw trust_invalid(`${key} has a validFor that is no period`);
    }
}
async function materialOf(root) {
    const { toTrustMaterial } = await Promise.all(/* import() */[__webpack_require__.e(654), __webpack_require__.e(917), __webpack_require__.e(187)]).then(__webpack_require__.t.bind(__webpack_require__, 54187, 19));
    try {
        const material = toTrustMaterial(root);
        for (const { certChain } of [...material.certificateAuthorities, ...material.timestampAuthorities])
            certChain.forEach(assertReadable);
        return material;
    }
    catch (error) {
        throw trust_invalid('a key or certificate in it cannot be read', error);
    }
}
const trust_invalid = (why, cause) => new SigningError('TRUST_ROOT_INVALID', `the trusted root is not usable: ${why}`, 'Give the trusted_root.json of the Sigstore instance that signs, as its operator publishes it', { cause });

;// CONCATENATED MODULE: ./packages/signing/out/verification-commands.js



const verification_commands_publicServer = 'https://github.com';
/**
 * Commands that verify an image by other tools than this one, each one line, for a POSIX shell.
 * @param image `host/name@sha256:…`
 */
function verificationCommands(image, expectation, { trustedRoot, instance, proof = 'logged', attested = [] } = {}) {
    const { issuer, server, source, ref, commit } = expectation;
    const identity = [
        ['--certificate-identity', signerUriOf(expectation)],
        ['--certificate-oidc-issuer', issuer],
        ['--certificate-github-workflow-repository', source],
        ['--certificate-github-workflow-ref', ref],
        ...(commit === undefined ? [] : [['--certificate-github-workflow-sha', commit]]),
        ...(trustedRoot === undefined ? [] : [['--trusted-root', trustedRoot]]),
        cosignProofs[proof],
    ].flat();
    const hostname = server === verification_commands_publicServer ? [] : ['--hostname', new URL(server).host];
    const customRoot = trustedRoot === undefined || instance !== undefined ? [] : ['--custom-trusted-root', trustedRoot];
    const github = ['--repo', source, '--cert-identity', signerUriOf(expectation), '--cert-oidc-issuer', issuer];
    return [
        ['cosign', 'verify', ...identity, image],
        ['cosign', 'verify-attestation', '--type', 'slsaprovenance1', ...identity, image],
        [
            'gh',
            'attestation',
            'verify',
            `oci://${image}`,
            '--bundle-from-oci',
            ...github,
            '--source-ref',
            ref,
            ...hostname,
            ...customRoot,
        ],
        ...attested.map((type) => [
            'cosign',
            'verify-attestation',
            '--type',
            cosignTypes[type] ?? type,
            ...identity,
            image,
        ]),
    ].map((words) => words.map(quoted).join(' '));
}
/** Cosign's own names (cosign verify-attestation --help); it takes any other type as it is. */
const cosignTypes = {
    [spdxPredicateType]: 'spdxjson',
    [cyclonedxPredicateType]: 'cyclonedx',
    [vulnerabilityPredicateType]: 'vuln',
};
/** Cosign has to be told where no log is to be asked for; the certificate's time then rests on the timestamp alone. */
const cosignProofs = {
    logged: [],
    timestamped: ['--use-signed-timestamps', '--insecure-ignore-tlog', '--insecure-ignore-sct'],
};
const quoted = (word) => /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw `'\''`)}'`;

;// CONCATENATED MODULE: ./packages/signing/out/find-evidence.js








/**
 * Finds a signature and provenance of an image that the registry has, and what else is required, each by an identity that meets all
 * rules.
 * @throws SigningError where one is absent or none verifies: with the reason of the bundle that came closest
 */
async function findEvidence(args) {
    const { repository, digest, rules, trust, accept = {}, require = [] } = args;
    const [image, referrers] = await Promise.all([
        repository.resolve(digest),
        // Outlives the image in many registries: what is signed need not be there.
        repository.referrers(digest, bundleMediaType),
    ]);
    if (image === undefined)
        throw missingImage(repository, digest);
    // Where nothing is annotated, all searches go through the same bundles.
    const read = bundleReader(repository, digest);
    const find = (predicateType, missing) => firstVerified({
        repository,
        referrers,
        read,
        trust,
        missing,
        legacy: accept.legacy ?? false,
        expected: { subject: digest, image: repository.name, predicateType, rules },
    });
    const [signature, built, ...further] = await Promise.allSettled([
        accept.unsigned ? undefined : find(signaturePredicateType, 'SIGNATURE_MISSING'),
        find(provenancePredicateType, 'PROVENANCE_MISSING'),
        ...require.map((predicateType) => find(predicateType, 'ATTESTATION_MISSING')),
    ]);
    // Only the absence of a signature is made up for: one that does not verify is refused for what is wrong with it.
    const isUnsigned = signature.status === 'rejected' && isMissing(signature.reason);
    if (signature.status === 'rejected' && !(accept.provenanceOnly && isUnsigned))
        throw signature.reason;
    if (built.status === 'rejected')
        throw built.reason;
    const refused = further.find((each) => each.status === 'rejected');
    if (refused !== undefined)
        throw refused.reason;
    const proven = isUnsigned || accept.unsigned ? [provenancePredicateType] : [signaturePredicateType, provenancePredicateType];
    return { provenance: built.value, predicateTypes: [...proven, ...require] };
}
const isMissing = (reason) => reason instanceof SigningError && reason.code === 'SIGNATURE_MISSING';
async function firstVerified(search) {
    const { referrers, read, trust, expected, missing, legacy, repository } = search;
    const { descriptors, total, otherTypes } = candidatesFor(expected.predicateType, referrers);
    const bundle = await firstOf(descriptors, total, async (descriptor) => {
        const bytes = await read(descriptor);
        if (!isAnnotated(descriptor) && (await claimedPredicateType(bytes)) !== expected.predicateType)
            return undefined;
        return verifyBundle(bytes, expected, trust);
    });
    if (bundle !== undefined)
        return bundle;
    // Where some were not read, a bundle may be among them that would not verify: hiding it must not lead past it.
    if (legacy && total <= candidateLimit) {
        const older = await legacyCandidates(repository, expected);
        const allowance = new ReadingAllowance(expected.subject);
        const layer = await firstOf(older.descriptors, older.total, (descriptor) => verifyLegacyLayer(repository, descriptor, allowance, expected, trust));
        if (layer !== undefined)
            return layer;
    }
    throw absence(missing, expected, otherTypes);
}
/**
 * The first that verifies; `undefined` where none is of the kind.
 * @throws SigningError of the one that came closest, where none verifies
 */
async function firstOf(descriptors, total, verify) {
    const refusals = [];
    const unread = [];
    for (const descriptor of descriptors) {
        try {
            const verified = await verify(descriptor);
            if (verified !== undefined)
                return verified;
        }
        catch (error) {
            if (error instanceof SigningError && progressOf(error) >= 0)
                refusals.push(error);
            else
                unread.push(error);
        }
    }
    // What could not be read might have been the one.
    if (unread.length > 0)
        throw unread[0];
    const [closest, ...others] = refusals.toSorted((left, right) => progressOf(right) - progressOf(left));
    if (closest !== undefined)
        throw closestRefusal(closest, others, total);
    return undefined;
}
const missingImage = ({ name }, digest) => new SigningError('IMAGE_MISSING', `the registry has no manifest ${digest} in ${name}`, 'Choose a digest that the registry has, or push this one again; exempt what is deployed from the registry’s clean-up');
const progress = Object.keys(verificationErrorCodes);
const progressOf = ({ code }) => progress.indexOf(code);
const absence = (code, { subject, predicateType }, otherTypes) => new SigningError(code, `${subject} has no bundle of the kind ${predicateType}: expected 1, found ${briefList(otherTypes) || 'none'}`, 'Build and sign the image with build-sign-push; an image that was pushed by other means cannot be promoted');
function closestRefusal(closest, others, total) {
    if (total === 1)
        return closest;
    const reasons = others.map(({ code }) => code).join(', ');
    const unread = total > candidateLimit ? `; only the newest ${candidateLimit} were read` : '';
    return new SigningError(closest.code, `${closest.message} (the closest of ${total} bundles${reasons && `, the others: ${reasons}`}${unread})`, closest.next, { cause: closest.cause, others });
}

;// CONCATENATED MODULE: ./packages/signing/out/verify-image.js



/**
 * Verifies that the registry has the image, and that it has a signature and SLSA v1 provenance, each by the expected
 * identity. Other bundles may be attached too: one of each kind that verifies suffices.
 * @throws SigningError where one is absent or none verifies: with the reason of the bundle that came closest
 */
async function verifyImage(args) {
    const { expectation, ...where } = args;
    const { provenance, predicateTypes } = await findEvidence({ ...where, rules: rulesOf(expectation) });
    return claimsOf(provenance, predicateTypes, args);
}
function claimsOf({ identity, signedAt, builderId }, predicateTypes, args) {
    const { digest, expectation } = args;
    const claim = (field) => identity[field] ?? incomplete(field);
    return {
        subject: digest,
        source: expectation.source,
        workflow: expectation.workflow,
        ref: claim('ref'),
        commit: claim('commit'),
        runUrl: claim('runUrl'),
        issuer: claim('issuer'),
        san: claim('san'),
        trigger: claim('trigger'),
        runnerEnvironment: claim('runnerEnvironment'),
        repositoryId: claim('repositoryId'),
        ownerId: claim('ownerId'),
        signedAt: signedAt.toISOString(),
        predicateTypes,
        builderId: builderId ?? incomplete('buildSignerUri'),
    };
}
function incomplete(field) {
    throw new SigningError('IDENTITY_INCOMPLETE', `the certificate lacks the claim ${field}`, 'Sign with a Sigstore whose certificates have the claims of GitHub workflows');
}

;// CONCATENATED MODULE: ./packages/signing/out/workflow-token.js



const workflow_token_text = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq());
const workflowRef = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[^@]+@.+$/));
const lifetimeSchema = dist/* object */.Ikc({ iat: dist/* number */.aig(), exp: dist/* number */.aig() });
const claimsSchema = dist/* object */.Ikc({
    iss: workflow_token_text,
    sub: workflow_token_text,
    repository: workflow_token_text,
    repository_id: workflow_token_text,
    repository_owner_id: workflow_token_text,
    ref: workflow_token_text,
    sha: workflow_token_text,
    workflow_ref: workflowRef,
    job_workflow_ref: workflowRef,
    /** Commit of that workflow. */
    job_workflow_sha: dist/* optional */.lqM(workflow_token_text),
    event_name: workflow_token_text,
    runner_environment: workflow_token_text,
    run_id: workflow_token_text,
    run_attempt: workflow_token_text,
    /** `public`, `private` or `internal` */
    repository_visibility: dist/* optional */.lqM(workflow_token_text),
});
/**
 * Asks for the job's token, masks it and reads its claims. The signature is the authority's to check; a token that
 * is not one never appears in the error.
 * @throws SigningError TOKEN_UNAVAILABLE, TOKEN_INVALID
 */
async function readWorkflowToken(idToken, mask) {
    const token = await asked(idToken);
    mask(token);
    const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(token)?.[1];
    const content = payload === undefined ? undefined : workflow_token_decoded(payload);
    const claims = dist/* safeParse */.xLC(claimsSchema, content);
    if (claims.success)
        return { token, claims: claims.output, lifetime: workflow_token_lifetimeOf(content) };
    const absent = claims.issues.flatMap((issue) => dist/* getDotPath */.BuJ(issue) ?? []);
    const why = absent.length === 0 ? 'it is not a JSON Web Token' : `it lacks ${absent.join(', ')}`;
    throw new SigningError('TOKEN_INVALID', `the job’s OpenID Connect token is not usable: ${why}`, 'Run this in a GitHub Actions job with the permission id-token: write');
}
/** Seconds that a token must have left: the authority's answer may take several attempts. */
const reserve = 60;
/**
 * As `readWorkflowToken`, as often as it is called: the same token until it is about to expire, as jobs have it for
 * minutes and builds take longer.
 */
const workflowIdentity = (idToken, mask) => renewed(async () => {
    const token = await readWorkflowToken(idToken, mask);
    return { value: token, seconds: token.lifetime - reserve };
});
const workflow_token_lifetimeOf = (content) => dist.is(lifetimeSchema, content) ? Math.max(content.exp - content.iat, 0) : 0;
async function asked(idToken) {
    try {
        return await idToken();
    }
    catch (error) {
        const next = nextOf(error) ?? 'Give the job the permission id-token: write; pull requests from forks cannot have it';
        throw new SigningError('TOKEN_UNAVAILABLE', 'the job’s OpenID Connect token could not be had', next, {
            cause: error,
        });
    }
}
/** Whoever asks for the token knows best why there is none. */
const nextOf = (error) => error instanceof Error && 'next' in error && typeof error.next === 'string' ? error.next : undefined;
function workflow_token_decoded(payload) {
    try {
        return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/signing/out/verify-sibling.js




/**
 * Verifies that an image has the signature and provenance that this very workflow gives at this commit, from whatever job
 * or run: what another job hands over as its own is not believed before.
 * @throws SigningError as `verifyImage`, and names the image
 */
async function verifySibling({ claims, server, ...where }) {
    try {
        const { provenance } = await findEvidence({ ...where, rules: rulesOfClaims(claims, server) });
        const [, ...materials] = dependenciesOf(provenance.attestation.predicate);
        return { runUrl: provenance.identity.runUrl, materials };
    }
    catch (error) {
        if (!(error instanceof SigningError))
            throw error;
        const { code, message, cause, others } = error;
        const next = isOfAnother(code)
            ? 'Build, push and sign it with this workflow at this commit, and give the digest that came out'
            : error.next;
        const named = message.includes(where.digest) ? message : `${where.digest}: ${message}`;
        throw new SigningError(code, named, next, { cause: cause ?? error, others });
    }
}
/** Whether the image is of other hands, or of none; whatever else is wrong has its own remedy. */
const isOfAnother = (code) => code.startsWith('IDENTITY_') || ['SIGNATURE_MISSING', 'PROVENANCE_MISSING', 'SUBJECT_MISMATCH'].includes(code);

;// CONCATENATED MODULE: ./packages/signing/out/index.js






















/***/ })

};
