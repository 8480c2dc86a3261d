const WIDTH = 24
const EVERY_MS = 100

/** A line on a terminal that shows how much of a file was sent; nothing where no person looks. */
export function progressBar(name, totalBytes, stream) {
  if (!stream.isTTY) return { add() {}, restart() {}, end() {} }
  let sent = 0
  let drawnAt = 0
  const draw = () => {
    drawnAt = Date.now()
    const share = totalBytes === 0 ? 1 : Math.min(1, sent / totalBytes)
    const full = Math.round(share * WIDTH)
    const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full)
    stream.write(`\r\x1b[K${name} ${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${megabytes(sent)}`)
  }
  return {
    add(bytes) {
      sent += bytes
      if (Date.now() - drawnAt >= EVERY_MS || sent >= totalBytes) draw()
    },
    restart() {
      sent = 0
    },
    end() {
      stream.write('\r\x1b[K')
    },
  }
}

function megabytes(bytes) {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
