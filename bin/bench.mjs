#!/usr/bin/env node
import { run } from './bootstrap.mjs'

run('run-bench.ts', process.argv.slice(2))
