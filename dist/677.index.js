export const id = 677;
export const ids = [677];
export const modules = {

/***/ 29695:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ judgePull)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86678);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25865);


/** The image digests that merging a pull request would deploy. */
function candidatesOf(pull, state, policy) {
    const recognition = (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .recogniseChange */ .Sx)(pull, state.base, policy);
    if (recognition.kind === 'unrecognised' || recognition.change.kind === 'resume')
        return [];
    return recognition.change.bumps.map((bump) => ({ service: bump.service, digest: bump.to }));
}
/** Gathers the evidence, which cannot change any more, and decides. */
async function judgePull(ports, state) {
    const { pull } = state;
    const policy = (0,_connections_js__WEBPACK_IMPORTED_MODULE_1__/* .policyOf */ .US)(state.base);
    const evidence = await ports.verifier.verify(policy, candidatesOf(pull, state, policy));
    const requests = await ports.requests((0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .requestRunsOf */ .vv)(pull, state.base, policy, ports.atGate));
    const decide = await ports.decider(policy);
    return { state, policy, evidence, requests, verdict: decide(state, policy, evidence, requests) };
}


/***/ }),

/***/ 4807:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ mergeAsJudged)
/* harmony export */ });
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(14991);
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86678);
/* harmony import */ var _judged_pull_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(29695);



/**
 * Merges exactly what was judged. GitHub takes a head as a condition of a merge, but neither a base nor the facts that a
 * policy asks for, so all of them are looked at again in the one request before the merge, and what came of it is judged
 * in the one after.
 */
async function mergeAsJudged(ports, judged, approve) {
    const { pull } = judged.state;
    if (approve)
        await ports.merger.approve(pull, 'The change is exactly the digest bump, and its images verify.');
    const confirmed = await confirm(ports, judged);
    if (confirmed.kind !== 'merge')
        return confirmed;
    const result = await ports.merger.merge(pull, (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__/* .mergeCommitText */ .JU)(pull, confirmed.agreed));
    switch (result.kind) {
        case 'merged':
            return auditMerge(ports, judged, result.commit);
        case 'head-moved':
            return { kind: 'refused', reason: { code: 'HEAD_MOVED', expected: pull.head } };
        case 'base-moved':
            return { kind: 'again', reason: { code: 'CONFLICTING' } };
        case 'forbidden':
            return { kind: 'refused', reason: { code: 'MERGE_FORBIDDEN', message: result.message } };
    }
}
/** The last look: nothing is asked between its answer and the merge. */
async function confirm(ports, { state, policy, evidence, requests }) {
    const decide = await ports.decider(policy);
    const look = await ports.reader.look(state, null);
    const { pull } = look.state;
    if (look.base !== state.base.oid || pull.head !== state.pull.head) {
        return { kind: 'again', reason: { code: 'FACTS_MOVED', base: look.base } };
    }
    const verdict = decide(look.state, policy, evidence, requests);
    return verdict.kind === 'merge' ? verdict : { kind: 'stopped', verdict };
}
/**
 * Judges what was merged, on the commit that it was merged onto and with the facts of that moment. What the policy would
 * not have allowed is rolled back by a pull request, and reported.
 */
async function auditMerge(ports, judged, commit) {
    try {
        const verdict = await verdictOnMerge(ports, judged, commit);
        if (verdict.kind === 'merge')
            return { kind: 'merged', change: verdict.change, commit, agreed: verdict.agreed };
        return await slipped(ports, verdict.change ?? judged.verdict.change, commit, verdict.reasons);
    }
    catch (error) {
        if (!(0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.isCodedError)(error))
            throw error;
        const { code: failure, message, next: advice } = error;
        return slipped(ports, judged.verdict.change, commit, [{ code: 'STEP_FAILED', failure, message, advice }]);
    }
}
async function verdictOnMerge(ports, judged, commit) {
    const { state, policy, evidence, requests } = judged;
    const decide = await ports.decider(policy);
    const look = await ports.reader.look(state, commit);
    if (look.mergedOnto === state.base.oid)
        return decide((0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__/* .asOfMerge */ .OQ)(look.state), policy, evidence, requests);
    const merged = await ports.reader.stateOfMerge(state, commit);
    return (await (0,_judged_pull_js__WEBPACK_IMPORTED_MODULE_2__/* .judgePull */ .v)(ports, (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__/* .asOfMerge */ .OQ)(merged))).verdict;
}
async function slipped(ports, change, commit, reasons) {
    const advice = await ports.undo(change, commit, reasons);
    const why = reasons.map((reason) => `${reason.code}: ${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_1__/* .explain */ .WE)(reason).sentence}`).join('; ');
    return { kind: 'slipped', commit, reason: { code: 'MERGED_AGAINST_POLICY', commit, why, advice } };
}


