import { FormatError } from './format-error.ts'
import { parseJson } from './json-text.ts'
import { CLOSE_ARRAY, CLOSE_OBJECT } from './json-value-scan.ts'
import type { PathNode } from './record-paths.ts'

/** Of the frame around the document; no byte equals it. */
export const NO_CLOSER = -1
/** Of the frame around values that stand one after another. */
export const LINES = -2

/** An object or array on the way to records: here every token is checked, so that no key can appear twice. */
export interface Frame {
  node: PathNode | null
  closer: number
  keys: Set<string> | null
  key: string
  index: number
  state: FrameState
  /** Whether the outline already holds an element of this array. */
  hasOutline: boolean
  /** Where the outline ended before this object, while it may still turn out to be a record of another format. */
  outlineBefore: number | null
}

type FrameState = 'value' | 'first' | 'key' | 'first-key' | 'colon' | 'next'

export function isList({ closer }: Frame): boolean {
  return closer === CLOSE_ARRAY || closer === LINES
}

export function newFrame(node: PathNode, closer: number): Frame {
  const state = closer === NO_CLOSER ? 'value' : closer === CLOSE_OBJECT ? 'first-key' : 'first'
  return { node, closer, keys: null, key: '', index: -1, state, hasOutline: false, outlineBefore: null }
}

/** Where the value that begins next stands in the paths, if any path leads there. */
export function nextNode(frame: Frame): PathNode | null | undefined {
  if (frame.closer === NO_CLOSER) return frame.node
  return isList(frame) ? frame.node?.elements : frame.node?.members.get(frame.key)
}

/**
 * Takes the key of the next member, as it is written; `start` is its offset in the document. A key that appears twice is a
 * fault, because a second list would replace the first one after its records were read; inside a record JSON.parse's rule
 * holds.
 */
export function nameMember(frame: Frame, written: Uint8Array, start: number): void {
  const key = parseJson(written, (position) => start + position) as string
  frame.keys ??= new Set()
  if (frame.keys.has(key)) {
    const shown = JSON.stringify(key.slice(0, 100))
    throw new FormatError('malformed', `The key ${shown} appears twice in one object, at byte ${start}`, start)
  }
  frame.keys.add(key)
  frame.key = key
  if (frame.node?.members.has(key)) frame.outlineBefore = null
}
