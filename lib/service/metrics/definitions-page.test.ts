import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { AGE_BUCKETS, AGE_DEFINITION, ageBucketLabel } from '../../domain/metrics/age-buckets.ts'
import {
  BASES,
  basisDefinition,
  DIMENSIONS,
  FIGURE_CODES,
  FIGURES,
  type FigureDefinition,
  METRIC_RULES,
} from '../../domain/metrics/definitions.ts'

const UNITS = { count: 'number', share: 'share', seconds: 'duration' } as const

/** The part of docs/metrics.md that is printed from the definitions; held equal below. */
function definitionsPage(): string {
  const figures = FIGURE_CODES.map((code) => {
    const { title, unit, definition }: FigureDefinition = FIGURES[code]
    return `| ${title} | \`${code}\` | ${UNITS[unit]} | ${definition} |`
  })
  return [
    '## Figures',
    '',
    '| figure | in the API | is a | what it counts |',
    '|---|---|---|---|',
    ...figures,
    '',
    `Ages: ${AGE_DEFINITION} The buckets are ${AGE_BUCKETS.map(ageBucketLabel).join(', ')}.`,
    '',
    '## What holds of all of them',
    '',
    ...METRIC_RULES.map((rule) => `- ${rule}`),
    `- They can be told apart by ${DIMENSIONS.slice(0, -1).join(', ')} and ${DIMENSIONS.at(-1)}, in two ways:`,
    ...BASES.map((basis) => `  - \`as=${basis}\`: ${basisDefinition(basis)}`),
  ].join('\n')
}

test('docs/metrics.md prints the very definitions', () => {
  const page = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8')
  expect(page).toContain(definitionsPage())
})
