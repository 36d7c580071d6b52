import { isDeepStrictEqual } from 'node:util';
import { mappingAt } from '../../yaml/fields.ts';
import type { FieldPath, Location } from '../../yaml/location.ts';
import { readYamlFile, type YamlDocument } from '../../yaml/yaml-file.ts';
import { settingsPath } from '../settings.ts';
import type { Suppression } from '../suppression.ts';

/** What a change does to what is looked at. It counts neither as an error nor as a warning. */
export interface Notice {
  readonly at: Location;
  /** One sentence without a full stop. */
  readonly message: string;
}

/** How the settings differ: those of the base hold. */
export function settingsNotices(base: string, head: string): readonly Notice[] {
  const [before, after] = [base, head].map((text) => readYamlFile(settingsPath, text).documents[0]);
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const start: Location = { file: settingsPath, line: 1, column: 1 };
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name): readonly Notice[] => {
    const [was, is] = [old.get(name), now.get(name)];
    if (isDeepStrictEqual(was?.value, is?.value)) return [];
    const at = is === undefined || after === undefined ? start : after.at(is.path, 'key');
    const how =
      was === undefined
        ? `is set, to ${short(is?.value)}`
        : is === undefined
          ? `is taken out, which was ${short(was.value)}`
          : `becomes ${short(is.value)}, after ${short(was.value)}`;
    return [{ at, message: `the setting ${name} ${how}; the settings of the base hold until that is merged` }];
  });
}

interface SettingField {
  readonly path: FieldPath;
  readonly value: unknown;
}

/** The settings by name, those of rules one by one. */
function fieldsOf(document: YamlDocument | undefined): ReadonlyMap<string, SettingField> {
  const whole = mappingAt(document?.value, []) ?? {};
  const rules = mappingAt(whole, ['rules']) ?? {};
  return new Map<string, SettingField>([
    ...Object.entries(whole)
      .filter(([name]) => name !== 'rules')
      .map(([name, value]) => [name, { path: [name], value }] as const),
    ...Object.entries(rules).map(([rule, value]) => [`rules.${rule}`, { path: ['rules', rule], value }] as const),
  ]);
}

const longest = 120;

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** The suppressions that the base does not have in the same file, for the same rule and with the same reason. */
export function suppressionNotices(
  base: ReadonlyMap<string, readonly Suppression[]>,
  head: readonly Suppression[],
): readonly Notice[] {
  const known = new Map<string, number>();
  for (const suppression of [...base.values()].flat())
    for (const key of keysOf(suppression)) known.set(key, (known.get(key) ?? 0) + 1);
  return head.flatMap((suppression) => {
    const fresh = suppression.rules.filter((rule) => {
      const key = keyOf(suppression, rule);
      const left = known.get(key) ?? 0;
      known.set(key, left - 1);
      return left <= 0;
    });
    if (fresh.length === 0) return [];
    const message = `${fresh.join(' and ')} ${fresh.length === 1 ? 'is' : 'are'} suppressed here, which the base does not do, because ${JSON.stringify(suppression.reason)}`;
    return [{ at: suppression.at, message }];
  });
}

const keysOf = (suppression: Suppression): readonly string[] =>
  suppression.rules.map((rule) => keyOf(suppression, rule));

const keyOf = ({ at, reason }: Suppression, rule: string): string => JSON.stringify([at.file, rule, reason]);
