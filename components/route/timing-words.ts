import type { Route } from '../../lib/contract/routes.ts'

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** 540 as a time field has it: `09:00`. */
export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** The minute of the day of a time field; null while it is not whole. */
export function minuteOf(clock: string): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(clock) ?? []
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes)
}

/** When a route tells, in a few words. */
export function rhythmWords({ rhythm, quiet }: Route['timing']): string {
  return `${rhythmOf(rhythm)}${quiet ? ', with quiet hours' : ''}`
}

function rhythmOf(rhythm: Route['timing']['rhythm']): string {
  switch (rhythm.every) {
    case 'event':
      return 'At once'
    case 'hour':
      return 'Every hour'
    case 'day':
      return `Daily at ${clockOf(rhythm.minute)}`
    case 'week':
      return `${WEEKDAYS[rhythm.weekday - 1]}s at ${clockOf(rhythm.minute)}`
  }
}
