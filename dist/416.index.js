export const id = 416;
export const ids = [416];
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

/***/ 37416:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./packages/gitops/out/index.js + 13 modules
var out = __webpack_require__(21865);
// EXTERNAL MODULE: ./actions/out/connections.js
var connections = __webpack_require__(25865);
// EXTERNAL MODULE: ./actions/out/safeguards.js
var safeguards = __webpack_require__(50325);
// EXTERNAL MODULE: ./actions/out/workspace.js
var workspace = __webpack_require__(82881);
// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 13 modules
var action_kit_out = __webpack_require__(7962);
// EXTERNAL MODULE: ./packages/promotion/out/index.js + 65 modules
var promotion_out = __webpack_require__(60283);
// EXTERNAL MODULE: ./actions/out/input-groups.js
var input_groups = __webpack_require__(51005);
;// CONCATENATED MODULE: ./actions/out/doctor/inputs.js




const definition = (0,action_kit_out.defineAction)({
    name: 'doctor',
    title: 'BitVault: doctor',
    description: 'Looks whether the gates can be walked round: environments, rulesets, keys, settings of Actions, Apps, code owners and workflows, with what somebody could do and what closes it.',
    icon: 'activity',
    inputs: {
        ...input_groups/* gitOpsInputs */.cH,
        token: (0,action_kit_out.required)(action_kit_out.secretText, 'Token that reads settings: of a GitHub App with the permissions that the README lists. `github.token` sees little, and what it does not see is a finding.'),
        'app-repositories': (0,action_kit_out.optional)((0,action_kit_out.lines)(promotion_out/* parseRepositoryName */.$M), 'Repositories that images are built from, one per line. Default: those in `promotion.yaml`.'),
        plan: (0,action_kit_out.optional)((0,action_kit_out.oneOf)(...promotion_out/* plans */.vw), 'Plan of the owner, where the token may not see it.'),
        accept: (0,action_kit_out.optional)((0,action_kit_out.parsed)(acceptances), 'Findings that are known and meant, one per line, each with its reason: `CODE: REASON`.'),
        fix: (0,action_kit_out.defaulted)(action_kit_out.flag, 'false', 'Change the settings that can be changed without harm, and look again.'),
        'fail-on': (0,action_kit_out.defaulted)((0,action_kit_out.oneOf)('error', 'warning', 'never'), 'error', 'What fails the step: `error`, `warning` (errors too) or `never`.'),
        'sarif-file': (0,action_kit_out.optional)(action_kit_out.text, 'Where to write the findings as SARIF, for code scanning.'),
        'json-file': (0,action_kit_out.optional)(action_kit_out.text, 'Where to write the findings as JSON.'),
        annotations: (0,action_kit_out.defaulted)(action_kit_out.flag, 'true', 'Show the findings as annotations.'),
    },
    outputs: {
        result: '`clean`, `findings` or `refused`.',
        errors: 'How many findings defeat a gate, or leave open whether one is defeated.',
        warnings: 'How many weaken one.',
        fixed: 'How many were fixed.',
        'sarif-file': 'Path of the SARIF file, if one was asked for.',
        'json-file': 'Path of the JSON file, if one was asked for.',
        reason: 'Why the step failed: `CODE: sentence. Next: …`.',
    },
});
function acceptances(raw) {
    const given = raw
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
    return new Map(given.map(out/* parseAcceptance */.TO));
}

;// CONCATENATED MODULE: ./actions/out/doctor/main.js





const action = {
    definition: definition,
    async main(inputs, runtime) {
        const { env } = runtime;
        const { api: apiUrl, graphql: graphqlUrl } = (0,connections/* serverAddresses */._F)(env);
        const ports = (0,safeguards.openSafeguards)({ token: inputs.token, apiUrl, graphqlUrl, plan: inputs.plan });
        const report = await (0,out/* consult */.Bt)(ports, {
            repository: (0,connections/* gitOpsRepository */.R_)(inputs.repository, env),
            branch: inputs.branch,
            applications: inputs['app-repositories'],
            fix: inputs.fix,
            acceptances: inputs.accept ?? new Map(),
        });
        const [sarif, json] = [inputs['sarif-file'], inputs['json-file']];
        const written = async (input, path, text) => path === undefined ? '' : (0,workspace/* writeReportFile */.a)(runtime, input, path, text());
        const sarifFile = await written('sarif-file', sarif, () => (0,out/* sarifReport */._I)(report));
        const jsonFile = await written('json-file', json, () => (0,out/* jsonReport */.L7)(report));
        runtime.info((0,out/* textReport */.Mf)(report, { colours: false }));
        if (inputs.annotations)
            annotate(report, runtime);
        const [errors, warnings] = [(0,out/* countOf */.pq)(report.findings, 'error'), (0,out/* countOf */.pq)(report.findings, 'warning')];
        const fails = { error: errors > 0, warning: errors + warnings > 0, never: false }[inputs['fail-on']];
        const failure = fails ? failureLine(report) : '';
        const outputs = {
            result: report.findings.length === 0 ? 'clean' : 'findings',
            errors: String(errors),
            warnings: String(warnings),
            fixed: String(report.treatments.filter((treatment) => treatment.failure === null).length),
            'sarif-file': sarifFile,
            'json-file': jsonFile,
            reason: failure,
        };
        const summary = () => `${(0,out/* markdownReport */.qN)(report)}\n`;
        return fails ? { kind: 'refused', outputs, summary, failure } : { kind: 'done', outputs, summary };
    },
};
/** What is no file's has no line: it is shown at the policy, which it puts at risk. */
function annotate({ findings, repository }, runtime) {
    for (const finding of findings) {
        const severity = (0,out/* severityOf */.xJ)(finding);
        if (severity === 'note')
            continue;
        const own = finding.repository === repository ? finding.at : undefined;
        const { file, line, column } = own ?? { file: 'promotion.yaml', line: 1, column: 1 };
        const message = `${finding.repository}: ${finding.says}`;
        runtime.annotate({ severity, file, line, column, title: finding.code, message });
    }
}
function failureLine({ findings, repository }) {
    const codes = [...new Set(findings.map(({ code }) => code))];
    const shown = codes.length > 4 ? `${codes.slice(0, 3).join(', ')} and ${codes.length - 3} more` : codes.join(', ');
    return `DOCTOR_FINDINGS: ${repository} has findings: ${shown}. Next: close them as the log says, or accept what is meant with its reason.`;
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

/***/ 50325:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openSafeguards: () => (/* binding */ openSafeguards)
/* harmony export */ });
/* harmony import */ var _bitvault_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69876);

/** GitHub as doctor looks at it, for the action and for the command. */
function openSafeguards({ token, apiUrl, graphqlUrl, plan }) {
    const connect = (repository) => (0,_bitvault_github__WEBPACK_IMPORTED_MODULE_0__/* .connectGitHub */ .UY)({ token, apiUrl, graphqlUrl, repository });
    return {
        reader: (0,_bitvault_github__WEBPACK_IMPORTED_MODULE_0__/* .safeguardReader */ .Ot)({ connect, plan }),
        writerFor: (repository) => (0,_bitvault_github__WEBPACK_IMPORTED_MODULE_0__/* .safeguardWriter */ .wq)(connect(repository)),
    };
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


/***/ })

};
