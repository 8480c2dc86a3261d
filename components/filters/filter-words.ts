import type { SearchField } from '../../lib/domain/issue-search.ts'

/** What a field is called, and what it filters by. */
export const FIELD_WORDS: Record<SearchField, { label: string; about: string }> = {
  is: { label: 'Status', about: 'open, accepted, dismissed or closed' },
  team: { label: 'Team', about: 'who owns it; mine, none, or a team' },
  waiting: {
    label: 'Waits for base image',
    about: 'whose workloads wait for the owner of their base image; mine, any, or a team',
  },
  severity: { label: 'Severity', about: 'as the sources rate it' },
  kind: { label: 'Kind', about: 'vulnerability, misconfiguration, threat and so on' },
  stage: { label: 'Stage', about: 'where it was seen' },
  kev: { label: 'Exploited', about: 'in the CISA catalogue of known exploited vulnerabilities' },
  fix: { label: 'Fix', about: 'whether a fix is available' },
  running: { label: 'Running', about: 'whether it runs now' },
  exposed: { label: 'Exposed', about: 'reachable from the internet' },
  snoozed: { label: 'Snoozed', about: 'put off until a date' },
  due: { label: 'Due', about: 'where the clock stands: overdue, soon, in time, none' },
  approval: { label: 'Approval', about: 'acceptances that wait for a second person' },
  cve: { label: 'Vulnerability', about: 'a CVE or advisory id' },
  package: { label: 'Package', about: 'a package name' },
  image: { label: 'Image', about: 'an image repository' },
  workload: { label: 'Workload', about: 'a name, or namespace/name' },
  rule: { label: 'Rule', about: 'a check or a runtime rule' },
}

const VALUE_WORDS: Partial<Record<SearchField, Record<string, string>>> = {
  is: { open: 'Open', excepted: 'Risk accepted', dismissed: 'Dismissed', closed: 'Closed' },
  team: { mine: 'My teams', none: 'Nobody' },
  waiting: { mine: 'My teams', any: 'Any team' },
  kev: { true: 'Known exploited', false: 'Not known exploited' },
  fix: { available: 'Available', none: 'None yet' },
  running: { yes: 'Runs now', no: 'Does not run', unknown: 'Not known' },
  exposed: { internet: 'From the internet', no: 'Not from the internet', unknown: 'Not known' },
  snoozed: { yes: 'Snoozed', no: 'Not snoozed' },
  due: { overdue: 'Overdue', soon: 'Due soon', 'in-time': 'In time', none: 'Without a date' },
  approval: { pending: 'Waits for a second person' },
}

/** A value in words; a team is known by its name where the facets tell it. */
export function valueWords(field: SearchField, value: string, label?: string): string {
  const words = VALUE_WORDS[field] ?? {}
  // A team may be called `constructor`.
  const known = Object.hasOwn(words, value) ? words[value] : undefined
  if (known) return known
  const text = label ?? value
  return field === 'severity' || field === 'kind' || field === 'stage'
    ? text.charAt(0).toUpperCase() + text.slice(1)
    : text
}
