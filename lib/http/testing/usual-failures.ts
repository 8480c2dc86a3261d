import type { Operation } from '../../contract/operation.ts'
import type { ApiCase } from './api-case.ts'
import { usualCaller } from './callers.ts'

/** The failures that lib/http/route.ts answers for any operation of this shape; every operation is tried with each. */
export function usualFailures(operation: Operation): ApiCase[] {
  const as = usualCaller(operation)
  const base = { operation: operation.id, as }
  const cases: ApiCase[] = []
  if (operation.auth !== 'public') {
    cases.push({ ...base, fails: 'unauthenticated', as: 'nobody' })
    cases.push({
      ...base,
      fails: 'unauthenticated',
      as: 'nobody',
      send: { headers: { authorization: 'Bearer plim_wrong' } },
    })
  }
  if (operation.auth === 'user') cases.push({ ...base, fails: 'forbidden', as: 'reports' })
  if (operation.auth === 'token') cases.push({ ...base, fails: 'forbidden', as: 'admin' })
  if (operation.method !== 'GET' && operation.auth !== 'token') {
    cases.push({ ...base, fails: 'forbidden', send: { headers: { 'sec-fetch-site': 'cross-site' } } })
    const origin = { 'sec-fetch-site': '', origin: 'https://elsewhere.example' }
    cases.push({ ...base, fails: 'forbidden', send: { headers: origin } })
  }
  if (operation.body) {
    cases.push({ ...base, fails: 'malformed', send: { raw: '{"a":' } })
    cases.push({ ...base, fails: 'invalid', send: { raw: '[]' } })
    cases.push({ ...base, fails: 'too-large', send: { raw: JSON.stringify({ a: 'x'.repeat(1_048_576) }) } })
    const headers = { 'content-type': 'text/plain' }
    cases.push({ ...base, fails: 'unsupported-media-type', send: { raw: '{}', headers } })
  }
  return cases
}
