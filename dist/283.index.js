export const id = 283;
export const ids = [283];
export const modules = {

/***/ 60283:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  F: () => (/* reexport */ EditError),
  pn: () => (/* reexport */ PolicyError),
  WO: () => (/* reexport */ activeFreeze),
  NQ: () => (/* reexport */ areApart),
  OQ: () => (/* reexport */ asOfMerge),
  wk: () => (/* reexport */ asksForAuthors),
  xb: () => (/* reexport */ assertNever),
  xY: () => (/* reexport */ branchHindrance),
  Xi: () => (/* reexport */ candidates),
  Hg: () => (/* reexport */ changeTable),
  Az: () => (/* reexport */ composePromotion),
  Dr: () => (/* reexport */ contextsOf),
  H_: () => (/* reexport */ decideLeaving),
  g_: () => (/* reexport */ decidePromotion),
  iF: () => (/* reexport */ decideResume),
  h6: () => (/* reexport */ decideRollback),
  XY: () => (/* reexport */ deployedDigest),
  LT: () => (/* reexport */ deployedHistory),
  TM: () => (/* reexport */ digestFile),
  GV: () => (/* reexport */ digestPath),
  k1: () => (/* reexport */ downstreamOf),
  p7: () => (/* reexport */ environmentOf),
  jR: () => (/* reexport */ environmentOfStep),
  ZH: () => (/* reexport */ evidenceKey),
  ns: () => (/* reexport */ exactText),
  WE: () => (/* reexport */ explain),
  YG: () => (/* reexport */ gateAgreement),
  nq: () => (/* reexport */ holdPath),
  wD: () => (/* reexport */ holdsAt),
  J_: () => (/* reexport */ isNonEmpty),
  rQ: () => (/* reexport */ isPullOf),
  XD: () => (/* reexport */ joinFurther),
  S4: () => (/* reexport */ judge),
  TJ: () => (/* reexport */ limited),
  eu: () => (/* reexport */ literal),
  JU: () => (/* reexport */ mergeCommitText),
  Jn: () => (/* reexport */ mergedCheck),
  Vc: () => (/* reexport */ minute),
  qy: () => (/* reexport */ nearestKey),
  O6: () => (/* reexport */ nothingFurther),
  bA: () => (/* reexport */ parseApprovalTrailers),
  gt: () => (/* reexport */ parseBumpTrailers),
  ZN: () => (/* reexport */ parseCommitOid),
  m: () => (/* reexport */ parseDigest),
  gU: () => (/* reexport */ parseEnvironmentName),
  QI: () => (/* reexport */ parseHoldText),
  "if": () => (/* reexport */ parseImageName),
  zI: () => (/* reexport */ parseIssuer),
  ON: () => (/* reexport */ parsePolicy),
  $M: () => (/* reexport */ parseRepositoryName),
  qE: () => (/* reexport */ parseServiceName),
  pv: () => (/* reexport */ parseSignerWorkflow),
  as: () => (/* reexport */ pastKey),
  et: () => (/* reexport */ plan),
  St: () => (/* reexport */ planHas),
  T4: () => (/* reexport */ planMatrix),
  AO: () => (/* reexport */ planNames),
  MM: () => (/* reexport */ planSummary),
  vw: () => (/* reexport */ plans),
  Iw: () => (/* reexport */ promotionBranch),
  lA: () => (/* reexport */ proposedToLeave),
  i7: () => (/* reexport */ pullCheck),
  rP: () => (/* reexport */ readDigest),
  gM: () => (/* reexport */ readYaml),
  $E: () => (/* reexport */ reasonLine),
  nJ: () => (/* reexport */ reasonList),
  nN: () => (/* reexport */ reasonsOfStep),
  Sx: () => (/* reexport */ recogniseChange),
  QQ: () => (/* reexport */ refuses),
  vv: () => (/* reexport */ requestRunsOf),
  Y_: () => (/* reexport */ resumeBranch),
  Rs: () => (/* reexport */ rollbackBranch),
  es: () => (/* reexport */ rollbackTarget),
  Up: () => (/* reexport */ sameLogin),
  IA: () => (/* reexport */ servicesOfStep),
  xi: () => (/* reexport */ stepJson),
  tp: () => (/* reexport */ table),
  Ex: () => (/* reexport */ textFile),
  M2: () => (/* reexport */ unprovenReason),
  fy: () => (/* reexport */ wantedBy)
});

// UNUSED EXPORTS: HoldError, ProposalError, approversOf, canonicalHold, deployedRuns, editErrorCodes, holdErrorCodes, isCommitOf, noPeople, nothingWanted, parseDigestFile, parseDigestPath, parseEvidence, policyErrorCodes, policyFileSchema, proposalErrorCodes, readHold, readOr, readingOf, reasonCodes, renderBumpTrailers, renderHold, requesterOf, serviceOf, setDigest, setDigests, standingRuns, upstreamOf

