import { expect, test } from 'vitest'
import type { ImageSubject, Subject } from './observation.ts'
import { subjectsTitle, subjectTitle } from './subject-title.ts'

const image: ImageSubject = {
  type: 'image',
  repository: 'registry.example/shop/pay',
  tags: ['1.4.2', 'latest'],
  digest: `sha256:${'ab'.repeat(32)}`,
  imageId: null,
  platform: null,
  layers: [],
  labels: {},
}
const workload: Subject = { type: 'workload', cluster: 'prod', namespace: 'shop', kind: 'Deployment', name: 'pay' }

test('a subject is called as people call it', () => {
  expect(subjectTitle(image)).toBe('registry.example/shop/pay:1.4.2')
  expect(subjectTitle({ ...image, tags: [] })).toBe('registry.example/shop/pay@sha256:abababababab')
  expect(subjectTitle({ ...image, tags: [], digest: null })).toBe('registry.example/shop/pay')
  expect(subjectTitle(workload)).toBe('shop/Deployment/pay')
})

test('several scans of one thing are one, other things are counted', () => {
  expect(subjectsTitle([image, image])).toBe('registry.example/shop/pay:1.4.2')
  expect(subjectsTitle([workload, image, { type: 'repository', name: 'web' }])).toBe('shop/Deployment/pay and 2 more')
  expect(subjectsTitle([])).toBe('')
})
