import type { TeamRef } from '../../lib/contract/teams.ts'

/** The teams of something that several may have; nobody's says so. */
export function TeamNames({ teams }: { teams: readonly TeamRef[] }) {
  if (teams.length === 0) return <span className="text-muted">unowned</span>
  return <>{teams.map(({ name }) => name).join(', ')}</>
}
