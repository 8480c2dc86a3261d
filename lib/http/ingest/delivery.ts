import { err, ok, type Result } from '../../domain/result.ts'
import type { Body, Encoding } from '../../service/ingest/inflate.ts'

/** What the headers of a delivery say, checked before a byte of its body is read. */
export interface Delivery {
  body: Body
  encoding: Encoding
  idempotencyKey: string | null
}

/** `header` gives a header by its name in small letters, null when it was not sent. */
export function deliveryOf(header: (name: string) => string | null, body: Body, limitBytes: number): Result<Delivery> {
  const encoding = (header('content-encoding') ?? 'identity').trim().toLowerCase()
  if (encoding !== 'identity' && encoding !== 'gzip') {
    return err(
      'unsupported-media-type',
      `Content-Encoding ${encoding.slice(0, 50)} is not supported; send gzip or none.`,
      {
        supported: ['gzip', 'identity'],
      },
    )
  }
  const idempotencyKey = header('idempotency-key')
  if (idempotencyKey !== null && !/^[\x20-\x7e]{1,255}$/.test(idempotencyKey)) {
    return err('invalid', 'Idempotency-Key must be 1 to 255 characters of ASCII.', {
      location: 'header.idempotency-key',
    })
  }
  if (Number(header('content-length')) > limitBytes) {
    return err('too-large', `The body is larger than ${limitBytes} bytes.`, { limit: limitBytes, offset: limitBytes })
  }
  return ok({ body, encoding, idempotencyKey })
}

export function bodyOf(request: Request): Body {
  return request.body ?? emptyBody()
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}