/***/ }),

/***/ 72699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ mergeIfAllowed)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86678);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25865);
/* harmony import */ var _judged_pull_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(29695);
/* harmony import */ var _merge_as_judged_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4807);




/** What keeps moving is judged again this often before it is given up. */
const judgements = 6;
/** Judges and merges one pull request; whenever something moved in between, everything is read and judged again. */
async function mergeIfAllowed(ports, number, dryRun) {
    for (let attempt = 1;; attempt += 1) {
        const state = await ports.reader.stateOfPull(number);
        if (state.pull.state === 'MERGED')
            return afterMerge(ports, state, dryRun);
        const judged = await (0,_judged_pull_js__WEBPACK_IMPORTED_MODULE_2__/* .judgePull */ .v)(ports, state);
        const { pull } = state;
        const { verdict, policy } = judged;
        if (verdict.kind !== 'merge')
            return stopped(pull, verdict);
        const { change } = verdict;
        if (dryRun)
            return { kind: 'allowed', pull, change };
        const result = await (0,_merge_as_judged_js__WEBPACK_IMPORTED_MODULE_3__/* .mergeAsJudged */ .c)(ports, { ...judged, verdict }, ports.approves(pull, policy, change));
        if (result.kind !== 'again')
            return outcomeOf(pull, result);
        if (attempt === judgements)
            return { kind: 'refused', pull, reasons: [result.reason] };
    }
}
function stopped(pull, verdict) {
    return { kind: verdict.kind === 'wait' ? 'waiting' : 'refused', pull, reasons: verdict.reasons };
}
function outcomeOf(pull, result) {
    switch (result.kind) {
        case 'merged':
        case 'slipped':
            return { ...result, pull };
        case 'stopped':
            return stopped(pull, result.verdict);
        case 'refused':
            return { kind: 'refused', pull, reasons: [result.reason] };
    }
}
/** An earlier run of this action that was broken off has judged it; what anybody else merged was judged by nobody. */
async function afterMerge({ merger, shown }, state, dryRun) {
    const { pull } = state;
    const commit = pull.mergeCommit;
    const isOwn = (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .isPullOf */ .rQ)(pull, state.base, (0,_connections_js__WEBPACK_IMPORTED_MODULE_1__/* .policyOf */ .US)(state.base));
    const asShown = shown === null || pull.head === shown;
    if (commit === null || !isOwn || !asShown || !(await merger.hasMerged(pull))) {
        return { kind: 'refused', pull, reasons: [{ code: 'PULL_NOT_OPEN', state: pull.state }] };
    }
    if (!dryRun)
        await merger.deleteBranch(pull);
    return { kind: 'merged', pull, change: null, commit, agreed: { reviewers: [], approvers: [] } };
}


/***/ }),

/***/ 56261:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BH: () => (/* binding */ mergeOutputs),
/* harmony export */   EU: () => (/* binding */ requireHead),
/* harmony export */   Fl: () => (/* binding */ requireMergeMode),
/* harmony export */   pK: () => (/* binding */ mergeOutcome)
/* harmony export */ });
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86678);

