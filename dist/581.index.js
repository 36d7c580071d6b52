export const id = 581;
export const ids = [581];
export const modules = {

/***/ 21581:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   askForMissing: () => (/* binding */ askForMissing)
/* harmony export */ });
/* harmony import */ var _answers_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99531);
/* harmony import */ var _grammar_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60553);
/* harmony import */ var _init_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(98315);
/* harmony import */ var _raw_answers_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30108);




const each = (parser, split = (raw) => [raw]) => (raw) => {
    try {
        for (const part of split(raw))
            parser(part);
        return split(raw).length > 0 ? true : 'Must be there.';
    }
    catch (error) {
        if (error instanceof TypeError)
            return `Must be ${error.message}.`;
        throw error;
    }
};
const splitServices = (raw) => raw.split(/\s+/).filter((part) => part !== '');
/**
 * Asks for what has no default or shapes everything, as far as it was not given.
 *
 * @throws InitError INIT_CANCELLED
 */
async function askForMissing(given, terminal) {
    try {
        return await ask(given, terminal);
    }
    catch (error) {
        if (!(error instanceof Error && error.name === 'ExitPromptError'))
            throw error;
        throw new _init_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InitError */ .n('INIT_CANCELLED', 'the questions were broken off', 'Run it again, perhaps with options in place of answers: --help tells them. Nothing was written.', [], { cause: error });
    }
}
async function ask(given, terminal) {
    const [{ default: input }, { default: select }, { default: confirm }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(700), __webpack_require__.e(117)]).then(__webpack_require__.bind(__webpack_require__, 85117)),
        Promise.all(/* import() */[__webpack_require__.e(700), __webpack_require__.e(142)]).then(__webpack_require__.bind(__webpack_require__, 3142)),
        Promise.all(/* import() */[__webpack_require__.e(700), __webpack_require__.e(17)]).then(__webpack_require__.bind(__webpack_require__, 69017)),
    ]);
    const text = (message, validate, standard) => input({ message, validate, ...(standard === undefined ? {} : { default: standard }) }, terminal);
    const choice = (message, values) => select({ message, choices: values.map((value) => ({ value })) }, terminal);
    const owner = given.owner ?? (await text('Owner of the GitOps repository', each(_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .parseOwner */ .pZ)));
    const source = given.source ?? (await text('Application repository that builds the images', each(_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .parseSource */ .PJ), `${owner}/app`));
    const named = given.services !== undefined || given.service !== undefined;
    const service = named
        ? given.service
        : splitServices(await text('Services, such as: api,host=api,database worker,database web,host=@', each(_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .parseService */ .nO, splitServices)));
    const environments = given.environments ??
        (await text('Environments in the order of promotion', each(_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .parseEnvironmentLabel */ .Fq, _raw_answers_js__WEBPACK_IMPORTED_MODULE_3__/* .splitNames */ .bZ), _raw_answers_js__WEBPACK_IMPORTED_MODULE_3__/* .defaults */ .NT.environments));
    return {
        ...given,
        owner,
        source,
        service,
        environments,
        domain: given.domain ?? (await text('Domain of the last environment', each(_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDomain */ .gR))),
        layout: given.layout ?? (await choice('One Application for each', _answers_js__WEBPACK_IMPORTED_MODULE_0__/* .layouts */ .YF)),
        templating: given.templating ?? (await choice('Manifests by', _answers_js__WEBPACK_IMPORTED_MODULE_0__/* .templatings */ .Xr)),
        migration: given.migration ??
            (await text('Service and arguments of the migration, empty for none', (raw) => raw === '' || each(_grammar_js__WEBPACK_IMPORTED_MODULE_1__/* .parseMigration */ .mo)(raw))),
        previews: given.previews ?? (await confirm({ message: 'Previews of labelled pull requests' }, terminal)),
    };
}


/***/ })

};
