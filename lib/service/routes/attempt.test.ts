import { expect, it } from 'vitest'
import * as z from 'zod'
import { type Outbound, OutboundError } from '../../notify/outbound.ts'
import type { Delivery, Provider } from '../../notify/provider.ts'
import { notice } from '../../notify/testing/notices.ts'
import { attempt } from './attempt.ts'

const nowhere = () => Promise.reject(new OutboundError('nowhere', true))
const outbound: Outbound = { fetch: nowhere, connect: nowhere, datagram: nowhere }

function saying(send: () => Promise<Delivery>): Promise<Delivery> {
  const provider: Provider = {
    name: 'saying',
    label: 'Saying',
    manner: 'message',
    settings: z.record(z.string(), z.unknown()),
    endpoint: () => 'saying',
    render: () => ({ contentType: 'text/plain', body: '' }),
    send,
  }
  return attempt(provider, {}, notice(), outbound, { token: 'secret-token', parts: ['other-secret'] })
}

it('keeps what an endpoint says as text that can be stored, without secrets, and not at any length', async () => {
  const said = `no\0, \ud800 Bearer secret-token and other-secret ${'x'.repeat(5000)}`
  const delivery = await saying(async () => ({ ok: false, retryable: false, detail: said }))
  expect(delivery).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/^no\ufffd, \ufffd Bearer ••• and ••• x+$/),
  })
  expect(delivery.ok ? '' : delivery.detail).toHaveLength(1000)
})

it('is not silenced for years by an endpoint', async () => {
  const delivery = await saying(async () => ({
    ok: false,
    retryable: true,
    retryAfterSeconds: 999_999_999,
    detail: 'later',
  }))
  expect(delivery).toMatchObject({ retryAfterSeconds: 86_400 })
})

it('makes a failed delivery of what the way out refuses, and of a fault of its own', async () => {
  const refused = await saying(() => Promise.reject(new OutboundError('token secret-token', true)))
  expect(refused).toEqual({ ok: false, retryable: true, detail: 'token •••' })
  const fault = await saying(() => Promise.reject(new TypeError('secret-token is not a function')))
  expect(fault).toMatchObject({ ok: false, retryable: false, detail: expect.stringMatching(/fault of Plimsoll/) })
})
