import type { LogEntry } from './fact.ts'

/** An entry of a log with what a test does not care about filled in; times as "2026-11-01" or with hours. */
export function entry(
  at: string,
  event: string,
  rest: Partial<Omit<LogEntry, 'at' | 'event' | 'openedAt' | 'dueAt' | 'fixBuiltAt' | 'rolledOutAt'>> & {
    openedAt?: string
    dueAt?: string
    fixBuiltAt?: string
    rolledOutAt?: string
  } = {},
): LogEntry {
  const { openedAt, dueAt, fixBuiltAt, rolledOutAt, ...others } = rest
  return {
    ...{ event, at: new Date(at), episode: 1, kind: 'vulnerability', stage: 'build', closeReason: null },
    ...{ teamId: 3, environment: 'production', clusterIds: [1], severity: 4, risk: 70 },
    status: STATUS[event] ?? 'open',
    ...others,
    openedAt: openedAt ? new Date(openedAt) : new Date(at),
    dueAt: dueAt ? new Date(dueAt) : null,
    fixBuiltAt: fixBuiltAt ? new Date(fixBuiltAt) : null,
    rolledOutAt: rolledOutAt ? new Date(rolledOutAt) : null,
  }
}

const STATUS: Record<string, string> = { closed: 'closed', excepted: 'excepted', dismissed: 'dismissed' }
