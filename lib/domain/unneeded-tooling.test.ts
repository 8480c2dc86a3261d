import { describe, expect, it } from 'vitest'
import { unneededTooling } from './unneeded-tooling.ts'

const deb = (name: string, layer: number | null = 0) => ({ name, type: 'deb', layer })
const layers = (...made: (string | null)[]) => made.map((createdBy, position) => ({ position, createdBy }))
const tools = (found: readonly { tool: string }[]) => found.map(({ tool }) => tool)

describe('unneeded tooling', () => {
  it('is found by packages, each tool once, with the layer that brought it', () => {
    expect(unneededTooling([deb('libc6'), deb('curl', 1), deb('bash'), deb('apt')], [], true)).toEqual([
      { tool: 'apt', category: 'package-manager', evidence: { type: 'package', text: 'apt' }, layer: 0 },
      { tool: 'bash', category: 'shell', evidence: { type: 'package', text: 'bash' }, layer: 0 },
      { tool: 'curl', category: 'download', evidence: { type: 'package', text: 'curl' }, layer: 1 },
    ])
    expect(tools(unneededTooling([deb('g++-12'), deb('gcc-12'), deb('gcc-12-base')], [], true))).toEqual(['gcc'])
  })

  it('is not a library, nor what only has the name of a tool', () => {
    const library = ['libcurl4', 'gcc-12-base', 'libgcc-s1', 'bash-completion', 'git-lfs-doc'].map((name) => deb(name))
    const javascript = [{ name: 'curl', type: 'npm', layer: null }]
    expect(unneededTooling([...library, ...javascript], [], true)).toEqual([])
  })

  it('is told by the instructions too where not all packages are known', () => {
    const made = layers(
      'ADD file:debian in /',
      'RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends curl=7.88.1-10 netcat-openbsd && rm -rf /var',
      'RUN apk add --no-cache \\\n  strace',
      null,
    )
    const found = unneededTooling([deb('openssl')], made, false)
    expect(tools(found)).toEqual(['curl', 'netcat', 'strace'])
    expect(found[0]).toMatchObject({ layer: 1, evidence: { type: 'instruction', text: made[1]?.createdBy } })
  })

  it('is what the packages say where they are known, whatever was installed on the way', () => {
    expect(
      unneededTooling([deb('libc6')], layers('RUN apt-get install -y curl', 'RUN apt-get purge -y curl'), true),
    ).toEqual([])
  })

  it('takes no long time over a hostile instruction', () => {
    expect(unneededTooling([], layers('apt-get '.repeat(20_000), `apt install ${'a '.repeat(50_000)}`), false)).toEqual(
      [],
    )
  })
})
