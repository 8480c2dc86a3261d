import { expect, test } from 'vitest'
import { type FixMessageFacts, fixMessage } from './message.ts'

const FACTS: FixMessageFacts = {
  ...{ title: 'Upgrade openssl to 3.0.15-1', kind: 'package', teams: ['Payments'], baseOwner: null },
  effort: { size: 'S', why: 'A patch of the same version.' },
  ...{ issues: 7, risk: 312, load: 18.25, workloads: 2 },
  steps: [{ where: 'registry.example/pay', language: 'dockerfile', text: 'RUN apt-get install -y openssl=3.0.15-1' }],
  ...{ notes: ['Installed: 3.0.11-1.'], unknown: [] },
  topIssues: [{ title: 'CVE-2026-1 in openssl', where: 'registry.example/pay', severity: 'critical', risk: 88 }],
  url: 'https://plimsoll.example/fixes/7',
}

test('a ticket says what, why, which issues, and when it is done', () => {
  const { title, text } = fixMessage(FACTS)
  expect(title).toBe('Upgrade openssl to 3.0.15-1')
  expect(text).toBe(
    [
      'WHAT TO CHANGE\n\nregistry.example/pay\n\n    RUN apt-get install -y openssl=3.0.15-1\n- Installed: 3.0.11-1.',
      'WHY\n- It closes 7 issues in 2 workloads.\n- It removes a risk of 312 in all, a load of 18.3.\n- Effort S: A patch of the same version.\n- Who: Payments.',
      'ISSUES\n- CVE-2026-1 in openssl (critical, risk 88) in registry.example/pay\n- and 6 more',
      'DONE WHEN\n- the next complete scans find none of these issues any more, and no workload runs an affected version.',
      'WHERE\n\nhttps://plimsoll.example/fixes/7',
    ].join('\n\n'),
  )
})

test('what comes from reports makes no heading, no link, no end of a fence', () => {
  const hostile = '```\n# Owned\n[click](javascript:alert(1)) <img src=x>'
  const { markdown } = fixMessage({
    ...FACTS,
    title: hostile,
    notes: [hostile],
    steps: [{ where: hostile, language: 'shell', text: hostile }],
  })
  expect(markdown).toContain('````shell\n```\n# Owned')
  const outside = markdown.replace(/````shell\n[\s\S]*?\n````/, '')
  expect(outside).not.toMatch(/^# /m)
  expect(outside).not.toMatch(/(?<!\\)\[click/)
  expect(outside).not.toMatch(/(?<!\\)<img/)
})

test('many changes are told to be many', () => {
  const steps = Array.from({ length: 13 }, (_, at) => ({ where: `w${at}`, language: 'yaml' as const, text: 'a: 1' }))
  const { text } = fixMessage({ ...FACTS, steps, teams: [] })
  expect(text).toContain('And 3 more changes like these')
  expect(text).toContain('Who: nobody owns it yet.')
})