;// CONCATENATED MODULE: ./packages/promotion/out/names.js
/** Throws a `TypeError` whose message completes "must be …", as all parsers below do. */
function matching(raw, pattern, expected) {
    if (pattern.test(raw))
        return raw;
    throw new TypeError(expected);
}
const parseDigest = (raw) => matching(raw, /^sha256:[a-f0-9]{64}$/, 'sha256: and 64 lower-case hexadecimal digits');
const parseCommitOid = (raw) => matching(raw, /^[a-f0-9]{40}$/, '40 lower-case hexadecimal digits');
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const labelExpected = 'name: lower-case letters, digits and inner hyphens, at most 63';
const parseServiceName = (raw) => matching(raw, label, `a service ${labelExpected}`);
const parseEnvironmentName = (raw) => matching(raw, label, `an environment ${labelExpected}`);
const hostLabel = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const host = String.raw `(?:${hostLabel})(?:\.${hostLabel}){0,20}(?::[0-9]{1,5})?`;
const component = String.raw `[a-z0-9]+(?:(?:\.|_|__|-{1,10})[a-z0-9]+){0,30}`;
const imageName = new RegExp(`^(?=.{1,255}$)(?:${host})(?:/${component}){1,20}$`);
/** Distribution-spec `<name>`, with a registry host that is never left to a default. */
const parseImageName = (raw) => matching(raw, imageName, 'an image name with its registry, such as ghcr.io/owner/name, without tag or digest');
const parseSignerWorkflow = (raw) => matching(raw, /^[A-Za-z0-9-]{1,39}\/[\w.-]{1,100}\/\.github\/workflows\/[\w.-]{1,200}\.ya?ml@(?:refs\/(?:heads|tags)\/[\w./@+#-]{1,200}|[a-f0-9]{40})$/, 'owner/name/.github/workflows/file.yml@ref, the ref whole, such as refs/tags/v2 or a commit');
const repositoryName = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
const parseRepositoryName = (raw) => matching(raw, repositoryName, 'a repository such as owner/name');

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/promotion/out/blob.js

/** Git's hash of `text` in UTF-8 (gitformat-loose and hash-function-transition: `blob <length>\0<bytes>`), as long as `oid`. */
function blobOidOf(text, oid) {
    const bytes = Buffer.from(text);
    const hash = (0,external_node_crypto_.createHash)(oid.length === 64 ? 'sha256' : 'sha1');
    return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
/** Whether a file holds exactly the bytes of `text`. Decoded texts can be equal where the bytes are not. */
const holdsExactly = ({ oid }, text) => oid !== null && blobOidOf(text, oid) === oid;
/** The text of a file of which every byte is known from it; null of any other. */
function exactText(file) {
    return file !== undefined && file.text !== null && holdsExactly(file, file.text) ? file.text : null;
}
/** A file with these bytes in UTF-8, as a SHA-1 repository has it. */
function textFile(text, mode = '100644') {
    return { text, mode, oid: blobOidOf(text, '') };
}

;// CONCATENATED MODULE: ./packages/promotion/out/assert-never.js
/** For the default of an exhaustive switch: what arrives here was added to a union and forgotten at this place. */
function assertNever(value) {
    throw new TypeError(`unhandled: ${JSON.stringify(value)}`);
}

;// CONCATENATED MODULE: ./packages/promotion/out/nearest-key.js
/** The one of `known` that `name` is most likely a slip of, if any is near. */
function nearestKey(name, known) {
    let nearest;
    if (name.length > 64)
        return undefined;
    for (const key of known) {
        const distance = editDistance(name.toLowerCase(), key.toLowerCase());
        const bearable = Math.max(1, Math.floor(key.length / 3));
        if (distance <= bearable && (nearest === undefined || distance < nearest.distance))
            nearest = { key, distance };
    }
    return nearest?.key;
}
/** Damerau's distance with adjacent swaps (optimal string alignment). */
function editDistance(from, to) {
    let previous = [];
    let current = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (let row = 1; row <= from.length; row += 1) {
        const next = [row];
        for (let column = 1; column <= to.length; column += 1) {
            const same = from[row - 1] === to[column - 1] ? 0 : 1;
            const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
            next[column] = Math.min((current[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (current[column - 1] ?? 0) + same, swapped ? (previous[column - 2] ?? 0) + 1 : Infinity);
        }
        [previous, current] = [current, next];
    }
    return current[to.length] ?? Infinity;
}

;// CONCATENATED MODULE: ./packages/promotion/out/quoted.js
/** What may stand in text as it is: letters, marks, numbers, punctuation, symbols and the plain space. */
const invisible = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;
function escaped(character) {
    const code = character.codePointAt(0) ?? 0;
    if (code <= 0xff)
        return String.raw `\x${hexadecimal(code, 2)}`;
    return code <= 0xffff ? String.raw `\u${hexadecimal(code, 4)}` : String.raw `\U${hexadecimal(code, 8)}`;
}
const hexadecimal = (code, digits) => code.toString(16).toUpperCase().padStart(digits, '0');
/**
 * `text` as a YAML double-quoted scalar on one line (YAML 1.2.2, section 5.7). Line breaks, controls, bidirectional marks
 * and everything else that cannot be seen is escaped, so that what a person reads is all there is.
 */
function quoted(text) {
    const body = text
        .replaceAll('\\', '\\\\')
        .replaceAll('"', '\\"')
        .replaceAll('\n', String.raw `\n`)
        .replaceAll('\t', String.raw `\t`)
        .replaceAll(invisible, escaped);
    return `"${body}"`;
}
/** `text` without line breaks and controls, which would let one line pass for several. */
const oneLine = (text) => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, escaped);
const longest = 80;
/** The beginning of a text that somebody wrote into a file, where all of it would flood a log. */
const limited = (text, most = 400) => (text.length <= most ? text : `${text.slice(0, most)}…`);
/** A value from a file as a message shows it: short, on one line. */
function shown(value) {
    if (typeof value === 'string') {
        return value.length > longest ? `${quoted(value.slice(0, longest))}…` : quoted(value);
    }
    if (Array.isArray(value))
        return 'a list';
    if (value instanceof Object)
        return 'a mapping';
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'empty';
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./packages/promotion/out/edit-error.js

/** Why a YAML file is not edited or read. */
const editErrorCodes = {
    YAML_INVALID: 'The file is not valid YAML.',
    YAML_CHARACTER: 'The file contains a character on which YAML readers disagree, or that YAML forbids.',
    YAML_TOO_LARGE: 'The file is larger than a digest file may be.',
    YAML_TOO_DEEP: 'The file is nested more deeply than a digest file may be.',
    YAML_ALIAS_BOMB: 'The file grows beyond all measure, or without end, when its aliases are expanded.',
    YAML_DUPLICATE_KEY: 'A mapping has the same key twice.',
    YAML_DISPUTED: 'The file has something that YAML readers take for different things, or that only some of them accept.',
    YAML_DOCUMENTS: 'The file has several documents that are not all Kubernetes objects.',
    YAML_NOT_PLAIN: 'A file of this suite is not one document with every value written out where it is read.',
    YAML_PATH_MISSING: 'No document of the file has the path.',
    YAML_PATH_REPEATED: 'A batch of edits names the same place twice.',
    YAML_AMBIGUOUS: 'More than one document of the file has the path.',
    YAML_NOT_SCALAR: 'The value at the path is a mapping, a list, or a key without a colon.',
    YAML_BLOCK_SCALAR: 'The value at the path is a block scalar.',
    YAML_TAG: 'A value has a tag that changes what it means, or that only some readers know.',
    YAML_ALIAS: 'An alias stands on the path, so the value is not written there, or in place of a key.',
    YAML_ALIASED: 'The value at the path is used elsewhere through an alias, which an edit would change too.',
    YAML_MERGED: 'A merge key stands on the path, and readers disagree on what it overrides.',
    YAML_NOT_DIGEST: 'The value at the path is neither a digest nor empty.',
};
/** Thrown by everything that reads or edits YAML text; the message starts with `line:column`, and is short. */
class EditError extends Error {
    name = 'EditError';
    code;
    next;
    position;
    /** The message without its position. */
    detail;
    constructor(code, position, detail, next, options) {
        const short = limited(detail);
        super(`${position.line}:${position.column} ${short}`, options);
        this.code = code;
        this.next = next;
        this.position = position;
        this.detail = short;
    }
}

;// CONCATENATED MODULE: ./packages/promotion/out/yaml-keys.js



/**
 * Plain words that one of YAML 1.1 (yaml.org/type), YAML 1.2 and Go's libraries takes for something else than a string,
 * whatever their case: truths, nothing, and the keys `=` and `<<`.
 */
const words = /^(?:y|yes|n|no|on|off|true|false|null|~|=|<<|[-+]?\.inf|\.nan|)$/i;
const integer = /^[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_]*)$/i;
const decimal = /^[-+]?(?:\.[0-9_]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:e[-+]?[0-9_]+)?$/i;
const hexadecimalFraction = /^[-+]?0x[0-9a-f_.]*p[-+]?[0-9_]+$/i;
const sexagesimal = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const moment = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?$/;
/** Whether every reader takes a plain scalar for the string that it looks like. */
const isStringEverywhere = (plain) => ![words, integer, decimal, hexadecimalFraction, sexagesimal, moment].some((pattern) => pattern.test(plain));
/** Plain keys that are no strings, but the same number or truth to every reader, and as text to those that want text. */
const isSameEverywhere = (plain) => /^(?:0|[1-9][0-9]{0,14}|true|false)$/.test(plain);
/**
 * Whether readers of YAML 1.1 and 1.2 take a plain value for different things: `yes` for a truth or a string, `010` for
 * eight or ten. Moments are left out, since all that they can be taken for says the same.
 */
const isDisputedValue = (plain) => !/^(?:true|false|null|~|)$/i.test(plain) &&
    !/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/.test(plain) &&
    [words, integer, decimal, hexadecimalFraction, sexagesimal].some((pattern) => pattern.test(plain));
const isPlain = (scalar) => scalar.type === dist/* Scalar */.X5.PLAIN;
const isMergeKey = (key) => (0,dist/* isScalar */.jn)(key) && key.value === '<<';
/**
 * Refuses keys of a mapping on which YAML readers disagree, and those that are there twice.
 *
 * @throws EditError
 */
function refuseDisputedKeys(map, position) {
    const seen = new Set();
    for (const pair of map.items) {
        const { key } = pair;
        const place = position(offsetOf(key));
        if (!(0,dist/* isScalar */.jn)(key)) {
            const detail = (0,dist/* isAlias */.Vj)(key) ? `has the alias *${key.source} for a key` : 'has a mapping or a list for a key';
            throw new EditError((0,dist/* isAlias */.Vj)(key) ? 'YAML_ALIAS' : 'YAML_DISPUTED', place, detail, 'Write the key as plain text.');
        }
        const text = keyText(key);
        if (seen.has(text)) {
            throw new EditError('YAML_DUPLICATE_KEY', place, `repeats the key ${text}`, 'Keep one of the two.');
        }
        seen.add(text);
        if (!isOnOneLine(pair, position)) {
            const detail = `has the key ${shown(text)}, which does not stand on one line with its colon`;
            throw new EditError('YAML_DISPUTED', place, detail, 'Write the key and its colon on one line.');
        }
        if (!isMergeKey(key) && isPlain(key) && !isStringEverywhere(text) && !isSameEverywhere(text)) {
            const detail = `has the plain key ${shown(text)}, which readers take for different things`;
            throw new EditError('YAML_DISPUTED', place, detail, 'Put the key in quotes.');
        }
    }
}
/** Whether a key without `?` before it stands on one line with its colon, which YAML 1.1 asks for everywhere. */
function isOnOneLine({ key, srcToken }, position) {
    if (!(0,dist/* isScalar */.jn)(key) || srcToken === undefined)
        return true;
    const { start, sep = [] } = srcToken;
    if (start.some(({ type }) => type === 'explicit-key-ind'))
        return true;
    const colon = sep.find(({ type }) => type === 'map-value-ind');
    const [from, to] = key.range ?? [0, 0];
    return position(from).line === position(colon?.offset ?? to).line;
}
/** The characters of a plain key, where the schema made something else of them. */
const keyText = (key) => (isPlain(key) && key.source !== undefined ? key.source : String(key.value));
/**
 * Refuses what a merge key may not look like, or merge, for every reader.
 *
 * @throws EditError
 */
function refuseDisputedMerge({ key, value }, place, resolve) {
    const merged = (0,dist/* isSeq */.oP)(value) ? value.items : [value];
    const isMerge = (0,dist/* isScalar */.jn)(key) && isPlain(key) && key.tag === undefined;
    if (isMerge && merged.every((each) => (0,dist/* isMap */.jh)((0,dist/* isAlias */.Vj)(each) ? resolve(each) : each)))
        return;
    const detail = isMerge ? 'merges something else than mappings' : 'writes the merge key << in another way than plain';
    throw new EditError('YAML_DISPUTED', place, detail, 'Write the values out in place of the merge key.');
}
const offsetOf = (node) => (0,dist/* isScalar */.jn)(node) || (0,dist/* isMap */.jh)(node) || (0,dist/* isSeq */.oP)(node) || (0,dist/* isAlias */.Vj)(node) ? (node.range?.[0] ?? 0) : 0;

;// CONCATENATED MODULE: ./packages/promotion/out/yaml-stream.js


/**
 * Refuses files of which some readers see only the first document: Helm of values, and Kustomize of a kustomization. A
 * file of Kubernetes objects is read whole by all that read such files.
 *
 * @throws EditError `YAML_DOCUMENTS`
 */
function refuseDisputedStream({ documents, position }) {
    const [first, ...others] = documents;
    if (first === undefined || (hasContents(first) && !others.some(hasContents)))
        return;
    const odd = documents.find((document) => hasContents(document) && !isObject(document));
    if (odd === undefined)
        return;
    throw new EditError('YAML_DOCUMENTS', position(odd.contents?.range?.[0] ?? odd.range[0]), 'is one of several documents and no Kubernetes object, and readers of such files see the first document only', 'Keep one document in the file.');
}
const hasContents = ({ contents }) => contents !== null && !((0,dist/* isScalar */.jn)(contents) && contents.source === '');
/** Whether a document says of itself what it is, and is not read by Kustomize, which reads one document of a file. */
function isObject({ contents }) {
    if (!(0,dist/* isMap */.jh)(contents))
        return false;
    const [version, kind] = ['apiVersion', 'kind'].map((name) => contents.get(name));
    return isText(version) && isText(kind) && !version.startsWith('kustomize.config.k8s.io/');
}
const isText = (value) => typeof value === 'string' && value !== '';

;// CONCATENATED MODULE: ./packages/promotion/out/digest-slot.js






/**
 * Finds the one place in all documents of `source` that `path` leads to.
 *
 * @throws EditError when there is none, more than one, or one that an edit of a scalar's bytes cannot change alone.
 */
function findDigestSlot(source, path) {
    refuseDisputedStream(source);
    const search = new SlotSearch(source, path);
    const found = [];
    const missing = [];
    for (const document of source.documents) {
        const end = search.walk(document.contents);
        if ('detail' in end)
            missing.push(end);
        else
            found.push({ slot: search.slotOf(end.pair), offset: digest_slot_offsetOf(end.pair.key) });
    }
    const [first, second] = found;
    if (first === undefined)
        throw search.missing(missing);
    if (second !== undefined) {
        throw search.refusal('YAML_AMBIGUOUS', second.offset, 'stands in a second document too', 'Keep it in one document of the file.');
    }
    return first.slot;
}
class SlotSearch {
    #source;
    #path;
    constructor(source, path) {
        this.#source = source;
        this.#path = path;
    }
    refusal(code, offset, detail, next) {
        return new EditError(code, this.#source.position(offset), `${this.#path.join('.')} ${detail}`, next);
    }
    missing(all) {
        const [deepest] = all.toSorted((left, right) => right.depth - left.depth);
        const { offset, detail } = deepest ?? { offset: 0, detail: 'is missing: the file is empty' };
        const key = this.#path.at(-1) ?? '';
        const next = `Add the key ${key} there (with an empty value, if nothing is deployed yet), or correct digests.path of the policy.`;
        return this.refusal('YAML_PATH_MISSING', offset, detail, next);
    }
    /** Follows the path from the root of one document to the pair that its last key names. */
    walk(root) {
        let node = root;
        let pair;
        let offset = root?.range?.[0] ?? 0;
        for (const [depth, key] of this.#path.entries()) {
            this.#refuseShared(node);
            const parent = this.#path.slice(0, depth).join('.') || 'the document';
            if (!(0,dist/* isMap */.jh)(node))
                return { depth, offset, detail: `is missing: ${parent} is ${(0,dist/* isSeq */.oP)(node) ? 'a list' : 'no mapping'}` };
            pair = this.#pairOf(node, key);
            if (pair === undefined)
                return { depth, offset, detail: `is missing: ${parent} has no key ${key}` };
            offset = digest_slot_offsetOf(pair.key);
            node = pair.value;
        }
        return pair === undefined ? { depth: 0, offset, detail: 'is missing: the path is empty' } : { pair };
    }
    #pairOf(map, key) {
        let found;
        for (const pair of map.items) {
            if (isMergeKey(pair.key)) {
                const detail = 'stands beside the merge key <<, or could come from it';
                throw this.refusal('YAML_MERGED', digest_slot_offsetOf(pair.key), detail, 'Write the values out in place of the merge key.');
            }
            if (!(0,dist/* isScalar */.jn)(pair.key))
                continue;
            const name = String(pair.key.value);
            if (name === key)
                found = pair;
            else if (ignoringCase(name) === ignoringCase(key)) {
                const detail = `stands beside the key ${name}, which readers that ignore the case take for the same`;
                throw this.refusal('YAML_DISPUTED', digest_slot_offsetOf(pair.key), detail, 'Rename or remove one of the two.');
            }
        }
        if (found !== undefined && (0,dist/* isScalar */.jn)(found.key) && found.key.type === dist/* Scalar */.X5.PLAIN && !isStringEverywhere(key)) {
            const detail = `has the plain key ${key}, which is no string to every reader`;
            throw this.refusal('YAML_DISPUTED', digest_slot_offsetOf(found.key), detail, 'Put the key in quotes.');
        }
        return found;
    }
    /** What an alias stands for, or refers to, is shared: an edit would change another place too. */
    #refuseShared(node) {
        if ((0,dist/* isAlias */.Vj)(node)) {
            throw this.refusal('YAML_ALIAS', digest_slot_offsetOf(node), `comes from the alias *${node.source}`, 'Write the value out in place of the alias.');
        }
        if (((0,dist/* isMap */.jh)(node) || (0,dist/* isScalar */.jn)(node) || (0,dist/* isSeq */.oP)(node)) && this.#source.aliased.has(node)) {
            const detail = `is also used through the alias *${node.anchor ?? ''}`;
            throw this.refusal('YAML_ALIASED', digest_slot_offsetOf(node), detail, 'Write the value out where the alias stands.');
        }
    }
    slotOf(pair) {
        const { value } = pair;
        this.#refuseShared(value);
        if (!(0,dist/* isScalar */.jn)(value)) {
            const what = value === null ? 'has no colon after its key' : 'is a mapping or a list';
            throw this.refusal('YAML_NOT_SCALAR', digest_slot_offsetOf(value ?? pair.key), what, 'Give it a digest, or an empty value, in quotes or plain.');
        }
        if (value.type === dist/* Scalar */.X5.BLOCK_LITERAL || value.type === dist/* Scalar */.X5.BLOCK_FOLDED) {
            throw this.refusal('YAML_BLOCK_SCALAR', digest_slot_offsetOf(value), 'is a block scalar', 'Write the digest on the line of its key.');
        }
        const [start, end] = value.range ?? [0, 0];
        const current = this.#digestOf(value);
        if (start === end) {
            const after = endOfIndicators(pair);
            return { start: after, end: after, before: ' ', after: '', current };
        }
        const quote = quoteOf(value);
        return { start, end, before: quote, after: quote, current };
    }
    #digestOf(scalar) {
        const text = String(scalar.value);
        const isBare = scalar.type === dist/* Scalar */.X5.PLAIN && scalar.tag === undefined;
        if (text === '' || (isBare && /^(?:~|null|Null|NULL)$/.test(text)))
            return null;
        try {
            return parseDigest(text);
        }
        catch (error) {
            if (!(error instanceof TypeError))
                throw error;
            const detail = `is ${shown(text)}, but must be ${error.message}, or empty`;
            throw this.refusal('YAML_NOT_DIGEST', digest_slot_offsetOf(scalar), detail, 'Correct the digest, or empty it if nothing is deployed yet.');
        }
    }
}
/** As Go's JSON compares the names of fields: by simple folding (unicode.SimpleFold), in which also K and ſ are letters. */
const ignoringCase = (name) => name.toUpperCase().toLowerCase();
function quoteOf(scalar) {
    if (scalar.type === dist/* Scalar */.X5.QUOTE_SINGLE)
        return "'";
    return scalar.type === dist/* Scalar */.X5.QUOTE_DOUBLE ? '"' : '';
}
/** The end of the colon, or of the anchor or tag that follows it: an empty value has no bytes of its own. */
function endOfIndicators(pair) {
    const { sep = [] } = pair.srcToken ?? {};
    const last = sep.findLast((token) => ['map-value-ind', 'anchor', 'tag'].includes(token.type));
    if (last === undefined)
        throw new TypeError('an empty value without a colon is no scalar');
    return last.offset + last.source.length;
}
function digest_slot_offsetOf(node) {
    return (0,dist/* isScalar */.jn)(node) || (0,dist/* isMap */.jh)(node) || (0,dist/* isSeq */.oP)(node) || (0,dist/* isAlias */.Vj)(node) ? (node.range?.[0] ?? 0) : 0;
}

;// CONCATENATED MODULE: ./packages/promotion/out/yaml-scalars.js
/** Of a slash, or of one half of a surrogate pair; backslashes before it escape each other. */
const disputedEscape = /(?<!\\)(?:\\\\)*\\(?:\/|(?:u|U0000)[dD][89a-fA-F])/;
/**
 * Why Go's libraries would not read a scalar as we do, or null. Where it stands is within `{ }` or `[ ]`, or below the
 * header of a block scalar, or neither.
 */
function disputeOn(type, text, place) {
    if (type === 'double-quoted-scalar' && disputedEscape.test(text)) {
        const detail = String.raw `has \/ or one half of a character as an escape`;
        return { detail, next: 'Write the character itself, without an escape.' };
    }
    if (type !== 'scalar' || place === null)
        return null;
    if (place === 'flow') {
        // There Go takes each ? for the mark of a key.
        if (!/^:|\?/.test(text))
            return null;
        return { detail: 'has a plain value with ? in it, or : before it', next: 'Put the value in quotes.' };
    }
    if (!hasDisputedTab(text, /\d/.test(place)))
        return null;
    return { detail: 'has a tab in the indentation of a text', next: 'Indent with spaces.' };
}
/** Whether a tab stands where a line's indentation may still go on; how deep that is, the first line with text says. */
function hasDisputedTab(text, isIndentGiven) {
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.trim() !== '');
    const first = lines[at] ?? '';
    const indent = isIndentGiven ? Infinity : first.length - first.replace(/^ +/, '').length;
    return lines.some((line, index) => {
        const [blank = ''] = /^ *\t/.exec(line) ?? [];
        return blank !== '' && (at === -1 || index <= at || blank.length <= indent);
    });
}

;// CONCATENATED MODULE: ./packages/promotion/out/yaml-marks.js



const disputed = (position, detail, next) => new EditError('YAML_DISPUTED', position, detail, next);
/** What indents what follows it on its line, as spaces do. */
const mayIndent = new Set([
    'space',
    'doc-mode',
    'seq-item-ind',
    'explicit-key-ind',
    'map-value-ind',
]);
/** What may follow the end of a document. */
const isVoid = (type) => type === 'space' || type === 'comment' || type === 'newline' || type === 'doc-mode';
const strTags = ['!!str', '!<tag:yaml.org,2002:str>'];
/**
 * Refuses, lexeme by lexeme, the marks on which YAML readers disagree. Helm, Kustomize and Argo CD read YAML 1.1 with Go's
 * libraries, and some of their readers cut a file into its documents line by line before they parse anything.
 */
class MarkCheck {
    #position;
    #isScalar = false;
    /** Whether spaces that come next would indent something. */
    #isIndentation = true;
    #flowDepth = 0;
    /** Of the block scalar that comes next. */
    #blockHeader = null;
    /** Of a document, by its mark. */
    #isAfterEnd = false;
    /** Whether the text begins as JSON does, which makes kubectl and Argo CD read it as JSON for as long as they can. */
    #isJson = null;
    constructor(position) {
        this.#position = position;
    }
    /** @throws EditError where readers disagree on this lexeme after those before it. */
    next(lexeme, offset) {
        // The character before a scalar says that what follows is one, whatever it looks like.
        const type = this.#isScalar ? 'scalar' : dist/* CST */.DB.tokenType(lexeme);
        this.#isScalar = !this.#isScalar && type === 'scalar';
        if (this.#isScalar)
            return;
        const refuse = (detail, next) => disputed(this.#position(offset), detail, next);
        if (this.#isAfterEnd && !isVoid(type) && type !== 'doc-start') {
            throw refuse('follows the end mark ... of the document', 'Put --- before it, or remove the end mark.');
        }
        if (this.#isJson === true && (type === 'doc-start' || type === 'doc-end')) {
            throw refuse(`has the mark ${lexeme} in a file that begins with {`, 'Keep one document in the file, without marks.');
        }
        this.#refuseMark(type, lexeme, refuse);
        this.#advance(type, lexeme);
    }
    #refuseMark(type, lexeme, refuse) {
        if (type === 'directive-line')
            throw refuse(`has the directive ${lexeme.trim()}`, 'Remove the directive.');
        if (type === 'tag' && !strTags.includes(lexeme)) {
            throw new EditError('YAML_TAG', refuse('', '').position, `has the tag ${lexeme}`, 'Remove the tag.');
        }
        if ((type === 'anchor' || type === 'alias') && !/^[&*][A-Za-z0-9_-]+$/.test(lexeme)) {
            throw refuse(`has the name ${lexeme}`, 'Name anchors with plain letters, digits, - and _ only.');
        }
        const dispute = disputeOn(type, lexeme, this.#flowDepth > 0 ? 'flow' : this.#blockHeader);
        if (dispute !== null)
            throw refuse(dispute.detail, dispute.next);
        if (type === 'space' && this.#isIndentation && lexeme.includes('\t')) {
            throw refuse('has a tab where indentation stands', 'Indent with spaces, and leave empty lines empty.');
        }
    }
    #advance(type, lexeme) {
        if (type === 'block-scalar-header')
            this.#blockHeader = lexeme;
        else if (type === 'scalar')
            this.#blockHeader = null;
        if (type === 'flow-map-start' || type === 'flow-seq-start')
            this.#flowDepth += 1;
        if (type === 'flow-map-end' || type === 'flow-seq-end')
            this.#flowDepth -= 1;
        if (!isVoid(type))
            this.#isAfterEnd = type === 'doc-end';
        if (!isVoid(type) || type === 'comment')
            this.#isJson ??= type === 'flow-map-start';
        this.#isIndentation = type === 'newline' || (this.#isIndentation && mayIndent.has(type));
        if (type === 'scalar' && lexeme.endsWith('\n'))
            this.#isIndentation = true;
    }
}

;// CONCATENATED MODULE: ./packages/promotion/out/yaml-survey.js



/** Nodes that a document may always have once its aliases are expanded, and never. */
const harmlessExpansion = 1_000;
const largestExpansion = 400_000;
/** How many times as many nodes it may have as are written. Go's libraries refuse a hundred times. */
const largestFactor = 50;
/**
 * Walks the documents once, in source order, as aliases bind: an alias means the anchor of its name that was last seen.
 * Returns the nodes that aliases refer to.
 *
 * @throws EditError on a repeated key, an alias without an anchor or within itself, an expansion beyond measure, and keys
 * and values on which YAML readers disagree.
 */
function surveyNodes(documents, position) {
    const aliased = new Set();
    for (const { contents } of documents) {
        if (contents === null)
            continue;
        const survey = new Survey(position, aliased);
        const size = survey.sizeOf(contents);
        if (size > largestExpansion || (size > harmlessExpansion && size > largestFactor * survey.written)) {
            throw new EditError('YAML_ALIAS_BOMB', position(contents.range[0]), `has ${survey.written} nodes that its aliases would expand to ${size}`, 'Write the values out instead of multiplying aliases.');
        }
    }
    return aliased;
}
class Survey {
    #position;
    #aliased;
    #anchors = new Map();
    #sizes = new Map();
    /** Nodes that were walked, aliases among them. */
    written = 0;
    constructor(position, aliased) {
        this.#position = position;
        this.#aliased = aliased;
    }
    /** Nodes under `node`, itself included, with each alias counted as what it stands for. */
    sizeOf(node) {
        this.written += 1;
        if ((0,dist/* isAlias */.Vj)(node))
            return this.#aliasSize(node);
        if (!(0,dist/* isMap */.jh)(node) && !(0,dist/* isSeq */.oP)(node) && !(0,dist/* isScalar */.jn)(node))
            return 1;
        if ((0,dist/* isScalar */.jn)(node))
            this.#refuseNoNumber(node);
        if (node.anchor !== undefined)
            this.#anchors.set(node.anchor, node);
        const size = 1 + this.#childrenSize(node);
        if (node.anchor !== undefined)
            this.#sizes.set(node, size);
        return size;
    }
    #childrenSize(node) {
        let size = 0;
        if ((0,dist/* isMap */.jh)(node)) {
            refuseDisputedKeys(node, this.#position);
            for (const pair of node.items) {
                size += this.sizeOf(pair.key) + this.sizeOf(pair.value);
                if (!isMergeKey(pair.key))
                    continue;
                const place = this.#position(pair.key.range?.[0] ?? 0);
                refuseDisputedMerge(pair, place, (alias) => this.#anchors.get(alias.source));
            }
        }
        else if ((0,dist/* isSeq */.oP)(node)) {
            for (const item of node.items)
                size += isPairLike(item) ? this.sizeOf(item.key) + this.sizeOf(item.value) : this.sizeOf(item);
        }
        return size;
    }
    #aliasSize(alias) {
        const place = this.#position(alias.range?.[0] ?? 0);
        const target = this.#anchors.get(alias.source);
        if (target === undefined) {
            throw new EditError('YAML_INVALID', place, `has the alias *${alias.source} without an anchor before it`, 'Define the anchor, or write the value out.');
        }
        const size = this.#sizes.get(target);
        if (size === undefined) {
            throw new EditError('YAML_ALIAS_BOMB', place, `has the alias *${alias.source} inside the very value that it stands for`, 'Write the value out.');
        }
        this.#aliased.add(target);
        return size;
    }
    /** Those who read YAML by way of JSON have no such numbers, and refuse the whole file. */
    #refuseNoNumber({ type, value, source, range }) {
        if (type !== dist/* Scalar */.X5.PLAIN || !/^(?:[-+]?\.inf|\.nan)$/i.test(source ?? String(value)))
            return;
        const place = this.#position(range?.[0] ?? 0);
        throw new EditError('YAML_DISPUTED', place, `has the number ${source}, which not every reader has`, 'Put it in quotes.');
    }
}
function isPairLike(item) {
    return item instanceof Object && 'key' in item && 'value' in item;
}

;// CONCATENATED MODULE: ./packages/promotion/out/yaml-source.js




/** GitHub's GraphQL API cuts a blob's text at 512,000 bytes, so a longer file cannot be edited without a clone anyway. */
const largest = 512_000;
const mostLexemes = 200_000;
const deepest = 100;
/**
 * Parses YAML text without resolving anything in it. Time and memory are bounded whatever the text is.
 *
 * @throws EditError with a code that says what of the text is refused, and where.
 */
function readYaml(text, { schema }) {
    refuseSize(text);
    const lines = new dist/* LineCounter */.HN();
    lines.addNewLine(0);
    const position = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { line, column: col };
    };
    refuseCharacters(text);
    refuseSeparators(text);
    const tokens = tokensOf(text, lines, position);
    const composer = new dist/* Composer */.Dk({
        keepSourceTokens: true,
        schema,
        merge: false,
        resolveKnownTags: false,
        stringKeys: schema === 'core',
        // Its own check compares every key with every other; the survey does the same in linear time.
        uniqueKeys: false,
    });
    const documents = [...composer.compose(tokens, true, text.length)];
    for (const { errors } of documents) {
        const [first] = errors;
        if (first !== undefined) {
            const place = position(first.pos[0]);
            throw new EditError('YAML_INVALID', place, `is not valid YAML: ${first.message}`, 'Correct the YAML.', {
                cause: first,
            });
        }
    }
    return { text, documents, aliased: surveyNodes(documents, position), position };
}
function refuseSize(text) {
    if (text.length > largest) {
        throw tooLarge({ line: 1, column: 1 }, `has ${text.length} characters, more than ${largest}`);
    }
}
const tooLarge = (position, detail) => new EditError('YAML_TOO_LARGE', position, detail, 'Split the file, so that digests stand in a small one.');
/**
 * What YAML 1.2.2 (section 5.1) forbids, the line breaks that only some readers know (section 5.4), and byte order marks
 * that do not stand first.
 */
const forbidden = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u2028\u2029\uFFFE\uFFFF]|(?<!^)\uFEFF|\r(?!\n)|\p{Surrogate}/u;
function refuseCharacters(text) {
    const found = forbidden.exec(text);
    if (found === null)
        return;
    const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    throw new EditError('YAML_CHARACTER', positionIn(text, found.index), `has the character U+${code}, which YAML forbids there or readers take for different things`, 'Remove the character, or write it as an escape in double quotes.');
}
/** Kubectl, Argo CD and Kustomize cut a file at every line that begins so, whatever the line is to YAML. */
const disputedSeparator = /^---(?![ \t\r]*$|[ \t]+#)/m;
function refuseSeparators(text) {
    const found = disputedSeparator.exec(text);
    if (found === null)
        return;
    const detail = 'begins with --- and goes on, which some readers take for the end of a document';
    throw new EditError('YAML_DISPUTED', positionIn(text, found.index), detail, 'Keep --- on a line of its own.');
}
function positionIn(text, offset) {
    const before = text.slice(0, offset);
    return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
function tokensOf(text, lines, position) {
    const parser = new dist/* Parser */.iX(lines.addNewLine);
    const tokens = [];
    const marks = new MarkCheck(position);
    let lexemes = 0;
    for (const lexeme of new dist/* Lexer */.JG().lex(text)) {
        marks.next(lexeme, parser.offset);
        tokens.push(...parser.next(lexeme));
        lexemes += 1;
        if (lexemes > mostLexemes)
            throw tooLarge(position(parser.offset), `has more than ${mostLexemes} words and marks`);
        if (parser.stack.length > deepest) {
            const next = 'Flatten the file, so that digests stand in a shallow one.';
            throw new EditError('YAML_TOO_DEEP', position(parser.offset), `is nested more than ${deepest} levels deep`, next);
        }
    }
    tokens.push(...parser.end());
    return tokens;
}

;// CONCATENATED MODULE: ./packages/promotion/out/recent-sources.js

/** Characters of all texts that are kept parsed; a parsed text takes some fifty times its size. */
const mostCharacters = 2_000_000;
const recent = new Map();
let characters = 0;
/**
 * `readYaml` that remembers what it read last. A plan asks for one digest at a time, and each file and version of it
 * holds the digests of every service.
 *
 * @throws EditError as `readYaml` does.
 */
function readDigestSource(text) {
    const known = recent.get(text);
    if (known !== undefined)
        return known;
    const source = readYaml(text, { schema: 'failsafe' });
    recent.set(text, source);
    characters += text.length;
    for (const oldest of recent.keys()) {
        if (characters <= mostCharacters)
            break;
        recent.delete(oldest);
        characters -= oldest.length;
    }
    return source;
}

;// CONCATENATED MODULE: ./packages/promotion/out/digest-edit.js



/**
 * Sets the digest at `path`, touching no byte but those of its scalar. Quotes, anchor, comments, line ends and everything
 * else stay; an empty value gets its digest after the colon.
 *
 * @throws EditError when exactly that cannot be done.
 */
function setDigest(yaml, path, digest) {
    const { text, changed } = setDigests(yaml, [{ path, digest }]);
    const [change] = changed;
    return change === undefined ? { kind: 'unchanged', text, digest } : { kind: 'changed', text, from: change.from };
}
/**
 * `setDigest` for many paths of one file, parsed once.
 *
 * @throws EditError also when two changes name one place; nothing is changed then.
 */
function setDigests(yaml, changes) {
    const source = readDigestSource(yaml);
    const placed = [];
    const starts = new Set();
    for (const change of changes) {
        const slot = findDigestSlot(source, change.path);
        if (starts.has(slot.start)) {
            const detail = `${change.path.join('.')} is to be set twice`;
            throw new EditError('YAML_PATH_REPEATED', source.position(slot.start), detail, 'Ask for one digest at each path.');
        }
        starts.add(slot.start);
        if (slot.current !== change.digest)
            placed.push({ change, slot });
    }
    return {
        text: splice(yaml, placed),
        changed: placed.map(({ change, slot }) => ({ ...change, from: slot.current })),
    };
}
function splice(yaml, placed) {
    const pieces = [];
    let offset = 0;
    for (const { change, slot } of placed.toSorted((left, right) => left.slot.start - right.slot.start)) {
        pieces.push(yaml.slice(offset, slot.start), slot.before, change.digest, slot.after);
        offset = slot.end;
    }
    return [...pieces, yaml.slice(offset)].join('');
}
/**
 * The digest at `path`; null where the value is there but empty (nothing, `""` or null).
 *
 * @throws EditError for everything that `setDigest` would refuse to replace.
 */
function readDigest(yaml, path) {
    return findDigestSlot(readDigestSource(yaml), path).current;
}

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var valibot_dist = __webpack_require__(77934);
;// CONCATENATED MODULE: ./packages/promotion/out/policy-error.js
/** Why `promotion.yaml` is not followed. */
const policyErrorCodes = {
    POLICY_INVALID: 'The policy has one or more problems, each with a code of its own.',
    POLICY_YAML: 'The policy is not one plain YAML document: its YAML is invalid, or it uses anchors, aliases, tags or several documents.',
    POLICY_KEY_UNKNOWN: 'The policy has a key that does not exist.',
    POLICY_KEY_MISSING: 'The policy lacks a key that it must have.',
    POLICY_KEY_RESERVED: 'A key of the policy has a name that JavaScript gives a meaning to.',
    POLICY_VALUE_INVALID: 'A value of the policy does not have the form that it must have.',
    POLICY_APP_SHARED: 'One App proposes promotions and reports the health that they wait for.',
    POLICY_IMAGE_REPEATED: 'Two services have the same image.',
    POLICY_UPSTREAM_UNKNOWN: 'An environment follows one that does not exist.',
    POLICY_CYCLE: 'Environments follow each other in a circle, so that nothing could ever reach them.',
    POLICY_RULE_CONFLICT: 'Two settings of an environment do not go together.',
    POLICY_SLOTS_COLLIDE: 'Two digests would stand in one place, or in a file that belongs to something else.',
    POLICY_ENVIRONMENT_UNKNOWN: 'An environment was asked for that the policy does not have.',
    POLICY_SERVICE_UNKNOWN: 'A service was asked for that the policy does not have.',
};
/** Thrown with every problem of a policy, in the order of its lines. */
class PolicyError extends Error {
    name = 'PolicyError';
    code;
    next;
    problems;
    constructor(code, message, next, problems = []) {
        super(message);
        this.code = code;
        this.next = next;
        this.problems = problems;
    }
}

;// CONCATENATED MODULE: ./packages/promotion/out/plain-document.js





/**
 * Reads a file of ours, which a person must be able to read as we do.
 *
 * @throws EditError where `readYaml` does, and where the file is not one plain document.
 */
function readPlainDocument(text) {
    const { documents, position } = readYaml(text, { schema: 'core' });
    const [document, second] = documents;
    const refuse = (offset, detail, next) => new EditError('YAML_NOT_PLAIN', position(offset), detail, next);
    if (second !== undefined)
        throw refuse(second.range[0], 'holds a second document, but must hold one', 'Keep one document in the file.');
    if (document === undefined || document.contents === null)
        throw refuse(0, 'is empty', 'Write the file.');
    (0,dist/* visit */.YR)(document, {
        Node: (_, node) => {
            const offset = node.range?.[0] ?? 0;
            const found = notPlain(node);
            if (found !== null)
                throw refuse(offset, `uses ${found}, but must write every value out where it is read`, 'Write it out.');
            if (!(0,dist/* isScalar */.jn)(node) || node.type !== dist/* Scalar */.X5.PLAIN || !isDisputedValue(node.source ?? ''))
                return;
            const detail = `has the plain value ${shown(node.source)}, which readers take for different things`;
            throw refuse(offset, detail, 'Put it in quotes, or write the number in decimal digits.');
        },
    });
    return { document, position };
}
function notPlain(node) {
    if ((0,dist/* isAlias */.Vj)(node))
        return `the alias *${node.source}`;
    if ('anchor' in node && node.anchor !== undefined)
        return `the anchor &${node.anchor}`;
    if ((0,dist/* isScalar */.jn)(node) && node.value === '<<' && node.type === dist/* Scalar */.X5.PLAIN)
        return 'the merge key <<';
    return node.tag === undefined ? null : 'a tag';
}

;// CONCATENATED MODULE: ./packages/promotion/out/policy-locate.js





/** Two settings that do not go together. */
const conflict = (path, at, says) => ({
    code: 'POLICY_RULE_CONFLICT',
    path,
    at,
    says,
});
const pathText = (path) => path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${key}`)).join('');
/** A policy's text with its plain value, and the way back from a value to its line. */
class PolicySource {
    #file;
    #plain;
    #document;
    /** @throws PolicyError where the text is not one plain YAML document. */
    constructor(text, file) {
        this.#file = file;
        this.#plain = readPlain(text, file);
        this.#document = this.#plain.document;
    }
    value() {
        return this.#document.toJS();
    }
    /** Paths of keys that name a property which every JavaScript object has. */
    reservedKeys() {
        const findings = [];
        (0,dist/* visit */.YR)(this.#document, {
            Pair: (_, { key }, above) => {
                if ((0,dist/* isScalar */.jn)(key) && String(key.value) in Object.prototype) {
                    findings.push({
                        code: 'POLICY_KEY_RESERVED',
                        path: [...pathThrough(above), String(key.value)],
                        at: 'key',
                        says: 'is a reserved word and cannot be a key',
                    });
                }
            },
        });
        return findings;
    }
    error(findings) {
        const located = findings.map((finding) => ({ ...finding, ...this.#locate(finding), path: pathText(finding.path) }));
        return policyError(this.#file, located);
    }
    /** Of a key or value; where it is absent, of the key under which it ought to be. */
    #locate({ path, at }) {
        let node = this.#document.contents;
        let offset = node?.range?.[0] ?? 0;
        for (const [index, step] of path.entries()) {
            const entry = entryOf(node, step);
            if (entry === undefined)
                break;
            const isLast = index === path.length - 1;
            const wanted = isLast && at === 'value' && !isEmpty(entry.value) ? entry.value : entry.key;
            offset = wanted?.range?.[0] ?? offset;
            node = entry.value;
        }
        return this.#plain.position(offset);
    }
}
const isEmpty = (node) => node === null || ((0,dist/* isScalar */.jn)(node) && node.range?.[0] === node.range?.[1]);
/** The keys and positions that lead through what stands above a node. */
function pathThrough(above) {
    return above.flatMap((node, index) => {
        if ((0,dist/* isPair */.tO)(node))
            return (0,dist/* isScalar */.jn)(node.key) ? [String(node.key.value)] : [];
        return (0,dist/* isSeq */.oP)(node) ? [node.items.indexOf(above[index + 1])] : [];
    });
}
function entryOf(node, step) {
    if ((0,dist/* isMap */.jh)(node)) {
        return node.items.find(({ key }) => (0,dist/* isScalar */.jn)(key) && String(key.value) === String(step));
    }
    if ((0,dist/* isSeq */.oP)(node)) {
        const value = node.items[Number(step)];
        return value === undefined ? undefined : { key: value, value };
    }
    return undefined;
}
function readPlain(text, file) {
    try {
        return readPlainDocument(text);
    }
    catch (error) {
        if (!(error instanceof EditError))
            throw error;
        throw policyError(file, [{ code: 'POLICY_YAML', ...error.position, path: '', says: saying(error) }]);
    }
}
/** With the next step, which problems have in their sentence. */
const saying = ({ detail, next }) => `${detail}: ${next.charAt(0).toLowerCase()}${next.slice(1).replace(/\.$/, '')}`;
function policyError(file, found) {
    const problems = found
        .toSorted((left, right) => left.line - right.line || left.column - right.column)
        .map(({ code, line, column, path, says }) => {
        const subject = path === '' ? '' : `${limited(path)} `;
        return { code, line, column, path, message: oneLine(`${file}:${line}:${column} ${subject}${says}`) };
    });
    const messages = [...new Set(problems.map((problem) => `${problem.message} (${problem.code})`))];
    const next = `Correct ${file} on the base branch; docs/promotion.schema.json lets an editor check it.`;
    return new PolicyError('POLICY_INVALID', messages.join('\n'), next, problems);
}

;// CONCATENATED MODULE: ./packages/promotion/out/digest-path.js
const fill = (template, { service, environment }) => template.replaceAll('{service}', service).replaceAll('{env}', environment);
const hasOnlyKnownPlaceholders = (template) => !/[{}]/.test(template.replaceAll('{service}', '').replaceAll('{env}', ''));
const pathExpected = 'keys separated by dots, such as services.{service}.image.digest, with a key that has a dot in quotes, and no placeholders but {service} and {env}';
/** A bare key, or one in single or double quotes, then a dot or the end. */
const segment = /(?:"([^"]+)"|'([^']+)'|([^."'\s][^."'\r\n\t]*))(\.|$)/y;
/**
 * `services.{service}.image.digest` → the path for a slot. Quotes keep the dots of a key: `apps."my.app".digest`.
 *
 * @throws TypeError with a message that completes "must be …".
 */
function parseDigestPath(template) {
    const segments = [];
    const scanner = new RegExp(segment);
    let complete = false;
    while (!complete) {
        const match = scanner.exec(template);
        const [, double, single, bare, end] = match ?? [];
        const key = double ?? single ?? bare;
        if (key === undefined || !hasOnlyKnownPlaceholders(key))
            throw new TypeError(pathExpected);
        segments.push(key);
        complete = end === '';
    }
    return (values) => segments.map((key) => fill(key, values));
}
const fileExpected = 'a relative path to a .yaml or .yml file, such as envs/{env}/values.{env}.yaml, with {env} in it and nothing above, in .git, .github or holds';
/** Paths that a digest file may not have, since something else gives them meaning. */
function isReservedPath(path) {
    return /(?:^|\/)\.git(?:hub)?(?:\/|$)/i.test(path) || /^(?:holds\/|promotion\.yaml$)/i.test(path);
}
const fileSegment = /^(?!\.{1,2}$)[A-Za-z0-9._@+{}-]+$/;
/**
 * `envs/{env}/{service}.yaml` → the file for a slot.
 *
 * @throws TypeError with a message that completes "must be …".
 */
function parseDigestFile(template) {
    const segments = template.split('/');
    const safe = segments.every((part) => fileSegment.test(part)) &&
        !isReservedPath(template) &&
        template.length <= 255 &&
        hasOnlyKnownPlaceholders(template);
    if (!safe || !template.includes('{env}') || !/\.ya?ml$/.test(template))
        throw new TypeError(fileExpected);
    return (values) => fill(template, values);
}

;// CONCATENATED MODULE: ./packages/promotion/out/duration.js
const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** One year: more is a mistake in the unit. */
const duration_longest = 366 * units.d;
const durationExpected = 'a duration of at most a year, such as 90s, 30m, 2h or 1d';
/** Milliseconds → `90s`, `30m`, `2h` or `1d`, in the largest unit that leaves no rest. */
function durationText(milliseconds) {
    const [name, length] = Object.entries(units).findLast(([, unit]) => milliseconds % unit === 0) ?? ['s', units.s];
    return `${Math.round(milliseconds / length)}${name}`;
}
/**
 * `90s`, `30m`, `2h` or `1d` → milliseconds of elapsed time; a day is 24 hours, whatever clocks do.
 *
 * @throws TypeError with a message that completes "must be …".
 */
function parseDuration(raw) {
    const [, amount, unit] = /^([1-9][0-9]{0,7})([smhd])$/.exec(raw) ?? [];
    if (amount !== undefined && unit !== undefined && unit in units) {
        const milliseconds = Number(amount) * units[unit];
        if (milliseconds <= duration_longest)
            return milliseconds;
    }
    throw new TypeError(durationExpected);
}

// EXTERNAL MODULE: ./node_modules/croner/dist/croner.js
var croner = __webpack_require__(55814);
;// CONCATENATED MODULE: ./packages/promotion/out/freeze.js

/** Enough for any calendar that ends; a freeze that never does is told by its first windows. */
const mostWindows = 400;
/**
 * The freeze that `now` falls into. A window is open from its start, inclusive, to its end, exclusive; its duration is
 * elapsed time, also across a change of clocks.
 */
function activeFreeze(windows, now) {
    const schedules = windows.map((window) => ({ window, schedule: scheduleOf(window.cron, window.timezone) }));
    const open = lastToClose(schedules, now);
    if (open === null)
        return null;
    let until = open.closes;
    for (let looked = 0; looked < mostWindows; looked += 1) {
        const next = lastToClose(schedules, until);
        if (next === null)
            break;
        until = next.closes;
    }
    return { reason: open.window.reason, until };
}
function lastToClose(scheduled, instant) {
    let last = null;
    for (const { window, schedule } of scheduled) {
        const start = latestRun(schedule, instant);
        if (start === null)
            continue;
        const closes = new Date(start.getTime() + window.duration);
        if (closes > instant && (last === null || closes > last.closes))
            last = { window, closes };
    }
    return last;
}
function latestRun(schedule, instant) {
    // croner leaves the reference itself out and counts in whole seconds: look from a second later.
    const reference = new Date(instant.getTime() + 1_000);
    return schedule.previousRuns(2, reference).find((run) => run <= instant) ?? null;
}
function scheduleOf(cron, timezone) {
    // A time that the clock skips still counts, as the first one after the gap: a freeze may come late but not fail to come.
    return new croner/* Cron */.l4(cron, { paused: true, mode: '5-part', timezone, fixedTimeRule: 'no-wildcard' });
}
const cronExpected = 'five cron fields (minute, hour, day of month, month, day of week) that name a time which comes, such as 0 16 * * 5';
const freeze_name = 'SUN|MON|TUE|WED|THU|FRI|SAT|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC';
/** POSIX crontab(5) with names and steps; no extension that only one library knows. */
const fields = new RegExp(`^(?:[0-9*,/-]|${freeze_name}){1,120}(?: (?:[0-9*,/-]|${freeze_name}){1,120}){4}$`, 'i');
/** @throws TypeError with a message that completes "must be …". */
function parseCron(raw) {
    if (!fields.test(raw))
        throw new TypeError(cronExpected);
    try {
        if (scheduleOf(raw, 'UTC').nextRun(new Date(0)) !== null)
            return raw;
    }
    catch (error) {
        throw new TypeError(cronExpected, { cause: error });
    }
    throw new TypeError(cronExpected);
}
const timezoneExpected = 'the name of a time zone of the IANA database, such as Europe/Berlin or UTC';
/** @throws TypeError with a message that completes "must be …". */
function parseTimezone(raw) {
    if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(raw))
        throw new TypeError(timezoneExpected);
    try {
        new Intl.DateTimeFormat('en', { timeZone: raw }).format();
    }
    catch (error) {
        throw new TypeError(timezoneExpected, { cause: error });
    }
    return raw;
}

;// CONCATENATED MODULE: ./packages/promotion/out/parsed-string.js

/**
 * A schema of strings that `parse` takes apart. `expected` and the messages of the `TypeError`s that `parse` throws
 * complete "must be …".
 */
function parsedString(parse, expected, description) {
    return valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(expected), 
    // Before the transformation, since a JSON Schema of what is written ends there.
    valibot_dist/* description */.h_(description), valibot_dist/* rawTransform */.NTK(({ dataset, addIssue, NEVER }) => {
        try {
            return parse(dataset.value);
        }
        catch (error) {
            if (!(error instanceof TypeError))
                throw error;
            addIssue({ message: error.message });
            return NEVER;
        }
    }));
}
/** A schema of strings that `parse` accepts, and that stay as they are. */
function acceptedString(parse, expected) {
    return valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(expected), valibot_dist/* rawCheck */.H0v(({ dataset, addIssue }) => {
        try {
            if (dataset.typed)
                parse(dataset.value);
        }
        catch (error) {
            if (!(error instanceof TypeError))
                throw error;
            addIssue({ message: error.message });
        }
    }));
}

;// CONCATENATED MODULE: ./packages/promotion/out/policy-trust.js


/** A name for a kind of attestation that goes by more than its URI. */
const namedEvidence = new Set(['signature', 'provenance', 'spdx', 'cyclonedx', 'vuln']);
const evidenceExpected = `one of ${[...namedEvidence].join(', ')}, or the https URI of a predicate type`;
function parseEvidence(raw) {
    if (namedEvidence.has(raw) || /^https:\/\/[!-~]{1,300}$/.test(raw))
        return raw;
    throw new TypeError(evidenceExpected);
}
const issuerExpected = 'the https address of an issuer, exactly as its tokens have it, such as https://token.actions.githubusercontent.com/acme';
/** Compared byte by byte, so whatever another spelling could stand for is refused here. */
function parseIssuer(raw) {
    const url = URL.parse(raw);
    const isPlain = url !== null && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
    const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === '127.0.0.1');
    const isNormal = url !== null && url.href.replace(/\/$/, '') === raw && raw.length <= 255;
    if (isPlain && isSafe && isNormal)
        return raw;
    throw new TypeError(issuerExpected);
}
const rootPathExpected = 'the path of a file of this repository, such as trust/trusted_root.json, from its root and without a leading slash';
function parseRootPath(raw) {
    const isSafe = raw.split('/').every((part) => /^(?!\.{1,2}$|\.git$)[A-Za-z0-9._@+-]+$/i.test(part));
    if (isSafe && raw.length <= 255 && !/^holds\//i.test(raw))
        return raw;
    throw new TypeError(rootPathExpected);
}
const triggerExpected = 'the name of an event, such as push';
/** At least one, none twice. */
const listOf = (item, expected) => valibot_dist/* pipe */.FsL(valibot_dist/* array */.YOg(item, expected), valibot_dist/* minLength */.BpQ(1, expected), valibot_dist/* maxLength */.Ru6(20, expected), valibot_dist/* rawCheck */.H0v(({ dataset, addIssue }) => {
    if (dataset.typed && new Set(dataset.value).size < dataset.value.length)
        addIssue({ message: `${expected}, none of them twice` });
}));
const trustSchema = valibot_dist/* strictObject */.rej({
    sigstore: valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(listOf(valibot_dist/* picklist */.KIO(['public-good', 'github'], 'one of public-good, github'), 'a list of public-good and github, or of one of them'), valibot_dist/* description */.h_("Well-known Sigstores whose signatures count: `public-good`, Sigstore's public instance, and `github`, GitHub's own. Default: both."), valibot_dist/* examples */.K1K([['github']]))),
    'trusted-root': valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(acceptedString(parseRootPath, rootPathExpected), valibot_dist/* description */.h_('In place of `sigstore`: file of this repository with the trusted root of a Sigstore, or with several, one per line. It is read at the commit of the base branch that the policy is read at.'), valibot_dist/* examples */.K1K(['trust/trusted_root.json']))),
    issuer: valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(acceptedString(parseIssuer, issuerExpected), valibot_dist/* description */.h_("Issuer of the builds' OpenID Connect tokens, exactly: of an enterprise with an issuer of its own, the usual one with its slug. Default: that of the server that the job runs on."), valibot_dist/* examples */.K1K([
        'https://token.actions.githubusercontent.com/acme',
        'https://token.actions.acme.ghe.com',
        'https://github.acme.example/_services/token',
    ]))),
    evidence: valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(listOf(acceptedString(parseEvidence, evidenceExpected), `a list, each entry ${evidenceExpected}`), valibot_dist/* includes */.mKk('provenance', 'a list with provenance in it: it says which commit was built'), valibot_dist/* description */.h_('What has to be attached to an image, each by the identity of the service: `signature` of cosign or build-sign-push, `provenance`, `spdx`, `cyclonedx`, `vuln`, or the URI of a predicate type. What is not named is not looked at. Default: signature and provenance.'), valibot_dist/* examples */.K1K([['provenance'], ['signature', 'provenance', 'spdx', 'vuln']]))),
    triggers: valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(listOf(valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(triggerExpected), valibot_dist/* regex */.yGV(/^[a-z_]{1,50}$/, triggerExpected)), 'a list of names of events, such as [push]'), valibot_dist/* description */.h_('Events that may have started the build. Default: any.'), valibot_dist/* examples */.K1K([['push'], ['push', 'schedule']]))),
    runner: valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(valibot_dist/* picklist */.KIO(['github-hosted', 'self-hosted'], 'one of github-hosted, self-hosted'), valibot_dist/* description */.h_('Kind of runner that must have built the image. Default: any.'))),
}, 'a mapping');
/** Whose word it is, nearest first: each key is taken from the first entry that has it. */
function trustFrom(...entries) {
    const nearest = (key) => entries.find((entry) => entry?.[key] !== undefined)?.[key];
    return {
        sigstore: sigstoreFrom(entries),
        issuer: nearest('issuer') ?? null,
        evidence: nearest('evidence') ?? ['signature', 'provenance'],
        triggers: nearest('triggers') ?? null,
        runner: nearest('runner') ?? null,
    };
}
/** `sigstore` and `trusted-root` are two ways to say one thing, so the nearest of either counts. */
function sigstoreFrom(entries) {
    const said = entries.find((entry) => entry?.sigstore !== undefined || entry?.['trusted-root'] !== undefined);
    const path = said?.['trusted-root'];
    if (path !== undefined)
        return { kind: 'trusted-root', path };
    const [first = 'public-good', ...others] = said?.sigstore ?? ['public-good', 'github'];
    return { kind: 'well-known', instances: [first, ...others] };
}
/** What is wrong between the keys of one `trust`. */
function trustFindings(path, entry) {
    if (entry?.sigstore === undefined || entry['trusted-root'] === undefined)
        return [];
    const says = 'says whose signatures count, and so does `sigstore` beside it: remove one of the two';
    return [{ code: 'POLICY_RULE_CONFLICT', path: [...path, 'trusted-root'], at: 'key', says }];
}

;// CONCATENATED MODULE: ./packages/promotion/out/policy-schema.js







/** Every message of these schemas completes "must be …". */
function policy_schema_matching(pattern, expected, description) {
    return valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(expected), valibot_dist/* regex */.yGV(pattern, expected), valibot_dist/* description */.h_(description));
}
const login = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?\[bot\]$/;
const loginExpected = 'the login of a GitHub App, such as bitvault-promoter[bot]';
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S}](?:[\p{L}\p{M}\p{N}\p{P}\p{S} ]{0,253}[\p{L}\p{M}\p{N}\p{P}\p{S}])?$/u;
const printableExpected = 'at most 255 printable characters on one line';
const mapping = 'a mapping';
const idExpected = 'the number that GitHub gave it';
/** As GitHub's API gives it: names can be taken by others, numbers cannot. */
const githubId = (description) => valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(valibot_dist/* number */.aig(idExpected), valibot_dist/* safeInteger */.Y2b(idExpected), valibot_dist/* minValue */.Wwf(1, idExpected), valibot_dist/* description */.h_(description), valibot_dist/* transform */.pdi(String)));
const serviceSchema = valibot_dist/* strictObject */.rej({
    image: valibot_dist/* pipe */.FsL(acceptedString(parseImageName, 'an image name'), valibot_dist/* description */.h_('Image with its registry, without tag or digest: ghcr.io/owner/name.')),
    source: valibot_dist/* pipe */.FsL(acceptedString(parseRepositoryName, 'a repository'), valibot_dist/* description */.h_('Repository that the image is built from: owner/name.')),
    workflow: policy_schema_matching(/^\.github\/workflows\/(?!\.)[A-Za-z0-9._-]{1,200}\.ya?ml$/, 'a workflow file, such as .github/workflows/release.yml', 'Workflow of the source repository that builds and signs the image.'),
    ref: valibot_dist/* optional */.lqM(policy_schema_matching(/^refs\/(?:heads|tags)\/(?!.*(?:\.\.|\/\/|@\{|\/\.|\.lock(?:\/|$)))[A-Za-z0-9._/@+#-]{1,200}(?<![./])$/, 'a full ref, such as refs/heads/main', 'Ref of the source repository that the image must be built at.'), 'refs/heads/main'),
    'signer-workflow': valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(acceptedString(parseSignerWorkflow, 'a workflow'), valibot_dist/* description */.h_('Reusable workflow that must have signed, where `workflow` calls one for it: owner/name/.github/workflows/file.yml@ref, with the ref as it is called, such as refs/tags/v2 for @v2.'))),
    'source-id': githubId('Number of the source repository: one created again under its name is refused.'),
    'owner-id': githubId('Number of its owner: an account created again under the name is refused.'),
    trust: valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(trustSchema, valibot_dist/* description */.h_('What differs for this service from the `trust` of all, key by key.'))),
}, mapping);
const freezeSchema = valibot_dist/* strictObject */.rej({
    cron: parsedString(parseCron, 'five cron fields, in quotes', 'When the freeze begins: five cron fields, in `timezone`.'),
    duration: parsedString(parseDuration, 'a duration, such as 64h', 'How long it lasts, in elapsed time: 90s, 30m, 64h, 2d.'),
    timezone: parsedString(parseTimezone, 'the name of a time zone', 'IANA time zone, such as Europe/Berlin.'),
    reason: policy_schema_matching(printable, printableExpected, 'Why, in the words that a blocked promotion shows.'),
}, mapping);
const roles = ['requester', 'reviewer', 'approver', 'author'];
const roleExpected = `one of ${roles.join(', ')}`;
const separateSchema = valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(valibot_dist/* array */.YOg(valibot_dist/* picklist */.KIO(roles, roleExpected), `a list of roles, each ${roleExpected}`), valibot_dist/* description */.h_('Roles that one person may not have at once: requester (of a rollback), reviewer, approver (of the gate), author (of the source commit). Default: reviewer and approver with merge: gate; with `gate: {dispatch: TEAM}` the author of what is promoted is not the approver either; else none.')));
const rollbackSchema = valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(valibot_dist/* strictObject */.rej({ separate: separateSchema }, mapping), valibot_dist/* description */.h_('Rules of rollbacks, where they differ from those of promotions.')));
const approvalsExpected = 'a whole number from 0 to 6';
const environmentSchema = valibot_dist/* strictObject */.rej({
    from: valibot_dist/* pipe */.FsL(acceptedString(parseEnvironmentName, 'build, or the name of an environment'), valibot_dist/* description */.h_('What this environment follows: `build`, or the environment before it.')),
    merge: valibot_dist/* pipe */.FsL(valibot_dist/* picklist */.KIO(['auto', 'review', 'gate'], 'one of auto, review, gate'), valibot_dist/* description */.h_('auto: merged when it verifies. review: after review too. gate: after the manual approval of a GitHub environment too.')),
    approvals: valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(valibot_dist/* number */.aig(approvalsExpected), valibot_dist/* integer */.ndf(approvalsExpected), valibot_dist/* minValue */.Wwf(0, approvalsExpected), valibot_dist/* maxValue */.cGV(6, approvalsExpected), valibot_dist/* description */.h_('Approving reviews that a pull request needs. With merge: auto, 1 makes the merging App approve. Default: 0 for auto, else 1.'))),
    environment: valibot_dist/* optional */.lqM(policy_schema_matching(printable, printableExpected, 'GitHub environment whose approval `merge: gate` needs.')),
    gate: valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(valibot_dist/* strictObject */.rej({
        dispatch: policy_schema_matching(/^[a-z0-9](?:[a-z0-9_-]{0,98}[a-z0-9_])?$/, 'the slug of a team', 'Slug of the team whose members start the run of the gate by hand, instead of approving an environment.'),
    }, mapping), valibot_dist/* description */.h_('What stands for the approval of a GitHub environment where the plan has no required reviewers.'))),
    separate: separateSchema,
    rollback: rollbackSchema,
    healthy: valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(valibot_dist/* array */.YOg(policy_schema_matching(printable, printableExpected, 'Context of a commit status.'), 'a list of status contexts'), valibot_dist/* maxLength */.Ru6(20, 'a list of at most 20 status contexts'), valibot_dist/* description */.h_('Commit statuses by which the environment before this one must be healthy.')), []),
    soak: valibot_dist/* optional */.lqM(parsedString(parseDuration, 'a duration, such as 30m', 'How long a digest must have been healthy in the environment before, without any other report in between: 90s, 30m, 2h, 1d.')),
    freeze: valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(valibot_dist/* array */.YOg(freezeSchema, 'a list of freezes'), valibot_dist/* maxLength */.Ru6(50, 'a list of at most 50 freezes'), valibot_dist/* description */.h_('Times in which nothing is promoted here.')), []),
}, mapping);
const digestsSchema = valibot_dist/* strictObject */.rej({
    file: parsedString((raw) => ({ template: raw, forSlot: parseDigestFile(raw) }), 'a file name with {env}', 'File of the digests, with {env} and perhaps {service}: envs/{env}/values.{env}.yaml.'),
    path: parsedString((raw) => ({ template: raw, forSlot: parseDigestPath(raw) }), 'keys separated by dots', 'Keys that lead to a digest in that file: services.{service}.image.digest.'),
}, mapping);
/** `promotion.yaml` as it is written; what its parts must be to each other is in `policy-rules.ts`. */
const policyFileSchema = valibot_dist/* strictObject */.rej({
    version: valibot_dist/* pipe */.FsL(valibot_dist/* literal */.euz(1, '1'), valibot_dist/* description */.h_('Version of this format.')),
    bot: policy_schema_matching(login, loginExpected, 'Login of the GitHub App that opens promotion pull requests.'),
    argocd: valibot_dist/* optional */.lqM(policy_schema_matching(login, loginExpected, 'Login of the GitHub App that reports the health of environments.')),
    separate: separateSchema,
    rollback: rollbackSchema,
    services: valibot_dist/* pipe */.FsL(valibot_dist/* record */.g1P(acceptedString(parseServiceName, 'a service name'), serviceSchema, 'a mapping of services'), valibot_dist/* minEntries */.bPf(1, 'a mapping of at least one service'), valibot_dist/* maxEntries */.bIj(500, 'a mapping of at most 500 services'), valibot_dist/* description */.h_('Services by name; each has one image.')),
    trust: valibot_dist/* optional */.lqM(valibot_dist/* pipe */.FsL(trustSchema, valibot_dist/* description */.h_('Whose signatures count, and what they have to prove. Each key has a default.'))),
    digests: valibot_dist/* pipe */.FsL(digestsSchema, valibot_dist/* description */.h_('Where digests stand in this repository.')),
    environments: valibot_dist/* pipe */.FsL(valibot_dist/* record */.g1P(acceptedString(parseEnvironmentName, 'an environment name'), environmentSchema, 'a mapping of environments'), valibot_dist/* minEntries */.bPf(1, 'a mapping of at least one environment'), valibot_dist/* maxEntries */.bIj(20, 'a mapping of at most 20 environments'), valibot_dist/* description */.h_('Environments by name; `from` chains them.')),
}, mapping);
/** The schemas of the parts that rules can be checked on although another part is wrong. */
const partSchemas = {
    service: serviceSchema,
    environment: environmentSchema,
    digests: digestsSchema,
    separation: valibot_dist/* object */.Ikc({ separate: separateSchema, rollback: rollbackSchema }),
    trust: trustSchema,
};

;// CONCATENATED MODULE: ./packages/promotion/out/policy-separation.js

const anything = { kind: 'rollback', environment: { merge: 'gate' } };
/**
 * Roles that one person may not have at once: lists that are none, and roles in them that set nobody apart.
 *
 * @param others whether there are environments beside these, whose form is wrong: they may be anything
 */
function separationFindings(common, environments, others) {
    return [
        ...commonLists(common, [...environments.values()]).map((each) => others ? { ...each, uses: [...each.uses, anything] } : each),
        ...[...environments].flatMap(([name, entry]) => ownLists(['environments', name], entry, common)),
    ].flatMap(listFindings);
}
function commonLists(common, environments) {
    const rolledBack = environments.filter(({ rollback }) => rollback?.separate === undefined);
    const unnamed = environments.filter(({ separate }) => separate === undefined);
    const inherited = common.rollback?.separate === undefined ? rolledBack.filter((each) => unnamed.includes(each)) : [];
    return [
        ...list(['separate'], common.separate, [...usesIn('promotion', unnamed), ...usesIn('rollback', inherited)]),
        ...list(['rollback', 'separate'], common.rollback?.separate, usesIn('rollback', rolledBack)),
    ];
}
function ownLists(path, entry, common) {
    const { separate, rollback } = entry;
    const inherited = rollback?.separate === undefined && common.rollback?.separate === undefined ? [entry] : [];
    return [
        ...list([...path, 'separate'], separate, [...usesIn('promotion', [entry]), ...usesIn('rollback', inherited)]),
        ...list([...path, 'rollback', 'separate'], rollback?.separate, usesIn('rollback', [entry])),
    ];
}
/** Where a bot merges, no person takes part. */
const usesIn = (kind, environments) => environments.filter(({ merge }) => merge !== 'auto').map((environment) => ({ kind, environment }));
const list = (path, roles, uses) => roles === undefined ? [] : [{ path, roles, uses }];
function listFindings({ path, roles, uses }) {
    const distinct = new Set(roles).size;
    if (distinct !== roles.length || distinct === 1) {
        const says = 'must be a list of two roles or more, each of them once, or an empty list';
        return [{ code: 'POLICY_VALUE_INVALID', path, at: 'value', says }];
    }
    if (roles.length > 0 && uses.length === 0) {
        const where = path[0] === 'environments' ? 'with merge: auto' : 'where each has merge: auto or a list of its own';
        return [conflict(path, 'key', `separates nobody ${where}: remove it`)];
    }
    return roles.flatMap((role, index) => {
        const others = roles.filter((other) => other !== role);
        if (uses.some((use) => others.some((other) => differ(role, other, use))))
            return [];
        return [conflict([...path, index], 'value', `is ${role}, but ${uselessness(role, uses)}`)];
    });
}
/** Requester and author are set apart from those who agree, not from each other. */
const differ = (one, other, use) => takesPart(one, use) && takesPart(other, use) && [one, other].some((role) => agrees.has(role));
const agrees = new Set(['reviewer', 'approver']);
function takesPart(role, { kind, environment: { merge, approvals } }) {
    switch (role) {
        case 'requester':
            return kind === 'rollback';
        case 'reviewer':
            return approvals !== 0;
        case 'approver':
            return merge === 'gate';
        case 'author':
            return true;
    }
}
function uselessness(role, uses) {
    if (uses.some((use) => takesPart(role, use)))
        return 'nobody else of the list takes part: name who else does, or remove it';
    switch (role) {
        case 'requester':
            return 'nobody asks for a promotion, and rollbacks have a list of their own: name it there, or remove it';
        case 'reviewer':
            return 'no review is asked for: set approvals, or remove it';
        case 'approver':
            return 'there is no gate to let anything through: set merge: gate, or remove it';
        case 'author':
            return 'nobody agrees to anything: remove it';
    }
}

;// CONCATENATED MODULE: ./packages/promotion/out/policy-rules.js









/** Everything that is wrong between values that are each right in themselves. */
function ruleFindings(raw) {
    const parts = soundParts(raw);
    return [
        ...appFindings(raw),
        ...separationFindings(parts.separation, parts.environments, parts.upstreams.size > parts.environments.size),
        ...imageFindings(parts),
        ...trustFindings(['trust'], parts.trust),
        ...[...parts.services].flatMap(([name, { trust }]) => trustFindings(['services', name, 'trust'], trust)),
        ...upstreamFindings(parts),
        ...environmentFindings(parts),
        ...slotFindings(parts),
    ];
}
/** Logins differ in more than their case. */
function appFindings(raw) {
    const [bot, argocd] = ['bot', 'argocd'].map((key) => entriesOf(raw).get(key));
    if (typeof bot !== 'string' || typeof argocd !== 'string' || bot.toLowerCase() !== argocd.toLowerCase())
        return [];
    const says = `is ${shown(argocd)}, which is the bot as well: it would vouch for what it proposes; give health an App of its own`;
    return [{ code: 'POLICY_APP_SHARED', path: ['argocd'], at: 'value', says }];
}
function soundParts(raw) {
    const root = entriesOf(raw);
    const environments = entriesOf(root.get('environments'));
    const separation = valibot_dist/* safeParse */.xLC(partSchemas.separation, raw);
    const digests = valibot_dist/* safeParse */.xLC(partSchemas.digests, root.get('digests'));
    const trust = valibot_dist/* safeParse */.xLC(partSchemas.trust, root.get('trust'));
    return {
        argocd: root.has('argocd'),
        services: sound(entriesOf(root.get('services')), parseServiceName, partSchemas.service),
        upstreams: new Map([...environments].map(([name, entry]) => [name, upstreamOf(entry)])),
        environments: sound(environments, parseEnvironmentName, partSchemas.environment),
        digests: digests.success ? digests.output : null,
        separation: separation.success ? separation.output : {},
        trust: trust.success ? trust.output : undefined,
    };
}
function upstreamOf(entry) {
    const from = entriesOf(entry).get('from');
    return typeof from === 'string' && from !== '' ? from : null;
}
function entriesOf(value) {
    return new Map(value instanceof Object && !Array.isArray(value) ? Object.entries(value) : []);
}
function sound(entries, parseName, schema) {
    const found = new Map();
    for (const [raw, value] of entries) {
        const name = nameOrNone(raw, parseName);
        const result = valibot_dist/* safeParse */.xLC(schema, value);
        if (name !== undefined && result.success)
            found.set(name, result.output);
    }
    return found;
}
/** A wrong name is the form's business, where it is reported. */
function nameOrNone(raw, parseName) {
    try {
        return parseName(raw);
    }
    catch (error) {
        if (error instanceof TypeError)
            return undefined;
        throw error;
    }
}
function imageFindings({ services }) {
    const owners = new Map();
    return [...services].flatMap(([name, { image }]) => {
        const owner = owners.get(image.toLowerCase());
        if (owner === undefined)
            owners.set(image.toLowerCase(), name);
        const says = `is ${shown(image)}, but that is the image of ${owner} already`;
        return owner === undefined
            ? []
            : [{ code: 'POLICY_IMAGE_REPEATED', path: ['services', name, 'image'], at: 'value', says }];
    });
}
function upstreamFindings({ upstreams }) {
    const findings = [];
    const reported = new Set();
    for (const [name, from] of upstreams) {
        const path = ['environments', name, 'from'];
        if (from === null || from === 'build')
            continue;
        if (!upstreams.has(from)) {
            const near = nearestKey(from, [...upstreams.keys(), 'build']);
            const hint = near === undefined
                ? `build or one of ${[...upstreams.keys()].join(', ')}`
                : `an environment: did you mean ${near}?`;
            findings.push({
                code: 'POLICY_UPSTREAM_UNKNOWN',
                path,
                at: 'value',
                says: `is ${shown(from)}, but must be ${hint}`,
            });
        }
        const circle = circleThrough(name, upstreams);
        if (circle.length === 0 || circle.some((member) => reported.has(member)))
            continue;
        for (const member of circle)
            reported.add(member);
        const says = `goes round in a circle: ${[...circle, name].join(' from ')}; one of them must be from build`;
        findings.push({ code: 'POLICY_CYCLE', path, at: 'value', says });
    }
    return findings;
}
/** The environments from `start` upstream and back to it; empty where the way does not lead back. */
function circleThrough(start, upstreams) {
    const visited = new Set();
    let name = start;
    while (!visited.has(name)) {
        visited.add(name);
        const from = upstreams.get(name) ?? 'build';
        if (from === 'build')
            return [];
        name = from;
    }
    return name === start ? [...visited] : [];
}
function environmentFindings({ environments, upstreams, argocd }) {
    const findings = [];
    if (upstreams.has('build')) {
        findings.push(conflict(['environments', 'build'], 'key', 'is what `from` calls the build: give the environment another name'));
    }
    for (const [name, entry] of environments)
        findings.push(...entryFindings(['environments', name], entry));
    const [healthy] = [...environments].filter(([, entry]) => entry.healthy.length > 0);
    if (healthy !== undefined && !argocd) {
        const says = `is missing, but environments.${healthy[0]}.healthy needs to know which App reports health`;
        findings.push({ code: 'POLICY_KEY_MISSING', path: ['argocd'], at: 'value', says });
    }
    return findings;
}
function entryFindings(path, entry) {
    const { merge, approvals, from, healthy, soak } = entry;
    const findings = [...gateFindings(path, entry)];
    if (merge === 'auto' && approvals !== undefined && approvals > 1) {
        findings.push(conflict([...path, 'approvals'], 'value', `is ${approvals}, but must be 0 or 1 with merge: auto: one App approves`));
    }
    if (merge === 'review' && approvals === 0) {
        findings.push(conflict([...path, 'approvals'], 'value', 'is 0, but must be at least 1 with merge: review; without reviews, set merge: auto'));
    }
    if (from === 'build' && healthy.length > 0) {
        findings.push(conflict([...path, 'healthy'], 'key', 'has nothing to look at: no environment comes before one that is from build'));
    }
    if (from === 'build' && soak !== undefined) {
        findings.push(conflict([...path, 'soak'], 'key', 'has nothing to wait for: no environment comes before one that is from build'));
    }
    return findings;
}
/** A gate has one keeper: the reviewers of a GitHub environment, or the team that starts its run. */
function gateFindings(path, { merge, environment, gate }) {
    const findings = [];
    if (merge === 'gate' && environment === undefined && gate === undefined) {
        const says = 'is missing, but merge: gate needs the GitHub environment whose approval it waits for, or gate: {dispatch: TEAM}';
        findings.push({ code: 'POLICY_KEY_MISSING', path: [...path, 'environment'], at: 'value', says });
    }
    if (merge !== 'gate' && environment !== undefined) {
        const says = `guards nothing with merge: ${merge}: remove it, or set merge: gate`;
        findings.push(conflict([...path, 'environment'], 'key', says));
    }
    if (merge !== 'gate' && gate !== undefined) {
        const says = `keeps nothing with merge: ${merge}: remove it, or set merge: gate`;
        findings.push(conflict([...path, 'gate'], 'key', says));
    }
    if (environment !== undefined && gate !== undefined) {
        const says = 'stands beside environment, but a gate has one keeper: remove one of the two';
        findings.push(conflict([...path, 'gate'], 'key', says));
    }
    return findings;
}
/** Each file belongs to one environment, and each place in it to one service. */
function slotFindings({ digests, services, environments }) {
    if (digests === null)
        return [];
    const { file, path } = digests;
    if (!file.template.includes('{service}') && !path.template.includes('{service}')) {
        const says = `is ${shown(path.template)}, but must have {service} in it, since digests.file does not`;
        return [{ code: 'POLICY_SLOTS_COLLIDE', path: ['digests', 'path'], at: 'value', says }];
    }
    const files = new Map();
    const places = new Map();
    for (const environment of environments.keys()) {
        for (const service of services.keys()) {
            const name = file.forSlot({ service, environment });
            const place = JSON.stringify([name, path.forSlot({ service, environment })]);
            const owner = isReservedPath(name) ? 'something else' : (files.get(name.toLowerCase()) ?? environment);
            const rival = owner === environment ? places.get(place) : owner;
            if (rival !== undefined) {
                const says = `puts the digest of ${service} in ${environment} into ${name}, where it meets ${rival}`;
                return [{ code: 'POLICY_SLOTS_COLLIDE', path: ['digests', 'file'], at: 'value', says }];
            }
            files.set(name.toLowerCase(), environment);
            places.set(place, service);
        }
    }
    return [];
}

;// CONCATENATED MODULE: ./packages/promotion/out/policy-shape.js




const shapeOfPolicy = policyFileSchema;
/** Everything that is wrong with the form of single values and keys. */
function formFindings(raw) {
    const shape = shapeFindings(shapeOfPolicy, raw, []);
    const lists = shape.filter(({ code }) => code === 'POLICY_VALUE_INVALID').map(({ path }) => path);
    const { issues = [] } = valibot_dist/* safeParse */.xLC(policyFileSchema, raw);
    const values = issues
        .filter((issue) => issue.expected !== 'never')
        .map(findingOf)
        .filter(({ path }) => !lists.some((list) => list.every((key, index) => path[index] === key)));
    return [...shape, ...values];
}
/** Keys that do not exist and lists in place of mappings: Valibot stops at the first, and takes a list for a mapping. */
function shapeFindings(shape, value, path) {
    if (shape.wrapped !== undefined)
        return shapeFindings(shape.wrapped, value, path);
    if (Array.isArray(value)) {
        if (shape.entries !== undefined || shape.type === 'record')
            return [expected(path, value, 'a mapping')];
        const { item } = shape;
        return item === undefined ? [] : value.flatMap((entry, index) => shapeFindings(item, entry, [...path, index]));
    }
    if (!(value instanceof Object))
        return [];
    return Object.entries(value).flatMap(([key, entry]) => {
        const inner = shape.type === 'record' ? shape.value : shape.entries?.[key];
        if (inner !== undefined)
            return shapeFindings(inner, entry, [...path, key]);
        return shape.entries === undefined ? [] : [unknownKey(shape.entries, key, path)];
    });
}
function unknownKey(entries, key, path) {
    const near = nearestKey(key, Object.keys(entries));
    const hint = near === undefined ? `the keys here are ${Object.keys(entries).join(', ')}` : `did you mean ${near}?`;
    return { code: 'POLICY_KEY_UNKNOWN', path: [...path, key], at: 'key', says: `is not a key that exists: ${hint}` };
}
const expected = (path, value, what) => ({
    code: 'POLICY_VALUE_INVALID',
    path,
    at: 'value',
    says: isOtherList(value, what) ? `must be ${what}` : `is ${shown(value)}, but must be ${what}`,
});
/** “is a list, but must be a list with …” would tell nothing of what it is. */
const isOtherList = (value, what) => Array.isArray(value) && what.startsWith('a list');
function findingOf(issue) {
    const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
    const last = issue.path?.at(-1);
    const isKey = last !== undefined && 'origin' in last && last.origin === 'key';
    if (isKey && issue.type === 'strict_object') {
        return { code: 'POLICY_KEY_MISSING', path, at: 'value', says: 'is missing, but must be there' };
    }
    if (isKey)
        return { code: 'POLICY_VALUE_INVALID', path, at: 'key', says: `has a wrong name: it must be ${issue.message}` };
    return expected(path, issue.input, issue.message);
}

;// CONCATENATED MODULE: ./packages/promotion/out/policy.js









const areApart = (separation, one, other) => separation.some((roles) => roles.includes(one) && roles.includes(other));
/**
 * Reads the text of `promotion.yaml`.
 *
 * @throws PolicyError with every problem that the text has, each with its line.
 */
function parsePolicy(yaml, file = 'promotion.yaml') {
    const source = new PolicySource(yaml, file);
    const reserved = source.reservedKeys();
    if (reserved.length > 0)
        throw source.error(reserved);
    const raw = source.value();
    const findings = [...formFindings(raw), ...ruleFindings(raw)];
    if (findings.length > 0)
        throw source.error(findings);
    return policyOf(valibot_dist/* parse */.qgA(policyFileSchema, raw));
}
function policyOf({ bot, argocd, services, trust, digests, environments, ...common }) {
    return {
        bot,
        argocd: argocd ?? null,
        services: new Map(Object.entries(services).map(([name, entry]) => [parseServiceName(name), serviceFrom(entry, trust)])),
        environments: inOrder(Object.entries(environments).map(([name, entry]) => environmentFrom(parseEnvironmentName(name), entry, common))),
        digests: { file: digests.file.forSlot, path: digests.path.forSlot },
    };
}
function serviceFrom(entry, ofAll) {
    const { image, source, workflow, ref, 'signer-workflow': signer, trust, ...ids } = entry;
    return {
        image: parseImageName(image),
        source: parseRepositoryName(source),
        workflow,
        ref,
        ...(signer !== undefined && { signer: parseSignerWorkflow(signer) }),
        ...(ids['source-id'] !== undefined && { sourceId: ids['source-id'] }),
        ...(ids['owner-id'] !== undefined && { ownerId: ids['owner-id'] }),
        trust: trustFrom(trust, ofAll),
    };
}
function environmentFrom(name, entry, common) {
    const { merge, environment, gate, healthy, freeze } = entry;
    const from = entry.from === 'build' ? 'build' : parseEnvironmentName(entry.from);
    const approvals = entry.approvals ?? (merge === 'auto' ? 0 : 1);
    const separate = separationOf(entry, common);
    const rules = { name, from, approvals, healthy, soak: entry.soak ?? 0, freeze, separate };
    if (merge !== 'gate')
        return { ...rules, merge, environment: null, dispatchers: null };
    if (environment !== undefined)
        return { ...rules, merge, environment, dispatchers: null };
    if (gate !== undefined)
        return { ...rules, merge, environment: null, dispatchers: gate.dispatch };
    throw new TypeError('the rules let a gate that nobody keeps pass');
}
/** Two people at the least agree to what a gate lets through. */
const twoPeople = ['reviewer', 'approver'];
/** Whoever starts a gate by hand did not write what is promoted. A rollback goes to what was let through before. */
const byHand = { promotion: [twoPeople, ['author', 'approver']], rollback: [twoPeople] };
function separationOf(entry, common) {
    const byDefault = defaultSeparation(entry);
    const named = entry.separate ?? common.separate;
    const back = entry.rollback?.separate ?? common.rollback?.separate ?? named;
    return {
        promotion: named === undefined ? byDefault.promotion : [named],
        rollback: back === undefined ? byDefault.rollback : [back],
    };
}
function defaultSeparation({ merge, gate }) {
    if (merge !== 'gate')
        return { promotion: [], rollback: [] };
    return gate === undefined ? { promotion: [twoPeople], rollback: [twoPeople] } : byHand;
}
/** Upstream first, and else as they were written. */
function inOrder(environments) {
    const placed = [];
    const names = new Set(['build']);
    let waiting = environments;
    while (waiting.length > 0) {
        const ready = waiting.filter(({ from }) => names.has(from));
        if (ready.length === 0)
            throw new TypeError('the rules let a circle of environments pass');
        placed.push(...ready);
        for (const { name } of ready)
            names.add(name);
        waiting = waiting.filter(({ name }) => !names.has(name));
    }
    const [first, ...rest] = placed;
    if (first === undefined)
        throw new TypeError('the schema let a policy without environments pass');
    return [first, ...rest];
}
/** Path of the file in which the service's digest stands. */
function digestFile(policy, environment, service) {
    return policy.digests.file({ environment, service });
}
/** Keys that lead to the service's digest in that file. */
function digestPath(policy, environment, service) {
    return policy.digests.path({ environment, service });
}
/** @throws PolicyError where the policy has no such environment. */
function environmentOf(policy, name) {
    const found = policy.environments.find((environment) => environment.name === name);
    if (found !== undefined)
        return found;
    const known = policy.environments.map((environment) => environment.name).join(', ');
    throw new PolicyError('POLICY_ENVIRONMENT_UNKNOWN', `the policy has no environment ${name}, only ${known}`, 'Name one of these environments, or add it to promotion.yaml on the base branch.');
}
/** @throws PolicyError where the policy has no such service. */
function serviceOf(policy, name) {
    const found = policy.services.get(name);
    if (found !== undefined)
        return found;
    throw new PolicyError('POLICY_SERVICE_UNKNOWN', `the policy has no service ${name}, only ${[...policy.services.keys()].join(', ')}`, 'Name one of these services, or add it to promotion.yaml on the base branch.');
}
/** The environment that `name` follows; null where it follows the build. */
function policy_upstreamOf(policy, name) {
    const { from } = environmentOf(policy, name);
    return from === 'build' ? null : environmentOf(policy, from);
}
/** The status contexts that the environments after `name` wait for: by these it proves itself. */
const contextsOf = (policy, name) => [
    ...new Set(downstreamOf(policy, name).flatMap(({ healthy }) => healthy)),
];
/** The environments that follow `name`, or the build, directly. */
function downstreamOf(policy, name) {
    return policy.environments.filter(({ from }) => from === name);
}

;// CONCATENATED MODULE: ./packages/promotion/out/deployed.js



/**
 * The digest at a path of a YAML text: null where the place is there but empty, undefined where there is no such place.
 *
 * @throws EditError where the text cannot be read as YAML with one digest at the path.
 */
function digestAt(yaml, path) {
    try {
        return readDigest(yaml, path);
    }
    catch (error) {
        if (error instanceof EditError && error.code === 'YAML_PATH_MISSING')
            return undefined;
        throw error;
    }
}
/**
 * The digest that `files` deploy in a slot: null where it deploys nothing yet, undefined where the environment does not
 * have the service. A service joins an environment when somebody adds an empty digest for it there.
 *
 * @throws EditError
 */
function deployedDigest(files, policy, slot) {
    const file = files.get(digestFile(policy, slot.environment, slot.service));
    if (typeof file?.text !== 'string')
        return undefined;
    return digestAt(file.text, digestPath(policy, slot.environment, slot.service));
}

;// CONCATENATED MODULE: ./packages/promotion/out/hold.js






/** What speaks against a digest as the target of a rollback, and can be overridden with a reason. */
const forceable = ['HOLD_BROKEN', 'TARGET_NEWER', 'TARGET_REPLACED', 'TARGET_UNHEALTHY'];
const holdErrorCodes = {
    HOLD_YAML: 'A hold is not one plain YAML document.',
    HOLD_INVALID: 'A hold lacks a value, has one too many, or has one of the wrong form.',
};
/** Thrown where a hold cannot be read, or written. */
class HoldError extends Error {
    name = 'HoldError';
    code;
    next = 'Restore the file as rollback wrote it, or lift the hold by deleting it in a reviewed pull request.';
    /** The message without the path. */
    detail;
    /** Where in the file, if it is not about all of it. */
    position;
    constructor(code, path, detail, cause) {
        const at = cause === undefined ? '' : `:${cause.position.line}:${cause.position.column}`;
        super(`${path}${at} ${detail}`, { cause });
        this.code = code;
        this.detail = detail;
        this.position = cause?.position ?? null;
    }
}
function holdPath(environment, service) {
    return `holds/${environment}/${service}.yaml`;
}
const hold_text = (expected, isValid) => valibot_dist/* pipe */.FsL(valibot_dist/* string */.YjP(expected), valibot_dist/* check */.z6Y(isValid, expected));
const digest = parsedString(parseDigest, 'a digest', 'sha256:…');
/** Of what a person says in a hold, in characters. */
const longestHoldText = 1_000;
/** What a person says in a hold. Throws a `TypeError` whose message completes "must be …". */
function parseHoldText(raw) {
    if (!raw.isWellFormed())
        throw new TypeError('whole characters, without halves of any');
    if (raw.trim() !== '' && raw.length <= longestHoldText)
        return raw;
    throw new TypeError('1 to 1,000 characters that are not all blank');
}
const hold_words = parsedString(parseHoldText, 'a text', 'Why.');
function isInstant(value) {
    return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/.test(value) && !Number.isNaN(Date.parse(value));
}
const holdSchema = valibot_dist/* strictObject */.rej({
    version: valibot_dist/* literal */.euz(1, '1'),
    service: parsedString(parseServiceName, 'a service name', 'What is held.'),
    environment: parsedString(parseEnvironmentName, 'an environment name', 'Where it is held.'),
    digest,
    replaced: valibot_dist/* nullable */.mee(digest),
    reason: hold_words,
    by: hold_text('a login', (value) => /^[A-Za-z0-9_-]{1,100}(?:\[bot\])?$/.test(value)),
    since: hold_text('a time in UTC, such as 2026-11-24T09:00:00Z', isInstant),
    run: valibot_dist/* optional */.lqM(hold_text('an http(s) URL', (value) => /^https?:\/\/[!-~]{1,2000}$/.test(value) && URL.canParse(value))),
    forced: valibot_dist/* optional */.lqM(valibot_dist/* strictObject */.rej({ why: hold_words, against: valibot_dist/* pipe */.FsL(valibot_dist/* array */.YOg(valibot_dist/* picklist */.KIO(forceable)), valibot_dist/* minLength */.BpQ(1)) }, 'a mapping')),
}, 'a mapping');
/**
 * The bytes of a hold's file. They are canonical: equal holds have equal bytes.
 *
 * @throws HoldError where the hold has a value that `parseHold` would refuse.
 */
function renderHold(hold) {
    const { service, environment, digest: held, replaced, reason, by, since, run, forced, } = checked({ version: 1, ...hold }, holdPath(hold.environment, hold.service));
    const lines = [
        `# This file holds ${service} in ${environment}: no promotion moves its digest while the file is here.`,
        '# To lift the hold, run the rollback action with `command: resume`; its pull request deletes the file.',
        'version: 1',
        `service: ${quoted(service)}`,
        `environment: ${quoted(environment)}`,
        `digest: ${held}`,
        `replaced: ${replaced ?? 'null'}`,
        `reason: ${quoted(reason)}`,
        `by: ${quoted(by)}`,
        `since: ${quoted(since)}`,
        ...(run === undefined ? [] : [`run: ${quoted(run)}`]),
        ...(forced === undefined ? [] : [`forced: {why: ${quoted(forced.why)}, against: [${hold_inOrder(forced).join(', ')}]}`]),
    ];
    return `${lines.join('\n')}\n`;
}
const hold_inOrder = ({ against }) => forceable.filter((code) => against.includes(code));
/**
 * Reads a hold wherever it lies, canonical or not.
 *
 * @throws HoldError where it is none.
 */
