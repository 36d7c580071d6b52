export const id = 411;
export const ids = [411];
export const modules = {

/***/ 87409:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ predicateTypeOf)
/* harmony export */ });
/* harmony import */ var _bitvault_signing__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(96732);

/** The kinds that build-sign-push attaches, by the names that they go by. */
const named = new Map([
    ['spdx', _bitvault_signing__WEBPACK_IMPORTED_MODULE_0__/* .spdxPredicateType */ .TW],
    ['cyclonedx', _bitvault_signing__WEBPACK_IMPORTED_MODULE_0__/* .cyclonedxPredicateType */ .f0],
    ['vuln', _bitvault_signing__WEBPACK_IMPORTED_MODULE_0__/* .vulnerabilityPredicateType */ .Yg],
]);
/** The predicate type that a name, or the URI itself, stands for. Throws a `TypeError` whose message completes "must be …". */
function predicateTypeOf(raw) {
    const known = named.get(raw);
    if (known !== undefined)
        return known;
    if (/^https:\/\/[!-~]{1,300}$/.test(raw))
        return raw;
    throw new TypeError(`${[...named.keys()].join(', ')}, or a URI that begins with https://`);
}


/***/ }),

/***/ 45170:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./packages/signing/out/index.js + 46 modules
var out = __webpack_require__(96732);
// EXTERNAL MODULE: ./actions/out/connections.js
var connections = __webpack_require__(25865);
// EXTERNAL MODULE: ./actions/out/registry-access.js
var registry_access = __webpack_require__(41284);
// EXTERNAL MODULE: ./packages/action-kit/out/index.js + 13 modules
var action_kit_out = __webpack_require__(7962);
// EXTERNAL MODULE: ./packages/promotion/out/index.js + 65 modules
var promotion_out = __webpack_require__(60283);
// EXTERNAL MODULE: ./actions/out/input-groups.js
var input_groups = __webpack_require__(51005);
// EXTERNAL MODULE: ./actions/out/predicate-types.js
var predicate_types = __webpack_require__(87409);
;// CONCATENATED MODULE: ./actions/out/verify-image/inputs.js




const acceptedForm = (0,action_kit_out.oneOf)('legacy', 'provenance-only');
/** As GitHub numbers repositories and accounts. */
function parseId(raw) {
    if (/^[1-9][0-9]{0,18}$/.test(raw))
        return raw;
    throw new TypeError('a number, as GitHub’s API gives it');
}
const definition = (0,action_kit_out.defineAction)({
    name: 'verify-image',
    title: 'BitVault: verify image',
    description: "Checks a digest's signature and provenance against exactly one identity.",
    icon: 'check-circle',
    inputs: {
        image: (0,action_kit_out.required)((0,action_kit_out.parsed)(promotion_out/* parseImageName */["if"]), 'Image name with its registry, such as `ghcr.io/owner/name`.'),
        digest: (0,action_kit_out.required)((0,action_kit_out.parsed)(promotion_out/* parseDigest */.m), 'Digest to verify.'),
        source: (0,action_kit_out.required)((0,action_kit_out.parsed)(promotion_out/* parseRepositoryName */.$M), 'Repository that must have built it, as `owner/name`.'),
        workflow: (0,action_kit_out.required)(action_kit_out.text, 'Workflow file that must have built it, such as `.github/workflows/release.yml`.'),
        'signer-workflow': (0,action_kit_out.explicit)((0,action_kit_out.parsed)(promotion_out/* parseSignerWorkflow */.pv), 'workflow', 'Reusable workflow that must have signed, where `workflow` calls one for it, with its ref: `owner/name/.github/workflows/build.yml@refs/tags/v2`. `workflow` is the input of this name.'),
        ref: (0,action_kit_out.explicit)(action_kit_out.text, 'refs/heads/main', 'Git ref that must have been built.'),
        commit: (0,action_kit_out.explicit)((0,action_kit_out.parsed)(promotion_out/* parseCommitOid */.ZN), 'any', 'Commit that must have been built.'),
        'repository-id': (0,action_kit_out.explicit)((0,action_kit_out.parsed)(parseId), 'any', 'Number of that repository: one that was created again under the name is refused.'),
        'owner-id': (0,action_kit_out.explicit)((0,action_kit_out.parsed)(parseId), 'any', 'Number of its owner: an account that was created again under the name is refused.'),
        issuer: (0,action_kit_out.explicit)((0,action_kit_out.parsed)(promotion_out/* parseIssuer */.zI), 'server', "Issuer of the build's OpenID Connect token, exactly: of an enterprise with an issuer of its own, `https://token.actions.githubusercontent.com/` and its slug. `server` is that of this server."),
        trigger: (0,action_kit_out.explicit)((0,action_kit_out.lines)(String), 'any', 'Event that must have started the run, such as `push`; where it may be one of several, one per line.'),
        'runner-environment': (0,action_kit_out.explicit)((0,action_kit_out.oneOf)('github-hosted', 'self-hosted'), 'any', 'Kind of runner that must have built it.'),
        accept: (0,action_kit_out.optional)((0,action_kit_out.lines)((raw) => acceptedForm.parse(raw)), "What suffices besides bundles of a signature and of provenance, one per line: `legacy`, cosign's tags of before bundles, where no bundle of the kind is attached; `provenance-only`, provenance where no signature is attached, as actions/attest leaves an image."),
        require: (0,action_kit_out.explicit)((0,action_kit_out.lines)(predicate_types/* predicateTypeOf */.T), 'none', 'Further attestations that must be there, each by the same identity, one per line: `spdx`, `cyclonedx`, `vuln`, or the URI of a predicate type.'),
        ...input_groups/* registryInputs */.P4,
        'trusted-root': (0,action_kit_out.explicit)(action_kit_out.text, 'none', "Sigstore trusted root, as a path or as inline JSON; several, one per line, as `gh attestation trusted-root` prints them. `none` takes those of the public good instance and of GitHub's own Sigstore, over TUF."),
        ...input_groups/* dryRunInput */.lo,
    },
    outputs: {
        result: '`verified` or `refused`.',
        claims: 'The verified claims, as JSON.',
        reason: 'Why it was refused: `CODE: sentence. Next: …`.',
    },
});

