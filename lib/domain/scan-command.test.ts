import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scanCommand, scanTarget, shellWord } from './scan-command.ts'

test('the very version is scanned where its digest is known, else what the manifest names', () => {
  const digest = `sha256:${'a'.repeat(64)}`
  expect(scanTarget('shop/pay:1.2', 'docker.io/shop/pay', digest)).toBe(`docker.io/shop/pay@${digest}`)
  expect(scanTarget('shop/pay:1.2', 'docker.io/shop/pay', 'tag:1.2')).toBe('shop/pay:1.2')
  expect(scanTarget('shop/pay:1.2', null, null)).toBe('shop/pay:1.2')
})

test('a name is written as it is where that is safe', () => {
  expect(scanCommand('registry.example.com/shop/pay-api:1.2')).toBe(
    'trivy image --format json -- registry.example.com/shop/pay-api:1.2 | npx plimsoll ingest - --source trivy --wait',
  )
})

test('no name gets anything else to run', () => {
  expect(shellWord('a; rm -rf ~')).toBe("'a; rm -rf ~'")
  expect(shellWord('$(id)`id`')).toBe("'$(id)`id`'")
  expect(shellWord("it's")).toBe("'it'\\''s'")
  expect(shellWord('--config=/etc/shadow')).toBe("'--config=/etc/shadow'")
  expect(shellWord('')).toBe("''")
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
      const word = shellWord(name)
      expect(word === name || (word.startsWith("'") && word.endsWith("'"))).toBe(true)
      // Outside of quotes there is nothing but escaped quotes.
      if (word !== name) expect(word.replaceAll("'\\''", '').slice(1, -1)).not.toContain("'")
    }),
  )
})
