export const id = 374;
export const ids = [374];
export const modules = {

/***/ 52374:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./packages/gitops/out/index.js + 13 modules
var out = __webpack_require__(21865);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./actions/out/workspace.js
var out_workspace = __webpack_require__(82881);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(77934);
;// CONCATENATED MODULE: ./actions/out/lint-gitops/base.js



const commit = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[0-9a-f]{40,64}$/));
const payloads = {
    pull_request: dist/* pipe */.FsL(dist/* object */.Ikc({ pull_request: dist/* object */.Ikc({ base: dist/* object */.Ikc({ sha: commit }) }) }), dist/* transform */.pdi(({ pull_request: { base } }) => base.sha)),
    merge_group: dist/* pipe */.FsL(dist/* object */.Ikc({ merge_group: dist/* object */.Ikc({ base_sha: commit }) }), dist/* transform */.pdi(({ merge_group }) => merge_group.base_sha)),
};
/**
 * Names of the commit that the event's change is to be merged onto; none where the event is no change.
 *
 * @throws LintError `LINT_BASE_MISSING`
 */
async function baseOf(env) {
    const event = env['GITHUB_EVENT_NAME'] ?? '';
    switch (event) {
        case 'pull_request':
            // The base may have moved on since; then what GitHub has merged for this run is nearer, and at hand.
            return [await told(env, payloads.pull_request), `${env['GITHUB_SHA'] ?? 'HEAD'}^1`];
        case 'pull_request_target':
            return [await told(env, payloads.pull_request)];
        case 'merge_group':
            return [await told(env, payloads.merge_group)];
        default:
            return [];
    }
}
async function told(env, schema) {
    try {
        return dist/* parse */.qgA(schema, JSON.parse(await (0,promises_.readFile)(env['GITHUB_EVENT_PATH'] ?? '', 'utf8')));
    }
    catch (cause) {
        throw new out/* LintError */.kk('LINT_BASE_MISSING', `the event ${env['GITHUB_EVENT_NAME']} does not say what the change is to be merged onto`, 'Give `base` the commit whose settings are to hold.', { cause });
    }
}

// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 13 modules
var action_kit_out = __webpack_require__(7962);
;// CONCATENATED MODULE: ./actions/out/lint-gitops/inputs.js

const definition = (0,action_kit_out.defineAction)({
    name: 'lint-gitops',
    title: 'BitVault: lint GitOps repository',
    description: 'Renders what Argo CD will apply and checks it for what no schema catches: waves, hooks, digests, policy.',
    icon: 'search',
    inputs: {
        path: (0,action_kit_out.defaulted)(action_kit_out.text, '${{ github.workspace }}', 'Root of the GitOps repository, checked out.'),
        'fail-on': (0,action_kit_out.defaulted)((0,action_kit_out.oneOf)('error', 'warning', 'never'), 'error', 'From which severity on findings fail the step: `error`, `warning` or `never`.'),
        rules: (0,action_kit_out.optional)((0,action_kit_out.lines)((raw) => raw), 'Rules that run, one per line. Default: all of docs/lint.'),
        base: (0,action_kit_out.optional)(action_kit_out.text, 'Commit of the checkout, or its name, whose `.lint-gitops.yaml` holds. Default: what a pull request is to be merged onto, which `actions/checkout` brings with `fetch-depth: 2`; elsewhere the checked out one.'),
        annotations: (0,action_kit_out.defaulted)(action_kit_out.flag, 'true', 'Show findings at their lines in the pull request.'),
        'sarif-file': (0,action_kit_out.optional)(action_kit_out.text, 'Where to write the findings as SARIF, for github/codeql-action/upload-sarif.'),
        'json-file': (0,action_kit_out.optional)(action_kit_out.text, 'Where to write the findings as JSON.'),
        cache: (0,action_kit_out.optional)(action_kit_out.text, 'Folder in which renderings are kept by their content. Kept with actions/cache, only what changed is rendered. Default: one in the temporary folder of the job.'),
    },
    outputs: {
        result: '`clean`, `findings` or `refused`.',
        errors: 'Number of findings that are errors.',
        warnings: 'Number of findings that are warnings.',
        'sarif-file': 'Path of the SARIF file, if one was asked for.',
        reason: 'Why the repository could not be checked, or did not pass: `CODE: sentence. Next: …`.',
    },
});

// EXTERNAL MODULE: ./packages/promotion/out/index.js + 65 modules
var promotion_out = __webpack_require__(60283);
;// CONCATENATED MODULE: ./actions/out/lint-gitops/summary.js



