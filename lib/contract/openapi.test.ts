import { expect, test } from 'vitest'
import { failuresOf, openApiDocument } from './openapi.ts'
import { operations } from './operations.ts'
import { PROBLEMS } from './problem.ts'

const document = JSON.parse(JSON.stringify(openApiDocument(operations)))

function walk(part: unknown, visit: (key: string, value: unknown) => void): void {
  if (typeof part !== 'object' || part === null) return
  for (const [key, value] of Object.entries(part)) {
    visit(key, value)
    walk(value, visit)
  }
}

test('describes each operation once, with every status that it can answer', () => {
  for (const operation of operations) {
    const described = document.paths[operation.path][operation.method.toLowerCase()]
    expect(described.operationId).toBe(operation.id)
    const statuses = [operation.status, ...failuresOf(operation).map((code) => PROBLEMS[code].status)].map(String)
    expect(Object.keys(described.responses).sort()).toEqual([...new Set(statuses)].sort())
    const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
    const parameters = (described.parameters ?? []).filter((one: { in: string }) => one.in === 'path')
    expect(parameters.map((one: { name: string }) => one.name)).toEqual(inPath)
  }
})

test('points to nothing that is not in it', () => {
  const references: string[] = []
  walk(document, (key, value) => {
    if (key === '$ref') references.push(String(value))
    expect(key).not.toBe('$defs')
  })
  expect(references.length).toBeGreaterThan(operations.length)
  for (const reference of references) {
    expect(reference).toMatch(/^#\/components\/schemas\//)
    expect(document.components.schemas[reference.split('/')[3] ?? '']).toBeDefined()
  }
})
