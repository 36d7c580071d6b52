export const id = 868;
export const ids = [868];
export const modules = {

/***/ 14315:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./packages/github/out/index.js + 31 modules
var out = __webpack_require__(47649);
// EXTERNAL MODULE: ./packages/promotion/out/index.js + 41 modules
var promotion_out = __webpack_require__(24947);
// EXTERNAL MODULE: ./actions/out/connections.js
var connections = __webpack_require__(25865);
// EXTERNAL MODULE: ./actions/out/evidence.js
var evidence = __webpack_require__(58731);
// EXTERNAL MODULE: ./actions/out/registry-access.js
var registry_access = __webpack_require__(41284);
// EXTERNAL MODULE: ./actions/out/merging.js
var merging = __webpack_require__(13151);
// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 7 modules
var action_kit_out = __webpack_require__(14991);
// EXTERNAL MODULE: ./actions/out/input-groups.js
var input_groups = __webpack_require__(51005);
;// CONCATENATED MODULE: ./actions/out/auto-merge-dev/inputs.js



const definition = (0,action_kit_out.defineAction)({
    name: 'auto-merge-dev',
    title: 'BitVault: auto-merge dev',
    description: 'Merges a pull request of an environment with `merge: auto`, when it is exactly the digest bump of verified images.',
    icon: 'git-merge',
    inputs: {
        ...input_groups/* gitOpsInputs */.cH,
        'pull-request': (0,action_kit_out.required)(action_kit_out.wholeNumber, 'Number of the pull request, such as `${{ github.event.pull_request.number }}`.'),
        ...input_groups/* registryInputs */.P4,
        ...input_groups/* trustInputs */.Av,
        ...input_groups/* dryRunInput */.lo,
    },
    outputs: merging/* mergeOutputs */.BH,
});

;// CONCATENATED MODULE: ./actions/out/auto-merge-dev/main.js







const action = {
    definition: definition,
    async main(inputs, runtime) {
        const verifierInputs = { trustedRoot: inputs['trusted-root'], registry: (0,registry_access/* registryAccess */.Y)(inputs, runtime) };
        const connection = (0,connections/* connectToGitOps */.kl)(inputs, runtime);
        const outcome = await (0,merging/* mergeIfAllowed */.I7)({
            reader: (0,out/* promotionStateReader */.kj)(connection, inputs.branch === undefined ? {} : { branch: inputs.branch }),
            merger: (0,out/* pullRequestMerger */.n1)(connection),
            verifier: (0,evidence/* imageVerifier */.gp)(verifierInputs, runtime),
            decide: (state, pull, policy, evidence) => (0,merging/* requireMergeMode */.Fl)((0,promotion_out/* judge */.S4)(state, pull, policy, evidence, null), policy, 'auto'),
            approves: (pull, policy, change) => (0,promotion_out/* environmentOf */.p7)(policy, change.environment).approvals > 0 || pull.reviewDecision === 'REVIEW_REQUIRED',
            gateApprovers: () => [],
            shown: null,
        }, inputs['pull-request'], inputs['dry-run']);
        runtime.info(`#${outcome.pull.number}: ${outcome.kind}`);
        return (0,merging/* mergeOutcome */.pK)(outcome, false);
    },
};


/***/ }),

/***/ 13151:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BH: () => (/* binding */ mergeOutputs),
/* harmony export */   EU: () => (/* binding */ requireHead),
/* harmony export */   Fl: () => (/* binding */ requireMergeMode),
/* harmony export */   I7: () => (/* binding */ mergeIfAllowed),
/* harmony export */   pK: () => (/* binding */ mergeOutcome),
/* harmony export */   u0: () => (/* binding */ carryOut)
/* harmony export */ });
/* unused harmony export candidatesOf */
/* harmony import */ var _bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24947);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25865);


/** The image digests that merging a pull request would deploy. */
function candidatesOf(pull, state, policy) {
    const recognition = (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .recogniseChange */ .Sx)(pull, state.base, policy);
    if (recognition.kind === 'unrecognised' || recognition.change.kind === 'resume')
        return [];
    return recognition.change.bumps.map((bump) => ({ service: bump.service, digest: bump.to }));
}
/** A base that keeps moving is judged again this often before it is given up. */
const judgements = 6;
/** Judges and merges one pull request; whenever the base moved in between, everything is read and judged again. */
async function mergeIfAllowed(ports, number, dryRun) {
    for (let attempt = 1;; attempt += 1) {
        const state = await ports.reader.stateOfPull(number);
        const { pull } = state;
        const policy = (0,_connections_js__WEBPACK_IMPORTED_MODULE_1__/* .policyOf */ .US)(state.base);
        if (pull.state === 'MERGED')
            return afterMerge(ports, pull, (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .isPullOf */ .rQ)(pull, state.base, policy), dryRun);
        const evidence = await ports.verifier.verify(policy, candidatesOf(pull, state, policy));
        const verdict = ports.decide(state, pull, policy, evidence);
        if (verdict.kind === 'wait')
            return { kind: 'waiting', pull, reasons: verdict.reasons };
        if (verdict.kind === 'refuse')
            return { kind: 'refused', pull, reasons: verdict.reasons };
        if (dryRun)
            return { kind: 'allowed', pull, change: verdict.change };
        const approve = ports.approves(pull, policy, verdict.change);
        const commit = (0,_bitvault_promotion__WEBPACK_IMPORTED_MODULE_0__/* .mergeCommitText */ .JU)(pull, ports.gateApprovers());
        const result = await carryOut(ports.merger, { pull, change: verdict.change, approve, commit });
        if (result.kind === 'merged')
            return { ...result, pull };
        if (result.kind === 'refused' || attempt === judgements)
            return { kind: 'refused', pull, reasons: [result.reason] };
    }
}
/** An earlier run of this action that was broken off has judged it; what anybody else merged was judged by nobody. */
async function afterMerge({ merger, shown }, pull, isOwn, dryRun) {
    const commit = pull.mergeCommit;
    const asShown = shown === null || pull.head === shown;
    if (commit === null || !isOwn || !asShown || !(await merger.hasMerged(pull))) {
        return { kind: 'refused', pull, reasons: [{ code: 'PULL_NOT_OPEN', state: pull.state }] };
    }
    if (!dryRun)
        await merger.deleteBranch(pull);
    return { kind: 'merged', pull, change: null, commit };
}
/** Merges exactly the head that was judged. */
async function carryOut(merger, { pull, change, approve, commit }) {
    if (approve)
        await merger.approve(pull, 'The change is exactly the digest bump, and its images verify.');
    const result = await merger.merge(pull, commit);
    switch (result.kind) {
        case 'merged':
            return { kind: 'merged', change, commit: result.commit };
        case 'head-moved':
            return { kind: 'refused', reason: { code: 'HEAD_MOVED', expected: pull.head } };
        case 'base-moved':
            return { kind: 'again', reason: { code: 'CONFLICTING' } };
        case 'forbidden':
            return { kind: 'refused', reason: { code: 'MERGE_FORBIDDEN', message: result.message } };
    }
}
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
