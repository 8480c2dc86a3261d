#!/usr/bin/env node
import { run } from './bootstrap.mjs'

run('supervise.ts', process.argv.slice(2))
