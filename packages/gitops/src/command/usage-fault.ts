/** What is wrong with a command line, without the advice that `parseArgs` adds on arguments that begin with a hyphen. */
export function usageFault(error: TypeError): string {
  const [, option] = /^Unknown option '(.+?)'/.exec(error.message) ?? [];
  if (option !== undefined) return `there is no option ${option}`;
  return error.message.replace(/\. To specify .*$/s, '').replace(/\.$/, '');
}
