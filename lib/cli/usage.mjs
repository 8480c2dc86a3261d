import { parseArgs } from 'node:util'

/** What a script can tell from the exit code; of several files, the highest counts. */
export const EXIT = { done: 0, usage: 1, refused: 2, unreachable: 3, quarantined: 4, held: 5, late: 6, isNew: 7 }

export const SEVERITIES = ['unknown', 'low', 'medium', 'high', 'critical']

export const HELP = `Usage: plimsoll ingest [options] FILE...
       some-scanner | plimsoll ingest [options] -

Sends scan reports, or runtime events with --events, to Plimsoll. Files may be gzipped. Sending the same again
changes nothing, so a job may always be repeated.

  --url URL            address of Plimsoll               (or PLIMSOLL_URL)
  --token TOKEN        ingest token                      (better: PLIMSOLL_TOKEN)
  --source NAME        the tool; a file of another one is refused
  --format NAME        name of the format; told from the content when left out
  --image REF          the image that was scanned, when the report names only a local one
  --repository NAME    the source repository, for a scan of a folder
  --cluster NAME       the cluster, for a scan of a live cluster and for events
  --part NAME          which part of it was scanned, when several reports of one tool cover one thing
  --base REF           the base image of the one that was scanned, as its Dockerfile names it
  --scans LIST         what the scan looked for, such as vulnerability,secret
  --events             the files are Falco alerts: one JSON object, an array, or one a line
  --wait               wait until everything is processed, and say what came of it
  --preview            only say what it would open, reopen and close, and change nothing
  --fail-on-new SEVERITY   exit 7 when an issue at least so severe is new; unknown for any (with --wait or --preview)
  --timeout SECONDS    how long --wait waits             (300)
  --retries COUNT      how often to try again when Plimsoll is away     (5)
  --quiet              print problems only
  --help               this text

Exit codes
  0  delivered; with --wait or --preview: processed
  1  the command line is wrong, or a file cannot be read
  2  Plimsoll refused it: token, format or content
  3  Plimsoll could not be reached, or failed, in spite of retries
  4  quarantined: it was delivered but cannot be processed (--wait)
  5  held: it would close so much that a person must confirm it (--wait)
  6  not processed in time (--wait)
  7  it opens or reopens what --fail-on-new names
Of several files, the highest code counts.

A private certificate authority: NODE_EXTRA_CA_CERTS=ca.crt plimsoll ingest ...
`

const OPTIONS = {
  url: { type: 'string' },
  token: { type: 'string' },
  source: { type: 'string' },
  format: { type: 'string' },
  image: { type: 'string' },
  repository: { type: 'string' },
  cluster: { type: 'string' },
  part: { type: 'string' },
  base: { type: 'string' },
  scans: { type: 'string' },
  'fail-on-new': { type: 'string' },
  timeout: { type: 'string', default: '300' },
  retries: { type: 'string', default: '5' },
  events: { type: 'boolean', default: false },
  wait: { type: 'boolean', default: false },
  preview: { type: 'boolean', default: false },
  quiet: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
}
const REPORT_QUERY = ['source', 'format', 'image', 'repository', 'cluster', 'part', 'base', 'scans']
const EVENT_QUERY = ['source', 'cluster']

/** The command line, checked; throws an Error whose message tells what is wrong. */
export function readArguments(args, environment) {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true, strict: true })
  if (values.help) return { help: true }
  const url = values.url ?? environment.PLIMSOLL_URL
  const token = values.token ?? environment.PLIMSOLL_TOKEN
  if (!url) throw new Error('the address is missing: give --url or set PLIMSOLL_URL')
  if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url))
    throw new Error(`--url must be an http or https address, not ${url}`)
  if (!token) throw new Error('the token is missing: set PLIMSOLL_TOKEN or give --token')
  if (!/^[\x21-\x7e]+$/.test(token)) throw new Error('the token contains characters that no token has')
  if (positionals.length === 0) throw new Error('name at least one file, or - for standard input')
  const timeoutMs = Number(values.timeout) * 1000
  if (!(timeoutMs > 0)) throw new Error('--timeout must be a number of seconds')
  const retries = Number(values.retries)
  if (!Number.isInteger(retries) || retries < 0) throw new Error('--retries must be a number')
  const allowed = values.events ? EVENT_QUERY : REPORT_QUERY
  const given = REPORT_QUERY.filter((name) => values[name] !== undefined)
  const misplaced = given.find((name) => !allowed.includes(name))
  if (misplaced) throw new Error(`--${misplaced} does not go with --events`)
  const { events, preview, quiet } = values
  const wait = values.wait || preview
  if (preview && events) throw new Error('--preview does not go with --events')
  const failOnNew = values['fail-on-new'] ?? null
  if (failOnNew !== null && !SEVERITIES.includes(failOnNew))
    throw new Error(`--fail-on-new must be one of ${SEVERITIES.join(', ')}`)
  if (failOnNew !== null && !wait) throw new Error('--fail-on-new needs --wait or --preview')
  const said = given.map((name) => [name, values[name]])
  const query = new URLSearchParams(preview ? [...said, ['preview', 'true']] : said).toString()
  return {
    help: false,
    url: url.replace(/\/+$/, ''),
    token,
    query,
    files: positionals,
    events,
    wait,
    preview,
    failOnNew,
    quiet,
    timeoutMs,
    retries,
  }
}
