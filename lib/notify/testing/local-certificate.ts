import { type GenerateResult, generate } from 'selfsigned'

let made: Promise<GenerateResult> | undefined

/** The certificate of servers of tests, for `localhost`; one for all of a file, since making a key takes its time. */
export function localCertificate(): Promise<GenerateResult> {
  made ??= generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  })
  return made
}
