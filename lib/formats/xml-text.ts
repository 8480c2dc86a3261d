import { SaxesParser, type SaxesTagNS } from 'saxes'
import { cyclonedxDocument } from './cyclonedx-xml.ts'
import { FormatError } from './format-error.ts'
import type { JsonLimits } from './json-limits.ts'
import type { TextKind, TextStage } from './json-stage.ts'
import type { XmlDocument } from './xml-shape.ts'
import { XmlWriter } from './xml-writer.ts'

/** The kinds of XML documents that are read. */
const DOCUMENTS: readonly XmlDocument[] = [cyclonedxDocument]

/** Larger chunks are parsed in pieces, so that every limit is looked at in time. */
const PIECE_BYTES = 64 * 1024
/** Of one tag with its attributes, which the parser takes at once. */
const TAG_BYTES = 256 * 1024
const MAX_MESSAGE = 200

/** XML, which begins with a tag, a declaration or a comment. */
export const xmlText: TextKind = {
  begins: (start) => start.startsWith('<'),
  open: (limits) => new XmlStage(limits),
}

/**
 * Turns an XML document into JSON. Nothing is expanded but the five entities of XML itself: a document type is refused, and so
 * is any other entity. Faults are told by line and column of the XML.
 */
class XmlStage implements TextStage {
  readonly #limits: JsonLimits
  readonly #parser = new SaxesParser({ xmlns: true, position: true })
  #decoder: TextDecoder | null = null
  #writer: XmlWriter | null = null
  #bytes = 0
  #depth = 0
  /** Bytes since anything was whole: a tag, a text or a comment can only be so long. */
  #pending = 0
  #inTag = false
  #ending = false

  constructor(limits: JsonLimits) {
    this.#limits = limits
    const parser = this.#parser
    const whole = () => {
      this.#pending = 0
    }
    parser.on('error', (error) => this.#fail(error))
    parser.on('doctype', () => this.#refuseDoctype())
    parser.on('comment', whole)
    parser.on('processinginstruction', whole)
    parser.on('text', (text) => this.#text(text))
    parser.on('cdata', (text) => this.#text(text))
    parser.on('opentagstart', () => {
      this.#inTag = true
    })
    parser.on('opentag', (tag) => this.#open(tag))
    parser.on('closetag', () => this.#close())
  }

  write(text: Uint8Array): Uint8Array {
    this.#bytes += text.length
    const { totalBytes } = this.#limits
    if (this.#bytes > totalBytes) {
      throw new FormatError('too-large', `The report is larger than ${totalBytes} bytes`, null, totalBytes)
    }
    this.#decoder ??= decoderOf(text)
    for (let at = 0; at < text.length; at += PIECE_BYTES) this.#parse(text.subarray(at, at + PIECE_BYTES))
    return this.#json()
  }

  end(): Uint8Array {
    this.#ending = true
    this.#feed(this.#decoded(new Uint8Array(0), false))
    this.#parser.close()
    return this.#json()
  }

  #json(): Uint8Array {
    return Buffer.from(this.#writer?.take() ?? '', 'utf8')
  }

  #parse(piece: Uint8Array): void {
    this.#feed(this.#decoded(piece, true))
    this.#pending += piece.length
    const { stringBytes } = this.#limits
    const limit = this.#inTag ? Math.min(TAG_BYTES, stringBytes) : stringBytes
    if (this.#pending > limit + PIECE_BYTES) throw tooLong(limit)
  }

  #feed(text: string): void {
    if (text !== '') this.#parser.write(text)
  }

  #decoded(piece: Uint8Array, stream: boolean): string {
    try {
      return this.#decoder?.decode(piece, { stream }) ?? ''
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      const { encoding = '' } = this.#decoder ?? {}
      throw new FormatError(this.#ending ? 'truncated' : 'malformed', `The XML holds bytes that are no ${encoding}`)
    }
  }

  #text(text: string): void {
    this.#pending = 0
    if (this.#writer?.wantsText !== true) return
    const limit = this.#limits.stringBytes
    if (this.#writer.text(text) > limit) throw tooLong(limit)
  }

  #open({ uri, local, attributes }: SaxesTagNS): void {
    this.#pending = 0
    this.#inTag = false
    if (++this.#depth > this.#limits.depth) {
      throw new FormatError('too-deep', `The XML is nested deeper than ${this.#limits.depth}`, null, this.#limits.depth)
    }
    const stated = new Map(Object.values(attributes).map((one) => [one.uri === '' ? one.local : one.name, one.value]))
    if (this.#writer !== null) {
      this.#writer.open(uri, local, stated)
      return
    }
    const document = DOCUMENTS.find((one) => one.root === local && one.prefixOf(uri) === '')
    if (document === undefined) {
      throw new FormatError('unknown-format', 'The content is XML of no known format. Known: CycloneDX')
    }
    this.#writer = new XmlWriter(document, uri, stated)
  }

  #close(): void {
    this.#pending = 0
    this.#depth--
    this.#writer?.close()
  }

  #refuseDoctype(): void {
    throw new FormatError('malformed', 'The XML has a document type (DOCTYPE), which is not read: send it without one')
  }

  #fail({ message }: Error): void {
    const [, line, column, fault = message] = /^(\d+):(\d+): (.*)$/s.exec(message) ?? []
    const where = `line ${line}, column ${column}: ${fault.slice(0, MAX_MESSAGE)}`
    if (this.#ending) throw new FormatError('truncated', `The XML ends too early, at ${where}`)
    throw new FormatError('malformed', `This is not valid XML at ${where}`)
  }
}

function tooLong(limit: number): FormatError {
  return new FormatError('too-large', `One text or tag of the XML is longer than ${limit} bytes`, null, limit)
}

/** By the declaration; UTF-16 is UTF-8 already by the time it gets here. */
function decoderOf(start: Uint8Array): TextDecoder {
  const head = Buffer.from(start.subarray(0, 200)).toString('latin1')
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1] ?? 'utf-8'
  const label = /^(?:utf-?16|ucs-?2|iso-10646-ucs)/i.test(declared) ? 'utf-8' : declared
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new FormatError('malformed', `The XML declares an encoding that is not known: ${declared.slice(0, 40)}`)
  }
}