const mergeOutputs = {
    result: '`merged`, `waiting`, `planned` (dry run) or `refused`.',
    'merge-sha': 'The merge commit.',
    reason: 'Why it was not merged: `CODE: sentence. Next: …`, one a line.',
};
/** What a merging action reports. With `mustMerge`, waiting is a failure too: an approval was spent on this run. */
function mergeOutcome(outcome, mustMerge) {
    const link = `[#${outcome.pull.number}](${outcome.pull.url})`;
    switch (outcome.kind) {
        case 'merged':
            return {
                kind: 'done',
                outputs: { result: 'merged', 'merge-sha': outcome.commit, reason: '' },
                summary: `## Merged ${link}\n\nAs \`${outcome.commit}\`.\n\n${outcome.change === null ? '' : (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .changeTable */ .Hg)(outcome.change)}\n`,
            };
        case 'allowed':
            return {
                kind: 'done',
                outputs: { result: 'planned', 'merge-sha': '', reason: '' },
                summary: `## Would merge ${link} (dry run)\n`,
            };
        case 'slipped': {
            const reason = (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .reasonLine */ .$E)(outcome.reason);
            return {
                kind: 'refused',
                outputs: { result: 'refused', 'merge-sha': outcome.commit, reason },
                summary: `## Merged against the policy: ${link}\n\n${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .reasonList */ .nJ)([outcome.reason])}\n`,
                failure: reason,
            };
        }
        case 'waiting':
        case 'refused': {
            const reason = outcome.reasons.map(_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .reasonLine */ .$E).join('\n');
            const outputs = { result: outcome.kind, 'merge-sha': '', reason };
            const summary = `## ${outcome.kind === 'waiting' ? 'Waiting' : 'Refused'}: ${link}\n\n${(0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .reasonList */ .nJ)(outcome.reasons)}\n`;
            if (outcome.kind === 'waiting' && !mustMerge)
                return { kind: 'done', outputs, summary };
            return { kind: 'refused', outputs, summary, failure: reason };
        }
    }
}
/** A verdict that also demands that this action is the one for the environment. */
function requireMergeMode(verdict, policy, mode) {
    if (verdict.change === null)
        return verdict;
    const { environment } = verdict.change;
    const found = (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .environmentOf */ .p7)(policy, environment).merge;
    return found === mode
        ? verdict
        : refuseToo(verdict, { code: 'MERGE_MODE', environment, mode: found, expected: mode });
}
/** A verdict that also demands that the head is the one that people were shown. */
function requireHead(verdict, head, shown) {
    return head === shown ? verdict : refuseToo(verdict, { code: 'HEAD_MOVED', expected: shown });
}
const refuseToo = (verdict, reason) => ({
    kind: 'refuse',
    change: verdict.change,
    reasons: verdict.kind === 'merge' ? [reason] : [reason, ...verdict.reasons],
});


/***/ }),

/***/ 56751:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  p: () => (/* binding */ mergePorts)
});

// EXTERNAL MODULE: ./packages/github/out/index.js + 34 modules
var out = __webpack_require__(39678);
// EXTERNAL MODULE: ./actions/out/evidence.js
var evidence = __webpack_require__(58731);
// EXTERNAL MODULE: ./actions/out/registry-access.js
var registry_access = __webpack_require__(41284);
// EXTERNAL MODULE: ./actions/out/requests.js
var requests = __webpack_require__(27512);
// EXTERNAL MODULE: ./actions/out/source-authors.js
var source_authors = __webpack_require__(44650);
// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 7 modules
var action_kit_out = __webpack_require__(14991);
;// CONCATENATED MODULE: ./actions/out/merging/undo.js

/**
 * Starts the rollback workflow for each digest that was merged: its pull request comes from the App that opens all of
 * them, and goes through the gates like any other. A rollback or a resume is not taken back by itself, since nobody can
 * tell which of the two states is the safer one.
 */
