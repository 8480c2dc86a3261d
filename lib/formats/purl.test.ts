import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { purlIdentity, purlOfPackage, purlParts } from './purl.ts'

describe('purlIdentity', () => {
  it.each([
    ['pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12.4', 'pkg:deb/debian/libssl3'],
    ['pkg:deb/debian/libstdc%2B%2B6@12', 'pkg:deb/debian/libstdc%2B%2B6'],
    ['pkg:deb/debian/libstdc++6@12', 'pkg:deb/debian/libstdc%2B%2B6'],
    ['pkg:npm/%40angular/core@17.0.0', 'pkg:npm/%40angular/core'],
    ['pkg:npm/@angular/core@17.0.0', 'pkg:npm/%40angular/core'],
    ['pkg:npm/@angular/core', 'pkg:npm/%40angular/core'],
    ['pkg:golang/github.com/Acme/Net@v1.0.0#http2', 'pkg:golang/github.com/acme/net'],
    ['pkg:pypi/Ruamel.Yaml_clib@1', 'pkg:pypi/ruamel-yaml-clib'],
    ['PKG:maven/org.apache/log4j-core@2.16.0', 'pkg:maven/org.apache/log4j-core'],
    ['pkg:npm/%zz@1', 'pkg:npm/%25zz'],
    ['pkg:alpine/zlib@1.2.12-r3?distro=alpine-3.16.2', 'pkg:apk/alpine/zlib'],
    ['lodash', null],
    ['pkg:npm', null],
  ])('%s', (purl, identity) => {
    expect(purlIdentity(purl)).toBe(identity)
  })

  it('does not change with version and qualifiers, and is its own identity', () => {
    const part = fc.stringMatching(/^[A-Za-z0-9+_.-]{1,12}$/)
    const type = fc.constantFrom('deb', 'npm', 'pypi', 'golang', 'maven', 'rpm')
    fc.assert(
      fc.property(type, part, part, part, (kind, namespace, name, version) => {
        const plain = purlIdentity(`pkg:${kind}/${namespace}/${name}`)
        expect(purlIdentity(`pkg:${kind}/${namespace}/${name}@${version}?arch=amd64`)).toBe(plain)
        expect(purlIdentity(plain ?? '')).toBe(plain)
      }),
    )
  })
})

describe('purlParts', () => {
  it.each([
    ['pkg:npm/@tidewater/shop@1.0', 'npm', '@tidewater/shop', '1.0', {}],
    ['pkg:npm/%40tidewater/shop', 'npm', '@tidewater/shop', '', {}],
    [
      'pkg:golang/tidewater.example/shop@v1.0.0+incompatible#web',
      'golang',
      'tidewater.example/shop',
      'v1.0.0+incompatible',
      {},
    ],
    [
      'PKG:OCI/web@sha256%3Aab?repository_url=r.io%2Fweb&Tag=7',
      'oci',
      'web',
      'sha256:ab',
      { repository_url: 'r.io/web', tag: '7' },
    ],
    ['pkg:rpm/redhat/brine@1%002?epoch=1', 'rpm', 'redhat/brine', '1\uFFFD2', { epoch: '1' }],
  ])('%s', (purl, type, path, version, qualifiers) => {
    const parts = purlParts(purl)
    expect(parts).toMatchObject({ type, path, version })
    expect(Object.fromEntries(parts?.qualifiers ?? [])).toMatchObject(qualifiers)
  })

  it.each(['shop', 'pkg:npm', 'pkg:npm/'])('%s is none', (purl) => {
    expect(purlParts(purl)).toBeNull()
  })
})

describe('purlOfPackage', () => {
  it.each([
    ['debian', 'libssl3', 'pkg:deb/debian/libssl3'],
    ['npm', '@angular/core', 'pkg:npm/%40angular/core'],
    ['jar', 'org.apache:log4j-core', 'pkg:maven/org.apache/log4j-core'],
    ['gobinary', 'github.com/Acme/net', 'pkg:golang/github.com/acme/net'],
    ['pip', 'Zope_Interface', 'pkg:pypi/zope-interface'],
    ['python', 'Zope_Interface', 'pkg:pypi/zope-interface'],
    ['brand-new', 'thing', 'pkg:generic/brand-new/thing'],
  ])('%s %s', (type, name, purl) => {
    expect(purlOfPackage(type, name)).toBe(purl)
    expect(purlIdentity(`${purl}@1.0`)).toBe(purl)
  })
})
