import { expect, test } from 'vitest'
import { memberStep, pathTree, placeName } from './record-paths.ts'

test('a member with dots in its name is one step', () => {
  const name = 'reports.tidewater.example/v1.0'
  const pattern = `${memberStep(name)}.*.found.*`
  const tree = pathTree([pattern], [])
  expect([...tree.members.keys()]).toEqual([name])
  expect(tree.members.get(name)?.elements?.members.get('found')?.elements?.pattern).toBe(pattern)
  expect(placeName(pattern, [3, 7])).toBe('reports.tidewater.example/v1.0[3].found[7]')
})

test('paths share what they begin with, and end at elements', () => {
  const tree = pathTree(['a.*.b.*', 'a.*.c.*'], ['a.*.d.*'])
  const inside = tree.members.get('a')?.elements
  expect([...(inside?.members.keys() ?? [])]).toEqual(['b', 'c', 'd'])
  expect(inside?.members.get('d')?.elements).toMatchObject({ pattern: 'a.*.d.*', ignored: true })
  expect(() => pathTree(['a.*.b'], [])).toThrow('ends in *')
})
