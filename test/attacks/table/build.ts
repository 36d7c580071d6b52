import { elsewhere, type Row } from './row.ts';

const layouts = 'attacks/layouts.test.ts';
const layout = (does: string, title: string, stoppedBy: string): Row => ({
  does,
  stoppedBy,
  codes: [],
  shown: elsewhere(layouts, title),
});

const links = 'Links, pipes and devices are no files of a layout.';
const bounded = 'Sizes, counts and depths are bounded before anything is written.';

export const build: readonly Row[] = [
  layout(
    'hands over an archive with paths that lead out of it',
    'an archive',
    'Paths that leave the archive are refused before anything is written.',
  ),
  layout(
    'hands over an archive that expands a thousandfold',
    'that expands a thousandfold, and leaves nothing on the disk',
    bounded,
  ),
  layout('hands over an archive that is mostly holes', 'with a file that is mostly holes', bounded),
  layout(
    'hands over an archive with more entries than an image needs',
    'with more entries than an image needs',
    bounded,
  ),
  layout(
    'names entries so that the log obeys them',
    'whose entries have hostile names',
    'Text of others is printed as text.',
  ),
  layout('puts links in place of a layout’s files or folders', 'with links in place of its files or folders', links),
  layout('puts a pipe in place of a file', 'with a pipe in place of a file, or that is a pipe', links),
  layout('nests indexes in indexes', 'with indexes in indexes', bounded),
  layout(
    'has a layer fetched from elsewhere',
    'with a layer that is elsewhere',
    'Layers come from the layout or not at all.',
  ),
  layout(
    'changes a blob once it has been read',
    'a blob with other bytes, fewer bytes, or a link in its place',
    'What is published is what was read: every digest is checked again.',
  ),
  {
    does: 'puts shell into image names, refs and paths',
    stoppedBy: 'Inputs have forms, programs get arguments and no shell.',
    codes: ['INPUT_INVALID'],
    shown: elsewhere('attacks/bad-inputs.test.ts', 'is refused by its form'),
  },
  {
    does: 'begins names of branches, refs and workflows with a dash',
    stoppedBy: 'No name is ever taken for an option.',
    codes: [],
    shown: elsewhere('attacks/bad-inputs.test.ts', 'a base branch that is an option is no branch'),
  },
  {
    does: 'gives inputs of a hundred thousand characters, made to be slow to read',
    stoppedBy: 'Inputs are bounded, and no pattern backtracks.',
    codes: [],
    shown: elsewhere('attacks/long-inputs.test.ts', 'an input of 100,000 characters is refused, and holds nothing up'),
  },
  {
    does: 'has a program of the build find the job’s inputs and tokens',
    stoppedBy: 'Other programs get no input, no token and no means to ask for one.',
    codes: [],
    shown: elsewhere('attacks/child-programs.test.ts', 'gets no input, no token and no means to ask for one'),
  },
  {
    does: 'sets NODE_OPTIONS, LD_PRELOAD or PATH by a build argument',
    stoppedBy: 'What is meant for the image never reaches the job.',
    codes: [],
    shown: elsewhere('attacks/secrets.test.ts', 'what is meant for the image never reaches the job'),
  },
  {
    does: 'hands over an SBOM or a scan that is about another image, without end, or no JSON',
    stoppedBy: 'What is attested is read whole, bounded, and must be about the image.',
    codes: [],
    shown: elsewhere('attacks/attached-documents.test.ts', 'a document that is to be attested and means harm'),
  },
  {
    does: 'hands over a list of images that means harm',
    stoppedBy: 'A list is read whole before the first image is built; what one may not, no list may.',
    codes: [],
    shown: elsewhere('attacks/image-lists.test.ts', 'a list of images that means harm is refused'),
  },
  {
    does: 'names a tag such as `12e4567`, `012` or `0x1F` in such a list, which YAML reads as a number of another spelling',
    stoppedBy: 'A value of an input is text; what YAML reads as anything else is refused, not spelled again.',
    codes: ['INPUT_INVALID'],
    shown: elsewhere('attacks/image-lists.test.ts', 'a tag that YAML reads as a number, with an exponent'),
  },
  {
    does: 'puts another image among the platforms that are merged into an index',
    stoppedBy: 'Each must be signed by this very workflow at this commit under this name, and is named by digest.',
    codes: [],
    shown: elsewhere('attacks/image-lists.test.ts', 'a merge that means harm'),
  },
];
