import * as z from 'zod'
import { ROLES } from '../domain/actor.ts'
import { PASSWORD_MAX, PASSWORD_MIN } from '../domain/password.ts'
import { operation } from './operation.ts'
import { Timestamp } from './page.ts'
import { TeamRef } from './teams.ts'

export const Role = z.enum(ROLES)

/** The length of a password; lib/domain/password.ts says what else it must be. */
export const Password = z.string().min(PASSWORD_MIN).max(PASSWORD_MAX)

export const Me = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  teams: z.array(TeamRef),
  hasPassword: z.boolean().meta({ description: 'False for people who sign in through the identity provider only' }),
})
export type Me = z.infer<typeof Me>

export const OwnSession = z.object({
  id: z.string(),
  current: z.boolean(),
  address: z.string().nullable(),
  browser: z.string().nullable().meta({ description: 'User-Agent header at sign-in' }),
  startedAt: Timestamp,
  expiresAt: Timestamp,
})
export type OwnSession = z.infer<typeof OwnSession>

export const getMe = operation({
  id: 'getMe',
  method: 'GET',
  path: '/api/v1/me',
  summary: 'The signed-in person',
  tag: 'Me',
  auth: 'user',
  out: Me,
  status: 200,
  errors: [],
  example: {
    out: {
      id: '7Gk1',
      name: 'Ada Osei',
      email: 'ada@example.com',
      role: 'developer',
      teams: [{ id: 3, slug: 'payments', name: 'Payments' }],
      hasPassword: true,
    },
  },
})

export const changePassword = operation({
  id: 'changePassword',
  method: 'POST',
  path: '/api/v1/me/password',
  summary: 'Change your password; your other sessions end',
  tag: 'Me',
  auth: 'user',
  body: z.object({ currentPassword: z.string().min(1).max(128), newPassword: Password }),
  status: 204,
  errors: ['invalid', 'locked'],
  example: { body: { currentPassword: 'old heather on the hill', newPassword: 'new harbour at low tide' } },
})

export const listOwnSessions = operation({
  id: 'listOwnSessions',
  method: 'GET',
  path: '/api/v1/me/sessions',
  summary: 'Where you are signed in',
  tag: 'Me',
  auth: 'user',
  out: z.object({ rows: z.array(OwnSession) }),
  status: 200,
  errors: [],
  example: {
    out: {
      rows: [
        {
          id: 'q9Xc',
          current: true,
          address: '192.0.2.7',
          browser: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0',
          startedAt: '2026-11-21T08:00:00.000Z',
          expiresAt: '2026-11-28T08:00:00.000Z',
        },
      ],
    },
  },
})

export const endOwnSession = operation({
  id: 'endOwnSession',
  method: 'DELETE',
  path: '/api/v1/me/sessions/{id}',
  summary: 'Sign out one of your sessions',
  tag: 'Me',
  auth: 'user',
  params: z.object({ id: z.string().min(1).max(100) }),
  status: 204,
  errors: ['not-found'],
  example: { params: { id: 'q9Xc' } },
})

export const endOtherSessions = operation({
  id: 'endOtherSessions',
  method: 'DELETE',
  path: '/api/v1/me/sessions',
  summary: 'Sign out everywhere but here',
  tag: 'Me',
  auth: 'user',
  out: z.object({ ended: z.int() }),
  status: 200,
  errors: [],
  example: { out: { ended: 2 } },
})

export const meOperations = [getMe, changePassword, listOwnSessions, endOwnSession, endOtherSessions]
