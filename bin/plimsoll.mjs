#!/usr/bin/env node
// Plain JavaScript with nothing but Node, so that a CI job runs it as it lies here: no install, any Node from 20.19 on.
import { ingest } from '../lib/cli/ingest.mjs'
import { EXIT, HELP } from '../lib/cli/usage.mjs'

const [command, ...args] = process.argv.slice(2)

if (command === 'ingest') {
  process.exitCode = await ingest(args, process.env)
} else if (command === undefined || command === 'help' || command === '--help' || command === '-h') {
  process.stdout.write(HELP)
} else {
  process.stderr.write(`plimsoll: there is no command "${command}"\n\n${HELP}`)
  process.exitCode = EXIT.usage
}
