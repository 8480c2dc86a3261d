import { AsnConvert } from '@peculiar/asn1-schema'
import { Certificate, DirectoryString, type Extension, SubjectAlternativeName } from '@peculiar/asn1-x509'
import { cleanText } from '../domain/clean-text.ts'
import { MAX } from './package-findings.ts'

/** Who signed, by what the certificate says that goes with the signature; '' where it says nothing. */
export interface SigningIdentity {
  signer: string
  /** Who told the certificate authority that it is the signer. */
  issuer: string
  sourceRepository: string
  commit: string
  buildUrl: string
}

export const NO_IDENTITY: SigningIdentity = { signer: '', issuer: '', sourceRepository: '', commit: '', buildUrl: '' }

const ALTERNATIVE_NAME = '2.5.29.17'
/** @see https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md */
const FULCIO = '1.3.6.1.4.1.57264.1.'
/** Certificates are a few thousand bytes; what is much longer is cut, and none. */
export const MAX_CERTIFICATE_CHARS = 100_000

/**
 * Reads a certificate, PEM or the base64 of its bytes; null when it is none. Nothing is checked: what it says holds only if
 * somebody trusted verified the signature.
 */
export function identityOfCertificate(text: string): SigningIdentity | null {
  if (text.length >= MAX_CERTIFICATE_CHARS) return null
  const bytes = Buffer.from(text.replace(/-----[^-]{0,40}-----/g, ''), 'base64')
  try {
    const { extensions } = AsnConvert.parse(bytes, Certificate).tbsCertificate
    return identityOf(new Map((extensions ?? []).map((extension) => [extension.extnID, extension])))
  } catch {
    // Bytes that are no certificate fail in as many ways as there are bytes.
    return null
  }
}

function identityOf(extensions: ReadonlyMap<string, Extension>): SigningIdentity {
  const stated = (number: number) => utf8String(extensions.get(`${FULCIO}${number}`))
  return {
    signer: alternativeName(extensions.get(ALTERNATIVE_NAME)),
    issuer: stated(8) || plainText(extensions.get(`${FULCIO}1`)),
    sourceRepository: stated(12),
    commit: stated(13) || plainText(extensions.get(`${FULCIO}3`)),
    buildUrl: stated(21),
  }
}

function alternativeName(extension: Extension | undefined): string {
  if (!extension) return ''
  const names = AsnConvert.parse(extension.extnValue, SubjectAlternativeName)
  const told = names.map((name) => name.uniformResourceIdentifier ?? name.rfc822Name ?? name.dNSName ?? '')
  return kept(told.find((name) => name !== '') ?? '')
}

function utf8String(extension: Extension | undefined): string {
  return extension ? kept(AsnConvert.parse(extension.extnValue, DirectoryString).toString()) : ''
}

/** The first of Fulcio's extensions hold their text as it is. */
function plainText(extension: Extension | undefined): string {
  return extension ? kept(Buffer.from(extension.extnValue.buffer).toString('utf8')) : ''
}

const kept = (text: string) => cleanText(text, MAX.url)
