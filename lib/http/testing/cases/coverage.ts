import type { ApiCase } from '../api-case.ts'

export const coverageCases: ApiCase[] = [
  { operation: 'listUnscannedImages', fails: 'invalid', send: { query: { cursor: 'nonsense' } } },
  { operation: 'listUnscannedImages', send: { query: { team: 'mine' } }, as: 'developer' },
  { operation: 'listCoverage', fails: 'invalid', send: { query: { cursor: 'nonsense' } } },
  { operation: 'listCoverage', fails: 'invalid', send: { query: { gap: 'night' } } },
  { operation: 'listCoverage', send: { query: { q: 'pay', team: 'none', cluster: 'shop-prod' } } },
  { operation: 'listSourceStreams', fails: 'invalid', send: { query: { cursor: 'nonsense' } } },
  { operation: 'listSourceStreams', send: { query: { q: 'falco' } }, as: 'developer' },
  { operation: 'updateSourceStream', fails: 'not-found', send: { params: { id: 77 } } },
  {
    operation: 'updateSourceStream',
    fails: 'conflict',
    send: { body: { version: 9, expectedMinutes: null, watched: false } },
  },
]
