import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'

/** Something that can be done, and the most that the risk falls by it. */
export interface Lever {
  what: string
  points: number
}

/** What would lower a risk, the most effective first. A lever that takes several parts away counts for all of them. */
export function leversOf({ parts }: Pick<IssueDetail['breakdown'], 'parts'>): Lever[] {
  const levers = new Map<string, number>()
  for (const { lever, points } of parts) {
    if (lever !== null && points > 0) levers.set(lever, (levers.get(lever) ?? 0) + points)
  }
  return [...levers].map(([what, points]) => ({ what, points })).sort((a, b) => b.points - a.points)
}

/** +30 or −12, with the sign that print knows. */
export function signed(points: number): string {
  return points < 0 ? `−${-points}` : `+${points}`
}
