import { runStandIn, savedState } from '../protocol.ts';

await runStandIn(async () => {
  const token = savedState('token');
  if (token === '') return;
  const answer = await fetch(`${savedState('api')}/installation/token`, {
    method: 'DELETE',
    headers: { authorization: `bearer ${token}`, 'user-agent': 'actions/create-github-app-token' },
  });
  if (!answer.ok) console.log(`::warning::Token revocation failed: ${answer.status}`);
});
