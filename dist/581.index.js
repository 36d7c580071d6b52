export const id = 581;
export const ids = [581];
export const modules = {

/***/ 21581:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   askForMissing: () => (/* binding */ askForMissing),
/* harmony export */   askWhether: () => (/* binding */ askWhether)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60283);
/* harmony import */ var _answers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99531);
/* harmony import */ var _collisions_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(68019);
/* harmony import */ var _grammar_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60553);
/* harmony import */ var _init_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(98315);
/* harmony import */ var _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(30108);






const judged = (parser) => (raw) => {
    try {
        parser(raw);
        return true;
    }
    catch (error) {
        if (error instanceof TypeError)
            return `Must be ${error.message}.`;
        throw error;
    }
};
function distinct(names) {
    const [name] = (0,_grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .repeated */ .ZD)(names);
    if (name !== undefined)
        throw new TypeError(`names of which each is given once; ${name} comes twice`);
}
/**
 * Asks for what has no default or shapes everything, as far as it was not given.
 *
 * @throws InitError INIT_CANCELLED
 */
const askForMissing = (given, terminal) => uncancelled(() => ask(given, terminal));
/**
 * Asks whether to go on.
 *
 * @throws InitError INIT_CANCELLED where the answer is no
 */
async function askWhether(message, terminal) {
    const { default: confirm } = await Promise.all(/* import() */[__webpack_require__.e(700), __webpack_require__.e(668)]).then(__webpack_require__.bind(__webpack_require__, 78668));
    if (!(await uncancelled(() => confirm({ message }, terminal))))
        throw cancelled();
}
async function uncancelled(question) {
    try {
        return await question();
    }
    catch (error) {
        if (!(error instanceof Error && error.name === 'ExitPromptError'))
            throw error;
        throw cancelled(error);
    }
}
const cancelled = (cause) => new _init_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InitError */ .n('INIT_CANCELLED', 'the questions were broken off, and nothing was written', 'Run it again, perhaps with options in place of answers: --help tells them.', [], { cause });
/** Asks one after another, since a question can depend on the answers before it. */
async function ask(given, terminal) {
    const [{ default: input }, { default: select }, { default: confirm }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(700), __webpack_require__.e(992)]).then(__webpack_require__.bind(__webpack_require__, 28992)),
        Promise.all(/* import() */[__webpack_require__.e(700), __webpack_require__.e(692)]).then(__webpack_require__.bind(__webpack_require__, 29692)),
        Promise.all(/* import() */[__webpack_require__.e(700), __webpack_require__.e(668)]).then(__webpack_require__.bind(__webpack_require__, 78668)),
    ]);
    const text = (message, validate, standard = '') => input({ message, validate, ...(standard === '' ? {} : { default: standard }) }, terminal);
    const owner = given.owner ?? (await text('Owner of the GitOps repository on GitHub', judged(_grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseOwner */ .pZ)));
    const hidden = given.private ??
        // Another GitHub is an Enterprise Server or has data residency, which have everything.
        (given['server-url'] === undefined
            ? await select({
                message: 'The GitOps repository is',
                choices: [
                    { name: 'public', value: '', description: 'Every plan has what the gates stand on.' },
                    ..._answers_js__WEBPACK_IMPORTED_MODULE_1__/* .privatePlans */ .ak.map((value) => ({
                        name: `private, on the plan ${_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .planNames */ .AO[value]}`,
                        value,
                        description: plansExplained[value],
                    })),
                ],
            }, terminal)
            : undefined);
    const source = given.source ??
        (await text('Application repository, whose workflow builds the images', judged((raw) => parseOther(raw, `${owner}/${given.repository ?? _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .defaults */ .NT.repository}`)), `${owner}/app`));
    const name = given.name ??
        (await text('Prefix of Applications, namespaces and GitHub Apps', judged(_grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseName */ .$q), (0,_grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .nameFrom */ .Ov)(source.split('/')[1] ?? '')));
    const named = given.services !== undefined || given.service !== undefined;
    if (!named)
        terminal.output.write(servicesExplained);
    const service = named ? given.service : splitServices(await text('Services', judged(parseServices)));
    const services = [...(0,_raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .splitNames */ .bZ)(given.services ?? ''), ...(service ?? [])].map(nameOf);
    const environments = given.environments ??
        (await text('Environments in the order of promotion', judged((raw) => {
            const names = (0,_raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .splitNames */ .bZ)(raw);
            for (const each of names)
                (0,_grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseEnvironmentLabel */ .Fq)(each);
            distinct(names);
            if (!(0,_grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .isChain */ .o_)(names))
                throw new TypeError(_grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .chainLength */ .q5);
        }), _raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .defaults */ .NT.environments));
    const last = (0,_raw_answers_js__WEBPACK_IMPORTED_MODULE_5__/* .splitNames */ .bZ)(environments).at(-1) ?? 'the last environment';
    const domain = given.domain ?? (await text(`Domain of ${last}, the other environments are below it`, judged(_grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseDomain */ .gR)));
    const possible = _answers_js__WEBPACK_IMPORTED_MODULE_1__/* .layouts */ .YF.filter((layout) => layout === 'environment' || services.length <= _collisions_js__WEBPACK_IMPORTED_MODULE_2__/* .mostStatuses */ .N);
    return {
        ...given,
        owner,
        private: hidden,
        source,
        name,
        service,
        environments,
        domain,
        layout: given.layout ??
            (await select({
                message: 'One Application for each',
                choices: possible.map((value) => ({ value, description: layoutsExplained[value] })),
            }, terminal)),
        templating: given.templating ??
            (await select({ message: 'Manifests by', choices: _answers_js__WEBPACK_IMPORTED_MODULE_1__/* .templatings */ .Xr.map((value) => ({ value })) }, terminal)),
        migration: given.migration ??
            (await text('Migration, as SERVICE ARGUMENT …, empty for none', (raw) => raw === '' || judged((answer) => parseMigrationOf(answer, services))(raw))),
        previews: given.previews ?? (await confirm({ message: 'Previews of labelled pull requests' }, terminal)),
        sigstore: given.sigstore ??
            // Of another GitHub, neither of them knows the jobs.
            (given['server-url'] === undefined
                ? await select({
                    message: 'Images are signed by',
                    choices: _answers_js__WEBPACK_IMPORTED_MODULE_1__/* .sigstores */ .us.map((value) => ({ value, description: sigstoresExplained[value] })),
                }, terminal)
                : undefined),
    };
}
const noReviewers = 'It has no required reviewers: a member of a team starts the gate by hand.';
const plansExplained = {
    pro: noReviewers,
    team: noReviewers,
    enterprise: 'It has what the gates stand on.',
};
const layoutsExplained = {
    environment: 'All services of an environment are synced together.',
    service: `Each service of an environment is synced by itself; for at most ${_collisions_js__WEBPACK_IMPORTED_MODULE_2__/* .mostStatuses */ .N} services.`,
};
const sigstoresExplained = {
    'public-good': 'Sigstore’s public instance: where the application repository is public.',
    github: 'GitHub’s own: where the application repository is private or internal.',
};
const servicesExplained = `Services have spaces between them, and behind commas what each needs:
  host=LABEL  to be reached from outside, at LABEL below the domain; host=@ for the domain itself
  database    the address of the database and what to show it
  keda        scaling by what waits for it, in place of a host
such as: api,host=api,database worker,keda web,host=@
`;
const splitServices = (raw) => raw.split(/\s+/).filter((part) => part !== '');
const nameOf = (service) => service.split(',')[0] ?? '';
function parseServices(raw) {
    const services = splitServices(raw);
    if (services.length === 0)
        throw new TypeError('at least one service');
    const parsed = services.map((service) => {
        if (!/^[^,]*(?:,(?:host=[^,]*|database|keda))*$/.test(service))
            throw new TypeError(`services with spaces between them, and no options but host=LABEL, database and keda`);
        return (0,_grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseService */ .nO)(service);
    });
    distinct(parsed.map(({ name }) => name));
    distinct(parsed.flatMap(({ host }) => (host === null ? [] : [`host=${host}`])));
}
function parseOther(raw, gitops) {
    (0,_grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseSource */ .PJ)(raw);
    if (raw.toLowerCase() === gitops.toLowerCase())
        throw new TypeError(`another repository than ${gitops}, which is to hold what is written`);
}
function parseMigrationOf(raw, services) {
    const { service } = (0,_grammar_js__WEBPACK_IMPORTED_MODULE_3__/* .parseMigration */ .mo)(raw);
    if (!services.includes(service))
        throw new TypeError(`of one of the services, ${services.join(', ')}`);
}


/***/ })

};
