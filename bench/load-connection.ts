import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

export interface Target {
  port: number
  /** Trusted for TLS; without it the connection is plain. */
  ca: string | null
}

/**
 * One kept-alive HTTP/1.1 connection with one request under way at a time, as a sender has it. Reads of an answer no more
 * than its status and its end: a whole HTTP client would take more of the machine than the server that is measured.
 */
export class LoadConnection {
  readonly #socket: Socket
  #received = ''
  #answered: ((status: number) => void) | null = null

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => this.#read(text))
    socket.on('error', () => this.#end(0))
    socket.on('close', () => this.#end(0))
  }

  static open({ port, ca }: Target): Promise<LoadConnection> {
    return new Promise((resolve, reject) => {
      const socket =
        ca === null
          ? connectPlain(port, '127.0.0.1', opened)
          : connectTls({ port, host: '127.0.0.1', servername: 'localhost', ca }, opened)
      socket.once('error', reject)
      function opened() {
        socket.off('error', reject)
        resolve(new LoadConnection(socket))
      }
    })
  }

  /** Tells the answer's status; 0 when the connection broke. */
  send(request: Buffer, answered: (status: number) => void): void {
    this.#answered = answered
    this.#received = ''
    if (this.#socket.destroyed) this.#end(0)
    else this.#socket.write(request)
  }

  close(): void {
    this.#socket.destroy()
  }

  #read(text: string): void {
    this.#received += text
    const headEnd = this.#received.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const head = this.#received.slice(0, headEnd)
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    const whole =
      length === undefined
        ? this.#received.endsWith('\r\n0\r\n\r\n')
        : this.#received.length >= headEnd + 4 + Number(length)
    if (whole) this.#end(Number(head.slice(9, 12)))
  }

  #end(status: number): void {
    const answered = this.#answered
    this.#answered = null
    answered?.(status)
  }
}
