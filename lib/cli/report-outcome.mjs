import { EXIT, SEVERITIES } from './usage.mjs'

/** What the summary of a report counts, in the order in which it is printed, with the mark of its issues. */
const CHANGES = [
  { name: 'opened', would: 'would open', mark: '+' },
  { name: 'reopened', would: 'would reopen', mark: '↺' },
  { name: 'closed', would: 'would close', mark: '−' },
]

/** Says what came of a report that was waited for, null when it was not done in time. Returns the exit code. */
export function outcome(report, { id }, { failOnNew, say, tell }) {
  if (report === null) {
    tell(`not processed in time; it goes on without us, as ${id}`)
    return EXIT.late
  }
  const problem = report.problem
  const where = problem?.offset == null ? '' : ` (at byte ${problem.offset})`
  if (report.status === 'quarantined') {
    tell(`quarantined: ${problem?.message}${where}`)
    return EXIT.quarantined
  }
  if (report.status === 'held') {
    tell(`held until a person confirms it: ${problem?.message}`)
    return EXIT.held
  }
  const isPreview = report.status === 'previewed'
  const summary = report.summary ?? {}
  const counts = CHANGES.filter(({ name }) => Number.isFinite(summary[name])).map(
    ({ name, would }) => `${summary[name]} ${isPreview ? would : name}`,
  )
  if (Number.isFinite(summary.unchanged)) counts.push(`${summary.unchanged} unchanged`)
  const told = counts.length > 0 ? `: ${counts.join(', ')}` : ''
  say(`${isPreview ? 'preview' : 'processed'}, ${summary.findings ?? 0} findings${told}`)
  if (isPreview) for (const line of changeLines(report)) say(line)
  if (summary.wouldWait) tell(`a person would have to confirm it: ${summary.wouldWait}`)
  const unread = summary.unreadTotal ?? summary.unread?.length ?? 0
  if (unread > 0) tell(`${unread} parts could not be read; the report's page in Plimsoll lists them`)
  return failOnNew !== null && isNew(report, failOnNew) ? EXIT.isNew : EXIT.done
}

/** A line for each issue that is named, and one for those that are not. */
function changeLines({ summary, changes }) {
  return CHANGES.flatMap(({ name, mark }) => {
    const named = changes?.[name] ?? []
    const lines = named.map(({ title, severity, where }) => {
      const place = [where.label, where.detail].filter((part) => part !== '').join(' ')
      return `  ${mark} ${severity.padEnd(8)} ${title} · ${place}`
    })
    const more = (summary?.[name] ?? 0) - named.length
    return more > 0 ? [...lines, `  ${mark} and ${more} more`] : lines
  })
}

/** Whether it opens or reopens an issue at least so severe; the worst are always among those that are named. */
function isNew({ changes }, severity) {
  const least = SEVERITIES.indexOf(severity)
  const fresh = [...(changes?.opened ?? []), ...(changes?.reopened ?? [])]
  return fresh.some((issue) => SEVERITIES.indexOf(issue.severity) >= least)
}
