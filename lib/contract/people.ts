import * as z from 'zod'
import { Password, Role } from './me.ts'
import { operation } from './operation.ts'
import { filterText, PageQuery, pageOf, Timestamp } from './page.ts'
import { TeamRef } from './teams.ts'

export const Person = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: Role,
    teams: z.array(TeamRef),
    disabledAt: Timestamp.nullable(),
    lastSignInAt: Timestamp.nullable().meta({ description: 'Start of the newest session that has not ended' }),
    createdAt: Timestamp,
  })
  .meta({ id: 'Person' })
export type Person = z.infer<typeof Person>

const TeamIds = z.array(z.int().min(1).max(16_777_215)).max(100)
const UserParams = z.object({ id: filterText(100) })
const person: z.input<typeof Person> = {
  id: '7Gk1',
  name: 'Ada Osei',
  email: 'ada@example.com',
  role: 'developer',
  teams: [{ id: 3, slug: 'payments', name: 'Payments' }],
  disabledAt: null,
  lastSignInAt: '2026-11-21T08:00:00.000Z',
  createdAt: '2026-11-02T09:30:00.000Z',
}

export const listUsers = operation({
  id: 'listUsers',
  method: 'GET',
  path: '/api/v1/users',
  summary: 'People with an account, by e-mail address',
  tag: 'People',
  auth: 'user',
  query: PageQuery,
  out: pageOf(Person),
  status: 200,
  errors: ['invalid'],
  example: { out: { rows: [person], nextCursor: null } },
})

export const updateUser = operation({
  id: 'updateUser',
  method: 'PATCH',
  path: '/api/v1/users/{id}',
  summary: 'Change a person’s role or teams, or disable them; a disabled person’s sessions end at once',
  tag: 'People',
  auth: 'user',
  params: UserParams,
  body: z
    .object({ role: Role, teamIds: TeamIds, disabled: z.boolean() })
    .partial()
    .refine((change) => Object.keys(change).length > 0, 'name at least one change'),
  out: Person,
  status: 200,
  errors: ['invalid', 'not-found', 'conflict'],
  example: { params: { id: '7Gk1' }, body: { role: 'security' }, out: { ...person, role: 'security' } },
})

export const endUserSessions = operation({
  id: 'endUserSessions',
  method: 'DELETE',
  path: '/api/v1/users/{id}/sessions',
  summary: 'Sign a person out everywhere',
  tag: 'People',
  auth: 'user',
  params: UserParams,
  out: z.object({ ended: z.int() }),
  status: 200,
  errors: ['not-found'],
  example: { params: { id: '7Gk1' }, out: { ended: 2 } },
})

export const peopleOperations = [listUsers, updateUser, endUserSessions]

export const Invitation = z
  .object({
    id: z.uuid(),
    email: z.string().nullable(),
    role: Role,
    teams: z.array(TeamRef),
    createdAt: Timestamp,
    expiresAt: Timestamp,
    purpose: z.enum(['join', 'password']).meta({ description: 'Makes an account, or renews the password of one' }),
  })
  .meta({ id: 'Invitation' })
export type Invitation = z.infer<typeof Invitation>

const invitation: z.input<typeof Invitation> = {
  id: '0b6f0f2e-6a3c-4a53-9d0e-7d3a2d0f6c11',
  email: 'lin@example.com',
  role: 'developer',
  teams: [{ id: 3, slug: 'payments', name: 'Payments' }],
  createdAt: '2026-11-21T08:00:00.000Z',
  expiresAt: '2026-11-24T08:00:00.000Z',
  purpose: 'join',
}
const InvitationToken = z.string().regex(/^[0-9a-f]{64}$/, 'the token is the part of the link after #')
const EmailAddress = z.string().trim().toLowerCase().pipe(z.email().max(254))

export const listInvitations = operation({
  id: 'listInvitations',
  method: 'GET',
  path: '/api/v1/invitations',
  summary: 'Invitations that can still be used, newest first',
  tag: 'People',
  auth: 'user',
  out: z.object({ rows: z.array(Invitation) }),
  status: 200,
  errors: [],
  example: { out: { rows: [invitation] } },
})

export const createInvitation = operation({
  id: 'createInvitation',
  method: 'POST',
  path: '/api/v1/invitations',
  summary: 'Invite a person; the link is in this answer only, works once and expires',
  tag: 'People',
  auth: 'user',
  body: z.object({
    email: EmailAddress,
    role: Role,
    teamIds: TeamIds.default([]),
    days: z.int().min(1).max(30).default(3),
  }),
  out: Invitation.extend({ url: z.url() }),
  status: 201,
  errors: ['invalid', 'conflict'],
  example: {
    body: { email: 'lin@example.com', role: 'developer', teamIds: [3] },
    out: { ...invitation, url: 'https://plimsoll.example.com/welcome#4f…' },
  },
})

export const revokeInvitation = operation({
  id: 'revokeInvitation',
  method: 'DELETE',
  path: '/api/v1/invitations/{id}',
  summary: 'Take an invitation back',
  tag: 'People',
  auth: 'user',
  params: z.object({ id: z.uuid() }),
  status: 204,
  errors: ['not-found'],
  example: { params: { id: invitation.id } },
})

/** Why a link cannot be used any more is not told: it may never have existed. */
export const lookUpInvitation = operation({
  id: 'lookUpInvitation',
  method: 'POST',
  path: '/api/v1/invitations/look-up',
  summary: 'What an invitation link offers',
  tag: 'People',
  auth: 'public',
  body: z.object({ token: InvitationToken }),
  out: Invitation.pick({ email: true, role: true, expiresAt: true, purpose: true }).extend({
    teams: z.array(z.string()),
  }),
  status: 200,
  errors: ['gone'],
  example: {
    body: { token: '4f'.repeat(32) },
    out: {
      email: 'lin@example.com',
      role: 'developer',
      teams: ['Payments'],
      expiresAt: '2026-11-24T08:00:00.000Z',
      purpose: 'join',
    },
  },
})

export const acceptInvitation = operation({
  id: 'acceptInvitation',
  method: 'POST',
  path: '/api/v1/invitations/accept',
  summary: 'Make the account, or set the password, that a link offers; sign in afterwards',
  tag: 'People',
  auth: 'public',
  body: z.object({
    token: InvitationToken,
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .meta({ description: 'Of a new account; a link for a new password leaves the name' }),
    email: EmailAddress,
    password: Password,
  }),
  out: z.object({ email: z.string() }),
  status: 201,
  errors: ['gone', 'conflict', 'invalid'],
  example: {
    body: {
      token: '4f'.repeat(32),
      name: 'Lin Okafor',
      email: 'lin@example.com',
      password: 'new harbour at low tide',
    },
    out: { email: 'lin@example.com' },
  },
})

export const createPasswordLink = operation({
  id: 'createPasswordLink',
  method: 'POST',
  path: '/api/v1/users/{id}/password-link',
  summary: 'Make a link with which a person chooses a new password; it works once and ends the links before it',
  tag: 'People',
  auth: 'user',
  params: UserParams,
  out: z.object({ url: z.url(), expiresAt: Timestamp }),
  status: 201,
  errors: ['not-found', 'conflict'],
  example: {
    params: { id: '7Gk1' },
    out: { url: 'https://plimsoll.example.com/welcome#4f…', expiresAt: '2026-11-22T08:00:00.000Z' },
  },
})

export const invitationOperations = [
  createPasswordLink,
  listInvitations,
  createInvitation,
  revokeInvitation,
  lookUpInvitation,
  acceptInvitation,
]
