import type { Role } from '../../lib/domain/actor.ts'

/** Who is signed in, as the shell shows it. */
export interface Person {
  id: string
  name: string
  email: string
  role: Role
  teams: readonly { id: number; slug: string; name: string }[]
}
