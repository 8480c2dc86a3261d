import { describe, expect, it } from 'vitest'
import { endingOf } from './action-words.ts'

const SECURITY = ['assign', 'accept', 'dismiss', 'handle'] as const
const DEVELOPER = ['assign', 'handle'] as const

describe('the key that ends issues', () => {
  it('resolves threats, and dismisses as soon as one is something else', () => {
    expect(endingOf(['threat', 'threat'], SECURITY)).toBe('handle')
    expect(endingOf(['threat', 'vulnerability'], SECURITY)).toBe('dismiss')
    expect(endingOf(['vulnerability'], SECURITY)).toBe('dismiss')
  })

  it('does nothing that the role does not allow', () => {
    expect(endingOf(['threat'], DEVELOPER)).toBe('handle')
    expect(endingOf(['threat', 'vulnerability'], DEVELOPER)).toBeNull()
    expect(endingOf(['threat'], ['dismiss'])).toBe('dismiss')
  })
})
