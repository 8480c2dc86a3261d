import sql from 'sql-template-tag'
import { routeBodyExample } from '../../../contract/routes.ts'
import { OTHER_FIXES } from '../../../service/testing/fix-examples.ts'
import { DEAD_LETTERS, OTHER_ROUTE } from '../../../service/testing/route-examples.ts'
import { database } from '../../../store/database.ts'
import type { ApiCase } from '../api-case.ts'

const nowhere = { params: { id: 77 } }
const { signingSecret: _, ...withoutSecret } = routeBodyExample.settings
const change = (more: object) => ({ body: { ...routeBodyExample, version: 1, ...more } })
const draft = { provider: 'webhook', settings: routeBodyExample.settings, sample: 'digest' }

export const routeCases: ApiCase[] = [
  { operation: 'getRoute', fails: 'not-found', send: nowhere },
  { operation: 'createRoute', fails: 'invalid', send: { body: { ...routeBodyExample, teamId: 77 } } },
  { operation: 'createRoute', fails: 'invalid', send: { body: { ...routeBodyExample, provider: 'pigeon' } } },
  { operation: 'createRoute', fails: 'invalid', send: { body: { ...routeBodyExample, settings: withoutSecret } } },
  {
    operation: 'createRoute',
    fails: 'forbidden',
    as: 'developer',
    send: { body: { ...routeBodyExample, teamId: null } },
  },
  { operation: 'createRoute', fails: 'forbidden', as: 'developer', send: { body: { ...routeBodyExample, teamId: 4 } } },
  { operation: 'createRoute', send: { body: { ...routeBodyExample, teamId: null } } },
  { operation: 'updateRoute', fails: 'not-found', send: { ...nowhere, ...change({}) } },
  { operation: 'updateRoute', fails: 'conflict', send: change({ version: 9 }) },
  { operation: 'updateRoute', send: change({ settings: withoutSecret, enabled: false }) },
  {
    operation: 'updateRoute',
    fails: 'invalid',
    send: change({ settings: { url: 'https://elsewhere.example.com/steal' } }),
  },
  { operation: 'updateRoute', fails: 'forbidden', as: 'developer', send: change({ teamId: 4 }) },
  { operation: 'deleteRoute', fails: 'not-found', send: nowhere },
  { operation: 'resumeRoute', fails: 'not-found', send: nowhere },
  { operation: 'previewRoute', send: { body: draft } },
  { operation: 'previewRoute', fails: 'invalid', send: { body: { ...draft, settings: {} } } },
  { operation: 'previewRoute', send: { body: { ...draft, settings: withoutSecret, routeId: 5 } } },
  {
    operation: 'testRoute',
    fails: 'invalid',
    send: { body: { ...draft, routeId: 5, settings: { url: 'https://elsewhere.example.com/steal' } } },
  },
  { operation: 'listDeliveries', fails: 'not-found', send: nowhere },
  { operation: 'replayDeadLetters', send: { body: { routeId: 5 } } },
  { operation: 'replayDeadLetters', fails: 'not-found', send: { body: { ids: [DEAD_LETTERS.own, 77] } } },
  {
    operation: 'replayDeadLetters',
    fails: 'not-found',
    as: 'developer',
    send: { body: { ids: [DEAD_LETTERS.other] } },
  },
  { operation: 'replayDeadLetters', fails: 'not-found', as: 'developer', send: { body: { routeId: OTHER_ROUTE } } },
  { operation: 'sendFix', fails: 'not-found', send: { params: { id: 999_999 } } },
  { operation: 'sendFix', fails: 'not-found', send: { body: { routeId: 77 } } },
  { operation: 'sendFix', fails: 'not-found', as: 'developer', send: { body: { routeId: OTHER_ROUTE } } },
  {
    operation: 'sendFix',
    fails: 'conflict',
    prepare: () => database().query(sql`UPDATE route SET enabled = false`),
  },
  { operation: 'sendFix', fails: 'conflict', send: { params: { id: OTHER_FIXES.over } } },
  { operation: 'allowHost', fails: 'conflict', send: { body: { host: 'Jira.internal.example.', reason: 'Again' } } },
  { operation: 'allowHost', fails: 'invalid', send: { body: { host: 'https://jira.example/x', reason: 'A URL' } } },
  { operation: 'disallowHost', fails: 'not-found', send: nowhere },
]
