import { counted, type FixStep } from './text.ts'
import type { Effort, FixKind } from './words.ts'

/** What a message or a ticket about a fix is made of. */
export interface FixMessageFacts {
  title: string
  kind: FixKind
  /** Names of the teams that carry it out. */
  teams: readonly string[]
  /** Who keeps the base image, where that is another. */
  baseOwner: string | null
  effort: { size: Effort; why: string }
  issues: number
  risk: number
  /** Σ 10·(risk/100)². */
  load: number
  workloads: number
  steps: readonly Pick<FixStep, 'where' | 'language' | 'text'>[]
  notes: readonly string[]
  unknown: readonly string[]
  /** The most dangerous ones. */
  topIssues: readonly { title: string; where: string; severity: string; risk: number }[]
  /** Where the fix is on its page; null where the address of this server is not known. */
  url: string | null
}

export interface FixMessage {
  title: string
  text: string
  markdown: string
}

const STEPS = 10

/** One fix as one ticket or message: what, why, how, which issues, and when it is done. */
export function fixMessage(facts: FixMessageFacts): FixMessage {
  return { title: clean(facts.title), text: render(facts, plain), markdown: render(facts, markdown) }
}

interface Style {
  heading(text: string): string
  item(text: string): string
  code(text: string, language: string): string
  value(text: string): string
}

const plain: Style = {
  heading: (text) => text.toUpperCase(),
  item: (text) => `- ${text}`,
  code: (text) =>
    text
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n'),
  value: clean,
}

const markdown: Style = {
  heading: (text) => `## ${text}`,
  item: (text) => `- ${text}`,
  code: (text, language) => {
    // The fence is longer than any run of backticks inside, so that no text of a report ends it.
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
    const fence = '`'.repeat(longest + 1)
    return `${fence}${language === 'text' ? '' : language}\n${text}\n${fence}`
  },
  value: (text) => clean(text).replace(/[\\`*_{}[\]<>()#+!|~@-]/g, '\\$&'),
}

function render(facts: FixMessageFacts, { heading, item, code, value }: Style): string {
  const { effort, issues, risk, load, workloads, teams, baseOwner, url } = facts
  const steps = facts.steps.slice(0, STEPS)
  const more = facts.steps.length - steps.length
  const reach = workloads > 0 ? ` in ${counted(workloads, 'workload')}` : ''
  return [
    heading('What to change'),
    ...steps.flatMap(({ where, language, text }) => [...(where ? [value(where)] : []), code(text, language)]),
    ...(more > 0 ? [`And ${more} more changes like these, on the page of the fix.`] : []),
    ...[...facts.notes, ...facts.unknown].map((note) => item(value(note))),
    heading('Why'),
    item(`It closes ${counted(issues, 'issue')}${reach}.`),
    item(`It removes a risk of ${risk} in all, a load of ${load.toFixed(1)}.`),
    item(`Effort ${effort.size}: ${value(effort.why)}`),
    item(
      `Who: ${teams.length > 0 ? teams.map(value).join(', ') : 'nobody owns it yet'}${baseOwner ? `; the base image is kept by ${value(baseOwner)}` : ''}.`,
    ),
    heading('Issues'),
    ...facts.topIssues.map((issue) =>
      item(`${value(issue.title)} (${issue.severity}, risk ${issue.risk}) in ${value(issue.where)}`),
    ),
    ...(issues > facts.topIssues.length ? [item(`and ${issues - facts.topIssues.length} more`)] : []),
    heading('Done when'),
    item('the next complete scans find none of these issues any more, and no workload runs an affected version.'),
    ...(url ? [heading('Where'), url] : []),
  ]
    .filter(Boolean)
    .join('\n\n')
    .replace(/\n\n- /g, '\n- ')
}

function clean(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}
