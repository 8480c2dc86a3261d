import { describe, expect, it } from 'vitest'
import { cefLine } from './cef.ts'
import { countedFrame, syslogMessage } from './syslog-frame.ts'

const event = { version: '1.0', classId: 'issue.opened', name: 'A new issue', severity: 8 }

describe('a CEF line', () => {
  it('keeps its fields whatever the text says', () => {
    const line = cefLine({
      ...event,
      name: 'pipe | backslash \\ equals =\r\nCEF:0|Forged|',
      extension: [
        ['msg', 'a=b \\ c|d\nsuser=root'],
        ['cs1', ''],
        ['cs2', 'kept'],
      ],
    })
    expect(line).toBe(
      'CEF:0|Plimsoll|Plimsoll|1.0|issue.opened|pipe \\| backslash \\\\ equals = CEF:0\\|Forged\\||8|' +
        'msg=a\\=b \\\\ c|d\\nsuser\\=root cs2=kept',
    )
    expect(line).not.toMatch(/[\r\n]/)
  })

  it('keeps to the lengths of the dictionary', () => {
    const line = cefLine({ ...event, name: 'n'.repeat(9000), extension: [['msg', 'm'.repeat(9000)]] })
    const [, , , , , name, , extension] = line.split('|')
    expect(name).toHaveLength(512)
    expect(extension).toHaveLength('msg='.length + 1023)
  })
})

describe('a syslog message', () => {
  const message = {
    facility: 'local4',
    severity: 2,
    at: new Date('2026-11-21T10:00:00.123Z'),
    hostname: 'plimsoll.example',
    messageId: 'issue opened\n',
    text: 'CEF:0|x',
  } as const

  it('has the header of RFC 5424 and its length in bytes before it', () => {
    const written = syslogMessage({ ...message, text: 'ü' }, 8192)
    expect(written.toString()).toBe('<162>1 2026-11-21T10:00:00.123Z plimsoll.example plimsoll - issueopened - ü')
    const frame = countedFrame(written)
    expect(frame.toString()).toBe(`${written.length} ${written}`)
    expect(written.length).toBe(written.toString().length + 1)
  })

  it('is cut to what a receiver takes, at a character', () => {
    const written = syslogMessage({ ...message, text: 'ü'.repeat(3000) }, 2048)
    expect(written.length).toBeLessThanOrEqual(2048)
    expect(written.toString()).toMatch(/ü…$/)
  })
})
