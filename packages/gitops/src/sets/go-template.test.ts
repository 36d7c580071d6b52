import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { expandGoTemplate } from './go-template.ts';
import { NotExpandable } from './not-expandable.ts';

const parameters = {
  env: 'prod',
  empty: '',
  count: 3,
  large: 1_000_000,
  branch: 'Feature/Some_Thing',
  path: { basename: 'api', segments: ['apps', 'api'] },
  labels: ['a', 'b'],
  'with-dash': 'dashed',
};
const expand = (text: string, missingIsError = true) => expandGoTemplate(text, parameters, { missingIsError });

describe('a Go template', () => {
  for (const [template, expected] of [
    ['{{.env}}', 'prod'],
    ['x-{{ .env }}-y{{.path.basename}}', 'x-prod-yapi'],
    ['a {{- .env -}} b', 'aprodb'],
    ['{{/* said */}}a', 'a'],
    ['{{.count}} {{.large}}', '3 1e+06'],
    ['{{index .path.segments 1}}', 'api'],
    ['{{index . "with-dash"}}', 'dashed'],
    ['{{.branch | lower | replace "/" "-" | trunc 9}}', 'feature-s'],
    ['{{ normalize .branch }}', 'feature-some-thing'],
    ['{{ default "none" .empty }}', 'none'],
    ['{{ (index .labels 0) | upper | quote }}', '"A"'],
    ['{{ printf "%s-%d" .env 7 }}', 'prod-7'],
    ['{{ eq .env "prod" | ternary "yes" "no" }}', 'yes'],
    ['{{ join "." .labels }}', 'a.b'],
    ['{{ `raw {{ text` }}', 'raw {{ text'],
    ['{{ $.env }}', 'prod'],
    ['{{ if .env }}x{{ end }}', 'x'],
    ['{{ if .empty }}x{{ end }}', ''],
    ['a{{- if eq .env "dev" }} d{{ else if eq .count 3 }} three{{ else }} o{{ end -}} .', 'a three.'],
    ['{{ if .empty }}x{{ else }}{{ if .labels }}y{{ end }}z{{ end }}', 'yz'],
  ] as const) {
    test(`${template} becomes ${expected}`, () => assert.equal(expand(template), expected));
  }

  test('writes what is missing as Go does, unless that is an error', () => {
    assert.equal(expand('{{.nothing}}', false), '<no value>');
    assert.throws(() => expand('{{.nothing}}'), NotExpandable);
    assert.throws(() => expand('{{.env.more}}', false), NotExpandable);
  });

  for (const template of [
    '{{ if .nothing }}x{{ end }}',
    '{{ if .env }}x',
    '{{ if }}x{{ end }}',
    '{{ else }}x{{ end }}',
    '{{ if .env }}x{{ else }}y{{ else }}z{{ end }}',
    '{{ end }}',
    '{{ range .labels }}{{ . }}{{ end }}',
    '{{ $x := .env }}',
    '{{ .env',
    '{{ unknown .env }}',
    '{{}}',
    '{{ .labels }}',
    '{{ .env .count }}',
  ]) {
    test(`${template} is refused, and not guessed`, () => assert.throws(() => expand(template), NotExpandable));
  }

  test('leaves text without actions as it is, and expands or refuses whatever else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('{{'));
        assert.equal(expand(text), text);
      }),
    );
    const part = fc.constantFrom(
      '{{',
      '}}',
      '.env',
      ' ',
      '|',
      '(',
      ')',
      '"',
      '`',
      '-',
      'lower',
      '{{if .env}}',
      '{{else}}',
      '{{end}}',
      'index',
      '$',
      '1',
      '/*',
      '*/',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        try {
          assert.equal(typeof expand(parts.join('')), 'string');
        } catch (error) {
          assert.ok(error instanceof NotExpandable, `${parts.join('')}: ${String(error)}`);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('takes a value as text, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        assert.equal(expandGoTemplate('<{{.value}}>', { value }, { missingIsError: true }), `<${value}>`);
      }),
    );
  });
});