;// CONCATENATED MODULE: ./actions/out/verify-image/summary.js

function claimsSummary(reference, claims) {
    const rows = Object.entries(claims).map(([name, value]) => [
        name,
        (0,promotion_out/* literal */.eu)(Array.isArray(value) ? value.join(', ') : String(value)),
    ]);
    return `## Verified \`${reference}\`\n\n${(0,promotion_out/* table */.tp)(['claim', 'value'], rows)}\n`;
}

;// CONCATENATED MODULE: ./actions/out/verify-image/main.js





/** Here the workflow is the reviewed file. A path, or the JSON itself: a job without a checkout has no file to name. */
function trustSource(trustedRoot) {
    if (trustedRoot === undefined)
        return 'well-known';
    return trustedRoot.startsWith('{') ? { inline: trustedRoot } : { path: trustedRoot };
}
const action = {
    definition: definition,
    async main(inputs, runtime) {
        const registry = (0,registry_access/* registryAccess */.Y)(inputs, runtime);
        const { server } = (0,connections/* serverAddresses */._F)(runtime.env);
        const claims = await (0,out/* verifyImage */.ZG)({
            repository: await registry.open(inputs.image, [inputs.image]),
            digest: inputs.digest,
            expectation: {
                issuer: inputs.issuer ?? (0,connections/* tokenIssuer */.fH)(server),
                server,
                source: inputs.source,
                workflow: inputs.workflow,
                ref: inputs.ref ?? 'refs/heads/main',
                ...(inputs['signer-workflow'] !== undefined && { signer: `${server}/${inputs['signer-workflow']}` }),
                ...(inputs.commit && { commit: inputs.commit }),
                ...(inputs['repository-id'] !== undefined && { repositoryId: inputs['repository-id'] }),
                ...(inputs['owner-id'] !== undefined && { ownerId: inputs['owner-id'] }),
                ...(inputs.trigger !== undefined && { triggers: inputs.trigger }),
                ...(inputs['runner-environment'] && { runnerEnvironment: inputs['runner-environment'] }),
            },
            accept: {
                legacy: inputs.accept?.includes('legacy') ?? false,
                provenanceOnly: inputs.accept?.includes('provenance-only') ?? false,
            },
            require: inputs.require ?? [],
            trust: await (0,out/* loadTrust */.Vc)(trustSource(inputs['trusted-root'])),
        });
        runtime.info(`${inputs.image}@${inputs.digest} was built by ${claims.san} from ${claims.commit}`);
        return {
            kind: 'done',
            outputs: { result: 'verified', claims: JSON.stringify(claims), reason: '' },
            summary: () => claimsSummary(`${inputs.image}@${inputs.digest}`, claims),
        };
    },
};


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
