import type { CommitFacts } from '@bitvault/promotion';
import * as v from 'valibot';
import { commitOid, timestamp } from './answers.ts';

/** What CommitFacts is made of, for a selection on Commit. More than ten parents come from no one that matters here. */
export const commitFields =
  'oid message committedDate parents(first: 10) { nodes { oid } } author { name email } signature { isValid wasSignedByGitHub }';

export const commitFacts: v.GenericSchema<unknown, CommitFacts> = v.pipe(
  v.object({
    oid: commitOid,
    message: v.string(),
    committedDate: timestamp,
    parents: v.object({ nodes: v.array(v.object({ oid: commitOid })) }),
    author: v.nullable(v.object({ name: v.nullable(v.string()), email: v.nullable(v.string()) })),
    signature: v.nullable(v.object({ isValid: v.boolean(), wasSignedByGitHub: v.boolean() })),
  }),
  v.transform((commit): CommitFacts => ({
    oid: commit.oid,
    message: commit.message,
    parents: commit.parents.nodes.map((parent) => parent.oid),
    committedAt: commit.committedDate,
    authorName: commit.author?.name ?? null,
    authorEmail: commit.author?.email ?? null,
    signedByGitHub: commit.signature !== null && commit.signature.isValid && commit.signature.wasSignedByGitHub,
  })),
);
