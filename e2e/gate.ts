import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import type { Stack } from './stack.ts'

/** Asks the deploy gate as an API server does. It looks for tokens that were made just now twice a second at most. */
export async function askGate(
  { dataDir, admissionUrl }: Stack,
  { cluster, token }: { cluster: string; token: string },
  body: unknown,
): Promise<{ response: { allowed: boolean } }> {
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  const ca = readFileSync(join(dataDir, 'tls/ca.crt'))
  return new Promise((resolve, reject) => {
    const sent = request(`${admissionUrl}/admit/${cluster}/${token}`, { method: 'POST', ca }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve(JSON.parse(text)))
    })
    sent.on('error', reject)
    sent.end(JSON.stringify(body))
  })
}
