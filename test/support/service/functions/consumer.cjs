// Writes what it got, and fails the messages that ask for it.
exports.handler = async ({ Records }) => {
  process.stdout.write(`${JSON.stringify({ batch: Records.map(({ body }) => body) })}\n`)
  const failed = Records.filter(({ body }) => body.startsWith('poison'))
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }
}
