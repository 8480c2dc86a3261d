/** Error codes of Node and SQLSTATEs that mean "not now": the connection broke, the server stops, starts or is full. */
const CODES =
  /^(?:E(?:CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|NOENT|HOSTUNREACH|NOTFOUND|AI_AGAIN)|08...|57P0[1-5]|53300|25006)$/
/** pg gives these without a code. */
const MESSAGES =
  /^Connection terminated|timeout exceeded when trying to connect|^Client has encountered a connection error/

/** Whether a statement failed because of the connection or the server, not because of what it said. */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  return (typeof code === 'string' && CODES.test(code)) || MESSAGES.test(error.message)
}
