import { describe, expect, it } from 'vitest'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const WEB = 'registry.tidewater.example/shop/web'
const hash = (pair: string) => pair.repeat(32)
const WEB_DIGEST = `sha256:${hash('ab')}`
const COMMIT = 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2'
const RELEASE = 'https://github.com/tidewater/shop/.github/workflows/release.yml@refs/tags/v7.2'
const GITHUB = 'https://token.actions.githubusercontent.com'

const nothing = {
  type: 'attestation',
  repository: '',
  predicateType: '',
  verified: false,
  signer: '',
  issuer: '',
  builder: '',
  sourceRepository: '',
  commit: '',
  buildUrl: '',
  builtAt: null,
}
const read = (name: string) => readBytes(sampleBytes(name))
const statement = (more: object) => ({
  _type: 'https://in-toto.io/Statement/v1',
  predicateType: 'https://slsa.dev/provenance/v1',
  subject: [{ name: '', digest: { sha256: hash('ab') } }],
  ...more,
})
const envelope = (payload: string) => ({ payloadType: 'application/vnd.in-toto+json', payload, signatures: [] })
const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('what cosign verify prints', () => {
  it('says who signed, in which repository, from which commit; a key has no name', async () => {
    const { header, scopes, findings, facts, unread } = await read('provenance-cosign.json')
    expect(header).toEqual({ format: 'provenance', source: 'provenance', toolVersion: null, scannedAt: null })
    expect([scopes, findings]).toEqual([[], []])
    const signed = { ...nothing, digest: WEB_DIGEST, repository: WEB, verified: true }
    const source = { sourceRepository: 'https://github.com/tidewater/shop', commit: COMMIT }
    expect(facts).toEqual([{ ...signed, signer: RELEASE, issuer: GITHUB, ...source }, signed])
    expect(unread).toEqual([{ type: 'unread', path: '[2]', reason: 'It does not say which image was signed' }])
  })

  it('is read in the spelling of version 1, one a line too', async () => {
    const one = {
      Critical: { Identity: { 'docker-reference': '' }, Image: { 'Docker-manifest-digest': WEB_DIGEST }, Type: 'x' },
      Optional: { Subject: 'mate@tidewater.example' },
    }
    const lines = new TextEncoder().encode(`${JSON.stringify(one)}\n${JSON.stringify(one)}\n`)
    const { facts } = await readBytes(lines)
    const signed = { ...nothing, digest: WEB_DIGEST, verified: true, signer: 'mate@tidewater.example' }
    expect(facts).toEqual([signed, signed])
  })
})

describe('envelopes, one a line', () => {
  it('attest each subject with a digest, by the certificate or the key of the signature', async () => {
    const { facts, unread } = await read('provenance-envelopes.jsonl')
    const built = {
      ...nothing,
      predicateType: 'https://slsa.dev/provenance/v0.2',
      signer: 'mate@tidewater.example',
      issuer: 'https://accounts.tidewater.example',
      builder: 'https://ci.tidewater.example/builders/shop@v2',
      // The name and password of the address are gone, and which branch it was.
      sourceRepository: 'https://git.tidewater.example/shop/web',
      commit: '0123456789abcdef0123456789abcdef01234567',
      buildUrl: 'https://ci.tidewater.example/runs/88',
      builtAt: '2026-11-02T08:05:30.000Z',
    }
    const listed = { predicateType: 'https://spdx.dev/Document', signer: 'SHA256:harbour-key' }
    expect(facts).toEqual([
      { ...built, digest: WEB_DIGEST, repository: WEB },
      { ...built, digest: `sha256:${hash('5d')}` },
      { ...nothing, ...listed, digest: WEB_DIGEST, repository: WEB },
    ])
    expect(unread.map(({ path }) => path)).toEqual(['[0].subject[2]', '[2]'])
  })

  it.each([
    ['that is no base64', '%%%'],
    ['that is no JSON', base64('{"_type":')],
    ['that is no object', base64('[1]')],
  ])('are refused with a payload %s', async (_, payload) => {
    const fault = { code: 'invalid', message: expect.stringContaining('payload of the attestation') }
    await expect(readBytes(json(envelope(payload)))).rejects.toMatchObject(fault)
    await expect(
      readBytes(json([envelope(base64(JSON.stringify(statement({})))), envelope(payload)])),
    ).rejects.toMatchObject(fault)
  })

  it('can be as long as a text may be', async () => {
    const payload = base64(JSON.stringify(statement({ predicate: { packages: 'x'.repeat(3_000_000) } })))
    const { facts } = await readBytes(json(envelope(payload)), {}, 65_536)
    expect(facts).toMatchObject([{ digest: WEB_DIGEST }])
  })
})

