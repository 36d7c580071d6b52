/** What a lab's Sigstore does wrong on purpose. Tests set and clear these while it runs. */
export interface SigstoreFaults {
  /**
   * `expired`: over before it was issued; `other-authority`: signed by one that nobody trusts; `other-log`: with the
   * timestamp of a certificate log that nobody trusts; `brief`: valid for half a minute.
   */
  certificate?: 'expired' | 'other-authority' | 'other-log' | 'without-sct' | 'brief' | undefined;
  /** The entry comes without inclusion proof and without the log's promise. */
  entry?: 'without-proof' | undefined;
  /** `of-something-else`: over other bytes than were sent; `late`: an hour ahead of the lab's clock. */
  timestamp?: 'of-something-else' | 'late' | undefined;
}