const readHold = (yaml, path) => checked(hold_valueOf(yaml, path), path);
function hold_valueOf(yaml, path) {
    try {
        return readPlainDocument(yaml).document.toJS();
    }
    catch (error) {
        if (!(error instanceof EditError))
            throw error;
        throw new HoldError('HOLD_YAML', path, error.detail, error);
    }
}
function checked(value, path) {
    const result = valibot_dist/* safeParse */.xLC(holdSchema, value, { abortEarly: true });
    if (!result.success)
        throw new HoldError('HOLD_INVALID', path, detailOf(result.issues[0]));
    const { version: _, run, forced, ...hold } = result.output;
    return { ...hold, ...(run !== undefined && { run }), ...(forced !== undefined && { forced }) };
}
function detailOf(issue) {
    const key = valibot_dist/* getDotPath */.BuJ(issue) ?? 'it';
    if (issue.expected === 'never')
        return `has the unknown key ${shown(key)}`;
    if (issue.type === 'strict_object' && issue.path !== undefined)
        return `lacks the key ${key}`;
    return `has ${key} ${shown(issue.input)}, but it must be ${issue.message}`;
}
/** The hold, wherever it belongs, if these are exactly the bytes that `renderHold` gives for it; else null. */
function canonicalHold(yaml) {
    try {
        const hold = readHold(yaml, 'the hold');
        return renderHold(hold) === yaml ? hold : null;
    }
    catch (error) {
        if (error instanceof HoldError)
            return null;
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/promotion/out/change.js





/**
 * Recognises a pull request as exactly one promotion, rollback or resume: every changed file is derived again from the
 * base and the digests found in the head, and must equal the head's bytes. Nothing else about the pull request counts.
 */
function recogniseChange(pull, base, policy) {
    if (pull.files.items.length < pull.files.total) {
        return unrecognised([{ code: 'FILES_UNREAD', total: pull.files.total, read: pull.files.items.length }]);
    }
    const reasons = [];
    const bumps = [];
    const held = [];
    const environments = new Set();
    const roles = fileRoles(policy);
    for (const file of pull.files.items) {
        const role = roles.get(file.path);
        if (role === undefined || !mayChangeSo(role, file)) {
            reasons.push({ code: 'FILE_UNEXPECTED', path: file.path, change: file.change });
            continue;
        }
        environments.add(role.environment);
        if (role.kind === 'hold')
            held.push({ service: role.service, path: file.path, deleted: file.change === 'DELETED' });
        else {
            const found = bumpsOf(file.path, role, pull, base, policy);
            if (found.kind === 'exact')
                bumps.push(...found.bumps);
            else
                reasons.push(found.reason);
        }
    }
    const [environment, ...others] = environments;
    if (others.length > 0)
        reasons.push({ code: 'ENVIRONMENT_MIXED', environments: [...environments] });
    reasons.push(...held.filter((hold) => !hold.deleted).flatMap((hold) => holdReasons(hold.path, hold.service, pull, bumps)));
    if (isNonEmpty(reasons))
        return unrecognised(reasons);
    const change = environment === undefined ? null : changeOf(environment, bumps, held, pull);
    return change === null ? unrecognised([{ code: 'NOT_A_BUMP' }]) : { kind: 'recognised', change };
}
const unrecognised = (reasons) => ({ kind: 'unrecognised', reasons });
function isNonEmpty(items) {
    return items.length > 0;
}
function fileRoles(policy) {
    const roles = new Map();
    for (const { name: environment } of policy.environments) {
        for (const service of policy.services.keys()) {
            const path = digestFile(policy, environment, service);
            const known = roles.get(path);
            const services = known?.kind === 'digests' ? known.services : [];
            roles.set(path, { kind: 'digests', environment, services: [...services, service] });
            roles.set(holdPath(environment, service), { kind: 'hold', environment, service });
        }
    }
    return roles;
}
function mayChangeSo(role, file) {
    if (role.kind === 'digests')
        return file.change === 'MODIFIED';
    return file.change === 'ADDED' || file.change === 'MODIFIED' || file.change === 'DELETED';
}
function bumpsOf(path, role, pull, base, policy) {
    const before = base.files.get(path);
    const after = pull.headFiles.get(path);
    const [beforeText, afterText] = [exactText(before), exactText(after)];
    if (before === undefined || after === undefined || beforeText === null || afterText === null) {
        return { kind: 'refused', reason: { code: 'FILE_UNREADABLE', path } };
    }
    if (before.mode !== after.mode) {
        return { kind: 'refused', reason: { code: 'FILE_MODE_CHANGED', path, found: after.mode, expected: before.mode } };
    }
    const bumps = [];
    for (const service of role.services) {
        const yamlPath = digestPath(policy, role.environment, service);
        const from = digestAt(beforeText, yamlPath);
        // Where the base has no place for the service, no bump explains one: the comparison of bytes refuses it.
        if (from === undefined)
            continue;
        const to = digestInHead(afterText, yamlPath);
        if (to !== null && to !== from)
            bumps.push({ service, environment: role.environment, from, to, source: null });
    }
    const derived = setDigests(beforeText, bumps.map((bump) => ({ path: digestPath(policy, bump.environment, bump.service), digest: bump.to }))).text;
    if (!holdsExactly(after, derived)) {
        return { kind: 'refused', reason: { code: 'NOT_EXACT', path, line: firstDifference(derived, afterText) } };
    }
    return { kind: 'exact', bumps };
}
/** A head that cannot be read as YAML has no digest to offer; the comparison of bytes then refuses it. */
function digestInHead(text, path) {
    try {
        return digestAt(text, path) ?? null;
    }
    catch (error) {
        if (error instanceof Error)
            return null;
        throw error;
    }
}
function firstDifference(left, right) {
    const others = right.split('\n');
    const index = left.split('\n').findIndex((line, position) => line !== others[position]);
    return index === -1 ? left.split('\n').length + 1 : index + 1;
}
/** A hold that is written must be canonical and must say what the digests of the same change say. */
function holdReasons(path, service, pull, bumps) {
    const file = pull.headFiles.get(path);
    const text = exactText(file);
    if (file === undefined || text === null)
        return [{ code: 'FILE_UNREADABLE', path }];
    if (file.mode !== '100644')
        return [{ code: 'FILE_MODE_CHANGED', path, found: file.mode, expected: '100644' }];
    const hold = canonicalHold(text);
    if (hold === null)
        return [{ code: 'HOLD_INVALID', path, detail: 'its bytes are not canonical' }];
    const bump = bumps.find((candidate) => candidate.service === service);
    if (bump === undefined)
        return [{ code: 'HOLD_DISAGREES', path, detail: `no digest of ${service} changes` }];
    if (hold.service !== service || hold.environment !== bump.environment) {
        return [{ code: 'HOLD_DISAGREES', path, detail: `it holds ${hold.service} in ${hold.environment}` }];
    }
    if (hold.digest !== bump.to)
        return [{ code: 'HOLD_DISAGREES', path, detail: 'it holds another digest' }];
    if (hold.replaced !== bump.from)
        return [{ code: 'HOLD_DISAGREES', path, detail: 'it replaces another digest' }];
    return [];
}
function changeOf(environment, bumps, held, pull) {
    const written = held.filter((hold) => !hold.deleted);
    const lifted = held.filter((hold) => hold.deleted).map((hold) => hold.service);
    if (isNonEmpty(bumps)) {
        if (lifted.length > 0)
            return null;
        if (written.length === 0)
            return { kind: 'promotion', environment, bumps };
        const holds = written.flatMap(({ path }) => canonicalHold(pull.headFiles.get(path)?.text ?? '') ?? []);
        return holds.length === bumps.length ? { kind: 'rollback', environment, bumps, holds } : null;
    }
    return written.length === 0 && isNonEmpty(lifted) ? { kind: 'resume', environment, services: lifted } : null;
}

;// CONCATENATED MODULE: ./packages/promotion/out/evidence.js
const evidenceKey = (service, digest) => `${service}@${digest}`;

;// CONCATENATED MODULE: ./packages/promotion/out/trust.js
const sameLogin = (left, right) => left.toLowerCase() === right.toLowerCase();
/**
 * Whether GitHub itself vouches that `bot` made this commit. The name is free text, so the address decides: GitHub signs
 * only what the authenticated identity authored, and `<id>+<login>@users.noreply.<host>` cannot be claimed by another
 * where the host is the server's own.
 * What it does not tell: squashing a pull request of the bot's by hand gives a commit in the bot's name as well, whatever
 * it holds. So a commit of the bot is necessary, never enough.
 */
function isCommitOf(bot, commit, host) {
    const { login, domain } = /^[0-9]+\+(?<login>[^@]+)@(?<domain>[^@]+)$/.exec(commit.authorEmail ?? '')?.groups ?? {};
    if (login === undefined || domain === undefined)
        return false;
    return commit.signedByGitHub && sameLogin(login, bot) && noreplyDomains(host).includes(domain);
}
/**
 * GitHub Desktop (app/src/lib/email.ts) gives `users.noreply.github.com` to tenants of ghe.com, whose mail otherwise comes
 * from `noreply.<host>`. GitHub documents neither for commits, and nobody but GitHub has either.
 */
const noreplyDomains = (host) => [
    `users.noreply.${host}`,
    ...(host.endsWith('.ghe.com') ? ['users.noreply.github.com'] : []),
];
/** Why this pull request may not be one of the bot's own, whatever it changes. */
function provenanceReasons(pull, base, policy) {
    const reasons = [];
    if (pull.state !== 'OPEN')
        reasons.push({ code: 'PULL_NOT_OPEN', state: pull.state });
    if (pull.isDraft)
        reasons.push({ code: 'PULL_IS_DRAFT' });
    if (pull.isCrossRepository || pull.headRepository === null) {
        reasons.push({ code: 'PULL_FROM_FORK', repository: pull.headRepository });
    }
    if (pull.baseBranch !== base.branch) {
        reasons.push({ code: 'PULL_BASE_UNEXPECTED', found: pull.baseBranch, expected: base.branch });
    }
    reasons.push(...pull.rewrites.map((how) => ({ code: 'PULL_REWRITTEN', how })));
    if (pull.author === null || pull.author.kind !== 'Bot' || !sameLogin(pull.author.login, policy.bot)) {
        reasons.push({ code: 'AUTHOR_UNEXPECTED', found: pull.author?.login ?? null, expected: policy.bot });
    }
    if (pull.commits.items.length < pull.commits.total) {
        reasons.push({ code: 'COMMITS_UNREAD', total: pull.commits.total, read: pull.commits.items.length });
    }
    for (const commit of pull.commits.items.filter((candidate) => !isCommitOf(policy.bot, candidate, base.host))) {
        reasons.push({ code: 'COMMIT_UNVERIFIED', commit: commit.oid, author: commit.authorName, expected: policy.bot });
    }
    return reasons;
}
/** Whether the bot opened this pull request and made all its commits, whatever has become of it since. */
function isPullOf(pull, base, policy) {
    return provenanceReasons(pull, base, policy).every((reason) => reason.code === 'PULL_NOT_OPEN');
}
/** Why the reviews speak against a merge, however many approve. */
function objectionReasons(pull) {
    if (pull.reviews.items.length < pull.reviews.total) {
        return [{ code: 'REVIEWS_UNREAD', total: pull.reviews.total, read: pull.reviews.items.length }];
    }
    const objector = pull.reviews.items.find((review) => review.state === 'CHANGES_REQUESTED');
    return objector === undefined ? [] : [{ code: 'CHANGES_REQUESTED', by: objector.author?.login ?? 'a deleted user' }];
}
/**
 * Logins, in lower case, of the people whose approval counts: once per person with write access, who is not the author,
 * for this head, and not from before this head was made, since GitHub may re-point an older approval to a newer head.
 */
function approversOf(pull) {
    const made = pull.commits.items.find((commit) => commit.oid === pull.head)?.committedAt;
    if (made === undefined)
        return [];
    const counted = pull.reviews.items.filter((review) => countsAsApproval(review, pull, made));
    return [...new Set(counted.flatMap((review) => (review.author === null ? [] : [review.author.login.toLowerCase()])))];
}
function countsAsApproval(review, pull, headMade) {
    return (review.state === 'APPROVED' &&
        review.author?.kind === 'User' &&
        review.authorCanPush &&
        (pull.author === null || !sameLogin(review.author.login, pull.author.login)) &&
        review.commit === pull.head &&
        review.submittedAt !== null &&
        review.submittedAt >= headMade);
}

;// CONCATENATED MODULE: ./packages/promotion/out/requester.js




/** The holds that a pull request writes, by path; none where one of them is not canonical. */
function writtenHold(pull, path) {
    const text = pull.headFiles.get(path)?.text;
    return typeof text === 'string' ? canonicalHold(text) : null;
}
const askAgain = 'Close its pull request, and start the rollback again on the base branch, so that a run is named that can be read.';
/** Any workflow of any branch acts as this App with its own token: behind it may be anybody who may write. */
const ofWorkflows = 'github-actions[bot]';
/**
 * Who asked for the rollback that writes the hold at `path`. The hold says so in bytes that were reviewed, and the run
 * that it names must say the same.
 */
function requesterOf(pull, path, runs) {
    const hold = writtenHold(pull, path);
    const unknown = (detail) => ({ kind: 'unknown', detail, advice: askAgain });
    if (hold?.run === undefined)
        return unknown('it names no workflow run');
    const found = runs.get(hold.run);
    if (found === undefined)
        return unknown('its run was not looked at');
    if (found.kind === 'unknown')
        return found;
    const { actor, triggeringActor, branch, attempt } = found.run;
    if (actor === null)
        return unknown('the account that started its run is gone');
    if (!sameLogin(actor, hold.by))
        return unknown(`it says ${hold.by}, but ${actor} started its run`);
    const starters = triggeringActor === null ? [actor] : [actor, triggeringActor];
    if (starters.some((login) => sameLogin(login, ofWorkflows)))
        return unknown(`a workflow started its run as ${ofWorkflows}, and nobody knows for whom`);
    if (attempt > 2)
        return unknown('its run was repeated more than once, and GitHub names only who did so last');
    if (branch !== pull.baseBranch)
        return unknown(`its run is of ${branch ?? 'no branch'}`);
    return { kind: 'known', logins: starters };
}
/** The runs that a judgement of `pull` asks about: at a gate those of every rollback, else where a requester is set apart. */
function requestRunsOf(pull, base, policy, atGate) {
    const recognition = recogniseChange(pull, base, policy);
    if (recognition.kind === 'unrecognised' || recognition.change.kind !== 'rollback')
        return [];
    const { change } = recognition;
    const { merge, separate } = environmentOf(policy, change.environment);
    if (merge === 'auto' || !(atGate || separate.rollback.some((roles) => roles.includes('requester'))))
        return [];
    const runs = change.bumps.flatMap((bump) => writtenHold(pull, holdPath(bump.environment, bump.service))?.run ?? []);
    return [...new Set(runs)];
}

;// CONCATENATED MODULE: ./packages/promotion/out/agreement.js





/** Nothing is known of anybody: where a policy sets a requester apart, that is refused. */
const noPeople = { gate: null, requests: new Map() };
/**
 * Who agreed to a change and what is missing of it, where the policy says which roles one person may not have at once.
 * A person who may not count in a role is left out of it, so that others can make up for them.
 */
function agreementOf(pull, environment, change, evidence, people) {
    if (environment.merge === 'auto')
        return { reasons: [], reviewers: approversOf(pull), approvers: [] };
    const separate = environment.separate[change.kind === 'rollback' ? 'rollback' : 'promotion'];
    const others = othersOf(pull, change, separate, evidence, people);
    const reviews = reviewsOf(pull, environment, others.barred('reviewer'));
    const gate = people.gate === null ? null : gateOf(environment, people.gate, others.barred('approver'));
    const reasons = [...reviews.reasons, ...others.reasons, ...(gate?.reasons ?? [])];
    const agreement = { reviewers: reviews.counted, approvers: gate?.approvers ?? [] };
    if (reasons.length > 0 || gate === null || !areApart(separate, 'reviewer', 'approver'))
        return { reasons, ...agreement };
    return apart(agreement, environment);
}
const gateOf = (environment, gate, barred) => environment.merge === 'gate' ? gate(environment, barred) : null;
/**
 * Requesters and authors, as far as others must differ from them. A gate always wants to know who asked for a rollback;
 * authors are asked for where it is judged what they may not be.
 */
function othersOf(pull, change, separate, evidence, people) {
    const atGate = people.gate !== null;
    const asksRequester = change.kind === 'rollback' && (atGate || separate.some((roles) => roles.includes('requester')));
    const asksAuthors = asksForAuthors(separate, atGate);
    const reasons = [];
    const requesters = new Set();
    const authors = new Set();
    for (const bump of change.kind === 'resume' ? [] : change.bumps) {
        const path = holdPath(bump.environment, bump.service);
        const requester = asksRequester ? requesterOf(pull, path, people.requests) : null;
        if (requester?.kind === 'unknown') {
            const { detail, advice } = requester;
            reasons.push({ code: 'REQUESTER_UNKNOWN', path, detail, advice });
        }
        else {
            for (const login of requester?.logins ?? [])
                requesters.add(login.toLowerCase());
        }
        const wrote = asksAuthors ? authorsOf(evidence, bump) : null;
        if (wrote?.kind === 'unknown') {
            const { detail, advice } = wrote;
            reasons.push({ code: 'AUTHORS_UNKNOWN', service: bump.service, digest: bump.to, detail, advice });
        }
        else {
            for (const login of wrote?.logins ?? [])
                authors.add(login.toLowerCase());
        }
    }
    const barred = (role) => new Map([
        ...named(areApart(separate, 'requester', role) ? requesters : [], 'they asked for the rollback'),
        ...named(areApart(separate, 'author', role) ? authors : [], 'they wrote what is promoted'),
    ]);
    return { reasons, barred };
}
const named = (logins, why) => [...logins].map((login) => [login, why]);
/** Whether a judgement turns on who wrote what is promoted: at the gate, where there is one, or before. */
const asksForAuthors = (separate, atGate) => areApart(separate, 'author', 'reviewer') || (atGate && areApart(separate, 'author', 'approver'));
function authorsOf(evidence, { service, to }) {
    const verification = evidence.get(evidenceKey(service, to));
    const authors = verification?.kind === 'verified' ? verification.authors : undefined;
    const advice = 'See the advice of the verification.';
    return authors ?? { kind: 'unknown', detail: 'its source commit was not read', advice };
}
function reviewsOf(pull, { approvals: need }, barred) {
    const approved = approversOf(pull);
    const counted = approved.filter((login) => !barred.has(login));
    const objections = objectionReasons(pull);
    if (objections.some(({ code }) => code === 'REVIEWS_UNREAD'))
        return { reasons: objections, counted: [] };
    if (counted.length >= need)
        return { reasons: objections, counted };
    const left = approved.flatMap((login) => {
        const why = barred.get(login);
        return why === undefined ? [] : [{ code: 'REVIEWER_INELIGIBLE', reviewer: login, why }];
    });
    const missing = { code: 'REVIEWS_MISSING', have: counted.length, need, head: pull.head };
    return { reasons: [...objections, ...left, missing], counted };
}
/** Takes one approver of the gate out of the reviewers; somebody must be left for both. */
function apart({ reviewers, approvers }, environment) {
    for (const approver of approvers) {
        const left = reviewers.filter((login) => !sameLogin(login, approver));
        if (left.length >= environment.approvals)
            return { reasons: [], reviewers: left, approvers: [approver] };
    }
    const reasons = approvers.map((who) => ({ code: 'NOT_SEPARATE', who, environment: environment.name }));
    return { reasons, reviewers, approvers };
}

;// CONCATENATED MODULE: ./packages/promotion/out/gate.js

/** Who let this very run through, and why that does not stand; `barred` are people who do not count. */
function gateAgreement(facts, pull, environment, barred) {
    if (environment.merge !== 'gate')
        return { reasons: [], approvers: [] };
    return environment.dispatchers === null
        ? approvalAgreement(facts, pull, environment.environment, barred)
        : dispatchAgreement(facts, pull, environment.dispatchers, barred);
}
function approvalAgreement(facts, pull, required, barred) {
    const ours = facts.approvals.filter((approval) => approval.environments.some((name) => sameName(name, required)));
    const approved = ours.filter((approval) => approval.state === 'approved');
    const judged = approved.map((approval) => ({
        login: approval.user?.login ?? 'a deleted user',
        why: ineligibility(approval, facts, pull, barred),
    }));
    const approvers = judged.filter(({ why }) => why === null).map(({ login }) => login);
    const binding = [...bindingReasons(facts), ...environmentBinding(facts, required)];
    const protection = protectionReasons(facts, required);
    const rejected = ours.find((approval) => approval.state === 'rejected');
    if (rejected !== undefined) {
        const by = rejected.user?.login ?? 'a deleted user';
        return {
            reasons: [...binding, ...protection, { code: 'APPROVAL_REJECTED', environment: required, by }],
            approvers,
        };
    }
    const missing = approved.length === 0 ? [{ code: 'APPROVAL_MISSING', environment: required }] : [];
    const ineligible = judged.flatMap(({ login: approver, why }) => why === null || approvers.length > 0 ? [] : [{ code: 'APPROVER_INELIGIBLE', approver, why }]);
    return { reasons: [...binding, ...protection, ...missing, ...ineligible], approvers };
}
/**
 * A person of the team has started this run by hand. Weaker than a required reviewer: whoever starts it is the one who
 * approves, and GitHub holds nothing back until the action refuses.
 */
function dispatchAgreement(facts, pull, team, barred) {
    const { run } = facts;
    const binding = [...bindingReasons(facts), ...dispatchBinding(facts)];
    const starter = run.actor;
    const why = starterIneligibility(facts, pull, team, barred);
    if (why === null && starter !== null)
        return { reasons: binding, approvers: [starter] };
    const reason = { code: 'DISPATCHER_INELIGIBLE', starter: starter ?? 'nobody', why: why ?? 'nobody is known' };
    return { reasons: [...binding, reason], approvers: [] };
}
function starterIneligibility({ run, starterTeams }, pull, team, barred) {
    const { actor, triggeringActor } = run;
    if (actor === null || triggeringActor === null)
        return 'nobody knows who started the run';
    if (run.actorKind !== 'User')
        return 'it is no person';
    if (!sameLogin(actor, triggeringActor))
        return `${triggeringActor} started it again`;
    if (pull.author !== null && sameLogin(actor, pull.author.login))
        return 'it is the author of the pull request';
    const bar = barred.get(actor.toLowerCase());
    if (bar !== undefined)
        return bar;
    return starterTeams.has(team) ? null : `it is no member of team ${team}`;
}
/** GitHub takes names of environments and repositories without regard to case; refs it does not. */
const sameName = sameLogin;
const unbound = ([claim, found, expected]) => ({ code: 'JOB_NOT_BOUND', claim, found, expected });
/** Only the token proves which job this is; a workflow can claim anything. */
function bindingReasons({ claims, repository, branch, run }) {
    const exact = [
        ['ref', claims.ref, `refs/heads/${branch}`],
        ['run_id', claims.runId, String(run.id)],
        ['run_attempt', claims.runAttempt, String(run.attempt)],
    ];
    const reasons = [
        ...(sameName(claims.repository, repository) ? [] : [unbound(['repository', claims.repository, repository])]),
        ...exact.filter(([, found, expected]) => found !== expected).map(unbound),
    ];
    return run.attempt > 1 ? [...reasons, { code: 'RUN_REPEATED', attempt: run.attempt }] : reasons;
}
const environmentBinding = ({ claims }, required) => sameName(claims.environment, required) ? [] : [unbound(['environment', claims.environment, required])];
function dispatchBinding({ claims, run }) {
    const byHand = 'workflow_dispatch';
    return [
        ...(claims.eventName === byHand && run.event === byHand
            ? []
            : [unbound(['event_name', claims.eventName === byHand ? run.event : claims.eventName, byHand])]),
        ...(run.actor !== null && sameLogin(claims.actor, run.actor)
            ? []
            : [unbound(['actor', claims.actor, run.actor ?? 'an account that exists'])]),
    ];
}
function protectionReasons({ environment }, required) {
    if (environment === null)
        return [{ code: 'ENVIRONMENT_ABSENT', environment: required }];
    const reasons = [];
    if (environment.reviewers.length === 0)
        reasons.push({ code: 'ENVIRONMENT_UNPROTECTED', environment: required });
    else if (!environment.preventSelfReview)
        reasons.push({ code: 'ENVIRONMENT_SELF_REVIEW', environment: required });
    if (environment.canAdminsBypass !== false)
        reasons.push({ code: 'ENVIRONMENT_BYPASSABLE', environment: required });
    if (environment.branchPolicy === 'none')
        reasons.push({ code: 'ENVIRONMENT_ANY_BRANCH', environment: required });
    return reasons;
}
function ineligibility({ user }, facts, pull, barred) {
    if (user === null)
        return 'the account is gone';
    if (user.kind !== 'User')
        return 'it is no person';
    if (pull.author !== null && sameLogin(user.login, pull.author.login))
        return 'it is the author of the pull request';
    const { actor, triggeringActor } = facts.run;
    if (actor === null || triggeringActor === null)
        return 'nobody knows who started the run';
    if (sameLogin(actor, user.login) || sameLogin(triggeringActor, user.login))
        return 'the same person started the run';
    const bar = barred.get(user.login.toLowerCase());
    if (bar !== undefined)
        return bar;
    const reviewers = facts.environment?.reviewers ?? [];
    if (reviewers.some((reviewer) => reviewer.kind === 'User' && reviewer.id === user.id))
        return null;
    return facts.teamMembers.has(user.login.toLowerCase()) ? null : 'it is not a required reviewer of the environment';
}

;// CONCATENATED MODULE: ./packages/promotion/out/further.js
/** Where nothing beyond the first look was read. */
const nothingFurther = { logs: new Map(), branch: null, pasts: new Map(), spans: [] };
const nothingWanted = { contexts: [], logs: [], branch: [], pasts: [], spans: [] };
/**
 * What has to be read so that decisions can be made that turn on nothing else; null where there are none. Each group is
 * the reasons of one decision: where another one stands as well, reading more would change nothing.
 */
function wantedBy(groups) {
    const wanted = groups.flatMap((reasons) => {
        const unread = reasons.flatMap((reason) => (reason.code === 'EVIDENCE_UNREAD' ? [reason.wanted] : []));
        return unread.length === reasons.length ? unread : [];
    });
    const { contexts, ...facts } = joinWanted(wanted);
    return Object.values(facts).every((items) => items.length === 0) ? null : { contexts, ...facts };
}
function joinWanted(parts) {
    return {
        contexts: distinct(parts.flatMap(({ contexts }) => contexts)),
        logs: distinct(parts.flatMap(({ logs }) => logs)),
        branch: distinct(parts.flatMap(({ branch }) => branch)),
        pasts: distinctBy(parts.flatMap(({ pasts }) => pasts), ({ slot, depth }) => `${pastKey(slot)} ${depth}`),
        spans: distinctBy(parts.flatMap(({ spans }) => spans), ({ since, until }) => `${since.getTime()} ${until.getTime()}`),
    };
}
/** Where `Further` has the past of a slot. */
const pastKey = ({ environment, service }) => `${environment}/${service}`;
const distinctBy = (items, key) => [
    ...new Map(items.map((item) => [key(item), item])).values(),
];
const distinct = (items) => [...new Set(items)];
/** What was read before, and what was read now. */
const joinFurther = (before, now) => ({
    logs: new Map([...before.logs, ...now.logs]),
    branch: now.branch ?? before.branch,
    pasts: new Map([...before.pasts, ...now.pasts]),
    spans: [...before.spans, ...now.spans],
});

;// CONCATENATED MODULE: ./packages/promotion/out/reports.js

/**
 * The reports on `commits`, newest first, and what is missing between them: of a commit without a log only the last
 * report of each context is known, whoever made it, and a log ends where it was read.
 */
function reportsOn(commits, logs, asked) {
    const parts = commits.map((commit) => reportsOfCommit(commit, logs.get(commit.oid), asked));
    return {
        known: parts.flatMap(({ known }) => known).toSorted((left, right) => timeOf(right) - timeOf(left)),
        gaps: parts.flatMap(({ gaps }) => gaps),
    };
}
const timeOf = ({ status }) => status.createdAt.getTime();
function reportsOfCommit({ oid, committedAt, statuses }, log, asked) {
    const made = committedAt.getTime();
    const gaps = [];
    const gap = (from, until, fill) => gaps.push({ from: Math.min(from, until), until, fill });
    // Anybody's report takes the place of the one before it.
    const last = statuses.find((status) => status.context === asked.context);
    const logged = (log?.reports ?? []).filter((status) => status.context === asked.context);
    const [newest] = logged;
    const unlogged = last !== undefined && (newest === undefined || differs(last, newest)) ? [last] : [];
    const readFrom = log === undefined || log.complete ? -Infinity : timeAt(log.reports.at(-1) ?? null);
    if (readFrom !== -Infinity)
        gap(made, readFrom, null);
    for (const { createdAt } of unlogged) {
        // What is older than all that was read of a log is among what is missing from it.
        if (createdAt.getTime() < readFrom)
            continue;
        const until = Math.min(createdAt.getTime(), asked.asOf + 1);
        gap(newest?.createdAt.getTime() ?? made, until, { kind: 'log', commit: oid });
    }
    const known = [...unlogged, ...logged].filter((status) => counts(status, asked));
    return { known: known.map((status) => ({ commit: oid, status })), gaps };
}
const timeAt = (report) => report?.createdAt.getTime() ?? Infinity;
/** GitHub tells whole seconds: another report in the same one is taken for a later one. */
const differs = (report, newest) => report.createdAt > newest.createdAt ||
    (report.createdAt.getTime() === newest.createdAt.getTime() &&
        (report.state !== newest.state || report.creator?.login !== newest.creator?.login));
const counts = ({ createdAt, creator }, { argocd, asOf }) => createdAt.getTime() <= asOf && argocd !== null && creator !== null && sameLogin(creator.login, argocd);

;// CONCATENATED MODULE: ./packages/promotion/out/history.js
/** Runs of one digest, newest first, from versions newest first. A version without a digest ends a run. */
function deployedRuns(versions) {
    const runs = [];
    for (const [index, { commit, committedAt, digest }] of versions.entries()) {
        if (digest === null)
            continue;
        const newer = versions[index - 1];
        const run = runs.at(-1);
        if (run !== undefined && newer?.digest === digest) {
            runs[runs.length - 1] = { ...run, commit, since: committedAt };
        }
        else {
            runs.push({ digest, commit, since: committedAt, until: newer?.committedAt ?? null });
        }
    }
    return runs;
}
/**
 * The runs that lead to today's, oldest first, that nothing has gone back over since: a digest that returns takes out
 * whatever ran after it the first time.
 *
 * @param isReturn whether a run began with a rollback. Where what it went back to lies further back than was read, so
 *   does all that stands before it.
 */
function standingRuns(runs, isReturn = () => false) {
    const standing = [];
    for (const run of runs.toReversed()) {
        const returned = standing.findIndex(({ digest }) => digest === run.digest);
        if (returned !== -1)
            standing.splice(returned);
        else if (isReturn(run))
            standing.splice(0);
        standing.push(run);
    }
    return standing;
}

;// CONCATENATED MODULE: ./packages/promotion/out/versions.js


/**
 * The digest of one version of a file: null where it deployed none, undefined where it cannot be told. Old versions may
 * be anything; one that cannot be read proves nothing and is no error.
 */
function digestOfVersion(version, path) {
    if (typeof version?.file?.text !== 'string')
        return undefined;
    try {
        return readDigest(version.file.text, path);
    }
    catch (error) {
        if (error instanceof Error)
            return undefined;
        throw error;
    }
}
/** What was deployed at `path`, newest first, from the versions of its file. */
function deployedHistory(versions, path) {
    return deployedRuns(versions.map(({ commit, committedAt }, index) => ({
        commit,
        committedAt,
        digest: digestOfVersion(versions[index], path) ?? null,
    })));
}

;// CONCATENATED MODULE: ./packages/promotion/out/health.js




/**
 * Why an environment has not proved the digest that it deploys in a slot; null where it has.
 *
 * Argo CD reports the revision that it synced, which may be a later commit than the one that brought the digest. So a
 * context counts on that commit or any later one of the branch, as long as the digest is still the same; the newest
 * report of each context decides, and a failure stands until a later success. It must have been successful without a
 * break for the time of the soak; repeats of one state break nothing. GraphQL tells only the last report of a context on a
 * commit, whoever made it: where one that it does not tell could change the answer, that is the reason, and says what to
 * read.
 */
function unprovenReason(state, policy, slot, { contexts, soak }) {
    const window = commitsCarrying(state, policy, slot);
    const now = state.base.now.getTime();
    if (contexts.length === 0) {
        const until = new Date((window.arrivedAt ?? state.base.now).getTime() + soak);
        return until.getTime() > now ? { code: 'SOAKING', environment: slot.environment, until } : null;
    }
    const findings = contexts.map((context) => {
        const asOf = state.asOf?.getTime() ?? Infinity;
        const reports = reportsIn(window, state, { context, argocd: policy.argocd, asOf });
        return health_findingOf(reports, { environment: slot.environment, context, since: window.arrival }, { now, soak });
    });
    return worstOf(findings, slot, contexts);
}
function commitsCarrying(state, policy, { environment, service }) {
    const versions = state.versions.get(digestFile(policy, environment, service)) ?? [];
    const carrying = versionsCarrying(versions, digestPath(policy, environment, service));
    const first = carrying.at(-1);
    const arrival = first?.commit ?? state.base.oid;
    const branch = branchOf(state);
    const position = branch.findIndex((commit) => commit.oid === arrival);
    const commits = position === -1 ? branch : branch.slice(0, position + 1);
    const known = new Set(commits.map((commit) => commit.oid));
    const scattered = carrying.flatMap(({ commit, committedAt, statuses }) => known.has(commit) ? [] : [{ oid: commit, committedAt, statuses }]);
    const reachesArrival = position !== -1 || first === undefined;
    return { commits, scattered, arrival, arrivedAt: first?.committedAt ?? null, reachesArrival };
}
/** The branch as far back as it was read, first or later. */
function branchOf({ commits, further: { branch } }) {
    const known = new Set(commits.map((commit) => commit.oid));
    return [...commits, ...(branch?.commits ?? []).filter((commit) => !known.has(commit.oid))];
}
/** The newest versions of the file, as far back as they have today's digest. */
function versionsCarrying(versions, path) {
    const today = digestOfVersion(versions[0], path);
    const end = versions.findIndex((version) => digestOfVersion(version, path) !== today);
    return end === -1 ? versions : versions.slice(0, end);
}
function reportsIn(window, { further }, asked) {
    const read = reportsOn(window.commits, further.logs, asked);
    if (window.reachesArrival)
        return read;
    const { known, gaps } = reportsOn([...window.commits, ...window.scattered], further.logs, asked);
    // Argo CD does not go back to a revision that it has left: its first report on a later one ends those on the others.
    const until = Math.min(...read.known.map(timeOf));
    const from = window.arrivedAt?.getTime() ?? -Infinity;
    const fill = further.branch?.exhausted === true ? null : { kind: 'branch', commit: window.arrival };
    return { known, gaps: [...gaps, { from, until, fill }] };
}
function health_findingOf(reports, { environment, context, since }, clock) {
    const [newest] = reports.known;
    const newestAt = newest === undefined ? -Infinity : timeOf(newest);
    const newer = reports.gaps.filter((gap) => gap.until > newestAt);
    if (newer.length > 0)
        return { kind: 'unread', gaps: newer };
    if (newest === undefined || newest.status.state === 'PENDING' || newest.status.state === 'EXPECTED') {
        return { kind: 'reason', reason: { code: 'HEALTH_PENDING', environment, context, since } };
    }
    if (newest.status.state !== 'SUCCESS') {
        return { kind: 'reason', reason: { code: 'HEALTH_FAILED', environment, context, commit: newest.commit } };
    }
    return clock.soak === 0 ? { kind: 'proved' } : soakFinding(reports, clock);
}
/** How the unbroken run of successes that the newest report belongs to stands to the time that is asked for. */
function soakFinding({ known, gaps: all }, { now, soak }) {
    const due = now - soak;
    const end = known.findIndex(({ status }) => status.state !== 'SUCCESS');
    const broken = known[end] === undefined ? -Infinity : timeOf(known[end]);
    const streak = (end === -1 ? known : known.slice(0, end)).map(timeOf);
    const gaps = all.filter((gap) => gap.until > broken);
    const proved = startFrom(streak, Math.max(-Infinity, ...gaps.map((gap) => gap.until)));
    if (proved <= due)
        return { kind: 'proved' };
    const reached = Math.max(-Infinity, ...streak.filter((time) => time <= due));
    const inTheWay = gaps.filter((gap) => gap.until > reached);
    const readable = inTheWay.filter((gap) => gap.fill !== null);
    if (readable.length === 0)
        return { kind: 'soaking', until: proved + soak };
    const shut = Math.max(-Infinity, ...inTheWay.filter((gap) => gap.fill === null).map((gap) => gap.until));
    const possible = Math.min(...streak, ...readable.map((gap) => Math.max(gap.from, broken)));
    const earliest = Math.max(possible, shut);
    return earliest <= due ? { kind: 'unread', gaps: readable } : { kind: 'soaking', until: earliest + soak };
}
/** The first success of a streak that is not before `from`, where reports may be missing. */
const startFrom = (streak, from) => Math.min(...streak.filter((time) => time >= from));
/** What no reading can change comes first. */
function worstOf(findings, slot, contexts) {
    const reason = findings.find((finding) => finding.kind === 'reason');
    if (reason !== undefined)
        return reason.reason;
    const until = Math.max(-Infinity, ...findings.map((finding) => (finding.kind === 'soaking' ? finding.until : -Infinity)));
    if (until !== -Infinity)
        return { code: 'SOAKING', environment: slot.environment, until: new Date(until) };
    const gaps = findings.flatMap((finding) => (finding.kind === 'unread' ? finding.gaps : []));
    return gaps.length === 0 ? null : unreadReason(slot, gaps, contexts);
}
function unreadReason(slot, gaps, contexts) {
    const commits = (kind) => [
        ...new Set(gaps.flatMap(({ fill }) => (fill?.kind === kind ? [fill.commit] : []))),
    ];
    return {
        code: 'EVIDENCE_UNREAD',
        slot,
        wanted: { ...nothingWanted, contexts, logs: commits('log'), branch: commits('branch') },
    };
}

;// CONCATENATED MODULE: ./packages/promotion/out/holds.js



/** What people may put beside the folders of environments. */
const notes = new Set(['holds/.gitkeep', 'holds/README.md']);
const regular = '100644';
const known = new WeakMap();
/** The holds of a commit, by the policy of the same commit. */
function holdsAt({ holds: files }, policy) {
    const ofFiles = known.get(files) ?? new WeakMap();
    known.set(files, ofFiles);
    const found = ofFiles.get(policy) ?? readHolds(files, policy);
    ofFiles.set(policy, found);
    return found;
}
function readHolds(files, policy) {
    const standing = new Map();
    const broken = [];
    for (const [path, file] of files) {
        if (notes.has(path) && file.mode === regular)
            continue;
        const { hold, problem, position } = readFile(path, file);
        const place = placeOf(path, policy);
        if (hold !== null && place.kind === 'slot' && isSame(hold, place.slot))
            standing.set(path, hold);
        const unfit = kindProblem(file.mode) ?? placeProblem(place, policy);
        const detail = unfit ?? problem;
        if (detail === null)
            continue;
        broken.push({
            path,
            position: unfit === null ? position : null,
            detail,
            advice: adviceFor(place),
            mayConcern: concern(place, hold),
        });
    }
    return {
        on: (slot) => standing.get(pathOf(slot)) ?? null,
        has: (slot) => files.has(pathOf(slot)),
        brokenFor: (slot) => broken.filter(({ mayConcern }) => mayConcern(slot)),
        broken,
    };
}
const pathOf = ({ environment, service }) => holdPath(environment, service);
const isSame = (left, right) => left.environment === right.environment && left.service === right.service;
const modes = {
    '040000': 'is a folder',
    '100755': 'is executable',
    '120000': 'is a symbolic link',
    '160000': 'is a submodule',
};
/** What kind of entry it is, unless it is a plain file. */
const kindProblem = (mode) => (mode === regular ? null : (modes[mode] ?? `has mode ${mode}`));
function readFile(path, file) {
    const { text } = file;
    if (text === null)
        return { hold: null, problem: "is binary, or over GitHub's 512,000 bytes", position: null };
    try {
        const hold = readHold(text, path);
        const belongs = pathOf(hold);
        if (belongs !== path)
            return { hold, problem: `holds what belongs into ${belongs}`, position: null };
        const exact = holdsExactly(file, renderHold(hold));
        return { hold, problem: exact ? null : 'is not, byte for byte, as rollback writes it', position: null };
    }
    catch (error) {
        if (!(error instanceof HoldError))
            throw error;
        return { hold: null, problem: error.detail, position: error.position };
    }
}
function placeOf(path, policy) {
    const [, folder, name = ''] = path.split('/');
    const environment = policy.environments.find((candidate) => candidate.name === folder)?.name;
    if (environment === undefined)
        return { kind: 'nowhere', name: folder ?? '' };
    const service = [...policy.services.keys()].find((candidate) => `${candidate}.yaml` === name);
    return service === undefined
        ? { kind: 'environment', environment, name }
        : { kind: 'slot', slot: { environment, service } };
}
function placeProblem(place, policy) {
    switch (place.kind) {
        case 'slot':
            return null;
        case 'environment': {
            if (place.name === '')
                return `is no folder, so that nothing in ${place.environment} can be held`;
            const service = nearestKey(place.name.replace(/\.[^.]*$/, ''), policy.services.keys());
            return `is the hold of no service of promotion.yaml${meant(service === undefined ? undefined : `${service}.yaml`)}`;
        }
        case 'nowhere': {
            if (place.name === '')
                return 'is no folder, so that nothing can be held';
            const names = policy.environments.map(({ name }) => name);
            return `is of no environment of promotion.yaml${meant(nearestKey(place.name, names))}`;
        }
    }
}
const meant = (name) => (name === undefined ? '' : ` (did you mean ${name}?)`);
const adviceFor = (place) => place.kind === 'slot'
    ? 'Run rollback with `command: resume`, whose pull request deletes the file, or restore it as rollback wrote it.'
    : 'Delete it by a reviewed pull request. A hold is a file holds/<environment>/<service>.yaml that rollback writes.';
/**
 * A path that names a slot is about that slot; one in an environment's folder about all of it; any other about
 * everything. What the file itself says comes on top.
 */
function concern(place, hold) {
    return (slot) => {
        if (hold !== null && isSame(hold, slot))
            return true;
        switch (place.kind) {
            case 'slot':
                return isSame(place.slot, slot);
            case 'environment':
                return place.environment === slot.environment;
            case 'nowhere':
                return true;
        }
    };
}
/** Why nothing may be promoted into a slot, or on from it: what holds it, and what may. */
function heldReasons(base, policy, slot) {
    const hold = holdsAt(base, policy).on(slot);
    const held = hold === null ? [] : [{ code: 'HELD', slot, by: hold.by, why: hold.reason }];
    return [...held, ...brokenReasons(base, policy, slot)];
}
const brokenReasons = (base, policy, slot) => holdsAt(base, policy).brokenFor(slot).map(brokenReason);
function brokenReason({ path, position, detail, advice }) {
    const place = position === null ? path : `${path}:${position.line}:${position.column}`;
    return { code: 'HOLD_BROKEN', place, detail, advice };
}

;// CONCATENATED MODULE: ./packages/promotion/out/met.js

/** @param isProved whether nothing is missing of what the environment before it has to show for a bump */
function metBy(change, environment, evidence, { reviewers, approvers }, isProved) {
    const bumps = change.kind === 'resume' ? [] : change.bumps;
    const { from, healthy: contexts, soak } = environment;
    return [
        ...bumps.flatMap(({ service, to: digest }) => {
            const found = evidence.get(evidenceKey(service, digest));
            return found?.kind === 'verified' ? [{ kind: 'verified', service, digest, source: found.source }] : [];
        }),
        ...bumps.flatMap((bump) => change.kind === 'promotion' && from !== 'build' && isProved(bump)
            ? [{ kind: 'proved', service: bump.service, upstream: from, contexts, soak }]
            : []),
        ...(reviewers.length === 0 ? [] : [{ kind: 'reviewed', by: reviewers, need: environment.approvals }]),
        ...(approvers.length === 0 ? [] : [{ kind: 'let-through', by: approvers }]),
    ];
}

;// CONCATENATED MODULE: ./packages/promotion/out/texts/moment.js
/** `2026-11-24 09:30 UTC` */
const minute = (date) => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

;// CONCATENATED MODULE: ./packages/promotion/out/reason-table.js

const at = (slot) => `${slot.service} in ${slot.environment}`;
const reason_table_short = (digest) => `${digest.slice(0, 19)}…`;
const reopen = 'Close this pull request; promote opens a fresh one.';
const protect = 'Give the environment required reviewers in the repository settings, then dispatch the gate again. Below GitHub Enterprise a private repository has none: there, `gate: {dispatch: TEAM}` in promotion.yaml takes their place.';
/** Every reason there is: what it does, its sentence and the next step. The reference page is made from this table. */
const reasonTable = {
    PULL_NOT_OPEN: {
        disposition: 'refuse',
        say: (r) => `the pull request is ${r.state.toLowerCase()}${r.state === 'MERGED' ? ', and not by this App at this head' : ''}`,
        next: 'Nothing is left to merge. Where it was merged, see by whom: this action has not judged it.',
    },
    PULL_IS_DRAFT: { disposition: 'wait', say: () => 'the pull request is a draft', next: 'Mark it ready for review.' },
    PULL_FROM_FORK: {
        disposition: 'refuse',
        say: (r) => `the head is in ${r.repository ?? 'a deleted repository'}, not in this one`,
        next: 'Only branches of the GitOps repository are promoted. Close the pull request.',
    },
    PULL_BASE_UNEXPECTED: {
        disposition: 'refuse',
        say: (r) => `the pull request goes to ${r.found}, not to ${r.expected}`,
        next: reopen,
    },
    PULL_REWRITTEN: {
        disposition: 'refuse',
        say: (r) => r.how === 'force-pushed'
            ? 'its branch was moved to a commit that the bot did not append'
            : 'it was pointed at another base branch since it was opened',
        next: `${reopen} Let a ruleset keep everybody but the bot from updating its branches.`,
    },
    AUTHOR_UNEXPECTED: {
        disposition: 'refuse',
        say: (r) => `the author is ${r.found ?? 'nobody'}, but promotion.yaml names ${r.expected} as bot`,
        next: 'Let promote or rollback propose a digest that is wanted; anything else is reviewed and merged by those whom the rulesets let. Where the App was replaced, name the new one as `bot` in promotion.yaml by a reviewed pull request.',
    },
    COMMIT_UNVERIFIED: {
        disposition: 'refuse',
        say: (r) => `commit ${r.commit.slice(0, 7)} by ${r.author ?? 'nobody'} is not a commit of ${r.expected} that GitHub signed`,
        next: reopen,
    },
    COMMITS_UNREAD: {
        disposition: 'refuse',
        say: (r) => `only ${r.read} of ${r.total} commits could be read`,
        next: reopen,
    },
    FILES_UNREAD: {
        disposition: 'refuse',
        say: (r) => `only ${r.read} of ${r.total} changed files could be read`,
        next: reopen,
    },
    FILE_UNEXPECTED: {
        disposition: 'refuse',
        say: (r) => `${r.path} (${r.change.toLowerCase()}) is neither a digest file nor a hold that a promotion may touch so`,
        next: reopen,
    },
    FILE_UNREADABLE: {
        disposition: 'refuse',
        say: (r) => `${r.path} is absent, binary, not in UTF-8, or over GitHub's 512,000 bytes`,
        next: 'Save the file in UTF-8, split it, or correct `digests` in promotion.yaml.',
    },
    FILE_MODE_CHANGED: {
        disposition: 'refuse',
        say: (r) => `${r.path} has mode ${r.found}, but the base has ${r.expected}`,
        next: reopen,
    },
    ENVIRONMENT_MIXED: {
        disposition: 'refuse',
        say: (r) => `the change touches ${r.environments.join(' and ')} at once`,
        next: reopen,
    },
    NOT_A_BUMP: { disposition: 'refuse', say: () => 'the change moves no digest and lifts no hold', next: reopen },
    NOT_EXACT: {
        disposition: 'refuse',
        say: (r) => `${r.path} differs from the base in more than digests, first in line ${r.line}`,
        next: reopen,
    },
    HOLD_INVALID: {
        disposition: 'refuse',
        say: (r) => `${r.path} is no hold as rollback writes it: ${r.detail}`,
        next: reopen,
    },
    HOLD_DISAGREES: {
        disposition: 'refuse',
        say: (r) => `${r.path} does not fit the digests of this change: ${r.detail}`,
        next: reopen,
    },
    CONFLICTING: {
        disposition: 'wait',
        say: () => 'the branch conflicts with its base',
        next: 'promote brings it up to date on its next run.',
    },
    HELD: {
        disposition: 'wait',
        say: (r) => `${at(r.slot)} is held since a rollback by ${r.by}: ${r.why}`,
        next: 'Run rollback with `command: resume` when it may go forward again.',
    },
    HOLD_BROKEN: {
        disposition: 'refuse',
        say: (r) => `${r.place} ${r.detail}, so nobody can be sure what it holds`,
        next: 'See the advice with it: what lies below `holds/` is deleted or restored by a reviewed pull request.',
    },
    NOT_UPSTREAM: {
        disposition: 'refuse',
        say: (r) => `${at(r.slot)} would get ${reason_table_short(r.digest)}, but ${r.upstream} runs ${r.found === null ? 'nothing' : reason_table_short(r.found)}`,
        next: 'promote brings the pull request up to date, or closes it, on its next run.',
    },
    NEVER_DEPLOYED: {
        disposition: 'refuse',
        say: (r) => `${reason_table_short(r.digest)} was never deployed for ${at(r.slot)}`,
        next: 'Give a digest from the history of the environment as `to` of rollback.',
    },
    NOTHING_BEFORE: {
        disposition: 'refuse',
        say: (r) => `nothing else was deployed for ${at(r.slot)} before`,
        next: 'Give the digest to go back to as `to`, or release a fixed image.',
    },
    TARGET_NEWER: {
        disposition: 'refuse',
        say: (r) => `${reason_table_short(r.digest)} did not run for ${at(r.slot)} before what runs now: it would go forward, not back`,
        next: 'Let promote carry it forward, give another digest as `to` of rollback, or give `force` with the reason.',
    },
    TARGET_REPLACED: {
        disposition: 'refuse',
        say: (r) => `${reason_table_short(r.digest)} is what a rollback by ${r.by} took out for ${at(r.slot)}: ${r.why}`,
        next: 'Run rollback with `command: resume` and let promote carry it forward, or give `force` with the reason.',
    },
    TARGET_UNHEALTHY: {
        disposition: 'refuse',
        say: (r) => `no report of ${r.context} as successful was found while ${reason_table_short(r.digest)} ran for ${at(r.slot)}`,
        next: 'Give another digest as `to` of rollback, or this one with `force` and the reason.',
    },
    DEPLOYED_ALREADY: {
        disposition: 'refuse',
        say: (r) => `${at(r.slot)} runs ${reason_table_short(r.digest)} already`,
        next: 'Give another digest as `to`, or leave `to` out for the one before.',
    },
    IMAGE_UNVERIFIED: {
        disposition: 'refuse',
        say: (r) => `${r.service}@${reason_table_short(r.digest)}: ${r.detail}`,
        next: 'See the advice of the verification.',
    },
    HEALTH_PENDING: {
        disposition: 'wait',
        say: (r) => `${r.environment} has not reported ${r.context} as successful since ${r.since.slice(0, 7)}`,
        next: 'Wait for Argo CD; if it stays silent, look at the application and at argocd-notifications.',
    },
    HEALTH_FAILED: {
        disposition: 'wait',
        say: (r) => `${r.environment} reported ${r.context} as failed on ${r.commit.slice(0, 7)}`,
        next: 'Fix the environment or roll it back; a later success lifts this.',
    },
    EVIDENCE_UNREAD: {
        disposition: 'wait',
        say: (r) => `what ran for ${at(r.slot)}, and was reported of it, has not been read far enough back`,
        next: 'It is read once nothing else is missing. Where nothing is, too many commits lie between: sync the application in Argo CD, so that it reports on a newer one.',
    },
    SOAKING: {
        disposition: 'wait',
        say: (r) => `${r.environment} proves it until ${minute(r.until)}`,
        next: 'Wait; the scheduled run goes on by itself.',
    },
    FROZEN: {
        disposition: 'wait',
        say: (r) => `${r.environment} is frozen until ${minute(r.until)}: ${r.why}`,
        next: 'Wait, or change the freeze in promotion.yaml by a reviewed pull request.',
    },
    MERGE_MODE: {
        disposition: 'refuse',
        say: (r) => `${r.environment} merges by ${r.mode}, and this action merges by ${r.expected} only`,
        next: 'Use the action that fits the environment, or change `merge` in promotion.yaml.',
    },
    REVIEWS_MISSING: {
        disposition: 'wait',
        say: (r) => `${r.have} of ${r.need} approvals on ${r.head.slice(0, 7)}`,
        next: 'Have someone with write access approve the pull request as it is now.',
    },
    REVIEWS_UNREAD: {
        disposition: 'refuse',
        say: (r) => `only ${r.read} of ${r.total} reviews could be read`,
        next: reopen,
    },
    CHANGES_REQUESTED: {
        disposition: 'wait',
        say: (r) => `${r.by} requested changes`,
        next: 'Settle it with the reviewer, who then approves or is dismissed.',
    },
    REVIEWER_INELIGIBLE: {
        disposition: 'wait',
        say: (r) => `the review by ${r.reviewer} does not count: ${r.why}`,
        next: 'Have somebody else with write access approve the pull request, or change `separate` in promotion.yaml.',
    },
    NOT_SEPARATE: {
        disposition: 'refuse',
        say: (r) => `${r.who} reviewed the pull request and let it through the gate of ${r.environment}, which takes two people`,
        next: 'Have somebody else review the pull request, or let it through the gate in a new run.',
    },
    REQUESTER_UNKNOWN: {
        disposition: 'refuse',
        say: (r) => `who asked for ${r.path} is not known: ${r.detail}`,
        next: 'Run the rollback again, so that its pull request is composed by a run that can be read.',
    },
    AUTHORS_UNKNOWN: {
        disposition: 'refuse',
        say: (r) => `who wrote ${r.service}@${reason_table_short(r.digest)} is not known: ${r.detail}`,
        next: 'See the advice of what could not be read.',
    },
    DISPATCH_AHEAD: {
        disposition: 'wait',
        say: (r) => `a member of team ${r.team} starts the gate of ${r.environment} next, for ${r.number} at ${r.head}`,
        next: 'Run the gate workflow on the default branch, with this number as `pull-request` and this commit as `head`.',
    },
    GATE_AHEAD: {
        disposition: 'wait',
        say: (r) => `the manual approval of environment ${r.environment} is next`,
        next: 'Approve the waiting run of the gate workflow.',
    },
    GATE_REJECTED: {
        disposition: 'wait',
        say: (r) => `${r.by} rejected ${r.head.slice(0, 7)} for environment ${r.environment}`,
        next: 'Settle it with the reviewer, then dispatch the gate workflow by hand; promote asks again for a new head only.',
    },
    ENVIRONMENT_ABSENT: {
        disposition: 'refuse',
        say: (r) => `environment ${r.environment} does not exist`,
        next: protect,
    },
    ENVIRONMENT_UNPROTECTED: {
        disposition: 'refuse',
        say: (r) => `environment ${r.environment} has no required reviewers`,
        next: protect,
    },
    ENVIRONMENT_BYPASSABLE: {
        disposition: 'refuse',
        say: (r) => `administrators may bypass environment ${r.environment}, or GitHub does not say that they may not`,
        next: 'Clear "Allow administrators to bypass configured protection rules" in the environment settings.',
    },
    ENVIRONMENT_ANY_BRANCH: {
        disposition: 'refuse',
        say: (r) => `environment ${r.environment} lets jobs of any branch in`,
        next: 'Restrict the environment to the default branch.',
    },
    ENVIRONMENT_SELF_REVIEW: {
        disposition: 'refuse',
        say: (r) => `environment ${r.environment} lets people approve runs that they started`,
        next: 'Tick "Prevent self-review" in the environment settings.',
    },
    JOB_NOT_BOUND: {
        disposition: 'refuse',
        say: (r) => `the job's identity token says ${r.claim} is ${r.found || 'absent'}, but it must be ${r.expected}`,
        next: 'Start the workflow on the default branch, by hand where promotion.yaml has `gate: {dispatch: TEAM}`; elsewhere, its job needs the `environment:` of promotion.yaml.',
    },
    RUN_REPEATED: {
        disposition: 'refuse',
        say: (r) => `this is attempt ${r.attempt} of the run, and approvals of earlier attempts cannot be told apart`,
        next: 'Dispatch a new run of the gate instead of running this one again.',
    },
    APPROVAL_MISSING: {
        disposition: 'refuse',
        say: (r) => `no approval of environment ${r.environment} is on record for this run`,
        next: 'Dispatch the gate again and have a required reviewer approve it.',
    },
    APPROVAL_REJECTED: {
        disposition: 'refuse',
        say: (r) => `${r.by} rejected the deployment to ${r.environment}`,
        next: 'Settle it with the reviewer, then dispatch the gate again.',
    },
    APPROVER_INELIGIBLE: {
        disposition: 'refuse',
        say: (r) => `the approval by ${r.approver} does not count: ${r.why}`,
        next: 'Have another required reviewer approve a new run of the gate.',
    },
    DISPATCHER_INELIGIBLE: {
        disposition: 'refuse',
        say: (r) => `that ${r.starter} started the run does not count: ${r.why}`,
        next: 'Have somebody else of the team that promotion.yaml names start the gate.',
    },
    HEAD_MOVED: {
        disposition: 'refuse',
        say: (r) => `the head of the pull request is not ${r.expected.slice(0, 7)}, or no longer`,
        next: 'Run again: everything is judged again on the new head. A gate needs a new run, for that head.',
    },
    FACTS_MOVED: {
        disposition: 'wait',
        say: (r) => `the base branch moved to ${r.base.slice(0, 7)} while it was being judged`,
        next: 'Run again: everything is judged again on the new base. A gate needs a new run.',
    },
    MERGE_FORBIDDEN: {
        disposition: 'refuse',
        say: (r) => `GitHub refused the merge: ${r.message}`,
        next: 'Satisfy the rule that GitHub names, then run again. Where it wants branches up to date or a merge queue, take it out of the rules of the base branch: the gates work with neither.',
    },
    MERGED_AGAINST_POLICY: {
        disposition: 'refuse',
        say: (r) => `it was merged as ${r.commit.slice(0, 7)}, but something moved in that moment, so that the policy forbids it: ${r.why}`,
        next: 'Roll back what was merged.',
    },
    MERGED_UNCONFIRMED: {
        disposition: 'refuse',
        say: (r) => `it was merged as ${r.commit.slice(0, 7)} before this run, which does not find that the policy allowed it then: ${r.why}`,
        next: 'See what the run that merged it says; if it says nothing, roll back what should not run.',
    },
    UNSETTLED: {
        disposition: 'refuse',
        say: (r) => `the base branch was moved by others in each of ${r.rounds} attempts`,
        next: 'Run promote again; if it persists, look for what keeps writing to the base branch.',
    },
    STEP_FAILED: {
        disposition: 'refuse',
        say: (r) => `${r.failure}: ${r.message}`,
        next: 'See the advice of what failed; every other step was taken.',
    },
};

;// CONCATENATED MODULE: ./packages/promotion/out/reasons.js

function explain(reason) {
    return reasons_entryOf(reason.code, reason);
}
/** Pairs an entry with data of its own code; the union's correlation is what the compiler cannot see through a lookup. */
function reasons_entryOf(code, data) {
    const { disposition, say, next } = reasonTable[code];
    const advice = 'advice' in data && typeof data.advice === 'string' ? data.advice : next;
    return { code, disposition, sentence: say(data), next: advice };
}
/** Code → disposition and next step, for the reference page. */
const reasonCodes = new Map(Object.keys(reasonTable).map((code) => [
    code,
    { disposition: reasonTable[code].disposition, next: reasonTable[code].next },
]));
const refuses = (reason) => reasonTable[reason.code].disposition === 'refuse';

;// CONCATENATED MODULE: ./packages/promotion/out/reason-line.js


/** `CODE: sentence. Next: …`, on one line whatever the data: nobody's path or name may pass for another reason. */
function reasonLine(reason) {
    const { code, sentence, next } = explain(reason);
    return oneLine(`${code}: ${sentence}. Next: ${next}`);
}

;// CONCATENATED MODULE: ./packages/promotion/out/standing-reasons.js

/** The reasons that stand: what has not been read yet is one only where nothing else is. */
function standingReasons(reasons) {
    const known = reasons.filter(({ code }) => code !== 'EVIDENCE_UNREAD');
    return known.length > 0 ? known : reasons;
}
/** Each reason once: services of one environment often wait for the same thing. */
function distinctReasons(reasons) {
    return [...new Map(reasons.map((reason) => [reasonLine(reason), reason])).values()];
}

;// CONCATENATED MODULE: ./packages/promotion/out/target.js







/** How many versions of a digest file a rollback reaches back: at first, and where that does not suffice. */
const depths = { first: 100, most: 500 };
const isForceable = (reason) => forceable.some((code) => code === reason.code);
/** Whether it speaks against a digest because that lies ahead. */
const isForward = ({ code }) => code === 'TARGET_NEWER' || code === 'TARGET_REPLACED';
/** Whether a hold was forced to a digest that lies ahead of what it replaced. */
const goesForward = ({ forced }) => forced !== undefined && forced.against.some((code) => isForward({ code }));
/**
 * Why a rollback may not go to `digest`; empty where it may. A target is older than what runs, nothing has gone back over
 * it, it was reported healthy while it ran, where anything waits for such reports, and it is not what the hold that stands
 * took out. One that never ran in the slot is none, whatever anybody says.
 */
function targetReasons(facts, policy, slot, digest) {
    const past = pastOf(facts, policy, slot);
    if (past.kind === 'unread')
        return [past.reason];
    const { runs, standing } = past;
    if (!runs.some((run) => run.digest === digest)) {
        return [past.deeper ?? { code: 'NEVER_DEPLOYED', slot, digest }];
    }
    const isBefore = standing.slice(0, -1).some((run) => run.digest === digest);
    return [
        ...brokenReasons(facts.base, policy, slot),
        ...(isBefore ? [] : [{ code: 'TARGET_NEWER', slot, digest }]),
        ...replacedReasons(facts, policy, slot, digest),
        ...unhealthyReasons(facts, policy, slot, digest, past),
    ];
}
/** The digests that ran before today's and that nothing has gone back over since, newest first. */
function earlierDigests(facts, policy, slot) {
    const past = pastOf(facts, policy, slot);
    if (past.kind === 'unread')
        return { digests: [], unread: past.reason };
    const earlier = past.standing.slice(0, -1).toReversed();
    return { digests: earlier.map(({ digest }) => digest), unread: past.deeper };
}
function pastOf({ further }, policy, slot) {
    const past = further.pasts.get(pastKey(slot));
    if (past === undefined)
        return { kind: 'unread', reason: wantedPast(policy, slot, depths.first) };
    const runs = deployedHistory(past.versions, digestPath(policy, slot.environment, slot.service));
    const returns = returnsIn(past, slot);
    const isDeepest = past.complete || past.versions.length >= depths.most;
    return {
        kind: 'read',
        past,
        runs,
        standing: standingRuns(runs, (run) => returns.get(run.commit) === run.digest),
        deeper: isDeepest ? null : wantedPast(policy, slot, depths.most),
    };
}
/** Commits at which the slot was held after a rollback, with what that put there. */
function returnsIn({ holds }, slot) {
    return new Map(holds.flatMap(({ commit, file }) => {
        const hold = file?.text == null ? null : canonicalHold(file.text);
        const isOfSlot = hold?.service === slot.service && hold.environment === slot.environment;
        return isOfSlot && !goesForward(hold) ? [[commit, hold.digest]] : [];
    }));
}
const unread = (slot, wanted) => ({
    code: 'EVIDENCE_UNREAD',
    slot,
    wanted: { ...nothingWanted, ...wanted },
});
function wantedPast(policy, slot, depth) {
    const { environment, service } = slot;
    const file = digestFile(policy, environment, service);
    const past = { slot: { environment, service }, file, hold: holdPath(environment, service), depth };
    return unread(slot, { contexts: contextsOf(policy, environment), pasts: [past] });
}
function replacedReasons({ base }, policy, slot, digest) {
    const hold = holdsAt(base, policy).on(slot);
    return hold?.replaced === digest ? [{ code: 'TARGET_REPLACED', slot, digest, by: hold.by, why: hold.reason }] : [];
}
function unhealthyReasons({ base, further }, policy, slot, digest, { past, runs }) {
    const contexts = contextsOf(policy, slot.environment);
    const path = digestPath(policy, slot.environment, slot.service);
    const carrying = past.versions.filter((version) => digestOfVersion(version, path) === digest);
    const missing = unreported(contexts, carrying, policy);
    const [context] = missing;
    if (context === undefined)
        return [];
    const run = runs.find((candidate) => candidate.digest === digest);
    if (run === undefined)
        return [{ code: 'TARGET_UNHEALTHY', slot, digest, context }];
    // Argo CD reports the revision that it synced, which need not be one of the file's.
    const span = { since: run.since, until: run.until ?? base.now };
    const read = further.spans.find(({ since, until }) => +since === +span.since && +until === +span.until);
    if (read === undefined)
        return [unread(slot, { contexts, spans: [span] })];
    const during = read.commits.filter(({ committedAt }) => committedAt >= span.since && committedAt < span.until);
    const [never] = unreported(missing, during, policy);
    return never === undefined ? [] : [{ code: 'TARGET_UNHEALTHY', slot, digest, context: never }];
}
/** Those of the contexts that Argo CD has not reported as successful on any of the commits. */
function unreported(contexts, commits, { argocd }) {
    const isBelieved = ({ creator }) => argocd !== null && creator !== null && sameLogin(creator.login, argocd);
    const reports = commits.flatMap(({ statuses }) => statuses).filter(isBelieved);
    const successful = new Set(reports.filter(({ state }) => state === 'SUCCESS').map(({ context }) => context));
    return contexts.filter((context) => !successful.has(context));
}

;// CONCATENATED MODULE: ./packages/promotion/out/judge.js













/**
 * Whether `pull` may be merged now, with every reason why not. Pure: all facts come from `state` and `evidence`, and the
 * clock is the one that GitHub gave with the state.
 */
function judge(state, pull, policy, evidence, people) {
    const provenance = provenanceReasons(pull, state.base, policy);
    const recognition = recogniseChange(pull, state.base, policy);
    if (recognition.kind === 'unrecognised') {
        return { kind: 'refuse', change: null, reasons: [...recognition.reasons, ...provenance], met: [] };
    }
    const { change } = recognition;
    const environment = environmentOf(policy, change.environment);
    const agreement = agreementOf(pull, environment, change, evidence, people);
    const missing = standingReasons([
        ...provenance,
        ...changeReasons(state, policy, environment, change, evidence),
        ...agreement.reasons,
        ...(pull.mergeable === 'CONFLICTING' ? [{ code: 'CONFLICTING' }] : []),
    ]);
    const reasons = distinctReasons([
        ...missing,
        ...(missing.length === 0 ? aheadOf(environment, pull, people.gate) : []),
    ]);
    const { reviewers, approvers } = agreement;
    const agreed = { reviewers, approvers };
    const isProved = (bump) => upstreamReasons(state, policy, environment, bump).length === 0;
    const met = metBy(change, environment, evidence, agreed, isProved);
    if (!isNonEmpty(reasons))
        return { kind: 'merge', change, head: pull.head, agreed, met };
    return { kind: reasons.some(refuses) ? 'refuse' : 'wait', change, reasons, met };
}
/** The manual approval comes last: until everything else is there, nobody is asked for it. */
function aheadOf(environment, { number, head }, gate) {
    if (environment.merge !== 'gate' || gate !== null)
        return [];
    return environment.dispatchers === null
        ? [{ code: 'GATE_AHEAD', environment: environment.environment }]
        : [{ code: 'DISPATCH_AHEAD', environment: environment.name, team: environment.dispatchers, number, head }];
}
function changeReasons(state, policy, environment, change, evidence) {
    switch (change.kind) {
        case 'resume':
            return [];
        case 'rollback':
            return change.bumps.flatMap((bump) => [
                ...rollbackReasons(state, policy, bump, change.holds),
                ...verificationReasons(bump.service, bump.to, evidence),
            ]);
        case 'promotion':
            return [
                ...frozenReasons(environment, state.base.now),
                ...change.bumps.flatMap((bump) => [
                    ...heldReasons(state.base, policy, bump),
                    ...upstreamReasons(state, policy, environment, bump),
                    ...verificationReasons(bump.service, bump.to, evidence),
                ]),
            ];
    }
}
function frozenReasons(environment, now) {
    const freeze = activeFreeze(environment.freeze, now);
    return freeze === null
        ? []
        : [{ code: 'FROZEN', environment: environment.name, until: freeze.until, why: freeze.reason }];
}
/** A promotion carries what the environment before it runs now, proved healthy for long enough. */
function upstreamReasons(state, policy, environment, bump) {
    if (environment.from === 'build')
        return [];
    const upstream = environmentOf(policy, environment.from);
    const slot = { service: bump.service, environment: upstream.name };
    const found = deployedDigest(state.base.files, policy, slot);
    if (found !== bump.to) {
        return [{ code: 'NOT_UPSTREAM', slot: bump, digest: bump.to, upstream: upstream.name, found: found ?? null }];
    }
    const held = heldReasons(state.base, policy, slot);
    const unproven = unprovenReason(state, policy, slot, { contexts: environment.healthy, soak: environment.soak });
    return unproven === null ? held : [...held, unproven];
}
function verificationReasons(service, digest, evidence) {
    const verification = evidence.get(evidenceKey(service, digest));
    if (verification?.kind === 'verified')
        return [];
    const { detail, advice } = verification ?? {
        detail: 'its signature and provenance were not checked',
        advice: 'Report this: a decision was asked for without evidence.',
    };
    return [{ code: 'IMAGE_UNVERIFIED', service, digest, detail, advice }];
}
/**
 * A hold says what was overridden in its own bytes, which were reviewed; whatever it does not say stands. That it goes
 * forward is part of the past that later rollbacks are judged by, so it must not say so where it goes back.
 */
function rollbackReasons(state, policy, bump, holds) {
    const hold = holds.find(({ service }) => service === bump.service);
    const against = hold?.forced?.against ?? [];
    const found = targetReasons(state, policy, bump, bump.to);
    const left = found.filter(({ code }) => !against.some((forced) => forced === code));
    if (left.length > 0 || hold === undefined || !goesForward(hold) || found.some(isForward))
        return left;
    const path = holdPath(bump.environment, bump.service);
    return [{ code: 'HOLD_DISAGREES', path, detail: 'it says that it goes forward, but it goes back' }];
}

;// CONCATENATED MODULE: ./packages/promotion/out/merged.js
/**
 * The facts as they were when GitHub merged, for a judgement after the fact: the pull request counts as open and the clock
 * stands at the merge, so that what was reported later neither allowed nor forbade it.
 */
function asOfMerge(state) {
    const { mergedAt } = state.pull;
    const at = mergedAt ?? state.base.now;
    const pull = { ...state.pull, state: 'OPEN', mergeable: 'MERGEABLE' };
    return { ...state, base: { ...state.base, now: at }, asOf: at, pull, pulls: [pull] };
}

;// CONCATENATED MODULE: ./packages/promotion/out/trailers.js

/** Nothing that could end a line, or hide in one. */
const unprintable = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;
const trailer = (name, value) => `Promotion-${name}: ${value.toWellFormed().replaceAll(unprintable, (character) => encodeURIComponent(character))}`;
/**
 * The trailers of a commit that carries `bumps`: one block for each, opened by `Promotion-Service`, without blank lines
 * between them, so that git takes all of them for trailers (git-interpret-trailers(1)).
 */
function renderBumpTrailers(bumps, run, upstream = null) {
    return bumps
        .flatMap(({ service, environment, from, to, source }) => [
        trailer('Service', service),
        trailer('Environment', environment),
        ...(upstream === null ? [] : [trailer('From', upstream)]),
        trailer('Digest', to),
        ...(from === null ? [] : [trailer('Previous', from)]),
        ...(source === null ? [] : [trailer('Source', `${source.repository}@${source.commit}`)]),
        ...(run === null ? [] : [trailer('Run', run)]),
    ])
        .join('\n');
}
/** The bumps that a commit message tells of. Blocks without a service, an environment and a digest are passed over. */
function parseBumpTrailers(message) {
    const blocks = [];
    for (const line of message.split(/\r?\n/)) {
        const [, name, value] = /^Promotion-([A-Z][a-z]{2,20}): (.*\S)\s*$/.exec(line) ?? [];
        if (name === undefined || value === undefined)
            continue;
        if (name === 'Service')
            blocks.push(new Map());
        const block = blocks.at(-1);
        if (block !== undefined && !block.has(name))
            block.set(name, value);
    }
    return blocks.flatMap((block) => bumpOf(block) ?? []);
}
function renderApprovalTrailers({ reviewers, gate }) {
    return [
        ...reviewers.map((login) => trailer('Approved-By', login)),
        ...gate.map((login) => trailer('Gate-Approved-By', login)),
    ];
}
function parseApprovalTrailers(message) {
    const named = (name) => [...message.matchAll(new RegExp(`^Promotion-${name}: (\\S+)\\s*$`, 'gm'))].map(([, login = '']) => login);
    return { reviewers: named('Approved-By'), gate: named('Gate-Approved-By') };
}
function bumpOf(block) {
    const service = parsed(block.get('Service'), parseServiceName);
    const environment = parsed(block.get('Environment'), parseEnvironmentName);
    const to = parsed(block.get('Digest'), parseDigest);
    if (service === undefined || environment === undefined || to === undefined)
        return undefined;
    const from = parsed(block.get('Previous'), parseDigest) ?? null;
    const upstream = parsed(block.get('From'), (raw) => (raw === 'build' ? raw : parseEnvironmentName(raw))) ?? null;
    const source = parsed(block.get('Source'), parseSource) ?? null;
    return { service, environment, from, to, source, upstream, run: block.get('Run') ?? null };
}
function parseSource(raw) {
    const at = raw.lastIndexOf('@');
    return { repository: parseRepositoryName(raw.slice(0, Math.max(at, 0))), commit: parseCommitOid(raw.slice(at + 1)) };
}
/** Undefined where the value is absent or not what it should be: messages may be written by anyone. */
function parsed(raw, parse) {
    if (raw === undefined)
        return undefined;
    try {
        return parse(raw);
    }
    catch (error) {
        if (error instanceof TypeError)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/promotion/out/texts/markdown.js
/**
 * Untrusted text as literal Markdown: no markup, HTML, mention, link or line of its own, and nothing that reads in another
 * direction than it is written.
 */
function literal(text) {
    return text
        .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
        .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
        .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '')
        .replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&')
        .replaceAll('@', '@\u200b')
        .replaceAll('://', ':\u200b//')
        .trim();
}
/** A table of cells that are Markdown already. */
function table(header, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
/** Cuts on a code point boundary, with a last line that says so. */
function capped(text, limit) {
    if (text.length <= limit)
        return text;
    const end = limit - 60;
    const cut = text.slice(0, /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end - 1 : end);
    return `${cut}\n\n… cut: ${text.length - cut.length} more characters.`;
}

;// CONCATENATED MODULE: ./packages/promotion/out/texts/pull-request.js




/** GitHub refuses bodies over 65,536 characters. */
const bodyLimit = 60_000;
const pull_request_short = (digest) => (digest === null ? 'nothing' : `\`${digest.slice(7, 19)}\``);
function serviceList(bumps) {
    return bumps.length > 3 ? `${bumps.length} services` : bumps.map((bump) => bump.service).join(', ');
}
function pullTitle(described) {
    switch (described.kind) {
        case 'promotion':
            return `Promote ${serviceList(described.bumps)} to ${described.environment}`;
        case 'rollback':
            return rollbackTitle(described);
        case 'resume':
            return `Resume promotion of ${described.service} to ${described.environment}`;
    }
}
function rollbackTitle({ bumps, environment, hold }) {
    if (hold.forced === undefined)
        return `Roll back ${serviceList(bumps)} in ${environment}`;
    return goesForward(hold)
        ? `Force ${serviceList(bumps)} forward in ${environment}`
        : `Roll back ${serviceList(bumps)} in ${environment} by force`;
}
/** Markdown for people; no gate reads it. */
function pullBody(described) {
    const origin = described.run === null ? '' : `\n\nWritten by [this run](${described.run}).`;
    return capped(`${explanation(described)}${origin}`, bodyLimit);
}
function explanation(described) {
    switch (described.kind) {
        case 'promotion':
            return [
                bumpTable(described.bumps),
                `This pull request is written by promote and changes nothing but these digests in ${described.environment}. A merge gate derives them again from the base, byte for byte: any other commit on this branch makes it refuse. ${howToStop(described.upstream)}`,
            ].join('\n\n');
        case 'rollback':
            return [
                bumpTable(described.bumps),
                `Reason: ${literal(described.hold.reason)}`,
                ...forcedWords(described),
                `Merging it also holds ${described.hold.service} in ${described.environment}: promote leaves it alone until rollback runs with \`command: resume\`.`,
            ].join('\n\n');
        case 'resume':
            return `Lifts the hold on ${described.service} in ${described.environment} (${holdWords(described.hold)}). promote goes forward again once this is merged.`;
    }
}
function forcedWords({ hold, against }) {
    if (hold.forced === undefined)
        return [];
    const direction = goesForward(hold) ? '**This goes forward, not back.** ' : '';
    const overridden = against.map((reason) => `- **${reason.code}** ${literal(explain(reason).sentence)}`).join('\n');
    return [`${direction}It overrides, because ${literal(hold.forced.why)}:\n\n${overridden}`];
}
const holdWords = (hold) => hold === null
    ? 'its file cannot be read, so nobody can tell who held it and why'
    : `held by ${literal(hold.by)} since ${hold.since}: ${literal(hold.reason)}`;
function howToStop(upstream) {
    if (upstream === 'build')
        return 'To stop it, close it.';
    return `To stop it, roll the service back in ${upstream}: as long as ${upstream} runs these digests, promote proposes them again.`;
}
function bumpTable(bumps) {
    const rows = bumps.map((bump) => [
        bump.service,
        pull_request_short(bump.from),
        `\`${bump.to}\``,
        bump.source === null ? '' : `\`${bump.source.repository}@${bump.source.commit.slice(0, 12)}\``,
    ]);
    return table(['service', 'from', 'to', 'source'], rows);
}
/** Title, blank line, trailers (DESIGN.md, "Trailers of a bump commit"). */
function commitMessage(described) {
    const title = pullTitle(described);
    if (described.kind === 'resume')
        return `${title}\n\nPromotion-Service: ${described.service}\nPromotion-Environment: ${described.environment}\n`;
    const upstream = described.kind === 'promotion' ? described.upstream : null;
    return `${title}\n\n${renderBumpTrailers(described.bumps, described.run, upstream)}\n`;
}
/**
 * The squash commit: the bot's own message, which carries the trailers, with who approved the pull request and, at a gate,
 * who approved the environment.
 */
function mergeCommitText(pull, { reviewers, approvers }) {
    const head = pull.commits.items.find((commit) => commit.oid === pull.head);
    const [title = '', , ...lines] = (head?.message ?? '').trimEnd().split('\n');
    const approvals = renderApprovalTrailers({ reviewers, gate: approvers });
    return { title: `${title} (#${pull.number})`, message: [...lines, ...approvals].join('\n') };
}

;// CONCATENATED MODULE: ./packages/promotion/out/proposal.js









const proposalErrorCodes = {
    DIGEST_FILE_MISSING: 'The file that promotion.yaml names for a digest is not on the base branch, or is not text.',
};
class ProposalError extends Error {
    name = 'ProposalError';
    code = 'DIGEST_FILE_MISSING';
    next;
    constructor(path, next) {
        super(`${path} is not a readable file of the base branch`);
        this.next = next;
    }
}
const promotionBranch = (environment) => `promote/${environment}`;
const rollbackBranch = (slot) => `rollback/${slot.environment}/${slot.service}`;
const resumeBranch = (slot) => `resume/${slot.environment}/${slot.service}`;
/**
 * The bumps that an environment's branch of the bot carries and that still mean something on `base`, told from its head's
 * trailers. The head may have been put there from the branch of another environment.
 */
function standingBumps(head, base, policy, environment) {
    if (head === undefined || !isCommitOf(policy.bot, head, base.host))
        return [];
    return parseBumpTrailers(head.message).filter((bump) => {
        if (bump.environment !== environment || !policy.services.has(bump.service))
            return false;
        return deployedDigest(base.files, policy, bump) === bump.from && holdsAt(base, policy).on(bump) === null;
    });
}
/**
 * Decides how the wanted bumps of one environment join what its pull request already carries.
 *
 * @throws PolicyError for an environment or a service that the policy does not have.
 */
function decidePromotion(state, policy, environment, wanted, run) {
    environmentOf(policy, environment);
    for (const bump of wanted)
        serviceOf(policy, bump.service);
    const hindrance = branchHindrance(state, policy);
    if (hindrance !== null)
        return hindrance;
    const refusals = wanted.flatMap((bump) => heldReasons(state.base, policy, bump));
    if (isNonEmpty(refusals))
        return { kind: 'refused', reasons: refusals };
    const head = state.pull === null ? undefined : (state.head ?? undefined);
    const standing = standingBumps(head, state.base, policy, environment);
    const target = joinBumps(state.base, policy, standing, wanted);
    if (!isNonEmpty(target))
        return { kind: 'unchanged' };
    const proposal = composePromotion(state.base, policy, environment, target, run);
    const carried = head === undefined ? [] : parseBumpTrailers(head.message);
    // Who lost a race may have put an outdated title on what the winner wrote.
    const described = state.pull?.title === proposal.title;
    return described && sameBumps(target, carried) ? { kind: 'unchanged' } : { kind: 'propose', proposal };
}
/**
 * Milliseconds in which a branch that the bot has made gets its pull request: both are asked for in one request, which
 * GitHub gives ten seconds.
 */
const openingTime = 20_000;
/**
 * Why nothing may be written on the branch now. Somebody else's commits or pull request are never built upon. A branch
 * without a pull request is left over and is created again; but not while another run may be opening its pull request, which
 * would close with it.
 */
function branchHindrance({ base, head, pull }, policy) {
    if (head === null)
        return null;
    const isOurs = isCommitOf(policy.bot, head, base.host);
    if (pull === null) {
        const age = base.now.getTime() - head.committedAt.getTime();
        return isOurs && age < openingTime ? { kind: 'unsettled' } : null;
    }
    const refused = (reason) => ({ kind: 'refused', reasons: [reason] });
    const { author } = pull;
    if (author === null || !sameLogin(author, policy.bot))
        return refused({ code: 'AUTHOR_UNEXPECTED', found: author, expected: policy.bot });
    if (isOurs)
        return null;
    return refused({ code: 'COMMIT_UNVERIFIED', commit: head.oid, author: head.authorName, expected: policy.bot });
}
function joinBumps(base, policy, standing, wanted) {
    const asked = new Set(wanted.map((bump) => bump.service));
    const fresh = wanted.flatMap((bump) => {
        const from = deployedDigest(base.files, policy, bump) ?? null;
        return from === bump.to ? [] : [{ ...bump, from }];
    });
    return [...standing.filter((bump) => !asked.has(bump.service)), ...fresh].toSorted((left, right) => left.service < right.service ? -1 : 1);
}
function sameBumps(left, right) {
    const key = (bump) => `${bump.environment}/${bump.service} ${bump.from ?? ''} ${bump.to}`;
    const keys = new Set(right.map(key));
    return left.length === right.length && left.every((bump) => keys.has(key(bump)));
}
function composePromotion(base, policy, environment, bumps, run) {
    return compose(promotionBranch(environment), { kind: 'promotion', environment, upstream: environmentOf(policy, environment).from, bumps, run }, editedFiles(base, policy, bumps));
}
function composeRollback(base, policy, bump, hold, against, run) {
    const files = new Map(editedFiles(base, policy, [bump]));
    files.set(holdPath(bump.environment, bump.service), { text: renderHold(hold), mode: '100644' });
    return compose(rollbackBranch(bump), { kind: 'rollback', environment: bump.environment, bumps: [bump], hold, against, run }, files);
}
/** @param hold what the file says; null where it cannot be read */
function composeResume(slot, hold, run) {
    const files = new Map([[holdPath(slot.environment, slot.service), null]]);
    return compose(resumeBranch(slot), { kind: 'resume', ...slot, hold, run }, files);
}
function compose(branch, described, files) {
    const title = pullTitle(described);
    return { branch, title, body: pullBody(described), message: commitMessage(described), files };
}
function editedFiles(base, policy, bumps) {
    const byFile = Map.groupBy(bumps, (bump) => digestFile(policy, bump.environment, bump.service));
    const files = new Map();
    for (const [path, group] of byFile) {
        const file = base.files.get(path);
        if (typeof file?.text !== 'string') {
            const keys = group.map((bump) => digestPath(policy, bump.environment, bump.service).join('.')).join(', ');
            throw new ProposalError(path, `Add ${path} with ${keys} (an empty digest will do), or correct \`digests\` in promotion.yaml.`);
        }
        const edits = group.map((bump) => ({ path: digestPath(policy, bump.environment, bump.service), digest: bump.to }));
        files.set(path, { text: setDigests(file.text, edits).text, mode: file.mode });
    }
    return files;
}

;// CONCATENATED MODULE: ./packages/promotion/out/leaving.js




/** What the open pull request of an earlier rollback takes out of the slot: none where there is none of the bot's. */
function proposedToLeave({ pull, head, ...state }, policy, slot) {
    if (pull === null || head === null || branchHindrance({ pull, head, ...state }, policy) !== null)
        return [];
    return parseBumpTrailers(head.message).flatMap(({ service, environment, from }) => service === slot.service && environment === slot.environment && from !== null ? [from] : []);
}
/**
 * Whether a rollback that is asked for because `from` is bad has come too late: null where it has not. News of a bad digest
 * may be late, and may come twice; neither may take out what took its place.
 *
 * @throws PolicyError for an environment or a service that the policy does not have.
 */
function decideLeaving(state, policy, slot, from) {
    environmentOf(policy, slot.environment);
    serviceOf(policy, slot.service);
    const found = deployedDigest(state.base.files, policy, slot) ?? null;
    const where = `${slot.service} in ${slot.environment}`;
    if (found !== from) {
        const runs = found === null ? 'deploys nothing' : `is at ${leaving_short(found)}`;
        return { kind: 'unchanged', because: `${where} ${runs}, not at ${leaving_short(from)}, which was to be left` };
    }
    if (!proposedToLeave(state, policy, slot).includes(from))
        return null;
    return { kind: 'unchanged', because: `a pull request that rolls ${where} back from ${leaving_short(from)} is open` };
}
const leaving_short = (digest) => `${digest.slice(0, 19)}…`;

;// CONCATENATED MODULE: ./packages/promotion/out/plan.js













/** The images that a plan on this state would promote or merge. */
function candidates(state, policy) {
    const found = new Map();
    const add = (service, digest) => found.set(evidenceKey(service, digest), { service, digest });
    for (const environment of policy.environments) {
        for (const bump of wantedBumps(state, policy, environment))
            add(bump.service, bump.to);
    }
    for (const pull of state.pulls) {
        const recognition = recogniseChange(pull, state.base, policy);
        if (recognition.kind === 'recognised' && recognition.change.kind !== 'resume') {
            for (const bump of recognition.change.bumps)
                add(bump.service, bump.to);
        }
    }
    return [...found.values()];
}
/**
 * What to do so that every environment follows the one before it as far as the policy lets it. Level-triggered: whatever
 * ran before, crashed, or was done by hand, running the plan of the new state converges.
 */
function plan(state, policy, evidence, people = noPeople) {
    const at = { state, policy, evidence, people: { ...people, gate: null } };
    const own = new Set(policy.environments.map((environment) => promotionBranch(environment.name)));
    const others = state.pulls.filter((pull) => !own.has(pull.headBranch));
    return [
        ...policy.environments.flatMap((environment) => {
            const steps = stepsOf(at, environment);
            return [...unreadable(state, policy, environment), ...brokenHolds(state, policy, environment, steps), ...steps];
        }),
        ...others.map((pull) => judged(at, pull)),
    ];
}
/** An environment may lack a service, but what cannot be read must not pass for a lack of it. */
function unreadable({ base }, policy, environment) {
    const services = [...policy.services.keys()];
    const paths = [...new Set(services.map((service) => digestFile(policy, environment.name, service)))];
    const missing = paths.every((path) => !base.files.has(path));
    const because = paths
        .filter((path) => missing || base.files.get(path)?.text === null)
        .map((path) => ({ code: 'FILE_UNREADABLE', path }));
    return isNonEmpty(because)
        ? [{ kind: 'refuse', environment: environment.name, service: null, pull: null, because }]
        : [];
}
/** What may hold something here, and is broken, is an error even where nothing was to be promoted. */
function brokenHolds({ base }, policy, environment, steps) {
    const told = new Set(steps.flatMap((step) => ('because' in step ? [step.because].flat() : [])).map(reasonLine));
    const services = [...policy.services.keys()];
    const because = holdsAt(base, policy)
        .broken.filter(({ mayConcern }) => services.some((service) => mayConcern({ service, environment: environment.name })))
        .map(brokenReason)
        .filter((reason) => !told.has(reasonLine(reason)));
    return isNonEmpty(because)
        ? [{ kind: 'refuse', environment: environment.name, service: null, pull: null, because }]
        : [];
}
function stepsOf(at, environment) {
    const { state, policy } = at;
    const pull = state.pulls.find((candidate) => candidate.headBranch === promotionBranch(environment.name));
    if (environment.from === 'build') {
        return pull === undefined
            ? []
            : [followUp(at, environment, pull, standingBumps(headOf(pull), state.base, policy, environment.name))];
    }
    const { ready, blocked } = sortOut(at, environment);
    if (pull === undefined)
        return isNonEmpty(ready)
            ? [...blocked, { kind: 'open', environment: environment.name, bumps: ready, pull: null }]
            : blocked;
    // What the pull request carries may only be late, or a registry silent; a hold is what says that it is not wanted.
    if (ready.length === 0 && blocked.some(({ because: [reason] }) => reason.code !== 'HELD'))
        return blocked;
    return [...blocked, followUp(at, environment, pull, ready)];
}
/** Brings the one pull request of an environment in line with the bumps that it should carry. */
function followUp(at, environment, pull, bumps) {
    const { state, policy } = at;
    const foreign = pull.commits.items.find((commit) => !isCommitOf(policy.bot, commit, state.base.host));
    if (foreign !== undefined || pull.rewrites.length > 0)
        return judged(at, pull);
    const { total, items } = pull.commits;
    if (items.length < total) {
        // No gate can pass it any more. What a build proposed would be proposed by nobody again.
        return environment.from === 'build'
            ? judged(at, pull)
            : { kind: 'close', pull, because: { code: 'COMMITS_UNREAD', total, read: items.length } };
    }
    if (!isNonEmpty(bumps))
        return { kind: 'close', pull, because: { code: 'NOT_A_BUMP' } };
    const recognition = recogniseChange(pull, state.base, policy);
    const current = recognition.kind === 'recognised' && carries(recognition.change, bumps);
    if (!current || pull.mergeable === 'CONFLICTING')
        return { kind: 'update', environment: environment.name, bumps, pull };
    return judged(at, pull);
}
const headOf = (pull) => pull.commits.items.find((commit) => commit.oid === pull.head);
function carries(change, bumps) {
    if (change.kind !== 'promotion' || change.bumps.length !== bumps.length)
        return false;
    return bumps.every((bump) => change.bumps.some((found) => found.service === bump.service && found.to === bump.to));
}
function judged({ state, policy, evidence, people }, pull) {
    const verdict = judge(state, pull, policy, evidence, people);
    const { met } = verdict;
    const environment = verdict.change?.environment ?? environmentNamed(policy, pull.headBranch);
    switch (verdict.kind) {
        case 'merge':
            return { kind: 'merge', pull, head: verdict.head, change: verdict.change, verdict };
        case 'wait':
            return verdict.reasons.every((reason) => reason.code === 'GATE_AHEAD')
                ? { kind: 'gate', pull, head: pull.head, environment, met }
                : { kind: 'wait', environment, service: null, pull, because: verdict.reasons, met };
        case 'refuse':
            return { kind: 'refuse', environment, service: null, pull, because: verdict.reasons, met };
    }
}
/** Only to say where a refused pull request was heading; nothing is decided by a branch's name. */
function environmentNamed(policy, branch) {
    const [, name] = branch.split('/');
    return (policy.environments.find((environment) => environment.name === name) ?? policy.environments[0]).name;
}
/** Services whose environment lags behind the one before it. */
function wantedBumps(state, policy, environment) {
    const { from } = environment;
    if (from === 'build')
        return [];
    return [...policy.services.keys()].flatMap((service) => {
        const to = deployedDigest(state.base.files, policy, { service, environment: from });
        const own = deployedDigest(state.base.files, policy, { service, environment: environment.name });
        return to === undefined || to === null || own === undefined || to === own
            ? []
            : [{ service, environment: environment.name, from: own, to, source: null }];
    });
}
function sortOut({ state, policy, evidence }, environment) {
    const ready = [];
    const blocked = [];
    for (const bump of wantedBumps(state, policy, environment)) {
        const reasons = proposalReasons(state, policy, environment, bump.service);
        const verification = evidence.get(evidenceKey(bump.service, bump.to));
        const step = { environment: environment.name, service: bump.service, pull: null };
        if (isNonEmpty(reasons))
            blocked.push({ kind: reasons.some(refuses) ? 'refuse' : 'wait', ...step, because: reasons });
        else if (verification?.kind === 'verified')
            ready.push({ ...bump, source: verification.source });
        else {
            const detail = verification?.detail ?? 'its signature and provenance were not checked';
            const advice = verification?.advice ?? 'Run promote again.';
            blocked.push({
                kind: 'refuse',
                ...step,
                because: [{ code: 'IMAGE_UNVERIFIED', service: bump.service, digest: bump.to, detail, advice }],
            });
        }
    }
    return { ready, blocked };
}
/** What keeps a bump from being proposed at all; soak and freeze only keep it from being merged. */
function proposalReasons(state, policy, environment, service) {
    const { from } = environment;
    const slot = { service, environment: environment.name };
    if (from === 'build')
        return heldReasons(state.base, policy, slot);
    const held = [
        ...heldReasons(state.base, policy, slot),
        ...heldReasons(state.base, policy, { service, environment: from }),
    ];
    if (held.length > 0)
        return distinctReasons(held);
    const proof = { contexts: environment.healthy, soak: 0 };
    const unproven = unprovenReason(state, policy, { service, environment: from }, proof);
    return unproven === null ? [] : [unproven];
}

;// CONCATENATED MODULE: ./packages/promotion/out/rollback.js










/**
 * Where a rollback goes: to the digest that was asked for, if nothing speaks against it that was not overridden, else to
 * the newest earlier one against which nothing does.
 *
 * @throws PolicyError for an environment or a service that the policy does not have.
 */
function rollbackTarget(facts, policy, slot, { to, bad = [], force = false }) {
    environmentOf(policy, slot.environment);
    serviceOf(policy, slot.service);
    if (typeof deployedDigest(facts.base.files, policy, slot) !== 'string')
        return refused({ code: 'NOTHING_BEFORE', slot });
    if (to === undefined)
        return previousTarget(facts, policy, slot, bad);
    const reasons = targetReasons(facts, policy, slot, to);
    const standing = standingReasons(reasons.filter((reason) => !(force && isForceable(reason))));
    if (isNonEmpty(standing))
        return { kind: 'refused', reasons: standing };
    return { kind: 'target', digest: to, against: reasons.filter(isForceable) };
}
function previousTarget(facts, policy, slot, bad) {
    const replaced = holdsAt(facts.base, policy).on(slot)?.replaced ?? null;
    const { digests, unread } = earlierDigests(facts, policy, slot);
    const candidates = digests.filter((digest) => digest !== replaced && !bad.includes(digest));
    let first = null;
    for (const digest of candidates) {
        const reasons = targetReasons(facts, policy, slot, digest);
        if (!isNonEmpty(reasons))
            return { kind: 'target', digest, against: [] };
        if (reasons.every(({ code }) => code === 'EVIDENCE_UNREAD'))
            return { kind: 'refused', reasons };
        first ??= reasons;
    }
    const reasons = first ?? (unread === null ? null : [unread]);
    return reasons === null ? refused({ code: 'NOTHING_BEFORE', slot }) : { kind: 'refused', reasons };
}
const refused = (reason) => ({
    kind: 'refused',
    reasons: [reason],
});
function decideRollback(state, policy, wanted, evidence, origin) {
    const hindrance = branchHindrance(state, policy);
    if (hindrance !== null)
        return hindrance;
    const verification = evidence.get(evidenceKey(wanted.service, wanted.to));
    const refusals = [];
    if (verification?.kind !== 'verified') {
        const { detail, advice } = verification ?? { detail: 'it was not verified', advice: 'Run rollback again.' };
        refusals.push({ code: 'IMAGE_UNVERIFIED', service: wanted.service, digest: wanted.to, detail, advice });
    }
    const from = deployedDigest(state.base.files, policy, wanted) ?? null;
    const held = holdsAt(state.base, policy).on(wanted);
    if (from === wanted.to) {
        if (held?.digest === wanted.to)
            return { kind: 'unchanged' };
        refusals.push({ code: 'DEPLOYED_ALREADY', slot: wanted, digest: wanted.to });
    }
    if (isNonEmpty(refusals))
        return { kind: 'refused', reasons: refusals };
    const { service, environment, to, against = [] } = wanted;
    const source = verification?.kind === 'verified' ? verification.source : null;
    const bump = { service, environment, from, to, source };
    if (carriesAlready(state, bump))
        return { kind: 'unchanged' };
    const hold = holdOf(bump, state.base.now, against, { ...origin, reason: saidWith(origin.reason, held) });
    return { kind: 'propose', proposal: composeRollback(state.base, policy, bump, hold, against, origin.run) };
}
/** Whoever rolls back what is held already takes the place of who held it, who had a reason that stands all the same. */
function saidWith(reason, held) {
    if (held === null)
        return reason;
    const standing = `; held until then by ${held.by} since ${held.since}: ${held.reason}`;
    const first = shortened(reason, longestHoldText - Math.min(standing.length, longestHoldText / 2));
    return `${first}${shortened(standing, longestHoldText - first.length)}`;
}
const shortened = (text, length) => text.length <= length ? text : `${text.slice(0, length - 1)}…`.toWellFormed();
function holdOf(bump, now, against, { by, reason, run, forced: why }) {
    const codes = [...new Set(against.map(({ code }) => code))];
    if (codes.length > 0 && why === undefined)
        throw new TypeError('nothing is overridden without a reason');
    return {
        service: bump.service,
        environment: bump.environment,
        digest: bump.to,
        replaced: bump.from,
        reason,
        by,
        since: now.toISOString(),
        ...(run !== null && { run }),
        ...(codes.length > 0 && why !== undefined && { forced: { why, against: codes } }),
    };
}
/** The open pull request of an earlier run asks for the same already. */
function carriesAlready(state, bump) {
    if (state.pull === null || state.head === null)
        return false;
    return parseBumpTrailers(state.head.message).some((found) => found.service === bump.service && found.to === bump.to && found.from === bump.from);
}
function decideResume(state, policy, slot, run) {
    const hindrance = branchHindrance(state, policy);
    if (hindrance !== null)
        return hindrance;
    const holds = holdsAt(state.base, policy);
    if (holds.has(slot)) {
        if (state.pull !== null)
            return { kind: 'unchanged' };
        return { kind: 'propose', proposal: composeResume(slot, holds.on(slot), run) };
    }
    const broken = brokenReasons(state.base, policy, slot);
    return isNonEmpty(broken) ? { kind: 'refused', reasons: broken } : { kind: 'unchanged' };
}

;// CONCATENATED MODULE: ./packages/promotion/out/step-subject.js
/** The services that a step is about; none where it is about a pull request, or an environment, as a whole. */
function servicesOfStep(step) {
    switch (step.kind) {
        case 'open':
        case 'update':
            return step.bumps.map((bump) => bump.service);
        case 'merge':
            return step.change.kind === 'resume' ? step.change.services : step.change.bumps.map((bump) => bump.service);
        case 'wait':
        case 'refuse':
            return step.service === null ? [] : [step.service];
        case 'gate':
        case 'close':
            return [];
    }
}
/** Null where a step is about a pull request alone. */
function environmentOfStep(step) {
    if (step.kind === 'close')
        return null;
    return step.kind === 'merge' ? step.change.environment : step.environment;
}
/** Why a step waits, is refused, or closes something. */
const reasonsOfStep = (step) => ('because' in step ? [step.because].flat() : []);

;// CONCATENATED MODULE: ./packages/promotion/out/texts/step-json.js

/** A step as it is shown to programs: what, where, and why. */
function stepJson(step) {
    switch (step.kind) {
        case 'open':
        case 'update':
            return {
                kind: step.kind,
                environment: step.environment,
                bumps: step.bumps.map(({ service, from, to }) => ({ service, from, to })),
            };
        case 'merge':
            return { kind: step.kind, environment: step.change.environment, pull: step.pull.number, head: step.head };
        case 'gate':
            return { kind: step.kind, environment: step.environment, pull: step.pull.number, head: step.head };
        case 'close':
            return { kind: step.kind, pull: step.pull.number, because: [explain(step.because)] };
        case 'wait':
        case 'refuse':
            return {
                kind: step.kind,
                environment: step.environment,
                service: step.service,
                pull: step.pull?.number ?? null,
                because: step.because.map(explain),
            };
    }
}

;// CONCATENATED MODULE: ./packages/promotion/out/texts/met.js


/** What is there already, one list item each. */
const metList = (met) => met.map((each) => `- ${sentenceOf(each)}`).join('\n');
function sentenceOf(met) {
    switch (met.kind) {
        case 'verified': {
            const { service, digest, source } = met;
            const from = `${literal(source.repository)} at \`${source.commit.slice(0, 7)}\``;
            return `**Verified:** ${literal(service)} \`${digest}\`, built from ${from}.`;
        }
        case 'proved': {
            const { service, upstream, contexts, soak } = met;
            const healthy = contexts.length === 0 ? '' : `, healthy by ${contexts.map(literal).join(', ')}`;
            const soaked = soak === 0 ? '' : `, for ${durationText(soak)} or more`;
            return `**Proved:** ${literal(service)} runs in ${literal(upstream)}${healthy}${soaked}.`;
        }
        case 'reviewed':
            return `**Reviewed** by ${names(met.by)}${met.need === 0 ? '' : `: ${met.by.length} of ${met.need}`}.`;
        case 'let-through':
            return `**Let through** the gate by ${names(met.by)}.`;
    }
}
const names = (logins) => logins.map(literal).join(', ');

;// CONCATENATED MODULE: ./packages/promotion/out/texts/summary.js





/** `CODE: sentence` and the next step, one list item each. */
function reasonList(reasons) {
    return distinctReasons(reasons)
        .map(explain)
        .map(({ code, sentence, next }) => `- **${code}** ${literal(sentence)}  \n  ${literal(next)}`)
        .join('\n');
}
/** What a step is about; a pull request or all services where it names none. */
function subjectOf(step) {
    const services = servicesOfStep(step);
    const whole = step.pull === null ? 'all' : `#${step.pull.number}`;
    return { names: services.length > 0 ? services : [whole], environment: environmentOfStep(step) ?? '' };
}
/** What a change moves, a row a service. */
function changeTable(change) {
    if (change.kind === 'resume')
        return `Promotion of ${change.services.join(', ')} to ${change.environment} goes on.`;
    const rows = change.bumps.map(({ service, from, to }) => [
        service,
        from === null ? 'nothing' : `\`${from}\``,
        `\`${to}\``,
    ]);
    const forced = change.kind === 'rollback' ? change.holds.filter((hold) => hold.forced !== undefined) : [];
    const forward = forced.some(goesForward);
    const title = `${forward ? 'forced forward' : change.kind} in ${change.environment}`;
    const why = forced.map((hold) => `\n\nForced against ${hold.forced?.against.join(', ')}: ${literal(hold.forced?.why ?? '')}`);
    return `${table([title, 'from', 'to'], rows)}${why.join('')}`;
}
/** The job summary of a promote run: a table of what was done, then every reason for what was not. */
function planSummary(results, dryRun) {
    const title = dryRun ? '## Promotion (dry run: nothing was changed)' : '## Promotion';
    if (results.length === 0)
        return `${title}\n\nEvery environment is where it should be.\n`;
    const rows = [...Map.groupBy(results, rowKey).values()].map((alike) => {
        const subjects = alike.map((result) => subjectOf(result.step));
        const where = [subjects.flatMap(({ names }) => names).join(', '), subjects[0]?.environment].filter(Boolean);
        return [literal(where.join(' → ')), alike[0] === undefined ? '' : outcomeOf(alike[0])];
    });
    const reasons = results.flatMap((result) => result.reasons);
    const why = reasons.length === 0 ? '' : `\n\n### Why\n\n${reasonList(reasons)}`;
    return `${title}\n\n${table(['what', 'outcome'], rows)}${why}\n`;
}
/** Services of one environment that fared alike share a row. */
const rowKey = (result) => `${subjectOf(result.step).environment} ${outcomeOf(result)}`;
/** Result, pull request and codes, as Markdown. */
function outcomeOf({ result, number, url, reasons }) {
    const pull = url === null || number === null ? [] : [`[#${number}](${url})`];
    return [result, ...pull, ...reasons.map((reason) => `\`${reason.code}\``)].join(' ');
}

;// CONCATENATED MODULE: ./packages/promotion/out/texts/pull-check.js




/** GitHub shows about so much of a title, and takes no more than 65,535 characters of a summary. */
const titleLimit = 120;
const summaryLimit = 60_000;
const runPage = /\/actions\/runs\/\d+$/;
/** What a pull request has of what it needs and why it is not merged yet, on itself. `url` is the run to be approved, or the workflow where it is found or started, where there is one. */
function pullCheck(reasons, url = null, met = []) {
    const refused = reasons.filter(refuses);
    const [first] = refused.length > 0 ? refused : reasons;
    const more = (refused.length > 0 ? refused : reasons).length - 1;
    const title = `${explain(first ?? reasons[0]).sentence}${more > 0 ? `, and ${more} more` : ''}`;
    const link = url === null ? '' : `\n\n[Go to ${runPage.test(url) ? 'the run that waits' : "the gate's workflow"}](${url})`;
    // Last, since it is the longest where many services are promoted, and what comes last is cut.
    const there = met.length === 0 ? '' : `\n\n**There already:**\n\n${metList(met)}`;
    return {
        state: refused.length > 0 ? 'refused' : 'waiting',
        title: title.length > titleLimit ? `${title.slice(0, titleLimit - 1)}…`.toWellFormed() : title,
        summary: capped(`${reasonList(reasons)}${link}${there}`, summaryLimit),
        url,
    };
}
/** Who let it through. */
function mergedCheck(commit, { reviewers, approvers }) {
    const by = [
        ...(reviewers.length === 0 ? [] : [`Reviewed by ${reviewers.join(', ')}.`]),
        ...(approvers.length === 0 ? [] : [`Let through the gate by ${approvers.join(', ')}.`]),
    ];
    return {
        state: 'merged',
        title: 'Merged as the policy allows',
        summary: [`As \`${commit}\`.`, ...by].join(' '),
        url: null,
    };
}

;// CONCATENATED MODULE: ./packages/promotion/out/safeguards/plans.js
const plans = ['free', 'pro', 'team', 'enterprise'];
const planNames = {
    free: 'Free',
    pro: 'Pro (people)',
    team: 'Team',
    enterprise: 'Enterprise',
};
/**
 * Which of GitHub's protections there are on which plan, for repositories that are public and that are private. Public
 * ones have all of them on every plan; the pages are named for what private ones have.
 */
const planMatrix = [
    {
        // docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets:
        // "in public repositories with GitHub Free …, and in public and private repositories with GitHub Pro, GitHub Team,
        // and GitHub Enterprise Cloud"; the same of "About protected branches".
        feature: 'rulesets',
        name: 'rulesets and protected branches',
        for: 'only the gates merge to the base branch, and only the promoter writes its branches',
        privateOn: ['pro', 'team', 'enterprise'],
        without: 'nothing: whoever may write can push to the base branch, and no gate is asked',
    },
    {
        // docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
        feature: 'code-owners',
        name: 'code owners',
        for: 'those who answer for the rules and for the last environment review what changes them',
        privateOn: ['pro', 'team', 'enterprise'],
        without: 'a review by anybody who may write',
    },
    {
        // docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments, "Deployment branches and
        // tags" and "Environment secrets": private from Pro and Team on.
        feature: 'environments',
        name: 'environments with secrets and deployment branches',
        for: 'only workflows of the base branch get the keys of the promoter and the merger',
        privateOn: ['pro', 'team', 'enterprise'],
        without: "nothing: the keys are the repository's, and a workflow on any branch gets them",
    },
    {
        // The same page, "Required reviewers": "If you are on a GitHub Free, GitHub Pro, or GitHub Team plan, required
        // reviewers are only available for public repositories"; likewise wait timers and "Allow administrators to bypass".
        feature: 'required-reviewers',
        name: 'required reviewers of environments',
        for: '`merge: gate` with `environment` waits for a person',
        privateOn: ['enterprise'],
        without: '`gate: {dispatch: TEAM}`: a member of a team starts the gate by hand, and so approves it',
    },
    {
        // docs.github.com/actions/concepts/security/artifact-attestations: public repositories use the public good instance,
        // private ones GitHub's; "To use artifact attestations in private or internal repositories, you must be on a GitHub
        // Enterprise Cloud plan". It is the application's repository that counts.
        feature: 'attestations',
        name: "GitHub's own Sigstore",
        for: 'images of private repositories are signed without being named in a public log',
        privateOn: ['enterprise'],
        without: "Sigstore's public instance, whose log names the repository to everybody, or a Sigstore of your own",
    },
];
/** Whether a repository has the feature. */
function planHas(feature, plan, visibility) {
    if (visibility === 'public')
        return true;
    return planMatrix.some((row) => row.feature === feature && row.privateOn.includes(plan));
}

;// CONCATENATED MODULE: ./packages/promotion/out/safeguards/index.js



;// CONCATENATED MODULE: ./packages/promotion/out/index.js













































/***/ })

};
