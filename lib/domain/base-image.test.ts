import { expect, test } from 'vitest'
import { namedBase } from './base-image.ts'

const DIGEST = `sha256:${'5a'.repeat(32)}`
const LABELS = {
  'org.opencontainers.image.base.name': 'docker.io/library/node:24-slim',
  'org.opencontainers.image.base.digest': DIGEST,
}

test('what is stated wins over the labels', () => {
  expect(namedBase('debian:12-slim', LABELS)).toEqual({
    ...{ reference: 'docker.io/library/debian:12-slim', digest: null, foundBy: 'stated' },
  })
  expect(namedBase(`registry.example/base@${DIGEST}`, {})).toEqual({
    ...{ reference: 'registry.example/base', digest: DIGEST, foundBy: 'stated' },
  })
})

test('the labels name the base and its digest', () => {
  expect(namedBase(undefined, LABELS)).toEqual({
    ...{ reference: 'docker.io/library/node:24-slim', digest: DIGEST, foundBy: 'label' },
  })
  expect(namedBase(undefined, { ...LABELS, 'org.opencontainers.image.base.digest': 'none' })?.digest).toBeNull()
})

test('a digest without a name, an empty name and no label name nothing', () => {
  expect(namedBase(undefined, { 'org.opencontainers.image.base.digest': DIGEST })).toBeNull()
  expect(namedBase(undefined, { 'org.opencontainers.image.base.name': ' ' })).toBeNull()
  expect(namedBase(undefined, {})).toBeNull()
})

test('scratch is no image', () => {
  expect(namedBase('scratch', LABELS)).toEqual({ reference: 'scratch', digest: null, foundBy: 'stated' })
})
