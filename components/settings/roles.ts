import { ROLES, type Role } from '../../lib/domain/actor.ts'
import type { Option } from '../ui/select.tsx'

/** What each role may do, in a few words. */
export const ROLE_WORDS: Record<Role, string> = {
  admin: 'Administrator: everything, people too',
  security: 'Security: all issues, risk decisions, sources and teams',
  developer: 'Developer: the issues of their own teams',
  manager: 'Manager: reads everything, comments',
  auditor: 'Auditor: reads everything, the audit log too',
}

export const ROLE_OPTIONS: readonly Option<Role>[] = ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] }))
