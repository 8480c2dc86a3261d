import { createHash, createPublicKey, createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { parseArgs } from 'node:util'

// A small OpenID Connect provider for tests, as a process of its own: discovery, keys, code flow with PKCE and nonce. It signs in, without
// asking, whom POST /next names, with the claims given there; `forge` signs with a key that is not published.

const { port } = parseArgs({ options: { port: { type: 'string' } } }).values
const CLIENT = { id: 'plimsoll', secret: 'a secret of the test' }
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const forger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const codes = new Map<string, { challenge: string; nonce: string; redirect: string }>()
let next: { claims: Record<string, unknown>; forge?: boolean } = { claims: {} }
let issuer = ''

const routes: Record<string, (url: URL, request: IncomingMessage, response: ServerResponse) => unknown> = {
  'GET /.well-known/openid-configuration': (_url, _request, response) =>
    json(response, 200, {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
    }),
  'GET /keys': (_url, _request, response) => {
    const key = createPublicKey(privateKey).export({ format: 'jwk' })
    json(response, 200, { keys: [{ ...key, kid: 'one', alg: 'RS256', use: 'sig' }] })
  },
  'POST /next': async (_url, request, response) => {
    next = JSON.parse(await textOf(request))
    json(response, 200, {})
  },
  'GET /authorize': ({ searchParams: asked }, _request, response) => {
    if (asked.get('client_id') !== CLIENT.id || asked.get('code_challenge_method') !== 'S256')
      return json(response, 400, {})
    const code = randomUUID()
    const redirect = asked.get('redirect_uri') ?? ''
    codes.set(code, { challenge: asked.get('code_challenge') ?? '', nonce: asked.get('nonce') ?? '', redirect })
    const back = new URL(redirect)
    back.searchParams.set('code', code)
    back.searchParams.set('state', asked.get('state') ?? '')
    response.writeHead(302, { location: back.href }).end()
  },
  'POST /token': async (_url, request, response) => {
    const form = new URLSearchParams(await textOf(request))
    const known = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const secret = form.get('client_secret') ?? basicSecretOf(request)
    if (known?.challenge !== challenge || known.redirect !== form.get('redirect_uri') || secret !== CLIENT.secret) {
      return json(response, 400, { error: 'invalid_grant' })
    }
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: issuer, aud: CLIENT.id, iat: now, exp: now + 300, nonce: known.nonce, ...next.claims }
    json(response, 200, { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: signed(claims) })
  },
}

function signed(claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const content = `${part({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${part(claims)}`
  return `${content}.${createSign('RSA-SHA256')
    .update(content)
    .sign(next.forge ? forger : privateKey, 'base64url')}`
}

function basicSecretOf(request: IncomingMessage): string | undefined {
  const basic = request.headers.authorization?.replace(/^Basic /, '') ?? ''
  const secret = Buffer.from(basic, 'base64').toString().split(':')[1]
  return secret === undefined ? undefined : decodeURIComponent(secret)
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', issuer)
  const answer = routes[`${request.method} ${url.pathname}`]
  if (answer) await answer(url, request, response)
  else json(response, 404, {})
})
server.listen(Number(port ?? 0), '127.0.0.1', () => {
  const address = server.address()
  issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`
  process.send?.({ issuer })
})
process.on('disconnect', () => process.exit(0))