describe('a Sigstore bundle', () => {
  it('says by its certificate who signed, and is not said to be verified', async () => {
    const { facts } = await read('provenance-bundle.json')
    expect(facts).toEqual([
      {
        ...nothing,
        digest: `sha256:${hash('5d')}`,
        repository: WEB,
        predicateType: 'https://slsa.dev/provenance/v1',
        signer: RELEASE,
        issuer: GITHUB,
        builder: 'https://github.com/actions/runner/github-hosted',
        sourceRepository: 'https://github.com/tidewater/shop',
        commit: COMMIT,
        buildUrl: 'https://github.com/tidewater/shop/actions/runs/4711/attempts/1',
        builtAt: '2026-11-03T10:00:00.000Z',
      },
    ])
  })

  it('is verified where GitHub’s tool says so', async () => {
    const bundle = JSON.parse(Buffer.from(sampleBytes('provenance-bundle.json')).toString('utf8'))
    const { facts } = await readBytes(json([{ attestation: { bundle }, verificationResult: { signature: {} } }]))
    expect(facts).toMatchObject([{ verified: true, signer: RELEASE }])
  })

  it('reads no endless list of signatures', async () => {
    const told = {
      ...envelope(base64(JSON.stringify(statement({})))),
      signatures: Array(12).fill({ keyid: 'release' }),
    }
    const { facts, unread } = await readBytes(json(told))
    expect(facts.length).toBe(10)
    expect(unread).toMatchObject([{ reason: 'It has 12 signatures, of which the first 10 are read' }])
  })

  it('can be of a digest alone, and without a certificate that can be read', async () => {
    const signed = (algorithm: string) => ({
      mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.2',
      verificationMaterial: { publicKey: { hint: 'harbour-key' } },
      messageSignature: { messageDigest: { algorithm, digest: Buffer.from(hash('ab'), 'hex').toString('base64') } },
    })
    const { facts, unread } = await readBytes(json([signed('SHA2_256'), signed('SHA2_512')]))
    expect(facts).toEqual([{ ...nothing, digest: WEB_DIGEST, signer: 'harbour-key' }])
    expect(unread.map(({ path }) => path)).toEqual(['[1]'])
    const told = { ...envelope(base64(JSON.stringify(statement({})))), signatures: [{ cert: 'bm90IGEgY2VydA==' }] }
    const unreadable = await readBytes(json(told))
    expect(unreadable.facts).toMatchObject([{ signer: '', digest: WEB_DIGEST }])
    expect(unreadable.unread).toMatchObject([{ reason: 'The certificate of its signature cannot be read' }])
  })
})

describe('statements', () => {
  it('of BuildKit tell the source that they keep beside the materials', async () => {
    const { facts } = await read('provenance-statement.json')
    expect(facts).toEqual([
      {
        ...nothing,
        digest: `sha256:${hash('77')}`,
        repository: 'registry.tidewater.example/shop/api',
        predicateType: 'https://slsa.dev/provenance/v0.2',
        sourceRepository: 'https://git.tidewater.example/shop/api',
        commit: '89abcdef0123456789abcdef0123456789abcdef',
        builtAt: '2026-11-04T09:01:00.000Z',
      },
    ])
  })

  it('of Google Cloud Build are read from the envelope, else from beside it', async () => {
    const { facts, unread } = await read('provenance-cloud-build.json')
    const built = {
      ...nothing,
      digest: `sha256:${hash('5d')}`,
      repository: 'docker.tidewater.example/yard/mail',
      predicateType: 'https://slsa.dev/provenance/v0.1',
      builder: 'https://cloudbuild.googleapis.com/GoogleHostedWorker@v0.3',
      sourceRepository: 'https://git.tidewater.example/shop/mail',
      commit: 'fedcba9876543210fedcba9876543210fedcba98',
    }
    const signed = { signer: 'projects/yard/keys/built-by-us', builtAt: '2026-10-01T12:00:10.500Z' }
    expect(facts).toEqual([{ ...built, ...signed }, built])
    expect(unread.map(({ path }) => path)).toEqual(['[0].provenance_summary.provenance[2]'])
  })

  it.each([
    ['pkg:docker/shop/web@7', 'docker.io/shop/web'],
    ['pkg:oci/web@sha256:00?repository_url=registry.tidewater.example/shop/web', WEB],
    ['pkg:oci/web', ''],
    ['https://registry.tidewater.example/shop/web:7', WEB],
    ['localhost:5000/web', 'localhost:5000/web'],
    ['web.tar.gz', ''],
    ['dist/web', ''],
    ['../dist/web', ''],
    ['', ''],
  ])('named %s are of the image "%s"', async (name, repository) => {
    const subject = [{ name, digest: { sha512: hash('ab').repeat(2) } }]
    const { facts } = await readBytes(json(statement({ subject })))
    expect(facts).toEqual([
      {
        ...nothing,
        digest: `sha512:${hash('ab').repeat(2)}`,
        repository,
        predicateType: 'https://slsa.dev/provenance/v1',
      },
    ])
  })

  it('with a builder’s own parameters tell the source from those, before the materials', async () => {
    const predicate = (externalParameters: object) => ({
      buildDefinition: {
        externalParameters,
        resolvedDependencies: [
          { uri: 'git+https://git.tidewater.example/lib', digest: { gitCommit: hash('c0').slice(24) } },
        ],
      },
    })
    const source = {
      uri: 'git+https://git.tidewater.example/shop@refs/heads/x',
      digest: { sha1: COMMIT.toUpperCase() },
    }
    const told = await readBytes(json(statement({ predicate: predicate({ source }) })))
    expect(told.facts).toMatchObject([{ sourceRepository: 'https://git.tidewater.example/shop', commit: COMMIT }])
    const other = await readBytes(
      json(statement({ predicate: predicate({ workflow: { repository: 'https://x.example/y' } }) })),
    )
    expect(other.facts).toMatchObject([{ sourceRepository: 'https://git.tidewater.example/lib' }])
  })
})
