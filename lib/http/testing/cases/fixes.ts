import { OTHER_FIXES } from '../../../service/testing/fix-examples.ts'
import type { ApiCase } from '../api-case.ts'

const UNKNOWN_ID = 999_999
const cursorOf = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url')
const link = (url: string) => ({ body: { type: 'link', url } })

/** Exercises of fixes. */
export const fixCases: readonly ApiCase[] = [
  { operation: 'listFixes', send: { query: { kind: 'package', effort: 'M', status: 'started', team: 'mine' } } },
  { operation: 'listFixes', send: { query: { status: 'done', cursor: cursorOf(12, 3) } } },
  { operation: 'listFixes', as: 'developer', send: { query: { team: 'storefront' } } },
  { operation: 'listFixes', fails: 'invalid', send: { query: { kind: 'luck' } } },
  { operation: 'listFixes', fails: 'invalid', send: { query: { cursor: cursorOf('a', 3) } } },
  { operation: 'exportFixes', send: { query: { status: 'going-on', kind: 'package' } } },
  { operation: 'exportFixes', fails: 'invalid', send: { query: { format: 'pdf' } } },
  { operation: 'getFix', send: { params: { id: OTHER_FIXES.over } } },
  { operation: 'getFix', fails: 'invalid', send: { params: { id: 'x' } } },
  { operation: 'getFix', fails: 'not-found', send: { params: { id: UNKNOWN_ID } } },
  { operation: 'getFix', fails: 'not-found', as: 'developer', send: { params: { id: OTHER_FIXES.other } } },
  { operation: 'listFixIssues', send: { query: { cursor: cursorOf(78, 5000) } } },
  { operation: 'listFixIssues', fails: 'invalid', send: { query: { cursor: cursorOf(78_000, 1) } } },
  { operation: 'listFixIssues', fails: 'not-found', send: { params: { id: UNKNOWN_ID } } },
  { operation: 'listFixIssues', fails: 'not-found', as: 'developer', send: { params: { id: OTHER_FIXES.other } } },
  { operation: 'actOnFix', send: { body: { type: 'stop' } } },
  { operation: 'actOnFix', send: link('https://tickets.example.com/PAY-2') },
  { operation: 'actOnFix', send: { body: { type: 'unlink', url: 'https://tickets.example.com/PAY-1' } } },
  { operation: 'actOnFix', fails: 'invalid', send: link('javascript:alert(1)') },
  {
    operation: 'actOnFix',
    fails: 'not-found',
    send: { body: { type: 'unlink', url: 'https://tickets.example.com/X' } },
  },
  { operation: 'actOnFix', fails: 'not-found', as: 'developer', send: { params: { id: OTHER_FIXES.other } } },
  { operation: 'actOnFix', fails: 'conflict', send: { params: { id: OTHER_FIXES.over } } },
]
