// A function that does what its event asks for: tests of the local Lambda need one that fails in every way.
let calls = 0

const ACTIONS = {
  echo: (event) => event,
  count: () => {
    calls += 1
    return { calls, pid: process.pid }
  },
  environment: () => ({ ...process.env }),
  context: (_event, context) => ({ ...context, remainingMs: context.getRemainingTimeInMillis() }),
  console: ({ line }) => globalThis.console.log(line),
  stdout: ({ line }) => process.stdout.write(`${line}\n`),
  throw: ({ message }) => {
    throw new TypeError(message)
  },
  throwNothing: () => {
    throw undefined
  },
  exit: () => process.exit(3),
  hang: () => new Promise(() => {}),
}

exports.handler = async (event, context) => ACTIONS[event.action](event, context)
