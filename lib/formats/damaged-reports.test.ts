import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from './format-error.ts'
import { json, readBytes, sampleBytes } from './testing/read.ts'

const options = { cluster: 'prod-eu', repository: 'shop', image: 'shop/web:7' }
const SAMPLES = [
  ['kubescape-json', 'kubescape-cluster.json'],
  ['kubescape-json', 'kubescape-files-old.json'],
  ['kube-bench-json', 'kube-bench.json'],
  ['kube-bench-json', 'kube-bench-list.json'],
  ['kubesec-json', 'kubesec.json'],
  ['kube-hunter-json', 'kube-hunter.json'],
  ['grype-json', 'grype.json'],
  ['osv-json', 'osv-lockfiles.json'],
  ['osv-json', 'osv-image.json'],
  ['snyk-json', 'snyk-projects.json'],
  ['snyk-json', 'snyk-image.json'],
  ['clair-json', 'clair.json'],
  ['clair-json', 'clair-scanner.json'],
  ['openvex', 'openvex.json'],
  ['openvex', 'openvex-list.json'],
  ['csaf', 'csaf-vex.json'],
] as const

/** Reads, or says why not in the one way that the door understands. */
async function readOrRefuse(bytes: Uint8Array, format: string) {
  try {
    return await readBytes(bytes, { ...options, format }, 4096)
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError)
    return null
  }
}

/** The document with the value at one of its places put in place of what stood there. */
function replaced(value: unknown, place: { left: number }, by: unknown): unknown {
  if (place.left-- === 0) return by
  if (Array.isArray(value)) return value.map((one) => replaced(one, place, by))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, place, by)]))
}

describe.each(SAMPLES)('%s in %s', (format, file) => {
  const bytes = sampleBytes(file)

  it('is told without help', async () => {
    expect((await readBytes(bytes, options)).header?.format).toBe(format)
  })

  it('is refused when it is cut anywhere', async () => {
    const end = new TextDecoder().decode(bytes).trimEnd().length
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: end - 1 }), async (at) => {
        expect(await readOrRefuse(bytes.slice(0, at), format)).toBeNull()
      }),
    )
  })

  it('never does worse than refuse when any value is another, and every finding has a scope', async () => {
    const document = JSON.parse(new TextDecoder().decode(bytes))
    const others = fc.constantFrom(null, true, -1, 1e300, '', 'x', '__proto__', [], {}, [null], [[]], { name: null })
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 150 }), others, async (left, other) => {
        const told = await readOrRefuse(json(replaced(document, { left }, other)), format)
        for (const { scope } of told?.findings ?? []) expect(told?.scopes[scope]).toBeDefined()
      }),
    )
  })
})