function rollbackByWorkflow(dispatcher, workflow) {
    return async (change, commit, reasons) => {
        if (change.kind !== 'promotion')
            return byHand(commit);
        const reason = `merged as ${commit.slice(0, 7)} although ${reasons.map(({ code }) => code).join(', ')}`;
        const failures = [];
        for (const bump of change.bumps) {
            const failure = await startRollback(dispatcher, workflow, bump, reason);
            if (failure !== null)
                failures.push(`${bump.service}: ${failure}`);
        }
        const services = change.bumps.map(({ service }) => service).join(', ');
        return failures.length === 0
            ? `${workflow} was started for ${services} in ${change.environment}: see its pull request through`
            : `${byHand(commit)} (${workflow} could not be started: ${failures.join('; ')})`;
    };
}
const byHand = (commit) => `Look at ${commit.slice(0, 7)} on the base branch at once, and roll back by hand what should not run`;
/** Null where the workflow was started, else why not. */
async function startRollback(dispatcher, workflow, { service, environment, from }, reason) {
    if (from === null)
        return 'nothing was deployed before';
    try {
        await dispatcher.dispatch(workflow, { command: 'rollback', service, environment, to: from, reason });
        return null;
    }
    catch (error) {
        if (!(0,action_kit_out.isCodedError)(error))
            throw error;
        return `${error.code}: ${error.message}`;
    }
}

;// CONCATENATED MODULE: ./actions/out/merging/merge-ports.js






/** What an action that merges with one token works with; how it decides is its own. */
function mergePorts(connection, token, inputs, runtime) {
    const base = inputs.branch === undefined ? {} : { branch: inputs.branch };
    const verifier = (0,evidence/* imageVerifier */.gp)({ trustedRoot: inputs['trusted-root'], registry: (0,registry_access/* registryAccess */.Y)(inputs, runtime) }, runtime);
    return {
        reader: (0,out/* promotionStateReader */.kj)(connection, base),
        merger: (0,out/* pullRequestMerger */.n1)(connection),
        verifier: (0,source_authors/* withAuthors */.N)(verifier, token, runtime),
        requests: (0,requests/* requestReader */.j)((0,out/* deploymentGateReader */.ij)(connection), runtime.env, connection.repository),
        undo: rollbackByWorkflow((0,out/* workflowDispatcher */.hi)(connection, base), inputs['rollback-workflow']),
    };
}


/***/ }),

/***/ 85780:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XW: () => (/* binding */ pullReporter),
/* harmony export */   pN: () => (/* binding */ checkOfResult),
/* harmony export */   q$: () => (/* binding */ checkOfOutcome)
/* harmony export */ });
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(14991);
/* harmony import */ var _bitvault_github__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(39678);
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86678);



function pullReporter(connection, runtime) {
    return async (pull, check) => {
        try {
            await (0,_bitvault_github__WEBPACK_IMPORTED_MODULE_1__/* .reportCheck */ .Ny)(connection, pull, check);
        }
        catch (error) {
            const why = (0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.isCodedError)(error)
                ? `${error.code}: ${error.message}. Next: ${error.next}`
                : 'an unexpected failure';
            runtime.warn(`#${pull.number} does not say how it stands: ${why}`);
        }
    };
}
/** What a merging action says of the one pull request that it was given. */
function checkOfOutcome(outcome) {
    switch (outcome.kind) {
        case 'merged':
            return (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .mergedCheck */ .Jn)(outcome.commit, outcome.agreed);
        case 'slipped':
            return (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .pullCheck */ .i7)([outcome.reason]);
        case 'allowed':
            return null;
        case 'waiting':
        case 'refused':
            return outcome.pull.state === 'OPEN' && (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .isNonEmpty */ .J_)(outcome.reasons) ? (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .pullCheck */ .i7)(outcome.reasons) : null;
    }
}
/** What promote says of a pull request that it looked at. */
function checkOfResult({ step, result, commit, reasons, waitsAt }) {
    if (step.kind === 'merge' && result === 'merged' && commit !== null && reasons.length === 0)
        return (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .mergedCheck */ .Jn)(commit, step.verdict.agreed);
    return (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .isNonEmpty */ .J_)(reasons) ? (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_2__/* .pullCheck */ .i7)(reasons, waitsAt) : null;
}


/***/ }),

/***/ 27512:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ requestReader)
/* harmony export */ });
/* harmony import */ var _bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(14991);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25865);


