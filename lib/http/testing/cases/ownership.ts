import type { ApiCase } from '../api-case.ts'

const rule = (kind: string, pattern: string, team = 'payments') => ({ kind, pattern, team })
const draft = (...rules: unknown[]) => ({ body: { version: 1, rules, aliases: [] } })
const upload = { repository: 'shop/pay-api', path: 'CODEOWNERS', format: 'codeowners' }

export const ownershipCases: ApiCase[] = [
  { operation: 'saveOwnership', fails: 'conflict', send: { body: { version: 99, rules: [], aliases: [] } } },
  { operation: 'saveOwnership', fails: 'invalid', send: draft(rule('namespace', 'pay', 'no-such-team')) },
  { operation: 'saveOwnership', fails: 'invalid', send: draft(rule('component', 'lodash')) },
  { operation: 'previewOwnership', fails: 'invalid', send: draft(rule('base-image', 'debian:12')) },
  {
    operation: 'previewOwnership',
    fails: 'invalid',
    send: {
      body: {
        rules: [],
        aliases: [
          { handle: '@a', team: 'payments' },
          { handle: '@A ', team: 'payments' },
        ],
      },
    },
  },
  { operation: 'saveSignInGroups', fails: 'conflict', send: { body: { version: 99, groups: [] } } },
  {
    operation: 'saveSignInGroups',
    fails: 'invalid',
    send: { body: { version: 1, groups: [{ name: 'a', team: 'x' }] } },
  },
  { operation: 'getOwnerFile', fails: 'not-found', send: { params: { id: 77 } } },
  { operation: 'deleteOwnerFile', fails: 'not-found', send: { params: { id: 77 } } },
  { operation: 'previewOwnerFile', fails: 'invalid', send: { body: { ...upload, format: 'makefile', content: '' } } },
  { operation: 'putOwnerFile', fails: 'invalid', send: { body: { ...upload, content: '# nobody\n' } } },
]
