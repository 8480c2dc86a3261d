import { basename } from 'node:path'
import pino from 'pino'
import { config } from '../config.ts'

/** Structured log, one JSON object a line on stdout. Give what belongs to a request or a job its id: `log.child({ jobId })`. */
export const log = pino({
  level: config.logLevel,
  base: { role: basename(process.argv[1] ?? '', '.ts'), pid: process.pid },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (level) => ({ level }) },
})