/** Reads the runs that holds name; a run of this repository says who started it, any other address says nothing. */
function requestReader(reader, env, repository) {
    const prefix = `${(0,_connections_js__WEBPACK_IMPORTED_MODULE_1__/* .serverAddresses */ ._F)(env).server}/${repository}/actions/runs/`;
    return async (runs) => new Map(await Promise.all(runs.map(async (url) => [url, await readOne(reader, prefix, url)])));
}
async function readOne(reader, prefix, url) {
    const id = url.startsWith(prefix) ? /^[1-9][0-9]{0,15}$/.exec(url.slice(prefix.length))?.[0] : undefined;
    if (id === undefined) {
        const advice = 'Run the rollback in the GitOps repository, so that its run can be read there.';
        return { kind: 'unknown', detail: `${url} is no run of this repository`, advice };
    }
    try {
        return { kind: 'known', run: await reader.run(Number(id)) };
    }
    catch (error) {
        if (!(0,_bitvault_action_kit__WEBPACK_IMPORTED_MODULE_0__.isCodedError)(error))
            throw error;
        return { kind: 'unknown', detail: `${error.code}: ${error.message}`, advice: error.next };
    }
}


/***/ }),

/***/ 44650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ withAuthors)
/* harmony export */ });
/* harmony import */ var _bitvault_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(39678);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25865);


/** Adds who wrote the verified source commits, where the policy sets them apart from those who agree. */
function withAuthors(verifier, token, runtime) {
    const known = new Map();
    const authorsOf = ({ repository, commit }) => {
        const key = `${repository}@${commit}`;
        const { api, graphql } = (0,_connections_js__WEBPACK_IMPORTED_MODULE_1__/* .serverAddresses */ ._F)(runtime.env);
        const reading = known.get(key) ??
            (0,_bitvault_github__WEBPACK_IMPORTED_MODULE_0__/* .readAuthors */ .rI)((0,_bitvault_github__WEBPACK_IMPORTED_MODULE_0__/* .connectGitHub */ .UY)({ token, apiUrl: api, graphqlUrl: graphql, repository }), { repository, commit });
        known.set(key, reading);
        return reading;
    };
    const completed = async (verification) => verification.kind === 'verified'
        ? { ...verification, authors: await authorsOf(verification.source) }
        : verification;
    return {
        async verify(policy, candidates) {
            const evidence = await verifier.verify(policy, candidates);
            if (!setsAuthorsApart(policy))
                return evidence;
            return new Map(await Promise.all([...evidence].map(async ([key, found]) => [key, await completed(found)])));
        },
    };
}
const setsAuthorsApart = (policy) => policy.environments.some(({ separate }) => [...separate.promotion, ...separate.rollback].includes('author'));


/***/ }),

/***/ 70370:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ pLimit)
});

// UNUSED EXPORTS: limitFunction

;// CONCATENATED MODULE: ./node_modules/yocto-queue/index.js
/*
How it works:
`this.#head` is an instance of `Node` which keeps track of its current value and nests another instance of `Node` that keeps the value that comes after it. When a value is provided to `.enqueue()`, the code needs to iterate through `this.#head`, going deeper and deeper to find the last value. However, iterating through every single item is slow. This problem is solved by saving a reference to the last value as `this.#tail` so that it can reference it to add a new value.
*/

class Node {
	value;
	next;

	constructor(value) {
		this.value = value;
	}
}

class Queue {
	#head;
	#tail;
	#size;

	constructor() {
		this.clear();
	}

	enqueue(value) {
		const node = new Node(value);

		if (this.#head) {
			this.#tail.next = node;
			this.#tail = node;
		} else {
			this.#head = node;
			this.#tail = node;
		}

		this.#size++;
	}

	dequeue() {
		const current = this.#head;
		if (!current) {
			return;
		}

		this.#head = this.#head.next;
		this.#size--;

		// Clean up tail reference when queue becomes empty
		if (!this.#head) {
			this.#tail = undefined;
		}

		return current.value;
	}

	peek() {
		if (!this.#head) {
			return;
		}

		return this.#head.value;

		// TODO: Node.js 18.
		// return this.#head?.value;
	}

