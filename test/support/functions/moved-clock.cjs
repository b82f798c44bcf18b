// Loaded before a function: its clock is as far ahead as a file says, ms.
const { readFileSync } = require('node:fs')

const now = Date.now
Date.now = () => now() + Number(readFileSync(process.env.MOVED_CLOCK_FILE, 'utf8'))
