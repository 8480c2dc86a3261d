import sql from 'sql-template-tag'
import { database } from '../../../store/database.ts'
import type { ApiCase } from '../api-case.ts'

const db = () => database()
const uuid = 'ffffffff-ffff-4fff-8fff-ffffffffffff'
const expired = () => db().query(sql`UPDATE invitation SET expires_at = now() - interval '1 second'`)

export const peopleCases: ApiCase[] = [
  {
    operation: 'changePassword',
    fails: 'invalid',
    send: { body: { currentPassword: 'not the old one', newPassword: 'new harbour at low tide' } },
  },
  {
    operation: 'changePassword',
    fails: 'invalid',
    send: { body: { currentPassword: 'old heather on the hill', newPassword: 'admin@example.com' } },
  },
  {
    operation: 'changePassword',
    fails: 'locked',
    prepare: () =>
      db().query(
        sql`INSERT INTO sign_in_failure VALUES ('admin@example.com', 11, now(), now() + interval '5 minutes')`,
      ),
  },
  { operation: 'endOwnSession', fails: 'not-found', send: { params: { id: 'second-auditor' } } },
  { operation: 'listUsers', send: { query: { limit: 2 } } },
  { operation: 'listUsers', fails: 'invalid', send: { query: { limit: 0 } } },
  { operation: 'listUsers', fails: 'invalid', send: { query: { cursor: 'nonsense' } } },
  { operation: 'updateUser', fails: 'invalid', send: { body: { teamIds: [77] } } },
  { operation: 'updateUser', fails: 'not-found', send: { params: { id: 'nobody' } } },
  { operation: 'updateUser', fails: 'conflict', send: { params: { id: 'user-admin' }, body: { role: 'auditor' } } },
  { operation: 'updateUser', fails: 'conflict', send: { params: { id: 'user-admin' }, body: { disabled: true } } },
  { operation: 'updateUser', send: { body: { teamIds: [], disabled: true } } },
  { operation: 'endUserSessions', fails: 'not-found', send: { params: { id: 'nobody' } } },
  { operation: 'createInvitation', fails: 'conflict', send: { body: { email: 'ada@example.com', role: 'manager' } } },
  {
    operation: 'createInvitation',
    fails: 'invalid',
    send: { body: { email: 'new@example.com', role: 'manager', teamIds: [77] } },
  },
  { operation: 'createPasswordLink', fails: 'not-found', send: { params: { id: 'nobody' } } },
  {
    operation: 'createPasswordLink',
    fails: 'conflict',
    prepare: () => db().query(sql`DELETE FROM account WHERE user_id = '7Gk1'`),
  },
  { operation: 'revokeInvitation', fails: 'not-found', send: { params: { id: uuid } } },
  { operation: 'lookUpInvitation', fails: 'gone', prepare: expired },
  { operation: 'acceptInvitation', fails: 'gone', prepare: expired },
  {
    operation: 'acceptInvitation',
    fails: 'invalid',
    send: {
      body: { token: '4f'.repeat(32), name: 'Eve', email: 'eve@example.com', password: 'new harbour at low tide' },
    },
  },
  {
    operation: 'acceptInvitation',
    fails: 'conflict',
    prepare: () => db().query(sql`UPDATE "user" SET email = 'lin@example.com' WHERE id = '7Gk1'`),
  },
]
