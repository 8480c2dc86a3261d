import type { ClockVersion } from '../../lib/contract/clocks.ts'
import type { Option } from '../ui/select.tsx'

export type Policy = ClockVersion['policy']
export type Rule = Policy['rules'][number]

export const BANDS = ['critical', 'high', 'medium', 'low'] as const

export const ENVIRONMENT_OPTIONS: readonly Option<'any' | 'production' | 'staging' | 'development'>[] = [
  { value: 'any', label: 'Any environment' },
  { value: 'production', label: 'Production' },
  { value: 'staging', label: 'Staging' },
  { value: 'development', label: 'Development' },
]

export const BASIS_OPTIONS: readonly Option<Rule['by']>[] = [
  { value: 'severity', label: 'By severity' },
  { value: 'risk', label: 'By risk' },
]

export const REOPEN_OPTIONS: readonly Option<Rule['onReopen']>[] = [
  { value: 'restart', label: 'Begins anew' },
  { value: 'keep', label: 'Keeps what was left' },
]

/** What a new rule begins with: the days of the one for all. */
export function newRule(rules: readonly Rule[]): Rule {
  const base = rules.find(isForAll) ?? rules[0]!
  const taken = new Set(rules.map(({ teamId, environment }) => `${teamId} ${environment}`))
  const environment = (['production', 'staging', 'development'] as const).find((one) => !taken.has(`null ${one}`))
  return { ...base, days: { ...base.days }, teamId: null, environment: environment ?? 'production' }
}

export function isForAll({ teamId, environment }: Rule): boolean {
  return teamId === null && environment === null
}

/** The days of a field: empty is no date; undefined is no number that can be kept. */
export function daysOf(text: string): number | null | undefined {
  if (text.trim() === '') return null
  const days = Number(text)
  return Number.isInteger(days) && days >= 0 && days <= 3650 ? days : undefined
}

/** The dates of a text, one a line, as 2026-12-25; `wrong` are the lines that are none. */
export function holidaysOf(text: string): { dates: string[]; wrong: string[] } {
  const lines = text.split(/[\s,;]+/).filter((line) => line !== '')
  const isDate = (line: string) => /^\d{4}-\d\d-\d\d$/.test(line) && !Number.isNaN(Date.parse(line))
  return { dates: [...new Set(lines.filter(isDate))].sort(), wrong: lines.filter((line) => !isDate(line)) }
}

/** One rule in a sentence, for its history. */
export function ruleWords({ by, days, businessDays }: Rule): string {
  const each = BANDS.map((band) => `${band} ${days[band] ?? 'no date'}`).join(', ')
  return `${each} ${businessDays ? 'business days' : 'days'} by ${by}`
}
