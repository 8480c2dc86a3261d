export type SignInFailure =
  | { kind: 'wrong' }
  | { kind: 'wait'; seconds: number; because: 'locked' | 'busy' }
  | { kind: 'failed'; detail: string }

/** Signs in with a password; null is success, and the session's cookie is set. */
export async function signInWithPassword(email: string, password: string): Promise<SignInFailure | null> {
  const answer = await post('/api/auth/sign-in/email', { email, password })
  if (!answer) return offline
  if (answer.ok) return null
  if (answer.status === 401) return { kind: 'wrong' }
  if (answer.status === 400) return { kind: 'failed', detail: 'This is not an e-mail address.' }
  if (answer.status === 423 || answer.status === 429) {
    const seconds = Number(answer.headers.get('retry-after') ?? answer.headers.get('x-retry-after')) || 60
    return { kind: 'wait', seconds, because: answer.status === 423 ? 'locked' : 'busy' }
  }
  return { kind: 'failed', detail: `Plimsoll answered ${answer.status}. Try again.` }
}

/** Goes to the identity provider; returns only when that failed. */
export async function signInWithProvider(next: string): Promise<SignInFailure> {
  const answer = await post('/api/auth/sign-in/social', {
    provider: 'oidc',
    callbackURL: next,
    errorCallbackURL: '/sign-in',
  })
  if (!answer) return offline
  const body: unknown = answer.ok ? await answer.json() : null
  if (typeof body === 'object' && body !== null && 'url' in body && typeof body.url === 'string') {
    window.location.assign(body.url)
    // The browser leaves this page now.
    return new Promise(() => {})
  }
  return { kind: 'failed', detail: 'Your organisation’s sign-in does not answer. Try again in a moment.' }
}

const offline: SignInFailure = {
  kind: 'failed',
  detail: 'Plimsoll does not answer. Check the connection and try again.',
}

function post(url: string, body: unknown): Promise<Response | null> {
  const headers = { 'content-type': 'application/json' }
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => null)
}

/** Where to go after signing in: a path of our own, never another site. */
export function safeNext(next: string | null | undefined): string {
  if (!next || !/^\/(?![/\\])/.test(next)) return '/issues'
  return new URL(next, 'http://here.invalid').origin === 'http://here.invalid' ? next : '/issues'
}
