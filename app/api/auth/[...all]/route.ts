import { handleAuth } from '../../../../lib/http/auth-handler.ts'

export const GET = handleAuth
export const POST = handleAuth
