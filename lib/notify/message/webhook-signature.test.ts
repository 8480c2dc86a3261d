import { expect, it } from 'vitest'
import { signedHeaders, webhookKey } from './webhook-signature.ts'

it('signs as the example of Standard Webhooks does', () => {
  const key = webhookKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw') ?? Buffer.alloc(0)
  const at = new Date(1614265330_000)
  expect(signedHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', at, '{"test": 2432232314}', [key])).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

it('takes keys of 24 to 64 bytes', () => {
  expect(webhookKey(Buffer.alloc(23).toString('base64'))).toBeNull()
  expect(webhookKey(`whsec_${Buffer.alloc(24).toString('base64')}`)).toHaveLength(24)
  expect(webhookKey(Buffer.alloc(64).toString('base64'))).toHaveLength(64)
  expect(webhookKey(Buffer.alloc(65).toString('base64'))).toBeNull()
  expect(webhookKey('whsec_not base64')).toBeNull()
})