	clear() {
		this.#head = undefined;
		this.#tail = undefined;
		this.#size = 0;
	}

	get size() {
		return this.#size;
	}

	* [Symbol.iterator]() {
		let current = this.#head;

		while (current) {
			yield current.value;
			current = current.next;
		}
	}

	* drain() {
		while (this.#head) {
			yield this.dequeue();
		}
	}
}

;// CONCATENATED MODULE: ./node_modules/p-limit/index.js


function pLimit(concurrency) {
	let rejectOnClear = false;

	if (typeof concurrency === 'object') {
		({concurrency, rejectOnClear = false} = concurrency);
	}

	validateConcurrency(concurrency);

	if (typeof rejectOnClear !== 'boolean') {
		throw new TypeError('Expected `rejectOnClear` to be a boolean');
	}

	const queue = new Queue();
	let activeCount = 0;

	const resumeNext = () => {
		// Process the next queued function if we're under the concurrency limit
		if (activeCount < concurrency && queue.size > 0) {
			activeCount++;
			queue.dequeue().run();
		}
	};

	const next = () => {
		activeCount--;
		resumeNext();
	};

	const run = async (function_, resolve, arguments_) => {
		// Execute the function and capture the result promise
		const result = (async () => function_(...arguments_))();

		// Resolve immediately with the promise (don't wait for completion)
		resolve(result);

		// Wait for the function to complete (success or failure)
		// We catch errors here to prevent unhandled rejections,
		// but the original promise rejection is preserved for the caller
		try {
			await result;
		} catch {}

		// Decrement active count and process next queued function
		next();
	};

	const enqueue = (function_, resolve, reject, arguments_) => {
		const queueItem = {reject};

		// Queue the internal resolve function instead of the run function
		// to preserve the asynchronous execution context.
		new Promise(internalResolve => { // eslint-disable-line promise/param-names
			queueItem.run = internalResolve;
			queue.enqueue(queueItem);
		}).then(run.bind(undefined, function_, resolve, arguments_)); // eslint-disable-line promise/prefer-await-to-then

		// Start processing immediately if we haven't reached the concurrency limit
		if (activeCount < concurrency) {
			resumeNext();
		}
	};

	const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
		enqueue(function_, resolve, reject, arguments_);
	});

	Object.defineProperties(generator, {
		activeCount: {
			get: () => activeCount,
		},
		pendingCount: {
			get: () => queue.size,
		},
		clearQueue: {
			value() {
				if (!rejectOnClear) {
					queue.clear();
					return;
				}

				const abortError = AbortSignal.abort().reason;

				while (queue.size > 0) {
					queue.dequeue().reject(abortError);
				}
			},
		},
		concurrency: {
			get: () => concurrency,

			set(newConcurrency) {
				validateConcurrency(newConcurrency);
				concurrency = newConcurrency;

				queueMicrotask(() => {
					// eslint-disable-next-line no-unmodified-loop-condition
					while (activeCount < concurrency && queue.size > 0) {
						resumeNext();
					}
				});
			},
		},
		map: {
			async value(iterable, function_) {
				const promises = [];

				try {
					Array.from(iterable, (value, index) => {
						const promise = generator(function_, value, index);
						promises.push(promise);
						return promise;
					});
				} catch (error) {
					// The iterable threw, so `Promise.all` never observes the already scheduled promises. Observe them here to avoid unhandled rejections.
					for (const promise of promises) {
						promise.catch(() => {}); // eslint-disable-line promise/prefer-await-to-then
					}

					throw error;
				}

				return Promise.all(promises);
			},
		},
	});

	return generator;
}

function limitFunction(function_, options) {
	const limit = pLimit(options);

	const limitedFunction = (...arguments_) => limit(() => function_(...arguments_));
	Object.defineProperty(limitedFunction, 'clearQueue', {
		value: limit.clearQueue,
	});

	return limitedFunction;
}

function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
		throw new TypeError('Expected `concurrency` to be a number from 1 and up');
	}
}


/***/ })

};
