import { expect, test } from 'vitest'
import { joinLayers } from './image-layers.ts'
import type { ImageLayer } from './observation.ts'

const layer = (diffId: string | null, more: Partial<ImageLayer> = {}): ImageLayer => ({
  ...{ digest: null, diffId, createdBy: null },
  ...more,
})

test('a later report fills in what was not known, and changes nothing that was', () => {
  const known = [layer('a', { createdBy: 'ADD rootfs' }), layer(null, { digest: 'packed-b' })]
  const told = [layer('a', { digest: 'packed-a', createdBy: 'other words' }), layer('b', { digest: 'packed-b' })]
  expect(joinLayers(known, told, true)).toEqual([
    { digest: 'packed-a', diffId: 'a', createdBy: 'ADD rootfs' },
    { digest: 'packed-b', diffId: 'b', createdBy: null },
  ])
})

test('a report without layers takes none away, and the first one with them is believed', () => {
  expect(joinLayers([layer('a')], [], true)).toEqual([layer('a')])
  expect(joinLayers([], [layer('a')], true)).toEqual([layer('a')])
})

test('of one digest a report that contradicts is not believed', () => {
  expect(joinLayers([layer('a')], [layer('b')], true)).toEqual([layer('a')])
  expect(joinLayers([layer('a'), layer('b')], [layer('a')], true)).toEqual([layer('a'), layer('b')])
})

test('what has no digest may be another image by now', () => {
  expect(joinLayers([layer('a')], [layer('b'), layer('c')], false)).toEqual([layer('b'), layer('c')])
})
