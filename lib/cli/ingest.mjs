import { deliverEvents } from './deliver-events.mjs'
import { deliverReport } from './deliver-report.mjs'
import { openInput } from './input.mjs'
import { Refused, Unreachable } from './request.mjs'
import { EXIT, HELP, readArguments } from './usage.mjs'

/** Runs `plimsoll ingest` and returns its exit code. */
export async function ingest(args, environment) {
  let options
  try {
    options = readArguments(args, environment)
  } catch (error) {
    complain(error.message)
    process.stderr.write('Try: plimsoll --help\n')
    return EXIT.usage
  }
  if (options.help) {
    process.stdout.write(HELP)
    return EXIT.done
  }
  let worst = EXIT.done
  for (const file of options.files) worst = Math.max(worst, await ingestFile(file, options))
  return worst
}

async function ingestFile(file, options) {
  const name = file === '-' ? 'standard input' : file
  let input
  try {
    input = await openInput(file)
  } catch (error) {
    complain(`${name}: ${error.message}`)
    return EXIT.usage
  }
  const say = (text) => {
    if (!options.quiet) process.stdout.write(`${name}: ${text}\n`)
  }
  const tell = (text) => complain(`${name}: ${text}`)
  try {
    return await (options.events ? deliverEvents : deliverReport)({ name, input, options, say, tell })
  } catch (error) {
    tell(error.message)
    if (error instanceof Refused) return EXIT.refused
    return error instanceof Unreachable || !error.syscall ? EXIT.unreachable : EXIT.usage
  } finally {
    await input.close()
  }
}

function complain(text) {
  process.stderr.write(`plimsoll: ${text}\n`)
}
