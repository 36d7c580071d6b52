import { grouped } from '../../grouped.ts';
import type { Repository } from '../../repository/repository.ts';
import { commentsIn } from '../lint.ts';
import { LintError } from '../lint-error.ts';
import { noSettings, parseSettings, settingsPath, type Settings } from '../settings.ts';
import { suppressionsIn, type Suppression, type SuppressionComment } from '../suppression.ts';
import type { BaseFiles } from './base-files.ts';
import { settingsNotices, suppressionNotices, type Notice } from './compare.ts';

export interface HoldingSettings {
  readonly settings: Settings;
  readonly notices: readonly Notice[];
}

/**
 * The settings by which a change is checked: those of its base, so that it cannot switch off what it is checked by.
 *
 * @param own text of the change's settings, which are judged all the same
 * @throws LintError `LINT_SETTINGS_INVALID` where those are at fault, `LINT_BASE_MISSING`
 */
export async function settingsThatHold(
  own: string,
  base: BaseFiles | null,
  known: ReadonlySet<string>,
): Promise<HoldingSettings> {
  const proposed = parseSettings(own, known);
  if (base === null) return { settings: proposed, notices: [] };
  const text = (await base.read([settingsPath])).get(settingsPath) ?? '';
  const notices = settingsNotices(text, own);
  const settings = settingsOfBase(text, known);
  if (settings === null) {
    const at = { file: settingsPath, line: 1, column: 1 };
    const message = `the settings of the base cannot be read, and until they can, there are none`;
    return { settings: noSettings, notices: [{ at, message }, ...notices] };
  }
  const places = new Map(proposed.rules.map(({ rule, at }) => [rule, at]));
  const rules = settings.rules.map((setting) => ({ ...setting, at: places.get(setting.rule) ?? null }));
  return { settings: { ...settings, rules }, notices };
}

/** Null where they are at fault: the change that corrects them has to be let through. */
function settingsOfBase(text: string, known: ReadonlySet<string>): Settings | null {
  try {
    return parseSettings(text, known);
  } catch (error) {
    if (error instanceof LintError) return null;
    throw error;
  }
}

const isSuppression = (comment: SuppressionComment): comment is Suppression => 'rules' in comment;

/** The suppressions that the base does not have. They count, and are told. */
export async function newSuppressions(repository: Repository, base: BaseFiles): Promise<readonly Notice[]> {
  const head = commentsIn(repository).filter(isSuppression);
  const texts = await base.read([...grouped(head, ({ at }) => at.file).keys()]);
  const before = new Map([...texts].map(([file, text]) => [file, suppressionsIn(file, text).filter(isSuppression)]));
  return suppressionNotices(before, head);
}
