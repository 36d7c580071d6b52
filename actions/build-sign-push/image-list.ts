import { InputError, inputVariable, readInputs, shownInput, type Runtime } from '@bitvault/action-kit';
import { EditError, readYaml } from '@bitvault/promotion';
import * as v from 'valibot';
import { insteadOf } from './foreign-inputs.ts';
import { definition, type BuildInputs, type ImageInputs } from './inputs.ts';
import { tagsOf } from './tag-lines.ts';

const most = 1_000;
const mostAtOnce = 16;

/** What holds for the whole step, and what no entry may carry because the runner shows a list in its log. */
const ofTheStep: ReadonlySet<string> = new Set([
  'images',
  'parallel',
  'registry-username',
  'registry-password',
  'registry-ca',
  'trusted-root',
  'signing-config',
  'sigstore',
  'signature-format',
  'dry-run',
  ...Object.entries(definition.inputs).flatMap(([name, { kind }]) => (kind.secret ? [name] : [])),
]);

const text = v.union([
  v.string(),
  v.pipe(
    v.array(v.string()),
    v.transform((lines) => lines.join('\n')),
  ),
]);
/** Maps, because a name such as `__proto__` is one that is refused, not one that is lost. */
const listSchema = v.array(v.map(v.string(), text));

type Entry = ReadonlyMap<string, string>;

/**
 * The images that the inputs ask for: one, or those of the list, each with the inputs of the step where it has none of
 * its own. All of them are read before anything is built.
 * @throws InputError INPUT_MISSING, INPUT_INVALID, naming the entry
 */
export function imagesOf(inputs: BuildInputs, runtime: Runtime): readonly ImageInputs[] {
  const { image, images } = inputs;
  if (images === undefined) {
    if (image !== undefined) return [withOwnTags({ ...inputs, image })];
    throw new InputError(
      'INPUT_MISSING',
      'neither input "image" nor "images" is set',
      'Set `with: image:` to the name of the image, with its registry, or `with: images:` to a list.',
    );
  }
  if (image !== undefined) throw invalid('both "image" and "images" are set', 'Move the one image into the list.');
  if (inputs.parallel > mostAtOnce)
    throw invalid(`"parallel" is ${inputs.parallel}: at most ${mostAtOnce}`, 'Use several jobs for more at a time.');
  const read = entries(images).map((entry, index) => imageOf(entry, index, runtime));
  const names = read.map((each) => each.image);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw invalid(`"images" has ${twice} twice`, 'Publish its variants by steps of their own.');
  return read;
}

/** Refuses tags of another image before anything is built. */
function withOwnTags(inputs: ImageInputs): ImageInputs {
  tagsOf(inputs.image, inputs.tags);
  return inputs;
}

function entries(yaml: string): readonly Entry[] {
  const [document] = parsed(yaml);
  const list = v.safeParse(listSchema, document);
  if (!list.success) {
    const [issue] = list.issues;
    const where = v.getDotPath(issue);
    throw invalid(
      `"images"${where === null ? '' : `, at ${where},`} is not a list of mappings of inputs to text`,
      'Write `- image: ghcr.io/owner/name` for each image, with its other inputs beneath.',
    );
  }
  if (list.output.length === 0) throw invalid('"images" is an empty list', 'Name at least one image.');
  if (list.output.length > most) throw invalid(`"images" has more than ${most} entries`, 'Use several steps.');
  return list.output;
}

function parsed(yaml: string): readonly unknown[] {
  try {
    return readYaml(yaml, { schema: 'failsafe' }).documents.map((document) => document.toJS({ mapAsMap: true }));
  } catch (cause) {
    if (!(cause instanceof EditError)) throw cause;
    throw new InputError('INPUT_INVALID', `input "images": ${cause.message}`, cause.next, { cause });
  }
}

function imageOf(entry: Entry, index: number, runtime: Runtime): ImageInputs {
  const name = entry.get('image');
  const place = `images[${index}]${name === undefined ? '' : ` (${shownInput(name)})`}`;
  for (const input of entry.keys()) {
    if (!Object.hasOwn(definition.inputs, input))
      throw invalid(`${place} has ${shownInput(input)}, which is no input`, insteadOf(input) ?? spelling);
    if (ofTheStep.has(input)) throw invalid(`${place} has "${input}", which is for the whole step`, moving(input));
  }
  const own = Array.from(entry, ([input, value]) => [inputVariable(input), value] as const);
  const env = { ...runtime.env, [inputVariable('images')]: '', ...Object.fromEntries(own) };
  try {
    const inputs = readInputs(definition, env, (secret) => runtime.mask(secret));
    if (inputs.image !== undefined) return withOwnTags({ ...inputs, image: inputs.image });
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    throw new InputError(cause.code, `${place}: ${cause.message}`, cause.next, { cause });
  }
  throw invalid(`${place} has no "image"`, 'Give each entry the name of its image, with the registry.');
}

const spelling = 'See the README of build-sign-push for the names of its inputs.';
const moving = (name: string): string => `Set \`with: ${name}:\` on the step instead.`;

const invalid = (what: string, next: string): InputError => new InputError('INPUT_INVALID', `input ${what}`, next);
