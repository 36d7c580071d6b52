export const id = 865;
export const ids = [865];
export const modules = {

/***/ 22804:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   doctorCommand: () => (/* binding */ doctorCommand),
/* harmony export */   doctorOptions: () => (/* binding */ doctorOptions)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57975);
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60283);
/* harmony import */ var _doctor_consult_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(16728);
/* harmony import */ var _doctor_diagnosis_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(44873);
/* harmony import */ var _doctor_doctor_error_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(58909);
/* harmony import */ var _doctor_report_json_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(97516);
/* harmony import */ var _doctor_report_sarif_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(2129);
/* harmony import */ var _doctor_report_text_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(58077);
/* harmony import */ var _option_help_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(94920);
/* harmony import */ var _option_values_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(54017);
/* harmony import */ var _usage_fault_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(30321);













/** The options of `doctor`. */
const doctorOptions = [
    { form: '--repository OWNER/NAME', says: 'the GitOps repository', standard: 'GITHUB_REPOSITORY' },
    { form: '--branch BRANCH', says: 'its base branch', standard: 'the default branch' },
    {
        form: '--app-repository OWNER/NAME',
        says: 'a repository that images are built from; may be given several times',
        standard: 'those in promotion.yaml',
    },
    { form: '--plan PLAN', says: `of its owner, where the token may not see it: one of ${_bitvault_promotion__WEBPACK_IMPORTED_MODULE_3__/* .plans */ .vw.join(', ')}` },
    { form: '--accept "CODE: REASON"', says: 'a finding that is known and meant; may be given several times' },
    { form: '--fix', says: 'change the settings that can be changed without harm, and look again' },
    { form: '--json', says: 'print JSON instead of text' },
    { form: '--sarif FILE', says: 'write SARIF there as well' },
    { form: '--fail-on LEVEL', says: 'one of error, warning, never', standard: 'error' },
    {
        form: '--token-file FILE',
        says: 'where the token is, with - for standard input',
        standard: 'GITHUB_TOKEN or GH_TOKEN',
    },
    {
        form: '--server-url URL',
        says: 'of GitHub, if it is an Enterprise Server',
        standard: 'GITHUB_SERVER_URL or https://github.com',
    },
    { form: '-h, --help', says: 'show this' },
];
const usage = `Usage: bitvault-gitops doctor --repository OWNER/NAME [OPTION …]

Reads the settings on GitHub that decide whether the gates of a GitOps repository can be walked round, and says what
somebody could do, and what closes it. Without --fix it changes nothing. The token of somebody who administers the
repositories sees everything: GITHUB_TOKEN=$(gh auth token) bitvault-gitops doctor --repository …

${(0,_option_help_js__WEBPACK_IMPORTED_MODULE_11__/* .optionLines */ .r)(doctorOptions)}

Exit codes: 0 nothing found that --fail-on asks for, 1 something found, 2 could not look.
Findings: https://github.com/bitvault/actions/blob/v1/doctor/README.md
`;
const failsOn = {
    error: ({ findings }) => (0,_doctor_diagnosis_js__WEBPACK_IMPORTED_MODULE_5__/* .countOf */ .pq)(findings, 'error') > 0,
    warning: ({ findings }) => (0,_doctor_diagnosis_js__WEBPACK_IMPORTED_MODULE_5__/* .countOf */ .pq)(findings, 'error') + (0,_doctor_diagnosis_js__WEBPACK_IMPORTED_MODULE_5__/* .countOf */ .pq)(findings, 'warning') > 0,
    never: () => false,
};
const doctorCommand = {
    about: 'Look whether gates can be walked round',
    async run(args, context) {
        const { values } = parsed(args);
        if (values.help) {
            context.out(usage);
            return 0;
        }
        const fails = (0,_option_values_js__WEBPACK_IMPORTED_MODULE_10__/* .choiceOf */ .F)('--fail-on', values['fail-on'], failsOn, usageError);
        const repository = repositoryOf('--repository', values.repository ?? context.env['GITHUB_REPOSITORY'] ?? '');
        const applications = values['app-repository']?.map((name) => repositoryOf('--app-repository', name));
        const ports = await context.openGitHub(accessOf(values, context));
        const report = await (0,_doctor_consult_js__WEBPACK_IMPORTED_MODULE_4__/* .consult */ .B)(ports, {
            repository,
            branch: values.branch,
            applications,
            fix: values.fix,
            acceptances: new Map(values.accept.map((given) => parsedAs('--accept', given, _doctor_consult_js__WEBPACK_IMPORTED_MODULE_4__/* .parseAcceptance */ .T))),
        });
        const colours = context.interactive.out && !context.env['NO_COLOR'];
        context.out(values.json ? (0,_doctor_report_json_js__WEBPACK_IMPORTED_MODULE_7__/* .jsonReport */ .L)(report) : (0,_doctor_report_text_js__WEBPACK_IMPORTED_MODULE_9__/* .textReport */ .M)(report, { colours }));
        if (values.sarif !== undefined)
            (0,_option_values_js__WEBPACK_IMPORTED_MODULE_10__/* .writeResult */ .Z)('--sarif', (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(context.cwd, values.sarif), (0,_doctor_report_sarif_js__WEBPACK_IMPORTED_MODULE_8__/* .sarifReport */ ._)(report), unwritable);
        return fails(report) ? 1 : 0;
    },
};
function parsed(args) {
    try {
        return (0,node_util__WEBPACK_IMPORTED_MODULE_2__.parseArgs)({
            args: [...args],
            options: {
                repository: { type: 'string' },
                branch: { type: 'string' },
                'app-repository': { type: 'string', multiple: true },
                plan: { type: 'string' },
                accept: { type: 'string', multiple: true, default: [] },
                fix: { type: 'boolean', default: false },
                json: { type: 'boolean', default: false },
                sarif: { type: 'string' },
                'fail-on': { type: 'string', default: 'error' },
                'token-file': { type: 'string' },
                'server-url': { type: 'string' },
                help: { type: 'boolean', short: 'h', default: false },
            },
        });
    }
    catch (cause) {
        if (!(cause instanceof TypeError))
            throw cause;
        throw usageError((0,_usage_fault_js__WEBPACK_IMPORTED_MODULE_12__/* .usageFault */ .A)(cause), 'bitvault-gitops doctor --help tells the options.', cause);
    }
}
const usageError = (message, next, cause) => new _doctor_doctor_error_js__WEBPACK_IMPORTED_MODULE_6__/* .DoctorError */ .K('DOCTOR_USAGE', message, next, { cause });
const unwritable = (message, next, cause) => new _doctor_doctor_error_js__WEBPACK_IMPORTED_MODULE_6__/* .DoctorError */ .K('DOCTOR_OUTPUT_UNWRITABLE', message, next, { cause });
function repositoryOf(option, given) {
    if (given === '')
        throw usageError(`${option} is not given`, `Give ${option} OWNER/NAME.`);
    return parsedAs(option, given, _bitvault_promotion__WEBPACK_IMPORTED_MODULE_3__/* .parseRepositoryName */ .$M);
}
function parsedAs(option, given, parse) {
    try {
        return parse(given);
    }
    catch (cause) {
        if (!(cause instanceof TypeError))
            throw cause;
        throw usageError(`${option} is "${given}", but must be ${cause.message}`, `Correct ${option}.`, cause);
    }
}
function accessOf(values, { env, cwd }) {
    const plan = values.plan === undefined ? undefined : (0,_option_values_js__WEBPACK_IMPORTED_MODULE_10__/* .choiceOf */ .F)('--plan', values.plan, planChoices, usageError);
    return { token: tokenOf(values['token-file'], env, cwd), ...addressesOf(values['server-url'], env), plan };
}
const planChoices = Object.fromEntries(_bitvault_promotion__WEBPACK_IMPORTED_MODULE_3__/* .plans */ .vw.map((plan) => [plan, plan]));
function tokenOf(file, env, cwd) {
    if (file === undefined) {
        const token = env['GITHUB_TOKEN'] ?? env['GH_TOKEN'] ?? '';
        if (token !== '')
            return token;
        throw usageError('there is no token', 'Set GITHUB_TOKEN, for instance to what `gh auth token` prints.');
    }
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file === '-' ? 0 : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(cwd, file), 'utf8').trim();
    }
    catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw usageError(`--token-file cannot be read: ${why}`, 'Name a file that may be read.', cause);
    }
}
/** As a runner gives them, or as they follow from the server's address. */
function addressesOf(given, env) {
    const { GITHUB_API_URL: apiUrl, GITHUB_GRAPHQL_URL: graphqlUrl } = env;
    if (given === undefined && apiUrl !== undefined && graphqlUrl !== undefined)
        return { apiUrl, graphqlUrl };
    const server = given ?? env['GITHUB_SERVER_URL'] ?? 'https://github.com';
    if (!URL.canParse(server))
        throw usageError(`${server} is no address`, 'Give --server-url, such as https://github.com.');
    const { origin, hostname } = new URL(server);
    if (hostname === 'github.com')
        return { apiUrl: 'https://api.github.com', graphqlUrl: 'https://api.github.com/graphql' };
    if (hostname.endsWith('.ghe.com'))
        return { apiUrl: `https://api.${hostname}`, graphqlUrl: `https://api.${hostname}/graphql` };
    return { apiUrl: `${origin}/api/v3`, graphqlUrl: `${origin}/api/graphql` };
}


/***/ }),

/***/ 15818:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   lintCommand: () => (/* binding */ lintCommand),
/* harmony export */   lintOptions: () => (/* binding */ lintOptions)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57975);
/* harmony import */ var _lint_check_folder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34798);
/* harmony import */ var _render_cache_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(11388);
/* harmony import */ var _lint_lint_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1669);
/* harmony import */ var _lint_output_output_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(81538);
/* harmony import */ var _lint_output_outcome_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(25129);
/* harmony import */ var _option_help_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(94920);
/* harmony import */ var _option_values_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(54017);
/* harmony import */ var _usage_fault_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(30321);










/** The options of `lint`. */
const lintOptions = [
    { form: '--rule ID', says: 'run only this rule; may be given several times', standard: 'all rules' },
    { form: '--format FORMAT', says: `one of ${Object.keys(_lint_output_output_js__WEBPACK_IMPORTED_MODULE_5__/* .outputs */ .V4).join(', ')}`, standard: 'text' },
    { form: '--output FILE', says: 'write there instead of to standard output' },
    { form: '--fix', says: 'fix what can be fixed in one way only' },
    { form: '--fail-on LEVEL', says: `one of ${Object.keys(_lint_output_output_js__WEBPACK_IMPORTED_MODULE_5__/* .failsOn */ .Hu).join(', ')}`, standard: 'error' },
    {
        form: '--prefix FOLDER',
        says: 'what comes before the paths in json, sarif and github: where PATH is in the repository',
    },
    {
        form: '--base COMMIT',
        says: 'what the folder is to be merged onto: its settings hold, and what is changed of them and newly suppressed is told',
    },
    { form: '--no-cache', says: 'render everything again' },
    { form: '-h, --help', says: 'show this' },
];
const usage = `Usage: bitvault-gitops lint [PATH] [OPTION …]

Renders the Applications of the GitOps repository in PATH (the current folder, if not said) as Argo CD would, with helm
and with kustomize or kubectl from the PATH, and checks what comes of it.

${(0,_option_help_js__WEBPACK_IMPORTED_MODULE_7__/* .optionLines */ .r)(lintOptions)}

Exit codes: 0 nothing found that --fail-on asks for, 1 something found, 2 could not be checked.
Rules: https://github.com/bitvault/actions/blob/v1/docs/lint/README.md
`;
const lintCommand = {
    about: 'Check a GitOps repository',
    async run(args, context) {
        const { values, positionals } = parsed(args);
        if (values.help) {
            context.out(usage);
            return 0;
        }
        const format = (0,_option_values_js__WEBPACK_IMPORTED_MODULE_6__/* .choiceOf */ .F)('--format', values.format, _lint_output_output_js__WEBPACK_IMPORTED_MODULE_5__/* .outputs */ .V4, usageFaulty);
        const failOn = (0,_option_values_js__WEBPACK_IMPORTED_MODULE_6__/* .choiceOf */ .F)('--fail-on', values['fail-on'], _lint_output_output_js__WEBPACK_IMPORTED_MODULE_5__/* .failsOn */ .Hu, usageFaulty);
        const root = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(context.cwd, positionals[0] ?? '.');
        const checked = await (0,_lint_check_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .checkFolder */ .p)({
            root,
            only: values.rule,
            fix: values.fix,
            base: values.base === undefined ? [] : [values.base],
            cache: values['no-cache'] ? null : (0,_render_cache_js__WEBPACK_IMPORTED_MODULE_3__/* .cacheFolder */ .nF)(context.env),
            env: context.env,
            ...progressOf(context),
        });
        if (checked.fixed > 0)
            context.complain(`Fixed ${(0,_lint_output_outcome_js__WEBPACK_IMPORTED_MODULE_8__/* .counted */ .hS)(checked.fixed, 'place')}.\n`);
        const colours = context.interactive.out && !context.env['NO_COLOR'] && values.output === undefined;
        const prefix = values.prefix === '' ? '' : `${values.prefix.replace(/\/+$/, '')}/`;
        const text = (0,_lint_output_output_js__WEBPACK_IMPORTED_MODULE_5__/* .render */ .XX)(format, { ...checked, prefix: format === 'text' ? shownPrefix(context.cwd, root) : prefix }, { colours });
        if (values.output === undefined)
            context.out(text);
        else
            (0,_option_values_js__WEBPACK_IMPORTED_MODULE_6__/* .writeResult */ .Z)('--output', (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(context.cwd, values.output), text, unwritable);
        return failOn.fails(checked) ? 1 : 0;
    },
};
function parsed(args) {
    try {
        const result = (0,node_util__WEBPACK_IMPORTED_MODULE_1__.parseArgs)({
            args: [...args],
            allowPositionals: true,
            options: {
                rule: { type: 'string', multiple: true, default: [] },
                format: { type: 'string', default: 'text' },
                output: { type: 'string' },
                fix: { type: 'boolean', default: false },
                'fail-on': { type: 'string', default: 'error' },
                prefix: { type: 'string', default: '' },
                base: { type: 'string' },
                'no-cache': { type: 'boolean', default: false },
                help: { type: 'boolean', short: 'h', default: false },
            },
        });
        if (result.positionals.length > 1)
            throw new TypeError(`one folder at a time, not ${result.positionals.length}`);
        return result;
    }
    catch (cause) {
        if (!(cause instanceof TypeError))
            throw cause;
        throw new _lint_lint_error_js__WEBPACK_IMPORTED_MODULE_4__/* .LintError */ .k('LINT_USAGE', (0,_usage_fault_js__WEBPACK_IMPORTED_MODULE_9__/* .usageFault */ .A)(cause), 'bitvault-gitops lint --help tells the options.', { cause });
    }
}
const usageFaulty = (message, next) => new _lint_lint_error_js__WEBPACK_IMPORTED_MODULE_4__/* .LintError */ .k('LINT_USAGE', message, next);
const unwritable = (message, next, cause) => new _lint_lint_error_js__WEBPACK_IMPORTED_MODULE_4__/* .LintError */ .k('LINT_OUTPUT_UNWRITABLE', message, next, { cause });
/** As seen from where the command was called, for the eye and for terminals that make links of paths. */
function shownPrefix(cwd, root) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(cwd, root);
    return path === '' ? '' : `${path}/`;
}
/** A line that is rewritten in place, for those who look on. */
function progressOf({ interactive, complain }) {
    if (!interactive.complain)
        return {};
    let shown = 0;
    const progress = (rendered, of) => {
        if (of < 20)
            return;
        if (rendered === of)
            complain('\r\u001B[K');
        else if (performance.now() - shown > 100) {
            shown = performance.now();
            complain(`\rRendering ${rendered} of ${of} Applications …\u001B[K`);
        }
    };
    return { progress };
}


/***/ }),

/***/ 94920:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ optionLines)
/* harmony export */ });
const indent = 28;
const width = 120;
/** The options as a terminal shows them. */
function optionLines(options) {
    return options
        .map(({ form, says, standard }) => {
        const [first = '', ...others] = wrapped(standard === undefined ? says : `${says} (${standard})`);
        const head = `  ${form}`;
        const begun = head.length + 2 > indent ? `${head}\n${' '.repeat(indent)}${first}` : head.padEnd(indent) + first;
        return [begun, ...others.map((line) => ' '.repeat(indent) + line)].join('\n').trimEnd();
    })
        .join('\n');
}
function wrapped(text) {
    const lines = [];
    let line = '';
    for (const word of text.split(' ')) {
        if (line !== '' && line.length + 1 + word.length > width - indent) {
            lines.push(line);
            line = word;
        }
        else
            line = line === '' ? word : `${line} ${word}`;
    }
    return line === '' ? lines : [...lines, line];
}


/***/ }),

/***/ 54017:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ choiceOf),
/* harmony export */   Z: () => (/* binding */ writeResult)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);

/** What an option chooses by its name. */
function choiceOf(option, given, choices, fault) {
    const found = Object.hasOwn(choices, given) ? choices[given] : undefined;
    if (found !== undefined)
        return found;
    const all = Object.keys(choices).join(', ');
    throw fault(`${option} is ${given}, but must be one of ${all}`, `Give one of ${all}.`);
}
/** Writes what a command found to the file that an option names. */
function writeResult(option, file, text, fault) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(file, text);
    }
    catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw fault(`${option} cannot be written: ${why}`, 'Name a file in a folder that exists and may be written to.', cause);
    }
}


/***/ }),

/***/ 40375:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ suiteOf)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(57975);
/* harmony import */ var _yaml_fields_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(33220);





/**
 * The state that a program of this suite runs from; null where that is no checkout, so that its commit is not known.
 *
 * @param program path of the script that was started
 */
async function suiteOf(program) {
    const found = packageAbove(program);
    if (found === null)
        return null;
    const git = (...args) => (0,node_util__WEBPACK_IMPORTED_MODULE_3__.promisify)(node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFile)('git', ['-C', found.root, ...args]).then(({ stdout }) => stdout.trim());
    try {
        // Installed below another repository, git would tell the commit of that one.
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.realpathSync)(await git('rev-parse', '--show-toplevel')) !== found.root)
            return null;
        return { commit: await git('rev-parse', 'HEAD'), version: `v${found.version}` };
    }
    catch {
        // No git, no repository, or one without a commit: nobody can say what the program is a state of.
        return null;
    }
}
function packageAbove(program) {
    let root = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.realpathSync)(program));
    for (;;) {
        const manifest = manifestIn(root);
        if (manifest?.['name'] === '@bitvault/actions')
            return { root, version: String(manifest['version']) };
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(root) === root)
            return null;
        root = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(root);
    }
}
function manifestIn(folder) {
    let text;
    try {
        text = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'package.json'), 'utf8');
    }
    catch {
        // Not every folder on the way up is a package.
        return null;
    }
    const manifest = JSON.parse(text);
    return (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_4__/* .isMapping */ .pi)(manifest) ? manifest : null;
}


/***/ }),

/***/ 30321:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ usageFault)
/* harmony export */ });
/** What is wrong with a command line, without the advice that `parseArgs` adds on arguments that begin with a hyphen. */
function usageFault(error) {
    const [, option] = /^Unknown option '(.+?)'/.exec(error.message) ?? [];
    if (option !== undefined)
        return `there is no option ${option}`;
    return error.message.replace(/\. To specify .*$/s, '').replace(/\.$/, '');
}


/***/ }),

/***/ 83923:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ checkOf),
  A: () => (/* binding */ checks)
});

;// CONCATENATED MODULE: ./packages/gitops/out/doctor/rule-check-table.js
/** What can be wrong with the rules of branches. */
const ruleChecks = {
    'base-updates-open': {
        topic: 'base-branch',
        severity: 'error',
        title: 'Nothing keeps people from updating the base branch',
        attack: 'Anybody who may write presses *Merge* on a reviewed pull request of the last environment, and no gate is asked.',
        remedy: 'Restrict updates of the base branch to the merger, and for pull requests to those who may change rules.',
    },
    'base-updates-bypass': {
        topic: 'base-branch',
        severity: 'error',
        title: 'Others than the merger may update the base branch',
        attack: 'One of those who bypass the rule pushes or merges past every gate.',
        remedy: 'Let the merger alone bypass it, and people for pull requests only.',
    },
    'base-unreviewed': {
        topic: 'base-branch',
        severity: 'error',
        title: 'Changes of the base branch need no review',
        attack: 'Whoever may merge changes the policy, the workflows and the manifests alone.',
        remedy: 'Require a pull request with at least one approval.',
    },
    'base-review-bypass': {
        topic: 'base-branch',
        severity: 'error',
        title: 'Some change the base branch without the review that others need',
        attack: 'One of those who bypass the rule changes the policy or a workflow alone.',
        remedy: 'Let nobody bypass it, or the merger alone and for pull requests only.',
    },
    'base-code-owners-optional': {
        topic: 'base-branch',
        severity: 'error',
        title: 'Code owners are not asked',
        attack: 'A review by anybody who may write is enough to change the policy, the workflows and this rule’s own files.',
        remedy: 'Require review from Code Owners.',
    },
    'base-stale-approvals': {
        topic: 'base-branch',
        severity: 'error',
        title: 'An approval outlives a push',
        attack: 'Somebody has a harmless change approved, pushes another one to the branch, and it is merged as approved.',
        remedy: 'Dismiss stale approvals when new commits are pushed.',
    },
    'base-last-push': {
        topic: 'base-branch',
        severity: 'error',
        title: 'Whoever pushed last may approve',
        attack: "One person pushes to a colleague's pull request, approves it, and has it merged.",
        remedy: 'Require approval of the most recent reviewable push.',
    },
    'base-force-push': {
        topic: 'base-branch',
        severity: 'warning',
        title: 'The base branch can be moved backwards',
        attack: 'Whoever may update it rewrites its history: holds vanish, and what ran when is no longer on record.',
        remedy: 'Block force pushes.',
    },
    'base-deletion': {
        topic: 'base-branch',
        severity: 'warning',
        title: 'The base branch can be deleted',
        attack: 'Whoever deletes it stops every promotion and rollback, and creates it again with another history.',
        remedy: 'Restrict deletions.',
    },
    'check-of-anybody': {
        topic: 'base-branch',
        severity: 'warning',
        title: 'Anybody may report a required check',
        attack: 'Whoever may write sets the status by hand, or has a workflow on their branch report it.',
        remedy: 'Name the App that the check is expected from.',
    },
    'bot-branches-open': {
        topic: 'bot-branches',
        severity: 'error',
        title: "Anybody who may write can write the promoter's branches",
        attack: "Somebody makes a commit there through GitHub's pages, which signs it, or adds one to what a person has reviewed.",
        remedy: 'Restrict creations and updates of these branches to the promoter.',
    },
    'bot-branches-bypass': {
        topic: 'bot-branches',
        severity: 'error',
        title: 'Others than the promoter may write its branches',
        attack: "One of those who bypass the rule puts a commit there in the promoter's name.",
        remedy: 'Let the promoter alone bypass the rule.',
    },
};

;// CONCATENATED MODULE: ./packages/gitops/out/doctor/check-table.js

/** Everything that doctor can find, by its code. Codes are stable: reports, acceptances and alerts go by them. */
const checks = {
    'plan-without-rulesets': {
        topic: 'plan',
        severity: 'error',
        title: 'The plan has no rulesets for this private repository',
        attack: 'Whoever may write pushes a digest, or another policy, straight to the base branch, and Argo CD deploys it.',
        remedy: 'Take a plan that has rulesets for private repositories (Pro, Team, Enterprise), or make the repository public.',
    },
    'plan-without-environments': {
        topic: 'plan',
        severity: 'error',
        title: 'The plan has no environments with secrets for this private repository',
        attack: 'The keys of the promoter and the merger can only be secrets of the repository. Whoever may push a branch writes a workflow there that prints them, and then merges as the merger does.',
        remedy: 'Take a plan that has environments for private repositories (Pro, Team, Enterprise), or make the repository public.',
    },
    'plan-without-reviewers': {
        topic: 'plan',
        severity: 'error',
        title: 'The plan has no required reviewers for this private repository',
        attack: 'GitHub asks nobody for the environment of the gate. The gate refuses such an environment, so that nothing gets through it at all.',
        remedy: 'Let a member of a team start the gate by hand (`gate: {dispatch: TEAM}` in promotion.yaml, in the place of `environment`), take the plan Enterprise, or make the repository public.',
    },
    'sigstore-public': {
        topic: 'plan',
        severity: 'note',
        title: "The plan has none of GitHub's own Sigstore for this private repository",
        attack: "Nobody walks round a gate, but signing with Sigstore's public instance writes the name of the private repository and its workflow into a log that everybody reads.",
        remedy: 'Sign with a Sigstore of your own, take the plan Enterprise, or accept that the name is public.',
    },
    'environment-missing': {
        topic: 'environments',
        severity: 'error',
        title: 'An environment does not exist',
        attack: 'GitHub makes an environment that a job names on the fly, without any protection: the job starts at once, and nobody is asked.',
        remedy: 'Make the environment, with its protection, before a workflow names it.',
    },
    'environment-without-reviewers': {
        topic: 'environments',
        severity: 'error',
        title: 'The environment of a gate asks nobody',
        attack: "Whoever starts the gate's workflow has its approval with it: the last environment is released by nobody.",
        remedy: 'Name the people, or teams, who approve what goes there.',
    },
    'environment-self-review': {
        topic: 'environments',
        severity: 'error',
        title: 'Whoever starts the gate may approve it',
        attack: "One person alone starts the gate's run and approves it, so that a single stolen account releases.",
        remedy: 'Switch *Prevent self-review* on.',
    },
    'environment-admins-bypass': {
        topic: 'environments',
        severity: 'error',
        title: 'Administrators may start the gate without an approval',
        attack: 'An administrator, or whoever has their session, starts the waiting job; no approval is on record.',
        remedy: 'Switch *Allow administrators to bypass configured protection rules* off.',
    },
    'environment-any-branch': {
        topic: 'environments',
        severity: 'error',
        title: 'A workflow on any branch may use the environment',
        attack: 'Whoever may push a branch writes a workflow there that names the environment. It gets the keys that are secrets there, or waits for the approval that was meant for the gate.',
        remedy: 'Let only the base branch deploy to the environment.',
    },
    'environment-other-branches': {
        topic: 'environments',
        severity: 'error',
        title: 'Workflows on other branches than the base may use the environment',
        attack: "A workflow on one of these branches, which nobody has to review, gets the environment's secrets, or waits for the approval that was meant for the gate.",
        remedy: 'Let only the base branch deploy to the environment.',
    },
    'environment-wait-timer': {
        topic: 'environments',
        severity: 'note',
        title: 'A wait timer holds up every run',
        attack: 'Nobody walks round it, but each promotion waits for the timer, and each rollback as well.',
        remedy: 'Take the timer away; `soak` in promotion.yaml lets a digest wait where it should.',
    },
    'one-person-releases': {
        topic: 'environments',
        severity: 'warning',
        title: 'One person may review and approve what a gate lets through',
        attack: 'Whoever has one account with both rights reviews the pull request, approves the gate, and has released alone.',
        remedy: 'Leave `separate` out in promotion.yaml, or name reviewer and approver in it.',
    },
    'key-outside-environment': {
        topic: 'keys',
        severity: 'error',
        title: 'A key is a secret outside of the environment',
        attack: 'A secret of the repository or of the organization is given to workflows on every branch. Whoever may push one prints the key, and has what the App has.',
        remedy: 'Keep the key in the environment only, which the base branch alone may use, and delete it elsewhere.',
    },
    'deploy-key-writes': {
        topic: 'keys',
        severity: 'warning',
        title: 'A deploy key may write',
        attack: 'Whoever finds the key pushes branches in nobody’s name, workflows in them included.',
        remedy: 'Delete the key, or make it one that only reads.',
    },
    ...ruleChecks,
    'actions-approve': {
        topic: 'actions',
        severity: 'error',
        title: 'Workflows may approve pull requests',
        attack: 'Whoever may push a branch writes a workflow there that approves their own pull request as github-actions[bot].',
        remedy: 'Switch *Allow GitHub Actions to create and approve pull requests* off.',
    },
    'token-writes': {
        topic: 'actions',
        severity: 'warning',
        title: 'Tokens of workflows may write if nothing else is said',
        attack: 'An action of a workflow that sets no permissions pushes branches and changes pull requests.',
        remedy: 'Set the default of workflow permissions to read.',
    },
    'fork-runs-with-secrets': {
        topic: 'actions',
        severity: 'error',
        title: 'Pull requests from forks run with secrets or a token that writes',
        attack: "Whoever can fork the repository sends a pull request whose workflow prints the repository's secrets.",
        remedy: 'Send neither secrets nor write tokens to workflows from fork pull requests.',
    },
    'fork-runs-unasked': {
        topic: 'actions',
        severity: 'warning',
        title: 'Pull requests from forks run without being asked about',
        attack: 'Whoever once had a typo merged runs workflows of their own here: on your own runners with what is reachable from there.',
        remedy: 'Require approval for all external contributors.',
    },
    'actions-any': {
        topic: 'actions',
        severity: 'warning',
        title: 'Any action of anybody may run',
        attack: 'A workflow on any branch runs code of a stranger beside your caches, artifacts and runners.',
        remedy: 'Allow those actions that the workflows use, and no others.',
    },
    'pinning-not-required': {
        topic: 'actions',
        severity: 'warning',
        title: 'GitHub does not insist on pinned actions',
        attack: 'Somebody adds an action by its tag, which whoever owns it can move to other code.',
        remedy: 'Require actions to be pinned to a full-length commit SHA.',
    },
    'health-from-workflows': {
        topic: 'apps',
        severity: 'error',
        title: 'Any workflow can report health',
        attack: 'Whoever may push a branch writes a workflow there that reports an environment healthy.',
        remedy: 'Give Argo CD an App of its own, and name it as `argocd` in promotion.yaml.',
    },
    'health-app-writes': {
        topic: 'apps',
        severity: 'warning',
        title: 'The App that reports health may do more',
        attack: 'Its key lies in the cluster. Whoever takes it there writes to the repository that says what runs in the cluster.',
        remedy: 'Take every permission but *Commit statuses* from it.',
    },
    'app-administers': {
        topic: 'apps',
        severity: 'error',
        title: 'An App of the suite may change the rules that bind it',
        attack: 'Whoever has its key lifts the rulesets or the protection of the environment, merges, and puts them back.',
        remedy: 'Take these permissions from the App; none of the actions needs them.',
    },
    'owners-missing': {
        topic: 'owners',
        severity: 'error',
        title: 'Files that decide have no code owner',
        attack: 'A review by anybody who may write is enough to change what a gate asks for, which workflows run with the keys, or what is held back.',
        remedy: 'Name owners for these files in CODEOWNERS.',
    },
    'owners-unknown': {
        topic: 'owners',
        severity: 'error',
        title: 'CODEOWNERS names who cannot be an owner',
        attack: 'GitHub passes over an owner who does not exist or may not write, so that anybody’s review is enough.',
        remedy: 'Correct the line: the team exists, is visible, and may write here.',
    },
    'action-not-pinned': {
        topic: 'workflows',
        severity: 'error',
        title: 'A job that holds keys or rights uses an action that is not pinned',
        attack: 'Whoever can move its tag has the keys and the rights of the job at its next run.',
        remedy: 'Pin it to a commit, with the version as a comment; Dependabot and Renovate keep both up to date.',
    },
    'pull-request-checked-out': {
        topic: 'workflows',
        severity: 'error',
        title: 'A workflow with secrets checks out a pull request',
        attack: "Anybody opens a pull request whose build script or hook runs with the workflow's secrets.",
        remedy: 'Read the pull request as data through the API, or use `pull_request`, which has no secrets.',
    },
    'trust-from-variables': {
        topic: 'workflows',
        severity: 'error',
        title: 'What is trusted comes from a variable',
        attack: 'Whoever may change variables names a Sigstore, a trusted root or a base image of their own, without a review and without a trace in Git.',
        remedy: 'Write the value itself into a file that is reviewed.',
    },
    'workflow-unreadable': {
        topic: 'workflows',
        severity: 'warning',
        title: 'A workflow cannot be read',
        attack: 'What it does stays unknown.',
        remedy: 'Correct the YAML.',
    },
    'signer-ref-moves': {
        topic: 'sources',
        severity: 'error',
        title: 'Whoever writes there can move the workflow that signs',
        attack: 'The policy believes what a shared workflow signs, at a branch or tag that others can move. Whoever moves it signs whatever they like.',
        remedy: 'Name the workflow by a commit, or protect the ref from being moved and deleted.',
    },
    'source-ref-open': {
        topic: 'sources',
        severity: 'warning',
        title: 'Images are built of code that nobody reviewed',
        attack: 'Whoever may write to the application’s repository has their code built, signed and proposed alone; who reviews the promotion sees a digest.',
        remedy: 'Ask for a reviewed pull request there, and for tags let only those create them who release.',
    },
    'unread-environments': unread('environments', 'error', 'what guards the environments'),
    'unread-secrets': unread('keys', 'error', 'which secrets there are outside of environments'),
    'unread-deploy-keys': unread('keys', 'warning', 'which deploy keys there are'),
    'unread-rules': unread('base-branch', 'error', 'which rules bind the branches'),
    'unread-bypass': unread('base-branch', 'error', 'who may bypass the rules'),
    'unread-settings': unread('actions', 'error', 'the settings of Actions'),
    'unread-apps': unread('apps', 'error', 'what the Apps may do'),
    'unread-owners': unread('owners', 'error', 'whether CODEOWNERS is sound'),
    'unread-files': unread('workflows', 'error', 'the files of the branch'),
    'unread-source': unread('sources', 'error', 'where images come from'),
};
const checkOf = (code) => checks[code];
/** A check that could not be made is a finding: what was not read is not fine. */
function unread(topic, severity, what) {
    return {
        topic,
        severity,
        title: `Not read: ${what}`,
        attack: 'Whether the checks that need it would find a hole stays unknown.',
        remedy: 'Give the token the permission that is named, or look for yourself and accept the finding with a reason.',
    };
}


/***/ }),

/***/ 84313:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ topics)
/* harmony export */ });
/** What a finding is about; reports are in this order. */
const topics = {
    plan: 'The plan',
    environments: 'Environments',
    keys: 'Keys',
    'base-branch': 'The base branch',
    'bot-branches': "The promoter's branches",
    actions: 'Settings of Actions',
    apps: 'Apps',
    owners: 'Code owners',
    workflows: 'Workflows',
    sources: 'Where images come from',
};


/***/ }),

/***/ 16728:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ consult),
  T: () => (/* binding */ parseAcceptance)
});

// EXTERNAL MODULE: ./packages/gitops/out/doctor/check-table.js + 1 modules
var check_table = __webpack_require__(83923);
// EXTERNAL MODULE: ./packages/gitops/out/doctor/diagnosis.js + 17 modules
var doctor_diagnosis = __webpack_require__(44873);
// EXTERNAL MODULE: ./packages/gitops/out/doctor/examine.js
var examine = __webpack_require__(92582);
;// CONCATENATED MODULE: ./packages/gitops/out/doctor/treat.js
/** Carries out the requests of one finding, in their order, up to the first that is refused. */
async function treat(finding, writerFor) {
    const { changes } = finding.fix;
    const writer = writerFor(finding.repository);
    try {
        for (const change of changes)
            await writer.change(change);
        return { finding, changes, failure: null };
    }
    catch (error) {
        return { finding, changes, failure: refusal(error) };
    }
}
/** Only what was refused: anything else is a defect and stays one. */
function refusal(error) {
    if (error instanceof Error && 'code' in error && 'next' in error)
        return `${error.message}. Next: ${String(error.next)}`;
    throw error;
}

;// CONCATENATED MODULE: ./packages/gitops/out/doctor/consult.js




/**
 * Looks, and fixes what may be fixed where that was asked for: one finding at a time, and looking again after each, since
 * two of them may be of the same ruleset or environment, which is written whole.
 */
async function consult({ reader, writerFor }, wanted) {
    const look = async () => (0,doctor_diagnosis/* diagnose */.h4)(await (0,examine/* examine */.s)(reader, wanted), wanted.acceptances);
    const treatments = [];
    let diagnosis = await look();
    for (let next = firstSafe(diagnosis, treatments); wanted.fix && next; next = firstSafe(diagnosis, treatments)) {
        treatments.push(await treat(next, writerFor));
        diagnosis = await look();
    }
    return { ...diagnosis, treatments };
}
function firstSafe({ findings }, done) {
    const isDone = ({ code, repository, subject }) => done.some(({ finding: each }) => each.code === code && each.repository === repository && each.subject === subject);
    return findings.find((each) => each.fix?.safe === true && !isDone(each));
}
/** `CODE: why`. Throws a `TypeError` whose message completes "must be …". */
function parseAcceptance(line) {
    const [, code = '', reason = ''] = /^([a-z-]+)\s*:\s*(\S.*)$/.exec(line.trim()) ?? [];
    const known = Object.keys(check_table/* checks */.A).find((each) => each === code);
    if (known !== undefined && reason !== '')
        return [known, reason];
    throw new TypeError('`CODE: REASON`, with a code as the report names it, such as `actions-any: we build our own`');
}


/***/ }),

/***/ 44873:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  pq: () => (/* binding */ countOf),
  h4: () => (/* binding */ diagnose),
  KJ: () => (/* binding */ isUnread)
});

// EXTERNAL MODULE: ./packages/gitops/out/doctor/check.js
var check = __webpack_require__(84313);
// EXTERNAL MODULE: ./packages/gitops/out/doctor/check-table.js + 1 modules
var check_table = __webpack_require__(83923);
;// CONCATENATED MODULE: ./packages/gitops/out/doctor/checks/unread.js
/** The finding that something was not read; nothing where it was, or where the plan has no such thing. */
function unreadFinding(code, repository, subject, reading) {
    if (reading.kind !== 'unread')
        return [];
    const says = `${subject} could not be read: ${reading.because}. With \`${reading.needs}\` it could`;
    return [{ code, repository, subject, says }];
}

;// CONCATENATED MODULE: ./packages/gitops/out/doctor/checks/actions.js

const general = 'Settings → Actions → General';
/** What workflows may do that nobody reviewed. */
function* actionsFindings({ gitops, applications }) {
    yield* approvalFindings(gitops);
    for (const safeguards of [gitops, ...applications]) {
        yield* tokenFindings(safeguards);
        yield* forkFindings(safeguards);
    }
    yield* allowedFindings(gitops);
}
const found = ({ repository }, code, says, change, safe = true) => ({
    code,
    repository,
    subject: 'settings of Actions',
    says,
    setting: general,
    fix: {
        changes: [{ method: 'PUT', ...change, path: `/repos/${repository}/actions/permissions${change.path}` }],
        safe,
    },
});
function* approvalFindings(safeguards) {
    const { token } = safeguards;
    if (token.kind !== 'read' || !token.value.mayApprove)
        return;
    const body = {
        default_workflow_permissions: token.value.defaultPermissions,
        can_approve_pull_request_reviews: false,
    };
    const says = 'GitHub Actions may create and approve pull requests';
    yield found(safeguards, 'actions-approve', says, { path: '/workflow', body });
}
function* tokenFindings(safeguards) {
    const { token, repository } = safeguards;
    yield* unreadFinding('unread-settings', repository, `what tokens of workflows may do in ${repository}`, token);
    if (token.kind !== 'read' || token.value.defaultPermissions === 'read')
        return;
    const body = {
        default_workflow_permissions: 'read',
        can_approve_pull_request_reviews: token.value.mayApprove,
    };
    yield found(safeguards, 'token-writes', 'a token may write where its workflow sets no permissions', { path: '/workflow', body }, false);
}
function* forkFindings(safeguards) {
    const { forks, repository } = safeguards;
    yield* unreadFinding('unread-settings', repository, `who approves runs from forks of ${repository}`, forks);
    if (forks.kind !== 'read')
        return;
    const { value } = forks;
    switch (value.kind) {
        case 'public': {
            if (value.approval === 'all_external_contributors')
                return;
            const body = { approval_policy: 'all_external_contributors' };
            yield found(safeguards, 'fork-runs-unasked', `runs from forks ask for approval of ${value.approval.replaceAll('_', ' ')} only`, { path: '/fork-pr-contributor-approval', body });
            return;
        }
        case 'private': {
            const given = [...(value.secrets ? ['secrets'] : []), ...(value.writeTokens ? ['tokens that write'] : [])];
            if (given.length === 0)
                return;
            const body = {
                run_workflows_from_fork_pull_requests: true,
                send_write_tokens_to_workflows: false,
                send_secrets_and_variables: false,
                require_approval_for_fork_pr_workflows: true,
            };
            yield found(safeguards, 'fork-runs-with-secrets', `workflows of pull requests from forks get ${given.join(' and ')}`, { path: '/fork-pr-workflows-private-repos', body });
            return;
        }
        default:
            value;
    }
}
function* allowedFindings(safeguards) {
    const { actions, repository } = safeguards;
    yield* unreadFinding('unread-settings', repository, `which actions may run in ${repository}`, actions);
    if (actions.kind !== 'read')
        return;
    const { allowed, shaPinning } = actions.value;
    const change = (body) => ({ path: '', body: { enabled: true, ...body } });
    if (allowed === 'all')
        yield found(safeguards, 'actions-any', 'all actions and reusable workflows are allowed', change({ allowed_actions: 'selected', ...(shaPinning !== undefined && { sha_pinning_required: shaPinning }) }), false);
    if (shaPinning === false)
        yield found(safeguards, 'pinning-not-required', 'actions need not be pinned to a full-length commit SHA', change({ allowed_actions: allowed, sha_pinning_required: true }), false);
}

// EXTERNAL MODULE: ./packages/gitops/out/doctor/patient.js
var doctor_patient = __webpack_require__(41060);
;// CONCATENATED MODULE: ./packages/gitops/out/doctor/rule-keeping.js
/** The guards of one kind of rule that are in force for a ref, as far as they could be read. */
function guardsOf(refs, kind) {
    if (refs === undefined)
        return [];
    const rulesets = refs.rulesets.kind === 'read' ? refs.rulesets.value : [];
    const protection = refs.protection.kind === 'read' ? refs.protection.value : [];
    return [...rulesets, ...protection].filter(({ rule }) => rule.kind === kind);
}
/** @param stray those of a guard's bypass who should not be in it */
function keepingOf(guards, stray) {
    if (guards.length === 0)
        return { kind: 'absent' };
    const read = guards.flatMap((guard) => guard.bypass.kind === 'read' ? [{ guard, by: stray(guard.bypass.value) }] : []);
    const kept = read.filter(({ by }) => by.length === 0).map(({ guard }) => guard);
    if (kept.length > 0)
        return { kind: 'kept', by: kept };
    const unread = guards.filter(({ bypass }) => bypass.kind !== 'read');
    if (unread.length > 0)
        return { kind: 'unread', guards: unread };
    const [least] = read.toSorted((left, right) => left.by.length - right.by.length);
    return least === undefined ? { kind: 'absent' } : { kind: 'bypassed', ...least };
}
const sourceName = (source) => source.kind === 'protection' ? 'the branch protection' : `the ruleset "${source.name}"`;
const sourceSetting = (source) => {
    if (source.kind === 'protection')
        return 'Settings → Branches';
    const whose = source.level === 'repository' ? '' : `the ${source.level}’s `;
    return `${whose}Settings → Rules → Rulesets → ${source.name}`;
};
/** GitHub's numbers for its own roles in `bypass_actors` of type RepositoryRole. */
const roles = new Map([
    [2, 'maintain'],
    [4, 'write'],
    [5, 'admin'],
]);
const roleName = (id) => (id === null ? undefined : roles.get(id));
/** `the App acme-merger`, `the team 12`, `administrators`. */
function actorName({ kind, id, name, mode }, apps) {
    const how = mode === 'pull-request' ? ' (on pull requests)' : '';
    const app = kind === 'app' && apps.kind === 'read' ? apps.value.find((each) => each.id === id)?.slug : undefined;
    const called = name ?? app ?? String(id ?? '');
    switch (kind) {
        case 'app':
            return `the App ${called}${how}`;
        case 'team':
            return `the team ${called}${how}`;
        case 'user':
            return `the user ${called}${how}`;
        case 'role':
            return `everybody with the role ${name ?? roleName(id) ?? called}${how}`;
        case 'organization-owner':
            return `owners of the organization${how}`;
        case 'deploy-key':
            return `every deploy key${how}`;
        default:
            return kind;
    }
}

;// CONCATENATED MODULE: ./packages/gitops/out/doctor/checks/apps.js



/** With these, an App changes the rules that bind it. */
const powers = ['administration', 'environments', 'secrets', 'organization_administration', 'organization_secrets'];
/** What the suite's Apps may do, and who reports the health that promotions wait for. */
function* appFindings(patient) {
    const { gitops, policy, apps } = patient;
    const { repository } = gitops;
    const health = (0,doctor_patient/* slugOf */.tF)(policy.argocd ?? '');
    const named = { repository, subject: `the App ${health}` };
    if (health === 'github-actions')
        yield { code: 'health-from-workflows', ...named, says: 'the policy has github-actions[bot] as `argocd`' };
    yield* unreadFinding('unread-apps', repository, 'what the Apps of the policy may do', apps);
    for (const app of apps.kind === 'read' ? apps.value : []) {
        if (!isOwn(patient, app))
            continue;
        yield* powerFindings(patient, app);
        if (app.slug === health)
            yield* healthFindings(patient, app);
    }
}
/** The policy's Apps, and those that may update the base branch. */
function isOwn({ policy, gitops }, { id, slug }) {
    if ([policy.bot, policy.argocd ?? ''].some((login) => (0,doctor_patient/* slugOf */.tF)(login) === slug))
        return true;
    const updates = guardsOf(gitops.refs.get((0,doctor_patient/* branchRef */.Mi)(gitops.branch)), 'update');
    return updates.some(({ bypass }) => bypass.kind === 'read' && bypass.value.some((actor) => actor.kind === 'app' && actor.id === id));
}
function* powerFindings({ gitops: { repository } }, { slug, permissions }) {
    const held = powers.filter((name) => writes(permissions[name]));
    if (held.length === 0)
        return;
    yield {
        code: 'app-administers',
        repository,
        subject: `the App ${slug}`,
        says: `the App ${slug} has the permission to write ${(0,doctor_patient/* listed */.KE)(held)}`,
        setting: `settings of the App ${slug} → Permissions & events`,
    };
}
function* healthFindings({ gitops: { repository } }, { slug, permissions }) {
    const more = Object.entries(permissions)
        .filter(([name, level]) => name !== 'statuses' && !powers.includes(name) && writes(level))
        .map(([name]) => name);
    if (more.length === 0)
        return;
    yield {
        code: 'health-app-writes',
        repository,
        subject: `the App ${slug}`,
        says: `the App ${slug}, which reports health, has the permission to write ${(0,doctor_patient/* listed */.KE)(more)}`,
        setting: `settings of the App ${slug} → Permissions & events`,
    };
}
const writes = (level) => level === 'write' || level === 'admin';

;// CONCATENATED MODULE: ./packages/gitops/out/doctor/fixes.js
const custom = { protected_branches: false, custom_branch_policies: true };
/** GitHub takes what is left out of an environment back to its default, so all that there is goes along. */
function environmentChange(repository, environment, change) {
    const { name, reviewers, preventSelfReview, canAdminsBypass, waitTimer, refs } = environment;
    const policy = {
        any: null,
        protected: { protected_branches: true, custom_branch_policies: false },
        selected: custom,
    };
    // On a plan without them, these fields may not even be named.
    const approval = reviewers.length > 0 || waitTimer > 0 || canAdminsBypass === false || Object.keys(change).length > 0;
    const body = {
        ...(approval && {
            wait_timer: waitTimer,
            prevent_self_review: preventSelfReview,
            reviewers: reviewers.map(({ kind, id }) => ({ type: kind, id })),
            can_admins_bypass: canAdminsBypass ?? true,
        }),
        deployment_branch_policy: policy[refs.kind],
        ...change,
    };
    return { method: 'PUT', path: environmentPath(repository, name), body };
}
const environmentPath = (repository, name) => `/repos/${repository}/environments/${encodeURIComponent(name)}`;
/** Lets these refs, and no others, deploy to the environment. */
function onlyRefs(repository, environment, wanted) {
    const { name, refs } = environment;
    const path = `${environmentPath(repository, name)}/deployment-branch-policies`;
    const selected = refs.kind === 'selected' && refs.patterns.kind === 'read' ? refs.patterns.value : [];
    const refOf = (pattern) => `refs/${pattern.tag ? 'tags' : 'heads'}/${pattern.name}`;
    const missing = wanted.filter((ref) => !selected.some((pattern) => refOf(pattern) === ref));
    const strange = selected.filter((pattern) => !wanted.includes(refOf(pattern)));
    const toCustom = 'reviewers' in environment
        ? environmentChange(repository, { ...environment, refs: { kind: 'selected', patterns: { kind: 'read', value: [] } } }, {})
        : { method: 'PUT', path: environmentPath(repository, name), body: { deployment_branch_policy: custom } };
    return [
        ...(refs.kind === 'selected' ? [] : [toCustom]),
        ...missing.map((ref) => ({
            method: 'POST',
            path,
            body: { name: ref.replace(/^refs\/(?:heads|tags)\//, ''), type: ref.startsWith('refs/tags/') ? 'tag' : 'branch' },
        })),
        ...strange.map(({ id }) => ({ method: 'DELETE', path: `${path}/${id}` })),
    ];
}
/** The repository's active ruleset for this very ref that has a rule of this type. */
const rulesetWith = (rulesets, type, ids) => rulesets.find(({ source, rules }) => source.level === 'repository' && ids.has(source.id) && rules.some((rule) => rule['type'] === type));
/** A ruleset with other rules; all else of it stays. */
const rulesChange = (repository, { source }, rules) => ({ method: 'PUT', path: `/repos/${repository}/rulesets/${source.id}`, body: { rules } });

;// CONCATENATED MODULE: ./packages/gitops/out/doctor/ruleset-fixes.js
const actorTypes = {
    app: 'Integration',
    team: 'Team',
    user: 'User',
    role: 'RepositoryRole',
    'organization-owner': 'OrganizationAdmin',
    'deploy-key': 'DeployKey',
};
const written = ({ kind, id, mode }) => ({
    actor_type: actorTypes[kind],
    actor_id: id,
    bypass_mode: mode === 'pull-request' ? 'pull_request' : 'always',
});
/** Where a ruleset is changed: with whoever's settings have it. */
function rulesetPath(repository, { id, level }) {
    switch (level) {
        case 'repository':
            return `/repos/${repository}/rulesets/${id}`;
        case 'organization':
            return `/orgs/${repository.split('/')[0] ?? ''}/rulesets/${id}`;
        case 'enterprise':
            return `/enterprises/<slug of the enterprise>/rulesets/${id}`;
        default:
            return level;
    }
}
/**
 * Lets those through a guard whom it should, and nobody else. Never safe: somebody loses what they had.
 * @param stray those of its bypass who should not be in it
 * @param needed who has to be let through, if nobody who stays is an App
 */
function withoutBypass(repository, branch, { source, rule, bypass }, stray, needed) {
    const all = bypass.kind === 'read' ? bypass.value : [];
    const stay = all.filter((actor) => !stray.includes(actor));
    if (source.kind === 'protection')
        return { changes: protectionChanges(repository, branch, rule.kind === 'review', stay, stray), safe: false };
    const withApp = needed === null || stay.some(({ kind }) => kind === 'app') ? [] : [needed];
    const body = { bypass_actors: [...withApp, ...stay.map(written)] };
    return { changes: [{ method: 'PUT', path: rulesetPath(repository, source), body }], safe: false };
}
/** Branch protection binds administrators by a setting of its own, and others by lists. */
function protectionChanges(repository, branch, ofReviews, stay, stray) {
    const path = protectionPath(repository, branch);
    const body = { users: namesOf(stay, 'user'), teams: namesOf(stay, 'team'), apps: namesOf(stay, 'app') };
    const lists = ofReviews
        ? { method: 'PATCH', path: `${path}/required_pull_request_reviews`, body: { bypass_pull_request_allowances: body } }
        : { method: 'PUT', path: `${path}/restrictions`, body };
    const admins = { method: 'POST', path: `${path}/enforce_admins` };
    return [
        ...(stray.some(({ kind }) => kind === 'role') ? [admins] : []),
        ...(stray.some(({ kind }) => kind !== 'role') ? [lists] : []),
    ];
}
const protectionPath = (repository, branch) => `/repos/${repository}/branches/${encodeURIComponent(branch)}/protection`;
const namesOf = (actors, wanted) => actors.flatMap(({ kind, name }) => (kind === wanted && name !== null ? [name] : []));
/** Takes each required check of one App only. Which one it is, only the reader knows. */
function checksOfApps(repository, branch, { source, rule }, rulesets) {
    const appOf = (context) => `<number of the App that reports ${String(context)}>`;
    if (source.kind === 'protection') {
        const checks = (rule.kind === 'checks' ? rule.checks : []).map(({ context, app }) => ({
            context,
            app_id: app ?? appOf(context),
        }));
        const path = `${protectionPath(repository, branch)}/required_status_checks`;
        return { changes: [{ method: 'PATCH', path, body: { checks } }], safe: false };
    }
    const found = rulesets.find((each) => each.source.id === source.id);
    if (found === undefined)
        return null;
    const rules = found.rules.map((each) => {
        const parameters = each['parameters'];
        const checks = parameters?.['required_status_checks'];
        if (each['type'] !== 'required_status_checks' || !Array.isArray(checks))
            return each;
        const ofApps = checks.map((check) => ({
            ...check,
            integration_id: check['integration_id'] ?? appOf(check['context']),
        }));
        return { ...each, parameters: { ...parameters, required_status_checks: ofApps } };
    });
    return { changes: [{ method: 'PUT', path: rulesetPath(repository, source), body: { rules } }], safe: false };
}
/** One more ruleset. Rules of several add up, so that it closes the hole whatever others say. */
function newRuleset(repository, name, ref, rules, bypass = []) {
    const body = {
        name,
        target: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
        enforcement: 'active',
        conditions: { ref_name: { include: [ref], exclude: [] } },
        rules,
        bypass_actors: bypass,
    };
    return { method: 'POST', path: `/repos/${repository}/rulesets`, body };
}
/** Rules by which a branch takes nothing that one other person did not review, and keeps what it took. */
const reviewedRules = (of) => [
    { type: 'deletion' },
    { type: 'non_fast_forward' },
    {
        type: 'pull_request',
        parameters: {
            required_approving_review_count: 1,
            require_code_owner_review: of.codeOwners,
            dismiss_stale_reviews_on_push: true,
            require_last_push_approval: true,
            required_review_thread_resolution: false,
        },
    },
];

// EXTERNAL MODULE: ./packages/promotion/out/index.js + 65 modules
var out = __webpack_require__(60283);
;// CONCATENATED MODULE: ./packages/gitops/out/doctor/checks/plan.js


/** What the plan does not have for a private repository, and so cannot be set right by any setting. */
function* planFindings({ gitops, policy, applications }) {
    const { repository, plan } = gitops;
    const lacking = (code, what) => ({
        code,
        repository,
        subject: 'the plan',
        says: `the repository ${repository} is private, and ${plan === null ? 'the plan of its owner' : out/* planNames */.AO[plan]} has no ${what} for private repositories`,
    });
    if (lacksRulesets(gitops))
        yield lacking('plan-without-rulesets', 'rulesets');
    if (lacks(gitops, 'environments'))
        yield lacking('plan-without-environments', 'environments with secrets');
    if ((0,doctor_patient/* gatesOf */.og)(policy).length > 0 && lacks(gitops, 'required-reviewers'))
        yield lacking('plan-without-reviewers', 'required reviewers of environments');
    for (const application of applications) {
        if (!lacks(application, 'attestations'))
            continue;
        const { repository: named } = application;
        const says = `the repository ${named} is private, and its owner's plan has none of GitHub's own Sigstore`;
        yield { code: 'sigstore-public', repository: named, subject: 'the plan', says };
    }
}
/** What GitHub says itself counts, whatever the plan is called. */
const lacksRulesets = (repository) => repository.rulesets.kind === 'not-in-plan' || lacks(repository, 'rulesets');
/** Whether the plan is known to lack it. */
const lacks = ({ plan, visibility }, feature) => plan !== null && !(0,out/* planHas */.St)(feature, plan, visibility);

;// CONCATENATED MODULE: ./packages/gitops/out/doctor/checks/base-branch.js






/** Who may change the base branch, and how. */
function* baseBranchFindings(patient) {
    const { gitops } = patient;
    if (lacksRulesets(gitops))
        return;
    const refs = gitops.refs.get((0,doctor_patient/* branchRef */.Mi)(gitops.branch));
    if (refs === undefined)
        return;
    const { repository, branch } = gitops;
    yield* unreadFinding('unread-rules', repository, `which rules bind ${branch}`, refs.rulesets);
    if (refs.rulesets.kind !== 'read')
        return;
    const found = [...updateFindings(patient, refs), ...reviewFindings(patient, refs), ...historyFindings(patient, refs)];
    const holes = found.filter(({ code }) => code.startsWith('base-'));
    // Rulesets leave something open that branch protection may close.
    if (holes.length > 0 && refs.protection.kind === 'unread') {
        yield* unreadFinding('unread-rules', repository, `the branch protection of ${branch}`, refs.protection);
        yield* found.filter((each) => !holes.includes(each));
    }
    else
        yield* found;
    yield* checkFindings(patient, refs);
}
function* updateFindings(patient, refs) {
    const { gitops, apps } = patient;
    const { repository, branch } = gitops;
    const keeping = keepingOf(guardsOf(refs, 'update'), (bypass) => strayUpdaters(patient, bypass));
    switch (keeping.kind) {
        case 'kept':
            return;
        case 'absent':
            yield {
                code: 'base-updates-open',
                repository,
                subject: `branch ${branch}`,
                says: `no ruleset restricts updates of ${branch}${notInForce(patient, 'update')}`,
                setting: 'Settings → Rules → Rulesets',
                fix: { changes: [creating(patient)], safe: false },
            };
            return;
        case 'unread':
            yield* unreadBypass(patient, keeping.guards, `restricts updates of ${branch}`);
            return;
        case 'bypassed':
            yield {
                code: 'base-updates-bypass',
                repository,
                subject: `branch ${branch}`,
                says: `${sourceName(keeping.guard.source)} restricts updates of ${branch}, and ${(0,doctor_patient/* listed */.KE)(keeping.by.map((actor) => actorName(actor, apps)))} may bypass it`,
                setting: sourceSetting(keeping.guard.source),
                fix: withoutBypass(repository, branch, keeping.guard, keeping.by, merger),
            };
            return;
        default:
            keeping;
    }
}
/** One App, which is neither the promoter's nor Argo CD's, may update; people may on pull requests, unless all who write. */
function strayUpdaters({ policy, apps }, bypass) {
    const known = apps.kind === 'read' ? apps.value : [];
    const own = [policy.bot, policy.argocd ?? ''].map(doctor_patient/* slugOf */.tF);
    const ids = known.filter(({ slug }) => own.includes(slug)).map(({ id }) => id);
    const mergers = bypass.filter((actor) => actor.kind === 'app' && !ids.includes(actor.id ?? 0));
    return bypass.filter((actor) => {
        if (actor.kind === 'app')
            return mergers.length > 1 || !mergers.includes(actor);
        return actor.mode === 'always' || actor.kind === 'deploy-key' || isEverybody(actor);
    });
}
const isEverybody = ({ kind, id }) => kind === 'role' && roleName(id) !== 'admin' && roleName(id) !== 'maintain';
function* reviewFindings(patient, refs) {
    const { repository, branch } = patient.gitops;
    const guards = guardsOf(refs, 'review').filter(({ rule }) => rule.kind === 'review' && rule.approvals > 0);
    const keeping = keepingOf(guards, strayReviewless);
    if (keeping.kind === 'absent') {
        const says = `the branch ${branch} takes changes without a review${notInForce(patient, 'pull_request')}`;
        yield finding(patient, 'base-unreviewed', says, guards, null);
        return;
    }
    if (keeping.kind === 'unread')
        yield* unreadBypass(patient, keeping.guards, `asks for reviews of ${branch}`);
    if (keeping.kind === 'bypassed') {
        const who = (0,doctor_patient/* listed */.KE)(keeping.by.map((actor) => actorName(actor, patient.apps)));
        yield {
            code: 'base-review-bypass',
            repository,
            subject: `branch ${branch}`,
            says: `${sourceName(keeping.guard.source)} asks for reviews of ${branch}, and ${who} may bypass it`,
            setting: sourceSetting(keeping.guard.source),
            fix: withoutBypass(repository, branch, keeping.guard, keeping.by, null),
        };
    }
    const counted = keeping.kind === 'kept' ? keeping.by : guards;
    const asks = (has) => counted.some(({ rule }) => rule.kind === 'review' && has(rule));
    const parameters = [
        ['base-code-owners-optional', asks((rule) => rule.codeOwners), 'asks no code owner', 'require_code_owner_review'],
        [
            'base-stale-approvals',
            asks((rule) => rule.dismissesStale),
            'keeps approvals when something is pushed after them',
            'dismiss_stale_reviews_on_push',
        ],
        [
            'base-last-push',
            asks((rule) => rule.lastPush),
            'takes the approval of whoever pushed last',
            'require_last_push_approval',
        ],
    ];
    for (const [code, asked, says, parameter] of parameters)
        if (!asked)
            yield finding(patient, code, `the review of ${branch} ${says}`, guards, parameter);
}
/** The merger may merge what its own approval does not count for; nobody else goes without a review. */
const strayReviewless = (bypass) => {
    const apps = bypass.filter(({ kind }) => kind === 'app');
    return bypass.filter((actor) => actor.kind !== 'app' || actor.mode === 'always' || apps.length > 1);
};
function* historyFindings(patient, refs) {
    const { branch } = patient.gitops;
    const reviews = guardsOf(refs, 'review');
    if (guardsOf(refs, 'force-push').length === 0)
        yield finding(patient, 'base-force-push', `the branch ${branch} can be moved to any other commit`, reviews, 'non_fast_forward');
    if (guardsOf(refs, 'deletion').length === 0)
        yield finding(patient, 'base-deletion', `the branch ${branch} can be deleted`, reviews, 'deletion');
}
function* checkFindings({ gitops }, refs) {
    const { repository, branch, rulesets } = gitops;
    for (const guard of guardsOf(refs, 'checks')) {
        const { rule, source } = guard;
        const open = rule.kind === 'checks' ? rule.checks.filter(({ app }) => app === null) : [];
        if (open.length === 0)
            continue;
        const fix = checksOfApps(repository, branch, guard, rulesets.kind === 'read' ? rulesets.value : []);
        yield {
            code: 'check-of-anybody',
            repository,
            subject: `branch ${branch}`,
            says: `${sourceName(source)} requires ${(0,doctor_patient/* listed */.KE)(open.map(({ context }) => context))} of whoever reports it`,
            setting: sourceSetting(source),
            ...(fix !== null && { fix }),
        };
    }
}
/** Who bypasses a rule is not told to everybody who may read. */
function* unreadBypass({ gitops }, guards, what) {
    for (const { source, bypass } of guards)
        yield* unreadFinding('unread-bypass', gitops.repository, `who may bypass ${sourceName(source)}, which ${what},`, bypass);
}
/** A rule of the ruleset that asks for reviews is set there, or added to it; where there is none, one is made. */
function finding(patient, code, says, guards, wanted) {
    const { repository, branch, rulesets } = patient.gitops;
    const ids = new Set(guards.flatMap(({ source }) => (source.kind === 'ruleset' ? [source.id] : [])));
    const ruleset = rulesetWith(rulesets.kind === 'read' ? rulesets.value : [], 'pull_request', ids);
    const [first] = guards;
    return {
        code,
        repository,
        subject: `branch ${branch}`,
        says,
        setting: first === undefined ? 'Settings → Rules → Rulesets' : sourceSetting(first.source),
        fix: ruleset === undefined || wanted === null ? reviewing(patient) : amended(patient, ruleset, wanted),
    };
}
const reviewing = ({ gitops: { repository, branch } }) => ({
    changes: [newRuleset(repository, 'Reviewed', (0,doctor_patient/* branchRef */.Mi)(branch), reviewedRules({ codeOwners: true }))],
    safe: false,
});
function amended({ gitops }, ruleset, wanted) {
    const isType = wanted === 'non_fast_forward' || wanted === 'deletion';
    const rules = isType
        ? [...ruleset.rules, { type: wanted }]
        : ruleset.rules.map((rule) => rule['type'] === 'pull_request'
            ? { ...rule, parameters: { ...rule['parameters'], [wanted]: true } }
            : rule);
    return { changes: [rulesChange(gitops.repository, ruleset, rules)], safe: true };
}
/** What a ruleset would ask for if it were in force. */
function notInForce({ gitops: { rulesets } }, type) {
    const idle = (rulesets.kind === 'read' ? rulesets.value : []).filter(({ enforcement, rules }) => enforcement !== 'active' && rules.some((rule) => rule['type'] === type));
    const [first] = idle;
    return first === undefined ? '' : `; "${first.source.name}" would, but its enforcement is ${first.enforcement}`;
}
const merger = {
    actor_type: 'Integration',
    actor_id: '<number of the merger App>',
    bypass_mode: 'always',
};
function creating({ gitops: { repository, branch } }) {
    const keepers = {
        actor_type: 'Team',
        actor_id: '<number of the team that may change rules>',
        bypass_mode: 'pull_request',
    };
    const name = 'Merged by the gates';
    return newRuleset(repository, name, (0,doctor_patient/* branchRef */.Mi)(branch), [{ type: 'update' }], [merger, keepers]);
}

// EXTERNAL MODULE: ./packages/gitops/out/doctor/promotion-refs.js
var promotion_refs = __webpack_require__(6899);
;// CONCATENATED MODULE: ./packages/gitops/out/doctor/checks/bot-branches.js







/** Who may write the branches from which the promoter proposes. */
function* botBranchFindings(patient) {
    const { gitops, policy } = patient;
    if (lacksRulesets(gitops))
        return;
    const bot = botOf(patient);
    const open = [];
    const reported = new Set();
    for (const ref of (0,promotion_refs/* promotionRefs */.u)(policy)) {
        const refs = gitops.refs.get(ref);
        if (refs === undefined)
            continue;
        const unread = [
            ...unreadFinding('unread-rules', gitops.repository, 'which rules bind the bot’s branches', refs.rulesets),
        ];
        if (unread.length > 0) {
            yield* unread;
            return;
        }
        for (const kind of ['creation', 'update']) {
            const keeping = keepingOf(guardsOf(refs, kind), (bypass) => bypass.filter((actor) => !isBot(actor, bot)));
            if (keeping.kind === 'absent')
                open.push(ref);
            for (const finding of bypassFindings(patient, keeping, bot)) {
                if (reported.has(finding.says))
                    continue;
                reported.add(finding.says);
                yield finding;
            }
        }
    }
    if (open.length > 0)
        yield openFinding(patient, open, bot);
}
const botOf = ({ policy, apps }) => apps.kind === 'read' ? apps.value.find(({ slug }) => slug === (0,doctor_patient/* slugOf */.tF)(policy.bot)) : undefined;
const isBot = ({ kind, id }, bot) => kind === 'app' && bot !== undefined && bot.id === id;
function* bypassFindings(patient, keeping, bot) {
    const { gitops, apps, policy } = patient;
    const { repository } = gitops;
    switch (keeping.kind) {
        case 'absent':
        case 'kept':
            return;
        case 'unread':
            yield* unreadBypass(patient, keeping.guards, 'keeps the bot’s branches');
            return;
        case 'bypassed': {
            const [actor, ...more] = keeping.by;
            // One App, of which nobody can say that it is another one than the promoter's.
            if (bot === undefined && actor?.kind === 'app' && more.length === 0 && apps.kind === 'unread') {
                const subject = `whether the App ${actor.id ?? ''}, which may write the bot’s branches, is ${(0,doctor_patient/* slugOf */.tF)(policy.bot)}`;
                yield* unreadFinding('unread-apps', repository, subject, apps);
                return;
            }
            const who = (0,doctor_patient/* listed */.KE)(keeping.by.map((each) => actorName(each, apps)));
            yield {
                code: 'bot-branches-bypass',
                repository,
                subject: sourceName(keeping.guard.source),
                says: `${sourceName(keeping.guard.source)} keeps the bot's branches, and ${who} may bypass it`,
                setting: sourceSetting(keeping.guard.source),
                fix: withoutBypass(repository, gitops.branch, keeping.guard, keeping.by, writer(patient, bot)),
            };
            return;
        }
        default:
            keeping;
    }
}
const writer = ({ policy }, bot) => ({
    actor_type: 'Integration',
    actor_id: bot?.id ?? `<number of the App ${(0,doctor_patient/* slugOf */.tF)(policy.bot)}>`,
    bypass_mode: 'always',
});
function openFinding(patient, open, bot) {
    const { gitops } = patient;
    const names = [...new Set(open.map((ref) => `${ref.split('/')[2] ?? ''}/**`))];
    const body = {
        name: "The bot's branches",
        target: 'branch',
        enforcement: 'active',
        conditions: { ref_name: { include: names.map((name) => `${(0,doctor_patient/* branchRef */.Mi)(name)}/*`), exclude: [] } },
        rules: [{ type: 'creation' }, { type: 'update' }],
        bypass_actors: [writer(patient, bot)],
    };
    return {
        code: 'bot-branches-open',
        repository: gitops.repository,
        subject: `branches ${(0,doctor_patient/* listed */.KE)(names)}`,
        says: `creations and updates of ${(0,doctor_patient/* listed */.KE)(names)} are not restricted`,
        setting: 'Settings → Rules → Rulesets',
        fix: { changes: [{ method: 'POST', path: `/repos/${gitops.repository}/rulesets`, body }], safe: bot !== undefined },
    };
}

// EXTERNAL MODULE: ./packages/gitops/out/repository/workflow.js
var repository_workflow = __webpack_require__(35849);
// EXTERNAL MODULE: ./packages/gitops/out/yaml/fields.js
var fields = __webpack_require__(33220);
// EXTERNAL MODULE: ./packages/gitops/out/yaml/yaml-file.js
var yaml_file = __webpack_require__(76549);
;// CONCATENATED MODULE: ./packages/gitops/out/doctor/jobs.js



/** The workflows of the branch that was looked at, and what of them cannot be read. */
function workflowsOf({ files }) {
    const workflows = [];
    const problems = [];
    for (const { path, text } of files.kind === 'read' ? files.value.workflows : []) {
        const at = { file: path, line: 1, column: 1 };
        if (text === null)
            problems.push({ at, says: 'is too large, or no text' });
        else {
            const { documents, problem } = (0,yaml_file/* readYamlFile */.k)(path, text);
            if (problem !== undefined)
                problems.push({ at: problem.at, says: problem.says });
            const [document] = documents;
            const workflow = document === undefined ? undefined : (0,repository_workflow/* workflowOf */.B)(document);
            if (workflow !== undefined)
                workflows.push({ path, workflow });
        }
    }
    return { workflows, problems };
}
/** `environment: production` and `environment: {name: production}` alike; empty where there is none. */
const environmentOf = ({ value }) => (0,fields/* textAt */.$6)(value, ['environment']) ?? (0,fields/* textAt */.$6)(value, ['environment', 'name']) ?? '';
/** Names of the secrets that a job uses, apart from the token that every job has. */
function secretsOf({ value }) {
    const texts = [...(0,fields/* stringsIn */.QQ)(value)].map(([, text]) => text).join('\n');
    const names = [...texts.matchAll(/\bsecrets\s*(?:\.\s*(\w+)|\[\s*['"](\w+)['"]\s*\])/g)].map(([, dotted, quoted]) => (dotted ?? quoted ?? '').toUpperCase());
    return new Set(names.filter((name) => name !== 'GITHUB_TOKEN'));
}
/** Whether whoever controls a step of the job has something: a key, an environment's secrets, or a token that writes. */
function holdsRights(workflow, job) {
    if (secretsOf(job).size > 0 || environmentOf(job) !== '' || job.value['secrets'] === 'inherit')
        return true;
    const permissions = job.value['permissions'] ?? workflow.value['permissions'];
    if (permissions === undefined)
        return true;
    if (typeof permissions === 'string')
        return permissions === 'write-all';
    return Object.values((0,fields/* mappingAt */.oh)({ permissions }, ['permissions']) ?? {}).includes('write');
}
const suite = /^bitvault\/actions(?:\/(?<name>[\w-]+))?@/;
/** Names of the suite's actions that the job uses. */
const suiteActionsOf = ({ steps }) => steps.flatMap(({ uses }) => {
    const found = suite.exec(uses);
    return found === null ? [] : [found.groups?.['name'] ?? 'promote'];
});

;// CONCATENATED MODULE: ./packages/gitops/out/doctor/checks/environments.js






/** What guards the environments of the gates, and those with keys in them, in every repository. */
function* environmentFindings(patient) {
    yield* separationFindings(patient);
    const gates = (0,doctor_patient/* gatesOf */.og)(patient.policy).map(({ environment }) => environment);
    yield* findingsOf(patient.gitops, gates, [(0,doctor_patient/* branchRef */.Mi)(patient.gitops.branch)]);
    for (const application of patient.applications)
        yield* findingsOf(application, [], [(0,doctor_patient/* branchRef */.Mi)(application.branch), ...(0,doctor_patient/* sourceRefs */.ks)(patient.policy, application.repository)]);
}
function* separationFindings({ policy, gitops: { repository } }) {
    for (const { name, merge, separate } of policy.environments) {
        if (merge !== 'gate' || (0,out/* areApart */.NQ)(separate.promotion, 'reviewer', 'approver'))
            continue;
        const says = `the policy lets one person review what goes to ${name} and approve its gate`;
        yield { code: 'one-person-releases', repository, subject: `environment ${name} of promotion.yaml`, says };
    }
}
/** @param refs full refs from which jobs may use an environment with keys */
function* findingsOf(safeguards, gates, refs) {
    const { repository, environments } = safeguards;
    yield* unreadFinding('unread-environments', repository, `what guards the environments of ${repository}`, environments);
    if (environments.kind !== 'read' || lacks(safeguards, 'environments'))
        return;
    const withKeys = namedByJobs(safeguards);
    for (const name of distinct([...gates, ...withKeys])) {
        if (environments.value.some((each) => (0,doctor_patient/* isSame */.Ft)(each.name, name)))
            continue;
        const says = `there is no environment ${name}, which ${gates.includes(name) ? 'promotion.yaml' : 'a workflow'} names`;
        yield { code: 'environment-missing', repository, ...at(name), says, fix: making(safeguards, name, refs) };
    }
    for (const environment of environments.value) {
        const isGate = gates.some((gate) => (0,doctor_patient/* isSame */.Ft)(gate, environment.name));
        const isUsed = withKeys.some((name) => (0,doctor_patient/* isSame */.Ft)(name, environment.name));
        if (isGate)
            yield* environments_approvalFindings(safeguards, environment);
        if ((isGate || isUsed) && environment.waitTimer > 0)
            yield waiting(safeguards, environment);
        yield* isGate || isUsed || holdsSecrets(environment)
            ? refFindings(safeguards, environment, refs)
            : unreadSecrets(safeguards, environment, refs);
    }
}
const distinct = (names) => names.filter((name, index) => names.findIndex((other) => (0,doctor_patient/* isSame */.Ft)(other, name)) === index);
const holdsSecrets = ({ secrets }) => secrets.kind === 'read' && secrets.value.length > 0;
/** Where others than the base branch may use it, it matters whether it has secrets. */
function unreadSecrets(safeguards, environment, refs) {
    if ([...refFindings(safeguards, environment, refs)].length === 0)
        return [];
    const subject = `which secrets environment ${environment.name} has, which other branches may use,`;
    return unreadFinding('unread-secrets', safeguards.repository, subject, environment.secrets);
}
/** The environments that jobs with secrets name, expressions apart. */
function namedByJobs(safeguards) {
    return workflowsOf(safeguards)
        .workflows.flatMap(({ workflow }) => workflow.jobs)
        .filter((job) => secretsOf(job).size > 0)
        .map(environmentOf)
        .filter((name) => name !== '' && !name.includes('${{'));
}
const at = (name) => ({ subject: `environment ${name}`, setting: `Settings → Environments → ${name}` });
const making = ({ repository }, name, refs) => ({
    changes: onlyRefs(repository, { name, refs: { kind: 'any' } }, refs),
    safe: false,
});
function* environments_approvalFindings(safeguards, environment) {
    const { repository } = safeguards;
    const { name, reviewers, preventSelfReview, canAdminsBypass } = environment;
    const found = (code, says, change, safe) => ({
        code,
        repository,
        ...at(name),
        says,
        fix: { changes: [change], safe },
    });
    if (reviewers.length === 0) {
        if (lacks(safeguards, 'required-reviewers'))
            return;
        const unsaid = safeguards.plan === null && safeguards.visibility === 'private';
        const doubt = unsaid ? '; below the plan Enterprise, a private repository has none' : '';
        const change = environmentChange(repository, environment, {
            prevent_self_review: true,
            reviewers: [{ type: 'Team', id: '<number of the team that approves>' }],
        });
        yield found('environment-without-reviewers', `environment ${name} has no required reviewers${doubt}`, change, false);
        return;
    }
    if (!preventSelfReview) {
        const change = environmentChange(repository, environment, { prevent_self_review: true });
        yield found('environment-self-review', `in environment ${name}, whoever starts a run may approve it`, change, true);
    }
    if (canAdminsBypass !== false) {
        const how = canAdminsBypass ? 'may start' : 'may perhaps start, since GitHub does not say,';
        const change = environmentChange(repository, environment, { can_admins_bypass: false });
        yield found('environment-admins-bypass', `administrators ${how} what waits for environment ${name} without an approval`, change, true);
    }
}
const waiting = ({ repository }, environment) => {
    const { name, waitTimer } = environment;
    return {
        code: 'environment-wait-timer',
        repository,
        ...at(name),
        says: `every run that uses environment ${name} waits ${waitTimer} ${waitTimer === 1 ? 'minute' : 'minutes'} first`,
        // Somebody wanted the wait, and it opens no gate.
        fix: { changes: [environmentChange(repository, environment, { wait_timer: 0 })], safe: false },
    };
};
function* refFindings(safeguards, environment, refs) {
    const { repository } = safeguards;
    const { name } = environment;
    const found = (code, says) => ({
        code,
        repository,
        ...at(name),
        says,
        fix: { changes: onlyRefs(repository, environment, refs), safe: true },
    });
    switch (environment.refs.kind) {
        case 'any':
            yield found('environment-any-branch', `a workflow on any branch may use environment ${name}`);
            return;
        case 'protected':
            yield* protectedFindings(safeguards, name, refs, found);
            return;
        case 'selected': {
            const { patterns } = environment.refs;
            yield* unreadFinding('unread-environments', repository, `which branches may use environment ${name}`, patterns);
            const others = (patterns.kind === 'read' ? patterns.value : []).filter((each) => !refs.includes(`refs/${each.tag ? 'tags' : 'heads'}/${each.name}`));
            if (others.length === 0)
                return;
            const names = (0,doctor_patient/* listed */.KE)(others.map((each) => (each.tag ? `tags ${each.name}` : each.name)));
            yield found('environment-other-branches', `workflows on ${names} may use environment ${name}`);
            return;
        }
        default:
            return environment.refs;
    }
}
/** *Protected branches only* means branch protection, not rulesets; where no branch has it, every branch may deploy. */
function* protectedFindings({ repository, refs: guards, protectedBranches }, name, refs, found) {
    const protections = refs.map((ref) => guards.get(ref)?.protection);
    if (!protections.some((each) => each?.kind === 'read' && each.value.length > 0)) {
        const why = 'for the base branch has no branch protection, and rulesets do not count';
        yield found('environment-any-branch', `environment ${name} is for protected branches, which is any branch, ${why}`);
        return;
    }
    yield* unreadFinding('unread-environments', repository, `which branches are protected`, protectedBranches);
    const others = (protectedBranches.kind === 'read' ? protectedBranches.value : []).filter((branch) => !refs.includes((0,doctor_patient/* branchRef */.Mi)(branch)));
    if (others.length > 0)
        yield found('environment-other-branches', `environment ${name} is for all protected branches, and ${(0,doctor_patient/* listed */.KE)(others)} may be such too`);
}

;// CONCATENATED MODULE: ./packages/gitops/out/doctor/checks/keys.js




/** Where the keys lie of those who open and merge promotions. */
function* keyFindings({ gitops, applications }) {
    for (const safeguards of [gitops, ...applications]) {
        yield* secretFindings(safeguards);
        const { repository, deployKeys } = safeguards;
        yield* unreadFinding('unread-deploy-keys', repository, `which deploy keys ${repository} has`, deployKeys);
        for (const { id, title, mayWrite } of deployKeys.kind === 'read' ? deployKeys.value : []) {
            if (!mayWrite)
                continue;
            yield {
                code: 'deploy-key-writes',
                repository,
                subject: `deploy key ${title}`,
                says: `the deploy key ${title} may write`,
                setting: 'Settings → Deploy keys',
                fix: { changes: [{ method: 'DELETE', path: `/repos/${repository}/keys/${id}` }], safe: false },
            };
        }
    }
}
/** Actions that work with an App's key, or with a token made of one. */
const keyed = new Set([
    'promote',
    'rollback',
    'open-gitops-pr',
    'auto-merge-dev',
    'prod-manual-gate',
]);
function* secretFindings(safeguards) {
    const { repository, secrets, organizationSecrets, environments } = safeguards;
    const keys = keysOf(safeguards);
    if (keys.length === 0 || lacks(safeguards, 'environments'))
        return;
    yield* unreadFinding('unread-secrets', repository, `which secrets ${repository} has`, secrets);
    if (secrets.kind === 'read')
        yield* unreadFinding('unread-secrets', repository, `which secrets of the organization ${repository} gets`, organizationSecrets);
    const kept = (environments.kind === 'read' ? environments.value : []).filter(({ secrets: held }) => held.kind === 'read' ? held.value.length > 0 : true);
    for (const key of keys) {
        const places = [
            ...(secrets.kind === 'read' && secrets.value.some((name) => (0,doctor_patient/* isSame */.Ft)(name, key)) ? ['the repository'] : []),
            ...(organizationSecrets.kind === 'read' && organizationSecrets.value.some((name) => (0,doctor_patient/* isSame */.Ft)(name, key))
                ? ['the organization']
                : []),
        ];
        for (const place of places) {
            const shared = place === 'the organization';
            const path = shared
                ? `/orgs/${safeguards.owner.login}/actions/secrets/${key}`
                : `/repos/${repository}/actions/secrets/${key}`;
            const where = kept.length === 0 ? 'an environment' : `environment ${kept[0]?.name ?? ''}`;
            yield {
                code: 'key-outside-environment',
                repository,
                subject: `secret ${key}`,
                says: `the key ${key} is a secret of ${place}, which workflows on every branch get, and not only of ${where}`,
                setting: shared
                    ? 'the organization’s Settings → Secrets and variables → Actions'
                    : 'Settings → Secrets and variables → Actions',
                fix: { changes: [{ method: 'DELETE', path }], safe: false },
            };
        }
    }
}
/** The secrets of jobs that use a key. */
function keysOf(safeguards) {
    const jobs = workflowsOf(safeguards).workflows.flatMap(({ workflow }) => workflow.jobs);
    const holding = jobs.filter((job) => suiteActionsOf(job).some((name) => keyed.has(name)));
    return [...new Set(holding.flatMap((job) => [...secretsOf(job)]))];
}

// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __webpack_require__(14006);
;// CONCATENATED MODULE: ./packages/gitops/out/doctor/codeowners.js

/** A CODEOWNERS file: "the last matching pattern takes the most precedence", and a line without owners takes them away. */
function parseOwners(text) {
    const lines = text.split(/\r?\n/).flatMap((raw, index) => {
        const [pattern, ...owners] = raw
            .replace(/(^|\s)#.*$/, '')
            .trim()
            .split(/(?<!\\)\s+/);
        if (pattern === undefined || pattern === '')
            return [];
        return [{ line: index + 1, matches: matcher(pattern.replaceAll('\\ ', ' ')), owners }];
    });
    return (path) => lines.findLast((line) => line.matches(path))?.owners ?? [];
}
/** gitignore's rules, without `!` and `[ ]`, which GitHub does not take (docs, "About code owners"). */
function matcher(pattern) {
    const anchored = pattern.replace(/\/$/, '').includes('/');
    const bare = pattern.replace(/^\//, '').replace(/\/$/, '');
    const glob = anchored ? bare : `**/${bare}`;
    const options = { dot: true, nobrace: true, nobracket: true, noext: true, nonegate: true };
    const itself = picomatch(glob, options);
    const below = picomatch(`${glob}/**/*`, options);
    // `docs/*` is for files of the folder and not for what is in folders of it.
    const within = !/(^|\/)\*$/.test(pattern) || pattern === '*';
    return (path) => (!pattern.endsWith('/') && itself(path)) || (within && below(path));
}

;// CONCATENATED MODULE: ./packages/gitops/out/doctor/checks/owners.js





/** Whether those who answer for them review the files that decide. */
function* ownerFindings({ gitops, policy }) {
    const { repository, files, ownersErrors, branch } = gitops;
    if (files.kind !== 'read' || lacks(gitops, 'code-owners'))
        return;
    const file = files.value.owners;
    if (file?.text === null) {
        const says = `the file ${file.path} is too large, or no text`;
        yield { code: 'unread-owners', repository, subject: file.path, says };
        return;
    }
    const ownersOf = file === null ? () => [] : parseOwners(file.text);
    const workflows = files.value.workflows.map(({ path }) => path);
    const wanted = [
        'promotion.yaml',
        file?.path ?? '.github/CODEOWNERS',
        ...workflows,
        ...trustedRoots(policy),
        ...gatedFiles(policy),
    ];
    const missing = wanted.filter((path) => ownersOf(path).length === 0);
    if (missing.length > 0) {
        const subject = file?.path ?? 'CODEOWNERS';
        const says = file === null
            ? `the branch ${branch} has no CODEOWNERS, so that nobody owns ${(0,doctor_patient/* listed */.KE)(brief(missing))}`
            : `nobody owns ${(0,doctor_patient/* listed */.KE)(brief(missing))}`;
        const setting = `${subject} on ${branch}`;
        yield {
            code: 'owners-missing',
            repository,
            subject,
            says,
            setting,
            ...(file !== null && { at: { file: file.path, line: 1, column: 1 } }),
        };
    }
    if (file === null)
        return;
    yield* unreadFinding('unread-owners', repository, `whether GitHub takes ${file.path}`, ownersErrors);
    for (const { line, message } of ownersErrors.kind === 'read' ? ownersErrors.value : [])
        yield {
            code: 'owners-unknown',
            repository,
            subject: file.path,
            says: `line ${line} of ${file.path}: ${message}`,
            at: { file: file.path, line, column: 1 },
        };
}
/** The files that say whose signatures are believed. */
const trustedRoots = ({ services }) => [
    ...new Set([...services.values()].flatMap(({ trust: { sigstore } }) => sigstore.kind === 'trusted-root' ? [sigstore.path] : [])),
];
/** Holds and digests of environments with a gate. */
function gatedFiles(policy) {
    const gated = policy.environments.filter(({ merge }) => merge === 'gate').map(({ name }) => name);
    return [
        ...new Set(gated.flatMap((environment) => [...policy.services.keys()].flatMap((service) => [
            (0,out/* holdPath */.nq)(environment, service),
            (0,out/* digestFile */.TM)(policy, environment, service),
        ]))),
    ];
}
const most = 4;
function brief(paths) {
    if (paths.length <= most)
        return paths;
    return [...paths.slice(0, most - 1), `${paths.length - most + 1} more`];
}

;// CONCATENATED MODULE: ./packages/gitops/out/doctor/checks/sources.js




/** Who may change what builds and signs the images. */
function* sourceFindings(patient) {
    const { gitops, applications, unseen, signers, policy } = patient;
    for (const name of unseen) {
        const says = `images come from ${name}, which the token may not see. With an installation there it could`;
        yield { code: 'unread-source', repository: gitops.repository, subject: name, says };
    }
    for (const { repository, refs } of applications)
        for (const ref of (0,doctor_patient/* sourceRefs */.ks)(policy, repository))
            yield* sourceRefFindings(repository, ref, refs.get(ref));
    for (const [repository, refs] of signers)
        for (const [ref, guards] of refs)
            yield* signerFindings(patient, repository, ref, guards);
}
/** Whether somebody alone can have a commit of theirs built at this ref. */
function* sourceRefFindings(repository, ref, guards) {
    if (guards === undefined)
        return;
    yield* unreadFinding('unread-source', repository, `which rules bind ${ref} of ${repository}`, guards.rulesets);
    if (guards.rulesets.kind === 'unread')
        return;
    const isTag = ref.startsWith('refs/tags/');
    const reviews = guardsOf(guards, 'review').filter(({ rule }) => rule.kind === 'review' && rule.approvals > 0);
    const keeping = isTag ? guardsOf(guards, 'creation') : [...reviews, ...guardsOf(guards, 'update')];
    if (keeping.length > 0)
        return;
    if (!isTag && guards.protection.kind === 'unread') {
        yield* unreadFinding('unread-source', repository, `the branch protection of ${ref}`, guards.protection);
        return;
    }
    const says = isTag
        ? `whoever may write to ${repository} can make the tag ${ref}, at which images are built`
        : `the branch ${ref} of ${repository}, at which images are built, takes changes without a review`;
    const setting = 'Settings → Rules → Rulesets';
    yield { code: 'source-ref-open', repository, subject: ref, says, setting, fix: keptBy(repository, ref) };
}
const stillTag = [{ type: 'update' }, { type: 'deletion' }];
/** Never safe: it takes from everybody who writes there what they could do alone. */
function keptBy(repository, ref) {
    if (!ref.startsWith('refs/tags/'))
        return reviewedRef(repository, ref);
    const releasers = {
        actor_type: 'Team',
        actor_id: '<number of the team that releases>',
        bypass_mode: 'always',
    };
    const rules = [{ type: 'creation' }, ...stillTag];
    return { changes: [newRuleset(repository, 'Released', ref, rules, [releasers])], safe: false };
}
const reviewedRef = (repository, ref) => ({
    changes: [newRuleset(repository, 'Reviewed', ref, reviewedRules({ codeOwners: false }))],
    safe: false,
});
/** Whether somebody can move a ref at which a shared workflow is believed. */
function* signerFindings({ gitops }, repository, ref, guards) {
    yield* unreadFinding('unread-source', repository, `which rules bind ${ref} of ${repository}`, guards.rulesets);
    if (guards.rulesets.kind === 'unread')
        return;
    const isTag = ref.startsWith('refs/tags/');
    const reviews = guardsOf(guards, 'review').filter(({ rule }) => rule.kind === 'review' && rule.approvals > 0);
    const still = isTag ? guardsOf(guards, 'update') : [...guardsOf(guards, 'update'), ...reviews];
    const there = isTag ? guardsOf(guards, 'deletion') : still;
    if (still.length > 0 && there.length > 0)
        return;
    if (!isTag && guards.protection.kind === 'unread') {
        yield* unreadFinding('unread-source', repository, `the branch protection of ${ref} of ${repository}`, guards.protection);
        return;
    }
    yield {
        code: 'signer-ref-moves',
        repository: gitops.repository,
        subject: `${repository} ${ref}`,
        says: `the policy believes a workflow of ${repository} at ${ref}, which whoever may write there can move`,
        setting: `Settings → Rules → Rulesets of ${repository}`,
        fix: isTag
            ? { changes: [newRuleset(repository, 'Believed workflows', ref, stillTag)], safe: false }
            : reviewedRef(repository, ref),
    };
}

// EXTERNAL MODULE: ./packages/gitops/out/repository/workflow-steps.js
var workflow_steps = __webpack_require__(66199);
// EXTERNAL MODULE: ./packages/gitops/out/repository/unreviewed-trust.js + 1 modules
var unreviewed_trust = __webpack_require__(87488);
;// CONCATENATED MODULE: ./packages/gitops/out/doctor/checks/workflows.js




/** What the workflows of the branch hand to others, in every repository. */
function* workflowFindings({ gitops, applications }) {
    for (const safeguards of [gitops, ...applications]) {
        const { repository, branch, files } = safeguards;
        yield* unreadFinding('unread-files', repository, `the files of ${branch} in ${repository}`, files);
        const { workflows, problems } = workflowsOf(safeguards);
        for (const { at, says } of problems)
            yield { code: 'workflow-unreadable', repository, subject: at.file, says: `the file ${at.file} ${says}`, at };
        for (const workflow of workflows) {
            yield* pinFindings(safeguards, workflow);
            yield* checkoutFindings(safeguards, workflow);
            yield* trustFindings(safeguards, workflow);
        }
    }
}
function* pinFindings({ repository }, { path, workflow }) {
    for (const job of workflow.jobs) {
        for (const { value, path: at } of [job, ...job.steps]) {
            const { uses } = value;
            if (typeof uses !== 'string' || (0,workflow_steps/* isPinned */.T4)(uses))
                continue;
            const rights = holdsRights(workflow, job);
            yield {
                code: 'action-not-pinned',
                repository,
                subject: path,
                says: `job ${job.id} of ${path} uses ${uses}${rights ? '' : ', though it holds nothing'}`,
                ...(rights ? {} : { severity: 'note' }),
                at: workflow.document.at([...at, 'uses']),
            };
        }
    }
}
function* checkoutFindings({ repository }, { path, workflow }) {
    for (const { event, step } of (0,workflow_steps/* pullRequestCheckouts */.A7)(workflow)) {
        const at = workflow.document.at([...step.path, step.uses === '' ? 'run' : 'uses'], 'key');
        const says = `a step of ${path}, which runs on ${event}, checks out a pull request`;
        yield { code: 'pull-request-checked-out', repository, subject: path, says, at };
    }
}
function* trustFindings({ repository }, { path, workflow }) {
    for (const { path: at, says } of (0,unreviewed_trust/* unreviewedTrustIn */.c)(workflow)) {
        const where = workflow.document.at(at, 'key');
        yield { code: 'trust-from-variables', repository, subject: path, says: `${says}, in ${path}`, at: where };
    }
}

// EXTERNAL MODULE: ./packages/gitops/out/doctor/finding.js
var doctor_finding = __webpack_require__(95460);
// EXTERNAL MODULE: ./packages/gitops/out/lint/output/outcome.js
var outcome = __webpack_require__(25129);
;// CONCATENATED MODULE: ./packages/gitops/out/doctor/looked-at.js





/** What was seen of each repository, and who may update the base branch. */
function lookedAt(patient) {
    const { gitops, applications, signers, apps } = patient;
    const shared = [...signers].map(([repository, refs]) => `${repository}: ${(0,doctor_patient/* listed */.KE)([...refs.keys()])}`);
    return [
        ...[gitops, ...applications].map(seenOf),
        ...shared,
        ...(apps.kind === 'read' ? [(0,outcome/* counted */.hS)(apps.value.length, 'App')] : []),
        ...updatersOf(patient),
    ];
}
function seenOf(safeguards) {
    const { repository, visibility, plan, branch, files, environments, rulesets } = safeguards;
    const kind = plan === null ? `${visibility}, of an unknown plan` : `${visibility}, plan ${out/* planNames */.AO[plan]}`;
    const secrets = [safeguards.secrets, safeguards.organizationSecrets];
    const seen = [
        ...amount(rulesets, 'ruleset'),
        ...amount(environments, 'environment'),
        ...(files.kind === 'read' ? [(0,outcome/* counted */.hS)(workflowsOf(safeguards).workflows.length, 'workflow')] : []),
        ...(files.kind === 'read' && files.value.owners !== null ? [files.value.owners.path] : []),
        ...(secrets.every(({ kind: read }) => read === 'read') ? ['names of secrets'] : []),
        ...amount(safeguards.variables, 'variable'),
        ...amount(safeguards.deployKeys, 'deploy key'),
        ...(safeguards.actions.kind === 'read' ? ['settings of Actions'] : []),
    ];
    return `${repository} (${kind}), branch ${branch}${seen.length === 0 ? '' : `: ${(0,doctor_patient/* listed */.KE)(seen)}`}`;
}
const amount = (reading, what) => reading.kind === 'read' ? [(0,outcome/* counted */.hS)(reading.value.length, what)] : [];
function updatersOf({ gitops, apps }) {
    const known = guardsOf(gitops.refs.get((0,doctor_patient/* branchRef */.Mi)(gitops.branch)), 'update').flatMap(({ bypass }) => bypass.kind === 'read' ? bypass.value : []);
    const names = [...new Set(known.map((actor) => actorName(actor, apps)))];
    return names.length === 0 ? [] : [`${gitops.branch} of ${gitops.repository} is updated by ${(0,doctor_patient/* listed */.KE)(names)}`];
}

;// CONCATENATED MODULE: ./packages/gitops/out/doctor/diagnosis.js














const checks = [
    planFindings,
    environmentFindings,
    keyFindings,
    baseBranchFindings,
    botBranchFindings,
    actionsFindings,
    appFindings,
    ownerFindings,
    workflowFindings,
    sourceFindings,
];
/** Facts to findings; asks nobody. */
function diagnose(patient, acceptances = new Map()) {
    const all = diagnosis_distinct(checks.flatMap((check) => [...check(patient)])).toSorted(byWeight);
    return {
        repository: patient.gitops.repository,
        findings: all.filter(({ code }) => !acceptances.has(code)),
        accepted: all.flatMap((finding) => {
            const reason = acceptances.get(finding.code);
            return reason === undefined ? [] : [{ finding, reason }];
        }),
        lookedAt: lookedAt(patient),
    };
}
const identity = ({ code, repository, subject, says, at }) => JSON.stringify([code, repository, subject, says, at?.line ?? 0]);
function diagnosis_distinct(findings) {
    return [...new Map(findings.map((finding) => [identity(finding), finding])).values()];
}
const weights = { error: 0, warning: 1, note: 2 };
const order = Object.keys(check/* topics */.v);
const byWeight = (left, right) => weights[(0,doctor_finding/* severityOf */.x)(left)] - weights[(0,doctor_finding/* severityOf */.x)(right)] ||
    order.indexOf((0,check_table/* checkOf */.E)(left.code).topic) - order.indexOf((0,check_table/* checkOf */.E)(right.code).topic);
/** What was not read, which is a finding of its own. */
const isUnread = ({ code }) => code.startsWith('unread-');
const countOf = (findings, severity) => findings.filter((finding) => (0,doctor_finding/* severityOf */.x)(finding) === severity).length;


/***/ }),

/***/ 58909:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ DoctorError)
/* harmony export */ });
/* unused harmony export doctorErrorCodes */
/** Why doctor cannot answer at all. */
const doctorErrorCodes = {
    DOCTOR_REPOSITORY_UNSEEN: 'The GitOps repository does not exist, or the token may not see it.',
    DOCTOR_POLICY_MISSING: 'The repository has no promotion.yaml that can be read.',
    DOCTOR_FINDINGS: 'There are findings of a severity that fails the step.',
    DOCTOR_OUTPUT_UNWRITABLE: 'The file for the result cannot be written.',
    DOCTOR_USAGE: 'The command was called in a way that it does not know.',
};
class DoctorError extends Error {
    name = 'DoctorError';
    code;
    next;
    constructor(code, message, next, options) {
        super(message, options);
        this.code = code;
        this.next = next;
    }
}


/***/ }),

/***/ 92582:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ examine)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60283);
/* harmony import */ var _doctor_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58909);
/* harmony import */ var _patient_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(41060);
/* harmony import */ var _promotion_refs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6899);




/**
 * Reads all that doctor looks at.
 * @throws DoctorError, PolicyError, or what the reader throws where GitHub gives no answer
 */
async function examine(reader, wanted) {
    const looked = await reader.look(wanted.repository, wanted.branch);
    if (looked === null)
        throw unseen(wanted.repository);
    const policy = policyOf(looked);
    const gitops = await reader.safeguards(looked, [(0,_patient_js__WEBPACK_IMPORTED_MODULE_3__/* .branchRef */ .Mi)(looked.branch), ...(0,_promotion_refs_js__WEBPACK_IMPORTED_MODULE_2__/* .promotionRefs */ .u)(policy)]);
    const named = wanted.applications ?? (0,_patient_js__WEBPACK_IMPORTED_MODULE_3__/* .sourcesOf */ .u0)(policy).filter((name) => !(0,_patient_js__WEBPACK_IMPORTED_MODULE_3__/* .isSame */ .Ft)(name, wanted.repository));
    const applications = [];
    const missing = [];
    for (const name of named) {
        const application = await reader.look(name, undefined);
        if (application === null)
            missing.push(name);
        else {
            const refs = [(0,_patient_js__WEBPACK_IMPORTED_MODULE_3__/* .branchRef */ .Mi)(application.branch), ...(0,_patient_js__WEBPACK_IMPORTED_MODULE_3__/* .sourceRefs */ .ks)(policy, name)];
            applications.push(await reader.safeguards(application, refs));
        }
    }
    const slugs = [policy.bot, policy.argocd ?? policy.bot].map(_patient_js__WEBPACK_IMPORTED_MODULE_3__/* .slugOf */ .tF);
    return {
        gitops,
        policy,
        applications,
        unseen: missing,
        signers: await signersOf(reader, policy),
        apps: await reader.apps(looked.owner, [...new Set(slugs)].filter((slug) => slug !== 'github-actions')),
    };
}
const unseen = (name) => new _doctor_error_js__WEBPACK_IMPORTED_MODULE_1__/* .DoctorError */ .K('DOCTOR_REPOSITORY_UNSEEN', `there is no repository ${name} that the token may see`, 'Check the name, and that the App of the token is installed there: GitHub hides what a token may not see.');
function policyOf({ repository, branch, files }) {
    const text = files.kind === 'read' ? files.value.policy?.text : undefined;
    if (text !== undefined && text !== null)
        return (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .parsePolicy */ .ON)(text);
    const why = files.kind === 'read' ? 'has no promotion.yaml that can be read' : 'could not be read';
    throw new _doctor_error_js__WEBPACK_IMPORTED_MODULE_1__/* .DoctorError */ .K('DOCTOR_POLICY_MISSING', `branch ${branch} of ${repository} ${why}`, files.kind === 'read'
        ? 'Name the GitOps repository and its base branch; docs/promotion.schema.json describes the file.'
        : 'Give the token `contents: read` there.');
}
/** Repositories of shared workflows that are believed at a ref; a commit nobody can move. */
async function signersOf(reader, { services }) {
    const refs = new Map();
    for (const { signer } of services.values()) {
        const found = /^(?<repository>[^/]+\/[^/]+)\/.+@(?<ref>refs\/.+)$/.exec(signer ?? '')?.groups;
        if (found === undefined)
            continue;
        const repository = (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .parseRepositoryName */ .$M)(found['repository'] ?? '');
        refs.set(repository, (refs.get(repository) ?? new Set()).add(found['ref'] ?? ''));
    }
    const guarded = new Map();
    for (const [repository, wanted] of refs)
        guarded.set(repository, await reader.guards(repository, [...wanted]));
    return guarded;
}


/***/ }),

/***/ 95460:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ severityOf)
/* harmony export */ });
/* harmony import */ var _check_table_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83923);

const severityOf = ({ code, severity }) => severity ?? (0,_check_table_js__WEBPACK_IMPORTED_MODULE_0__/* .checkOf */ .E)(code).severity;


/***/ }),

/***/ 41060:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ft: () => (/* binding */ isSame),
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   Mi: () => (/* binding */ branchRef),
/* harmony export */   ks: () => (/* binding */ sourceRefs),
/* harmony export */   og: () => (/* binding */ gatesOf),
/* harmony export */   tF: () => (/* binding */ slugOf),
/* harmony export */   u0: () => (/* binding */ sourcesOf)
/* harmony export */ });
/** The environments of the policy that wait for the approval of one of GitHub's. */
const gatesOf = ({ environments }) => environments.flatMap(({ name, environment }) => (environment === null ? [] : [{ name, environment }]));
/** `bitvault-promoter[bot]` → `bitvault-promoter` */
const slugOf = (login) => login.replace(/\[bot\]$/, '');
/** The refs of a repository that the policy takes images from. */
const sourceRefs = ({ services }, repository) => [
    ...new Set([...services.values()].filter((each) => isSame(each.source, repository)).map(({ ref }) => ref)),
];
const sourcesOf = ({ services }) => {
    const found = [];
    for (const { source } of services.values())
        if (!found.some((each) => isSame(each, source)))
            found.push(source);
    return found;
};
/** Names of repositories and environments are the same in whatever case. */
const isSame = (left, right) => left.toLowerCase() === right.toLowerCase();
const branchRef = (branch) => `refs/heads/${branch}`;
/** `a`, `a and b`, `a, b and c` */
const listed = (names) => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names);


/***/ }),

/***/ 6899:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ promotionRefs)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60283);
/* harmony import */ var _patient_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(41060);


/** A branch of each kind that the promoter writes, for each environment. */
function promotionRefs({ environments, services }) {
    const [service] = services.keys();
    return environments.flatMap(({ name: environment }) => [
        (0,_patient_js__WEBPACK_IMPORTED_MODULE_1__/* .branchRef */ .Mi)((0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .promotionBranch */ .Iw)(environment)),
        ...(service === undefined
            ? []
            : [_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .rollbackBranch */ .Rs, _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .resumeBranch */ .Y_].map((of) => (0,_patient_js__WEBPACK_IMPORTED_MODULE_1__/* .branchRef */ .Mi)(of({ environment, service })))),
    ]);
}


/***/ }),

/***/ 97516:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ jsonReport)
/* harmony export */ });
/* harmony import */ var _check_table_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83923);
/* harmony import */ var _diagnosis_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44873);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95460);
/* harmony import */ var _treated_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13861);




/** For programs. Fields are only added within a version. */
function jsonReport({ repository, findings, accepted, lookedAt, treatments }) {
    const body = {
        version: 1,
        repository,
        errors: (0,_diagnosis_js__WEBPACK_IMPORTED_MODULE_1__/* .countOf */ .pq)(findings, 'error'),
        warnings: (0,_diagnosis_js__WEBPACK_IMPORTED_MODULE_1__/* .countOf */ .pq)(findings, 'warning'),
        notes: (0,_diagnosis_js__WEBPACK_IMPORTED_MODULE_1__/* .countOf */ .pq)(findings, 'note'),
        findings: findings.map(entry),
        accepted: accepted.map(({ finding, reason }) => ({ ...entry(finding), reason })),
        lookedAt,
        fixed: treatments.map(({ finding, changes, failure }) => ({
            code: finding.code,
            repository: finding.repository,
            subject: finding.subject,
            changes,
            failure,
        })),
    };
    return `${JSON.stringify(body, null, 2)}\n`;
}
function entry(finding) {
    const { code, repository, subject, says, setting = null, at = null, fix } = finding;
    const { topic, attack, remedy } = (0,_check_table_js__WEBPACK_IMPORTED_MODULE_0__/* .checkOf */ .E)(code);
    return {
        code,
        severity: (0,_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .severityOf */ .x)(finding),
        topic,
        repository,
        subject,
        message: says,
        attack,
        remedy,
        setting,
        file: at?.file ?? null,
        line: at?.line ?? null,
        changes: fix?.changes ?? [],
        fixable: fix?.safe ?? false,
        page: (0,_treated_js__WEBPACK_IMPORTED_MODULE_3__/* .pageOf */ .ZZ)(code),
    };
}


/***/ }),

/***/ 2129:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ sarifReport)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _lint_output_docs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26046);
/* harmony import */ var _check_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83923);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95460);
/* harmony import */ var _treated_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13861);





/** What code scanning shows: 9.0 and above is critical, 4.0 medium, below that low. */
const scores = { error: '9.0', warning: '5.0', note: '1.0' };
const codes = Object.keys(_check_table_js__WEBPACK_IMPORTED_MODULE_1__/* .checks */ .A);
/** SARIF 2.1.0, as GitHub's code scanning reads it. A setting has no line: what is no file's is shown at promotion.yaml. */
function sarifReport(report) {
    const results = [
        ...report.findings.map((finding) => resultOf(finding, report)),
        ...report.accepted.map(({ finding, reason }) => ({
            ...resultOf(finding, report),
            suppressions: [{ kind: 'external', justification: reason }],
        })),
    ];
    const log = {
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        version: '2.1.0',
        runs: [
            {
                tool: { driver: { name: 'doctor', informationUri: _lint_output_docs_js__WEBPACK_IMPORTED_MODULE_4__/* .projectAddress */ .OV, rules: codes.map(descriptorOf) } },
                columnKind: 'utf16CodeUnits',
                results,
            },
        ],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
}
function descriptorOf(code) {
    const { title, attack, remedy, severity } = (0,_check_table_js__WEBPACK_IMPORTED_MODULE_1__/* .checkOf */ .E)(code);
    return {
        id: code,
        shortDescription: { text: (0,_treated_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(title) },
        fullDescription: { text: (0,_treated_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(attack) },
        help: { text: (0,_treated_js__WEBPACK_IMPORTED_MODULE_3__/* .plain */ .pj)(remedy), markdown: remedy },
        helpUri: (0,_treated_js__WEBPACK_IMPORTED_MODULE_3__/* .pageOf */ .ZZ)(code),
        defaultConfiguration: { level: severity },
        properties: { tags: ['security'], 'security-severity': scores[severity] },
    };
}
function resultOf(finding, { repository: gitops }) {
    const { code, repository, subject, says, at, fix } = finding;
    const place = repository === gitops && at !== undefined ? at : { file: 'promotion.yaml', line: 1, column: 1 };
    const how = (fix?.changes ?? []).map((change) => `\n${(0,_treated_js__WEBPACK_IMPORTED_MODULE_3__/* .commandOf */ .Nl)(change)}`).join('');
    return {
        ruleId: code,
        ruleIndex: codes.indexOf(code),
        level: (0,_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .severityOf */ .x)(finding),
        message: { text: `${repository}: ${says}.${how}` },
        locations: [
            {
                physicalLocation: {
                    artifactLocation: { uri: place.file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
                    region: { startLine: place.line, startColumn: place.column },
                },
                logicalLocations: [{ fullyQualifiedName: `${repository}: ${subject}`, kind: 'resource' }],
            },
        ],
        partialFingerprints: {
            'finding/v1': (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(`${code}\0${repository}\0${subject}`).digest('hex'),
        },
    };
}


/***/ }),

/***/ 58077:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ textReport),
/* harmony export */   s: () => (/* binding */ headings)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
/* harmony import */ var _lint_output_outcome_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(25129);
/* harmony import */ var _check_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83923);
/* harmony import */ var _diagnosis_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44873);
/* harmony import */ var _finding_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(95460);
/* harmony import */ var _treated_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(13861);






const headings = {
    error: 'Defeats a gate',
    warning: 'Weakens a gate',
    note: 'Worth knowing',
};
const colours = { error: 'red', warning: 'yellow', note: 'cyan' };
/** For people, on a terminal or in a log. */
function textReport(report, { colours: wanted }) {
    const style = (format, text) => (wanted ? (0,node_util__WEBPACK_IMPORTED_MODULE_0__.styleText)(format, text, { validateStream: false }) : text);
    const sections = [
        ...treatmentSection(report, style),
        ...['error', 'warning', 'note'].flatMap((severity) => section(style([colours[severity], 'bold'], headings[severity]), (0,_treated_js__WEBPACK_IMPORTED_MODULE_4__/* .holesOf */ .V6)(report).filter((finding) => (0,_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .severityOf */ .x)(finding) === severity), style)),
        ...section(style(['red', 'bold'], 'Could not be read, and is not taken for fine'), (0,_treated_js__WEBPACK_IMPORTED_MODULE_4__/* .unreadOf */ .Ds)(report), style),
        ...acceptedSection(report, style),
        `${style('bold', 'Looked at')}\n${report.lookedAt.map((line) => `  ${shown(line)}\n`).join('')}`,
    ];
    return `${sections.join('\n')}\n${verdict(report, style)}\n`;
}
function section(heading, findings, style) {
    if (findings.length === 0)
        return [];
    return [`${heading}\n${findings.map((finding) => entry(finding, style)).join('\n')}`];
}
function entry(finding, style) {
    const { code, repository, says, setting, fix, at } = finding;
    const { attack, remedy } = (0,_check_table_js__WEBPACK_IMPORTED_MODULE_1__/* .checkOf */ .E)(code);
    const where = at === undefined ? repository : `${repository} ${at.file}:${at.line}`;
    const lines = [
        `  ${style('bold', capital(shown(says)))}.  ${style('dim', code)}`,
        `    ${shown(where)}${setting === undefined ? '' : `: ${shown(setting)}`}`,
        ...wrapped((0,_treated_js__WEBPACK_IMPORTED_MODULE_4__/* .plain */ .pj)(attack)).map((line) => `    ${style('dim', line)}`),
        ...wrapped((0,_treated_js__WEBPACK_IMPORTED_MODULE_4__/* .plain */ .pj)(remedy)).map((line) => `    ${line}`),
        ...(fix?.changes ?? []).map((change) => `    ${style('green', `$ ${shown((0,_treated_js__WEBPACK_IMPORTED_MODULE_4__/* .commandOf */ .Nl)(change))}`)}`),
        ...(fix?.safe === true ? [`    ${style('green', 'or let --fix do it')}`] : []),
    ];
    return `${lines.join('\n')}\n`;
}
function treatmentSection({ treatments }, style) {
    if (treatments.length === 0)
        return [];
    const lines = treatments.map(({ finding, changes, failure }) => {
        const done = failure === null ? style('green', 'done') : style('red', `failed: ${shown(failure)}`);
        return [
            `  ${finding.code} at ${shown(finding.subject)}: ${done}`,
            ...changes.map((change) => `    ${shown((0,_treated_js__WEBPACK_IMPORTED_MODULE_4__/* .commandOf */ .Nl)(change))}`),
            '',
        ].join('\n');
    });
    return [`${style('bold', 'Fixed')}\n${lines.join('')}`];
}
function acceptedSection({ accepted }, style) {
    if (accepted.length === 0)
        return [];
    const lines = accepted.map(({ finding, reason }) => `  ${capital(shown(finding.says))}.  ${finding.code}: ${shown(reason)}\n`);
    return [`${style('bold', 'Accepted')}\n${lines.join('')}`];
}
function verdict(report, style) {
    const { findings } = report;
    if (findings.length === 0)
        return style('green', `Nothing found: the gates of ${report.repository} hold.`);
    const parts = [
        (0,_lint_output_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .counted */ .hS)((0,_diagnosis_js__WEBPACK_IMPORTED_MODULE_2__/* .countOf */ .pq)(findings, 'error'), 'error'),
        (0,_lint_output_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .counted */ .hS)((0,_diagnosis_js__WEBPACK_IMPORTED_MODULE_2__/* .countOf */ .pq)(findings, 'warning'), 'warning'),
        (0,_lint_output_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .counted */ .hS)((0,_diagnosis_js__WEBPACK_IMPORTED_MODULE_2__/* .countOf */ .pq)(findings, 'note'), 'note'),
    ];
    const [first] = findings;
    return `${parts.join(', ')} in ${report.repository}.${first === undefined ? '' : ` Each code is described: ${(0,_treated_js__WEBPACK_IMPORTED_MODULE_4__/* .pageOf */ .ZZ)(first.code)}`}`;
}
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const width = 112;
function wrapped(text) {
    const lines = [];
    for (const word of text.split(' ')) {
        const line = lines.at(-1);
        if (line === undefined || line.length + word.length + 1 > width)
            lines.push(word);
        else
            lines[lines.length - 1] = `${line} ${word}`;
    }
    return lines;
}
/** Names are anybody's: what would end a line, what a terminal obeys, and what turns the order round is taken out. */
const shown = (text) => text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ');


/***/ }),

/***/ 13861:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ds: () => (/* binding */ unreadOf),
/* harmony export */   Nl: () => (/* binding */ commandOf),
/* harmony export */   V6: () => (/* binding */ holesOf),
/* harmony export */   ZZ: () => (/* binding */ pageOf),
/* harmony export */   pj: () => (/* binding */ plain)
/* harmony export */ });
/* harmony import */ var _diagnosis_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44873);

const page = 'https://github.com/bitvault/actions/blob/v1/doctor/README.md';
/** Where each code is described. */
const pageOf = (code) => `${page}#${code}`;
const unreadOf = ({ findings }) => findings.filter(_diagnosis_js__WEBPACK_IMPORTED_MODULE_0__/* .isUnread */ .KJ);
const holesOf = ({ findings }) => findings.filter((each) => !(0,_diagnosis_js__WEBPACK_IMPORTED_MODULE_0__/* .isUnread */ .KJ)(each));
/** The request as somebody would send it with GitHub's own command. */
function commandOf({ method, path, body }) {
    const request = `gh api --method ${method} ${quoted(path)}`;
    return body === undefined ? request : `${request} --input - <<< ${quoted(JSON.stringify(body))}`;
}
/** For a shell, where it needs to be. */
const quoted = (text) => /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw `'\''`)}'`;
/** The emphasis of a remedy is Markdown, which a terminal does not show. */
const plain = (text) => text.replaceAll('*', '').replaceAll('`', '');


/***/ }),

/***/ 36897:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ firstFaults)
/* harmony export */ });
const mostFaults = 20;
/** The first of many faults, and how many more there are. */
const firstFaults = (faults) => faults.length <= mostFaults ? faults : [...faults.slice(0, mostFaults), `and ${faults.length - mostFaults} more`];


/***/ }),

/***/ 74979:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ grouped)
/* harmony export */ });
/** The items by key, keys in the order of their first item: `Map.groupBy`, which Node 20 does not have. */
function grouped(items, keyOf) {
    const groups = new Map();
    for (const item of items) {
        const key = keyOf(item);
        const group = groups.get(key);
        if (group === undefined)
            groups.set(key, [item]);
        else
            group.push(item);
    }
    return groups;
}


/***/ }),

/***/ 21865:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  kk: () => (/* reexport */ lint_error/* LintError */.k),
  zt: () => (/* reexport */ boardJson),
  sy: () => (/* reexport */ boardMarkdown),
  mT: () => (/* reexport */ boardOf),
  nF: () => (/* reexport */ cache/* cacheFolder */.nF),
  p$: () => (/* reexport */ check_folder/* checkFolder */.p),
  Bt: () => (/* reexport */ consult/* consult */.B),
  pq: () => (/* reexport */ diagnosis/* countOf */.pq),
  hS: () => (/* reexport */ outcome/* counted */.hS),
  BD: () => (/* reexport */ outcome/* enumerated */.BD),
  Hu: () => (/* reexport */ output/* failsOn */.Hu),
  oV: () => (/* reexport */ healthReasons),
  L7: () => (/* reexport */ json/* jsonReport */.L),
  qN: () => (/* reexport */ markdownReport),
  Zg: () => (/* reexport */ github/* noticeTitle */.Z),
  TO: () => (/* reexport */ consult/* parseAcceptance */.T),
  processContext: () => (/* reexport */ processContext),
  XX: () => (/* reexport */ output/* render */.XX),
  gd: () => (/* reexport */ docs/* rulePage */.gd),
  runCommand: () => (/* reexport */ runCommand),
  _I: () => (/* reexport */ sarif/* sarifReport */._),
  xJ: () => (/* reexport */ doctor_finding/* severityOf */.x),
  et: () => (/* reexport */ outcome/* subjectOf */.et),
  sv: () => (/* reexport */ outcome/* tallyOf */.sv),
  Mf: () => (/* reexport */ report_text/* textReport */.M)
});

// UNUSED EXPORTS: Application, DoctorError, InitError, Manifest, Resource, alternativeSet, checkOf, checks, diagnose, doctorErrorCodes, doctorOptions, examine, fieldAt, findTools, inCluster, initErrorCodes, layouts, lint, lintErrorCodes, lintOptions, lintRunErrorCodes, listAt, loadRepository, mappingAt, operatorNames, optionGroups, outputs, pageOf, parseAnswers, parseSettings, repositoryFiles, rules, sigstores, suiteOf, tally, templatings, textAt, topics

// EXTERNAL MODULE: ./packages/gitops/out/init/answers.js
var answers = __webpack_require__(99531);
// EXTERNAL MODULE: ./packages/gitops/out/init/init-error.js
var init_error = __webpack_require__(98315);
// EXTERNAL MODULE: ./packages/gitops/out/init/parse-answers.js
var parse_answers = __webpack_require__(61813);
// EXTERNAL MODULE: ./packages/gitops/out/init/repository.js + 4 modules
var repository = __webpack_require__(99951);
// EXTERNAL MODULE: ./packages/gitops/out/lint/lint.js
var lint = __webpack_require__(19426);
// EXTERNAL MODULE: ./packages/gitops/out/lint/rules/index.js + 62 modules
var rules = __webpack_require__(69865);
// EXTERNAL MODULE: ./packages/gitops/out/render/cache.js
var cache = __webpack_require__(11388);
// EXTERNAL MODULE: ./packages/gitops/out/render/tools.js
var tools = __webpack_require__(46333);
// EXTERNAL MODULE: ./packages/gitops/out/repository/application.js + 1 modules
var application = __webpack_require__(55555);
// EXTERNAL MODULE: ./packages/gitops/out/repository/load.js + 18 modules
var load = __webpack_require__(48698);
;// CONCATENATED MODULE: ./packages/gitops/out/repository/problem.js
/** What keeps a part of the repository from being looked at. */
const lintErrorCodes = {
    YAML_UNREADABLE: 'A YAML file cannot be read.',
    TOOL_MISSING: 'A program that renders manifests is not on the PATH.',
    SOURCE_PATH_MISSING: 'The path of an Application is not in the repository.',
    SOURCE_INVALID: 'The source of an Application says things that do not go together, or leads out of the repository.',
    RENDER_FAILED: 'Helm or Kustomize could not render an Application; Argo CD could not either.',
    RENDER_OUTSIDE: 'Rendering wants something that is not in the repository, such as a chart from elsewhere.',
    SET_NOT_EXPANDED: 'The Applications of an ApplicationSet cannot be known from the repository.',
};

// EXTERNAL MODULE: ./packages/gitops/out/lint/lint-error.js
var lint_error = __webpack_require__(1669);
;// CONCATENATED MODULE: ./packages/gitops/out/command/main.js

/** Every command by its name, each loaded only when asked for. */
const commands = {
    init: {
        about: 'Write a GitOps repository that works',
        load: async () => (await __webpack_require__.e(/* import() */ 843).then(__webpack_require__.bind(__webpack_require__, 4843))).initCommand,
    },
    lint: {
        about: 'Check a GitOps repository for what Argo CD would stumble over',
        load: async () => (await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 15818))).lintCommand,
    },
    doctor: {
        about: 'Look whether the gates of a GitOps repository can be walked round',
        load: async () => (await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 22804))).doctorCommand,
    },
};
const usage = `Usage: bitvault-gitops COMMAND [OPTION …]

${Object.entries(commands)
    .map(([name, { about }]) => `  ${name.padEnd(6)} ${about}`)
    .join('\n')}

bitvault-gitops COMMAND --help tells the options of each.
`;
/** Could not be carried out, as opposed to an answer that is no. */
const failed = 2;
/** Runs `bitvault-gitops` with its arguments; returns the exit code. */
async function runCommand(args, context) {
    const [name, ...rest] = helpLast(args);
    if (name === '--help' || name === '-h') {
        context.out(usage);
        return 0;
    }
    const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) {
        context.complain(`${unknown(name)}.\n\n${usage}`);
        return failed;
    }
    try {
        return await (await command.load()).run(rest, context);
    }
    catch (error) {
        context.complain(`${isCoded(error) ? refusal(error) : defect(error)}\n`);
        return failed;
    }
}
/** `help init` is `init --help`. */
const helpLast = ([first, ...rest]) => first === 'help' ? [...rest.slice(0, 1), '--help'] : [...(first === undefined ? [] : [first]), ...rest];
function unknown(name) {
    if (name === undefined)
        return 'No command given';
    return name.startsWith('-') ? `There is no option ${name} before a command` : `There is no command ${name}`;
}
/** Where the message is a list, what to do stands below it and not behind its last item. */
function refusal({ code, message, next }) {
    return message.includes('\n') ? `${code}: ${message}\nNext: ${next}` : `${code}: ${message}. Next: ${next}`;
}
/** Not 1, which says that something was looked at and found wanting. */
const defect = (error) => (error instanceof Error ? (error.stack ?? error.message) : String(error));
const isCoded = (error) => error instanceof Error && 'code' in error && 'next' in error && typeof error.next === 'string';
/** As the process has it. */
function processContext(openGitHub) {
    // Whoever reads along may stop, as `head` does.
    for (const stream of [process.stdout, process.stderr]) {
        stream.on('error', (error) => {
            if (error.code !== 'EPIPE')
                throw error;
        });
    }
    return {
        env: process.env,
        cwd: process.cwd(),
        openGitHub,
        program: process.argv[1] ?? '',
        out: (text) => process.stdout.write(text),
        complain: (text) => process.stderr.write(text),
        interactive: { out: process.stdout.isTTY, complain: process.stderr.isTTY },
    };
}

// EXTERNAL MODULE: ./packages/gitops/out/command/suite.js
var suite = __webpack_require__(40375);
// EXTERNAL MODULE: ./packages/gitops/out/lint/check-folder.js + 5 modules
var check_folder = __webpack_require__(34798);
// EXTERNAL MODULE: ./packages/gitops/out/lint/output/docs.js
var docs = __webpack_require__(26046);
// EXTERNAL MODULE: ./packages/gitops/out/lint/output/github.js
var github = __webpack_require__(73354);
// EXTERNAL MODULE: ./packages/gitops/out/lint/output/outcome.js
var outcome = __webpack_require__(25129);
// EXTERNAL MODULE: ./packages/gitops/out/lint/output/output.js + 3 modules
var output = __webpack_require__(81538);
// EXTERNAL MODULE: ./packages/gitops/out/lint/settings.js
var settings = __webpack_require__(50114);
// EXTERNAL MODULE: ./packages/promotion/out/index.js + 65 modules
var out = __webpack_require__(60283);
;// CONCATENATED MODULE: ./packages/gitops/out/board/delivery-figures.js
/** The figures of each environment, from what was promoted, newest first. */
function deliveryFigures(policy, newestFirst) {
    const oldestFirst = newestFirst.toReversed();
    return policy.environments.map(({ name }) => {
        const here = oldestFirst.filter(({ environment }) => environment === name);
        const promotions = here.filter(({ kind }) => kind === 'promotion');
        const rollbacks = here.filter(({ kind }) => kind === 'rollback');
        const first = firstOf(policy, name);
        return {
            environment: name,
            promotions: commitsOf(promotions),
            images: promotions.length,
            passage: first === name ? null : median(promotions.flatMap((each) => sinceIn(oldestFirst, first, each))),
            rollbacks: commitsOf(rollbacks),
            restoration: median(rollbacks.flatMap((each) => ranUntil(here, each))),
        };
    });
}
const commitsOf = (promoted) => new Set(promoted.map(({ commit }) => commit)).size;
/** The environment that takes builds, from which this one is reached. */
function firstOf(policy, name) {
    const from = policy.environments.find((environment) => environment.name === name)?.from ?? 'build';
    return from === 'build' ? name : firstOf(policy, from);
}
/** How long before it came here the image had come to `first`. */
function sinceIn(oldestFirst, first, { service, to, at }) {
    const arrival = oldestFirst.find((each) => each.environment === first && each.service === service && each.to === to && each.at <= at);
    return arrival === undefined ? [] : [at.getTime() - arrival.at.getTime()];
}
/** How long the image that a rollback took out had been there. */
function ranUntil(here, { service, from, at }) {
    const arrival = here.findLast((each) => each.service === service && each.to === from && each.at <= at);
    return arrival === undefined ? [] : [at.getTime() - arrival.at.getTime()];
}
function median(values) {
    const sorted = values.toSorted((left, right) => left - right);
    const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
    return low === undefined || high === undefined ? null : (low + high) / 2;
}

;// CONCATENATED MODULE: ./packages/gitops/out/board/promoted.js

/** What the commits brought, in their order. */
function promotedBy(commits) {
    return commits.flatMap(({ oid: commit, committedAt: at, message }) => {
        const approvals = (0,out/* parseApprovalTrailers */.bA)(message);
        return (0,out/* parseBumpTrailers */.gt)(message).map((bump) => ({
            ...bump,
            kind: bump.upstream === null ? 'rollback' : 'promotion',
            commit,
            at,
            approvals,
        }));
    });
}

;// CONCATENATED MODULE: ./packages/gitops/out/board/board.js



function boardOf({ state, policy, steps, history, since }) {
    const promoted = promotedBy(history.commits);
    const oldest = history.commits.at(-1)?.committedAt;
    return {
        base: state.base.oid,
        branch: state.base.branch,
        environments: policy.environments.map(({ name, from, merge, freeze }) => ({
            name,
            from,
            merge,
            freeze: (0,out/* activeFreeze */.WO)(freeze, state.base.now),
        })),
        rows: [...policy.services.keys()].map((service) => ({
            service,
            cells: new Map(policy.environments.map(({ name }) => [name, cellOf(state, policy, promoted, service, name)])),
        })),
        steps,
        otherReports: otherReports(state, policy),
        promoted,
        figures: deliveryFigures(policy, promoted),
        since: history.complete || oldest === undefined ? since : oldest,
    };
}
function cellOf(state, policy, promoted, service, environment) {
    const slot = { service, environment };
    const path = (0,out/* digestFile */.TM)(policy, environment, service);
    const digest = readable(() => (0,out/* deployedDigest */.XY)(state.base.files, policy, slot));
    if (digest === 'unreadable' || state.base.files.get(path)?.text === null)
        return { kind: 'unreadable', path };
    if (digest === undefined)
        return { kind: 'absent' };
    const holds = (0,out/* holdsAt */.wD)(state.base, policy);
    const held = { hold: holds.on(slot), broken: holds.brokenFor(slot).map((hold) => hold.path) };
    if (digest === null)
        return { kind: 'empty', ...held };
    const versions = state.versions.get(path) ?? [];
    const run = (0,out/* deployedHistory */.LT)(versions, (0,out/* digestPath */.GV)(policy, environment, service))[0];
    // The oldest version that was read need not be the one that brought it.
    const arrived = run?.digest === digest && run.commit !== versions.at(-1)?.commit ? run : null;
    const known = promoted.find((each) => each.service === service && each.to === digest && each.source !== null);
    return {
        kind: 'deployed',
        digest,
        since: arrived?.since ?? null,
        commit: arrived?.commit ?? null,
        source: known?.source ?? null,
        health: healthIn(state, policy, slot),
        ...held,
    };
}
function readable(read) {
    try {
        return read();
    }
    catch (error) {
        if (error instanceof out/* EditError */.F)
            return 'unreadable';
        throw error;
    }
}
/** Why services are not healthy by all that was read, where there is anything to tell it by. */
const healthReasons = (state, policy) => policy.environments.flatMap(({ name: environment }) => [...policy.services.keys()]
    .map((service) => ({ environment, service }))
    .filter((slot) => typeof readable(() => (0,out/* deployedDigest */.XY)(state.base.files, policy, slot)) === 'string')
    .flatMap((slot) => healthReason(state, policy, slot) ?? []));
/** Undefined where nobody waits for a report. */
function healthReason(state, policy, slot) {
    const contexts = (0,out/* contextsOf */.Dr)(policy, slot.environment);
    return contexts.length === 0 ? undefined : (0,out/* unprovenReason */.M2)(state, policy, slot, { contexts, soak: 0 });
}
function healthIn(state, policy, slot) {
    const unproven = healthReason(state, policy, slot);
    if (unproven === undefined)
        return null;
    if (unproven === null)
        return 'healthy';
    return unproven.code === 'HEALTH_FAILED' ? 'failed' : 'pending';
}
/** What Argo CD says beside what environments wait for, such as of the last one. */
function otherReports({ commits }, { environments, argocd }) {
    const awaited = new Set(environments.flatMap(({ healthy }) => healthy));
    const newest = new Map();
    for (const { oid: commit, statuses } of commits) {
        for (const { context, state, createdAt, creator } of statuses) {
            if (argocd === null || creator === null || !(0,out/* sameLogin */.Up)(creator.login, argocd) || awaited.has(context))
                continue;
            const known = newest.get(context);
            if (known === undefined || known.createdAt < createdAt)
                newest.set(context, { context, state, createdAt, commit });
        }
    }
    return [...newest.values()].toSorted((left, right) => left.context.localeCompare(right.context));
}

;// CONCATENATED MODULE: ./packages/gitops/out/board/board-json.js

/** The board for programs; times are RFC 3339 in UTC, durations seconds. `version` changes with the shape. */
function boardJson(board) {
    const { base, branch, environments, rows, steps, otherReports, promoted, figures, since } = board;
    return {
        version: 1,
        branch,
        commit: base,
        environments: environments.map(({ name, from, merge, freeze }) => ({
            name,
            from,
            merge,
            frozen: freeze && { until: freeze.until, reason: freeze.reason },
        })),
        services: rows.map(({ service, cells }) => ({
            name: service,
            environments: Object.fromEntries([...cells].map(([name, cell]) => [name, cellJson(cell)])),
        })),
        next: steps.map(out/* stepJson */.xi),
        reports: otherReports.map(({ context, state, createdAt, commit }) => ({
            context,
            state: state.toLowerCase(),
            at: createdAt,
            commit,
        })),
        since,
        promotions: promoted,
        figures: figures.map(({ passage, restoration, ...figure }) => ({
            ...figure,
            passageSeconds: seconds(passage),
            restorationSeconds: seconds(restoration),
        })),
    };
}
const seconds = (milliseconds) => (milliseconds === null ? null : Math.round(milliseconds / 1000));
function cellJson(cell) {
    switch (cell.kind) {
        case 'absent':
        case 'unreadable':
            return cell;
        case 'empty':
        case 'deployed':
            return { ...cell, hold: cell.hold && { by: cell.hold.by, since: cell.hold.since, reason: cell.hold.reason } };
    }
}

;// CONCATENATED MODULE: ./packages/gitops/out/board/board-links.js
const board_links_link = (text, url) => `[${text}](${url})`;
const shortDigest = (digest) => `\`${digest.slice(7, 19)}\``;
const commitUrl = (commit, { server, repository }) => `${server}/${repository}/commit/${commit}`;
/** The commit of an application repository on the same GitHub. */
const sourceLink = ({ repository, commit }, { server }) => board_links_link(`\`${repository}@${commit.slice(0, 7)}\``, commitUrl(commit, { server, repository }));

// EXTERNAL MODULE: ./packages/gitops/out/grouped.js
var grouped = __webpack_require__(74979);
;// CONCATENATED MODULE: ./packages/gitops/out/board/history-sections.js



const recentCommits = 10;
function figuresSection({ figures, since }) {
    if (figures.every(({ promotions, rollbacks }) => promotions + rollbacks === 0))
        return '';
    const rows = figures.map((each) => [
        each.environment,
        `${each.promotions} (${each.images} images)`,
        duration(each.passage),
        rollbackText(each),
        duration(each.restoration),
    ]);
    const header = [
        'environment',
        'promotions',
        'median time from the first environment',
        'rollbacks',
        'median time until rolled back',
    ];
    return `### Figures since ${(0,out/* minute */.Vc)(since).slice(0, 10)}\n\n${(0,out/* table */.tp)(header, rows)}`;
}
const rollbackText = ({ promotions, rollbacks }) => rollbacks === 0 || promotions === 0
    ? String(rollbacks)
    : `${rollbacks} (${Math.round((rollbacks / promotions) * 100)} %)`;
/** In its two largest units. */
function duration(milliseconds) {
    if (milliseconds === null)
        return '–';
    const minutes = Math.round(milliseconds / 60_000);
    if (minutes === 0)
        return 'under a minute';
    const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
    if (days > 0)
        return `${days} d ${hours} h`;
    return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}
/** A row for each commit. */
function promotedSection(promoted, addresses) {
    if (promoted.length === 0)
        return '';
    const commits = [...(0,grouped/* grouped */.z)(promoted, ({ commit, environment }) => `${commit} ${environment}`).values()];
    const rows = commits.slice(0, recentCommits).flatMap((together) => {
        const [first] = together;
        if (first === undefined)
            return [];
        const sources = together.flatMap(({ source }) => (source === null ? [] : [sourceLink(source, addresses)]));
        return [
            [
                board_links_link((0,out/* minute */.Vc)(first.at), commitUrl(first.commit, addresses)),
                first.kind === 'rollback' ? `**${first.environment}, rolled back**` : first.environment,
                some(together.map(({ service, to }) => `${service} ${shortDigest(to)}`)),
                some([...new Set(sources)]),
                approvedBy(first),
            ],
        ];
    });
    return `### Last promotions\n\n${(0,out/* table */.tp)(['when', 'environment', 'images', 'source', 'approved by'], rows)}`;
}
const shownOfCommit = 8;
/** The first of many, and how many more there are. */
function some(texts) {
    const left = texts.length - shownOfCommit;
    return [...texts.slice(0, shownOfCommit), ...(left > 0 ? [`and ${left} more`] : [])].join('<br>');
}
const approvedBy = ({ approvals: { reviewers, gate } }) => [...reviewers.map(out/* literal */.eu), ...gate.map((login) => `${(0,out/* literal */.eu)(login)} (gate)`)].join(', ');

;// CONCATENATED MODULE: ./packages/gitops/out/board/next-section.js



/** What `promote` would do, or why it would not. */
function nextSection(steps) {
    if (steps.length === 0)
        return '### What is next\n\nNothing: every environment is where it should be.';
    const alikes = [...(0,grouped/* grouped */.z)(steps, (step) => `${(0,out/* environmentOfStep */.jR)(step)} ${stateOf(step)}`).values()];
    const rows = alikes.flatMap((alike) => {
        const [first] = alike;
        if (first === undefined)
            return [];
        return [[(0,out/* literal */.eu)(whatOf(first, alike)), stateOf(first)]];
    });
    const reasons = steps.flatMap(out/* reasonsOfStep */.nN);
    const why = reasons.length === 0 ? '' : `\n\n${(0,out/* reasonList */.nJ)(reasons)}`;
    return `### What is next\n\n${(0,out/* table */.tp)(['what', 'state'], rows)}${why}`;
}
/** What somebody asked for goes by its branch, which has the service even where the step is about the whole pull request. */
function whatOf(first, alike) {
    const [, asked, environment, service] = /^(rollback|resume)\/([^/]+)\/([^/]+)$/.exec(first.pull?.headBranch ?? '') ?? [];
    if (asked !== undefined)
        return `${asked} of ${service} in ${environment}`;
    const services = alike.flatMap(out/* servicesOfStep */.IA).join(', ');
    return [services, (0,out/* environmentOfStep */.jR)(first)].filter(Boolean).join(' → ');
}
function stateOf(step) {
    const pull = step.pull === null ? '' : `${board_links_link(`#${step.pull.number}`, step.pull.url)} `;
    return `${pull}${stateWord[step.kind]}${codesOf(step)}`;
}
const stateWord = {
    open: 'is about to be proposed',
    update: 'is about to be brought up to date',
    merge: 'is about to be merged',
    gate: 'has everything but the approval of its environment, which is asked for next',
    close: 'is about to be closed',
    wait: 'waits',
    refuse: '**is refused**',
};
const codesOf = (step) => {
    const codes = new Set((0,out/* reasonsOfStep */.nN)(step).map((reason) => (0,out/* explain */.WE)(reason).code));
    return codes.size === 0 ? '' : `: ${[...codes].map((code) => `\`${code}\``).join(', ')}`;
};

;// CONCATENATED MODULE: ./packages/gitops/out/board/services-section.js


/** Every service in every environment, or with `unsettled` those that are not the same everywhere and well. */
function servicesSection(board, addresses, extent) {
    const shown = extent === 'unsettled' ? board.rows.filter((row) => !isSettled(row)) : board.rows;
    const left = board.rows.length - shown.length;
    const header = ['service', ...board.environments.map(environmentHeading)];
    const rows = shown.map(({ service, cells }) => [
        `**${service}**`,
        ...board.environments.map(({ name }) => cellText(cells.get(name), addresses, extent)),
    ]);
    const rest = left === 0 ? '' : `\n\n${left} more services run the same image in every environment, with nothing amiss.`;
    return `### What runs where\n\n${(0,out/* table */.tp)(header, rows)}${rest}`;
}
const environmentHeading = ({ name, freeze }) => freeze === null ? name : `${name} (frozen until ${(0,out/* minute */.Vc)(freeze.until)}: ${(0,out/* literal */.eu)(freeze.reason)})`;
/** One image everywhere, nowhere held, failed or unreadable. */
function isSettled({ cells }) {
    const there = [...cells.values()].filter(({ kind }) => kind !== 'absent');
    const digests = new Set(there.map((cell) => (cell.kind === 'deployed' ? cell.digest : null)));
    const calm = there.every((cell) => isCalm(cell));
    return calm && digests.size <= 1;
}
const isCalm = (cell) => cell.kind === 'deployed' && cell.hold === null && cell.broken.length === 0 && cell.health !== 'failed';
function cellText(cell, addresses, extent) {
    if (cell === undefined || cell.kind === 'absent')
        return '–';
    if (cell.kind === 'unreadable')
        return `cannot be read: ${(0,out/* literal */.eu)(cell.path)}`;
    const held = [
        ...(cell.hold === null ? [] : [`**held** by ${(0,out/* literal */.eu)(cell.hold.by)}: ${(0,out/* literal */.eu)(cell.hold.reason)}`]),
        ...cell.broken.map((path) => `**a hold is broken**: ${(0,out/* literal */.eu)(path)}`),
    ];
    if (cell.kind === 'empty')
        return ['nothing yet', ...held].join('<br>');
    const { health } = cell;
    const report = health === null ? [] : [healthWord[health]];
    const linked = extent === 'linked';
    return [
        imageText(cell, linked ? addresses : null),
        ...report,
        ...sinceText(cell, linked ? addresses : null),
        ...held,
    ].join('<br>');
}
/** Without addresses there are no links. */
function imageText({ digest, source }, addresses) {
    const image = shortDigest(digest);
    return source === null || addresses === null ? image : `${image} ${sourceLink(source, addresses)}`;
}
function sinceText({ since, commit }, addresses) {
    if (since === null)
        return [];
    const time = (0,out/* minute */.Vc)(since);
    return [`since ${commit === null || addresses === null ? time : board_links_link(time, commitUrl(commit, addresses))}`];
}
const healthWord = { healthy: 'healthy', pending: 'no report yet', failed: '**failed**' };

;// CONCATENATED MODULE: ./packages/gitops/out/board/board-markdown.js





/** GitHub refuses issues of more than 65,536 characters; a notice of what was cut has to fit in as well. */
const mostCharacters = 64_000;
/**
 * The board as Markdown, with headings from `###` on, at most 64,000 characters: with many services first the links are
 * left out, then the services that are the same everywhere. It tells no time but those of events, so that it stays the
 * same as long as nothing happens.
 */
function boardMarkdown(board, addresses) {
    const others = [nextSection(board.steps), reportsSection(board.otherReports), figuresSection(board)];
    const promoted = promotedSection(board.promoted, addresses);
    const footer = `Read from \`${board.branch}\` at ${board_links_link(`\`${board.base.slice(0, 7)}\``, commitUrl(board.base, addresses))}.`;
    const whole = (extent) => [servicesSection(board, addresses, extent), ...others, promoted, footer].filter((part) => part !== '').join('\n\n');
    for (const extent of ['linked', 'plain']) {
        const text = whole(extent);
        if (text.length <= mostCharacters)
            return text;
    }
    const least = whole('unsettled');
    return least.length <= mostCharacters ? least : cut(least);
}
/** Ends at the end of a line, so that no table row is left half. */
function cut(text) {
    const end = text.lastIndexOf('\n', mostCharacters);
    return `${text.slice(0, end)}\n\n… cut: it is longer than an issue can be. The JSON has all of it.`;
}
const stateOfReport = {
    SUCCESS: 'success',
    PENDING: 'pending',
    EXPECTED: 'pending',
    FAILURE: '**failure**',
    ERROR: '**error**',
};
/** Those that are not well by name, the others by number where they are many. */
function reportsSection(reports) {
    if (reports.length === 0)
        return '';
    const amiss = reports.filter(({ state }) => state !== 'SUCCESS');
    const shown = reports.length <= 10 ? reports : amiss;
    const rows = shown.map(({ context, state, createdAt, commit }) => [
        (0,out/* literal */.eu)(context),
        stateOfReport[state],
        `\`${commit.slice(0, 7)}\``,
        (0,out/* minute */.Vc)(createdAt),
    ]);
    const left = reports.length - shown.length;
    const rest = left === 0
        ? ''
        : `${shown.length === 0 ? '' : '\n\n'}${left} ${shown.length === 0 ? '' : 'more '}contexts report success.`;
    const listed = rows.length === 0 ? '' : (0,out/* table */.tp)(['context', 'state', 'commit', 'reported'], rows);
    return `### What else Argo CD reports\n\n${listed}${rest}`;
}

// EXTERNAL MODULE: ./packages/gitops/out/command/doctor.js
var doctor = __webpack_require__(22804);
// EXTERNAL MODULE: ./packages/gitops/out/command/lint.js
var command_lint = __webpack_require__(15818);
// EXTERNAL MODULE: ./packages/gitops/out/init/option-help.js
var option_help = __webpack_require__(7991);
// EXTERNAL MODULE: ./packages/gitops/out/doctor/check.js
var check = __webpack_require__(84313);
// EXTERNAL MODULE: ./packages/gitops/out/doctor/check-table.js + 1 modules
var check_table = __webpack_require__(83923);
// EXTERNAL MODULE: ./packages/gitops/out/doctor/consult.js + 1 modules
var consult = __webpack_require__(16728);
// EXTERNAL MODULE: ./packages/gitops/out/doctor/diagnosis.js + 17 modules
var diagnosis = __webpack_require__(44873);
// EXTERNAL MODULE: ./packages/gitops/out/doctor/doctor-error.js
var doctor_error = __webpack_require__(58909);
// EXTERNAL MODULE: ./packages/gitops/out/doctor/examine.js
var examine = __webpack_require__(92582);
// EXTERNAL MODULE: ./packages/gitops/out/doctor/finding.js
var doctor_finding = __webpack_require__(95460);
// EXTERNAL MODULE: ./packages/gitops/out/doctor/report/json.js
var json = __webpack_require__(97516);
// EXTERNAL MODULE: ./packages/gitops/out/doctor/report/text.js
var report_text = __webpack_require__(58077);
// EXTERNAL MODULE: ./packages/gitops/out/doctor/report/treated.js
var treated = __webpack_require__(13861);
;// CONCATENATED MODULE: ./packages/gitops/out/doctor/report/markdown.js







/** For the summary of a job. */
function markdownReport(report) {
    const { findings, accepted, treatments, lookedAt } = report;
    const holes = ['error', 'warning', 'note'].flatMap((severity) => findingSection(report_text/* headings */.s[severity], (0,treated/* holesOf */.V6)(report).filter((finding) => (0,doctor_finding/* severityOf */.x)(finding) === severity)));
    return [
        `## Doctor: ${(0,out/* literal */.eu)(report.repository)}`,
        findings.length === 0 ? 'Nothing found: the gates hold.' : `${tally(findings)}.`,
        ...(treatments.length === 0
            ? []
            : [
                '### Fixed',
                treatments
                    .map(({ finding, failure }) => `- \`${finding.code}\` at ${(0,out/* literal */.eu)(finding.subject)}: ${failure === null ? 'done' : `failed: ${(0,out/* literal */.eu)(failure)}`}`)
                    .join('\n'),
            ]),
        ...holes,
        ...findingSection('Could not be read, and is not taken for fine', (0,treated/* unreadOf */.Ds)(report)),
        ...(accepted.length === 0
            ? []
            : [
                '### Accepted',
                accepted
                    .map(({ finding, reason }) => `- ${(0,out/* literal */.eu)(finding.says)} (\`${finding.code}\`): ${(0,out/* literal */.eu)(reason)}`)
                    .join('\n'),
            ]),
        '### Looked at',
        lookedAt.map((line) => `- ${(0,out/* literal */.eu)(line)}`).join('\n'),
    ].join('\n\n');
}
function tally(findings) {
    const words = { error: 'error', warning: 'warning', note: 'note' };
    return ['error', 'warning', 'note']
        .filter((severity) => (0,diagnosis/* countOf */.pq)(findings, severity) > 0)
        .map((severity) => (0,outcome/* counted */.hS)((0,diagnosis/* countOf */.pq)(findings, severity), words[severity]))
        .join(', ');
}
function findingSection(heading, findings) {
    if (findings.length === 0)
        return [];
    const rows = findings.map((finding) => {
        const { code, repository, says, setting = '' } = finding;
        return [`${(0,out/* literal */.eu)(says)} ([\`${code}\`](${(0,treated/* pageOf */.ZZ)(code)}))`, (0,out/* literal */.eu)(repository), (0,out/* literal */.eu)(setting)];
    });
    return [`### ${heading}`, (0,out/* table */.tp)(['what', 'where', 'setting'], rows), details(findings)];
}
/** What an attacker would do and the request that closes it, folded. */
function details(findings) {
    const seen = new Set();
    const entries = findings.map(({ code, says, fix }) => {
        const { attack, remedy } = (0,check_table/* checkOf */.E)(code);
        const about = seen.has(code) ? [] : [`${attack} ${remedy}`];
        seen.add(code);
        const commands = (fix?.changes ?? []).map((change) => (0,treated/* commandOf */.Nl)(change).replaceAll('`', "'"));
        const block = commands.length === 0 ? [] : [`\`\`\`\`sh\n${commands.join('\n')}\n\`\`\`\``];
        return [`**${(0,out/* literal */.eu)(says)}**`, ...about, ...block].join('\n\n');
    });
    return `<details><summary>What somebody could do, and how it is closed</summary>\n\n${entries.join('\n\n')}\n\n</details>`;
}

// EXTERNAL MODULE: ./packages/gitops/out/doctor/report/sarif.js
var sarif = __webpack_require__(2129);
;// CONCATENATED MODULE: ./packages/gitops/out/doctor/index.js













;// CONCATENATED MODULE: ./packages/gitops/out/index.js































/***/ }),

/***/ 99531:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K_: () => (/* binding */ inCluster),
/* harmony export */   Xr: () => (/* binding */ templatings),
/* harmony export */   YF: () => (/* binding */ layouts),
/* harmony export */   ak: () => (/* binding */ privatePlans),
/* harmony export */   pr: () => (/* binding */ operatorNames),
/* harmony export */   us: () => (/* binding */ sigstores)
/* harmony export */ });
/** The plans on which a private repository can have gates at all. */
const privatePlans = ['pro', 'team', 'enterprise'];
const layouts = ['environment', 'service'];
const templatings = ['helm', 'kustomize'];
/** As build-sign-push chooses: the public one for public repositories, GitHub's own for private and internal ones. */
const sigstores = ['public-good', 'github'];
const operatorNames = ['external-secrets', 'cert-manager', 'keda'];
const inCluster = { kind: 'server', url: 'https://kubernetes.default.svc' };


/***/ }),

/***/ 68019:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ mostStatuses),
/* harmony export */   e: () => (/* binding */ collisions)
/* harmony export */ });
/* harmony import */ var _operators_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24853);

/** Names that answers, each right in itself, would give to two things, or make too long. */
function collisions(answers) {
    return [
        ...rivals('Application', applicationNames(answers)),
        ...rivals('resource', resourceNames(answers)),
        ...(answers.templating === 'kustomize' ? rivals('folder', folderNames(answers)) : []),
        ...repositories(answers),
        ...tooMany(answers),
    ];
}
function rivals(what, names) {
    const owners = new Map();
    return names.flatMap(([origin, name]) => {
        const owner = owners.get(name);
        owners.set(name, owner ?? origin);
        return owner === undefined ? [] : [problem(`${origin} and ${owner} would both have the ${what} ${name}`)];
    });
}
const problem = (message, code = 'INIT_NAMES_COLLIDE') => ({ code, message });
function applicationNames({ name, environments, services, layout, operators }) {
    const ofEnvironments = environments.flatMap((environment) => [
        [`environment ${environment.name}`, `${name}-${environment.name}`],
        [`the data of environment ${environment.name}`, `${name}-${environment.name}-data`],
    ]);
    const ofServices = environments.flatMap((environment) => services.map((service) => [
        `service ${service.name} in environment ${environment.name}`,
        `${name}-${environment.name}-${service.name}`,
    ]));
    const ofOperators = operators.length === 0
        ? []
        : [
            ['the operators', `${name}-operators`],
            ...(0,_operators_js__WEBPACK_IMPORTED_MODULE_0__/* .operatorApplications */ .Uq)(name, operators, environments).map(({ operator, name: application }) => [`operator ${operator.name}`, application]),
        ];
    return [['the root', `${name}-root`], ...ofOperators, ...ofEnvironments, ...(layout === 'service' ? ofServices : [])];
}
/** In the namespace of an environment, where all services live side by side. */
function resourceNames({ name, services }) {
    return [
        ['the database', 'database'],
        ['the address of the database', `${name}-database`],
        ['the migration', `${name}-migrate`],
        ...services.map((service) => [`service ${service.name}`, service.name]),
        ...services
            .filter(({ host }) => host !== null)
            .map((service) => [`the canary of service ${service.name}`, `${service.name}-canary`]),
    ];
}
/** Below `envs/<environment>`. */
const folderNames = ({ services }) => [
    ['what the services stand on', 'data'],
    ...services.map((service) => [`service ${service.name}`, service.name]),
];
function repositories({ owner, repository, source }) {
    const same = `${owner}/${repository}`.toLowerCase() === `${source.owner}/${source.name}`.toLowerCase();
    return same
        ? [problem(`--repository and --source are both ${owner}/${repository}, but must be two repositories`)]
        : [];
}
/** `promotion.yaml` takes at most so many commit statuses for one environment. */
const mostStatuses = 20;
function tooMany({ layout, services }) {
    if (services.length > 500)
        return [problem(`${services.length} services are more than the 500 that promotion.yaml can hold`, 'INIT_TOO_MANY')];
    if (layout !== 'service' || services.length <= mostStatuses)
        return [];
    return [
        problem(`${services.length} services with --layout service make as many commit statuses, but promotion.yaml takes ` +
            `${mostStatuses} for an environment; take --layout environment, or split the repository`, 'INIT_TOO_MANY'),
    ];
}


/***/ }),

/***/ 60553:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $q: () => (/* binding */ parseName),
/* harmony export */   D3: () => (/* binding */ parseSuiteRelease),
/* harmony export */   Dl: () => (/* binding */ parseUrl),
/* harmony export */   Ep: () => (/* binding */ parseServerUrl),
/* harmony export */   Fq: () => (/* binding */ parseEnvironmentLabel),
/* harmony export */   G4: () => (/* binding */ parseCodeOwner),
/* harmony export */   Oh: () => (/* binding */ parseCluster),
/* harmony export */   Ov: () => (/* binding */ nameFrom),
/* harmony export */   PJ: () => (/* binding */ parseSource),
/* harmony export */   SU: () => (/* binding */ parseRepository),
/* harmony export */   UG: () => (/* binding */ parseSigningKey),
/* harmony export */   Z2: () => (/* binding */ parseOperators),
/* harmony export */   ZD: () => (/* binding */ repeated),
/* harmony export */   dO: () => (/* binding */ parseSecretStore),
/* harmony export */   gR: () => (/* binding */ parseDomain),
/* harmony export */   l5: () => (/* binding */ parseRegistry),
/* harmony export */   mo: () => (/* binding */ parseMigration),
/* harmony export */   nO: () => (/* binding */ parseService),
/* harmony export */   o_: () => (/* binding */ isChain),
/* harmony export */   pZ: () => (/* binding */ parseOwner),
/* harmony export */   q5: () => (/* binding */ chainLength),
/* harmony export */   zu: () => (/* binding */ parseDatabaseHost)
/* harmony export */ });
/* unused harmony export parseServiceLabel */
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60283);
/* harmony import */ var _answers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99531);


/*
 * Every parser here throws a TypeError whose message completes "must be …".
 */
function matching(raw, pattern, expected) {
    if (pattern.test(raw))
        return raw;
    throw new TypeError(expected);
}
/** YAML 1.1, which Helm and Argo CD read, takes these for something else than text. */
const yamlWords = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);
/** And some readers of it this for a number. */
const yamlNumber = /^e-?[0-9]+$/;
/** No folder on Windows can be called so, and a clone there would fail. */
const deviceName = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/;
/** A DNS label that begins with a letter (RFC 1035, as a Service's name must be), and that YAML and folders can hold. */
function label(raw, what, longest) {
    const form = /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/;
    const expected = `${what}: lower-case letters, digits and inner hyphens, a letter first, at most ${longest}`;
    if (raw.length > longest)
        throw new TypeError(expected);
    matching(raw, form, expected);
    if (yamlWords.has(raw) || yamlNumber.test(raw))
        throw new TypeError(`${what} that YAML does not take for a truth value, a number or null`);
    if (deviceName.test(raw))
        throw new TypeError(`${what} that every system can have as a folder`);
    return raw;
}
/** GitHub App names have at most 34 characters, and the longest that is made from it ends in `-promoter`. */
const parseName = (raw) => label(raw, 'a name', 25);
/** A pod's name ends in two hashes, and its host name has at most 63 characters. */
const parseServiceLabel = (raw) => label(raw, 'a service name', 45);
function parseEnvironmentLabel(raw) {
    label(raw, 'an environment name', 30);
    if (raw === 'build')
        throw new TypeError('an environment name other than build, which promotion.yaml calls the build');
    if (raw.startsWith('preview'))
        throw new TypeError('an environment name that previews of pull requests do not use');
    return raw;
}
/** A promotion needs somewhere to come from, and `promotion.yaml` holds so many. */
const chainLength = '2 to 20: the first takes what was just built, the last is behind the gate';
const isChain = (names) => names.length >= 2 && names.length <= 20;
/** The names that come more than once. */
const repeated = (names) => new Set(names.filter((each, index) => names.indexOf(each) !== index));
/** What `parseName` takes that is nearest to the name of a repository. */
const nameFrom = (repository) => repository
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 25)
    .replace(/-+$/, '') || 'app';
const parseOwner = (raw) => matching(raw, /^(?=.{1,39}$)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/, 'the login of a user or an organisation on GitHub');
const parseRepository = (raw) => matching(raw, /^(?!\.{1,2}$)(?!.*\.git$)[A-Za-z0-9._-]{1,100}$/, 'the name of a repository: letters, digits, dots, hyphens and underscores, at most 100');
function parseSource(raw) {
    const [owner = '', name = '', ...more] = raw.split('/');
    try {
        if (more.length === 0)
            return { owner: parseOwner(owner), name: parseRepository(name) };
    }
    catch (cause) {
        throw new TypeError('a repository such as owner/name', { cause });
    }
    throw new TypeError('a repository such as owner/name');
}
/** `@acme/releasers` or `@alice` */
function parseCodeOwner(raw) {
    const expected = 'a team or a user as CODEOWNERS names it, such as @acme/releasers or @alice';
    const [name = '', slug, ...more] = raw.replace(/^@/, '').split('/');
    try {
        const login = parseOwner(name);
        if (!raw.startsWith('@'))
            throw new TypeError(expected);
        if (slug === undefined)
            return { kind: 'user', login };
        if (more.length === 0 && /^[a-z0-9](?:[a-z0-9_-]{0,98}[a-z0-9])?$/.test(slug))
            return { kind: 'team', organisation: login, slug };
    }
    catch (cause) {
        throw new TypeError(expected, { cause });
    }
    throw new TypeError(expected);
}
function parseRegistry(raw) {
    const expected = 'where images are pushed, such as ghcr.io/owner: host and path in lower case, without a slash at the end';
    if (raw !== raw.toLowerCase())
        throw new TypeError(expected);
    try {
        (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .parseImageName */ ["if"])(`${raw}/image`);
    }
    catch (cause) {
        throw new TypeError(expected, { cause });
    }
    return raw;
}
/** Ends in letters, as the top of every domain does, so that no part of YAML is a number. */
const hostName = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])$/;
const parseDomain = (raw) => matching(raw, hostName, 'a domain such as example.com, lower case');
function parseDatabaseHost(raw) {
    const expected = 'a host name with {env} in it, such as postgres.{env}.internal.example.com';
    if (!raw.includes('{env}'))
        throw new TypeError(expected);
    matching(raw.replaceAll('{env}', 'e'), hostName, expected);
    return raw;
}
/** Characters that may stand in plain YAML, and mean nothing to the templates of Argo CD and Helm. */
const plainUrl = /^https:\/\/[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:\/[A-Za-z0-9._~-]+)*$/;
function url(raw, expected) {
    if (!URL.canParse(raw))
        throw new TypeError(expected);
    return matching(raw, plainUrl, expected);
}
const parseUrl = (raw) => url(raw, 'an https address without a slash at the end, such as https://argocd.example.com');
function parseServerUrl(raw) {
    const expected = 'the https origin of a GitHub server, such as https://github.com';
    if (new URL(url(raw, expected)).origin !== raw)
        throw new TypeError(expected);
    return raw;
}
function parseCluster(raw) {
    if (raw === 'in-cluster')
        return _answers_js__WEBPACK_IMPORTED_MODULE_1__/* .inCluster */ .K_;
    const expected = 'the https address of an API server, or the name that Argo CD knows a cluster by';
    if (/:\/\//.test(raw))
        return { kind: 'server', url: url(raw, expected) };
    return { kind: 'name', name: matching(raw, /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/, expected) };
}
const hostLabel = /^(?:@|[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)$/;
/** `api`, or with what it needs: `api,host=api,database` or `worker,keda`. */
function parseService(raw) {
    const [name = '', ...options] = raw.split(',').map((part) => part.trim());
    let host = null;
    let database = false;
    let keda = false;
    for (const option of options) {
        const [key, value, ...more] = option.split('=');
        if (option === 'database')
            database = true;
        else if (option === 'keda')
            keda = true;
        else if (key === 'host' && value !== undefined && more.length === 0)
            host = matching(value, hostLabel, 'a service whose host is one label below the domain, or @ for the domain itself');
        else
            throw new TypeError('a service with no options but host=LABEL, database and keda, such as api,host=api,database');
    }
    if (keda && host !== null)
        throw new TypeError('a service with either keda or a host');
    return { name: parseServiceLabel(name), host, database, keda };
}
const parseSigningKey = (raw) => matching(raw, /^(?:[0-9A-F]{16}|[0-9A-F]{40})$/, 'the id of a GPG key: 16 or 40 hexadecimal digits, upper case');
function parseOperators(raw) {
    const names = raw.split(',').filter((part) => part.trim() !== '');
    const unknown = names.find((name) => !_answers_js__WEBPACK_IMPORTED_MODULE_1__/* .operatorNames */ .pr.some((known) => known === name.trim()));
    if (unknown !== undefined)
        throw new TypeError(`some of ${_answers_js__WEBPACK_IMPORTED_MODULE_1__/* .operatorNames */ .pr.join(', ')}`);
    return _answers_js__WEBPACK_IMPORTED_MODULE_1__/* .operatorNames */ .pr.filter((known) => names.some((name) => name.trim() === known));
}
/** `vault` or `SecretStore/vault` */
function parseSecretStore(raw) {
    const expected = 'a ClusterSecretStore such as vault, or a SecretStore such as SecretStore/vault';
    const [, kind = 'ClusterSecretStore', name = ''] = /^(?:(ClusterSecretStore|SecretStore)\/)?([^/]*)$/.exec(raw) ?? [];
    matching(name, /^(?=.{1,63}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, expected);
    return { kind: kind === 'SecretStore' ? 'SecretStore' : 'ClusterSecretStore', name };
}
/** `api node migrate.js`: the service whose image it runs in, and the arguments. */
function parseMigration(raw) {
    const [service = '', ...args] = raw.split(/\s+/).filter((part) => part !== '');
    const expected = 'a service and the arguments of its migration, such as "api node migrate.js"';
    if (args.length === 0)
        throw new TypeError(expected);
    if (args.some((arg) => !/^[\x21-\x7e]+$/.test(arg) || /\{\{|\}\}/.test(arg)))
        throw new TypeError(`${expected}, in printable ASCII and without {{ or }}`);
    return { service: parseServiceLabel(service), args };
}
function parseSuiteRelease(raw) {
    const [, version, commit] = /^(v\d+\.\d+\.\d+)@([0-9a-f]{40})$/.exec(raw) ?? [];
    if (version === undefined || commit === undefined)
        throw new TypeError('a version and the whole commit of bitvault/actions, as in v1.4.0@3d3c42e5aac5ba805825da76410c181273ba90b1');
    return { version, commit };
}


/***/ }),

/***/ 98315:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ InitError)
/* harmony export */ });
/* unused harmony export initErrorCodes */
/** Why `init` writes nothing, or stops. */
const initErrorCodes = {
    INIT_ANSWERS: 'One or more answers cannot be used; each has a code of its own.',
    INIT_ANSWER_MISSING: 'An answer without a default was not given.',
    INIT_ANSWER_INVALID: 'An answer does not have the form that it must have.',
    INIT_ANSWER_REPEATED: 'A name was given twice.',
    INIT_ANSWER_UNKNOWN: 'An answer names a service or an environment that the other answers do not have.',
    INIT_NAMES_COLLIDE: 'Two answers would give one name to two things in the cluster or in the repository.',
    INIT_TOO_MANY: 'There are more services than the chosen layout can hold.',
    INIT_CANCELLED: 'Somebody broke off the questions.',
    INIT_OPTION_UNKNOWN: 'The command line has an option or an argument that does not exist.',
    INIT_FOLDER_UNFIT: 'What was named is no folder, or cannot be written to.',
    INIT_FILE_DIFFERS: 'A file that would be written exists with other contents, or something stands in its way.',
    INIT_WRITE_FAILED: 'The file system did not take a file.',
};
/** Thrown with everything that is wrong, in the order of the answers. */
class InitError extends Error {
    name = 'InitError';
    code;
    next;
    problems;
    constructor(code, message, next, problems = [], options) {
        super(message, options);
        this.code = code;
        this.next = next;
        this.problems = problems;
    }
}


/***/ }),

/***/ 24853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Uq: () => (/* binding */ operatorApplications),
/* harmony export */   tG: () => (/* binding */ kindsOf)
/* harmony export */ });
/* unused harmony export operatorOf */
const kinds = (group, ...names) => names.map((kind) => ({ group, kind }));
const everyCluster = [
    ...kinds('', 'Namespace'),
    ...kinds('apiextensions.k8s.io', 'CustomResourceDefinition'),
    ...kinds('rbac.authorization.k8s.io', 'ClusterRole', 'ClusterRoleBinding'),
    ...kinds('admissionregistration.k8s.io', 'ValidatingWebhookConfiguration'),
];
const everyNamespace = [
    ...kinds('', 'Service', 'ServiceAccount'),
    ...kinds('apps', 'Deployment'),
    ...kinds('rbac.authorization.k8s.io', 'Role', 'RoleBinding'),
];
/** The kinds are those that the charts render with these values, at these versions. */
const known = {
    'external-secrets': {
        repository: 'https://charts.external-secrets.io',
        version: '1.3.1',
        values: null,
        otherNamespaces: [],
        clusterKinds: everyCluster,
        // Empty in Git: the operator puts its webhook's certificate there.
        namespacedKinds: [...everyNamespace, ...kinds('', 'Secret')],
    },
    'cert-manager': {
        repository: 'https://charts.jetstack.io',
        version: 'v1.21.2',
        // Its leases would be in kube-system, and a Job would look at its API after each sync.
        values: JSON.stringify({
            crds: { enabled: true },
            global: { leaderElection: { namespace: 'cert-manager' } },
            startupapicheck: { enabled: false },
        }),
        otherNamespaces: [],
        clusterKinds: [...everyCluster, ...kinds('admissionregistration.k8s.io', 'MutatingWebhookConfiguration')],
        namespacedKinds: everyNamespace,
    },
    keda: {
        repository: 'https://kedacore.github.io/charts',
        version: '2.20.2',
        values: null,
        // One RoleBinding, by which an API server of metrics may know who asks.
        otherNamespaces: ['kube-system'],
        clusterKinds: [...everyCluster, ...kinds('apiregistration.k8s.io', 'APIService')],
        namespacedKinds: everyNamespace,
    },
};
const operatorOf = (name) => ({ name, chart: name, ...known[name] });
/** The kinds of all of them, each once. */
function kindsOf(lists) {
    return [...new Map(lists.flat().map((each) => [`${each.group}/${each.kind}`, each])).values()];
}
/** Each operator once in each cluster that an environment is in, named after the first of these where there are several. */
function operatorApplications(name, operators, environments) {
    const address = ({ cluster }) => cluster.kind === 'server' ? `server ${cluster.url}` : `name ${cluster.name}`;
    const first = new Map(environments.toReversed().map((environment) => [address(environment), environment]));
    const clusters = environments.filter((environment) => first.get(address(environment)) === environment);
    return operators.flatMap((operator) => clusters.map((environment) => ({
        name: clusters.length === 1 ? `${name}-${operator}` : `${name}-${operator}-${environment.name}`,
        operator: operatorOf(operator),
        cluster: environment.cluster,
    })));
}


/***/ }),

/***/ 7991:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ optionGroups)
/* harmony export */ });
/* harmony import */ var _raw_answers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30108);

const flag = (form, says, standard) => standard === undefined ? { form, says } : { form, says, standard };
const texts = {
    owner: flag('--owner OWNER', 'owner of the GitOps repository on GitHub; must be given'),
    repository: flag('--repository NAME', 'its name', _raw_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .defaults */ .NT.repository),
    private: flag('--private PLAN', 'the GitOps repository is private, and its owner on this plan: pro, team or enterprise. Below enterprise there are no required reviewers: a member of the releasers starts the gate by hand', 'it is public'),
    source: flag('--source OWNER/NAME', 'the application repository, whose workflow builds the images; must be given'),
    name: flag('--name NAME', 'begins the names of Applications, namespaces and GitHub Apps', "from the source's name"),
    service: flag('--service NAME[,host=LABEL][,database][,keda]', 'a service; once for each. host: reachable from outside at LABEL below the domain, or at the domain itself with @. database: gets the address of the database and a token for it. keda: scaled by what waits for it; only without a host'),
    services: flag('--services A,B,C', 'the same for services without options; one of the two must be given'),
    registry: flag('--registry HOST/PATH', 'where the images are, each under the name of its service', 'ghcr.io/OWNER'),
    environments: flag('--environments A,B,…', 'in the order of promotion, two or more: a bot merges the first, a person approves in the last, a review is asked for between', _raw_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .defaults */ .NT.environments),
    migration: flag('--migration "SERVICE ARG …"', 'what runs in the image of that service before each new version', 'no migration'),
    'secret-store': flag('--secret-store [KIND/]NAME', "where External Secrets finds the database's password: a ClusterSecretStore, or KIND SecretStore", 'none: pods show the database tokens of their own'),
    previews: flag('--[no-]previews', 'environments for labelled pull requests of the source', 'yes'),
    releasers: flag('--releasers @OWNER,…', 'who approves what goes to the last environment', '@OWNER/releasers'),
    'rule-keepers': flag('--rule-keepers @OWNER,…', 'who may change rules, manifests and workflows', '@OWNER/rule-keepers'),
    'require-signed-commits': flag('--require-signed-commits', 'Argo CD takes only commits that one of the signing keys signed', 'no'),
    'signing-keys': flag('--signing-keys ID,…', 'GPG keys for that', 'the one by which github.com signs merges; others must say'),
    sigstore: flag('--sigstore SIGSTORE', "whose signatures the admission policies take. public-good: Sigstore's public instance, where the source is public; github: GitHub's own, where it is private or internal", _raw_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .defaults */ .NT.sigstore),
    'signer-workflow': flag('--signer-workflow OWNER/NAME/PATH@REF', 'the reusable workflow that builds and signs, where that of the source calls one: acme/ci/.github/workflows/build.yml@refs/tags/v2', "the source's own"),
    actions: flag('--actions VERSION@COMMIT', 'what the workflows run of bitvault/actions, pinned by its commit', 'the checkout that init runs from'),
    layout: flag('--layout LAYOUT', 'environment: one Application for each environment; service: one for each of its services', _raw_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .defaults */ .NT.layout),
    templating: flag('--templating TEMPLATING', 'helm or kustomize', _raw_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .defaults */ .NT.templating),
    cluster: flag('--cluster ENV=CLUSTER', 'address of an API server or name of a cluster in Argo CD; once for each', 'in-cluster'),
    domain: flag('--domain DOMAIN', 'of the last environment; the others are below it; must be given'),
    operators: flag('--operators A,B,…', 'what Argo CD installs there: external-secrets, cert-manager, keda', 'none'),
    'database-host': flag('--database-host HOST', 'with {env} for the environment', 'postgres.{env}.internal.DOMAIN'),
    'argocd-url': flag('--argocd-url URL', 'of its web interface, for links', 'https://argocd.DOMAIN'),
    'server-url': flag('--server-url URL', 'of GitHub, if it is an Enterprise Server', _raw_answers_js__WEBPACK_IMPORTED_MODULE_0__/* .defaults */ .NT['server-url']),
    yes: flag('--yes', 'ask nothing, even on a terminal'),
    'dry-run': flag('--dry-run', 'write nothing, say what would be written'),
    help: flag('-h, --help', 'show this'),
};
const group = (title, ...names) => ({
    title,
    options: names.map((name) => texts[name]),
});
/** The options of `init`, each once. */
const optionGroups = [
    group('What it is for', 'owner', 'repository', 'private', 'source', 'name', 'service', 'services', 'registry', 'environments', 'migration', 'secret-store', 'previews'),
    group('Who decides', 'releasers', 'rule-keepers', 'require-signed-commits', 'signing-keys', 'sigstore', 'signer-workflow', 'actions'),
    group('How it is cut', 'layout', 'templating'),
    group('Where it runs', 'cluster', 'domain', 'operators', 'database-host', 'argocd-url', 'server-url'),
    group('How it goes', 'yes', 'dry-run', 'help'),
];


/***/ }),

/***/ 61813:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ parseAnswers)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60283);
/* harmony import */ var _first_faults_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(36897);
/* harmony import */ var _answers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99531);
/* harmony import */ var _collisions_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(68019);
/* harmony import */ var _grammar_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60553);
/* harmony import */ var _init_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(98315);
/* harmony import */ var _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(30108);







/**
 * Judges all answers, fills in the defaults, and looks at what they would be to each other.
 *
 * @throws InitError with every problem, not only the first
 */
function parseAnswers(raw) {
    const reading = new Reading();
    const answers = readAnswers(raw, reading);
    const problems = reading.problems.length > 0 ? reading.problems : (0,_collisions_js__WEBPACK_IMPORTED_MODULE_2__/* .collisions */ .e)(answers);
    if (problems.length === 0)
        return answers;
    const told = problems.map(({ code, message }) => `${message} (${code})`);
    throw new _init_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InitError */ .n('INIT_ANSWERS', ['these answers cannot be used:', ...(0,_first_faults_js__WEBPACK_IMPORTED_MODULE_6__/* .firstFaults */ .G)(told).map((line) => `  ${line}`)].join('\n'), 'Give other answers; `bitvault-gitops init --help` says what each may be. Nothing was written.', problems);
}
/** Collects what is wrong and goes on with a stand-in, so that one run tells everything. */
class Reading {
    problems = [];
    note(code, message) {
        this.problems.push({ code, message });
    }
    parse(option, raw, parser, standIn) {
        if (raw === undefined || raw === '') {
            this.note('INIT_ANSWER_MISSING', `--${option} is missing, and has no default`);
            return standIn;
        }
        try {
            return parser(raw);
        }
        catch (error) {
            if (!(error instanceof TypeError))
                throw error;
            this.note('INIT_ANSWER_INVALID', `--${option} is ${JSON.stringify((0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .limited */ .TJ)(raw, 80))}, but must be ${error.message}`);
            return standIn;
        }
    }
    /** Null where nothing was said, or what cannot be used. */
    optional(option, raw, parser) {
        return raw === undefined || raw === '' ? null : this.parse(option, raw, parser, null);
    }
    distinct(option, names) {
        for (const name of (0,_grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .repeated */ .ZD)(names))
            this.note('INIT_ANSWER_REPEATED', `--${option} has ${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .limited */ .TJ)(name, 80)} more than once`);
    }
}
function readAnswers(raw, reading) {
    const owner = reading.parse('owner', raw.owner, _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseOwner */ .pZ, 'owner');
    const source = reading.parse('source', raw.source, _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseSource */ .PJ, { owner: 'owner', name: 'source' });
    const serverUrl = reading.parse('server-url', raw['server-url'] ?? _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .defaults */ .NT['server-url'], _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseServerUrl */ .Ep, _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .defaults */ .NT['server-url']);
    const domain = reading.parse('domain', raw.domain, _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseDomain */ .gR, 'example.com');
    const services = readServices(raw, reading);
    return {
        name: reading.parse('name', raw.name ?? (0,_grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .nameFrom */ .Ov)(source.name), _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseName */ .$q, 'name'),
        owner,
        privateOn: readPrivate(raw, reading),
        repository: reading.parse('repository', raw.repository ?? _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .defaults */ .NT.repository, _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseRepository */ .SU, 'gitops'),
        source,
        registry: reading.parse('registry', raw.registry ?? `${(0,_raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .registryHost */ .U$)(serverUrl)}/${owner.toLowerCase()}`, _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseRegistry */ .l5, 'ghcr.io/owner'),
        services,
        environments: readEnvironments(raw, reading),
        layout: reading.parse('layout', raw.layout ?? _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .defaults */ .NT.layout, oneOf(_answers_js__WEBPACK_IMPORTED_MODULE_1__/* .layouts */ .YF), 'environment'),
        templating: reading.parse('templating', raw.templating ?? _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .defaults */ .NT.templating, oneOf(_answers_js__WEBPACK_IMPORTED_MODULE_1__/* .templatings */ .Xr), 'helm'),
        serverUrl,
        argocdUrl: reading.parse('argocd-url', raw['argocd-url'] ?? `https://argocd.${domain}`, _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseUrl */ .Dl, 'https://a.b'),
        domain,
        databaseHost: reading.parse('database-host', raw['database-host'] ?? `postgres.{env}.internal.${domain}`, _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseDatabaseHost */ .zu, ''),
        previews: raw.previews ?? _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .defaults */ .NT.previews,
        releasers: readOwners('releasers', raw.releasers ?? `@${owner}/releasers`, reading),
        ruleKeepers: readOwners('rule-keepers', raw['rule-keepers'] ?? `@${owner}/rule-keepers`, reading),
        migration: readMigration(raw, services, reading),
        operators: readOperators(raw.operators ?? _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .defaults */ .NT.operators, reading),
        secretStore: readSecretStore(raw, services, reading),
        signingKeys: readSigningKeys(raw, serverUrl, reading),
        sigstore: readSigstore(raw, serverUrl, reading),
        signerWorkflow: reading.optional('signer-workflow', raw['signer-workflow'], _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .parseSignerWorkflow */ .pv),
        actions: readActions(raw, reading),
    };
}
function readActions({ actions }, reading) {
    const standIn = { commit: '0'.repeat(40), version: 'v0.0.0' };
    if (actions !== undefined)
        return reading.parse('actions', actions, _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseSuiteRelease */ .D3, standIn);
    reading.note('INIT_ANSWER_MISSING', '--actions is missing: init runs from no checkout that would tell the commit');
    return standIn;
}
function oneOf(choices) {
    return (raw) => {
        const found = choices.find((choice) => choice === raw);
        if (found === undefined)
            throw new TypeError(choices.join(' or '));
        return found;
    };
}
function readServices(raw, reading) {
    const given = [...(0,_raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .splitNames */ .bZ)(raw.services ?? ''), ...(raw.service ?? [])];
    const standIn = { name: 'service', host: null, database: false, keda: false };
    const services = given.map((text) => reading.parse('service', text, _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseService */ .nO, standIn));
    const [first, ...others] = services;
    if (first === undefined) {
        reading.note('INIT_ANSWER_MISSING', 'neither --service nor --services names a service');
        return [standIn];
    }
    reading.distinct('service', services.filter((service) => service !== standIn).map(({ name }) => name));
    reading.distinct('service', services.flatMap(({ host }) => (host === null ? [] : [`host=${host}`])));
    return [first, ...others];
}
function readEnvironments(raw, reading) {
    const names = (0,_raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .splitNames */ .bZ)(raw.environments ?? _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .defaults */ .NT.environments);
    for (const name of names)
        reading.parse('environments', name, _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseEnvironmentLabel */ .Fq, name);
    reading.distinct('environments', names);
    if (!(0,_grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .isChain */ .o_)(names))
        reading.note('INIT_ANSWER_INVALID', `--environments has ${names.length}, but must have ${_grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .chainLength */ .q5}`);
    const clusters = readClusters(raw.cluster ?? [], names, reading);
    return names.map((name) => ({ name, cluster: clusters.get(name) ?? _answers_js__WEBPACK_IMPORTED_MODULE_1__/* .inCluster */ .K_ }));
}
function readClusters(given, environments, reading) {
    const clusters = new Map();
    for (const text of given) {
        const [, environment = '', address = ''] = /^([^=]*)=(.*)$/.exec(text) ?? [];
        if (!environments.includes(environment)) {
            const known = environments.join(', ');
            reading.note('INIT_ANSWER_UNKNOWN', `--cluster ${JSON.stringify((0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .limited */ .TJ)(text, 80))} must begin with one of ${known}, and =`);
            continue;
        }
        if (clusters.has(environment))
            reading.distinct('cluster', [environment, environment]);
        clusters.set(environment, reading.parse(`cluster ${environment}=`, address, _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseCluster */ .Oh, _answers_js__WEBPACK_IMPORTED_MODULE_1__/* .inCluster */ .K_));
    }
    return clusters;
}
function readOwners(option, raw, reading) {
    const names = (0,_raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .splitNames */ .bZ)(raw);
    reading.distinct(option, names);
    if (names.length === 0)
        reading.note('INIT_ANSWER_MISSING', `--${option} names nobody`);
    return names.map((name) => reading.parse(option, name, _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseCodeOwner */ .G4, { kind: 'user', login: 'owner' }));
}
function readOperators(raw, reading) {
    reading.distinct('operators', (0,_raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .splitNames */ .bZ)(raw));
    return raw === '' ? [] : reading.parse('operators', raw, _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseOperators */ .Z2, []);
}
function readSecretStore(raw, services, reading) {
    const given = raw['secret-store'];
    if ((given ?? '') !== '' && (raw.migration ?? '') === '' && !services.some(({ database }) => database))
        reading.note('INIT_ANSWER_UNKNOWN', `--secret-store is for the password of a database, but no service has one`);
    return reading.optional('secret-store', given, _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseSecretStore */ .dO);
}
function readSigningKeys(raw, serverUrl, reading) {
    if (!(raw['require-signed-commits'] ?? _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .defaults */ .NT['require-signed-commits'])) {
        if (raw['signing-keys'] !== undefined)
            reading.note('INIT_ANSWER_INVALID', '--signing-keys is given, but not --require-signed-commits, which it is for');
        return [];
    }
    const standard = serverUrl === _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .defaults */ .NT['server-url'] ? _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .webFlowKey */ .IX : undefined;
    const keys = (0,_raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .splitNames */ .bZ)(raw['signing-keys'] ?? standard ?? '');
    reading.distinct('signing-keys', keys);
    if (keys.length === 0)
        reading.note('INIT_ANSWER_MISSING', `--signing-keys is missing, and has no default for ${serverUrl}`);
    return keys.map((key) => reading.parse('signing-keys', key, _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseSigningKey */ .UG, _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .webFlowKey */ .IX));
}
function readSigstore(raw, serverUrl, reading) {
    const sigstore = reading.parse('sigstore', raw.sigstore ?? _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .defaults */ .NT.sigstore, oneOf(_answers_js__WEBPACK_IMPORTED_MODULE_1__/* .sigstores */ .us), _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .defaults */ .NT.sigstore);
    if (sigstore === 'github' && serverUrl !== _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .defaults */ .NT['server-url'])
        reading.note('INIT_ANSWER_INVALID', `--sigstore github signs for ${_raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .defaults */ .NT['server-url']}, not for ${serverUrl}`);
    return sigstore;
}
/** On a plan without required reviewers, the gate is started by a member of a team. */
function readPrivate(raw, reading) {
    if (raw.private === 'free')
        reading.note('INIT_ANSWER_INVALID', '--private is "free", but on that plan private repositories have neither rulesets nor environments, so that no gate holds: take another plan, or make the repository public');
    const plan = raw.private === 'free' ? null : reading.optional('private', raw.private, oneOf(_answers_js__WEBPACK_IMPORTED_MODULE_1__/* .privatePlans */ .ak));
    if (plan === null || (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .planHas */ .St)('required-reviewers', plan, 'private'))
        return plan;
    const releasers = (0,_raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .splitNames */ .bZ)(raw.releasers ?? `@${raw.owner ?? ''}/releasers`);
    if (!releasers.some((name) => name.includes('/')))
        reading.note('INIT_ANSWER_INVALID', `--releasers names no team, but with --private ${plan} a member of one has to start the gate`);
    return plan;
}
function readMigration(raw, services, reading) {
    const migration = reading.optional('migration', raw.migration, _grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseMigration */ .mo);
    if (migration !== null && !services.some(({ name }) => name === migration.service)) {
        const known = services.map(({ name }) => name).join(', ');
        reading.note('INIT_ANSWER_UNKNOWN', `--migration is of ${migration.service}, but must be of one of ${known}`);
    }
    return migration;
}


/***/ }),

/***/ 30108:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IX: () => (/* binding */ webFlowKey),
/* harmony export */   NT: () => (/* binding */ defaults),
/* harmony export */   U$: () => (/* binding */ registryHost),
/* harmony export */   bZ: () => (/* binding */ splitNames)
/* harmony export */ });
/** What is taken where nothing was said; the others follow from what was said. */
const defaults = {
    repository: 'gitops',
    environments: 'dev,staging,prod',
    layout: 'environment',
    templating: 'helm',
    'server-url': 'https://github.com',
    previews: true,
    operators: '',
    'require-signed-commits': false,
    sigstore: 'public-good',
};
/** Host of the container registry that belongs to a GitHub server. */
function registryHost(serverUrl) {
    const { hostname } = new URL(serverUrl);
    return hostname === 'github.com' ? 'ghcr.io' : `containers.${hostname}`;
}
/** By which github.com signs what it commits; each other GitHub has a key of its own (at `/web-flow.gpg`). */
const webFlowKey = 'B5690EEEBB952194';
const splitNames = (raw) => raw
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');


/***/ }),

/***/ 99951:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gF: () => (/* binding */ repositoryFiles),
  JV: () => (/* binding */ settingsText)
});

// UNUSED EXPORTS: alternativeSet

// EXTERNAL MODULE: ./packages/gitops/out/grouped.js
var grouped = __webpack_require__(74979);
;// CONCATENATED MODULE: ./packages/gitops/out/init/sources.js

/** Files whose templates have the same path. */
const same = (...paths) => paths.map((path) => ({ path, template: path }));
/** Files of one folder, whose templates are together in another. */
const folder = (path, template, files, also = {}) => files.map((file) => ({ path: `${path}/${file}`, template: `${template}/${file}`, also }));
/** What the repository holds, whatever renders it. */
function sharedSources(view) {
    return [
        ...same('promotion.yaml', '.github/CODEOWNERS', 'docs/on-call.md'),
        ...folder('.github/workflows', '.github/workflows', workflows),
        ...folder('.github/rulesets', '.github/rulesets', rulesets),
        ...folder('policies', 'policies', ['kyverno-release-images.yaml', 'policy-controller-release-images.yaml']),
        ...folder('monitoring', 'monitoring', monitoring),
        ...runbooks(view),
        ...argocd(view),
    ];
}
/** A page for each alert. */
function runbooks({ title, migration }) {
    const names = [...alerts, ...(migration === null ? [] : ['MigrationFailed'])];
    return names.map((name) => ({
        path: `docs/runbooks/${title}${name}.md`,
        template: `docs/runbooks/${name}.md`,
    }));
}
const alerts = [
    'AutoSyncOff',
    'Blind',
    'CanaryAborted',
    'CanaryStuck',
    'NotReconciled',
    'NotificationsFailing',
    'OutOfSync',
    'SelfHealLoop',
    'SelfHealed',
    'SyncFailed',
    'SyncStuck',
    'Unhealthy',
    'Unwatched',
];
const rulesets = ['1-reviewed.json', '2-merged-by-the-gates.json', '3-the-bots-branches.json', 'README.md'];
const monitoring = [
    'alertmanager.yml',
    'grafana-dashboard.json',
    'kustomization.yaml',
    'prometheusrule-drift.yaml',
    'servicemonitors.yaml',
];
const workflows = [
    'auto-merge-dev.yml',
    'board.yml',
    'lint.yml',
    'prod-gate.yml',
    'promote.yml',
    'rollback.yml',
    'wake.yml',
];
/** One Application for each environment and service. */
const sources_serviceSet = 'argocd/applicationset-services.yaml';
function argocd({ previews, perService, environments, operators }) {
    const files = [
        'appproject',
        'argocd-cm',
        'notifications-cm',
        'rollouts-notifications-cm',
        'root',
        ...(previews ? ['applicationset-previews'] : []),
        ...(operators.applications.length > 0 ? ['operators'] : []),
    ];
    const byOperator = (0,grouped/* grouped */.z)(operators.applications, ({ operator }) => operator.name);
    // No environment can have a dot in its name, so it is in nobody's way there.
    const set = { path: 'argocd/applications/services.applicationset.yaml', template: sources_serviceSet };
    return [
        ...same(...files.map((name) => `argocd/${name}.yaml`)),
        ...(perService ? [set] : []),
        ...[...byOperator].map(([name, installed]) => ({
            path: `argocd/operators/${name}.yaml`,
            template: 'argocd/operators/operator.yaml',
            also: { installed },
        })),
        ...environments.map((environment) => ({
            path: `argocd/applications/${environment.name}.yaml`,
            template: 'argocd/applications/environment.yaml',
            also: { environment },
        })),
    ];
}

;// CONCATENATED MODULE: ./packages/gitops/out/init/helm-sources.js

const appChart = [
    'Chart.yaml',
    'values.yaml',
    'values.schema.json',
    'templates/_delivery.tpl',
    'templates/_pod.tpl',
    'templates/analysis.yaml',
    'templates/identity.yaml',
    'templates/namespace.yaml',
    'templates/network.yaml',
    'templates/workloads.yaml',
];
const dataChart = ['Chart.yaml', 'values.yaml', 'values.schema.json', 'templates/data.yaml'];
const emptyDataChart = ['Chart.yaml', 'templates/data.yaml'];
/** Two charts, and for each environment their values. */
function helmSources(view) {
    const { name, migration, previews, database } = view;
    const app = [
        ...appChart,
        ...(migration === null ? [] : ['templates/migration.yaml']),
        ...(previews ? ['values-preview.yaml', 'templates/bounds.yaml'] : []),
    ];
    return [
        ...folder(`charts/${name}`, 'charts/app', app),
        ...folder(`charts/${name}-data`, 'charts/data', database === null ? emptyDataChart : dataChart),
        ...view.environments.flatMap((environment) => values(view, environment)),
    ];
}
function values(view, environment) {
    const { name } = environment;
    const data = {
        path: `envs/${name}/data.${name}.yaml`,
        template: 'envs/environment/data.yaml',
        also: { environment },
    };
    return [...serviceValues(view, environment), ...(view.database === null ? [] : [data])];
}
function serviceValues({ perService, services, firstHosted }, environment) {
    const { name } = environment;
    const template = 'envs/environment/values.yaml';
    if (!perService) {
        const also = { environment, deployed: services, noted: firstHosted };
        return [{ path: `envs/${name}/values.${name}.yaml`, template, also }];
    }
    return services.map((service) => ({
        path: `envs/${name}/${service.name}.yaml`,
        template,
        also: { environment, deployed: [service], noted: service },
    }));
}

;// CONCATENATED MODULE: ./packages/gitops/out/init/kustomize-sources.js

/** For each service a base with components, and for each environment and service an overlay. */
function kustomizeSources(view) {
    const { migration, database, previews } = view;
    const data = [
        'kustomization.yaml',
        'namespace.yaml',
        ...(migration === null ? [] : ['migration.yaml']),
        ...(database === null ? [] : ['database.yaml']),
    ];
    return [
        ...folder('unreleased', 'kustomize/unreleased', ['kustomization.yaml', 'transformer.yaml']),
        ...folder('data', 'kustomize/data', data),
        ...(previews
            ? folder('previews', 'kustomize/previews', ['bounds.yaml', 'kustomization.yaml', 'namespace.yaml'])
            : []),
        ...view.services.flatMap((service) => ofService(view, service)),
        ...view.environments.flatMap((environment) => ofEnvironment(view, environment)),
    ];
}
function ofService({ migration, between }, service) {
    const parts = (name, files) => folder(`services/${service.name}/${name}`, `kustomize/service/${name}`, files, { service });
    const analysis = (delivery, analyses) => ({
        path: `services/${service.name}/${delivery}/analysis.yaml`,
        template: 'kustomize/service/analysis.yaml',
        also: { service, delivery, analyses },
    });
    const hosted = service.host !== null;
    return [
        ...parts('base', ['kustomization.yaml', 'identity.yaml', 'network.yaml', 'workload.yaml']),
        ...(service.keda ? parts('keda', ['kustomization.yaml', 'scaledobject.yaml']) : []),
        ...(service.database ? parts('database', ['kustomization.yaml', 'deployment.yaml']) : []),
        ...(migration?.service === service.name ? parts('migration', ['kustomization.yaml', 'migration.yaml']) : []),
        ...(between.length === 0
            ? []
            : [...parts('short-canary', ['kustomization.yaml']), analysis('short-canary', ['no-restarts'])]),
        ...parts('full-canary', ['kustomization.yaml', ...(hosted ? ['network.yaml'] : [])]),
        analysis('full-canary', [...(hosted ? ['success-rate', 'latency'] : []), 'no-restarts']),
    ];
}
function ofEnvironment(view, environment) {
    const whole = {
        path: `envs/${environment.name}/kustomization.yaml`,
        template: 'kustomize/environment/kustomization.yaml',
        also: { environment },
    };
    return [
        ...(view.perService ? [] : [whole]),
        {
            path: `envs/${environment.name}/data/kustomization.yaml`,
            template: 'kustomize/environment/data.yaml',
            also: { environment },
        },
        ...view.services.flatMap((service) => overlay(view, environment, service)),
    ];
}
function overlay({ migration }, environment, service) {
    const components = [
        ...(service.database ? ['database'] : []),
        ...(service.keda ? ['keda'] : []),
        ...(environment.delivery === 'rolling' ? [] : [environment.delivery]),
        ...(migration?.service === service.name ? ['migration'] : []),
    ];
    const files = ['kustomization.yaml', 'digest.yaml'];
    const also = { environment, service, components };
    return folder(`envs/${environment.name}/${service.name}`, 'kustomize/overlay', files, also);
}

// EXTERNAL MODULE: ./node_modules/eta/dist/core.js
var core = __webpack_require__(50895);
;// CONCATENATED MODULE: ./packages/gitops/out/init/templates.js

/** The fields of a view by name, so that a template that names another one throws. */
const header = (fields) => `const { ${fields.join(', ')} } = it;`;
/**
 * Fills one template.
 *
 * @param view what the template can name
 * @throws TypeError or ReferenceError where the template names what the view does not have
 */
function fill(template, view) {
    const eta = new core/* Eta */.xn({
        autoEscape: false,
        autoFilter: true,
        autoTrim: false,
        filterFunction: shown,
        functionHeader: header(Object.keys(view)),
    });
    return eta.renderString(template, view);
}
function shown(value) {
    if (typeof value === 'string')
        return value;
    if (typeof value === 'number' || typeof value === 'boolean')
        return String(value);
    throw new TypeError(`a template would write ${typeof value}`);
}

// EXTERNAL MODULE: ./packages/gitops/out/init/view.js + 3 modules
var init_view = __webpack_require__(80758);
;// CONCATENATED MODULE: ./packages/gitops/out/init/repository.js





/** The files of a GitOps repository by their paths, in the order of paths. */
function repositoryFiles(answers, templates) {
    const view = (0,init_view/* viewOf */.d)(answers);
    const readme = {
        path: 'README.md',
        template: 'README.md',
        also: { settings: settingsText(answers, templates) },
    };
    const rendered = view.kustomize ? kustomizeSources(view) : helmSources(view);
    const all = [readme, ...sharedSources(view), ...rendered].toSorted((left, right) => left.path < right.path ? -1 : 1);
    return new Map(all.map(({ path, template, also }) => [path, filled(templates, template, { ...view, ...also })]));
}
/** The ApplicationSet that a repository of one Application each environment could have in their place. */
const alternativeSet = (answers, templates) => filled(templates, serviceSet, viewOf(answers));
/** What is to be set up outside of the repository, as Markdown; its README ends with the same. */
const settingsText = (answers, templates) => filled(templates, 'settings.md', (0,init_view/* viewOf */.d)(answers));
function filled(templates, template, view) {
    return fill(templateOf(templates, template), { ...view, included: (name) => templateOf(templates, name) });
}
function templateOf(templates, name) {
    const text = templates[name];
    if (text === undefined)
        throw new RangeError(`no template is called ${name}`);
    return text;
}


/***/ }),

/***/ 80758:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  d: () => (/* binding */ viewOf)
});

// EXTERNAL MODULE: ./packages/promotion/out/index.js + 65 modules
var out = __webpack_require__(60283);
;// CONCATENATED MODULE: ./packages/gitops/out/init/scalar.js
/** Plain where neither version of YAML could read it as something else than this text, also in a flow sequence. */
const scalar = (value) => /^[A-Za-z/][A-Za-z0-9/._=-]*$/.test(value) && !/^(?:y|yes|no?|true|false|on|off|null|e-?\d+)$/i.test(value)
    ? value
    : JSON.stringify(value);

;// CONCATENATED MODULE: ./packages/gitops/out/init/clusters.js

/** `spec.destination` of an Application, but for the namespace. */
const destination = (cluster) => cluster.kind === 'server' ? `server: ${cluster.url}` : `name: ${scalar(cluster.name)}`;
/** Argo CD takes the address or the name of a cluster, not both; an empty one counts as not given. */
function clusterParameters(environments) {
    const kinds = new Set(environments.map(({ cluster }) => cluster.kind));
    const fields = [
        ...(kinds.has('server') ? [{ parameter: 'server', field: 'server', of: addressOf }] : []),
        ...(kinds.has('name') ? [{ parameter: 'cluster', field: 'name', of: nameOf }] : []),
    ];
    return {
        clusterFields: ({ cluster }) => fields.map(({ parameter, of }) => `${parameter}: ${of(cluster)}`).join(', '),
        destinationTemplate: fields.map(({ parameter, field }) => `${field}: "{{.${parameter}}}"`),
    };
}
const addressOf = (cluster) => (cluster.kind === 'server' ? cluster.url : '""');
const nameOf = (cluster) => (cluster.kind === 'name' ? scalar(cluster.name) : '""');

// EXTERNAL MODULE: ./packages/gitops/out/init/operators.js
var init_operators = __webpack_require__(24853);
;// CONCATENATED MODULE: ./packages/gitops/out/init/operators-view.js


function operatorsView({ name, operators, environments }) {
    const applications = (0,init_operators/* operatorApplications */.Uq)(name, operators, environments);
    const all = [...new Map(applications.map(({ operator }) => [operator.name, operator])).values()];
    return {
        applications,
        repositories: all.map(({ repository }) => repository),
        destinations: [
            ...new Set(applications.flatMap(({ operator, cluster }) => [operator.name, ...operator.otherNamespaces].map((namespace) => `{${destination(cluster)}, namespace: ${namespace}}`))),
        ],
        clusterKinds: (0,init_operators/* kindsOf */.tG)(all.map(({ clusterKinds }) => clusterKinds)),
        namespacedKinds: (0,init_operators/* kindsOf */.tG)(all.map(({ namespacedKinds }) => namespacedKinds)),
    };
}

// EXTERNAL MODULE: ./packages/gitops/out/init/raw-answers.js
var raw_answers = __webpack_require__(30108);
;// CONCATENATED MODULE: ./packages/gitops/out/init/view.js





const workflow = '.github/workflows/release.yml';
function viewOf(answers) {
    const { layout, templating, ...rest } = answers;
    const { name, owner, repository, source, serverUrl, signerWorkflow } = answers;
    const full = `${source.owner}/${source.name}`;
    const services = answers.services.map((service) => ({ ...service, image: `${answers.registry}/${service.name}` }));
    const environments = environmentViews(answers);
    const [first, last] = [environments[0], environments.at(-1)];
    if (first === undefined || last === undefined)
        throw new RangeError('answers without environments');
    return {
        ...rest,
        perService: layout === 'service',
        kustomize: templating === 'kustomize',
        source: { ...source, full },
        workflow,
        signer: signerWorkflow ?? `${full}/${workflow}@refs/heads/main`,
        signedBy: signerWorkflow ?? `the release workflow of ${full} on main`,
        repoUrl: `${serverUrl}/${owner}/${repository}.git`,
        title: name.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter) => letter.toUpperCase()),
        apps: {
            promoter: `${name}-promoter`,
            merger: `${name}-merger`,
            argocd: `${name}-argocd`,
            rollouts: `${name}-rollouts`,
            sources: `${name}-sources`,
        },
        series: name.replaceAll('-', '_'),
        releasers: answers.releasers.map(codeOwner),
        keepers: answers.ruleKeepers.map(codeOwner).join(' '),
        starters: startersOf(answers),
        lacking: answers.privateOn === null ? [] : out/* planMatrix */.T4.filter(({ feature }) => lacks(answers, feature)),
        ruleKeepers: answers.ruleKeepers.map(keeperView),
        manifestFolders: manifestFolders(answers),
        issuer: issuerOf(serverUrl),
        login: loginTo(answers),
        services,
        environments,
        first,
        between: environments.slice(1, -1),
        last,
        firstHosted: services.find(({ host }) => host !== null),
        routeless: services.find(({ host }) => host === null),
        digests: digestsOf(answers),
        operators: operatorsView(answers),
        credential: answers.secretStore === null ? 'token' : 'password',
        database: needsDatabase(answers) ? { name: name.replaceAll('-', '_') } : null,
        application: layout === 'service' ? `${name}-<env>-<service>` : `${name}-<env>`,
        apiUrl: apiUrl(serverUrl),
        ...clusterParameters(answers.environments),
        hostOf: (service, environment) => hostOf(answers, service, environment),
        previewHost: (service) => previewHost(answers, service),
        destination: ({ cluster }) => destination(cluster),
        names: (items) => items.map((item) => item.name).join(', '),
        listed,
        counted,
        alternatives: (items) => items
            .map((item) => item.name)
            .toSorted((left, right) => right.length - left.length)
            .join('|'),
        capital: (text) => text.charAt(0).toUpperCase() + text.slice(1),
        scalar: scalar,
        strings: (values) => `[${values.map(scalar).join(', ')}]`,
    };
}
const lacks = ({ privateOn }, feature) => privateOn !== null && !(0,out/* planHas */.St)(feature, privateOn, 'private');
function startersOf(answers) {
    if (!lacks(answers, 'required-reviewers'))
        return null;
    const [team] = answers.releasers.flatMap((owner) => (owner.kind === 'team' ? [owner.slug] : []));
    if (team === undefined)
        throw new RangeError('answers without a team that could start the gate');
    return team;
}
function environmentViews(answers) {
    const { environments, databaseHost } = answers;
    return environments.map((environment, index) => {
        const before = environments[index - 1];
        const isLast = index === environments.length - 1;
        return {
            ...environment,
            merge: before === undefined ? 'auto' : isLast ? 'gate' : 'review',
            delivery: before === undefined ? 'rolling' : isLast ? 'full-canary' : 'short-canary',
            from: before?.name ?? 'build',
            healthy: before === undefined ? [] : applicationsOf(answers, before).map((application) => `argocd/${application}`),
            applications: applicationsOf(answers, environment),
            databaseHost: databaseHost.replaceAll('{env}', environment.name),
        };
    });
}
function hostOf({ domain, environments }, { host }, environment) {
    if (host === null)
        return null;
    const base = environment.name === environments.at(-1)?.name ? domain : `${environment.name}.${domain}`;
    return host === '@' ? base : `${host}.${base}`;
}
function applicationsOf({ name, layout, services }, environment) {
    const whole = `${name}-${environment.name}`;
    return layout === 'service' ? services.map((service) => `${whole}-${service.name}`) : [whole];
}
function digestsOf({ layout, templating }) {
    if (templating === 'kustomize')
        return { file: 'envs/{env}/{service}/digest.yaml', path: 'data.digest' };
    const file = layout === 'service' ? 'envs/{env}/{service}.yaml' : 'envs/{env}/values.{env}.yaml';
    return { file, path: 'services.{service}.image.digest' };
}
function loginTo({ registry, serverUrl }) {
    const [host] = registry.split('/');
    if (host === (0,raw_answers/* registryHost */.U$)(serverUrl))
        return { username: '${{ github.actor }}', password: '${{ github.token }}', ofGitHub: true };
    return { username: '${{ vars.REGISTRY_USERNAME }}', password: '${{ secrets.REGISTRY_PASSWORD }}', ofGitHub: false };
}
const needsDatabase = ({ services, migration }) => migration !== null || services.some(({ database }) => database);
/** GitHub Enterprise Server has its API below its own address, GitHub Enterprise Cloud with data residency beside it. */
function apiUrl(serverUrl) {
    const { hostname } = new URL(serverUrl);
    if (hostname === 'github.com')
        return null;
    return hostname.endsWith('.ghe.com') ? `https://api.${hostname}` : `${serverUrl}/api/v3`;
}
/** One label below `preview`, whatever the service, so that one wildcard certificate covers all. */
function previewHost({ domain }, { host }) {
    if (host === null)
        return null;
    return `${host === '@' ? '' : `${host}-`}pr-{{.number}}.preview.${domain}`;
}
const codeOwner = (owner) => owner.kind === 'team' ? `@${owner.organisation}/${owner.slug}` : `@${owner.login}`;
const keeperView = (owner) => owner.kind === 'team'
    ? { kind: 'team', name: owner.slug, address: `/orgs/${owner.organisation}/teams/${owner.slug}` }
    : { kind: 'user', name: owner.login, address: `/users/${owner.login}` };
function manifestFolders({ templating, previews }) {
    if (templating === 'helm')
        return ['charts'];
    return ['services', 'data', 'unreleased', ...(previews ? ['previews'] : [])];
}
function issuerOf(serverUrl) {
    const { hostname } = new URL(serverUrl);
    if (hostname === 'github.com')
        return 'https://token.actions.githubusercontent.com';
    return hostname.endsWith('.ghe.com') ? `https://token.actions.${hostname}` : `${serverUrl}/_services/token`;
}
/** `a, b and c` */
function listed(items) {
    const names = items.map(({ name }) => name);
    return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names);
}
const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const counted = (items) => `${words[items.length] ?? items.length} ${items.length === 1 ? 'service' : 'services'}`;


/***/ }),

/***/ 34798:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  p: () => (/* binding */ checkFolder)
});

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./packages/gitops/out/render/cache.js
var render_cache = __webpack_require__(11388);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./packages/gitops/out/render/prune.js


const day = 24 * 60 * 60 * 1000;
/** Older renderings are of charts that nobody has any more, or come again at the cost of one call. */
const oldest = 30 * day;
const stamp = 'pruned';
/** Removes what a cache has kept for long; looks once a day, and leaves a folder alone that it may not change. */
async function pruneCache(folder, now) {
    const mark = (0,external_node_path_.join)(folder, stamp);
    try {
        if (now - (await writtenAt(mark)) < day)
            return;
        await (0,promises_.writeFile)(mark, '');
        await (0,promises_.utimes)(mark, now / 1000, now / 1000);
        const entries = await (0,promises_.readdir)(folder, { recursive: true, withFileTypes: true });
        for (const entry of entries.filter((each) => each.isFile() && each.name !== stamp)) {
            const file = (0,external_node_path_.join)(entry.parentPath, entry.name);
            if (now - (await writtenAt(file)) > oldest)
                await (0,promises_.rm)(file, { force: true });
        }
    }
    catch (error) {
        if (!(error instanceof Error && 'code' in error))
            throw error;
    }
}
/** When it was written; long ago, where it is not there. */
async function writtenAt(file) {
    try {
        return (await (0,promises_.stat)(file)).mtimeMs;
    }
    catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
            return 0;
        throw error;
    }
}

// EXTERNAL MODULE: ./packages/gitops/out/render/tools.js
var tools = __webpack_require__(46333);
// EXTERNAL MODULE: ./packages/gitops/out/repository/load.js + 18 modules
var load = __webpack_require__(48698);
// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(38321);
// EXTERNAL MODULE: ./packages/gitops/out/lint/lint-error.js
var lint_error = __webpack_require__(1669);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/base/base-files.js



/**
 * @param root the linted folder, in a checkout
 * @param revisions commits, or names of them, of which the first that is there is taken
 * @throws LintError `LINT_BASE_MISSING` where none is there; its files may still be missing when they are read
 */
async function openBase(root, revisions) {
    for (const revision of revisions) {
        const found = await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
        if (found.code !== 0)
            continue;
        const prefix = await git(root, ['rev-parse', '--show-prefix']);
        const commit = found.output.toString('utf8').trim();
        if (prefix.code === 0)
            return filesOf(root, commit, prefix.output.toString('utf8').trim());
    }
    throw missing(`the base of the change (${revisions.join(', ')}) is not in the checkout`);
}
function filesOf(root, commit, prefix) {
    const tree = treeOf(root, commit, prefix);
    return {
        commit,
        async read(paths) {
            const blobs = await tree();
            const wanted = paths.flatMap((path) => {
                const blob = blobs.get(prefix + path);
                return blob === undefined ? [] : [{ path, blob }];
            });
            const contents = await contentsOf(root, wanted.map(({ blob }) => blob));
            return new Map(wanted.map(({ path }, index) => [path, contents[index] ?? '']));
        },
    };
}
/** Blob ids of the regular files by their paths from the root of the checkout; listed once, when first asked for. */
function treeOf(root, commit, prefix) {
    const list = async () => {
        const below = prefix === '' ? [] : ['--', prefix];
        const { code, output, errors } = await git(root, ['ls-tree', '-r', '-z', '--full-tree', commit, ...below]);
        if (code !== 0)
            throw missing(`the files of ${commit} cannot be listed: ${errors.trim()}`);
        const entries = output.toString('utf8').split('\0');
        return new Map(entries.flatMap((entry) => {
            const [, blob, path] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
            return blob === undefined || path === undefined ? [] : [[path, blob]];
        }));
    };
    let listed;
    return () => (listed ??= list());
}
/** In a partial clone a blob may be missing although the tree names it: that is not the same as no file. */
async function contentsOf(root, blobs) {
    if (blobs.length === 0)
        return [];
    const { code, output, errors } = await git(root, ['cat-file', '--batch'], `${blobs.join('\n')}\n`);
    const contents = [];
    let at = 0;
    for (const blob of blobs) {
        const end = output.indexOf('\n', at);
        const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(output.toString('utf8', at, end)) ?? [];
        if (code !== 0 || end < 0 || size === undefined)
            throw missing(`file ${blob} of the base cannot be read: ${errors.trim()}`);
        contents.push(output.toString('utf8', end + 1, end + 1 + Number(size)));
        at = end + 1 + Number(size) + 1;
    }
    return contents;
}
const missing = (says) => new lint_error/* LintError */.k('LINT_BASE_MISSING', says, 'Give actions/checkout `fetch-depth: 2`, or `fetch-depth: 0` where the branch has moved on: settings and suppressions are compared with those of the base.');
/** Never fetches what a partial clone lacks, and asks nobody. */
async function git(root, args, input = '') {
    const child = (0,external_node_child_process_.spawn)('git', ['-C', root, ...args], {
        env: { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' },
    });
    const closed = new Promise((resolve, reject) => {
        child.on('error', reject);
        child.on('close', resolve);
    });
    // Git that ends early reads no more, and says why in its own words.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const [output, errors, code] = await Promise.all([(0,consumers_.buffer)(child.stdout), (0,consumers_.text)(child.stderr), closed]);
    return { code, output, errors };
}

// EXTERNAL MODULE: ./packages/gitops/out/grouped.js
var grouped = __webpack_require__(74979);
// EXTERNAL MODULE: ./packages/gitops/out/lint/lint.js
var lint = __webpack_require__(19426);
// EXTERNAL MODULE: ./packages/gitops/out/lint/settings.js
var lint_settings = __webpack_require__(50114);
// EXTERNAL MODULE: ./packages/gitops/out/lint/suppression.js
var suppression = __webpack_require__(1016);
// EXTERNAL MODULE: ./packages/gitops/out/yaml/fields.js
var fields = __webpack_require__(33220);
// EXTERNAL MODULE: ./packages/gitops/out/yaml/yaml-file.js
var yaml_file = __webpack_require__(76549);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/base/compare.js




/** How the settings differ: those of the base hold. */
function settingsNotices(base, head) {
    const [before, after] = [base, head].map((text) => (0,yaml_file/* readYamlFile */.k)(lint_settings/* settingsPath */.xj, text).documents[0]);
    const [old, now] = [fieldsOf(before), fieldsOf(after)];
    const start = { file: lint_settings/* settingsPath */.xj, line: 1, column: 1 };
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
        const [was, is] = [old.get(name), now.get(name)];
        if ((0,external_node_util_.isDeepStrictEqual)(was?.value, is?.value))
            return [];
        const at = is === undefined || after === undefined ? start : after.at(is.path, 'key');
        const how = was === undefined
            ? `is set, to ${compare_short(is?.value)}`
            : is === undefined
                ? `is taken out, which was ${compare_short(was.value)}`
                : `becomes ${compare_short(is.value)}, after ${compare_short(was.value)}`;
        return [{ at, message: `the setting ${name} ${how}; the settings of the base hold until that is merged` }];
    });
}
/** The settings by name, those of rules one by one. */
function fieldsOf(document) {
    const whole = (0,fields/* mappingAt */.oh)(document?.value, []) ?? {};
    const rules = (0,fields/* mappingAt */.oh)(whole, ['rules']) ?? {};
    return new Map([
        ...Object.entries(whole)
            .filter(([name]) => name !== 'rules')
            .map(([name, value]) => [name, { path: [name], value }]),
        ...Object.entries(rules).map(([rule, value]) => [`rules.${rule}`, { path: ['rules', rule], value }]),
    ]);
}
const longest = 120;
function compare_short(value) {
    const text = JSON.stringify(value);
    return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
/** The suppressions that the base does not have in the same file, for the same rule and with the same reason. */
function suppressionNotices(base, head) {
    const known = new Map();
    for (const suppression of [...base.values()].flat())
        for (const key of keysOf(suppression))
            known.set(key, (known.get(key) ?? 0) + 1);
    return head.flatMap((suppression) => {
        const fresh = suppression.rules.filter((rule) => {
            const key = keyOf(suppression, rule);
            const left = known.get(key) ?? 0;
            known.set(key, left - 1);
            return left <= 0;
        });
        if (fresh.length === 0)
            return [];
        const message = `${fresh.join(' and ')} ${fresh.length === 1 ? 'is' : 'are'} suppressed here, which the base does not do, because ${JSON.stringify(suppression.reason)}`;
        return [{ at: suppression.at, message }];
    });
}
const keysOf = (suppression) => suppression.rules.map((rule) => keyOf(suppression, rule));
const keyOf = ({ at, reason }, rule) => JSON.stringify([at.file, rule, reason]);

;// CONCATENATED MODULE: ./packages/gitops/out/lint/base/settings-that-hold.js






/**
 * The settings by which a change is checked: those of its base, so that it cannot switch off what it is checked by.
 *
 * @param own text of the change's settings, which are judged all the same
 * @throws LintError `LINT_SETTINGS_INVALID` where those are at fault, `LINT_BASE_MISSING`
 */
async function settingsThatHold(own, base, known) {
    const proposed = (0,lint_settings/* parseSettings */.P$)(own, known);
    if (base === null)
        return { settings: proposed, notices: [] };
    const text = (await base.read([lint_settings/* settingsPath */.xj])).get(lint_settings/* settingsPath */.xj) ?? '';
    const notices = settingsNotices(text, own);
    const settings = settingsOfBase(text, known);
    if (settings === null) {
        const at = { file: lint_settings/* settingsPath */.xj, line: 1, column: 1 };
        const message = `the settings of the base cannot be read, and until they can, there are none`;
        return { settings: lint_settings/* noSettings */.b6, notices: [{ at, message }, ...notices] };
    }
    const places = new Map(proposed.rules.map(({ rule, at }) => [rule, at]));
    const rules = settings.rules.map((setting) => ({ ...setting, at: places.get(setting.rule) ?? null }));
    return { settings: { ...settings, rules }, notices };
}
/** Null where they are at fault: the change that corrects them has to be let through. */
function settingsOfBase(text, known) {
    try {
        return (0,lint_settings/* parseSettings */.P$)(text, known);
    }
    catch (error) {
        if (error instanceof lint_error/* LintError */.k)
            return null;
        throw error;
    }
}
const isSuppression = (comment) => 'rules' in comment;
/** The suppressions that the base does not have. They count, and are told. */
async function newSuppressions(repository, base) {
    const head = (0,lint/* commentsIn */.w)(repository).filter(isSuppression);
    const texts = await base.read([...(0,grouped/* grouped */.z)(head, ({ at }) => at.file).keys()]);
    const before = new Map([...texts].map(([file, text]) => [file, (0,suppression/* suppressionsIn */.k)(file, text).filter(isSuppression)]));
    return suppressionNotices(before, head);
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/fix.js



/** The text with all edits that do not touch each other, and how many these were. */
function applyEdits(text, edits) {
    let result = text;
    let limit = text.length + 1;
    let applied = 0;
    for (const { start, end, text: replacement } of edits.toSorted((left, right) => right.start - left.start)) {
        if (end > limit || start > end)
            continue;
        result = result.slice(0, start) + replacement + result.slice(end);
        limit = start;
        applied += 1;
    }
    return { text: result, applied };
}
/** Writes the edits into the files below `root`, and tells how many there were. */
function fixFiles(root, edits) {
    let applied = 0;
    for (const [file, ofFile] of (0,grouped/* grouped */.z)(edits, (edit) => edit.file)) {
        const path = (0,external_node_path_.join)(root, file);
        const result = applyEdits((0,external_node_fs_.readFileSync)(path, 'utf8'), ofFile);
        (0,external_node_fs_.writeFileSync)(path, result.text);
        applied += result.applied;
    }
    return applied;
}

// EXTERNAL MODULE: ./packages/gitops/out/lint/output/docs.js
var docs = __webpack_require__(26046);
// EXTERNAL MODULE: ./packages/gitops/out/lint/output/outcome.js
var outcome = __webpack_require__(25129);
// EXTERNAL MODULE: ./packages/gitops/out/lint/rules/index.js + 62 modules
var lint_rules = __webpack_require__(69865);
// EXTERNAL MODULE: ./packages/gitops/out/lint/rules/workflow-rights.js
var workflow_rights = __webpack_require__(38980);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/check-folder.js


















/**
 * Checks the repository in a folder.
 *
 * @throws LintError where there is nothing to check, the settings are at fault, or the base is not there.
 */
async function checkFolder(options) {
    const { root, only, fix } = options;
    refuseMissing(root);
    const chosen = chosenRules(only);
    const known = new Set(lint_rules/* rules */.a.map(({ id }) => id));
    const own = await readable(() => readSettings(root));
    const { base: revisions = [] } = options;
    const base = revisions.length === 0 ? null : await openBase(root, revisions);
    const { settings, notices } = await settingsThatHold(own, base, known);
    const look = async () => {
        const repository = await readable(() => check_folder_load(options, settings));
        const rules = isSource(repository) ? chosen.filter((rule) => lint_rules/* sourceRules */.N.includes(rule)) : chosen;
        return { repository, rules, result: (0,lint/* lint */.u)(repository, { rules, known, settings }) };
    };
    const first = await look();
    const edits = fix ? first.result.reports.flatMap(({ edit }) => edit ?? []) : [];
    const fixed = edits.length === 0 ? 0 : fixFiles(root, edits);
    const { repository, rules, result } = fixed === 0 ? first : await look();
    if (options.cache !== null)
        await pruneCache(options.cache, Date.now());
    const suppressed = base === null ? [] : await newSuppressions(repository, base);
    return { ...result, repository, rules, fixed, notices: [...notices, ...suppressed] };
}
function refuseMissing(root) {
    const found = (0,external_node_fs_.statSync)(root, { throwIfNoEntry: false });
    if (found?.isDirectory() === true)
        return;
    throw new lint_error/* LintError */.k('LINT_PATH_MISSING', found === undefined ? `there is no folder ${root}` : `${root} is a file, but a repository is checked as a whole`, 'Name the root of the GitOps repository, checked out.');
}
/** Tells what the file system refuses to let be read. */
async function readable(read) {
    try {
        return await read();
    }
    catch (error) {
        if (!(error instanceof Error && 'code' in error && refusals.has(error.code)))
            throw error;
        throw new lint_error/* LintError */.k('LINT_PATH_UNREADABLE', `the repository cannot be read whole: ${error.message}`, `Let it be read, or leave it out with exclude in ${lint_settings/* settingsPath */.xj}.`, { cause: error });
    }
}
const refusals = new Set(['EACCES', 'EPERM', 'EISDIR']);
function chosenRules(only) {
    const unknown = only.filter((id) => !lint_rules/* rules */.a.some((rule) => rule.id === id));
    if (unknown.length > 0) {
        throw new lint_error/* LintError */.k('LINT_RULE_UNKNOWN', `there is no rule ${unknown.join(', ')}`, `${docs/* rulesPage */.lX} lists the rules.`);
    }
    return only.length === 0 ? lint_rules/* rules */.a : lint_rules/* rules */.a.filter(({ id }) => only.includes(id));
}
/** The text of the settings; empty where there are none. */
function readSettings(root) {
    const file = (0,external_node_path_.join)(root, lint_settings/* settingsPath */.xj);
    const misnamed = lint_settings/* settingsPath */.xj.replace(/yaml$/, 'yml');
    if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(root, misnamed)))
        throw new lint_error/* LintError */.k('LINT_SETTINGS_INVALID', `${misnamed} is not read`, `Call it ${lint_settings/* settingsPath */.xj}.`);
    return (0,external_node_fs_.existsSync)(file) ? (0,external_node_fs_.readFileSync)(file, 'utf8') : '';
}
async function check_folder_load({ root, env, cache, progress }, settings) {
    const repository = await (0,load/* loadRepository */.r)(root, {
        addresses: [...settings.addresses, ...(await knownAddresses(root, env))],
        clusters: settings.clusters,
        kubernetes: settings.kubernetes,
        tools: await (0,tools/* findTools */.f$)(env['PATH'] ?? ''),
        cache: cache === null ? render_cache/* noCache */.wt : (0,render_cache/* folderCache */.Pv)(cache),
        isExcluded: settings.isExcluded,
        ...(progress !== undefined && { progress }),
    });
    if ((0,outcome/* deploys */.hn)(repository) || isSource(repository))
        return repository;
    throw new lint_error/* LintError */.k('LINT_NO_APPLICATION', `none of the ${repository.yaml.size} YAML files below ${root} has an Application or ApplicationSet of argoproj.io`, 'Name the root of the GitOps repository; if it is in charts alone, commit the Application that deploys them.');
}
/** Whether it is one that images are built from: it deploys nothing, and its workflows decide what is released. */
const isSource = (repository) => !(0,outcome/* deploys */.hn)(repository) &&
    repository.policy.kind === 'absent' &&
    repository.workflows.some(({ jobs }) => jobs.some((job) => (0,workflow_rights/* usesAction */.$m)(job, 'build-sign-push')));
/** What the job and the checkout say of themselves. */
async function knownAddresses(root, env) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = env;
    return [...(server && name ? [`${server}/${name}`] : []), ...(await remotesOf(root))];
}
async function remotesOf(root) {
    try {
        const { stdout } = await (0,external_node_util_.promisify)(external_node_child_process_.execFile)('git', [
            '-C',
            root,
            'config',
            '--get-regexp',
            String.raw `^remote\..*\.url$`,
        ]);
        return stdout.split('\n').flatMap((line) => line.split(' ')[1] ?? []);
    }
    catch {
        // No git, no repository or no remote: the Applications tell what the address is.
        return [];
    }
}


/***/ }),

/***/ 1669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ LintError)
/* harmony export */ });
/* unused harmony export lintRunErrorCodes */
/** Why the linter cannot answer at all. */
const lintRunErrorCodes = {
    LINT_PATH_MISSING: 'The folder that is to be checked does not exist.',
    LINT_PATH_UNREADABLE: 'A file or folder of the repository may not be read.',
    LINT_NO_APPLICATION: 'The folder has no Application and no ApplicationSet in it.',
    LINT_SETTINGS_INVALID: 'The file .lint-gitops.yaml has problems.',
    LINT_BASE_MISSING: 'What a change is to be merged onto is not in the checkout, so that the settings cannot be read there.',
    LINT_RULE_UNKNOWN: 'A rule was asked for that does not exist.',
    LINT_FINDINGS: 'The repository has findings of a severity that fails the step.',
    LINT_OUTPUT_UNWRITABLE: 'The file for the result cannot be written.',
    LINT_USAGE: 'The command was called in a way that it does not know.',
};
class LintError extends Error {
    name = 'LintError';
    code;
    next;
    constructor(code, message, next, options) {
        super(message, options);
        this.code = code;
        this.next = next;
    }
}


/***/ }),

/***/ 19426:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ lint),
/* harmony export */   w: () => (/* binding */ commentsIn)
/* harmony export */ });
/* harmony import */ var _grouped_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(74979);
/* harmony import */ var _rules_looked_at_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(10635);
/* harmony import */ var _rules_policy_names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33608);
/* harmony import */ var _rules_suppressions_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(22911);
/* harmony import */ var _settings_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(50114);
/* harmony import */ var _suppression_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1016);






/** What the rules find; the same finding of several Applications is one. */
function lint(repository, { rules, known, settings = _settings_js__WEBPACK_IMPORTED_MODULE_3__/* .noSettings */ .b6 }) {
    const ids = new Set(rules.map(({ id }) => id));
    const comments = commentsIn(repository);
    const desk = new Desk(settings, comments);
    for (const report of gathered(repository, rules))
        desk.take(report);
    const invalid = comments.flatMap((comment) => faultsOf(comment, known ?? ids));
    const unused = isReadable(repository, desk.reports, ids) ? desk.unused(ids) : [];
    for (const [rule, found] of [
        [_rules_suppressions_js__WEBPACK_IMPORTED_MODULE_2__/* .suppressionInvalid */ .J, invalid],
        [_rules_suppressions_js__WEBPACK_IMPORTED_MODULE_2__/* .suppressionUnused */ .K, unused],
    ]) {
        if (ids.has(rule.id))
            for (const finding of found)
                desk.take(reportOf(rule, finding));
    }
    return { reports: desk.reports.toSorted(inOrder), suppressed: desk.suppressed.toSorted(inOrder) };
}
/** Where one of them finds something, the others have not seen all; unless that is how it has to be, and suppressed. */
const readings = [_rules_looked_at_js__WEBPACK_IMPORTED_MODULE_0__/* .yamlUnreadable */ .Ld, _rules_looked_at_js__WEBPACK_IMPORTED_MODULE_0__/* .toolMissing */ .Nm, _rules_looked_at_js__WEBPACK_IMPORTED_MODULE_0__/* .renderFailed */ .g9, _rules_policy_names_js__WEBPACK_IMPORTED_MODULE_1__/* .policyInvalid */ .IO];
const isReadable = (repository, reports, ran) => readings.every((rule) => ran.has(rule.id) ? !reports.some((report) => report.rule === rule) : [...rule.check(repository)].length === 0);
const reportOf = (rule, { at, message }) => ({
    rule,
    severity: rule.severity,
    at,
    message,
    applications: [],
    edit: undefined,
});
function gathered(repository, rules) {
    const reports = new Map();
    for (const rule of rules) {
        for (const { at, message, application, edit } of rule.check(repository)) {
            const key = JSON.stringify([rule.id, at.file, at.line, at.column, message]);
            const report = reports.get(key) ?? { ...reportOf(rule, { at, message }), applications: [], edit };
            if (application !== undefined && !report.applications.includes(application))
                report.applications.push(application);
            reports.set(key, report);
        }
    }
    return reports.values();
}
/** The suppressions of a repository. They stand in YAML files and in the templates of charts. */
function commentsIn({ tree, yaml }) {
    return [...tree.files]
        .filter((path) => yaml.has(path) || /(?:^|\/)templates\/.*\.(?:ya?ml|tpl)$/.test(path))
        .flatMap((path) => (0,_suppression_js__WEBPACK_IMPORTED_MODULE_4__/* .suppressionsIn */ .k)(path, yaml.get(path)?.text ?? tree.text(path)));
}
function faultsOf(comment, known) {
    if ('fault' in comment)
        return [{ at: comment.at, message: `this suppression ${comment.fault}` }];
    const strangers = comment.rules.filter((rule) => !known.has(rule));
    return strangers.map((rule) => ({ at: comment.at, message: `there is no rule ${rule} to suppress` }));
}
/** Sorts findings into those that count and those that do not, and remembers what was of use for that. */
class Desk {
    reports = [];
    suppressed = [];
    #settings;
    #comments;
    #used = new Set();
    #usedSettings = new Set();
    constructor(settings, comments) {
        this.#settings = settings;
        this.#comments = (0,_grouped_js__WEBPACK_IMPORTED_MODULE_5__/* .grouped */ .z)(comments.filter((comment) => 'rules' in comment), ({ at }) => at.file);
    }
    take(report) {
        const { rule, at } = report;
        const comment = this.#comments
            .get(at.file)
            ?.find(({ rules, from, to }) => rules.includes(rule.id) && at.line >= from && at.line <= to);
        if (comment !== undefined) {
            this.#used.add(useKey(comment, rule.id));
            this.suppressed.push({ ...report, reason: comment.reason, by: 'comment' });
            return;
        }
        const setting = this.#settings.rules.find((each) => each.rule === rule.id && each.applies(at.file));
        if (setting !== undefined)
            this.#usedSettings.add(setting);
        if (setting?.severity === null)
            this.suppressed.push({ ...report, reason: setting.reason, by: 'settings' });
        else
            this.reports.push({ ...report, severity: setting?.severity ?? report.severity });
    }
    /** Those of rules that ran, or nothing could be said of them. */
    unused(ran) {
        const comments = [...this.#comments.values()]
            .flat()
            .flatMap((comment) => comment.rules
            .filter((rule) => ran.has(rule) && !this.#used.has(useKey(comment, rule)))
            .map((rule) => ({ at: comment.at, message: `this suppression of ${rule} suppresses nothing` })));
        const settings = this.#settings.rules
            .filter((setting) => ran.has(setting.rule) && !this.#usedSettings.has(setting))
            .flatMap(({ at, rule }) => (at === null ? [] : [{ at, message: `this setting of ${rule} concerns nothing` }]));
        return [...comments, ...settings];
    }
}
const useKey = ({ at }, rule) => `${at.file}:${at.line}:${rule}`;
const inOrder = ({ at: left }, { at: right }) => {
    if (left.file !== right.file)
        return left.file < right.file ? -1 : 1;
    return left.line - right.line || left.column - right.column;
};


/***/ }),

/***/ 26046:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OV: () => (/* binding */ projectAddress),
/* harmony export */   gd: () => (/* binding */ rulePage),
/* harmony export */   lX: () => (/* binding */ rulesPage)
/* harmony export */ });
const base = 'https://github.com/bitvault/actions/blob/v1/docs/lint';
const projectAddress = 'https://github.com/bitvault/actions';
/** The page that lists the rules, and describes suppressions and settings. */
const rulesPage = `${base}/README.md`;
/** The page of a rule. */
const rulePage = (id) => `${base}/${id}.md`;


/***/ }),

/***/ 73354:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ githubOutput),
/* harmony export */   Z: () => (/* binding */ noticeTitle)
/* harmony export */ });
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25129);

/** Workflow commands, which a runner shows at the lines of a pull request. */
function githubOutput({ reports, notices, prefix }) {
    const findings = reports
        .map(({ severity, at, rule, message, applications }) => {
        const where = applications.length === 0 ? '' : ` [${(0,_outcome_js__WEBPACK_IMPORTED_MODULE_0__/* .enumerated */ .BD)(applications)}]`;
        return command(severity, at, { title: rule.id, message: message + where, prefix });
    })
        .join('');
    return (findings + notices.map(({ at, message }) => command('notice', at, { title: noticeTitle, message, prefix })).join(''));
}
/** Above an annotation that is no finding. */
const noticeTitle = 'lint-gitops looks at this differently';
function command(kind, at, { title, message, prefix }) {
    const properties = { file: prefix + at.file, line: at.line, col: at.column, title };
    const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
    return `::${kind} ${written.join(',')}::${data(message)}\n`;
}
const data = (text) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');


/***/ }),

/***/ 25129:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BD: () => (/* binding */ enumerated),
/* harmony export */   et: () => (/* binding */ subjectOf),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   hn: () => (/* binding */ deploys),
/* harmony export */   sv: () => (/* binding */ tallyOf)
/* harmony export */ });
const tallyOf = ({ reports }) => ({
    errors: reports.filter(({ severity }) => severity === 'error').length,
    warnings: reports.filter(({ severity }) => severity === 'warning').length,
});
/** Whether it has Applications; else it is one that images are built from. */
const deploys = ({ applications, applicationSets }) => applications.length > 0 || applicationSets.length > 0;
/** What was looked at: `3 Applications`, `2 workflows`. */
const subjectOf = (repository) => deploys(repository)
    ? counted(repository.applications.length, 'Application')
    : counted(repository.workflows.length, 'workflow');
/** `3 errors`, `1 error`. */
const counted = (count, one, several = `${one}s`) => `${count} ${count === 1 ? one : several}`;
/** `dev, staging and 3 more`; empty where there are none. */
function enumerated(names, most = 3) {
    const shown = names.length > most + 1 ? names.slice(0, most) : names;
    const rest = names.length - shown.length;
    return `${shown.join(', ')}${rest === 0 ? '' : ` and ${rest} more`}`;
}


/***/ }),

/***/ 81538:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Hu: () => (/* binding */ failsOn),
  V4: () => (/* binding */ outputs),
  XX: () => (/* binding */ render)
});

// EXTERNAL MODULE: ./packages/gitops/out/lint/output/github.js
var github = __webpack_require__(73354);
// EXTERNAL MODULE: ./packages/gitops/out/lint/output/docs.js
var docs = __webpack_require__(26046);
// EXTERNAL MODULE: ./packages/gitops/out/lint/output/outcome.js
var output_outcome = __webpack_require__(25129);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/output/json.js


/** For programs. Fields are only added within a version. */
function jsonOutput(outcome) {
    const { repository, reports, suppressed, notices, prefix } = outcome;
    const entry = ({ rule, severity, at, message, applications, edit }) => ({
        rule: rule.id,
        severity,
        file: prefix + at.file,
        line: at.line,
        column: at.column,
        message,
        applications,
        fixable: edit !== undefined,
        page: (0,docs/* rulePage */.gd)(rule.id),
    });
    const body = {
        version: 1,
        ...(0,output_outcome/* tallyOf */.sv)(outcome),
        applications: repository.applications.length,
        findings: reports.map(entry),
        suppressed: suppressed.map((report) => ({ ...entry(report), reason: report.reason, by: report.by })),
        notices: notices.map(({ at, message }) => ({ file: prefix + at.file, line: at.line, column: at.column, message })),
    };
    return `${JSON.stringify(body, null, 2)}\n`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/output/sarif.js


/** SARIF 2.1.0, as GitHub's code scanning reads it. */
function sarifOutput(outcome, rules) {
    const results = [
        ...outcome.reports.map((report) => resultOf(report, rules, outcome)),
        ...outcome.suppressed.map((report) => ({
            ...resultOf(report, rules, outcome),
            suppressions: [suppressionOf(report)],
        })),
    ];
    const log = {
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        version: '2.1.0',
        runs: [
            {
                tool: { driver: { name: 'lint-gitops', informationUri: docs/* projectAddress */.OV, rules: rules.map(descriptorOf) } },
                columnKind: 'utf16CodeUnits',
                results,
            },
        ],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
}
const descriptorOf = ({ id, severity, title, why, fix }) => ({
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: fix, markdown: fix },
    helpUri: (0,docs/* rulePage */.gd)(id),
    defaultConfiguration: { level: severity },
});
function resultOf(report, rules, outcome) {
    const { rule, severity, at, message, applications, edit } = report;
    const { prefix } = outcome;
    const suffix = applications.length === 0 ? '' : ` (${applications.join(', ')})`;
    return {
        ruleId: rule.id,
        ruleIndex: rules.indexOf(rule),
        level: severity,
        message: { text: `${message}${suffix}` },
        locations: [
            {
                physicalLocation: {
                    artifactLocation: artifact(prefix + at.file),
                    region: { startLine: at.line, startColumn: at.column },
                },
            },
        ],
        // The same finding keeps its identity when lines above it come or go.
        partialFingerprints: {
            'finding/v1': (0,external_node_crypto_.createHash)('sha256').update(`${rule.id}\0${at.file}\0${message}`).digest('hex'),
        },
        ...(edit !== undefined && { fixes: [fixOf(edit, rule, prefix)] }),
    };
}
const fixOf = (edit, rule, prefix) => ({
    description: { text: rule.fix },
    artifactChanges: [
        {
            artifactLocation: artifact(prefix + edit.file),
            replacements: [
                {
                    deletedRegion: { charOffset: edit.start, charLength: edit.end - edit.start },
                    insertedContent: { text: edit.text },
                },
            ],
        },
    ],
});
const suppressionOf = ({ by, reason }) => ({
    kind: by === 'comment' ? 'inSource' : 'external',
    justification: reason,
});
const artifact = (path) => ({ uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' });

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./packages/gitops/out/grouped.js
var grouped = __webpack_require__(74979);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/output/text.js




/** For people: by file, each finding with its line of source. */
function textOutput(outcome, { colours }) {
    const style = (format, text) => (colours ? (0,external_node_util_.styleText)(format, text, { validateStream: false }) : text);
    const sections = [...(0,grouped/* grouped */.z)(outcome.reports, ({ at }) => at.file)].map(([file, reports]) => {
        const lines = linesOf(file, outcome);
        return `${style('underline', outcome.prefix + file)}\n${reports.map((report) => entry(report, lines, style)).join('')}`;
    });
    return `${[...sections, footer(outcome, style)].join('\n')}\n`;
}
function entry({ at, severity, rule, message, applications, edit }, lines, style) {
    const mark = style(severity === 'error' ? 'red' : 'yellow', severity);
    const where = applications.length === 0 ? '' : style('dim', ` [${(0,output_outcome/* enumerated */.BD)(applications)}]`);
    const fixable = edit === undefined ? '' : style('green', ' (fixable with --fix)');
    return `  ${at.line}:${at.column} ${mark} ${message}${where}${fixable} ${style('dim', rule.id)}\n${excerpt(at, lines, style)}`;
}
const widest = 120;
function excerpt(at, lines, style) {
    const source = lines[at.line - 1];
    if (source === undefined || source.trim() === '')
        return '';
    const from = at.column > widest ? at.column - 40 : 1;
    const shown = source.slice(from - 1, from - 1 + widest).replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ');
    const gutter = String(at.line).padStart(6);
    return style('dim', `${gutter} | ${shown}\n       | ${' '.repeat(at.column - from)}^`) + '\n';
}
function linesOf(file, { repository: { tree } }) {
    if (!tree.files.has(file))
        return [];
    return tree.lines(file);
}
function footer(outcome, style) {
    const { repository, suppressed, reports } = outcome;
    const { errors, warnings } = (0,output_outcome/* tallyOf */.sv)(outcome);
    const manifests = (0,output_outcome/* counted */.hS)(repository.applications.reduce((sum, each) => sum + each.manifests.length, 0), 'manifest');
    const looked = (0,output_outcome/* deploys */.hn)(repository) ? `${(0,output_outcome/* subjectOf */.et)(repository)} with ${manifests}` : (0,output_outcome/* subjectOf */.et)(repository);
    const found = reports.length === 0
        ? style('green', 'Nothing found')
        : `${style('red', (0,output_outcome/* counted */.hS)(errors, 'error'))}, ${style('yellow', (0,output_outcome/* counted */.hS)(warnings, 'warning'))}`;
    const [rule] = reports.map((report) => report.rule.id);
    return [
        `${found} in ${looked}${suppressed.length === 0 ? '' : `; ${suppressed.length} suppressed`}.`,
        ...outcome.notices.map(({ at, message }) => `Note: ${outcome.prefix}${at.file}:${at.line} ${message}.`),
        ...foreignNote(outcome),
        ...(rule === undefined ? [] : [`Each rule has a page: ${(0,docs/* rulePage */.gd)(rule)}`]),
    ].join('\n');
}
/** Nothing is passed over without a word. */
function foreignNote({ repository }) {
    const foreign = repository.applications.flatMap(({ renderings, sources }) => renderings.flatMap(({ kind }, index) => (kind === 'foreign' ? [sources[index]?.repoURL ?? ''] : [])));
    if (foreign.length === 0)
        return [];
    const addresses = [...new Set(foreign)];
    return [`Not looked at: ${(0,output_outcome/* counted */.hS)(foreign.length, 'source')} from elsewhere (${(0,output_outcome/* enumerated */.BD)(addresses)}).`];
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/output/output.js





const outputs = { text: 'text', json: 'json', sarif: 'sarif', github: 'github' };
function render(format, shown, { colours }) {
    switch (format) {
        case 'text':
            return textOutput(shown, { colours });
        case 'json':
            return jsonOutput(shown);
        case 'sarif':
            return sarifOutput(shown, shown.rules);
        case 'github':
            return (0,github/* githubOutput */.$)(shown);
        default:
            return format;
    }
}
const failsOn = {
    error: { fails: (result) => (0,output_outcome/* tallyOf */.sv)(result).errors > 0 },
    warning: { fails: ({ reports }) => reports.length > 0 },
    never: { fails: () => false },
};


/***/ }),

/***/ 91486:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $_: () => (/* binding */ applicationsOf),
/* harmony export */   r5: () => (/* binding */ isSwitchedOff),
/* harmony export */   sF: () => (/* binding */ readersIn)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60283);
/* harmony import */ var picomatch__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(14006);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _render_kustomization_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(29351);
/* harmony import */ var _yaml_fields_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(33220);





class ReaderIndex {
    complete;
    #byFile = new Map();
    #patterns = [];
    #folders = new Set();
    constructor(complete) {
        this.complete = complete;
    }
    file(path, application) {
        const readers = this.#byFile.get(path);
        if (readers === undefined)
            this.#byFile.set(path, new Set([application]));
        else
            readers.add(application);
    }
    pattern(path, application) {
        this.#patterns.push({ fits: picomatch__WEBPACK_IMPORTED_MODULE_3__(path), application });
    }
    folder(path) {
        this.#folders.add(path);
    }
    naming(file) {
        const fitting = this.#patterns.flatMap(({ fits, application }) => (fits(file) ? [application] : []));
        return [...new Set([...(this.#byFile.get(file) ?? []), ...fitting])];
    }
    anyOf(file) {
        if (this.naming(file).length > 0)
            return true;
        for (let folder = node_path__WEBPACK_IMPORTED_MODULE_1__.posix.dirname(file); folder !== '.'; folder = node_path__WEBPACK_IMPORTED_MODULE_1__.posix.dirname(folder))
            if (this.#folders.has(folder))
                return true;
        return this.#folders.has('');
    }
}
const known = new WeakMap();
function readersIn(repository) {
    const found = known.get(repository);
    if (found !== undefined)
        return found;
    const index = new ReaderIndex(!repository.problems.some(({ code }) => code === 'SET_NOT_EXPANDED'));
    const reading = new FilesRead(repository);
    for (const application of repository.applications)
        for (const source of application.sources)
            reading.addTo(index, application, source);
    known.set(repository, index);
    return index;
}
class FilesRead {
    #repository;
    #kustomizations = new Map();
    #chartsThatReadFiles = new Map();
    constructor(repository) {
        this.#repository = repository;
    }
    addTo(index, application, source) {
        for (const { file, written } of source.valueFiles) {
            // A variable of the build environment, which is filled in only when Argo CD renders.
            if (/\$(?:\{?ARGOCD_)/.test(written))
                index.complete = false;
            if (file === null)
                continue;
            if (/[*?[{]/.test(file))
                index.pattern(file, application);
            else
                index.file(file, application);
        }
        for (const parameter of (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_4__/* .listAt */ .gT)(source.value, ['helm', 'fileParameters']))
            index.file(node_path__WEBPACK_IMPORTED_MODULE_1__.posix.join(source.directory, (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(parameter, ['path']) ?? ''), application);
        if (!source.own || source.value['path'] === undefined)
            return;
        this.#addFolder(index, application, source);
    }
    #addFolder(index, application, { tool, directory }) {
        switch (tool) {
            case 'helm':
                index.file(node_path__WEBPACK_IMPORTED_MODULE_1__.posix.join(directory, 'values.yaml'), application);
                if (this.#readsFiles(directory))
                    index.folder(directory);
                return;
            case 'kustomize':
                for (const file of this.#kustomized(directory))
                    index.file(file, application);
                return;
            case 'directory':
                index.folder(directory);
                return;
            case 'plugin':
                index.complete = false;
                return;
            default:
                return tool;
        }
    }
    /** Whether a template of the chart takes files by `.Files`. */
    #readsFiles(chart) {
        const found = this.#chartsThatReadFiles.get(chart);
        if (found !== undefined)
            return found;
        const { tree } = this.#repository;
        const templates = chart === '' ? 'templates/' : `${chart}/templates/`;
        const reads = [...tree.files].some((file) => file.startsWith(templates) && tree.text(file).includes('.Files.'));
        this.#chartsThatReadFiles.set(chart, reads);
        return reads;
    }
    /** Every file that a kustomization leads to, itself and those of other kustomizations included. */
    #kustomized(directory) {
        const found = this.#kustomizations.get(directory);
        if (found !== undefined)
            return found;
        const files = new Set();
        const waiting = [directory];
        const { tree, yaml } = this.#repository;
        for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
            const kustomization = (0,_render_kustomization_js__WEBPACK_IMPORTED_MODULE_2__/* .kustomizationIn */ .d)(folder, tree);
            if (kustomization === undefined || files.has(kustomization))
                continue;
            files.add(kustomization);
            for (const { value } of yaml.get(kustomization)?.documents ?? []) {
                for (const [, text] of (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_4__/* .stringsIn */ .QQ)(value)) {
                    const path = node_path__WEBPACK_IMPORTED_MODULE_1__.posix.join(folder, text.split('=').at(-1) ?? '').replace(/\/$/, '');
                    if (tree.files.has(path))
                        files.add(path);
                    else if (tree.folders.has(path))
                        waiting.push(path);
                }
            }
        }
        this.#kustomizations.set(directory, files);
        return files;
    }
}
/** The Applications, without previews, that read a digest of the environment. */
function applicationsOf(repository, policy, environment) {
    const readers = readersIn(repository);
    const files = new Set([...policy.services.keys()].map((service) => (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .digestFile */ .TM)(policy, environment, service)));
    const reading = [...files].flatMap((file) => readers.naming(file));
    return new Set(reading.filter(({ from }) => from?.preview !== true));
}
/** Whether a mapping on the way to a value says that what it describes is switched off. */
function isSwitchedOff(value, path) {
    let current = value;
    for (const key of path) {
        if (!(0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_4__/* .isMapping */ .pi)(current))
            return false;
        if (current['enabled'] === false)
            return true;
        current = current[key];
    }
    return false;
}


/***/ }),

/***/ 69865:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a: () => (/* binding */ rules),
  N: () => (/* binding */ sourceRules)
});

// EXTERNAL MODULE: ./packages/gitops/out/yaml/fields.js
var fields = __webpack_require__(33220);
;// CONCATENATED MODULE: ./packages/gitops/out/sets/generators-of.js

/** All generators of a set, those inside of a matrix or merge behind it. */
function* generatorsOf(set) {
    yield* listed((0,fields/* mappingAt */.oh)(set, ['spec'])?.['generators'], ['spec', 'generators']);
}
function* listed(list, path) {
    for (const [index, generator] of (Array.isArray(list) ? list : []).entries()) {
        if (!(0,fields/* isMapping */.pi)(generator))
            continue;
        for (const [kind, value] of Object.entries(generator)) {
            if (kind === 'selector' || !(0,fields/* isMapping */.pi)(value))
                continue;
            const at = [...path, index, kind];
            yield { kind, value, path: at };
            yield* listed(value['generators'], [...at, 'generators']);
        }
    }
}

// EXTERNAL MODULE: ./packages/promotion/out/index.js + 65 modules
var out = __webpack_require__(60283);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/environments.js

/** The Applications that read a file in which promotion writes digests. */
function environmentApplications({ applications, policy }) {
    if (policy.kind !== 'policy')
        return [];
    const files = digestFiles(policy.policy);
    return applications.flatMap((application) => application.sources.flatMap((source) => {
        const environments = new Set(filesOf(source, files).map((file) => files.get(file)));
        return [...environments].flatMap((environment) => environment === undefined ? [] : [{ application, environment, source }]);
    }));
}
function digestFiles(policy) {
    return new Map(policy.environments.flatMap((environment) => [...policy.services.keys()].map((service) => [(0,out/* digestFile */.TM)(policy, environment.name, service), environment])));
}
function filesOf(source, files) {
    const values = source.valueFiles.flatMap(({ file }) => (file !== null && files.has(file) ? [file] : []));
    if (values.length > 0 || !source.own || source.directory === '' || source.tool === 'helm')
        return values;
    return [...files.keys()].filter((file) => file.startsWith(`${source.directory}/`));
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/application-sets.js


const setMissingKey = {
    id: 'set-missing-key',
    severity: 'warning',
    title: 'A set fills in `<no value>` where a parameter is missing',
    why: 'Without `missingkey=error`, a parameter that a generator does not give, or that is misspelt, becomes the text `<no value>`: in a name, a path or a namespace. With it, the set reports an error and leaves the Applications as they are.',
    fix: 'Add `goTemplateOptions: ["missingkey=error"]` beside `goTemplate: true`.',
    argo: {
        does: 'A missing parameter is written as `<no value>`; with the option, the set reports an error instead.',
        test: 'test/peers/cluster/automation-claims.test.ts: a parameter that is missing is written as <no value>, or an error where that is asked for',
    },
    *check({ applicationSets }) {
        for (const { resource, name, syntax } of applicationSets) {
            if (syntax.kind !== 'go' || syntax.missingIsError)
                continue;
            yield {
                at: resource.at(['spec', 'goTemplate'], 'key'),
                message: `ApplicationSet ${name} has Go templates without missingkey=error`,
            };
        }
    },
};
const setDeletesServices = {
    id: 'set-deletes-services',
    severity: 'warning',
    title: 'A set takes running services along when it goes',
    why: 'When an ApplicationSet is deleted, or an element of its generator disappears, its Applications are deleted, and with them everything that they have deployed. A slip in a list then stops an environment.',
    fix: 'Set `preserveResourcesOnDeletion: true` in `syncPolicy` of the set, and `applicationsSync: create-update` if Applications are to be kept as well.',
    argo: {
        does: 'Removing an element deletes its Application and all that it deployed; with `preserveResourcesOnDeletion` these stay.',
        test: 'test/peers/cluster/automation-claims.test.ts: an element that goes takes along what it deployed, but its namespace, and nothing where that is kept',
    },
    *check(repository) {
        const environments = new Map();
        for (const { application, environment } of environmentApplications(repository))
            if (application.from !== null)
                environments.set(application.from.set, environment.name);
        for (const set of repository.applicationSets) {
            const environment = environments.get(set);
            const finalizers = set.resource.list('spec', 'template', 'metadata', 'finalizers');
            const isKept = set.resource.field('spec', 'syncPolicy', 'preserveResourcesOnDeletion') === true;
            if (environment === undefined || set.preview || (isKept && !deletesResources(finalizers)))
                continue;
            yield {
                at: set.resource.at(['spec', 'syncPolicy'], 'key'),
                message: `ApplicationSet ${set.name} deploys ${environment}, and deletes what it has deployed when an Application goes`,
            };
        }
    },
};
/** Whether an Application with these finalizers deletes what it has deployed when it is deleted itself. */
const deletesResources = (finalizers) => finalizers.some((finalizer) => /^resources-finalizer\.argocd\.argoproj\.io(?:\/|$)/.test(String(finalizer)));
const matrixChildren = {
    id: 'matrix-children',
    severity: 'error',
    title: 'A matrix has other than two generators, or a merge less than two',
    why: 'Argo CD refuses a matrix that does not have exactly two generators, and a merge that has less than two: the set makes no Application, and reports an error in its conditions alone.',
    fix: 'Combine three by a matrix inside of a matrix.',
    argo: {
        does: 'The set has the condition ErrorOccurred, and makes no Application.',
        test: 'test/peers/cluster/automation-claims.test.ts: a matrix of three generators is refused',
    },
    *check({ applicationSets }) {
        for (const { resource, name } of applicationSets) {
            for (const { kind, value, path } of generatorsOf(resource.value)) {
                const count = Array.isArray(value['generators']) ? value['generators'].length : 0;
                const isWrong = (kind === 'matrix' && count !== 2) || (kind === 'merge' && count < 2);
                if (!isWrong)
                    continue;
                yield {
                    at: resource.at(path, 'key'),
                    message: `ApplicationSet ${name} has a ${kind} of ${count} ${count === 1 ? 'generator' : 'generators'}`,
                };
            }
        }
    },
};
const setRepeatsName = {
    id: 'set-repeats-name',
    severity: 'error',
    title: 'A set gives one name to several Applications',
    why: 'Argo CD refuses all Applications of one set that have the same name, and reports it in the conditions of the set alone.',
    fix: 'Put every parameter that tells them apart into the name.',
    argo: {
        does: 'The set has the condition ErrorOccurred with “duplicate name”, and does not make them.',
        test: 'test/peers/cluster/automation-claims.test.ts: Applications of one name are refused',
    },
    *check({ applicationSets }) {
        for (const { resource, name, repeated, preview } of applicationSets) {
            // Pull requests are stood in for by one, whatever repository they are of.
            if (preview)
                continue;
            for (const each of repeated) {
                yield {
                    at: resource.at(['spec', 'template', 'metadata', 'name']),
                    message: `ApplicationSet ${name} makes more than one Application ${each}`,
                };
            }
        }
    },
};

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/automation.js

const automatedPath = ['spec', 'syncPolicy', 'automated'];
const retryPath = ['spec', 'syncPolicy', 'retry'];
const syncByHand = {
    id: 'sync-by-hand',
    severity: 'error',
    title: 'An environment of the policy is not synced by itself',
    why: 'A promotion ends with a commit. Where nothing syncs it, it is never deployed, no status comes back, and the environments after it wait for ever.',
    fix: 'Set `syncPolicy.automated: {enabled: true, prune: true, selfHeal: true}`. To stop an environment for a while, let the policy freeze it.',
    *check(repository) {
        for (const { application, environment } of environmentApplications(repository)) {
            if (application.automated !== null)
                continue;
            yield {
                at: application.resource.at(automatedPath, 'key'),
                message: `Application ${application.name} deploys ${environment.name} and is synced only by hand`,
                application: application.name,
            };
        }
    },
};
const driftKept = {
    id: 'drift-kept',
    severity: 'warning',
    title: 'An environment of the policy keeps what is not in Git',
    why: 'Without `selfHeal`, a change by hand stays until the next commit, and promotion goes by what Git says. Without `prune`, what is removed from Git runs on, and the Application stays OutOfSync.',
    fix: 'Set `selfHeal: true` and `prune: true` in `syncPolicy.automated`. Single resources can be kept by `Prune=false` in their annotation.',
    argo: {
        does: 'Without `selfHeal`, an edit by hand stays; without `prune`, what was removed from Git stays.',
        test: 'test/peers/cluster/automation-claims.test.ts: without selfHeal and prune, what is edited and what is removed stays',
    },
    *check(repository) {
        for (const { application, environment } of environmentApplications(repository)) {
            const { automated, resource, name } = application;
            if (automated === null)
                continue;
            const missing = ['selfHeal', 'prune'].filter((field) => !automated[field]);
            if (missing.length === 0)
                continue;
            const [field] = missing;
            yield {
                at: resource.at([...automatedPath, ...(field === undefined ? [] : [field])]),
                message: `Application ${name} deploys ${environment.name} without ${missing.join(' and ')}`,
                application: name,
            };
        }
    },
};
const emptyAllowed = {
    id: 'empty-allowed',
    severity: 'warning',
    title: 'An Application may be pruned down to nothing',
    why: 'Argo CD refuses to prune everything of an Application at once, since it is mostly a mistake: a wrong path, or a template that renders nothing. `allowEmpty: true` takes that safeguard away.',
    fix: 'Leave it out. To remove everything, delete the Application.',
    *check({ applications }) {
        for (const { resource, name } of applications) {
            if (resource.field(...automatedPath, 'allowEmpty') !== true)
                continue;
            yield {
                at: resource.at([...automatedPath, 'allowEmpty'], 'key'),
                message: `Application ${name} has allowEmpty: true`,
                application: name,
            };
        }
    },
};
const retryKeepsRevision = {
    id: 'retry-keeps-revision',
    severity: 'warning',
    title: 'A failing sync is retried with the commit that fails',
    why: 'Without `refresh`, all retries of a sync take the commit that it began with. A fix or a revert waits until the last one has failed, which takes as long as the retries add up to; with a negative `limit`, for ever.',
    fix: 'Set `refresh: true` in `syncPolicy.retry`, beside a `limit`. Where there is no `retry`, Argo CD takes five without it.',
    argo: {
        does: 'A fix that is pushed while a sync is being retried is synced only after the last retry.',
        test: 'test/peers/cluster/automation-claims.test.ts: a retry without refresh takes the commit that has failed',
    },
    *check(repository) {
        for (const { application, environment } of environmentApplications(repository)) {
            const { resource, name, automated } = application;
            const retry = resource.mapping(...retryPath);
            if (automated === null || retry?.['refresh'] === true || retry?.['limit'] === 0)
                continue;
            yield {
                at: resource.at(retryPath, 'key'),
                message: `Application ${name} deploys ${environment.name} and retries a failing commit without looking for a newer one`,
                application: name,
            };
        }
    },
};
const retryWithoutLimit = {
    id: 'retry-without-limit',
    severity: 'error',
    title: 'A retry without a limit, which is none',
    why: 'A `retry` without `limit` is one with the limit 0: a sync that fails is never tried again, although backoff and refresh are written down.',
    fix: 'Set `limit`, for instance to 5.',
    argo: {
        does: 'A sync that fails is not tried again.',
        test: 'test/peers/cluster/automation-claims.test.ts: a retry without a limit is none',
    },
    *check({ applications }) {
        for (const { resource, name } of applications) {
            const retry = resource.mapping(...retryPath);
            if (retry === undefined || retry['limit'] !== undefined)
                continue;
            yield {
                at: resource.at(retryPath, 'key'),
                message: `Application ${name} has a retry without a limit, so that nothing is retried`,
                application: name,
            };
        }
    },
};
const hooksAlone = {
    id: 'hooks-alone',
    severity: 'error',
    title: 'An Application of hooks alone, which never run',
    why: 'Hooks do not count when Argo CD compares: an Application that has nothing else is always Synced, so automation never starts a sync, and its hooks do not run, not even the first time.',
    fix: 'Put the hooks into the Application whose sync they belong to, or make them Jobs of a wave that are no hooks.',
    argo: {
        does: 'An Application of one hook is Synced and never synced.',
        test: 'test/peers/cluster/automation-claims.test.ts: an Application of hooks alone is never synced',
    },
    *check({ applications }) {
        for (const { resource, name, automated, manifests, complete } of applications) {
            if (automated === null || !complete || manifests.length === 0)
                continue;
            if (manifests.some(({ sync }) => !sync.hook))
                continue;
            yield {
                at: resource.at(['spec'], 'key'),
                message: `Application ${name} has nothing but hooks, so that no sync ever starts by itself`,
                application: name,
            };
        }
    },
};

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/sync-order.js
const order = { PreSync: 0, Sync: 1, PostSync: 2 };
const isOrdered = (phase) => phase in order;
/** Negative where `left` comes before `right`. */
const compareMoments = (left, right) => order[left.phase] - order[right.phase] || left.wave - right.wave;
/** When the manifest is applied for the first time in a sync that goes well; undefined where it never is. */
function momentOf({ sync }) {
    const [first] = sync.phases
        .filter(isOrdered)
        .map((phase) => ({ phase, wave: sync.wave }))
        .toSorted(compareMoments);
    return first;
}
/** `wave 2`, or `wave 0 of PreSync` for what comes in another phase than most. */
const momentName = ({ phase, wave }) => phase === 'Sync' ? `wave ${wave}` : `wave ${wave} of ${phase}`;
/** Of everything that brings the same thing, what comes first. */
function earliest(bringers) {
    const [first] = bringers
        .flatMap((manifest) => {
        const moment = momentOf(manifest);
        return moment === undefined ? [] : [{ manifest, moment }];
    })
        .toSorted((left, right) => compareMoments(left.moment, right.moment));
    return first;
}
/** The manifests of an Application under every key that they are looked up by. */
function indexed({ manifests }, keys) {
    const index = new Map();
    for (const manifest of manifests) {
        for (const key of keys(manifest)) {
            const known = index.get(key);
            if (known === undefined)
                index.set(key, [manifest]);
            else
                known.push(manifest);
        }
    }
    return index;
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/canary.js


/** Whether a new version takes its time or waits for somebody: Argo CD sees it as Suspended or Progressing until then. */
function takesItsTime(resource) {
    if (!resource.is('argoproj.io', 'Rollout'))
        return false;
    const slow = resource
        .list('spec', 'strategy', 'canary', 'steps')
        .some((step) => (0,fields/* isMapping */.pi)(step) && ('pause' in step || 'analysis' in step || 'experiment' in step));
    const blueGreen = resource.mapping('spec', 'strategy', 'blueGreen') ?? {};
    return (slow ||
        blueGreen['autoPromotionEnabled'] === false ||
        blueGreen['autoPromotionSeconds'] !== undefined ||
        blueGreen['prePromotionAnalysis'] !== undefined);
}
const canaryBeforeLastWave = {
    id: 'canary-before-last-wave',
    severity: 'error',
    title: 'A Rollout takes its time in a wave that is not the last',
    why: 'Argo CD waits for every wave but the last to become healthy, and a Rollout is not while it pauses or analyses. The sync stays running for all that time, and a revert in Git is not looked at before it ends.',
    fix: 'Give the Rollout the last wave of its Application, together with its routes, autoscalers and disruption budgets, and no Sync hook in that wave.',
    argo: {
        does: 'The sync stays Running while the Rollout is paused, and a newer commit is not synced until it ends.',
        test: 'test/peers/cluster/application-claims.test.ts: a canary before the last wave keeps the sync from a revert',
    },
    *check({ applications }) {
        for (const application of applications) {
            for (const rollout of application.manifests.filter(takesItsTime)) {
                const held = heldUpBy(rollout, application);
                if (held === undefined)
                    continue;
                yield {
                    at: rollout.at(['metadata', 'annotations', 'argocd.argoproj.io/sync-wave']),
                    message: `${rollout.title} of wave ${rollout.sync.wave} takes its time, and ${held} waits for it`,
                    application: application.name,
                };
            }
        }
    },
};
/** What of the Sync phase is applied, or has to end, only when the Rollout is healthy. */
function heldUpBy(rollout, { manifests }) {
    const at = momentOf(rollout);
    if (at?.phase !== 'Sync')
        return undefined;
    const inSync = manifests.filter(({ sync }) => sync.phases.includes('Sync'));
    const [later] = inSync
        .filter(({ sync }) => sync.wave > at.wave)
        .toSorted((left, right) => left.sync.wave - right.sync.wave);
    if (later !== undefined)
        return `${later.title} of wave ${later.sync.wave}`;
    const isMultiStep = manifests.some((each) => compareMoments(momentOf(each) ?? at, at) < 0);
    const hook = isMultiStep ? inSync.find(({ sync }) => sync.hook && sync.wave === at.wave) : undefined;
    return hook === undefined ? undefined : `the end of a sync with hook ${hook.title} in ${momentName(at)}`;
}
const canaryBeforePostSync = {
    id: 'canary-before-post-sync',
    severity: 'error',
    title: 'A PostSync hook makes the sync wait for a Rollout that takes its time',
    why: 'PostSync hooks run once everything is healthy, and a Rollout is not while it pauses or analyses. The sync stays running for all that time, and a revert in Git is not looked at before it ends.',
    fix: 'Do what the hook does in a step of the canary (`analysis` with a Job), by a notification, or from an Application of its own.',
    argo: {
        does: 'The sync stays Running while the Rollout is paused, and a newer commit is not synced until it ends.',
        test: 'test/peers/cluster/application-claims.test.ts: a canary before a PostSync hook keeps the sync from a revert',
    },
    *check({ applications }) {
        for (const application of applications) {
            const rollout = application.manifests.find(takesItsTime);
            if (rollout === undefined)
                continue;
            for (const hook of application.manifests) {
                if (!hook.sync.phases.includes('PostSync'))
                    continue;
                yield {
                    at: hook.at(['metadata', 'annotations']),
                    message: `PostSync hook ${hook.title} waits for ${rollout.title}, which takes its time`,
                    application: application.name,
                };
            }
        }
    },
};
const canaryAppliedAgain = {
    id: 'canary-applied-again',
    severity: 'warning',
    title: 'A sync of anything touches a running canary as well',
    why: 'Without `ApplyOutOfSyncOnly=true`, every sync applies everything again and waits for it, also for a Rollout that is in the middle of a canary and that nobody has changed; and it writes over what the canary has set, such as the weights of a route.',
    fix: 'Add `ApplyOutOfSyncOnly=true` to `syncPolicy.syncOptions` of the Application.',
    *check({ applications }) {
        for (const { manifests, resource, name, syncOptions } of applications) {
            if (syncOptions.get('ApplyOutOfSyncOnly') === 'true')
                continue;
            const rollout = manifests.find(takesItsTime);
            if (rollout === undefined)
                continue;
            yield {
                at: resource.at(['spec', 'syncPolicy', 'syncOptions'], 'key'),
                message: `Application ${name} has ${rollout.title}, which takes its time, and no ApplyOutOfSyncOnly=true`,
                application: name,
            };
        }
    },
};

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/admission-policies.js

/** Of Kyverno: what stands in CEL, image by image. */
const kyvernoPolicies = ({ resources }) => resources
    .filter((resource) => resource.is('policies.kyverno.io', 'ImageValidatingPolicy'))
    .map((resource) => {
    const images = passages(resource, ['spec', 'validations'], 'expression');
    return {
        resource,
        images,
        identities: identitiesAt(resource, ['spec', 'attestors'], ['cosign', 'keyless', 'identities']),
        takes: (image) => images.some(({ text }) => names(text, image)),
    };
});
/** Of Sigstore's policy-controller: globs of images. */
const clusterImagePolicies = ({ resources }) => resources
    .filter((resource) => resource.is('policy.sigstore.dev', 'ClusterImagePolicy'))
    .map((resource) => {
    const images = passages(resource, ['spec', 'images'], 'glob');
    return {
        resource,
        images,
        identities: identitiesAt(resource, ['spec', 'authorities'], ['keyless', 'identities']),
        takes: (image) => images.some(({ text }) => matches(text, `${image}@sha256:${'0'.repeat(64)}`)),
    };
});
function passages(resource, list, field) {
    return resource.list(...list).flatMap((entry, index) => {
        const text = (0,fields/* isMapping */.pi)(entry) ? (0,fields/* textAt */.$6)(entry, [field]) : undefined;
        return text === undefined ? [] : [{ text, at: [...list, index, field] }];
    });
}
function identitiesAt(resource, list, below) {
    return resource.list(...list).flatMap((signer, index) => ((0,fields/* isMapping */.pi)(signer) ? (0,fields/* listAt */.gT)(signer, below) : []).filter(fields/* isMapping */.pi).map((identity, position) => ({
        subject: (0,fields/* textAt */.$6)(identity, ['subject']),
        at: [...list, index, ...below, position],
    })));
}
/** Whether a text has the whole name of an image, and not one that begins or ends with it. */
function names(text, image) {
    const literal = image.replaceAll(/[.*+?^$()|[\]\\{}]/g, String.raw `\$&`);
    return new RegExp(`(?<![\\w./:-])${literal}(?![\\w./-])`).test(text);
}
/**
 * Whether a glob is for a reference: `*` is what has no slash, `**` is anything (policy-controller, `pkg/apis/glob`). It
 * goes on from all places at once where the part before can end: a regular expression of many stars would try forever.
 */
function matches(glob, reference) {
    let ends = new Set([0]);
    for (const [part] of glob.matchAll(/\*\*|[^]/g))
        ends = new Set([...ends].flatMap((end) => endsOf(part, reference, end)));
    return ends.has(reference.length);
}
function endsOf(part, reference, from) {
    if (!part.startsWith('*'))
        return reference[from] === part ? [from + 1] : [];
    const slash = part === '**' ? -1 : reference.indexOf('/', from);
    const last = slash < 0 ? reference.length : slash;
    return Array.from({ length: last - from + 1 }, (_, length) => from + length);
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/deployed.js
/** Everything that any Application deploys. */
function* deployed({ applications }) {
    for (const { manifests } of applications)
        yield* manifests;
}

// EXTERNAL MODULE: ./packages/gitops/out/lint/rules/digest-readers.js
var digest_readers = __webpack_require__(91486);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/environment-namespaces.js

/** The Applications of every environment, in the order of the policy; one of several environments counts for none. */
function placed(repository) {
    if (repository.policy.kind !== 'policy')
        return [];
    const { policy } = repository.policy;
    const all = policy.environments.flatMap(({ name }) => [...(0,digest_readers/* applicationsOf */.$_)(repository, policy, name)].map((application) => ({ environment: name, application })));
    const times = new Map();
    for (const { application } of all)
        times.set(application, (times.get(application) ?? 0) + 1);
    return all.filter(({ application }) => times.get(application) === 1);
}
const placeOf = (cluster, namespace) => `${cluster} ${namespace}`;
/** Who was first in each namespace of each cluster. */
function owners(repository) {
    const first = new Map();
    for (const each of placed(repository)) {
        const { cluster, namespace } = each.application;
        const place = placeOf(cluster, namespace);
        if (namespace !== '' && !first.has(place))
            first.set(place, each);
    }
    return first;
}
const environmentsShareNamespace = {
    id: 'environments-share-namespace',
    severity: 'error',
    title: 'Two environments are one namespace',
    why: 'What is not proved yet then runs beside production: it reads the same Secrets, answers for the same Services, and each Application prunes or overwrites what the other one deploys.',
    fix: 'Give every environment a namespace of its own, or a cluster of its own.',
    *check(repository) {
        const first = owners(repository);
        for (const { environment, application } of placed(repository)) {
            const owner = first.get(placeOf(application.cluster, application.namespace));
            if (owner === undefined || owner.environment === environment)
                continue;
            yield {
                at: application.resource.at(['spec', 'destination', 'namespace']),
                message: `Application ${application.name} of ${environment} deploys to ${application.namespace}, as ${owner.application.name} of ${owner.environment} does`,
                application: application.name,
            };
        }
    },
};
const resourceInOtherEnvironment = {
    id: 'resource-in-other-environment',
    severity: 'error',
    title: 'An Application deploys into the namespace of another environment',
    why: 'A namespace that is written into a manifest goes before the destination of the Application. A change that is tried in one environment then changes another one at once, past promotion.',
    fix: 'Leave `metadata.namespace` out, or take it from `.Release.Namespace`.',
    argo: {
        does: "Argo CD applies the manifest to the namespace that it names, not to the Application's.",
        test: 'test/peers/cluster/argocd-claims.test.ts: a namespace in a manifest goes before the destination',
    },
    *check(repository) {
        const first = owners(repository);
        for (const { environment, application } of placed(repository)) {
            for (const manifest of application.manifests) {
                if (manifest.targetNamespace === application.namespace)
                    continue;
                const owner = first.get(placeOf(application.cluster, manifest.targetNamespace));
                if (owner === undefined || owner.environment === environment)
                    continue;
                yield {
                    at: manifest.at(['metadata', 'namespace']),
                    message: `${manifest.title} of ${environment} is deployed to ${manifest.targetNamespace}, which is of ${owner.environment}`,
                    application: application.name,
                };
            }
        }
    },
};

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/admission.js




/** What Kyverno judges by, and what policy-controller does: a cluster has one of them, so each has to do alone. */
const allPolicies = (repository) => [
    kyvernoPolicies(repository),
    clusterImagePolicies(repository),
];
function servicesOf({ policy }) {
    return policy.kind === 'policy' ? [...policy.policy.services] : [];
}
const admissionMissesImage = {
    id: 'admission-misses-image',
    severity: 'error',
    title: 'Admission policies are for some services and not for others',
    why: 'A service that was added to promotion.yaml alone is built, promoted and synced, and then none of its pods get in: the policies take the images that they name, and no others.',
    fix: 'Name the image of every service of promotion.yaml in the policy, or drop those that are not promoted any more from promotion.yaml.',
    *check(repository) {
        const services = servicesOf(repository);
        for (const policies of allPolicies(repository)) {
            const missed = services.filter(([, { image }]) => !policies.some((policy) => policy.takes(image)));
            const about = policies.find((policy) => services.some(([, { image }]) => policy.takes(image)));
            if (about === undefined)
                continue;
            const [first] = about.images.filter(({ text }) => services.some(([, { image }]) => text.includes(image)));
            for (const [name, { image }] of missed)
                yield {
                    at: about.resource.at(first?.at ?? []),
                    message: `${about.resource.title} takes images of promotion.yaml, but not ${image} of ${name}`,
                };
        }
    },
};
const admissionOtherSigner = {
    id: 'admission-other-signer',
    severity: 'error',
    title: 'An admission policy takes another signer than promotion does',
    why: 'Promotion takes what the workflow in promotion.yaml signed. Where the cluster asks for another one, nothing that was promoted gets in.',
    fix: 'Make the identity of the policy the workflow of promotion.yaml: `https://github.com/SOURCE/WORKFLOW@REF`.',
    *check(repository) {
        for (const { resource, identities, takes } of allPolicies(repository).flat()) {
            const [first] = identities;
            if (first === undefined)
                continue;
            for (const [name, service] of servicesOf(repository)) {
                if (!takes(service.image) || identities.some((identity) => isSigner(identity, service)))
                    continue;
                yield {
                    at: resource.at([...first.at, 'subject']),
                    message: `${resource.title} does not take what ${signerOf(service)} signs, which promotion.yaml names for ${name}`,
                };
            }
        }
    },
};
/** The end of the subject of its certificates; before it stands the server. */
const signerOf = ({ source, workflow, ref, signer }) => signer ?? `${source}/${workflow}@${ref}`;
/** Without a whole subject, whether it is the signer depends on what patterns make of the server. */
const isSigner = ({ subject }, service) => subject === undefined || subject.replace(/^https:\/\/[^/]+\//, '') === signerOf(service);
const admissionMissesNamespace = {
    id: 'admission-misses-namespace',
    severity: 'error',
    title: 'Admission policies guard some environments and not others',
    why: 'In the namespace of an environment that was added since, the cluster takes any image from anywhere, signed or not, and nothing says so.',
    fix: 'Name the namespace in the `namespaceSelector` of Kyverno\'s policy, or give it the label `policy.sigstore.dev/include: "true"` for policy-controller\'s.',
    *check(repository) {
        yield* unnamed(repository);
        yield* unlabelled(repository);
    },
};
/** Namespaces that no policy of Kyverno's names. */
function* unnamed(repository) {
    const named = kyvernoPolicies(repository).map(({ resource }) => ({ resource, names: namespacesOf(resource) }));
    const known = new Set(named.flatMap(({ names }) => names));
    const environments = namespacesByEnvironment(repository);
    const about = named.find(({ names }) => names.some((name) => environments.has(name)));
    if (about === undefined)
        return;
    for (const [namespace, environment] of environments) {
        if (known.has(namespace))
            continue;
        yield {
            at: about.resource.at(selector),
            message: `${about.resource.title} is not for the namespace ${namespace}, where ${environment} is deployed`,
        };
    }
}
const selector = ['spec', 'matchConstraints', 'namespaceSelector'];
const nameLabel = 'kubernetes.io/metadata.name';
function namespacesOf(resource) {
    const single = resource.text(...selector, 'matchLabels', nameLabel);
    const several = resource.list(...selector, 'matchExpressions').flatMap((expression) => {
        const isIn = (0,fields/* textAt */.$6)(expression, ['key']) === nameLabel && (0,fields/* textAt */.$6)(expression, ['operator']) === 'In';
        const values = isIn && (0,fields/* isMapping */.pi)(expression) ? expression['values'] : [];
        return Array.isArray(values) ? values.map(String) : [];
    });
    return [...(single === undefined ? [] : [single]), ...several];
}
/** Namespaces without the label, where those of other environments have it. */
function* unlabelled(repository) {
    if (clusterImagePolicies(repository).length === 0)
        return;
    const environments = namespacesByEnvironment(repository);
    const namespaces = [...deployed(repository)].filter((manifest) => manifest.is('', 'Namespace') && environments.has(manifest.name));
    if (!namespaces.some(isIncluded))
        return;
    for (const namespace of namespaces) {
        if (isIncluded(namespace))
            continue;
        const environment = environments.get(namespace.name) ?? '';
        yield {
            at: namespace.at(['metadata', 'labels']),
            message: `${namespace.title} of ${environment} has not the label ${includeLabel}: "true", as others have: policy-controller looks at nothing there`,
            application: namespace.application.name,
        };
    }
}
const includeLabel = 'policy.sigstore.dev/include';
const isIncluded = ({ labels }) => labels[includeLabel] === 'true';
const namespacesByEnvironment = (repository) => new Map(placed(repository)
    .filter(({ application }) => application.namespace !== '')
    .map(({ environment, application }) => [application.namespace, environment]));

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/neighbours.js

class Neighbourhood {
    complete;
    #byName = new Map();
    #byKind = new Map();
    constructor(complete) {
        this.complete = complete;
    }
    /** An object that several Applications deploy is one. */
    add(manifest) {
        const kind = `${manifest.group}/${manifest.kind}`;
        const name = `${kind}/${manifest.name}`;
        if (this.#byName.has(name))
            return;
        this.#byName.set(name, manifest);
        const ofKind = this.#byKind.get(kind);
        if (ofKind === undefined)
            this.#byKind.set(kind, [manifest]);
        else
            ofKind.push(manifest);
    }
    find(group, kind, name) {
        return this.#byName.get(`${group}/${kind}/${name}`);
    }
    all(group, kind) {
        return this.#byKind.get(`${group}/${kind}`) ?? [];
    }
}
const known = new WeakMap();
const neighbours_placeOf = (cluster, namespace) => `${cluster} ${namespace}`;
/** What stands beside a manifest, itself included. */
function neighboursOf(repository, { application, targetNamespace }) {
    const places = known.get(repository) ?? settle(repository);
    return places.get(neighbours_placeOf(application.cluster, targetNamespace)) ?? new Neighbourhood(false);
}
function settle(repository) {
    const places = new Map();
    const complete = !repository.problems.some(({ code }) => code === 'SET_NOT_EXPANDED');
    const at = (cluster, namespace) => {
        const place = neighbours_placeOf(cluster, namespace);
        const found = places.get(place) ?? new Neighbourhood(complete);
        places.set(place, found);
        return found;
    };
    for (const manifest of deployed(repository))
        at(manifest.application.cluster, manifest.targetNamespace).add(manifest);
    for (const application of repository.applications)
        if (!application.complete)
            at(application.cluster, application.namespace).complete = false;
    known.set(repository, places);
    return places;
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/rollouts.js



const argoGroup = 'argoproj.io';
function* rolloutsIn(repository) {
    for (const manifest of deployed(repository))
        if (manifest.is(argoGroup, 'Rollout'))
            yield manifest;
}
const canaryPath = ['spec', 'strategy', 'canary'];
function* canariesIn(repository) {
    for (const rollout of rolloutsIn(repository)) {
        const value = rollout.mapping(...canaryPath);
        if (value !== undefined)
            yield { rollout, value, steps: stepsOf(value) };
    }
}
const stepsOf = (canary) => (0,fields/* listAt */.gT)(canary, ['steps']).flatMap((value, index) => (0,fields/* isMapping */.pi)(value) ? [{ value, path: [...canaryPath, 'steps', index] }] : []);
function* analysesIn(repository) {
    for (const rollout of rolloutsIn(repository)) {
        for (const { path, background } of analysisPlaces(rollout)) {
            const value = rollout.mapping(...path);
            if (value !== undefined)
                yield analysisOf(repository, rollout, { value, path, background });
        }
    }
}
function analysisPlaces(rollout) {
    const steps = rollout.list(...canaryPath, 'steps').map((_, index) => [...canaryPath, 'steps', index, 'analysis']);
    const switches = ['prePromotionAnalysis', 'postPromotionAnalysis'].map((name) => [
        'spec',
        'strategy',
        'blueGreen',
        name,
    ]);
    return [
        { path: [...canaryPath, 'analysis'], background: true },
        ...[...steps, ...switches].map((path) => ({ path, background: false })),
    ];
}
function analysisOf(repository, rollout, place) {
    const neighbours = neighboursOf(repository, rollout);
    const references = (0,fields/* listAt */.gT)(place.value, ['templates']).flatMap((reference, index) => (0,fields/* isMapping */.pi)(reference) ? [{ reference, path: [...place.path, 'templates', index, 'templateName'] }] : []);
    const templates = references
        .filter(({ reference }) => reference['clusterScope'] !== true)
        .map(({ reference, path }) => {
        const name = (0,fields/* textAt */.$6)(reference, ['templateName']) ?? '';
        const manifest = neighbours.find(argoGroup, 'AnalysisTemplate', name);
        return { name, path, ...(manifest !== undefined && { manifest }) };
    });
    const resolved = templates.length === references.length && templates.every(({ manifest }) => manifest !== undefined);
    return { rollout, ...place, templates, resolved };
}
const metricsOf = (template) => template
    .list('spec', 'metrics')
    .flatMap((value, index) => (0,fields/* isMapping */.pi)(value)
    ? [{ template, name: (0,fields/* textAt */.$6)(value, ['name']) ?? '', value, path: ['spec', 'metrics', index] }]
    : []);
/** Metrics of every template, also of those that hold for a whole cluster. */
function* metricsIn(repository) {
    for (const manifest of deployed(repository))
        if (manifest.group === argoGroup && ['AnalysisTemplate', 'ClusterAnalysisTemplate'].includes(manifest.kind))
            yield* metricsOf(manifest);
}
/** Numbers stand in strings as well; undefined for what is no whole number, such as an argument still to be filled in. */
function wholeNumber(value) {
    if (typeof value === 'number')
        return Number.isInteger(value) ? value : undefined;
    return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined;
}
/** Labels of the Rollout's pods, those of the workload that it takes them from included; undefined where that is not known. */
function rolloutPodLabels(repository, rollout) {
    const reference = rollout.mapping('spec', 'workloadRef');
    if (reference === undefined)
        return rollout.mapping('spec', 'template', 'metadata', 'labels') ?? {};
    return referencedWorkload(repository, rollout)?.mapping('spec', 'template', 'metadata', 'labels');
}
/** The workload that a Rollout takes its pods from, where it is deployed beside it. */
function referencedWorkload(repository, rollout) {
    const reference = (0,fields/* mappingAt */.oh)(rollout.value, ['spec', 'workloadRef']);
    if (reference === undefined)
        return undefined;
    const group = ((0,fields/* textAt */.$6)(reference, ['apiVersion']) ?? '').split('/')[0] ?? '';
    const [kind, name] = [(0,fields/* textAt */.$6)(reference, ['kind']) ?? '', (0,fields/* textAt */.$6)(reference, ['name']) ?? ''];
    return neighboursOf(repository, rollout).find(group, kind, name);
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/analysis-judgement.js


const claims = 'test/peers/cluster/rollout-claims.test.ts';
/** What gives a value to judge; Kayenta, Jobs and plugins judge by themselves. */
const measuring = [
    'prometheus',
    'datadog',
    'newRelic',
    'wavefront',
    'graphite',
    'influxdb',
    'cloudWatch',
    'skywalking',
];
/** Whether each measurement is one value, which is there at once. */
const measures = ({ value }) => {
    const provider = (0,fields/* mappingAt */.oh)(value, ['provider']) ?? {};
    return measuring.some((name) => name in provider);
};
const conditionsOf = ({ value }) => ({
    success: (0,fields/* textAt */.$6)(value, ['successCondition']) ?? '',
    failure: (0,fields/* textAt */.$6)(value, ['failureCondition']) ?? '',
});
const analysisWithoutCondition = {
    id: 'analysis-without-condition',
    severity: 'error',
    title: 'A metric has no condition',
    why: 'Without `successCondition` and `failureCondition`, every value is a success: the analysis approves of whatever the query returns.',
    fix: 'Write a `successCondition`.',
    argo: {
        does: 'Argo Rollouts counts each measurement of the metric as successful.',
        test: `${claims}: a metric without a condition succeeds whatever it measures`,
    },
    *check(repository) {
        for (const metric of metricsIn(repository)) {
            const { success, failure } = conditionsOf(metric);
            if (!measures(metric) || success !== '' || failure !== '')
                continue;
            yield found(metric, 'has neither a successCondition nor a failureCondition');
        }
    },
};
const analysisPassesWithoutData = {
    id: 'analysis-passes-without-data',
    severity: 'warning',
    title: 'A metric passes without data',
    why: 'A rate of no requests at all is NaN, and a query that matches nothing returns an empty list. NaN makes every comparison false, so that a lone `failureCondition` is not met; `all` of nothing is true. The canary is then approved because nobody used it.',
    fix: 'Ask for a number first: `successCondition: len(result) > 0 && !isNaN(result[0]) && result[0] >= 0.99`.',
    argo: {
        does: 'Argo Rollouts counts a measurement without data as successful.',
        test: `${claims}: a metric with a failureCondition alone succeeds on NaN`,
    },
    *check(repository) {
        for (const metric of metricsIn(repository)) {
            const { success, failure } = conditionsOf(metric);
            if (!measures(metric))
                continue;
            if (success === '' && /[<>]/.test(failure) && !failure.includes('isNaN'))
                yield found(metric, 'passes on NaN: it has a failureCondition alone, which NaN does not meet', 'failureCondition');
            else if (/\b(?:all|none)\(\s*result\b/.test(success) && !/\blen\(\s*result\s*\)/.test(success))
                yield found(metric, 'passes on an empty result, of which all and none are true', 'successCondition');
        }
    },
};
const analysisCannotFail = {
    id: 'analysis-cannot-fail',
    severity: 'error',
    title: 'A metric may fail as often as it is measured',
    why: 'A metric fails once it has more failures than `failureLimit`. With a limit of its `count` or more, that never happens: every measurement may fail, and the canary is approved.',
    fix: 'Set `failureLimit` well below `count`. A negative limit says openly that failures do not count.',
    argo: {
        does: 'Argo Rollouts reports the analysis as successful although all its measurements failed.',
        test: `${claims}: a metric whose failureLimit is its count succeeds on failures alone`,
    },
    *check(repository) {
        for (const metric of metricsIn(repository)) {
            const { value } = metric;
            const limit = wholeNumber(value['failureLimit']);
            const count = wholeNumber(value['count']) ?? ('interval' in value ? 0 : 1);
            // With a limit of successes in a row, failures make it inconclusive in the end.
            if (limit === undefined || count === 0 || limit < count || 'consecutiveSuccessLimit' in value)
                continue;
            yield found(metric, `is measured ${count} times and may fail ${limit} times`, 'failureLimit');
        }
    },
};
const analysisLimitsMissing = {
    id: 'analysis-limits-missing',
    severity: 'warning',
    title: 'A metric that is measured repeatedly does not say how many failures it bears',
    why: 'Without `failureLimit` the first bad measurement of many aborts the release, and without `consecutiveErrorLimit` it takes five errors in a row to notice that there are no metrics at all: more than most analyses have measurements. Both are defaults that few know.',
    fix: 'Write `failureLimit` and `consecutiveErrorLimit`, also where the defaults of 0 and 4 are meant.',
    *check(repository) {
        for (const metric of metricsIn(repository)) {
            const { value } = metric;
            const repeated = 'interval' in value || (wholeNumber(value['count']) ?? 1) > 1;
            const missing = ['failureLimit', 'consecutiveErrorLimit'].filter((name) => !(name in value));
            if (!measures(metric) || !repeated || missing.length === 0)
                continue;
            yield found(metric, `does not set ${missing.join(' and ')}`);
        }
    },
};
function found({ template, name, path }, says, field) {
    return {
        at: template.at(field === undefined ? path : [...path, field], field === undefined ? 'value' : 'key'),
        message: `${template.title}: metric ${name} ${says}`,
        application: template.application.name,
    };
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/go-duration.js
const unitSeconds = {
    ns: 1e-9,
    us: 1e-6,
    µs: 1e-6,
    ms: 1e-3,
    s: 1,
    m: 60,
    h: 3600,
};
/** Seconds of a duration as Go writes it (`1h30m`), or of plain seconds; undefined for anything else, such as an argument still to be filled in. */
function secondsOf(value) {
    if (typeof value === 'number')
        return value;
    if (typeof value !== 'string')
        return undefined;
    if (/^\d+$/.test(value))
        return Number(value);
    if (!/^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(value))
        return undefined;
    return [...value.matchAll(/([\d.]+)([a-zµ]+)/g)].reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (unitSeconds[unit] ?? Number.NaN), 0);
}
/** `1h5m`, `90s` as `1m30s`; for people. */
function durationText(seconds) {
    const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
    const parts = [hours && `${hours}h`, minutes && `${minutes}m`, rest && `${rest}s`].filter(Boolean);
    return parts.length === 0 ? '0s' : parts.join('');
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/analysis-duration.js




const analysisEndsBeforeCanary = {
    id: 'analysis-ends-before-canary',
    severity: 'error',
    title: 'An analysis in the background is over before the canary is',
    why: 'A metric with a `count` ends after as many measurements. In the background of a canary that is the end of the analysis: Argo Rollouts does not begin another, and takes all later steps unmeasured. A version that fails only under half of the traffic is then promoted.',
    fix: 'Leave `count` out: what runs in the background ends with the canary. Where a step waits for the same template, which needs the count, give each a template of its own.',
    argo: {
        does: 'Argo Rollouts ends the analysis as successful, begins no other, and promotes a version that fails later.',
        test: 'test/peers/cluster/rollout-claims.test.ts: a background analysis with a count is over before the canary, and sees nothing of what fails later',
    },
    *check(repository) {
        for (const analysis of analysesIn(repository)) {
            if (!analysis.background)
                continue;
            const lasts = pausesFrom(analysis);
            for (const metric of analysis.templates.flatMap(({ manifest }) => manifest === undefined ? [] : metricsOf(manifest))) {
                const measured = measuredFor(metric);
                if (measured === undefined || measured >= lasts)
                    continue;
                const { template, name, value, path } = metric;
                const ends = measured === 0 ? 'is measured once' : `is measured for ${durationText(measured)}`;
                const goesOn = lasts === Infinity ? 'without an end' : `for ${durationText(lasts)} at least`;
                yield {
                    at: template.at('count' in value ? [...path, 'count'] : path, 'count' in value ? 'key' : 'value'),
                    message: `${template.title}: metric ${name} ${ends}, and the canary of ${analysis.rollout.title} goes on ${goesOn}`,
                    application: template.application.name,
                };
            }
        }
    },
};
/** Seconds that the canary pauses from where its analysis begins; what else it does takes time as well, but nobody knows how much. */
function pausesFrom({ rollout, value }) {
    const steps = rollout.list(...canaryPath, 'steps').slice(wholeNumber(value['startingStep']) ?? 0);
    return steps
        .filter((step) => (0,fields/* isMapping */.pi)(step) && 'pause' in step)
        .map((step) => {
        const duration = (0,fields/* fieldAt */.UK)(step, ['pause', 'duration']);
        return duration === undefined ? Infinity : (secondsOf(duration) ?? 0);
    })
        .reduce((sum, each) => sum + each, 0);
}
/** Seconds from the begin of the analysis to a metric's last measurement; undefined where it has none, or where that is not known. */
function measuredFor(metric) {
    const { value } = metric;
    const delay = secondsOf(value['initialDelay'] ?? 0);
    if (delay === undefined)
        return undefined;
    // A Job or a judge that is asked once may well take its time.
    if (!('interval' in value))
        return measures(metric) ? delay : undefined;
    const interval = secondsOf(value['interval']);
    const ends = ['count', 'consecutiveSuccessLimit']
        .map((name) => wholeNumber(value[name]) ?? 0)
        .filter((limit) => limit > 0);
    return interval === undefined || ends.length === 0 ? undefined : delay + (Math.min(...ends) - 1) * interval;
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/analysis-references.js



const analysis_references_claims = 'test/peers/cluster/rollout-claims.test.ts';
const analysisTemplateMissing = {
    id: 'analysis-template-missing',
    severity: 'error',
    title: 'A Rollout names an AnalysisTemplate that is not there',
    why: 'The Rollout is invalid until the template exists, and no new version is rolled out.',
    fix: 'Deploy the AnalysisTemplate to the namespace of the Rollout, correct the name, or set `clusterScope: true` for a ClusterAnalysisTemplate.',
    argo: {
        does: 'Argo Rollouts sets the condition InvalidSpec: the AnalysisTemplate is not found.',
        test: `${analysis_references_claims}: a Rollout that names a missing AnalysisTemplate is refused`,
    },
    *check(repository) {
        for (const { rollout, templates } of analysesIn(repository)) {
            if (!neighboursOf(repository, rollout).complete)
                continue;
            for (const { name, path, manifest } of templates) {
                if (manifest !== undefined)
                    continue;
                const message = `${rollout.title}: there is no AnalysisTemplate ${name} in namespace ${rollout.targetNamespace}`;
                yield { at: rollout.at(path), message, application: rollout.application.name };
            }
        }
    },
};
const analysisWithoutTemplates = {
    id: 'analysis-without-templates',
    severity: 'error',
    title: 'An analysis names no templates',
    why: 'In the background nothing is then measured, and the canary is promoted whatever it does; a step waits for ever for an analysis that is not started. It happens with `templateName` beside `args`, which was right long ago and is dropped today.',
    fix: 'Write `templates: [{templateName: NAME}]`.',
    argo: {
        does: 'Argo Rollouts starts no AnalysisRun, and promotes the canary.',
        test: `${analysis_references_claims}: an analysis that names no templates measures nothing`,
    },
    *check(repository) {
        for (const { rollout, value, path } of analysesIn(repository)) {
            if ((0,fields/* listAt */.gT)(value, ['templates']).length > 0)
                continue;
            const message = `${rollout.title} has an analysis without templates`;
            yield { at: rollout.at(path, 'key'), message, application: rollout.application.name };
        }
    },
};
const argumentsIn = (list) => list.flatMap((argument) => (0,fields/* isMapping */.pi)(argument)
    ? [{ name: (0,fields/* textAt */.$6)(argument, ['name']) ?? '', filled: 'value' in argument || 'valueFrom' in argument }]
    : []);
/** All that the templates declare; undefined where some template, or one that it includes, is not known. */
function declared({ templates, resolved }) {
    const manifests = templates.flatMap(({ manifest }) => manifest ?? []);
    if (!resolved ||
        manifests.length === 0 ||
        manifests.some((manifest) => manifest.list('spec', 'templates').length > 0))
        return undefined;
    return manifests.flatMap((manifest) => argumentsIn(manifest.list('spec', 'args')));
}
const analysisArgumentMissing = {
    id: 'analysis-argument-missing',
    severity: 'error',
    title: 'An analysis lacks an argument',
    why: 'An argument of an AnalysisTemplate that has no value has to come from the Rollout. Without it the Rollout is invalid, and no new version is rolled out.',
    fix: 'Give the argument under `args` of the analysis, or a value in the template.',
    argo: {
        does: 'Argo Rollouts sets the condition InvalidSpec: the argument was not resolved.',
        test: `${analysis_references_claims}: a Rollout that does not give an argument of its analysis is refused`,
    },
    *check(repository) {
        for (const analysis of analysesIn(repository)) {
            const all = declared(analysis) ?? [];
            const given = argumentsIn((0,fields/* listAt */.gT)(analysis.value, ['args'])).filter(({ filled }) => filled);
            const filled = new Set([...all, ...given].flatMap((each) => (each.filled ? [each.name] : [])));
            for (const name of new Set(all.map((each) => each.name))) {
                if (filled.has(name))
                    continue;
                const { rollout, path } = analysis;
                const message = `${rollout.title} does not give the argument ${name} that ${namesOf(analysis)} needs`;
                yield { at: rollout.at([...path, 'args']), message, application: rollout.application.name };
            }
        }
    },
};
const analysisArgumentUnknown = {
    id: 'analysis-argument-unknown',
    severity: 'warning',
    title: 'A Rollout gives an argument that its analysis does not have',
    why: 'The argument is dropped without a word. Often it is a misspelling, and the template goes on with the default that it was meant to replace.',
    fix: 'Correct the name, declare it under `spec.args` of the AnalysisTemplate, or drop it.',
    *check(repository) {
        for (const analysis of analysesIn(repository)) {
            const all = declared(analysis);
            if (all === undefined)
                continue;
            const names = new Set(all.map(({ name }) => name));
            for (const [index, { name }] of argumentsIn((0,fields/* listAt */.gT)(analysis.value, ['args'])).entries()) {
                if (names.has(name))
                    continue;
                const { rollout, path } = analysis;
                const message = `${rollout.title} gives the argument ${name}, which ${namesOf(analysis)} does not have`;
                yield { at: rollout.at([...path, 'args', index, 'name']), message, application: rollout.application.name };
            }
        }
    },
};
const namesOf = ({ templates }) => templates.map(({ name }) => name).join(', ');
const analysisWithoutEnd = {
    id: 'analysis-without-end',
    severity: 'error',
    title: 'A step waits for an analysis that never ends',
    why: 'A metric with an `interval` and no `count` is measured for ever. In the background of a canary that is right; a step that waits for it makes the Rollout invalid.',
    fix: 'Give the metric a `count`, or run the analysis in the background, under `canary.analysis`.',
    argo: {
        does: 'Argo Rollouts sets the condition InvalidSpec: the metric runs indefinitely.',
        test: `${analysis_references_claims}: a step with a metric that never ends is refused`,
    },
    *check(repository) {
        for (const { rollout, background, templates } of analysesIn(repository)) {
            if (background)
                continue;
            for (const metric of templates.flatMap(({ manifest }) => (manifest === undefined ? [] : metricsOf(manifest)))) {
                const { template, name, value, path } = metric;
                const count = 'count' in value ? wholeNumber(value['count']) : 0;
                if (!('interval' in value) || count !== 0)
                    continue;
                const message = `${template.title}: metric ${name} has no count, and a step of ${rollout.title} waits for it`;
                yield { at: template.at(path), message, application: template.application.name };
            }
        }
    },
};

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/api-versions.js

/** From the deprecation guide of Kubernetes. */
const removals = [
    removal('extensions/v1beta1', '1.16', 'apps/v1', 'Deployment', 'DaemonSet', 'ReplicaSet'),
    removal('extensions/v1beta1', '1.16', 'networking.k8s.io/v1', 'NetworkPolicy'),
    removal('extensions/v1beta1', '1.22', 'networking.k8s.io/v1', 'Ingress'),
    removal('apps/v1beta1', '1.16', 'apps/v1', 'Deployment', 'StatefulSet'),
    removal('apps/v1beta2', '1.16', 'apps/v1', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'),
    removal('networking.k8s.io/v1beta1', '1.22', 'networking.k8s.io/v1', 'Ingress', 'IngressClass'),
    removal('rbac.authorization.k8s.io/v1beta1', '1.22', 'rbac.authorization.k8s.io/v1', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'),
    removal('apiextensions.k8s.io/v1beta1', '1.22', 'apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
    removal('admissionregistration.k8s.io/v1beta1', '1.22', 'admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'),
    removal('apiregistration.k8s.io/v1beta1', '1.22', 'apiregistration.k8s.io/v1', 'APIService'),
    removal('coordination.k8s.io/v1beta1', '1.22', 'coordination.k8s.io/v1', 'Lease'),
    removal('scheduling.k8s.io/v1beta1', '1.22', 'scheduling.k8s.io/v1', 'PriorityClass'),
    removal('storage.k8s.io/v1beta1', '1.22', 'storage.k8s.io/v1', 'CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment'),
    removal('storage.k8s.io/v1beta1', '1.27', 'storage.k8s.io/v1', 'CSIStorageCapacity'),
    removal('batch/v1beta1', '1.25', 'batch/v1', 'CronJob'),
    removal('discovery.k8s.io/v1beta1', '1.25', 'discovery.k8s.io/v1', 'EndpointSlice'),
    removal('events.k8s.io/v1beta1', '1.25', 'events.k8s.io/v1', 'Event'),
    removal('policy/v1beta1', '1.25', 'policy/v1', 'PodDisruptionBudget'),
    removal('policy/v1beta1', '1.25', 'Pod Security Admission', 'PodSecurityPolicy'),
    removal('node.k8s.io/v1beta1', '1.25', 'node.k8s.io/v1', 'RuntimeClass'),
    removal('autoscaling/v2beta1', '1.25', 'autoscaling/v2', 'HorizontalPodAutoscaler'),
    removal('autoscaling/v2beta2', '1.26', 'autoscaling/v2', 'HorizontalPodAutoscaler'),
    removal('flowcontrol.apiserver.k8s.io/v1beta1', '1.26', 'flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'PriorityLevelConfiguration'),
    removal('flowcontrol.apiserver.k8s.io/v1beta2', '1.29', 'flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'PriorityLevelConfiguration'),
    removal('flowcontrol.apiserver.k8s.io/v1beta3', '1.32', 'flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'PriorityLevelConfiguration'),
];
function removal(apiVersion, since, instead, ...kinds) {
    return { apiVersion, since, instead, kinds };
}
/** Where only the version changes: these have the same fields in both. */
const sameFields = new Set([
    'PodDisruptionBudget',
    'CronJob',
    'Role',
    'RoleBinding',
    'ClusterRole',
    'ClusterRoleBinding',
    'PriorityClass',
    'RuntimeClass',
    'Lease',
    'IngressClass',
    'StorageClass',
    'CSIDriver',
]);
const apiVersionRemoved = {
    id: 'api-version-removed',
    severity: 'error',
    title: 'A manifest has an apiVersion that Kubernetes no longer serves',
    why: 'The API server does not know the kind in that version, and the sync of the whole Application fails before anything is applied.',
    fix: 'Write the version that replaces it. Where its fields changed, the deprecation guide of Kubernetes lists them.',
    argo: {
        does: 'Argo CD fails the sync: the resource is not known to the API server.',
        test: 'test/peers/cluster/argocd-claims.test.ts: a version that is no longer served fails the sync',
    },
    *check(repository) {
        for (const manifest of deployed(repository)) {
            const { apiVersion, kind } = manifest;
            const found = removals.find((each) => each.apiVersion === apiVersion && each.kinds.includes(kind));
            if (found === undefined)
                continue;
            const edit = sameFields.has(kind) ? manifest.origin.replacement(['apiVersion'], found.instead) : undefined;
            yield {
                at: manifest.at(['apiVersion']),
                message: `${manifest.title} is of ${apiVersion}, which Kubernetes ${found.since} removed; instead of it: ${found.instead}`,
                application: manifest.application.name,
                ...(edit !== undefined && { edit }),
            };
        }
    },
};
const clusterAdminBound = {
    id: 'cluster-admin-bound',
    severity: 'warning',
    title: 'A binding makes somebody the administrator of the cluster',
    why: 'Whoever takes over one of its pods has everything in the cluster: the Secrets of all namespaces, and Argo CD itself.',
    fix: 'Bind a Role with the verbs and resources that are needed, in the namespace where they are.',
    *check(repository) {
        for (const manifest of deployed(repository)) {
            if (manifest.group !== 'rbac.authorization.k8s.io' || !/^(?:Cluster)?RoleBinding$/.test(manifest.kind))
                continue;
            const path = ['roleRef', 'name'];
            if (manifest.text(...path) !== 'cluster-admin' || manifest.text('roleRef', 'kind') !== 'ClusterRole')
                continue;
            yield {
                at: manifest.at(path),
                message: `${manifest.title} binds cluster-admin`,
                application: manifest.application.name,
            };
        }
    },
};

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/argo-settings.js
/** Argo CD's own settings of how resources are compared and judged, as far as the repository has them. */
const argoSettings = ({ resources }) => resources
    .filter(({ kind, name }) => kind === 'ConfigMap' && name === 'argocd-cm')
    .flatMap((settings) => Object.entries(settings.mapping('data') ?? {}).flatMap(([key, value]) => key.startsWith('resource.customizations') ? [String(value)] : []));

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/autoscaler-targets.js



const path = ['spec', 'scaleTargetRef'];
/** Undefined for what is no autoscaler, or has no target. */
function autoscalerOf(manifest) {
    const isHpa = manifest.is('autoscaling', 'HorizontalPodAutoscaler');
    if (!isHpa && !manifest.is('keda.sh', 'ScaledObject'))
        return undefined;
    const reference = manifest.mapping(...path);
    const name = (0,fields/* textAt */.$6)(reference, ['name']);
    if (name === undefined)
        return undefined;
    // KEDA takes a Deployment for granted, as nothing else does.
    const kind = (0,fields/* textAt */.$6)(reference, ['kind']) ?? (isHpa ? '' : 'Deployment');
    const apiVersion = (0,fields/* textAt */.$6)(reference, ['apiVersion']) ?? (isHpa ? '' : 'apps/v1');
    const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
    const fewest = manifest.field('spec', isHpa ? 'minReplicas' : 'minReplicaCount') ?? (isHpa ? 1 : 0);
    return { manifest, target: { group, kind, name }, path, fewest: wholeNumber(fewest) };
}
function* autoscalersIn(repository) {
    for (const manifest of deployed(repository)) {
        const autoscaler = autoscalerOf(manifest);
        if (autoscaler !== undefined)
            yield autoscaler;
    }
}
const autoscaler_targets_known = new WeakMap();
/** Those that scale a workload; one that several Applications deploy counts once. */
function autoscalersOf(repository, workload) {
    const all = autoscaler_targets_known.get(repository) ?? byTarget(repository);
    return all.get(autoscaler_targets_placeOf(workload, workload)) ?? [];
}
const autoscaler_targets_placeOf = (beside, { group, kind, name }) => [beside.application.cluster, beside.targetNamespace, group, kind, name].join('/');
function byTarget(repository) {
    const found = new Map();
    for (const autoscaler of autoscalersIn(repository)) {
        const place = autoscaler_targets_placeOf(autoscaler.manifest, autoscaler.target);
        const there = found.get(place) ?? new Map();
        const { identity } = autoscaler.manifest;
        if (!there.has(identity))
            there.set(identity, autoscaler);
        found.set(place, there);
    }
    const all = new Map([...found].map(([place, there]) => [place, [...there.values()]]));
    autoscaler_targets_known.set(repository, all);
    return all;
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/ignored-paths.js

/** The paths of `ignoreDifferences` that say plainly where they lead; what selects or computes is left out. */
function ignoredPaths(application) {
    return (0,fields/* listAt */.gT)(application.value, ['spec', 'ignoreDifferences']).flatMap((entry, index) => {
        if (!(0,fields/* isMapping */.pi)(entry))
            return [];
        const within = (field, parse) => (0,fields/* listAt */.gT)(entry, [field]).flatMap((written, position) => {
            const steps = parse(String(written));
            const at = ['spec', 'ignoreDifferences', index, field, position];
            return steps === undefined ? [] : [{ text: String(written), steps, at, of: entry }];
        });
        return [...within('jsonPointers', pointerSteps), ...within('jqPathExpressions', jqSteps)];
    });
}
/** RFC 6901. */
function pointerSteps(pointer) {
    if (pointer === '' || pointer === '/')
        return [];
    if (!pointer.startsWith('/'))
        return undefined;
    return pointer
        .slice(1)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
        .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
const jqStep = /^(?:\.?\[(?:"([^"]*)"|(\d+)|)\]\??|\.([A-Za-z_]\w*)\??|\."([^"]*)"\??)/;
/** Of an expression that is nothing but keys, indices and `[]`. */
function jqSteps(expression) {
    let rest = expression.trim();
    if (rest === '.')
        return [];
    const steps = [];
    while (rest !== '') {
        const match = jqStep.exec(rest);
        if (match === null)
            return undefined;
        const [whole, bracketed, index, plain, quoted] = match;
        const key = bracketed ?? plain ?? quoted;
        steps.push(key ?? (index === undefined ? '*' : Number(index)));
        rest = rest.slice(whole.length);
    }
    return steps;
}
/** Whether the entry of `ignoreDifferences` is for this manifest. */
function concerns(entry, manifest) {
    const [group, kind] = [(0,fields/* textAt */.$6)(entry, ['group']) ?? '', (0,fields/* textAt */.$6)(entry, ['kind']) ?? ''];
    const [name, namespace] = [(0,fields/* textAt */.$6)(entry, ['name']) ?? '', (0,fields/* textAt */.$6)(entry, ['namespace']) ?? ''];
    const matches = (pattern, value) => pattern === '*' || pattern === value;
    return (matches(group, manifest.group) &&
        matches(kind, manifest.kind) &&
        (name === '' || name === manifest.name) &&
        (namespace === '' || namespace === manifest.targetNamespace));
}
/** Whether anything stands at the path. */
function leadsTo(value, [step, ...rest]) {
    if (step === undefined)
        return value !== undefined;
    if (Array.isArray(value)) {
        if (step === '*')
            return value.some((item) => leadsTo(item, rest));
        return typeof step === 'number' && leadsTo(value[step], rest);
    }
    return (0,fields/* isMapping */.pi)(value) && Object.hasOwn(value, String(step)) && leadsTo(value[String(step)], rest);
}
/** Whether all at `path` is at or below what `steps` lead to. */
const covers = (steps, path) => steps.length <= path.length &&
    steps.every((step, index) => step === path[index] || (step === '*' && typeof path[index] === 'number'));

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/autoscalers.js






/** Kinds that the repository would deploy itself; others come from operators. */
const workloads = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', 'argoproj.io/Rollout']);
const autoscalerTargetMissing = {
    id: 'autoscaler-target-missing',
    severity: 'error',
    title: 'An autoscaler scales what is not there',
    why: 'Nothing is scaled, and nothing says so but a condition of the autoscaler. It happens when a Rollout takes the place of a Deployment and the autoscaler still names the Deployment.',
    fix: 'Name the workload that is deployed, with its kind: `apiVersion: argoproj.io/v1alpha1, kind: Rollout`. For a Rollout with `workloadRef`, that is the Rollout too.',
    argo: {
        does: 'Argo CD shows the HorizontalPodAutoscaler as Degraded: its target cannot be scaled.',
        test: 'test/peers/cluster/argocd-claims.test.ts: an autoscaler of a missing Deployment is degraded',
    },
    *check(repository) {
        for (const { manifest, target, path } of autoscalersIn(repository)) {
            const { group, kind, name } = target;
            const neighbours = neighboursOf(repository, manifest);
            const found = (message, field) => ({
                at: manifest.at([...path, field]),
                message: `${manifest.title} ${message}`,
                application: manifest.application.name,
            });
            const rollouts = neighbours.all(argoGroup, 'Rollout');
            const replacing = rollouts.find((rollout) => {
                const workload = referencedWorkload(repository, rollout);
                return workload?.kind === kind && workload.name === name;
            });
            if (replacing !== undefined)
                yield found(`scales ${kind} ${name}, which ${replacing.title} replaces`, 'kind');
            if (!neighbours.complete || !workloads.has(`${group}/${kind}`))
                continue;
            if (neighbours.find(group, kind, name) !== undefined)
                continue;
            const other = [...workloads].find((each) => {
                const [itsGroup = '', itsKind = ''] = each.split('/');
                return neighbours.find(itsGroup, itsKind, name) !== undefined;
            });
            const instead = other === undefined ? '' : `, but ${other.split('/')[1] ?? ''} ${name}`;
            yield found(`scales ${kind} ${name}, which is not there${instead}`, other === undefined ? 'name' : 'kind');
        }
    },
};
const autoscalersCompete = {
    id: 'autoscalers-compete',
    severity: 'error',
    title: 'Two autoscalers scale one workload',
    why: 'A ScaledObject makes a HorizontalPodAutoscaler of its own. Two of them set the replicas against each other, up and down without end.',
    fix: 'Keep one. A ScaledObject can scale by CPU and memory too.',
    *check(repository) {
        for (const { manifest, target, path } of autoscalersIn(repository)) {
            const workload = neighboursOf(repository, manifest).find(target.group, target.kind, target.name);
            if (workload === undefined)
                continue;
            const first = autoscalersOf(repository, workload)[0]?.manifest;
            if (first === undefined || first.identity === manifest.identity)
                continue;
            const message = `${manifest.title} scales ${workload.title}, as ${first.title} does`;
            yield { at: manifest.at([...path, 'name']), message, application: manifest.application.name };
        }
    },
};
const replicasBesideAutoscaler = {
    id: 'replicas-beside-autoscaler',
    severity: 'warning',
    title: 'A workload says its replicas although an autoscaler sets them',
    why: 'Argo CD puts the number from Git back with every sync, and at once where it heals by itself. In the middle of a peak that takes most of the pods away.',
    fix: 'Leave `replicas` out of the workload.',
    argo: {
        does: 'Argo CD sets the replicas back to what Git says.',
        test: 'test/peers/cluster/argocd-claims.test.ts: replicas in Git overwrite those of an autoscaler',
    },
    *check(repository) {
        for (const manifest of deployed(repository)) {
            const replicas = wholeNumber(manifest.field('spec', 'replicas'));
            if (replicas === undefined || !workloads.has(`${manifest.group}/${manifest.kind}`))
                continue;
            const [autoscaler] = autoscalersOf(repository, manifest);
            if (autoscaler === undefined || isIgnored(repository, manifest))
                continue;
            const message = `${manifest.title} has ${replicas} replicas written, and ${autoscaler.manifest.title} scales it`;
            yield { at: manifest.at(['spec', 'replicas'], 'key'), message, application: manifest.application.name };
        }
    },
};
/** Whether Argo CD is told to leave the replicas alone, by the Application or for all of them. */
function isIgnored(repository, manifest) {
    const { application } = manifest;
    const told = ignoredPaths(application.resource).some(({ of, steps }) => concerns(of, manifest) && covers(steps, ['spec', 'replicas']));
    // What is set for all of them only hides the difference, unless the Application respects that when it applies.
    const isRespected = application.syncOptions.get('RespectIgnoreDifferences') === 'true';
    return told || (isRespected && argoSettings(repository).some((text) => /spec[./]replicas/.test(text)));
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/canary-services.js



const canary_services_claims = 'test/peers/cluster/rollout-claims.test.ts';
/** The name by which Rollouts knows the plugin for the Gateway API. */
const gatewayPlugin = 'argoproj-labs/gatewayAPI';
const routers = ['alb', 'smi', 'apisix', 'ambassador', 'nginx', 'appMesh', 'traefik'];
/** Whether traffic is routed between two Services that the Rollout has to name. */
function needsServices(canary) {
    const routing = (0,fields/* mappingAt */.oh)(canary, ['trafficRouting']);
    if (routing === undefined || 'pingPong' in canary)
        return false;
    if ((0,fields/* mappingAt */.oh)(routing, ['plugins', gatewayPlugin]) !== undefined)
        return true;
    const istio = (0,fields/* mappingAt */.oh)(routing, ['istio']);
    return routers.some((router) => router in routing) || (istio !== undefined && !('destinationRule' in istio));
}
const places = [
    ['canary', 'stableService'],
    ['canary', 'canaryService'],
    ['canary', 'pingPong', 'pingService'],
    ['canary', 'pingPong', 'pongService'],
    ['blueGreen', 'activeService'],
    ['blueGreen', 'previewService'],
];
function canary_services_servicesOf(rollout) {
    return places.flatMap((place) => {
        const path = ['spec', 'strategy', ...place];
        const name = rollout.text(...path);
        return name === undefined || name === '' ? [] : [{ name, path }];
    });
}
const canaryServiceMissing = {
    id: 'canary-service-missing',
    severity: 'error',
    title: 'A Service that a Rollout needs is missing',
    why: 'A Rollout moves traffic between two Services. Where one is not deployed, or both are one, it is refused as invalid; where one is not named, the weights cannot be set. Either way no new version is rolled out.',
    fix: 'Deploy two Services that differ only in their names, and name them in `stableService` and `canaryService`.',
    argo: {
        does: 'Argo Rollouts sets the condition InvalidSpec, and the new version gets no pod.',
        test: `${canary_services_claims}: a Rollout whose canary Service is missing is refused`,
    },
    *check(repository) {
        for (const { rollout, value } of canariesIn(repository)) {
            const found = (field, message) => ({
                at: rollout.at([...canaryPath, field]),
                message: `${rollout.title} ${message}`,
                application: rollout.application.name,
            });
            const [stable, canary] = [(0,fields/* textAt */.$6)(value, ['stableService']), (0,fields/* textAt */.$6)(value, ['canaryService'])];
            if (stable !== undefined && stable === canary)
                yield found('canaryService', `has ${stable} as its stable and as its canary Service`);
            if (!needsServices(value))
                continue;
            if (stable === undefined)
                yield found('trafficRouting', 'routes traffic without a stableService');
            if (canary === undefined)
                yield found('trafficRouting', 'routes traffic without a canaryService');
        }
        for (const rollout of rolloutsIn(repository)) {
            const neighbours = neighboursOf(repository, rollout);
            if (!neighbours.complete)
                continue;
            for (const { name, path } of canary_services_servicesOf(rollout)) {
                if (neighbours.find('', 'Service', name) !== undefined)
                    continue;
                yield {
                    at: rollout.at(path),
                    message: `${rollout.title}: there is no Service ${name}, which ${String(path.at(-1))} names`,
                    application: rollout.application.name,
                };
            }
        }
    },
};
const hashLabel = 'rollouts-pod-template-hash';
const canaryServiceSelector = {
    id: 'canary-service-selector',
    severity: 'error',
    title: 'A Service of a Rollout does not select its pods',
    why: 'Argo Rollouts adds the hash of a version to the selectors of both Services. A label besides that the pods do not carry makes the Rollout invalid; a hash that is written in Git is put back by every sync and taken away again by the controller, and traffic is lost meanwhile.',
    fix: "Select by labels of the Rollout's pods alone, the same in both Services, and leave `rollouts-pod-template-hash` to the controller.",
    argo: {
        does: 'Argo Rollouts sets the condition InvalidSpec: the Service has an unmatched label.',
        test: `${canary_services_claims}: a Rollout whose Service selects other labels is refused`,
    },
    *check(repository) {
        for (const rollout of rolloutsIn(repository))
            yield* selectorFindings(repository, rollout);
    },
};
function* selectorFindings(repository, rollout) {
    const labels = rolloutPodLabels(repository, rollout);
    for (const { name } of canary_services_servicesOf(rollout)) {
        const service = neighboursOf(repository, rollout).find('', 'Service', name);
        for (const [key, value] of Object.entries(service?.mapping('spec', 'selector') ?? {})) {
            const at = service?.at(['spec', 'selector', key]) ?? rollout.at();
            const application = rollout.application.name;
            if (key === hashLabel) {
                yield { at, message: `Service ${name} selects by ${hashLabel}, which is the controller's to set`, application };
            }
            else if (labels !== undefined && String(labels[key]) !== String(value)) {
                const message = `Service ${name} selects ${key}: ${String(value)}, which the pods of ${rollout.title} do not carry`;
                yield { at, message, application };
            }
        }
    }
}
const canaryRouteIncomplete = {
    id: 'canary-route-incomplete',
    severity: 'error',
    title: 'The route of a canary does not lead to both of its Services',
    why: 'The weights are written to the two backends of the HTTPRoute. Where the route or one of them is missing, the weights cannot be set, and the new version is held up.',
    fix: 'Deploy the HTTPRoute with a rule whose `backendRefs` are the stable Service with weight 100 and the canary Service with weight 0.',
    *check(repository) {
        for (const { rollout, value } of canariesIn(repository)) {
            const plugin = (0,fields/* mappingAt */.oh)(value, ['trafficRouting', 'plugins', gatewayPlugin]);
            const [stable, canary] = [(0,fields/* textAt */.$6)(value, ['stableService']), (0,fields/* textAt */.$6)(value, ['canaryService'])];
            if (plugin === undefined || stable === undefined || canary === undefined)
                continue;
            const neighbours = neighboursOf(repository, rollout);
            // A route in another namespace is seldom, and not looked for.
            if (((0,fields/* textAt */.$6)(plugin, ['namespace']) ?? rollout.targetNamespace) !== rollout.targetNamespace)
                continue;
            for (const { name, path } of httpRoutesOf(plugin)) {
                const route = neighbours.find('gateway.networking.k8s.io', 'HTTPRoute', name);
                const application = rollout.application.name;
                if (route === undefined && neighbours.complete) {
                    const at = rollout.at([...canaryPath, 'trafficRouting', 'plugins', gatewayPlugin, ...path]);
                    yield { at, message: `${rollout.title}: there is no HTTPRoute ${name}`, application };
                }
                if (route === undefined || canary_services_leadsTo(route, [stable, canary]))
                    continue;
                const message = `HTTPRoute ${name} has no rule that leads to both ${stable} and ${canary}, as ${rollout.title} needs`;
                yield { at: route.at(['spec', 'rules']), message, application };
            }
        }
    },
};
/** The HTTPRoutes that the plugin is told to write. */
function httpRoutesOf(plugin) {
    const one = (0,fields/* textAt */.$6)(plugin, ['httpRoute']);
    return [
        ...(one === undefined ? [] : [{ name: one, path: ['httpRoute'] }]),
        ...(0,fields/* listAt */.gT)(plugin, ['httpRoutes']).flatMap((route, index) => {
            const name = (0,fields/* textAt */.$6)(route, ['name']);
            return name === undefined ? [] : [{ name, path: ['httpRoutes', index, 'name'] }];
        }),
    ];
}
function canary_services_leadsTo(route, services) {
    return route.list('spec', 'rules').some((rule) => {
        const backends = (0,fields/* listAt */.gT)(rule, ['backendRefs'])
            .filter(fields/* isMapping */.pi)
            .map((backend) => (0,fields/* textAt */.$6)(backend, ['name']));
        return services.every((service) => backends.includes(service));
    });
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/canary-settings.js

const canary_settings_claims = 'test/peers/cluster/rollout-claims.test.ts';
const rollbackWindowMissing = {
    id: 'rollback-window-missing',
    severity: 'warning',
    title: 'A canary has no rollback window',
    why: 'Once a version is promoted, going back to the one before takes all steps again. A rollback is no time for half an hour of canary.',
    fix: 'Set `rollbackWindow: {revisions: 3}`: going back to one of the last three versions then skips the steps.',
    argo: {
        does: 'Argo Rollouts runs all steps of the canary for a version that was stable before.',
        test: `${canary_settings_claims}: going back without a rollback window takes all steps again`,
    },
    *check(repository) {
        for (const { rollout, steps } of canariesIn(repository)) {
            if (steps.length === 0 || (wholeNumber(rollout.field('spec', 'rollbackWindow', 'revisions')) ?? 0) > 0)
                continue;
            yield canary_settings_found(rollout, `${rollout.title} has no rollbackWindow`, ['spec', 'rollbackWindow']);
        }
    },
};
const progressDeadlineNotAborting = {
    id: 'progress-deadline-not-aborting',
    severity: 'warning',
    title: 'A canary that does not come up is not aborted',
    why: 'Where the new pods never become ready, the Rollout is degraded once `progressDeadlineSeconds` are over, but goes on trying, with the canary still in the Service.',
    fix: 'Set `progressDeadlineAbort: true`.',
    argo: {
        does: 'Argo Rollouts reports that the deadline is exceeded, and keeps the canary running.',
        test: `${canary_settings_claims}: a canary whose pods never get ready is kept without progressDeadlineAbort`,
    },
    *check(repository) {
        for (const { rollout, steps } of canariesIn(repository)) {
            if (steps.length === 0 || rollout.field('spec', 'progressDeadlineAbort') === true)
                continue;
            const message = `${rollout.title} does not set progressDeadlineAbort`;
            yield canary_settings_found(rollout, message, ['spec', 'progressDeadlineAbort']);
        }
    },
};
const historyBelowRollbackWindow = {
    id: 'history-below-rollback-window',
    severity: 'error',
    title: 'The history of a Rollout is shorter than its rollback window',
    why: 'Going back skips the steps only if the ReplicaSet of that version is still there. Those beyond `revisionHistoryLimit` are deleted, and the version counts as new.',
    fix: 'Keep at least as many revisions as `rollbackWindow` has.',
    *check(repository) {
        for (const rollout of rolloutsIn(repository)) {
            const window = wholeNumber(rollout.field('spec', 'rollbackWindow', 'revisions')) ?? 0;
            const limit = wholeNumber(rollout.field('spec', 'revisionHistoryLimit') ?? 10);
            if (limit === undefined || limit >= window)
                continue;
            const message = `${rollout.title} keeps ${limit} revisions, fewer than the ${window} of its rollbackWindow`;
            yield canary_settings_found(rollout, message, ['spec', 'revisionHistoryLimit']);
        }
    },
};
const canaryWithoutReadiness = {
    id: 'canary-without-readiness',
    severity: 'warning',
    title: 'The pods of a canary have no readiness probe',
    why: 'A container without one counts as ready as soon as it runs. The steps then go on, and traffic is sent, before the new version can answer; a version that never answers looks well until an analysis says otherwise.',
    fix: 'Give the container that serves a `readinessProbe`.',
    *check(repository) {
        for (const { rollout } of canariesIn(repository)) {
            const workload = referencedWorkload(repository, rollout) ?? rollout;
            const serving = workload.containers.filter(({ kind }) => kind === 'container');
            const [first] = serving;
            if (first === undefined || serving.some(({ value }) => 'readinessProbe' in value))
                continue;
            const message = `${rollout.title}: no container of its pods has a readinessProbe`;
            yield { at: workload.at(first.path), message, application: rollout.application.name };
        }
    },
};
const workloadKeptBesideRollout = {
    id: 'workload-kept-beside-rollout',
    severity: 'warning',
    title: 'A Rollout takes its pods from a Deployment that goes on running its own',
    why: 'With `workloadRef` alone, the Deployment keeps its replicas. Both run the same pods behind the same Service, and a new version reaches everybody through the Deployment, past the canary.',
    fix: 'Set `workloadRef.scaleDown: onsuccess`, or write `replicas: 0` in the Deployment.',
    argo: {
        does: 'Argo Rollouts leaves the replicas of the Deployment as they are.',
        test: `${canary_settings_claims}: a Deployment that a Rollout refers to keeps its replicas without scaleDown`,
    },
    *check(repository) {
        for (const rollout of rolloutsIn(repository)) {
            if (!('workloadRef' in (rollout.mapping('spec') ?? {})))
                continue;
            const scaleDown = rollout.text('spec', 'workloadRef', 'scaleDown') ?? 'never';
            const workload = referencedWorkload(repository, rollout);
            if (scaleDown !== 'never' || workload === undefined || workload.field('spec', 'replicas') === 0)
                continue;
            const message = `${rollout.title} takes its pods from ${workload.title}, which is not scaled down`;
            yield canary_settings_found(rollout, message, ['spec', 'workloadRef']);
        }
    },
};
/** Names under which builds stamp what differs between two builds of the same image and configuration. */
const stamps = /(?:^|[./_-])(?:git[-_.]?(?:sha|commit|rev(?:ision)?|hash)|commit(?:[-_.]?(?:sha|id|hash))?|build[-_.]?(?:date|time|number|id|timestamp)|builddate|buildtime|deploy(?:ed)?[-_.]?(?:at|date|time|timestamp)|rollme|restartedat|timestamp|release[-_.]?time|ci[-_.]?(?:run|job|pipeline)(?:[-_.]?id)?)$/i;
const stampValue = /^(?:[0-9a-f]{40}|\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*)$/;
const podTemplateStamped = {
    id: 'pod-template-stamped',
    severity: 'error',
    title: 'The pods of a Rollout carry the commit or the time of a build',
    why: 'Argo Rollouts tells versions apart by their pod template. With a commit or a time in it, putting the older digest back makes a third version instead of the older one: it runs the whole canary again, in a rollback.',
    fix: "Put it on the Rollout's own metadata, or into the image; the pod template may hold only what the digest and the configuration decide.",
    argo: {
        does: 'Argo Rollouts gives the same image a new ReplicaSet, and runs all steps for it.',
        test: `${canary_settings_claims}: the same image with another annotation on its pods is another version`,
    },
    *check(repository) {
        for (const rollout of rolloutsIn(repository)) {
            const workload = referencedWorkload(repository, rollout) ?? rollout;
            for (const part of ['annotations', 'labels']) {
                const path = ['spec', 'template', 'metadata', part];
                for (const [key, value] of Object.entries(workload.mapping(...path) ?? {})) {
                    if (!stamps.test(key) && !stampValue.test(String(value)))
                        continue;
                    const message = `${workload.title}: its pods carry ${key}, which differs between builds of the same version`;
                    yield canary_settings_found(rollout, message, [...path, key], workload);
                }
            }
        }
    },
};
const canary_settings_found = (rollout, message, path, place = rollout) => ({
    at: place.at(path, 'key'),
    message,
    application: rollout.application.name,
});

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/canary-steps.js



const canary_steps_claims = 'test/peers/cluster/rollout-claims.test.ts';
const canaryPauseWithoutEnd = {
    id: 'canary-pause-without-end',
    severity: 'error',
    title: 'A canary pauses without an end',
    why: 'The Rollout waits until somebody promotes it by hand. Nobody who looks at Git sees that, the release never ends, and the next one begins on top of it. Who decides about a release has approved its pull request already.',
    fix: 'Give the pause a `duration`, and let an analysis decide.',
    argo: {
        does: 'Argo Rollouts stays in the phase Paused, and Argo CD shows the Application as Suspended, until somebody resumes the Rollout.',
        test: `${canary_steps_claims}: a pause without a duration lasts until somebody ends it`,
    },
    *check(repository) {
        for (const { rollout, steps } of canariesIn(repository)) {
            for (const [index, { value, path }] of steps.entries()) {
                if (!('pause' in value) || (0,fields/* fieldAt */.UK)(value, ['pause', 'duration']) !== undefined)
                    continue;
                yield {
                    at: rollout.at([...path, 'pause'], 'key'),
                    message: `${rollout.title}: step ${index + 1} pauses without a duration`,
                    application: rollout.application.name,
                };
            }
        }
    },
};
const canaryWithoutSteps = {
    id: 'canary-without-steps',
    severity: 'warning',
    title: 'A canary has no steps',
    why: 'Without steps a Rollout replaces all pods as fast as a Deployment would: no share of the traffic is tried first.',
    fix: 'Write `steps` with weights, pauses that end and an analysis, or use a Deployment.',
    *check(repository) {
        for (const { rollout, steps } of canariesIn(repository)) {
            if (steps.length > 0)
                continue;
            yield {
                at: rollout.at(canaryPath, 'key'),
                message: `${rollout.title} has a canary without steps`,
                application: rollout.application.name,
            };
        }
    },
};
const canaryWeightUnreachable = {
    id: 'canary-weight-unreachable',
    severity: 'warning',
    title: 'A canary has too few replicas for its weight',
    why: 'Where no traffic is routed, the weight is a share of the pods, and one pod is the least there is. Of four pods and one more, that is a fifth of the traffic, whatever smaller weight is written.',
    fix: 'Begin with a weight that the smallest number of replicas can reach, run more replicas, or set up `trafficRouting`.',
    argo: {
        does: 'Argo Rollouts scales a canary with a weight above zero to one pod at least.',
        test: `${canary_steps_claims}: a weight below one pod is rounded up to one pod`,
    },
    *check(repository) {
        for (const canary of canariesIn(repository)) {
            if ('trafficRouting' in canary.value)
                continue;
            const { rollout, steps } = canary;
            const replicas = fewestReplicas(repository, canary);
            if (replicas === undefined || replicas < 1)
                continue;
            const least = Math.round(100 / (replicas + (surges(canary) ? 1 : 0)));
            for (const { value, path } of steps) {
                const weight = wholeNumber(value['setWeight']);
                // Half of it is no longer a matter of rounding.
                if (weight === undefined || weight <= 0 || weight * 2 > least)
                    continue;
                yield {
                    at: rollout.at([...path, 'setWeight'], 'key'),
                    message: `${rollout.title}: setWeight ${weight} cannot be reached with ${replicas} replicas: one pod is ${least} %`,
                    application: rollout.application.name,
                };
            }
        }
    },
};
/** As many as there are when nothing goes on; undefined where that cannot be known. */
function fewestReplicas(repository, { rollout }) {
    const autoscalers = autoscalersOf(repository, rollout);
    if (autoscalers.length > 0)
        return Math.min(...autoscalers.map(({ fewest }) => fewest ?? 0));
    if ('replicas' in (rollout.mapping('spec') ?? {}))
        return wholeNumber(rollout.field('spec', 'replicas'));
    // Where an autoscaler from elsewhere may be, the default of one says nothing.
    return undefined;
}
/** The default is a quarter, rounded up. */
const surges = ({ value }) => ![0, '0', '0%'].some((none) => none === value['maxSurge']);

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/canary-weights.js






const canaryWeightsHealed = {
    id: 'canary-weights-healed',
    severity: 'error',
    title: 'Argo CD puts the weights of a canary back',
    why: 'Argo Rollouts writes the weights of a canary into the route. To Argo CD that is a change by hand: where it heals by itself, it puts back what Git says within seconds, again and again, so that the new version is judged without any traffic.',
    fix: 'Have the Application of the route ignore them: `ignoreDifferences: [{group: gateway.networking.k8s.io, kind: HTTPRoute, jqPathExpressions: [".spec.rules[].backendRefs[].weight"]}]`. For a VirtualService of Istio it is `.spec.http[].route[].weight`. Add the sync option `ApplyOutOfSyncOnly=true`, so that a sync leaves a route alone that Git has not changed, and not `RespectIgnoreDifferences=true`, with which no change of the route’s rules arrives any more (see ignored-list-frozen). A commit that does change the route sends all traffic to the stable version until Argo Rollouts next looks at the canary: have it look each minute (`--rollout-resync=60`; without it, a quarter of an hour may pass).',
    argo: {
        does: 'A weight that something else has written into an HTTPRoute is put back by self-heal.',
        test: 'test/peers/cluster/automation-claims.test.ts: the weights of a route are put back, unless they are ignored',
    },
    *check(repository) {
        if (argoSettings(repository).some((text) => text.includes('weight')))
            return;
        const seen = new Set();
        for (const { rollout, value } of canariesIn(repository)) {
            const routing = (0,fields/* mappingAt */.oh)(value, ['trafficRouting']);
            if (routing === undefined)
                continue;
            for (const { route, weights } of weightedRoutes(repository, rollout, routing)) {
                const { application } = route;
                if (application.automated?.selfHeal !== true || seen.has(route.identity))
                    continue;
                seen.add(route.identity);
                if (weights.length === 0 || canary_weights_isIgnored(route, weights))
                    continue;
                yield {
                    at: application.resource.at(['spec', 'ignoreDifferences'], 'key'),
                    message: `Application ${application.name} heals by itself, and with it the weights of ${route.title}, which the canary of ${rollout.title} sets`,
                    application: application.name,
                };
            }
        }
    },
};
function weightedRoutes(repository, rollout, routing) {
    const neighbours = neighboursOf(repository, rollout);
    const plugin = (0,fields/* mappingAt */.oh)(routing, ['plugins', gatewayPlugin]);
    const httpRoutes = plugin === undefined ? [] : httpRoutesOf(plugin).map(({ name }) => name);
    return [
        ...httpRoutes.flatMap((name) => {
            const route = neighbours.find('gateway.networking.k8s.io', 'HTTPRoute', name);
            return route === undefined ? [] : [{ route, weights: weightsIn(route, ['spec', 'rules'], 'backendRefs') }];
        }),
        ...virtualServicesOf(routing).flatMap((name) => {
            const route = neighbours.find('networking.istio.io', 'VirtualService', name);
            return route === undefined ? [] : [{ route, weights: weightsIn(route, ['spec', 'http'], 'route') }];
        }),
    ];
}
function virtualServicesOf(routing) {
    const istio = (0,fields/* mappingAt */.oh)(routing, ['istio']);
    if (istio === undefined)
        return [];
    const all = [(0,fields/* mappingAt */.oh)(istio, ['virtualService']), ...(0,fields/* listAt */.gT)(istio, ['virtualServices']).filter(fields/* isMapping */.pi)];
    return all.flatMap((each) => (each === undefined ? [] : ((0,fields/* textAt */.$6)(each, ['name']) ?? [])));
}
/** Of the rules that split traffic. */
function weightsIn(route, rules, backends) {
    return route.list(...rules).flatMap((rule, index) => {
        const count = (0,fields/* listAt */.gT)(rule, [backends]).length;
        return count < 2 ? [] : Array.from({ length: count }, (_, each) => [...rules, index, backends, each, 'weight']);
    });
}
/** Expressions that compute, and field managers, are taken to mean the weights. */
function canary_weights_isIgnored(route, weights) {
    const { resource } = route.application;
    const entries = resource
        .list('spec', 'ignoreDifferences')
        .filter(fields/* isMapping */.pi)
        .filter((entry) => concerns(entry, route));
    const vague = entries.some((entry) => (0,fields/* listAt */.gT)(entry, ['managedFieldsManagers']).length > 0 ||
        (0,fields/* listAt */.gT)(entry, ['jqPathExpressions']).some((text) => /[|(]/.test(String(text))));
    const plain = ignoredPaths(resource).filter(({ of }) => concerns(of, route));
    return vague || weights.every((weight) => plain.some(({ steps }) => covers(steps, weight)));
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/digest-use.js



/** Every place of a digest whose file is there. */
function* slotsIn({ policy: reading, yaml }) {
    if (reading.kind !== 'policy')
        return;
    const { policy } = reading;
    for (const { name: environment } of policy.environments) {
        for (const [service, { image }] of policy.services) {
            const [file, path] = [(0,out/* digestFile */.TM)(policy, environment, service), (0,out/* digestPath */.GV)(policy, environment, service)];
            const documents = yaml.get(file)?.documents;
            if (documents === undefined)
                continue;
            const document = documents.find(({ value }) => (0,fields/* fieldAt */.UK)(value, path) !== undefined);
            const at = document?.at(path) ?? { file, line: 1, column: 1 };
            yield { environment, service, image, file, path, document, at };
        }
    }
}
const isDigest = (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
const digestNotEditable = {
    id: 'digest-not-editable',
    severity: 'error',
    title: 'A digest of the policy stands where promotion cannot change it',
    why: 'A promotion replaces the bytes of one scalar. Where something else stands, such as a tag, a mapping, an alias or a block of text, it is refused, and the service stays at what it is.',
    fix: 'Write the digest out, as `sha256:` and 64 hexadecimal digits, or leave the value empty.',
    *check(repository) {
        for (const { environment, service, file, path } of slotsIn(repository)) {
            try {
                (0,out/* readDigest */.rP)(repository.yaml.get(file)?.text ?? '', path);
            }
            catch (error) {
                if (!(error instanceof out/* EditError */.F))
                    throw error;
                // Other rules see to these.
                if (['YAML_PATH_MISSING', 'YAML_INVALID'].includes(error.code))
                    continue;
                const { line, column } = error.position;
                const message = `the digest of ${service} in ${environment} cannot be changed: ${error.detail}`;
                yield { at: { file, line, column }, message };
            }
        }
    },
};
const digestFileUnread = {
    id: 'digest-file-unread',
    severity: 'error',
    title: 'No Application reads a file of digests',
    why: 'A promotion writes the digest, the pull request is merged, and the cluster stays as it is: nothing that Argo CD renders depends on the file.',
    fix: 'Name the file in `helm.valueFiles` of the Application of that environment, or correct `digests.file` in promotion.yaml.',
    *check(repository) {
        const readers = (0,digest_readers/* readersIn */.sF)(repository);
        if (!readers.complete || repository.applications.length === 0)
            return;
        const told = new Set();
        for (const { environment, file } of slotsIn(repository)) {
            if (told.has(file) || readers.anyOf(file))
                continue;
            told.add(file);
            const message = `no Application reads ${file}, so that a promotion to ${environment} changes nothing`;
            yield { at: { file, line: 1, column: 1 }, message };
        }
    },
};
const digestsIn = new WeakMap();
function renderedDigests(application) {
    const known = digestsIn.get(application);
    if (known !== undefined)
        return known;
    const found = new Set();
    for (const { value } of application.manifests)
        for (const [, text] of (0,fields/* stringsIn */.QQ)(value))
            for (const [digest] of text.matchAll(/sha256:[0-9a-f]{64}/g))
                found.add(digest);
    digestsIn.set(application, found);
    return found;
}
const digestNotRendered = {
    id: 'digest-not-rendered',
    severity: 'error',
    title: 'A digest reaches no manifest',
    why: 'The file is read, but what is rendered from it does not have the digest: a template that asks for another key, or takes the tag. A promotion is merged and changes nothing.',
    fix: 'Let the template render `repository@digest` from the key that `digests.path` leads to.',
    *check(repository) {
        const readers = (0,digest_readers/* readersIn */.sF)(repository);
        if (!readers.complete)
            return;
        for (const { environment, service, file, path, document, at } of slotsIn(repository)) {
            const digest = (0,fields/* fieldAt */.UK)(document?.value, path);
            const applications = readers.naming(file);
            if (!isDigest(digest) || applications.length === 0 || (0,digest_readers/* isSwitchedOff */.r5)(document?.value, path))
                continue;
            if (applications.some((each) => !each.complete || renderedDigests(each).has(digest)))
                continue;
            const names = applications.map(({ name }) => name).join(', ');
            yield { at, message: `the digest of ${service} in ${environment} is in no manifest of ${names}` };
        }
    },
};
const serviceImageDiffers = {
    id: 'service-image-differs',
    severity: 'error',
    title: 'A digest stands beside the name of another image',
    why: 'The policy proves digests of one repository, and the manifests ask another one for them. The registry does not have that digest there, and the pods cannot be started.',
    fix: "Write the same repository in both places: the service's `image` in promotion.yaml, and the one that the digest is rendered with.",
    *check(repository) {
        const readers = (0,digest_readers/* readersIn */.sF)(repository);
        for (const slot of slotsIn(repository)) {
            const written = besides(slot);
            if (written !== undefined) {
                if (written.image.toLowerCase() !== slot.image.toLowerCase())
                    yield { at: written.at, message: differs(slot, written.image) };
                continue;
            }
            const digest = (0,fields/* fieldAt */.UK)(slot.document?.value, slot.path);
            if (!isDigest(digest))
                continue;
            for (const manifest of readers.naming(slot.file).flatMap(({ manifests }) => manifests)) {
                for (const { image, path } of manifest.containers) {
                    if (!image.endsWith(`@${digest}`) || nameOf(image).toLowerCase() === slot.image.toLowerCase())
                        continue;
                    const at = manifest.at([...path, 'image']);
                    yield { at, message: differs(slot, nameOf(image)), application: manifest.application.name };
                }
            }
        }
    },
};
const differs = ({ service, environment, image }, other) => `the digest of ${service} in ${environment} goes with ${other}, but promotion.yaml has ${image}`;
/** `registry:5000/api:1.2@sha256:…` → `registry:5000/api`. */
const nameOf = (image) => image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
/** The image that is named next to the digest. */
function besides({ document, path }) {
    const parent = path.slice(0, -1);
    const [registry, repository] = ['registry', 'repository'].map((key) => (0,fields/* fieldAt */.UK)(document?.value, [...parent, key]));
    if (document === undefined || typeof repository !== 'string' || repository === '')
        return undefined;
    const image = typeof registry === 'string' && registry !== '' ? `${registry}/${repository}` : repository;
    // Without a registry, the chart may put one in front.
    if (!/^[^/]+[.:][^/]*\//.test(image))
        return undefined;
    return { image, at: document.at([...parent, 'repository']) };
}

// EXTERNAL MODULE: ./packages/gitops/out/repository/pods.js
var pods = __webpack_require__(25236);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/disruption-budgets.js





const kinds = [
    ['apps', 'Deployment'],
    ['apps', 'StatefulSet'],
    ['argoproj.io', 'Rollout'],
];
function* budgetsIn(repository) {
    for (const manifest of deployed(repository))
        if (manifest.is('policy', 'PodDisruptionBudget'))
            yield manifest;
}
/** The workloads whose pods a budget selects; undefined where that cannot be known. */
function selectedBy(repository, budget) {
    const labels = budget.mapping('spec', 'selector', 'matchLabels') ?? {};
    if (budget.list('spec', 'selector', 'matchExpressions').length > 0 || Object.keys(labels).length === 0)
        return undefined;
    const neighbours = neighboursOf(repository, budget);
    return kinds
        .flatMap(([group, kind]) => neighbours.all(group, kind))
        .filter((workload) => {
        const carried = (0,pods/* podLabels */.z8)(workload);
        return Object.entries(labels).every(([key, value]) => String(carried[key]) === String(value));
    });
}
const disruptionBudgetSelectsNothing = {
    id: 'disruption-budget-selects-nothing',
    severity: 'warning',
    title: 'A PodDisruptionBudget selects no pods',
    why: 'It protects nothing: when a node is drained, all pods that it was meant for may go at once.',
    fix: 'Select by labels that the pods of the workload carry.',
    *check(repository) {
        for (const budget of budgetsIn(repository)) {
            const { complete, all } = bound(repository, budget);
            const selected = selectedBy(repository, budget);
            if (!complete || selected === undefined || selected.length > 0)
                continue;
            // Operators make pods of kinds that are not known here.
            if (!all.some((workload) => (0,pods/* podSpecPath */.s5)(workload) !== undefined))
                continue;
            const message = `${budget.title} selects no pods of what is deployed beside it`;
            yield { at: budget.at(['spec', 'selector']), message, application: budget.application.name };
        }
    },
};
function bound(repository, budget) {
    const neighbours = neighboursOf(repository, budget);
    return { complete: neighbours.complete, all: kinds.flatMap(([group, kind]) => neighbours.all(group, kind)) };
}
const disruptionBudgetBlocks = {
    id: 'disruption-budget-blocks',
    severity: 'warning',
    title: 'A PodDisruptionBudget lets no pod go',
    why: 'No pod may be evicted then: a drain of a node waits for ever, and with it the upgrade of the cluster.',
    fix: 'Set `maxUnavailable: 1`, and run at least two replicas.',
    *check(repository) {
        for (const budget of budgetsIn(repository)) {
            const [most, least] = [budget.field('spec', 'maxUnavailable'), budget.field('spec', 'minAvailable')];
            const found = (field, says) => ({
                at: budget.at(['spec', field], 'key'),
                message: `${budget.title} ${says}`,
                application: budget.application.name,
            });
            if (most === 0 || most === '0' || most === '0%')
                yield found('maxUnavailable', 'allows no pod to be unavailable');
            if (least === '100%')
                yield found('minAvailable', 'wants all pods to be available');
            const wanted = wholeNumber(least);
            if (wanted === undefined || wanted === 0)
                continue;
            for (const workload of selectedBy(repository, budget) ?? []) {
                const replicas = disruption_budgets_fewestReplicas(repository, workload);
                if (replicas === undefined || replicas === 0 || replicas > wanted)
                    continue;
                yield found('minAvailable', `wants ${wanted} available pods, and ${workload.title} may have but ${replicas}`);
            }
        }
    },
};
/** As written, or what an autoscaler may go down to. */
function disruption_budgets_fewestReplicas(repository, workload) {
    const autoscalers = autoscalersOf(repository, workload);
    if (autoscalers.length === 0)
        return wholeNumber(workload.field('spec', 'replicas'));
    const floors = autoscalers.flatMap(({ fewest }) => fewest ?? []);
    return floors.length < autoscalers.length ? undefined : Math.min(...floors);
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/images.js


/** Tags that everybody moves. */
const moving = /:(latest|main|master|edge|nightly|develop|dev|staging|stable|prod|production)@sha256:/;
const movingTagBesideDigest = {
    id: 'moving-tag-beside-digest',
    severity: 'warning',
    title: 'A tag that moves stands beside a digest',
    why: 'The digest decides, and the tag is not looked at. Whoever reads it takes the image for the newest, which it is only by chance.',
    fix: 'Write the digest alone, or the tag of the version that it belongs to.',
    *check(repository) {
        for (const manifest of deployed(repository)) {
            for (const { name, image, path } of manifest.containers) {
                const [, tag] = moving.exec(image) ?? [];
                if (tag === undefined)
                    continue;
                const at = [...path, 'image'];
                const edit = manifest.origin.replacement(at, image.replace(`:${tag}@`, '@'));
                yield {
                    at: manifest.at(at),
                    message: `${manifest.title}: container ${name} has the tag ${tag} beside a digest`,
                    application: manifest.application.name,
                    ...(edit !== undefined && { edit }),
                };
            }
        }
    },
};
/** `ghcr.io/acme/api:1@sha256:…` → `ghcr.io/acme/api`. */
const images_nameOf = (image) => image
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .toLowerCase();
const ownerOf = (image) => image.slice(0, image.lastIndexOf('/'));
const imageOfNoService = {
    id: 'image-of-no-service',
    severity: 'warning',
    title: 'An image of your own is of no service',
    why: 'It comes from where the services of the policy come from, and is none of them: no promotion ever updates it, and no rule asks who built it.',
    fix: 'Add a service for it to promotion.yaml.',
    *check(repository) {
        if (repository.policy.kind !== 'policy')
            return;
        const { policy } = repository.policy;
        const images = new Set([...policy.services.values()].map(({ image }) => image.toLowerCase()));
        const owners = new Set([...images].map(ownerOf));
        const applications = policy.environments.flatMap(({ name }) => [...(0,digest_readers/* applicationsOf */.$_)(repository, policy, name)]);
        for (const { name: application, manifests } of new Set(applications)) {
            for (const manifest of manifests) {
                for (const { image, path } of manifest.containers) {
                    const name = images_nameOf(image);
                    if (images.has(name) || !owners.has(ownerOf(name)))
                        continue;
                    const message = `${manifest.title} runs ${name}, which is the image of no service in promotion.yaml`;
                    yield { at: manifest.at([...path, 'image']), message, application };
                }
            }
        }
    },
};

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/notification-settings.js


/** Undefined where the repository has none, or more than one. */
function notificationSettings({ resources }) {
    const found = resources.filter(({ kind, name }) => kind === 'ConfigMap' && name === 'argocd-notifications-cm');
    const [resource] = found;
    return resource === undefined || found.length > 1 ? undefined : settingsOf(resource);
}
function settingsOf(resource) {
    let complete = true;
    const triggers = new Map();
    const templates = new Map();
    const services = new Map();
    const defaultTriggers = new Set();
    const subscriptions = [];
    for (const [key, text] of Object.entries(resource.mapping('data') ?? {})) {
        const path = ['data', key];
        const value = plainValue(String(text));
        if (value === undefined)
            complete = false;
        const [kind = '', ...rest] = key.split('.');
        const name = rest.join('.');
        if (kind === 'trigger' && Array.isArray(value))
            triggers.set(name, { value: value.flatMap(conditionOf), path });
        else if (kind === 'template' && (0,fields/* isMapping */.pi)(value))
            templates.set(name, { value, path });
        else if (kind === 'service' && (0,fields/* isMapping */.pi)(value))
            services.set(name, { value, path });
        else if (key.startsWith('defaultTriggers') && Array.isArray(value))
            value.map(String).forEach((each) => defaultTriggers.add(each));
        else if (key === 'subscriptions' && Array.isArray(value))
            subscriptions.push(...value.flatMap((entry) => globalSubscriptions(entry, path)));
    }
    return { resource, triggers, templates, services, defaultTriggers, subscriptions, complete };
}
/** Undefined where the text is not YAML. */
function plainValue(text) {
    const document = (0,dist/* parseDocument */.Tp)(text, { prettyErrors: false });
    return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });
}
const conditionOf = (condition) => (0,fields/* isMapping */.pi)(condition)
    ? [
        {
            when: (0,fields/* textAt */.$6)(condition, ['when']) ?? '',
            oncePer: (0,fields/* textAt */.$6)(condition, ['oncePer']) ?? '',
            send: (0,fields/* listAt */.gT)(condition, ['send']).map(String),
        },
    ]
    : [];
function globalSubscriptions(entry, path) {
    const triggers = (0,fields/* listAt */.gT)(entry, ['triggers']).map(String);
    const recipients = (0,fields/* listAt */.gT)(entry, ['recipients']).map((recipient) => String(recipient).split(':')[0] ?? '');
    return recipients.flatMap((service) => (triggers.length === 0 ? [''] : triggers).map((trigger) => ({ trigger, service, path })));
}
const prefix = 'notifications.argoproj.io/';
/** What the annotations of an Application or a project subscribe to. */
function subscriptionsOf(resource) {
    return Object.entries(resource.annotations).flatMap(([key, text]) => {
        const path = ['metadata', 'annotations', key];
        if (key.startsWith(`${prefix}subscribe.`)) {
            const [first = '', second] = key.slice(prefix.length + 'subscribe.'.length).split('.');
            return [second === undefined ? { trigger: '', service: first, path } : { trigger: first, service: second, path }];
        }
        if (!key.startsWith(`${prefix}subscriptions`))
            return [];
        const list = plainValue(text);
        return (Array.isArray(list) ? list : []).flatMap((entry) => {
            const services = (0,fields/* listAt */.gT)(entry, ['destinations']).map((destination) => (0,fields/* textAt */.$6)(destination, ['service']) ?? '');
            const triggers = (0,fields/* listAt */.gT)(entry, ['trigger']).map(String);
            return services.flatMap((service) => (triggers.length === 0 ? [''] : triggers).map((trigger) => ({ trigger, service, path })));
        });
    });
}
/** What Argo CD's own catalogue brings, which an installation may have beside what is in the repository. */
const catalogue = {
    triggers: new Set([
        'on-created',
        'on-deleted',
        'on-deployed',
        'on-health-degraded',
        'on-sync-failed',
        'on-sync-running',
        'on-sync-status-unknown',
        'on-sync-succeeded',
    ]),
    templates: new Set([
        'app-created',
        'app-deleted',
        'app-deployed',
        'app-health-degraded',
        'app-sync-failed',
        'app-sync-running',
        'app-sync-status-unknown',
        'app-sync-succeeded',
    ]),
};
/** The templates that are sent to GitHub for an Application, by its own subscriptions, its project's and everybody's. */
function templatesToGitHub(settings, application, projects) {
    const project = projects.find(({ name }) => name === application.project);
    const all = [
        ...subscriptionsOf(application.resource),
        ...(project === undefined ? [] : subscriptionsOf(project)),
        ...settings.subscriptions,
    ].filter(({ service }) => isGitHub(settings, service));
    const names = all.flatMap(({ trigger }) => (trigger === '' ? [...settings.defaultTriggers] : [trigger]));
    const sent = names.flatMap((name) => settings.triggers.get(name)?.value.flatMap(({ send }) => send) ?? []);
    return [...new Set(sent)].flatMap((name) => {
        const template = settings.templates.get(name);
        return template === undefined ? [] : [[name, template]];
    });
}
/** `service.github`, or `service.github.NAME`, which is subscribed to by NAME. */
const isGitHub = ({ services }, service) => service === 'github' || services.has(`github.${service}`);

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/notifications.js


const notifications_claims = 'test/peers/cluster/argocd-claims.test.ts';
const notificationTriggerUnknown = {
    id: 'notification-trigger-unknown',
    severity: 'error',
    title: 'An Application subscribes to a trigger that there is not',
    why: 'Nothing is ever sent for it: no commit status, so that promotion waits for ever, and no alarm.',
    fix: 'Correct the name in the annotation, or define `trigger.NAME` in argocd-notifications-cm.',
    *check(repository) {
        const settings = notificationSettings(repository);
        if (settings?.complete !== true)
            return;
        const subscribers = [
            ...repository.applications.map(({ resource }) => resource),
            ...repository.projects,
        ];
        const isKnown = (trigger) => trigger === '' || settings.triggers.has(trigger) || catalogue.triggers.has(trigger);
        for (const resource of subscribers) {
            for (const { trigger, path } of subscriptionsOf(resource)) {
                if (isKnown(trigger))
                    continue;
                const message = `there is no trigger ${trigger}, which ${String(path.at(-1))} subscribes to`;
                yield {
                    at: resource.at(path, 'key'),
                    message,
                    ...(resource.kind === 'Application' && { application: resource.name }),
                };
            }
        }
        for (const { trigger, path } of settings.subscriptions)
            if (!isKnown(trigger))
                yield {
                    at: settings.resource.at(path, 'key'),
                    message: `there is no trigger ${trigger}, which all Applications subscribe to`,
                };
    },
};
const notificationTemplateMissing = {
    id: 'notification-template-missing',
    severity: 'error',
    title: 'A trigger sends a template that there is not',
    why: 'The notification fails when it is due, and whoever waits for it hears nothing.',
    fix: 'Define `template.NAME` in argocd-notifications-cm, or correct the name under `send`.',
    *check(repository) {
        const settings = notificationSettings(repository);
        if (settings?.complete !== true)
            return;
        for (const [trigger, { value, path }] of settings.triggers) {
            for (const name of new Set(value.flatMap(({ send }) => send))) {
                if (settings.templates.has(name) || catalogue.templates.has(name))
                    continue;
                yield {
                    at: settings.resource.at(path, 'key'),
                    message: `trigger ${trigger} sends the template ${name}, which nobody defines`,
                };
            }
        }
    },
};
/** Whether a template posts to GitHub what promotion reads or is started by. */
const reports = (settings, name) => {
    const github = (0,fields/* mappingAt */.oh)(settings.templates.get(name)?.value, ['github']) ?? {};
    return 'status' in github || 'repositoryDispatch' in github;
};
function* reportingConditions(repository) {
    const settings = notificationSettings(repository);
    for (const [trigger, { value, path }] of settings?.triggers ?? [])
        for (const condition of value)
            if (settings !== undefined && condition.send.some((name) => reports(settings, name)))
                yield { trigger, condition, at: settings.resource.at(path, 'key') };
}
const statusSentOnce = {
    id: 'status-sent-once',
    severity: 'error',
    title: 'A commit status is sent once, not for every commit',
    why: 'Without `oncePer`, a condition that stays true is told only the first time. An Application that is healthy before and after a sync is never reported for the new commit, and its promotion waits for ever.',
    fix: 'Add `oncePer` with what makes a report a new one: `"[app.status.operationState.syncResult.revision, app.status.operationState.finishedAt]"`.',
    argo: {
        does: 'Argo CD sends no notification for the second commit, as long as the condition was never seen false in between.',
        test: `${notifications_claims}: a trigger without oncePer reports one commit and not the next`,
    },
    *check(repository) {
        for (const { trigger, condition, at } of reportingConditions(repository))
            if (condition.oncePer === '')
                yield { at, message: `trigger ${trigger} reports ${condition.when} to GitHub without oncePer` };
    },
};
const revisionAlone = /^app\.status\??\.(?:operationState\??\.syncResult|sync)\??\.revision$/;
const statusOncePerRevision = {
    id: 'status-once-per-revision',
    severity: 'warning',
    title: 'A commit status is sent once for each commit, whatever happens to it later',
    why: 'A commit that fails, succeeds and fails again is told as a failure and a success: the second failure is the same revision, so nothing is sent, and its last status stays a success. Promotion goes on with something broken.',
    fix: 'Put the time since when the state holds beside the revision: `"[app.status.operationState.syncResult.revision, app.status.operationState.finishedAt, app.status.health.lastTransitionTime]"`.',
    argo: {
        does: 'Argo CD sends no notification when a state comes back for a revision that it was told for.',
        test: `${notifications_claims}: a state that comes back for the same revision is not reported again`,
    },
    *check(repository) {
        for (const { trigger, condition, at } of reportingConditions(repository))
            if (revisionAlone.test(condition.oncePer.trim()))
                yield { at, message: `trigger ${trigger} reports once per ${condition.oncePer.trim()} alone` };
    },
};
const statusNeverRepeated = {
    id: 'status-never-repeated',
    severity: 'warning',
    title: 'A commit status that GitHub does not accept is lost',
    why: 'With `oncePer`, what could not be delivered counts as told: one moment in which GitHub or the network is away, and promotion waits for that status until something else changes.',
    fix: 'Put a count into `oncePer` that grows with the time since, so that the status is posted a few times more: `count([2, 10, 60], # < time.Now().Sub(time.Parse(app.status.operationState.finishedAt)).Minutes())`. The same status twice does no harm; more than 1,000 on one commit are refused.',
    argo: {
        does: 'A status that was answered with an error is not sent again, unless `oncePer` has changed since.',
        test: `${notifications_claims}: a status that could not be delivered is sent again only where oncePer changes with time`,
    },
    *check(repository) {
        for (const { trigger, condition, at } of reportingConditions(repository)) {
            if (condition.oncePer === '' || /time\s*\.\s*Now\b|reconciledAt/.test(condition.oncePer))
                continue;
            yield { at, message: `trigger ${trigger} reports ${condition.when} to GitHub once, whether or not it arrives` };
        }
    },
};
const statusLabelShared = {
    id: 'status-label-shared',
    severity: 'error',
    title: 'The commit statuses of all Applications have one name',
    why: "GitHub keeps the last status of each name. With one name for all, an Application's success covers up another one's failure.",
    fix: 'Write `label: "argocd/{{.app.metadata.name}}"`, the name that promotion.yaml lists under `healthy`.',
    *check(repository) {
        const settings = notificationSettings(repository);
        for (const [name, { value, path }] of settings?.templates ?? []) {
            const status = (0,fields/* mappingAt */.oh)(value, ['github', 'status']);
            const label = (0,fields/* textAt */.$6)(status, ['label']) ?? '';
            if (settings === undefined || status === undefined || /\{\{.*\.app\.metadata\.name\b.*\}\}/.test(label))
                continue;
            const message = `template ${name} posts the status ${JSON.stringify(label)}, whatever the Application`;
            yield { at: settings.resource.at(path, 'key'), message };
        }
    },
};
const statusOfSeveralSources = {
    id: 'status-of-several-sources',
    severity: 'error',
    title: 'An Application of several sources reports by a template for one',
    why: 'Such an Application has neither `spec.source` nor one revision. A template that reads them addresses no repository and no commit, and no status is ever posted.',
    fix: 'Give the template `repoURLPath: "{{(index .app.spec.sources 0).repoURL}}"` and `revisionPath: "{{index .app.status.operationState.syncResult.revisions 0}}"`, with the position of the source that is this repository.',
    argo: {
        does: 'Argo CD fails to tell which repository on GitHub is meant, and posts nothing.',
        test: `${notifications_claims}: a template for one source posts no status for an Application of several`,
    },
    *check(repository) {
        const settings = notificationSettings(repository);
        if (settings === undefined)
            return;
        for (const application of repository.applications) {
            if (application.resource.list('spec', 'sources').length === 0)
                continue;
            for (const [name, { value }] of templatesToGitHub(settings, application, repository.projects)) {
                const github = (0,fields/* mappingAt */.oh)(value, ['github']);
                if (github === undefined)
                    continue;
                const [address, revision] = [(0,fields/* textAt */.$6)(github, ['repoURLPath']), (0,fields/* textAt */.$6)(github, ['revisionPath'])];
                const lacking = [
                    ...(readsSeveral(address, 'sources') ? [] : ['repoURLPath']),
                    ...(readsSeveral(revision, 'revisions') ? [] : ['revisionPath']),
                ];
                if (lacking.length === 0)
                    continue;
                const message = `Application ${application.name} has several sources, and ${lacking.join(' and ')} of template ${name} ${lacking.length === 1 ? 'is' : 'are'} for one`;
                yield { at: application.resource.at(['spec', 'sources'], 'key'), message, application: application.name };
            }
        }
    },
};
/** The default, and what names a field of one source, are for one; what is written out in words is for any. */
const readsSeveral = (template, field) => template !== undefined && (template.includes(field) || !template.includes('.app.'));
const deploymentMergesItself = {
    id: 'deployment-merges-itself',
    severity: 'error',
    title: 'A deployment on GitHub merges the default branch by itself',
    why: 'Where `autoMerge` is not set, GitHub merges the default branch into the ref that is deployed, with a merge commit that nobody asked for.',
    fix: 'Set `autoMerge: false`, and `requiredContexts: []`, or every other status of the commit has to be a success first.',
    *check(repository) {
        const settings = notificationSettings(repository);
        for (const [name, { value, path }] of settings?.templates ?? []) {
            const deployment = (0,fields/* mappingAt */.oh)(value, ['github', 'deployment']);
            if (settings === undefined || deployment === undefined || (0,fields/* fieldAt */.UK)(deployment, ['autoMerge']) === false)
                continue;
            yield {
                at: settings.resource.at(path, 'key'),
                message: `template ${name} makes a deployment without autoMerge: false`,
            };
        }
    },
};
const secretKeys = /^(?:private[-_]?key|token|password|api[-_]?(?:key|token|secret)|access[-_]?token|client[-_]?secret|signing[-_]?secret|integration[-_]?key|secret|authorization)$/i;
const notificationSecretInClear = {
    id: 'notification-secret-in-clear',
    severity: 'error',
    title: 'A secret of notifications stands in the ConfigMap',
    why: 'Whoever can read the repository has it, for as long as the history is kept, and can post statuses that promotion believes.',
    fix: 'Revoke it. Put the new one into the Secret argocd-notifications-secret, not into Git, and write `$KEY` here.',
    *check(repository) {
        const settings = notificationSettings(repository);
        for (const [name, { value, path }] of settings?.services ?? []) {
            for (const [field, text] of (0,fields/* stringsIn */.QQ)(value)) {
                const key = field.findLast((part) => typeof part === 'string') ?? '';
                if (settings === undefined || !secretKeys.test(key) || text === '' || /^(?:Bearer |Basic )?\$/.test(text))
                    continue;
                yield { at: settings.resource.at(path, 'key'), message: `service.${name} has ${field.join('.')} written out` };
            }
        }
    },
};

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/holds.js

const holdBroken = {
    id: 'hold-broken',
    severity: 'error',
    title: 'Something below holds/ is no hold as rollback writes it',
    why: 'Nobody can be sure what it holds, so every action refuses whatever it may be about: one service, a whole environment, or all of them.',
    fix: 'Run rollback with `command: resume` for what lies at holds/<environment>/<service>.yaml; delete or move what lies elsewhere. A README.md or .gitkeep may lie beside the folders of the environments.',
    *check({ tree, policy }) {
        if (policy.kind !== 'policy')
            return;
        for (const { path, position, detail } of (0,out/* holdsAt */.wD)({ holds: holdFiles(tree) }, policy.policy).broken) {
            const { line, column } = position ?? { line: 1, column: 1 };
            yield { at: { file: fileAt(tree, path), line, column }, message: `${path} ${detail}` };
        }
    },
};
/** What Git has below `holds/`, as the actions read it: what is nested deeper is told by its folder. */
function holdFiles(tree) {
    const found = new Map();
    for (const path of [...tree.links, ...tree.files].toSorted()) {
        const [holds, folder, name, ...deeper] = path.split('/');
        if (holds !== 'holds')
            continue;
        const parts = [holds, folder, name].filter((part) => part !== undefined);
        const link = parts.map((_, index) => parts.slice(0, index + 1).join('/')).find((part) => tree.links.has(part));
        if (link !== undefined)
            found.set(link, (0,out/* textFile */.Ex)('', '120000'));
        else if (deeper.length > 0)
            found.set(parts.join('/'), { text: null, mode: '040000', oid: null });
        else
            found.set(path, path === holds ? { text: null, mode: '100644', oid: null } : (0,out/* textFile */.Ex)(tree.text(path)));
    }
    return found;
}
/** Findings stand in files: of a folder, in the first one that it has. */
const fileAt = (tree, path) => tree.files.has(path) ? path : ([...tree.files].toSorted().find((file) => file.startsWith(`${path}/`)) ?? path);

// EXTERNAL MODULE: ./packages/gitops/out/repository/policy-file.js
var policy_file = __webpack_require__(27861);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/policy-health.js




const inPolicy = (repository, path) => repository.yaml.get(policy_file/* policyPath */.k)?.documents[0]?.at(path) ?? { file: policy_file/* policyPath */.k, line: 1, column: 1 };
/** Each status that an environment waits for, of those that Argo CD's Applications post. */
function* askedOf(repository) {
    if (repository.policy.kind !== 'policy' || repository.applications.length === 0)
        return;
    const { policy } = repository.policy;
    const byName = new Map(repository.applications.map((application) => [application.name, application]));
    for (const environment of policy.environments) {
        for (const [index, context] of environment.healthy.entries()) {
            if (!context.startsWith('argocd/'))
                continue;
            const at = inPolicy(repository, ['environments', environment.name, 'healthy', index]);
            const application = byName.get(context.slice('argocd/'.length));
            yield { policy, environment, context, at, application };
        }
    }
}
const healthOfNoApplication = {
    id: 'health-of-no-application',
    severity: 'error',
    title: 'The policy waits for the health of an Application that there is not',
    why: 'Nobody ever posts that status. The environment never gets a new version, and its pull request only says that it waits.',
    fix: 'Write the name of the Application behind `argocd/`, as the repository has it.',
    *check(repository) {
        if (!(0,digest_readers/* readersIn */.sF)(repository).complete)
            return;
        const settings = notificationSettings(repository);
        const posted = new Set(settings === undefined
            ? []
            : repository.applications.flatMap((each) => labelsOf(settings, each, repository) ?? []));
        for (const { environment, context, at, application } of askedOf(repository)) {
            if (application !== undefined || posted.has(context))
                continue;
            yield { at, message: `${environment.name} waits for ${context}, and there is no such Application` };
        }
    },
};
/** The names of the statuses that are posted for an Application; undefined where they cannot be known. */
function labelsOf(settings, application, { projects }) {
    const labels = templatesToGitHub(settings, application, projects).flatMap(([, { value }]) => {
        const status = (0,fields/* mappingAt */.oh)(value, ['github', 'status']);
        const label = (0,fields/* textAt */.$6)(status, ['label']);
        return label === undefined ? [] : [label.replaceAll(/\{\{-?\s*\.app\.metadata\.name\s*-?\}\}/g, application.name)];
    });
    const unknown = labels.some((label) => label.includes('{{')) || usesCatalogue(settings, application);
    return unknown || !settings.complete ? undefined : labels;
}
const usesCatalogue = ({ triggers }, { resource }) => subscriptionsOf(resource).some(({ trigger }) => catalogue.triggers.has(trigger) && !triggers.has(trigger));
const healthNotPosted = {
    id: 'health-not-posted',
    severity: 'error',
    title: 'The policy waits for a status that its Application does not post',
    why: 'Argo CD posts a status only for an Application that subscribes to a trigger which sends one to GitHub. Without, the environment never gets a new version.',
    fix: 'Annotate the Application with `notifications.argoproj.io/subscribe.TRIGGER.github: ""`, with a trigger whose template has a `github.status` of that name.',
    *check(repository) {
        const settings = notificationSettings(repository);
        if (settings === undefined)
            return;
        for (const { environment, context, at, application } of askedOf(repository)) {
            if (application === undefined)
                continue;
            const labels = labelsOf(settings, application, repository);
            if (labels === undefined || labels.includes(context))
                continue;
            const instead = labels.length === 0 ? 'no status' : `only ${[...new Set(labels)].join(', ')}`;
            const message = `${environment.name} waits for ${context}, and Application ${application.name} posts ${instead}`;
            yield { at, message };
        }
    },
};
const healthUnsubscribed = {
    id: 'health-unsubscribed',
    severity: 'warning',
    title: 'Nothing in the repository has the status posted that the policy waits for',
    why: 'The settings of argocd-notifications are elsewhere, and the Application subscribes to nothing that goes to GitHub. Unless those settings subscribe every Application, nobody ever posts that status, and the environment never gets a new version.',
    fix: 'Annotate the Application with `notifications.argoproj.io/subscribe.TRIGGER.github: ""`, and keep `argocd-notifications-cm` in the repository, so that its triggers and templates can be checked too. Where every Application is subscribed elsewhere, suppress this with that as the reason.',
    *check(repository) {
        if (notificationSettings(repository) !== undefined)
            return;
        const projects = new Map(repository.projects.map((project) => [project.name, project]));
        for (const { environment, context, at, application } of askedOf(repository)) {
            if (application === undefined)
                continue;
            const project = projects.get(application.project);
            const all = [application.resource, ...(project === undefined ? [] : [project])].flatMap(subscriptionsOf);
            // Without the settings, only a service of that name is known to be GitHub.
            if (all.some(({ service }) => /github/i.test(service)))
                continue;
            const message = `${environment.name} waits for ${context}, and nothing here has it posted: Application ${application.name} subscribes to nothing that goes to GitHub`;
            yield { at, message };
        }
    },
};
const healthOfWrongEnvironment = {
    id: 'health-of-wrong-environment',
    severity: 'error',
    title: 'An environment waits for the health of another one than it follows',
    why: 'What is promoted is what the environment before it proved. The health of any other says nothing about that digest: it lets a broken version through, or holds a good one back.',
    fix: 'List Applications of the environment that `from` names.',
    *check(repository) {
        for (const { policy, environment, context, at, application } of askedOf(repository)) {
            if (application === undefined || environment.from === 'build')
                continue;
            const owners = policy.environments
                .map(({ name }) => name)
                .filter((name) => (0,digest_readers/* applicationsOf */.$_)(repository, policy, name).has(application));
            if (owners.length === 0 || owners.includes(environment.from))
                continue;
            const message = `${environment.name} follows ${environment.from}, and waits for ${context}, which is of ${owners.join(', ')}`;
            yield { at, message };
        }
    },
};
const healthIncomplete = {
    id: 'health-incomplete',
    severity: 'warning',
    title: 'An environment does not wait for all Applications of the one before it',
    why: 'A service whose Application is not listed may be broken there and is promoted all the same.',
    fix: 'List every Application of the environment before it under `healthy`.',
    *check(repository) {
        if (repository.policy.kind !== 'policy')
            return;
        const { policy } = repository.policy;
        for (const environment of policy.environments) {
            const { name, from, healthy } = environment;
            if (from === 'build' || healthy.length === 0)
                continue;
            const all = [...(0,digest_readers/* applicationsOf */.$_)(repository, policy, from)];
            const isListed = (application) => healthy.includes(`argocd/${application.name}`);
            const covered = new Set(all.filter(isListed).flatMap(identities));
            if (covered.size === 0)
                continue;
            // An Application of the same objects stands instead of another, and not beside it.
            const missing = all.filter((each) => !isListed(each) && identities(each).some((object) => !covered.has(object)));
            if (missing.length === 0)
                continue;
            const names = missing.map((each) => each.name).join(', ');
            const at = inPolicy(repository, ['environments', name, 'healthy']);
            yield { at, message: `${name} does not wait for ${names}, which ${from} deploys as well` };
        }
    },
};
const identities = ({ manifests }) => manifests.map(({ identity }) => identity);

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/policy-flow.js


const policyMisnamed = {
    id: 'policy-misnamed',
    severity: 'error',
    title: 'A file looks like the policy and is not read',
    why: 'Every action reads `promotion.yaml` at the root of the repository, and nothing else. A rule that somebody writes into another file holds nothing.',
    fix: 'Call it `promotion.yaml`, or delete it where that is there already.',
    *check({ tree }) {
        const misnamed = [...tree.files].filter((path) => path !== policy_file/* policyPath */.k && /^promotions?\.ya?ml$/i.test(path));
        for (const file of misnamed.toSorted())
            yield { at: { file, line: 1, column: 1 }, message: `${file} is not read: the policy is ${policy_file/* policyPath */.k}` };
    },
};
const lastEnvironmentUnreviewed = {
    id: 'last-environment-unreviewed',
    severity: 'warning',
    title: 'Nobody decides about the last environment',
    why: 'With `merge: auto`, whatever the environment before it reports as healthy is merged without a person. In the last environment of a chain, that is production.',
    fix: 'Set `merge: gate` with the `environment` whose approval it needs, or `merge: review`.',
    *check(repository) {
        for (const { policy, environment } of lastOf(repository)) {
            if (environment.merge !== 'auto')
                continue;
            const at = policy_flow_placeOf(repository, environment, 'merge');
            yield {
                at,
                message: `${environment.name} is the last of ${chainTo(policy, environment)}, and nobody decides about it`,
            };
        }
    },
};
const environmentPassedOver = {
    id: 'environment-passed-over',
    severity: 'warning',
    title: 'An environment takes builds although another one takes them first',
    why: 'With `from: build`, a new digest is proposed straight to it, and what the environment before it finds out stops nothing. Where somebody decides about each version, that is seldom meant.',
    fix: 'Let it follow the environment before it: `from: dev`.',
    *check(repository) {
        if (repository.policy.kind !== 'policy')
            return;
        const takers = repository.policy.policy.environments.filter(({ from }) => from === 'build');
        const first = takers.find(({ merge }) => merge === 'auto');
        if (first === undefined)
            return;
        for (const environment of takers.filter(({ merge }) => merge !== 'auto')) {
            const at = policy_flow_placeOf(repository, environment, 'from');
            yield {
                at,
                message: `${environment.name} takes builds as soon as ${first.name} does, and not what ${first.name} has proved`,
            };
        }
    },
};
const promotedWithoutHealth = {
    id: 'promoted-without-health',
    severity: 'warning',
    title: 'The last environment takes what nobody has seen running',
    why: 'Without `healthy`, a digest goes on as soon as it is merged into the environment before, whether or not it runs there; and without `soak`, one that has run for a second has run long enough.',
    fix: 'List the statuses of the environment before it under `healthy`, such as `[argocd/acme-staging]`, and how long they must have been good: `soak: 30m`.',
    *check(repository) {
        for (const { environment } of lastOf(repository)) {
            const { name, from, healthy, soak } = environment;
            if (healthy.length > 0)
                continue;
            const message = `${name} takes from ${from} whatever was merged there: it has no healthy${soak === 0 ? ' and no soak' : ''}`;
            yield { at: policy_flow_placeOf(repository, environment), message };
        }
    },
};
const freezeWithoutEnd = {
    id: 'freeze-without-end',
    severity: 'warning',
    title: 'An environment is frozen for good',
    why: 'A freeze that begins again as it ends, such as one of 24 hours every day, leaves no time in which anything is promoted. Pull requests wait for a morning that does not come.',
    fix: 'Shorten the duration, or name in `cron` the days that are meant: `0 16 * * 5` with `64h` is a weekend.',
    *check(repository) {
        if (repository.policy.kind !== 'policy')
            return;
        for (const environment of repository.policy.policy.environments) {
            const open = openHours(environment);
            if (open > fewestOpenHours)
                continue;
            const left = open === 0 ? 'never open' : `open for ${open} ${open === 1 ? 'hour' : 'hours'} a year`;
            yield {
                at: policy_flow_placeOf(repository, environment, 'freeze'),
                message: `${environment.name} is ${left}, by its freezes`,
            };
        }
    },
};
/** As many as a change of clocks may leave between two freezes. */
const fewestOpenHours = 24;
const hour = 60 * 60_000;
const yearFrom = Date.UTC(2026, 0, 1);
const yearTo = yearFrom + 366 * 24 * hour;
/** Hours of a year in which nothing is frozen, as far as they are of interest. */
function openHours({ freeze }) {
    if (freeze.length === 0)
        return Infinity;
    let open = 0;
    for (let at = yearFrom; at < yearTo && open <= fewestOpenHours;) {
        const frozen = (0,out/* activeFreeze */.WO)(freeze, new Date(at));
        if (frozen === null)
            open += 1;
        at = frozen === null ? at + hour : frozen.until.getTime();
    }
    return open;
}
/** What no other environment follows, and what follows one itself. */
function* lastOf({ policy: reading }) {
    if (reading.kind !== 'policy')
        return;
    const { policy } = reading;
    for (const environment of policy.environments) {
        const isFollowed = policy.environments.some(({ from }) => from === environment.name);
        if (environment.from !== 'build' && !isFollowed)
            yield { policy, environment };
    }
}
/** `dev → staging → prod` */
function chainTo(policy, { name, from }) {
    const before = policy.environments.find((each) => each.name === from);
    return before === undefined ? name : `${chainTo(policy, before)} → ${name}`;
}
function policy_flow_placeOf({ yaml }, { name }, ...field) {
    const path = ['environments', name, ...field];
    const part = field.length === 0 ? 'key' : 'value';
    return yaml.get(policy_file/* policyPath */.k)?.documents[0]?.at(path, part) ?? { file: policy_file/* policyPath */.k, line: 1, column: 1 };
}

// EXTERNAL MODULE: ./packages/gitops/out/lint/rules/policy-names.js
var policy_names = __webpack_require__(33608);
// EXTERNAL MODULE: ./packages/gitops/out/repository/application.js + 1 modules
var application = __webpack_require__(55555);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/secret-in-git.js


const secretInGit = {
    id: 'secret-in-git',
    severity: 'error',
    title: 'A Secret stands in Git in clear text',
    why: 'Base64 hides nothing. Whoever can read the repository has the secret, in every clone, for as long as the history is kept.',
    fix: 'Change the secret where it is valid, and keep the new one out of Git: as an ExternalSecret, a SealedSecret, or encrypted by SOPS.',
    *check(repository) {
        for (const secret of secretsIn(repository)) {
            // One finding a Secret: who fixes one key fixes all of them.
            const [key] = [...entriesOf(secret, 'stringData'), ...entriesOf(secret, 'data')];
            if (key === undefined)
                continue;
            yield {
                at: secret.at(key, 'key'),
                message: `${secret.title} has ${key.join('.')} written out`,
                ...(secret instanceof application/* Manifest */._8 && { application: secret.application.name }),
            };
        }
    },
};
/** Those in files, and those that charts and kustomizations make. */
function* secretsIn(repository) {
    const isSecret = (resource) => resource.is('', 'Secret') && !isEncrypted(resource);
    yield* repository.resources.filter(isSecret);
    for (const manifest of deployed(repository))
        if (isSecret(manifest) && manifest.source.tool !== 'directory')
            yield manifest;
}
/** SOPS leaves its own block beside what it encrypts. */
const isEncrypted = (resource) => 'sops' in resource.value;
/** What others than its owner may see: certificates, names and addresses, and how Argo CD and Kargo reach a repository. */
const isPublic = (key) => /^(?:repoURL(?:IsRegex)?|githubApp(?:Installation)?ID|enable(?:OCI|Lfs)|insecure(?:IgnoreHostKey)?|forceHttpBasicAuth|(?:noP|p)roxy)$/.test(key) ||
    /(?:^|[._-])(?:crt|cert|pem\.pub|pub|username|user|url|host|port|database|dbname|type|name|project|server|email|enabled|insecure|namespaces)$/i.test(key);
/** An address with a password or a token in it. */
const hasPassword = /\/\/[^\s/@]*:(?!(?:\$\{[^}]*\}|\$\([^)]*\)|<[^>]*>)@)[^\s/@]+@/;
/** What is filled in by whoever applies it, such as `<path:…>`, `${NAME}`, `$(NAME)` and `ref+vault://…`; and what is encrypted. */
const isPlaceholder = (text) => text === '' || /^\s*(?:<[^>]+>|\$\{[^}]+\}|\$\([^)]+\)|\{\{.*\}\}|ref\+\S+|ENC\[.*\]|\$[\w-]+)\s*$/s.test(text);
function entriesOf(secret, field) {
    return Object.entries(secret.mapping(field) ?? {}).flatMap(([key, value]) => {
        const text = typeof value === 'string' ? value : '';
        const written = field === 'data' ? Buffer.from(text, 'base64').toString('utf8') : text;
        const shown = isPublic(key) && !hasPassword.test(written);
        return shown || isPlaceholder(text) || isPlaceholder(written) ? [] : [[field, key]];
    });
}

// EXTERNAL MODULE: ./packages/gitops/out/repository/unreviewed-trust.js + 1 modules
var unreviewed_trust = __webpack_require__(87488);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/unreviewed-trust.js

const unreviewedTrust = {
    id: 'unreviewed-trust',
    severity: 'error',
    title: 'What is trusted comes from where nobody reviews it',
    why: "Variables and secrets are changed without a commit, and whoever starts a run types its inputs. From there, another base image is built upon and signed as yours, the job's identity goes to a stranger's certificate authority, or a foreign root makes every signature good. An action cannot see where the value of an input comes from.",
    fix: 'Write it into the workflow, or into a file that it names: base images by digest, the signing configuration and trusted root as files below `.github`. What promotion.yaml says under `trust` needs no input at all.',
    *check({ workflows }) {
        for (const workflow of workflows)
            for (const { path, says } of (0,unreviewed_trust/* unreviewedTrustIn */.c)(workflow))
                yield { at: workflow.document.at(path, 'key'), message: says };
    },
};

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/values-files.js



const valuesFileUnread = {
    id: 'values-file-unread',
    severity: 'warning',
    title: 'No Application reads a values file',
    why: 'It looks as if it configured something. Whoever changes it waits for an effect that never comes, often because an Application names another file.',
    fix: 'Name it in `helm.valueFiles` of the Application that it is meant for, or delete it.',
    *check(repository) {
        const readers = (0,digest_readers/* readersIn */.sF)(repository);
        if (!readers.complete || repository.applications.length === 0)
            return;
        const charts = chartsUsed(repository);
        const scripts = repository.workflows
            .flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps.map(({ run }) => run)))
            .join('\n');
        for (const file of repository.yaml.keys()) {
            if (!isValuesFile(file) || readers.anyOf(file))
                continue;
            if (!mayBeRead(repository, file, charts) || scripts.includes(external_node_path_.posix.basename(file)))
                continue;
            yield { at: { file, line: 1, column: 1 }, message: `no Application reads ${file}` };
        }
    },
};
/** `values.yaml`, `values-prod.yaml`, `prod.values.yaml`. */
const isValuesFile = (file) => /(?:^|[/._-])values(?:[._-][^/]*)?\.ya?ml$/.test(file);
const chartsUsed = ({ applications }) => new Set(applications.flatMap(({ sources }) => sources.flatMap(({ own, tool, directory }) => (own && tool === 'helm' ? [directory] : []))));
/** Whether an Application could be expected to read it: not the defaults of a chart, and nothing of one that is not deployed. */
function mayBeRead({ tree }, file, charts) {
    const folder = external_node_path_.posix.dirname(file);
    for (let at = folder;; at = external_node_path_.posix.dirname(at)) {
        const directory = at === '.' ? '' : at;
        if (tree.files.has(external_node_path_.posix.join(directory, 'Chart.yaml'))) {
            // Below a chart are its parts, and the values that its tests are run with.
            return at === folder && charts.has(directory) && !/^values\.ya?ml$/.test(external_node_path_.posix.basename(file));
        }
        if (at === '.')
            return true;
    }
}
function* namedIn({ applications }) {
    for (const application of applications)
        for (const source of application.sources)
            for (const file of source.valueFiles)
                yield { application, source, file };
}
const passesOverMissing = ({ value }) => (0,fields/* mappingAt */.oh)(value, ['helm'])?.['ignoreMissingValueFiles'] === true;
const valuesFileNowhere = {
    id: 'values-file-nowhere',
    severity: 'warning',
    title: 'A values file that is passed over if it is missing is nowhere',
    why: 'With `ignoreMissingValueFiles`, a misspelt path is no error: the chart is rendered with its defaults, and nothing says so.',
    fix: 'Correct the path, which is relative to `path` of the source, or drop the entry.',
    argo: {
        does: 'Argo CD renders the chart without the file and reports the Application as Synced.',
        test: 'test/peers/cluster/argocd-claims.test.ts: a missing values file is passed over without a word',
    },
    *check(repository) {
        // What a set names once for many is missing only where none of them has it.
        const there = new Set();
        const missing = new Map();
        for (const named of namedIn(repository)) {
            const { application, source, file } = named;
            if (file.place !== 'here' || !passesOverMissing(source) || /[*?[{$]/.test(file.file ?? ''))
                continue;
            const set = application.from?.set.name;
            const key = JSON.stringify(set === undefined ? [null, application.name, file.path] : [set, file.path]);
            if (file.exists)
                there.add(key);
            else if (!missing.has(key))
                missing.set(key, named);
        }
        for (const [key, { application, file }] of missing) {
            if (there.has(key))
                continue;
            const message = `there is no ${file.file ?? file.written}, where ${file.written} leads`;
            yield { at: application.resource.at(file.path), message, application: application.name };
        }
    },
};
const valuesFileOutside = {
    id: 'values-file-outside',
    severity: 'error',
    title: 'The path of a values file leads out of the repository',
    why: 'Argo CD refuses to read it, also where missing files are passed over, and the Application shows a comparison error.',
    fix: 'Write a path that stays in the repository; it is relative to `path` of the source.',
    *check(repository) {
        for (const { application, source, file } of namedIn(repository)) {
            // Without that setting, rendering fails here as well, and that is reported.
            if (file.place !== 'outside' || !passesOverMissing(source))
                continue;
            const message = `${file.written} leads out of the repository`;
            yield { at: application.resource.at(file.path), message, application: application.name };
        }
    },
};
const valuesFileRepeated = {
    id: 'values-file-repeated',
    severity: 'warning',
    title: 'An Application names a values file twice',
    why: 'Later files override earlier ones. Named again at the end, a file takes back what those between changed.',
    fix: 'Keep the one that is meant to override the others.',
    *check(repository) {
        for (const application of repository.applications) {
            for (const { valueFiles } of application.sources) {
                const seen = new Set();
                for (const { file, written, path } of valueFiles) {
                    if (file !== null && seen.has(file))
                        yield {
                            at: application.resource.at(path),
                            message: `${written} is named before already`,
                            application: application.name,
                        };
                    if (file !== null)
                        seen.add(file);
                }
            }
        }
    },
};

// EXTERNAL MODULE: ./packages/gitops/out/lint/rules/workflow-rights.js
var workflow_rights = __webpack_require__(38980);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/workflow-concurrency.js

const promotes = (job) => (0,workflow_rights/* usesAction */.$m)(job, 'promote') || job.steps.some(({ uses }) => uses.startsWith('bitvault/actions@'));
const usesSuite = ({ steps }) => steps.some(({ uses }) => /^bitvault\/actions[/@]/.test(uses));
/** GitHub enters the group of a workflow before it asks any job whether it is to run. */
const entersBeforeItAsks = ({ value, jobs }) => 'concurrency' in value && jobs.some((job) => 'if' in job.value);
const promoteWithoutConcurrency = {
    id: 'promote-without-concurrency',
    severity: 'warning',
    title: 'Promotions run beside each other, or give way to what does not run',
    why: 'Every push and status starts one. Each looks at everything, so that those that run at the same time ask GitHub for the same things and lose to each other with what they write. With `concurrency` at the top of a workflow whose jobs have conditions, it is worse: a run enters the group before it is asked whether it is to run, so that a status of no interest takes the place of the run that waits, and is then passed over. The review or the report that the other one was to see is seen by the schedule at best.',
    fix: 'Write `concurrency: {group: promote}` at the job, where it is entered only once the job’s `if` holds: of those that wait, GitHub keeps the newest, which is enough.',
    *check({ workflows }) {
        for (const workflow of workflows) {
            const { document, value, jobs } = workflow;
            for (const job of jobs.filter((each) => promotes(each) && !('concurrency' in each.value))) {
                if (!('concurrency' in value)) {
                    yield { at: document.at(job.path, 'key'), message: `job ${job.id} promotes without concurrency` };
                }
                else if (entersBeforeItAsks(workflow)) {
                    const message = `what waits for job ${job.id} gives way to runs that are then skipped: the group is the whole workflow's`;
                    yield { at: document.at(['concurrency'], 'key'), message };
                }
            }
        }
    },
};
const concurrencyBeforeCondition = {
    id: 'concurrency-before-condition',
    severity: 'warning',
    title: 'A run that is skipped takes the place of one that waits',
    why: 'GitHub enters the `concurrency` group of a workflow before it asks any job for its `if`, and keeps one waiting run. An event of no interest so replaces the run that waits, or ends the one that runs if `cancel-in-progress` is set, and is then passed over. This is looked for in workflows that use this suite.',
    fix: 'Write `concurrency` at the job, where it is entered only once the job’s `if` holds.',
    *check({ workflows }) {
        for (const workflow of workflows) {
            const { document, jobs } = workflow;
            if (!jobs.some(usesSuite) || jobs.some(promotes) || !entersBeforeItAsks(workflow))
                continue;
            const message = 'the group is entered before any job is asked for its condition';
            yield { at: document.at(['concurrency'], 'key'), message };
        }
    },
};

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/workflow-promotion.js


/** `environment: production` and `environment: {name: production}` alike. */
const environmentOf = ({ value }) => (0,fields/* textAt */.$6)(value, ['environment']) ?? (0,fields/* textAt */.$6)(value, ['environment', 'name']) ?? '';
const gateEnvironment = {
    id: 'gate-environment',
    severity: 'error',
    title: 'The gate to production waits for nobody',
    why: 'A job without `environment` starts at once: nobody is asked. With the name of another environment than the policy has, the gate refuses every approval, and nothing gets to production.',
    fix: "Give the job that runs `prod-manual-gate` the `environment` that promotion.yaml names, and that environment required reviewers in the repository's settings.",
    *check({ workflows, policy: reading }) {
        const wanted = reading.kind === 'policy' ? reading.policy.environments.flatMap(({ environment }) => environment ?? []) : [];
        for (const { document, jobs } of workflows) {
            for (const job of jobs.filter((each) => (0,workflow_rights/* usesAction */.$m)(each, 'prod-manual-gate'))) {
                const name = environmentOf(job);
                if (name === '') {
                    yield {
                        at: document.at(job.path, 'key'),
                        message: `job ${job.id} has no environment, so that nobody is asked`,
                    };
                }
                else if (wanted.length > 0 && !name.includes('${{') && !wanted.includes(name)) {
                    const message = `job ${job.id} waits for ${name}, and promotion.yaml has ${wanted.join(', ')}`;
                    yield { at: document.at([...job.path, 'environment']), message };
                }
            }
        }
    },
};
const choices = ['environment', 'service'];
const rollbackChoices = {
    id: 'rollback-choices',
    severity: 'warning',
    title: 'The rollback workflow offers other names than the policy has',
    why: 'Whoever rolls back does it in a hurry. A service that is not in the list cannot be chosen then, and one that the policy does not have is refused.',
    fix: 'List the environments and services of promotion.yaml under `options`.',
    *check({ workflows, policy: reading }) {
        if (reading.kind !== 'policy')
            return;
        const { policy } = reading;
        const known = {
            environment: policy.environments.map(({ name }) => String(name)),
            service: [...policy.services.keys()].map(String),
        };
        for (const workflow of workflows) {
            if (!workflow.jobs.some((job) => (0,workflow_rights/* usesAction */.$m)(job, 'rollback')))
                continue;
            for (const choice of choices) {
                const { path, options } = optionsOf(workflow, choice);
                if (options.length === 0)
                    continue;
                const missing = known[choice].filter((name) => !options.includes(name));
                const strange = options.filter((name) => !known[choice].includes(name));
                const says = [
                    ...(missing.length === 0 ? [] : [`lacks ${missing.join(', ')}`]),
                    ...(strange.length === 0 ? [] : [`has ${strange.join(', ')}, which promotion.yaml does not have`]),
                ].join(' and ');
                if (says !== '')
                    yield { at: workflow.document.at(path, 'key'), message: `the list of ${choice}s to roll back ${says}` };
            }
        }
    },
};
function optionsOf({ value }, input) {
    const path = ['on', 'workflow_dispatch', 'inputs', input, 'options'];
    return { path, options: (0,fields/* listAt */.gT)(value, path).map(String) };
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/delivery-rules.js

























/** What concerns canaries, promotion, what is told to GitHub, workflows, and what is deployed at all. */
const deliveryRules = [
    canaryPauseWithoutEnd,
    canaryWithoutSteps,
    canaryWeightUnreachable,
    canaryServiceMissing,
    canaryServiceSelector,
    canaryRouteIncomplete,
    canaryWeightsHealed,
    rollbackWindowMissing,
    progressDeadlineNotAborting,
    historyBelowRollbackWindow,
    canaryWithoutReadiness,
    workloadKeptBesideRollout,
    podTemplateStamped,
    analysisTemplateMissing,
    analysisWithoutTemplates,
    analysisArgumentMissing,
    analysisArgumentUnknown,
    analysisWithoutEnd,
    analysisEndsBeforeCanary,
    analysisWithoutCondition,
    analysisPassesWithoutData,
    analysisCannotFail,
    analysisLimitsMissing,
    autoscalerTargetMissing,
    autoscalersCompete,
    replicasBesideAutoscaler,
    disruptionBudgetSelectsNothing,
    disruptionBudgetBlocks,
    policy_names/* policyInvalid */.IO,
    policyMisnamed,
    lastEnvironmentUnreviewed,
    environmentPassedOver,
    promotedWithoutHealth,
    freezeWithoutEnd,
    policy_names/* environmentUnknown */.EN,
    policy_names/* serviceNotPromoted */.Zg,
    holdBroken,
    healthOfNoApplication,
    healthNotPosted,
    healthUnsubscribed,
    healthOfWrongEnvironment,
    healthIncomplete,
    digestNotEditable,
    digestFileUnread,
    digestNotRendered,
    serviceImageDiffers,
    valuesFileUnread,
    valuesFileNowhere,
    valuesFileOutside,
    valuesFileRepeated,
    movingTagBesideDigest,
    imageOfNoService,
    environmentsShareNamespace,
    resourceInOtherEnvironment,
    admissionMissesImage,
    admissionOtherSigner,
    admissionMissesNamespace,
    notificationTriggerUnknown,
    notificationTemplateMissing,
    statusSentOnce,
    statusOncePerRevision,
    statusNeverRepeated,
    statusLabelShared,
    statusOfSeveralSources,
    deploymentMergesItself,
    notificationSecretInClear,
    workflow_rights/* workflowPermissions */.CW,
    workflow_rights/* actionNotPinned */.IU,
    workflow_rights/* workflowScriptInjection */.Mh,
    workflow_rights/* workflowSecretInScript */.iQ,
    workflow_rights/* workflowRunsPullRequest */.ef,
    workflow_rights/* workflowPushesMain */.Zs,
    unreviewedTrust,
    gateEnvironment,
    promoteWithoutConcurrency,
    concurrencyBeforeCondition,
    rollbackChoices,
    secretInGit,
    apiVersionRemoved,
    clusterAdminBound,
];

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/digest-place-missing.js



const digestPlaceMissing = {
    id: 'digest-place-missing',
    severity: 'error',
    title: 'A digest of the policy has no place in the repository',
    why: 'A promotion changes one scalar in one file. Where the file or the key is missing, it is refused, and the service never gets to that environment.',
    fix: 'Add the file and the key, with an empty value if nothing is deployed yet, or correct `digests` in promotion.yaml.',
    *check({ policy: reading, tree, yaml }) {
        if (reading.kind !== 'policy')
            return;
        const { policy } = reading;
        const top = { file: policy_file/* policyPath */.k, line: 1, column: 1 };
        const written = yaml.get(policy_file/* policyPath */.k)?.documents[0];
        for (const { name: environment } of policy.environments) {
            for (const service of policy.services.keys()) {
                const file = (0,out/* digestFile */.TM)(policy, environment, service);
                const path = (0,out/* digestPath */.GV)(policy, environment, service);
                const slot = `the digest of ${service} in ${environment}`;
                if (!tree.files.has(file)) {
                    yield {
                        at: written?.at(['digests', 'file']) ?? top,
                        message: `there is no ${file}, where ${slot} should be`,
                    };
                    continue;
                }
                const documents = yaml.get(file)?.documents ?? [];
                const [first] = documents;
                const isThere = documents.some(({ value }) => {
                    const parent = (0,fields/* fieldAt */.UK)(value, path.slice(0, -1));
                    return (0,fields/* isMapping */.pi)(parent) && (path.at(-1) ?? '') in parent;
                });
                if (!isThere && first !== undefined)
                    yield { at: first.at(path), message: `there is no ${path.join('.')}, where ${slot} should be` };
            }
        }
    },
};

// EXTERNAL MODULE: ./packages/gitops/out/repository/sync.js
var sync = __webpack_require__(35127);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/hook-spelling.js


const hookSpelling = {
    id: 'hook-spelling',
    severity: 'error',
    title: 'A hook has a name that Argo CD does not know',
    why: 'A resource whose hook annotation names no hook that Argo CD knows is taken for a hook of no phase: it is never applied, and nothing says so.',
    fix: `Write one of ${sync/* hookNames */.WR.join(', ')}, exactly so. Of Helm's hooks, those of install, upgrade and delete are known; tests and rollbacks are not.`,
    *check(repository) {
        for (const manifest of deployed(repository)) {
            for (const name of manifest.sync.unknownHooks) {
                const key = manifest.annotations[sync/* hookKey */.HZ] === undefined ? sync/* helmHookKey */.RE : sync/* hookKey */.HZ;
                // Tests of a release are meant for `helm test` alone.
                if (key === sync/* helmHookKey */.RE && (name === 'test' || name === 'test-success'))
                    continue;
                const path = ['metadata', 'annotations', key];
                const meant = sync/* hookNames */.WR.find((known) => known.toLowerCase() === name.toLowerCase());
                const alone = (0,sync/* namesIn */.wX)(manifest.annotations[key]).length === 1;
                const edit = meant !== undefined && alone ? manifest.origin.replacement(path, meant) : undefined;
                yield {
                    at: manifest.at(path),
                    message: `${manifest.title} is a hook ${JSON.stringify(name)}, which Argo CD does not know${meant === undefined ? '' : `; it is spelt ${meant}`}`,
                    application: manifest.application.name,
                    ...(edit !== undefined && { edit }),
                };
            }
        }
    },
};

// EXTERNAL MODULE: ./packages/gitops/out/repository/resource.js
var resource = __webpack_require__(8616);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/hooks.js




const annotation = (key) => ['metadata', 'annotations', key];
/** Kinds that do their work once and then stay as they are. */
const runsOnce = ({ group, kind }) => (group === 'batch' && kind === 'Job') || (group === '' && kind === 'Pod') || kind === 'Workflow';
const hasName = (resource) => resource.text('metadata', 'name') !== undefined;
const hookNotReplaced = {
    id: 'hook-not-replaced',
    severity: 'error',
    title: 'A hook that stays in the way of its next run',
    why: 'A hook of one name that is not deleted before the next sync is applied over the one that has run: what is unchanged does not run again, and a Job with another image is refused, since Jobs are immutable. With `HookSucceeded` alone this happens after the first failure, so that no fix goes through.',
    fix: 'Add `BeforeHookCreation` to the delete policies, which is also what holds where none is written.',
    argo: {
        does: 'After a hook Job has failed, the sync of a commit with another image fails with “field is immutable”.',
        test: 'test/peers/cluster/application-claims.test.ts: a hook Job that has failed and stays refuses the fix',
    },
    *check(repository) {
        for (const manifest of deployed(repository)) {
            const { hook, phases, deletePolicies } = manifest.sync;
            if (!hook || phases.length === 0 || !runsOnce(manifest) || !hasName(manifest))
                continue;
            if (deletePolicies.includes('BeforeHookCreation'))
                continue;
            if (deletePolicies.includes('HookSucceeded') && deletePolicies.includes('HookFailed'))
                continue;
            const argo = manifest.annotations[sync/* deletePolicyKey */.nw];
            const edit = argo === undefined
                ? undefined
                : manifest.origin.replacement(annotation(sync/* deletePolicyKey */.nw), `BeforeHookCreation,${argo}`);
            yield {
                at: manifest.at(annotation(argo === undefined ? sync/* helmDeletePolicyKey */.xP : sync/* deletePolicyKey */.nw)),
                message: `hook ${manifest.title} is deleted only by ${deletePolicies.join(', ')}, so that it can stay in the way of the next one`,
                application: manifest.application.name,
                ...(edit !== undefined && { edit }),
            };
        }
    },
};
const hookDeletePolicyUnknown = {
    id: 'hook-delete-policy-unknown',
    severity: 'error',
    title: 'A delete policy that Argo CD does not know, or on what is no hook',
    why: 'Argo CD passes over delete policies that it does not know; where none is left, it takes BeforeHookCreation. On a resource that is no hook it does nothing at all.',
    fix: `Write ${sync/* deletePolicyNames */.me.join(', ')}, exactly so, beside the annotation of a hook.`,
    *check(repository) {
        for (const manifest of deployed(repository))
            yield* policyFindings(manifest);
    },
};
function* policyFindings(manifest) {
    const written = (0,sync/* namesIn */.wX)(manifest.annotations[sync/* deletePolicyKey */.nw]);
    if (written.length === 0)
        return;
    const at = manifest.at(annotation(sync/* deletePolicyKey */.nw));
    const application = manifest.application.name;
    if (!manifest.sync.hook && manifest.annotations[sync/* hookKey */.HZ] === undefined) {
        yield { at, message: `${manifest.title} has a delete policy of hooks and is none`, application };
        return;
    }
    for (const name of manifest.sync.unknownDeletePolicies) {
        const meant = sync/* deletePolicyNames */.me.find((known) => plain(known) === plain(name));
        const edit = meant !== undefined && written.length === 1
            ? manifest.origin.replacement(annotation(sync/* deletePolicyKey */.nw), meant)
            : undefined;
        yield {
            at,
            message: `${manifest.title} has a delete policy ${JSON.stringify(name)}, which Argo CD does not know${meant === undefined ? '' : `; it is spelt ${meant}`}`,
            application,
            ...(edit !== undefined && { edit }),
        };
    }
}
/** `before-hook-creation` is Helm's spelling of the same. */
const plain = (name) => name.replaceAll('-', '').toLowerCase();
const hookPhasesDiffer = {
    id: 'hook-phases-differ',
    severity: 'warning',
    title: 'The hook annotations of Argo CD and of Helm mean different phases',
    why: 'Where a resource has both, Argo CD takes its own and passes over those of Helm. What the other one says is then only true where Helm installs the chart itself.',
    fix: 'Write the same in both (pre-install and pre-upgrade are PreSync, post-install and post-upgrade PostSync), or only the annotation of Argo CD.',
    *check(repository) {
        for (const manifest of deployed(repository)) {
            const [argo, helm] = [manifest.annotations[sync/* hookKey */.HZ], manifest.annotations[sync/* helmHookKey */.RE]];
            if (argo === undefined || helm === undefined || manifest.sync.phases.length === 0)
                continue;
            const { phases } = (0,sync/* syncPlanOf */.AJ)(withoutArgoHook(manifest));
            if (phases.length === 0 || phases.toSorted().join() === manifest.sync.phases.toSorted().join())
                continue;
            yield {
                at: manifest.at(annotation(sync/* helmHookKey */.RE)),
                message: `${manifest.title} is a hook of ${manifest.sync.phases.join(', ')}; its helm.sh/hook ${helm} would be ${phases.join(', ')} and does not count`,
                application: manifest.application.name,
            };
        }
    },
};
function withoutArgoHook({ value, annotations, origin }) {
    const { [sync/* hookKey */.HZ]: _, ...rest } = annotations;
    return new resource/* Resource */.FW({ ...value, metadata: { annotations: rest } }, origin);
}
const hookDoesNotEnd = {
    id: 'hook-does-not-end',
    severity: 'error',
    title: 'A hook of a kind that does not run to an end',
    why: 'Argo CD waits for a hook to end. A Pod that is restarted whenever it ends does not; a suspended Job does not begin; a CronJob is done as soon as it is there, before it has run at all.',
    fix: 'Use a Job, or a Pod with `restartPolicy: Never`.',
    *check(repository) {
        for (const manifest of deployed(repository)) {
            if (!manifest.sync.hook || manifest.sync.phases.length === 0)
                continue;
            const endless = endlessness(manifest);
            if (endless === undefined)
                continue;
            yield {
                at: manifest.at(endless.path),
                message: `hook ${manifest.title} ${endless.says}`,
                application: manifest.application.name,
            };
        }
    },
};
function endlessness(manifest) {
    const { group, kind } = manifest;
    if (group === '' && kind === 'Pod' && (manifest.text('spec', 'restartPolicy') ?? 'Always') === 'Always')
        return { path: ['spec', 'restartPolicy'], says: 'is restarted whenever it ends (restartPolicy Always)' };
    if (group === 'batch' && kind === 'Job' && manifest.field('spec', 'suspend') === true)
        return { path: ['spec', 'suspend'], says: 'is suspended, and the sync waits until somebody resumes it' };
    if (group === 'batch' && kind === 'CronJob')
        return { path: ['kind'], says: 'is done before it has run: a CronJob waits for its time' };
    return undefined;
}
const hookWithoutDeadline = {
    id: 'hook-without-deadline',
    severity: 'warning',
    title: 'A hook Job without a deadline',
    why: 'A Job whose pod cannot start, because its image, its ServiceAccount or a volume is not there, does not fail: it waits. The sync waits with it, and no later commit is synced, not even the one with the fix.',
    fix: 'Set `activeDeadlineSeconds` in the spec of the Job, to more than it ever takes. Set `backoffLimit` as well, if it must not be tried again.',
    argo: {
        does: 'The sync stays Running on a hook Job whose pod cannot start; with `activeDeadlineSeconds` it fails.',
        test: 'test/peers/cluster/application-claims.test.ts: a hook Job without a deadline keeps the sync, and one with a deadline fails it',
    },
    *check(repository) {
        for (const manifest of deployed(repository)) {
            if (!manifest.sync.hook || manifest.sync.phases.length === 0 || !manifest.is('batch', 'Job'))
                continue;
            if (manifest.field('spec', 'activeDeadlineSeconds') !== undefined || (0,pods/* podSpecPath */.s5)(manifest) === undefined)
                continue;
            yield {
                at: manifest.at(['spec'], 'key'),
                message: `hook ${manifest.title} has no activeDeadlineSeconds`,
                application: manifest.application.name,
            };
        }
    },
};
const generatedName = {
    id: 'generated-name',
    severity: 'error',
    title: 'A generated name where Argo CD needs a fixed one',
    why: 'Argo CD applies what is no hook, and applying needs a name. A hook with a generated name is another object each time: nothing replaces the one before, so that they pile up unless they are deleted when they have succeeded.',
    fix: 'Give it a `name`. A hook may keep `generateName` with the delete policy HookSucceeded.',
    argo: {
        does: 'A resource with `generateName` that is no hook fails the sync.',
        test: 'test/peers/cluster/application-claims.test.ts: a name that is generated fails the sync of what is no hook',
    },
    *check(repository) {
        for (const manifest of deployed(repository)) {
            const prefix = manifest.text('metadata', 'generateName');
            const { hook, phases, deletePolicies } = manifest.sync;
            if (prefix === undefined || hasName(manifest) || phases.length === 0)
                continue;
            if (hook && deletePolicies.includes('HookSucceeded'))
                continue;
            yield {
                at: manifest.at(['metadata', 'generateName'], 'key'),
                message: hook
                    ? `hook ${manifest.kind} ${prefix}… has another name each time, and nothing deletes the one before`
                    : `${manifest.kind} ${prefix}… is no hook, and has no name to be applied by`,
                application: manifest.application.name,
            };
        }
    },
};

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/ignored-differences.js


const imageIgnored = {
    id: 'image-ignored',
    severity: 'error',
    title: 'Argo CD is told not to look at an image',
    why: 'A difference that is ignored is no difference: a new digest in Git leaves the Application Synced, and is not deployed until something else changes. A change by hand of what runs is not seen either.',
    fix: 'Ignore the one field that somebody else owns, such as `/spec/replicas`, and never a whole spec, pod template or list of containers.',
    argo: {
        does: 'A commit that changes only the image leaves the Application Synced, and the old image runs on.',
        test: 'test/peers/cluster/automation-claims.test.ts: a new image that is ignored is not deployed',
    },
    *check({ applications }) {
        for (const { resource, name, manifests } of applications) {
            for (const { text, steps, at, of } of ignoredPaths(resource)) {
                const hidden = manifests.find((manifest) => concerns(of, manifest) &&
                    manifest.containers.some(({ path, image }) => image !== '' && covers(steps, [...path, 'image'])));
                if (hidden === undefined)
                    continue;
                yield {
                    at: resource.at(at),
                    message: `Application ${name} ignores ${JSON.stringify(text)}, and with it the images of ${hidden.title}`,
                    application: name,
                };
            }
        }
    },
};
/** Who writes what Argo CD, or a person with kubectl, applies. */
const appliers = new Set([
    'argocd-controller',
    'argocd-application-controller',
    'kubectl',
    'kubectl-client-side-apply',
    'kubectl-edit',
    'kubectl-patch',
]);
const everythingIgnored = {
    id: 'everything-ignored',
    severity: 'error',
    title: 'Argo CD is told not to look at whole resources',
    why: 'What is ignored is neither reported as drift nor healed. Ignoring everything of a kind, or whatever a field manager has written by which people and Argo CD itself apply, leaves nothing to compare.',
    fix: 'Name the fields that somebody else owns, and the kind that they are in. As `managedFieldsManagers`, name the controller that writes them, such as `kube-controller-manager`.',
    *check({ applications }) {
        for (const { resource, name } of applications) {
            for (const { text, steps, at } of ignoredPaths(resource)) {
                const isWhole = steps.length === 0 || (steps.length === 1 && steps[0] === 'spec');
                if (!isWhole)
                    continue;
                yield {
                    at: resource.at(at),
                    message: `Application ${name} ignores all of ${JSON.stringify(text)}`,
                    application: name,
                };
            }
            for (const [index, entry] of resource.list('spec', 'ignoreDifferences').entries()) {
                if (!(0,fields/* isMapping */.pi)(entry))
                    continue;
                for (const [position, manager] of (0,fields/* listAt */.gT)(entry, ['managedFieldsManagers']).entries()) {
                    if (!appliers.has(String(manager)))
                        continue;
                    yield {
                        at: resource.at(['spec', 'ignoreDifferences', index, 'managedFieldsManagers', position]),
                        message: `Application ${name} ignores whatever ${String(manager)} has written`,
                        application: name,
                    };
                }
            }
        }
    },
};
/** Types that Argo CD has compiled in: it knows by which key the items of their lists belong together. */
const isBuiltIn = ({ group }) => !group.includes('.') ||
    /^(?:admissionregistration|apiextensions|apiregistration|authentication|authorization|certificates|coordination|discovery|events|flowcontrol\.apiserver|networking|node|policy|rbac\.authorization|scheduling|storage)\.k8s\.io$/.test(group);
/** Whether the path leads into the items of a list that stands in the manifest. */
const entersList = (value, steps) => steps.some((step, index) => index < steps.length - 1 &&
    (step === '*' || typeof step === 'number') &&
    leadsTo(value, [...steps.slice(0, index), step]));
const ignoredAndApplied = {
    id: 'ignored-and-applied',
    severity: 'warning',
    title: 'A field is not compared, but written over by every sync',
    why: 'Argo CD uses `ignoreDifferences` to compare, and applies what Git says all the same. A field that a controller owns, such as the replicas of a workload or the weights of a route in a canary, is set back by the next sync.',
    fix: 'Leave the field out of Git, or add the sync option `RespectIgnoreDifferences=true`. For a field within a list of a custom resource, such as a weight, add `ApplyOutOfSyncOnly=true` instead: a sync then leaves the resource alone until Git changes it. There `RespectIgnoreDifferences` would keep the whole list as it is (see ignored-list-frozen).',
    argo: {
        does: 'The next sync of the resource sets the field back to what Git says.',
        test: 'test/peers/cluster/automation-claims.test.ts: a field that is ignored is written over by the next sync',
    },
    *check({ applications }) {
        for (const { resource, name, manifests, syncOptions } of applications) {
            if (syncOptions.get('RespectIgnoreDifferences') === 'true')
                continue;
            const onlyChanged = syncOptions.get('ApplyOutOfSyncOnly') === 'true';
            for (const { text, steps, at, of } of ignoredPaths(resource)) {
                const applied = manifests.find((manifest) => concerns(of, manifest) && leadsTo(manifest.value, steps));
                if (applied === undefined || steps.length === 0)
                    continue;
                const listed = !isBuiltIn(applied) && entersList(applied.value, steps);
                if (listed && onlyChanged)
                    continue;
                yield {
                    at: resource.at(at),
                    message: `Application ${name} ignores ${JSON.stringify(text)}, which ${applied.title} sets, without ${listed ? 'ApplyOutOfSyncOnly' : 'RespectIgnoreDifferences'}=true`,
                    application: name,
                };
            }
        }
    },
};
const ignoredListFrozen = {
    id: 'ignored-list-frozen',
    severity: 'error',
    title: 'A list is kept as it is in the cluster, whatever Git says',
    why: 'With `RespectIgnoreDifferences`, Argo CD copies what is ignored from the cluster into what it applies. Of a custom resource it does not know which items of a list belong together, so that for one field within a list it copies the whole list. A new match, time-out or backend of a route is dropped, sync after sync, and the Application stays OutOfSync (argoproj/argo-cd#17694, #25284).',
    fix: 'Drop `RespectIgnoreDifferences=true`, and set `ApplyOutOfSyncOnly=true`: what is ignored makes no resource OutOfSync, and a sync leaves alone what Git has not changed. What needs `RespectIgnoreDifferences` for another field goes into an Application of its own: the option is for whole Applications.',
    argo: {
        does: 'A changed rule of a route whose weights are ignored is not applied, and the Application stays OutOfSync.',
        test: 'test/peers/cluster/route-claims.test.ts: with RespectIgnoreDifferences a changed rule of a route never arrives',
    },
    *check({ applications }) {
        for (const { resource, name, manifests, syncOptions } of applications) {
            if (syncOptions.get('RespectIgnoreDifferences') !== 'true')
                continue;
            for (const { text, steps, at, of } of ignoredPaths(resource)) {
                const frozen = manifests.find((manifest) => concerns(of, manifest) && !isBuiltIn(manifest) && entersList(manifest.value, steps));
                if (frozen === undefined)
                    continue;
                yield {
                    at: resource.at(at),
                    message: `Application ${name} ignores ${JSON.stringify(text)} with RespectIgnoreDifferences=true, which keeps the whole list of ${frozen.title} from Git`,
                    application: name,
                };
            }
        }
    },
};

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/image-not-pinned.js

const pinned = /@sha256:[a-f0-9]{64}$/;
const imageNotPinned = {
    id: 'image-not-pinned',
    severity: 'error',
    title: 'An image is not pinned by its digest',
    why: 'A tag can be moved. What runs is then not what was built, tested and signed, a rollback brings back something else, and admission policies that ask for signatures have to resolve the tag first.',
    fix: 'Write `repository@sha256:…`, or render it from a values file that promotion writes. Init containers and hooks count as well. A preview may name the tag of its commit.',
    *check(repository) {
        for (const manifest of deployed(repository)) {
            if (manifest.application.from?.preview === true)
                continue;
            for (const { name, image, path } of manifest.containers) {
                if (image === '' || pinned.test(image))
                    continue;
                yield {
                    at: manifest.at([...path, 'image']),
                    message: `${manifest.title}: container ${name} runs ${image}, which is not pinned by a digest`,
                    application: manifest.application.name,
                };
            }
        }
    },
};

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/jobs.js


const optionsKey = 'argocd.argoproj.io/sync-options';
const isPlainJob = (manifest) => manifest.is('batch', 'Job') && !manifest.sync.hook && manifest.sync.phases.length > 0;
const jobNotReplaceable = {
    id: 'job-not-replaceable',
    severity: 'error',
    title: 'A Job that no new image can be given to',
    why: 'The pod template of a Job is immutable. A Job that is no hook and keeps its name is refused as soon as its image changes, and the sync fails with it, whatever else it brings.',
    fix: 'Make it a hook with the delete policy BeforeHookCreation, or annotate it with `argocd.argoproj.io/sync-options: Force=true,Replace=true`, which deletes it first; or give it a name that changes with its image.',
    argo: {
        does: 'The sync of a commit that changes the Job’s image fails with “field is immutable”.',
        test: 'test/peers/cluster/application-claims.test.ts: a plain Job refuses another image',
    },
    *check(repository) {
        for (const manifest of deployed(repository)) {
            if (!isPlainJob(manifest) || isReplaced(manifest) || isNamedByImage(manifest))
                continue;
            const [container] = manifest.containers;
            if (container === undefined)
                continue;
            yield {
                at: manifest.at([...container.path, 'image']),
                message: `${manifest.title} is no hook and keeps its name: it is refused when its image changes`,
                application: manifest.application.name,
            };
        }
    },
};
function isReplaced({ annotations, application }) {
    const options = (0,sync/* namesIn */.wX)(annotations[optionsKey]);
    return (options.includes('Force=true') &&
        (options.includes('Replace=true') || application.syncOptions.get('Replace') === 'true'));
}
/** Whether the name has a piece of the digest or the whole tag in it. */
function isNamedByImage({ name, containers }) {
    return containers.some(({ image }) => {
        const [, digest] = /@sha256:([a-f0-9]{7})/.exec(image) ?? [];
        const [, tag] = /:([\w][\w.-]*)(?:@|$)/.exec(image.slice(image.lastIndexOf('/') + 1)) ?? [];
        return [digest, tag].some((piece) => piece !== undefined && name.includes(piece.toLowerCase()));
    });
}
const jobComesBack = {
    id: 'job-comes-back',
    severity: 'error',
    title: 'A Job that is run again and again',
    why: 'With `ttlSecondsAfterFinished`, Kubernetes deletes the Job once it is done. Argo CD finds it missing, and self-healing applies it again: the Job runs for ever, at the pace of its deletion.',
    fix: 'Leave `ttlSecondsAfterFinished` out, or make the Job a hook: hooks are not healed.',
    argo: {
        does: 'A finished Job that its time to live has removed is created again without a new commit.',
        test: 'test/peers/cluster/application-claims.test.ts: a Job with a time to live is created again and again',
    },
    *check(repository) {
        for (const manifest of deployed(repository)) {
            const ttl = manifest.field('spec', 'ttlSecondsAfterFinished');
            if (!isPlainJob(manifest) || typeof ttl !== 'number' || manifest.application.automated?.selfHeal !== true)
                continue;
            yield {
                at: manifest.at(['spec', 'ttlSecondsAfterFinished'], 'key'),
                message: `${manifest.title} is deleted ${ttl} s after it is done, and Application ${manifest.application.name} heals itself: it runs again and again`,
                application: manifest.application.name,
            };
        }
    },
};

// EXTERNAL MODULE: ./packages/gitops/out/lint/rules/looked-at.js
var looked_at = __webpack_require__(10635);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/field-name.js
/** A field as messages name it: `spec.sources[0].helm`; `the root` for the resource itself. */
const fieldName = (path) => path.length === 0
    ? 'the root'
    : path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('');

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/metadata-texts.js



const metadataNotText = {
    id: 'metadata-not-text',
    severity: 'error',
    title: 'A label or an annotation is no text',
    why: 'Labels and annotations are texts. A wave of 1, a `true` or a date that is not in quotes is a number, a boolean or a timestamp in YAML, and the API server refuses the resource.',
    fix: 'Put the value in quotes; in a template, through `quote`.',
    argo: {
        does: 'The Application shows a ComparisonError, and nothing of it is synced.',
        test: 'test/peers/cluster/application-claims.test.ts: an annotation that is a number fails the comparison',
    },
    *check(repository) {
        for (const manifest of deployed(repository)) {
            for (const finding of findings(manifest))
                yield { ...finding, application: manifest.application.name };
        }
    },
};
function* findings(resource) {
    for (const field of ['labels', 'annotations']) {
        for (const [key, value] of Object.entries(resource.mapping('metadata', field) ?? {})) {
            if (typeof value === 'string' || value === null)
                continue;
            const path = ['metadata', field, key];
            // Of other numbers, what is written may be more than its value: 1.10 is no 1.1.
            const isPlain = typeof value === 'boolean' || (typeof value === 'number' && key === sync/* waveKey */.JH && Number.isInteger(value));
            const edit = isPlain ? resource.origin.replacement(path, `"${value}"`) : undefined;
            yield {
                at: resource.at(path),
                message: `${resource.title} has ${fieldName(['metadata', field])} ${key} as ${kindOf(value)}, and not as a text`,
                ...(edit !== undefined && { edit }),
            };
        }
    }
}
function kindOf(value) {
    if (typeof value === 'number' || typeof value === 'boolean')
        return `the ${typeof value} ${value}`;
    return Array.isArray(value) ? 'a list' : 'a mapping';
}

;// CONCATENATED MODULE: ./packages/gitops/out/repository/pod-needs.js


/** What the pods of the resource need; what they can do without (`optional`) is left out. */
function podNeeds(resource) {
    const spec = (0,pods/* podSpecPath */.s5)(resource);
    if (spec === undefined)
        return [];
    const needs = [];
    const need = (kind, path) => {
        const name = (0,fields/* textAt */.$6)(resource.value, path);
        if (name === undefined || name === '')
            return;
        if (resource.field(...path.slice(0, -1), 'optional') === true)
            return;
        needs.push({ kind, name, path });
    };
    need('ServiceAccount', [...spec, 'serviceAccountName']);
    for (const index of resource.list(...spec, 'volumes').keys()) {
        const volume = [...spec, 'volumes', index];
        need('Secret', [...volume, 'secret', 'secretName']);
        need('ConfigMap', [...volume, 'configMap', 'name']);
        need('PersistentVolumeClaim', [...volume, 'persistentVolumeClaim', 'claimName']);
        for (const source of resource.list(...volume, 'projected', 'sources').keys()) {
            need('Secret', [...volume, 'projected', 'sources', source, 'secret', 'name']);
            need('ConfigMap', [...volume, 'projected', 'sources', source, 'configMap', 'name']);
        }
    }
    for (const container of containerPaths(resource, spec)) {
        for (const index of resource.list(...container, 'envFrom').keys()) {
            need('Secret', [...container, 'envFrom', index, 'secretRef', 'name']);
            need('ConfigMap', [...container, 'envFrom', index, 'configMapRef', 'name']);
        }
        for (const index of resource.list(...container, 'env').keys()) {
            need('Secret', [...container, 'env', index, 'valueFrom', 'secretKeyRef', 'name']);
            need('ConfigMap', [...container, 'env', index, 'valueFrom', 'configMapKeyRef', 'name']);
        }
    }
    return needs;
}
const containerPaths = (resource, spec) => ['initContainers', 'containers'].flatMap((list) => (0,fields/* listAt */.gT)(resource.value, [...spec, list]).flatMap((container, index) => (0,fields/* isMapping */.pi)(container) ? [[...spec, list, index]] : []));
/** The Secret that an operator makes of the resource, as far as its name is known. */
function secretMadeBy(resource) {
    switch (`${resource.group}/${resource.kind}`) {
        case 'external-secrets.io/ExternalSecret': {
            const policy = resource.text('spec', 'target', 'creationPolicy');
            if (policy === 'Merge' || policy === 'None')
                return undefined;
            return resource.text('spec', 'target', 'name') ?? resource.name;
        }
        case 'bitnami.com/SealedSecret':
            return resource.text('spec', 'template', 'metadata', 'name') ?? resource.name;
        case 'cert-manager.io/Certificate':
            return resource.text('spec', 'secretName');
        default:
            return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/needed-later.js



const neededInLaterWave = {
    id: 'needed-in-later-wave',
    severity: 'error',
    title: 'A workload needs what only a later wave brings',
    why: 'Argo CD waits for a wave to become healthy before it goes on. A pod that needs a ServiceAccount, ConfigMap, Secret or volume of a later wave does not start, so that wave never comes: the first sync into a cluster is stuck, and a later one runs with what was there before.',
    fix: 'Give what is needed a wave that is not later than that of the workload. An ExternalSecret, SealedSecret or Certificate counts for the Secret that comes of it.',
    argo: {
        does: 'The sync stays Running on the workload’s wave, and the later wave is not applied.',
        test: 'test/peers/cluster/application-claims.test.ts: a sync stays at a workload that needs what a later wave brings',
    },
    *check({ applications }) {
        for (const application of applications)
            for (const late of neededLate(application))
                if (late.at.phase === late.comes.phase)
                    yield finding(late);
    },
};
const hookNeedsLaterPhase = {
    id: 'hook-needs-later-phase',
    severity: 'error',
    title: 'A hook needs what only a later phase of its Application brings',
    why: 'A PreSync hook runs before every wave of its Application, the negative ones too. On the first sync into a cluster its pod does not start, since what it needs is not there: the sync stays at the hook, and does not even fail where the hook is a Job without `activeDeadlineSeconds`. On later ones it runs with what the sync before left.',
    fix: 'Bring what the hook needs with an Application of its own, make it a PreSync hook as well, in an earlier wave, or make the hook one of the Sync phase in a wave between what it needs and what needs it.',
    argo: {
        does: 'The first sync stays Running on the hook, and nothing of the Sync phase is applied.',
        test: 'test/peers/cluster/application-claims.test.ts: a sync stays at a PreSync hook that needs what its Application brings',
    },
    *check({ applications }) {
        for (const application of applications)
            for (const late of neededLate(application))
                if (late.at.phase !== late.comes.phase)
                    yield finding(late);
    },
};
/** What pods need of their own Application that it brings only after them. */
function* neededLate(application) {
    const workloads = application.manifests.filter(startsPods);
    if (workloads.length === 0)
        return;
    const bringers = indexed(application, broughtBy);
    for (const workload of workloads) {
        const at = momentOf(workload);
        if (at === undefined)
            continue;
        for (const need of podNeeds(workload)) {
            const first = earliest(bringers.get(key(need.kind, workload.targetNamespace, need.name)) ?? []);
            if (first !== undefined && compareMoments(first.moment, at) > 0)
                yield { workload, at, need, bringer: first.manifest, comes: first.moment };
        }
    }
}
const startsPods = (manifest) => !(0,pods/* startsLater */.yJ)(manifest) && manifest.field('spec', 'replicas') !== 0;
const key = (kind, namespace, name) => `${kind}/${namespace}/${name}`;
const needed_later_kinds = new Set([
    'ServiceAccount',
    'ConfigMap',
    'Secret',
    'PersistentVolumeClaim',
]);
function broughtBy(manifest) {
    const { group, kind, name, targetNamespace } = manifest;
    if (group === '')
        return needed_later_kinds.has(kind) ? [key(kind, targetNamespace, name)] : [];
    const secret = secretMadeBy(manifest);
    return secret === undefined ? [] : [key('Secret', targetNamespace, secret)];
}
function finding({ workload, at, need, bringer, comes }) {
    const which = bringer.kind === need.kind ? '' : `, which ${bringer.title} makes,`;
    return {
        at: workload.at(need.path),
        message: `${workload.title} of ${momentName(at)} needs ${need.kind} ${need.name}${which} of ${momentName(comes)}`,
        application: workload.application.name,
    };
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/meeting-places.js

/** Whether the destination is the cluster that Argo CD itself is in, whichever that is. */
const isInCluster = ({ cluster }) => cluster === 'in-cluster' || /^https:\/\/kubernetes\.default\.svc(?::443)?\/?$/.test(cluster);
/**
 * Tells apart Applications that may never meet in one cluster: a repository may serve several installations of Argo CD,
 * each with itself as `in-cluster`, and may hold alternatives of which a root Application deploys one. The same answer
 * is given only for those that surely meet.
 */
function meetingPlaces(applications) {
    const installation = installations(applications);
    const hasRoots = applications.some((application) => installation(application).root);
    return (application) => {
        const { root, name } = installation(application);
        if (isInCluster(application))
            return name;
        return root || !hasRoots ? '' : 'deployed by nobody';
    };
}
/** One for all that come of one root Application, and one for those of a folder that nobody deploys. */
function installations(applications) {
    const parents = new Map();
    for (const parent of applications)
        for (const manifest of parent.manifests)
            if (manifest.group === 'argoproj.io' && manifest.kind.startsWith('Application'))
                parents.set(meeting_places_key(manifest), parent);
    return (application) => {
        let top = writtenAs(application);
        let root;
        const passed = new Set();
        for (let parent = parents.get(meeting_places_key(top)); parent !== undefined && !passed.has(meeting_places_key(top));) {
            passed.add(meeting_places_key(top));
            root = parent;
            top = writtenAs(parent);
            parent = parents.get(meeting_places_key(top));
        }
        return root === undefined
            ? { root: false, name: `folder ${external_node_path_.posix.dirname(top.origin.file)}` }
            : { root: true, name: `root ${meeting_places_key(top)}` };
    };
}
const meeting_places_key = ({ kind, name }) => `${kind}/${name}`;
const writtenAs = ({ from, resource }) => from?.set.resource ?? resource;

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/owners.js


const ownedTwice = {
    id: 'owned-twice',
    severity: 'error',
    title: 'Two Applications deploy the same resource',
    why: 'Each of them applies what it says, marks the resource as its own, and finds it OutOfSync when the other one has been there. With self-healing they undo each other for ever; with pruning, one deletes what the other needs.',
    fix: 'Leave the resource to one of them. Where the Applications are alternatives of which only one is installed, say so in a suppression.',
    argo: {
        does: 'One of the Applications shows a SharedResourceWarning and is OutOfSync.',
        test: 'test/peers/cluster/application-claims.test.ts: a resource of two Applications keeps one of them out of sync',
    },
    *check({ applications }) {
        for (const { first, second, manifests } of sharedResources(applications)) {
            const [example] = manifests;
            if (example === undefined)
                continue;
            const more = manifests.length === 1 ? '' : ` and ${manifests.length - 1} more`;
            const place = example.targetNamespace === '' ? '' : ` in ${example.targetNamespace}`;
            yield {
                at: second.resource.at(['metadata', 'name']),
                message: `Application ${second.name} deploys ${example.title}${place}${more}, and so does Application ${first.name}`,
                application: second.name,
            };
        }
    },
};
/** One for each two Applications that share anything. */
function sharedResources(applications) {
    const meetingPlace = meetingPlaces(applications);
    const owners = new Map();
    const shared = new Map();
    for (const application of applications) {
        const place = meetingPlace(application);
        for (const manifest of application.manifests) {
            if (!isOwned(manifest))
                continue;
            const identity = `${place} ${manifest.identity}`;
            const first = owners.get(identity);
            if (first === undefined)
                owners.set(identity, application);
            else if (first !== application) {
                const key = JSON.stringify([
                    first.resource.namespace,
                    first.name,
                    application.resource.namespace,
                    application.name,
                ]);
                const pair = shared.get(key) ?? { first, second: application, manifests: [] };
                pair.manifests.push(manifest);
                shared.set(key, pair);
            }
        }
    }
    return [...shared.values()];
}
/** A generated name is another one each time, and what is skipped belongs to nobody. */
const isOwned = (manifest) => manifest.sync.phases.length > 0 && manifest.text('metadata', 'name') !== undefined && hasPlace(manifest);
/** Without a destination, or with one that is filled in elsewhere, nobody knows where it ends up. */
const hasPlace = ({ application }) => application.cluster !== '' && (0,fields/* mappingAt */.oh)(application.resource.value, ['spec', 'destination']) !== undefined;
const repeatedResource = {
    id: 'repeated-resource',
    severity: 'error',
    title: 'An Application has the same resource twice',
    why: 'Argo CD deploys one of the two, the one that comes last, and shows a RepeatedResourceWarning. What the other one says is lost.',
    fix: 'Remove or rename one of them.',
    argo: {
        does: 'The Application shows a RepeatedResourceWarning, and the last one is deployed.',
        test: 'test/peers/cluster/application-claims.test.ts: of the same resource twice, the last one is deployed',
    },
    *check({ applications }) {
        for (const { manifests, name } of applications) {
            const seen = new Map();
            for (const manifest of manifests) {
                if (manifest.text('metadata', 'name') === undefined)
                    continue;
                const first = seen.get(manifest.identity);
                if (first === undefined) {
                    seen.set(manifest.identity, manifest);
                    continue;
                }
                const { file, line } = first.at();
                yield {
                    at: manifest.at(['metadata', 'name']),
                    message: `${manifest.title} is there twice: also in ${file}:${line}`,
                    application: name,
                };
            }
        }
    },
};

// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __webpack_require__(14006);
// EXTERNAL MODULE: ./packages/gitops/out/sets/clusters.js
var clusters = __webpack_require__(59044);
// EXTERNAL MODULE: ./packages/gitops/out/repository/own-address.js
var own_address = __webpack_require__(99795);
;// CONCATENATED MODULE: ./packages/gitops/out/repository/project.js




/** An AppProject, asked as Argo CD asks it: `*` stands for anything, and `!` in front denies. */
class Project {
    resource;
    #matchers = new Map();
    constructor(resource) {
        this.resource = resource;
    }
    permitsSource(repoURL) {
        const address = (0,own_address/* normalizedAddress */.k)(repoURL);
        let any = false;
        for (const pattern of this.resource.list('spec', 'sourceRepos').map(String)) {
            const matched = this.#matches(denied(pattern, own_address/* normalizedAddress */.k), address, 'segments');
            if (matched)
                any = true;
            else if (isDenial(pattern))
                return false;
        }
        return any;
    }
    permitsDestination({ server, name }, namespace) {
        let result = 'no';
        for (const item of this.resource.list('spec', 'destinations').filter(fields/* isMapping */.pi)) {
            const [serverPattern, namePattern, namespacePattern] = ['server', 'name', 'namespace'].map((field) => (0,fields/* textAt */.$6)(item, [field]) ?? '');
            const ofServer = this.#matchesKnown(serverPattern, server);
            const ofName = this.#matchesKnown(namePattern, name);
            const ofNamespace = this.#matches(namespacePattern, namespace);
            if (ofNamespace && (ofServer === true || ofName === true))
                result = 'yes';
            else if (ofNamespace && (ofServer === undefined || ofName === undefined))
                result = result === 'yes' ? 'yes' : 'unknown';
            else if (ofNamespace && (isDenial(namePattern) || isDenial(serverPattern)))
                return 'no';
            else if (!ofNamespace && isDenial(namespacePattern) && ofServer !== false)
                return ofServer === true ? 'no' : 'unknown';
        }
        return result;
    }
    permitsInNamespaces(resource) {
        const allowed = this.resource.field('spec', 'namespaceResourceWhitelist');
        const lists = allowed === undefined || allowed === null || this.#lists('namespaceResourceWhitelist', resource);
        return lists && !this.#lists('namespaceResourceBlacklist', resource);
    }
    permitsInCluster(resource) {
        return this.#lists('clusterResourceWhitelist', resource) && !this.#lists('clusterResourceBlacklist', resource);
    }
    #lists(field, { group, kind, name }) {
        return this.resource
            .list('spec', field)
            .filter(fields/* isMapping */.pi)
            .some((item) => this.#matches((0,fields/* textAt */.$6)(item, ['group']) ?? '', group) &&
            this.#matches((0,fields/* textAt */.$6)(item, ['kind']) ?? '', kind) &&
            isNamed(item, name, (pattern) => this.#matches(pattern, name)));
    }
    /** Undefined where the value is not known and the pattern does not take any. */
    #matchesKnown(pattern, value) {
        if (pattern === '')
            return false;
        if (value === undefined)
            return pattern === '*' ? true : undefined;
        return this.#matches(pattern, value);
    }
    #matches(pattern, value, star = 'anything') {
        if (isDenial(pattern))
            return !this.#matches(pattern.slice(1), value, star);
        if (pattern === '*' || pattern === value)
            return true;
        if (!/[*?[{]/.test(pattern))
            return false;
        const key = `${star} ${pattern}`;
        const matcher = this.#matchers.get(key) ?? picomatch(pattern, { dot: true, bash: star === 'anything' });
        this.#matchers.set(key, matcher);
        return matcher(value);
    }
}
function clusterOf({ resource }) {
    const server = resource.text('spec', 'destination', 'server')?.replace(/\/$/, '');
    const name = resource.text('spec', 'destination', 'name');
    return server === clusters/* inCluster */.K.server || name === clusters/* inCluster */.K.name ? clusters/* inCluster */.K : { server, name };
}
const isDenial = (pattern) => pattern.startsWith('!');
const denied = (pattern, normalize) => isDenial(pattern) ? `!${normalize(pattern.slice(1))}` : normalize(pattern);
function isNamed(item, name, matches) {
    const pattern = (0,fields/* textAt */.$6)(item, ['name']) ?? '';
    return pattern === '' || pattern === name || matches(pattern);
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/projects.js






/** The projects that are written out or rendered, by name; more than one of a name where several Argo CDs have it. */
function projectsByName(repository) {
    const rendered = [...deployed(repository)].filter((manifest) => manifest.is('argoproj.io', 'AppProject'));
    const projects = new Map();
    for (const resource of [...repository.projects, ...rendered]) {
        const known = projects.get(resource.name);
        if (known === undefined)
            projects.set(resource.name, [new Project(resource)]);
        else
            known.push(new Project(resource));
    }
    return projects;
}
const projectOf = ({ project }) => (project === '' ? 'default' : project);
const projectMissing = {
    id: 'project-missing',
    severity: 'error',
    title: 'An Application has a project that is not there',
    why: 'Argo CD reports that the project does not exist and syncs nothing of the Application; an ApplicationSet does not even make it.',
    fix: 'Name a project of the repository, or add it.',
    argo: {
        does: 'The Application shows an InvalidSpecError and is not synced.',
        test: 'test/peers/cluster/automation-claims.test.ts: an Application of a project that is not there is refused',
    },
    *check(repository) {
        const projects = projectsByName(repository);
        // Without any project here, they are all kept elsewhere.
        if (projects.size === 0)
            return;
        for (const application of repository.applications) {
            const project = projectOf(application);
            if (project === 'default' || projects.has(project))
                continue;
            const near = (0,out/* nearestKey */.qy)(project, projects.keys());
            yield {
                at: application.resource.at(['spec', 'project']),
                message: `Application ${application.name} is of project ${project}, which is not in the repository${near === undefined ? '' : `; did you mean ${near}?`}`,
                application: application.name,
            };
        }
    },
};
const projectDefault = {
    id: 'project-default',
    severity: 'warning',
    title: 'An Application is of the project `default`',
    why: 'The project `default` permits everything that nobody has taken from it: any repository may deploy any resource into any namespace of any cluster, Argo CD’s own included.',
    fix: 'Make an AppProject that permits what is needed: these repositories, destinations and kinds.',
    *check(repository) {
        if (projectsByName(repository).has('default'))
            return;
        for (const application of repository.applications) {
            if (projectOf(application) !== 'default')
                continue;
            yield {
                at: application.resource.at(['spec', 'project']),
                message: `Application ${application.name} is of the project default, which permits everything`,
                application: application.name,
            };
        }
    },
};
const projectWildcard = {
    id: 'project-wildcard',
    severity: 'warning',
    title: 'A project permits anything',
    why: 'A project is what keeps the Applications of a team, or of previews, away from everything else. With a star for the repository, the destination or the cluster-wide kinds it does not.',
    fix: 'List what is needed. A pattern may stand for a part, as in `https://github.com/acme/*` or `preview-*`.',
    *check({ projects }) {
        for (const project of projects) {
            for (const { path, what } of wildcards(project.value))
                yield { at: project.at(path), message: `AppProject ${project.name} permits ${what}` };
        }
    },
};
function* wildcards(project) {
    const list = (field) => {
        const found = (0,fields/* isMapping */.pi)(project) && (0,fields/* isMapping */.pi)(project['spec']) ? project['spec'][field] : undefined;
        return Array.isArray(found) ? found : [];
    };
    for (const [index, repository] of list('sourceRepos').entries())
        if (repository === '*')
            yield { path: ['spec', 'sourceRepos', index], what: 'any repository' };
    for (const [index, item] of list('destinations').entries()) {
        const path = ['spec', 'destinations', index];
        if ((0,fields/* textAt */.$6)(item, ['namespace']) === '*')
            yield { path: [...path, 'namespace'], what: 'any namespace' };
        const cluster = ['server', 'name'].find((field) => (0,fields/* textAt */.$6)(item, [field]) === '*');
        if (cluster !== undefined && (0,fields/* textAt */.$6)(item, ['namespace']) !== '*')
            yield { path: [...path, cluster], what: 'any cluster' };
    }
    for (const [index, item] of list('clusterResourceWhitelist').entries()) {
        if ((0,fields/* textAt */.$6)(item, ['group']) === '*' && (0,fields/* textAt */.$6)(item, ['kind']) === '*')
            yield { path: ['spec', 'clusterResourceWhitelist', index], what: 'any cluster-wide resource' };
    }
}
const projectForbidsSource = {
    id: 'project-forbids-source',
    severity: 'error',
    title: 'An Application takes a source that its project does not permit',
    why: 'Argo CD reports that the repository is not permitted in the project and syncs nothing of the Application.',
    fix: 'Add the address to `sourceRepos` of the project, or give the Application another project.',
    argo: {
        does: 'The Application shows an InvalidSpecError and is not synced.',
        test: 'test/peers/cluster/automation-claims.test.ts: a source that the project does not permit is refused',
    },
    *check(repository) {
        const projects = projectsByName(repository);
        for (const { resource, name, project, sources } of repository.applications) {
            const permitting = projects.get(project);
            if (permitting === undefined)
                continue;
            for (const { at, repoURL } of sources) {
                if (repoURL === '' || permitting.some((each) => each.permitsSource(repoURL)))
                    continue;
                yield {
                    at: resource.at([...at, 'repoURL']),
                    message: `Application ${name} takes ${repoURL}, which AppProject ${project} does not permit`,
                    application: name,
                };
            }
        }
    },
};
const projectForbidsDestination = {
    id: 'project-forbids-destination',
    severity: 'error',
    title: 'An Application deploys to where its project does not permit it',
    why: 'Argo CD refuses the Application whose destination its project does not permit, and fails the sync of one that has a resource for another namespace.',
    fix: 'Add the destination to the project, or correct the namespace.',
    argo: {
        does: 'The Application shows an InvalidSpecError, and nothing is deployed.',
        test: 'test/peers/cluster/automation-claims.test.ts: a destination that the project does not permit is refused',
    },
    *check(repository) {
        const projects = projectsByName(repository);
        for (const application of repository.applications) {
            const { resource, name, project, namespace } = application;
            const permitting = projects.get(project);
            const cluster = clusterOf(application);
            if (permitting === undefined || (cluster.server === undefined && cluster.name === undefined))
                continue;
            const isForbidden = (where) => permitting.every((each) => each.permitsDestination(cluster, where) === 'no');
            const says = (where) => `namespace ${where}, which AppProject ${project} does not permit there`;
            if (isForbidden(namespace)) {
                yield {
                    at: resource.at(['spec', 'destination']),
                    message: `Application ${name} deploys to ${application.cluster}, ${says(namespace)}`,
                    application: name,
                };
                continue;
            }
            for (const [where, manifest] of firstInNamespaces(application)) {
                if (where === namespace || !isForbidden(where))
                    continue;
                yield {
                    at: manifest.at(['metadata', 'namespace']),
                    message: `${manifest.title} is for ${says(where)}`,
                    application: name,
                };
            }
        }
    },
};
function firstInNamespaces({ manifests }) {
    const first = new Map();
    for (const manifest of manifests) {
        if (manifest.targetNamespace !== '' && manifest.sync.phases.length > 0 && !first.has(manifest.targetNamespace))
            first.set(manifest.targetNamespace, manifest);
    }
    return first;
}
const projectForbidsKind = {
    id: 'project-forbids-kind',
    severity: 'error',
    title: 'An Application has a kind that its project does not permit',
    why: 'Argo CD checks every resource against the lists of the project before it applies the first one. One that is not permitted fails the whole sync.',
    fix: 'Add group and kind to `namespaceResourceWhitelist` or `clusterResourceWhitelist` of the project. Nothing of the whole cluster is permitted that is not listed, a Namespace that `CreateNamespace=true` makes included.',
    argo: {
        does: 'The sync fails with “resource … is not permitted in project”, and nothing is applied.',
        test: 'test/peers/cluster/automation-claims.test.ts: a kind that the project does not permit fails the whole sync',
    },
    *check(repository) {
        const projects = projectsByName(repository);
        for (const application of repository.applications) {
            const permitting = projects.get(application.project);
            if (permitting === undefined)
                continue;
            const judged = new Set();
            for (const manifest of application.manifests) {
                const kind = `${manifest.group}/${manifest.kind}`;
                if (judged.has(kind) || manifest.sync.phases.length === 0)
                    continue;
                if (permitting.some((project) => permitsKind(project, manifest))) {
                    // Cluster-wide resources can be permitted by their names.
                    if (manifest.targetNamespace !== '')
                        judged.add(kind);
                    continue;
                }
                judged.add(kind);
                yield {
                    at: manifest.at(['kind']),
                    message: `AppProject ${application.project} does not permit ${manifest.title} (group ${JSON.stringify(manifest.group)})`,
                    application: application.name,
                };
            }
            const making = namespaceOption(application, repository);
            const made = { group: '', kind: 'Namespace', name: application.namespace };
            if (making === undefined || permitting.some((project) => project.permitsInCluster(made)))
                continue;
            yield {
                at: application.resource.at(making),
                message: `AppProject ${application.project} does not permit Namespace ${application.namespace} (group ""), which is to be created`,
                application: application.name,
            };
        }
    },
};
/** Where Argo CD is told to make the namespace, which it asks the project for as for any resource of the cluster. */
function namespaceOption(application, { applications }) {
    const { resource, namespace } = application;
    const index = resource.list('spec', 'syncPolicy', 'syncOptions').indexOf('CreateNamespace=true');
    if (index < 0 || namespace === '' || isThere(application))
        return undefined;
    const where = clusterOf(application);
    const isBrought = applications.some((other) => (0,external_node_util_.isDeepStrictEqual)(clusterOf(other), where) &&
        other.manifests.some((manifest) => manifest.is('', 'Namespace') && manifest.name === namespace));
    return isBrought ? undefined : ['spec', 'syncPolicy', 'syncOptions', index];
}
/** Whether the namespace is one that every cluster has, or that of Argo CD itself, in which the Application is. */
function isThere(application) {
    const { resource, namespace } = application;
    if (/^(?:default|kube-(?:system|public|node-lease))$/.test(namespace))
        return true;
    return namespace === (resource.namespace || 'argocd') && clusterOf(application) === clusters/* inCluster */.K;
}
/** Whether kinds of these groups belong to a namespace is known; of others, it is not. */
const knownGroups = /^(?:|apps|batch|autoscaling|policy|argoproj\.io|gateway\.networking\.k8s\.io|[\w.]+\.k8s\.io)$/;
function permitsKind(project, manifest) {
    const isNamespaced = manifest.targetNamespace !== '';
    if (!isNamespaced)
        return project.permitsInCluster(manifest);
    return (project.permitsInNamespaces(manifest) || (!knownGroups.test(manifest.group) && project.permitsInCluster(manifest)));
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/previews.js






function* pullRequestGenerators({ applicationSets, }) {
    for (const set of applicationSets) {
        for (const generator of generatorsOf(set.resource.value))
            if (generator.kind === 'pullRequest')
                yield { set, generator };
    }
}
const previews = ({ applications }) => applications.filter(({ from }) => from?.preview === true);
/** Hosts that know labels. */
const hosts = ['github', 'gitlab', 'gitea', 'azuredevops'];
const previewOfEveryPull = {
    id: 'preview-of-every-pull',
    severity: 'error',
    title: 'Every pull request gets a preview',
    why: 'A preview runs the code of its pull request in your cluster. Without a label, whoever can open a pull request decides that, before anybody has looked at it, and as often as they like; and it starts before its image is there.',
    fix: 'Add `labels: [preview]` to the generator. Who may set labels may write to the repository; a workflow can set it once the image is pushed.',
    *check(repository) {
        for (const { set, generator } of pullRequestGenerators(repository)) {
            const host = hosts.find((each) => (0,fields/* isMapping */.pi)(generator.value[each]));
            if (host === undefined || (0,fields/* listAt */.gT)(generator.value, ['filters']).length > 0)
                continue;
            if ((0,fields/* listAt */.gT)(generator.value, [host, 'labels']).length > 0)
                continue;
            yield {
                at: set.resource.at([...generator.path, host], 'key'),
                message: `ApplicationSet ${set.name} makes a preview of every pull request, without a label`,
            };
        }
    },
};
const previewPollsSlowly = {
    id: 'preview-polls-slowly',
    severity: 'warning',
    title: 'Previews come and go half an hour late',
    why: 'The pullRequest generator asks every 30 minutes, if not told otherwise. Until then, a new preview is not there, and one of a closed pull request still is.',
    fix: 'Set `requeueAfterSeconds`, for instance to 60. Where a webhook tells Argo CD of pull requests, suppress this with that reason.',
    *check(repository) {
        for (const { set, generator } of pullRequestGenerators(repository)) {
            if (generator.value['requeueAfterSeconds'] !== undefined)
                continue;
            yield {
                at: set.resource.at(generator.path, 'key'),
                message: `ApplicationSet ${set.name} asks for pull requests only every 30 minutes`,
            };
        }
    },
};
const previewStays = {
    id: 'preview-stays',
    severity: 'error',
    title: 'A preview stays when its pull request is closed',
    why: 'What is left of a preview costs money, and runs code that nobody looks after any more. The Application has to be deleted with its pull request, and what it has deployed with the Application.',
    fix: 'Leave `preserveResourcesOnDeletion` and an `applicationsSync` that does not delete out of the set, and have `resources-finalizer.argocd.argoproj.io` among the finalizers of its template.',
    argo: {
        does: 'With `preserveResourcesOnDeletion`, what an Application has deployed is still there after its set has deleted it.',
        test: 'test/peers/cluster/automation-claims.test.ts: an element that goes takes along what it deployed, but its namespace, and nothing where that is kept',
    },
    *check({ applicationSets }) {
        for (const { resource, name, preview } of applicationSets) {
            if (!preview)
                continue;
            const policy = ['spec', 'syncPolicy'];
            const finalizers = resource.list('spec', 'template', 'metadata', 'finalizers');
            const mode = resource.text(...policy, 'applicationsSync') ?? 'sync';
            if (resource.field(...policy, 'preserveResourcesOnDeletion') === true && !deletesResources(finalizers))
                yield {
                    at: resource.at([...policy, 'preserveResourcesOnDeletion'], 'key'),
                    message: `ApplicationSet ${name} keeps what a preview has deployed when the preview goes`,
                };
            if (mode === 'create-only' || mode === 'create-update')
                yield {
                    at: resource.at([...policy, 'applicationsSync']),
                    message: `ApplicationSet ${name} never deletes a preview (applicationsSync ${mode})`,
                };
            if (finalizers.length > 0 && !deletesResources(finalizers))
                yield {
                    at: resource.at(['spec', 'template', 'metadata', 'finalizers'], 'key'),
                    message: `ApplicationSet ${name} gives its previews finalizers, and not the one that deletes what they have deployed`,
                };
        }
    },
};
const previewLeavesNamespace = {
    id: 'preview-leaves-namespace',
    severity: 'error',
    title: 'A preview leaves its namespace behind',
    why: 'Argo CD deletes what it manages, and a namespace that it has created by `CreateNamespace=true` is not among that. Every closed pull request leaves one, with all that was made in it by others.',
    fix: 'Put the Namespace among the manifests of the preview, in the first wave, and leave `CreateNamespace=true` out.',
    argo: {
        does: 'The namespace is still there after the set has deleted the Application and what it deployed.',
        test: 'test/peers/cluster/automation-claims.test.ts: an element that goes takes along what it deployed, but its namespace, and nothing where that is kept',
    },
    *check(repository) {
        for (const { resource, name, syncOptions, manifests, namespace } of previews(repository)) {
            const own = manifests.some((manifest) => manifest.is('', 'Namespace') && manifest.name === namespace);
            if (syncOptions.get('CreateNamespace') !== 'true' || own)
                continue;
            yield {
                at: resource.at(['spec', 'syncPolicy', 'syncOptions']),
                message: `preview ${name} has its namespace created by CreateNamespace=true, which nobody deletes`,
                application: name,
            };
        }
    },
};
const previewWithoutNamespace = {
    id: 'preview-without-namespace',
    severity: 'error',
    title: 'A preview has a namespace that nobody makes',
    why: 'A namespace for each pull request has to come with the preview. Where its manifests have none, the sync fails, since the namespace is not found.',
    fix: 'Put a Namespace of that name among the manifests of the preview, in the first wave.',
    argo: {
        does: 'A sync into a namespace that is not there fails with “namespaces … not found”.',
        test: 'test/peers/cluster/application-claims.test.ts: a sync option in other letters counts for nothing',
    },
    *check(repository) {
        for (const application of previews(repository)) {
            const { from, resource, name, namespace, manifests, syncOptions, complete } = application;
            const written = from?.set.resource.text('spec', 'template', 'spec', 'destination', 'namespace') ?? '';
            if (!complete || !written.includes('{{') || syncOptions.get('CreateNamespace') === 'true')
                continue;
            // What Kustomize is told to change on the way can rename a Namespace too.
            if (application.sources.some(({ value }) => (0,fields/* isMapping */.pi)(value['kustomize'])))
                continue;
            if (manifests.some((manifest) => manifest.is('', 'Namespace') && manifest.name === namespace))
                continue;
            yield {
                at: resource.at(['spec', 'destination', 'namespace']),
                message: `preview ${name} deploys to ${namespace}, and no manifest makes that namespace`,
                application: name,
            };
        }
    },
};
const previewReachesEnvironment = {
    id: 'preview-reaches-environment',
    severity: 'error',
    title: 'A preview may deploy into an environment',
    why: 'A preview renders what a pull request says. Where its project permits the namespace of an environment, a pull request that nobody has reviewed can change what runs there.',
    fix: 'Give previews an AppProject of their own, with destinations such as `preview-*` alone.',
    *check(repository) {
        const projects = projectsByName(repository);
        const environments = environmentApplications(repository).filter(({ application }) => application.from?.preview !== true);
        for (const preview of previews(repository)) {
            const project = projectOf(preview);
            const permits = projects.get(project);
            const reached = environments.find(({ application }) => permits === undefined
                ? project === 'default'
                : permits.every((each) => each.permitsDestination(clusterOf(application), application.namespace) === 'yes'));
            if (reached === undefined)
                continue;
            yield {
                at: preview.resource.at(['spec', 'project']),
                message: `preview ${preview.name} is of project ${project}, which permits namespace ${reached.application.namespace} of ${reached.environment.name}`,
                application: preview.name,
            };
        }
    },
};

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/revisions.js


const sourceBesideSources = {
    id: 'source-beside-sources',
    severity: 'error',
    title: 'An Application has `source` and `sources`',
    why: 'Where there are `sources`, Argo CD passes over `source` without a word.',
    fix: 'Move it into `sources`, or remove it.',
    argo: {
        does: 'What only `source` would bring is not deployed.',
        test: 'test/peers/cluster/application-claims.test.ts: a source beside sources counts for nothing',
    },
    *check({ applications }) {
        for (const { resource, name } of applications) {
            if (resource.list('spec', 'sources').length === 0 || resource.mapping('spec', 'source') === undefined)
                continue;
            yield {
                at: resource.at(['spec', 'source'], 'key'),
                message: `Application ${name} has sources, so that its source does not count`,
                application: name,
            };
        }
    },
};
/** A version may be written as a number. */
function revisionOf({ value }) {
    const revision = value['targetRevision'];
    return typeof revision === 'string' || typeof revision === 'number' ? String(revision) : '';
}
const followsHead = (source) => ['', 'HEAD'].includes(revisionOf(source));
const environmentsOnBranches = {
    id: 'environments-on-branches',
    severity: 'error',
    title: 'Environments of one policy follow different revisions',
    why: 'Promotion writes all digests to one branch, that of promotion.yaml, and proves an environment by commits of that branch. An Application that follows another branch, a tag or a commit never sees them.',
    fix: 'Give the Applications of all environments the branch that promotion works on as `targetRevision`. Environments differ by folders.',
    *check(repository) {
        const all = environmentApplications(repository).filter(({ source }) => source.own && !followsHead(source));
        const tally = new Map();
        for (const { source } of all)
            tally.set(revisionOf(source), (tally.get(revisionOf(source)) ?? 0) + 1);
        const [usual] = [...tally].toSorted(([, left], [, right]) => right - left);
        if (usual === undefined)
            return;
        for (const { application, environment, source } of all) {
            if (revisionOf(source) === usual[0])
                continue;
            yield {
                at: application.resource.at([...source.at, 'targetRevision']),
                message: `Application ${application.name} deploys ${environment.name} from ${revisionOf(source)}, and others from ${usual[0]}`,
                application: application.name,
            };
        }
    },
};
const revisionHead = {
    id: 'revision-head',
    severity: 'warning',
    title: 'An environment of the policy follows HEAD',
    why: '`HEAD`, which also holds where no `targetRevision` is written, is whatever branch is the default one at the time. Whoever changes that in the settings of the repository changes what is deployed, without a commit or a review.',
    fix: 'Name the branch, such as `main`.',
    *check(repository) {
        for (const { application, environment, source } of environmentApplications(repository)) {
            if (!source.own || !followsHead(source))
                continue;
            yield {
                at: application.resource.at([...source.at, 'targetRevision']),
                message: `Application ${application.name} deploys ${environment.name} from HEAD of the repository`,
                application: application.name,
            };
        }
    },
};
const foreignRevisionFloats = {
    id: 'foreign-revision-floats',
    severity: 'warning',
    title: 'A source from elsewhere is not pinned',
    why: 'A branch, HEAD or a range of versions of somebody else’s repository or chart deploys whatever is pushed there, at the time it is pushed, without a commit here: no review sees it, and no revert takes it back.',
    fix: 'Pin it: an exact version of a chart, a tag or a commit of a repository. An update is then a pull request.',
    *check({ applications, own }) {
        // Where it is not known which address is this repository's, nothing is known to be from elsewhere.
        if (own.size === 0)
            return;
        for (const application of applications) {
            for (const source of application.sources) {
                const floating = floats(source);
                if (source.own || floating === undefined || application.from?.preview === true)
                    continue;
                yield {
                    at: application.resource.at([...source.at, 'targetRevision']),
                    message: `Application ${application.name} takes ${floating} of ${(0,fields/* textAt */.$6)(source.value, ['chart']) ?? source.repoURL}`,
                    application: application.name,
                };
            }
        }
    },
};
const branches = new Set(['main', 'master', 'develop', 'trunk']);
/** What the revision of a source is, where that moves; undefined where it may well be a tag or a commit. */
function floats(source) {
    const revision = revisionOf(source);
    if (source.value['chart'] !== undefined) {
        if (revision === '')
            return 'the newest version';
        return /^v?\d+\.\d+\.\d+(?:[-+][\w.+-]*)?$/.test(revision) || !/^[v\d*^~<>=]/.test(revision)
            ? undefined
            : `whatever version ${revision} allows`;
    }
    if (followsHead(source))
        return 'HEAD';
    if (/[*^~<>]/.test(revision))
        return `whatever tag ${revision} allows`;
    return branches.has(revision) ? `the branch ${revision}` : undefined;
}

// EXTERNAL MODULE: ./packages/gitops/out/lint/rules/suppressions.js
var suppressions = __webpack_require__(22911);
;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/sync-options.js



const sync_options_optionsKey = 'argocd.argoproj.io/sync-options';
const optionsPath = ['spec', 'syncPolicy', 'syncOptions'];
const yesOrNo = ['true', 'false'];
const yesNoOrConfirm = [...yesOrNo, 'confirm'];
/** What Argo CD reads, with the values that mean something to it. */
const ofBoth = {
    Validate: yesOrNo,
    SkipDryRunOnMissingResource: yesOrNo,
    Prune: yesNoOrConfirm,
    PruneLast: yesOrNo,
    Delete: yesNoOrConfirm,
    Replace: yesOrNo,
    ServerSideApply: yesOrNo,
};
const ofApplications = {
    ...ofBoth,
    CreateNamespace: yesOrNo,
    PrunePropagationPolicy: ['foreground', 'background', 'orphan'],
    ApplyOutOfSyncOnly: yesOrNo,
    RespectIgnoreDifferences: yesOrNo,
    FailOnSharedResource: yesOrNo,
    ClientSideApplyMigration: yesOrNo,
};
const ofResources = { ...ofBoth, Force: yesOrNo };
const syncOptionUnknown = {
    id: 'sync-option-unknown',
    severity: 'error',
    title: 'A sync option that Argo CD does not read',
    why: 'Argo CD compares sync options letter by letter and passes over all others without a word: `createNamespace=true` or `CreateNamespace = true` create nothing. Some count only for an Application, or only in the annotation of a resource.',
    fix: 'Write name, equals sign and value exactly as the documentation of Argo CD has them.',
    argo: {
        does: 'An Application with `createNamespace=true` fails to sync, since its namespace is not there.',
        test: 'test/peers/cluster/application-claims.test.ts: a sync option in other letters counts for nothing',
    },
    *check(repository) {
        for (const { resource, name } of repository.applications) {
            for (const [index, written] of resource.list(...optionsPath).entries()) {
                yield* judged(resource, [...optionsPath, index], String(written), {
                    known: ofApplications,
                    elsewhere: ofResources,
                    where: 'in the annotation of a resource',
                    alone: true,
                    application: name,
                });
            }
        }
        for (const manifest of deployed(repository)) {
            const options = (0,sync/* namesIn */.wX)(manifest.annotations[sync_options_optionsKey]);
            for (const written of options) {
                yield* judged(manifest, ['metadata', 'annotations', sync_options_optionsKey], written, {
                    known: ofResources,
                    elsewhere: ofApplications,
                    where: 'for a whole Application',
                    alone: options.length === 1,
                    application: manifest.application.name,
                });
            }
        }
    },
};
function* judged(resource, path, written, setting) {
    const { known, elsewhere, where, alone, application } = setting;
    const [, name = written, value = ''] = /^([^=]*)=(.*)$/s.exec(written) ?? [];
    if (known[name]?.includes(value) === true)
        return;
    const says = (rest) => `${resource.title} has the sync option ${JSON.stringify(written)}, ${rest}`;
    const finding = { at: resource.at(path), application };
    if (elsewhere[name]?.includes(value) === true) {
        yield { ...finding, message: says(`which counts only ${where}`) };
        return;
    }
    const meant = spelling(name.trim(), value.trim(), known);
    const isSame = meant?.toLowerCase() === written.replaceAll(/\s/g, '').toLowerCase();
    const edit = meant !== undefined && isSame && alone ? resource.origin.replacement(path, meant) : undefined;
    yield {
        ...finding,
        message: says(`which Argo CD does not read${meant === undefined ? '' : `; did you mean ${meant}?`}`),
        ...(edit !== undefined && { edit }),
    };
}
function spelling(name, value, known) {
    const near = (0,out/* nearestKey */.qy)(name, Object.keys(known));
    const values = near === undefined ? [] : (known[near] ?? []);
    const meant = values.find((each) => each === value.toLowerCase());
    return meant === undefined ? undefined : `${near}=${meant}`;
}
const replacesEverything = {
    id: 'replaces-everything',
    severity: 'warning',
    title: 'An Application replaces all its resources instead of changing them',
    why: '`Replace=true` for a whole Application makes every sync write over whatever others have set: replicas of an autoscaler, ports and addresses that the cluster has given, fields of other controllers. Resources that cannot be replaced so fail.',
    fix: 'Annotate the few resources that need it with `argocd.argoproj.io/sync-options: Replace=true`, or use ServerSideApply.',
    *check({ applications }) {
        for (const { resource, name } of applications)
            yield* sync_options_option(resource, name, 'Replace=true', 'replaces all that it deploys');
    },
};
const pruningDisabled = {
    id: 'pruning-disabled',
    severity: 'warning',
    title: 'An Application keeps what is no longer in Git',
    why: 'With `Prune=false` for a whole Application, what is removed from Git stays in the cluster, and the Application stays OutOfSync.',
    fix: 'Annotate the few resources that must outlive a mistake with `argocd.argoproj.io/sync-options: Prune=false`.',
    *check({ applications }) {
        for (const { resource, name } of applications)
            yield* sync_options_option(resource, name, 'Prune=false', 'keeps all that is removed from Git');
    },
};
function* sync_options_option(resource, application, wanted, does) {
    for (const [index, written] of resource.list(...optionsPath).entries()) {
        if (written !== wanted)
            continue;
        yield {
            at: resource.at([...optionsPath, index]),
            message: `Application ${application} ${does} (${wanted})`,
            application,
        };
    }
}
const namespaceMetadataUnused = {
    id: 'namespace-metadata-unused',
    severity: 'error',
    title: 'Labels for a namespace that nobody sets',
    why: 'Argo CD sets `managedNamespaceMetadata` only on a namespace that it creates itself, by `CreateNamespace=true`. Without that, labels such as those of pod security or of an admission policy are missing, and nothing says so.',
    fix: 'Add `CreateNamespace=true`, or put the Namespace with its labels among the manifests and leave the field out.',
    argo: {
        does: 'The labels are not on the namespace after a sync that succeeded.',
        test: 'test/peers/cluster/application-claims.test.ts: labels for a namespace that Argo CD does not create are not set',
    },
    *check({ applications }) {
        for (const { resource, name, syncOptions } of applications) {
            const path = ['spec', 'syncPolicy', 'managedNamespaceMetadata'];
            if (resource.mapping(...path) === undefined || syncOptions.get('CreateNamespace') === 'true')
                continue;
            yield {
                at: resource.at(path, 'key'),
                message: `Application ${name} has managedNamespaceMetadata without CreateNamespace=true, so that it does not count`,
                application: name,
            };
        }
    },
};

;// CONCATENATED MODULE: ./packages/gitops/out/crds/crd-fields.json
const crd_fields_namespaceObject = /*#__PURE__*/JSON.parse('{"kinds":{"argoproj.io/v1alpha1/AnalysisRun":231,"argoproj.io/v1alpha1/AnalysisTemplate":235,"argoproj.io/v1alpha1/AppProject":115,"argoproj.io/v1alpha1/Application":36,"argoproj.io/v1alpha1/ApplicationSet":90,"argoproj.io/v1alpha1/ClusterAnalysisTemplate":235,"argoproj.io/v1alpha1/Experiment":241,"argoproj.io/v1alpha1/Rollout":296,"gateway.networking.k8s.io/v1/HTTPRoute":320,"gateway.networking.k8s.io/v1beta1/HTTPRoute":320},"nodes":[{"*":0},{"name":0,"namespace":0,"server":0},{"group":0,"jqPathExpressions":0,"jsonPointers":0,"kind":0,"managedFieldsManagers":0,"name":0,"namespace":0},[2],{"name":0,"value":0},[4],{"code":0,"name":0,"value":0},[6],{"extVars":7,"libs":0,"tlas":7},{"disableExtensionFilter":0,"exclude":0,"include":0,"jsonnet":8,"recurse":0},{"name":0,"path":0},[10],{"forceString":0,"name":0,"value":0},[12],{"apiVersions":0,"fileParameters":11,"ignoreMissingValueFiles":0,"kubeVersion":0,"namespace":0,"parameters":13,"passCredentials":0,"releaseName":0,"skipCrds":0,"skipSchemaValidation":0,"skipTests":0,"valueFiles":0,"values":0,"valuesObject":0,"version":0},{"annotationSelector":0,"group":0,"kind":0,"labelSelector":0,"name":0,"namespace":0,"version":0},{"options":0,"patch":0,"path":0,"target":15},[16],{"count":0,"name":0},[18],{"apiVersions":0,"commonAnnotations":0,"commonAnnotationsEnvsubst":0,"commonLabels":0,"components":0,"forceCommonAnnotations":0,"forceCommonLabels":0,"ignoreMissingComponents":0,"images":0,"kubeVersion":0,"labelIncludeTemplates":0,"labelWithoutSelector":0,"namePrefix":0,"nameSuffix":0,"namespace":0,"patches":17,"replicas":19,"version":0},{"array":0,"map":0,"name":0,"string":0},[21],{"env":5,"name":0,"parameters":22},{"chart":0,"directory":9,"helm":14,"kustomize":20,"name":0,"path":0,"plugin":23,"ref":0,"repoURL":0,"tagPrefix":0,"targetRevision":0},{"directory":9,"helm":14,"kustomize":20,"path":0,"plugin":23,"repoURL":0,"targetRevision":0},{"targetBranch":0},{"path":0,"repoURL":0,"targetBranch":0},{"drySource":25,"hydrateTo":26,"syncSource":27},[24],{"allowEmpty":0,"enabled":0,"prune":0,"selfHeal":0},{"annotations":0,"labels":0},{"duration":0,"factor":0,"maxDuration":0},{"backoff":32,"limit":0,"refresh":0},{"automated":30,"managedNamespaceMetadata":31,"retry":33,"syncOptions":0},{"destination":1,"ignoreDifferences":3,"info":5,"project":0,"revisionHistoryLimit":0,"source":24,"sourceHydrator":28,"sources":29,"syncPolicy":34},{"apiVersion":0,"kind":0,"metadata":0,"operation":0,"spec":35,"status":0},{"key":0,"operator":0,"values":0},[37],{"matchExpressions":38,"matchLabels":0},{"annotations":0,"finalizers":0,"labels":0,"name":0,"namespace":0},{"metadata":40,"spec":35},{"configMapRef":0,"labelSelector":39,"name":0,"requeueAfterSeconds":0,"template":41,"values":0},{"flatList":0,"selector":39,"template":41,"values":0},{"exclude":0,"path":0},[44],{"directories":45,"files":45,"pathParamPrefix":0,"repoURL":0,"requeueAfterSeconds":0,"revision":0,"template":41,"values":0},{"elements":0,"elementsYaml":0,"template":41},{"name":0},{"parameters":0},{"configMapRef":48,"input":49,"requeueAfterSeconds":0,"template":41,"values":0},{"key":0,"secretName":0},{"api":0,"labels":0,"organization":0,"project":0,"repo":0,"tokenRef":51},{"passwordRef":51,"username":0},{"tokenRef":51},{"api":0,"basicAuth":53,"bearerToken":54,"owner":0,"repo":0},{"configMapName":0,"key":0},{"api":0,"basicAuth":53,"bearerToken":54,"caRef":56,"insecure":0,"project":0,"repo":0},{"branchMatch":0,"targetBranchMatch":0,"titleMatch":0},[58],{"api":0,"insecure":0,"labels":0,"owner":0,"repo":0,"tokenRef":51},{"api":0,"appSecretName":0,"labels":0,"owner":0,"repo":0,"tokenRef":51},{"api":0,"caRef":56,"insecure":0,"labels":0,"project":0,"pullRequestState":0,"tokenRef":51},{"azuredevops":52,"bitbucket":55,"bitbucketServer":57,"continueOnRepoNotFoundError":0,"filters":59,"gitea":60,"github":61,"gitlab":62,"requeueAfterSeconds":0,"template":41,"values":0},{"key":0,"value":0},[64],{"allBranches":0,"region":0,"role":0,"tagFilters":65},{"accessTokenRef":51,"allBranches":0,"api":0,"organization":0,"teamProject":0},{"allBranches":0,"appPasswordRef":51,"owner":0,"user":0},{"allBranches":0,"api":0,"basicAuth":53,"bearerToken":54,"caRef":56,"insecure":0,"project":0},{"branchMatch":0,"labelMatch":0,"pathsDoNotExist":0,"pathsExist":0,"repositoryMatch":0},[70],{"allBranches":0,"api":0,"excludeArchivedRepos":0,"insecure":0,"owner":0,"tokenRef":51},{"allBranches":0,"api":0,"appSecretName":0,"excludeArchivedRepos":0,"organization":0,"tokenRef":51},{"allBranches":0,"api":0,"caRef":56,"group":0,"includeArchivedRepos":0,"includeSharedProjects":0,"includeSubgroups":0,"insecure":0,"tokenRef":51,"topic":0},{"awsCodeCommit":66,"azureDevOps":67,"bitbucket":68,"bitbucketServer":69,"cloneProtocol":0,"filters":71,"gitea":72,"github":73,"gitlab":74,"requeueAfterSeconds":0,"template":41,"values":0},{"clusterDecisionResource":42,"clusters":43,"git":46,"list":47,"matrix":0,"merge":0,"oci":46,"plugin":50,"pullRequest":63,"scmProvider":75,"selector":39},[76],{"generators":77,"template":41},{"generators":77,"mergeKeys":0,"template":41},{"clusterDecisionResource":42,"clusters":43,"git":46,"list":47,"matrix":78,"merge":79,"oci":46,"plugin":50,"pullRequest":63,"scmProvider":75,"selector":39},[80],{"jqPathExpressions":0,"jsonPointers":0,"name":0},[82],{"matchExpressions":38,"maxUpdate":0},[84],{"steps":85},{"deletionOrder":0,"rollingSync":86,"type":0},{"applicationsSync":0,"preserveResourcesOnDeletion":0},{"applyNestedSelectors":0,"generators":81,"goTemplate":0,"goTemplateOptions":0,"ignoreApplicationDifferences":83,"preservedFields":31,"strategy":87,"syncPolicy":88,"template":41,"templatePatch":0},{"apiVersion":0,"kind":0,"metadata":0,"spec":89,"status":0},{"group":0,"kind":0,"name":0},[91],{"defaultServiceAccount":0,"namespace":0,"server":0},[93],[1],{"group":0,"kind":0},[96],{"ignore":92,"warn":0},{"exp":0,"iat":0,"id":0},[99],{"description":0,"groups":0,"jwtTokens":100,"name":0,"policies":0},[101],{"keyID":0},[103],{"keys":0,"mode":0},{"url":0},[106],{"gpg":105,"repos":107},[108],{"policies":109},{"git":110},{"andOperator":0,"applications":0,"clusters":0,"description":0,"duration":0,"kind":0,"manualSync":0,"namespaces":0,"schedule":0,"syncOverrun":0,"timeZone":0},[112],{"clusterResourceBlacklist":92,"clusterResourceWhitelist":92,"description":0,"destinationServiceAccounts":94,"destinations":95,"namespaceResourceBlacklist":97,"namespaceResourceWhitelist":97,"orphanedResources":98,"permitOnlyProjectScopedClusters":0,"roles":102,"signatureKeys":104,"sourceIntegrity":111,"sourceNamespaces":0,"sourceRepos":0,"syncWindows":113},{"apiVersion":0,"kind":0,"metadata":0,"spec":114,"status":0},{"fieldPath":0},{"key":0,"name":0},{"fieldRef":116,"secretKeyRef":117},{"name":0,"value":0,"valueFrom":118},[119],{"metricName":0},[121],{"limit":0,"metricName":0},[123],{"dimensions":5,"metricName":0,"namespace":0},{"metric":125,"period":0,"stat":0,"unit":0},{"expression":0,"id":0,"label":0,"metricStat":126,"period":0,"returnData":0},[127],{"interval":0,"metricDataQueries":128},{"name":0,"namespaced":0},{"aggregator":0,"apiVersion":0,"formula":0,"interval":0,"queries":0,"query":0,"requestTimeout":0,"secretRef":130},{"address":0,"query":0},{"profile":0,"query":0},{"containerName":0,"operator":0,"values":0},{"status":0,"type":0},[135],{"action":0,"onExitCodes":134,"onPodConditions":136},[137],{"rules":138},{"succeededCount":0,"succeededIndexes":0},[140],{"rules":141},{"matchExpressions":38,"matchFields":38},{"preference":143,"weight":0},[144],[143],{"nodeSelectorTerms":146},{"preferredDuringSchedulingIgnoredDuringExecution":145,"requiredDuringSchedulingIgnoredDuringExecution":147},{"labelSelector":39,"matchLabelKeys":0,"mismatchLabelKeys":0,"namespaceSelector":39,"namespaces":0,"topologyKey":0},{"podAffinityTerm":149,"weight":0},[150],[149],{"preferredDuringSchedulingIgnoredDuringExecution":151,"requiredDuringSchedulingIgnoredDuringExecution":152},{"nodeAffinity":148,"podAffinity":153,"podAntiAffinity":153},{"key":0,"name":0,"optional":0},{"apiVersion":0,"fieldPath":0},{"key":0,"optional":0,"path":0,"volumeName":0},{"containerName":0,"divisor":0,"resource":0},{"configMapKeyRef":155,"fieldRef":156,"fileKeyRef":157,"resourceFieldRef":158,"secretKeyRef":155},{"name":0,"value":0,"valueFrom":159},[160],{"name":0,"optional":0},{"configMapRef":162,"prefix":0,"secretRef":162},[163],{"command":0},{"host":0,"httpHeaders":5,"path":0,"port":0,"scheme":0},{"seconds":0},{"host":0,"port":0},{"exec":165,"httpGet":166,"sleep":167,"tcpSocket":168},{"postStart":169,"preStop":169,"stopSignal":0},{"port":0,"service":0},{"exec":165,"failureThreshold":0,"grpc":171,"httpGet":166,"initialDelaySeconds":0,"periodSeconds":0,"successThreshold":0,"tcpSocket":168,"terminationGracePeriodSeconds":0,"timeoutSeconds":0},{"containerPort":0,"hostIP":0,"hostPort":0,"name":0,"protocol":0},[173],{"resourceName":0,"restartPolicy":0},[175],{"name":0,"request":0},[177],{"claims":178,"limits":0,"requests":0},{"operator":0,"values":0},{"action":0,"exitCodes":180},[181],{"localhostProfile":0,"type":0},{"add":0,"drop":0},{"level":0,"role":0,"type":0,"user":0},{"gmsaCredentialSpec":0,"gmsaCredentialSpecName":0,"hostProcess":0,"runAsUserName":0},{"allowPrivilegeEscalation":0,"appArmorProfile":183,"capabilities":184,"privileged":0,"procMount":0,"readOnlyRootFilesystem":0,"runAsGroup":0,"runAsNonRoot":0,"runAsUser":0,"seLinuxOptions":185,"seccompProfile":183,"windowsOptions":186},{"devicePath":0,"name":0},[188],{"mountPath":0,"mountPropagation":0,"name":0,"readOnly":0,"recursiveReadOnly":0,"subPath":0,"subPathExpr":0},[190],{"args":0,"command":0,"env":161,"envFrom":164,"image":0,"imagePullPolicy":0,"lifecycle":170,"livenessProbe":172,"name":0,"ports":174,"readinessProbe":172,"resizePolicy":176,"resources":179,"restartPolicy":0,"restartPolicyRules":182,"securityContext":187,"startupProbe":172,"stdin":0,"stdinOnce":0,"terminationMessagePath":0,"terminationMessagePolicy":0,"tty":0,"volumeDevices":189,"volumeMounts":191,"workingDir":0},[192],{"nameservers":0,"options":5,"searches":0},{"args":0,"command":0,"env":161,"envFrom":164,"image":0,"imagePullPolicy":0,"lifecycle":170,"livenessProbe":172,"name":0,"ports":174,"readinessProbe":172,"resizePolicy":176,"resources":179,"restartPolicy":0,"restartPolicyRules":182,"securityContext":187,"startupProbe":172,"stdin":0,"stdinOnce":0,"targetContainerName":0,"terminationMessagePath":0,"terminationMessagePolicy":0,"tty":0,"volumeDevices":189,"volumeMounts":191,"workingDir":0},[195],{"hostnames":0,"ip":0},[197],[48],{"conditionType":0},[200],{"name":0,"resourceClaimName":0,"resourceClaimTemplateName":0},[202],{"appArmorProfile":183,"fsGroup":0,"fsGroupChangePolicy":0,"runAsGroup":0,"runAsNonRoot":0,"runAsUser":0,"seLinuxChangePolicy":0,"seLinuxOptions":185,"seccompProfile":183,"supplementalGroups":0,"supplementalGroupsPolicy":0,"sysctls":5,"windowsOptions":186},{"effect":0,"key":0,"operator":0,"tolerationSeconds":0,"value":0},[205],{"labelSelector":39,"matchLabelKeys":0,"maxSkew":0,"minDomains":0,"nodeAffinityPolicy":0,"nodeTaintsPolicy":0,"topologyKey":0,"whenUnsatisfiable":0},[207],{"activeDeadlineSeconds":0,"affinity":154,"automountServiceAccountToken":0,"containers":193,"dnsConfig":194,"dnsPolicy":0,"enableServiceLinks":0,"ephemeralContainers":196,"hostAliases":198,"hostIPC":0,"hostNetwork":0,"hostPID":0,"hostUsers":0,"hostname":0,"hostnameOverride":0,"imagePullSecrets":199,"initContainers":193,"nodeName":0,"nodeSelector":0,"os":48,"overhead":0,"preemptionPolicy":0,"priority":0,"priorityClassName":0,"readinessGates":201,"resourceClaims":203,"resources":179,"restartPolicy":0,"runtimeClassName":0,"schedulerName":0,"schedulingGates":199,"securityContext":204,"serviceAccount":0,"serviceAccountName":0,"setHostnameAsFQDN":0,"shareProcessNamespace":0,"subdomain":0,"terminationGracePeriodSeconds":0,"tolerations":206,"topologySpreadConstraints":208,"volumes":0},{"metadata":31,"spec":209},{"activeDeadlineSeconds":0,"backoffLimit":0,"backoffLimitPerIndex":0,"completionMode":0,"completions":0,"managedBy":0,"manualSelector":0,"maxFailedIndexes":0,"parallelism":0,"podFailurePolicy":139,"podReplacementPolicy":0,"selector":39,"successPolicy":142,"suspend":0,"template":210,"ttlSecondsAfterFinished":0},{"metadata":31,"spec":211},{"end":0,"region":0,"scope":0,"start":0,"step":0},{"controlScope":213,"experimentScope":213,"name":0},[214],{"marginal":0,"pass":0},{"address":0,"application":0,"canaryConfigName":0,"configurationAccountName":0,"lookback":0,"metricsAccountName":0,"scopes":215,"storageAccountName":0,"threshold":216},{"profile":0,"query":0,"timeout":0},{"clientId":0,"clientSecret":0,"scopes":0,"tokenUrl":0},{"profile":0,"region":0,"roleArn":0},{"oauth2":219,"sigv4":220},{"end":0,"start":0,"step":0},{"address":0,"authentication":221,"headers":65,"insecure":0,"query":0,"rangeQuery":222,"timeout":0},{"address":0,"interval":0,"query":0},{"authentication":221,"body":0,"headers":65,"insecure":0,"jsonBody":0,"jsonPath":0,"method":0,"timeoutSeconds":0,"url":0},{"cloudWatch":129,"datadog":131,"graphite":132,"influxdb":133,"job":212,"kayenta":217,"newRelic":218,"plugin":0,"prometheus":223,"skywalking":224,"wavefront":132,"web":225},{"consecutiveErrorLimit":0,"consecutiveSuccessLimit":0,"count":0,"failureCondition":0,"failureLimit":0,"inconclusiveLimit":0,"initialDelay":0,"interval":0,"name":0,"provider":226,"successCondition":0},[227],{"secondsAfterCompletion":0,"secondsAfterFailure":0,"secondsAfterSuccess":0},{"args":120,"dryRun":122,"measurementRetention":124,"metrics":228,"terminate":0,"ttlStrategy":229},{"apiVersion":0,"kind":0,"metadata":0,"spec":230,"status":0},{"clusterScope":0,"templateName":0},[232],{"args":120,"dryRun":122,"measurementRetention":124,"metrics":228,"templates":233},{"apiVersion":0,"kind":0,"metadata":0,"spec":234},{"args":120,"clusterScope":0,"name":0,"requiredForCompletion":0,"templateName":0},[236],{"minReadySeconds":0,"name":0,"replicas":0,"selector":39,"service":48,"template":210},[238],{"analyses":237,"analysisRunMetadata":31,"dryRun":122,"duration":0,"measurementRetention":124,"progressDeadlineSeconds":0,"scaleDownDelaySeconds":0,"templates":239,"terminate":0},{"apiVersion":0,"kind":0,"metadata":0,"spec":240,"status":0},{"successfulRunHistoryLimit":0,"unsuccessfulRunHistoryLimit":0},{"revisions":0},{"weight":0},{"preferredDuringSchedulingIgnoredDuringExecution":244,"requiredDuringSchedulingIgnoredDuringExecution":0},{"fieldRef":116,"podTemplateHashValue":0},{"name":0,"value":0,"valueFrom":246},[247],{"analysisRunMetadata":31,"args":248,"dryRun":122,"measurementRetention":124,"templates":233},{"abortScaleDownDelaySeconds":0,"activeMetadata":31,"activeService":0,"antiAffinity":245,"autoPromotionEnabled":0,"autoPromotionSeconds":0,"maxUnavailable":0,"postPromotionAnalysis":249,"prePromotionAnalysis":249,"previewMetadata":31,"previewReplicaCount":0,"previewService":0,"scaleDownDelayRevisionLimit":0,"scaleDownDelaySeconds":0},{"analysisRunMetadata":31,"args":248,"dryRun":122,"measurementRetention":124,"startingStep":0,"templates":233},{"pingService":0,"pongService":0},{"type":0,"value":0},{"args":248,"clusterScope":0,"name":0,"requiredForCompletion":0,"templateName":0},[254],{"metadata":31,"name":0,"replicas":0,"selector":39,"service":48,"specRef":0,"weight":0},[256],{"analyses":255,"analysisRunMetadata":31,"dryRun":122,"duration":0,"scaleDownDelaySeconds":0,"templates":257},{"duration":0},{"config":0,"name":0},{"matchTrafficWeight":0,"replicas":0,"weight":0},{"exact":0,"prefix":0,"regex":0},{"headerName":0,"headerValue":262},[263],{"match":264,"name":0},{"*":262},{"headers":266,"method":262,"path":262},[267],{"match":268,"name":0,"percentage":0},{"analysis":249,"experiment":258,"pause":259,"plugin":260,"setCanaryScale":261,"setHeaderRoute":265,"setMirrorRoute":269,"setWeight":0},[270],{"durationSeconds":0,"enabled":0},{"annotationPrefix":0,"ingress":0,"ingresses":0,"rootService":0,"servicePort":0,"stickinessConfig":272},{"mappings":0},{"name":0,"rules":0},{"route":275},{"canaryVirtualNodeRef":48,"stableVirtualNodeRef":48},{"name":0,"routes":0},{"virtualNodeGroup":277,"virtualService":278},{"additionalSubsetNames":0,"canarySubsetName":0,"name":0,"stableSubsetName":0},{"port":0},[281],{"port":0,"sniHosts":0},[283],{"name":0,"routes":0,"tcpRoutes":282,"tlsRoutes":284},[285],{"destinationRule":280,"virtualService":285,"virtualServices":286},{"additionalIngressAnnotations":0,"annotationPrefix":0,"canaryIngressAnnotations":0,"stableIngress":0,"stableIngresses":0},{"rootService":0,"trafficSplitName":0},{"weightedTraefikServiceName":0},{"alb":273,"ambassador":274,"apisix":276,"appMesh":279,"istio":287,"managedRoutes":199,"maxTrafficWeight":0,"nginx":288,"plugins":0,"smi":289,"traefik":290},{"abortScaleDownDelaySeconds":0,"analysis":251,"antiAffinity":245,"canaryMetadata":31,"canaryService":0,"dynamicStableScale":0,"maxSurge":0,"maxUnavailable":0,"minPodsPerReplicaSet":0,"pingPong":252,"replicaProgressThreshold":253,"scaleDownDelayRevisionLimit":0,"scaleDownDelaySeconds":0,"stableMetadata":31,"stableService":0,"steps":271,"trafficRouting":291},{"blueGreen":250,"canary":292},{"apiVersion":0,"kind":0,"name":0,"scaleDown":0},{"analysis":242,"minReadySeconds":0,"paused":0,"progressDeadlineAbort":0,"progressDeadlineSeconds":0,"replicas":0,"restartAt":0,"revisionHistoryLimit":0,"rollbackWindow":243,"selector":39,"strategy":293,"template":210,"workloadRef":294},{"apiVersion":0,"kind":0,"metadata":0,"spec":295,"status":0},{"group":0,"kind":0,"name":0,"namespace":0,"port":0,"sectionName":0},[297],{"allowCredentials":0,"allowHeaders":0,"allowMethods":0,"allowOrigins":0,"exposeHeaders":0,"maxAge":0},{"add":5,"remove":0,"set":5},{"group":0,"kind":0,"name":0,"namespace":0,"port":0},{"denominator":0,"numerator":0},{"backendRef":301,"fraction":302,"percent":0},{"replaceFullPath":0,"replacePrefixMatch":0,"type":0},{"hostname":0,"path":304,"port":0,"scheme":0,"statusCode":0},{"hostname":0,"path":304},{"cors":299,"extensionRef":91,"requestHeaderModifier":300,"requestMirror":303,"requestRedirect":305,"responseHeaderModifier":300,"type":0,"urlRewrite":306},[307],{"filters":308,"group":0,"kind":0,"name":0,"namespace":0,"port":0,"weight":0},[309],{"name":0,"type":0,"value":0},[311],{"headers":312,"method":0,"path":253,"queryParams":312},[313],{"attempts":0,"backoff":0,"codes":0},{"backendRequest":0,"request":0},{"backendRefs":310,"filters":308,"matches":314,"name":0,"retry":315,"timeouts":316},[317],{"hostnames":0,"parentRefs":298,"rules":318},{"apiVersion":0,"kind":0,"metadata":0,"spec":319,"status":0}]}');
;// CONCATENATED MODULE: ./packages/gitops/out/crds/unknown-fields.js

/** The fields of a custom resource that its definition does not have; none where the definition is not at hand. */
function* unknownFields(value, { kinds, nodes }) {
    const root = kinds[`${String(value['apiVersion'])}/${String(value['kind'])}`];
    if (root === undefined)
        return;
    const nodeAt = (index) => nodes[index] ?? {};
    function* visit(current, index, path, above) {
        const node = nodeAt(index);
        if (Array.isArray(current)) {
            if (!isListNode(node))
                return;
            for (const [position, item] of current.entries())
                yield* visit(item, node[0], [...path, position], above);
        }
        else if ((0,fields/* isMapping */.pi)(current) && !isListNode(node)) {
            const levels = [...above, { path, node }];
            for (const [name, child] of Object.entries(current)) {
                const next = node[name] ?? node['*'];
                if (next !== undefined) {
                    if (next !== 0)
                        yield* visit(child, next, [...path, name], levels);
                }
                else if (!isDirective(name)) {
                    yield { path: [...path, name], name, known: Object.keys(node), place: unknown_fields_placeOf(name, levels, nodeAt) };
                }
            }
        }
    }
    yield* visit(value, root, [], []);
}
const isListNode = (node) => Array.isArray(node);
/** Of patches (`$patch`) and of templates that fill in the name. */
const isDirective = (name) => name.startsWith('$') || name.includes('{{');
/** First below the level where the field stands, then beside each level above, then below those. */
function unknown_fields_placeOf(name, levels, nodeAt) {
    const upwards = levels.toReversed();
    for (const level of upwards) {
        if (!isListNode(level.node) && level.node[name] !== undefined)
            return level.path;
        const below = placeBelow(name, level, nodeAt);
        if (below !== undefined)
            return below;
    }
    return undefined;
}
/** Through objects only, at most two levels down; undefined where there is more than one such place. */
function placeBelow(name, from, nodeAt) {
    let levels = [from];
    for (let depth = 0; depth < 2; depth += 1) {
        levels = levels.flatMap(({ path, node }) => isListNode(node)
            ? []
            : Object.entries(node).flatMap(([key, index]) => key === '*' || index === 0 ? [] : [{ path: [...path, key], node: nodeAt(index) }]));
        const places = levels.filter(({ node }) => !isListNode(node) && node[name] !== undefined);
        if (places.length > 0)
            return places.length === 1 ? places[0]?.path : undefined;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/unknown-field.js






const unknownField = {
    id: 'unknown-field',
    severity: 'error',
    title: 'A field that the resource does not have',
    why: 'The API server drops a field that it does not know, and a sync that brings one succeeds. What was meant does not happen: values files beside `path`, for instance, are not read, and the chart is rendered with its defaults. Argo CD keeps finding a difference, and applies the resource again and again.',
    fix: 'Put the field where it belongs, spelt as the definition of the resource has it. Settings of Helm stand under `helm` of their source, and a path in `valueFiles` is relative to `path`.',
    argo: {
        does: 'The sync drops the field and succeeds, and the Application stays OutOfSync and is healed again and again.',
        test: 'test/peers/cluster/application-claims.test.ts: an unknown field is dropped, and the Application is applied again and again',
    },
    *check(repository) {
        for (const resource of repository.resources)
            yield* unknown_field_findings(resource);
        for (const manifest of deployed(repository))
            for (const finding of unknown_field_findings(manifest))
                yield { ...finding, application: manifest.application.name };
    },
};
function* unknown_field_findings(resource) {
    for (const unknown of unknownFields(resource.value, crd_fields_namespaceObject)) {
        const { path, name, known, place } = unknown;
        const near = place === undefined ? (0,out/* nearestKey */.qy)(name, known) : undefined;
        const edit = near === undefined ? undefined : respelling(resource, unknown, near);
        yield {
            at: resource.at(path, 'key'),
            message: `${resource.title} has no field ${fieldName(path)}${hint(path, place, near)}`,
            ...(edit !== undefined && { edit }),
        };
    }
}
function hint(path, place, near) {
    if (near !== undefined)
        return `; did you mean ${near}?`;
    if (place === undefined)
        return '';
    const parent = path.slice(0, -1);
    const isBelow = parent.every((key, index) => place[index] === key) && place.length > parent.length;
    return `: it belongs under ${isBelow ? fieldName(place.slice(parent.length)) : fieldName(place)}`;
}
/** Only of capitals: any other slip might be meant for something else. */
function respelling(resource, { path, name }, near) {
    const beside = (0,fields/* fieldAt */.UK)(resource.value, path.slice(0, -1));
    if (near.toLowerCase() !== name.toLowerCase() || ((0,fields/* isMapping */.pi)(beside) && near in beside))
        return undefined;
    return resource.origin.renaming(path, near);
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/wave.js





const waveNotInteger = {
    id: 'wave-not-integer',
    severity: 'error',
    title: 'A sync wave is no integer',
    why: 'Argo CD passes over a wave that is no integer and takes 0, or the weight that Helm’s hooks have, without a word: the resource comes in another order than it says.',
    fix: 'Write an integer in quotes, such as "-1". A template that leaves it empty counts as well.',
    argo: {
        does: 'A resource with such a wave is applied in wave 0.',
        test: 'test/peers/cluster/application-claims.test.ts: a wave that is no integer is wave 0',
    },
    *check(repository) {
        for (const manifest of deployed(repository)) {
            const written = manifest.annotations[sync/* waveKey */.JH];
            if (written === undefined || /^[+-]?\d+$/.test(written))
                continue;
            const path = ['metadata', 'annotations', sync/* waveKey */.JH];
            const edit = /^\s*[+-]?\d+\s*$/.test(written)
                ? manifest.origin.replacement(path, JSON.stringify(written.trim()))
                : undefined;
            const instead = manifest.annotations[sync/* helmWeightKey */.ch] === undefined ? '' : ', after the weight of its hook';
            yield {
                at: manifest.at(path),
                message: `${manifest.title} has the wave ${JSON.stringify(written)}, which is no integer: it comes in wave ${manifest.sync.wave}${instead}`,
                application: manifest.application.name,
                ...(edit !== undefined && { edit }),
            };
        }
    },
};
const waveOverridden = {
    id: 'wave-overridden',
    severity: 'warning',
    title: 'A Namespace or CRD has a later wave than what needs it',
    why: 'Argo CD applies a Namespace before the first resource in it, and a CustomResourceDefinition before the first of its kind, whatever their waves say. The wave that is written does not count on the way up, but it does for pruning, where the order is reversed.',
    fix: 'Give it a wave that is not later than that of what needs it; commonly the first of all.',
    argo: {
        does: 'The Namespace is applied in the wave of the first resource in it.',
        test: 'test/peers/cluster/application-claims.test.ts: a Namespace comes before what is in it, whatever its wave',
    },
    *check({ applications }) {
        for (const application of applications)
            yield* overridden(application);
    },
};
function* overridden(application) {
    const bases = application.manifests.filter((manifest) => !manifest.sync.hook && dependentsKey(manifest) !== undefined);
    if (bases.length === 0)
        return;
    const dependents = indexed(application, ({ sync, targetNamespace, group, kind }) => sync.hook ? [] : [...(targetNamespace === '' ? [] : [`namespace ${targetNamespace}`]), `kind ${group}/${kind}`]);
    for (const base of bases) {
        const first = earliest(dependents.get(dependentsKey(base) ?? '') ?? []);
        const at = momentOf(base);
        if (first === undefined || at === undefined || compareMoments(first.moment, at) >= 0)
            continue;
        yield {
            at: base.at(['metadata', 'annotations', sync/* waveKey */.JH]),
            message: `${base.title} of ${momentName(at)} comes with ${first.manifest.title}, which needs it in ${momentName(first.moment)}`,
            application: application.name,
        };
    }
}
function dependentsKey(manifest) {
    if (manifest.is('', 'Namespace'))
        return `namespace ${manifest.name}`;
    if (!manifest.is('apiextensions.k8s.io', 'CustomResourceDefinition'))
        return undefined;
    return `kind ${manifest.text('spec', 'group')}/${manifest.text('spec', 'names', 'kind')}`;
}
const rightsAfterWorkload = {
    id: 'rights-after-workload',
    severity: 'warning',
    title: 'A workload starts before it has its rights',
    why: 'Its pods are refused by the API server until a later wave brings the RoleBinding or the Role. Where they give up for it, their wave does not become healthy, and the later one never comes; a hook fails.',
    fix: 'Give Roles and bindings a wave that is not later than that of the workload, commonly that of its ServiceAccount. What a hook needs has to be a hook of the same phase or come with another Application.',
    *check({ applications }) {
        for (const application of applications)
            yield* lateRights(application);
    },
};
function* lateRights(application) {
    const rights = rightsByAccount(application);
    if (rights.size === 0)
        return;
    for (const workload of application.manifests) {
        const spec = (0,pods/* podSpecPath */.s5)(workload);
        const at = momentOf(workload);
        if (spec === undefined || at === undefined || (0,pods/* startsLater */.yJ)(workload))
            continue;
        const account = (0,fields/* textAt */.$6)(workload.value, [...spec, 'serviceAccountName']) ?? 'default';
        for (const { manifest, moment } of rights.get(`${workload.targetNamespace}/${account}`) ?? []) {
            if (compareMoments(moment, at) <= 0)
                continue;
            yield {
                at: manifest.at(['metadata', 'annotations', sync/* waveKey */.JH]),
                message: `${manifest.title} of ${momentName(moment)} gives ServiceAccount ${account} its rights after ${workload.title} of ${momentName(at)} runs with it`,
                application: application.name,
            };
        }
    }
}
/** Bindings, and the Roles that they name, by the ServiceAccount that they are for. */
function rightsByAccount(application) {
    const rights = new Map();
    const isRbac = ({ group }) => group === 'rbac.authorization.k8s.io';
    const roles = indexed(application, (manifest) => isRbac(manifest) ? [roleKey(manifest, manifest.kind, manifest.name)] : []);
    for (const binding of application.manifests) {
        if (!isRbac(binding) || !binding.kind.endsWith('RoleBinding'))
            continue;
        const role = roles.get(roleKey(binding, binding.text('roleRef', 'kind') ?? '', binding.text('roleRef', 'name') ?? ''));
        const parts = [earliest([binding]), earliest(role ?? [])].filter((part) => part !== undefined);
        for (const subject of binding.list('subjects')) {
            if (!(0,fields/* isMapping */.pi)(subject) || subject['kind'] !== 'ServiceAccount')
                continue;
            const account = `${(0,fields/* textAt */.$6)(subject, ['namespace']) ?? binding.targetNamespace}/${String(subject['name'])}`;
            rights.set(account, [...(rights.get(account) ?? []), ...parts]);
        }
    }
    return rights;
}
const roleKey = ({ targetNamespace }, kind, name) => kind === 'ClusterRole' ? `${kind}/${name}` : `${kind}/${targetNamespace}/${name}`;

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/cluster-commands.js
/** Options with their values, as they stand before a subcommand. */
const options = String.raw `(?:\s+-[\w-]+(?:[= ](?:"[^"]*"|'[^']*'|[^\s"'-]\S*))?)*`;
const command = (program, subcommands) => new RegExp(String.raw `\b${program}["']?${options}\s+(?:${subcommands})(?![\w-])`);
/** What asks nothing of a cluster; anything else that `kubectl` is given does, whatever a variable stands for. */
const local = String.raw `(?:kustomize|version|completion|help|plugin|options|argo\s+rollouts\s+lint|-h|--help|--version)(?![\w-])`;
const credentials = [
    command('aws', String.raw `eks${options}\s+update-kubeconfig`),
    command('gcloud', String.raw `(?:alpha\s+|beta\s+)?container\s+clusters\s+get-credentials`),
    command('az', String.raw `aks\s+get-credentials`),
    command('oc', 'login'),
];
const commands = [
    [command('helm', 'rollback|upgrade|install|uninstall|delete'), 'runs `helm` against a cluster'],
    [command('helmfile', 'apply|sync|destroy|delete'), 'runs `helmfile` against a cluster'],
    [new RegExp(String.raw `\bkubectl["']?\s+(?![>&|;)<]|${local})\S`), 'runs `kubectl`'],
    [command('oc', 'apply|create|delete|patch|replace|rollout|scale|set'), 'runs `oc`'],
    [
        command('argocd', String.raw `app\s+(?:sync|rollback|set|delete|patch|create)`),
        'changes an Application with `argocd`',
    ],
];
/** Programs that name others without running them. */
const naming = /^(?:echo|printf|mv|cp|rm|ls|ln|chmod|chown|curl|wget|install|which|type|tar|test|git|grep|egrep|rg|sed|awk|apt|apt-get|apk|yum|dnf|brew|snap|asdf|mise|arkade)\b/;
/** Words that stand before the program of a command. */
const leading = /^(?:(?:if|elif|then|else|do|while|until|sudo|!|\{|\()\s+|[(\s"'])+/;
/** `kubectl create` of what its arguments say writes a manifest; of a file, it asks the cluster what is in there. */
const isWriting = (fragment) => /\bkubectl\s+create\s.*--dry-run[= ]client\b/.test(fragment) && !/\s(?:-f|--filename)\b/.test(fragment);
/** What a script does to a cluster, each kind once. */
function clusterCommandsIn(script) {
    const fragments = fragmentsOf(script);
    const found = [...commands, ...credentials.map((each) => [each, 'takes credentials of a cluster'])]
        .filter(([pattern]) => fragments.some((fragment) => pattern.test(fragment) && !isWriting(fragment)))
        .map(([, does]) => does);
    const kubeconfig = linesOf(script).some((line) => /\bKUBECONFIG\b/.test(line));
    return [...new Set(kubeconfig ? [...found, 'uses a kubeconfig'] : found)];
}
const takesCredentials = (script) => fragmentsOf(script).some((fragment) => credentials.some((pattern) => pattern.test(fragment)));
/** Whether a script makes a cluster of its own, which ends with the job. */
const makesCluster = (script) => fragmentsOf(script).some((fragment) => /\b(?:kind\s+create\s+cluster|k3d\s+cluster\s+create|minikube\s+start)\b/.test(fragment));
/** The commands of a script, those in substitutions too. */
function fragmentsOf(script) {
    return linesOf(script)
        .flatMap((line) => line
        .replaceAll(/\$\{\{.*?\}\}/g, 'x')
        .replaceAll(/\b(?:echo|printf)\s+(?:-\w+\s+)*(?:"[^"$`\\]*(?:(?:\\.|\$(?!\())[^"$`\\]*)*"|'[^']*')/g, '')
        .split(/&&|\|\|?|;|\$\(|<\(|(?<!\\)`/))
        .map((fragment) => fragment.trim().replace(leading, ''))
        .filter((fragment) => !naming.test(fragment));
}
/** Lines as the shell joins them, without comments, and without texts that are only written down. */
function linesOf(script) {
    const lines = [];
    let until;
    for (const line of script.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/)) {
        if (until !== undefined) {
            if (line.trim() === until)
                until = undefined;
            continue;
        }
        const code = line.replace(/(?:^|\s)#.*$/, '');
        const opening = /\b(?:cat|tee)\b[^|$`]*<<-?\s*["']?(\w+)["']?[^|]*$/.exec(code);
        if (opening !== null && !code.slice(0, opening.index).includes('$('))
            until = opening[1];
        lines.push(code);
    }
    return lines;
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/workflow-touches-cluster.js

const credentialActions = /^(?:azure\/(?:k8s-set-context|aks-set-context|k8s-deploy)|google-github-actions\/get-gke-credentials|aws-actions\/amazon-eks-[\w-]+)@/i;
const makeClusters = /^(?:helm\/kind-action|engineerd\/setup-kind|absaoss\/k3d-action|nolar\/setup-k3d-k3s|medyagh\/setup-minikube)@/i;
const workflowTouchesCluster = {
    id: 'workflow-touches-cluster',
    severity: 'error',
    title: 'A workflow reaches into a cluster',
    why: 'Argo CD undoes whatever is not in Git, so the change does not last; and the credentials that it takes open the cluster to everybody who can change a workflow. A job that reaches nothing but a cluster of its own making is left alone.',
    fix: 'Change Git instead, and let Argo CD apply it: to go back, open a pull request that puts the older digest back, as `rollback` does.',
    *check({ workflows }) {
        for (const { document, jobs } of workflows) {
            for (const step of jobs.filter((job) => !hasOwnCluster(job)).flatMap(({ steps }) => steps)) {
                for (const [field, does] of reachesOf(step))
                    yield {
                        at: document.at([...step.path, field], field === 'uses' ? 'value' : 'key'),
                        message: `the step ${does}`,
                    };
            }
        }
    },
};
/** Whether all that a job can reach is a cluster that it made. */
const hasOwnCluster = ({ steps }) => steps.some(({ uses, run }) => makeClusters.test(uses) || makesCluster(run)) &&
    !steps.some(({ uses, run }) => credentialActions.test(uses) || takesCredentials(run));
function* reachesOf({ run, uses, value }) {
    const found = clusterCommandsIn(run);
    for (const does of found)
        yield ['run', does];
    const variables = Object.keys(value['env'] ?? {});
    if (variables.includes('KUBECONFIG') && !found.includes('uses a kubeconfig'))
        yield ['env', 'uses a kubeconfig'];
    if (credentialActions.test(uses))
        yield ['uses', `takes credentials of a cluster with ${uses}`];
}

;// CONCATENATED MODULE: ./packages/gitops/out/lint/rules/index.js
























/** What concerns Applications, their syncs, and what is in a sync. */
const applicationRules = [
    metadataNotText,
    waveNotInteger,
    waveOverridden,
    neededInLaterWave,
    hookNeedsLaterPhase,
    rightsAfterWorkload,
    canaryBeforeLastWave,
    canaryBeforePostSync,
    canaryAppliedAgain,
    hookNotReplaced,
    hookDeletePolicyUnknown,
    hookPhasesDiffer,
    hookDoesNotEnd,
    hookWithoutDeadline,
    generatedName,
    jobNotReplaceable,
    jobComesBack,
    syncOptionUnknown,
    replacesEverything,
    pruningDisabled,
    namespaceMetadataUnused,
    syncByHand,
    driftKept,
    emptyAllowed,
    hooksAlone,
    retryKeepsRevision,
    retryWithoutLimit,
    sourceBesideSources,
    environmentsOnBranches,
    revisionHead,
    foreignRevisionFloats,
    imageIgnored,
    everythingIgnored,
    ignoredAndApplied,
    ignoredListFrozen,
    ownedTwice,
    repeatedResource,
    projectMissing,
    projectDefault,
    projectWildcard,
    projectForbidsSource,
    projectForbidsDestination,
    projectForbidsKind,
    setMissingKey,
    setDeletesServices,
    setRepeatsName,
    matrixChildren,
    previewOfEveryPull,
    previewPollsSlowly,
    previewStays,
    previewLeavesNamespace,
    previewWithoutNamespace,
    previewReachesEnvironment,
];
/** Every rule, in the order in which the documentation lists them. */
const rules = [
    looked_at/* yamlUnreadable */.Ld,
    looked_at/* keyRepeated */.iL,
    looked_at/* toolMissing */.Nm,
    looked_at/* renderFailed */.g9,
    looked_at/* sourcePathMissing */.TV,
    looked_at/* notLookedAt */.$h,
    suppressions/* suppressionInvalid */.J,
    suppressions/* suppressionUnused */.K,
    unknownField,
    ...applicationRules,
    hookSpelling,
    imageNotPinned,
    digestPlaceMissing,
    workflowTouchesCluster,
    ...deliveryRules,
];
/** Those that say something of a repository that images are built from, where there is no Application. */
const sourceRules = [
    looked_at/* yamlUnreadable */.Ld,
    looked_at/* keyRepeated */.iL,
    suppressions/* suppressionInvalid */.J,
    suppressions/* suppressionUnused */.K,
    workflow_rights/* workflowPermissions */.CW,
    workflow_rights/* actionNotPinned */.IU,
    workflow_rights/* workflowScriptInjection */.Mh,
    workflow_rights/* workflowSecretInScript */.iQ,
    workflow_rights/* workflowRunsPullRequest */.ef,
    unreviewedTrust,
];


/***/ }),

/***/ 10635:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $h: () => (/* binding */ notLookedAt),
/* harmony export */   Ld: () => (/* binding */ yamlUnreadable),
/* harmony export */   Nm: () => (/* binding */ toolMissing),
/* harmony export */   TV: () => (/* binding */ sourcePathMissing),
/* harmony export */   g9: () => (/* binding */ renderFailed),
/* harmony export */   iL: () => (/* binding */ keyRepeated)
/* harmony export */ });
/** A rule that reports what kept the repository from being looked at. */
const problems = (rule, ...codes) => ({
    ...rule,
    *check(repository) {
        for (const { code, at, message, next, application } of repository.problems) {
            if (!codes.includes(code))
                continue;
            const told = { at, message: `${message.replace(/\.$/, '')}. Next: ${next.replace(/\.$/, '')}` };
            yield application === undefined ? told : { ...told, application };
        }
    },
});
const yamlUnreadable = problems({
    id: 'yaml-unreadable',
    severity: 'error',
    title: 'A YAML file cannot be read',
    why: 'Whoever reads the file stops there: Argo CD reports a comparison error and syncs nothing of the Application.',
    fix: 'Correct the YAML at the place that is named.',
}, 'YAML_UNREADABLE');
const keyRepeated = {
    id: 'key-repeated',
    severity: 'error',
    title: 'A key is written twice in the same place',
    why: 'What is under the first of the two is gone: labels, variables or limits that somebody believes to be there. Kustomize refuses some of such files, and GitHub every such workflow.',
    fix: 'Put what is under the two keys under one.',
    argo: {
        does: 'A folder of manifests and the values of a chart are taken with the last of the two, without a word.',
        test: 'test/peers/cluster/argocd-claims.test.ts: of a key that is written twice, the last one is taken without a word',
    },
    *check({ yaml }) {
        for (const { repeatedKeys } of yaml.values())
            for (const { at, key } of repeatedKeys)
                yield { at, message: `${key} was written here before, and that is dropped` };
    },
};
/** Said once for each program, at the first place that needs it, and of all Applications. */
const toolMissing = {
    id: 'tool-missing',
    severity: 'error',
    title: 'A program that renders manifests is missing',
    why: 'Without helm, or without kustomize or kubectl, what an Application deploys cannot be looked at, and silence about it would read as approval.',
    fix: 'Install the program before the linter runs, in the version that your Argo CD has.',
    *check({ problems: all }) {
        const first = new Map();
        for (const { code, at, message, next, application } of all) {
            if (code !== 'TOOL_MISSING')
                continue;
            if (!first.has(message))
                first.set(message, at);
            const told = { at: first.get(message) ?? at, message: `${message}. Next: ${next.replace(/\.$/, '')}` };
            yield application === undefined ? told : { ...told, application };
        }
    },
};
const renderFailed = problems({
    id: 'render-failed',
    severity: 'error',
    title: 'An Application cannot be rendered',
    why: 'Argo CD runs the same Helm or Kustomize. Where it fails, the Application stays at what it was and shows a comparison error.',
    fix: 'Fix what the program complains about. The message is its own.',
}, 'RENDER_FAILED', 'SOURCE_INVALID');
const sourcePathMissing = problems({
    id: 'source-path-missing',
    severity: 'error',
    title: 'The path of an Application is not in the repository',
    why: 'Argo CD reports that the app path does not exist and syncs nothing.',
    fix: 'Correct `path`, which is relative to the root of the repository, or add the folder.',
}, 'SOURCE_PATH_MISSING');
const notLookedAt = problems({
    id: 'not-looked-at',
    severity: 'warning',
    title: 'A part of the repository cannot be looked at from here',
    why: 'Some Applications depend on what only Argo CD or another repository knows. The linter does not guess: it says what it leaves out.',
    fix: 'Where it has to be so, suppress it with that reason. Else use generators and charts of this repository.',
}, 'SET_NOT_EXPANDED', 'RENDER_OUTSIDE');


/***/ }),

/***/ 33608:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EN: () => (/* binding */ environmentUnknown),
/* harmony export */   IO: () => (/* binding */ policyInvalid),
/* harmony export */   Zg: () => (/* binding */ serviceNotPromoted)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60283);
/* harmony import */ var _repository_policy_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27861);
/* harmony import */ var _yaml_fields_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(33220);
/* harmony import */ var _digest_readers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(91486);




const policyInvalid = {
    id: 'policy-invalid',
    severity: 'error',
    title: 'The policy of promotion is not valid',
    why: 'Every action reads promotion.yaml first, and refuses to do anything where it cannot follow it: nothing is promoted, merged or rolled back.',
    fix: 'Correct what the message says. The JSON schema of promotion.yaml lets an editor check it.',
    *check({ policy }) {
        if (policy.kind !== 'invalid')
            return;
        for (const { code, line, column, path, message } of policy.error.problems) {
            // Each begins with the place, which the finding has already.
            const says = message.slice(`${_repository_policy_file_js__WEBPACK_IMPORTED_MODULE_1__/* .policyPath */ .k}:${line}:${column} `.length);
            yield { at: { file: _repository_policy_file_js__WEBPACK_IMPORTED_MODULE_1__/* .policyPath */ .k, line, column }, message: `${path === '' ? 'the policy ' : ''}${says} (${code})` };
        }
    },
};
/** The places of digests as they are written in the policy, with their placeholders. */
function templates({ yaml }) {
    const value = yaml.get(_repository_policy_file_js__WEBPACK_IMPORTED_MODULE_1__/* .policyPath */ .k)?.documents[0]?.value;
    return { file: (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(value, ['digests', 'file']) ?? '', path: (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .textAt */ .$6)(value, ['digests', 'path']) ?? '' };
}
/** What fits a template of files; the same placeholder stands for the same name throughout. */
function patternOf(file) {
    const seen = new Set();
    const source = file.replaceAll(/\{env\}|\{service\}|[^{}]+/g, (part) => {
        if (!part.startsWith('{'))
            return part.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw `\$&`);
        const name = part.slice(1, -1);
        if (seen.has(name))
            return String.raw `\k<${name}>`;
        seen.add(name);
        return `(?<${name}>[^/]+?)`;
    });
    return new RegExp(`^${source}$`);
}
const environmentUnknown = {
    id: 'environment-unknown',
    severity: 'warning',
    title: 'A file of digests is of an environment that the policy does not have',
    why: 'It looks like an environment, and no promotion ever reaches it: it stays at the version that somebody wrote in by hand.',
    fix: 'Add the environment to promotion.yaml with what it follows, or move or delete the folder.',
    *check(repository) {
        if (repository.policy.kind !== 'policy')
            return;
        const { policy } = repository.policy;
        const known = new Set(policy.environments.map(({ name }) => name));
        const pattern = patternOf(templates(repository).file);
        const readers = (0,_digest_readers_js__WEBPACK_IMPORTED_MODULE_2__/* .readersIn */ .sF)(repository);
        const told = new Set();
        for (const path of [...repository.yaml.keys()].toSorted()) {
            const { env, service } = pattern.exec(path)?.groups ?? {};
            if (env === undefined || known.has(env) || told.has(env))
                continue;
            // With a name of its own for each service, a file that fits may be any: it has to be of a service.
            if (service !== undefined && ![...policy.services.keys()].some((name) => name === service))
                continue;
            const reading = readers.naming(path);
            // Previews get their images by their own way.
            if (reading.length > 0 && reading.every(({ from }) => from?.preview === true))
                continue;
            told.add(env);
            yield {
                at: { file: path, line: 1, column: 1 },
                message: `${path} is of ${env}, which promotion.yaml does not have`,
            };
        }
    },
};
const serviceNotPromoted = {
    id: 'service-not-promoted',
    severity: 'warning',
    title: 'A service has a digest that the policy does not know',
    why: 'It stands where digests of services stand, and no promotion ever touches it: it stays at the version that somebody wrote in by hand.',
    fix: 'Add the service to promotion.yaml with its image and the workflow that builds it, or drop it from the file.',
    *check(repository) {
        if (repository.policy.kind !== 'policy')
            return;
        const { policy } = repository.policy;
        const [service] = policy.services.keys();
        if (service === undefined)
            return;
        const keys = new Set(policy.services.keys());
        for (const { name: environment } of policy.environments) {
            const { file, path } = templates(repository);
            if (!/(?:^|\.)\{service\}(?:\.|$)/.test(path) || file.includes('{service}'))
                continue;
            const filled = (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .digestPath */ .GV)(policy, environment, service);
            const depth = path.split('.').indexOf('{service}');
            const document = repository.yaml
                .get((0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .digestFile */ .TM)(policy, environment, service))
                ?.documents.find(({ value }) => (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .isMapping */ .pi)((0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .fieldAt */ .UK)(value, filled.slice(0, depth))));
            const parent = (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .fieldAt */ .UK)(document?.value, filled.slice(0, depth));
            for (const key of Object.keys((0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .isMapping */ .pi)(parent) ? parent : {})) {
                const its = [...filled.slice(0, depth), key, ...filled.slice(depth + 1)];
                if (document === undefined || keys.has(key) || (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .fieldAt */ .UK)(document.value, its) === undefined)
                    continue;
                const at = document.at(its.slice(0, depth + 1), 'key');
                yield { at, message: `${key} has a digest in ${environment}, and promotion.yaml has no such service` };
            }
        }
    },
};


/***/ }),

/***/ 22911:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ suppressionInvalid),
/* harmony export */   K: () => (/* binding */ suppressionUnused)
/* harmony export */ });
// The engine itself finds these, since it alone knows what the other rules found.
const suppressionInvalid = {
    id: 'suppression-invalid',
    severity: 'error',
    title: 'A suppression is not understood, has no reason, or names a rule that does not exist',
    why: 'It would switch off nothing, or leave the next reader without the reason.',
    fix: 'Write `# lint-gitops: disable=RULE -- REASON`, several rules with commas between.',
    check: () => [],
};
const suppressionUnused = {
    id: 'suppression-unused',
    severity: 'warning',
    title: 'A suppression suppresses nothing',
    why: 'What it was for is gone, or stands on another line. The next fault in its place would be hidden. Nothing is said while a file, a chart or the policy cannot be read, since no rule sees all then.',
    fix: 'Remove it, or put it on the line of the finding or on the one before.',
    check: () => [],
};


/***/ }),

/***/ 38980:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $m: () => (/* binding */ usesAction),
/* harmony export */   CW: () => (/* binding */ workflowPermissions),
/* harmony export */   IU: () => (/* binding */ actionNotPinned),
/* harmony export */   Mh: () => (/* binding */ workflowScriptInjection),
/* harmony export */   Zs: () => (/* binding */ workflowPushesMain),
/* harmony export */   ef: () => (/* binding */ workflowRunsPullRequest),
/* harmony export */   iQ: () => (/* binding */ workflowSecretInScript)
/* harmony export */ });
/* harmony import */ var _repository_workflow_steps_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(66199);
/* harmony import */ var _yaml_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33220);


/** A composite action has neither events nor permissions. */
const isAction = (workflow) => 'runs' in workflow.value;
const workflowPermissions = {
    id: 'workflow-permissions',
    severity: 'warning',
    title: 'A workflow does not limit its token',
    why: "Without `permissions`, every job gets what the repository's setting gives, which may be the right to write everything: any action that it runs can then push to main and merge pull requests.",
    fix: 'Write `permissions: {}` at the top, and in each job what it needs.',
    *check({ workflows }) {
        for (const workflow of workflows) {
            if (isAction(workflow))
                continue;
            const { document, value, jobs } = workflow;
            const lacking = jobs.filter((job) => !('permissions' in job.value));
            if (!('permissions' in value) && lacking.length > 0)
                yield {
                    at: document.at(['jobs', lacking[0]?.id ?? ''], 'key'),
                    message: `the workflow sets no permissions, and neither does job ${lacking.map(({ id }) => id).join(', ')}`,
                };
            if (value['permissions'] === 'write-all')
                yield { at: document.at(['permissions']), message: 'the workflow may write everything' };
            for (const job of jobs)
                if (job.value['permissions'] === 'write-all')
                    yield { at: document.at([...job.path, 'permissions']), message: `job ${job.id} may write everything` };
        }
    },
};
const actionNotPinned = {
    id: 'action-not-pinned',
    severity: 'warning',
    title: 'An action is not pinned to a commit',
    why: 'A tag of an action can be moved to other code, which then runs with the secrets and the token of the job. That has happened to widely used ones. A version of this suite is let pass only where a job has no keys: no secret, and a token that may write nothing.',
    fix: 'Write the full commit, and the version behind it as a comment; Dependabot and Renovate keep both up to date.',
    *check({ workflows }) {
        for (const workflow of workflows) {
            for (const job of workflow.jobs) {
                const keys = hasKeys(workflow, job);
                for (const { value, path } of [job, ...job.steps]) {
                    const { uses } = value;
                    if (typeof uses !== 'string' || (0,_repository_workflow_steps_js__WEBPACK_IMPORTED_MODULE_0__/* .isPinned */ .T4)(uses) || (isOwn(uses) && !keys))
                        continue;
                    const why = isOwn(uses) ? `, and job ${job.id} has keys` : '';
                    yield { at: workflow.document.at([...path, 'uses']), message: `${uses} is not pinned to a commit${why}` };
                }
            }
        }
    },
};
const isOwn = (uses) => /^bitvault\/actions(?:\/[\w-]+)?@v\d/.test(uses);
/** Whether a job has a secret, or a token that may write. Where nothing is said of the token, the settings of the repository decide. */
function hasKeys({ value }, job) {
    const permissions = job.value['permissions'] ?? value['permissions'];
    const mayWrite = (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .isMapping */ .pi)(permissions)
        ? Object.values(permissions).includes('write')
        : permissions !== 'read-all' && permissions !== null;
    const takes = [...(0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .stringsIn */ .QQ)(job.value)].some(([, text]) => secret.test(text));
    return mayWrite || takes || job.value['secrets'] === 'inherit';
}
/** What whoever opens a pull request or an issue can write. */
const untrusted = /\bgithub\.(?:head_ref|event\.(?:pull_request\.(?:title|body|head\.(?:ref|label|repo\.[\w.]+))|issue\.(?:title|body)|comment\.body|review(?:_comment)?\.body|discussion\.(?:title|body)|head_commit\.(?:message|author\.[\w.]+)|commits\b|workflow_run\.(?:head_branch|display_title|head_commit\.[\w.]+)))/;
const secret = /\bsecrets\s*(?:\.|\[)/;
const workflowScriptInjection = {
    id: 'workflow-script-injection',
    severity: 'error',
    title: 'A script is put together from what others write',
    why: 'GitHub fills an expression in before the shell reads the script. A title or a branch with a quote and a semicolon in it becomes a command, run with the secrets of the job.',
    fix: 'Hand the value over in `env`, and use the variable in the script.',
    *check({ workflows }) {
        for (const { document, jobs } of workflows) {
            for (const { run, path, with: inputs } of jobs.flatMap(({ steps }) => steps)) {
                const script = inputs['script'];
                const places = [
                    { text: run, at: [...path, 'run'] },
                    { text: typeof script === 'string' ? script : '', at: [...path, 'with', 'script'] },
                ];
                for (const { text, at } of places) {
                    const expression = (0,_repository_workflow_steps_js__WEBPACK_IMPORTED_MODULE_0__/* .expressionWith */ .X8)(untrusted, text);
                    if (expression !== undefined)
                        yield { at: document.at(at, 'key'), message: `${expression} is filled into a script` };
                }
            }
        }
    },
};
const workflowSecretInScript = {
    id: 'workflow-secret-in-script',
    severity: 'warning',
    title: 'A secret is written into a script',
    why: 'The secret becomes part of the command: it stands in the list of processes and in whatever prints the script, and a quote or a dollar sign in it breaks out of the string.',
    fix: 'Hand it over in `env`, and use the variable in the script.',
    *check({ workflows }) {
        for (const { document, jobs } of workflows) {
            for (const { run, path } of jobs.flatMap(({ steps }) => steps)) {
                const expression = (0,_repository_workflow_steps_js__WEBPACK_IMPORTED_MODULE_0__/* .expressionWith */ .X8)(secret, run);
                if (expression !== undefined)
                    yield { at: document.at([...path, 'run'], 'key'), message: `${expression} is filled into a script` };
            }
        }
    },
};
const workflowRunsPullRequest = {
    id: 'workflow-runs-pull-request',
    severity: 'error',
    title: 'A workflow with secrets checks out a pull request',
    why: '`pull_request_target` and `workflow_run` run with the secrets of the repository, for pull requests by anybody. What is checked out from one can run there: a build script, a hook, a chart that is rendered.',
    fix: 'Read the pull request as data through the API, as `auto-merge-dev` does, or use `pull_request`, which has no secrets.',
    *check({ workflows }) {
        for (const workflow of workflows) {
            for (const { event, step } of (0,_repository_workflow_steps_js__WEBPACK_IMPORTED_MODULE_0__/* .pullRequestCheckouts */ .A7)(workflow)) {
                const { uses, path } = step;
                const at = workflow.document.at([...path, uses === '' ? 'run' : 'uses'], 'key');
                yield { at, message: `the step checks out a pull request in a workflow on ${event}` };
            }
        }
    },
};
const pushes = /\bgit\s+(?:-[cC]\s+\S+\s+)*push\b(?:\s+-\S+)*\s+\S+\s+(?:-\S+\s+)*\+?(?:[^\s:]+:)?(?:refs\/heads\/)?(?:main|master|\$\{\{\s*github\.event\.repository\.default_branch\s*\}\})(?=\s|$|['";&|)])/m;
const workflowPushesMain = {
    id: 'workflow-pushes-main',
    severity: 'error',
    title: 'A workflow pushes to the default branch',
    why: 'What it pushes is deployed without a review, past the rules of promotion and past the evidence that a merge asks for.',
    fix: 'Open a pull request, as `open-gitops-pr` and `promote` do.',
    *check({ workflows }) {
        for (const { document, jobs } of workflows) {
            for (const { run, path } of jobs.flatMap(({ steps }) => steps)) {
                const [command] = pushes.exec(run.replaceAll(/^\s*#.*$/gm, '')) ?? [];
                if (command === undefined)
                    continue;
                yield {
                    at: document.at([...path, 'run'], 'key'),
                    message: `the step pushes to the default branch with ${command.trim()}`,
                };
            }
        }
    },
};
/** Whether anything of the job's steps, or of the job itself, uses the action of this suite. */
const usesAction = ({ steps }, name) => steps.some(({ uses }) => new RegExp(`^bitvault/actions/${name}@`).test(uses));


/***/ }),

/***/ 50114:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P$: () => (/* binding */ parseSettings),
/* harmony export */   b6: () => (/* binding */ noSettings),
/* harmony export */   xj: () => (/* binding */ settingsPath)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60283);
/* harmony import */ var picomatch__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(14006);
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(77934);
/* harmony import */ var _first_faults_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(36897);
/* harmony import */ var _yaml_yaml_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76549);
/* harmony import */ var _output_docs_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(26046);
/* harmony import */ var _lint_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1669);







const settingsPath = '.lint-gitops.yaml';
const nonEmpty = valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_3__/* .trim */ .Bqr(), valibot__WEBPACK_IMPORTED_MODULE_3__/* .nonEmpty */ .hq('must not be empty'));
const texts = valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .record */ .g1P(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP()), {});
const schema = valibot__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({
    addresses: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(nonEmpty)),
    clusters: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({
        name: nonEmpty,
        server: nonEmpty,
        project: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), ''),
        labels: texts,
        annotations: texts,
    }))),
    exclude: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(nonEmpty)),
    kubernetes: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_3__/* .regex */ .yGV(/^\d+\.\d+\.\d+$/, 'must be a whole version such as 1.36.2'))),
    rules: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .record */ .g1P(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({
        severity: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .picklist */ .KIO(['error', 'warning'])),
        off: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .literal */ .euz(true)),
        paths: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(nonEmpty), valibot__WEBPACK_IMPORTED_MODULE_3__/* .nonEmpty */ .hq('must not be empty'))),
        reason: nonEmpty,
    }))),
});
const noSettings = {
    addresses: [],
    clusters: undefined,
    kubernetes: undefined,
    isExcluded: () => false,
    rules: [],
};
/**
 * Reads the text of `.lint-gitops.yaml`.
 *
 * @param known ids of all rules there are
 * @throws LintError `LINT_SETTINGS_INVALID` with everything that is wrong, each with its line.
 */
function parseSettings(text, known) {
    const { documents, problem, repeatedKeys } = (0,_yaml_yaml_file_js__WEBPACK_IMPORTED_MODULE_1__/* .readYamlFile */ .k)(settingsPath, text);
    if (problem !== undefined)
        throw invalid([`${place(problem.at)} ${problem.says}`]);
    if (repeatedKeys.length > 0)
        throw invalid(repeatedKeys.map(({ at, key }) => `${place(at)} ${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .limited */ .TJ)(key, 80)} is written twice`));
    const [document] = documents;
    if (document === undefined)
        return noSettings;
    const result = valibot__WEBPACK_IMPORTED_MODULE_3__/* .safeParse */ .xLC(schema, document.value);
    if (!result.success)
        throw invalid(result.issues.map((issue) => faultOf(issue, document)));
    const { addresses = [], clusters, kubernetes, exclude = [], rules = {} } = result.output;
    const faults = Object.entries(rules).flatMap(([rule, { severity, off }]) => {
        const at = place(document.at(['rules', rule], 'key'));
        if (!known.has(rule))
            return [`${at} there is no rule ${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .limited */ .TJ)(rule, 80)}`];
        return (severity === undefined) === (off === undefined) ? [`${at} ${rule} needs one of severity and off`] : [];
    });
    if (faults.length > 0)
        throw invalid(faults);
    return {
        addresses,
        clusters,
        kubernetes,
        isExcluded: exclude.length === 0 ? () => false : picomatch__WEBPACK_IMPORTED_MODULE_4__([...exclude], { dot: true }),
        rules: Object.entries(rules).map(([rule, { severity, paths, reason }]) => ({
            rule,
            at: document.at(['rules', rule], 'key'),
            severity: severity ?? null,
            reason,
            applies: paths === undefined ? () => true : picomatch__WEBPACK_IMPORTED_MODULE_4__([...paths], { dot: true }),
        })),
    };
}
function faultOf(issue, document) {
    const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
    const name = path.join('.');
    const unknown = issue.type === 'strict_object' && issue.expected === 'never';
    const missing = issue.input === undefined;
    if (path.length === 0)
        return `${settingsPath} must hold a mapping of settings, but holds ${issue.received}`;
    const says = unknown ? 'is no setting' : missing ? 'is missing' : issue.message;
    return `${place(document.at(path, 'key'))} ${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .limited */ .TJ)(name, 80)} ${says}`;
}
const place = ({ file, line, column }) => `${file}:${line}:${column}`;
/** The settings are those of a change that somebody proposes. */
const invalid = (faults) => new _lint_error_js__WEBPACK_IMPORTED_MODULE_2__/* .LintError */ .k('LINT_SETTINGS_INVALID', (0,_first_faults_js__WEBPACK_IMPORTED_MODULE_5__/* .firstFaults */ .G)(faults).join('; '), `Correct the settings; ${_output_docs_js__WEBPACK_IMPORTED_MODULE_6__/* .rulesPage */ .lX} describes them.`);


/***/ }),

/***/ 1016:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ suppressionsIn)
/* harmony export */ });
const comment = /(?:^|\s)(?:#|\{\{-?\s*\/\*)\s*lint-gitops:\s*(?<says>.*?)\s*(?:\*\/\s*-?\}\}\s*)?$/;
const form = /^disable=(?<rules>[a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)(?:\s+--\s*(?<reason>.*))?$/;
/** Lines without content of a document: blank ones, comments, and actions of a template. */
const isEmptyLine = (line) => /^\s*(?:#.*|\{\{.*\}\}\s*)?$/.test(line);
const isMark = (line) => /^(?:---(?:\s|$)|\.\.\.\s*$|%)/.test(line);
const shape = '`lint-gitops: disable=RULE[,RULE] -- REASON`';
/** The suppressions in the text of a file, in their order. */
function suppressionsIn(file, text) {
    if (!text.includes('lint-gitops:'))
        return [];
    const lines = text.split(/\r?\n/);
    return lines.flatMap((line, index) => {
        const match = comment.exec(line);
        if (match === null)
            return [];
        const at = { file, line: index + 1, column: match.index + match[0].search(/\S/) + 1 };
        const { rules, reason } = form.exec(match.groups?.['says'] ?? '')?.groups ?? {};
        if (rules === undefined)
            return [{ at, fault: `is not understood; it must read ${shape}` }];
        if (reason === undefined || reason === '')
            return [{ at, fault: `has no reason; it must read ${shape}` }];
        return [{ at, rules: rules.split(/\s*,\s*/), reason, ...linesFor(lines, index) }];
    });
}
function linesFor(lines, index) {
    if (!isEmptyLine(lines[index] ?? ''))
        return { from: index + 1, to: index + 1 };
    if (opensDocument(lines, index)) {
        const end = lines.findIndex((line, later) => later > index && isMark(line) && hasContentBetween(lines, index, later));
        return { from: index + 1, to: end < 0 ? lines.length : end };
    }
    const next = lines.findIndex((line, later) => later > index && !isEmptyLine(line));
    return { from: index + 1, to: (next < 0 ? index : next) + 1 };
}
/** Whether no content of the document comes before the line. */
function opensDocument(lines, index) {
    for (let line = index - 1; line >= 0; line -= 1) {
        const text = lines[line] ?? '';
        if (isMark(text))
            return true;
        if (!isEmptyLine(text))
            return false;
    }
    return true;
}
const hasContentBetween = (lines, from, to) => lines.slice(from, to).some((line) => !isEmptyLine(line) && !isMark(line));


/***/ }),

/***/ 11388:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pv: () => (/* binding */ folderCache),
/* harmony export */   TN: () => (/* binding */ keyOf),
/* harmony export */   nF: () => (/* binding */ cacheFolder),
/* harmony export */   wt: () => (/* binding */ noCache)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var _yaml_fields_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(33220);





/** Raised when what is kept changes its form. */
const format = 1;
/** Where a runner throws it away with the job, or else where the user's caches are. */
function cacheFolder(env) {
    const runner = env['RUNNER_TEMP'];
    if (runner)
        return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(runner, 'lint-gitops');
    return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(env['XDG_CACHE_HOME'] || (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_2__.homedir)(), '.cache'), 'lint-gitops');
}
const keyOf = (parts) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
    .update(JSON.stringify([format, ...parts]))
    .digest('hex');
/** A cache of files that several linters may share: an entry appears whole or not at all. */
function folderCache(folder) {
    const fileOf = (key) => (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, key.slice(0, 2), `${key.slice(2)}.json`);
    return {
        async get(key) {
            try {
                return entry(JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(fileOf(key), 'utf8')));
            }
            catch (error) {
                // Not there, or cut off by a full disk: rendered again.
                if (error instanceof SyntaxError || (error instanceof Error && 'code' in error))
                    return undefined;
                throw error;
            }
        },
        async put(key, documents) {
            const file = fileOf(key);
            const own = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
            try {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(file), { recursive: true, mode: 0o700 });
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(own, JSON.stringify(documents), { mode: 0o600 });
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(own, file);
            }
            catch (error) {
                // A folder that cannot be written to costs time, and no finding.
                if (!(error instanceof Error && 'code' in error))
                    throw error;
            }
        },
    };
}
function entry(value) {
    const whole = Array.isArray(value) && value.every((each) => (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_4__/* .isMapping */ .pi)(each) && (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_4__/* .isMapping */ .pi)(each['value']));
    return whole ? value : undefined;
}
/** For runs that shall leave nothing behind. */
const noCache = { get: () => Promise.resolve(undefined), put: () => Promise.resolve() };


/***/ }),

/***/ 29351:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ kustomizationIn),
/* harmony export */   r: () => (/* binding */ Kustomizations)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _yaml_fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(33220);
/* harmony import */ var _yaml_yaml_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76549);



const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
/** The file that makes a folder one for Kustomize. */
function kustomizationIn(directory, tree) {
    return names.map((name) => (directory === '' ? name : `${directory}/${name}`)).find((file) => tree.files.has(file));
}
/** What the kustomizations of a repository are made of. */
class Kustomizations {
    /** Files that one has as resources: what becomes of them, only building it tells. */
    resources = new Set();
    /** Files that are put over resources, and are none. */
    patches = new Set();
    /** What each lists, by its folder. */
    #listed = new Map();
    constructor(tree, yaml) {
        for (const file of [...tree.files].filter((path) => names.includes(node_path__WEBPACK_IMPORTED_MODULE_0__.posix.basename(path)))) {
            const directory = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(file) === '.' ? '' : node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(file);
            const value = (yaml.get(file) ?? (0,_yaml_yaml_file_js__WEBPACK_IMPORTED_MODULE_1__/* .readYamlFile */ .k)(file, tree.text(file))).documents[0]?.value;
            const within = (path) => node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(directory, path)).replace(/\/$/, '');
            const lists = (...fields) => fields.flatMap((field) => textsOf((0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .listAt */ .gT)(value, [field]))).map(within);
            for (const path of lists('resources'))
                if (tree.files.has(path))
                    this.resources.add(path);
            for (const path of lists('patchesStrategicMerge', 'patches', 'patchesJson6902'))
                this.patches.add(path);
            this.#listed.set(directory, lists('resources', 'bases', 'components'));
        }
    }
    /** The files that become resources of these folders, through other kustomizations too. */
    filesOf(directories) {
        const [files, seen] = [new Set(), new Set()];
        const visit = (path) => {
            if (seen.has(path))
                return;
            seen.add(path);
            const listed = this.#listed.get(path);
            if (listed === undefined)
                files.add(path);
            else
                listed.forEach(visit);
        };
        directories.forEach(visit);
        return files;
    }
}
/** Paths that are written as such, or in a field of that name. */
const textsOf = (list) => list.flatMap((item) => (typeof item === 'string' ? item : ((0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(item, ['path']) ?? [])));


/***/ }),

/***/ 46333:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XY: () => (/* binding */ ToolFailure),
/* harmony export */   f$: () => (/* binding */ findTools),
/* harmony export */   qI: () => (/* binding */ runTool)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(57975);





/** Looks for the programs on a search path. */
async function findTools(searchPath) {
    const find = async (name) => {
        for (const folder of searchPath.split(node_path__WEBPACK_IMPORTED_MODULE_3__.delimiter).filter((entry) => entry !== '')) {
            const file = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, name);
            if (await isExecutable(file))
                return file;
        }
        return undefined;
    };
    const [helm, kustomize, kubectl] = await Promise.all(['helm', 'kustomize', 'kubectl'].map(find));
    return {
        helm: helm === undefined ? undefined : toolAt(helm, [], ['version', '--short']),
        kustomize: kustomize !== undefined
            ? toolAt(kustomize, ['build'], ['version'])
            : kubectl === undefined
                ? undefined
                : toolAt(kubectl, ['kustomize'], ['version', '--client']),
    };
}
async function isExecutable(file) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.access)(file, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.X_OK);
        return true;
    }
    catch {
        // Absent, or not for us: the next folder of the path may have it.
        return false;
    }
}
function toolAt(command, prefix, asks) {
    let asked;
    const ask = async () => (await (0,node_util__WEBPACK_IMPORTED_MODULE_4__.promisify)(node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFile)(command, asks, { encoding: 'utf8' })).stdout.trim();
    return { command, prefix, version: () => (asked ??= ask()) };
}
/** What a program said when it failed. */
class ToolFailure extends Error {
    name = 'ToolFailure';
}
/** What a program needs to find its way and its caches; whatever else there is, a template of the repository could show. */
const needed = /^(?:PATH|HOME|TMPDIR|TMP|TEMP|USERPROFILE|SystemRoot|LANG|LC_\w+|XDG_\w+|HELM_(?:CACHE|CONFIG|DATA)_HOME|LD_LIBRARY_PATH)$/;
/** For programs in Go that end before collecting garbage would pay, and of which there is one for each core anyway. */
const shortLived = { GOGC: 'off', GOMEMLIMIT: '1GiB', GOMAXPROCS: '1' };
/**
 * Runs a tool and gives what it wrote.
 *
 * @throws ToolFailure with what it complained about.
 */
function runTool(tool, args, cwd) {
    return new Promise((resolve, reject) => {
        const passed = Object.entries(process.env).filter(([name]) => needed.test(name));
        const env = { ...Object.fromEntries(passed), ...shortLived };
        const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(tool.command, [...tool.prefix, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
        const [out, complaints] = [[], []];
        child.stdout.on('data', (chunk) => out.push(chunk));
        child.stderr.on('data', (chunk) => complaints.push(chunk));
        child.on('error', reject);
        child.on('close', (code) => {
            if (code === 0)
                resolve(Buffer.concat(out).toString('utf8'));
            else
                reject(new ToolFailure(Buffer.concat(complaints).toString('utf8').trim() || `it ended with ${code}`));
        });
    });
}


/***/ }),

/***/ 55555:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  lg: () => (/* binding */ Application),
  _8: () => (/* binding */ Manifest),
  zz: () => (/* binding */ isApplication),
  _M: () => (/* binding */ repositoryOf),
  u0: () => (/* binding */ sourcesOf)
});

// EXTERNAL MODULE: ./packages/gitops/out/yaml/fields.js
var fields = __webpack_require__(33220);
// EXTERNAL MODULE: ./packages/gitops/out/repository/pods.js
var pods = __webpack_require__(25236);
// EXTERNAL MODULE: ./packages/gitops/out/repository/resource.js
var resource = __webpack_require__(8616);
;// CONCATENATED MODULE: ./packages/gitops/out/repository/scope.js
/** Kinds that belong to no namespace, of Kubernetes itself and of the operators that are met most. */
const clusterScoped = new Set([
    '/Namespace',
    '/Node',
    '/PersistentVolume',
    'admissionregistration.k8s.io/MutatingWebhookConfiguration',
    'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
    'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
    'apiextensions.k8s.io/CustomResourceDefinition',
    'apiregistration.k8s.io/APIService',
    'argoproj.io/ClusterAnalysisTemplate',
    'cert-manager.io/ClusterIssuer',
    'external-secrets.io/ClusterExternalSecret',
    'external-secrets.io/ClusterSecretStore',
    'gateway.networking.k8s.io/GatewayClass',
    'keda.sh/ClusterTriggerAuthentication',
    'kyverno.io/ClusterPolicy',
    'networking.k8s.io/IngressClass',
    'node.k8s.io/RuntimeClass',
    'policies.kyverno.io/ImageValidatingPolicy',
    'policies.kyverno.io/ValidatingPolicy',
    'policy.sigstore.dev/ClusterImagePolicy',
    'rbac.authorization.k8s.io/ClusterRole',
    'rbac.authorization.k8s.io/ClusterRoleBinding',
    'scheduling.k8s.io/PriorityClass',
    'storage.k8s.io/CSIDriver',
    'storage.k8s.io/StorageClass',
    'storage.k8s.io/VolumeAttachment',
]);
const isClusterScoped = ({ group, kind }) => clusterScoped.has(`${group}/${kind}`);

// EXTERNAL MODULE: ./packages/gitops/out/repository/sync.js
var sync = __webpack_require__(35127);
;// CONCATENATED MODULE: ./packages/gitops/out/repository/application.js





/** An Argo CD Application, written out, made by an ApplicationSet, or rendered by another Application. */
class Application {
    resource;
    from;
    name;
    project;
    /** One of `server` and `name`, as written. */
    cluster;
    namespace;
    sources;
    syncOptions;
    /** Null where syncing is by hand. */
    automated;
    #renderings = [];
    #manifests = [];
    constructor(resource, from, sources) {
        this.resource = resource;
        this.from = from;
        this.sources = sources;
        this.name = resource.name;
        this.project = resource.text('spec', 'project') ?? '';
        this.cluster = resource.text('spec', 'destination', 'server') ?? resource.text('spec', 'destination', 'name') ?? '';
        this.namespace = resource.text('spec', 'destination', 'namespace') ?? '';
        this.syncOptions = new Map(resource.list('spec', 'syncPolicy', 'syncOptions').map((option) => {
            const [name = '', value = ''] = String(option).split('=', 2);
            return [name, value];
        }));
        const automated = resource.mapping('spec', 'syncPolicy', 'automated');
        this.automated =
            automated === undefined || automated['enabled'] === false
                ? null
                : { prune: automated['prune'] === true, selfHeal: automated['selfHeal'] === true };
    }
    /** One for each source, in their order. */
    get renderings() {
        return this.#renderings;
    }
    /** Everything of it that could be rendered. */
    get manifests() {
        return this.#manifests;
    }
    /** Whether `manifests` is all that it deploys: a rule that misses something has to ask this first. */
    get complete() {
        return (this.#renderings.length > 0 && this.#renderings.every(({ kind }) => kind === 'rendered' || kind === 'reference'));
    }
    /** Called once, by whoever renders. */
    settle(renderings) {
        this.#renderings = renderings;
        this.#manifests = renderings.flatMap((each) => (each.kind === 'rendered' ? each.manifests : []));
    }
}
/** A resource that an Application deploys, as Argo CD sees it. */
class Manifest extends resource/* Resource */.FW {
    application;
    source;
    sync;
    /** Of its pods, init and ephemeral ones too, and of jobs that an analysis starts. */
    containers;
    /** Where it ends up; empty for what belongs to no namespace. */
    targetNamespace;
    constructor(written, application, source) {
        super(written.value, written.origin);
        this.application = application;
        this.source = source;
        this.sync = (0,sync/* syncPlanOf */.AJ)(this);
        this.containers = (0,pods/* containersOf */.Mz)(this);
        this.targetNamespace = isClusterScoped(this) ? '' : this.namespace || application.namespace;
    }
    /** The same for two manifests exactly where they are one object in one cluster. */
    get identity() {
        return [this.application.cluster, this.group, this.kind, this.targetNamespace, this.name].join('/');
    }
}
/** The sources as written: `sources`, where there are any, hides `source`. */
function sourcesOf(application) {
    const several = (0,fields/* listAt */.gT)(application.value, ['spec', 'sources']);
    if (several.length > 0) {
        return several.flatMap((value, index) => ((0,fields/* isMapping */.pi)(value) ? [{ value, at: ['spec', 'sources', index] }] : []));
    }
    const value = (0,fields/* mappingAt */.oh)(application.value, ['spec', 'source']);
    return value === undefined ? [] : [{ value, at: ['spec', 'source'] }];
}
const isApplication = (resource) => resource.is('argoproj.io', 'Application');
const repositoryOf = (source) => (0,fields/* textAt */.$6)(source, ['repoURL']) ?? '';


/***/ }),

/***/ 48698:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  r: () => (/* binding */ loadRepository)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/gitops/out/render/cache.js
var render_cache = __webpack_require__(11388);
// EXTERNAL MODULE: ./packages/gitops/out/yaml/fields.js
var fields = __webpack_require__(33220);
;// CONCATENATED MODULE: ./packages/gitops/out/render/rendered.js
/** Why a source was not rendered; the place is told by whoever knows the Application. */
class RenderError extends Error {
    name = 'RenderError';
    code;
    next;
    /** From the root of the Application's source. */
    field;
    constructor(code, message, next, field = [], options) {
        super(message, options);
        this.code = code;
        this.next = next;
        this.field = field;
    }
}
/** Of what is not in the repository, or not done for one that is not trusted. */
const outsideError = (message, options) => new RenderError('RENDER_OUTSIDE', message, 'Nothing, if that is how it has to be: it is not checked. Else keep a copy of it in the repository.', [], options);

;// CONCATENATED MODULE: ./packages/gitops/out/render/helm.js



/** @throws RenderError where a file that is named leads out of the repository. */
function helmRelease({ source, application, namespace, directory, valueFiles, overlays, kubernetes, }) {
    const helm = (0,fields/* mappingAt */.oh)(source, ['helm']) ?? {};
    return {
        chart: directory,
        name: (0,fields/* textAt */.$6)(helm, ['releaseName']) || application,
        namespace: (0,fields/* textAt */.$6)(helm, ['namespace']) || namespace,
        values: [
            ...valueFiles.flatMap((file) => {
                const overlay = overlays.get(file);
                return overlay === undefined ? [{ file }] : [{ file }, { text: overlay }];
            }),
            ...inlineValues(helm),
        ],
        options: [...parameterOptions(helm), ...flagOptions(helm, kubernetes)],
        setFiles: (0,fields/* listAt */.gT)(helm, ['fileParameters'])
            .filter(fields/* isMapping */.pi)
            .map((parameter) => ({
            name: (0,fields/* textAt */.$6)(parameter, ['name']) ?? '',
            file: fileWithin(directory, (0,fields/* textAt */.$6)(parameter, ['path']) ?? ''),
        })),
    };
}
/** `valuesObject`, where there is one, hides `values`. */
function inlineValues(helm) {
    const object = (0,fields/* fieldAt */.UK)(helm, ['valuesObject']);
    if ((0,fields/* isMapping */.pi)(object))
        return [{ text: JSON.stringify(object) }];
    const text = (0,fields/* textAt */.$6)(helm, ['values']);
    return text === undefined || text === '' ? [] : [{ text }];
}
function parameterOptions(helm) {
    return (0,fields/* listAt */.gT)(helm, ['parameters'])
        .filter(fields/* isMapping */.pi)
        .flatMap((parameter) => {
        const flag = parameter['forceString'] === true ? '--set-string' : '--set';
        return [flag, `${(0,fields/* textAt */.$6)(parameter, ['name']) ?? ''}=${withoutCommas((0,fields/* textAt */.$6)(parameter, ['value']) ?? '')}`];
    });
}
/** A comma would begin another parameter, except in a list. */
function withoutCommas(value) {
    if (value.startsWith('{') && value.endsWith('}'))
        return value;
    return value.replaceAll(/(\\?),/g, (whole, escape) => (escape === '' ? String.raw `\,` : whole));
}
/**
 * What charts are told of the cluster where neither the Application nor the settings say anything. Argo CD asks the
 * cluster; what Helm takes by itself depends on how it was built, and refuses charts that want a later one.
 */
const usualKubernetes = '1.37.0';
function flagOptions(helm, kubernetes) {
    return [
        '--kube-version',
        (0,fields/* textAt */.$6)(helm, ['kubeVersion']) ?? kubernetes,
        ...(0,fields/* listAt */.gT)(helm, ['apiVersions']).flatMap((version) => ['--api-versions', String(version)]),
        ...(helm['skipCrds'] === true ? [] : ['--include-crds']),
        ...(helm['skipSchemaValidation'] === true ? ['--skip-schema-validation'] : []),
        ...(helm['skipTests'] === true ? ['--skip-tests'] : []),
    ];
}
/** A path from the folder, or with a slash in front from the root, as a path from the root; null where it leads out. */
function pathWithin(directory, written) {
    const path = external_node_path_.posix.normalize(written.startsWith('/') ? written.slice(1) : external_node_path_.posix.join(directory, written));
    return path === '..' || path.startsWith('../') ? null : path;
}
function fileWithin(directory, written) {
    const path = pathWithin(directory, written);
    if (path !== null)
        return path;
    throw new RenderError('SOURCE_INVALID', `${written} leads out of the repository`, 'Name a file of the repository, relative to the path of the source.', ['helm']);
}

// EXTERNAL MODULE: ./packages/gitops/out/render/kustomization.js
var kustomization = __webpack_require__(29351);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(70370);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./packages/gitops/out/yaml/yaml-file.js
var yaml_file = __webpack_require__(76549);
;// CONCATENATED MODULE: ./packages/gitops/out/render/inputs.js







/** Content hashes of files and folders; each is read once. */
class ContentHashes {
    #tree;
    #files = new Map();
    #folders = new Map();
    #byFolder;
    constructor(tree) {
        this.#tree = tree;
    }
    file(path) {
        const known = this.#files.get(path);
        if (known !== undefined)
            return known;
        // The program that wants it will say so.
        if (!this.#tree.files.has(path))
            return 'absent';
        const hash = (0,external_node_crypto_.createHash)('sha256')
            .update((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(this.#tree.root, path)))
            .digest('base64');
        this.#files.set(path, hash);
        return hash;
    }
    /** Of everything in and below the folder, with its names. */
    folder(path) {
        const known = this.#folders.get(path);
        if (known !== undefined)
            return known;
        const within = this.#filesBelow(path).map((file) => [file.slice(path.length), this.file(file)]);
        const hash = (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(within)).digest('base64');
        this.#folders.set(path, hash);
        return hash;
    }
    /** Of a folder with a kustomization and of all that it refers to, through other kustomizations too. */
    kustomization(directory) {
        const folders = [...kustomizationClosure(directory, this.#tree)].toSorted();
        return folders.map((folder) => (this.#tree.files.has(folder) ? this.file(folder) : this.folder(folder))).join();
    }
    #filesBelow(path) {
        this.#byFolder ??= byTopFolder(this.#tree.files);
        const candidates = path === '' ? this.#tree.files : (this.#byFolder.get(path.split('/')[0] ?? '') ?? []);
        return [...candidates].filter((file) => path === '' || file.startsWith(`${path}/`)).toSorted();
    }
}
function byTopFolder(files) {
    const groups = new Map();
    for (const file of files) {
        const [top = ''] = file.split('/', 1);
        const group = groups.get(top) ?? [];
        group.push(file);
        groups.set(top, group);
    }
    return groups;
}
/**
 * The folders and files that building a kustomization reads.
 *
 * @throws RenderError `RENDER_OUTSIDE` where it wants something of another repository.
 */
function kustomizationClosure(directory, tree, seen = new Set()) {
    if (seen.has(directory))
        return seen;
    seen.add(directory);
    const file = (0,kustomization/* kustomizationIn */.d)(directory, tree);
    if (file === undefined)
        return seen;
    const visit = (name, content) => {
        for (const [path, written] of (0,fields/* stringsIn */.QQ)((0,yaml_file/* readYamlFile */.k)(name, content).documents.map(({ value }) => value))) {
            // Files of a generator may be written as `key=path`.
            const text = written.replace(/^[\w.-]+=/, '');
            const target = external_node_path_.posix.normalize(external_node_path_.posix.join(directory, text));
            if (tree.folders.has(target))
                kustomizationClosure(target, tree, seen);
            else if (tree.files.has(target)) {
                if (isPlugin(path) && !seen.has(target))
                    visit(target, tree.text(target));
                seen.add(target);
            }
            else if (isFetched(path) && isAddress(text))
                throw outsideError(`${file} wants ${text}, which is not in the repository`);
            else if (isPlugin(path))
                visit(name, written);
        }
    };
    visit(file, tree.text(file));
    return seen;
}
/** Fields whose addresses Kustomize fetches, in whatever letters: it reads them as Go reads JSON. */
const fetched = /^(?:resources|bases|components|generators|transformers|validators|crds|configurations|path|files|envs?)$/i;
const isFetched = (path) => path.some((key) => fetched.test(String(key)));
/** Whether it stands for a plugin, which is written there or in a file of its own, with files that it reads. */
const isPlugin = (path) => path.some((key) => /^(?:generators|transformers|validators)$/i.test(String(key)));
/** As Kustomize tells, of what is no file or folder. */
const isAddress = (text) => /^[a-z+]+:\/\/|^git@|^(?:[\w-]+\.)+[a-z]+\/|\.git\b|[?&]ref=/.test(text);

// EXTERNAL MODULE: ./packages/promotion/out/index.js + 65 modules
var out = __webpack_require__(60283);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./packages/gitops/out/repository/resource.js
var resource = __webpack_require__(8616);
// EXTERNAL MODULE: ./packages/gitops/out/yaml/plain-values.js
var plain_values = __webpack_require__(46100);
;// CONCATENATED MODULE: ./packages/gitops/out/render/template-origin.js
/**
 * Finds fields of a rendered resource in the template that made it. A template is no YAML, so this goes from key to
 * key downwards, as far as they are written there, and is at worst a few lines off.
 */
function templateOrigin(file, linesOf, kind, name) {
    return {
        file,
        at: (path) => {
            const lines = linesOf();
            return locate(file, lines, sectionOf(lines, kind, name), path);
        },
        replacement: () => undefined,
        renaming: () => undefined,
    };
}
/** The document of the template that is of this kind, and has the name in it if any has; the whole file otherwise. */
function sectionOf(lines, kind, name) {
    const marks = lines.flatMap((line, index) => (line.startsWith('---') ? [index] : []));
    const bounds = [-1, ...marks, lines.length];
    const sections = bounds.slice(1).map((end, index) => [(bounds[index] ?? -1) + 1, end]);
    const declares = new RegExp(`^\\s*kind:\\s*["']?${escaped(kind)}\\b`);
    const ofKind = sections.filter(([start, end]) => lines.slice(start, end).some((line) => declares.test(line)));
    const named = ofKind.find(([start, end]) => lines.slice(start, end).some((line) => line.trim() === `name: ${name}`));
    return named ?? ofKind[0] ?? [0, lines.length];
}
const escaped = (text) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw `\$&`);
function locate(file, lines, [first, last], path) {
    let line = lines.findIndex((text, index) => index >= first && /^\s*(?:apiVersion|kind):/.test(text));
    if (line < 0 || line >= last)
        line = first;
    let column = 1;
    for (const key of path) {
        if (typeof key === 'number')
            continue;
        const pattern = new RegExp(`(^\\s*(?:- +)*|[{,]\\s*)["']?${escaped(key)}["']?\\s*:`);
        let found = -1;
        for (let index = line; index < last && found < 0; index += 1) {
            const match = pattern.exec(lines[index] ?? '');
            if (match === null)
                continue;
            found = index;
            column = match.index + (match[1]?.length ?? 0) + 1;
        }
        if (found < 0)
            break;
        line = found;
    }
    return { file, line: line + 1, column };
}

;// CONCATENATED MODULE: ./packages/gitops/out/render/helm-output.js







/** The resources in what Helm or Kustomize wrote. */
function renderedDocuments(output) {
    return output.split(/^---[ \t]*$/m).flatMap((text) => {
        const template = /^# Source: (\S+)$/m.exec(text)?.[1] ?? null;
        return valuesOf(text, template).flatMap((value) => (0,fields/* isMapping */.pi)(value) && typeof value['kind'] === 'string' ? [{ value, template }] : []);
    });
}
function valuesOf(text, template) {
    const values = (0,plain_values/* plainValues */.t)(text);
    if (values !== undefined)
        return values;
    const documents = (0,dist/* parseAllDocuments */.hR)(text, { merge: true, prettyErrors: false, uniqueKeys: false });
    return (Array.isArray(documents) ? documents : []).map((document) => {
        const [error] = document.errors;
        if (error !== undefined)
            throw new SyntaxError(`${template ?? 'the output'} is not valid YAML: ${(0,out/* limited */.TJ)(error.message)}`);
        return document.toJS({ maxAliasCount: 1_000 });
    });
}
function helmResources(documents, chart, tree) {
    return documents.flatMap(({ value, template }) => {
        const file = templateFile(template, chart, tree);
        const kind = String(value['kind']);
        const metadata = (0,fields/* isMapping */.pi)(value['metadata']) ? value['metadata'] : {};
        const lines = () => (tree.files.has(file) ? tree.lines(file) : []);
        const one = (item) => new resource/* Resource */.FW(item, templateOrigin(file, lines, kind, String(metadata['name'])));
        const items = value['items'];
        return kind.endsWith('List') && Array.isArray(items) ? items.filter(fields/* isMapping */.pi).map(one) : [one(value)];
    });
}
function templateFile(template, chart, tree) {
    const within = template === null ? '' : template.slice(template.indexOf('/') + 1);
    const file = external_node_path_.posix.join(chart, within);
    // A dependency that is packed has no file of its own.
    return tree.files.has(file) ? file : external_node_path_.posix.join(chart, 'Chart.yaml');
}

;// CONCATENATED MODULE: ./packages/gitops/out/render/local-chart.js




/** Charts that contain each other go no deeper than any that could be built. */
const deepest = 8;
/** Reads which `file://` dependencies `helm dependency build` would bring, since Argo CD runs that where they are missing. */
function localChart(directory, tree, depth = 0) {
    const file = external_node_path_.posix.join(directory, 'Chart.yaml');
    if (!tree.files.has(file) || depth > deepest)
        return { directory, dependencies: [] };
    const dependencies = (0,fields/* listAt */.gT)((0,yaml_file/* readYamlFile */.k)(file, tree.text(file)).documents[0]?.value, ['dependencies'])
        .filter(fields/* isMapping */.pi)
        .flatMap((dependency) => {
        const name = (0,fields/* textAt */.$6)(dependency, ['name']) ?? '';
        const address = (0,fields/* textAt */.$6)(dependency, ['repository']) ?? '';
        const target = external_node_path_.posix.normalize(external_node_path_.posix.join(directory, address.replace(/^file:\/\//, '')));
        const wanted = address.startsWith('file://') && tree.folders.has(target) && !isPacked(directory, name, tree);
        return wanted ? [{ name, chart: localChart(target, tree, depth + 1) }] : [];
    });
    return { directory, dependencies };
}
/** Whether the dependency is in the chart already, as a folder or as an archive. */
function isPacked(directory, name, tree) {
    const charts = external_node_path_.posix.join(directory, 'charts');
    if (tree.folders.has(external_node_path_.posix.join(charts, name)))
        return true;
    return [...tree.files].some((file) => file.startsWith(`${charts}/${name}-`) && file.endsWith('.tgz'));
}
/** The folders that the chart is made of. */
const foldersOf = ({ directory, dependencies }) => [
    directory,
    ...dependencies.flatMap(({ chart }) => foldersOf(chart)),
];
/** Copies the chart to `target`, with its dependencies inside. */
async function assemble({ directory, dependencies }, root, target) {
    await (0,promises_.cp)((0,external_node_path_.join)(root, directory), target, { recursive: true });
    for (const { name, chart } of dependencies)
        await assemble(chart, root, (0,external_node_path_.join)(target, 'charts', name));
}

// EXTERNAL MODULE: ./packages/gitops/out/render/tools.js
var tools = __webpack_require__(46333);
;// CONCATENATED MODULE: ./packages/gitops/out/render/programs.js











function programsFor({ tree, tools, cache }) {
    const { root } = tree;
    // One program keeps a core busy; its output is read meanwhile.
    const limit = (0,p_limit/* default */.A)((0,external_node_os_.availableParallelism)() + 1);
    const hashes = new ContentHashes(tree);
    const charts = new Map();
    const chartIn = (directory) => {
        const chart = charts.get(directory) ?? localChart(directory, tree);
        charts.set(directory, chart);
        return chart;
    };
    const asked = new Map();
    const once = (key, answer) => {
        const known = asked.get(key);
        if (known !== undefined)
            return known;
        const fresh = limit(async () => {
            const kept = await cache.get(key);
            if (kept !== undefined)
                return kept;
            const documents = parsed(await answer());
            await cache.put(key, documents);
            return documents;
        });
        asked.set(key, fresh);
        return fresh;
    };
    return {
        async helm(release) {
            const helm = need(tools.helm, 'helm');
            const files = [
                ...release.values.flatMap((each) => ('file' in each ? [each.file] : [])),
                ...release.setFiles.map(({ file }) => file),
            ];
            const chart = chartIn(release.chart);
            const contents = [
                ...foldersOf(chart).map((folder) => hashes.folder(folder)),
                ...files.map((file) => hashes.file(file)),
            ];
            return once((0,render_cache/* keyOf */.TN)(['helm', await helm.version(), release, contents]), () => runHelm(helm, release, chart, root));
        },
        async kustomize(build) {
            const kustomize = need(tools.kustomize, 'kustomize or kubectl');
            const folders = [build.directory, ...(0,fields/* listAt */.gT)(build.over, ['components']).map(String)];
            const contents = folders.map((folder) => hashes.kustomization(folder));
            return once((0,render_cache/* keyOf */.TN)(['kustomize', await kustomize.version(), build, contents]), () => runKustomize(kustomize, build, root));
        },
    };
}
function need(tool, name) {
    if (tool !== undefined)
        return tool;
    throw new RenderError('TOOL_MISSING', `${name} is not on the PATH`, `Install ${name}, in a workflow with a step before this one.`);
}
async function runHelm(helm, release, local, root) {
    const work = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'lint-gitops-'));
    try {
        const files = await Promise.all(release.values.map(async (values, index) => {
            if ('file' in values)
                return (0,external_node_path_.join)(root, values.file);
            const file = (0,external_node_path_.join)(work, `${index}.yaml`);
            await (0,promises_.writeFile)(file, values.text);
            return file;
        }));
        const chart = local.dependencies.length === 0 ? (0,external_node_path_.join)(root, release.chart) : (0,external_node_path_.join)(work, 'chart');
        if (local.dependencies.length > 0)
            await assemble(local, root, chart);
        return await (0,tools/* runTool */.qI)(helm, [
            'template',
            chart,
            '--name-template',
            release.name,
            ...(release.namespace === '' ? [] : ['--namespace', release.namespace]),
            ...release.options,
            ...release.setFiles.flatMap(({ name, file }) => ['--set-file', `${name}=${(0,external_node_path_.join)(root, file)}`]),
            ...files.flatMap((file) => ['--values', file]),
        ], chart).catch((error) => explain(error, root));
    }
    finally {
        await (0,promises_.rm)(work, { recursive: true, force: true });
    }
}
async function runKustomize(kustomize, { directory, over }, root) {
    if (over === null) {
        return (0,tools/* runTool */.qI)(kustomize, [(0,external_node_path_.join)(root, directory)], root).catch((error) => explain(error, root));
    }
    const work = await (0,promises_.realpath)(await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'lint-gitops-')));
    const home = await (0,promises_.realpath)(root);
    const from = (path) => (0,external_node_path_.relative)(work, (0,external_node_path_.join)(home, path));
    try {
        const components = (0,fields/* listAt */.gT)(over, ['components']).map((path) => from(String(path)));
        const kustomization = { ...over, resources: [from(directory)], ...(components.length > 0 && { components }) };
        await (0,promises_.writeFile)((0,external_node_path_.join)(work, 'kustomization.yaml'), JSON.stringify(kustomization));
        return await (0,tools/* runTool */.qI)(kustomize, [work], root).catch((error) => explain(error, root));
    }
    finally {
        await (0,promises_.rm)(work, { recursive: true, force: true });
    }
}
/** What the program said, with paths as the repository has them, and without the values that a plugin was given. */
function explain(error, root) {
    if (!(error instanceof tools/* ToolFailure */.XY))
        throw error;
    const said = error.message
        .replaceAll(`${root}/`, '')
        .replaceAll(/^# Warning: .*\n/gm, '')
        .replace(/^Error: /, '')
        .replace(/(configuring builtin \w+) with config: `[\s\S]*`: /, '$1: ')
        .replace(/\s*Use --debug flag to render out invalid YAML\s*$/, '');
    const options = { cause: error };
    // With that option Helm would pull charts, and load plugins from wherever the kustomization says.
    if (said.includes('must specify --enable-helm'))
        throw outsideError('its kustomization has Helm render a chart, which Argo CD does if it is told to (--enable-helm) and the linter does not', options);
    if (outside.test(said))
        throw outsideError(said, options);
    throw new RenderError('RENDER_FAILED', said, 'Fix what it complains about; Argo CD cannot render it either.', [], options);
}
/** What is not in the repository, and plugins. */
const outside = /missing in charts\/ directory|no cached repo|is not a valid chart repository|git fetch|hit \d+s timeout|external plugins? disabled/;
function parsed(output) {
    try {
        return renderedDocuments(output);
    }
    catch (error) {
        if (!(error instanceof SyntaxError))
            throw error;
        throw new RenderError('RENDER_FAILED', error.message, 'Fix the template.', [], { cause: error });
    }
}

// EXTERNAL MODULE: ./packages/gitops/out/repository/application.js + 1 modules
var repository_application = __webpack_require__(55555);
// EXTERNAL MODULE: ./packages/gitops/out/sets/not-expandable.js
var not_expandable = __webpack_require__(54751);
// EXTERNAL MODULE: ./packages/gitops/out/sets/expand.js + 2 modules
var expand = __webpack_require__(6181);
// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __webpack_require__(14006);
// EXTERNAL MODULE: ./packages/gitops/out/sets/clusters.js
var sets_clusters = __webpack_require__(59044);
// EXTERNAL MODULE: ./packages/gitops/out/sets/selector.js
var selector = __webpack_require__(24450);
// EXTERNAL MODULE: ./packages/gitops/out/sets/go-template-functions.js
var go_template_functions = __webpack_require__(2700);
;// CONCATENATED MODULE: ./packages/gitops/out/sets/generators.js









/** A pull request that stands in for all that may come. */
const standIn = {
    number: '1',
    title: 'A pull request',
    branch: 'a-branch',
    branch_slug: 'a-branch',
    target_branch: 'main',
    target_branch_slug: 'main',
    head_sha: '1111111111111111111111111111111111111111',
    head_short_sha: '11111111',
    head_short_sha_7: '1111111',
    author: 'author',
};
const elsewhere = {
    scmProvider: 'the repositories are known only to the provider',
    clusterDecisionResource: 'the clusters are known only to Argo CD',
    plugin: 'what the plugin answers is not known',
    oci: 'the artifact is not in this repository',
};
/**
 * The parameters that a generator makes, one mapping for each Application.
 *
 * @throws NotExpandable where they come from outside the repository, or a template of their own comes with them.
 */
function parametersOf(generator, context) {
    const [kind] = Object.keys(generator).filter((key) => key !== 'selector');
    if (kind !== undefined && (0,fields/* mappingAt */.oh)(generator, [kind, 'template']) !== undefined)
        throw new not_expandable/* NotExpandable */.e(`${kind}: the linter does not put a generator's own template over that of the set`);
    const all = generatedBy(kind, generator, context);
    return all.filter((parameters) => (0,selector/* isSelected */.s)((0,fields/* mappingAt */.oh)(generator, ['selector']), parameters));
}
function generatedBy(kind, generator, context) {
    switch (kind) {
        case 'list':
            return fromList(generator);
        case 'matrix':
            return fromMatrix((0,fields/* listAt */.gT)(generator, ['matrix', 'generators']), context);
        case 'merge':
            return fromMerge(generator, context);
        case 'git':
            return fromGit((0,fields/* mappingAt */.oh)(generator, ['git']) ?? {}, context);
        case 'pullRequest': {
            const labels = ['github', 'gitlab', 'gitea'].flatMap((host) => (0,fields/* listAt */.gT)(generator, ['pullRequest', host, 'labels']));
            return [withValues({ ...standIn, labels }, (0,fields/* mappingAt */.oh)(generator, ['pullRequest', 'values']), context)];
        }
        case 'clusters': {
            if (context.clusters === undefined)
                throw new not_expandable/* NotExpandable */.e('clusters: the clusters are known only to Argo CD, unless `clusters` in .lint-gitops.yaml names them');
            return fromClusters((0,fields/* mappingAt */.oh)(generator, ['clusters']) ?? {}, context.clusters, context);
        }
        case undefined:
        default: {
            const why = kind !== undefined && kind in elsewhere
                ? elsewhere[kind]
                : 'this generator is not known to the linter';
            throw new not_expandable/* NotExpandable */.e(`${kind ?? 'an empty generator'}: ${why}`);
        }
    }
}
function fromList(generator) {
    const written = (0,fields/* textAt */.$6)(generator, ['list', 'elementsYaml']);
    const more = written === undefined ? [] : generators_valueOf('elementsYaml', written);
    return [...(0,fields/* listAt */.gT)(generator, ['list', 'elements']), ...(Array.isArray(more) ? more : [])].filter(fields/* isMapping */.pi);
}
function fromClusters(generator, clusters, context) {
    const values = (0,fields/* mappingAt */.oh)(generator, ['values']);
    const made = (0,sets_clusters/* clusterParameters */.T)(generator, clusters).map((each) => withValues(each, values, context));
    return generator['flatList'] === true ? [{ clusters: made }] : made;
}
function fromMatrix(children, context) {
    const [first, second, third] = children;
    if (!(0,fields/* isMapping */.pi)(first) || !(0,fields/* isMapping */.pi)(second) || third !== undefined)
        throw new not_expandable/* NotExpandable */.e('a matrix has exactly two generators');
    return parametersOf(first, context).flatMap((outer) => {
        const inner = (0,expand/* expandIn */.W)(second, outer, context.syntax);
        return (0,fields/* isMapping */.pi)(inner) ? parametersOf(inner, context).map((parameters) => merged(parameters, outer)) : [];
    });
}
/** Deeply, `over` before `base`. */
function merged(base, over) {
    const result = { ...base };
    for (const [key, value] of Object.entries(over)) {
        const under = result[key];
        result[key] = (0,fields/* isMapping */.pi)(value) && (0,fields/* isMapping */.pi)(under) ? merged(under, value) : value;
    }
    return result;
}
function fromMerge(generator, context) {
    const keys = (0,fields/* listAt */.gT)(generator, ['merge', 'mergeKeys']).map(String);
    const identity = (parameters) => JSON.stringify(keys.map((key) => (0,fields/* fieldAt */.UK)(parameters, key.split('.'))));
    const [base = [], ...others] = (0,fields/* listAt */.gT)(generator, ['merge', 'generators']).map((child) => (0,fields/* isMapping */.pi)(child) ? parametersOf(child, context) : []);
    return base.map((parameters) => others
        .flat()
        .filter((other) => identity(other) === identity(parameters))
        .reduce(merged, parameters));
}
function fromGit(git, context) {
    const repoURL = (0,fields/* textAt */.$6)(git, ['repoURL']) ?? '';
    if (!context.isOwn(repoURL))
        throw new not_expandable/* NotExpandable */.e(`git: ${repoURL} is not this repository`);
    const prefix = (0,fields/* textAt */.$6)(git, ['pathParamPrefix']);
    const rules = ['directories', 'files'].map((kind) => (0,fields/* listAt */.gT)(git, [kind]).filter(fields/* isMapping */.pi));
    const [directories = [], files = []] = rules;
    const values = (0,fields/* mappingAt */.oh)(git, ['values']);
    const made = directories.length > 0
        ? chosen(visibleFolders(context.tree), directories).map((path) => pathParameters(path))
        : chosen([...context.tree.files], files).flatMap((path) => fileParameters(path, context.tree));
    return made.map((parameters) => {
        const { path, ...others } = parameters;
        const placed = prefix === undefined ? parameters : { ...others, [prefix]: { path } };
        return withValues(placed, values, context);
    });
}
/** Argo CD does not offer hidden folders. */
const visibleFolders = ({ folders }) => [...folders].filter((path) => !/(?:^|\/)\./.test(path));
/** A path that any exclusion names is out, whatever includes it. */
function chosen(paths, rules) {
    const matchers = (exclude) => rules
        .filter((rule) => (rule['exclude'] === true) === exclude)
        .map((rule) => picomatch((0,fields/* textAt */.$6)(rule, ['path']) ?? ''));
    const [included, excluded] = [matchers(false), matchers(true)];
    return paths
        .filter((path) => included.some((matches) => matches(path)) && !excluded.some((matches) => matches(path)))
        .toSorted();
}
const normalized = (name) => go_template_functions/* functions */.Cn['normalize']?.(name);
function pathParameters(path) {
    const basename = external_node_path_.posix.basename(path);
    return { path: { path, basename, basenameNormalized: normalized(basename), segments: path.split('/') } };
}
/** A file of one mapping, or of a list of them. */
function fileParameters(file, tree) {
    const value = generators_valueOf(file, tree.text(file));
    const filename = external_node_path_.posix.basename(file);
    const { path } = pathParameters(external_node_path_.posix.dirname(file));
    const place = { ...((0,fields/* isMapping */.pi)(path) ? path : {}), filename, filenameNormalized: normalized(filename) };
    return (Array.isArray(value) ? value : [value]).map((entry) => ({ ...((0,fields/* isMapping */.pi)(entry) ? entry : {}), path: place }));
}
function generators_valueOf(name, text) {
    const { documents, problem } = (0,yaml_file/* readYamlFile */.k)(name, text);
    if (problem !== undefined)
        throw new not_expandable/* NotExpandable */.e(`${name} ${problem.says}`);
    return documents[0]?.value;
}
function withValues(parameters, values, { syntax }) {
    return values === undefined ? parameters : { ...parameters, values: (0,expand/* expandIn */.W)(values, parameters, syntax) };
}

;// CONCATENATED MODULE: ./packages/gitops/out/yaml/merge-patch.js

/** RFC 7386: mappings are merged, null removes, everything else replaces. */
function mergePatch(target, patch) {
    const result = { ...target };
    for (const [key, value] of Object.entries(patch)) {
        if (value === null)
            delete result[key];
        else if ((0,fields/* isMapping */.pi)(value)) {
            const under = result[key];
            result[key] = mergePatch((0,fields/* isMapping */.pi)(under) ? under : {}, value);
        }
        else
            result[key] = value;
    }
    return result;
}

;// CONCATENATED MODULE: ./packages/gitops/out/repository/application-set.js







const isApplicationSet = (resource) => resource.is('argoproj.io', 'ApplicationSet');
function applicationSetOf(resource) {
    const options = resource.list('spec', 'goTemplateOptions');
    return {
        resource,
        name: resource.name,
        syntax: resource.field('spec', 'goTemplate') === true
            ? { kind: 'go', missingIsError: options.includes('missingkey=error') }
            : { kind: 'plain' },
        preview: resource.list('spec', 'generators').some(hasPullRequests),
    };
}
function hasPullRequests(generator) {
    if (!(0,fields/* isMapping */.pi)(generator))
        return false;
    if ('pullRequest' in generator)
        return true;
    return ['matrix', 'merge'].some((kind) => {
        const children = (0,fields/* mappingAt */.oh)(generator, [kind])?.['generators'];
        return Array.isArray(children) && children.some(hasPullRequests);
    });
}
/** The Applications that Argo CD would make of a set; a generator that cannot be foreseen is a problem instead. */
function expandSet(set, context) {
    const made = [];
    const problems = [];
    const attempt = (path, work) => {
        try {
            work();
        }
        catch (error) {
            if (!(error instanceof not_expandable/* NotExpandable */.e))
                throw error;
            problems.push(notExpanded(set, path, error.message));
        }
    };
    const template = set.resource.mapping('spec', 'template');
    if (template === undefined)
        return { made, repeated: [], problems: [notExpanded(set, ['spec'], 'it has no template')] };
    for (const [index, generator] of set.resource.list('spec', 'generators').entries()) {
        const path = ['spec', 'generators', index];
        attempt(path, () => {
            if (!(0,fields/* isMapping */.pi)(generator))
                throw new not_expandable/* NotExpandable */.e('a generator is no mapping');
            const all = parametersOf(generator, { ...context, syntax: set.syntax });
            for (const parameters of all)
                attempt(['spec', 'template'], () => made.push(makeApplication(set, template, parameters)));
        });
    }
    return { made: withoutRepeats(made), repeated: repeatedNames(made), problems };
}
function makeApplication(set, template, parameters) {
    const filled = (0,expand/* expandIn */.W)(template, parameters, set.syntax);
    const plain = { apiVersion: set.resource.apiVersion, kind: 'Application', ...((0,fields/* isMapping */.pi)(filled) ? filled : {}) };
    const patch = set.resource.text('spec', 'templatePatch');
    const value = patch === undefined ? plain : patched(plain, patch, parameters, set.syntax);
    return { resource: new resource/* Resource */.FW(value, application_set_templateOrigin(set.resource)), parameters };
}
/** What `templatePatch` makes of an Application; the project stays as it was. */
function patched(plain, patch, parameters, syntax) {
    const filled = (0,expand/* expandIn */.W)(patch, parameters, syntax);
    const { documents, problem } = (0,yaml_file/* readYamlFile */.k)('templatePatch', String(filled));
    // A condition around the whole of it leaves nothing for some.
    if (problem === undefined && documents.length === 0)
        return plain;
    const value = documents[0]?.value;
    if (problem !== undefined || !(0,fields/* isMapping */.pi)(value))
        throw new not_expandable/* NotExpandable */.e('templatePatch does not become YAML');
    const project = (0,fields/* fieldAt */.UK)(plain, ['spec', 'project']);
    return mergePatch(mergePatch(plain, value), project === undefined ? {} : { spec: { project } });
}
/** A field of the Application is that of the template; no text can be changed for one Application alone. */
function application_set_templateOrigin(set) {
    return {
        file: set.origin.file,
        at: (path, part) => set.at(['spec', 'template', ...path], part),
        replacement: () => undefined,
        renaming: (path, name) => set.origin.renaming(['spec', 'template', ...path], name),
    };
}
const withoutRepeats = (made) => [
    ...new Map(made.map((each) => [each.resource.name, each])).values(),
];
function repeatedNames(made) {
    const seen = new Set();
    const names = made.map(({ resource }) => resource.name);
    return [...new Set(names.filter((name) => seen.size === seen.add(name).size))];
}
const notExpanded = ({ resource, name }, path, why) => ({
    code: 'SET_NOT_EXPANDED',
    at: resource.at(path),
    message: `the Applications of ApplicationSet ${name} cannot all be known here: ${why}`,
    next: 'Nothing, if that is how it has to be: what they deploy is not checked. Else give it generators of this repository.',
});

;// CONCATENATED MODULE: ./packages/gitops/out/render/directory.js




/** A file with this in it is passed over by Argo CD. */
const skipMarker = '+argocd:skip-file-rendering';
/**
 * What Argo CD takes from a directory without Helm or Kustomize: every manifest, as it is written.
 *
 * @throws RenderError `RENDER_OUTSIDE` where it takes Jsonnet, which is not evaluated here.
 */
function renderDirectory(directory, source, files) {
    const prefix = directory === '' ? '' : `${directory}/`;
    const recurse = source['recurse'] === true;
    const [include, exclude] = [matcher((0,fields/* textAt */.$6)(source, ['include'])), matcher((0,fields/* textAt */.$6)(source, ['exclude']))];
    const resources = [];
    for (const path of files.paths) {
        if (!path.startsWith(prefix) || !/\.(?:ya?ml|json|jsonnet)$/.test(path))
            continue;
        const within = path.slice(prefix.length);
        if (!recurse && within.includes('/'))
            continue;
        if (exclude?.(within) === true || include?.(within) === false)
            continue;
        if (path.endsWith('.jsonnet'))
            throw jsonnet(path);
        const file = files.yaml(path);
        if (file === undefined || file.text.includes(skipMarker))
            continue;
        resources.push(...file.documents.flatMap(resource/* resourcesOf */.F3));
    }
    return resources;
}
/** In Argo CD's patterns, a single star matches slashes too. */
const matcher = (pattern) => pattern === undefined || pattern === '' ? undefined : picomatch(pattern, { bash: true, dot: true });
const jsonnet = (path) => new RenderError('RENDER_OUTSIDE', `${path} is Jsonnet, which Argo CD evaluates and the linter does not`, 'Commit what it comes to as YAML, or suppress this with the reason.', ['path']);

;// CONCATENATED MODULE: ./packages/gitops/out/render/kustomize.js




/**
 * What Argo CD writes into the kustomization before it builds it, as one around it.
 *
 * @throws RenderError where a file that is named is not in the repository
 */
function kustomizeBuild(directory, source, tree) {
    const options = (0,fields/* mappingAt */.oh)(source, ['kustomize']) ?? {};
    const over = {};
    for (const field of ['namePrefix', 'nameSuffix', 'namespace', 'commonAnnotations'])
        if (options[field] !== undefined)
            over[field] = options[field];
    const images = (0,fields/* listAt */.gT)(options, ['images']).map((image) => imageOf(String(image)));
    if (images.length > 0)
        over['images'] = images;
    const replicas = (0,fields/* listAt */.gT)(options, ['replicas']).filter(fields/* isMapping */.pi);
    if (replicas.length > 0)
        over['replicas'] = replicas.map(({ name, count }) => ({ name, count: Number(count) }));
    const labels = (0,fields/* mappingAt */.oh)(options, ['commonLabels']);
    if (labels !== undefined)
        Object.assign(over, labelsOf(labels, options));
    const patches = (0,fields/* listAt */.gT)(options, ['patches']).filter(fields/* isMapping */.pi);
    if (patches.length > 0)
        over['patches'] = patches.map((patch) => inlined(patch, directory, tree));
    const components = (0,fields/* listAt */.gT)(options, ['components']).map((path) => external_node_path_.posix.join(directory, String(path)));
    const present = components.filter((path) => options['ignoreMissingComponents'] !== true || tree.folders.has(path));
    if (present.length > 0)
        over['components'] = present;
    return { directory, over: Object.keys(over).length === 0 ? null : over };
}
/** `name=other:tag`, `name:tag`, `name@digest` and `name=other@digest`. */
function imageOf(written) {
    const [name = '', replacement] = written.includes('=') ? written.split('=', 2) : [undefined, written];
    const [, newName = '', newTag, digest] = /^(.+?)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]+))?$/.exec(replacement ?? '') ?? [];
    return {
        name: name === '' ? newName : name,
        ...(newName !== name && { newName }),
        ...(newTag !== undefined && { newTag }),
        ...(digest !== undefined && { digest }),
    };
}
function labelsOf(pairs, options) {
    if (options['labelWithoutSelector'] !== true)
        return { commonLabels: pairs };
    const includeTemplates = options['labelIncludeTemplates'] === true;
    return { labels: [{ pairs, includeSelectors: false, includeTemplates }] };
}
/** A kustomization may read no file beside its own folder, so a patch is put in as text. */
function inlined(patch, directory, tree) {
    const { path, ...others } = patch;
    if (typeof path !== 'string')
        return patch;
    const file = pathWithin(directory, path);
    if (file !== null && tree.files.has(file))
        return { ...others, patch: tree.text(file) };
    throw new RenderError('RENDER_FAILED', `the patch ${(0,fields/* textAt */.$6)(patch, ['path']) ?? ''} is not there`, 'Correct the path, which is relative to `path` of the source, or add the file.', ['kustomize', 'patches']);
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./packages/gitops/out/render/kustomize-output.js



/**
 * The resources that Kustomize made. It does not tell where they are written, so each is looked for among those of the
 * repository by kind and name, the nearest to the kustomization first; prefixes and suffixes of names are seen through.
 */
function kustomizeResources(documents, kustomization, directory, written) {
    return documents.map(({ value }) => {
        const made = new resource/* Resource */.FW(value, kustomization);
        const source = originOf(made, directory, written);
        if (source === undefined)
            return made;
        // What is left as it is written can be fixed where it is written.
        if ((0,external_node_util_.isDeepStrictEqual)(value, source.value))
            return source;
        return new resource/* Resource */.FW(value, {
            file: source.origin.file,
            at: (path, part) => source.at(path, part),
            replacement: () => undefined,
            renaming: () => undefined,
        });
    });
}
function originOf(made, directory, written) {
    const candidates = written.filter((each) => each.kind === made.kind &&
        each.group === made.group &&
        (each.name === made.name || (each.name !== '' && made.name.includes(each.name))));
    const rank = (each) => distance(directory, external_node_path_.posix.dirname(each.origin.file)) - (each.name === made.name ? 0.5 : 0);
    return candidates.toSorted((left, right) => rank(left) - rank(right))[0];
}
/** Steps from one folder to another. */
function distance(from, to) {
    const [left, right] = [from.split('/'), to.split('/')];
    let shared = 0;
    while (shared < left.length && left[shared] === right[shared])
        shared += 1;
    return left.length + right.length - 2 * shared;
}

;// CONCATENATED MODULE: ./packages/gitops/out/render/render-application.js









/** Renders all sources of an Application as Argo CD would. */
async function renderApplication(application, context) {
    return Promise.all(application.sources.map((source) => renderSource(application, source, context)));
}
async function renderSource(application, source, context) {
    if (!source.own)
        return { kind: 'foreign' };
    if (source.value['path'] === undefined && source.value['ref'] !== undefined)
        return { kind: 'reference' };
    try {
        const resources = await resourcesOfSource(application, source, context);
        return { kind: 'rendered', manifests: resources.map((resource) => new repository_application/* Manifest */._8(resource, application, source)) };
    }
    catch (error) {
        if (!(error instanceof RenderError))
            throw error;
        const { code, message, next, field } = error;
        const at = application.resource.at([...source.at, ...field]);
        const problem = {
            code,
            at,
            message,
            next,
            application: application.name,
        };
        return { kind: 'failed', problem };
    }
}
async function resourcesOfSource(application, source, { tree, files, programs, written, overlays, kubernetes }) {
    const { directory, tool, value } = source;
    if (directory !== '' && !tree.folders.has(directory)) {
        throw new RenderError('SOURCE_PATH_MISSING', `there is no ${directory} in the repository`, 'Correct `path`, or add the folder.', ['path']);
    }
    switch (tool) {
        case 'helm': {
            const valueFiles = source.valueFiles.flatMap(({ file, exists }) => (file !== null && exists ? [file] : []));
            const { name, namespace } = application;
            refuseMissing(source);
            const request = { source: value, application: name, namespace, directory, valueFiles, overlays, kubernetes };
            const release = helmRelease(request);
            return helmResources(await programs.helm(release), directory, tree);
        }
        case 'kustomize': {
            const made = await programs.kustomize(kustomizeBuild(directory, value, tree));
            return kustomizeResources(made, kustomizationOrigin(directory, tree), directory, written);
        }
        case 'directory':
            return renderDirectory(directory, (0,fields/* mappingAt */.oh)(value, ['directory']) ?? {}, files);
        case 'plugin':
            throw new RenderError('RENDER_OUTSIDE', 'it is rendered by a plugin, which Argo CD runs and the linter does not', 'Suppress this with the reason.', ['plugin']);
        default:
            return tool;
    }
}
/** Argo CD fails on a values file that is not there, unless it is told to pass over it. One of elsewhere is left out. */
function refuseMissing({ value, valueFiles }) {
    if ((0,fields/* mappingAt */.oh)(value, ['helm'])?.['ignoreMissingValueFiles'] === true)
        return;
    for (const [index, { written, file, exists, place }] of valueFiles.entries()) {
        if (place === 'foreign' || exists)
            continue;
        throw new RenderError('RENDER_FAILED', file === null ? `${written} leads out of the repository` : `there is no ${file}, where ${written} leads`, 'Correct the path, which is relative to `path` of the source, or add the file.', ['helm', 'valueFiles', index]);
    }
}
function kustomizationOrigin(directory, tree) {
    const file = (0,kustomization/* kustomizationIn */.d)(directory, tree) ?? directory;
    return { file, at: () => ({ file, line: 1, column: 1 }), replacement: () => undefined, renaming: () => undefined };
}

;// CONCATENATED MODULE: ./packages/gitops/out/repository/sources.js







/** The sources of an Application, with what of them is in this repository. */
function readSources(application, tree, isOwn) {
    const written = (0,repository_application/* sourcesOf */.u0)(application);
    const references = new Map(written.flatMap(({ value }) => {
        const ref = (0,fields/* textAt */.$6)(value, ['ref']);
        return ref === undefined ? [] : [[ref, isOwn((0,repository_application/* repositoryOf */._M)(value))]];
    }));
    return written.map(({ value: alone, at }) => {
        const value = overridden(alone, application.name, tree);
        const directory = folderOf((0,fields/* textAt */.$6)(value, ['path']) ?? '');
        const own = value['chart'] === undefined && isOwn((0,repository_application/* repositoryOf */._M)(value));
        return {
            value,
            at,
            repoURL: (0,repository_application/* repositoryOf */._M)(value),
            own,
            tool: toolOf(value, directory, tree),
            directory,
            valueFiles: valueFilesOf(value, at, { directory, own, references, tree }),
        };
    });
}
/** What a source may not be overridden in. */
const fixed = ['chart', 'path', 'repoURL', 'targetRevision'];
/** The source with what `.argocd-source.yaml` and `.argocd-source-<Application>.yaml` in its folder put over it. */
function overridden(source, name, tree) {
    const path = (0,fields/* textAt */.$6)(source, ['path']);
    if (path === undefined)
        return source;
    return ['.argocd-source.yaml', `.argocd-source-${name}.yaml`]
        .map((file) => external_node_path_.posix.join(folderOf(path), file))
        .filter((file) => tree.files.has(file))
        .map((file) => (0,yaml_file/* readYamlFile */.k)(file, tree.text(file)).documents[0]?.value)
        .filter(fields/* isMapping */.pi)
        .map((patch) => Object.fromEntries(Object.entries(patch).filter(([key]) => !fixed.includes(key))))
        .reduce(mergePatch, source);
}
const folderOf = (path) => {
    const normal = external_node_path_.posix.normalize(path).replace(/\/$/, '');
    return normal === '.' ? '' : normal;
};
/** As Argo CD decides: by what the source sets, else by what is in the folder. */
function toolOf(value, directory, tree) {
    for (const tool of ['plugin', 'helm', 'kustomize', 'directory'])
        if ((0,fields/* isMapping */.pi)(value[tool]))
            return tool;
    if (tree.files.has(external_node_path_.posix.join(directory, 'Chart.yaml')))
        return 'helm';
    return (0,kustomization/* kustomizationIn */.d)(directory, tree) === undefined ? 'directory' : 'kustomize';
}
function valueFilesOf(value, at, surroundings) {
    return (0,fields/* listAt */.gT)((0,fields/* mappingAt */.oh)(value, ['helm']), ['valueFiles']).map((entry, index) => {
        const written = String(entry);
        const path = [...at, 'helm', 'valueFiles', index];
        const place = placeOf(written, surroundings);
        if (place === undefined)
            return { written, place: 'foreign', file: null, exists: false, path };
        if (place === null)
            return { written, place: 'outside', file: null, exists: false, path };
        return { written, place: 'here', file: place, exists: surroundings.tree.files.has(place), path };
    });
}
/** Undefined for what is not of this repository, null for what leads out; `$ref/…` is read from that source's root. */
function placeOf(written, { directory, own, references }) {
    const [, ref, rest] = /^\$([\w-]+)\/(.*)$/.exec(written) ?? [];
    if (ref !== undefined && rest !== undefined)
        return references.get(ref) === true ? pathWithin('', rest) : undefined;
    return own && !/^[a-z]+:\/\//.test(written) ? pathWithin(directory, written) : undefined;
}

;// CONCATENATED MODULE: ./packages/gitops/out/repository/deployments.js







/** The folders that Kustomize builds for a source. */
const kustomizedFolders = ({ own, tool, directory, value }) => own && tool === 'kustomize'
    ? [directory, ...(0,fields/* listAt */.gT)(value, ['kustomize', 'components']).map((path) => external_node_path_.posix.join(directory, String(path)))]
    : [];
/** Applications that render Applications go no deeper than anybody would nest them. */
const deployments_deepest = 5;
/** Applications and sets as they turn up: first those that are written out, then those that others render. */
class Deployments {
    applications = [];
    sets = [];
    problems = [];
    /** Files that Kustomize has built for them: of Applications in there, those that came out are deployed. */
    #built = new Set();
    #surroundings;
    #context;
    #known = new Set();
    #rendered = 0;
    constructor(surroundings) {
        this.#surroundings = surroundings;
        const { tree, yaml, programs, written, overlays, kubernetes } = surroundings;
        // JSON is read where an Application deploys it: most of what a repository has of it is no manifest.
        const file = (path) => yaml.get(path) ?? (path.endsWith('.json') ? (0,yaml_file/* readYamlFile */.k)(path, tree.text(path)) : undefined);
        this.#context = { tree, programs, written, overlays, kubernetes, files: { paths: tree.files, yaml: file } };
    }
    async add(resources, depth = 0) {
        const fresh = [
            ...resources.filter(repository_application/* isApplication */.zz).flatMap((resource) => this.#application(resource, null)),
            ...resources.filter(isApplicationSet).flatMap((resource) => this.#fromSet(resource)),
        ];
        await Promise.all(fresh.map(async (application) => {
            const renderings = await renderApplication(application, this.#context);
            application.settle(renderings);
            this.#noteBuilt(application, renderings);
            this.#rendered += 1;
            this.#surroundings.progress(this.#rendered, this.applications.length);
        }));
        const manifests = fresh.flatMap((application) => application.manifests);
        this.problems.push(...fresh.flatMap(({ renderings }) => renderings.flatMap((each) => (each.kind === 'failed' ? [each.problem] : []))));
        if (depth < deployments_deepest && manifests.some((each) => (0,repository_application/* isApplication */.zz)(each) || isApplicationSet(each)))
            await this.add(manifests, depth + 1);
    }
    /**
     * Adds those of files that a kustomization lists, as they are written where no Application builds it; first those that
     * would build others of them.
     */
    async addListed(resources) {
        const left = resources.filter(({ origin }) => !this.#built.has(origin.file));
        if (left.length === 0)
            return;
        const { kustomizations, tree, isOwn } = this.#surroundings;
        const builders = left.filter(repository_application/* isApplication */.zz).map((resource) => ({
            resource,
            files: kustomizations.filesOf(readSources(resource, tree, isOwn).flatMap(kustomizedFolders)),
        }));
        const first = left.filter((each) => !builders.some(({ resource, files }) => resource !== each && files.has(each.origin.file)));
        const now = first.length === 0 ? left : first;
        await this.add(now);
        await this.addListed(left.filter((each) => !now.includes(each)));
    }
    #noteBuilt({ sources }, renderings) {
        const built = sources.filter((_, index) => renderings[index]?.kind === 'rendered').flatMap(kustomizedFolders);
        for (const file of this.#surroundings.kustomizations.filesOf(built))
            this.#built.add(file);
    }
    #application(resource, from) {
        if (this.#isKnown(resource))
            return [];
        const { tree, isOwn } = this.#surroundings;
        const application = new repository_application/* Application */.lg(resource, from, readSources(resource, tree, isOwn));
        this.applications.push(application);
        return [application];
    }
    #fromSet(resource) {
        if (this.#isKnown(resource))
            return [];
        const read = applicationSetOf(resource);
        const { made, repeated, problems } = expandSet(read, this.#surroundings);
        const set = { ...read, repeated };
        this.sets.push(set);
        this.problems.push(...problems);
        return made.flatMap((each) => this.#application(each.resource, { set, parameters: each.parameters, preview: set.preview }));
    }
    /** What is written out comes again from the Application that deploys it. */
    #isKnown({ kind, namespace, name }) {
        const key = `${kind}/${namespace}/${name}`;
        if (this.#known.has(key))
            return true;
        this.#known.add(key);
        return false;
    }
}

// EXTERNAL MODULE: ./packages/gitops/out/repository/own-address.js
var own_address = __webpack_require__(99795);
// EXTERNAL MODULE: ./packages/gitops/out/repository/policy-file.js
var policy_file = __webpack_require__(27861);
;// CONCATENATED MODULE: ./packages/gitops/out/repository/stand-in-digests.js


/** No image has it. */
const standInDigest = `sha256:${'0'.repeat(64)}`;
/**
 * Values to put over the files in which promotion writes digests, where these are still empty: a service that was never
 * promoted is often not rendered at all, and what its first promotion will deploy could not be looked at. By file.
 */
function standInDigests(reading, yaml) {
    if (reading.kind !== 'policy')
        return new Map();
    const { policy } = reading;
    const overlays = new Map();
    for (const { name: environment } of policy.environments) {
        for (const service of policy.services.keys()) {
            const file = (0,out/* digestFile */.TM)(policy, environment, service);
            const path = (0,out/* digestPath */.GV)(policy, environment, service);
            const digests = (yaml.get(file)?.documents ?? []).map(({ value }) => (0,fields/* fieldAt */.UK)(value, path));
            if (!digests.some((digest) => digest === null || digest === ''))
                continue;
            const overlay = overlays.get(file) ?? {};
            setAt(overlay, path, standInDigest);
            overlays.set(file, overlay);
        }
    }
    return new Map([...overlays].map(([file, overlay]) => [file, JSON.stringify(overlay)]));
}
function setAt(target, path, value) {
    const [key, ...rest] = path;
    if (key === undefined)
        return;
    if (rest.length === 0)
        target[key] = value;
    else {
        const under = { ...target[key] };
        target[key] = under;
        setAt(under, rest, value);
    }
}

;// CONCATENATED MODULE: ./packages/gitops/out/repository/tree.js


/** Neither of them belongs to what Argo CD reads. */
const passedOver = new Set(['.git', 'node_modules']);
function readTree(root, isExcluded = () => false) {
    const files = new Set();
    const folders = new Set();
    const links = new Set();
    const home = (0,external_node_fs_.realpathSync)(root);
    /** @param within real paths of the folders that led here, so that links that lead to each other end */
    const visit = (directory, within) => {
        const chain = [...within, (0,external_node_fs_.realpathSync)((0,external_node_path_.join)(root, directory))];
        let inhabited = false;
        for (const entry of (0,external_node_fs_.readdirSync)((0,external_node_path_.join)(root, directory), { withFileTypes: true })) {
            const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
            if (isExcluded(path))
                continue;
            if (entry.isSymbolicLink())
                links.add(path);
            const kind = kindOf(entry, (0,external_node_path_.join)(root, path), { home, chain });
            if (kind === 'file')
                files.add(path);
            const found = kind === 'file' || (kind === 'folder' && !passedOver.has(entry.name) && visit(path, chain));
            inhabited ||= found;
        }
        if (inhabited && directory !== '')
            folders.add(directory);
        return inhabited;
    };
    visit('', []);
    const texts = new Map();
    const divided = new Map();
    const text = (path) => {
        const read = texts.get(path) ?? (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(root, path), 'utf8');
        texts.set(path, read);
        return read;
    };
    const lines = (path) => {
        const known = divided.get(path) ?? text(path).split(/\r?\n/);
        divided.set(path, known);
        return known;
    };
    return { root, files, folders, links, text, lines };
}
/** A link counts as what it leads to, if that is in the repository and the link is not in it. */
function kindOf(entry, path, { home, chain }) {
    if (entry.isFile())
        return 'file';
    if (entry.isDirectory())
        return 'folder';
    if (!entry.isSymbolicLink())
        return 'other';
    const real = realOf(path);
    if (real === undefined || !real.startsWith(home + external_node_path_.sep) || chain.some((folder) => isAtOrBelow(folder, real)))
        return 'other';
    const target = (0,external_node_fs_.statSync)(real);
    return target.isFile() ? 'file' : target.isDirectory() ? 'folder' : 'other';
}
const isAtOrBelow = (path, folder) => `${path}${external_node_path_.sep}`.startsWith(`${folder}${external_node_path_.sep}`);
/** Undefined where a link leads to nothing, or in the end to itself. */
function realOf(path) {
    try {
        return (0,external_node_fs_.realpathSync)(path);
    }
    catch (error) {
        if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ELOOP'))
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./packages/gitops/out/repository/workflow.js
var workflow = __webpack_require__(35849);
;// CONCATENATED MODULE: ./packages/gitops/out/repository/load.js
















/** Reads the repository in `root`, expands its sets and renders its Applications. */
async function loadRepository(root, options) {
    const { addresses, tools, cache = render_cache/* noCache */.wt, progress = () => undefined, kubernetes = usualKubernetes } = options;
    const tree = readTree((0,external_node_path_.resolve)(root), options.isExcluded);
    const policy = (0,policy_file/* readPolicyFile */.B)(tree);
    const yaml = yamlFiles(tree);
    const files = [...yaml.values()];
    const resources = files.flatMap(({ documents }) => documents.flatMap(resource/* resourcesOf */.F3));
    const own = (0,own_address/* ownAddresses */.h)(addresses, addressUses(resources, tree));
    const isOwn = (repoURL) => own.has((0,own_address/* normalizedAddress */.k)(repoURL));
    const kustomizations = new kustomization/* Kustomizations */.r(tree, yaml);
    const isKustomized = (file) => kustomizations.resources.has(file) || kustomizations.patches.has(file);
    const deployments = new Deployments({
        kustomizations,
        programs: programsFor({ tree, tools, cache }),
        overlays: standInDigests(policy, yaml),
        progress,
        kubernetes,
        written: resources,
        clusters: options.clusters,
        tree,
        isOwn,
        yaml,
    });
    await deployments.add(resources.filter(({ origin }) => !isKustomized(origin.file)));
    const deploying = resources.filter((resource) => (0,repository_application/* isApplication */.zz)(resource) || isApplicationSet(resource));
    await deployments.addListed(deploying.filter(({ origin }) => kustomizations.resources.has(origin.file)));
    return {
        tree,
        yaml,
        resources,
        applicationSets: deployments.sets,
        applications: deployments.applications,
        projects: resources.filter((resource) => resource.is('argoproj.io', 'AppProject')),
        policy,
        workflows: files
            .filter(({ path }) => (0,workflow/* isWorkflowPath */.$)(path))
            .flatMap(({ documents }) => documents.flatMap((document) => (0,workflow/* workflowOf */.B)(document) ?? [])),
        problems: [...files.flatMap(unreadable), ...deployments.problems],
        own,
        isOwn,
    };
}
/** A template of a chart is YAML only once it is rendered, and so may be what templates take from its `files`. */
function yamlFiles(tree) {
    const isTemplate = (path) => [...path.matchAll(/(?:^|\/)(?:templates|files)\//g)].some(({ index }) => tree.files.has(index === 0 ? 'Chart.yaml' : `${path.slice(0, index)}/Chart.yaml`));
    const read = [...tree.files].filter((path) => /\.ya?ml$/.test(path) && !isTemplate(path)).toSorted();
    return new Map(read.map((path) => [path, (0,yaml_file/* readYamlFile */.k)(path, tree.text(path))]));
}
function unreadable({ problem }) {
    if (problem === undefined)
        return [];
    return [{ code: 'YAML_UNREADABLE', at: problem.at, message: `the file ${problem.says}`, next: problem.next }];
}
function addressUses(resources, tree) {
    const fits = (path) => path !== undefined && (path.includes('{{') || path === '.' || tree.folders.has(path.replace(/\/$/, '')));
    return resources.flatMap((resource) => {
        if ((0,repository_application/* isApplication */.zz)(resource))
            return (0,repository_application/* sourcesOf */.u0)(resource).map(({ value }) => use((0,repository_application/* repositoryOf */._M)(value), fits((0,fields/* textAt */.$6)(value, ['path']))));
        if (!isApplicationSet(resource))
            return [];
        const template = ['spec', 'template', 'spec'];
        const sources = [
            (0,fields/* mappingAt */.oh)(resource.value, [...template, 'source']),
            ...(0,fields/* listAt */.gT)(resource.value, [...template, 'sources']),
        ];
        return sources.map((value) => use((0,fields/* textAt */.$6)(value, ['repoURL']) ?? '', fits((0,fields/* textAt */.$6)(value, ['path']))));
    });
}
const use = (address, fits) => ({
    address,
    fits: fits && address !== '' && !address.includes('{{'),
});


/***/ }),

/***/ 99795:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ ownAddresses),
/* harmony export */   k: () => (/* binding */ normalizedAddress)
/* harmony export */ });
/** An address of a repository without what may be written one way or the other: `github.com/owner/name`. */
function normalizedAddress(address) {
    const scp = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(address);
    const plain = scp === null ? address.replace(/^[a-z+]+:\/\/(?:[^/@]*@)?/i, '') : `${scp[1]}/${scp[2]}`;
    return plain
        .replace(/\/+$/, '')
        .replace(/\.git$/, '')
        .toLowerCase();
}
/**
 * Which of the addresses that a repository's Applications use is that of the repository itself: those that are known
 * to be, if any of them is used; else the one that is used most among those of which something is there.
 */
function ownAddresses(known, uses) {
    const given = new Set(known.map(normalizedAddress));
    const used = uses.map(({ address, fits }) => ({ address: normalizedAddress(address), fits }));
    if (used.some(({ address }) => given.has(address)))
        return given;
    const tally = new Map();
    for (const { address } of used.filter(({ fits }) => fits))
        tally.set(address, (tally.get(address) ?? 0) + 1);
    const [most] = [...tally].toSorted(([, left], [, right]) => right - left);
    return new Set([...given, ...(most === undefined ? [] : [most[0]])]);
}


/***/ }),

/***/ 25236:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mz: () => (/* binding */ containersOf),
/* harmony export */   s5: () => (/* binding */ podSpecPath),
/* harmony export */   yJ: () => (/* binding */ startsLater),
/* harmony export */   z8: () => (/* binding */ podLabels)
/* harmony export */ });
/* harmony import */ var _yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33220);

const templates = {
    Pod: ['spec'],
    PodTemplate: ['template', 'spec'],
    CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
    ScaledJob: ['spec', 'jobTargetRef', 'template', 'spec'],
};
/** Where the pod that the resource starts is described, from its root; undefined where it starts none. */
function podSpecPath(resource) {
    const path = templates[resource.kind] ?? ['spec', 'template', 'spec'];
    const spec = (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .mappingAt */ .oh)(resource.value, path);
    return spec !== undefined && Array.isArray(spec['containers']) ? path : undefined;
}
/** The labels that its pods carry. */
function podLabels(resource) {
    const spec = podSpecPath(resource);
    if (spec === undefined)
        return {};
    return (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .mappingAt */ .oh)(resource.value, [...spec.slice(0, -1), 'metadata', 'labels']) ?? {};
}
/** Whether its pods come only when it is their time, or somebody asks for them: nobody waits for them. */
const startsLater = ({ kind }) => ['CronJob', 'PodTemplate', 'ScaledJob'].includes(kind);
const lists = { containers: 'container', initContainers: 'init', ephemeralContainers: 'ephemeral' };
/** Every container of the resource's pods, and of metrics and experiments that run pods of their own. */
function containersOf(resource) {
    return podSpecs(resource).flatMap((path) => Object.entries(lists).flatMap(([list, kind]) => (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(resource.value, [...path, list]).flatMap((value, index) => (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(value)
        ? [
            {
                name: (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, ['name']) ?? '',
                image: (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, ['image']) ?? '',
                kind,
                value,
                path: [...path, list, index],
            },
        ]
        : [])));
}
function podSpecs(resource) {
    const own = podSpecPath(resource);
    const jobs = (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(resource.value, ['spec', 'metrics']).map((_, index) => [
        'spec',
        'metrics',
        index,
        'provider',
        'job',
        'spec',
        'template',
        'spec',
    ]);
    return [...(own === undefined ? [] : [own]), ...jobs.filter((path) => (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .mappingAt */ .oh)(resource.value, path) !== undefined)];
}


/***/ }),

/***/ 27861:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ readPolicyFile),
/* harmony export */   k: () => (/* binding */ policyPath)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60283);

const policyPath = 'promotion.yaml';
function readPolicyFile(tree) {
    if (!tree.files.has(policyPath))
        return { kind: 'absent' };
    try {
        return { kind: 'policy', policy: (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .parsePolicy */ .ON)(tree.text(policyPath), policyPath) };
    }
    catch (error) {
        if (error instanceof _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .PolicyError */ .pn)
            return { kind: 'invalid', error };
        throw error;
    }
}


/***/ }),

/***/ 8616:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F3: () => (/* binding */ resourcesOf),
/* harmony export */   FW: () => (/* binding */ Resource)
/* harmony export */ });
/* unused harmony export writtenOrigin */
/* harmony import */ var _yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33220);

/** A resource that is written out in `document`, whole or below `prefix`. */
function writtenOrigin(document, prefix = []) {
    return {
        file: document.file,
        at: (path, part) => document.at([...prefix, ...path], part),
        replacement: (path, text) => document.replacement([...prefix, ...path], text),
        renaming: (path, name) => document.renaming([...prefix, ...path], name),
    };
}
/** A Kubernetes resource, whether it is written in the repository or rendered from it. */
class Resource {
    value;
    apiVersion;
    /** The API group; empty for the core one. */
    group;
    kind;
    name;
    /** As written; empty where it is not. */
    namespace;
    labels;
    annotations;
    origin;
    constructor(value, origin) {
        this.value = value;
        this.origin = origin;
        this.apiVersion = (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, ['apiVersion']) ?? '';
        this.group = this.apiVersion.includes('/') ? (this.apiVersion.split('/')[0] ?? '') : '';
        this.kind = (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, ['kind']) ?? '';
        this.name = (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, ['metadata', 'name']) ?? (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, ['metadata', 'generateName']) ?? '';
        this.namespace = (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, ['metadata', 'namespace']) ?? '';
        this.labels = (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .textsAt */ .i1)(value, ['metadata', 'labels']);
        this.annotations = (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .textsAt */ .i1)(value, ['metadata', 'annotations']);
    }
    /** `Deployment api`, as messages name it. */
    get title() {
        return `${this.kind} ${this.name}`;
    }
    is(group, kind) {
        return this.group === group && this.kind === kind;
    }
    /** Where the field is written; of what is absent, the nearest thing above. Default: the whole resource. */
    at(path = [], part = 'value') {
        return this.origin.at(path, part);
    }
    field(...path) {
        return (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldAt */ .UK)(this.value, path);
    }
    text(...path) {
        return (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(this.value, path);
    }
    list(...path) {
        return (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(this.value, path);
    }
    mapping(...path) {
        return (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .mappingAt */ .oh)(this.value, path);
    }
}
/** The resources of a document: itself, the items of a `List`, or none where it is something else. */
function resourcesOf(document) {
    const { value } = document;
    const kind = (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, ['kind']);
    const whole = (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .mappingAt */ .oh)(value, []);
    if (whole === undefined || kind === undefined || (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, ['apiVersion']) === undefined)
        return [];
    const items = (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldAt */ .UK)(value, ['items']);
    if (!kind.endsWith('List') || !Array.isArray(items))
        return [new Resource(whole, writtenOrigin(document))];
    return items.flatMap((_, index) => {
        const item = (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .mappingAt */ .oh)(value, ['items', index]);
        return item === undefined ? [] : [new Resource(item, writtenOrigin(document, ['items', index]))];
    });
}


/***/ }),

/***/ 35127:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AJ: () => (/* binding */ syncPlanOf),
/* harmony export */   HZ: () => (/* binding */ hookKey),
/* harmony export */   JH: () => (/* binding */ waveKey),
/* harmony export */   RE: () => (/* binding */ helmHookKey),
/* harmony export */   WR: () => (/* binding */ hookNames),
/* harmony export */   ch: () => (/* binding */ helmWeightKey),
/* harmony export */   me: () => (/* binding */ deletePolicyNames),
/* harmony export */   nw: () => (/* binding */ deletePolicyKey),
/* harmony export */   wX: () => (/* binding */ namesIn),
/* harmony export */   xP: () => (/* binding */ helmDeletePolicyKey)
/* harmony export */ });
const hookKey = 'argocd.argoproj.io/hook';
const deletePolicyKey = 'argocd.argoproj.io/hook-delete-policy';
const waveKey = 'argocd.argoproj.io/sync-wave';
const helmHookKey = 'helm.sh/hook';
const helmWeightKey = 'helm.sh/hook-weight';
const helmDeletePolicyKey = 'helm.sh/hook-delete-policy';
const hookNames = ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'Skip', 'PreDelete', 'PostDelete'];
const deletePolicyNames = ['HookSucceeded', 'HookFailed', 'BeforeHookCreation'];
/** What of Helm's hooks Argo CD takes over; all others are never applied. */
const helmHooks = {
    'pre-install': 'PreSync',
    'pre-upgrade': 'PreSync',
    'post-install': 'PostSync',
    'post-upgrade': 'PostSync',
    'pre-delete': 'PreDelete',
    'post-delete': 'PostDelete',
};
const helmDeletePolicies = {
    'hook-succeeded': 'HookSucceeded',
    'hook-failed': 'HookFailed',
    'before-hook-creation': 'BeforeHookCreation',
};
/** The names in an annotation, in its order. */
const namesIn = (annotation) => (annotation ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
const isOneOf = (names, name) => names.includes(name);
function syncPlanOf({ annotations }) {
    const argo = namesIn(annotations[hookKey]);
    const helm = annotations[helmHookKey] === 'crd-install' ? [] : namesIn(annotations[helmHookKey]);
    const known = argo.filter((name) => isOneOf(hookNames, name));
    const hooks = known.length > 0 ? known : helm.flatMap((name) => helmHooks[name] ?? []);
    const skipped = hooks.length === 1 && hooks[0] === 'Skip';
    const hook = annotations[hookKey] === undefined ? helm.length > 0 : !skipped;
    const phases = [...new Set(hooks)].filter((name) => name !== 'Skip');
    return {
        hook,
        phases: hook || skipped ? phases : ['Sync'],
        unknownHooks: [
            ...argo.filter((name) => !isOneOf(hookNames, name)),
            ...(known.length > 0 ? [] : helm.filter((name) => helmHooks[name] === undefined)),
        ],
        wave: integer(annotations[waveKey]) ?? integer(annotations[helmWeightKey]) ?? 0,
        ...deletion(annotations, hook),
    };
}
function deletion(annotations, hook) {
    const argo = namesIn(annotations[deletePolicyKey]);
    const known = [
        ...argo.filter((name) => isOneOf(deletePolicyNames, name)),
        ...namesIn(annotations[helmDeletePolicyKey]).flatMap((name) => helmDeletePolicies[name] ?? []),
    ];
    const inForce = known.length > 0 ? known : ['BeforeHookCreation'];
    return {
        deletePolicies: hook ? inForce : [],
        unknownDeletePolicies: argo.filter((name) => !isOneOf(deletePolicyNames, name)),
    };
}
/** As Go's `strconv.Atoi` takes it. */
const integer = (text) => text !== undefined && /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined;


/***/ }),

/***/ 87488:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ unreviewedTrustIn)
});

// EXTERNAL MODULE: ./packages/gitops/out/yaml/fields.js
var fields = __webpack_require__(33220);
;// CONCATENATED MODULE: ./packages/gitops/out/repository/unreviewed-sources.js

const writers = [
    [/(?<![\w.-])vars(?![\w-])/i, 'whoever may set a variable'],
    [/(?<![\w.-])secrets(?![\w-])/i, 'whoever may set a secret'],
    [/(?<![\w.-])github\.(?:event(?!\.repository\b)(?![\w-])|head_ref(?![\w-]))/i, 'whoever causes the event'],
];
const startsRun = 'whoever may start the run';
/** `github['event']['x']` is `github.event.x`; texts in quotes name nothing. */
const plain = (expression) => expression.replaceAll(/\[\s*'([\w-]+)'\s*\]/g, '.$1').replaceAll(/'(?:[^']|'')*'/g, "''");
/** Deeper than this, workflows go round in circles. */
const deepest = 5;
/** The first expression of the text that is filled in, itself or by way of `env`, `matrix` or outputs, with what no review has seen. */
function unreviewedIn(text, place, depth = 0) {
    if (depth > deepest)
        return undefined;
    for (const [expression] of text.matchAll(/\$\{\{.*?\}\}/gs)) {
        const who = writerOf(plain(expression), place, depth);
        if (who !== undefined)
            return { expression, who };
    }
    return undefined;
}
function writerOf(expression, place, depth) {
    const direct = writers.find(([context]) => context.test(expression));
    if (direct !== undefined)
        return direct[1];
    if (/(?<![\w.-])inputs(?![\w-])/i.test(expression) && takesInputsOfPeople(place.workflow))
        return startsRun;
    return textsBehind(expression, place)
        .map(([text, where]) => unreviewedIn(text, where, depth + 1)?.who)
        .find((who) => who !== undefined);
}
/** The inputs of a called workflow or of an action are written into the file that calls it, and found there. */
function takesInputsOfPeople({ value }) {
    if ('runs' in value)
        return false;
    const on = value['on'] ?? value['true'];
    const events = typeof on === 'string' ? [on] : Array.isArray(on) ? on.map(String) : (0,fields/* isMapping */.pi)(on) ? Object.keys(on) : [];
    return events.length !== 1 || events[0] !== 'workflow_call';
}
/** What the contexts that a workflow fills itself are filled with. */
function textsBehind(expression, place) {
    const { workflow, job } = place;
    const named = (context) => [...expression.matchAll(new RegExp(`(?<![\\w.-])${context}\\.([\\w-]+)`, 'gi'))];
    const outputs = /(?<![\w.-])(needs|steps)\.([\w-]+)\.outputs\.([\w-]+)/gi;
    return [
        ...named('env').flatMap(([, name = '']) => variable(name, place)),
        ...named('matrix').flatMap(([, name = '']) => (job === undefined ? [] : ofMatrix(job, name, workflow))),
        ...[...expression.matchAll(outputs)].flatMap(([, context = '', id = '', name = '']) => context.toLowerCase() === 'needs' ? ofNeeded(workflow, id, name) : ofStep(workflow, job, id)),
    ];
}
/** A variable of the environment as the nearest of step, job and workflow sets it. */
function variable(name, { workflow, job, step }) {
    const layers = [
        ...(job !== undefined && step !== undefined ? [[step.value, { workflow, job, step }]] : []),
        ...(job !== undefined ? [[job.value, { workflow, job }]] : []),
        [workflow.value, { workflow }],
    ];
    for (const [value, where] of layers) {
        const text = (0,fields/* textsAt */.i1)(value, ['env'])[name];
        // In `env`, the names of the layers around it are meant.
        if (text !== undefined)
            return [[text, outside(where)]];
    }
    return [];
}
const outside = ({ workflow, job, step }) => step !== undefined && job !== undefined ? { workflow, job } : { workflow };
function ofMatrix(job, name, workflow) {
    const matrix = (0,fields/* mappingAt */.oh)(job.value, ['strategy'])?.['matrix'];
    return [...(0,fields/* stringsIn */.QQ)(matrix)]
        .filter(([path]) => path.length < 2 || path.includes(name))
        .map(([, text]) => [text, { workflow }]);
}
function ofNeeded(workflow, id, name) {
    const needed = workflow.jobs.find((job) => job.id === id);
    const text = (0,fields/* textAt */.$6)(needed?.value, ['outputs', name]);
    return needed === undefined || text === undefined ? [] : [[text, { workflow, job: needed }]];
}
/** A script that writes outputs writes, as far as can be told, what it was given. */
function ofStep(workflow, job, id) {
    const step = job?.steps.find(({ value }) => value['id'] === id);
    if (job === undefined || step === undefined || !step.run.includes('GITHUB_OUTPUT'))
        return [];
    const where = { workflow, job, step };
    const given = Object.values((0,fields/* textsAt */.i1)(step.value, ['env'])).map((text) => [text, outside(where)]);
    return [[step.run, where], ...given];
}

;// CONCATENATED MODULE: ./packages/gitops/out/repository/unreviewed-trust.js


const made = 'what the image is made of';
const certifies = 'who certifies the job, and gets its token';
const trusted = 'whose signatures are believed';
const identity = 'whose images are accepted';
const connections = { 'registry-ca': 'whom the step takes for the registry' };
const building = {
    base: made,
    'build-contexts': made,
    'cache-from': made,
    'signing-config': certifies,
    sigstore: certifies,
    'trusted-root': trusted,
};
const verifying = {
    ...Object.fromEntries(['source', 'workflow', 'signer-workflow', 'ref', 'repository-id', 'owner-id', 'issuer', 'trigger'].map((name) => [
        name,
        identity,
    ])),
    'runner-environment': identity,
    accept: 'what suffices as evidence',
    require: 'what suffices as evidence',
    'trusted-root': trusted,
};
const following = { 'trusted-root': trusted, branch: 'whose policy decides' };
const ofActions = [
    [/^bitvault\/actions\/build-sign-push@/, { ...building, ...connections }],
    [/^bitvault\/actions\/verify-image@/, { ...verifying, ...connections }],
    [/^bitvault\/actions\/lint-gitops@/, {}],
    [/^bitvault\/actions(?:\/[\w-]+)?@/, { ...following, ...connections }],
    [/^docker\/(?:build-push-action|bake-action)@/, { 'build-contexts': made, 'cache-from': made }],
];
/** Whatever a called workflow is, inputs of these names decide the same in it. */
const ofCalled = { ...building, 'base-image': made, 'signer-workflow': identity, issuer: identity };
/** Where a workflow takes what decides whom to trust from where nobody reviews it. */
function* unreviewedTrustIn(workflow) {
    yield* variables(workflow.value, [], { workflow });
    for (const job of workflow.jobs) {
        yield* variables(job.value, job.path, { workflow, job });
        yield* callsAndContainers(workflow, job);
        for (const step of job.steps) {
            yield* variables(step.value, step.path, { workflow, job, step });
            yield* inputs(workflow, job, step);
            yield* commands(workflow, job, step);
        }
    }
}
const found = (path, what, { expression, who }, decided) => ({ path, says: `${what} is ${expression}, so ${who} says ${decided}` });
function* inputs(workflow, job, step) {
    const place = { workflow, job, step };
    const deciding = ofActions.find(([uses]) => uses.test(step.uses))?.[1];
    if (deciding === undefined)
        return;
    for (const [name, text] of Object.entries((0,fields/* textsAt */.i1)(step.value, ['with']))) {
        const decided = deciding[name];
        const source = decided === undefined
            ? sourceInLines(name, text, deciding, place)
            : { decided, source: unreviewedIn(text, place) };
        if (source?.source !== undefined)
            yield found([...step.path, 'with', name], `the input ${name}`, source.source, source.decided);
    }
}
/** `build-args` that name an image, and entries of `images` that set what decides. */
function sourceInLines(name, text, deciding, place) {
    const keyed = (pattern, decides) => text
        .split('\n')
        .map((line) => ({ decided: decides(pattern.exec(line)?.[1] ?? '') ?? '', source: unreviewedIn(line, place) }))
        .find(({ decided, source }) => decided !== '' && source !== undefined);
    switch (name) {
        case 'build-args':
            return keyed(/^\s*"?(\w+)=/, (key) => (/BASE|FROM|IMAGE|DIGEST/i.test(key) ? made : undefined));
        case 'images':
            return keyed(/^\s*(?:-\s+)?([\w-]+)\s*:/, (key) => deciding[key]);
        default:
            return undefined;
    }
}
function* callsAndContainers(workflow, job) {
    const place = { workflow, job };
    if (typeof job.value['uses'] === 'string') {
        for (const [name, text] of Object.entries((0,fields/* textsAt */.i1)(job.value, ['with']))) {
            const decided = ofCalled[name];
            const source = decided === undefined ? undefined : unreviewedIn(text, place);
            if (decided !== undefined && source !== undefined)
                yield found([...job.path, 'with', name], `the input ${name}`, source, decided);
        }
    }
    if (!job.steps.some(({ uses }) => uses.startsWith('bitvault/actions')))
        return;
    for (const path of [['container'], ['container', 'image']]) {
        const source = unreviewedIn((0,fields/* textAt */.$6)(job.value, path) ?? '', place);
        if (source !== undefined)
            yield found([...job.path, ...path], 'the container', source, 'what the job runs in');
    }
}
/** Variables by which cosign, TUF and Node are told whom to trust, or what to run. */
const decidingVariable = /^(?:SIGSTORE_\w+|TUF_(?:ROOT|MIRROR)\w*|COSIGN_(?!PASSWORD|PRIVATE_KEY|KEY)\w+|NODE_EXTRA_CA_CERTS|NODE_OPTIONS|NODE_TLS_REJECT_UNAUTHORIZED)$/;
function* variables(value, path, place) {
    for (const [name, text] of Object.entries((0,fields/* textsAt */.i1)((0,fields/* mappingAt */.oh)(value, []), ['env']))) {
        const source = decidingVariable.test(name) ? unreviewedIn(text, place) : undefined;
        if (source !== undefined)
            yield found([...path, 'env', name], name, source, 'whom its programs trust');
    }
}
const decidingFlag = /--((?:fulcio|rekor|timestamp-server)-url|oidc-issuer|signing-config|(?:custom-)?trusted-root|(?:certificate|cert)-(?:identity|oidc-issuer)(?:-regexp?)?|signer-(?:workflow|repo))[=\s]+((?:\$\{\{.*?\}\}|"[^"\n]*"|\S)+)/g;
/** What `cosign` and `gh attestation` are told in a script, directly or through a variable. */
function* commands(workflow, job, step) {
    if (!/\bcosign\b|\bgh\s+attestation\b/.test(step.run))
        return;
    const place = { workflow, job, step };
    for (const [, flag = '', value = ''] of step.run.matchAll(decidingFlag)) {
        const source = unreviewedIn(value, place) ?? unreviewedVariable(value, place);
        if (source === undefined)
            continue;
        const decided = /issuer|identity|signer/.test(flag) ? identity : /root/.test(flag) ? trusted : certifies;
        yield found([...step.path, 'run'], `--${flag}`, source, decided);
    }
}
function unreviewedVariable(value, place) {
    for (const [used, name = ''] of value.matchAll(/\$\{?(\w+)\}?/g)) {
        const [behind] = variable(name, place);
        const source = behind === undefined ? undefined : unreviewedIn(...behind);
        if (source !== undefined)
            return { expression: `${used}, with ${source.expression}`, who: source.who };
    }
    return undefined;
}


/***/ }),

/***/ 66199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A7: () => (/* binding */ pullRequestCheckouts),
/* harmony export */   T4: () => (/* binding */ isPinned),
/* harmony export */   X8: () => (/* binding */ expressionWith)
/* harmony export */ });
/* harmony import */ var _yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33220);

/** `on: push`, `on: [push]` and `on: {push: …}` alike; YAML 1.1 would read `on` as true. */
function eventsOf({ value }) {
    const on = value['on'] ?? value['true'];
    if (typeof on === 'string')
        return new Set([on]);
    if (Array.isArray(on))
        return new Set(on.map(String));
    return new Set((0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(on) ? Object.keys(on) : []);
}
/** Whether what a step or job uses is code that nobody can exchange: of a commit, of a digest, or of the repository itself. */
function isPinned(uses) {
    if (uses === '' || uses.startsWith('./'))
        return true;
    return uses.startsWith('docker://') ? /@sha256:[0-9a-f]{64}$/.test(uses) : /@[0-9a-f]{40}$/.test(uses);
}
/** The first `${{ … }}` with the pattern in it. */
const expressionWith = (pattern, text) => [...text.matchAll(/\$\{\{.*?\}\}/gs)]
    .map(([expression]) => expression)
    .find((expression) => pattern.test(expression));
const headOf = /\bgithub\.(?:head_ref|event\.(?:pull_request\.(?:head\.(?:sha|ref)|merge_commit_sha)|workflow_run\.(?:head_sha|head_branch)))\b/;
const takesHead = (text) => /refs\/pull\//.test(text) || expressionWith(headOf, text) !== undefined;
/** The steps that check out somebody's pull request where the workflow runs with the secrets of the repository. */
function pullRequestCheckouts(workflow) {
    const events = eventsOf(workflow);
    const event = ['pull_request_target', 'workflow_run'].find((name) => events.has(name));
    if (event === undefined)
        return [];
    return workflow.jobs
        .flatMap(({ steps }) => steps)
        .filter(({ uses, run, with: inputs }) => uses.startsWith('actions/checkout@')
        ? takesHead([...(0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .stringsIn */ .QQ)(inputs)].map(([, text]) => text).join('\n'))
        : /\bgh\s+pr\s+checkout\b/.test(run) || (/\bgit\s+(?:fetch|checkout|pull)\b/.test(run) && takesHead(run)))
        .map((step) => ({ event, step }));
}


/***/ }),

/***/ 35849:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ isWorkflowPath),
/* harmony export */   B: () => (/* binding */ workflowOf)
/* harmony export */ });
/* harmony import */ var _yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33220);

const isWorkflowPath = (path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path) || /^(?:\.github\/)?(?:[^/]+\/)*action\.ya?ml$/.test(path);
function workflowOf(document) {
    const { value } = document;
    if (!(0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(value))
        return undefined;
    const jobs = Object.entries((0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .mappingAt */ .oh)(value, ['jobs']) ?? {}).flatMap(([id, job]) => (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(job) ? [{ id, value: job, path: ['jobs', id], steps: stepsAt(value, ['jobs', id, 'steps']) }] : []);
    const composite = (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .mappingAt */ .oh)(value, ['runs']);
    if (composite !== undefined)
        jobs.push({ id: 'runs', value: composite, path: ['runs'], steps: stepsAt(value, ['runs', 'steps']) });
    return jobs.length === 0 ? undefined : { document, value, jobs };
}
const stepsAt = (value, path) => (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .listAt */ .gT)(value, path).flatMap((step, index) => (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(step)
    ? [
        {
            value: step,
            path: [...path, index],
            uses: (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(step, ['uses']) ?? '',
            run: (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(step, ['run']) ?? '',
            with: (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .mappingAt */ .oh)(step, ['with']) ?? {},
        },
    ]
    : []);


/***/ }),

/***/ 59044:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ inCluster),
/* harmony export */   T: () => (/* binding */ clusterParameters)
/* harmony export */ });
/* harmony import */ var _yaml_fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(33220);
/* harmony import */ var _go_template_functions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2700);
/* harmony import */ var _selector_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24450);



/** The cluster that Argo CD itself runs in. */
const inCluster = { server: 'https://kubernetes.default.svc', name: 'in-cluster' };
const secretType = { 'argocd.argoproj.io/secret-type': 'cluster' };
const local = { ...inCluster, nameNormalized: inCluster.name, project: '' };
/**
 * The parameters of a cluster generator, without its values. The cluster that Argo CD runs in is among them without a
 * Secret of its own, unless the generator selects (ClusterGenerator of Argo CD’s ApplicationSet controller).
 */
function clusterParameters(generator, known) {
    const selector = (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .mappingAt */ .oh)(generator, ['selector']);
    const selects = Object.keys((0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .mappingAt */ .oh)(selector, ['matchLabels']) ?? {}).length > 0 ||
        (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .listAt */ .gT)(selector, ['matchExpressions']).length > 0;
    const hasLocal = known.some(({ server }) => server === local.server);
    return [
        ...(selects || hasLocal ? [] : [local]),
        ...known.filter(({ labels }) => (0,_selector_js__WEBPACK_IMPORTED_MODULE_1__/* .isSelected */ .s)(selector, { ...labels, ...secretType })).map(parametersOf),
    ];
}
const parametersOf = ({ name, server, project, labels, annotations }) => ({
    name,
    nameNormalized: _go_template_functions_js__WEBPACK_IMPORTED_MODULE_0__/* .functions */ .Cn['normalize']?.(name),
    server,
    project,
    metadata: {
        labels: { ...labels, ...secretType },
        ...(Object.keys(annotations).length > 0 && { annotations }),
    },
});


/***/ }),

/***/ 6181:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  W: () => (/* binding */ expandIn),
  a: () => (/* binding */ flattened)
});

// EXTERNAL MODULE: ./packages/gitops/out/yaml/fields.js
var fields = __webpack_require__(33220);
// EXTERNAL MODULE: ./packages/gitops/out/sets/not-expandable.js
var not_expandable = __webpack_require__(54751);
;// CONCATENATED MODULE: ./packages/gitops/out/sets/go-template-parser.js

const action = /\{\{(?<open>-\s)?\s*(?<body>(?:"(?:[^"\\]|\\.)*"|`[^`]*`|(?!\}\})[\s\S])*?)\s*(?<close>\s-)?\}\}/g;
/** Literal text, expressions and choices, in their order. */
function parseTemplate(text) {
    const nesting = new Nesting();
    let end = 0;
    let trim = false;
    const literal = (raw, trimEnd) => {
        const started = trim ? raw.trimStart() : raw;
        nesting.add(trimEnd ? started.trimEnd() : started);
    };
    for (const match of text.matchAll(action)) {
        const { open, body = '', close } = match.groups ?? {};
        literal(text.slice(end, match.index), open !== undefined);
        if (!body.startsWith('/*'))
            nesting.action(body);
        end = match.index + match[0].length;
        trim = close !== undefined;
    }
    const rest = text.slice(end);
    if (rest.includes('{{'))
        throw new not_expandable/* NotExpandable */.e('an action is not closed');
    literal(rest, false);
    return nesting.whole();
}
/** The choices that are open while a template is read. */
class Nesting {
    #parts = [];
    #open = [];
    add(part) {
        (this.#open.at(-1)?.at(-1)?.parts ?? this.#parts).push(part);
    }
    action(body) {
        const [, keyword, condition] = /^(else(?=\s+if\b|$)|if\b|end$)\s*(?:if\b)?([\s\S]*)$/.exec(body) ?? [];
        if (keyword === undefined)
            return this.add(expressionOf(body));
        if (keyword === 'end')
            return this.#close();
        const when = condition === undefined || condition === '' ? null : expressionOf(condition);
        if (keyword === 'else')
            return this.#otherwise(when);
        if (when === null)
            throw new not_expandable/* NotExpandable */.e('an if has no condition');
        this.#open.push([{ when, parts: [] }]);
    }
    whole() {
        if (this.#open.length > 0)
            throw new not_expandable/* NotExpandable */.e('an if has no end');
        return this.#parts;
    }
    #otherwise(when) {
        const branches = this.#open.at(-1);
        if (branches === undefined || branches.at(-1)?.when === null)
            throw new not_expandable/* NotExpandable */.e('an else has no if');
        branches.push({ when, parts: [] });
    }
    #close() {
        const branches = this.#open.pop();
        if (branches === undefined)
            throw new not_expandable/* NotExpandable */.e('an end has no if');
        this.add({ kind: 'choice', branches });
    }
}
const expressionOf = (body) => new ExpressionParser(body).whole();
const token = /\s*(?:(?<text>"(?:[^"\\]|\\.)*"|`[^`]*`)|(?<number>-?\d+(?:\.\d+)?)|(?<field>\$?(?:\.[A-Za-z_]\w*)+|\$|\.)|(?<word>[A-Za-z_]\w*)|(?<mark>[()|]))(?<gap>\s*)/y;
const keywords = new Set(['if', 'else', 'end', 'range', 'with', 'define', 'template', 'block', 'break', 'continue']);
const constants = { true: true, false: false, nil: null };
class ExpressionParser {
    #tokens;
    #next = 0;
    constructor(body) {
        this.#tokens = tokensOf(body);
    }
    whole() {
        const result = this.#pipeline();
        if (this.#next < this.#tokens.length)
            throw new not_expandable/* NotExpandable */.e('an expression is not understood');
        return result;
    }
    #pipeline() {
        let result = this.#command(null);
        while (this.#peek()?.mark === '|') {
            this.#next += 1;
            result = this.#command(result);
        }
        return result;
    }
    /** `piped` becomes the last argument. */
    #command(piped) {
        const word = this.#peek()?.word;
        if (word === undefined || word in constants) {
            const value = this.#operand();
            if (piped !== null)
                throw new not_expandable/* NotExpandable */.e('a value stands where a function should');
            return value;
        }
        if (keywords.has(word))
            throw new not_expandable/* NotExpandable */.e(`it uses ${word}`);
        this.#next += 1;
        const args = [];
        for (let following = this.#peek(); following !== undefined; following = this.#peek()) {
            if (following.mark === '|' || following.mark === ')')
                break;
            args.push(this.#operand());
        }
        return { kind: 'call', name: word, args: piped === null ? args : [...args, piped] };
    }
    #operand() {
        const found = this.#peek();
        this.#next += 1;
        if (found?.text !== undefined)
            return { kind: 'literal', value: unquoted(found.text) };
        if (found?.number !== undefined)
            return { kind: 'literal', value: Number(found.number) };
        if (found?.field !== undefined)
            return { kind: 'field', of: null, names: namesOf(found.field) };
        if (found?.word !== undefined) {
            const constant = constants[found.word];
            return constant === undefined
                ? { kind: 'call', name: found.word, args: [] }
                : { kind: 'literal', value: constant };
        }
        if (found?.mark !== '(')
            throw new not_expandable/* NotExpandable */.e('an expression is not understood');
        const inner = this.#pipeline();
        if (this.#peek()?.mark !== ')')
            throw new not_expandable/* NotExpandable */.e('a parenthesis is not closed');
        this.#next += 1;
        const after = this.#peek()?.field;
        if (after === undefined || !after.startsWith('.') || after === '.')
            return inner;
        this.#next += 1;
        return { kind: 'field', of: inner, names: namesOf(after) };
    }
    #peek() {
        return this.#tokens[this.#next];
    }
}
function tokensOf(body) {
    const scanner = new RegExp(token);
    const tokens = [];
    while (scanner.lastIndex < body.length) {
        const { groups } = scanner.exec(body) ?? {};
        if (groups === undefined)
            throw new not_expandable/* NotExpandable */.e(`${JSON.stringify(body)} is not understood`);
        tokens.push(groups);
    }
    if (tokens.length === 0)
        throw new not_expandable/* NotExpandable */.e('an action is empty');
    return tokens;
}
const namesOf = (field) => field
    .split('.')
    .slice(1)
    .filter((name) => name !== '');
function unquoted(text) {
    if (text.startsWith('`'))
        return text.slice(1, -1);
    try {
        return String(JSON.parse(text));
    }
    catch (cause) {
        throw new not_expandable/* NotExpandable */.e(`the string ${text} is not understood`, { cause });
    }
}

// EXTERNAL MODULE: ./packages/gitops/out/sets/go-template-functions.js
var go_template_functions = __webpack_require__(2700);
;// CONCATENATED MODULE: ./packages/gitops/out/sets/go-template.js




/**
 * Fills in a Go template of fields, pipes, choices and the usual functions.
 *
 * @throws NotExpandable where it has anything else, or a field that is missing and may not be.
 */
function expandGoTemplate(text, parameters, options) {
    if (!text.includes('{{'))
        return text;
    const write = (parts) => parts
        .map((part) => {
        if (typeof part === 'string')
            return part;
        if (part.kind !== 'choice')
            return (0,go_template_functions/* printed */.zd)(go_template_valueOf(part, parameters, options));
        const taken = part.branches.find(({ when }) => when === null || !(0,go_template_functions/* isEmpty */.Im)(go_template_valueOf(when, parameters, options)));
        return write(taken?.parts ?? []);
    })
        .join('');
    return write(parseTemplate(text));
}
function go_template_valueOf(expression, root, options) {
    switch (expression.kind) {
        case 'literal':
            return expression.value;
        case 'field': {
            const base = expression.of === null ? root : go_template_valueOf(expression.of, root, options);
            return expression.names.reduce((value, name) => member(value, name, options), base);
        }
        case 'call': {
            const run = go_template_functions/* functions */.Cn[expression.name];
            if (run === undefined)
                throw new not_expandable/* NotExpandable */.e(`the function ${expression.name} is not known to this linter`);
            return run(...expression.args.map((argument) => go_template_valueOf(argument, root, options)));
        }
        default:
            return expression;
    }
}
function member(value, name, { missingIsError }) {
    if ((0,fields/* isMapping */.pi)(value) && Object.hasOwn(value, name))
        return value[name];
    if (missingIsError || (value !== undefined && value !== null && !(0,fields/* isMapping */.pi)(value)))
        throw new not_expandable/* NotExpandable */.e(`there is no parameter ${name}`);
    return undefined;
}

;// CONCATENATED MODULE: ./packages/gitops/out/sets/expand.js


/**
 * Fills parameters into every string and key under `value`.
 *
 * @throws NotExpandable where a template cannot be filled in.
 */
function expandIn(value, parameters, syntax) {
    const fill = filling(parameters, syntax);
    const visit = (node) => {
        if (typeof node === 'string')
            return node.includes('{{') ? fill(node) : node;
        if (Array.isArray(node))
            return node.map(visit);
        if (!(0,fields/* isMapping */.pi)(node))
            return node;
        return Object.fromEntries(Object.entries(node).map(([key, child]) => [key.includes('{{') ? fill(key) : key, visit(child)]));
    };
    return visit(value);
}
function filling(parameters, syntax) {
    if (syntax.kind === 'go')
        return (text) => expandGoTemplate(text, parameters, syntax);
    const flat = flattened(parameters);
    // What is not a parameter is left as it is, as Argo CD does.
    return (text) => text.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/g, (whole, name) => flat.get(name) ?? whole);
}
/** `{{path}}`, `{{path.basename}}`, `{{path[0]}}`, `{{metadata.labels.env}}`. */
function flattened(parameters) {
    const flat = new Map();
    const visit = (value, name) => {
        if ((0,fields/* isMapping */.pi)(value)) {
            for (const [key, child] of Object.entries(value))
                visit(child, name === '' ? key : `${name}.${key}`);
        }
        else if (Array.isArray(value)) {
            for (const [index, child] of value.entries())
                visit(child, `${name}.${index}`);
        }
        else
            flat.set(name, String(value));
    };
    visit(parameters, '');
    const { path } = parameters;
    if ((0,fields/* isMapping */.pi)(path)) {
        flat.set('path', String(path['path']));
        const segments = Array.isArray(path['segments']) ? path['segments'] : [];
        for (const [index, segment] of segments.entries())
            flat.set(`path[${index}]`, String(segment));
    }
    return flat;
}


/***/ }),

/***/ 2700:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cn: () => (/* binding */ functions),
/* harmony export */   Im: () => (/* binding */ isEmpty),
/* harmony export */   zd: () => (/* binding */ printed)
/* harmony export */ });
/* harmony import */ var _yaml_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33220);
/* harmony import */ var _not_expandable_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(54751);


/** As Go prints a value. */
function printed(value) {
    if (value === undefined || value === null)
        return '<no value>';
    if (typeof value === 'string' || typeof value === 'boolean')
        return String(value);
    if (typeof value === 'number')
        return printedNumber(value);
    throw new _not_expandable_js__WEBPACK_IMPORTED_MODULE_0__/* .NotExpandable */ .e('it writes a list or mapping as text');
}
/** A number of JSON is a float64, which Go writes with an exponent from 21 digits, or from 1e21, on. */
function printedNumber(value) {
    if (Number.isInteger(value) && Math.abs(value) >= 1e6) {
        const [mantissa = '', exponent = ''] = value.toExponential().split('e');
        return `${mantissa}e${exponent.replace(/([+-])(\d)$/, '$10$2')}`;
    }
    return String(value);
}
const text = (value) => (value === undefined || value === null ? '' : printed(value));
const whole = (value) => Math.trunc(Number(value));
/** What counts as false. */
function isEmpty(value) {
    if (value === undefined || value === null || value === '' || value === 0 || value === false)
        return true;
    return Array.isArray(value) ? value.length === 0 : (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .isMapping */ .pi)(value) && Object.keys(value).length === 0;
}
/** Argo CD's own: as a part of a DNS name, cut to 253. */
function normalize(value) {
    return text(value)
        .toLowerCase()
        .replaceAll(/[^-a-z0-9.]/g, '-')
        .slice(0, 253)
        .replaceAll(/^[-.]+|[-.]+$/g, '');
}
function item(value, key) {
    if (Array.isArray(value))
        return value[whole(key)];
    return (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .isMapping */ .pi)(value) && Object.hasOwn(value, text(key)) ? value[text(key)] : undefined;
}
function format(pattern, ...args) {
    let next = 0;
    return text(pattern).replaceAll(/%(.)/g, (_, verb) => {
        if (verb === '%')
            return '%';
        const value = args[next];
        next += 1;
        if (verb === 's' || verb === 'v')
            return printed(value);
        if (verb === 'd')
            return String(whole(value));
        if (verb === 'q')
            return JSON.stringify(text(value));
        throw new _not_expandable_js__WEBPACK_IMPORTED_MODULE_0__/* .NotExpandable */ .e(`printf with %${verb} is not known to this linter`);
    });
}
const trimmed = (value, cut) => {
    let [start, end] = [0, text(value).length];
    while (start < end && cut.includes(text(value)[start] ?? ''))
        start += 1;
    while (end > start && cut.includes(text(value)[end - 1] ?? ''))
        end -= 1;
    return text(value).slice(start, end);
};
/** Sprig's and Go's own functions that templates of Applications use; arguments in their order there. */
const functions = {
    lower: (value) => text(value).toLowerCase(),
    upper: (value) => text(value).toUpperCase(),
    trim: (value) => text(value).trim(),
    trimAll: (cut, value) => trimmed(value, text(cut)),
    trimPrefix: (prefix, value) => text(value).startsWith(text(prefix)) ? text(value).slice(text(prefix).length) : text(value),
    trimSuffix: (suffix, value) => text(value).endsWith(text(suffix)) ? text(value).slice(0, text(value).length - text(suffix).length) : text(value),
    trunc: (length, value) => whole(length) < 0 ? text(value).slice(whole(length)) : text(value).slice(0, whole(length)),
    substr: (start, end, value) => text(value).slice(whole(start), whole(end) < 0 ? undefined : whole(end)),
    replace: (from, to, value) => text(value).replaceAll(text(from), text(to)),
    contains: (part, value) => text(value).includes(text(part)),
    hasPrefix: (prefix, value) => text(value).startsWith(text(prefix)),
    hasSuffix: (suffix, value) => text(value).endsWith(text(suffix)),
    nospace: (value) => text(value).replaceAll(/\s/g, ''),
    quote: (...values) => values.map((value) => JSON.stringify(text(value))).join(' '),
    squote: (...values) => values.map((value) => `'${text(value)}'`).join(' '),
    toString: (value) => text(value),
    int: (value) => whole(value),
    default: (fallback, value) => (isEmpty(value) ? fallback : value),
    coalesce: (...values) => values.find((value) => !isEmpty(value)),
    ternary: (yes, no, test) => (test === true ? yes : no),
    empty: (value) => isEmpty(value),
    not: (value) => isEmpty(value),
    and: (...values) => values.find((value) => isEmpty(value)) ?? values.at(-1),
    or: (...values) => values.find((value) => !isEmpty(value)) ?? values.at(-1),
    eq: (first, ...others) => others.some((other) => other === first),
    ne: (first, other) => first !== other,
    printf: format,
    print: (...values) => values.map(printed).join(''),
    index: (value, ...keys) => keys.reduce(item, value),
    get: (value, key) => item(value, key) ?? '',
    hasKey: (value, key) => item(value, key) !== undefined,
    dig: (...args) => {
        const [fallback, value] = args.slice(-2);
        return args.slice(0, -2).reduce(item, value) ?? fallback;
    },
    first: (value) => item(value, 0),
    last: (value) => (Array.isArray(value) ? value.at(-1) : undefined),
    join: (separator, value) => (Array.isArray(value) ? value.map(text).join(text(separator)) : text(value)),
    splitList: (separator, value) => text(value).split(text(separator)),
    len: (value) => (Array.isArray(value) || typeof value === 'string' ? value.length : Object.keys(value ?? {}).length),
    normalize,
    slugify: (value) => normalize(text(value).replaceAll(/[._\s]+/g, '-')).slice(0, 50),
};


/***/ }),

/***/ 54751:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ NotExpandable)
/* harmony export */ });
/** Thrown where a set's Applications cannot be known; the message completes “… cannot be expanded: ”. */
class NotExpandable extends Error {
    name = 'NotExpandable';
}


/***/ }),

/***/ 24450:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ isSelected)
/* harmony export */ });
/* harmony import */ var _yaml_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33220);
/* harmony import */ var _expand_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6181);
/* harmony import */ var _not_expandable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54751);



/** Label selectors over the parameters, each by the whole of its way in. */
function isSelected(selector, parameters) {
    const labels = Object.entries((0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .mappingAt */ .oh)(selector, ['matchLabels']) ?? {});
    return (labels.every(([key, value]) => valueOf(parameters, key) === value) &&
        (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(selector, ['matchExpressions']).every((expression) => isMet(expression, parameters)));
}
const valueOf = (parameters, key) => parameters[key] ?? (0,_expand_js__WEBPACK_IMPORTED_MODULE_0__/* .flattened */ .a)(parameters).get(key);
function isMet(expression, parameters) {
    const value = valueOf(parameters, (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(expression, ['key']) ?? '');
    const among = (0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .listAt */ .gT)(expression, ['values']).includes(value);
    switch ((0,_yaml_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(expression, ['operator'])) {
        case 'In':
            return among;
        case 'NotIn':
            return !among;
        case 'Exists':
            return value !== undefined;
        case 'DoesNotExist':
            return value === undefined;
        case undefined:
        default:
            throw new _not_expandable_js__WEBPACK_IMPORTED_MODULE_2__/* .NotExpandable */ .e('a selector has an operator that does not exist');
    }
}


/***/ }),

/***/ 33220:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   QQ: () => (/* binding */ stringsIn),
/* harmony export */   UK: () => (/* binding */ fieldAt),
/* harmony export */   gT: () => (/* binding */ listAt),
/* harmony export */   i1: () => (/* binding */ textsAt),
/* harmony export */   oh: () => (/* binding */ mappingAt),
/* harmony export */   pi: () => (/* binding */ isMapping)
/* harmony export */ });
const isMapping = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** The value at `path`, or undefined where any part of the way is missing. */
function fieldAt(value, path) {
    let current = value;
    for (const key of path) {
        if (Array.isArray(current) && typeof key === 'number')
            current = current[key];
        else if (isMapping(current) && Object.hasOwn(current, key))
            current = current[key];
        else
            return undefined;
    }
    return current;
}
function mappingAt(value, path) {
    const found = fieldAt(value, path);
    return isMapping(found) ? found : undefined;
}
/** The list at `path`; empty where there is none. */
function listAt(value, path) {
    const found = fieldAt(value, path);
    return Array.isArray(found) ? found : [];
}
function textAt(value, path) {
    const found = fieldAt(value, path);
    return typeof found === 'string' ? found : undefined;
}
/** The strings and numbers of the mapping at `path` as strings: labels, annotations, data. */
function textsAt(value, path) {
    const entries = Object.entries(mappingAt(value, path) ?? {});
    return Object.fromEntries(entries.flatMap(([key, entry]) => ['string', 'number', 'boolean'].includes(typeof entry) ? [[key, String(entry)]] : []));
}
/** Every scalar string under `value`, with its path. */
function* stringsIn(value, path = []) {
    if (typeof value === 'string')
        yield [path, value];
    else if (Array.isArray(value))
        for (const [index, item] of value.entries())
            yield* stringsIn(item, [...path, index]);
    else if (isMapping(value))
        for (const [key, item] of Object.entries(value))
            yield* stringsIn(item, [...path, key]);
}


/***/ }),

/***/ 46100:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ plainValues)
/* harmony export */ });
/* harmony import */ var js_yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33243);

const schema = js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .CORE_SCHEMA */ .OU.withTags(js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .mergeTag */ .LJ);
/** What could be an anchor: what aliases of it stand for might grow beyond all measure. */
const anchor = /(?:^|[\s[{,])&[^\s,[\]{}]/m;
/**
 * The documents of a text as plain data, without those that are empty; several times faster than a parser that keeps
 * positions. Undefined where only that one can tell: on faults, and where there are anchors.
 */
function plainValues(text) {
    if (anchor.test(text))
        return undefined;
    try {
        return (0,js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .loadAll */ .gh)(text, { schema }).filter((value) => value !== null && value !== undefined);
    }
    catch (error) {
        if (error instanceof js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .YAMLException */ .tB)
            return undefined;
        throw error;
    }
}


/***/ }),

/***/ 76549:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ readYamlFile)
/* harmony export */ });
/* unused harmony export YamlDocument */
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60283);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38815);
/* harmony import */ var _plain_values_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(46100);



/** More of an alias bomb is not expanded. */
const mostAliases = 1_000;
/**
 * Go’s readers take a comment without a space before it, so this one does. Not even warnings are printed: keys that are
 * no text are those of templates, and nothing to tell a user.
 */
const lenient = { prettyErrors: false, strict: false, logLevel: 'error' };
/** Larger files are data, and no manifests. */
const largest = 5_000_000;
/** One document of a file, as plain data and with the way back to lines. */
class YamlDocument {
    file;
    value;
    #place;
    #placed;
    /** @param place parses the document with positions, once somebody asks for one */
    constructor(file, value, place) {
        this.file = file;
        this.value = value;
        this.#place = place;
    }
    get #document() {
        return (this.#placed ??= this.#place()).document;
    }
    /** Where the key or value at `path` stands; where it is absent, the nearest thing above it. */
    at(path = [], part = 'value') {
        const { node, key, whole } = this.#walk(path);
        const wanted = part === 'key' && whole && key !== undefined ? key : node;
        return this.#locate(startOf(wanted) ?? startOf(key) ?? 0);
    }
    /** Writes `text` in place of the scalar at `path`; undefined where no plain scalar of one line stands there. */
    replacement(path, text) {
        const { node, whole } = this.#walk(path);
        if (!whole || !(0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .isScalar */ .jn)(node) || !isFlow(node.type) || node.anchor !== undefined)
            return undefined;
        return this.#edit(node, text);
    }
    /** Renames the key at the end of `path`; undefined where it is not written there. */
    renaming(path, name) {
        const { key, whole } = this.#walk(path);
        if (!whole || !(0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .isScalar */ .jn)(key) || !isFlow(key.type))
            return undefined;
        return this.#edit(key, name);
    }
    #edit(node, text) {
        const [start, end] = node.range ?? [0, 0];
        return start === end ? undefined : { file: this.file, start, end, text };
    }
    #locate(offset) {
        const { line, col } = (this.#placed ??= this.#place()).lines.linePos(offset);
        return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
    }
    #walk(path) {
        let node = this.#document.contents;
        let key;
        for (const step of path) {
            const target = (0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .isAlias */ .Vj)(node) ? node.resolve(this.#document) : node;
            if ((0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .isMap */ .jh)(target)) {
                // Of a key that is repeated, the last one counts.
                const pair = target.items.findLast(({ key: name }) => ((0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .isScalar */ .jn)(name) ? String(name.value) : name) === String(step));
                if (pair === undefined)
                    return { node: key ?? node, key, whole: false };
                key = pair.key;
                node = pair.value;
            }
            else if ((0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .isSeq */ .oP)(target) && typeof step === 'number') {
                const item = target.items[step];
                if (item === undefined)
                    return { node: key ?? node, key, whole: false };
                node = (0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .isPair */ .tO)(item) ? item.key : item;
                key = undefined;
            }
            else
                return { node: key ?? node, key, whole: false };
        }
        return { node, key, whole: true };
    }
}
const isFlow = (type) => type === 'PLAIN' || type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE';
const startOf = (node) => (0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .isScalar */ .jn)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .isMap */ .jh)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .isSeq */ .oP)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .isAlias */ .Vj)(node) ? node.range?.[0] : undefined;
/** Reads a file of any number of documents; never throws, since a repository is looked at whole. */
function readYamlFile(path, text) {
    if (text.length > largest) {
        const says = `has ${text.length} characters, more than ${largest}`;
        const next = 'If it is no manifest, name it under `exclude` in .lint-gitops.yaml; else divide it.';
        return {
            path,
            text,
            documents: [],
            repeatedKeys: [],
            problem: { at: { file: path, line: 1, column: 1 }, says, next },
        };
    }
    const values = (0,_plain_values_js__WEBPACK_IMPORTED_MODULE_2__/* .plainValues */ .t)(text);
    if (values === undefined)
        return readWithPositions(path, text);
    let placed;
    const documents = values.map((value, index) => new YamlDocument(path, value, () => {
        placed ??= parsed(text).filter(({ document }) => !isEmpty(document));
        const found = placed[index];
        if (found === undefined)
            throw new TypeError(`the parsers divide ${path} differently`);
        return found;
    }));
    return { path, text, documents, repeatedKeys: [] };
}
/** What is wrong with a text, and what its aliases stand for, only this way tells. */
function readWithPositions(path, text) {
    const documents = [];
    const repeatedKeys = [];
    for (const placed of parsed(text)) {
        const { document, lines } = placed;
        const at = (offset) => {
            const { line, col: column } = lines.linePos(offset);
            return { file: path, line, column };
        };
        const failure = (offset, says) => {
            return {
                path,
                text,
                documents,
                repeatedKeys,
                problem: { at: at(offset), says: (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .limited */ .TJ)(says), next: 'Correct the YAML.' },
            };
        };
        const fault = document.errors.find((each) => !isRepetition(each));
        if (fault !== undefined)
            return failure(fault.pos[0], `is not valid YAML: ${fault.message}`);
        for (const { pos } of document.errors)
            repeatedKeys.push({ at: at(pos[0]), key: keyText.exec(text.slice(pos[0]))?.[0] ?? '' });
        if (isEmpty(document))
            continue;
        try {
            const value = document.toJS({ maxAliasCount: mostAliases });
            if (containsItself(value))
                return failure(document.range[0], 'cannot be expanded: an alias is within its own anchor');
            documents.push(new YamlDocument(path, value, () => placed));
        }
        catch (error) {
            if (!(error instanceof Error))
                throw error;
            return failure(document.range[0], `cannot be expanded: ${error.message}`);
        }
    }
    return { path, text, documents, repeatedKeys };
}
/** A key as it is written. */
const keyText = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\n:,}]*(?::(?![\s,}])[^\n:,}]*)*)/;
function containsItself(value, within = []) {
    if (typeof value !== 'object' || value === null)
        return false;
    if (within.includes(value))
        return true;
    const path = [...within, value];
    return Object.values(value).some((item) => containsItself(item, path));
}
const isRepetition = ({ code }) => code === 'DUPLICATE_KEY';
function parsed(text) {
    const lines = new yaml__WEBPACK_IMPORTED_MODULE_1__/* .LineCounter */ .HN();
    const documents = (0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .parseAllDocuments */ .hR)(text, { ...lenient, lineCounter: lines, merge: true });
    return Array.isArray(documents) ? documents.map((document) => ({ document, lines })) : [];
}
const isEmpty = ({ contents }) => contents === null || ((0,yaml__WEBPACK_IMPORTED_MODULE_1__/* .isScalar */ .jn)(contents) && contents.value === null);


/***/ })

};
