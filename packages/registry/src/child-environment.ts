/** Inputs and state of the step, the means to ask for the job's identity, and those to write its caches and artifacts. */
const ofTheStep = /^(?:INPUT_|STATE_|ACTIONS_ID_TOKEN_REQUEST_|ACTIONS_RUNTIME_TOKEN$)/i;

/** The variables that another program gets, with `more` that it needs: nothing of what only this step is entrusted with. */
export const childEnvironment = (env: NodeJS.ProcessEnv, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !ofTheStep.test(name))),
  ...more,
});
