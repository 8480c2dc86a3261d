import { describe, expect, it } from 'vitest'
import { markdownLink, markdownText } from './markdown.ts'

describe('Markdown of hostile text', () => {
  it.each([
    ['@everyone', '\\@\u200beveryone'],
    ['see #12 and !3', 'see \\#\u200b12 and \\!\u200b3'],
    ['GH-12', 'GH\u200b\\-12'],
    ['/close', '\\/close'],
    ['**bold** <img src=x>', '\\*\\*bold\\*\\* \\<img src\\=x\\>'],
    ['https://evil.test', 'https\\:\\/\\/evil\\.test'],
    ['`a`', '\\`a\\`'],
    ['a\\*b*', 'a\\\\\\*b\\*'],
  ])('shows %j as it is', (hostile, written) => expect(markdownText(hostile)).toBe(written))

  it('keeps an address inside its link', () => {
    expect(markdownLink('a](http://evil.test)', 'https://p.test/a>) b')).toBe(
      '[a\\]\\(http\\:\\/\\/evil\\.test\\)](<https://p.test/a%3E)%20b>)',
    )
  })
})
