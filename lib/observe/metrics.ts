import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** The metrics of this process, served at /metrics. */
export const registry = new Registry()
collectDefaultMetrics({ register: registry })

const requestSeconds = new Histogram({
  name: 'plimsoll_http_request_seconds',
  help: 'Time from a request to its answer',
  labelNames: ['operation', 'status'],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [registry],
})

export function observeRequest(operation: string, status: number, milliseconds: number): void {
  requestSeconds.observe({ operation, status }, milliseconds / 1000)
}

const jobSeconds = new Histogram({
  name: 'plimsoll_job_seconds',
  help: 'Time that a job took',
  labelNames: ['job', 'outcome'],
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300],
  registers: [registry],
})

export function observeJob(job: string, outcome: 'done' | 'quarantined' | 'failed', milliseconds: number): void {
  jobSeconds.observe({ job, outcome }, milliseconds / 1000)
}

export const eventsReceived = new Counter({
  name: 'plimsoll_events_received_total',
  help: 'Runtime events committed, by source',
  labelNames: ['source'],
  registers: [registry],
})

export const decisionsAnswered = new Counter({
  name: 'plimsoll_decisions_total',
  help: 'Answers of the deploy gate, by verdict',
  labelNames: ['verdict'],
  registers: [registry],
})

export const spoolBytes = new Gauge({
  name: 'plimsoll_admission_spool_bytes',
  help: 'Decisions on disk that the database does not hold yet',
  registers: [registry],
})

export const decisionsUnrecorded = new Counter({
  name: 'plimsoll_decisions_unrecorded_total',
  help: 'Answers of the deploy gate that the spool did not take',
  registers: [registry],
})
