import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseImageReference } from './image-reference.ts'

const DIGEST = `sha256:${'ab'.repeat(32)}`

describe('parseImageReference', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx', null, null],
    ['nginx:1.27', 'docker.io/library/nginx', '1.27', null],
    ['docker.io/nginx', 'docker.io/library/nginx', null, null],
    ['index.docker.io/bitnami/redis:7', 'docker.io/bitnami/redis', '7', null],
    ['bitnami/redis', 'docker.io/bitnami/redis', null, null],
    ['localhost/app', 'localhost/app', null, null],
    ['localhost:5000/team/app:v1', 'localhost:5000/team/app', 'v1', null],
    ['GHCR.io/acme/pay-api:4.1.0', 'ghcr.io/acme/pay-api', '4.1.0', null],
    [`registry.example/pay@${DIGEST}`, 'registry.example/pay', null, DIGEST],
    [`registry.example:443/pay:4@${DIGEST}`, 'registry.example:443/pay', '4', DIGEST],
    [`docker-pullable://nginx@${DIGEST}`, 'docker.io/library/nginx', null, DIGEST],
    ['nginx@latest', 'docker.io/library/nginx', null, null],
    ['  ', '', null, null],
  ])('reads %s', (ref, repository, tag, digest) => {
    expect(parseImageReference(ref)).toEqual({ repository, tag, digest })
  })

  const segment = fc.stringMatching(/^[a-z0-9]{1,8}$/)
  const host = fc.constantFrom('docker.io', 'ghcr.io', 'registry.example:5000', 'localhost')
  it('gives the same repository under any tag and digest, and is stable when read again', () => {
    fc.assert(
      fc.property(
        fc.option(host),
        fc.array(segment, { minLength: 1, maxLength: 3 }),
        fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,9}$/),
        (registry, path, tag) => {
          const name = [...(registry ? [registry] : []), ...path].join('/')
          const plain = parseImageReference(name)
          expect(parseImageReference(`${name}:${tag}`)).toEqual({ ...plain, tag })
          expect(parseImageReference(`${name}:${tag}@${DIGEST}`)).toEqual({ ...plain, tag, digest: DIGEST })
          expect(parseImageReference(plain.repository)).toEqual(plain)
        },
      ),
    )
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof parseImageReference(text).repository === 'string'))
  })
})
