import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { DEPLOY_CHECKS } from '../lib/domain/deploy-checks.ts'
import { DEPLOY_ACTIONS } from '../lib/domain/policy.ts'
import { SEVERITIES } from '../lib/domain/severity.ts'

const documentsOf = (folder: string) =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ file, document: parse(readFileSync(new URL(folder + file, import.meta.url), 'utf8')) }))

const policies = documentsOf('./')
const checks = documentsOf('../checks/')

test('every document is named after its file, says what it is and how bad', () => {
  expect(policies.map(({ file }) => file)).toEqual(['no-critical-fixable.yaml', 'no-privileged-containers.yaml'])
  for (const [kind, documents] of [
    ['Policy', policies],
    ['Check', checks],
  ] as const) {
    for (const { file, document } of documents) {
      expect(document).toMatchObject({
        apiVersion: 'plimsoll.dev/v1',
        kind,
        metadata: { name: file.replace('.yaml', '') },
      })
      expect(SEVERITIES).toContain(document.spec.severity)
      for (const field of ['description', 'remediation']) expect(document.spec[field]).toMatch(/\.$/)
    }
  }
})

test('every rule denies by a check that exists as a document and that the gate can ask', () => {
  const known = checks.map(({ document }) => document.metadata.name)
  for (const { document } of policies) {
    expect(document.spec.rules.length).toBeGreaterThan(0)
    for (const { stage, check, action } of document.spec.rules) {
      expect([stage, known.includes(check), DEPLOY_CHECKS.has(check)]).toEqual(['deploy', true, true])
      expect(DEPLOY_ACTIONS).toContain(action)
    }
  }
})

test('no alias is claimed by two checks', () => {
  const claims = checks.flatMap(({ document }) =>
    Object.entries(document.spec.aliases as Record<string, string[]>).flatMap(([tool, rules]) =>
      rules.map((rule) => `${tool}:${rule.toUpperCase()}`),
    ),
  )
  expect(claims.toSorted()).toEqual([...new Set(claims)].toSorted())
  expect(claims).toEqual(expect.arrayContaining(['trivy:KSV-0017', 'checkov:CKV_K8S_16']))
})