/** More rows than anybody reads; the log has them all. */
const mostRows = 200;
function findingsSummary(shown) {
    const { repository, reports, suppressed } = shown;
    const { errors, warnings } = (0,out/* tallyOf */.sv)(shown);
    const found = reports.length === 0 ? 'Nothing found' : `${(0,out/* counted */.hS)(errors, 'error')}, ${(0,out/* counted */.hS)(warnings, 'warning')}`;
    const title = `## GitOps lint\n\n${found} in ${(0,out/* subjectOf */.et)(repository)}; ${suppressed.length} suppressed.\n${noticesSection(shown)}`;
    if (reports.length === 0)
        return title;
    const rows = reports
        .slice(0, mostRows)
        .map(({ at, severity, rule, message, applications }) => [
        (0,action_kit_out.markdownText)(`${shown.prefix}${at.file}:${at.line}`),
        severity,
        `[${rule.id}](${(0,out/* rulePage */.gd)(rule.id)})`,
        (0,action_kit_out.markdownText)(message),
        (0,action_kit_out.markdownText)((0,out/* enumerated */.BD)(applications)),
    ]);
    const rest = reports.length - rows.length;
    const more = rest === 0 ? '' : `\n${rest} more are in the log.\n`;
    return `${title}\n${(0,promotion_out/* table */.tp)(['where', 'severity', 'rule', 'what', 'Applications'], rows)}\n${more}`;
}
/** What a reviewer should know, although it fails nothing. */
function noticesSection({ notices, prefix }) {
    const rows = notices
        .slice(0, mostRows)
        .map(({ at, message }) => [(0,action_kit_out.markdownText)(`${prefix}${at.file}:${at.line}`), (0,action_kit_out.markdownText)(message)]);
    return rows.length === 0 ? '' : `\n**What is looked at changes:**\n\n${(0,promotion_out/* table */.tp)(['where', 'what'], rows)}\n`;
}
/** One line for the step's failure. */
function failureLine(shown) {
    const { errors, warnings } = (0,out/* tallyOf */.sv)(shown);
    const rules = [...new Set(shown.reports.map(({ rule }) => rule.id))];
    return `LINT_FINDINGS: ${(0,out/* counted */.hS)(errors, 'error')} and ${(0,out/* counted */.hS)(warnings, 'warning')}, of ${(0,out/* enumerated */.BD)(rules)}. Next: fix them, or suppress what is right as it is with its reason; the log names every line and the page of each rule.`;
}

;// CONCATENATED MODULE: ./actions/out/lint-gitops/main.js






const action = {
    definition: definition,
    async main(inputs, runtime) {
        const { env } = runtime;
        const workspace = (0,out_workspace/* workspaceOf */.B)(env);
        const root = (0,external_node_path_.resolve)(workspace, inputs.path);
        const cache = inputs.cache === undefined ? (0,out/* cacheFolder */.nF)(env) : (0,external_node_path_.resolve)(workspace, inputs.cache);
        const base = inputs.base === undefined ? await baseOf(env) : [inputs.base];
        const checked = await (0,out/* checkFolder */.p$)({ root, only: inputs.rules ?? [], fix: false, base, cache, env });
        const shown = { ...checked, prefix: prefixOf(workspace, root) };
        const [sarif, json] = [inputs['sarif-file'], inputs['json-file']];
        const write = (form, path) => (0,out_workspace/* writeReportFile */.a)(runtime, `${form}-file`, path, (0,out/* render */.XX)(form, shown, { colours: false }));
        const sarifFile = sarif === undefined ? '' : await write('sarif', sarif);
        if (json !== undefined)
            await write('json', json);
        runtime.info((0,out/* render */.XX)('text', shown, { colours: false }));
        if (inputs.annotations)
            annotate(shown, runtime);
        const { errors, warnings } = (0,out/* tallyOf */.sv)(shown);
        const fails = out/* failsOn */.Hu[inputs['fail-on']].fails(shown);
        const failure = fails ? failureLine(shown) : '';
        const outputs = {
            result: errors + warnings === 0 ? 'clean' : 'findings',
            errors: String(errors),
            warnings: String(warnings),
            'sarif-file': sarifFile,
            reason: failure,
        };
        const summary = () => findingsSummary(shown);
        return fails ? { kind: 'refused', outputs, summary, failure } : { kind: 'done', outputs, summary };
    },
};
/** Annotations and SARIF name files from the root of the checkout, of which the GitOps repository may be a part. */
function prefixOf(workspace, root) {
    const path = (0,external_node_path_.relative)(workspace, root).replaceAll('\\', '/');
    return path === '' || path.startsWith('..') ? '' : `${path}/`;
}
function annotate({ reports, notices, prefix }, runtime) {
    // A step keeps only some of them: the errors first.
    const ordered = reports.toSorted((left, right) => left.severity.localeCompare(right.severity));
    for (const { severity, at, rule, message, applications } of ordered) {
        const where = applications.length === 0 ? '' : ` [${(0,out/* enumerated */.BD)(applications)}]`;
        const place = { file: prefix + at.file, line: at.line, column: at.column };
        runtime.annotate({ severity, ...place, title: rule.id, message: message + where });
    }
    for (const { at, message } of notices) {
        const place = { file: prefix + at.file, line: at.line, column: at.column };
        runtime.annotate({ severity: 'notice', ...place, title: out/* noticeTitle */.Zg, message });
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


/***/ })

};
