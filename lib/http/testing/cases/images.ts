import { imageExample } from '../../../contract/images.ts'
import { EXAMPLE_VERSION, OTHER_IMAGE } from '../../../service/testing/image-examples.ts'
import type { ApiCase } from '../api-case.ts'

const UNKNOWN_ID = 999_999
const cursorOf = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url')
const packages = (query: Record<string, string | number>, id: number | string = imageExample.id) => ({
  operation: 'listImagePackages',
  send: { params: { id }, query },
})

/** Exercises of images, their packages, and who ships a component. */
export const imageCases: readonly ApiCase[] = [
  { operation: 'listImages', send: { query: { sort: 'newest', running: 'true', neverScanned: 'true', team: 'mine' } } },
  {
    operation: 'listImages',
    send: { query: { cursor: cursorOf('newest', '2026-11-21T03:00:00.000000Z', 1), sort: 'newest' } },
  },
  { operation: 'listImages', fails: 'invalid', send: { query: { sort: 'risk' } } },
  // A cursor of one sort is none of another, and a moment must be one.
  { operation: 'listImages', fails: 'invalid', send: { query: { cursor: cursorOf('newest', 'a', 1) } } },
  {
    operation: 'listImages',
    fails: 'invalid',
    send: { query: { cursor: cursorOf('newest', 'a', 1), sort: 'newest' } },
  },
  {
    operation: 'listImages',
    fails: 'invalid',
    send: { query: { cursor: cursorOf('newest', '2026-19-39T03:00:00.000000Z', 1), sort: 'newest' } },
  },
  { operation: 'getImage', send: { query: { version: EXAMPLE_VERSION } } },
  { operation: 'getImage', fails: 'invalid', send: { params: { id: 'x' } } },
  { operation: 'getImage', fails: 'not-found', send: { params: { id: UNKNOWN_ID } } },
  { operation: 'getImage', fails: 'not-found', send: { query: { version: 41 } } },
  { operation: 'getImage', fails: 'not-found', as: 'developer', send: { params: { id: OTHER_IMAGE } } },
  packages({ version: EXAMPLE_VERSION, q: 'log4j%_\\' }),
  { ...packages({ version: EXAMPLE_VERSION, cursor: 'bm90IGEgY3Vyc29y' }), fails: 'invalid' },
  { ...packages({}), fails: 'invalid' },
  { ...packages({ version: 41 }), fails: 'not-found' },
  { ...packages({ version: 41 }, OTHER_IMAGE), fails: 'not-found', as: 'developer' },
  ...['log4j*', 'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1', 'log4j-core >= 2 < 3', 'é%'].flatMap(
    (q): ApiCase[] => [
      { operation: 'searchComponents', send: { query: { q, running: 'true' } } },
      { operation: 'exportComponents', send: { query: { q } } },
    ],
  ),
  { operation: 'searchComponents', fails: 'invalid', send: { query: { q: 'log4j-core', range: '< <' } } },
  { operation: 'searchComponents', fails: 'invalid', send: { query: { q: ' ' } } },
  { operation: 'searchComponents', fails: 'invalid', send: { query: { q: 'log4j-core', cursor: cursorOf(1, 2) } } },
  { operation: 'exportComponents', fails: 'invalid', send: { query: { q: '*' } } },
]
