import type { SuiteRelease } from '@bitvault/gitops';

/**
 * What examples and documents show of this suite behind `uses:`. No commit can name itself, so that a release has to be
 * filled in by whoever copies them; `init` does it by itself. GitHub refuses this one, which no repository has.
 */
export const shownRelease: SuiteRelease = { commit: '0'.repeat(40), version: 'v1.0.0' };

/** Every step that is shown, pinned alike. */
export const withShownRelease = (text: string): string =>
  text.replaceAll(
    /(?<step>\buses: bitvault\/actions(?:\/[a-z-]+)?)@[^\s`]+(?: # v[\d.]+)?/g,
    `$<step>@${shownRelease.commit} # ${shownRelease.version}`,
  );
