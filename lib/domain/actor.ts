export const ROLES = ['admin', 'security', 'developer', 'manager', 'auditor'] as const
export type Role = (typeof ROLES)[number]

export const TOKEN_KINDS = ['reports', 'events', 'admission'] as const
/** What an ingest token may deliver. */
export type TokenKind = (typeof TOKEN_KINDS)[number]

export interface UserActor {
  type: 'user'
  id: string
  name: string
  email: string
  role: Role
  teamIds: number[]
}

/** An ingest token. `clusterId` and `teamId` limit what it may speak for; null is no limit. */
export interface TokenActor {
  type: 'token'
  id: string
  name: string
  kinds: TokenKind[]
  clusterId: number | null
  teamId: number | null
}

/** The product itself: a job, the supervisor, a timer. */
export interface SystemActor {
  type: 'system'
  name: string
}

/** Who asks. Every service call carries one (DESIGN.md §12). */
export type Actor = UserActor | TokenActor | SystemActor
