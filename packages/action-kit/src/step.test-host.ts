// Runs a step of which something fails that nobody waits for: before it has ended or after it, as the argument says.
import { defineAction, required, runStep, secretText, type Action } from './index.ts';

const definition = defineAction({
  name: 'careless',
  title: 'Careless',
  description: 'Leaves a promise alone.',
  icon: 'box',
  inputs: { token: required(secretText, 'Anything.') },
  outputs: { result: 'What came of it.', reason: 'Why not.' },
});

const [, , when] = process.argv;

const action: Action<typeof definition.inputs, 'result' | 'reason'> = {
  definition,
  async main({ token }) {
    const fail = async () => {
      throw new Error(`nobody waits for ${token}`, { cause: { token } });
    };
    if (when === 'before') {
      void fail();
      // Longer than anybody waits for the test.
      await new Promise((resolve) => setTimeout(resolve, 600_000));
    } else {
      setImmediate(() => void fail());
    }
    return { kind: 'done', outputs: { result: 'done', reason: '' }, summary: () => '# Done' };
  },
};

await runStep(action);
