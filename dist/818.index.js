export const id = 818;
export const ids = [818];
export const modules = {

/***/ 15818:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   lintCommand: () => (/* binding */ lintCommand)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57975);
/* harmony import */ var _lint_check_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(50296);
/* harmony import */ var _render_cache_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(11388);
/* harmony import */ var _lint_lint_error_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1669);
/* harmony import */ var _lint_output_output_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(17783);
/* harmony import */ var _lint_output_outcome_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(25129);
/* harmony import */ var _usage_fault_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(30321);









const usage = `Usage: bitvault-gitops lint [PATH] [OPTION …]

Renders the Applications of the GitOps repository in PATH (the current folder, if not said) as Argo CD would, with helm
and with kustomize or kubectl from the PATH, and checks what comes of it.

  --rule ID          run only this rule; may be given several times
  --format FORMAT    text (as it is), json, sarif or github
  --output FILE      write there instead of to standard output
  --fix              mend what can be mended in one way only
  --fail-on LEVEL    error (as it is), warning or never
  --prefix FOLDER    what comes before the paths in json, sarif and github: where PATH is in the repository
  --no-cache         render everything anew
  -h, --help

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
        const format = choice('--format', values.format, _lint_output_output_js__WEBPACK_IMPORTED_MODULE_6__/* .outputs */ .V4);
        const failOn = choice('--fail-on', values['fail-on'], _lint_output_output_js__WEBPACK_IMPORTED_MODULE_6__/* .failsOn */ .Hu);
        const root = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(context.cwd, positionals[0] ?? '.');
        const checked = await (0,_lint_check_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .checkFolder */ .p)({
            root,
            only: values.rule,
            fix: values.fix,
            cache: values['no-cache'] ? null : (0,_render_cache_js__WEBPACK_IMPORTED_MODULE_4__/* .cacheFolder */ .nF)(context.env),
            env: context.env,
            ...progressOf(context),
        });
        if (checked.fixed > 0)
            context.complain(`Mended ${(0,_lint_output_outcome_js__WEBPACK_IMPORTED_MODULE_7__/* .counted */ .hS)(checked.fixed, 'place')}.\n`);
        const colours = context.interactive.out && !context.env['NO_COLOR'] && values.output === undefined;
        const prefix = values.prefix === '' ? '' : `${values.prefix.replace(/\/+$/, '')}/`;
        const text = (0,_lint_output_output_js__WEBPACK_IMPORTED_MODULE_6__/* .render */ .XX)(format, { ...checked, prefix: format === 'text' ? shownPrefix(context.cwd, root) : prefix }, { colours });
        if (values.output === undefined)
            context.out(text);
        else
            writeTo((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(context.cwd, values.output), text);
        return failOn.fails(checked) ? 1 : 0;
    },
};
function parsed(args) {
    try {
        const result = (0,node_util__WEBPACK_IMPORTED_MODULE_2__.parseArgs)({
            args: [...args],
            allowPositionals: true,
            options: {
                rule: { type: 'string', multiple: true, default: [] },
                format: { type: 'string', default: 'text' },
                output: { type: 'string' },
                fix: { type: 'boolean', default: false },
                'fail-on': { type: 'string', default: 'error' },
                prefix: { type: 'string', default: '' },
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
        throw new _lint_lint_error_js__WEBPACK_IMPORTED_MODULE_5__/* .LintError */ .k('LINT_USAGE', (0,_usage_fault_js__WEBPACK_IMPORTED_MODULE_8__/* .usageFault */ .A)(cause), 'bitvault-gitops lint --help tells the options.', { cause });
    }
}
function writeTo(file, text) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(file, text);
    }
    catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new _lint_lint_error_js__WEBPACK_IMPORTED_MODULE_5__/* .LintError */ .k('LINT_OUTPUT_UNWRITABLE', `--output cannot be written: ${why}`, 'Name a file in a folder that exists and may be written to.', { cause });
    }
}
function choice(option, given, choices) {
    const found = Object.hasOwn(choices, given) ? choices[given] : undefined;
    if (found !== undefined)
        return found;
    const all = Object.keys(choices).join(', ');
    throw new _lint_lint_error_js__WEBPACK_IMPORTED_MODULE_5__/* .LintError */ .k('LINT_USAGE', `${option} is ${given}, but must be one of ${all}`, `Give one of ${all}.`);
}
/** As seen from where the command was called, for the eye and for terminals that make links of paths. */
function shownPrefix(cwd, root) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(cwd, root);
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


/***/ })

};
