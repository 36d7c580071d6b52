import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { nodesOf, repository, Rig, type Tree } from './github.test-host.ts';

describe('GraphQL', () => {
  let rig: Rig;
  before(async () => {
    rig = await Rig.start();
  });
  after(() => rig.close());

  const ofRepository = async (fields: string, variables = {}): Promise<Tree | undefined> => {
    const declared = Object.keys(variables).map((name) => `$${name}:String`);
    const head = declared.length > 0 ? `query(${declared.join(',')})` : '';
    const reply = await rig.graphql(`${head}{repository(owner:"acme",name:"gitops"){${fields}}}`, variables);
    assert.equal(reply.errors, undefined, JSON.stringify(reply.errors));
    return reply.data?.['repository'];
  };
  const push = (files: Record<string, string | Uint8Array>) =>
    rig.lab.push(repository, { login: 'alice', message: `Change ${Object.keys(files).join()}`, files });

  test('a blob’s text is cut at exactly 512,000 bytes, between characters, and binary ones have none', async () => {
    const sha = await push({
      fits: 'x'.repeat(512_000),
      cut: 'x'.repeat(511_999) + 'é'.repeat(10),
      binary: new Uint8Array([1, 0, 2]),
    });
    const blob = (path: string) =>
      ofRepository('object(expression:$at){... on Blob{text isTruncated isBinary byteSize}}', { at: `${sha}:${path}` });
    const fits = (await blob('fits'))?.['object'];
    assert.deepEqual([fits?.['text']?.length, fits?.['isTruncated']], [512_000, false]);
    const cut = (await blob('cut'))?.['object'];
    assert.deepEqual([cut?.['text']?.length, cut?.['isTruncated'], cut?.['byteSize']], [511_999, true, 512_019]);
    assert.deepEqual((await blob('binary'))?.['object'], {
      text: null,
      isTruncated: false,
      isBinary: true,
      byteSize: 3,
    });
    assert.equal((await blob('absent'))?.['object'], null);
  });

  test('a file of a commit is no folder; an object is either', async () => {
    const sha = await push({ 'folder/inner/file': 'x' });
    const at = (path: string) =>
      ofRepository(
        `object(expression:"${sha}"){... on Commit{file(path:"${path}"){type}}}
         found: object(expression:"${sha}:${path}"){__typename ... on Tree{entries{name type object{__typename}}}}`,
      );
    const folder = await at('folder');
    assert.equal(folder?.['object']?.['file'], null);
    const entries = [{ name: 'inner', type: 'tree', object: { __typename: 'Tree' } }];
    assert.deepEqual(folder?.['found'], { __typename: 'Tree', entries });
    const file = await at('folder/inner/file');
    assert.deepEqual([file?.['object']?.['file'], file?.['found']], [{ type: 'blob' }, { __typename: 'Blob' }]);
    assert.equal((await at('nowhere'))?.['found'], null);
  });

  test('issues are found by label and state, and know whether the viewer wrote them', async () => {
    const open = async (title: string, labels: readonly string[], token?: string) => {
      const { body } = await rig.rest('POST', '/issues', { body: { title, labels }, ...(token && { token }) });
      return Number(body['number']);
    };
    const [board, other] = [await open('Board', ['Board']), await open('Other', [])];
    const another = await open('Of another', ['board'], rig.bob.token);
    assert.deepEqual([other, another], [board + 1, board + 2], 'one series of numbers');
    await rig.rest('PATCH', `/issues/${another}`, { body: { state: 'closed' } });
    const listed = async (args: string) =>
      nodesOf((await ofRepository(`issues(first:5,${args}){nodes{number state viewerDidAuthor}}`))?.['issues']);
    assert.deepEqual(await listed('labels:["board"]'), [
      { number: board, state: 'OPEN', viewerDidAuthor: true },
      { number: another, state: 'CLOSED', viewerDidAuthor: false },
    ]);
    assert.deepEqual(
      (await listed('states:[OPEN],orderBy:{field:CREATED_AT,direction:DESC}')).map((node) => node['number']),
      [other, board],
    );
  });

  test('history of a path has the commits that changed it, page by page', async () => {
    const oids = [
      await push({ watched: '1' }),
      await push({ other: '1' }),
      await push({ watched: '2' }),
      await push({ watched: '3' }),
    ];
    const page = (cursor: string | null) =>
      ofRepository(
        'object(expression:"main"){... on Commit{history(first:2,path:"watched",after:$cursor){totalCount nodes{oid file(path:"watched"){object{... on Blob{text}}}} pageInfo{hasNextPage endCursor}}}}',
        { cursor },
      );
    const first = (await page(null))?.['object']?.['history'];
    const second = (await page(first?.['pageInfo']?.['endCursor'] as unknown as string))?.['object']?.['history'];
    const seen = [...nodesOf(first), ...nodesOf(second)];
    assert.deepEqual(
      seen.map((node) => node['oid']),
      [oids[3], oids[2], oids[0]],
    );
    assert.deepEqual(
      seen.map((node) => node['file']?.['object']?.['text']),
      ['3', '2', '1'],
    );
    assert.deepEqual(
      [first?.['totalCount'], first?.['pageInfo']?.['hasNextPage'], second?.['pageInfo']?.['hasNextPage']],
      [3, true, false],
    );
  });

  test('a connection without a size, or with one above 100, is refused in a body of status 200', async () => {
    const ask = async (page: string) =>
      (await rig.graphql(`{repository(owner:"acme",name:"gitops"){pullRequests${page}{totalCount}}}`)).errors?.[0];
    assert.deepEqual(
      [(await ask(''))?.type, (await ask('(first:101)'))?.type],
      ['MISSING_PAGINATION_BOUNDARIES', 'EXCESSIVE_PAGINATION'],
    );
    assert.match((await ask('(first:101)'))?.message ?? '', /exceeds the `first` limit of 100 records/);
  });

  test('what the lab does not have is said so, and what GitHub does not have is no query', async () => {
    const [missing] = (await rig.graphql('{repository(owner:"acme",name:"gitops"){stargazerCount}}')).errors ?? [];
    assert.equal(missing?.message, 'Repository.stargazerCount is not implemented in the lab');
    const strange = await rig.graphql('{repository(owner:"acme",name:"gitops"){colour}}');
    assert.match(strange.errors?.[0]?.message ?? '', /Cannot query field "colour"/);
    assert.equal(strange.data, undefined);
  });

  test('mutations run in order: a later one sees what an earlier one did, and the earlier stays when the later fails', async () => {
    const sha = await rig.commit('scratch', { scratch: 'x' });
    const id = (await rig.rest('GET', '')).body['node_id'];
    const query = `mutation($refs:UpdateRefsInput!,$pull:CreatePullRequestInput!){
      updateRefs(input:$refs){clientMutationId} createPullRequest(input:$pull){pullRequest{number headRefOid state}}}`;
    const refs = {
      repositoryId: id,
      refUpdates: [{ name: 'refs/heads/promote/dev', beforeOid: '0'.repeat(40), afterOid: sha }],
    };
    const pull = { repositoryId: id, baseRefName: 'main', headRefName: 'promote/dev', title: 't', body: 'b' };
    const opened = await rig.graphql(query, { refs, pull });
    assert.equal(opened.data?.['createPullRequest']?.['pullRequest']?.['headRefOid'], sha);
    const again = await rig.graphql(query, {
      refs: { ...refs, refUpdates: [{ ...refs.refUpdates[0], beforeOid: sha }] },
      pull,
    });
    assert.deepEqual(again.data, { updateRefs: { clientMutationId: null }, createPullRequest: null });
    assert.deepEqual(
      [again.errors?.[0]?.type, again.errors?.[0]?.path, again.errors?.[0]?.message],
      ['UNPROCESSABLE', ['createPullRequest'], 'A pull request already exists for acme:promote/dev.'],
    );
  });

  test('a pull request is told as GitHub tells it', async () => {
    const { number, head } = await rig.propose('promote/told');
    await rig.rest('POST', `/statuses/${head}`, { body: { state: 'failure', context: 'ci' } });
    await rig.rest('POST', `/statuses/${head}`, { body: { state: 'success', context: 'ci' } });
    const seen = await ofRepository(`pullRequest(number:${number}){
      author{__typename login} state isDraft merged mergeable mergeStateStatus isCrossRepository headRefName baseRefName
      headRefOid baseRefOid headRepository{nameWithOwner} mergeCommit{oid} reviewDecision labels(first:5){nodes{name}}
      commits(first:5){totalCount nodes{commit{oid status{state contexts{context state creator{__typename login}}}}}}
      files(first:5){totalCount nodes{path changeType additions deletions}} reviews(first:5){totalCount}}`);
    const status = { context: 'ci', state: 'SUCCESS', creator: { __typename: 'Bot', login: 'promoter' } };
    assert.deepEqual(seen?.['pullRequest'], {
      author: { __typename: 'Bot', login: 'promoter' },
      state: 'OPEN',
      isDraft: false,
      merged: false,
      mergeable: 'MERGEABLE',
      mergeStateStatus: 'CLEAN',
      isCrossRepository: false,
      headRefName: 'promote/told',
      baseRefName: 'main',
      headRefOid: head,
      baseRefOid: rig.lab.branch(repository, 'main'),
      headRepository: { nameWithOwner: repository },
      mergeCommit: null,
      reviewDecision: null,
      labels: { nodes: [] },
      commits: { totalCount: 1, nodes: [{ commit: { oid: head, status: { state: 'SUCCESS', contexts: [status] } } }] },
      files: {
        totalCount: 1,
        nodes: [{ path: 'envs/dev/values.yaml', changeType: 'MODIFIED', additions: 1, deletions: 1 }],
      },
      reviews: { totalCount: 0 },
    });
  });

  test('nobody, and a pull request that is not there', async () => {
    const answer = await fetch(rig.lab.graphqlUrl, { method: 'POST', body: '{"query":"{viewer{login}}"}' });
    assert.equal(answer.status, 401);
    const reply = await rig.graphql('{repository(owner:"acme",name:"gitops"){pullRequest(number:999){id}}}');
    assert.deepEqual([reply.errors?.[0]?.type, reply.errors?.[0]?.path], ['NOT_FOUND', ['repository', 'pullRequest']]);
  });

  test('pages in plain text show a repository and a pull request', async () => {
    const text = async (path: string) => (await fetch(`${rig.lab.origin}/${repository}${path}`)).text();
    const { number } = await rig.propose('promote/shown');
    assert.match(await text(''), new RegExp(`#${number} open: Promote promote/shown`));
    const page = await text(`/pull/${number}`);
    for (const shown of ['promoter[bot]', 'envs/dev/values.yaml', 'verified', 'Merge state: clean'])
      assert.ok(page.includes(shown), shown);
  });
});
