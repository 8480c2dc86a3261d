#!/usr/bin/env node
import { run } from './bootstrap.mjs'

run('conformance.ts', process.argv.slice(2))
