import { readFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import type { Place } from './launch.ts'

export async function isReady(port: number): Promise<boolean> {
  return fetch(`http://localhost:${port}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  )
}

export async function gateIsReady({ dataDir, admissionPort }: Place): Promise<boolean> {
  const ca = await readFile(join(dataDir, 'tls/ca.crt'))
  return new Promise((resolve) => {
    const asked = request({ host: 'localhost', port: admissionPort, path: '/readyz', ca, agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200)
    })
    asked.on('error', () => resolve(false))
    asked.end()
  })
}
