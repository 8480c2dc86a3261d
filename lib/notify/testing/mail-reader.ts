export interface ReadMail {
  /** Names in lower case, unfolded, in order; as written, so that a smuggled header shows. */
  headers: [name: string, value: string][]
  text: string
  html: string
}

/** Reads a message of one multipart/alternative as RFC 5322, 2045 and 2047 say, strictly enough for a test. */
export function readMail(raw: string): ReadMail {
  const { headers, body } = split(raw)
  const boundary = /boundary="([^"]+)"/.exec(headerOf(headers, 'content-type'))?.[1]
  if (!boundary) throw new Error('not a message of several parts')
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => split(part.replace(/^\r\n/, '')))
  const decoded = (type: string) => {
    const part = parts.find((one) => headerOf(one.headers, 'content-type').startsWith(type))
    if (!part) throw new Error(`no part of ${type}`)
    return decodedBody(part.body, headerOf(part.headers, 'content-transfer-encoding')).replaceAll('\r\n', '\n')
  }
  return {
    headers: headers.map(([name, value]) => [name, decodedWords(value)]),
    text: decoded('text/plain'),
    html: decoded('text/html'),
  }
}

function split(raw: string): { headers: [string, string][]; body: string } {
  const end = raw.indexOf('\r\n\r\n')
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const [, name, value] = /^([!-9;-~]+): ?(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) throw new Error(`not a header: ${line}`)
    return [name.toLowerCase(), value]
  })
  return { headers, body: raw.slice(end + 4) }
}

function headerOf(headers: [string, string][], name: string): string {
  return headers.find(([known]) => known === name)?.[1] ?? ''
}

function decodedBody(body: string, encoding: string): string {
  const content = body.replace(/\r\n$/, '')
  if (encoding === 'base64') return Buffer.from(content, 'base64').toString()
  if (encoding !== 'quoted-printable') return content
  return quotedPrintable(content.replace(/=\r\n/g, ''))
}

function quotedPrintable(text: string): string {
  return Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_code, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()
}

function decodedWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_word, kind: string, text: string) =>
      kind.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString() : quotedPrintable(text.replaceAll('_', ' ')),
    )
}
