/** Runs a script's body; an error ends it with its message and exit code 1, without a stack that helps nobody. */
export async function command(body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
