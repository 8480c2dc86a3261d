import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'

const YEAR_MS = 365 * 24 * 3_600_000

/**
 * Makes, once, a certificate authority of this installation and a certificate for the admission role, under `dir`:
 * `ca.crt` (the webhook's caBundle), `tls.crt`, `tls.key`. Ten years: whoever wants less brings TLS_CERT and TLS_KEY.
 */
export async function ensureCertificate(dir: string, publicUrl: string): Promise<void> {
  if (existsSync(join(dir, 'tls.key'))) return
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const notAfterDate = new Date(Date.now() + 10 * YEAR_MS)
  const authority = await generate([{ name: 'commonName', value: 'Plimsoll installation' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const names = new Set(['localhost', hostname(), new URL(publicUrl).hostname, 'plimsoll-admission'])
  const own = await generate([{ name: 'commonName', value: 'plimsoll' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [{ type: 7, ip: '127.0.0.1' }, ...[...names].map((value) => ({ type: 2 as const, value }))],
      },
    ],
  })
  await writeFile(join(dir, 'ca.crt'), authority.cert)
  await writeFile(join(dir, 'tls.crt'), `${own.cert}\n${authority.cert}`)
  // The key comes last: it marks the set as whole.
  await writeFile(join(dir, 'tls.key'), own.private, { mode: 0o600 })
}

/** A secret that is made at the first start and kept, readable by the owner only. */
export async function keptSecret(path: string, make: () => string): Promise<string> {
  if (existsSync(path)) return (await readFile(path, 'utf8')).trim()
  const secret = make()
  await writeFile(path, `${secret}\n`, { mode: 0o600 })
  return secret
}
