#!/usr/bin/env node
import { run } from './bootstrap.mjs'

run('run-tests.ts', process.argv.slice(2))
