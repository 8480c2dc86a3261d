/** A fault that the person at the terminal can mend: printed as one line, without a stack. */
export class StartError extends Error {}

/** Runs one step of the start and prints its name with the time it took. */
export async function step<Value>(name: string, work: () => Promise<Value> | Value): Promise<Value> {
  const startedAt = performance.now()
  const live = process.stdout.isTTY
  if (live) process.stdout.write(`  … ${name}`)
  try {
    const value = await work()
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    process.stdout.write(`${live ? '\r' : ''}  ✓ ${name} (${seconds} s)\n`)
    return value
  } catch (error) {
    process.stdout.write(`${live ? '\r' : ''}  ✗ ${name}\n`)
    throw error
  }
}

/** Prints what went wrong: one line for what can be mended, everything for what is a fault of ours. */
export function printFailure(error: unknown): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  const known = error instanceof StartError || name === 'ConfigError' || error?.constructor?.name === 'ConfigError'
  process.stderr.write(`\n  ${known ? message : (stack ?? message)}\n\n`)
}
